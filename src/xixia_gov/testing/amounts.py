"""Laws of one sum: a cap is never passed, and a sum never shrinks while what it grows with grows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from xixia_gov.analysis.edges import edges_of, values_near
from xixia_gov.analysis.examples import answer, written
from xixia_gov.analysis.places import could_exist, show, value_at, with_fact
from xixia_gov.errors import InputError, Problem, unknown_name
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, Amount, Determination, Outcome
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.testing.law import require, rule_in
from xixia_gov.testing.search import for_all
from xixia_gov.testing.strategies import Draw, cases
from xixia_gov.text import Text
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import FactKind

_ORDERED: Final = (FactKind.NUMBER, FactKind.MONEY, FactKind.DATE)


def check_cap(
    book: Rulebook,
    rule: Rule | str,
    *,
    most: Money | None = None,
    least: Money | None = None,
    share: float = 1.0,
) -> None:
    """Check that no case pays more than `most`, and none that pays gets less than `least`.

    Left out, they are the figures the rule names in `never_over` and `never_under`; a rule that names none
    has nothing to break. What could be paid counts: an unknown price under a cap is at most the cap. Raises
    `LawBroken` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.money import yuan
    >>> check_cap(load_rulebook(), "trade_in.appliance", most=yuan("1000"), share=0.05)
    """
    rule = rule_in(book, rule)
    if rule.payment is not None:
        most = _figure(book, rule.payment.never_over, max) if most is None else most
        least = _figure(book, rule.payment.never_under, min) if least is None else least
    if most is None and least is None:
        return

    def law(case: Case) -> None:
        one = _decided(book, rule, case)
        paid = None if one is None else one.if_eligible
        if paid is not None:
            require(rule, "its cap", _cap_faults(paid, most, least), case, show(case))

    for_all(cases(book, rule), law, share=share)


def _figure(book: Rulebook, key: str | None, pick: Any) -> Money | None:  # noqa: ANN401 - min or max
    if key is None:
        return None
    values = [one.value for one in book.figures[key].versions]
    return Money(pick(int(value) for value in values if isinstance(value, Fraction)))


def _cap_faults(paid: Amount, most: Money | None, least: Money | None) -> Iterator[str]:
    if most is not None and (paid.most is None or paid.most > most):
        yield f"{written(paid)} could be paid, at most {most} may be"
    if least is not None and paid.least < least:
        yield f"{written(paid)} could be paid, at least {least} must be"


def check_monotone(
    book: Rulebook, rule: Rule | str, *, facts: Collection[str] | None = None, share: float = 1.0
) -> None:
    """Check that a sum never shrinks while one fact grows and all else stays, both cases being paid.

    `facts` are paths of numbers, sums or days; left out, those the rule names in `grows_with`. Raises
    `LawBroken` with the case of the greater fact, and `InputError` for a fact the rulebook does not have
    or that has no order.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_monotone(load_rulebook(), "trade_in.appliance", facts=["purchase.final_price"], share=0.05)
    """
    rule = rule_in(book, rule)
    declared = () if rule.payment is None else rule.payment.grows_with
    paths = tuple(declared if facts is None else facts)
    ordered = [path for path, info in book.facts.items() if info.kind in _ORDERED]
    for path in paths:
        if path not in ordered:
            raise InputError(
                [Problem(unknown_name(Text(zh="可比较的事实", en="fact with an order"), path, ordered))]
            )
    if not paths or rule.payment is None:
        return
    edges = edges_of(book, rule)
    cases_ = cases(book, rule)

    @st.composite
    def drawn(draw: Draw) -> tuple[str, Case, Case] | None:
        path, case = draw(st.sampled_from(paths)), draw(cases_)
        if not could_exist(book, case, path):
            return None
        near = st.sampled_from(values_near(book, edges, case, rule, path))
        case = with_fact(case, path, draw(near)) if value_at(book, case, path) is UNKNOWN else case
        other = with_fact(case, path, draw(near))
        low, high = sorted((case, other), key=lambda one: _number(value_at(book, one, path)))
        return path, low, high

    def law(found: tuple[str, Case, Case] | None) -> None:
        if found is None:
            return
        path, low, high = found
        before, after = (_sure(book, rule, case) for case in (low, high))
        if before is not None and after is not None and _shrinks(before, after):
            values = [value_at(book, case, path) for case in (low, high)]
            grown = f"{path} grows from {values[0]} to {values[1]}"
            fault = f"{grown}, the sum goes from {written(before)} to {written(after)}"
            require(rule, "that its sum grows", [fault], high, show(high))

    for_all(drawn(), law, share=share)


def _number(value: Any) -> Any:  # noqa: ANN401 - a number or a day
    return value.fen if isinstance(value, Money) else value


def _sure(book: Rulebook, rule: Rule, case: Case) -> Amount | None:
    """Return what is paid where the answer is certainly yes."""
    one = _decided(book, rule, case)
    if one is None or one.outcome in (NO[rule.kind], Outcome.UNDETERMINED):
        return None
    return one.if_eligible


def _shrinks(before: Amount, after: Amount) -> bool:
    if after.least < before.least:
        return True
    return after.most is not None and (before.most is None or after.most < before.most)


def _decided(book: Rulebook, rule: Rule, case: Case) -> Determination | None:
    try:
        return answer(book, rule, case)
    except InputError:
        return None


__all__ = ["check_cap", "check_monotone"]
