"""Comparing what is only partly known: true, false, or not settled yet."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TypeVar

from xixia_gov.engine.value import Options
from xixia_gov.expression.nodes import Comparison
from xixia_gov.interval import Interval
from xixia_gov.truth import Truth

T = TypeVar("T", Fraction, dt.date)


def compare(operator: Comparison, one: Interval[T], two: Interval[T]) -> Truth:
    """Compare two numbers or two dates.

    >>> from xixia_gov.interval import point
    >>> compare(Comparison.GE, Interval(Fraction(5), None), point(Fraction(5)))
    <Truth.TRUE: 'true'>
    """
    match operator:
        case Comparison.LT:
            return _below(one, two)
        case Comparison.GT:
            return _below(two, one)
        case Comparison.GE:
            return ~_below(one, two)
        case Comparison.LE:
            return ~_below(two, one)
        case Comparison.EQ:
            return _equal(one, two)
        case Comparison.NE:
            return ~_equal(one, two)


def _below(one: Interval[T], two: Interval[T]) -> Truth:
    if one.most is not None and two.least is not None and one.most < two.least:
        return Truth.TRUE
    if one.least is not None and two.most is not None and one.least >= two.most:
        return Truth.FALSE
    return Truth.UNKNOWN


def _equal(one: Interval[T], two: Interval[T]) -> Truth:
    if one.settled and one == two:
        return Truth.TRUE
    return Truth.UNKNOWN if one.meet(two) is not None else Truth.FALSE


def compare_options(operator: Comparison, one: Options, two: Options, ranks: tuple[str, ...]) -> Truth:
    """Compare two choices; `ranks` orders them where they have an order, the lowest first."""
    if operator in (Comparison.EQ, Comparison.NE):
        same = _same_option(one, two)
        return same if operator is Comparison.EQ else ~same
    if one.possible is None or two.possible is None:
        return Truth.UNKNOWN
    return compare(operator, _ranked(one.possible, ranks), _ranked(two.possible, ranks))


def _same_option(one: Options, two: Options) -> Truth:
    if one.possible is None or two.possible is None:
        return Truth.UNKNOWN
    if one.only is not None and one.only == two.only:
        return Truth.TRUE
    return Truth.UNKNOWN if one.possible & two.possible else Truth.FALSE


def _ranked(options: frozenset[str], ranks: tuple[str, ...]) -> Interval[Fraction]:
    places = [Fraction(ranks.index(option)) for option in options]
    return Interval(min(places), max(places))
