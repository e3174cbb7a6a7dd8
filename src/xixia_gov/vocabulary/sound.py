"""Whether a thing holds only what its facts allow: a quick yes, from tests that are made once for a class.

A no only says that it is worth looking closer: `thing_problems` tells what is wrong, if anything is.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeAlias

from xixia_gov.money import Money
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Thing
from xixia_gov.vocabulary.facts import Fact, FactInfo, FactKind, Flags, facts_of

Test: TypeAlias = Callable[[Any], bool]
_OPEN_END: Final = sys.maxsize
"""Where a figure has no end; one beyond it gets the closer look."""


def is_sound(thing: Thing) -> bool:
    """Whether every known value of a thing is allowed, and none contradicts its gate.

    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> is_sound(Citizen())
    True
    """
    cls: type = type(thing)
    for test in _tests(cls):  # noqa: SIM110 - `all` would make a generator for each thing
        if not test(thing):
            return False
    return True


@cache
def _tests(cls: Any) -> tuple[Test, ...]:  # noqa: ANN401 - a class, which mypy does not take for hashable
    # One test for all facts of a kind: a call for each fact would take longer than looking at it.
    by_kind: dict[FactKind, list[Fact]] = {}
    for fact in facts_of(cls):
        by_kind.setdefault(fact.info.kind, []).append(fact)
    tests = [_TEST_OF[kind](facts) for kind, facts in by_kind.items()]
    gated = [fact for fact in facts_of(cls) if fact.info.exists_if is not None]
    if gated:
        tests.append(_gates(gated))
    if issubclass(cls, Matter):
        tests.append(_units)
    return tuple(tests)


def _values(facts: Sequence[Fact]) -> Callable[[Any], Sequence[Any]]:
    """Return what gets the values of some facts of a thing."""
    names = [fact.name for fact in facts]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda thing: (get(thing),)


def _truths(facts: Sequence[Fact]) -> Test:
    values = _values(facts)

    def test(thing: Any) -> bool:  # noqa: ANN401
        for value in values(thing):
            if value is not True and value is not False and value is not UNKNOWN:
                return False
        return True

    return test


def _of_type(wanted: type) -> Callable[[Sequence[Fact]], Test]:
    def of(facts: Sequence[Fact]) -> Test:
        values = _values(facts)

        def test(thing: Any) -> bool:  # noqa: ANN401
            for value in values(thing):  # noqa: SIM110 - the same
                if type(value) is not wanted and value is not UNKNOWN:
                    return False
            return True

        return test

    return of


def _choices(facts: Sequence[Fact]) -> Test:
    values = _values(facts)
    allowed = [frozenset(fact.info.option_ids) for fact in facts]

    def test(thing: Any) -> bool:  # noqa: ANN401
        for value, ids in zip(values(thing), allowed, strict=True):
            if value is not UNKNOWN and (type(value) is not str or value not in ids):
                return False
        return True

    return test


def _numbers(facts: Sequence[Fact]) -> Test:
    values = _values(facts)
    ends = [_ends(fact.info) for fact in facts]

    def test(thing: Any) -> bool:  # noqa: ANN401
        for value, (least, most) in zip(values(thing), ends, strict=True):
            if value is not UNKNOWN and (type(value) is not int or not least <= value <= most):
                return False
        return True

    return test


def _money(facts: Sequence[Fact]) -> Test:
    values = _values(facts)
    ends = [_ends(fact.info) for fact in facts]

    def test(thing: Any) -> bool:  # noqa: ANN401
        for value, (least, most) in zip(values(thing), ends, strict=True):
            if value is not UNKNOWN and (type(value) is not Money or not least <= value.fen <= most):
                return False
        return True

    return test


def _ends(info: FactInfo) -> tuple[int, int]:
    return (
        -_OPEN_END if info.least is None else info.least,
        _OPEN_END if info.most is None else info.most,
    )


def _many(facts: Sequence[Fact]) -> Test:
    values = _values(facts)
    allowed = [frozenset(fact.info.option_ids) for fact in facts]

    def test(thing: Any) -> bool:  # noqa: ANN401
        for value, ids in zip(values(thing), allowed, strict=True):
            if value is not UNKNOWN and not (
                type(value) is Flags
                and all(type(name) is str and name in ids and type(said) is bool for name, said in value.said)
            ):
                return False
        return True

    return test


def _lists(facts: Sequence[Fact]) -> Test:
    values = _values(facts)
    elements = [fact.info.element for fact in facts]

    def test(thing: Any) -> bool:  # noqa: ANN401
        for value, element in zip(values(thing), elements, strict=True):
            if value is not UNKNOWN and not (
                type(value) is tuple
                and element is not None
                and all(isinstance(one, element) for one in value)
            ):
                return False
        return True

    return test


def _relations(facts: Sequence[Fact]) -> Test:
    values = _values(facts)
    elements = [fact.info.element for fact in facts]

    def test(thing: Any) -> bool:  # noqa: ANN401
        for value, element in zip(values(thing), elements, strict=True):
            if value is not UNKNOWN and (element is None or not isinstance(value, element)):
                return False
        return True

    return test


def _gates(facts: Sequence[Fact]) -> Test:
    gates = [
        (fact.name, gate.fact, True if gate.option is None else gate.option)
        for fact in facts
        if (gate := fact.info.exists_if) is not None
    ]

    def test(thing: Any) -> bool:  # noqa: ANN401
        opened: dict[str, object] = {}
        for name, gate, wanted in gates:
            if getattr(thing, name) is UNKNOWN:
                continue
            if opened.setdefault(gate, wanted) != wanted or getattr(thing, gate, None) not in (
                UNKNOWN,
                wanted,
            ):
                return False
        return True

    return test


def _units(thing: Any) -> bool:  # noqa: ANN401
    return type(thing.units) is int and thing.units >= 1


_TEST_OF: Final[Mapping[FactKind, Callable[[Sequence[Fact]], Test]]] = {
    FactKind.TRUTH: _truths,
    FactKind.NUMBER: _numbers,
    FactKind.MONEY: _money,
    FactKind.DATE: _of_type(dt.date),
    FactKind.ONE_OF: _choices,
    FactKind.MANY_OF: _many,
    FactKind.CODE: _of_type(str),
    FactKind.LIST: _lists,
    FactKind.RELATION: _relations,
}

__all__ = ["is_sound"]
