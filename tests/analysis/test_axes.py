"""The values that stand for all others: at, below and above each constant, each option told apart."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xixia_gov.analysis.axes import ABSENT, Axis, axes_of
from xixia_gov.money import Money, yuan
from xixia_gov.testing.small import HEAD, figures, reading, small_book, when
from xixia_gov.vocabulary.facts import Flags


def axes(folder: Path, *parts: str) -> dict[str, Axis]:
    book = small_book(folder, "\n".join([HEAD, *parts]))
    return axes_of(book, book.latest("t.rule"))


def test_a_price_held_against_100_yuan_has_a_value_below_at_and_above_and_nothing(tmp_path: Path) -> None:
    found = axes(tmp_path, figures(floor=100), when("one", "claim.price >= floor"))["claim.price"]
    assert found == Axis("claim.price", (Money(0), yuan("99.99"), yuan("100"), yuan("100.01")))


def test_a_count_never_leaves_its_domain(tmp_path: Path) -> None:
    one = 'one = { value = 1, unit = "persons", anchor = "…" }'
    found = axes(tmp_path, "[figures]", one, when("one", "claim.heads >= one"))["claim.heads"]
    assert found.values == (1, 2)  # a claim has at least one head


def test_a_fact_held_against_another_fact_is_a_sample(tmp_path: Path) -> None:
    found = axes(tmp_path, when("one", "claim.price >= claim.paid"), when("two", "claim.a"))
    assert not found["claim.price"].exact
    assert not found["claim.paid"].exact
    assert found["claim.a"].exact


def test_a_sum_of_facts_is_tried_on_both_sides_of_20_million_yuan(tmp_path: Path) -> None:
    limit = figures(limit=20_000_000)
    found = axes(tmp_path, limit, when("one", "claim.price + claim.paid <= limit"))["claim.price"]
    assert {yuan("19999999.99"), yuan("20000000"), yuan("20000000.01")} <= set(found.values)


def test_a_day_led_to_the_end_of_a_period_has_both_ends_of_the_period_among_its_values(
    tmp_path: Path,
) -> None:
    shut = 'shut = { value = 2024-05-20, anchor = "…" }'
    found = axes(tmp_path, "[figures]", shut, when("one", "last_day_of(claim.made_on, 'quarter') >= shut"))[
        "claim.made_on"
    ]
    # From 1 April on the quarter ends on 30 June; the last day of the one before is 31 March.
    wanted = {dt.date(2024, 3, 31), dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 1)}
    assert wanted <= set(found.values)
    assert not found.exact


def test_a_fact_that_is_paid_out_as_it_stands_is_a_sample(tmp_path: Path) -> None:
    found = axes(
        tmp_path, when("one", "claim.a"), '[pays]\namount = "claim.price if claim.b else claim.paid"'
    )
    assert not found["claim.price"].exact
    assert not found["claim.paid"].exact
    assert found["claim.b"].exact


def test_options_the_rule_does_not_tell_apart_are_one(tmp_path: Path) -> None:
    found = axes(tmp_path, when("one", "claim.colour == 'green'"))["claim.colour"]
    assert found.values == ("red", "green")  # red stands for blue


def test_of_ranked_options_each_is_tried(tmp_path: Path) -> None:
    found = axes(tmp_path, when("one", "claim.grade >= 'middle'"))["claim.grade"]
    assert found.values == ("low", "middle", "high")


def test_of_several_choices_every_set_of_those_told_apart_is_tried(tmp_path: Path) -> None:
    found = axes(tmp_path, when("one", "'x' in claim.tags or 'y' in claim.tags"))["claim.tags"]
    held = {frozenset(option for option, _ in value.said) for value in found.values}
    assert all(isinstance(value, Flags) and value.complete for value in found.values)
    assert {frozenset(), frozenset("x"), frozenset("y"), frozenset("xy")} <= held
    assert found.exact


def test_a_fact_behind_a_gate_may_be_absent_and_brings_its_gate(tmp_path: Path) -> None:
    limit = 'limit = { value = 2024-06-30, anchor = "…" }'
    found = axes(tmp_path, "[figures]", limit, when("one", "claim.sent and claim.sent_on <= limit"))
    day = dt.date(2024, 6, 30)
    one = dt.timedelta(days=1)
    assert found["claim.sent_on"].values == (day - one, day, day + one, ABSENT)
    assert (found["claim.sent_on"].gate, found["claim.sent_on"].opened) == ("claim.sent", True)
    assert found["claim.sent"].values == (True, False)


def test_a_period_has_both_its_ends_and_the_days_beside_them(tmp_path: Path) -> None:
    head = HEAD.replace(
        'on = "as_of"', 'from = 2024-06-01, through = 2024-12-31, on = "claim.made_on", anchor = "…"'
    )
    book = small_book(tmp_path, "\n".join([head, when("one", "claim.a")]))
    found = axes_of(book, book.latest("t.rule"))["claim.made_on"]
    assert [day.isoformat() for day in found.values] == [
        "2024-05-31",
        "2024-06-01",
        "2024-06-02",
        "2024-12-30",
        "2024-12-31",
        "2025-01-01",
    ]


def test_a_reading_has_its_preferred_option_first(tmp_path: Path) -> None:
    clause = when("one", "claim.a or (claim.b and readings.r == 'y')")
    found = axes(tmp_path, reading("r", "z", "y"), clause)["t.rule/r"]
    assert found.values == ("z", "y")


def test_what_is_told_only_by_a_finding_is_true_or_false(tmp_path: Path) -> None:
    term = '[conditions.open]\nzh = "另定"\nen = "open"\nundefined = "另定"\nanchor = "…"'
    assert axes(tmp_path, term)["t.rule/open"].values == (True, False)
