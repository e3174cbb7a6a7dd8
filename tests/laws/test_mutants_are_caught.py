"""A slip planted in the interpreter or in a rule is caught by the rule's own examples or by a law.

All mutants of all rules are `make mutate`; here stand the slips that everybody knows, one of each kind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from xixia_gov.analysis.examples import case_of_example, check_examples, example_faults
from xixia_gov.analysis.mutants import Mutant, mutants_of, subjects_of
from xixia_gov.analysis.places import with_fact
from xixia_gov.analysis.trials import trials_of
from xixia_gov.engine import interpret
from xixia_gov.engine.compare import compare
from xixia_gov.expression.nodes import Comparison
from xixia_gov.interval import Interval
from xixia_gov.model.rule import Rule
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.laws import refines
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN

BOOK = load_rulebook()
LATEST = [versions[-1] for versions in BOOK.rules.values()]
TRIALS = trials_of(BOOK)


def caught(rule: Rule) -> bool:
    """Whether an example of a rule comes out otherwise than it says; stops at the first that does."""
    return any(True for example in rule.examples for _ in example_faults(BOOK, rule, example))


def swapped(operator: Comparison, other: Comparison) -> Callable[..., Truth]:
    """Return `compare` with one operator meaning another."""

    def slipped(asked: Comparison, one: Interval[Any], two: Interval[Any]) -> Truth:
        return compare(other if asked is operator else asked, one, two)

    return slipped


SLIPS = [
    (Comparison.GE, Comparison.GT),
    (Comparison.LE, Comparison.LT),
    (Comparison.LT, Comparison.LE),
    (Comparison.GE, Comparison.LE),
    (Comparison.LE, Comparison.GE),
]


@pytest.mark.parametrize(("operator", "other"), SLIPS, ids=[f"{a.value} as {b.value}" for a, b in SLIPS])
def test_an_operator_that_means_another_is_caught(
    monkeypatch: pytest.MonkeyPatch, operator: Comparison, other: Comparison
) -> None:
    monkeypatch.setattr(interpret, "compare", swapped(operator, other))
    assert any(caught(rule) for rule in LATEST)


def test_at_least_read_as_above_is_caught_at_the_floor_of_the_appliance_subsidy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(interpret, "compare", swapped(Comparison.GE, Comparison.GT))
    with pytest.raises(AssertionError, match=r"trade_in\.appliance: example"):
        check_examples(BOOK, BOOK.latest("trade_in.appliance"))


def test_an_unknown_taken_for_false_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def settled_at_once(operator: Comparison, one: Interval[Any], two: Interval[Any]) -> Truth:
        found = compare(operator, one, two)
        return Truth.FALSE if found is Truth.UNKNOWN else found

    monkeypatch.setattr(interpret, "compare", settled_at_once)
    rule = BOOK.latest("trade_in.appliance")
    assert caught(rule)
    example = rule.examples[0]
    full = case_of_example(BOOK, rule, example)
    with pytest.raises(AssertionError, match="breaks refinement"):
        refines(BOOK, rule, full, with_fact(full, "purchase.unit_price", UNKNOWN))


def mutants(rule: str) -> list[Mutant]:
    """Return the mutants of one rule."""
    subject = next(one for one in subjects_of(BOOK) if one.id == rule)
    return list(mutants_of(BOOK, subject))


NAMED = [
    ("trade_in.appliance", "conditions.taking_part", "it is dropped"),
    ("trade_in.appliance", "figures.cap", "1,000 yuan becomes 999.99 yuan"),
    ("trade_in.appliance", "figures.worst_class", "class 2 becomes class 3"),
    ("trade_in.appliance", "figures.rate", "10% becomes 11%"),
    ("trade_in.appliance", "in_force.through", "31 December 2024 becomes 1 January 2025"),
    ("trade_in.appliance", "in_force.from", "1 June 2024 becomes 31 May 2024"),
    ("trade_in.car_replacement", "tables.bracket.amount", "rows low and middle exchange their amount"),
    ("trade_in.car_replacement", "tables.bracket.upper", "300,000 yuan in the column"),
    ("fire.productive_burning", "exceptions.fire.activity_approval", "the exception is dropped"),
    ("fire.report_duty", "check.soon", "it is dropped"),
]


@pytest.mark.parametrize(("rule", "place", "what"), NAMED, ids=[f"{r} {p}: {w}" for r, p, w in NAMED])
def test_a_named_slip_is_caught(rule: str, place: str, what: str) -> None:
    slips = [one for one in mutants(rule) if one.place == place and one.text.en.startswith(what)]
    assert slips
    for slip in slips:
        assert any(trial.notices(slip.book) for trial in TRIALS[rule])
