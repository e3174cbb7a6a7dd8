"""The functions on dates, each on everything its arguments could be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final

from xixia_gov import dates
from xixia_gov.engine.value import Value
from xixia_gov.errors import ValueProblem
from xixia_gov.interval import Interval
from xixia_gov.unknown import Cause, CauseKind

CALENDAR: Final = Cause(CauseKind.ELSEWHERE, "calendar")
"""Working days are fixed year by year; beyond the years the calendar knows they are open."""

BEYOND: Final = Cause(CauseKind.TEXT, "calendar")
"""No day has a name after the year 9999 or before the year 1."""

_BETWEEN: Final[dict[str, Callable[[dt.date, dt.date], int | None]]] = {
    "age": dates.age,
    "months_between": dates.whole_months_between,
    "days_between": dates.days_between,
    "working_days_between": dates.working_days_between,
}
_ADDING: Final[dict[str, Callable[[dt.date, int], dt.date | None]]] = {
    "add_months": dates.add_months,
    "add_days": dates.add_days,
    "add_working_days": dates.add_working_days,
}
END_OF_PERIOD: Final[dict[str, Callable[[dt.date, str], dt.date]]] = {
    "first_day_of": dates.first_day_of,
    "last_day_of": dates.last_day_of,
}
"""The functions that give an end of a period of the calendar. No such period leaves the calendar."""


def call_fixed(name: str, values: Sequence[Value]) -> tuple[Value, list[Cause]]:
    """Return what a date function could give, and the calendar as a cause where it ends.

    All of them grow with their second argument; those that count between two days shrink with
    their first, so the ends of the result come from the ends of the arguments.
    """
    first: Any = values[0]
    second: Any = values[1]
    if name in _BETWEEN:
        count = _BETWEEN[name]
        least, beyond = _end(count, first.most, second.least)
        most, beyond_too = _end(count, first.least, second.most)
        number = Interval(
            None if least is None else Fraction(least), None if most is None else Fraction(most)
        )
        return number, _causes(name, beyond=beyond or beyond_too)
    add = _ADDING[name]
    low, beyond = _end(add, first.least, _whole(second.least))
    high, beyond_too = _end(add, first.most, _whole(second.most))
    return Interval(low, high), _causes(name, beyond=beyond or beyond_too)


def call_period_end(name: str, day: Value, period: str) -> Value:
    """Return an end of the period that a day is in: the ends of what it could be come from the day's own."""
    days: Any = day
    of = END_OF_PERIOD[name]
    low, high = (None if end is None else of(end, period) for end in (days.least, days.most))
    return Interval(low, high)


def _causes(name: str, *, beyond: bool) -> list[Cause]:
    if not beyond:
        return []
    return [CALENDAR] if "working_days" in name else [BEYOND]


def _whole(number: Fraction | None) -> int | None:
    return None if number is None else int(number)


def _end(function: Callable[..., Any], one: object, two: object) -> tuple[Any, bool]:
    """Return one end of the result (None: open), and whether a known day was beyond the calendar."""
    if one is None or two is None:
        return None, False
    try:
        result = function(one, two)
    except ValueProblem:  # beyond the first or last day there is
        return None, True
    return result, result is None
