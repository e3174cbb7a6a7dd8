"""A period has both its days inside; months are added once, from the anchor, and stop at month end.

Every function takes and gives `datetime.date`, reads no clock, and never leaves year 1 to 9999.
Adding months one after the other would lose days (31 January, 29 February, 29 March); adding them
once does not (31 January, 31 March). So every count of months or years starts at the anchor.

Limitations
-----------
Working days are those of the State Council's yearly holiday arrangements, as `chinese_calendar`
holds them: weekends off, less the make-up days, and the national holidays off.

- The regional holidays of Ningxia (Eid al-Fitr and Eid al-Adha) are NOT in that calendar; they
  count as working days here unless they fall on another day off.
- A year the calendar does not hold is unknown (None), never guessed from weekends.
- The last days of the newest year it holds may still change, when the arrangement for the next New
  Year is issued (as 29 and 31 December 2018 did).
- Half days off, and holidays of one group of people only, are not counted.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from typing import Final

import attrs

from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.text import Text

MONTHS_PER_YEAR: Final = 12
PERIODS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": MONTHS_PER_YEAR}
"""The months of each period of the calendar; 1 January begins one of each."""
_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


@attrs.frozen
class Period:
    """All days from `first` through `last`, both inside; None means open on that side.

    Raises `ValueProblem` when the last day is before the first.

    >>> Period(dt.date(2024, 8, 1), dt.date(2024, 12, 31)).contains(dt.date(2024, 12, 31))
    True
    """

    first: dt.date | None
    last: dt.date | None = attrs.field()

    @last.validator
    def _not_before_first(self, _: object, last: dt.date | None) -> None:
        if self.first is not None and last is not None and last < self.first:
            raise ValueProblem(
                Text(
                    zh=f"期间的最后一日 {last} 早于第一日 {self.first}",
                    en=f"the period ends on {last}, before its first day {self.first}",
                )
            )

    def contains(self, day: dt.date) -> bool:
        """Whether `day` is inside; the first and the last day are."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def add_days(day: dt.date, n: int) -> dt.date:
    """Return the day `n` days after `day`; a negative `n` goes back.

    Raises `ValueProblem` outside the years 1 to 9999.

    >>> add_days(dt.date(2024, 2, 28), 2)
    datetime.date(2024, 3, 1)
    """
    try:
        return day + dt.timedelta(days=n)
    except OverflowError:
        raise _outside(day, n, Text(zh="日", en="days")) from None


