"""Comparing spans and choices: where it is sure, and where it may be."""

from __future__ import annotations

from fractions import Fraction

from xixia_gov.columns.choice import Choice, Picked, by_option, ranked, same
from xixia_gov.columns.counted import compare_counted
from xixia_gov.columns.days import as_one_form
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import End, Point, Span, alike, high, low, value_of
from xixia_gov.columns.term import SWAPPED, Term, compared
from xixia_gov.columns.three import Three, fixed, opposite, read, three
from xixia_gov.expression.nodes import Comparison
from xixia_gov.truth import Truth


def compare(pool: Pool, operator: Comparison, one: Span, two: Span) -> Three:
    """Compare two spans of numbers or of days."""
    if value_of(one) is not None and value_of(two) is None:
        one, two, operator = two, one, SWAPPED[operator]
    value = value_of(two)
    one, two = as_one_form(pool, one, two)
    if value is not None and isinstance(one, Point):
        return _with_value(pool, operator, one, value, two)
    one, two = alike(pool, one, two)
    if operator in (Comparison.EQ, Comparison.NE):
        equal = _equal(pool, one, two)
        return equal if operator is Comparison.EQ else opposite(pool, equal)
    if operator in (Comparison.GT, Comparison.GE):
        one, two, operator = two, one, SWAPPED[operator]
    if isinstance(one, Point) and isinstance(two, Point) and _bare(one) and _bare(two):
        return read(pool, pool.compare(operator, one.term, two.term))
    sure = pool.compare(operator, high(pool, one), low(pool, two))
    maybe = pool.compare(operator, low(pool, one), high(pool, two))
    return three(pool, pool.fill(sure, pool.false), pool.fill(maybe, pool.true))


def _bare(one: Point) -> bool:
    return one.least is None and one.most is None


def _equal(pool: Pool, one: Span, two: Span) -> Three:
    lows, highs = (low(pool, one), low(pool, two)), (high(pool, one), high(pool, two))
    if isinstance(one, Point) and isinstance(two, Point) and _bare(one) and _bare(two):
        return read(pool, pool.compare(Comparison.EQ, one.term, two.term))
    settled = [
        pool.fill(pool.compare(Comparison.EQ, *ends), pool.false)
        for ends in ((lows[0], highs[0]), (lows[1], highs[1]), lows)
    ]
    apart = [
        pool.fill(pool.compare(Comparison.LT, highs[this], lows[1 - this]), pool.false) for this in (0, 1)
    ]
    return three(pool, pool.all(*settled), pool.no(pool.any(*apart)))


def _with_value(pool: Pool, operator: Comparison, one: Point, value: End, two: Span) -> Three:
    """Compare with a value that is the same in every row."""
    assert value is not None  # noqa: S101 - as the caller saw
    if one.counted is not None and isinstance(value, Fraction):
        found = compare_counted(pool, operator, one.counted, value)
        if found is not None:
            return found
    unknown = static(operator, one.least, one.most, value)
    if isinstance(value, Fraction):
        scaled = value * one.scale
        term, operator, certain = _whole_side(pool, operator, scaled)
        if certain is not None:  # no whole number is equal to a fraction
            return read(pool, pool.choose(one.known, certain, pool.constant(None, "truth")), unknown)
    else:
        assert isinstance(two, Point)  # noqa: S101 - a value that is the same in every row
        term = two.term
    return read(pool, pool.compare(operator, one.term, term), unknown)


def _whole_side(pool: Pool, operator: Comparison, value: Fraction) -> tuple[Term, Comparison, Term | None]:
    """Return the whole number that whole numbers are compared with instead of a fraction."""
    below = value.numerator // value.denominator
    if value.denominator == 1:
        return pool.number(below), operator, None
    match operator:
        case Comparison.EQ | Comparison.NE:
            return pool.number(below), operator, pool.false if operator is Comparison.EQ else pool.true
        case Comparison.LT | Comparison.LE:
            return pool.number(below), Comparison.LE, None
        case _:
            return pool.number(below + 1), Comparison.GE, None


def static(operator: Comparison, least: End, most: End, value: End) -> Truth:
    """Return how everything between two ends compares with a value."""
    if operator in (Comparison.EQ, Comparison.NE):
        if least is not None and least == most == value:
            equal = Truth.TRUE
        else:
            apart = (least is not None and least > value) or (most is not None and most < value)  # type: ignore[operator] # one kind
            equal = Truth.FALSE if apart else Truth.UNKNOWN
        return equal if operator is Comparison.EQ else ~equal
    up = operator in (Comparison.GT, Comparison.GE)
    worst, best = (least, most) if up else (most, least)
    if worst is not None and compared(operator, worst, value):  # type: ignore[arg-type] # one kind
        return Truth.TRUE
    if best is not None and not compared(operator, best, value):  # type: ignore[arg-type] # one kind
        return Truth.FALSE
    return Truth.UNKNOWN


def compare_choices(
    pool: Pool, operator: Comparison, one: Choice, two: Choice, ranks: tuple[str, ...]
) -> Three:
    """Compare two choices; `ranks` orders their options, the lowest first, where they have an order."""
    if operator in (Comparison.EQ, Comparison.NE):
        equal = same(pool, one, two)
        return equal if operator is Comparison.EQ else opposite(pool, equal)
    if _option(one) is not None:
        one, two, operator = two, one, SWAPPED[operator]
    option = _option(two)
    if option is not None:
        bar = ranks.index(option)

        def holds(other: str) -> Three:
            truth = Truth.of(compared(operator, ranks.index(other), bar))
            return fixed(pool, truth)

        return by_option(pool, one, holds)
    return compare(pool, operator, ranked(pool, one, ranks), ranked(pool, two, ranks))


def _option(choice: Choice) -> str | None:
    """Return the option of a choice that is the same in every row."""
    if isinstance(choice, Picked) and choice.term.constant and choice.term.param is not None:
        return str(choice.term.param)
    return None


__all__ = ["compare", "compare_choices", "static"]
