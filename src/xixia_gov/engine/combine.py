"""Combining sums: groups first, then totals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

import attrs

from xixia_gov.engine.limits import Due, within_periods
from xixia_gov.engine.ruled import Answer
from xixia_gov.engine.summand import (
    Options,
    Part,
    Settings,
    hull,
    settled_amount,
    times,
    together,
)
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.assessment import GroupResult, GroupUnder, Total
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, Amount, Determination
from xixia_gov.model.rule import Group, Policy
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text


@attrs.frozen
class Line:
    """A summand with what keeps it apart from others in the totals.

    A sum of which no upper bound is printed is not `printed`: added to others it would hide theirs.
    """

    payee: Text | None
    payer: Text | None
    every: str | None
    strength: Strength
    part: Part
    printed: bool = True


T = TypeVar("T")

HOUSEHOLD: Final = Text(zh="家庭", en="household")


def group_results(book: Rulebook, case: Case, dues: list[Due]) -> tuple[list[GroupResult], list[Line]]:
    """Return what each group comes to, and the lines of the totals with groups as one line.

    A rule that says no adds nothing to its group; one rule alone is no result of a group. Within a
    group hard and soft money are apart.
    """
    results: list[GroupResult] = []
    grouped = {rule: group for group in book.groups.values() for rule in group.rules}
    members: dict[str, list[Due]] = {}
    alone: dict[str, list[Due]] = {}
    for due in dues:
        rule = due.decided.determination.rule
        if rule in grouped:
            members.setdefault(grouped[rule].id, []).append(due)
        else:
            alone.setdefault(rule, []).append(due)
    lines = [_line(same, within_periods(book, case, same, _added)) for same in alone.values()]
    for id_, inside in sorted(members.items()):
        group = book.groups[id_]
        live = [due for due in inside if not _says_no(due.decided)]
        if len({due.decided.determination.rule for due in inside}) > 1:
            results.append(_group_result(book, group, _combined(group, book, case, live)))
        for strength in Strength:
            same = [due for due in live or inside if due.decided.determination.strength is strength]
            if same:
                live_same = [due for due in same if due in live]
                lines.append(_line(same, _combined(group, book, case, live_same)))
    return results, lines


def _says_no(decided: Answer) -> bool:
    return decided.determination.outcome is NO[decided.determination.kind]


def _added(parts: list[Part]) -> Part:
    return together(parts, Policy.SUM)


def _combined(group: Group, book: Rulebook, case: Case, dues: list[Due]) -> Part:
    """Return the members of a group as one summand: its policy within a unit and period, else the sum."""
    units: dict[object, list[Due]] = {}
    counts: dict[object, int] = {}
    for due in dues:
        matter = due.decided.determination.matter
        # Equal units come to the same: one of them is combined, and counted as often as there are.
        unit = matter.index if group.per == "unit" else None
        if unit is None or matter.unit == 1:
            units.setdefault(unit, []).append(due)
        counts[unit] = 1 if unit is None else max(counts.get(unit, 1), matter.unit)

    def combine(parts: list[Part]) -> Part:
        return _by_policy(group, book, case, parts)

    return _added(
        [times(within_periods(book, case, same, combine), counts[unit]) for unit, same in units.items()]
    )


def _by_policy(group: Group, book: Rulebook, case: Case, parts: list[Part]) -> Part:
    """Return summands under a group's policy; one that is a reading is settled like any other."""
    if isinstance(group.policy, Policy):
        return together(parts, group.policy)
    reading = book.readings[group.policy]
    fixed = case.settle.get(reading.id, reading.preferred if reading.assumed else None)
    if fixed is not None or len(parts) < 2:  # noqa: PLR2004 - one payment alone needs no policy
        return together(parts, Policy(fixed or reading.preferred))
    by_option = {option: together(parts, Policy(option)) for option in reading.options}

    def amount(settings: Settings) -> Amount:
        if reading.id in settings:
            return by_option[settings[reading.id]].amount(settings)
        return hull(part.amount(settings) for part in by_option.values())

    one = by_option[reading.preferred]
    return Part(one.readings | {reading.id}, amount, one.shared)


def _group_result(book: Rulebook, group: Group, part: Part) -> GroupResult:
    options = options_of(book)
    amount = settled_amount(part, options)
    policy = group.policy
    if isinstance(policy, Policy) or policy not in part.readings:
        return GroupResult(group.id, amount)
    preferred = book.readings[policy].preferred
    under = tuple(
        GroupUnder(
            FrozenMap({policy: option}),
            settled_amount(part, options, {policy: option}),
            preferred == option,
        )
        for option in options[policy]
    )
    return GroupResult(group.id, amount, under)


def options_of(book: Rulebook) -> Options:
    """Return the options of every reading."""
    return {id_: tuple(reading.options) for id_, reading in book.readings.items()}


def _line(dues: list[Due], part: Part) -> Line:
    """Return a line with what its members share, and nothing they do not."""
    answers = [due.decided.determination for due in dues]
    return Line(
        payee=_payee(sorted(answers, key=lambda one: one.rule)),
        payer=_shared(one.payer for one in answers),
        every=_shared(one.every for one in answers),
        strength=answers[0].strength,
        part=part,
        printed=all(one.if_eligible is None or one.if_eligible.most is not None for one in answers),
    )


def _payee(answers: list[Determination]) -> Text | None:
    """Return who is paid, one or the other where they differ; None where the text names nobody."""
    payees = (one.payee or (HOUSEHOLD if one.for_ == "household" else None) for one in answers)
    named = [one for one in dict.fromkeys(payees) if one is not None]
    if not named:
        return None
    return Text(zh="或者".join(one.zh for one in named), en=" or ".join(one.en for one in named))


def _shared(values: Iterable[T | None]) -> T | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def totals(book: Rulebook, lines: list[Line]) -> tuple[Total, ...]:
    """Return the sums, apart by payee, payer, frequency and strength, and by whether a bound is printed."""
    by_key: dict[tuple[Text | None, Text | None, str | None, Strength, bool], list[Part]] = {}
    for line in lines:
        key = (line.payee, line.payer, line.every, line.strength, line.printed)
        by_key.setdefault(key, []).append(line.part)
    sums = [
        Total(payee, payer, every, strength, settled_amount(together(parts, Policy.SUM), options_of(book)))
        for (payee, payer, every, strength, _), parts in by_key.items()
    ]
    return tuple(sorted(sums, key=_order))


def _order(one: Total) -> tuple[str, ...]:
    payee = "" if one.payee is None else one.payee.en
    return (one.strength.value, payee, str(one.payer), str(one.every), str(one.amount.most))
