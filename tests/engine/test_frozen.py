"""Cases, rulebooks and answers are values: they can be hashed, stored, and compared after both."""

from __future__ import annotations

import pickle

import attrs
import pytest

from xixia_gov.analysis.examples import case_of_example
from xixia_gov.engine.assess import assess
from xixia_gov.model.rule import Rule
from xixia_gov.rulebook.load import load_rulebook

BOOK = load_rulebook()
RULES = [versions[-1] for versions in BOOK.rules.values()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_case_and_its_answers_hash_and_survive_being_stored(rule: Rule) -> None:
    case = case_of_example(BOOK, rule, rule.examples[0])
    for one in (case, assess(BOOK, case, rules=[rule.id])):
        again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
        assert again == one
        assert hash(again) == hash(one)


def test_a_rulebook_answers_the_same_after_being_stored() -> None:
    again = pickle.loads(pickle.dumps(BOOK))  # noqa: S301 - our own bytes
    assert again == BOOK
    for rule in RULES:
        case = case_of_example(BOOK, rule, rule.examples[0])
        assert assess(again, case, rules=[rule.id]) == assess(BOOK, case, rules=[rule.id])


def test_a_rulebook_and_its_rules_can_be_hashed() -> None:
    assert len({*RULES}) == len(RULES)
    assert hash(BOOK) == hash(pickle.loads(pickle.dumps(BOOK)))  # noqa: S301 - our own bytes


def test_nothing_of_an_answer_can_be_changed() -> None:
    rule = BOOK.latest("fire.report_duty")
    answered = assess(BOOK, case_of_example(BOOK, rule, rule.examples[0]))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        answered.determinations = ()  # type: ignore[misc] # that is what cannot be done
