"""What an expression reads, directly and through definitions, tables and other rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from xixia_gov.engine.grid import nodes_of
from xixia_gov.expression.functions import PERIOD_ENDS
from xixia_gov.expression.nodes import (
    Call,
    Choice,
    DefinitionRef,
    FactRef,
    FigureRef,
    ListRef,
    Node,
    ReadingRef,
    RuleRef,
    TableRef,
    walk,
)
from xixia_gov.model.definition import Definition, NamedList, Table
from xixia_gov.model.rule import Rule


@attrs.frozen
class Reach:
    """The facts, figures, readings, definitions, lists, tables and rules that are read.

    `periods` are those of the calendar whose ends are asked for.
    """

    facts: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    definitions: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()


@attrs.frozen
class Library:
    """What references point at, while they are followed."""

    definitions: Mapping[str, Definition]
    tables: Mapping[str, Table]
    rules: Mapping[str, tuple[Rule, ...]]
    lists: Mapping[str, NamedList]


def reach(nodes: Iterable[Node], library: Library) -> Reach:
    """Return all that the nodes read; cycles do no harm here, the loader refuses them."""
    found: dict[str, set[str]] = {field.name: set() for field in attrs.fields(Reach)}
    waiting = list(nodes)
    suppliers = {d.supplies: d.key for d in library.definitions.values() if d.supplies}
    while waiting:
        for node in walk(waiting.pop()):
            waiting.extend(_follow(node, found, library, suppliers))
    return Reach(**{name: frozenset(values) for name, values in found.items()})


def _follow(
    node: Node, found: dict[str, set[str]], library: Library, suppliers: dict[str, str]
) -> Iterator[Node]:
    match node:
        case FactRef(path=path):
            if path not in found["facts"]:
                found["facts"].add(path)
                if path in suppliers:
                    yield DefinitionRef(suppliers[path])
        case FigureRef(key=key):
            found["figures"].add(key)
        case ReadingRef(key=key):
            found["readings"].add(key)
        case ListRef(key=key):
            found["lists"].add(key)
        case DefinitionRef(key=key) if key not in found["definitions"]:
            found["definitions"].add(key)
            definition = library.definitions[key]
            if definition.over is not None:
                yield FactRef(definition.over)
                yield FactRef(f"{definition.over}_complete")
            if definition.node is not None:
                yield definition.node
        case TableRef(key=key) if key not in found["tables"]:
            found["tables"].add(key)
            yield from _table_nodes(library.tables[key])
            found["readings"].update(overlap.reading for overlap in library.tables[key].overlaps)
        case RuleRef(rule=rule) if rule not in found["rules"]:
            found["rules"].add(rule)
            for version in library.rules.get(rule, ()):
                yield from version.nodes()
        case Call(function=function, arguments=(_, Choice(option=option))) if function in PERIOD_ENDS:
            found["periods"].add(option)
        case _:
            pass


def _table_nodes(table: Table) -> Iterator[Node]:
    yield from table.columns
    for row in table.rows:
        yield from row.gives.values()
        for cell in row.cells:
            yield from nodes_of(cell)
