"""A date phrase names periods of the calendar; it gives the first and the last day of each."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import Final

import attrs

_YEAR: Final = r"(?:(?:19|20)[0-9]{2}|[一二][〇零九][〇零一二三四五六七八九]{2})"
_N: Final = r"(?:[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO: Final = r"[-—–―~至到]"
_BEFORE: Final = r"(?<![0-9.一二三四五六七八九十])"
# 2023—2025年 and 1-8月 print the word once, after the second number
_TOKEN: Final = re.compile(
    rf"{_BEFORE}(?P<iso_y>[0-9]{{4}})(?P<sep>[-/.])(?P<iso_m>[0-9]{{1,2}})(?P=sep)"
    r"(?P<iso_d>[0-9]{1,2})(?![0-9])"
    rf"|{_BEFORE}(?=[0-9〇零一二三四五六七八九十])"
    rf"(?:(?P<y>{_YEAR})(?:年度?|(?={_TO}{_YEAR}年)))?"
    rf"(?:(?P<m>{_N})(?:月份?|(?={_TO}{_N}月)))?"
    rf"(?:(?P<d>{_N})(?:[日号]|(?={_TO}{_N}日)))?"
    r"(?P<edge>[底末初])?"
)
_RANGE: Final = re.compile(_TO)
_LIST: Final = re.compile(rf"{_TO}|[、和及或]")
_NUMERALS: Final = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0"}


@attrs.frozen
class _Token:
    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    edge: str | None


@attrs.frozen
class _Period:
    first: dt.date
    last: dt.date


def dates_in(phrase: str, *, year: int | None = None) -> tuple[dt.date, ...]:
    """Return the dates `phrase` gives: of every period its first and its last day, both inside.

    A full date is a period of one day; a year or month runs from its first day to its last; a range
    runs from the first day of its beginning to the last day of its end; 年底 and 月底 are the last
    day alone. `year` places dates printed without one, which are left out otherwise.

    >>> [day.isoformat() for day in dates_in("2024年6月—12月")]
    ['2024-06-01', '2024-12-31']
    """
    text = _squeezed(phrase)
    days: list[dt.date] = []
    for period in _periods(text, year):
        days.append(period.first)
        if period.last != period.first:
            days.append(period.last)
    return tuple(days)


def date_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the parts of dates stand in `text` (after NFKC, no white space), ends exclusive.

    A day without a month is no date: 7日内 is a number of days.

    >>> date_spans("自2024年9月30日起7日内")
    ((1, 11),)
    """
    return tuple((token.start, token.end) for token in _tokens(text))


def _squeezed(phrase: str) -> str:
    return "".join(unicodedata.normalize("NFKC", phrase).split())


def _tokens(text: str) -> list[_Token]:
    """Return the dates and parts of dates, a lone day only where it goes on with a date."""
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if token is None:
            continue
        if token.year is None and token.month is None:
            before = tokens[-1] if tokens else None
            if before is None or before.day is None or not _joined(text, before, token):
                continue
        tokens.append(token)
    return tokens


def _token(match: re.Match[str]) -> _Token | None:
    names = ("iso_y", "iso_m", "iso_d") if match["iso_y"] else ("y", "m", "d")
    year, month, day = (_number(match[name]) for name in names)
    if year is None and month is None and day is None:
        return None
    return _Token(match.start(), match.end(), year, month, day, match["edge"])


def _number(text: str | None) -> int | None:
    """Return a year, month or day in Arabic or Chinese numerals.

    >>> _number("二〇二四"), _number("十二"), _number("二十")
    (2024, 12, 20)
    """
    if text is None:
        return None
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(ones, "0"))
    return int("".join(_NUMERALS.get(char, char) for char in text))


def _joined(text: str, left: _Token, right: _Token) -> bool:
    return _LIST.fullmatch(text[left.end : right.start]) is not None


def _periods(text: str, year: int | None) -> list[_Period]:
    periods: list[_Period] = []
    before: _Token | None = None
    placed = False
    for printed in _tokens(text):
        joined = before is not None and _joined(text, before, printed)
        token = _completed(printed, before if joined else None, year)
        period = _period(token)
        if period is None:
            before, placed = token, False
            continue
        gap = text[before.end : printed.start] if before is not None else ""
        if placed and _RANGE.fullmatch(gap) and periods[-1].first <= period.last:
            periods[-1] = _Period(periods[-1].first, period.last)
        else:
            periods.append(period)
        before, placed = token, True
    return periods


def _completed(token: _Token, before: _Token | None, year: int | None) -> _Token:
    """Return the token with the year and month it goes on with, never backwards in time.

    After 2024年11月 a bare 3月 is not March 2024; whether it is March 2025 is not printed.
    """
    if token.year is not None:
        return token
    if before is None or before.year is None:
        return attrs.evolve(token, year=year)
    month = token.month if token.month is not None else before.month
    if month is None or (month, token.day or 31) < (before.month or 1, before.day or 1):
        return token
    return attrs.evolve(token, year=before.year, month=month)


def _period(token: _Token) -> _Period | None:
    """Return the days of a placed token; None where it has no year or names no day there is."""
    if token.year is None or (token.month is None and token.day is not None):
        return None
    if token.month is None:
        first, last = dt.date(token.year, 1, 1), dt.date(token.year, 12, 31)
    elif not 1 <= token.month <= 12:  # noqa: PLR2004 - a year has twelve months
        return None
    else:
        length = calendar.monthrange(token.year, token.month)[1]
        if token.day is not None and not 1 <= token.day <= length:
            return None
        first = dt.date(token.year, token.month, token.day or 1)
        last = dt.date(token.year, token.month, token.day or length)
    if token.edge is not None:
        return _Period(first, first) if token.edge == "初" else _Period(last, last)
    return _Period(first, last)