def add_months(day: dt.date, n: int) -> dt.date:
    """Return the same day `n` months later, or that month's last day where it has no such day.

    As a deadline the result is inside: "within one month from 31 January" still holds on the last
    day of February. A negative `n` goes back. A year is 12 months.

    Raises `ValueProblem` outside the years 1 to 9999.

    >>> add_months(dt.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - few answers need it

    try:
        return day + relativedelta(months=n)
    except (ValueError, OverflowError):
        raise _outside(day, n, Text(zh="个月", en="months")) from None


def _outside(day: dt.date, n: int, unit: Text) -> ValueProblem:
    return ValueProblem(
        Text(
            zh=f"{day} 加 {n} {unit.zh}超出可表示的日期 ({dt.date.min} 至 {dt.date.max})",
            en=f"{day} plus {n} {unit.en} is outside {dt.date.min} to {dt.date.max}",
        )
    )


def months_in(period: str) -> int:
    """Return the months of a month, quarter, half-year or year by its name in `PERIODS`.

    Raises `ValueProblem` for another name, with the nearest right one.

    >>> months_in("half_year")
    6
    """
    months = PERIODS.get(period)
    if months is None:
        raise ValueProblem(unknown_name(Text(zh="期间", en="period"), period, tuple(PERIODS)))
    return months


def first_day_of(day: dt.date, period: str) -> dt.date:
    """Return the first day of the calendar month, quarter, half-year or year that `day` is in.

    Raises `ValueProblem` for the name of another period.

    >>> first_day_of(dt.date(2024, 8, 20), "half_year")
    datetime.date(2024, 7, 1)
    """
    return dt.date(day.year, _first_month(day, months_in(period)), 1)


def last_day_of(day: dt.date, period: str) -> dt.date:
    """Return the last day of the calendar month, quarter, half-year or year that `day` is in.

    As a deadline the result is inside. Raises `ValueProblem` for the name of another period.

    >>> last_day_of(dt.date(2024, 2, 1), "month"), last_day_of(dt.date(2024, 2, 1), "half_year")
    (datetime.date(2024, 2, 29), datetime.date(2024, 6, 30))
    """
    months = months_in(period)
    month = _first_month(day, months) + months - 1
    return dt.date(day.year, month, calendar.monthrange(day.year, month)[1])


def _first_month(day: dt.date, months: int) -> int:
    """Return the month with which the period of so many months begins that `day` is in."""
    return day.month - (day.month - 1) % months


def days_between(start: dt.date, end: dt.date) -> int:
    """Return `end` minus `start` in days, `start` not counted; negative where `end` is before it.

    >>> days_between(dt.date(2024, 2, 28), dt.date(2024, 3, 1))
    2
    """
    return (end - start).days


def whole_months_between(start: dt.date, end: dt.date) -> int:
    """Return the largest n for which `add_months(start, n)` is `end` or before: months completed.

    Where `end` is before `start`, the answer is minus the months from `end` to `start`: what is
    not a whole month is dropped on both sides, and the anchor is the earlier day.

    >>> whole_months_between(dt.date(2024, 1, 31), dt.date(2024, 2, 29))
    1
    >>> whole_months_between(dt.date(2024, 2, 29), dt.date(2024, 1, 31))
    -1
    """
    if end < start:
        return -whole_months_between(end, start)
    # The month n months on is the month of `end`, so only the day in it is open.
    n = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    return n if add_months(start, n) <= end else n - 1


def whole_years_between(start: dt.date, end: dt.date) -> int:
    """Return the years of 12 months completed from `start` to `end`.

    Where `end` is before `start`, the answer is minus the years from `end` to `start`.

    >>> whole_years_between(dt.date(2023, 8, 16), dt.date(2024, 8, 15))
    0
    """
    if end < start:
        return -whole_years_between(end, start)
    return whole_months_between(start, end) // MONTHS_PER_YEAR


def age(born: dt.date, on: dt.date) -> int:
    """Return the whole years completed on the day `on`; the birthday itself counts as completed.

    The n-th birthday is `born` plus 12 n months, so whoever is born on 29 February completes a
    year on 28 February in common years. Before birth the answer is that of `whole_years_between`:
    0, then negative.

    >>> age(dt.date(2004, 2, 29), dt.date(2023, 2, 28))
    19
    """
    return whole_years_between(born, on)


@functools.lru_cache(maxsize=10_000)  # the library looks through all its years at each call
def is_working_day(day: dt.date) -> bool | None:
    """Whether `day` is a statutory working day; None in a year the calendar does not hold.

    >>> is_working_day(dt.date(2024, 2, 18))  # a Sunday, worked to make up for Spring Festival
    True
    """
    import chinese_calendar  # type: ignore[import-untyped]  # noqa: PLC0415 - few rules need it

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@functools.lru_cache(maxsize=10_000)
def add_working_days(day: dt.date, n: int) -> dt.date | None:
    """Return the n-th working day after `day`, which itself is not counted.

    As a deadline the result is inside. 0 gives `day` back, working or not; a negative `n` gives
    the n-th working day before `day`. None as soon as a year is entered that the calendar does not
    hold.

    >>> add_working_days(dt.date(2024, 9, 30), 1)
    datetime.date(2024, 10, 8)
    """
    step = 1 if n > 0 else -1
    left = abs(n)
    while left:
        if day in (dt.date.min, dt.date.max):
            return None  # no day can follow, and no calendar reaches so far
        day = add_days(day, step)
        works = is_working_day(day)
        if works is None:
            return None
        left -= works
    return day


def working_days_between(start: dt.date, end: dt.date) -> int | None:
    """Return the working days after `start` up to and including `end`; None if any is unknown.

    Where `end` is before `start`, the answer is minus the working days after `end` up to and
    including `start`. Equal days have none between them, in any year.

    >>> working_days_between(dt.date(2024, 9, 30), dt.date(2024, 10, 8))
    1
    """
    if end < start:
        opposite = working_days_between(end, start)
        return None if opposite is None else -opposite
    total = 0
    for n in range(1, days_between(start, end) + 1):
        works = is_working_day(add_days(start, n))
        if works is None:
            return None
        total += works
    return total


def parse_iso(text: str) -> dt.date:
    """Return the date written as YYYY-MM-DD, with all digits and nothing else.

    Raises `ValueProblem` for another form and for a day that does not exist, saying why.

    >>> parse_iso("2024-08-20")
    datetime.date(2024, 8, 20)
    """
    try:
        known = dt.date.fromisoformat(text)
    except ValueError:
        known = None
    if known is not None and known.isoformat() == text:  # Python reads other forms too
        return known
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueProblem(
            Text(
                zh=f"“{text}”不是日期; 应写成 YYYY-MM-DD, 如 2024-08-20",
                en=f"{text!r} is not a date; write YYYY-MM-DD, such as 2024-08-20",
            )
        )
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    why = _impossible(year, month, day)
    if why is not None:
        raise ValueProblem(
            Text(
                zh=f"“{text}”这一天不存在; {why.zh}",
                en=f"{text!r} does not exist; {why.en}",
            )
        )
    return dt.date(year, month, day)


def _impossible(year: int, month: int, day: int) -> Text | None:
    if year < dt.MINYEAR:
        return Text(zh="年份从 0001 开始", en="years start at 0001")
    if not 1 <= month <= MONTHS_PER_YEAR:
        return Text(zh="月份应为 01 至 12", en="months are 01 to 12")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return Text(
            zh=f"{year} 年 {month} 月的日期为 01 至 {last}",
            en=f"days of {year:04d}-{month:02d} are 01 to {last}",
        )
    return None
