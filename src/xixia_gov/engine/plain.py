"""Totals of payments that share nothing: added as they are, where no group, limit or reading joins them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from xixia_gov.engine.combine import HOUSEHOLD
from xixia_gov.model.assessment import Total
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import Amount, Determination
from xixia_gov.model.rule import Kind
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.text import Text


@attrs.frozen
class Purse:
    """What keeps payments apart in the totals: who is paid, by whom, how often, on how binding words."""

    payee: Text | None
    payer: Text | None
    every: str | None
    strength: Strength


@attrs.frozen
class Purses:
    """The purses of rules that share nothing; for each rule the place of its own, None for no payment."""

    purses: tuple[Purse, ...]
    places: tuple[int | None, ...]


def purses_of(book: Rulebook, rules: Sequence[str]) -> Purses | None:
    """Return the purses of some rules; None where a group or a limit joins what they pay."""
    grouped = {id_ for group in book.groups.values() for id_ in group.rules}
    found: dict[Purse, list[int]] = {}
    for place, id_ in enumerate(rules):
        versions = book.rules[id_]
        rule = versions[-1]
        if rule.kind is not Kind.ENTITLEMENT or rule.payment is None:
            continue
        if len(versions) > 1 or rule.once_per or id_ in grouped:
            return None
        payment = rule.payment
        payee = payment.payee or (HOUSEHOLD if payment.per == "household" else None)
        found.setdefault(Purse(payee, payment.payer, payment.every, rule.strength), []).append(place)
    purses = sorted(found, key=_order)
    if len({_order(purse) for purse in purses}) < len(purses):
        return None
    places: list[int | None] = [None] * len(rules)
    for number, purse in enumerate(purses):
        for place in found[purse]:
            places[place] = number
    return Purses(tuple(purses), tuple(places))


def _order(one: Purse) -> tuple[str, ...]:
    return (one.strength.value, "" if one.payee is None else one.payee.en, str(one.payer), str(one.every))


def plain_totals(purses: Purses, answers: Sequence[Determination]) -> tuple[Total, ...] | None:
    """Return the totals of one matter; None where a reading matters or a sum has no printed bound."""
    least = [0] * len(purses.purses)
    most = [0] * len(purses.purses)
    for place, one in zip(purses.places, answers, strict=True):
        if place is None:
            continue
        amount = one.amount
        if one.readings or amount is None or amount.most is None:
            return None
        least[place] += amount.least.fen
        most[place] += amount.most.fen
    return tuple(
        Total(purse.payee, purse.payer, purse.every, purse.strength, _between(low, high))
        for purse, low, high in zip(purses.purses, least, most, strict=True)
    )


def _between(low: int, high: int) -> Amount:
    least = Money(low)
    return Amount(least, least if low == high else Money(high))


__all__ = ["Purse", "Purses", "plain_totals", "purses_of"]
