"""An interval is every value a number or date could still have; either end may be open (None)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Generic, TypeVar

import attrs

T = TypeVar("T", Fraction, dt.date)


@attrs.frozen
class Interval(Generic[T]):
    """All values from `least` to `most`, both inside; None means no limit known on that side.

    >>> Interval(Fraction(1), Fraction(3)).hull(Interval(Fraction(5), None))
    Interval(least=Fraction(1, 1), most=None)
    """

    least: T | None
    most: T | None

    @property
    def settled(self) -> bool:
        """Whether only one value is left."""
        return self.least is not None and self.least == self.most

    def contains(self, value: T) -> bool:
        """Whether `value` is still possible."""
        return (self.least is None or self.least <= value) and (self.most is None or value <= self.most)

    def covers(self, other: Interval[T]) -> bool:
        """Whether every value of `other` is possible here too."""
        low = self.least is None or (other.least is not None and self.least <= other.least)
        high = self.most is None or (other.most is not None and other.most <= self.most)
        return low and high

    def hull(self, other: Interval[T]) -> Interval[T]:
        """Return the smallest interval with both inside."""
        least = None if self.least is None or other.least is None else min(self.least, other.least)
        most = None if self.most is None or other.most is None else max(self.most, other.most)
        return Interval(least, most)

    def meet(self, other: Interval[T]) -> Interval[T] | None:
        """Return what both allow, or None when they contradict each other."""
        least = _tighter(self.least, other.least, max)
        most = _tighter(self.most, other.most, min)
        if least is not None and most is not None and least > most:
            return None
        return Interval(least, most)


def point(value: T) -> Interval[T]:
    """Return the interval of a known value.

    >>> point(Fraction(2)).settled
    True
    """
    return Interval(value, value)


def _tighter(one: T | None, two: T | None, choose: Callable[[T, T], T]) -> T | None:
    if one is None:
        return two
    return one if two is None else choose(one, two)


Numbers = Interval[Fraction]
Dates = Interval[dt.date]


def add(one: Numbers, two: Numbers) -> Numbers:
    """Return every possible sum."""
    return Interval(_plus(one.least, two.least), _plus(one.most, two.most))


def negate(one: Numbers) -> Numbers:
    """Return every possible opposite."""
    return Interval(None if one.most is None else -one.most, None if one.least is None else -one.least)


def subtract(one: Numbers, two: Numbers) -> Numbers:
    """Return every possible difference."""
    return add(one, negate(two))


def multiply(one: Numbers, two: Numbers) -> Numbers:
    """Return every possible product.

    >>> multiply(Interval(Fraction(0), None), point(Fraction(1, 10)))
    Interval(least=Fraction(0, 1), most=None)
    """
    return _corners(one, two)


def divide(one: Numbers, two: Numbers) -> Numbers:
    """Return every possible quotient; no limit is known where the divisor could be 0."""
    if two.contains(Fraction(0)):
        return Interval(None, None)
    return _corners(one, _inverse(two))


def minimum(one: Numbers, two: Numbers) -> Numbers:
    """Return every possible smaller one of the two; an unknown one never lifts a cap.

    >>> minimum(Interval(Fraction(0), None), point(Fraction(1000)))
    Interval(least=Fraction(0, 1), most=Fraction(1000, 1))
    """
    least = None if one.least is None or two.least is None else min(one.least, two.least)
    return Interval(least, _tighter(one.most, two.most, min))


def maximum(one: Numbers, two: Numbers) -> Numbers:
    """Return every possible larger one of the two."""
    most = None if one.most is None or two.most is None else max(one.most, two.most)
    return Interval(_tighter(one.least, two.least, max), most)


def _plus(one: Fraction | None, two: Fraction | None) -> Fraction | None:
    return None if one is None or two is None else one + two


def _inverse(one: Numbers) -> Numbers:
    # 0 is not inside, so both ends have one sign and an open end becomes 0.
    least = Fraction(0) if one.most is None else 1 / one.most
    most = Fraction(0) if one.least is None else 1 / one.least
    return Interval(least, most)


_Extended = tuple[int, Fraction]
"""A number or an infinity: (sign of the infinity or 0, the number or 0), in sorting order."""


def _corners(one: Numbers, two: Numbers) -> Numbers:
    """Return the hull of the products of the ends, an open end counting as infinite."""
    lows = [_extend(one.least, -1), _extend(one.most, 1)]
    highs = [_extend(two.least, -1), _extend(two.most, 1)]
    products = sorted(_times(low, high) for low in lows for high in highs)
    return Interval(_limit(products[0]), _limit(products[-1]))


def _extend(end: Fraction | None, sign: int) -> _Extended:
    return (sign, Fraction(0)) if end is None else (0, end)


def _times(one: _Extended, two: _Extended) -> _Extended:
    if one[0] == 0 and two[0] == 0:
        return (0, one[1] * two[1])
    sign = _sign(one) * _sign(two)
    return (sign, Fraction(0))


def _sign(one: _Extended) -> int:
    if one[0]:
        return one[0]
    return (one[1] > 0) - (one[1] < 0)


def _limit(one: _Extended) -> Fraction | None:
    return None if one[0] else one[1]
