"""A payment due once in a period is due once, however many matters of a case ask for it."""

from __future__ import annotations

import attrs

from xixia_gov.engine.decide import Decided, settings_of
from xixia_gov.engine.findings import library_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import evaluate
from xixia_gov.engine.reach import reach
from xixia_gov.engine.summand import Part, once_or_each, part_of, together
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.value import Value, settled
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO
from xixia_gov.model.rule import Policy, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter

Period = tuple[Value, ...]


@attrs.frozen
class Due:
    """One summand of a case, with the answer it comes from and the period it is paid for.

    `period` is None while it is not known; it is empty where the rule names none.
    """

    decided: Decided
    part: Part
    period: Period | None = ()


def limited(book: Rulebook, case: Case, paying: list[tuple[Decided, Matter]]) -> list[Due]:
    """Return what is due, repeated claims for one payment as a single summand.

    Claims whose period is not known could be for one period or for several: the sum lies between.
    """
    result: list[Due] = []
    repeated: dict[str, list[Due]] = {}
    for decided, matter in paying:
        rule = book.latest(decided.determination.rule)
        if not rule.once_per or decided.determination.outcome is NO[rule.kind]:
            result.append(Due(decided, part_of(decided)))
        else:
            due = Due(decided, part_of(decided), _period(book, case, matter, rule))
            repeated.setdefault(rule.id, []).append(due)
    for claims in repeated.values():
        result.extend(_merged(claims))
    return result


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


def _merged(claims: list[Due]) -> list[Due]:
    by_period: dict[Period, list[Due]] = {}
    unknown: list[Due] = []
    for due in claims:
        if due.period is None:
            unknown.append(due)
        else:
            by_period.setdefault(due.period, []).append(due)
    known = [
        Due(same[0].decided, together([due.part for due in same], Policy.HIGHEST), period)
        for period, same in by_period.items()
    ]
    if not unknown:
        return known
    parts = [due.part for due in (*known, *unknown)]
    return [Due(claims[0].decided, together(parts, once_or_each), None)]
