"""The answers of a case from compiled rules: the same determinations that the interpreter gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from xixia_gov.engine.compiled.program import Program, rulings
from xixia_gov.engine.compiled.rulings import Ruling, Shape
from xixia_gov.engine.decide import branches_of, decide
from xixia_gov.engine.determine import determination_of
from xixia_gov.engine.failure import failures
from xixia_gov.engine.ruled import Ruled
from xixia_gov.engine.verdict import CHECKS, FORCES, LIFTED_CODE, NO_CODE, YES_CODE
from xixia_gov.model.case import Case
from xixia_gov.model.determination import (
    NO,
    NOTHING,
    YES,
    Amount,
    Check,
    Determination,
    Failure,
    Force,
    MatterRef,
    Outcome,
)
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule
from xixia_gov.money import Money
from xixia_gov.truth import Truth
from xixia_gov.unknown import Causes
from xixia_gov.vocabulary.base import Matter

_TRUTHS = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}


@attrs.frozen
class CompiledBranch:
    """A ruling as a branch: what a compiled rule says under one set of settings."""

    shape: Shape
    settings: Settings
    ruling: Ruling

    @property
    def rule(self) -> Rule:
        """The rule, in its version."""
        return self.shape.rule

    @property
    def day(self) -> dt.date | None:
        """The day that selects the law, None while it is not known."""
        return self.ruling.day

    @property
    def force(self) -> Force:
        """Whether the rule applies on that day."""
        return FORCES[self.ruling.force]

    @property
    def holds(self) -> Truth:
        """Whether the rule is in force and all its conditions are met."""
        return _TRUTHS[self.ruling.holds]

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """The outcomes still possible."""
        kind = self.shape.rule.kind
        named = {NO_CODE: NO[kind], YES_CODE: YES[kind], LIFTED_CODE: Outcome.PERMITTED_WITH_APPROVAL}
        return frozenset(outcome for code, outcome in named.items() if self.ruling.outcomes >> code & 1)

    @property
    def check(self) -> Check | None:
        """Whether what is asked for has been done."""
        return None if self.ruling.check is None else CHECKS[self.ruling.check]

    @property
    def pays(self) -> Amount | None:
        """What is paid given yes."""
        least, most = self.ruling.least, self.ruling.most
        return None if least is None else Amount(Money(least), None if most is None else Money(most))

    @property
    def amount(self) -> Amount | None:
        """Everything that could be paid."""
        pays = self.pays
        if pays is None or self.ruling.holds:
            return pays
        return NOTHING if self.ruling.holds is False else pays.hull(NOTHING)

    @property
    def causes(self) -> Causes:
        """Why the answer is open."""
        return self.shape.causes.named(self.ruling.causes)

    @property
    def waiting(self) -> tuple[tuple[str, Causes], ...]:
        """The conditions and checks that wait on something no fact can settle, and on what."""
        names = self.shape.layout.waiting
        places = zip(self.shape.waiting, self.ruling.waits, strict=False)
        return tuple((names[place], self.shape.causes.named(mask)) for place, mask in places if mask)


@attrs.frozen
class Answered:
    """A determination together with what it was joined from, by whichever executor."""

    determination: Determination
    branches: Sequence[Ruled]


def answer(program: Program, rule_id: str, case: Case, matter: Matter, place: MatterRef) -> Answered:
    """Return the answer of a rule for one matter.

    Raises `InputError` when what the case asserts cannot be so together with its facts.
    """
    book = program.book
    found = rulings(program, rule_id, case, matter)
    if found is None:
        decided = decide(book, rule_id, case, matter, place)
        return Answered(decided.determination, decided.branches)
    branches = [
        CompiledBranch(opened.shape, settings, some[index if len(some) > 1 else 0])
        for opened, some in found
        for settings, index in zip(opened.settings, opened.places, strict=True)
    ]

    def failed() -> tuple[Failure, ...]:
        return failures(book, case, matter, branches_of(book, rule_id, case, matter))

    return Answered(determination_of(book, case, matter, place, branches, failed), branches)


__all__ = ["Answered", "CompiledBranch", "answer"]
