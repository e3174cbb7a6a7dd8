"""Rules as wholes: conditions, findings, exceptions, rules that read rules, versions, dated figures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from xixia_gov.analysis.examples import written
from xixia_gov.errors import InputError
from xixia_gov.model.determination import Check, Determination, Force, Outcome
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import yuan
from xixia_gov.testing.small import (
    HEAD,
    Claim,
    answer_of,
    claim_case,
    figures,
    reading,
    small_book,
    value,
    when,
)
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import Maybe

PAYS = '[pays]\namount = "cap"\n'


def rule(*lines: str, **changes: str) -> str:
    """Return a rule file; `changes` replace a line of its head."""
    kept = [line for line in HEAD.splitlines() if line.split()[0] not in changes]
    return "\n".join([*kept, *changes.values(), *lines])


def failed(one: Determination) -> list[str]:
    return [failure.condition for failure in one.failed]


# --- conditions -------------------------------------------------------------------------------------


def test_a_no_needs_one_condition_that_fails_whatever_else_is_unknown(tmp_path: Path) -> None:
    book = small_book(tmp_path, rule(figures(cap=100), when("a", "claim.a"), when("b", "claim.b"), PAYS))
    one = answer_of(book, claim_case(Claim(a=False)))
    assert (one.outcome, failed(one), one.missing) == (Outcome.INELIGIBLE, ["a"], ())
    assert (written(one.amount), one.if_eligible) == (["0.00", "0.00"], None)


def test_every_condition_that_fails_is_listed_not_the_first_alone(tmp_path: Path) -> None:
    book = small_book(tmp_path, rule(when("a", "claim.a"), when("b", "claim.b"), when("c", "claim.c")))
    assert failed(answer_of(book, claim_case(Claim(a=False, b=True, c=False)))) == ["a", "c"]


def test_an_open_condition_leaves_the_answer_and_the_sum_open(tmp_path: Path) -> None:
    book = small_book(tmp_path, rule(figures(cap=100), when("a", "claim.a"), when("b", "claim.b"), PAYS))
    one = answer_of(book, claim_case(Claim(a=True)))
    assert (one.outcome, one.missing) == (Outcome.UNDETERMINED, ("claim.b",))
    assert one.possible == (Outcome.ELIGIBLE, Outcome.INELIGIBLE)
    assert (written(one.amount), written(one.if_eligible)) == (["0.00", "100.00"], ["100.00", "100.00"])
    assert one.because == ("missing:claim.b",)


def test_an_open_sum_alone_leaves_the_answer_yes(tmp_path: Path) -> None:
    pays = '[pays]\namount = "min(claim.price, cap)"\n'
    book = small_book(tmp_path, rule(figures(cap=100), when("a", "claim.a"), pays))
    one = answer_of(book, claim_case(Claim(a=True)))
    assert (one.outcome, written(one.amount)) == (Outcome.ELIGIBLE, ["0.00", "100.00"])
    assert (one.missing, one.because) == (("claim.price",), ("missing:claim.price",))


def test_a_condition_on_a_sum_does_not_narrow_the_sum_that_is_paid(tmp_path: Path) -> None:
    pays = '[pays]\namount = "claim.price"\n'
    book = small_book(tmp_path, rule(figures(floor=50), when("floor", "claim.price >= floor"), pays))
    one = answer_of(book, claim_case())
    assert written(one.if_eligible) == ["0.00", "none"]


def test_what_would_be_a_negative_payment_is_no_payment(tmp_path: Path) -> None:
    pays = '[pays]\namount = "claim.price - claim.paid"\n'
    book = small_book(tmp_path, rule(when("a", "claim.a"), pays))
    one = answer_of(book, claim_case(Claim(a=True, price=yuan("1"), paid=yuan("5"))))
    assert written(one.amount) == ["0.00", "0.00"]


LIMITED = rule(when("b", "claim.b", 'only_if = "claim.a"'))


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        (Claim(a=False), "eligible"),  # the clause does not apply
        (Claim(a=False, b=False), "eligible"),
        (Claim(a=True, b=True), "eligible"),
        (Claim(a=True, b=False), "ineligible"),
        (Claim(b=True), "eligible"),  # met, or not applicable
        (Claim(b=False), "undetermined"),
        (Claim(a=True), "undetermined"),
        (Claim(), "undetermined"),
    ],
)
def test_a_clause_is_neither_met_nor_failed_outside_its_limit(
    tmp_path: Path, claim: Claim, outcome: str
) -> None:
    assert answer_of(small_book(tmp_path, LIMITED), claim_case(claim)).outcome.value == outcome


ALTERNATIVES = rule(
    '[conditions.who]\nzh = "谁"\nen = "who"\n'
    '[conditions.who.any_of.one]\nwhen = "claim.a"\nzh = "甲"\nen = "one"\n'
    '[conditions.who.any_of.two]\nwhen = "claim.b and claim.c"\nzh = "乙"\nen = "two"\n'
)


@pytest.mark.parametrize(
    ("claim", "outcome", "missing"),
    [
        (Claim(a=True), "eligible", ()),
        (Claim(a=False, b=True, c=True), "eligible", ()),
        (Claim(a=False, b=False), "ineligible", ()),
        (Claim(a=False, b=True), "undetermined", ("claim.c",)),
        (Claim(b=False), "undetermined", ("claim.a",)),
        (Claim(), "undetermined", ("claim.a", "claim.b", "claim.c")),
    ],
)
def test_one_alternative_is_enough(
    tmp_path: Path, claim: Claim, outcome: str, missing: tuple[str, ...]
) -> None:
    one = answer_of(small_book(tmp_path, ALTERNATIVES), claim_case(claim))
    assert (one.outcome.value, one.missing) == (outcome, missing)


# --- open terms and findings ------------------------------------------------------------------------

JUDGED = rule(
    '[conditions.good]\nzh = "好"\nen = "good"\njudged_by = { zh = "局", en = "the office" }\n',
    '[conditions.fits]\nzh = "符合"\nen = "fits"\nanchor = "…"\n'
    'refers_to = { zh = "细则", en = "the details" }\n',
)


def test_words_left_to_others_are_open_until_the_case_asserts_them(tmp_path: Path) -> None:
    book = small_book(tmp_path, JUDGED)
    open_ = answer_of(book, claim_case())
    assert (open_.outcome, open_.missing) == (Outcome.UNDETERMINED, ())
    assert [one.condition for one in open_.open] == ["fits", "good"]
    assert [one.what.en for one in open_.referred] == ["fits"]
    both = answer_of(book, claim_case(findings={"t.rule/good": True, "t.rule/fits": True}))
    assert (both.outcome, both.asserted) == (Outcome.ELIGIBLE, ("t.rule/fits", "t.rule/good"))
    no = answer_of(book, claim_case(findings={"t.rule/good": False}))
    assert (no.outcome, failed(no)) == (Outcome.INELIGIBLE, ["good"])


def test_a_finding_for_one_matter_stands_beside_those_for_all(tmp_path: Path) -> None:
    book = small_book(tmp_path, JUDGED)
    claim = Claim(findings={"t.rule/good": True})
    assert answer_of(book, claim_case(claim, findings={"t.rule/fits": True})).outcome is Outcome.ELIGIBLE


def test_a_finding_against_the_facts_is_refused_and_one_beside_unknown_facts_taken(tmp_path: Path) -> None:
    book = small_book(tmp_path, rule(value("fit", "claim.a and claim.b"), when("fit", "fit")))
    assert answer_of(book, claim_case(findings={"t.rule/fit": True})).outcome is Outcome.ELIGIBLE
    with pytest.raises(InputError, match="contradiction"):
        answer_of(book, claim_case(Claim(a=False), findings={"t.rule/fit": True}))
    with pytest.raises(InputError, match="contradiction"):
        answer_of(book, claim_case(Claim(a=True, b=True), findings={"t.rule/fit": False}))


def test_a_finding_that_one_reading_excludes_leaves_the_other(tmp_path: Path) -> None:
    lines = [
        reading("wide", "yes", "no"),
        value("fit", "claim.a and readings.wide == 'yes'"),
        when("one", "fit"),
    ]
    book = small_book(tmp_path, rule(*lines))
    one = answer_of(book, claim_case(Claim(a=True), findings={"t.rule/fit": True}))
    assert (one.outcome, one.readings) == (Outcome.ELIGIBLE, ())


def test_what_is_supposed_replaces_what_is_computed_and_is_marked(tmp_path: Path) -> None:
    pays = '[pays]\namount = "sum"\n'
    lines = [value("sum", "claim.price"), value("yes", "claim.a"), when("one", "yes"), pays]
    book = small_book(tmp_path, rule(*lines))
    case = claim_case(Claim(a=False, price=yuan("5")), suppose={"t.rule/yes": True, "t.rule/sum": yuan("7")})
    one = answer_of(book, case)
    assert (one.outcome, written(one.amount)) == (Outcome.ELIGIBLE, ["7.00", "7.00"])
    assert one.supposed == ("t.rule/sum", "t.rule/yes")


# --- duties, permits and exceptions -----------------------------------------------------------------


def test_a_duty_keeps_its_outcome_and_says_apart_whether_it_was_done(tmp_path: Path) -> None:
    check = '[check.done]\nzh = "做"\nen = "done"\nwhen = "claim.b"\n'
    book = small_book(tmp_path, rule(when("a", "claim.a"), check, kind='kind = "duty"'))

    def said(claim: Claim) -> tuple[Outcome, Check | None]:
        one = answer_of(book, claim_case(claim))
        return one.outcome, one.check

    assert said(Claim(a=True, b=True)) == (Outcome.REQUIRED, Check.MET)
    assert said(Claim(a=True, b=False)) == (Outcome.REQUIRED, Check.NOT_MET)
    assert said(Claim(a=True)) == (Outcome.REQUIRED, Check.UNDETERMINED)
    assert said(Claim(a=False, b=True)) == (Outcome.NOT_REQUIRED, None)
    assert said(Claim(b=True)) == (Outcome.UNDETERMINED, Check.MET)


def banned(folder: Path) -> Rulebook:
    ban = rule(when("a", "claim.a"), id='id = "t.ban"', kind='kind = "prohibition"')
    permit = rule(
        when("b", "claim.b"),
        '[check.approved]\nzh = "批"\nen = "approved"\nwhen = "claim.c"\n',
        '[[exceptions]]\noverrides = "t.ban"\nwhen = "holds(t.permit)"\n'
        'outcome = "permitted_with_approval"\nzh = "可"\nen = "allowed"\n',
        id='id = "t.permit"',
        kind='kind = "permit"',
    )
    return small_book(folder, ban, permit)


@pytest.mark.parametrize(
    ("claim", "possible"),
    [
        (Claim(a=True, b=True, c=True), ["permitted_with_approval"]),
        (Claim(a=True, b=True, c=False), ["prohibited"]),
        (Claim(a=True, b=False), ["prohibited"]),
        (Claim(a=True, b=True), ["prohibited", "permitted_with_approval"]),
        (Claim(a=False, b=True, c=True), ["not_reached"]),  # what is not banned needs no exception
        (Claim(b=False), ["prohibited", "not_reached"]),
        (Claim(b=True, c=True), ["not_reached", "permitted_with_approval"]),
        (Claim(), ["prohibited", "not_reached", "permitted_with_approval"]),
    ],
)
def test_an_exception_lifts_a_ban_and_an_open_one_joins_both(
    tmp_path: Path, claim: Claim, possible: list[str]
) -> None:
    one = answer_of(banned(tmp_path), claim_case(claim), "t.ban")
    assert [outcome.value for outcome in one.possible] == possible
    assert one.outcome.value == (possible[0] if len(possible) == 1 else "undetermined")


def test_the_facts_of_an_open_exception_are_asked(tmp_path: Path) -> None:
    one = answer_of(banned(tmp_path), claim_case(Claim(a=True, b=True)), "t.ban")
    assert one.missing == ("claim.c",)


def test_the_amount_of_another_rule_can_be_read(tmp_path: Path) -> None:
    first = rule(figures(cap=100), when("a", "claim.a"), PAYS, id='id = "t.first"')
    second = rule(
        figures(half='{ value = "1/2", anchor = "…" }'),
        when("b", "claim.b"),
        '[pays]\namount = "half * amount(t.first)"\n',
        id='id = "t.second"',
    )
    book = small_book(tmp_path, first, second)

    def paid(claim: Claim) -> tuple[list[str] | None, tuple[str, ...]]:
        one = answer_of(book, claim_case(claim), "t.second")
        return written(one.amount), one.missing

    assert paid(Claim(a=True, b=True)) == (["50.00", "50.00"], ())
    assert paid(Claim(a=False, b=True)) == (["0.00", "0.00"], ())
    assert paid(Claim(b=True)) == (["0.00", "50.00"], ("claim.a",))


def test_rules_that_read_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    first = rule(when("one", "holds(t.second)"), id='id = "t.first"')
    second = rule(when("one", "holds(t.first)"), id='id = "t.second"')
    with pytest.raises(InputError, match="reads itself in a circle"):
        small_book(tmp_path, first, second)


# --- time -------------------------------------------------------------------------------------------

JUNE = 'in_force = { on = "claim.made_on", from = 2024-06-01, through = 2024-12-31, anchor = "…" }'


@pytest.mark.parametrize(
    ("made_on", "force", "outcome", "since"),
    [
        (dt.date(2024, 5, 31), Force.NOT_YET, Outcome.INELIGIBLE, "2024-06-01"),
        (dt.date(2024, 6, 1), Force.IN_FORCE, Outcome.ELIGIBLE, None),
        (dt.date(2024, 12, 31), Force.IN_FORCE, Outcome.ELIGIBLE, None),
        (dt.date(2025, 1, 1), Force.ENDED, Outcome.INELIGIBLE, "2024-12-31"),
        (None, Force.UNKNOWN, Outcome.UNDETERMINED, None),
    ],
)
def test_both_ends_of_a_period_are_inside_it(
    tmp_path: Path, made_on: dt.date | None, force: Force, outcome: Outcome, since: str | None
) -> None:
    book = small_book(tmp_path, rule(when("a", "claim.a"), in_force=JUNE))
    claim = Claim(a=True) if made_on is None else Claim(a=True, made_on=made_on)
    one = answer_of(book, claim_case(claim))
    assert (one.force, one.outcome, one.since) == (force, outcome, since)


def test_a_day_after_the_day_of_asking_is_planned(tmp_path: Path) -> None:
    book = small_book(tmp_path, rule(when("a", "claim.a"), in_force=JUNE))
    for day, planned in ((dt.date(2024, 7, 1), False), (dt.date(2024, 7, 2), True)):
        assert answer_of(book, claim_case(Claim(a=True, made_on=day))).planned is planned


def test_without_a_printed_end_the_law_after_the_known_day_is_presumed(tmp_path: Path) -> None:
    book = small_book(tmp_path, rule(when("a", "claim.a")))
    for day, force in ((dt.date(2030, 12, 31), Force.IN_FORCE), (dt.date(2031, 1, 1), Force.PRESUMED)):
        one = answer_of(book, claim_case(Claim(a=True), as_of=day))
        assert (one.force, one.outcome) == (force, Outcome.ELIGIBLE)


DATED = rule(
    figures(
        cap='{ unit = "yuan", values = [{ value = 100, anchor = "…" }, '
        '{ from = 2024-07-01, value = 300, anchor = "…" }, '
        '{ from = 2025-01-01, value = 200, anchor = "…" }] }'
    ),
    when("a", "claim.a"),
    PAYS,
    in_force='in_force = { on = "claim.made_on" }',
)


@pytest.mark.parametrize(
    ("made_on", "amount"),
    [
        (dt.date(2024, 6, 30), ["100.00", "100.00"]),
        (dt.date(2024, 7, 1), ["300.00", "300.00"]),
        (dt.date(2024, 12, 31), ["300.00", "300.00"]),
        (dt.date(2025, 1, 1), ["200.00", "200.00"]),
    ],
)
def test_the_day_of_the_event_picks_the_value_of_a_figure(
    tmp_path: Path, made_on: dt.date, amount: list[str]
) -> None:
    one = answer_of(small_book(tmp_path, DATED), claim_case(Claim(a=True, made_on=made_on)))
    assert written(one.amount) == amount


def test_an_unknown_day_gives_the_hull_of_a_figure_and_is_asked(tmp_path: Path) -> None:
    one = answer_of(small_book(tmp_path, DATED), claim_case(Claim(a=True)))
    assert written(one.if_eligible) == ["100.00", "300.00"]
    assert one.missing == ("claim.made_on",)


def test_a_clause_is_judged_by_the_figures_of_the_day_each_reading_means(tmp_path: Path) -> None:
    dated = figures(
        floor='{ unit = "yuan", values = [{ value = 10, anchor = "…" }, '
        '{ from = 2024-07-01, value = 20, anchor = "…" }] }'
    )
    on = "claim.made_on if readings.day == 'made' else claim.due_on"
    text = rule(
        dated,
        reading("day", "made", "due"),
        when("enough", "claim.price >= floor"),
        in_force=f'in_force = {{ on = "{on}" }}',
    )
    book = small_book(tmp_path, text)
    claim = Claim(price=yuan("15"), made_on=dt.date(2024, 6, 1), due_on=dt.date(2024, 8, 1))
    # 15 is enough on the day it was made (10), too little on the day it is due (20).
    for option, outcome in (("made", Outcome.ELIGIBLE), ("due", Outcome.INELIGIBLE)):
        assert answer_of(book, claim_case(claim, settle={"t.rule/day": option})).outcome is outcome
    assert answer_of(book, claim_case(claim)).outcome is Outcome.UNDETERMINED


FIRST = 'in_force = { on = "claim.made_on", from = 2024-01-01, through = 2024-06-30, anchor = "…" }'
SECOND = (
    'version = 2\nin_force = { on = "claim.made_on", from = 2024-07-01, through = 2024-12-31, anchor = "…" }'
)


def versions(folder: Path, one: list[str], two: list[str], *more: str) -> Rulebook:
    return small_book(folder, rule(*one, in_force=FIRST), rule(*two, in_force=SECOND), *more)


@pytest.mark.parametrize(
    ("made_on", "version", "force", "amount"),
    [
        (dt.date(2023, 12, 31), 1, Force.NOT_YET, ["0.00", "0.00"]),
        (dt.date(2024, 1, 1), 1, Force.IN_FORCE, ["100.00", "100.00"]),
        (dt.date(2024, 6, 30), 1, Force.IN_FORCE, ["100.00", "100.00"]),
        (dt.date(2024, 7, 1), 2, Force.IN_FORCE, ["200.00", "200.00"]),
        (dt.date(2024, 12, 31), 2, Force.IN_FORCE, ["200.00", "200.00"]),
        (dt.date(2025, 1, 1), 2, Force.ENDED, ["0.00", "0.00"]),
    ],
)
@pytest.mark.parametrize("second_name", ["cap", "new_cap"])
def test_the_day_of_the_event_picks_the_version_with_its_own_figures(  # noqa: PLR0913, PLR0917
    tmp_path: Path, made_on: dt.date, version: int, force: Force, amount: list[str], second_name: str
) -> None:
    one = [figures(cap=100), when("a", "claim.a"), PAYS]
    two = [figures(**{second_name: 200}), when("a", "claim.a"), f'[pays]\namount = "{second_name}"\n']
    found = answer_of(versions(tmp_path, one, two), claim_case(Claim(a=True, made_on=made_on)))
    assert (found.version, found.force, written(found.amount)) == (version, force, amount)


def test_an_unknown_day_joins_the_versions(tmp_path: Path) -> None:
    one = [figures(old=100), when("a", "claim.a"), '[pays]\namount = "old"\n']
    two = [figures(new=200), when("a", "claim.a"), '[pays]\namount = "new"\n']
    found = answer_of(versions(tmp_path, one, two), claim_case(Claim(a=True)))
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("claim.made_on",))
    assert written(found.if_eligible) == ["100.00", "200.00"]


def test_versions_may_have_readings_of_their_own(tmp_path: Path) -> None:
    one = [when("a", "claim.a")]
    two = [reading("b_too", "yes", "no"), when("a", "claim.a and (claim.b or readings.b_too == 'no')")]
    book = versions(tmp_path, one, two)
    claim = Claim(a=True, b=False)
    known = answer_of(book, claim_case(Claim(a=True, b=False, made_on=dt.date(2024, 8, 1))))
    assert (known.outcome, known.readings) == (Outcome.UNDETERMINED, ("t.rule/b_too",))
    assert answer_of(book, claim_case(claim)).outcome is Outcome.UNDETERMINED


def test_a_reading_only_the_first_version_has_does_not_stop_the_answer(tmp_path: Path) -> None:
    one = [reading("b_too", "yes", "no"), when("a", "claim.a and (claim.b or readings.b_too == 'no')")]
    book = versions(tmp_path, one, [when("a", "claim.a")])
    assert answer_of(book, claim_case(Claim(a=True, b=False))).outcome is Outcome.UNDETERMINED


def test_a_finding_against_the_facts_is_refused_for_a_rule_of_two_versions_too(tmp_path: Path) -> None:
    book = versions(tmp_path, [when("a", "claim.a")], [when("a", "claim.a")])
    with pytest.raises(InputError, match="contradiction"):
        answer_of(book, claim_case(Claim(a=False), findings={"t.rule/a": True}))


def test_a_rule_that_reads_another_of_two_versions_allows_both_while_the_day_is_unknown(
    tmp_path: Path,
) -> None:
    other = HEAD.replace("t.rule", "t.other") + when("one", "holds(t.rule)")
    book = versions(tmp_path, [when("a", "claim.a")], [when("b", "claim.b")], other)

    def outcome(made_on: Maybe[dt.date]) -> str:
        claim = Claim(a=True, b=False, made_on=made_on)
        return answer_of(book, claim_case(claim), "t.other").outcome.value

    assert outcome(dt.date(2024, 2, 1)) == "eligible"
    assert outcome(dt.date(2024, 8, 1)) == "ineligible"
    assert outcome(UNKNOWN) == "undetermined"


# --- rounding ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "half_up", "down", "up"),
    [
        ("0.10", "0.01", "0.01", "0.01"),
        ("0.11", "0.01", "0.01", "0.02"),
        ("0.14", "0.01", "0.01", "0.02"),
        ("0.15", "0.02", "0.01", "0.02"),
        ("0.05", "0.01", "0.00", "0.01"),
    ],
)
def test_a_sum_between_two_fen_is_rounded_as_the_reading_says(
    tmp_path: Path, price: str, half_up: str, down: str, up: str
) -> None:
    pays = '[pays]\namount = "rate * claim.price"\nround = { to = "fen", mode = "half_up", assumed = true }\n'
    rate = figures(rate='{ value = "10%", anchor = "…" }')
    book = small_book(tmp_path, rule(rate, when("a", "claim.a"), pays))
    claim = Claim(a=True, price=yuan(price))
    assumed = answer_of(book, claim_case(claim))
    assert written(assumed.amount) == [half_up, half_up]
    assert (assumed.readings, assumed.assumed) == ((), (("t.rule/rounding", "half_up"),))
    for mode, sum_ in (("half_up", half_up), ("down", down), ("up", up)):
        one = answer_of(book, claim_case(claim, settle={"t.rule/rounding": mode}))
        assert written(one.amount) == [sum_, sum_]
        assert one.settled == (("t.rule/rounding", mode),)


def test_a_code_that_fails_is_told_as_it_is_written(tmp_path: Path) -> None:
    book = small_book(tmp_path, "\n".join([HEAD, when("named", "claim.serial == 'A7'")]))
    (failure,) = answer_of(book, claim_case(Claim(serial="B2"))).failed
    assert failure.given == (("claim.serial", "B2"),)
    assert "A7" in failure.required.zh
    assert "A7" in failure.required.en
