"""What a rule gives beside its outcome: a number, a sum, a day, or which of several named things."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from xixia_gov.errors import InputError
from xixia_gov.model.determination import Determination, Outcome
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import yuan
from xixia_gov.testing.small import HEAD, Claim, answer_of, claim_case, figures, reading, small_book, when


def gives(name: str, *lines: str) -> str:
    return "\n".join([f"[gives.{name}]", 'zh = "项"\nen = "it"', *lines])


def way(name: str, option: str, expression: str) -> str:
    return f'[gives.{name}.one_of.{option}]\nzh = "处"\nen = "office {option}"\nwhen = "{expression}"'


TEXT = "\n".join(
    [
        HEAD.replace("entitlement", "value"),
        figures(cap=100),
        reading("wide", "yes", "no"),
        when("any", "claim.a"),
        gives("sum", 'is = "min(claim.price, cap)"'),
        gives("day", 'is = "claim.made_on"'),
        gives("people", 'is = "claim.heads"'),
        gives("office"),
        way("office", "one", "claim.colour == 'red'"),
        way("office", "two", "claim.colour == 'red' and claim.b or readings.wide == 'yes' and claim.c"),
    ]
)


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return small_book(tmp_path, TEXT)


def said(book: Rulebook, settle: dict[str, str] | None = None, **facts: object) -> Determination:
    return answer_of(book, claim_case(Claim(**facts), settle=settle))  # type: ignore[arg-type] # facts of a claim


def named(one: Determination) -> dict[str, tuple[object, ...]]:
    return {
        given.id: (given.least, given.most, tuple(id_ for id_, _ in given.possible), given.sure)
        for given in one.outputs
    }


def test_numbers_sums_and_days_are_given_with_both_ends(book: Rulebook) -> None:
    day = dt.date(2024, 5, 1)
    one = said(book, a=True, price=yuan("99.99"), made_on=day, heads=3, colour="blue", c=False)
    assert one.outcome is Outcome.APPLIES
    found = named(one)
    assert found["sum"] == (Fraction(9999), Fraction(9999), (), ())
    assert found["day"] == (day, day, (), ())
    assert found["people"] == (Fraction(3), Fraction(3), (), ())
    assert found["office"] == (None, None, (), ())
    assert all(given.settled for given in one.outputs)


def test_what_is_open_is_bounded_and_asked(book: Rulebook) -> None:
    one = said(book, a=True)
    found = named(one)
    assert found["sum"][:2] == (Fraction(0), Fraction(10000))
    assert found["people"][:2] == (Fraction(1), None)
    assert found["office"][2:] == (("one", "two"), ())
    asked = {cause.name for given in one.outputs for cause in given.causes}
    assert asked == {"claim.price", "claim.made_on", "claim.heads", "claim.colour", "claim.b", "claim.c"}


def test_several_may_hold_and_readings_are_joined(book: Rulebook) -> None:
    both = said(book, a=True, colour="red", b=True, c=False)
    assert named(both)["office"][2:] == (("one", "two"), ("one", "two"))
    open_ = said(book, a=True, colour="red", b=False, c=True)
    assert named(open_)["office"][2:] == (("one", "two"), ("one",))
    settled = said(book, {"t.rule/wide": "no"}, a=True, colour="red", b=False, c=True)
    assert named(settled)["office"][2:] == (("one",), ("one",))


def test_what_turns_on_a_reading_names_it(book: Rulebook) -> None:
    open_ = said(book, a=True, price=yuan("1"), colour="red", b=False, c=True)
    turns = {given.id: given.readings for given in open_.outputs if given.readings}
    assert turns == {"office": ("t.rule/wide",)}
    both = said(book, a=True, colour="red", b=True, c=True)
    assert [given.readings for given in both.outputs if given.readings] == []
    settled = said(book, {"t.rule/wide": "yes"}, a=True, colour="red", b=False, c=True)
    assert [given.readings for given in settled.outputs if given.readings] == []


def test_a_no_gives_nothing_and_an_open_answer_what_a_yes_would(book: Rulebook) -> None:
    assert said(book, a=False, price=yuan("1")).outputs == ()
    one = said(book, price=yuan("1"))
    assert one.outcome is Outcome.UNDETERMINED
    assert named(one)["sum"][:2] == (Fraction(100), Fraction(100))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('is = "claim.heads"', 'is = "claim.colour"', "a number, money or a date"),
        ('is = "claim.heads"', "", "exactly one of `is` and `one_of`"),
        ('kind     = "value"', 'kind     = "procedure"', "a procedure has `steps`"),
    ],
)
def test_what_cannot_be_given_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        small_book(tmp_path, TEXT.replace(old, new))


def test_a_value_gives_something(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a value has `gives`"):
        small_book(tmp_path, TEXT.partition("[gives.sum]")[0])
