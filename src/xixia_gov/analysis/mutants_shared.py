"""Slips in what rules read: a figure, a table, a list, a definition, a reading, a group."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.analysis.mutants_nodes import MOST_OPTIONS, negated, slips
from xixia_gov.dates import add_months
from xixia_gov.engine.words import BookNames, date_text, number_text
from xixia_gov.expression.sentence import say
from xixia_gov.expression.types import TruthType
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.definition import Band, Cell, Is, NamedList, OneOf, Row, Table
from xixia_gov.model.figure import Figure, FigureValue
from xixia_gov.model.rule import Policy
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.units import RATIO, Unit

Changed = tuple[str, Text, Rulebook]
"""The place of a slip within what it is in, what was changed, and the rulebook with it."""
_FEN: Final = 100


def figure_slips(book: Rulebook, key: str) -> Iterator[Changed]:
    """Yield a figure with each of several other values, the smallest step either way first.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> [text.en for _, text, _ in figure_slips(load_rulebook(), "trade_in.appliance/cap")][0]
    '1,000 yuan becomes 999.99 yuan'
    """
    figure = book.figures[key]
    for index, version in enumerate(figure.versions):
        for value in other_values(version.value, figure.unit):
            versions = list(figure.versions)
            versions[index] = attrs.evolve(version, value=value)
            text = _becomes(_worth(figure, version.value), _worth(figure, value))
            yield "", text, with_figure(book, attrs.evolve(figure, versions=tuple(versions)))


def with_figure(book: Rulebook, figure: Figure) -> Rulebook:
    """Return a rulebook with one figure exchanged."""
    new = attrs.evolve(book, figures=FrozenMap({**book.figures, figure.key: figure}))
    new.memo.update(book.memo)  # what is worked out there does not depend on the value of a figure
    return new


def other_values(value: FigureValue, unit: Unit | None) -> tuple[FigureValue, ...]:
    """Return at least five other values of a figure: one step off, then further away.

    >>> [str(one) for one in other_values(dt.date(2024, 6, 1), None)][:2]
    ['2024-05-31', '2024-06-02']
    """
    if isinstance(value, dt.date):
        one = dt.timedelta(days=1)
        near: list[FigureValue] = [value - one, value + one, value - 7 * one, value + 7 * one]
        return (*near, add_months(value, -12), add_months(value, 12))
    if unit is not None and any(name == "yuan" for name, _ in unit.powers):
        steps = [value - 1, value + 1, value - _FEN, value + _FEN, value * 10, value / 2]
    elif unit in (None, RATIO) and value.denominator != 1:
        point = Fraction(1, 100)
        steps = [value - point, value + point, value - 10 * point, value + 10 * point, value * 2, value / 2]
    else:
        steps = [value - 1, value + 1, value - 2, value + 2, value * 2, value * 10, value + 5]
    return tuple(dict.fromkeys(step for step in steps if step >= 0 and step != value))


def _worth(figure: Figure, value: FigureValue) -> Text:
    return date_text(value) if isinstance(value, dt.date) else number_text(value, figure.unit)


def _becomes(old: Text, new: Text) -> Text:
    return Text(zh=f"{old.zh} 改为 {new.zh}", en=f"{old.en} becomes {new.en}")


def definition_slips(book: Rulebook, key: str) -> Iterator[Changed]:
    """Yield a definition with its expression changed; an open term has none."""
    definition = book.definitions[key]
    if definition.node is None:
        return
    found = list(slips(book, definition.node))
    if isinstance(definition.type, TruthType):
        found += negated(book, definition.node)
    for slip in found:
        changed = attrs.evolve(definition, node=slip.node)
        definitions = FrozenMap({**book.definitions, key: changed})
        yield "", slip.text, attrs.evolve(book, definitions=definitions)


def list_slips(book: Rulebook, key: str) -> Iterator[Changed]:
    """Yield a list with an item taken out, with one put in, and an open one closed."""
    named = book.lists[key]
    fact = book.facts[named.fact]

    def label(option: str) -> Text:
        return next((one.label for one in fact.options if one.id == option), Text(zh=option, en=option))

    for item in sorted(named.items):
        said = label(item)
        text = Text(zh=f"去掉“{said.zh}”", en=f"“{said.en}” is taken out")
        yield item, text, _with_list(book, attrs.evolve(named, items=named.items - {item}))
    others = [option for option in fact.option_ids if option not in named.items]
    for option in others[:MOST_OPTIONS]:
        said = label(option)
        text = Text(zh=f"加入“{said.zh}”", en=f"“{said.en}” is put in")
        yield option, text, _with_list(book, attrs.evolve(named, items=named.items | {option}))
    if named.opening is not None:
        text = Text(zh="改为封闭的列举", en="it is closed")
        yield "open", text, _with_list(book, attrs.evolve(named, opening=None, may=frozenset()))


def _with_list(book: Rulebook, named: NamedList) -> Rulebook:
    return attrs.evolve(book, lists=FrozenMap({**book.lists, named.key: named}))


def table_slips(book: Rulebook, key: str) -> Iterator[Changed]:
    """Yield a table with outputs exchanged, a row left out, the end of a band moved, a cell left out."""
    table = book.tables[key]
    for one, two in itertools.combinations(range(len(table.rows)), 2):
        for output in table.gives:
            first, second = table.rows[one], table.rows[two]
            rows = list(table.rows)
            rows[one] = _giving(first, output, second)
            rows[two] = _giving(second, output, first)
            text = Text(
                zh=f"行“{first.id}”与“{second.id}”的“{output}”互换",
                en=f"rows {first.id} and {second.id} exchange their {output}",
            )
            yield output, text, _with_table(book, attrs.evolve(table, rows=tuple(rows)))
    for index, row in enumerate(table.rows):
        before, after = table.rows[:index], table.rows[index + 1 :]
        if before or after:
            left_out = attrs.evolve(table, rows=(*before, *after))
            yield (
                row.id,
                Text(zh=f"去掉行“{row.id}”", en=f"row {row.id} is left out"),
                _with_table(book, left_out),
            )
        for place, cell in enumerate(row.cells):
            for changed, text in _cell_slips(book, table, place, cell):
                cells = (*row.cells[:place], changed, *row.cells[place + 1 :])
                rows_now = (*before, attrs.evolve(row, cells=cells), *after)
                yield row.id, text, _with_table(book, attrs.evolve(table, rows=rows_now))
        for output, node in row.gives.items():
            for slip in slips(book, node):
                gives = FrozenMap({**row.gives, output: slip.node})
                rows_now = (*before, attrs.evolve(row, gives=gives), *after)
                yield f"{row.id}.{output}", slip.text, _with_table(book, attrs.evolve(table, rows=rows_now))
    for place, column in enumerate(table.columns):
        for slip in slips(book, column):
            columns = (*table.columns[:place], slip.node, *table.columns[place + 1 :])
            yield "on", slip.text, _with_table(book, attrs.evolve(table, columns=columns))


def _giving(row: Row, output: str, other: Row) -> Row:
    return attrs.evolve(row, gives=FrozenMap({**row.gives, output: other.gives[output]}))


def _with_table(book: Rulebook, table: Table) -> Rulebook:
    return attrs.evolve(book, tables=FrozenMap({**book.tables, table.key: table}))


_FLIPPED: Final = {"least": "over", "over": "least", "most": "under", "under": "most"}


def _cell_slips(
    book: Rulebook, table: Table, place: int, cell: Cell | None
) -> Iterator[tuple[Cell | None, Text]]:
    names = BookNames(book)
    column = table.columns[place]
    said = Text(zh=say(column, names, "zh"), en=say(column, names, "en"))
    if cell is not None:
        yield None, Text(zh=f"不再看“{said.zh}”", en=f"“{said.en}” is no longer asked")
    match cell:
        case Band():
            for name, other in _FLIPPED.items():
                end = getattr(cell, name)
                if end is None:
                    continue
                worth = Text(zh=say(end, names, "zh"), en=say(end, names, "en"))
                out = name in ("least", "most")
                text = Text(
                    zh=f"“{said.zh}”一栏的 {worth.zh} 改为{'不含' if out else '包含'}",
                    en=f"{worth.en} in the column “{said.en}” is {'no longer' if out else 'now'} inside",
                )
                yield attrs.evolve(cell, **{name: None, other: end}), text
                text = Text(
                    zh=f"“{said.zh}”一栏不再以 {worth.zh} 为界",
                    en=f"“{said.en}” no longer ends at {worth.en}",
                )
                opened = attrs.evolve(cell, **{name: None})
                yield (None if opened == Band() else opened), text
        case OneOf(options=options):
            for option in sorted(options) if len(options) > 1 else ():
                label = names.option(column, option)
                yield (
                    OneOf(options - {option}),
                    Text(
                        zh=f"“{said.zh}”一栏去掉“{label.zh}”", en=f"“{label.en}” is left out of “{said.en}”"
                    ),
                )
        case Is(value=value):
            yield (
                Is(not value),
                Text(zh=f"“{said.zh}”一栏的是与否对调", en=f"yes and no are exchanged in “{said.en}”"),
            )
        case None:
            pass


def reading_slips(book: Rulebook, key: str) -> Iterator[Changed]:
    """Yield a reading with another option preferred, and with one option less."""
    reading = book.readings[key]
    others = [option for option in sorted(reading.options) if option != reading.preferred]
    for option in others[:MOST_OPTIONS]:
        old, new = reading.options[reading.preferred], reading.options[option]
        text = Text(
            zh=f"倾向的读法由“{old.zh}”改为“{new.zh}”", en=f"“{new.en}” is preferred instead of “{old.en}”"
        )
        changed = attrs.evolve(reading, preferred=option)
        yield "preferred", text, attrs.evolve(book, readings=FrozenMap({**book.readings, key: changed}))
    for option in () if reading.assumed else others:
        kept = FrozenMap({name: text for name, text in reading.options.items() if name != option})
        said = reading.options[option]
        text = Text(zh=f"去掉读法“{said.zh}”", en=f"the option “{said.en}” is left out")
        changed = attrs.evolve(reading, options=kept)
        yield "options", text, attrs.evolve(book, readings=FrozenMap({**book.readings, key: changed}))


def group_slips(book: Rulebook, key: str) -> Iterator[Changed]:
    """Yield a group with another policy, and with each rule left out of it."""
    group = book.groups[key]
    words = {
        Policy.SUM: Text(zh="各项都给", en="sum"),
        Policy.HIGHEST: Text(zh="只给最高的一项", en="highest"),
    }
    for policy, said in words.items():
        if policy is not group.policy:
            text = Text(zh=f"各项之间改为“{said.zh}”", en=f"its policy becomes {said.en}")
            changed = attrs.evolve(group, policy=policy)
            yield "policy", text, attrs.evolve(book, groups=FrozenMap({**book.groups, key: changed}))
    for rule in group.rules:
        rest = tuple(other for other in group.rules if other != rule)
        text = Text(zh=f"去掉“{rule}”", en=f"{rule} is left out")
        changed = attrs.evolve(group, rules=rest)
        yield "rules", text, attrs.evolve(book, groups=FrozenMap({**book.groups, key: changed}))


__all__ = [
    "Changed",
    "definition_slips",
    "figure_slips",
    "group_slips",
    "list_slips",
    "other_values",
    "reading_slips",
    "table_slips",
    "with_figure",
]
