"""Both ends of a period are inside it, and the days beside them are not."""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from xixia_gov.analysis.examples import answer
from xixia_gov.analysis.places import read_paths, show, with_fact
from xixia_gov.expression.nodes import FactRef
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, Determination, Force, Outcome
from xixia_gov.model.rule import Rule, Window
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.bases import bases_of
from xixia_gov.testing.law import LawBroken, require, rule_in
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import FactKind

_ONE_DAY: Final = dt.timedelta(days=1)
_LAW: Final = "its period"


def check_window(book: Rulebook, rule: Rule | str) -> None:
    """Check that a rule is in force on the first and last day of its period, and on neither neighbour.

    Where the text prints no end, the day after the rulebook is known through is presumed. Raises
    `LawBroken` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_window(load_rulebook(), "fire.report_duty")
    """
    rule = rule_in(book, rule)
    node = rule.window.on
    if not isinstance(node, FactRef):
        return
    bases = bases_of(book, rule).every
    if not bases:
        message = f"{rule.id} has no case to move through its period: no example, and no answer of yes or no"
        raise LawBroken(message, law=_LAW, rule=rule.id)
    base, path = bases[0], node.path
    for day, allowed in _days(book, rule).items():
        for case in (with_fact(base, path, day), _only(book, rule, base, path, day)):
            one = answer(book, rule, case)
            require(rule, _LAW, _faults(rule, one, day, allowed), case, show(case))
    if path != "as_of":
        case = with_fact(base, path, UNKNOWN)
        one = answer(book, rule, case)
        faults = [] if one.force is Force.UNKNOWN else [f"the day is unknown, the force {one.force.value}"]
        if one.outcome not in (Outcome.UNDETERMINED, NO[rule.kind]):
            faults.append(f"the day is unknown, and yet the outcome is {one.outcome.value}")
        require(rule, _LAW, faults, case, show(case))


def _days(book: Rulebook, rule: Rule) -> dict[dt.date, set[Force]]:
    """Return the days at both ends and beside them, with what the force may be on each.

    A day beside a period that belongs to another version of the rule says nothing about this one.
    """
    window, known = rule.window, book.known_through
    days: dict[dt.date, set[Force]] = {}
    if window.first is not None:
        days[window.first - _ONE_DAY] = {Force.NOT_YET}
        days[window.first] = {Force.IN_FORCE, Force.PRESUMED}
    if window.last is not None:
        days[window.last] = {Force.IN_FORCE}
        days[window.last + _ONE_DAY] = {Force.ENDED}
    else:
        days[known + _ONE_DAY] = {Force.PRESUMED}
        if window.first is None or window.first <= known:
            days[known] = {Force.IN_FORCE}
    others = [other.window for other in book.rules[rule.id] if other.version != rule.version]
    return {day: allowed for day, allowed in days.items() if not any(_inside(day, one) for one in others)}


def _inside(day: dt.date, window: Window) -> bool:
    return (window.first is None or window.first <= day) and (window.last is None or day <= window.last)


def _faults(rule: Rule, one: Determination, day: dt.date, allowed: set[Force]) -> list[str]:
    faults = []
    inside = one.force not in (Force.NOT_YET, Force.ENDED)
    if one.force not in allowed:
        names = " or ".join(sorted(force.value for force in allowed))
        faults.append(f"force {one.force.value} on {day}, not {names}")
    elif inside and one.version != rule.version:
        faults.append(f"version {one.version} answers on {day}, not {rule.version}")
    elif not inside:
        if one.outcome is not NO[rule.kind]:
            faults.append(f"{one.outcome.value} on {day}, outside the period")
        if one.since is None:
            faults.append(f"nothing says since when, on {day}")
    return faults


def _only(book: Rulebook, rule: Rule, base: Case, path: str, day: dt.date) -> Case:
    """Return a case of which nothing is known but the day that selects the law."""
    empty = base
    for other in read_paths(book, rule):
        if other != path:
            forgotten = () if book.facts[other].kind is FactKind.LIST else UNKNOWN
            empty = with_fact(empty, other, forgotten)
    return with_fact(attrs.evolve(empty, findings={}), path, day)


__all__ = ["check_window"]
