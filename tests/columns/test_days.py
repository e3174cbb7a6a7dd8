"""Functions on days by whole numbers give what `datetime` gives, at the ends of months and of all days."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from xixia_gov import dates
from xixia_gov.columns import days
from xixia_gov.columns.counted import at_least
from xixia_gov.columns.lower import lower
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Counted, Form, Point, constant, fact, key_of
from xixia_gov.columns.term import Term
from xixia_gov.errors import ValueProblem

LAST = dt.date.max.toordinal()


def drawn(count: int, seed: int) -> list[dt.date]:
    """Return days of all centuries, half of them at the turn of a month; the first and the last are there."""
    draw = random.Random(seed)  # noqa: S311 - the same days each time are the point
    found = [dt.date.min, dt.date.max, dt.date(2024, 2, 29), dt.date(1900, 2, 28)]
    while len(found) < count:
        day = dt.date.fromordinal(draw.randint(1, LAST))
        if draw.random() < 0.5:
            day = day.replace(day=1)
            back = draw.randint(0, 3)
            if day.toordinal() > back:
                day -= dt.timedelta(days=back)
        found.append(day)
    return found


def worked(_: Pool, frame: pl.DataFrame, **terms: Term) -> pl.DataFrame:
    import narwhals as nw  # noqa: PLC0415 - not where it is not installed

    from xixia_gov.columns.frames import run  # noqa: PLC0415 - as above

    said: pl.DataFrame = run(nw.from_native(frame), lower(terms, key="key")).to_native()
    return said


def pairs(count: int = 4_000) -> tuple[Pool, pl.DataFrame, Term, Term]:
    pool = Pool()
    one, two = drawn(count, 1), drawn(count, 2)
    random.Random(3).shuffle(two)  # noqa: S311 - as above
    near = [max(1, min(LAST, day.toordinal() + place % 800 - 400)) for place, day in enumerate(one)]
    two = [dt.date.fromordinal(near[place]) if place % 2 else day for place, day in enumerate(two)]
    frame = pl.DataFrame({"key": range(count), "one": one, "two": two})
    return pool, frame, pool.column("one", "day"), pool.column("two", "day")


def test_a_day_in_months_and_in_days_is_the_same_day() -> None:
    pool, frame, one, _ = pairs()
    plain = days.civil_of(pool, one, Form.PLAIN)
    count = days.count(pool, plain)
    again = days.civil_of(pool, count, Form.COUNT)
    by_month = days.civil_of(pool, days.key(pool, plain), Form.MONTH)
    terms = {"count": count, "months": days.key(pool, plain)}
    for name, civil in (("again", again), ("month", by_month)):
        terms |= {f"{name}_y": civil.year, f"{name}_m": civil.month, f"{name}_d": civil.day}
    said = worked(pool, frame, **terms)
    for day, row in zip(frame.get_column("one").to_list(), said.iter_rows(named=True), strict=True):
        assert row["count"] == day.toordinal()
        assert row["months"] == key_of(day)
        for name in ("again", "month"):
            assert (row[f"{name}_y"], row[f"{name}_m"], row[f"{name}_d"]) == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("age", dates.age),
        ("months_between", dates.whole_months_between),
        ("days_between", dates.days_between),
    ],
)
def test_what_lies_between_two_days_is_counted_as_by_the_calendar(
    name: str, function: Callable[[dt.date, dt.date], int]
) -> None:
    pool, frame, one, two = pairs()
    span, _ = days.call(pool, name, [fact(pool, one), fact(pool, two)])
    assert isinstance(span, Point)
    said = worked(pool, frame, found=span.term)
    wanted = [function(a, b) for a, b in frame.select("one", "two").iter_rows()]
    assert said.get_column("found").to_list() == wanted


@pytest.mark.parametrize("months", [-25_000, -13, -1, 0, 1, 11, 12, 48, 1_201, 119_000])
def test_months_later_is_the_day_of_the_calendar_or_none(months: int) -> None:
    pool, frame, one, _ = pairs(2_000)
    own = pool.column("months", "number")
    frame = frame.with_columns(pl.lit(months, dtype=pl.Int64).alias("months"))
    from fractions import Fraction  # noqa: PLC0415 - for this test alone

    fixed, beyond = days.call(pool, "add_months", [fact(pool, one), constant(pool, Fraction(months))])
    varied, beyond_too = days.call(pool, "add_months", [fact(pool, one), fact(pool, own)])
    assert isinstance(fixed, Point)
    assert isinstance(varied, Point)
    said = worked(pool, frame, fixed=fixed.term, beyond=beyond, varied=varied.term, beyond_too=beyond_too)
    for day, row in zip(frame.get_column("one").to_list(), said.iter_rows(named=True), strict=True):
        wanted = after(dates.add_months, day, months)
        assert row["beyond"] is row["beyond_too"] is (wanted is None)
        assert row["varied"] == (None if wanted is None else key_of(wanted))
        assert row["fixed"] in (wanted, None if wanted is None else key_of(wanted))


@pytest.mark.parametrize("count", [-800_000, -1, 0, 1, 31, 366, 3_000_000])
def test_days_later_is_the_day_of_the_calendar_or_none(count: int) -> None:
    from fractions import Fraction  # noqa: PLC0415 - for this test alone

    pool, frame, one, _ = pairs(2_000)
    span, beyond = days.call(pool, "add_days", [fact(pool, one), constant(pool, Fraction(count))])
    assert isinstance(span, Point)
    said = worked(pool, frame, found=span.term, beyond=beyond)
    for day, row in zip(frame.get_column("one").to_list(), said.iter_rows(named=True), strict=True):
        wanted = after(dates.add_days, day, count)
        assert row["beyond"] is (wanted is None)
        assert row["found"] == (None if wanted is None else wanted.toordinal())


@pytest.mark.parametrize("period", dates.PERIODS)
@pytest.mark.parametrize("function", [dates.first_day_of, dates.last_day_of])
def test_the_ends_of_a_period_are_those_of_the_calendar(
    function: Callable[[dt.date, str], dt.date], period: str
) -> None:
    pool, frame, one, _ = pairs()
    by_count = Point(days.count(pool, days.civil_of(pool, one, Form.PLAIN)), pool.true, form=Form.COUNT)
    spans = {"plain": _point(pool, one), "count": by_count}
    spans["month"] = days.in_form(pool, by_count, Form.MONTH)  # type: ignore[assignment] # a point as before
    found = {name: days.period_end(pool, function.__name__, span, period) for name, span in spans.items()}
    said = worked(pool, frame, **{name: span.term for name, span in found.items() if isinstance(span, Point)})
    wanted = [key_of(function(day, period)) for day in frame.get_column("one").to_list()]
    for name in spans:
        assert said.get_column(name).to_list() == wanted


def after(function: Callable[[dt.date, int], dt.date], day: dt.date, count: int) -> dt.date | None:
    try:
        return function(day, count)
    except ValueProblem:
        return None


@pytest.mark.parametrize("count", [-3, 0, 1, 17, 18, 19, 60])
@pytest.mark.parametrize("function", [dates.age, dates.whole_months_between])
def test_a_count_compared_is_a_day_compared(function: Callable[[dt.date, dt.date], int], count: int) -> None:
    pool, frame, one, two = pairs()
    fixed = dt.date(2024, 2, 29)
    today = constant(pool, fixed)
    counted: dict[str, tuple[Counted, Any]] = {
        "until": (Counted(function, _point(pool, one), today), lambda a, _: function(a, fixed)),
        "since": (Counted(function, today, _point(pool, two)), lambda _, b: function(fixed, b)),
        "both": (Counted(function, _point(pool, one), _point(pool, two)), function),
    }
    truths = {name: at_least(pool, how, count) for name, (how, _) in counted.items()}
    assert (truths["both"] is None) is (count <= 0)
    known = {name: truth.sure for name, truth in truths.items() if truth is not None}
    said = worked(pool, frame, **known)
    for name in known:
        wanted = [counted[name][1](a, b) >= count for a, b in frame.select("one", "two").iter_rows()]
        assert said.get_column(name).to_list() == wanted


def _point(pool: Pool, term: Term) -> Point:
    span = fact(pool, term)
    assert isinstance(span, Point)
    return span
