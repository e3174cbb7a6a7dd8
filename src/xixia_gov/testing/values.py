"""Values of facts are drawn where a rule changes its mind, and shrink to round numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from hypothesis import strategies as st

from xixia_gov.analysis.edges import Edges, as_of_or_fact, values
from xixia_gov.analysis.places import infos, without_contradiction
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.units import YUAN
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags

_DAYS: Final = st.dates(dt.date(2020, 1, 1), dt.date(2029, 12, 31))


def simplest_first(tried: Iterable[Any]) -> tuple[Any, ...]:
    """Return values with the round ones first, which is the way Hypothesis shrinks.

    >>> simplest_first([1001, 999, 1000, 0, 25])
    (0, 1000, 25, 999, 1001)
    """
    return tuple(sorted(tried, key=_roughness))


def _roughness(value: Any) -> tuple[int, int]:  # noqa: ANN401 - whatever a fact holds
    match value:
        case bool():
            return (0, int(not value))
        case int() | Money():
            number = value.fen if isinstance(value, Money) else value
            return (len(str(abs(number)).rstrip("0")) + (number < 0), abs(number))
        case _:
            return (0, 0)


def exact_values(book: Rulebook, edges: Edges, case: Case, path: str, others: Iterable[str]) -> list[Any]:
    """Return the values of a fact that hit a threshold: figures, ends of periods, other facts of the case.

    Empty for facts that are not counted, paid or dated.
    """
    if path == "as_of":
        return sorted(edges.days)
    info = book.facts[path]
    match info.kind:
        case FactKind.NUMBER | FactKind.MONEY:
            unit = info.unit if info.kind is FactKind.NUMBER else YUAN
            whole = [int(one) for one in edges.numbers.get(unit, ()) if one.denominator == 1]
            inside = [one for one in whole if _inside(one, info)]
            return list(simplest_first(Money(one) if info.kind is FactKind.MONEY else one for one in inside))
        case FactKind.DATE:
            days = set(edges.days)
            given = (as_of_or_fact(book, case, other) for other in ("as_of", *others) if other != path)
            for day in given:
                if isinstance(day, dt.date):
                    days |= {day, *edges.led_to(day)}
            return sorted(days)
        case _:
            return []


def _inside(number: int, info: FactInfo) -> bool:
    return (info.least is None or info.least <= number) and (info.most is None or number <= info.most)


def fact_values(edges: Edges, info: FactInfo, *, unknown: bool = True) -> st.SearchStrategy[Any]:
    """Draw a known value of a fact: mostly at an edge, sometimes anywhere in its domain.

    With `unknown=False` a many-of fact says of every option whether it holds. Numbers shrink to round ones.
    """
    tried = simplest_first(values(edges, info) if unknown else whole(values(edges, info)))
    near = st.sampled_from(tried) if tried else st.nothing()
    match info.kind:
        case FactKind.NUMBER:
            return near | st.integers(info.least, info.most)
        case FactKind.MONEY:
            return near | st.integers(info.least or 0, info.most).map(Money)
        case FactKind.DATE:
            return near | _DAYS
        case FactKind.MANY_OF:
            said = st.dictionaries(st.sampled_from(info.option_ids), st.booleans())
            partly = said.map(lambda one: Flags(tuple(sorted(one.items())), complete=False))
            held = st.sets(st.sampled_from(info.option_ids))
            wholly = held.map(lambda one: Flags(tuple((o, True) for o in sorted(one)), complete=True))
            return near | wholly | partly if unknown else near | wholly
        case FactKind.LIST if info.element is not None:
            parts = things(edges, info.element, frozenset(infos(info.element)), unknown=unknown)
            return st.lists(parts, max_size=3).map(tuple)
        case _:
            return near


def whole(tried: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values that leave nothing open."""
    return tuple(value for value in tried if not isinstance(value, Flags) or value.complete)


def facts(
    edges: Edges, cls: type[Thing], read: frozenset[str], *, unknown: bool = True, gated: bool = True
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the facts of a thing by name: those read get a value, or none if `unknown`.

    With `gated=False` a value may contradict its gate, so that the thing itself is refused. Shrinks to
    nothing known.
    """
    wanted: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in infos(cls).items():
        if name not in read:
            continue
        if info.kind is FactKind.RELATION and info.element is not None:
            value: st.SearchStrategy[Any] = things(
                edges, info.element, frozenset(infos(info.element)), unknown=unknown
            )
        else:
            value = fact_values(edges, info, unknown=unknown)
        wanted[name] = st.just(UNKNOWN) | value if unknown and info.kind is not FactKind.LIST else value
    drawn = st.fixed_dictionaries(wanted)
    return drawn.map(lambda given_: without_contradiction(cls, given_)) if gated else drawn


def things(
    edges: Edges, cls: type[Thing], read: frozenset[str], *, unknown: bool = True
) -> st.SearchStrategy[Any]:
    """Draw a thing of a vocabulary class."""
    return facts(edges, cls, read, unknown=unknown).map(lambda given_: cls(**given_))


__all__ = ["exact_values", "fact_values", "facts", "simplest_first", "things", "whole"]
