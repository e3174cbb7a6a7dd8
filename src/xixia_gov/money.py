"""Money is a whole number of fen; yuan are written as text with at most two decimals, never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import attrs

from xixia_gov.errors import ValueProblem
from xixia_gov.text import Text

FEN_PER_YUAN: Final = 100
MAX_DIGITS: Final = 40
"""More digits than any sum of money has; a longer one is a slip."""
_YUAN: Final = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]+)(?:\.(?P<decimals>[0-9]+))?")


@attrs.frozen(order=True)
class Money:
    """An exact sum in fen (100 fen = 1 yuan).

    >>> str(Money(489900))
    '4899.00'
    """

    fen: int = attrs.field(validator=attrs.validators.instance_of(int))

    @property
    def yuan(self) -> Decimal:
        """The sum in yuan, exact, with two decimals."""
        return Decimal(self.fen).scaleb(-2)

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        whole, fen = divmod(abs(self.fen), FEN_PER_YUAN)
        return f"{sign}{whole}.{fen:02d}"


def yuan(amount: str | int | Decimal) -> Money:
    """Return the money for an amount in yuan: text, a whole number, or a Decimal.

    Raises `ValueProblem` for a float, for more than two decimals and for anything that is no
    number.

    >>> yuan("4999.50")
    Money(fen=499950)
    """
    if isinstance(amount, bool | float) or not isinstance(amount, str | int | Decimal):
        raise ValueProblem(
            Text(
                zh=f'金额应写成文字, 如 "4999.50", 不能是 {amount!r}',
                en=f'money is written as text, such as "4999.50", not {amount!r}',
            )
        )
    written = format(amount, "f") if isinstance(amount, Decimal) else str(amount)
    match = _YUAN.fullmatch(written)
    if match is None:
        raise ValueProblem(
            Text(
                zh=f'“{written}”不是金额; 应为元, 最多两位小数, 如 "4999.50"',
                en=f'{written!r} is not an amount in yuan; write at most two decimals: "4999.50"',
            )
        )
    decimals = match["decimals"] or ""
    if len(match["whole"]) > MAX_DIGITS:
        raise ValueProblem(
            Text(zh="金额的位数过多", en=f"an amount has at most {MAX_DIGITS} digits before the point")
        )
    if len(decimals) > 2:  # noqa: PLR2004 - a yuan has two decimals
        raise ValueProblem(
            Text(
                zh=f"“{written}”小数超过两位; 最小单位是分",
                en=f"{written!r} has more than two decimals; the smallest unit is the fen",
            )
        )
    fen = int(match["whole"]) * FEN_PER_YUAN + int(decimals[:2].ljust(2, "0"))
    return Money(-fen if match["sign"] else fen)


def group_digits(money: Money) -> str:
    """Return the sum for people: thousands grouped, decimals only where there are any.

    >>> group_digits(Money(100000)), group_digits(Money(123456))
    ('1,000', '1,234.56')
    """
    whole, _, decimals = str(money).partition(".")
    grouped = f"{int(whole):,}" if whole != "-0" else "-0"
    return grouped if decimals == "00" else f"{grouped}.{decimals}"
