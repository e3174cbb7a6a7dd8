"""Sums, products, the smaller and the larger of two spans: what they could be in each row."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.columns.bounds import Ends, ends_of
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.refuse import RefusedError
from xixia_gov.columns.span import (
    End,
    Point,
    Range,
    Span,
    alike,
    constant,
    everything,
    high,
    low,
    point,
    range_of,
    settled,
    value_of,
)
from xixia_gov.columns.term import Term
from xixia_gov.expression.nodes import Comparison
from xixia_gov.text import Text


def add(pool: Pool, one: Span, two: Span) -> Span:
    """Return every possible sum."""
    one, two = alike(pool, one, two)
    for this, other in ((one, two), (two, one)):
        value = value_of(other)
        if isinstance(value, Fraction) and isinstance(this, Point) and isinstance(other, Point):
            least, most = (_plus(end, value) for end in (this.least, this.most))
            return Point(pool.add(this.term, other.term), this.known, least, most, this.scale)
    return Range(
        pool.add(low(pool, one), low(pool, two)),
        pool.add(high(pool, one), high(pool, two)),
        one.scale,
    )


def _plus(end: End, value: Fraction) -> End:
    return end + value if isinstance(end, Fraction) else None


def negate(pool: Pool, one: Span) -> Span:
    """Return every possible opposite."""
    return _by(pool, one, Fraction(-1))


def subtract(pool: Pool, one: Span, two: Span) -> Span:
    """Return every possible difference."""
    return add(pool, one, negate(pool, two))


def multiply(pool: Pool, one: Span, two: Span) -> Span:
    """Return every possible product; nothing times what has no limit is nothing."""
    for this, other in ((one, two), (two, one)):
        value = value_of(other)
        if isinstance(value, Fraction):
            return _by(pool, this, value)
    first, second = range_of(pool, one), range_of(pool, two)
    if all(sign(pool, end) >= 0 for end in (first.low, second.low)):
        least = pool.times(first.low, second.low)
        most = _corner(pool, (first.high, 1), (second.high, 1)).finite
        return Range(least, most, one.scale * two.scale)
    corners = [
        _corner(pool, (a, i), (b, j))
        for a, i in ((first.low, -1), (first.high, 1))
        for b, j in ((second.low, -1), (second.high, 1))
    ]
    null = pool.constant(None, "number")
    least, most = corners[0].finite, corners[0].finite
    for corner in corners[1:]:
        least = pool.lower_known(least, corner.finite)
        most = pool.higher_known(most, corner.finite)
    below = pool.any(*(corner.below for corner in corners))
    above = pool.any(*(corner.above for corner in corners))
    return Range(pool.choose(below, null, least), pool.choose(above, null, most), one.scale * two.scale)


@attrs.frozen(eq=False)
class _Corner:
    """The product of two ends: a number, null where it is infinite, and where it is so on which side."""

    finite: Term
    below: Term
    above: Term


def _corner(pool: Pool, one: tuple[Term, int], two: tuple[Term, int]) -> _Corner:
    """Return the product of two ends, each with the side (-1, 1) on which it is open where it is null."""
    (a, side_a), (b, side_b) = one, two
    zero = pool.number(0)
    signs = [_signs(pool, a, side_a), _signs(pool, b, side_b)]
    open_ = pool.any(pool.null(a), pool.null(b))
    nothing = pool.any(*(pool.fill(pool.compare(Comparison.EQ, end, zero), pool.false) for end in (a, b)))
    (plus_a, minus_a), (plus_b, minus_b) = signs
    infinite = pool.all(open_, pool.no(nothing))
    same = pool.any(pool.all(plus_a, plus_b), pool.all(minus_a, minus_b))
    return _Corner(
        pool.choose(pool.all(open_, nothing), zero, pool.times(a, b)),
        pool.all(infinite, pool.no(same)),
        pool.all(infinite, same),
    )


def _signs(pool: Pool, end: Term, side: int) -> tuple[Term, Term]:
    """Return where an end is above 0, and where it is below; an open end has the sign of its side."""
    zero = pool.number(0)
    return (
        pool.fill(pool.compare(Comparison.GT, end, zero), pool.true if side > 0 else pool.false),
        pool.fill(pool.compare(Comparison.LT, end, zero), pool.true if side < 0 else pool.false),
    )


def sign(pool: Pool, term: Term) -> int:
    """Return 1 where a number is at least 0 in every row and has a value there, else -1."""
    return 1 if not term.nullable and domain_of(pool, term)[0] >= 0 else -1


def domain_of(pool: Pool, term: Term) -> Ends:
    """Return the least and the most a number can be in its hard domain."""
    return ends_of(term, pool.ends, pool.known_ends)


def _by(pool: Pool, one: Span, value: Fraction) -> Span:
    if value == 0:
        return constant(pool, value)
    share = math.gcd(value.numerator, one.scale)
    scale = one.scale // share * value.denominator
    factor = pool.number(value.numerator // share)
    if isinstance(one, Point):
        ends = [end * value if isinstance(end, Fraction) else None for end in (one.least, one.most)]
        least, most = ends if value > 0 else reversed(ends)
        return Point(pool.times(one.term, factor), one.known, least, most, scale)
    first, second = (one.low, one.high) if value > 0 else (one.high, one.low)
    return Range(pool.times(first, factor), pool.times(second, factor), scale)


def divide(pool: Pool, one: Span, two: Span) -> Span:
    """Return every possible quotient of a division by what is the same in every row.

    Raises `RefusedError` for any other divisor: the parts a number counts in would differ by row.
    """
    value = value_of(two)
    if not isinstance(value, Fraction):
        raise RefusedError(
            Text(
                zh="除数逐行不同, 列式计算只用整数, 不能除得精确",
                en="it divides by what differs from row to row, which whole numbers cannot hold exactly",
            )
        )
    return everything(pool, "number") if value == 0 else _by(pool, one, 1 / value)


def minimum(pool: Pool, one: Span, two: Span) -> Span:
    """Return every possible smaller one of two; an unknown one never lifts a cap."""
    one, two = alike(pool, one, two)
    for this, other in ((one, two), (two, one)):
        value = value_of(other)
        if isinstance(value, Fraction) and isinstance(this, Point) and isinstance(other, Point):
            if domain_of(pool, this.term)[1] <= value * this.scale and this.known is pool.true:
                return this
            least = min(this.least, value) if isinstance(this.least, Fraction) else None
            most = min(this.most, value) if isinstance(this.most, Fraction) else value
            term = pool.lower(this.term, other.term)
            return point(pool, Point(term, this.known, least, most, this.scale))
    return Range(
        pool.lower(low(pool, one), low(pool, two)),
        pool.lower_known(high(pool, one), high(pool, two)),
        one.scale,
    )


def maximum(pool: Pool, one: Span, two: Span) -> Span:
    """Return every possible larger one of two."""
    one, two = alike(pool, one, two)
    for this, other in ((one, two), (two, one)):
        value = value_of(other)
        if isinstance(value, Fraction) and isinstance(this, Point) and isinstance(other, Point):
            inside = this.known is pool.true or (isinstance(this.least, Fraction) and this.least >= value)
            if inside and domain_of(pool, this.term)[0] >= value * this.scale:
                return this
            least = max(this.least, value) if isinstance(this.least, Fraction) else value
            most = max(this.most, value) if isinstance(this.most, Fraction) else None
            term = pool.higher(this.term, other.term)
            return point(pool, Point(term, this.known, least, most, this.scale))
    return Range(
        _at_least(pool, low(pool, one), low(pool, two), pool.higher_known),
        _at_least(pool, high(pool, one), high(pool, two), pool.higher),
        one.scale,
    )


def _at_least(pool: Pool, one: Term, two: Term, choose: Callable[[Term, Term], Term]) -> Term:
    """Return the larger of two ends, the first where it can never be smaller."""
    if two.constant and not two.nullable and not one.nullable:
        least, most = domain_of(pool, one)[0], domain_of(pool, two)[1]
        if least >= most:
            return one
    return choose(one, two)


def whole(pool: Pool, one: Span, mode: str) -> Span:
    """Return a span rounded to whole numbers: `down`, `up`, or `half_up` (a half goes away from 0)."""
    if one.scale == 1:
        return one
    if isinstance(one, Point):
        ends = [_whole_end(end, mode) for end in (one.least, one.most)]
        term = whole_term(pool, one.term, one.scale, mode)
        return point(pool, Point(term, one.known, ends[0], ends[1]))
    first, second = (whole_term(pool, end, one.scale, mode) for end in (one.low, one.high))
    return Range(first, second)


def _whole_end(end: End, mode: str) -> End:
    if not isinstance(end, Fraction):
        return None
    if mode == "down":
        return Fraction(math.floor(end))
    if mode == "up":
        return Fraction(math.ceil(end))
    away = math.floor(abs(end) + Fraction(1, 2))
    return Fraction(away if end >= 0 else -away)


def whole_term(pool: Pool, term: Term, scale: int, mode: str) -> Term:
    """Return a number that counts in parts of 1/scale, rounded to a whole number."""
    if scale == 1:
        return term
    # Some engines round a negative quotient towards 0, so what is divided is never below 0: of a number
    # below 0 its opposite is rounded the other way.
    rounded = _WAYS[mode]
    above = rounded(pool, term, scale)
    if domain_of(pool, term)[0] >= 0:
        return above
    minus = pool.times(term, pool.number(-1))
    below = pool.times(_WAYS[_OPPOSITE.get(mode, mode)](pool, minus, scale), pool.number(-1))
    return pool.choose(pool.compare(Comparison.GE, term, pool.number(0)), above, below)


def _down(pool: Pool, term: Term, scale: int) -> Term:
    """Return a number of at least 0 rounded down."""
    return pool.floor(term, scale)


def _up(pool: Pool, term: Term, scale: int) -> Term:
    """Return a number of at least 0 rounded up."""
    return pool.floor(pool.add(term, pool.number(scale - 1)), scale)


def _half_up(pool: Pool, term: Term, scale: int) -> Term:
    """Return a number of at least 0 rounded: half a whole on, then down."""
    if scale % 2 == 0:
        return pool.floor(pool.add(term, pool.number(scale // 2)), scale)
    double = pool.times(term, pool.number(2))
    return pool.floor(pool.add(double, pool.number(scale)), 2 * scale)


_WAYS: Final = {"down": _down, "up": _up, "half_up": _half_up}
_OPPOSITE: Final = {"down": "up", "up": "down"}


__all__ = [
    "add",
    "divide",
    "domain_of",
    "maximum",
    "minimum",
    "multiply",
    "negate",
    "settled",
    "sign",
    "subtract",
    "whole",
    "whole_term",
]
