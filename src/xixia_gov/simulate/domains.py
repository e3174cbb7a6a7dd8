"""What a figure may be, by what it is held against: facts with a domain, and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

import attrs

from xixia_gov.engine.grid import Gap, Point, applies, ends_of, nodes_of, stretch
from xixia_gov.engine.words import number_text
from xixia_gov.expression.nodes import Compare, FactRef, FigureRef, Node, walk
from xixia_gov.model.definition import Band, Row, Table
from xixia_gov.model.figure import Figure, FigureValue
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.simulate.written import in_money, value_text
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo

_FEN: Final = 100


def domain_faults(book: Rulebook, figure: Figure, value: Fraction) -> Iterator[Text]:
    """Yield why a number cannot be that of a figure: the facts held against it never have such a value."""
    told: set[str] = set()
    for path in _held_against(book, figure.key):
        info = book.facts[path]
        least, most = _domain(info)
        if path in told or ((least is None or value >= least) and (most is None or value <= most)):
            continue
        told.add(path)
        said = value_text(value, figure.unit)
        bounds = _bounds(figure, least, most)
        yield Text(
            zh=f"“{info.label.zh}”{bounds.zh}, 不能与{said.zh}相比",
            en=f"the {info.label.en} is {bounds.en}, so it cannot be held against {said.en}",
        )


def _bounds(figure: Figure, least: Fraction | None, most: Fraction | None) -> Text:
    low = None if least is None else number_text(least, figure.unit)
    high = None if most is None else number_text(most, figure.unit)
    if low is None or high is None:
        low, high = low or Text(zh="", en=""), high or Text(zh="", en="")
        one, zh, en = (low, "至少为", "at least ") if high.zh == "" else (high, "至多为", "at most ")
        return Text(zh=f"{zh}{one.zh}", en=f"{en}{one.en}")
    return Text(zh=f"为{low.zh}至{high.zh}", en=f"between {low.en} and {high.en}")


def _domain(info: FactInfo) -> tuple[Fraction | None, Fraction | None]:
    scale = _FEN if in_money(info.unit) else 1
    least, most = (None if end is None else Fraction(end * scale) for end in (info.least, info.most))
    return least, most


def _held_against(book: Rulebook, key: str) -> Iterator[str]:
    """Yield the facts that a figure is compared with, in conditions, definitions and columns of tables."""
    for root in _roots(book):
        for node in walk(root):
            if isinstance(node, Compare):
                yield from _other(node.left, node.right, key)
                yield from _other(node.right, node.left, key)
    for table in book.tables.values():
        for index, column in enumerate(table.columns):
            ends = (end for row in table.rows for end in nodes_of(row.cells[index]))
            for end in ends:
                yield from _other(end, column, key)


def _other(one: Node, other: Node, key: str) -> Iterator[str]:
    if isinstance(one, FigureRef) and one.key == key and isinstance(other, FactRef) and other.path != "as_of":
        yield other.path


def _roots(book: Rulebook) -> Iterator[Node]:
    for versions in book.rules.values():
        for rule in versions:
            yield from rule.nodes()
    for definition in book.definitions.values():
        if definition.node is not None:
            yield definition.node
    for table in book.tables.values():
        yield from table.columns
        for row in table.rows:
            yield from row.gives.values()


# ---- tables ----


def row_faults(before: Rulebook, after: Rulebook, keys: frozenset[str]) -> Iterator[tuple[str, Text]]:
    """Yield the bands that changed figures turn round, and the gaps they open between rows, by figure.

    That rows do not overlap is asked where the rulebook is built.
    """
    for table in after.tables.values():
        for index in range(len(table.columns)):
            moved = [
                end.key
                for row in table.rows
                for end in nodes_of(row.cells[index])
                if isinstance(end, FigureRef) and end.key in keys
            ]
            if not moved:
                continue
            turned = [row for row in table.rows if _is_turned(row, index, after)]
            for row in turned:
                own = [one.key for one in nodes_of(row.cells[index]) if isinstance(one, FigureRef)]
                yield (
                    next((key for key in own if key in keys), moved[0]),
                    Text(
                        zh=f"表“{table.key}”的行 {row.id} 下端高于上端, 不会再有数落在其中",
                        en=f"row {row.id} of table {table.key!r} would begin above its end: nothing is in it",
                    ),
                )
            if not turned:
                for gap in _new_gaps(before, after, table, index):
                    yield moved[0], _gap_text(table, gap, after, moved[0])


def _value_in(book: Rulebook, node: Node) -> FigureValue:
    assert isinstance(node, FigureRef)  # noqa: S101 - the builder takes nothing else as an end
    return book.figures[node.key].versions[-1].value


def _is_turned(row: Row, index: int, book: Rulebook) -> bool:
    cell = row.cells[index]
    if not isinstance(cell, Band):
        return False
    low = cell.least if cell.least is not None else cell.over
    high = cell.most if cell.most is not None else cell.under
    if low is None or high is None:
        return False
    first: Any = _value_in(book, low)
    last: Any = _value_in(book, high)
    both_inside = cell.least is not None and cell.most is not None
    return bool(first > last or (first == last and not both_inside))


def _new_gaps(before: Rulebook, after: Rulebook, table: Table, index: int) -> Iterator[Point | Gap]:
    """Yield what no row of a table holds in one of its columns, where all was held there before."""
    if not list(_unheld(before, before.tables[table.key], index)):
        yield from _unheld(after, table, index)


def _unheld(book: Rulebook, table: Table, index: int) -> Iterator[Point | Gap]:
    """Yield the stretches of a column between its first and its last end that no row holds there."""

    def end(of: Node) -> FigureValue:
        return _value_in(book, of)

    rows = [attrs.evolve(row, cells=(row.cells[index],)) for row in table.rows]
    for cell in stretch(ends_of((row.cells[index] for row in table.rows), end)):
        outside = isinstance(cell, Gap) and (cell.after is None or cell.before is None)
        if not outside and not any(applies(row, (cell,), end) for row in rows):
            yield cell


def _gap_text(table: Table, cell: Point | Gap, book: Rulebook, key: str) -> Text:
    unit = book.figures[key].unit
    if isinstance(cell, Point):
        at = value_text(cell.at, unit)
        return Text(
            zh=f"表“{table.key}”不再有一行管{at.zh}",
            en=f"no row of table {table.key!r} would be about {at.en}",
        )
    low, high = value_text(cell.after, unit), value_text(cell.before, unit)
    return Text(
        zh=f"表“{table.key}”在{low.zh}与{high.zh}之间不再有一行; 请把相邻的数值一起改",
        en=f"no row of table {table.key!r} would be between {low.en} and {high.en}; "
        "change the figure next to it as well",
    )


__all__ = ["domain_faults", "row_faults"]
