"""What several answers come to: units, once in a period, groups, and readings that answers share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from xixia_gov.analysis.examples import written
from xixia_gov.engine.assess import assess
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import yuan
from xixia_gov.testing.small import HEAD, Claim, claim_case, figures, reading, small_book, when
from xixia_gov.vocabulary.citizen import Citizen
from xixia_gov.vocabulary.employment import OutwardWork

Sum = list[str] | None


def totals(one: Assessment) -> list[Sum]:
    return [written(total.amount) for total in one.totals]


def groups(one: Assessment) -> dict[str, Sum]:
    return {group.group: written(group.amount) for group in one.groups}


def paying(name: str, amount: str, when_: str, more: str = "") -> str:
    """Return a rule that pays an amount when something holds."""
    head = HEAD.replace("t.rule", f"t.{name}") + more
    return "\n".join([head, when("one", when_), f'[pays]\namount = "{amount}"\n'])


FIGURES = figures(hundred=100, two_hundred=200, nothing=0)
SHARED = f'cite = {{ instrument = "text", at = "一" }}\n{FIGURES}'
READING = reading("side", "left", "right", cite="一")
POLICY = reading("stacking", "highest", "sum", cite="一")


def test_equal_units_are_as_many_answers_and_as_many_times_the_sum(tmp_path: Path) -> None:
    book = small_book(tmp_path, paying("one", "min(claim.price, hundred)", "claim.a"), definitions=SHARED)
    one = assess(book, claim_case(Claim(a=True, price=yuan("150"), units=3)))
    assert [(d.matter.index, d.matter.unit) for d in one.determinations] == [(0, 1), (0, 2), (0, 3)]
    assert [written(d.amount) for d in one.determinations] == [
        ["100.00", "100.00"]
    ] * 3  # the cap is per unit
    assert totals(one) == [["300.00", "300.00"]]


def test_an_open_answer_adds_nothing_to_the_least_and_a_no_adds_nothing(tmp_path: Path) -> None:
    book = small_book(tmp_path, paying("one", "hundred", "claim.a"), definitions=SHARED)
    assert totals(assess(book, claim_case(Claim(a=True), Claim(), Claim(a=False)))) == [["100.00", "200.00"]]


def test_a_reading_two_answers_share_is_summed_per_option_and_then_hulled(tmp_path: Path) -> None:
    one = paying("one", "hundred if readings.side == 'left' else nothing", "claim.a")
    two = paying("two", "nothing if readings.side == 'left' else hundred", "claim.a")
    book = small_book(tmp_path, one, two, definitions=SHARED, readings=READING)
    found = assess(book, claim_case(Claim(a=True)))
    assert [written(d.amount) for d in found.determinations] == [["0.00", "100.00"]] * 2
    assert totals(found) == [["100.00", "100.00"]]  # 100 + 0 on the left, 0 + 100 on the right


def test_a_reading_of_one_answer_alone_is_hulled_within_it(tmp_path: Path) -> None:
    one = paying("one", "hundred if readings.side == 'left' else nothing", "claim.a")
    two = paying("two", "two_hundred", "claim.a")
    book = small_book(tmp_path, one, two, definitions=SHARED, readings=READING)
    assert totals(assess(book, claim_case(Claim(a=True)))) == [["200.00", "300.00"]]


# --- once in a period -------------------------------------------------------------------------------

ONCE = 'once_per = ["claim.share"]\n'


@pytest.mark.parametrize(
    ("claims", "total"),
    [
        ([Claim(a=True, share=1), Claim(a=True, share=1)], ["100.00", "100.00"]),
        ([Claim(a=True, share=1), Claim(a=True, share=2)], ["200.00", "200.00"]),
        ([Claim(a=True, share=1, units=3)], ["100.00", "100.00"]),
        ([Claim(a=True), Claim(a=True)], ["100.00", "200.00"]),  # one period, or two
        ([Claim(a=True, share=1), Claim(a=True)], ["100.00", "200.00"]),
        ([Claim(a=True, share=1), Claim(share=1)], ["100.00", "100.00"]),
        ([Claim(share=1), Claim(share=1)], ["0.00", "100.00"]),
        ([Claim(a=False, share=1), Claim(a=True, share=1)], ["100.00", "100.00"]),
    ],
)
def test_claims_for_one_period_are_paid_once(tmp_path: Path, claims: list[Claim], total: list[str]) -> None:
    book = small_book(tmp_path, paying("one", "hundred", "claim.a", ONCE), definitions=SHARED)
    assert totals(assess(book, claim_case(*claims))) == [total]
    assert totals(assess(book, claim_case(*reversed(claims)))) == [total]


def test_a_period_may_hang_on_a_reading(tmp_path: Path) -> None:
    once = "once_per = [\"claim.share if readings.side == 'left' else claim.change\"]\n"
    book = small_book(
        tmp_path, paying("one", "hundred", "claim.a", once), definitions=SHARED, readings=READING
    )
    claims = (Claim(a=True, share=1, change=1), Claim(a=True, share=1, change=2))
    # one period on the left, two on the right
    assert totals(assess(book, claim_case(*claims))) == [["100.00", "200.00"]]


@pytest.mark.parametrize(
    ("settle", "total"),
    [
        ({"readings/side": "left"}, ["100.00", "100.00"]),  # once for each share, and it is one share
        ({"readings/side": "right"}, ["200.00", "200.00"]),  # as often as it is asked
        ({}, ["100.00", "200.00"]),
    ],
)
def test_whether_a_payment_is_limited_may_hang_on_a_reading(
    tmp_path: Path, settle: dict[str, str], total: list[str]
) -> None:
    once = ONCE + "once_if = \"readings.side == 'left'\"\n"
    book = small_book(
        tmp_path, paying("one", "hundred", "claim.a", once), definitions=SHARED, readings=READING
    )
    claims = (Claim(a=True, share=1), Claim(a=True, share=1))
    assert totals(assess(book, claim_case(*claims, settle=settle))) == [total]


def test_one_period_under_every_reading_is_one_payment(tmp_path: Path) -> None:
    once = "once_per = [\"claim.share if readings.side == 'left' else 0\"]\n"
    book = small_book(
        tmp_path, paying("one", "hundred", "claim.a", once), definitions=SHARED, readings=READING
    )
    # Both matters are of share 1: one period on the left, one period on the right.
    claims = (Claim(a=True, share=1), Claim(a=True, share=1))
    assert totals(assess(book, claim_case(*claims))) == [["100.00", "100.00"]]


# --- groups -----------------------------------------------------------------------------------------


def grouped(folder: Path, policy: str, one: str = "hundred", two: str = "two_hundred") -> Rulebook:
    group = f'[groups."t.group"]\nrules = ["t.one", "t.two"]\npolicy = "{policy}"\n'
    first = f"{paying('one', one, 'claim.a')}\n{group}"
    readings = "\n".join(
        text
        for name, text in (("side", READING), ("stacking", POLICY))
        if f"readings.{name}" in one + two + policy
    )
    files = {"readings": readings} if readings else {}
    return small_book(folder, first, paying("two", two, "claim.b"), definitions=SHARED, **files)


@pytest.mark.parametrize(
    ("policy", "claim", "expected"),
    [
        ("highest", Claim(a=True, b=True), ["200.00", "200.00"]),
        ("sum", Claim(a=True, b=True), ["300.00", "300.00"]),
        ("highest", Claim(a=True, b=False), ["100.00", "100.00"]),
        ("highest", Claim(a=True), ["100.00", "200.00"]),
        ("sum", Claim(a=True), ["100.00", "300.00"]),
        ("highest", Claim(a=False, b=False), ["0.00", "0.00"]),
    ],
)
def test_a_group_pays_the_highest_or_the_sum(
    tmp_path: Path, policy: str, claim: Claim, expected: list[str]
) -> None:
    found = assess(grouped(tmp_path, policy), claim_case(claim))
    assert groups(found) == {"t.group": expected}
    assert totals(found) == [expected]


def test_a_policy_the_text_leaves_open_is_a_reading_like_any_other(tmp_path: Path) -> None:
    book = grouped(tmp_path, "readings.stacking")
    claim = Claim(a=True, b=True)
    found = assess(book, claim_case(claim))
    assert groups(found) == {"t.group": ["200.00", "300.00"]}
    assert [(dict(u.settings), written(u.amount), u.preferred) for u in found.groups[0].under] == [
        ({"readings/stacking": "highest"}, ["200.00", "200.00"], True),
        ({"readings/stacking": "sum"}, ["300.00", "300.00"], False),
    ]
    assert totals(found) == [["200.00", "300.00"]]
    settled = assess(book, claim_case(claim, settle={"readings/stacking": "sum"}))
    assert groups(settled) == {"t.group": ["300.00", "300.00"]}


def test_a_reading_the_members_of_a_group_share_is_settled_for_all_of_them_at_once(tmp_path: Path) -> None:
    book = grouped(
        tmp_path,
        "sum",
        "hundred if readings.side == 'left' else nothing",
        "nothing if readings.side == 'left' else hundred",
    )
    found = assess(book, claim_case(Claim(a=True, b=True)))
    assert groups(found) == {"t.group": ["100.00", "100.00"]}
    assert totals(found) == [["100.00", "100.00"]]


def test_the_order_of_matters_changes_no_sum(tmp_path: Path) -> None:
    book = grouped(tmp_path, "readings.stacking")
    claims = (Claim(a=True, b=False), Claim(a=False, b=True), Claim(a=True, b=True))
    one, two = assess(book, claim_case(*claims)), assess(book, claim_case(*reversed(claims)))
    assert (one.groups, one.totals) == (two.groups, two.totals)


@pytest.mark.parametrize(
    ("stacking", "least", "most"),
    [("highest", "200.00", "200.00"), ("sum", "300.00", "300.00"), (None, "200.00", "300.00")],
)
def test_a_period_that_is_not_known_counts_no_payment_of_a_group_twice(
    tmp_path: Path, stacking: str | None, least: str, most: str
) -> None:
    group = '[groups."t.group"]\nrules = ["t.one", "t.two"]\npolicy = "readings.stacking"\n'
    first = f"{paying('one', 'hundred', 'claim.a', ONCE)}\n{group}"
    second = paying("two", "two_hundred", "claim.b", ONCE)
    book = small_book(tmp_path, first, second, definitions=SHARED, readings=POLICY)
    settle = {} if stacking is None else {"readings/stacking": stacking}
    # One matter has one period, whichever it is: the higher of the two, or 100 and 200 together.
    found = assess(book, claim_case(Claim(a=True, b=True), settle=settle))
    assert groups(found) == {"t.group": [least, most]}
    assert totals(found) == [[least, most]]


def test_members_of_a_group_with_periods_of_their_own_share_the_matter(tmp_path: Path) -> None:
    group = '[groups."t.group"]\nrules = ["t.one", "t.two"]\npolicy = "highest"\n'
    first = f"{paying('one', 'hundred', 'claim.a', ONCE)}\n{group}"
    second = paying("two", "two_hundred", "claim.b", 'once_per = ["0"]\n')
    book = small_book(tmp_path, first, second, definitions=SHARED)
    one = Claim(a=True, b=True, share=1)
    two = Claim(a=True, b=True, share=2)
    assert totals(assess(book, claim_case(one))) == [["200.00", "200.00"]]  # the higher of the two
    # 100 for each share and 200 once: no less than the 200, no more than all of them or 200 for each matter.
    assert totals(assess(book, claim_case(one, two))) == [["200.00", "400.00"]]


def test_a_group_that_pays_one_or_the_other_names_both(tmp_path: Path) -> None:
    group = '[groups."t.group"]\nrules = ["t.one", "t.two"]\npolicy = "sum"\n'

    def rule(name: str, zh: str, en: str, more: str = "") -> str:
        return f'{paying(name, "hundred", "claim.a")}to = {{ zh = "{zh}", en = "{en}" }}\n{more}'

    book = small_book(
        tmp_path, rule("one", "甲方", "one side", group), rule("two", "乙方", "the other"), definitions=SHARED
    )
    [total] = assess(book, claim_case(Claim(a=True))).totals
    assert total.payee is not None
    assert (total.payee.zh, total.payee.en) == ("甲方或者乙方", "one side or the other")


def test_where_the_text_names_nobody_no_payee_is_invented(tmp_path: Path) -> None:
    book = small_book(tmp_path, paying("one", "hundred", "claim.a"), definitions=SHARED)
    assert [total.payee for total in assess(book, claim_case(Claim(a=True))).totals] == [None]


def test_payments_for_two_years_do_not_displace_each_other() -> None:
    from xixia_gov.rulebook.load import load_rulebook  # noqa: PLC0415 - this test alone is about its rules

    book = load_rulebook()
    works = [
        OutwardWork(
            place="other_province",
            year=year,
            three_groups_paid_this_year=False,
            alleviated_paid_this_year=False,
        )
        for year in (2024, 2025)
    ]
    case = Case(
        subject=Citizen(groups=["relocated"]),
        as_of=dt.date(2025, 1, 1),
        matters=works,
        findings={"stable_employment": True},
        settle={"readings/travel_stacking": "highest"},
    )
    found = assess(book, case, rules=["employment.travel_three_groups"])
    # 200 to 800 for each person and year, and there are two years: 400 to 1600.
    assert totals(found) == [["400.00", "1600.00"]]
