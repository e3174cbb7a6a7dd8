"""An axis is one thing a rule reads that may vary, with the values that stand for all others.

A rule compares facts with constants, so the values of a fact fall into cells: below, at, between and
above the constants it is compared with, each listed option and one other. Every value of a cell is
worth the same to the rule, so one of them stands for it. Where a fact is compared with another fact,
or counts in a sum, its values are a sample and the axis says so.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

import attrs

from xixia_gov.analysis.edges import edges_of, neighbours, values
from xixia_gov.analysis.places import opened_by, read_paths
from xixia_gov.engine.findings import open_keys, reach_of, suppliers_of
from xixia_gov.engine.grid import nodes_of
from xixia_gov.expression.nodes import (
    Arithmetic,
    Call,
    Choice,
    Compare,
    DefinitionRef,
    FactRef,
    FigureRef,
    IfElse,
    In,
    ListRef,
    Literal,
    Node,
    RuleRef,
    TableRef,
    children,
)
from xixia_gov.model.definition import Band, OneOf
from xixia_gov.model.figure import FigureValue
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags, Gate

ABSENT: Final = UNKNOWN
"""The value of a fact whose gate is shut: it does not exist, so a case gives none."""

_MANY_FLAGS: Final = 6
"""Of a many-of fact with no more options than this every combination is tried."""


@attrs.frozen
class Axis:
    """A fact by its path, a finding by its key, a reading by its id, `as_of`, or `subject`.

    `exact` says that no other value could come out otherwise than one of `values`. `gate` is the axis
    that must have `opened` for this one to have a value at all.
    """

    name: str
    values: tuple[Any, ...] = attrs.field(repr=False)
    exact: bool = True
    gate: str | None = None
    opened: Any = None


@attrs.define
class _Uses:
    """What a fact is compared with in a rule, and whether anything else is done with it."""

    constants: set[FigureValue] = attrs.field(factory=set)
    named: set[str] = attrs.field(factory=set)
    lists: set[str] = attrs.field(factory=set)
    related: bool = False


def axes_of(book: Rulebook, rule: Rule) -> dict[str, Axis]:
    """Return the axes of a rule by their names: all that its answer can depend on.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> axes = axes_of(book, book.latest("trade_in.appliance"))
    >>> axes["purchase.energy_class"].values, axes["purchase.energy_class"].exact
    ((1, 2, 3), True)
    """
    uses = _uses(book, rule)
    read = reach_of(book, rule)
    edges = edges_of(book, rule)
    axes: dict[str, Axis] = {}
    if len(rule.subjects) > 1:
        axes["subject"] = Axis("subject", rule.subjects)
    for path in ("as_of", *read_paths(book, rule)):
        if path == "as_of":
            if "as_of" in read.facts:
                days, exact = _days(uses.get(path, _Uses()), edges.days)
                axes[path] = Axis(path, days, exact=exact)
            continue
        info = book.facts[path]
        if info.kind is FactKind.RELATION:
            continue
        found, exact = _values(book, info, uses.get(path, _Uses()), lambda info=info: values(edges, info))
        gate = info.exists_if
        if gate is None:
            # A fact that a definition computes may be left to it.
            more = (UNKNOWN,) if path in suppliers_of(book) else ()
            axes[path] = Axis(path, (*found, *more), exact=exact)
        else:
            axes[path] = Axis(path, (*found, ABSENT), exact, _gate_path(path, gate), opened_by(gate))
    for key in open_keys(book, rule):
        name, _, option = key.rpartition("/")
        if name in read.lists:
            fact = book.lists[name].fact
            if option not in _told_apart(book, book.facts[fact], uses.get(fact, _Uses())):
                continue
        axes[key] = Axis(key, (True, False))
    for id_ in rule.readings:
        reading = book.readings[id_]
        options = sorted(reading.options, key=lambda one: (one != reading.preferred, one))
        axes[id_] = Axis(id_, tuple(options))
    return axes


def _gate_path(path: str, gate: Gate) -> str:
    return f"{path.partition('.')[0]}.{gate.fact}"


def _told_apart(book: Rulebook, info: FactInfo, use: _Uses) -> tuple[str, ...]:
    """Return the options a rule tells apart: those it names, and one of each sort of the others.

    Options are of one sort where they are in the same lists, or perhaps in them.
    """
    lists = [book.lists[name] for name in sorted(use.lists)]
    seen: set[tuple[bool, ...]] = set()
    kept: list[str] = []
    for option in info.option_ids:
        sort = tuple(option in part for named in lists for part in (named.items, named.may))
        if option in use.named or sort not in seen:
            kept.append(option)
        if option not in use.named:
            seen.add(sort)
    return tuple(kept)


def _uses(book: Rulebook, rule: Rule) -> dict[str, _Uses]:
    uses: dict[str, _Uses] = {}
    walker = _Walker(book, uses)
    for node in rule.nodes():
        walker.look(node)
    window = rule.window
    ends: set[FigureValue] = {day for day in (window.first, window.last) if day is not None}
    reach = reach_of(book, rule)
    changes = {v.since for key in reach.figures for v in book.figures[key].versions if v.since is not None}
    if window.last is None:
        ends |= {book.known_through}
    walker.compared(window.on, ends | changes)
    for other in reach.rules:
        for version in book.rules[other]:
            days = (version.window.first, version.window.last or book.known_through)
            walker.compared(version.window.on, {day for day in days if day is not None})
    return uses


@attrs.define
class _Walker:
    """Follows every expression of a rule through its definitions, tables and other rules, each once."""

    book: Rulebook
    uses: dict[str, _Uses]
    seen: set[str] = attrs.field(factory=set)

    def of(self, path: str) -> _Uses:
        return self.uses.setdefault(path, _Uses())

    def look(self, node: Node) -> None:
        match node:
            case Compare(left=left, right=right):
                self.compare(left, right)
            case In(item=item, group=group):
                self.membership(item, group)
            case DefinitionRef(key=key):
                self.definition(key)
            case TableRef(key=key):
                self.table(key)
            case RuleRef(rule=rule):
                self.rule(rule)
            case FactRef(path=path):
                self.of(path)
            case Arithmetic() | Call():
                for fact in self.facts(node):
                    self.of(fact).related = True
            case _:
                pass
        for child in children(node):
            self.look(child)

    def once(self, key: str) -> bool:
        new = key not in self.seen
        self.seen.add(key)
        return new

    def definition(self, key: str) -> None:
        definition = self.book.definitions[key]
        if not self.once(key):
            return
        if definition.node is not None:
            self.look(definition.node)
        if definition.over is not None:
            for path in self.facts(DefinitionRef(key)):
                self.of(path).related = True
        if definition.supplies is not None:
            self.of(definition.supplies).related = True

    def rule(self, id_: str) -> None:
        for version in self.book.rules.get(id_, ()) if self.once(f"rule {id_}") else ():
            for node in version.nodes():
                self.look(node)

    def table(self, key: str) -> None:
        table = self.book.tables[key]
        if not self.once(f"table {key}"):
            return
        for index, column in enumerate(table.columns):
            self.look(column)
            ends: set[FigureValue] = set()
            options: set[str] = set()
            for row in table.rows:
                cell = row.cells[index]
                if isinstance(cell, Band):
                    for end in nodes_of(cell):
                        ends |= self.constants(end)
                elif isinstance(cell, OneOf):
                    options |= cell.options
            self.compared(column, ends)
            for path in self.chosen(column):
                self.of(path).named |= options
        for row in table.rows:
            for node in row.gives.values():
                self.look(node)

    def compare(self, left: Node, right: Node) -> None:
        for one, two in ((left, right), (right, left)):
            if isinstance(two, Choice):
                for path in self.chosen(one):
                    self.of(path).named.add(two.option)
                continue
            constants = self.picked(two)
            for path in self.chosen(one):
                if constants is None:
                    self.of(path).related = True
                self.of(path).constants |= self.constants(two) if constants is None else constants
            if not self.chosen(one) and self.picked(one) is None:
                for path in self.facts(one):
                    self.of(path).related = True

    def compared(self, node: Node, constants: set[FigureValue]) -> None:
        for path in self.chosen(node):
            self.of(path).constants |= constants
        if not self.chosen(node):
            for path in self.facts(node):
                self.of(path).related = True

    def membership(self, item: Node, group: Node) -> None:
        if isinstance(group, ListRef):
            for path in self.chosen(item):
                self.of(path).lists.add(group.key)
        elif isinstance(item, Choice):
            for path in self.chosen(group):
                self.of(path).named.add(item.option)

    def chosen(self, node: Node) -> set[str]:
        """Return the facts whose bare value a node is: a fact, or a choice between such."""
        match node:
            case FactRef(path=path):
                return {path}
            case DefinitionRef(key=key):
                inner = self.book.definitions[key].node
                return set() if inner is None else self.chosen(inner)
            case IfElse(then=then, other=other):
                both = self.chosen(then), self.chosen(other)
                return both[0] | both[1]
            case _:
                return set()

    def picked(self, node: Node) -> set[FigureValue] | None:
        """Return the constants of which a node is one, whichever; None where it is anything else."""
        match node:
            case FigureRef(key=key):
                return {version.value for version in self.book.figures[key].versions}
            case Literal(value=value):
                return {Fraction(value)}
            case DefinitionRef(key=key):
                inner = self.book.definitions[key].node
                return None if inner is None else self.picked(inner)
            case IfElse(then=then, other=other):
                return self.either([then, other])
            case TableRef(key=key, output=output):
                rows = self.book.tables[key].rows
                return None if output == "row" else self.either([row.gives[output] for row in rows])
            case _:
                return None

    def either(self, nodes: list[Node]) -> set[FigureValue] | None:
        found: set[FigureValue] = set()
        for node in nodes:
            picked = self.picked(node)
            if picked is None:
                return None
            found |= picked
        return found

    def facts(self, node: Node) -> set[str]:
        return {one.path for one in self.below(node) if isinstance(one, FactRef)}

    def constants(self, node: Node) -> set[FigureValue]:
        found: set[FigureValue] = set()
        for one in self.below(node):
            if isinstance(one, FigureRef):
                found |= {version.value for version in self.book.figures[one.key].versions}
            elif isinstance(one, Literal):
                found.add(Fraction(one.value))
        return found

    def below(self, node: Node) -> Iterator[Node]:
        yield node
        if isinstance(node, DefinitionRef):
            inner = self.book.definitions[node.key]
            if inner.over is not None:
                yield FactRef(inner.over)
                yield FactRef(f"{inner.over}_complete")
            if inner.node is not None:
                yield from self.below(inner.node)
        if isinstance(node, TableRef):
            table = self.book.tables[node.key]
            for inside in (*table.columns, *(one for row in table.rows for one in row.gives.values())):
                yield from self.below(inside)
        for child in children(node):
            yield from self.below(child)


def _values(book: Rulebook, info: FactInfo, use: _Uses, anything: Any) -> tuple[tuple[Any, ...], bool]:  # noqa: ANN401
    match info.kind:
        case FactKind.TRUTH:
            return (True, False), True
        case FactKind.NUMBER | FactKind.MONEY if not use.related:
            wrap = Money if info.kind is FactKind.MONEY else int
            numbers = {one for one in use.constants if isinstance(one, Fraction)}
            return tuple(wrap(one) for one in _numbers(numbers, info)), True
        case FactKind.DATE:
            return _days(use, {one for one in use.constants if isinstance(one, dt.date)}, anything)
        case FactKind.ONE_OF:
            return _options(book, info, use), True
        case FactKind.MANY_OF:
            return _flags(book, info, use)
        case _:
            return tuple(anything()), False


def _numbers(constants: Iterable[Fraction], info: FactInfo) -> Iterator[int]:
    found: set[int] = set()
    for constant in constants:
        whole = constant.numerator // constant.denominator
        found |= {whole - 1, whole, whole + 1}
        if constant.denominator != 1:
            found.add(whole + 2)
    if info.least is not None:
        found.add(info.least)
    if info.most is not None:
        found.add(info.most)
    inside = sorted(
        one
        for one in found
        if (info.least is None or one >= info.least) and (info.most is None or one <= info.most)
    )
    yield from inside or [0]


def _days(use: _Uses, days: Iterable[Any], anything: Any = None) -> tuple[tuple[dt.date, ...], bool]:  # noqa: ANN401
    if use.related and anything is not None:
        return tuple(anything()), False
    constants = {one for one in (*use.constants, *days) if isinstance(one, dt.date)}
    return neighbours(constants) or (dt.date(2024, 7, 1),), not use.related


def _options(book: Rulebook, info: FactInfo, use: _Uses) -> tuple[str, ...]:
    return info.option_ids if info.ordered else _told_apart(book, info, use)


def _flags(book: Rulebook, info: FactInfo, use: _Uses) -> tuple[tuple[Flags, ...], bool]:
    kept = _told_apart(book, info, use)
    exact = len(kept) <= _MANY_FLAGS
    sizes = range(len(kept) + 1) if exact else (0, 1, 2, len(kept))
    held = (chosen for size in sizes for chosen in itertools.combinations(kept, size))
    said = (tuple((option, True) for option in sorted(one)) for one in held)
    return tuple(Flags(one, complete=True) for one in said), exact


__all__ = ["ABSENT", "Axis", "axes_of"]
