"""Comparing what is counted between two days: as a comparison of the days themselves, which is far cheaper.

Whoever is at least 18 on a given day was born on or before another, and that day is found once, before any
row is read.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from xixia_gov import dates
from xixia_gov.columns.days import within
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Counted, Point, value_of
from xixia_gov.columns.three import Three, all_of, fixed, opposite, read, three
from xixia_gov.expression.nodes import Comparison
from xixia_gov.truth import Truth

_MONTHS: Final = {dates.age: 12, dates.whole_months_between: 1}
"""How many months each thing counted has."""
_MOST: Final = 12 * 200
"""Longer spans are worked out in numbers."""


def compare_counted(pool: Pool, operator: Comparison, one: Counted, value: Fraction) -> Three | None:
    """Return how a count compares with a number that is the same in every row; None where no day says so."""
    match operator:
        case Comparison.GE:
            return at_least(pool, one, math.ceil(value))
        case Comparison.GT:
            return at_least(pool, one, math.floor(value) + 1)
        case Comparison.LT:
            return _not(pool, at_least(pool, one, math.ceil(value)))
        case Comparison.LE:
            return _not(pool, at_least(pool, one, math.floor(value) + 1))
        case Comparison.EQ | Comparison.NE if value.denominator == 1:
            least = at_least(pool, one, value.numerator)
            more = _not(pool, at_least(pool, one, value.numerator + 1))
            if least is None or more is None:
                return None
            equal = all_of(pool, [least, more])
            return equal if operator is Comparison.EQ else opposite(pool, equal)
        case _:
            return None


def _not(pool: Pool, truth: Three | None) -> Three | None:
    return None if truth is None else opposite(pool, truth)


def at_least(pool: Pool, one: Counted, count: int) -> Three | None:
    """Return whether so many are counted from the one day to the other."""
    start, end = value_of(one.start), value_of(one.end)
    if isinstance(end, dt.date):
        last = _last_day(lambda day: one.count(day, end) >= count)
        return _on_or_before(pool, one.start, last)
    if isinstance(start, dt.date):
        before = _last_day(lambda day: one.count(start, day) < count)
        return opposite(pool, _on_or_before(pool, one.end, before))
    months = _MONTHS.get(one.count, 0) * count
    if not 0 < months <= _MOST:
        return None
    return _months_on(pool, one, months)


def _months_on(pool: Pool, one: Counted, months: int) -> Three:
    """Return whether the one day is so many months after the other, or later."""
    inside, _ = within(pool, one.start.term, months)
    reached = pool.compare(Comparison.LE, pool.later(inside, months), one.end.term)
    known = pool.all(one.start.known, one.end.known)
    # Where the calendar ends before so many months are over, they are not over on any day.
    sure = pool.fill(reached, pool.false)
    maybe = pool.any(pool.no(known), sure)
    return Three(sure, maybe, pool.no(known))


def _on_or_before(pool: Pool, day: Point, last: dt.date | None) -> Three:
    """Return whether a day is on or before another; none is before None."""
    if last is None or last == dt.date.max:
        truth = Truth.FALSE if last is None else Truth.TRUE
        certain = fixed(pool, truth).sure
        sure = pool.all(day.known, certain)
        return three(pool, sure, pool.any(pool.no(day.known), certain))
    return read(pool, pool.compare(Comparison.LE, day.term, pool.constant(last, "day")))


def _last_day(holds: Callable[[dt.date], bool]) -> dt.date | None:
    """Return the last day for which something holds that holds for all days before it; None for none."""
    low, high = 0, dt.date.max.toordinal()
    while low < high:
        middle = (low + high + 1) // 2
        if holds(dt.date.fromordinal(middle)):
            low = middle
        else:
            high = middle - 1
    return dt.date.fromordinal(low) if low else None


__all__ = ["at_least", "compare_counted"]
