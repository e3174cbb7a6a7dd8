"""Lists are read through aggregates; facts that a definition computes meet what the case says."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from xixia_gov.engine.value import Value
from xixia_gov.errors import InputError
from xixia_gov.interval import Interval
from xixia_gov.money import yuan
from xixia_gov.testing.small import (
    HEAD,
    Claim,
    Home,
    Person,
    Room,
    answer_of,
    claim_case,
    evaluated,
    figures,
    small_book,
    value,
    when,
)
from xixia_gov.truth import Truth

EACH = "\n".join(
    [
        value("rent", "room.rent", 'over = "home.rooms"'),
        value("lit", "room.lit", 'over = "home.rooms"'),
        value("balance", "room.balance", 'over = "home.rooms"'),
    ]
)
A, B, X = Room(rent=yuan("3"), lit=True), Room(rent=yuan("5"), lit=False), Room()


def number(least: int | None, most: int | None) -> Value:
    return Interval(None if least is None else Fraction(least), None if most is None else Fraction(most))


def home(*rooms: Room, complete: bool | None = None) -> Person:
    known = {} if complete is None else {"rooms_complete": complete}
    return Person(home=Home(rooms=rooms, **known))  # type: ignore[arg-type] # one truth


@pytest.mark.parametrize(
    ("expression", "person", "expected"),
    [
        ("count(home.rooms)", home(A, B, complete=True), number(2, 2)),
        ("count(home.rooms)", home(complete=True), number(0, 0)),
        ("count(home.rooms)", home(A, B), number(2, None)),
        ("count(home.rooms)", home(A, B, complete=False), number(2, None)),
        ("count(home.rooms)", Person(), number(0, None)),
        ("total(rent)", home(A, B, complete=True), number(800, 800)),
        ("total(rent)", home(complete=True), number(0, 0)),
        ("total(rent)", home(A, B), number(800, None)),
        ("total(rent)", home(A, X, complete=True), number(300, None)),
        ("least(rent)", home(A, B, complete=True), number(300, 300)),
        ("least(rent)", home(A, B), number(None, 300)),
        ("least(rent)", home(A, X, complete=True), number(0, 300)),
        ("most(rent)", home(A, B, complete=True), number(500, 500)),
        ("most(rent)", home(A, B), number(500, None)),
        ("most(rent)", home(A, X, complete=True), number(300, None)),
        ("some(lit)", home(A, B, complete=True), Truth.TRUE),
        ("some(lit)", home(B, complete=True), Truth.FALSE),
        ("some(lit)", home(B), Truth.UNKNOWN),
        ("some(lit)", home(A), Truth.TRUE),
        ("some(lit)", home(X, complete=True), Truth.UNKNOWN),
        ("some(lit)", home(complete=True), Truth.FALSE),
        ("every(lit)", home(A, complete=True), Truth.TRUE),
        ("every(lit)", home(A), Truth.UNKNOWN),
        ("every(lit)", home(A, B), Truth.FALSE),
        ("every(lit)", home(A, X, complete=True), Truth.UNKNOWN),
        ("every(lit)", home(complete=True), Truth.TRUE),
    ],
)
def test_an_aggregate_covers_what_an_incomplete_list_could_still_hold(
    tmp_path: Path, expression: str, person: Person, expected: Value
) -> None:
    assert evaluated(tmp_path, expression, claim_case(person=person), more=EACH).value == expected


def test_a_total_of_values_that_may_be_negative_has_no_lower_limit_while_the_list_is_open(
    tmp_path: Path,
) -> None:
    person = home(Room(balance=5))
    assert evaluated(tmp_path, "total(balance)", claim_case(person=person), more=EACH).value == number(
        None, None
    )


def test_a_list_known_to_be_incomplete_is_not_asked_whether_it_is_complete(tmp_path: Path) -> None:
    lines = [HEAD, figures(n='{ value = 2, anchor = "…" }'), when("two", "count(home.rooms) >= n")]
    book = small_book(tmp_path, "\n".join(lines))
    one = answer_of(book, claim_case(person=home(A, complete=False)))
    assert one.outcome.value == "undetermined"
    assert "home.rooms_complete" not in one.missing


def test_what_is_missing_names_the_list_and_the_facts_of_its_elements(tmp_path: Path) -> None:
    lines = [HEAD, figures(floor=10), EACH, when("enough", "total(rent) >= floor")]
    book = small_book(tmp_path, "\n".join(lines))
    assert answer_of(book, claim_case(person=home(A))).missing == ("home.rooms_complete",)
    assert answer_of(book, claim_case(person=home(A, X, complete=True))).missing == ("room.rent",)
    assert answer_of(book, claim_case(person=home(Room(rent=yuan("10"))))).missing == ()


SUPPLIED = "\n".join(
    [
        HEAD,
        figures(floor=10),
        value("rent", "room.rent", 'over = "home.rooms"'),
        value("sum", "total(rent)", 'supplies = "home.income"'),
        when("enough", "home.income >= floor"),
    ]
)


@pytest.mark.parametrize(
    ("home_", "outcome"),
    [
        (Home(income=yuan("10")), "eligible"),
        (Home(income=yuan("9.99")), "ineligible"),
        (Home(rooms=(Room(rent=yuan("4")), Room(rent=yuan("6"))), rooms_complete=True), "eligible"),
        (Home(rooms=(Room(rent=yuan("4")), Room(rent=yuan("5.99"))), rooms_complete=True), "ineligible"),
        (Home(rooms=(Room(rent=yuan("10")),)), "eligible"),  # more rooms only add
        (Home(rooms=(Room(rent=yuan("4")),)), "undetermined"),
        (Home(rooms=(Room(rent=yuan("4")),), income=yuan("10")), "eligible"),  # 4 and more: agrees
        (Home(rooms=(Room(),), rooms_complete=True), "undetermined"),
        (Home(), "undetermined"),
    ],
)
def test_a_fact_that_is_computed_and_given_is_what_both_allow(
    tmp_path: Path, home_: Home, outcome: str
) -> None:
    one = answer_of(small_book(tmp_path, SUPPLIED), claim_case(person=Person(home=home_)))
    assert one.outcome.value == outcome


@pytest.mark.parametrize(
    "home_",
    [
        Home(rooms=(Room(rent=yuan("4")),), rooms_complete=True, income=yuan("10")),
        Home(rooms=(Room(rent=yuan("11")),), income=yuan("10")),  # more rooms cannot make it less
    ],
)
def test_a_fact_that_cannot_be_what_its_parts_come_to_is_refused_with_both_sides(
    tmp_path: Path, home_: Home
) -> None:
    book = small_book(tmp_path, SUPPLIED)
    with pytest.raises(InputError, match=r"contradiction.*home\.income"):
        answer_of(book, claim_case(person=Person(home=home_)))


def test_a_supplied_fact_and_its_parts_are_both_asked(tmp_path: Path) -> None:
    book = small_book(tmp_path, SUPPLIED)
    half = answer_of(book, claim_case(person=Person(home=Home(rooms=(Room(rent=yuan("4")),)))))
    assert half.missing == ("home.income", "home.rooms_complete")


def test_a_truth_that_is_computed_and_given_cannot_be_both(tmp_path: Path) -> None:
    lines = [HEAD, value("same", "claim.a", 'supplies = "claim.b"'), when("b", "claim.b")]
    book = small_book(tmp_path, "\n".join(lines))
    assert answer_of(book, claim_case(Claim(a=True))).outcome.value == "eligible"
    assert answer_of(book, claim_case(Claim(b=True))).outcome.value == "eligible"
    assert answer_of(book, claim_case(Claim(a=True, b=True))).outcome.value == "eligible"
    with pytest.raises(InputError, match="contradiction"):
        answer_of(book, claim_case(Claim(a=False, b=True)))


def test_a_choice_that_is_computed_and_given_cannot_be_two_options(tmp_path: Path) -> None:
    lines = [
        HEAD,
        value("same", "claim.colour", 'supplies = "claim.other_colour"'),
        when("red", "claim.other_colour == 'red'"),
    ]
    book = small_book(tmp_path, "\n".join(lines))
    assert answer_of(book, claim_case(Claim(colour="red"))).outcome.value == "eligible"
    with pytest.raises(InputError, match="contradiction"):
        answer_of(book, claim_case(Claim(colour="blue", other_colour="red")))
