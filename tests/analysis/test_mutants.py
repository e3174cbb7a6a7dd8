"""The slips a rule is mutated with, and what becomes of them, derived by hand on rules of a few lines."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from xixia_gov.analysis.mutants import Mutant, mutants_of, subjects_of
from xixia_gov.analysis.mutants_shared import other_values
from xixia_gov.analysis.mutate import Fate, Verdict, gathered, mutate, score, steps, wanted_subjects
from xixia_gov.analysis.worked import read_worked
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.small import HEAD, figures, small_book, when
from xixia_gov.units import RATIO, YUAN, parse_unit

FLOOR = figures(floor=100)


def example(name: str, given: str, expect: str) -> str:
    return f'[[example]]\nname = "{name}"\ngiven = {{ {given} }}\nexpect = {{ {expect} }}\nwhy = "by hand"\n'


def book_of(folder: Path, *parts: str) -> Rulebook:
    return small_book(folder, "\n".join([HEAD, *parts]))


def mutants(book: Rulebook) -> list[Mutant]:
    return [mutant for subject in subjects_of(book) for mutant in mutants_of(book, subject)]


def verdicts(book: Rulebook) -> list[Verdict]:
    return [verdict for judged in mutate(book).judged for verdict in judged.verdicts]


def survivors(book: Rulebook, place: str) -> set[str]:
    return {v.text.en for v in verdicts(book) if v.fate is Fate.SURVIVED and v.place == place}


def test_a_comparison_is_given_each_of_the_five_other_operators(tmp_path: Path) -> None:
    book = book_of(tmp_path, FLOOR, when("one", "claim.price >= floor"))
    texts = {m.text.en for m in mutants(book) if m.place == "conditions.one"}
    head = "“the price is at least 100 yuan” becomes "
    others = (
        "is 100 yuan",
        "is not 100 yuan",
        "is below 100 yuan",
        "is at most 100 yuan",
        "is above 100 yuan",
    )
    assert texts == {"it is dropped", *(f"{head}“the price {other}”" for other in others)}


def test_a_choice_without_an_order_is_only_ever_equal_or_not_and_has_other_options(tmp_path: Path) -> None:
    book = book_of(tmp_path, when("one", "claim.colour == 'red'"))
    texts = {m.text.en for m in mutants(book) if m.place == "conditions.one"}
    head = "“the colour is “red”” becomes "
    assert texts == {
        "it is dropped",
        f"{head}“the colour is not “red””",
        f"{head}“the colour is “green””",
        f"{head}“the colour is “blue””",
    }


def test_the_end_of_a_period_becomes_its_other_end_and_that_of_each_other_period(tmp_path: Path) -> None:
    book = book_of(tmp_path, when("one", "claim.due_on == last_day_of(claim.made_on, 'half_year')"))
    texts = {m.text.en for m in mutants(book) if m.place == "conditions.one" and "becomes" in m.text.en}
    head = "“the last day of the half-year of the day” becomes "
    assert {text for text in texts if text.startswith(head)} == {
        f"{head}“the first day of the half-year of the day”",
        f"{head}“the last day of the month of the day”",
        f"{head}“the last day of the quarter of the day”",
        f"{head}“the last day of the year of the day”",
    }


def test_and_becomes_or_and_each_part_is_left_out_and_turned_round(tmp_path: Path) -> None:
    book = book_of(tmp_path, when("one", "claim.a and claim.b"))
    texts = sorted(m.text.en for m in mutants(book) if m.place == "conditions.one")
    assert texts == [
        "in “a and b”, “and” becomes “or”",
        "it is dropped",
        "“a and b” becomes its opposite",
        "“a” becomes its opposite",
        "“a” is left out of “a and b”",
        "“b” becomes its opposite",
        "“b” is left out of “a and b”",
    ]


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (Fraction(100_000), YUAN),
        (Fraction(1, 10), RATIO),
        (Fraction(2), parse_unit("class")),
        (Fraction(12), parse_unit("months")),
        (Fraction(15), parse_unit("persons")),
        (dt.date(2024, 12, 31), None),
    ],
)
def test_a_figure_has_at_least_five_other_values_one_step_either_way_among_them(
    value: Fraction | dt.date, unit: object
) -> None:
    others = other_values(value, unit)  # type: ignore[arg-type] # a unit or None
    assert len(set(others)) >= 5
    assert value not in others
    if isinstance(value, dt.date):
        assert {value - dt.timedelta(days=1), value + dt.timedelta(days=1)} <= set(others)
    else:
        step = Fraction(1, 100) if unit == RATIO else 1
        assert {value - step, value + step} <= set(others)


def test_every_figure_and_every_ordered_comparison_of_the_built_in_rules_has_five_mutants() -> None:
    book = load_rulebook()
    found = mutants(book)
    for key in book.figures:
        assert len({m.text.en for m in found if m.thing.key == key}) >= 5
    for subject in subjects_of(book):
        assert subject.rules, subject.id


def test_an_example_one_below_and_one_at_the_floor_kill_every_other_floor(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        FLOOR,
        when("one", "claim.price >= floor"),
        example("at the floor", 'price = "100"', 'outcome = "eligible", strength = "hard"'),
        example("one below", 'price = "99.99"', 'outcome = "ineligible", failed = ["one"]'),
        example("far above", 'price = "1000"', 'outcome = "eligible"'),
    )
    found = mutate(book)
    assert found.score == 1.0
    assert found.count(Fate.SURVIVED) == 0


def test_a_survivor_comes_with_the_example_to_add(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        FLOOR,
        when("one", "claim.price >= floor"),
        example("above the floor", 'price = "200"', 'outcome = "eligible", strength = "hard"'),
        example("far below", 'price = "1"', 'outcome = "ineligible"'),
    )
    [above] = [v for v in verdicts(book) if v.text.en.endswith("“the price is above 100 yuan”")]
    assert above.fate is Fate.SURVIVED
    assert above.witness is not None
    assert str(above.witness.matters[0].price) == "100.00"  # type: ignore[attr-defined] # a claim
    assert "100 yuan becomes 99.99 yuan" in survivors(book, "figures.floor")


def test_a_number_that_is_never_negative_is_above_nothing_exactly_where_it_is_not_nothing(
    tmp_path: Path,
) -> None:
    book = book_of(
        tmp_path,
        when("one", "claim.months > 0"),
        example("none", "months = 0", 'outcome = "ineligible"'),
        example("one", "months = 1", 'outcome = "eligible", strength = "hard"'),
        example("two", "months = 2", 'outcome = "eligible"'),
    )
    fates = {v.text.en: v.fate for v in verdicts(book)}
    assert fates["“the months is above 0” becomes “the months is not 0”"] is Fate.EQUIVALENT
    assert mutate(book).score == 1.0


def test_a_clause_that_another_includes_is_equivalent_in_what_the_other_decides(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        figures(floor=100, half=50),
        when("one", "claim.price >= floor"),
        when("two", "claim.price >= half", 'implied_by = ["one"]'),
        example("at the floor", 'price = "100"', 'outcome = "eligible", strength = "hard"'),
        example("one below", 'price = "99.99"', 'outcome = "ineligible"'),
    )
    fates = {(v.place, v.text.en): v.fate for v in verdicts(book)}
    assert fates["conditions.two", "it is dropped"] is Fate.EQUIVALENT
    assert fates["figures.half", "50 yuan becomes 49.99 yuan"] is Fate.EQUIVALENT
    assert fates["conditions.one", "it is dropped"] is Fate.KILLED


def test_where_facts_are_compared_with_facts_a_mutant_is_never_called_equivalent(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        when("one", "claim.paid <= claim.price and claim.price >= claim.paid"),
        example("equal", 'price = "5", paid = "5"', 'outcome = "eligible", strength = "hard"'),
        example("less", 'price = "5", paid = "6"', 'outcome = "ineligible"'),
        example("more", 'price = "5", paid = "4"', 'outcome = "eligible"'),
    )
    assert not [v for v in verdicts(book) if v.fate is Fate.EQUIVALENT]
    assert survivors(book, "conditions.one")  # either part alone says the same


def test_an_example_that_fails_anyway_kills_nothing_and_is_named(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        when("one", "claim.a"),
        example("wrong", "a = true", 'outcome = "ineligible"'),
    )
    found = mutate(book)
    assert found.broken == ("t.rule: wrong",)
    assert found.count(Fate.KILLED) == 0


def test_what_is_not_reached_in_time_is_named(tmp_path: Path) -> None:
    book = book_of(tmp_path, when("one", "claim.a"), example("yes", "a = true", 'outcome = "eligible"'))
    subjects = wanted_subjects(book)
    found = gathered(subjects, list(steps(book, subjects, seconds=0)))
    assert found.not_reached == ("t.rule",)
    assert found.left == ("t.rule",)
    assert found.score == 1.0


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    book = book_of(tmp_path, when("one", "claim.a"), example("yes", "a = true", 'outcome = "eligible"'))
    assert mutate(book, jobs=2) == mutate(book, jobs=1)


def test_the_score_leaves_the_equivalent_out() -> None:
    assert score(0, 0) == 1.0
    assert score(49, 1) == 0.98


WORKED = """[[worked]]
id = "w/1"
rule = "t.rule"
why = "by hand"
[worked.case]
as_of = 2024-07-01
subject = { kind = "Person" }
[[worked.case.matters]]
kind = "Claim"
a = false
[worked.expect]
outcome = "ineligible"
"""


def test_worked_cases_kill_as_examples_do(tmp_path: Path) -> None:
    book = book_of(tmp_path / "rules", when("one", "claim.a"))
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "one.toml").write_text(WORKED, encoding="utf-8")
    [dropped] = [
        verdict
        for judged in mutate(book, cases=cases).judged
        for verdict in judged.verdicts
        if verdict.place == "conditions.one" and verdict.text.en == "it is dropped"
    ]
    assert (dropped.fate, dropped.by) == (Fate.KILLED, "w/1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = ", "no TOML"),
        ("a = 1", "no [[worked]] in it"),
        (WORKED.replace('why = "by hand"\n', ""), "why is missing"),
        (WORKED.replace("t.rule", "t.rul"), "unknown rule 't.rul'; did you mean 't.rule'?"),
        (WORKED.replace("a = false", "aa = false"), "aa"),
    ],
)
def test_a_folder_of_worked_cases_that_cannot_be_read_is_told(tmp_path: Path, text: str, said: str) -> None:
    book = book_of(tmp_path / "rules", when("one", "claim.a"))
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_worked(book, tmp_path)
    assert said in str(caught.value)
