"""A table is evaluated over its grid of cells, so that an unknown key gives the union of what is left."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import attrs

from xixia_gov.engine.frame import Frame
from xixia_gov.engine.grid import EndValue, GridCell, applies, ends_of, nodes_of, possible
from xixia_gov.engine.trace import Traced, traced
from xixia_gov.engine.value import join
from xixia_gov.expression.nodes import FigureRef, Node, TableRef
from xixia_gov.interval import Interval
from xixia_gov.model.definition import Table
from xixia_gov.truth import Truth

Evaluate = Callable[[Node, Frame], Traced]


def evaluate_table(node: TableRef, table: Table, output: str, frame: Frame, evaluate: Evaluate) -> Traced:
    """Return one output of a table, or for `row` whether any row applies."""
    keys = [evaluate(column, frame) for column in table.columns]
    rows: set[str | None] = set()
    for day in _days(table, frame):
        rows |= _rows(table, keys, attrs.evolve(frame, day=day), evaluate)
    if output == "row":
        truths = {Truth.of(row is not None) for row in rows}
        return traced(node, truths.pop() if len(truths) == 1 else Truth.UNKNOWN, keys)
    chosen = [row for row in table.rows if row.id in rows]
    # Where no row applies, `row` fails and the value is never paid; any will do.
    outputs = [evaluate(row.gives[output], frame) for row in chosen or table.rows]
    value = outputs[0].value
    for other in outputs[1:]:
        value = join(value, other.value)
    return traced(node, value, [*keys, *outputs])


def _days(table: Table, frame: Frame) -> list[dt.date | None]:
    """Return the days to look at: the known one, or one for each version of the ends of the bands."""
    if frame.day is not None:
        return [frame.day]
    nodes = [node for row in table.rows for cell in row.cells for node in nodes_of(cell)]
    figures = [frame.book.figures[node.key] for node in nodes if isinstance(node, FigureRef)]
    changes = {version.since for figure in figures for version in figure.versions if version.since}
    return [dt.date.min, *sorted(changes)] if changes else [None]


def _rows(table: Table, keys: list[Traced], frame: Frame, evaluate: Evaluate) -> set[str | None]:
    """Return the rows that could apply, None among them where none could."""

    def end(of: Node) -> Any:  # noqa: ANN401 - a number or a date
        return _point(evaluate(of, frame))

    columns = [
        list(possible(key.value, ends_of((row.cells[index] for row in table.rows), end)))
        for index, key in enumerate(keys)
    ]
    return {row_of(table, cells, frame, end) for cells in itertools.product(*columns)}


def row_of(table: Table, cells: tuple[GridCell, ...], frame: Frame, end: EndValue) -> str | None:
    """Return the id of the row that applies in one cell of the grid, or None.

    Where two rows meet, the reading of the overlap decides; the loader sees to it that there is one.
    """
    ids = [row.id for row in table.rows if applies(row, cells, end)]
    if len(ids) <= 1:
        return ids[0] if ids else None
    for overlap in table.overlaps:
        if set(overlap.rows) <= set(ids):
            chosen = frame.settings[overlap.reading]
            ids = [id_ for id_ in ids if id_ == chosen or id_ not in overlap.rows]
    return ids[0]


def _point(trace: Traced) -> Any:  # noqa: ANN401 - a number or a date
    if not isinstance(trace.value, Interval) or not trace.value.settled:
        message = f"the end of a band must be known: {trace.node!r}"
        raise TypeError(message)
    return trace.value.least
