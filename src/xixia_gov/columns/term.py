"""A term is one column still to be worked out: an operation on other terms, each made once.

Every row is the same to a term, so what does not depend on the row is worked out while terms are made,
and two equal terms are one object. A truth that is open is two terms that are never null (`truth.py`):
only facts as they stand in the input, numbers without a known end and days can be null.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final, Literal

import attrs

from xixia_gov.expression.nodes import Comparison

Kind = Literal["truth", "number", "day", "text", "code"]
Scalar = bool | int | dt.date | str
Param = Scalar | Comparison | tuple[str, ...] | tuple[int | None, ...] | None


class Op(enum.Enum):
    """What a term does with the terms below it."""

    CONSTANT = "constant"
    COLUMN = "column"
    ALL = "all"
    ANY = "any"
    NO = "no"
    NULL = "null"
    FILL = "fill"
    """The first, or the second where the first is null."""
    COMPARE = "compare"
    AMONG = "among"
    ADD = "add"
    TIMES = "times"
    FLOOR = "floor"
    """Divided by a positive whole number and rounded down."""
    CHOOSE = "choose"
    """The second where the first holds, else (also where it is null) the third."""
    CODE = "code"
    """A small number for the first of some truths that holds, the last number where none does."""
    MASK = "mask"
    """A whole number that has a bit for each truth that holds, at the places of the parameter."""
    LATER = "later"
    """A day so many months later, in a month without it the last day of the month."""
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@attrs.frozen(eq=False, slots=True)
class Term:
    """One operation; `nullable` says that some row may have no value. Two equal terms are one object."""

    op: Op
    args: tuple[Term, ...]
    param: Param
    kind: Kind
    nullable: bool
    number: int
    """Its place among the terms of its pool: those below it come first."""

    @property
    def constant(self) -> bool:
        """Whether it has one value in every row."""
        return self.op is Op.CONSTANT


SWAPPED: Final = {
    Comparison.EQ: Comparison.EQ,
    Comparison.NE: Comparison.NE,
    Comparison.LT: Comparison.GT,
    Comparison.GT: Comparison.LT,
    Comparison.LE: Comparison.GE,
    Comparison.GE: Comparison.LE,
}
"""The comparison that says the same with its two sides changed over."""

OPPOSITE: Final = {
    Comparison.EQ: Comparison.NE,
    Comparison.NE: Comparison.EQ,
    Comparison.LT: Comparison.GE,
    Comparison.GE: Comparison.LT,
    Comparison.GT: Comparison.LE,
    Comparison.LE: Comparison.GT,
}
"""The comparison that says the contrary."""


def compared(operator: Comparison, one: int | dt.date | str, two: int | dt.date | str) -> bool:
    """Whether two known values compare so.

    >>> compared(Comparison.LE, 3, 3)
    True
    """
    match operator:
        case Comparison.EQ:
            return one == two
        case Comparison.NE:
            return one != two
        case Comparison.LT:
            return one < two  # type: ignore[operator] # both are of one kind
        case Comparison.LE:
            return one <= two  # type: ignore[operator] # both are of one kind
        case Comparison.GT:
            return one > two  # type: ignore[operator] # both are of one kind
        case Comparison.GE:
            return one >= two  # type: ignore[operator] # both are of one kind


__all__ = ["OPPOSITE", "SWAPPED", "Kind", "Op", "Param", "Scalar", "Term", "compared"]
