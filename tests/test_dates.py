"""Days at the edges: period ends, month ends, leap days, birthdays, impossible dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.dates import (
    PERIODS,
    Period,
    add_days,
    add_months,
    age,
    days_between,
    first_day_of,
    last_day_of,
    months_in,
    parse_iso,
    whole_months_between,
    whole_years_between,
)
from xixia_gov.errors import ValueProblem

FAR = 10**400

any_day = st.dates()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class TestPeriod:
    @pytest.mark.parametrize(
        ("text", "inside"),
        [
            ("2024-07-31", False),
            ("2024-08-01", True),
            ("2024-08-02", True),
            ("2024-12-30", True),
            ("2024-12-31", True),
            ("2025-01-01", False),
        ],
    )
    def test_holds_its_first_and_its_last_day_and_no_day_more(self, text: str, *, inside: bool) -> None:
        assert Period(day("2024-08-01"), day("2024-12-31")).contains(day(text)) is inside

    def test_without_a_first_day_reaches_back_for_ever(self) -> None:
        period = Period(None, day("2024-12-31"))
        assert period.contains(dt.date.min)
        assert period.contains(day("2024-12-31"))
        assert not period.contains(day("2025-01-01"))

    def test_without_a_last_day_goes_on_for_ever(self) -> None:
        period = Period(day("2024-08-01"), None)
        assert not period.contains(day("2024-07-31"))
        assert period.contains(day("2024-08-01"))
        assert period.contains(dt.date.max)

    def test_open_on_both_sides_holds_every_day(self) -> None:
        assert Period(None, None).contains(dt.date.min)
        assert Period(None, None).contains(dt.date.max)

    def test_of_one_day_holds_that_day_only(self) -> None:
        period = Period(day("2024-08-01"), day("2024-08-01"))
        assert not period.contains(day("2024-07-31"))
        assert period.contains(day("2024-08-01"))
        assert not period.contains(day("2024-08-02"))

    def test_that_ends_before_it_begins_is_refused_in_both_languages(self) -> None:
        with pytest.raises(ValueProblem) as caught:
            Period(day("2024-08-02"), day("2024-08-01"))
        message = caught.value.message
        assert message.en == "the period ends on 2024-08-01, before its first day 2024-08-02"
        assert message.zh == "期间的最后一日 2024-08-01 早于第一日 2024-08-02"


class TestAddDays:
    def test_crosses_a_leap_day(self) -> None:
        assert add_days(day("2024-02-28"), 1) == day("2024-02-29")
        assert add_days(day("2023-02-28"), 1) == day("2023-03-01")

    def test_goes_back_for_a_negative_number(self) -> None:
        assert add_days(day("2024-03-01"), -1) == day("2024-02-29")

    @pytest.mark.parametrize(("start", "n"), [(dt.date.max, 1), (dt.date.min, -1), (dt.date.min, FAR)])
    def test_never_leaves_the_years_there_are(self, start: dt.date, n: int) -> None:
        with pytest.raises(ValueProblem, match=r"is outside 0001-01-01 to 9999-12-31"):
            add_days(start, n)

    def test_says_in_both_languages_what_was_added_to_what(self) -> None:
        with pytest.raises(ValueProblem) as caught:
            add_days(dt.date.max, 1)
        message = caught.value.message
        assert message.en == "9999-12-31 plus 1 days is outside 0001-01-01 to 9999-12-31"
        assert message.zh == "9999-12-31 加 1 日超出可表示的日期 (0001-01-01 至 9999-12-31)"


class TestAddMonths:
    @pytest.mark.parametrize(
        ("start", "n", "end"),
        [
            ("2024-01-15", 1, "2024-02-15"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-01-31", 2, "2024-03-31"),
            ("2024-01-31", 3, "2024-04-30"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2024-02-29", 1, "2024-03-29"),
            ("2023-12-31", 2, "2024-02-29"),
            ("2024-03-31", -1, "2024-02-29"),
            ("2024-01-01", -1, "2023-12-01"),
            ("2024-05-05", 0, "2024-05-05"),
            ("9999-11-30", 1, "9999-12-30"),
            ("0001-02-28", -1, "0001-01-28"),
        ],
    )
    def test_keeps_the_day_or_stops_at_the_end_of_the_month(self, start: str, n: int, end: str) -> None:
        assert add_months(day(start), n) == day(end)

    @pytest.mark.parametrize(
        ("start", "n"),
        [("9999-12-01", 1), ("0001-01-31", -1), ("2024-01-01", FAR), ("2024-01-01", -FAR)],
    )
    def test_never_leaves_the_years_there_are(self, start: str, n: int) -> None:
        with pytest.raises(ValueProblem, match=r"months is outside 0001-01-01 to 9999-12-31"):
            add_months(day(start), n)


class TestEndsOfPeriods:
    @pytest.mark.parametrize(
        ("text", "period", "first", "last"),
        [
            ("2024-02-29", "month", "2024-02-01", "2024-02-29"),
            ("2024-02-29", "quarter", "2024-01-01", "2024-03-31"),
            ("2024-02-29", "half_year", "2024-01-01", "2024-06-30"),
            ("2024-02-29", "year", "2024-01-01", "2024-12-31"),
            ("2024-02-01", "month", "2024-02-01", "2024-02-29"),
            ("2023-02-01", "month", "2023-02-01", "2023-02-28"),
            ("1900-02-10", "month", "1900-02-01", "1900-02-28"),
            ("2000-02-10", "month", "2000-02-01", "2000-02-29"),
            ("2024-03-01", "month", "2024-03-01", "2024-03-31"),
            ("2024-04-30", "month", "2024-04-01", "2024-04-30"),
            ("2024-05-01", "month", "2024-05-01", "2024-05-31"),
            ("2024-03-31", "quarter", "2024-01-01", "2024-03-31"),
            ("2024-04-01", "quarter", "2024-04-01", "2024-06-30"),
            ("2024-06-30", "quarter", "2024-04-01", "2024-06-30"),
            ("2024-07-01", "quarter", "2024-07-01", "2024-09-30"),
            ("2024-09-30", "quarter", "2024-07-01", "2024-09-30"),
            ("2024-10-01", "quarter", "2024-10-01", "2024-12-31"),
            ("2024-12-31", "quarter", "2024-10-01", "2024-12-31"),
            ("2024-01-01", "half_year", "2024-01-01", "2024-06-30"),
            ("2024-06-30", "half_year", "2024-01-01", "2024-06-30"),
            ("2024-07-01", "half_year", "2024-07-01", "2024-12-31"),
            ("2024-12-31", "half_year", "2024-07-01", "2024-12-31"),
            ("2024-01-01", "year", "2024-01-01", "2024-12-31"),
            ("2024-12-31", "year", "2024-01-01", "2024-12-31"),
            ("2025-01-01", "year", "2025-01-01", "2025-12-31"),
            ("0001-01-01", "month", "0001-01-01", "0001-01-31"),
            ("0001-01-01", "year", "0001-01-01", "0001-12-31"),
            ("9999-12-31", "month", "9999-12-01", "9999-12-31"),
            ("9999-12-31", "half_year", "9999-07-01", "9999-12-31"),
            ("9999-01-01", "year", "9999-01-01", "9999-12-31"),
        ],
    )
    def test_are_the_first_and_the_last_day_of_the_period_that_a_day_is_in(
        self, text: str, period: str, first: str, last: str
    ) -> None:
        assert first_day_of(day(text), period) == day(first)
        assert last_day_of(day(text), period) == day(last)

    @pytest.mark.parametrize("period", PERIODS)
    @given(one=any_day, two=any_day)
    def test_hold_the_day_and_grow_with_it(self, period: str, one: dt.date, two: dt.date) -> None:
        low, high = sorted((one, two))
        for end in (first_day_of, last_day_of):
            assert end(low, period) <= end(high, period)
        first, last = first_day_of(one, period), last_day_of(one, period)
        assert first <= one <= last
        # The period is as long as its months, and each of its days has the same ends.
        assert add_months(first, months_in(period) - 1).replace(day=28) <= last
        if last < dt.date.max:
            assert add_months(first, months_in(period)) == add_days(last, 1)
        for inside in (first, last):
            assert (first_day_of(inside, period), last_day_of(inside, period)) == (first, last)

    def test_of_a_period_that_the_calendar_does_not_have_are_refused_with_the_nearest_one(self) -> None:
        for end in (first_day_of, last_day_of):
            with pytest.raises(ValueProblem) as caught:
                end(day("2024-02-29"), "half-year")
            assert caught.value.message.en == "unknown period 'half-year'; did you mean 'half_year'?"
            assert caught.value.message.zh == "未知期间“half-year”; 是否应为“half_year”?"


class TestBetween:
    def test_days_do_not_count_the_first(self) -> None:
        assert days_between(day("2024-02-28"), day("2024-03-01")) == 2
        assert days_between(day("2024-03-01"), day("2024-02-28")) == -2
        assert days_between(day("2024-03-01"), day("2024-03-01")) == 0

    @pytest.mark.parametrize(
        ("start", "end", "months"),
        [
            ("2024-01-15", "2024-02-14", 0),
            ("2024-01-15", "2024-02-15", 1),
            ("2024-01-15", "2024-02-16", 1),
            ("2024-01-31", "2024-02-28", 0),
            ("2024-01-31", "2024-02-29", 1),
            ("2024-01-31", "2024-03-30", 1),
            ("2024-01-31", "2024-03-31", 2),
            ("2023-08-16", "2024-08-15", 11),
            ("2023-08-16", "2024-08-16", 12),
            ("2024-02-29", "2025-02-27", 11),
            ("2024-02-29", "2025-02-28", 12),
            ("2024-02-15", "2024-01-16", 0),
            ("2024-02-15", "2024-01-15", -1),
            ("2024-02-29", "2024-01-31", -1),
            ("0001-01-01", "9999-12-31", 119987),
            ("0001-01-31", "9999-12-30", 119986),
        ],
    )
    def test_months_are_whole_only_when_the_day_is_reached(self, start: str, end: str, months: int) -> None:
        assert whole_months_between(day(start), day(end)) == months

    @pytest.mark.parametrize(
        ("start", "end", "years"),
        [
            ("2022-08-16", "2024-08-15", 1),
            ("2022-08-16", "2024-08-16", 2),
            ("2024-08-16", "2022-08-17", -1),
            ("2024-08-16", "2022-08-16", -2),
            ("2024-08-16", "2023-08-17", 0),
        ],
    )
    def test_years_are_whole_only_when_the_day_is_reached(self, start: str, end: str, years: int) -> None:
        assert whole_years_between(day(start), day(end)) == years

    @given(any_day, any_day)
    def test_months_between_are_the_most_that_can_be_added_without_passing_the_end(
        self, one: dt.date, two: dt.date
    ) -> None:
        start, end = min(one, two), max(one, two)
        n = whole_months_between(start, end)
        assert n >= 0
        assert add_months(start, n) <= end
        if (end.year, end.month) != (dt.MAXYEAR, 12):
            assert add_months(start, n + 1) > end

    @given(any_day, st.integers(0, 1200))
    def test_months_added_are_counted_again(self, start: dt.date, n: int) -> None:
        if start.year < dt.MAXYEAR - 100:
            assert whole_months_between(start, add_months(start, n)) == n

    @given(any_day, any_day)
    def test_counting_backwards_gives_the_opposite(self, one: dt.date, two: dt.date) -> None:
        assert days_between(two, one) == -days_between(one, two)
        assert whole_months_between(two, one) == -whole_months_between(one, two)
        assert whole_years_between(two, one) == -whole_years_between(one, two)

    @given(any_day, any_day, any_day)
    def test_a_later_end_never_has_fewer_months_or_years(
        self, start: dt.date, one: dt.date, two: dt.date
    ) -> None:
        low, high = min(one, two), max(one, two)
        assert whole_months_between(start, low) <= whole_months_between(start, high)
        assert whole_years_between(start, low) <= whole_years_between(start, high)


class TestAge:
    @pytest.mark.parametrize(
        ("born", "on", "years"),
        [
            ("2006-08-20", "2024-08-19", 17),
            ("2006-08-20", "2024-08-20", 18),
            ("2006-08-20", "2024-08-21", 18),
            ("2006-08-20", "2006-08-20", 0),
            ("2006-08-20", "2006-08-19", 0),
            ("2006-08-20", "2005-08-20", -1),
        ],
    )
    def test_a_year_is_completed_on_the_birthday_itself(self, born: str, on: str, years: int) -> None:
        assert age(day(born), day(on)) == years

    @pytest.mark.parametrize(
        ("on", "years"),
        [
            ("2023-02-27", 18),
            ("2023-02-28", 19),
            ("2023-03-01", 19),
            ("2024-02-28", 19),
            ("2024-02-29", 20),
        ],
    )
    def test_born_on_29_february_completes_a_year_on_28_february_in_common_years(
        self, on: str, years: int
    ) -> None:
        assert age(day("2004-02-29"), day(on)) == years


class TestParseIso:
    @given(any_day)
    def test_reads_every_date_as_it_is_written(self, one: dt.date) -> None:
        assert parse_iso(one.isoformat()) == one

    def test_reads_a_leap_day(self) -> None:
        assert parse_iso("2024-02-29") == dt.date(2024, 2, 29)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2024-8-20",
            "20240820",
            "2024-W34-2",
            "2024/08/20",
            "24-08-20",
            " 2024-08-20",
            "2024-08-20\n",
            "2024-08-20T00:00:00",
            "２０２４-08-20",
            "2024年8月20日",
            "-024-08-20",
        ],
    )
    def test_refuses_every_other_form(self, text: str) -> None:
        with pytest.raises(ValueProblem) as caught:
            parse_iso(text)
        message = caught.value.message
        assert message.en == f"{text!r} is not a date; write YYYY-MM-DD, such as 2024-08-20"
        assert message.zh == f"“{text}”不是日期; 应写成 YYYY-MM-DD, 如 2024-08-20"

    @pytest.mark.parametrize(
        ("text", "zh", "en"),
        [
            ("2023-02-29", "2023 年 2 月的日期为 01 至 28", "days of 2023-02 are 01 to 28"),
            ("2024-02-30", "2024 年 2 月的日期为 01 至 29", "days of 2024-02 are 01 to 29"),
            ("2024-04-31", "2024 年 4 月的日期为 01 至 30", "days of 2024-04 are 01 to 30"),
            ("2024-04-00", "2024 年 4 月的日期为 01 至 30", "days of 2024-04 are 01 to 30"),
            ("2024-00-10", "月份应为 01 至 12", "months are 01 to 12"),
            ("2024-13-10", "月份应为 01 至 12", "months are 01 to 12"),
            ("0000-01-01", "年份从 0001 开始", "years start at 0001"),
        ],
    )
    def test_says_why_an_impossible_date_does_not_exist(self, text: str, zh: str, en: str) -> None:
        with pytest.raises(ValueProblem) as caught:
            parse_iso(text)
        message = caught.value.message
        assert message.en == f"{text!r} does not exist; {en}"
        assert message.zh == f"“{text}”这一天不存在; {zh}"
