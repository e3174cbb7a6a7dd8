"""A ruling is what one rule says under one way of settling its readings; a verdict joins all of them."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Sequence
from typing import Final, NamedTuple

import attrs

from xixia_gov.engine.compiled.causes import Causes
from xixia_gov.engine.compiled.runtime import rounded
from xixia_gov.engine.verdict import FORCES, NO_CODE, OPEN_CODE, YES_CODE, Layout, Verdict
from xixia_gov.model.determination import Force
from xixia_gov.model.rule import Rule

ONLY_NO: Final = 1 << NO_CODE
NOT_YET: Final = FORCES.index(Force.NOT_YET)
ENDED: Final = FORCES.index(Force.ENDED)
UNKNOWN_FORCE: Final = FORCES.index(Force.UNKNOWN)

Truth = bool | None
Asked = tuple[Truth, int]
"""A truth with the mask of its causes."""


class Ruling(NamedTuple):
    """One rule under one set of settings, in numbers; None is unknown in `holds` and in `day`.

    `outcomes` has a bit for the code of each outcome still possible. `least` and `most` are what is paid
    given yes, in fen, both None where nothing is. `causes` says why the answer is open, `waits` the same
    for each condition and check, then for all exceptions, facts left out, and `sum_causes` for the sum.
    """

    holds: Truth
    outcomes: int
    force: int
    day: dt.date | None
    check: int | None
    least: int | None
    most: int | None
    failed: int
    causes: int
    waits: tuple[int, ...]
    sum_causes: int


@attrs.frozen
class Shape:
    """What is the same for all rulings of one version of a rule.

    `failing` has the bit of each condition in a mask of failures, `waiting` the place of each condition and
    check in a mask of what waits, `lifts` the code of the outcome that each exception puts in place,
    `opening` the cause that keeps a printed range open.
    """

    rule: Rule
    layout: Layout
    causes: Causes = attrs.field(eq=False)
    failing: tuple[int, ...]
    waiting: tuple[int, ...]
    lifts: tuple[int, ...]
    opening: int = 0

    def refused(self, force: int, day: dt.date | None, failed: int) -> Ruling:
        """Return the ruling of a rule that certainly does not apply."""
        pays = None if self.rule.payment is None else 0
        return Ruling(False, ONLY_NO, force, day, None, pays, pays, failed, 0, (), 0)  # noqa: FBT003

    def ruling(  # noqa: PLR0913, PLR0917 - the parts of a rule
        self,
        force: int,
        day: dt.date | None,
        on_causes: int,
        conditions: Sequence[Asked],
        checks: Sequence[Asked],
        lifts: Sequence[Asked],
        least: int | None,
        most: int | None,
        sum_causes: int,
    ) -> Ruling:
        """Return the ruling that the parts of a rule come to."""
        failed = 0
        holds: Truth = None if force == UNKNOWN_FORCE else force not in (NOT_YET, ENDED)
        asked = on_causes if force == UNKNOWN_FORCE else 0
        for bit, (truth, mask) in zip(self.failing, conditions, strict=True):
            if truth is False:
                failed |= bit
            elif truth is None:
                asked |= mask
                holds = None if holds else holds
        if failed or holds is False:
            return self.refused(force, day, failed)
        outcomes, lifting = self._outcomes(holds, lifts)
        causes = (asked | lifting) if outcomes & (outcomes - 1) else 0
        check, checking = _checked(checks)
        if check == OPEN_CODE:
            causes |= checking
        open_sum = 0
        if least is not None and least != most:
            open_sum = sum_causes | self.opening
            causes |= open_sum
        facts = self.causes.facts
        waits = tuple(mask & ~facts for _, mask in (*conditions, *checks))
        if lifts:
            waits += (functools.reduce(operator.or_, (mask for _, mask in lifts)) & ~facts,)
        return Ruling(holds, outcomes, force, day, check, least, most, 0, causes, waits, open_sum)

    def _outcomes(self, holds: Truth, lifts: Sequence[Asked]) -> tuple[int, int]:
        """Return the outcomes still possible for a rule that is not refused, and why exceptions are open."""
        lifted = maybe = causes = 0
        for code, (truth, mask) in zip(self.lifts, lifts, strict=True):
            if truth is True:
                lifted |= 1 << code
            elif truth is None:
                maybe |= 1 << code
                causes |= mask
        plain = 0 if YES_CODE in self.lifts else 1 << YES_CODE  # the yes comes out only where it is named
        outcomes = (lifted or plain) | maybe or 1 << YES_CODE
        return (outcomes | ONLY_NO if holds is None else outcomes), causes

    def verdict(self, rulings: Sequence[Ruling]) -> Verdict:
        """Return what rulings come to; see `joined`."""
        return joined(self, rulings)


def _checked(checks: Sequence[Asked]) -> tuple[int | None, int]:
    """Return whether all that is asked for has been done, as a code, and why that is open."""
    if not checks:
        return None, 0
    causes = 0
    open_ = False
    for truth, mask in checks:
        if truth is False:
            return 0, 0
        if truth is None:
            open_ = True
            causes |= mask
    return (OPEN_CODE, causes) if open_ else (1, 0)


def paid(number: int, den: int, mode: str) -> int:
    """Return a sum in whole fen, at least 0."""
    if isinstance(number, int):
        if number <= 0:
            return 0
        return (
            (2 * number + den) // (2 * den)
            if mode == "half_up"
            else (number + (den - 1) * (mode == "up")) // den
        )
    return max(rounded(number, den, mode), 0)


def joined(shape: Shape, rulings: Sequence[Ruling]) -> Verdict:
    """Return the verdict over all ways of settling the readings: the same in all, or open."""
    if len(rulings) == 1 and rulings[0].outcomes == ONLY_NO:
        return _refused(shape, rulings, rulings[0].force)
    outcomes = 0
    for one in rulings:
        outcomes |= one.outcomes
    forces = {one.force for one in rulings}
    force = forces.pop() if len(forces) == 1 else UNKNOWN_FORCE
    facts = shape.causes.facts
    if outcomes == ONLY_NO:
        return _refused(shape, rulings, force)
    missing = waiting = 0
    for one in rulings:
        missing |= one.causes & facts
        for place, mask in enumerate(one.waits):
            if mask:
                waiting |= 1 << shape.waiting[place]
        if one.sum_causes & ~facts:
            waiting |= 1 << (len(shape.layout.waiting) - 1)
    code = OPEN_CODE if outcomes & (outcomes - 1) else outcomes.bit_length() - 1
    return Verdict(code, force, _check(rulings), *hull(rulings), 0, missing, waiting)


def _refused(shape: Shape, rulings: Sequence[Ruling], force: int) -> Verdict:
    """Return a no: the conditions that fail under every reading, else those that fail under some."""
    every, some = rulings[0].failed, 0
    for one in rulings:
        every &= one.failed
        some |= one.failed
    ended = all(one.force in (NOT_YET, ENDED) for one in rulings)
    failed = every or (0 if ended else some)
    if force in (NOT_YET, ENDED):
        failed |= 1 << (len(shape.layout.failed) - 1)
    pays = None if shape.rule.payment is None else 0
    return Verdict(NO_CODE, force, None, pays, pays, failed, 0, 0)


def _check(rulings: Sequence[Ruling]) -> int | None:
    checks = {one.check for one in rulings if one.holds is not False} - {None}
    if not checks:
        return None
    return checks.pop() if len(checks) == 1 else OPEN_CODE


def hull(rulings: Sequence[Ruling]) -> tuple[int | None, int | None]:
    """Return everything that could be paid, in fen: (None, None) where the rule pays no money."""
    found: tuple[int, int | None] | None = None
    for one in rulings:
        if one.least is None:
            return None, None
        least, most = (0, 0) if one.holds is False else (one.least, one.most)
        if one.holds is None:
            least = min(least, 0)
        if found is None:
            found = least, most
        else:
            highest = None if most is None or found[1] is None else max(most, found[1])
            found = min(least, found[0]), highest
    return found or (None, None)
