"""How varied the cases of a rule are: how many come out as yes and no, what is hit, what is left unknown."""

from __future__ import annotations

from collections import Counter
from typing import Final

import attrs
from hypothesis import HealthCheck, Phase, given, reject, settings

from xixia_gov.analysis.examples import answer
from xixia_gov.analysis.places import read_paths, value_at
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, Outcome
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.law import rule_in
from xixia_gov.testing.strategies import cases
from xixia_gov.testing.thresholds import missed, thresholds_of
from xixia_gov.unknown import UNKNOWN

LEAST_OUTCOME: Final = 0.1
"""The share of cases that come out as yes, and as no, below which a rule's cases are too alike."""
LEAST_UNKNOWN: Final = 0.05
"""The share of cases in which each fact is unknown, below which it is given too often."""


@attrs.frozen
class Draws:
    """What many cases drawn for a rule came to; shares are of all that were drawn.

    `unknown` is the fact that is unknown least often, with its share; empty for a rule that reads none.
    `missed` are the thresholds that no case hit, as the rule writes them.
    """

    rule: str
    count: int
    yes: float
    no: float
    open: float
    unknown: tuple[str, float]
    thresholds: int
    missed: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with these cases, in words."""
        found = [
            f"{share:.0%} come out as {name}, wanted {LEAST_OUTCOME:.0%}"
            for name, share in (("yes", self.yes), ("no", self.no))
            if share < LEAST_OUTCOME
        ]
        name, share = self.unknown
        if share < LEAST_UNKNOWN:
            found.append(f"{name} is unknown in {share:.1%}, wanted {LEAST_UNKNOWN:.0%}")
        found += [f"never {one}" for one in self.missed]
        return tuple(found)

    def __str__(self) -> str:
        hit = self.thresholds - len(self.missed)
        return (
            f"{self.rule:<40} {self.count:>5} drawn  yes {self.yes:>4.0%}  no {self.no:>4.0%}  "
            f"open {self.open:>4.0%}  thresholds {hit}/{self.thresholds}  "
            f"least unknown {self.unknown[1]:.0%} {self.unknown[0]}"
        )


def draws(book: Rulebook, rule: Rule | str, *, count: int = 1_000) -> Draws:
    """Draw many cases of a rule and return what they came to; the same each time.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> draws(load_rulebook(), "fire.report_duty", count=300).missed
    ()
    """
    rule = rule_in(book, rule)
    paths = read_paths(book, rule)
    wanted = thresholds_of(book, rule)
    outcomes: Counter[Outcome] = Counter()
    unknown: Counter[str] = Counter()
    left = list(wanted)
    drawn = 0

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(book, rule))
    def look(case: Case) -> None:
        nonlocal drawn
        try:
            outcomes[answer(book, rule, case).outcome] += 1
        except InputError:
            reject()  # two assertions exclude each other: it is no case, and another is drawn
        drawn += 1
        unknown.update(path for path in paths if value_at(book, case, path) in (UNKNOWN, ()))
        left[:] = missed(book, rule, case, tuple(left))

    look()
    no, open_ = outcomes[NO[rule.kind]], outcomes[Outcome.UNDETERMINED]
    least = min(((path, unknown[path] / drawn) for path in paths), key=lambda one: one[1], default=("", 1.0))
    return Draws(
        rule.id,
        drawn,
        (drawn - no - open_) / drawn,
        no / drawn,
        open_ / drawn,
        least,
        len(wanted),
        tuple(str(one) for one in left),
    )


__all__ = ["LEAST_OUTCOME", "LEAST_UNKNOWN", "Draws", "draws"]
