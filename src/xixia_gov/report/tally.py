"""A tally counts what came out of many cases as they come; only counters are kept, never a case.

A million cases take no more room than ten: what is counted by is a rule, a condition, a fact, a
reading, none of which grows with the cases.
"""

from __future__ import annotations

import enum
from collections import Counter

import attrs

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, NOTHING, YES, Amount, Determination, Force, Outcome
from xixia_gov.model.rule import Kind
from xixia_gov.money import Money
from xixia_gov.report.words import FORCES
from xixia_gov.text import Text


class Waits(enum.Enum):
    """What an answer that is not settled waits for, the hardest to come by first."""

    TEXT = "text"
    READING = "reading"
    FACTS = "facts"


@attrs.define
class RuleTally:
    """What came out under one rule, one count for each matter and unit.

    `amount` is the sum of what each could be paid; `failed` counts conditions by `RULE/condition`.
    """

    title: Text
    kind: Kind
    yes: int = 0
    no: int = 0
    undetermined: int = 0
    other: int = 0
    pays: bool = False
    amount: Amount = NOTHING
    waits: Counter[Waits] = attrs.field(factory=Counter)
    failed: Counter[str] = attrs.field(factory=Counter)
    missing: Counter[str] = attrs.field(factory=Counter)
    readings: Counter[str] = attrs.field(factory=Counter)
    open: Counter[str] = attrs.field(factory=Counter)

    def add(self, one: Determination, words: dict[str, Text]) -> None:
        """Count one answer; `words` keeps what the keys of `failed` say."""
        if one.outcome is YES[one.kind]:
            self.yes += 1
        elif one.outcome is Outcome.UNDETERMINED:
            self.undetermined += 1
            self.waits[_waits(one)] += 1
        elif one.outcome is NO[one.kind]:
            self.no += 1
        else:
            self.other += 1
        if one.amount is not None:
            self.pays = True
            self.amount = plus(self.amount, one.amount)
        for failure in one.failed:
            key = f"{one.rule}/{failure.condition}"
            words.setdefault(key, failure.text)
            self.failed[key] += 1
        if one.force in {Force.NOT_YET, Force.ENDED}:
            key = f"{one.rule}#{one.force.value}"
            words.setdefault(key, FORCES[one.force])
            self.failed[key] += 1
        self.missing.update(one.missing)
        self.readings.update(one.readings)
        self.open.update(f"{one.rule}/{waiting.condition}" for waiting in one.open)


@attrs.define
class Tally:
    """The counters of a run; each case is added and forgotten."""

    cases: int = 0
    units: int = 0
    rejected: int = 0
    rules: dict[str, RuleTally] = attrs.field(factory=dict)
    totals: dict[tuple[Text | None, str | None, Strength], Amount] = attrs.field(factory=dict)
    words: dict[str, Text] = attrs.field(factory=dict)

    def reject(self) -> None:
        """Count a case that could not be read or answered; it is in no other count."""
        self.rejected += 1

    def add(self, assessment: Assessment) -> None:
        """Count a case that was answered."""
        self.cases += 1
        self.units += len({one.matter for one in assessment.determinations})
        for one in assessment.determinations:
            rule = self.rules.get(one.rule)
            if rule is None:
                rule = self.rules[one.rule] = RuleTally(one.title, one.kind)
            rule.add(one, self.words)
        for total in assessment.totals:
            key = (total.payee, total.every, total.strength)
            self.totals[key] = plus(self.totals.get(key, NOTHING), total.amount)


def _waits(one: Determination) -> Waits:
    if one.open:
        return Waits.TEXT
    return Waits.READING if one.readings else Waits.FACTS


def plus(one: Amount, two: Amount) -> Amount:
    """Return two amounts together; without a known limit where one of them has none.

    >>> plus(Amount(Money(100), None), Amount(Money(50), Money(70)))
    Amount(least=Money(fen=150), most=None)
    """
    most = None if one.most is None or two.most is None else Money(one.most.fen + two.most.fen)
    return Amount(Money(one.least.fen + two.least.fen), most)


__all__ = ["RuleTally", "Tally", "Waits", "plus"]
