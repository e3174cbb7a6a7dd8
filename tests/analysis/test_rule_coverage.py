"""The examples and worked cases of the built-in rules reach all that there is to be shown of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xixia_gov.analysis.coverage import coverage
from xixia_gov.analysis.coverage_marks import Mark, Shown
from xixia_gov.analysis.trials import trials_of
from xixia_gov.analysis.worked import read_worked
from xixia_gov.report.rule_coverage import mark_text
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.small import HEAD, figures, reading, small_book, when

WORKED = Path(__file__).parent.parent / "worked"


def missing(folder: Path, *parts: str) -> set[tuple[str, Shown, str]]:
    """Return what nothing shows of a rule of a few lines."""
    book = small_book(folder, "\n".join([HEAD, *parts]))
    found = coverage(book, trials_of(book))
    return {(mark.about, mark.shown, mark.at) for one in found for mark in one.missing}


def example(given: str, expect: str = "") -> str:
    return f'[[example]]\nname = "x"\ngiven = {{ {given} }}\nexpect = {{ {expect} }}\nwhy = "by hand"\n'


@pytest.mark.slow
def test_all_there_is_to_be_shown_of_the_built_in_rules_is_shown() -> None:
    book = load_rulebook()
    found = coverage(book, trials_of(book, read_worked(book, WORKED)))
    assert sum(len(one.demanded) for one in found) > 1000
    assert [f"{one.subject}: {mark_text(mark).en}" for one in found for mark in one.missing] == []


def test_a_rule_without_examples_shows_nothing(tmp_path: Path) -> None:
    assert missing(tmp_path, when("one", "claim.a")) == {
        ("one", Shown.MET, ""),
        ("one", Shown.FAILED, ""),
        ("one", Shown.ALONE, ""),
    }


def test_a_clause_that_fails_only_with_another_does_not_fail_alone(tmp_path: Path) -> None:
    parts = (when("one", "claim.a"), when("two", "claim.b"))
    both = (example("a = true, b = true"), example("a = false, b = false"))
    assert missing(tmp_path, *parts, *both) == {("one", Shown.ALONE, ""), ("two", Shown.ALONE, "")}


def test_what_the_cells_prove_impossible_is_not_demanded(tmp_path: Path) -> None:
    parts = (when("one", "claim.a and claim.b"), when("two", "claim.b"))
    given = ("a = true, b = true", "a = false, b = true", "a = true, b = false")
    assert missing(tmp_path, *parts, *map(example, given)) == set()


def test_a_figure_is_shown_at_it_one_below_and_one_above(tmp_path: Path) -> None:
    parts = (figures(floor=100), when("one", "claim.price >= floor"))
    assert missing(tmp_path, *parts, example('price = "100"'), example('price = "90"')) == {
        ("claim.price", Shown.EDGE, "9999"),
        ("claim.price", Shown.EDGE, "10001"),
    }


def test_a_reading_is_shown_by_a_case_that_it_decides(tmp_path: Path) -> None:
    parts = (reading("which", "wide", "strict"), when("one", "claim.a or readings.which == 'wide'"))
    shown = {("t.rule/which", Shown.READING, "")}
    assert shown <= missing(tmp_path / "one", *parts, example("a = true"))
    assert not shown & missing(tmp_path / "two", *parts, example("a = false"))


def test_what_is_missing_is_said_in_both_languages() -> None:
    for shown in Shown:
        text = mark_text(Mark("t.rule", "one", shown, "2024-06-01"))
        assert "one" in text.zh
        assert "one" in text.en
