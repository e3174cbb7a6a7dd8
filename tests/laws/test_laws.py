"""Every law on every rule: a rule file that is added is under test by being there."""

from __future__ import annotations

import os

import pytest

from xixia_gov.model.rule import Rule
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing import (
    check_bounds,
    check_cap,
    check_examples,
    check_executors_agree,
    check_fail_alone,
    check_irrelevant,
    check_missing,
    check_monotone,
    check_order_free,
    check_readings_matter,
    check_refinement,
    check_totals,
    check_window,
)

BOOK = load_rulebook()
PART = 1.0 if os.environ.get("XIXIA_HYPOTHESIS_PROFILE") == "deep" else 0.35
"""Of many rules each is put to fewer cases; the slow tests and the deep ones have many more of each."""
EVERY = [rule for versions in BOOK.rules.values() for rule in versions]
every_rule = pytest.mark.parametrize("rule", EVERY, ids=lambda rule: f"{rule.id}-{rule.version}")
paying = pytest.mark.parametrize(
    "rule", [one for one in EVERY if one.payment is not None], ids=lambda r: r.id
)


def test_there_are_rules_to_test() -> None:
    assert EVERY


@every_rule
def test_its_examples_come_out_as_derived_from_the_text(rule: Rule) -> None:
    assert rule.examples
    check_examples(BOOK, rule)


@every_rule
def test_both_ends_of_its_period_are_inside(rule: Rule) -> None:
    check_window(BOOK, rule)


@every_rule
def test_each_condition_can_fail_alone_and_each_reading_changes_an_answer(rule: Rule) -> None:
    check_fail_alone(BOOK, rule)
    check_readings_matter(BOOK, rule)


@every_rule
def test_the_parts_of_an_answer_fit_together(rule: Rule) -> None:
    check_bounds(BOOK, rule, share=0.3 * PART)


@every_rule
def test_what_is_asked_is_open_and_what_is_not_asked_changes_nothing(rule: Rule) -> None:
    check_missing(BOOK, rule, share=0.15 * PART)


@every_rule
def test_what_is_not_read_changes_nothing(rule: Rule) -> None:
    check_irrelevant(BOOK, rule, share=0.1 * PART)


@every_rule
def test_more_knowledge_never_leaves_what_was_possible(rule: Rule) -> None:
    check_refinement(BOOK, rule, share=0.2 * PART)


@paying
def test_more_knowledge_only_narrows_a_total(rule: Rule) -> None:
    grouped = any(rule.id in group.rules for group in BOOK.groups.values())
    check_totals(BOOK, rule, share=(0.3 if grouped else 0.07) * PART)


@paying
def test_no_sum_passes_its_cap_or_shrinks_while_what_it_grows_with_grows(rule: Rule) -> None:
    check_cap(BOOK, rule, share=0.3 * PART)
    check_monotone(BOOK, rule, share=0.3 * PART)


@every_rule
def test_no_order_changes_anything(rule: Rule) -> None:
    check_order_free(BOOK, rule, share=0.06 * PART)


@every_rule
def test_deciding_again_and_deciding_a_copy_give_the_same_answer(rule: Rule) -> None:
    check_executors_agree(BOOK, rule, share=0.05 * PART)
