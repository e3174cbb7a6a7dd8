"""Counts of what came out by rule: only counters are kept, whatever the number of rows."""

from __future__ import annotations

from collections import Counter

import attrs

from xixia_gov.engine.verdict import NO_CODE, OPEN_CODE, YES_CODE
from xixia_gov.text import Text

TotalKey = tuple[Text | None, Text | None, str | None, str]
"""To whom a sum is paid, by whom, how often, and how binding the words are."""


@attrs.define
class RuleCounts:
    """What came out under one rule, every unit of every row counted.

    `others` counts the outcomes that some kinds have beside yes and no, by their codes. `least` and `most`
    are sums in fen, `most` None where no upper bound of one of them is known; both stay 0 where the rule
    pays no money. `presumed` counts answers whose law is presumed; `failed`, `missing` and `waiting` count
    by the names of the bits, `readings` what is open
    for nothing but how the text is read, under each reading that it may depend on.
    """

    yes: int = 0
    no: int = 0
    undetermined: int = 0
    others: Counter[int] = attrs.field(factory=Counter)
    pays: bool = False
    least: int = 0
    most: int | None = 0
    presumed: int = 0
    failed: Counter[str] = attrs.field(factory=Counter)
    missing: Counter[str] = attrs.field(factory=Counter)
    waiting: Counter[str] = attrs.field(factory=Counter)
    readings: Counter[str] = attrs.field(factory=Counter)

    def add_outcome(self, code: int, units: int) -> None:
        """Count the outcome of some units."""
        match code:
            case _ if code == NO_CODE:
                self.no += units
            case _ if code == YES_CODE:
                self.yes += units
            case _ if code == OPEN_CODE:
                self.undetermined += units
            case _:
                self.others[code] += units


@attrs.define
class Counts:
    """The counters of a run: rows answered and rejected, units answered, and each rule's own."""

    answered: int = 0
    rejected: int = 0
    units: int = 0
    rules: dict[str, RuleCounts] = attrs.field(factory=dict)


@attrs.define
class SubjectTotals:
    """What all subjects come to: how many, how many of them by a case of their own, and the sums in fen.

    `most` of a sum is None where no upper bound is known for one of the subjects.
    """

    subjects: int = 0
    assessed: int = 0
    rejected: int = 0
    sums: dict[TotalKey, tuple[int, int | None]] = attrs.field(factory=dict)

    def add(self, key: TotalKey, least: int, most: int | None) -> None:
        """Add a sum of one subject, or of several together.

        >>> totals = SubjectTotals()
        >>> totals.add((None, None, None, "hard"), 100, 200)
        >>> totals.add((None, None, None, "hard"), 100, None)
        >>> totals.sums
        {(None, None, None, 'hard'): (200, None)}
        """
        before_least, before_most = self.sums.get(key, (0, 0))
        both = None if most is None or before_most is None else before_most + most
        self.sums[key] = (before_least + least, both)


__all__ = ["Counts", "RuleCounts", "SubjectTotals", "TotalKey"]
