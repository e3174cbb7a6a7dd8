"""What is claimed of a rule: a right claim is shown by a case that bears it out, a wrong one is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.examples import answer
from xixia_gov.analysis.verify import Verification, verify
from xixia_gov.model.determination import NO, YES
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.small import HEAD, reading, small_book, when

BOOK = load_rulebook()
SOME = (
    "employment.startup_subsidy",
    "fire.first_finder_duty",
    "trade_in.appliance",
    "trade_in.new_energy_car",
)


def sums(**figures: int) -> str:
    """Return the lines of some figures of money, each with a phrase of its own."""
    lines = (
        f'{name} = {{ value = {sum_}, unit = "yuan", anchor = "{sum_}元" }}' for name, sum_ in figures.items()
    )
    return "\n".join(["[figures]", *lines])


def verified(folder: Path, *parts: str) -> Verification:
    return verify(small_book(folder, "\n".join([HEAD, *parts])))


def claims(found: Verification, sort: Sort) -> dict[str, Claim]:
    return {claim.about: claim for claim in found.claims if claim.sort is sort}


@pytest.fixture(scope="module")
def some() -> Verification:
    return verify(BOOK, SOME)


@pytest.mark.parametrize("rule", SOME)
def test_the_case_of_a_condition_that_can_fail_alone_fails_in_it_alone(rule: str, some: Verification) -> None:
    shown = [claim for claim in some.claims if claim.rule == rule and claim.sort is Sort.ALONE]
    assert shown
    for claim in shown:
        assert claim.witness is not None
        one = answer(BOOK, BOOK.latest(rule), claim.witness)
        assert one.outcome is NO[BOOK.latest(rule).kind]
        assert [failure.condition for failure in one.failed] == [claim.about]


@pytest.mark.parametrize("rule", SOME)
def test_the_case_that_shows_a_yes_is_answered_yes(rule: str, some: Verification) -> None:
    [claim] = [one for one in some.claims if one.rule == rule and one.sort is Sort.SATISFIABLE]
    assert claim.witness is not None
    assert answer(BOOK, BOOK.latest(rule), claim.witness).outcome is YES[BOOK.latest(rule).kind]


def test_nothing_fails_of_a_rule_that_is_as_it_should_be(tmp_path: Path) -> None:
    found = verified(
        tmp_path,
        sums(floor=100, cap=50),
        when("price", "claim.price >= floor"),
        when("red", "claim.colour == 'red'"),
        '[pays]\namount = "min(claim.price, cap)"\nnever_over = "cap"\ngrows_with = ["claim.price"]',
    )
    assert found.failed == ()
    assert found.not_reached == ()
    assert set(claims(found, Sort.ALONE)) == {"price", "red"}


def test_what_compares_two_facts_is_checked_and_never_called_proved(tmp_path: Path) -> None:
    found = verified(tmp_path, when("price", "claim.price >= claim.paid"))
    assert claims(found, Sort.REFINEMENT)["price"].standing is Standing.CHECKED
    found = verified(tmp_path, sums(floor=100), when("price", "claim.price >= floor"))
    assert claims(found, Sort.REFINEMENT)["price"].standing is Standing.PROVED


def test_a_clause_that_follows_from_others_is_proved_to(tmp_path: Path) -> None:
    clauses = [
        when("high", "claim.price >= high"),
        when("low", "claim.price >= low", 'implied_by = ["high"]'),
    ]
    found = verified(tmp_path, sums(low=100, high=200), *clauses)
    assert claims(found, Sort.IMPLIED)["low"].standing is Standing.PROVED
    assert found.failed == ()


def test_a_clause_said_to_follow_and_that_does_not_is_shown_where_it_fails(tmp_path: Path) -> None:
    clauses = [when("high", "claim.price >= high", 'implied_by = ["low"]'), when("low", "claim.price >= low")]
    book = small_book(tmp_path, "\n".join([HEAD, sums(low=100, high=200), *clauses]))
    claim = claims(verify(book), Sort.IMPLIED)["high"]
    assert claim.standing is Standing.FAILED
    assert claim.witness is not None
    failed = answer(book, book.latest("t.rule"), claim.witness).failed
    assert [one.condition for one in failed] == ["high"]


def test_a_gap_is_found_at_the_one_price_that_has_no_row(tmp_path: Path) -> None:
    table = """
