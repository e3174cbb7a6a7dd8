"""Sums in words: one sum, a range, or a sum without a known limit; never 0 for what is not known."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from xixia_gov.engine.words import number_text
from xixia_gov.interval import Numbers
from xixia_gov.model.determination import Amount
from xixia_gov.money import Money, group_digits
from xixia_gov.report.words import UNKNOWN_SUM
from xixia_gov.text import Text
from xixia_gov.units import YUAN, Unit

_SHOWN_DECIMALS: Final = 6


def paid_to(payee: Text | None) -> Text:
    """Return to whom a sum is paid.

    >>> paid_to(None).en
    'the text does not say to whom'
    """
    if payee is None:
        return Text(zh="公报未写明付给谁", en="the text does not say to whom")
    return Text(zh=f"付给{payee.zh}", en=f"to {payee.en}")


def money_text(money: Money) -> Text:
    """Return one sum.

    >>> money_text(Money(48990)).zh
    '489.90元'
    """
    return Text(zh=f"{group_digits(money)}元", en=f"{group_digits(money)} yuan")


def amount_text(amount: Amount) -> Text:
    """Return a sum or a range; both ends of a range are inside it.

    >>> amount_text(Amount(Money(100000), Money(380000))).zh
    '1,000–3,800元'
    """
    if amount.most is None:
        if amount.least.fen == 0:
            return UNKNOWN_SUM
        least = money_text(amount.least)
        return Text(zh=f"至少{least.zh}，没有已知的上限", en=f"at least {least.en}, no upper limit known")
    most = money_text(amount.most)
    if amount.settled:
        return most
    least = Text(zh=group_digits(amount.least), en=group_digits(amount.least))
    return Text(zh=f"{least.zh}–{most.zh}", en=f"{least.en}–{most.en}")


def exact_text(exact: Numbers) -> Text:
    """Return money in fen before it was rounded, every decimal shown where there is an end to them.

    >>> from xixia_gov.interval import point
    >>> exact_text(point(Fraction(24691, 2))).zh
    '123.455元'
    """
    return _range(exact, _exact_yuan)


def numbers_text(numbers: Numbers, unit: Unit | None) -> Text:
    """Return a number of a unit, or everything it could be.

    >>> from xixia_gov.interval import Interval
    >>> numbers_text(Interval(Fraction(100), None), YUAN).en
    'at least 1 yuan, no upper limit known'
    """
    if unit == YUAN:
        return _range(numbers, _exact_yuan)
    return _range(numbers, lambda number: number_text(number, unit))


def _range(numbers: Numbers, say: Callable[[Fraction], Text]) -> Text:
    least, most = numbers.least, numbers.most
    if most is None:
        if least is None or least == 0:
            return Text(zh="未知", en="not known")
        low = say(least)
        return Text(zh=f"至少{low.zh}，没有已知的上限", en=f"at least {low.en}, no upper limit known")
    high = say(most)
    if least is None:
        return Text(zh=f"至多{high.zh}", en=f"at most {high.en}")
    low = say(least)
    return high if least == most else Text(zh=f"{low.zh}至{high.zh}", en=f"{low.en} to {high.en}")


def _exact_yuan(fen: Fraction) -> Text:
    number = decimal(fen / 100)
    return Text(zh=f"{number}元", en=f"{number} yuan")


def decimal(number: Fraction) -> str:
    """Return a number in decimals: exact where they end, else cut and marked with an ellipsis.

    >>> decimal(Fraction(24691, 200)), decimal(Fraction(1, 3))
    ('123.455', '0.333333…')
    """
    sign = "-" if number < 0 else ""
    whole, rest = divmod(abs(number), 1)
    digits = ""
    while rest and len(digits) < _SHOWN_DECIMALS:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    if len(digits) == 1:
        digits += "0"  # a yuan is written with both its decimals
    more = "…" if rest else ""
    return f"{sign}{whole:,}.{digits}{more}" if digits else f"{sign}{whole:,}"
