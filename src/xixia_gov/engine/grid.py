"""The grid of a table: each column's values fall into finitely many cells, and a row holds a cell or not.

A cell is an option, a truth, the point at one end of a band, or the open gap between two neighbouring
ends. Within one cell no row of the table tells two values apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from xixia_gov.engine.value import Options, Value
from xixia_gov.expression.nodes import Node
from xixia_gov.interval import Interval
from xixia_gov.model.definition import Band, Cell, Is, OneOf, Row
from xixia_gov.truth import Truth


@attrs.frozen
class Point:
    """One end of a band, as a cell of its own."""

    at: Any


@attrs.frozen
class Gap:
    """The open stretch between two neighbouring ends (None: without limit)."""

    after: Any
    before: Any


GridCell = Point | Gap | str | bool
EndValue = Callable[[Node], Any]
"""What the end of a band is: a number or a date."""


def ends_of(cells: Iterable[Cell | None], end: EndValue) -> list[Any]:
    """Return the ends of a column's bands, sorted."""
    return sorted({end(node) for cell in cells for node in nodes_of(cell)})


def nodes_of(cell: Cell | None) -> list[Node]:
    """Return the ends of a band; other cells have none."""
    if not isinstance(cell, Band):
        return []
    return [node for node in (cell.least, cell.over, cell.most, cell.under) if node is not None]


def stretch(ends: list[Any]) -> Iterator[Point | Gap]:
    """Yield the points and gaps that the ends cut a line into."""
    for after, before in itertools.pairwise([None, *ends, None]):
        if after is not None:
            yield Point(after)
        yield Gap(after, before)


def possible(value: Value, ends: list[Any]) -> Iterator[GridCell]:
    """Yield the cells of one column that its value could still be in."""
    match value:
        case Truth():
            if value is not Truth.FALSE:
                yield True
            if value is not Truth.TRUE:
                yield False
        case Options(possible=options) if options is not None:
            yield from sorted(options)
        case Interval():
            yield from (cell for cell in stretch(ends) if _touches(value, cell))
        case _:
            message = f"a table cannot be read by {value!r}"
            raise TypeError(message)


def _touches(value: Interval[Any], cell: Point | Gap) -> bool:
    if isinstance(cell, Point):
        return value.contains(cell.at)
    below = cell.before is None or value.least is None or value.least < cell.before
    above = cell.after is None or value.most is None or value.most > cell.after
    return below and above


def applies(row: Row, cells: tuple[GridCell, ...], end: EndValue) -> bool:
    """Whether a row holds one cell of the grid."""
    return all(cell is None or _holds(cell, grid, end) for cell, grid in zip(row.cells, cells, strict=True))


def _holds(cell: Cell, grid: GridCell, end: EndValue) -> bool:
    match cell:
        case OneOf(options=options):
            return grid in options
        case Is(value=value):
            return grid is value
        case Band() if isinstance(grid, Point | Gap):
            return _in_band(cell, grid, end)
        case _:
            message = f"a band cannot hold {grid!r}"
            raise TypeError(message)


def _in_band(band: Band, grid: Point | Gap, end: EndValue) -> bool:
    low, high = (grid.at, grid.at) if isinstance(grid, Point) else (grid.after, grid.before)
    gap = isinstance(grid, Gap)
    if band.least is not None and (low is None or low < end(band.least)):
        return False
    if band.most is not None and (high is None or high > end(band.most)):
        return False
    if band.over is not None and (low is None or low < end(band.over) or (low == end(band.over) and not gap)):
        return False
    return band.under is None or (
        high is not None and (high < end(band.under) or (high == end(band.under) and gap))
    )
