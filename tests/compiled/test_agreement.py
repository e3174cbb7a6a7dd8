"""The compiled rules and the interpreter agree: same outcome, same fen, same masks, in every case."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import attrs
import pytest

from xixia_gov import dates
from xixia_gov.analysis.parts import case_in
from xixia_gov.analysis.study import study
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.seeded import draw_cases
from xixia_gov.testing.small import HEAD, figures, small_book, value, when
from xixia_gov.testing.verdicts import disagreements

BOOK = load_rulebook()
RULES = [rule for versions in BOOK.rules.values() for rule in versions]
DEEP = os.environ.get("XIXIA_HYPOTHESIS_PROFILE") == "deep"
ids = [rule.id for rule in RULES]


def differing(book: Rulebook, rule: Rule, count: int, seed: int) -> list[str]:
    return list(disagreements(book, rule, draw_cases(book, rule, count, seed)))


@pytest.mark.no_cover
@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_few_random_cases_of_each_rule(rule: Rule) -> None:
    assert differing(BOOK, rule, 15, seed=1) == []


@pytest.mark.parametrize("end", ["first_day_of", "last_day_of"])
@pytest.mark.parametrize("period", dates.PERIODS)
def test_the_ends_of_a_period_in_random_cases(tmp_path: Path, end: str, period: str) -> None:
    book = small_book(
        tmp_path,
        "\n".join(
            [
                HEAD,
                figures(opens='{ value = 2024-02-29, anchor = "…" }'),
                value("chosen", "opens if claim.a else claim.made_on"),
                when("one", f"claim.due_on <= {end}(claim.made_on, '{period}')"),
                when(
                    "two", f"{end}(add_months(chosen, claim.months), '{period}') != {end}(opens, '{period}')"
                ),
            ]
        ),
    )
    rule = book.latest("t.rule")
    assert differing(book, rule, 100, seed=4) == []


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_many_random_cases_of_each_rule(rule: Rule) -> None:
    assert differing(BOOK, rule, 20_000 if DEEP else 500, seed=2) == []


@pytest.mark.slow
@pytest.mark.deep
@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_every_cell_of_each_part_with_the_rest_as_in_a_yes_and_with_the_rest_unknown(rule: Rule) -> None:
    """Many minutes in all, so that only `make test-deep` runs it."""
    whole = study(BOOK, rule)
    rest: dict[str, Any] = dict(whole.seeds[0]) if whole.seeds else {}
    named = (dict(zip(part.names, cell, strict=True)) for part in whole.parts for cell in part.cells)
    drawn = (case_in(BOOK, rule, {**base, **cell}) for cell in named for base in ({}, rest))
    cases = [case for case in drawn if case is not None]
    assert list(disagreements(BOOK, rule, cases)) == []
    assert list(disagreements(BOOK, rule, (attrs.evolve(case, settle={}) for case in cases))) == []
