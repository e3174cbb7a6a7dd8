"""Tables over their grid of cells: where each row may apply, and what the rows that may apply give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from xixia_gov.columns.choice import Options, Picked, possible_of
from xixia_gov.columns.compare import compare
from xixia_gov.columns.figures import stretches
from xixia_gov.columns.join import joined
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Point, Range, Span, constant, value_of
from xixia_gov.columns.term import Term
from xixia_gov.columns.three import Three, three
from xixia_gov.columns.worth import Worth, span_of, worth
from xixia_gov.expression.nodes import Comparison, FigureRef, Node
from xixia_gov.model.definition import Band, Cell, Is, OneOf, Row, Table

if TYPE_CHECKING:
    from xixia_gov.columns.meaning import Meaning, Place

Applies = str | None
"""The id of the row that applies in a cell of the grid; None where none does."""


@attrs.frozen
class Stretch:
    """A piece of a line: the point `at`, or what lies between two ends (None: no end)."""

    after: Any = None
    before: Any = None
    at: Any = None


GridCell = Stretch | str | bool


def table(meaning: Meaning, one: Table, output: str, place: Place) -> Worth:
    """Return one output of a table, or for `row` whether any row applies."""
    pool = meaning.pool
    keys = [meaning.of(column, place) for column in one.columns]
    where = rows_of(meaning, one, keys, place)
    none = where.get(None, pool.false)
    if output == "row":
        some = pool.any(*(term for id_, term in where.items() if id_ is not None))
        return worth(pool, three(pool, pool.no(none), some), keys)
    possible = [(row, where.get(row.id, pool.false)) for row in one.rows]
    # Where no row applies, `row` fails and the value is never paid; any will do.
    nothing = pool.no(pool.any(*(term for _, term in possible)))
    parts: list[tuple[Term, Worth]] = []
    for row, term in possible:
        looked_at = pool.any(term, nothing)
        if looked_at is not pool.false:
            parts.append((looked_at, meaning.of(row.gives[output], place)))
    value = joined(pool, [(term, part.value) for term, part in parts])
    return worth(pool, value, [*keys, *parts])


def rows_of(meaning: Meaning, one: Table, keys: Sequence[Worth], place: Place) -> dict[Applies, Term]:
    """Return where each row may apply, None standing for no row."""
    pool = meaning.pool
    found: dict[Applies, list[Term]] = {}
    for day, inside in stretches(pool, _changes(meaning, one), place.day):
        then = attrs.evolve(place, day=None if day is None else constant(pool, day))
        for id_, term in _grid(meaning, one, keys, then).items():
            found.setdefault(id_, []).append(pool.all(inside, term))
    return {id_: pool.any(*terms) for id_, terms in found.items()}


def _changes(meaning: Meaning, one: Table) -> list[dt.date]:
    nodes = [node for row in one.rows for cell in row.cells for node in _ends(cell)]
    figures = [meaning.book.figures[node.key] for node in nodes if isinstance(node, FigureRef)]
    return [version.since for figure in figures for version in figure.versions if version.since]


def _ends(cell: Cell | None) -> list[Node]:
    if not isinstance(cell, Band):
        return []
    return [node for node in (cell.least, cell.over, cell.most, cell.under) if node is not None]


def _grid(meaning: Meaning, one: Table, keys: Sequence[Worth], place: Place) -> dict[Applies, Term]:
    pool = meaning.pool
    rows = [_Row(row, [_plain(meaning, cell, place) for cell in row.cells]) for row in one.rows]
    columns = [
        _column(pool, key, sorted({end for row in rows for end in row.ends(place_)}))
        for place_, key in enumerate(keys)
    ]
    left = tuple(row.row.id for row in rows)
    return _from(pool, one, rows, columns, left, place.settings)


@attrs.frozen
class _Cell:
    """A cell of a row with its ends as values: options, a truth, or a band."""

    options: frozenset[str] | None = None
    truth: bool | None = None
    least: Any = None
    over: Any = None
    most: Any = None
    under: Any = None

    def ends(self) -> list[Any]:
        return [one for one in (self.least, self.over, self.most, self.under) if one is not None]

    def holds(self, cell: GridCell) -> bool:
        """Whether all of a piece of the grid is in this cell."""
        if isinstance(cell, bool):
            return self.truth is cell
        if isinstance(cell, str):
            return self.options is not None and cell in self.options
        if cell.at is not None:
            return (
                (self.least is None or cell.at >= self.least)
                and (self.over is None or cell.at > self.over)
                and (self.most is None or cell.at <= self.most)
                and (self.under is None or cell.at < self.under)
            )
        floor = [one for one in (self.least, self.over) if one is not None]
        roof = [one for one in (self.most, self.under) if one is not None]
        return all(cell.after is not None and cell.after >= end for end in floor) and all(
            cell.before is not None and cell.before <= end for end in roof
        )


@attrs.frozen
class _Row:
    row: Row
    cells: list[_Cell | None]

    def ends(self, column: int) -> list[Any]:
        cell = self.cells[column]
        return [] if cell is None else cell.ends()


def _plain(meaning: Meaning, cell: Cell | None, place: Place) -> _Cell | None:
    match cell:
        case None:
            return None
        case OneOf(options=options):
            return _Cell(options=options)
        case Is(value=value):
            return _Cell(truth=value)
        case Band():
            ends: dict[str, Any] = {}
            for name in ("least", "over", "most", "under"):
                node = getattr(cell, name)
                if node is not None:
                    ends[name] = _value(meaning, node, place)
            return _Cell(**ends)


def _value(meaning: Meaning, node: Node, place: Place) -> Fraction | dt.date:
    value = value_of(span_of(meaning.of(node, place)))
    if value is None:
        message = f"the end of a band must be known: {node!r}"
        raise TypeError(message)
    return value


@attrs.frozen
class _Column:
    """The pieces of a column of the grid, and where the key may be in some of them (by their places)."""

    cells: list[GridCell]
    where: Callable[[list[int]], Term]


def _column(pool: Pool, key: Worth, ends: list[Any]) -> _Column:
    value = key.value
    if isinstance(value, Three):
        truths = [value.maybe, pool.no(value.sure)]
        return _Column([True, False], lambda places: pool.any(*(truths[place] for place in places)))
    if isinstance(value, Picked | Options):
        possible = sorted(possible_of(pool, value).items())
        return _Column(
            [option for option, _ in possible],
            lambda places: pool.any(*(possible[place][1] for place in places)),
        )
    assert isinstance(value, Point | Range)  # noqa: S101 - the checker lets nothing else be a key
    pieces: list[Stretch] = []
    for after, before in zip((None, *ends), (*ends, None), strict=True):
        if after is not None:
            pieces.append(Stretch(at=after))
        pieces.append(Stretch(after, before))

    def runs(places: list[int]) -> Term:
        found: list[list[int]] = []
        for place in places:
            if found and found[-1][-1] == place - 1:
                found[-1].append(place)
            else:
                found.append([place])
        return pool.any(*(_touches(pool, value, pieces[run[0]], pieces[run[-1]]) for run in found))

    return _Column([*pieces], runs)


def _touches(pool: Pool, value: Span, first: Stretch, last: Stretch) -> Term:
    """Return where a value may be in a run of pieces."""
    above, below = pool.true, pool.true
    if first.at is not None:
        above = compare(pool, Comparison.GE, value, constant(pool, first.at)).maybe
    elif first.after is not None:
        above = compare(pool, Comparison.GT, value, constant(pool, first.after)).maybe
    if last.at is not None:
        below = compare(pool, Comparison.LE, value, constant(pool, last.at)).maybe
    elif last.before is not None:
        below = compare(pool, Comparison.LT, value, constant(pool, last.before)).maybe
    return pool.all(above, below)


def _from(  # noqa: PLR0913, PLR0917 - the parts of one table
    pool: Pool,
    one: Table,
    rows: list[_Row],
    columns: list[_Column],
    left: tuple[str, ...],
    settings: Mapping[str, str],
) -> dict[Applies, Term]:
    """Return where each row may apply, of those that the columns before leave."""
    if not columns:
        return {_row_of(one, left, settings): pool.true}
    column, place = columns[0], len(one.columns) - len(columns)
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, cell in enumerate(column.cells):
        kept = tuple(
            row.row.id
            for row in rows
            if row.row.id in left and ((held := row.cells[place]) is None or held.holds(cell))
        )
        groups.setdefault(kept, []).append(number)
    found: dict[Applies, list[Term]] = {}
    for kept, places in groups.items():
        here = column.where(places)
        for id_, term in _from(pool, one, rows, columns[1:], kept, settings).items():
            found.setdefault(id_, []).append(pool.all(here, term))
    return {id_: pool.any(*terms) for id_, terms in found.items()}


def _row_of(one: Table, ids: tuple[str, ...], settings: Mapping[str, str]) -> Applies:
    """Return the row that applies; where two meet, the reading of their overlap decides."""
    left = list(ids)
    if len(left) > 1:
        for overlap in one.overlaps:
            if set(overlap.rows) <= set(left):
                chosen = settings[overlap.reading]
                left = [id_ for id_ in left if id_ == chosen or id_ not in overlap.rows]
    return left[0] if left else None


__all__ = ["rows_of", "table"]
