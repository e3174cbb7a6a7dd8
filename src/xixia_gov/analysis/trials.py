"""A trial is one answer derived by hand, ready to be put to any rulebook: an example, or a worked case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from xixia_gov.analysis.examples import answer, case_of_example, unmet
from xixia_gov.analysis.worked import WorkedCase, first_matter, worked_faults
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.errors import XixiaError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rulebook import Rulebook

CRASHES = (XixiaError, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)
"""What a rulebook that was written wrongly may raise: that is noticed as well as a wrong answer."""


@attrs.frozen
class Trial:
    """The answer of one rule for one case, derived by hand; `worked` is set where more is expected.

    A trial keeps its case, so that it is read once for however many rulebooks it is put to.
    """

    rule: str
    name: str
    case: Case = attrs.field(repr=False)
    expect: Mapping[str, Any] = attrs.field(repr=False, hash=False)
    worked: WorkedCase | None = attrs.field(default=None, repr=False)

    def notices(self, book: Rulebook) -> bool:
        """Whether the rulebook answers otherwise than was derived, or not at all."""
        try:
            if self.worked is not None:
                return any(True for _ in worked_faults(book, self.worked))
            one = answer(book, book.latest(self.rule), self.case)
        except CRASHES:
            return True
        return any(True for _ in unmet(one, self.expect))

    def matter(self, book: Rulebook) -> int:
        """Return the place of the matter that is asked about."""
        return first_matter(book, self.rule, self.case)

    def decided(self, book: Rulebook) -> Decided:
        """Return the answer with the branches it comes from."""
        place = self.matter(book)
        matter = self.case.matters[place]
        return decide(book, self.rule, self.case, matter, MatterRef(type(matter).__name__, place, 1))


def trials_of(book: Rulebook, worked: Iterable[WorkedCase] = ()) -> dict[str, tuple[Trial, ...]]:
    """Return the trials of each rule: its examples first, then the worked cases that ask it.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> trials_of(book)["fire.report_duty"][0].name == book.latest("fire.report_duty").examples[0].name
    True
    """
    found: dict[str, list[Trial]] = {}
    for id_, versions in book.rules.items():
        found[id_] = [
            Trial(id_, example.name, case_of_example(book, rule, example), example.expect)
            for rule in versions
            for example in rule.examples
        ]
    for one in worked:
        found[one.rule].append(Trial(one.rule, one.id, one.case, one.expect, one))
    return {id_: tuple(trials) for id_, trials in found.items()}


__all__ = ["CRASHES", "Trial", "trials_of"]
