"""Working days at the edges: weekends, holidays, make-up days, and years nobody has arranged."""

from __future__ import annotations

import datetime as dt

import pytest
from chinese_calendar.constants import holidays  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.dates import add_working_days, is_working_day, working_days_between

# The first year nobody has arranged yet; derived, since a newer calendar holds one year more.
FIRST_UNKNOWN_YEAR = max(holidays).year + 1
FAR = 10**400

known_day = st.dates(dt.date(2005, 1, 1), dt.date(2023, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("text", "works"),
        [
            ("2024-08-16", True),  # a Friday
            ("2024-08-17", False),  # a Saturday
            ("2024-08-18", False),  # a Sunday
            ("2024-08-19", True),  # a Monday
            ("2024-02-18", True),  # a Sunday, made up
            ("2024-10-12", True),  # a Saturday, made up
            ("2024-09-30", True),
            ("2024-10-01", False),
            ("2024-10-02", False),
            ("2024-10-03", False),
            ("2024-10-04", False),
            ("2024-10-05", False),
            ("2024-10-06", False),
            ("2024-10-07", False),
            ("2024-10-08", True),
        ],
    )
    def test_follow_the_holidays_and_the_make_up_days(self, text: str, *, works: bool) -> None:
        assert is_working_day(day(text)) is works

    def test_do_not_know_the_regional_holidays_of_ningxia(self) -> None:
        # Eid al-Fitr 2024 fell within this Monday to Friday; the calendar has all five worked.
        week = [day(f"2024-04-{n:02d}") for n in range(8, 13)]
        assert [is_working_day(one) for one in week] == [True] * 5

    @pytest.mark.parametrize(
        "unknown",
        [
            dt.date.min,
            dt.date(2003, 6, 2),
            dt.date(2003, 12, 31),
            dt.date(FIRST_UNKNOWN_YEAR, 1, 1),
            dt.date(FIRST_UNKNOWN_YEAR, 6, 2),
            dt.date.max,
        ],
    )
    def test_are_unknown_outside_the_years_of_the_calendar(self, unknown: dt.date) -> None:
        assert is_working_day(unknown) is None

    def test_are_known_on_the_first_and_the_last_day_of_the_calendar(self) -> None:
        assert FIRST_UNKNOWN_YEAR >= 2027
        assert is_working_day(dt.date(2004, 1, 1)) is False
        assert is_working_day(dt.date(FIRST_UNKNOWN_YEAR - 1, 12, 31)) is not None

    @pytest.mark.parametrize(
        ("start", "n", "end"),
        [
            ("2024-08-16", 0, "2024-08-16"),
            ("2024-08-17", 0, "2024-08-17"),
            ("2024-08-16", 1, "2024-08-19"),
            ("2024-08-17", 1, "2024-08-19"),
            ("2024-08-16", 5, "2024-08-23"),
            ("2024-08-16", 6, "2024-08-26"),
            ("2024-09-30", 1, "2024-10-08"),
            ("2024-10-11", 1, "2024-10-12"),  # the make-up Saturday
            ("2024-10-11", 2, "2024-10-14"),
            ("2024-08-19", -1, "2024-08-16"),
            ("2024-08-18", -1, "2024-08-16"),
            ("2024-10-08", -2, "2024-09-29"),  # 29 September, a Sunday, was made up
            ("2003-12-31", 1, "2004-01-02"),  # the first day itself is never looked up
        ],
    )
    def test_added_do_not_count_the_first_day(self, start: str, n: int, end: str) -> None:
        assert add_working_days(day(start), n) == day(end)

    def test_added_beyond_the_calendar_are_unknown(self) -> None:
        eve = dt.date(FIRST_UNKNOWN_YEAR - 1, 12, 31)
        assert add_working_days(eve, 0) == eve
        assert add_working_days(eve, 1) is None
        assert add_working_days(dt.date(2004, 1, 2), -1) is None
        assert add_working_days(dt.date(2024, 1, 1), FAR) is None

    def test_added_at_the_ends_of_all_time_are_unknown(self) -> None:
        assert add_working_days(dt.date.max, 1) is None
        assert add_working_days(dt.date.min, -1) is None

    @pytest.mark.parametrize(
        ("start", "end", "days"),
        [
            ("2024-08-16", "2024-08-16", 0),
            ("2024-08-16", "2024-08-18", 0),
            ("2024-08-16", "2024-08-19", 1),
            ("2024-08-18", "2024-08-19", 1),
            ("2024-09-30", "2024-10-07", 0),
            ("2024-09-30", "2024-10-08", 1),
            ("2024-10-07", "2024-10-13", 5),  # 8, 9, 10, 11 and the make-up 12 October
            ("2024-10-13", "2024-10-07", -5),
            ("2024-08-19", "2024-08-16", -1),
        ],
    )
    def test_between_count_the_last_day_and_not_the_first(self, start: str, end: str, days: int) -> None:
        assert working_days_between(day(start), day(end)) == days

    def test_between_are_unknown_if_any_counted_day_is(self) -> None:
        eve = dt.date(FIRST_UNKNOWN_YEAR - 1, 12, 31)
        new_year = dt.date(FIRST_UNKNOWN_YEAR, 1, 1)
        assert working_days_between(eve, new_year) is None
        assert working_days_between(new_year, eve) is None
        assert working_days_between(day("2003-12-30"), day("2004-01-02")) is None
        assert working_days_between(day("2003-12-31"), day("2004-01-02")) == 1

    def test_between_a_day_and_itself_are_none_in_any_year(self) -> None:
        assert working_days_between(day("1990-01-01"), day("1990-01-01")) == 0

    @given(known_day, st.integers(1, 60))
    def test_added_are_counted_again_and_end_on_a_working_day(self, start: dt.date, n: int) -> None:
        end = add_working_days(start, n)
        assert end is not None
        assert is_working_day(end) is True
        assert working_days_between(start, end) == n
        assert working_days_between(start, end - dt.timedelta(days=1)) == n - 1
