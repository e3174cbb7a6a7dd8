"""A thing is found sound exactly where nothing is wrong with it; what is wrong is told by the closer look."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from xixia_gov.money import Money
from xixia_gov.testing.small import Claim, Home, Person, Room
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary import sound
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.check import thing_problems
from xixia_gov.vocabulary.facts import FactKind, Flags
from xixia_gov.vocabulary.sound import is_sound
from xixia_gov.vocabulary.xixia import XIXIA

VALUES: tuple[Any, ...] = (
    *(UNKNOWN, None, True, False, 0, 1, -1, 10, 11, 1.0, "", "red", "x", "low", "no such"),
    *(
        Money(0),
        Money(-1),
        Money(10**17),
        dt.date(2024, 2, 29),
        dt.datetime(2024, 2, 29, tzinfo=dt.UTC),
        [],
        (),
        {},
        Room(),
        Home(),
    ),
    *((Room(),), [Room()], (Room(), 1), Flags((), complete=True), Flags((("x", True),), complete=False)),
    *(Flags((("x", 1),), complete=False), Flags((("no such", True),), complete=True), {"x"}),  # type: ignore[arg-type] # as wanted
)
CLASSES: tuple[type[Thing], ...] = (Claim, Home, Person, Room, *XIXIA.subjects, *XIXIA.matters)


def made(cls: type[Thing], **values: Any) -> Thing:
    """Return a thing that nobody has looked at."""
    thing = object.__new__(cls)
    for field in attrs.fields(cls):
        default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type] # Factory is a class
        object.__setattr__(thing, field.name, values.get(field.name, default))
    return thing


def things(cls: type[Thing]) -> Iterator[Thing]:
    """Yield things of a class with each value in each field, then with values in two that are gated."""
    yield made(cls)
    for field, value in itertools.product(attrs.fields(cls), VALUES):
        if field.name not in ("ref", "findings", "own"):
            yield made(cls, **{field.name: value})
    gated = ("sent", "sent_on", "way", "red_size", "blue_size") if cls is Claim else ()
    some = (True, False, "red", "blue", 3, dt.date(2024, 2, 29))
    for (one, two), left, right in itertools.product(itertools.combinations(gated, 2), some, some):
        yield made(cls, **{one: left, two: right})


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_thing_is_sound_where_nothing_is_wrong_with_it(cls: type[Thing]) -> None:
    assert [thing for thing in things(cls) if is_sound(thing) != (not list(thing_problems(thing)))] == []


def test_a_figure_beyond_any_that_a_file_holds_gets_the_closer_look() -> None:
    claim = Claim(price=Money(10**30), change=-(10**30))
    assert not is_sound(claim)
    assert list(thing_problems(claim)) == []


@pytest.mark.parametrize("kind", list(FactKind))
def test_a_kind_of_fact_that_is_not_looked_at_is_missed(
    kind: FactKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests = {**sound._TEST_OF, kind: lambda _: lambda _: True}  # noqa: SLF001 - a fault is planted inside
    monkeypatch.setattr(sound, "_TEST_OF", tests)
    monkeypatch.setattr(sound, "_tests", sound._tests.__wrapped__)  # noqa: SLF001 - so that none is kept
    every = itertools.chain.from_iterable(map(things, (Claim, Home, Person)))
    assert any(is_sound(thing) and list(thing_problems(thing)) for thing in every)
