"""A payment due once in a period is due once, however many matters of a case ask for it."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from xixia_gov.engine.decide import Decided, settings_of
from xixia_gov.engine.findings import library_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import evaluate
from xixia_gov.engine.reach import reach
from xixia_gov.engine.summand import Part, part_of, together
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.value import Value, settled
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, Amount
from xixia_gov.model.rule import Policy, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter

Period = tuple[Value, ...]
Combine = Callable[[list[Part]], Part]


@attrs.frozen
class Due:
    """One payment of a case as a summand, with the answer it comes from and the period it is paid for.

    `period` is None while it is not known; it is empty where the rule names none.
    """

    decided: Decided
    part: Part
    period: Period | None = ()

    @property
    def limited(self) -> bool:
        """Whether the rule pays once in a period, however many matters ask."""
        return self.period != ()


def dues_of(book: Rulebook, case: Case, paying: list[tuple[Decided, Matter]]) -> list[Due]:
    """Return what each answer adds to the sums, with the period it counts for."""
    dues: list[Due] = []
    for decided, matter in paying:
        rule = book.latest(decided.determination.rule)
        once = rule.once_per and decided.determination.outcome is not NO[rule.kind]
        dues.append(Due(decided, part_of(decided), _period(book, case, matter, rule) if once else ()))
    return dues


def within_periods(dues: list[Due], combine: Combine) -> Part:
    """Return what payments come to when a rule pays once in a period and `combine` acts within one.

    Payments for one matter are for one period, whichever it is. While it is not known, it could be
    that of other payments or one of its own: the sum lies between.
    """
    blocks: dict[object, list[Due]] = {}
    for due in dues:
        matter = due.decided.determination.matter
        key = ("matter", matter.index) if due.period is None else due.period
        blocks.setdefault(key, []).append(due)
    apart = together([_in_one_period(block, combine) for block in blocks.values()], Policy.SUM)
    if len(blocks) == 1 or all(due.period is not None for due in dues):
        return apart
    known = [_in_one_period(block, combine) for block in blocks.values() if block[0].period is not None]
    least = together([_in_one_period(dues, combine), together(known, Policy.SUM)], Policy.HIGHEST)
    return together([least, apart], Amount.hull)


def _in_one_period(dues: list[Due], combine: Combine) -> Part:
    """Return payments of one period: those of a rule that pays once in it count as one, the highest."""
    parts: list[Part] = [due.part for due in dues if not due.limited]
    claims: dict[str, list[Part]] = {}
    for due in dues:
        if due.limited:
            claims.setdefault(due.decided.determination.rule, []).append(due.part)
    parts += [together(same, Policy.HIGHEST) for same in claims.values()]
    return combine(parts)


def _period(book: Rulebook, case: Case, matter: Matter, rule: Rule) -> Period | None:
    readings = reach(rule.once_per, library_of(book)).readings
    found: set[Period] = set()
    for settings in settings_of(book, readings, case):
        frame = Frame(book, case, matter, settings, None, _no_rule)
        found.add(tuple(evaluate(node, frame).value for node in rule.once_per))
    only = found.pop()
    return only if not found and all(settled(value) for value in only) else None


def _no_rule(_name: str, _rule: str, _frame: Frame) -> Traced:
    message = "a period reads no rule"
    raise TypeError(message)
