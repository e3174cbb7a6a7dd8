"""What each fact is used for in a rule: the constants it is compared with, and all else done with it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from xixia_gov.engine.findings import reach_of
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


@attrs.define
class Uses:
    """What a fact is compared with in a rule, and whether anything else is done with it."""

    constants: set[FigureValue] = attrs.field(factory=set)
    named: set[str] = attrs.field(factory=set)
    lists: set[str] = attrs.field(factory=set)
    related: bool = False


def uses_of(book: Rulebook, rule: Rule) -> dict[str, Uses]:
    """Return the uses of each fact by its path."""
    uses: dict[str, Uses] = {}
    walker = _Walker(book, uses)
    for node in rule.nodes():
        walker.look(node)
    if rule.payment is not None:
        for given in (rule.payment.least, rule.payment.most):
            walker.paid(given)
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
    uses: dict[str, Uses]
    seen: set[str] = attrs.field(factory=set)

    def of(self, path: str) -> Uses:
        return self.uses.setdefault(path, Uses())

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
                self.paid(node)

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

    def paid(self, node: Node | None) -> None:
        """Note facts that are given on as they are: each value of them comes out otherwise."""
        for path in () if node is None else self.chosen(node):
            self.of(path).related = True

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


__all__ = ["Uses", "uses_of"]
