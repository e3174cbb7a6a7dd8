"""Claims about tables: no gap between rows, no row that never applies, no row hidden by another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.parts import Cell, axes_read, combinations, frame_in
from xixia_gov.analysis.study import Study
from xixia_gov.engine.findings import reach_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.grid import Point, applies
from xixia_gov.engine.interpret import ContradictionError, evaluate
from xixia_gov.engine.value import Options, Value
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import Node
from xixia_gov.interval import Interval
from xixia_gov.model.definition import Band, Table
from xixia_gov.text import Text
from xixia_gov.truth import Truth

Key = tuple[Any, ...]
"""What the columns of a table come to: numbers, days, options, truths."""


def table_claims(study: Study) -> Iterator[Claim]:
    """Yield, for each table a rule reads, that it has no gap and that each row can be the one."""
    for key in sorted(reach_of(study.book, study.rule).tables):
        table = study.book.tables[key]
        hits, whole = _hits(study, table)
        yield _no_gap(study, table, hits, whole=whole)
        for row in table.rows:
            yield _live(study, table, row.id, hits)


def _hits(study: Study, table: Table) -> tuple[dict[Key, tuple[frozenset[str], Cell]], bool]:
    """Return the rows that apply for every key the columns can come to, with a cell for each."""
    axes = axes_read(study.book, study.rule, study.axes, table.columns)
    tuples, every = combinations(axes)
    hits: dict[Key, tuple[frozenset[str], Cell]] = {}
    for values in tuples:
        cell = dict(zip((axis.name for axis in axes), values, strict=True))
        try:
            frame = frame_in(study.book, study.rule, cell, axes)
            if frame is None:
                continue
            key = tuple(_settled(evaluate(column, frame).value) for column in table.columns)
        except (ContradictionError, InputError):
            continue
        if None not in key and key not in hits:
            hits[key] = (_rows(table, key, frame), cell)
    return hits, every and all(axis.exact for axis in axes)


def _settled(value: Value) -> Any:  # noqa: ANN401 - a number, a day, an option or a truth
    match value:
        case Truth():
            return None if value is Truth.UNKNOWN else value is Truth.TRUE
        case Interval():
            return value.least if value.settled else None
        case Options():
            return value.only
        case _:
            return None


def _rows(table: Table, key: Key, frame: Frame) -> frozenset[str]:
    def end(node: Node) -> Any:  # noqa: ANN401 - a number or a day
        return _settled(evaluate(node, frame).value)

    grid = tuple(one if isinstance(one, bool | str) else Point(one) for one in key)
    return frozenset(row.id for row in table.rows if applies(row, grid, end))


def _no_gap(
    study: Study, table: Table, hits: dict[Key, tuple[frozenset[str], Cell]], *, whole: bool
) -> Claim:
    """Claim that between two keys with a row there is none without; beyond the rows a table may end."""
    for place in range(len(table.columns)):
        if not any(isinstance(row.cells[place], Band) for row in table.rows):
            continue
        by_rest: dict[Key, list[Key]] = {}
        for key in hits:
            by_rest.setdefault(key[:place] + key[place + 1 :], []).append(key)
        for same in by_rest.values():
            held = [key for key in sorted(same, key=lambda one: one[place]) if hits[key][0]]
            if not held:
                continue
            for key in same:
                if not hits[key][0] and held[0][place] < key[place] < held[-1][place]:
                    text = Text(
                        zh=f"表“{table.key}”的两行之间有空档",
                        en=f"table {table.key} has a gap between two rows",
                    )
                    return _claim(study, table.key, Standing.FAILED, hits, text, hits[key][1])
    text = Text(zh=f"表“{table.key}”的各行之间没有空档", en=f"table {table.key} has no gap between its rows")
    return _claim(study, table.key, Standing.PROVED if whole else Standing.CHECKED, hits, text)


def _live(study: Study, table: Table, row: str, hits: dict[Key, tuple[frozenset[str], Cell]]) -> Claim:
    name = f"{table.key}.{row}"
    for rows, cell in hits.values():
        if rows == {row}:
            text = Text(zh=f"行“{name}”可以单独适用", en=f"row {name} can be the one that applies")
            return _claim(study, name, Standing.PROVED, hits, text, cell)
    shared = [(rows, cell) for rows, cell in hits.values() if row in rows]
    if not shared:
        text = Text(zh=f"行“{name}”从不适用", en=f"row {name} never applies")
        nearest = next(iter(hits.values()))[1] if hits else None
        return _claim(study, name, Standing.FAILED, hits, text, nearest)
    others = sorted(frozenset().union(*(rows for rows, _ in shared)) - {row})
    listed = "、".join(others), ", ".join(others)
    text = Text(zh=f"行“{name}”处处被 {listed[0]} 盖住", en=f"row {name} is hidden everywhere by {listed[1]}")
    return _claim(study, name, Standing.FAILED, hits, text, shared[0][1])


def _claim(  # noqa: PLR0913, PLR0917 - the parts of one claim
    study: Study, about: str, standing: Standing, hits: object, text: Text, cell: Cell | None = None
) -> Claim:
    cells = len(hits) if isinstance(hits, dict) else 0
    return Claim(study.rule.id, Sort.TABLE, about, standing, cells, text, study.case(cell))


__all__ = ["table_claims"]
