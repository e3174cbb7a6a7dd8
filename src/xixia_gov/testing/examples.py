"""The first law: a rule's own examples come out as they say."""

from __future__ import annotations

from xixia_gov.analysis.examples import case_of_example, example_faults
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Example, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.law import LawBroken, rule_in


def check_examples(book: Rulebook, rule: Rule | str) -> None:
    """Raise `LawBroken` with every example of a rule that does not come out as it says.

    `case` is that of the first of them.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_examples(load_rulebook(), "fire.report_duty")
    """
    rule = rule_in(book, rule)
    faults: list[str] = []
    case: Case | None = None
    for example in rule.examples:
        found = list(example_faults(book, rule, example))
        if found and not faults:
            case = _case(book, rule, example)
        faults += found
    if faults:
        raise LawBroken("\n".join(faults), law="its examples", rule=rule.id, case=case)


def _case(book: Rulebook, rule: Rule, example: Example) -> Case | None:
    try:
        return case_of_example(book, rule, example)
    except InputError:
        return None


__all__ = ["check_examples"]
