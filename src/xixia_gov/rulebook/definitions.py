"""Definitions and tables read each other, so they are built in the order of what they need."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from xixia_gov.errors import unknown_name
from xixia_gov.expression.check import Checked
from xixia_gov.expression.nodes import DefinitionRef, FactRef, Name, walk
from xixia_gov.expression.parse import ExpressionError, parse
from xixia_gov.expression.scope import Symbol
from xixia_gov.expression.types import (
    ChoiceType,
    CodeType,
    DateType,
    EachType,
    ItemsType,
    NumberType,
    TruthType,
    Type,
    describe,
)
from xixia_gov.model.definition import Definition, Table
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import TableEntry, ValueEntry
from xixia_gov.rulebook.space import Space
from xixia_gov.rulebook.tables import build_table
from xixia_gov.text import Text


@attrs.frozen
class Pending:
    """A definition or table waiting for what it reads."""

    space: Space
    name: str
    entry: ValueEntry | TableEntry
    within: KeyPath = ()
    """Where a definition stands that is not among the `values`: its expression has the name as its key."""

    @property
    def label(self) -> str:
        """The name to show in a circle."""
        return self.space.full(self.name)

    @property
    def path(self) -> KeyPath:
        """Where it is declared."""
        if self.within:
            return (*self.within, self.name)
        return ("values" if isinstance(self.entry, ValueEntry) else "tables", self.name)

    @property
    def names(self) -> frozenset[str]:
        """The names it declares."""
        if isinstance(self.entry, ValueEntry):
            return frozenset({self.name})
        return frozenset(f"{self.name}.{output}" for output in (*self.entry.gives, "row"))


def build_pending(
    pending: list[Pending], elements: dict[str, dict[str, Symbol]]
) -> tuple[list[Definition], list[Table]]:
    """Build everything whose parts are known, again and again; what is left goes round in a circle."""
    definitions: list[Definition] = []
    tables: list[Table] = []
    needs = [{j for j, two in enumerate(pending) if _reads(one, two)} for one in pending]
    waiting = set(range(len(pending)))
    for one in pending:
        one.space.await_(*one.names)
    while waiting:
        ready = sorted(index for index in waiting if not needs[index] & waiting)
        if not ready:
            _report_circles(pending, needs, waiting)
            ready = sorted(waiting)
        for index in ready:
            one = pending[index]
            if isinstance(one.entry, ValueEntry):
                made = _definition(one, one.entry, elements)
                if made is not None:
                    definitions.append(made)
            else:
                table = build_table(one.space, one.name, one.entry)
                if table is not None:
                    tables.append(table)
        waiting.difference_update(ready)
    return definitions, tables


def _report_circles(pending: list[Pending], needs: list[set[int]], waiting: set[int]) -> None:
    """Report each definition that needs itself, with its circle; then declare all that is left."""
    for start in sorted(waiting):
        circle = _circle(start, needs)
        if circle:
            labels = " → ".join(pending[index].label for index in circle)
            pending[start].space.at_key(
                pending[start].path,
                Text(zh=f"定义绕成环: {labels}", en=f"the definition reads itself: {labels}"),
            )
    for index in waiting:
        pending[index].space.poison(*pending[index].names)


def _circle(start: int, needs: list[set[int]]) -> list[int]:
    """Return the shortest way from a definition back to itself, both ends named; empty if there is none."""
    ways = [[start]]
    seen: set[int] = set()
    while ways:
        way = ways.pop(0)
        for index in sorted(needs[way[-1]]):
            if index == start:
                return [*way, start]
            if index not in seen:
                seen.add(index)
                ways.append([*way, index])
    return []


def _reads(one: Pending, two: Pending) -> bool:
    return _sees(one.space, two.space) and not two.names.isdisjoint(_names(one.entry))


def _sees(space: Space, other: Space) -> bool:
    """Whether the names of `other` are visible in `space`; shared files have one set of names."""
    return space.names is other.names or (space.parent is not None and _sees(space.parent, other))


def _names(entry: ValueEntry | TableEntry) -> Iterator[str]:
    sources = [entry.is_] if isinstance(entry, ValueEntry) else list(_table_sources(entry))
    for source in sources:
        try:
            node = parse(source)
        except ExpressionError:
            continue
        yield from (part.name for part in walk(node) if isinstance(part, Name))


def _table_sources(entry: TableEntry) -> Iterator[str]:
    yield from entry.on
    for row in entry.row:
        yield from (str(value) for key, value in row.items() if key in entry.gives)


def _definition(
    pending: Pending, entry: ValueEntry, elements: dict[str, dict[str, Symbol]]
) -> Definition | None:
    space, name, path = pending.space, pending.name, pending.path
    inner = space
    root: str | None = None
    if entry.over is not None:
        listed = space.visible().get(entry.over)
        if listed is None or not isinstance(listed.type, ItemsType):
            lists = [known for known, s in space.visible().items() if isinstance(s.type, ItemsType)]
            space.at((*path, "over"), unknown_name(Text(zh="列表", en="list"), entry.over, lists))
            space.poison(name)
            return None
        root = listed.type.root
        inner = attrs.evolve(space, names={**space.names, **elements.get(root, {})})
    written = path if pending.within else (*path, "is")
    checked = inner.checked(written, entry.is_)
    if (
        checked is None
        or not _is_value(space, written, checked)
        or not _supplies(space, path, entry, checked)
    ):
        space.poison(name)
        return None
    kind: Type = checked.type if root is None else EachType(root, checked.type)
    space.declare(path, name, Symbol(DefinitionRef(space.full(name)), kind))
    return Definition(
        key=space.full(name),
        label=Text(zh=entry.zh, en=entry.en),
        type=checked.type,
        node=checked.node,
        over=entry.over,
        supplies=entry.supplies,
        cite=space.cited((*pending.within, "at") if pending.within else (*path, "at"), entry.at),
    )


def _is_value(space: Space, path: KeyPath, checked: Checked) -> bool:
    """Whether an expression gives something a definition can be; else report it."""
    if isinstance(checked.type, TruthType | NumberType | DateType | ChoiceType | CodeType):
        return True
    found = describe(checked.type)
    message = Text(
        zh=f"定义的值应为是否、数、日期或选项, 却是{found.zh}",
        en=f"a definition gives a truth, a number, a date or a choice, found {found.en}",
    )
    space.inside(path, 0, message)
    return False


def _supplies(space: Space, path: KeyPath, entry: ValueEntry, checked: Checked) -> bool:
    """Whether what a definition supplies is a fact of its own type; else report it."""
    if entry.supplies is None:
        return True
    facts = {name: s for name, s in space.visible().items() if isinstance(s.refers_to, FactRef)}
    symbol = facts.get(entry.supplies)
    where = (*path, "supplies")
    if symbol is None:
        space.at(where, unknown_name(Text(zh="事实", en="fact"), entry.supplies, list(facts)))
        return False
    if symbol.type != checked.type or entry.over is not None:
        need, found = describe(symbol.type), describe(checked.type)
        space.at(
            where,
            Text(
                zh=f"“{entry.supplies}”是{need.zh}, 定义的值却是{found.zh}",
                en=f"{entry.supplies!r} is {need.en}, but the definition gives {found.en}",
            ),
        )
        return False
    return True
