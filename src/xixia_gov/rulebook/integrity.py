"""What only the whole rulebook shows: circles, unused readings, foreign facts, overlaps without a reading."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from xixia_gov.engine.decide import MAX_COMBINATIONS
from xixia_gov.engine.findings import library_of, reach_of
from xixia_gov.engine.grid import EndValue, GridCell, applies, ends_of, stretch
from xixia_gov.engine.reach import reach
from xixia_gov.errors import Problem
from xixia_gov.expression.nodes import DefinitionRef, FactRef, FigureRef, Node
from xixia_gov.model.definition import Band, Cell, OneOf, Table
from xixia_gov.model.figure import FigureValue
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.about import about_what
from xixia_gov.rulebook.expectations import Known, expectation_faults
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.source import Source
from xixia_gov.rulebook.space import Space
from xixia_gov.text import Text

MAX_CELLS: Final = 4096


Origins = dict[tuple[str, str], tuple[Space, KeyPath]]
"""Where a reading, a definition or a table is declared, by its sort and its key."""


def integrity_problems(
    book: Rulebook, sources: Mapping[str, Source], origins: Origins, *, whole: bool
) -> Iterator[Problem]:
    """Yield what is wrong with a rulebook whose files are each well-formed.

    Where it is not `whole`, since something in it could not be built, only what is there is looked
    at, and nothing is said of what seems to be missing.
    """
    circles = list(_circles(book, sources))
    yield from circles
    if circles:
        return
    yield from _circular_supplies(book, origins)
    for versions in book.rules.values():
        for rule in versions:
            yield from _foreign_facts(book, rule, sources)
            yield from _combinations(book, rule, sources)
            yield from _expectations(book, rule, sources)
        if whole:
            yield from _gaps(versions, sources)
    for table in book.tables.values():
        yield from _overlaps(book, table, origins)
    if whole:
        yield from _unused_readings(book, origins)


def _there(origins: Origins, sort: str, key: str, message: Text) -> Problem:
    """Return a problem at the place where something is declared."""
    space, path = origins[sort, key]
    return space.source.at_key((*space.path, *path), message)


def _at(rule: Rule, sources: Mapping[str, Source], message: Text, *path: str | int) -> Problem:
    """Return a problem at a part of a rule, its id where none is named."""
    source = sources[rule.path]
    rules = source.data.get("rules", [])
    for index, one in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(one, dict) and (one.get("id"), one.get("version", 1)) == (rule.id, rule.version):
            return source.at_value(("rules", index, *(path or ("id",))), message)
    return source.at_value(path or ("id",), message)


def _expectations(book: Rulebook, rule: Rule, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Report what no answer of the rule could ever be, in what its examples expect."""
    read = reach_of(book, rule)
    gates = {
        f"{path.partition('.')[0]}.{gate.fact}"
        for path in read.facts
        if path in book.facts and (gate := book.facts[path].exists_if) is not None
    }
    known = Known(
        rule.kind,
        [one.id for one in rule.conditions],
        rule.readings,
        read.facts | gates,
        {one.id: tuple(way.id for way in one.ways) for one in rule.outputs},
        [step.id for step in rule.steps],
    )
    for index, example in enumerate(rule.examples):
        for path, message in expectation_faults(dict(example.expect), known):
            yield _at(rule, sources, message, "example", index, "expect", *path)


def _circles(book: Rulebook, sources: Mapping[str, Source]) -> Iterator[Problem]:
    for versions in book.rules.values():
        for rule in versions:
            if rule.id in reach_of(book, rule).rules:
                yield _at(
                    rule,
                    sources,
                    Text(
                        zh=f"规则“{rule.id}”引用到它自己",
                        en=f"rule {rule.id!r} reads itself in a circle",
                    ),
                )


def _circular_supplies(book: Rulebook, origins: Origins) -> Iterator[Problem]:
    library = library_of(book)
    supplied = Counter(d.supplies for d in book.definitions.values() if d.supplies)
    for definition in book.definitions.values():
        if definition.supplies is None or definition.node is None:
            continue
        if definition.supplies in reach([definition.node], library).facts:
            yield _there(
                origins,
                "definition",
                definition.key,
                Text(
                    zh=f"定义“{definition.key}”读取它自己所补充的事实 {definition.supplies}",
                    en=f"definition {definition.key!r} reads the fact it supplies, {definition.supplies}",
                ),
            )
        if supplied[definition.supplies] > 1:
            others = sorted(d.key for d in book.definitions.values() if d.supplies == definition.supplies)
            names = ", ".join(others)
            yield _there(
                origins,
                "definition",
                definition.key,
                Text(
                    zh=f"有多个定义补充事实 {definition.supplies}: {names}",
                    en=f"more than one definition supplies {definition.supplies}: {names}",
                ),
            )


