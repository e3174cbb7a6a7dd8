"""A summand is a payment as a function of the readings settled: what totals and groups are made of.

Readings that matter to several summands must be settled together, option by option; the hull of those
sums is the answer. Readings of one summand alone are hulled within it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from xixia_gov.engine.decide import MAX_COMBINATIONS
from xixia_gov.engine.ruled import Answer
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.determination import NOTHING, Amount
from xixia_gov.model.rule import Policy
from xixia_gov.money import Money

Settings = Mapping[str, str]
AmountUnder = Callable[[Settings], Amount]
Options = Mapping[str, tuple[str, ...]]
"""The options of every reading, by its id."""


@attrs.frozen
class Part:
    """One summand: what it can be under settings of the readings that matter to it.

    `shared` are those that matter to several of the parts it is made of.
    """

    readings: frozenset[str]
    amount: AmountUnder
    shared: frozenset[str] = frozenset()


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


_POLICIES: dict[Policy, Callable[[Amount, Amount], Amount]] = {Policy.SUM: plus, Policy.HIGHEST: highest}


def part_of(decided: Answer) -> Part:
    """Return a determination as a summand."""
    readings = frozenset(decided.determination.readings)
    if not readings:
        whole = decided.determination.amount or NOTHING
        return Part(readings, lambda _: whole)
    known: dict[Settings, Amount] = {}

    def amount(settings: Settings) -> Amount:
        fixed = FrozenMap({id_: option for id_, option in settings.items() if id_ in readings})
        if fixed not in known:
            known[fixed] = hull(
                branch.amount
                for branch in decided.branches
                if branch.amount is not None
                and all(branch.settings.get(id_, option) == option for id_, option in fixed.items())
            )
        return known[fixed]

    return Part(readings, amount)


def times(part: Part, count: int) -> Part:
    """Return so many equal summands as one."""
    if count == 1:
        return part

    def amount(settings: Settings) -> Amount:
        one = part.amount(settings)
        most = None if one.most is None else Money(one.most.fen * count)
        return Amount(Money(one.least.fen * count), most)

    return Part(part.readings, amount, part.readings)


def together(parts: Iterable[Part], combine: Policy | Callable[[Amount, Amount], Amount]) -> Part:
    """Return several summands as one, combined two by two."""
    listed = list(parts)
    join = _POLICIES[combine] if isinstance(combine, Policy) else combine

    def amount(settings: Settings) -> Amount:
        total: Amount | None = None
        for part in listed:
            one = part.amount(settings)
            total = one if total is None else join(total, one)
        return NOTHING if total is None else total

    readings = frozenset[str]().union(*(part.readings for part in listed))
    return Part(readings, amount, shared_by(listed))


def between(least: Part, *most: Part) -> Part:
    """Return what is at least one summand, and at most the lowest of some others."""

    def amount(settings: Settings) -> Amount:
        ends = [end for part in most if (end := part.amount(settings).most) is not None]
        return Amount(least.amount(settings).least, min(ends) if ends else None)

    parts = [least, *most]
    readings = frozenset[str]().union(*(part.readings for part in parts))
    return Part(readings, amount, shared_by(parts))


def shared_by(parts: list[Part]) -> frozenset[str]:
    """Return the readings that matter to several of the parts, or to several parts of one of them."""
    counts: dict[str, int] = {}
    for part in parts:
        for id_ in part.readings:
            counts[id_] = counts.get(id_, 0) + 1
    inside = frozenset[str]().union(*(part.shared for part in parts))
    return inside | {id_ for id_, count in counts.items() if count > 1}


def settled_amount(part: Part, options: Options, fixed: Settings | None = None) -> Amount:
    """Return the hull of a summand over every option of the readings its parts share.

    `fixed` takes an option for some. Where there are too many combinations, the parts are hulled
    one by one: wider, never wrong.
    """
    taken = fixed or {}
    return hull(part.amount({**taken, **settings}) for settings in _combinations(part, options, taken))


def _combinations(part: Part, options: Options, fixed: Settings) -> Iterator[Settings]:
    shared = sorted(part.shared - set(fixed))
    size = 1
    for id_ in shared:
        size *= len(options[id_])
    if size > MAX_COMBINATIONS:
        shared = []
    for chosen in itertools.product(*(options[id_] for id_ in shared)):
        yield FrozenMap(dict(zip(shared, chosen, strict=True)))


def hull(amounts: Iterable[Amount]) -> Amount:
    """Return the smallest amount that covers all; nothing for none."""
    covering: Amount | None = None
    for amount in amounts:
        covering = amount if covering is None else covering.hull(amount)
    return NOTHING if covering is None else covering
