"""A payment due once in a year is due once, however many matters of a case ask for it."""

from __future__ import annotations

from xixia_gov.engine.combine import Part, highest, part_of, plus, together
from xixia_gov.engine.decide import Decided
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import evaluate
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.value import Value, settled
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, Amount
from xixia_gov.model.rule import Policy, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter


def limited(book: Rulebook, case: Case, paying: list[tuple[Decided, Matter]]) -> list[tuple[Decided, Part]]:
    """Return the summands of a case, with repeated claims for one payment as a single summand.

    Claims whose period is not known could be for one period or for several: the sum lies between.
    """
    result: list[tuple[Decided, Part]] = []
    repeated: dict[str, list[tuple[Decided, tuple[Value, ...]]]] = {}
    for decided, matter in paying:
        rule = book.latest(decided.determination.rule)
        if not rule.once_per or decided.determination.outcome is NO[rule.kind]:
            result.append((decided, part_of(decided)))
        else:
            repeated.setdefault(rule.id, []).append((decided, _period(book, case, matter, rule)))
    for claims in repeated.values():
        result.extend(_merge(claims))
    return result


def _period(book: Rulebook, case: Case, matter: Matter, rule: Rule) -> tuple[Value, ...]:
    frame = Frame(book, case, matter, FrozenMap(), None, _no_rule)
    return tuple(evaluate(node, frame).value for node in rule.once_per)


def _no_rule(_name: str, _rule: str, _frame: Frame) -> Traced:
    message = "a period reads no rule"
    raise TypeError(message)


def _merge(claims: list[tuple[Decided, tuple[Value, ...]]]) -> list[tuple[Decided, Part]]:
    known: dict[tuple[Value, ...], list[Decided]] = {}
    unknown: list[Decided] = []
    for decided, period in claims:
        if all(settled(value) for value in period):
            known.setdefault(period, []).append(decided)
        else:
            unknown.append(decided)
    merged = [(same[0], together([part_of(one) for one in same], Policy.HIGHEST)) for same in known.values()]
    if not unknown:
        return merged
    if len(claims) == 1:
        return [(unknown[0], part_of(unknown[0]))]
    everything = [*(part for _, part in merged), *(part_of(one) for one in unknown)]
    return [(claims[0][0], _once_or_each(everything))]


def _once_or_each(parts: list[Part]) -> Part:
    def amount(settings: dict[str, str]) -> Amount:
        once = each = parts[0].amount(settings)
        for part in parts[1:]:
            one = part.amount(settings)
            once, each = highest(once, one), plus(each, one)
        return Amount(once.least, each.most)

    return Part(frozenset().union(*(part.readings for part in parts)), amount)  # type: ignore[arg-type]
