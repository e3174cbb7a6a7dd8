"""A payment due once in a period is due once, however many matters of a case ask for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from xixia_gov.engine.decide import settings_of
from xixia_gov.engine.findings import library_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import evaluate
from xixia_gov.engine.reach import reach
from xixia_gov.engine.ruled import Answer
from xixia_gov.engine.summand import Part, between, hull, part_of, together
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.value import Value, settled
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, Amount
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Policy, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.vocabulary.base import Matter

Period = tuple[Value, ...]
Combine = Callable[[list[Part]], Part]


@attrs.frozen
class Due:
    """One payment of a case as a summand, with the answer it comes from and the period it is paid for.

    `periods` has the period under each way of settling the readings that it depends on: None while it is
    not known, empty where the rule pays as often as it is asked.
    """

    decided: Answer
    part: Part
    periods: Mapping[Settings, Period | None]

    @property
    def readings(self) -> frozenset[str]:
        """The readings that the period depends on."""
        return frozenset().union(*self.periods)

    def period(self, settings: Mapping[str, str]) -> Period | None:
        """Return the period under settings of at least these readings."""
        return self.periods[FrozenMap({id_: settings[id_] for id_ in self.readings})]


Claim = tuple[Due, Period | None]
"""A payment with its period under one way of settling the readings; None while it is not known."""


def dues_of(book: Rulebook, case: Case, paying: list[tuple[Answer, Matter]]) -> list[Due]:
    """Return what each answer adds to the sums, with the period it counts for."""
    dues: list[Due] = []
    for decided, matter in paying:
        rule = book.latest(decided.determination.rule)
        limited = bool(rule.once_per) and decided.determination.outcome is not NO[rule.kind]
        periods = _periods(book, case, matter, rule) if limited else {FrozenMap[str, str](): ()}
        dues.append(Due(decided, part_of(decided), periods))
    return dues


def within_periods(book: Rulebook, case: Case, dues: list[Due], combine: Combine) -> Part:
    """Return what payments come to when a rule pays once in a period and `combine` acts within one.

    Where the period depends on readings, the sum is a function of them like any other.
    """
    readings = sorted(frozenset[str]().union(*(due.readings for due in dues)))
    under = {
        settings: _within([(due, due.period(settings)) for due in dues], combine)
        for settings in settings_of(book, readings, case)
    }
    if len(under) == 1:
        return next(iter(under.values()))

    def amount(settings: Mapping[str, str]) -> Amount:
        return hull(
            part.amount(settings)
            for fixed, part in under.items()
            if all(settings.get(id_, option) == option for id_, option in fixed.items())
        )

    open_ = frozenset(id_ for id_ in readings if len({settings[id_] for settings in under}) > 1)
    one = next(iter(under.values()))
    return Part(one.readings | open_, amount, one.shared | open_)


def _within(dues: list[Claim], combine: Combine) -> Part:
    """Return what payments come to under one way of settling what their periods depend on.

    Payments for one matter, or for one period, belong together. While a period is not known, it could be
    that of other payments or one of its own: the sum lies between.
    """
    blocks = _connected(dues)
    parts = [_together(block, combine) for block in blocks]
    apart = together(parts, Policy.SUM)
    if len(blocks) == 1 or all(period is not None for _, period in dues):
        return apart
    known = [
        part
        for block, part in zip(blocks, parts, strict=True)
        if all(period is not None for _, period in block)
    ]
    least = together([_in_one_period(dues, combine), together(known, Policy.SUM)], Policy.HIGHEST)
    return together([least, apart], Amount.hull)


def _connected(dues: list[Claim]) -> list[list[Claim]]:
    """Return payments in blocks: those for one matter, and those for one known period, are in one."""
    blocks: list[tuple[set[object], list[Claim]]] = []
    for due, period in dues:
        keys: set[object] = {("matter", due.decided.determination.matter.index)}
        keys |= set() if period is None else {("period", period)}
        touching = [block for block in blocks if block[0] & keys]
        blocks = [block for block in blocks if not block[0] & keys]
        members = [member for block in touching for member in block[1]]
        blocks.append((keys.union(*(block[0] for block in touching)), [*members, (due, period)]))
    return [members for _, members in blocks]


def _together(block: list[Claim], combine: Combine) -> Part:
    """Return what one block comes to.

    Where its members are for several matters and several periods, `combine` acts within each matter, and
    what a rule pays once counts once: the sum is no more than either of the two allows.
    """
    matters: dict[int, list[Part]] = {}
    for due, _ in block:
        matters.setdefault(due.decided.determination.matter.index, []).append(due.part)
    if len(matters) == 1 or len({period for _, period in block}) == 1:
        return _in_one_period(block, combine)
    claims: dict[object, list[Part]] = {}
    for place, (due, period) in enumerate(block):
        answer = due.decided.determination
        once = place if period == () else (answer.rule, answer.matter.index if period is None else period)
        claims.setdefault(once, []).append(due.part)
    limited = [together(same, Policy.HIGHEST) for same in claims.values()]
    by_matter = together([combine(parts) for parts in matters.values()], Policy.SUM)
    return between(combine(limited), by_matter, together(limited, Policy.SUM))


def _in_one_period(dues: list[Claim], combine: Combine) -> Part:
    """Return payments of one period: those of a rule that pays once in it count as one, the highest."""
    parts: list[Part] = [due.part for due, period in dues if period == ()]
    claims: dict[str, list[Part]] = {}
    for due, period in dues:
        if period != ():
            claims.setdefault(due.decided.determination.rule, []).append(due.part)
    parts += [together(same, Policy.HIGHEST) for same in claims.values()]
    return combine(parts)


def _periods(book: Rulebook, case: Case, matter: Matter, rule: Rule) -> Mapping[Settings, Period | None]:
    nodes = rule.once_per if rule.once_if is None else (*rule.once_per, rule.once_if)
    readings = reach(nodes, library_of(book)).readings
    found: dict[Settings, Period | None] = {}
    for settings in settings_of(book, readings, case):
        frame = Frame(book, case, matter, settings, None, _no_rule)
        limited = Truth.TRUE if rule.once_if is None else evaluate(rule.once_if, frame).value
        values = tuple(evaluate(node, frame).value for node in rule.once_per)
        if limited is Truth.FALSE:
            found[settings] = ()
        else:
            known = limited is Truth.TRUE and all(settled(value) for value in values)
            found[settings] = values if known else None
    return found


def _no_rule(_name: str, _rule: str, _frame: Frame) -> Traced:
    message = "a period reads no rule"
    raise TypeError(message)