[tables.band]
zh    = "分档"
en    = "bands"
on    = ["claim.price"]
gives = { sum = "yuan" }
hit   = "unique"

[[tables.band.row]]
id   = "low"
when = { "claim.price" = { %s = "turn" } }
sum  = "less"

[[tables.band.row]]
id   = "high"
when = { "claim.price" = { over = "turn" } }
sum  = "more"

[conditions.asked]
zh   = "条件"
en   = "a clause"
when = "claim.a"

[pays]
amount = "band.sum"
"""
    money = sums(turn=100, less=10, more=20)
    assert verified(tmp_path, money, table % "most").failed == ()
    [claim] = verified(tmp_path, money, table % "under").failed
    assert (claim.sort, claim.about) == (Sort.TABLE, "t.rule/band")
    assert claim.witness is not None
    assert str(claim.witness.matters[0].price) == "100.00"  # type: ignore[attr-defined] # a claim has one


def test_a_reading_matters_where_the_options_part(tmp_path: Path) -> None:
    clause = when("price", "claim.price > floor or (claim.price >= floor and readings.end == 'inside')")
    book = small_book(
        tmp_path, "\n".join([HEAD, sums(floor=100), reading("end", "inside", "outside"), clause])
    )
    claim = claims(verify(book), Sort.READING)["t.rule/end"]
    assert claim.standing is Standing.PROVED
    assert claim.witness is not None
    assert str(claim.witness.matters[0].price) == "100.00"  # type: ignore[attr-defined] # a claim has one


def test_a_figure_that_a_phrase_prints_twice_is_no_clash(tmp_path: Path) -> None:
    ends = (
        f'{name} = {{ value = {sum_}, unit = "yuan", anchor = "1-2元" }}'
        for name, sum_ in (("low", 1), ("high", 2))
    )
    spans = "\n".join(["[figures]", *ends])
    found = verified(tmp_path, spans, when("price", "low <= claim.price and claim.price <= high"))
    assert claims(found, Sort.FIGURE) == {}


def test_two_processes_find_what_one_finds_in_the_same_order() -> None:
    rules = ["fire.season", "fire.report_duty", "employment.departure_teaching", "trade_in.car_scrappage"]
    assert verify(BOOK, rules, jobs=2) == verify(BOOK, rules)


def test_rules_not_reached_in_the_time_given_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("xixia_gov.analysis.verify.time.monotonic", lambda: float(next(clock)))
    rules = ["fire.order_validity", "fire.report_duty", "fire.season"]
    found = verify(BOOK, rules, seconds=15)
    assert [one.task.name for one in found.done] == ["fire.order_validity"]
    assert found.not_reached == ("fire.report_duty", "fire.season")


def test_claims_of_the_built_in_book_do_not_depend_on_which_rules_come_before(some: Verification) -> None:
    alone = verify(BOOK, ["trade_in.appliance"]).claims
    assert alone == tuple(claim for claim in some.claims if claim.rule == "trade_in.appliance")


def test_the_day_of_a_rule_without_end_need_not_change_its_answer(tmp_path: Path) -> None:
    head = HEAD.replace('on = "as_of"', 'on = "claim.made_on"')
    book = small_book(tmp_path, "\n".join([head, when("one", "claim.a")]))
    assert verify(book).failed == ()
    ending = head.replace("on =", 'through = 2024-12-31, anchor = "…", on =')
    book = small_book(tmp_path, "\n".join([ending, when("one", "claim.a")]))
    assert "claim.made_on" in claims(verify(book), Sort.FACT)
