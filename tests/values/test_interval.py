"""Interval arithmetic covers every result of every pair of values, and its ends are reached."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.interval import (
    Interval,
    Numbers,
    add,
    divide,
    maximum,
    minimum,
    multiply,
    negate,
    point,
    subtract,
)

Two = Callable[[Numbers, Numbers], Numbers]
SMALL = [Fraction(n) for n in range(-3, 4)]


def number(least: int | Fraction | None, most: int | Fraction | None) -> Numbers:
    return Interval(None if least is None else Fraction(least), None if most is None else Fraction(most))


@st.composite
def intervals(draw: st.DrawFn) -> Numbers:
    one, two = sorted((draw(st.sampled_from(SMALL)), draw(st.sampled_from(SMALL))))
    return Interval(one if draw(st.booleans()) else None, two if draw(st.booleans()) else None)


def samples(one: Numbers) -> list[Fraction]:
    """Return some values of an interval: its ends, what lies between, and far out where it is open."""
    far = Fraction(1000)
    least = -far if one.least is None else one.least
    most = far if one.most is None else one.most
    inside = [n for n in (*SMALL, Fraction(1, 2), Fraction(-1, 2)) if least <= n <= most]
    return sorted({least, most, *inside})


OPERATIONS: list[tuple[Two, Callable[[Fraction, Fraction], Fraction]]] = [
    (add, lambda a, b: a + b),
    (subtract, lambda a, b: a - b),
    (multiply, lambda a, b: a * b),
    (minimum, min),
    (maximum, max),
]


@given(intervals(), intervals())
def test_every_result_lies_inside(one: Numbers, two: Numbers) -> None:
    for wide, exact in OPERATIONS:
        result = wide(one, two)
        for a, b in itertools.product(samples(one), samples(two)):
            assert result.contains(exact(a, b)), (wide.__name__, one, two, a, b)


@given(intervals(), intervals())
def test_every_end_that_is_closed_is_reached_and_every_open_one_is_unbounded(
    one: Numbers, two: Numbers
) -> None:
    for wide, exact in OPERATIONS:
        result = wide(one, two)
        found = [exact(a, b) for a, b in itertools.product(samples(one), samples(two))]
        assert min(found) == result.least if result.least is not None else min(found) <= -997
        assert max(found) == result.most if result.most is not None else max(found) >= 997


@given(intervals(), intervals())
def test_every_quotient_lies_inside_and_a_divisor_that_may_be_0_leaves_no_limit(
    one: Numbers, two: Numbers
) -> None:
    result = divide(one, two)
    if two.contains(Fraction(0)):
        assert result == number(None, None)
        return
    for a, b in itertools.product(samples(one), samples(two)):
        assert result.contains(a / b), (one, two, a, b)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (number(6, 6), number(2, 3), number(2, 3)),
        (number(6, 6), number(2, None), number(0, 3)),
        (number(6, None), number(2, 3), number(2, None)),
        (number(1, None), number(2, None), number(0, None)),
        (number(-6, 6), number(2, 3), number(-3, 3)),
        (number(6, 6), number(-3, -2), number(-3, -2)),
        (number(6, 6), number(None, -2), number(-3, 0)),
        (number(0, 0), number(1, None), number(0, 0)),
        (number(1, 1), number(0, 0), number(None, None)),
    ],
)
def test_quotients_with_open_ends(one: Numbers, two: Numbers, expected: Numbers) -> None:
    assert divide(one, two) == expected


@given(intervals())
def test_the_opposite_of_the_opposite_is_the_same(one: Numbers) -> None:
    assert negate(negate(one)) == one
    assert all(negate(one).contains(-value) for value in samples(one))


@given(intervals(), intervals())
def test_the_hull_has_both_inside_and_no_closer_one_does(one: Numbers, two: Numbers) -> None:
    hull = one.hull(two)
    assert hull.covers(one)
    assert hull.covers(two)
    assert hull == two.hull(one)
    ends = {one.least, two.least, one.most, two.most}
    assert {hull.least, hull.most} <= ends | {None}


@given(intervals(), intervals())
def test_what_both_allow_is_exactly_what_each_allows(one: Numbers, two: Numbers) -> None:
    both = one.meet(two)
    for value in {*samples(one), *samples(two)}:
        inside = one.contains(value) and two.contains(value)
        assert inside is (both is not None and both.contains(value))


@given(intervals(), intervals())
def test_one_covers_the_other_when_each_of_its_values_is_inside(one: Numbers, two: Numbers) -> None:
    every = all(one.contains(value) for value in samples(two))
    assert one.covers(two) is (every and one.hull(two) == one)


def test_open_ends_cover_and_meet_as_infinities() -> None:
    assert number(0, None).covers(number(5, None))
    assert not number(0, 9).covers(number(5, None))
    assert not number(0, None).covers(number(None, 5))
    assert number(None, 3).meet(number(3, None)) == number(3, 3)
    assert number(None, 3).meet(number(4, None)) is None


def test_only_a_point_is_settled() -> None:
    assert point(Fraction(2)).settled
    assert not number(2, 3).settled
    assert not number(None, None).settled
    assert not number(2, None).settled


def test_days_are_intervals_too() -> None:
    june = Interval(dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    assert june.contains(dt.date(2024, 6, 1))
    assert june.contains(dt.date(2024, 6, 30))
    assert not june.contains(dt.date(2024, 5, 31))
    assert not june.contains(dt.date(2024, 7, 1))
    assert june.hull(Interval(dt.date(2024, 8, 1), None)) == Interval(dt.date(2024, 6, 1), None)


def test_an_unknown_sum_never_lifts_a_cap() -> None:
    assert minimum(number(0, None), number(1000, 1000)) == number(0, 1000)
    assert minimum(number(None, None), number(1000, 1000)) == number(None, 1000)
    assert maximum(number(None, None), number(1000, 1000)) == number(1000, None)
