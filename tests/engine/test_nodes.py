"""Every node on known and unknown facts; each value is worked out by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from xixia_gov.engine.value import Options, Value
from xixia_gov.errors import InputError
from xixia_gov.interval import Interval
from xixia_gov.money import yuan
from xixia_gov.testing.small import (
    HEAD,
    Claim,
    answer_of,
    claim_case,
    evaluated,
    figures,
    reading,
    small_book,
    value,
    when,
)
from xixia_gov.truth import Truth
from xixia_gov.unknown import Cause, CauseKind

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
FIGURES = figures(
    cap=100,
    rate='{ value = "10%", anchor = "…" }',
    two='{ value = 2, anchor = "…" }',
    three='{ value = 3, anchor = "…" }',
    zero='{ value = 0, anchor = "…" }',
    six='{ value = 6, unit = "months", anchor = "…" }',
    five_days='{ value = 5, unit = "days", anchor = "…" }',
    age_of_adults='{ value = 18, unit = "years", anchor = "…" }',
    opens='{ value = 2024-06-01, anchor = "…" }',
)
LISTS = """
[lists.warm_colours]
items = ["red"]
fact = "claim.colour"
open = { cause = "text", may = ["green"], anchor = "…" }
[lists.reds]
items = ["red"]
fact = "claim.colour"
[lists.marks]
items = ["x"]
fact = "claim.tags"
open = { cause = "text", may = ["y"], anchor = "…" }
"""
MORE = f"{FIGURES}\n{LISTS}"


def number(least: int | Fraction | None, most: int | Fraction | None) -> Value:
    return Interval(None if least is None else Fraction(least), None if most is None else Fraction(most))


def day(text: str) -> Value:
    one = dt.date.fromisoformat(text)
    return Interval(one, one)


def test_literals_and_figures_are_points(tmp_path: Path) -> None:
    assert evaluated(tmp_path / "a", "0").value == number(0, 0)
    assert evaluated(tmp_path / "b", "cap", more=MORE).value == number(10000, 10000)  # in fen
    assert evaluated(tmp_path / "c", "rate", more=MORE).value == number(Fraction(1, 10), Fraction(1, 10))
    assert evaluated(tmp_path / "d", "opens", more=MORE).value == day("2024-06-01")


def test_a_fact_is_its_value_or_its_whole_hard_domain_with_itself_as_the_cause(tmp_path: Path) -> None:
    known = evaluated(tmp_path / "a", "claim.price", claim_case(Claim(price=yuan("4999.50"))))
    assert (known.value, known.causes) == (number(499950, 499950), frozenset())
    unknown = evaluated(tmp_path / "b", "claim.price")
    assert unknown.value == number(0, None)
    assert unknown.causes == {Cause(CauseKind.CASE, "claim.price")}
    assert evaluated(tmp_path / "c", "claim.heads").value == number(1, None)
    assert evaluated(tmp_path / "d", "claim.share").value == number(0, 10)
    assert evaluated(tmp_path / "e", "claim.change").value == number(None, None)
    assert evaluated(tmp_path / "f", "claim.made_on").value == Interval(None, None)
    assert evaluated(tmp_path / "g", "claim.colour").value == Options(frozenset({"red", "green", "blue"}))
    assert evaluated(tmp_path / "h", "claim.serial").value == Options(None)
    assert evaluated(tmp_path / "i", "claim.a").value is U


PRICED = Claim(price=yuan("100"), share=5, colour="red", grade="middle", tags=["x"], serial="A", a=True)


@pytest.mark.parametrize(
    ("expression", "claim", "expected"),
    [
        # comparisons at the figure, one fen below it, one above it
        ("claim.price >= cap", Claim(price=yuan("100")), T),
        ("claim.price >= cap", Claim(price=yuan("99.99")), F),
        ("claim.price > cap", Claim(price=yuan("100")), F),
        ("claim.price > cap", Claim(price=yuan("100.01")), T),
        ("claim.price <= cap", Claim(price=yuan("100")), T),
        ("claim.price <= cap", Claim(price=yuan("100.01")), F),
        ("claim.price < cap", Claim(price=yuan("99.99")), T),
        ("claim.price < cap", Claim(price=yuan("100")), F),
        ("claim.price == cap", Claim(price=yuan("100")), T),
        ("claim.price == cap", Claim(price=yuan("100.01")), F),
        ("claim.price != cap", Claim(price=yuan("100.01")), T),
        ("claim.price != cap", Claim(price=yuan("100")), F),
        ("claim.price >= cap", Claim(), U),
        ("claim.price >= 0", Claim(), T),  # money is never negative, so this is not asked
        ("claim.price < 0", Claim(), F),
        ("claim.share <= two", Claim(), U),
        ("claim.heads >= 1", Claim(), T),
        ("claim.price == claim.price", Claim(), U),  # interval by interval; two unknowns may differ
        ("0 <= claim.price <= cap", Claim(price=yuan("100")), T),
        ("0 < claim.price <= cap", Claim(price=yuan("0")), F),
        # dates, both neighbours of the figure
        ("claim.made_on >= opens", Claim(made_on=dt.date(2024, 5, 31)), F),
        ("claim.made_on >= opens", Claim(made_on=dt.date(2024, 6, 1)), T),
        ("claim.made_on > opens", Claim(made_on=dt.date(2024, 6, 1)), F),
        ("claim.made_on > opens", Claim(made_on=dt.date(2024, 6, 2)), T),
        ("claim.made_on >= opens", Claim(), U),
        ("as_of >= opens", Claim(), T),  # asked on 1 July 2024
        ("as_of < opens", Claim(), F),
        # choices, plain and ordered
        ("claim.colour == 'red'", PRICED, T),
        ("claim.colour != 'red'", PRICED, F),
        ("'green' == claim.colour", PRICED, F),
        ("claim.colour == 'red'", Claim(), U),
        ("claim.colour == claim.other_colour", Claim(colour="red", other_colour="red"), T),
        ("claim.colour == claim.other_colour", Claim(colour="red", other_colour="blue"), F),
        ("claim.colour == claim.other_colour", Claim(colour="red"), U),
        ("claim.grade >= 'middle'", Claim(grade="low"), F),
        ("claim.grade >= 'middle'", Claim(grade="middle"), T),
        ("claim.grade > 'middle'", Claim(grade="middle"), F),
        ("claim.grade > 'middle'", Claim(grade="high"), T),
        ("claim.grade <= 'high'", Claim(), T),  # every grade there is
        ("claim.grade >= 'middle'", Claim(), U),
        ("claim.grade < claim.other_grade", Claim(grade="low", other_grade="high"), T),
        ("'middle' <= claim.grade", Claim(grade="low"), F),
        # codes are any text at all
        ("claim.serial == 'A'", PRICED, T),
        ("claim.serial == 'B'", PRICED, F),
        ("claim.serial == 'A'", Claim(), U),
        ("claim.serial != 'A'", Claim(), U),
        # connectives
        ("claim.a and claim.b", Claim(a=True, b=False), F),
        ("claim.a and claim.b", Claim(b=False), F),
        ("claim.a and claim.b", Claim(a=True), U),
        ("claim.a and claim.b", Claim(a=True, b=True), T),
        ("claim.a or claim.b", Claim(a=True), T),
        ("claim.a or claim.b", Claim(a=False), U),
        ("claim.a or claim.b", Claim(a=False, b=False), F),
        ("not claim.a", Claim(a=False), T),
        ("not claim.a", Claim(a=True), F),
        ("not claim.a", Claim(), U),
        # a conditional whose test is open joins its branches
        ("claim.b if claim.a else claim.c", Claim(a=True, b=False, c=True), F),
        ("claim.b if claim.a else claim.c", Claim(a=False, b=False, c=True), T),
        ("claim.b if claim.a else claim.c", Claim(b=True, c=True), T),
        ("claim.b if claim.a else claim.c", Claim(b=False, c=True), U),
        ("claim.b if claim.a else claim.c", Claim(b=False), U),
        # many-of: one truth for each option
        ("'x' in claim.tags", PRICED, T),
        ("'y' in claim.tags", PRICED, F),
        ("'x' in claim.tags", Claim(), U),
        ("'x' in claim.tags", Claim(tags={"x": True}), T),
        ("'y' in claim.tags", Claim(tags={"x": True}), U),
        ("'y' not in claim.tags", Claim(tags={"y": False}), T),
        ("'x' in claim.tags", Claim(tags=[]), F),
        # closed list
        ("claim.colour in reds", Claim(colour="red"), T),
        ("claim.colour in reds", Claim(colour="green"), F),
        ("claim.colour in reds", Claim(), U),
        # open list: red is named, green might be meant, blue cannot be
        ("claim.colour in warm_colours", Claim(colour="red"), T),
        ("claim.colour in warm_colours", Claim(colour="green"), U),
        ("claim.colour in warm_colours", Claim(colour="blue"), F),
        ("claim.colour not in warm_colours", Claim(colour="blue"), T),
        # a many-of fact is in a list when some option that holds is
        ("claim.tags in marks", Claim(tags=["x", "z"]), T),
        ("claim.tags in marks", Claim(tags=["y"]), U),
        ("claim.tags in marks", Claim(tags=["z"]), F),
        ("claim.tags in marks", Claim(tags=[]), F),
        ("claim.tags in marks", Claim(tags={"z": True}), U),
        ("claim.tags in marks", Claim(tags={"x": False, "y": False}), F),
        ("claim.tags in marks", Claim(), U),
    ],
)
def test_a_truth_is_what_every_completion_agrees_on(
    tmp_path: Path, expression: str, claim: Claim, expected: Truth
) -> None:
    found = evaluated(tmp_path, expression, claim_case(claim), more=MORE)
    assert found.value is expected
    assert bool(found.causes) == (expected is U)


@pytest.mark.parametrize(
    ("expression", "claim", "expected"),
    [
        ("claim.price + claim.paid", Claim(price=yuan("1"), paid=yuan("2.50")), number(350, 350)),
        ("claim.price + claim.paid", Claim(price=yuan("1")), number(100, None)),
        ("claim.price - claim.paid", Claim(price=yuan("1"), paid=yuan("2.50")), number(-150, -150)),
        ("claim.price - claim.paid", Claim(price=yuan("1")), number(None, 100)),
        ("claim.price - claim.paid", Claim(paid=yuan("1")), number(-100, None)),
        ("rate * claim.price", Claim(price=yuan("12.35")), number(Fraction(247, 2), Fraction(247, 2))),
        ("rate * claim.price", Claim(), number(0, None)),
        ("claim.share * claim.change", Claim(), number(None, None)),
        ("claim.share * claim.change", Claim(change=-2), number(-20, 0)),
        (
            "claim.price / claim.heads",
            Claim(price=yuan("100"), heads=3),
            number(Fraction(10000, 3), Fraction(10000, 3)),
        ),
        ("claim.price / claim.heads", Claim(price=yuan("100")), number(0, 10000)),
        ("claim.price / claim.heads", Claim(heads=4), number(0, None)),
        ("min(claim.price, cap)", Claim(), number(0, 10000)),
        ("min(claim.price, cap)", Claim(price=yuan("30")), number(3000, 3000)),
        ("min(claim.price, cap)", Claim(price=yuan("300")), number(10000, 10000)),
        ("max(claim.price, cap)", Claim(), number(10000, None)),
        ("max(claim.price, cap)", Claim(price=yuan("300")), number(30000, 30000)),
        ("min(claim.price, claim.paid, cap)", Claim(paid=yuan("7")), number(0, 700)),
        ("whole(claim.price, cap, 'down')", Claim(price=yuan("299.99")), number(2, 2)),
        ("whole(claim.price, cap, 'up')", Claim(price=yuan("200.01")), number(3, 3)),
        ("whole(claim.price, cap, 'half_up')", Claim(price=yuan("250")), number(3, 3)),
        ("whole(claim.price, cap, 'half_up')", Claim(price=yuan("249.99")), number(2, 2)),
        ("whole(claim.price, cap, 'down')", Claim(), number(0, None)),
        ("whole(claim.change, two, 'half_up')", Claim(change=-5), number(-3, -3)),  # away from 0
        ("claim.price if claim.a else claim.paid", Claim(price=yuan("1"), paid=yuan("3")), number(100, 300)),
        ("claim.price if claim.a else claim.paid", Claim(a=True, price=yuan("1")), number(100, 100)),
        ("age(person.born, claim.made_on)", Claim(made_on=dt.date(2024, 3, 1)), number(None, None)),
        (
            "months_between(claim.made_on, claim.due_on)",
            Claim(made_on=dt.date(2024, 1, 31), due_on=dt.date(2024, 2, 29)),
            number(1, 1),
        ),
        (
            "months_between(claim.made_on, claim.due_on)",
            Claim(made_on=dt.date(2024, 1, 31), due_on=dt.date(2024, 2, 28)),
            number(0, 0),
        ),
        (
            "days_between(claim.made_on, claim.due_on)",
            Claim(made_on=dt.date(2024, 2, 28), due_on=dt.date(2024, 3, 1)),
            number(2, 2),
        ),
        (
            "working_days_between(claim.made_on, claim.due_on)",
            Claim(made_on=dt.date(2024, 9, 30), due_on=dt.date(2024, 10, 8)),
            number(1, 1),
        ),
        ("add_months(claim.made_on, six)", Claim(made_on=dt.date(2023, 8, 31)), day("2024-02-29")),
        ("add_days(claim.made_on, five_days)", Claim(made_on=dt.date(2024, 2, 27)), day("2024-03-03")),
        (
            "add_working_days(claim.made_on, five_days)",
            Claim(made_on=dt.date(2024, 9, 27)),
            day("2024-10-10"),
        ),
        (
            "add_months(claim.made_on, claim.months)",
            Claim(made_on=dt.date(2024, 1, 31)),
            Interval(dt.date(2024, 1, 31), None),
        ),
        ("first_day_of(claim.made_on, 'month')", Claim(made_on=dt.date(2024, 2, 29)), day("2024-02-01")),
        ("last_day_of(claim.made_on, 'month')", Claim(made_on=dt.date(2024, 2, 29)), day("2024-02-29")),
        ("last_day_of(claim.made_on, 'quarter')", Claim(made_on=dt.date(2024, 4, 1)), day("2024-06-30")),
        ("first_day_of(claim.made_on, 'half_year')", Claim(made_on=dt.date(2024, 12, 31)), day("2024-07-01")),
        ("last_day_of(claim.made_on, 'year')", Claim(made_on=dt.date(9999, 1, 1)), day("9999-12-31")),
        ("first_day_of(claim.made_on, 'year')", Claim(made_on=dt.date(1, 12, 31)), day("0001-01-01")),
        ("last_day_of(opens, 'half_year')", Claim(), day("2024-06-30")),
        ("last_day_of(claim.made_on, 'month')", Claim(), Interval(None, None)),
        (
            "last_day_of(add_months(claim.made_on, claim.months), 'half_year')",
            Claim(made_on=dt.date(2024, 1, 31)),
            Interval(dt.date(2024, 6, 30), None),
        ),
        (
            "first_day_of(opens if claim.a else claim.made_on, 'quarter')",  # 1 April and 1 July
            Claim(made_on=dt.date(2024, 8, 20)),
            Interval(dt.date(2024, 4, 1), dt.date(2024, 7, 1)),
        ),
        (
            "last_day_of(opens if claim.a else claim.made_on, 'year')",
            Claim(made_on=dt.date(2024, 8, 20)),
            day("2024-12-31"),
        ),
    ],
)
def test_a_number_or_day_is_the_interval_of_all_it_could_be(
    tmp_path: Path, expression: str, claim: Claim, expected: Value
) -> None:
    # 27 September 2024 is a Friday; 29 September is worked; 1 to 7 October are off:
    # 29, 30 September, 8, 9, 10 October are the five working days after it.
    assert evaluated(tmp_path, expression, claim_case(claim), more=MORE).value == expected


def test_working_days_beyond_the_calendar_are_open_and_referred_elsewhere(tmp_path: Path) -> None:
    case = claim_case(Claim(made_on=dt.date(2090, 1, 1)))
    found = evaluated(tmp_path, "add_working_days(claim.made_on, five_days)", case, more=MORE)
    assert found.value == Interval(None, None)
    assert found.causes == {Cause(CauseKind.ELSEWHERE, "calendar")}


def test_a_day_past_the_year_9999_is_open_but_no_matter_of_working_days(tmp_path: Path) -> None:
    rule = "\n".join([HEAD, FIGURES, when("late", "add_months(claim.made_on, six) >= opens")])
    book = small_book(tmp_path, rule)
    one = answer_of(book, claim_case(Claim(made_on=dt.date(9999, 12, 1))))
    assert one.referred == ()


def test_days_of_one_period_have_one_end_so_nothing_is_asked(tmp_path: Path) -> None:
    expression = "last_day_of(opens if claim.a else claim.made_on, '{}')"
    case = claim_case(Claim(made_on=dt.date(2024, 8, 20)))
    assert evaluated(tmp_path / "year", expression.format("year"), case, more=MORE).causes == frozenset()
    by_half = evaluated(tmp_path / "half", expression.format("half_year"), case, more=MORE)
    assert by_half.value == Interval(dt.date(2024, 6, 30), dt.date(2024, 12, 31))
    assert by_half.causes == {Cause(CauseKind.CASE, "claim.a")}


def test_a_deadline_at_the_end_of_a_half_year_is_inside(tmp_path: Path) -> None:
    rule = "\n".join([HEAD, when("one", "claim.due_on <= last_day_of(claim.made_on, 'half_year')")])
    book = small_book(tmp_path, rule)

    def outcome(made: str, due: str) -> str:
        claim = Claim(made_on=dt.date.fromisoformat(made), due_on=dt.date.fromisoformat(due))
        return answer_of(book, claim_case(claim)).outcome.value

    assert outcome("2024-02-29", "2024-06-30") == "eligible"
    assert outcome("2024-02-29", "2024-07-01") == "ineligible"
    assert outcome("2024-07-01", "2024-12-31") == "eligible"
    assert outcome("2024-07-01", "2025-01-01") == "ineligible"


def test_a_reading_is_read_as_the_option_taken(tmp_path: Path) -> None:
    expression = "claim.price >= cap if readings.bounds == 'included' else claim.price > cap"
    lines = [HEAD, figures(cap=100), reading("bounds", "included", "excluded"), when("one", expression)]
    book = small_book(tmp_path, "\n".join(lines))

    def outcome(option: str) -> str:
        case = claim_case(Claim(price=yuan("100")), settle={"t.rule/bounds": option})
        return answer_of(book, case).outcome.value

    assert outcome("included") == "eligible"
    assert outcome("excluded") == "ineligible"


def test_a_finding_moves_an_option_into_or_out_of_an_open_list(tmp_path: Path) -> None:
    def asserted(*, truth: bool) -> Value:
        case = claim_case(Claim(colour="green"), findings={"warm_colours/green": truth})
        return evaluated(tmp_path / str(truth), "claim.colour in warm_colours", case, more=MORE).value

    assert asserted(truth=True) is T
    assert asserted(truth=False) is F


def test_an_unknown_choice_asks_the_fact_and_a_known_one_outside_the_named_asks_the_text(
    tmp_path: Path,
) -> None:
    unknown = evaluated(tmp_path / "a", "claim.colour in warm_colours", more=MORE)
    assert unknown.causes == {Cause(CauseKind.CASE, "claim.colour")}
    green = evaluated(
        tmp_path / "b", "claim.colour in warm_colours", claim_case(Claim(colour="green")), more=MORE
    )
    assert green.causes == {Cause(CauseKind.TEXT, "warm_colours/green")}


def test_a_fact_that_cannot_change_the_value_is_no_cause(tmp_path: Path) -> None:
    found = evaluated(tmp_path, "(claim.a and claim.b) or claim.c", claim_case(Claim(b=False)))
    assert found.causes == {Cause(CauseKind.CASE, "claim.c")}


def test_a_gated_fact_given_opens_its_gate(tmp_path: Path) -> None:
    late = "claim.sent and claim.sent_on > opens"
    known = claim_case(Claim(sent_on=dt.date(2024, 6, 2)))
    assert evaluated(tmp_path / "a", late, known, more=MORE).value is T
    shut = claim_case(Claim(sent=False))
    assert evaluated(tmp_path / "b", late, shut, more=MORE).value is F
    unknown = evaluated(tmp_path / "c", late, more=MORE)
    assert unknown.causes == {Cause(CauseKind.CASE, "claim.sent"), Cause(CauseKind.CASE, "claim.sent_on")}


def test_a_gated_fact_beside_a_shut_gate_is_a_contradiction() -> None:
    with pytest.raises(InputError, match="contradiction: day sent is given, but exists only if sent"):
        Claim(sent=False, sent_on=dt.date(2024, 6, 2))


def test_two_facts_that_exist_under_different_options_contradict_each_other() -> None:
    with pytest.raises(InputError, match="contradiction"):
        Claim(red_size=1, blue_size=2)


def test_an_ordered_choice_keeps_its_rank_behind_a_definition(tmp_path: Path) -> None:
    rule = "\n".join([HEAD, value("own_grade", "claim.grade"), when("enough", "own_grade >= 'middle'")])
    book = small_book(tmp_path, rule)
    assert answer_of(book, claim_case(Claim(grade="high"))).outcome.value == "eligible"


def test_an_ordered_choice_keeps_its_rank_behind_a_conditional(tmp_path: Path) -> None:
    expression = "(claim.grade if claim.a else claim.other_grade) >= 'middle'"
    case = claim_case(Claim(a=True, grade="low", other_grade="high"))
    assert evaluated(tmp_path, expression, case).value is F


def test_a_many_of_fact_is_read_itself_and_never_through_a_definition(tmp_path: Path) -> None:
    rule = "\n".join([HEAD, LISTS, value("mine", "claim.tags"), when("marked", "mine in marks")])
    with pytest.raises(InputError, match="a definition gives a truth, a number, a date or a choice"):
        small_book(tmp_path, rule)


@pytest.mark.parametrize(
    "lines",
    [
        when("one", "'x' in (claim.tags if claim.a else claim.tags)"),
        f"{LISTS}{value('mine', 'reds')}\n{when('one', 'claim.colour in mine')}",
        f"{value('mine', 'home.rooms')}\n{when('one', 'count(mine) >= 1')}",
    ],
)
def test_whatever_loads_is_answered(tmp_path: Path, lines: str) -> None:
    try:
        book = small_book(tmp_path, f"{HEAD}{lines}")
    except InputError:
        return  # refused while loading, with its place: that is an answer too
    answer_of(book, claim_case(Claim(tags=["x"], colour="red")))


def test_a_divisor_that_is_a_difference_of_equal_figures_is_refused(tmp_path: Path) -> None:
    five = figures(one='{ value = 5, anchor = "…" }', two='{ value = 5, anchor = "…" }')
    with pytest.raises(InputError, match="the divisor could be 0"):
        small_book(tmp_path, "\n".join([HEAD, five, when("one", "claim.share / (one - two) >= 1")]))
