"""Functions on days by whole numbers alone, so that every engine gives the same.

A day is the engine's own where it is only compared. Where months are added it is its month (12 a year, from
the year 0) times 32 plus its day of the month; where days are counted it is its number from 1 January of
the year 1. All three grow as days do, and `Form` says which one a span holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov import dates
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.refuse import RefusedError
from xixia_gov.columns.span import (
    STRIDE,
    Counted,
    Form,
    Point,
    Range,
    Span,
    constant,
    high,
    key_of,
    low,
    value_of,
)
from xixia_gov.columns.term import Op, Term
from xixia_gov.columns.without import WORKING_DAYS
from xixia_gov.engine.calls import END_OF_PERIOD
from xixia_gov.errors import ValueProblem
from xixia_gov.expression.nodes import Comparison
from xixia_gov.text import Text

YEAR: Final = 12
LEAP: Final = (4, 100, 400)
FEBRUARY: Final = 2
_FIRST: Final = key_of(dt.date.min)
_LAST: Final = key_of(dt.date.max)
_JULIAN: Final = 1721425
"""The Julian day before 1 January of the year 1."""
Add = Callable[[Pool, Term, Term], Term]


@attrs.frozen(eq=False)
class Civil:
    """A day by its year, month and day of the month."""

    year: Term
    month: Term
    day: Term


def as_one_form(pool: Pool, one: Span, two: Span) -> tuple[Span, Span]:
    """Return two spans of days that can be compared, each in the form of the other."""
    if one.form is two.form:
        return one, two
    form = Form.COUNT if Form.COUNT in (one.form, two.form) else Form.MONTH
    return in_form(pool, one, form), in_form(pool, two, form)


def in_form(pool: Pool, span: Span, form: Form) -> Span:
    """Return a span of days in another form."""
    if span.form is form:
        return span

    def turned(term: Term) -> Term:
        civil = civil_of(pool, term, span.form)
        return key(pool, civil) if form is Form.MONTH else count(pool, civil)

    if isinstance(span, Point):
        return attrs.evolve(span, term=turned(span.term), form=form)
    return Range(turned(span.low), turned(span.high), form=form)


def civil_of(pool: Pool, day: Term, form: Form) -> Civil:
    """Return a day in any form by its year, month and day of the month."""
    if form is Form.PLAIN:
        return Civil(*(pool.part(op, day) for op in (Op.YEAR, Op.MONTH, Op.DAY)))
    if form is Form.MONTH:
        month = pool.floor(day, STRIDE)
        return Civil(
            pool.floor(month, YEAR),
            pool.add(pool.rest(month, YEAR), pool.number(1)),
            pool.rest(day, STRIDE),
        )
    return _from_count(pool, day)


def _from_count(pool: Pool, day: Term) -> Civil:
    """Return the day of a count: centuries, then years, then months that begin with March."""

    def scaled(term: Term, by: int, plus: int = 0) -> Term:
        return pool.add(pool.times(term, pool.number(by)), pool.number(plus))

    since = pool.add(day, pool.number(_JULIAN + 32044))
    century = pool.floor(scaled(since, 4, 3), 146097)
    inside = pool.minus(since, pool.floor(scaled(century, 146097), 4))
    year = pool.floor(scaled(inside, 4, 3), 1461)
    rest = pool.minus(inside, pool.floor(scaled(year, 1461), 4))
    month = pool.floor(scaled(rest, 5, 2), 153)
    turn = pool.floor(month, 10)
    first = pool.floor(scaled(month, 153, 2), 5)
    return Civil(
        pool.add(pool.add(scaled(century, 100, -4800), year), turn),
        pool.minus(pool.add(month, pool.number(3)), pool.times(turn, pool.number(YEAR))),
        pool.add(pool.minus(rest, first), pool.number(1)),
    )


def key(pool: Pool, civil: Civil) -> Term:
    """Return a day by its month and its day of the month."""
    return pool.add(pool.times(month_of(pool, civil), pool.number(STRIDE)), civil.day)


def month_of(pool: Pool, civil: Civil) -> Term:
    """Return the months from the year 0 to the month of a day."""
    return pool.add(pool.times(civil.year, pool.number(YEAR)), pool.add(civil.month, pool.number(-1)))


def count(pool: Pool, civil: Civil) -> Term:
    """Return the days from the year 1 to a day, the first one being 1; a year begins with March here."""
    before = pool.floor(pool.minus(pool.number(14), civil.month), YEAR)
    year = pool.minus(pool.add(civil.year, pool.number(4800)), before)
    month = pool.add(pool.add(civil.month, pool.times(before, pool.number(YEAR))), pool.number(-3))
    days = pool.floor(pool.add(pool.times(month, pool.number(153)), pool.number(2)), 5)
    total = pool.add(civil.day, pool.add(days, pool.times(year, pool.number(365))))
    for sign, by in zip((1, -1, 1), LEAP, strict=True):
        total = pool.add(total, pool.times(pool.floor(year, by), pool.number(sign)))
    return pool.add(total, pool.number(-32045 - _JULIAN))


def days_in(pool: Pool, month: Term) -> Term:
    """Return the days of a month, the month counted from the year 0."""
    year = pool.floor(month, YEAR)
    place = _place_of(pool, month)
    zero = pool.number(0)
    fourth, hundredth, last = (pool.compare(Comparison.EQ, pool.rest(year, by), zero) for by in LEAP)
    leap = pool.choose(hundredth, last, fourth)
    return pool.choose(
        pool.compare(Comparison.EQ, place, pool.number(FEBRUARY)),
        pool.choose(leap, pool.number(29), pool.number(28)),
        _days_beside_february(pool, place),
    )


def _place_of(pool: Pool, month: Term) -> Term:
    """Return the place of a month in its year, January being 1."""
    return pool.add(pool.rest(month, YEAR), pool.number(1))


def _days_beside_february(pool: Pool, place: Term) -> Term:
    """Return the days of a month by its place in the year; February has fewer."""
    long = pool.rest(pool.add(place, pool.floor(place, 8)), 2)
    return pool.add(long, pool.number(30))


def plus_months(pool: Pool, day: Term, form: Form, months: Term) -> tuple[Term, Term]:
    """Return the day so many months later by its month, and where there is no such day (never null)."""
    civil = civil_of(pool, day, form)
    month = pool.add(month_of(pool, civil), months)
    found = pool.add(pool.times(month, pool.number(STRIDE)), pool.lower(civil.day, days_in(pool, month)))
    return _inside(pool, found, _FIRST, _LAST)


def plus_days(pool: Pool, day: Term, form: Form, days: Term) -> tuple[Term, Term]:
    """Return the day so many days later by its count, and where there is no such day (never null)."""
    start = day if form is Form.COUNT else count(pool, civil_of(pool, day, form))
    return _inside(pool, pool.add(start, days), dt.date.min.toordinal(), dt.date.max.toordinal())


def _inside(pool: Pool, found: Term, first: int, last: int) -> tuple[Term, Term]:
    """Return a day where there is one, and where there is none: before the first or after the last."""
    beyond = pool.any(
        pool.fill(pool.compare(Comparison.LT, found, pool.number(first)), pool.false),
        pool.fill(pool.compare(Comparison.GT, found, pool.number(last)), pool.false),
    )
    return pool.choose(beyond, pool.constant(None, "number"), found), beyond


def months_between(pool: Pool, start: Civil, end: Civil) -> Term:
    """Return the whole months from a day to another, below 0 where it is before; null where one is.

    A month is complete on the same day of the month, or on the last day of a month that has no such day.
    """
    between = pool.minus(month_of(pool, end), month_of(pool, start))
    forward = pool.minus(between, _short(pool, start, end))
    backward = pool.add(between, _short(pool, end, start))
    before = pool.compare(Comparison.LT, key(pool, end), key(pool, start))
    return pool.choose(before, backward, forward)


def _short(pool: Pool, start: Civil, end: Civil) -> Term:
    """Return 1 where the last month from `start` to `end` is not complete, else 0."""
    reached = pool.fill(pool.compare(Comparison.GE, end.day, start.day), pool.false)
    last = pool.compare(Comparison.EQ, end.day, days_in(pool, month_of(pool, end)))
    complete = pool.any(reached, pool.fill(last, pool.false))
    return pool.choose(complete, pool.number(0), pool.number(1))


def years_between(pool: Pool, start: Civil, end: Civil) -> Term:
    """Return the whole years from a day to another; what is not a whole year is dropped on both sides."""
    months = months_between(pool, start, end)
    back = pool.floor(pool.times(months, pool.number(-1)), YEAR)
    before = pool.compare(Comparison.LT, months, pool.number(0))
    return pool.choose(before, pool.times(back, pool.number(-1)), pool.floor(months, YEAR))


def _days_between(pool: Pool, start: Civil, end: Civil) -> Term:
    return pool.minus(count(pool, end), count(pool, start))


_BETWEEN: Final[dict[str, tuple[Callable[[Pool, Civil, Civil], Term], Callable[[dt.date, dt.date], int]]]] = {
    "age": (years_between, dates.age),
    "months_between": (months_between, dates.whole_months_between),
    "days_between": (_days_between, dates.days_between),
}
_ADDING: Final = {
    "add_months": (plus_months, dates.add_months, Form.MONTH),
    "add_days": (plus_days, dates.add_days, Form.COUNT),
}


def call(pool: Pool, name: str, values: Sequence[Span]) -> tuple[Span, Term]:
    """Return what a function on days could give, and where it leaves the calendar (never null).

    Raises `RefusedError` for working days, which no whole number gives.
    """
    one, two = values
    if name in _BETWEEN:
        return _between(pool, name, one, two), pool.false
    if name in _ADDING:
        return _adding(pool, name, one, two)
    raise RefusedError(WORKING_DAYS)


def _between(pool: Pool, name: str, one: Span, two: Span) -> Span:
    of_terms, of_days = _BETWEEN[name]
    first, second = value_of(one), value_of(two)
    if isinstance(first, dt.date) and isinstance(second, dt.date):
        return constant(pool, Fraction(of_days(first, second)))

    def worked(start: Term, end: Term) -> Term:
        return of_terms(pool, civil_of(pool, start, one.form), civil_of(pool, end, two.form))

    if _open(pool, one) and _open(pool, two):
        assert isinstance(one, Point)  # noqa: S101 - as `_open` saw
        assert isinstance(two, Point)  # noqa: S101 - as `_open` saw
        found = Point(worked(one.term, two.term), pool.all(one.known, two.known))
        if one.form is Form.PLAIN and two.form is Form.PLAIN:
            return attrs.evolve(found, counted=Counted(of_days, one, two))
        return found
    return Range(worked(high(pool, one), low(pool, two)), worked(low(pool, one), high(pool, two)))


def _open(pool: Pool, one: Span) -> bool:
    """Whether nothing at all is known of a value where it is not known."""
    return isinstance(one, Point) and (one.known is pool.true or (one.least is None and one.most is None))


def _adding(pool: Pool, name: str, one: Span, two: Span) -> tuple[Span, Term]:
    add, of_days, form = _ADDING[name]
    if two.scale != 1:
        raise RefusedError(
            Text(
                zh="天数或月数可能不是整数",
                en="it adds days or months that may not be whole",
            )
        )
    first, second = value_of(one), value_of(two)
    if isinstance(first, dt.date) and isinstance(second, Fraction):
        try:
            return constant(pool, of_days(first, int(second))), pool.false
        except ValueProblem:  # beyond the first or last day there is
            return Point(pool.constant(None, "day"), pool.false), pool.true
    if name == "add_months" and isinstance(second, Fraction) and one.form is Form.PLAIN:
        found = _later(pool, one, int(second))
        if found is not None:
            return found
    if _open(pool, one) and _open(pool, two):
        assert isinstance(one, Point)  # noqa: S101 - as `_open` saw
        assert isinstance(two, Point)  # noqa: S101 - as `_open` saw
        term, beyond = add(pool, one.term, one.form, two.term)
        known = pool.all(one.known, two.known, pool.no(beyond))
        return Point(term, known, form=form), beyond
    least, below = add(pool, low(pool, one), one.form, low(pool, two))
    most, above = add(pool, high(pool, one), one.form, high(pool, two))
    return Range(least, most, form=form), pool.any(below, above)


def period_end(pool: Pool, name: str, one: Span, period: str) -> Span:
    """Return the first or the last day of the period of the calendar that a day is in.

    There always is one, and it grows with the day.
    """
    value = value_of(one)
    if isinstance(value, dt.date):
        return constant(pool, END_OF_PERIOD[name](value, period))
    months = dates.months_in(period)
    end = _first_of if name == "first_day_of" else _last_of

    def worked(day: Term) -> Term:
        # Periods count from January, and so do the months from the year 0.
        month = pool.floor(day, STRIDE)
        if one.form is not Form.MONTH:
            month = month_of(pool, civil_of(pool, day, one.form))
        return end(pool, pool.times(pool.floor(month, months), pool.number(months)), months)

    if _open(pool, one):
        assert isinstance(one, Point)  # noqa: S101 - as `_open` saw
        return Point(worked(one.term), one.known, form=Form.MONTH)
    return Range(worked(low(pool, one)), worked(high(pool, one)), form=Form.MONTH)


def _first_of(pool: Pool, month: Term, _: int) -> Term:
    """Return the first day of a period that begins with a month, by its month."""
    return pool.add(pool.times(month, pool.number(STRIDE)), pool.number(1))


def _last_of(pool: Pool, month: Term, months: int) -> Term:
    """Return the last day of a period of so many months that begins with a month, by its month."""
    last = pool.add(month, pool.number(months - 1))
    # Only a month by itself can end in February.
    count = days_in(pool, last) if months == 1 else _days_beside_february(pool, _place_of(pool, last))
    return pool.add(pool.times(last, pool.number(STRIDE)), count)


def _later(pool: Pool, one: Span, months: int) -> tuple[Span, Term] | None:
    """Return a day a fixed number of months later, by the engine's own calendar; None for a range."""
    if not _open(pool, one) or not isinstance(one, Point) or abs(months) >= YEAR * dt.MAXYEAR:
        return None
    inside, beyond = within(pool, one.term, months)
    known = pool.all(one.known, pool.no(beyond))
    return Point(pool.later(inside, months), known), beyond


def within(pool: Pool, day: Term, months: int) -> tuple[Term, Term]:
    """Return a day, null where so many months later there is none; and where that is (never null)."""
    edge = _edge(months)
    operator = Comparison.GT if months >= 0 else Comparison.LT
    beyond = pool.fill(pool.compare(operator, day, pool.constant(edge, "day")), pool.false)
    return pool.choose(beyond, pool.constant(None, "day"), day), beyond


def _edge(months: int) -> dt.date:
    """Return the last day from which so many months can be counted on, or the first one back from."""
    if months >= 0:
        first = dates.add_months(dt.date(dt.MAXYEAR, 12, 1), -months)
        return dates.add_days(dates.add_months(first, 1), -1) if months else dt.date.max
    return dates.add_months(dt.date.min, -months)


__all__ = ["as_one_form", "call", "civil_of", "in_form", "period_end", "within"]
