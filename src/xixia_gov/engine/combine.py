"""Combining sums: groups first, then totals; a reading that several answers share is summed per option.

Each determination keeps its amount under every combination of its readings. For a total the readings
that matter to at least two of its parts are settled together, option by option; the hull of those
sums is the total. Readings of one part alone are hulled within it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import attrs

from xixia_gov.engine.decide import MAX_COMBINATIONS, Decided
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.assessment import GroupResult, GroupUnder, Total
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, NOTHING, Amount
from xixia_gov.model.rule import Group, Policy
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.text import Text

Settings = Mapping[str, str]
AmountUnder = Callable[[Settings], Amount]


@attrs.frozen
class Part:
    """One summand: what it can be under settings of the readings that matter to it."""

    readings: frozenset[str]
    amount: AmountUnder


def plus(one: Amount, two: Amount) -> Amount:
    """Return the sum of two amounts.

    >>> plus(NOTHING, NOTHING) == NOTHING
    True
    """
    most = None if one.most is None or two.most is None else Money(one.most.fen + two.most.fen)
    return Amount(Money(one.least.fen + two.least.fen), most)


def highest(one: Amount, two: Amount) -> Amount:
    """Return what the higher of two payments can be."""
    most = None if one.most is None or two.most is None else max(one.most, two.most)
    return Amount(max(one.least, two.least), most)


def total_of(
    parts: list[Part], options: Mapping[str, tuple[str, ...]]
) -> tuple[Amount, dict[FrozenMap[str, str], Amount]]:
    """Return the hull of the sums, and the sum under each option of the shared readings.

    Where the shared readings have too many combinations, the parts are hulled one by one: wider,
    never wrong.
    """
    counts: dict[str, int] = {}
    for part in parts:
        for id_ in part.readings:
            counts[id_] = counts.get(id_, 0) + 1
    shared = sorted(id_ for id_, count in counts.items() if count > 1)
    size = 1
    for id_ in shared:
        size *= len(options[id_])
    if size > MAX_COMBINATIONS:
        shared = []
    sums: dict[FrozenMap[str, str], Amount] = {}
    for chosen in itertools.product(*(options[id_] for id_ in shared)):
        settings = FrozenMap(dict(zip(shared, chosen, strict=True)))
        total = NOTHING
        for part in parts:
            total = plus(total, part.amount(settings))
        sums[settings] = total
    hull: Amount | None = None
    for amount in sums.values():
        hull = amount if hull is None else hull.hull(amount)
    return hull if hull is not None else NOTHING, sums


def part_of(decided: Decided) -> Part:
    """Return a determination as a summand."""

    def amount(settings: Settings) -> Amount:
        hull: Amount | None = None
        for branch in decided.branches:
            agrees = all(branch.settings.get(id_, option) == option for id_, option in settings.items())
            if agrees and branch.amount is not None:
                hull = branch.amount if hull is None else hull.hull(branch.amount)
        return NOTHING if hull is None else hull

    return Part(frozenset(decided.determination.readings), amount)


def together(parts: Iterable[Part], policy: Policy) -> Part:
    """Return several summands as one, under a policy."""
    listed = list(parts)
    combine = plus if policy is Policy.SUM else highest

    def amount(settings: Settings) -> Amount:
        total = NOTHING
        for part in listed:
            total = combine(total, part.amount(settings))
        return total

    return Part(frozenset().union(*(part.readings for part in listed)), amount)


def _by_policy(group: Group, book: Rulebook, case: Case, parts: list[Part]) -> Part:
    """Return a group as one summand; a policy that is a reading is settled like any other."""
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
        hull: Amount | None = None
        for part in by_option.values():
            one = part.amount(settings)
            hull = one if hull is None else hull.hull(one)
        return NOTHING if hull is None else hull

    readings = next(iter(by_option.values())).readings | {reading.id}
    return Part(readings, amount)


@attrs.frozen
class Line:
    """A summand with what keeps it apart from others in the totals.

    A sum of which no upper bound is printed is not `printed`: added to others it would hide theirs.
    """

    payee: Text
    payer: Text | None
    every: str | None
    strength: Strength
    part: Part
    printed: bool = True


_PAYEES: Final = {
    "household": Text(zh="家庭", en="household"),
    "subject": Text(zh="申请人", en="the claimant"),
}


def line_of(decided: Decided, part: Part) -> Line:
    """Return the line of a determination in the totals."""
    one = decided.determination
    payee = one.payee or _PAYEES["household" if one.for_ == "household" else "subject"]
    printed = one.if_eligible is None or one.if_eligible.most is not None
    return Line(payee, one.payer, one.every, one.strength, part, printed)


def group_results(
    book: Rulebook, case: Case, paying: list[tuple[Decided, Part]]
) -> tuple[list[GroupResult], list[Line]]:
    """Return what each group comes to, and the lines of the totals with groups as one line.

    A rule that says no adds nothing to its group.
    """
    lines: list[Line] = []
    results: list[GroupResult] = []
    grouped = {rule: group for group in book.groups.values() for rule in group.rules}
    members: dict[str, list[tuple[Decided, Part]]] = {}
    for decided, part in paying:
        group = grouped.get(decided.determination.rule)
        if group is None:
            lines.append(line_of(decided, part))
        else:
            members.setdefault(group.id, []).append((decided, part))
    options = {id_: tuple(reading.options) for id_, reading in book.readings.items()}
    for id_, inside in sorted(members.items()):
        live = [(d, p) for d, p in inside if d.determination.outcome is not NO[d.determination.kind]]
        group = book.groups[id_]
        part = _by_policy(group, book, case, [p for _, p in live])
        lines.append(_group_line([d for d, _ in live or inside], part))
        results.append(_group_result(book, group, part, options))
    return results, lines


def _group_line(members: list[Decided], part: Part) -> Line:
    """Return the line of a group: what its members share, and nothing they do not."""
    lines = [line_of(one, part) for one in members]
    first = lines[0]
    return Line(
        payee=first.payee if len({line.payee for line in lines}) == 1 else _PAYEES["subject"],
        payer=first.payer if len({line.payer for line in lines}) == 1 else None,
        every=first.every if len({line.every for line in lines}) == 1 else None,
        strength=first.strength,
        part=part,
        printed=all(line.printed for line in lines),
    )


def _group_result(
    book: Rulebook, group: Group, part: Part, options: Mapping[str, tuple[str, ...]]
) -> GroupResult:
    policy = group.policy if isinstance(group.policy, str) else None
    if policy is None or policy not in part.readings:
        return GroupResult(group.id, part.amount({}))
    under = tuple(
        GroupUnder(
            FrozenMap({policy: option}),
            part.amount({policy: option}),
            book.readings[policy].preferred == option,
        )
        for option in options[policy]
    )
    return GroupResult(group.id, part.amount({}), under)


def totals(book: Rulebook, lines: list[Line]) -> tuple[Total, ...]:
    """Return the sums, apart by payee, payer, frequency and strength, and by whether a bound is printed."""
    options = {id_: tuple(reading.options) for id_, reading in book.readings.items()}
    by_key: dict[tuple[Text, Text | None, str | None, Strength, bool], list[Part]] = {}
    for line in lines:
        key = (line.payee, line.payer, line.every, line.strength, line.printed)
        by_key.setdefault(key, []).append(line.part)
    sums = [
        Total(payee, payer, every, strength, total_of(parts, options)[0])
        for (payee, payer, every, strength, _), parts in by_key.items()
    ]
    return tuple(
        sorted(sums, key=lambda one: (one.strength.value, one.payee.en, str(one.payer), str(one.every)))
    )