def _unused_readings(book: Rulebook, origins: Origins) -> Iterator[Problem]:
    used = {id_ for versions in book.rules.values() for rule in versions for id_ in rule.readings}
    used |= {group.policy for group in book.groups.values() if isinstance(group.policy, str)}
    for id_ in book.readings:
        if id_ not in used:
            message = Text(zh=f"读法“{id_}”没有规则使用", en=f"no rule uses the reading {id_!r}")
            yield _there(origins, "reading", id_, message)


def _gaps(versions: tuple[Rule, ...], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Report versions of a rule that overlap in time, or leave days between them."""
    for one, two in itertools.pairwise(sorted(versions, key=lambda rule: str(rule.window.first))):
        last, first = one.window.last, two.window.first
        if last is None or first is None or first <= last:
            ends = Text(
                zh="没有写明末日" if last is None else f"止于 {last}",
                en="prints no last day" if last is None else f"ends on {last}",
            )
            yield _at(
                two,
                sources,
                Text(
                    zh=f"规则的两个版本在时间上重叠: 第 {one.version} 版{ends.zh}, "
                    f"第 {two.version} 版始于 {first}",
                    en=f"two versions of the rule overlap in time: version {one.version} {ends.en}, "
                    f"version {two.version} begins on {first}",
                ),
            )
        elif (first - last).days > 1:
            yield _at(
                two,
                sources,
                Text(
                    zh=f"规则的两个版本之间有空档: 第 {one.version} 版止于 {last}, "
                    f"第 {two.version} 版始于 {first}",
                    en=f"there is a gap between two versions of the rule: version {one.version} ends on "
                    f"{last}, version {two.version} begins on {first}",
                ),
            )


def _foreign_facts(book: Rulebook, rule: Rule, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Report facts of another matter that a rule reads through definitions, its family or other rules."""
    about = about_what(rule.matter, rule.subjects, book.vocabulary)
    for path in sorted(reach_of(book, rule).facts if about is not None else ()):
        if about is not None and path not in about.paths and not path.startswith("own."):
            message = about.foreign(path)
            zh = f"{message.zh} (经定义、规则组或其他规则读取)"
            en = f"{message.en} (it is read through a definition, the family or another rule)"
            yield _at(rule, sources, Text(zh=zh, en=en))


def _combinations(book: Rulebook, rule: Rule, sources: Mapping[str, Source]) -> Iterator[Problem]:
    count = 1
    for id_ in rule.readings:
        if not book.readings[id_].assumed:
            count *= len(book.readings[id_].options)
    if count > MAX_COMBINATIONS:
        yield _at(
            rule,
            sources,
            Text(
                zh=f"规则“{rule.id}”的读法有 {count} 种组合, 最多 {MAX_COMBINATIONS} 种",
                en=f"the readings of rule {rule.id!r} have {count} combinations, at most "
                f"{MAX_COMBINATIONS} are allowed",
            ),
        )


def _overlaps(book: Rulebook, table: Table, origins: Origins) -> Iterator[Problem]:
    """Walk the table's own grid: two rows in one cell need a reading, or give the same."""

    def end(of: Node) -> FigureValue:
        assert isinstance(of, FigureRef)  # noqa: S101 - the builder takes nothing else as an end
        return book.figures[of.key].versions[-1].value

    grids = [list(_grid(book, table, index, end)) for index in range(len(table.columns))]
    size = 1
    for grid in grids:
        size *= len(grid)
    if size > MAX_CELLS:
        yield _there(
            origins,
            "table",
            table.key,
            Text(
                zh=f"表“{table.key}”有 {size} 格, 最多 {MAX_CELLS} 格",
                en=f"table {table.key!r} has {size} cells, at most {MAX_CELLS} are allowed",
            ),
        )
        return
    told: set[frozenset[str]] = set()
    named = {frozenset(overlap.rows) for overlap in table.overlaps}
    for cells in itertools.product(*grids):
        hits = [row for row in table.rows if applies(row, cells, end)]
        for one, two in itertools.combinations(hits, 2):
            pair = frozenset({one.id, two.id})
            if pair in named or pair in told or one.gives == two.gives:
                continue
            told.add(pair)
            yield _there(
                origins,
                "table",
                table.key,
                Text(
                    zh=f"表“{table.key}”的两行重叠而没有读法: {one.id}, {two.id}",
                    en=f"two rows of table {table.key!r} overlap and no reading decides: {one.id}, {two.id}",
                ),
            )


def _grid(book: Rulebook, table: Table, index: int, end: EndValue) -> Iterator[GridCell]:
    cells = [row.cells[index] for row in table.rows]
    if any(isinstance(cell, Band) for cell in cells):
        yield from stretch(ends_of(cells, end))
    elif any(isinstance(cell, OneOf) for cell in cells):
        yield from sorted(_options(book, table.columns[index], cells))
    else:
        yield from (True, False)


def _options(book: Rulebook, column: Node, cells: Iterable[Cell | None]) -> set[str]:
    if isinstance(column, FactRef):
        return set(book.facts[column.path].option_ids)
    if isinstance(column, DefinitionRef):
        return set(getattr(book.definitions[column.key].type, "options", ()))
    return {option for cell in cells if isinstance(cell, OneOf) for option in cell.options}
