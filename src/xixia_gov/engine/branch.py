"""A branch is one rule evaluated for one matter with every reading settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction

import attrs

from xixia_gov.engine.findings import payment_readings_of, window_readings_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import (
    ContradictionError,
    assert_truth,
    evaluate,
    numbers_of,
    round_to,
    truth_of,
)
from xixia_gov.engine.trace import Traced, traced
from xixia_gov.interval import Interval, Numbers
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import EXCEPTION, NO, NOTHING, YES, Amount, Check, Force, Outcome
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Exemption, Kind, Rule, Window
from xixia_gov.money import Money
from xixia_gov.truth import Truth, all_of, any_of
from xixia_gov.unknown import NO_CAUSES, Cause, CauseKind, Causes


@attrs.frozen
class Tried:
    """A condition as it came out; `applies` is false where `only_if` leaves it aside."""

    condition: Condition
    trace: Traced
    applies: bool = True

    @property
    def truth(self) -> Truth:
        """Whether the condition is met."""
        return truth_of(self.trace)


@attrs.frozen
class Branch:
    """Everything one rule says of one matter under one set of settings.

    `outcomes` are those still possible; `pays` is the money given yes, `before_rounding` the same
    in fen before it was rounded.
    """

    rule: Rule
    settings: Settings
    on: Traced
    force: Force
    tried: tuple[Tried, ...]
    checked: tuple[Tried, ...]
    exempted: tuple[tuple[Exemption, Traced], ...]
    holds: Truth
    outcomes: frozenset[Outcome]
    pays: Amount | None
    pays_trace: tuple[Traced, ...]
    before_rounding: Numbers | None

    @property
    def day(self) -> dt.date | None:
        """The day that selects the law, None while it is not known."""
        return day_of(self.on)

    @property
    def amount(self) -> Amount | None:
        """Everything that could be paid: nothing for a no, and nothing among the rest if open."""
        if self.pays is None or self.holds is Truth.TRUE:
            return self.pays
        return NOTHING if self.holds is Truth.FALSE else self.pays.hull(NOTHING)

    @property
    def check(self) -> Check | None:
        """Whether what is asked for has been done; None where nothing is, or nothing is owed."""
        if not self.checked or self.holds is Truth.FALSE:
            return None
        done = all_of(tried.truth for tried in self.checked)
        names = {
            Truth.TRUE: Check.MET,
            Truth.FALSE: Check.NOT_MET,
            Truth.UNKNOWN: Check.UNDETERMINED,
        }
        return names[done]

    @property
    def causes(self) -> Causes:
        """Why the outcome, the check or the amount is open; none for a no."""
        if self.holds is Truth.FALSE:
            return NO_CAUSES
        open_ = self.outcome_causes
        if self.check is Check.UNDETERMINED:
            open_ = open_.union(*(tried.trace.causes for tried in self.checked))
        return open_ | self.amount_causes

    @property
    def waiting(self) -> tuple[tuple[str, Causes], ...]:
        """The conditions, checks and exceptions that wait on something no fact can settle, and on what."""
        if self.holds is Truth.FALSE:
            return ()
        lifting = NO_CAUSES.union(*(trace.causes for _, trace in self.exempted))
        open_ = [(tried.condition.id, tried.trace.causes) for tried in (*self.tried, *self.checked)]
        found = (
            (id_, frozenset(cause for cause in causes if cause.kind is not CauseKind.CASE))
            for id_, causes in (*open_, (EXCEPTION, lifting))
        )
        return tuple((id_, causes) for id_, causes in found if causes)

    @property
    def outcome_causes(self) -> Causes:
        """Why the outcome is open."""
        if len(self.outcomes) == 1:
            return NO_CAUSES
        causes = self.on.causes if self.force is Force.UNKNOWN else NO_CAUSES
        causes = causes.union(*(tried.trace.causes for tried in self.tried))
        return causes.union(*(trace.causes for _, trace in self.exempted))

    @property
    def amount_causes(self) -> Causes:
        """Why the sum is open, given yes."""
        if self.pays is None or self.pays.settled or self.holds is Truth.FALSE:
            return NO_CAUSES
        causes: Causes = NO_CAUSES.union(*(trace.causes for trace in self.pays_trace))
        opening = self.rule.payment.opening if self.rule.payment is not None else None
        return causes if opening is None else causes | {Cause(opening.cause, opening.key)}


def evaluate_branch(rule: Rule, frame: Frame, settings: Settings) -> Branch:
    """Evaluate a rule under one set of settings.

    Raises `ContradictionError` where the case asserts what its facts exclude.
    """
    name = f"{rule.id}@{rule.version}"
    settled_by = sorted(window_readings_of(frame.book, rule))
    on = _remembered(frame, f"{name}.on", settled_by, lambda: evaluate(rule.window.on, frame))
    day = day_of(on)
    force = force_on(rule.window, day, frame.book.known_through)
    frame = attrs.evolve(frame, day=day)
    tried = tuple(try_condition(condition, frame) for condition in rule.conditions)
    checked = tuple(try_condition(condition, frame) for condition in rule.check)
    in_force = {
        Force.UNKNOWN: Truth.UNKNOWN,
        Force.NOT_YET: Truth.FALSE,
        Force.ENDED: Truth.FALSE,
    }.get(force, Truth.TRUE)
    holds = all_of([in_force, *(one.truth for one in tried)])
    exempted: tuple[tuple[Exemption, Traced], ...] = ()
    if holds is not Truth.FALSE:
        exempted = tuple((one, evaluate(one.when, frame)) for one in rule.exemptions)
        refusing = (truth_of(trace) for one, trace in exempted if one.outcome == NO[rule.kind].value)
        holds &= ~any_of(refusing)
        for output in rule.outputs:  # what is given must not contradict the case either
            for node in output.nodes:
                evaluate(node, frame)
    pays, parts, exact = pay(rule, frame, settings)
    return Branch(
        rule=rule,
        settings=settings,
        on=on,
        force=force,
        tried=tried,
        checked=checked,
        exempted=exempted,
        holds=holds,
        outcomes=_outcomes(rule.kind, holds, exempted),
        pays=pays,
        pays_trace=parts,
        before_rounding=exact,
    )


def day_of(trace: Traced) -> dt.date | None:
    """Return the day a date expression gives, None while it is not settled."""
    value = trace.value
    if isinstance(value, Interval) and value.settled and isinstance(value.least, dt.date):
        return value.least
    return None


def force_on(window: Window, day: dt.date | None, known_through: dt.date) -> Force:
    """Return whether a rule applies on the day that selects the law; both ends are inside."""
    if day is None:
        return Force.UNKNOWN
    if window.first is not None and day < window.first:
        return Force.NOT_YET
    if window.last is not None:
        return Force.ENDED if day > window.last else Force.IN_FORCE
    return Force.PRESUMED if day > known_through else Force.IN_FORCE


def try_condition(condition: Condition, frame: Frame) -> Tried:
    """Evaluate one clause: its expression, its alternatives, or its open words."""
    limit = None if condition.only_if is None else evaluate(condition.only_if, frame)
    if limit is not None and limit.value is Truth.FALSE:
        return Tried(condition, Traced(None, Truth.TRUE, NO_CAUSES, (limit,)), applies=False)
    clause = _remembered(frame, condition.key, condition.readings, lambda: _clause(condition, frame))
    met = assert_truth(condition.key, frame.finding(condition.key), clause)
    if limit is None or limit.value is Truth.TRUE or met.value is Truth.TRUE:
        return Tried(condition, met)
    return Tried(condition, traced(None, ~truth_of(limit) | truth_of(met), [limit, met]))


def _remembered(frame: Frame, name: str, readings: Iterable[str], work: Callable[[], Traced]) -> Traced:
    """Return what `work` returns, doing it once for each way of settling the readings it depends on."""
    key = (name, str(frame.day), *(frame.settings[id_] for id_ in readings))
    known = frame.tried.get(key)
    if known is None:
        known = frame.tried[key] = work()
    return known


def _clause(condition: Condition, frame: Frame) -> Traced:
    if condition.node is not None:
        return evaluate(condition.node, frame)
    if condition.alternatives:
        below = [evaluate(alternative.node, frame) for alternative in condition.alternatives]
        return traced(None, any_of(truth_of(part) for part in below), below)
    opening = condition.opening
    assert opening is not None  # noqa: S101 - the loader saw to it
    return traced(None, Truth.UNKNOWN, causes=[Cause(opening.cause, opening.key)])


def _outcomes(kind: Kind, holds: Truth, exempted: tuple[tuple[Exemption, Traced], ...]) -> frozenset[Outcome]:
    if holds is Truth.FALSE:
        return frozenset({NO[kind]})
    yes: set[Outcome] = set()
    lifted = [Outcome(one.outcome) for one, trace in exempted if trace.value is Truth.TRUE]
    maybe = [Outcome(one.outcome) for one, trace in exempted if trace.value is Truth.UNKNOWN]
    # Where the yes itself is among them, it comes out only there.
    named = any(one.outcome == YES[kind].value for one, _ in exempted)
    yes.update(lifted or ([] if named else [YES[kind]]), maybe)
    if not yes:
        yes.add(YES[kind])
    if holds is Truth.UNKNOWN:
        yes.add(NO[kind])
    return frozenset(yes)


def pay(
    rule: Rule, frame: Frame, settings: Settings
) -> tuple[Amount | None, tuple[Traced, ...], Numbers | None]:
    """Return what a rule pays if the answer is yes, the traces of its sums, and the sum before rounding."""
    payment = rule.payment
    if payment is None:
        return None, (), None
    name = f"{rule.id}@{rule.version}.pays"
    settled_by = sorted(payment_readings_of(frame.book, rule))
    least = _remembered(frame, f"{name}.least", settled_by, lambda: evaluate(payment.least, frame))
    if payment.most is None:
        return Amount(Money(0), None), (least,), Interval(Fraction(0), None)
    parts: tuple[Traced, ...] = (least,)
    if payment.most != payment.least:
        up_to = payment.most
        parts = (least, _remembered(frame, f"{name}.most", settled_by, lambda: evaluate(up_to, frame)))
    exact = Interval(numbers_of(least).least, numbers_of(parts[-1]).most)
    mode = settings.get(payment.rounding, "half_up") if payment.rounding else "half_up"
    floor = Fraction(0) if exact.least is None else exact.least
    most = None if exact.most is None else Money(max(round_to(exact.most, mode), 0))
    return Amount(Money(max(round_to(floor, mode), 0)), most), parts, exact


__all__ = [
    "Branch",
    "ContradictionError",
    "Tried",
    "day_of",
    "evaluate_branch",
    "force_on",
    "pay",
    "try_condition",
]
