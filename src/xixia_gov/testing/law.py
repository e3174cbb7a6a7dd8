"""A law is broken by a rule in a case; what is told is a sentence, and the case goes with it."""

from __future__ import annotations

from collections.abc import Iterable

from xixia_gov.errors import InputError, Problem, unknown_name
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text


class LawBroken(AssertionError):
    """A rule breaks a law; `case` is the smallest case that was found to show it.

    `law` is the name of the law in words, `rule` the id of the rule. `case` is None where no case shows
    it, as when a condition never fails. The message says all of this in one sentence or a few.

    >>> str(LawBroken("a.rule breaks the bounds: a no that pays", law="the bounds", rule="a.rule"))
    'a.rule breaks the bounds: a no that pays'
    """

    def __init__(self, message: str, *, law: str, rule: str, case: Case | None = None) -> None:
        super().__init__(message)
        self.law = law
        self.rule = rule
        self.case = case

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (str(self), self.law, self.rule, self.case)


def _again(message: str, law: str, rule: str, case: Case | None) -> LawBroken:
    return LawBroken(message, law=law, rule=rule, case=case)


def require(rule: Rule, law: str, faults: Iterable[str], case: Case | None, *shown: str) -> None:
    """Raise `LawBroken` with all the faults in one message, unless there are none.

    `shown` are lines below it, such as the cases that were compared.
    """
    told = list(faults)
    if told:
        message = "\n  ".join([f"{rule.id} breaks {law}: {'; '.join(told)}", *shown])
        raise LawBroken(message, law=law, rule=rule.id, case=case)


def rule_in(book: Rulebook, rule: Rule | str) -> Rule:
    """Return a rule given itself, or the last version of the one with an id.

    Raises `InputError` with the nearest id where the rulebook has no such rule.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> rule_in(load_rulebook(), "fire.report_duty").id
    'fire.report_duty'
    """
    if isinstance(rule, Rule):
        return rule
    if rule not in book.rules:
        raise InputError([Problem(unknown_name(Text(zh="规则", en="rule"), rule, list(book.rules)))])
    return book.latest(rule)


__all__ = ["LawBroken", "require", "rule_in"]
