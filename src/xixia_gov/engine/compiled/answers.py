"""The answers of a case from compiled rules: the same determinations that the interpreter gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import attrs

from xixia_gov.engine.compiled.program import Program, rulings
from xixia_gov.engine.compiled.rule import settings_of
from xixia_gov.engine.compiled.rulings import ENDED, NOT_YET, Ruling, Shape
from xixia_gov.engine.compiled.runtime import Aside
from xixia_gov.engine.compiled.source import OpenRule
from xixia_gov.engine.decide import branches_of, decide, read_rule, with_more
from xixia_gov.engine.determine import determination_of
from xixia_gov.engine.failure import failures, failures_in
from xixia_gov.engine.ruled import Ruled
from xixia_gov.engine.verdict import CHECKS, FORCES, NO_CODE, outcomes_of
from xixia_gov.errors import InputError, Problem
from xixia_gov.lazy import Lazy
from xixia_gov.model.case import Case
from xixia_gov.model.determination import (
    NONE_FAILED,
    NOTHING,
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
from xixia_gov.model.rulebook import Rulebook
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
        named = outcomes_of(self.shape.rule.kind)
        return frozenset(outcome for code, outcome in enumerate(named) if self.ruling.outcomes >> code & 1)

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
    """A determination together with what it was joined from, by whichever executor.

    Where no reading matters to it the branches may be left out: each of them gives its amount.
    """

    determination: Determination
    branches: Sequence[Ruled]


_MOST_TOLD: Final = 5_000
"""So many answers are remembered of one rule, or for one kind of matter; then they are forgotten."""


def answers(program: Program, case: Case, matter: Matter, index: int) -> list[Answered]:
    """Return the answers of all rules of a program for one matter, in the order of the rules.

    Raises `InputError` with every contradiction between what the case asserts and its facts.
    """
    place = MatterRef(type(matter).__name__, index, 1)
    given: list[Answered] = []
    problems: list[Problem] = []
    for id_ in program.rules:
        try:
            given.append(answer(program, id_, case, matter, place))
        except InputError as error:
            problems += [one for one in error.problems if one not in problems]
    if problems:
        raise InputError(problems)
    return given


def known_answers(program: Program, case: Case, matter: Matter) -> list[Determination] | None:
    """Return the determinations for the first matter of a case that leaves nothing open and asserts nothing.

    None where a fact is missing. An answer that was given before for the same reasons is given again.
    """
    found = _all_known(program, case, matter)
    if found is None:
        return None
    ref = matter.ref
    place = program.place
    given: list[Determination] = []
    for told, id_, one in zip(program.told_by_rule, program.rules, found, strict=True):
        key, least, most = one or _NOTHING_KNOWN  # of a no the first is its failed conditions
        before = told.get(key)
        if before is None:
            before = answer(program, id_, case, matter, place).determination
            if one is not None:
                _remember(told, key, before)
        elif key[0] == NO_CODE:
            failed = Lazy(_failures_known, program, id_, least, case, matter)
            before = Determination(before.grounds, place, ref, before.amount, None, failed)
        else:
            amount = before.amount
            if amount is not None and (
                amount.least.fen != least or amount.most is None or amount.most.fen != most
            ):
                amount = _amount(least, most)
            if amount is not before.amount or ref != before.ref:
                before = Determination(before.grounds, place, ref, amount, amount, NONE_FAILED)
        given.append(before)
    return given


_NOTHING_KNOWN: Final[tuple[tuple[Any, ...], int | None, int | None]] = ((), None, None)


def _all_known(program: Program, case: Case, matter: Matter) -> Sequence[Any] | None:
    """Return what the keyed form gives for each rule; None where a fact is missing or a term asserted."""
    if case.findings or matter.findings or case.suppose:
        return None
    keyed = program.keyed
    if keyed is None:
        return None
    try:
        found = keyed.function(case.subject, matter, case.as_of)
    except Aside:
        return None
    if found is None or len(keyed.rules) == len(program.rules):
        return found
    by_rule = dict(zip(keyed.rules, found, strict=True))
    return [by_rule.get(id_) for id_ in program.rules]


def _remember(told: dict[Any, Determination], key: object, one: Determination) -> None:
    if len(told) >= _MOST_TOLD:
        told.clear()
    told[key] = one


def _amount(least: int | None, most: int | None) -> Amount | None:
    if least is None:
        return None
    if most == 0:
        return NOTHING
    low = Money(least)
    return Amount(low, None if most is None else low if most == least else Money(most))


Found = list[tuple[OpenRule, tuple[Ruling, ...]]]
"""What each version of a rule that applies says."""


def _failures(book: Rulebook, found: Found, case: Case, matter: Matter) -> tuple[Failure, ...]:
    """Return the conditions that fail under every reading; else those that fail under some."""
    if len(found) > 1:
        id_ = found[0][0].shape.rule.id
        return failures(book, case, matter, branches_of(book, id_, case, matter))
    opened, some = found[0]
    under = [some[place if len(some) > 1 else 0] for place in opened.places]
    every, any_ = under[0].failed, 0
    for ruling in under:
        every &= ruling.failed
        any_ |= ruling.failed
    ended = all(ruling.force in (NOT_YET, ENDED) for ruling in under)
    wanted = every or (0 if ended else any_)
    failing = [
        (condition, next(s for s, ruling in zip(opened.settings, under, strict=True) if ruling.failed & bit))
        for bit, condition in zip(opened.shape.failing, opened.shape.rule.conditions, strict=True)
        if wanted & bit
    ]
    return failures_in(book, opened.shape.rule, case, matter, failing, read_rule)


def _failures_known(
    program: Program, rule_id: str, failed: int, case: Case, matter: Matter
) -> tuple[Failure, ...]:
    """Return the conditions whose bits are set: they fail under every reading."""
    rule = program.book.latest(rule_id)
    settings = settings_of(program.book, rule.readings, dict(program.settle))[0]
    failing = [(one, settings) for place, one in enumerate(rule.conditions) if failed >> place & 1]
    return failures_in(program.book, rule, case, matter, failing, read_rule)


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
    failed = Lazy(_failures, book, found, case, matter)
    key = _key(case, matter, found)
    told = program.told.get(key) if key is not None else None
    if told is not None:
        ruling = found[0][1][0]
        pays = _amount(ruling.least, ruling.most)
        amount = branches[0].amount
        no = ruling.holds is False
        again = Determination(
            told.grounds,
            place,
            matter.ref,
            amount,
            None if no else pays,
            failed if no else NONE_FAILED,
        )
        return Answered(with_more(again, book, case, matter, branches), branches)
    made = determination_of(book, case, matter, place, branches, failed)
    if key is not None:
        _remember(program.told, key, made)
    return Answered(with_more(made, book, case, matter, branches), branches)


def _key(case: Case, matter: Matter, found: Found) -> object:
    """Return all that an answer depends on but for its sum; None where that is more than one ruling says."""
    if len(found) > 1 or len(found[0][1]) > 1 or case.findings or matter.findings:
        return None
    opened, (one,) = found[0]
    sure = one.least == one.most
    ahead = one.day is not None and one.day > case.as_of
    rule = opened.shape.rule
    # What fails is not among it: it is told apart from the grounds.
    said = (one.outcomes, one.force, one.check, one.causes, one.waits, one.sum_causes)
    return (rule.id, rule.version, one.holds, said, sure, ahead)


__all__ = ["Answered", "CompiledBranch", "answer", "answers", "known_answers"]
