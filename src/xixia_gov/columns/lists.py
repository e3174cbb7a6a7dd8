"""Lists are not in columns: a list is taken as not given, and only whether it is complete is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from xixia_gov.columns import span
from xixia_gov.columns.span import Range, Span
from xixia_gov.columns.three import Three, three
from xixia_gov.columns.worth import Items, Worth, span_of, worth
from xixia_gov.expression.nodes import Call, Comparison, DefinitionRef, FactRef
from xixia_gov.model.definition import Definition

if TYPE_CHECKING:
    from xixia_gov.columns.meaning import Meaning, Place


def aggregate(meaning: Meaning, node: Call, place: Place) -> Worth:
    """Return what is counted, summed or looked for in a list of which no element is given."""
    pool, argument = meaning.pool, node.arguments[0]
    if isinstance(argument, FactRef):
        listed = meaning.fact(argument.path, place)
        rest = None
    else:
        assert isinstance(argument, DefinitionRef)  # noqa: S101 - the checker saw to it
        definition = meaning.book.definitions[argument.key]
        assert definition.over is not None  # noqa: S101 - as above
        listed = meaning.fact(definition.over, place)
        rest = _blank(meaning, definition, place) if node.function == "total" else None
    items = listed.value
    assert isinstance(items, Items)  # noqa: S101 - as above
    complete = items.complete
    # Once it is said that something is missing from the list, the list itself is what to ask for.
    more = {
        items.path: pool.no(complete.maybe),
        f"{items.path}_complete": complete.open,
    }
    value = _of_none(meaning, node.function, complete, rest)
    # An element is looked at, even a blank one, only where more of them may follow.
    clash = pool.false if rest is None else pool.all(pool.no(complete.sure), rest.clash)
    return worth(pool, value, [listed], more, clash=clash)


def _blank(meaning: Meaning, definition: Definition, place: Place) -> Worth:
    """Return what an element is worth of which nothing is known."""
    assert definition.over is not None  # noqa: S101 - the caller saw to it
    assert definition.node is not None  # noqa: S101 - as above
    element = meaning.book.facts[definition.over].element
    assert element is not None  # noqa: S101 - a list says what its elements are
    return meaning.of(definition.node, attrs.evolve(place, element=element.ROOT))


def _of_none(meaning: Meaning, name: str, complete: Three, rest: Worth | None) -> Three | Span:
    pool = meaning.pool
    if name == "some":
        return three(pool, pool.false, pool.no(complete.sure))
    if name == "every":
        return three(pool, complete.sure, pool.true)
    null, zero = pool.constant(None, "number"), pool.number(0)
    if name == "count":
        return Range(zero, pool.choose(complete.sure, zero, null))
    if name in ("least", "most"):
        return span.everything(pool, "number")
    assert rest is not None  # noqa: S101 - a total has one
    one = span_of(rest)
    adds = pool.fill(pool.compare(Comparison.GE, span.low(pool, one), zero), pool.false)
    takes = pool.fill(pool.compare(Comparison.LE, span.high(pool, one), zero), pool.false)
    return Range(
        pool.choose(pool.any(complete.sure, adds), zero, null),
        pool.choose(pool.any(complete.sure, takes), zero, null),
    )


__all__ = ["aggregate"]
