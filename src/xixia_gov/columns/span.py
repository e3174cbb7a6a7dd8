"""A span is a column of numbers or days of which each row has a least and a most, an open end being null.

A `Point` is the common case: a value where it is known, and elsewhere the same two ends in every row.
Numbers count in parts of `1/scale`, so that a rate of 10% stays a whole number.
"""

from __future__ import annotations

import datetime as dt
import enum
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.columns.pool import Pool
from xixia_gov.columns.term import Term
from xixia_gov.expression.nodes import Comparison

End = Fraction | dt.date | None
STRIDE: Final = 32
"""More than the days of any month."""
MONTHS: Final = 12


class Form(enum.Enum):
    """What a span of days holds (numbers are plain)."""

    PLAIN = "plain"
    """Days of the engine."""
    MONTH = "month"
    """Months from the year 0, times `STRIDE`, plus the day of the month."""
    COUNT = "count"
    """The number of the day, 1 January of the year 1 being 1."""


def key_of(day: dt.date) -> int:
    """Return a day by its month and its day of the month.

    >>> key_of(dt.date(2024, 2, 29)) - key_of(dt.date(2024, 1, 29))
    32
    """
    return (day.year * MONTHS + day.month - 1) * STRIDE + day.day


@attrs.frozen(eq=False)
class Counted:
    """How a number was counted between two days, so that a comparison of it can be one of days.

    `count` counts from the first to the second; one of the two may be the same in every row.
    """

    count: Callable[[dt.date, dt.date], int]
    start: Point
    end: Point


@attrs.frozen(eq=False)
class Point:
    """A value (`term`, null where it is not known), or all from `least` to `most` in a row where it is not.

    `known` says where it is known and is never null. `scale` is 1 for days. `counted` is set where it is a
    number counted between two days.
    """

    term: Term
    known: Term
    least: End = None
    most: End = None
    scale: int = 1
    form: Form = Form.PLAIN
    counted: Counted | None = None


@attrs.frozen(eq=False)
class Range:
    """The two ends row by row, null where there is none."""

    low: Term
    high: Term
    scale: int = 1
    form: Form = Form.PLAIN


Span = Point | Range


def constant(pool: Pool, value: Fraction | dt.date) -> Point:
    """Return a value that is the same in every row."""
    if isinstance(value, Fraction):
        return Point(pool.number(value.numerator), pool.true, scale=value.denominator)
    return Point(pool.constant(value, "day"), pool.true)


def everything(pool: Pool, kind: str) -> Point:
    """Return a number or a day of which nothing is known in any row."""
    return Point(pool.constant(None, "day" if kind == "day" else "number"), pool.false)


def fact(pool: Pool, term: Term, least: int | None = None, most: int | None = None) -> Span:
    """Return a number or a day as the input gives it, with its hard domain."""
    ends = (None if least is None else Fraction(least), None if most is None else Fraction(most))
    return point(pool, Point(term, pool.no(pool.null(term)), *ends))


def point(pool: Pool, one: Point) -> Point:
    """Return a point; where its two ends are one value it is known in every row."""
    if one.known is pool.true or one.least is None or one.least != one.most:
        return one
    return Point(pool.fill(one.term, end(pool, one.least, one)), pool.true, scale=one.scale, form=one.form)


def end(pool: Pool, value: End, like: Span) -> Term:
    """Return one end that is the same in every row, in the scale of a span."""
    if isinstance(value, Fraction):
        scaled = value * like.scale
        assert scaled.denominator == 1  # noqa: S101 - whoever scales a span scales its ends
        return pool.number(scaled.numerator)
    if value is None or like.form is Form.PLAIN:
        return pool.constant(value, (like.term if isinstance(like, Point) else like.low).kind)
    return pool.number(key_of(value) if like.form is Form.MONTH else value.toordinal())


def low(pool: Pool, span: Span) -> Term:
    """Return the least of each row, null where there is no limit."""
    if isinstance(span, Range):
        return span.low
    return span.term if span.known is pool.true else pool.fill(span.term, end(pool, span.least, span))


def high(pool: Pool, span: Span) -> Term:
    """Return the most of each row, null where there is no limit."""
    if isinstance(span, Range):
        return span.high
    return span.term if span.known is pool.true else pool.fill(span.term, end(pool, span.most, span))


def settled(pool: Pool, span: Span) -> Term:
    """Return where only one value is left."""
    if isinstance(span, Point):
        return span.known
    if span.low is span.high:
        return pool.no(pool.null(span.low))
    return pool.fill(pool.compare(Comparison.EQ, span.low, span.high), pool.false)


def value_of(span: Span) -> Fraction | dt.date | None:
    """Return the value where it is known and the same in every row."""
    if not isinstance(span, Point) or span.form is not Form.PLAIN:
        return None
    if span.term.constant and span.term.param is not None:
        value = span.term.param
        if isinstance(value, dt.date):
            return value
        assert isinstance(value, int)  # noqa: S101 - a number
        return Fraction(value, span.scale)
    return None


def scaled(pool: Pool, span: Span, scale: int) -> Span:
    """Return the same span counted in finer parts."""
    if span.scale == scale:
        return span
    by = pool.number(scale // span.scale)
    if isinstance(span, Point):
        return attrs.evolve(span, term=pool.times(span.term, by), scale=scale, counted=None)
    return Range(pool.times(span.low, by), pool.times(span.high, by), scale)


def alike(pool: Pool, one: Span, two: Span) -> tuple[Span, Span]:
    """Return two spans counted in the same parts."""
    scale = math.lcm(one.scale, two.scale)
    return scaled(pool, one, scale), scaled(pool, two, scale)


def range_of(pool: Pool, span: Span) -> Range:
    """Return a span by its two ends."""
    return (
        span if isinstance(span, Range) else Range(low(pool, span), high(pool, span), span.scale, span.form)
    )


__all__ = [
    "STRIDE",
    "End",
    "Form",
    "Point",
    "Range",
    "Span",
    "alike",
    "constant",
    "end",
    "everything",
    "fact",
    "high",
    "key_of",
    "low",
    "point",
    "range_of",
    "scaled",
    "settled",
    "value_of",
]
