"""What generated code calls: the parts of a rule's meaning that are too long to write out each time."""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from xixia_gov import dates
from xixia_gov.errors import ValueProblem
from xixia_gov.vocabulary.facts import Flags

Number = int | Fraction
Pair = tuple[Any, Any]


class Aside(Exception):
    """The generated code does not answer this case: what it asserts clashes, or a day leaves the calendar."""


def aside() -> int:
    """Leave the case to a slower executor."""
    raise Aside


def agreed(computed: bool, asserted: bool) -> bool:  # noqa: FBT001 - two truths
    """Return what is asserted if it is what the facts give."""
    if computed is not asserted:
        raise Aside
    return asserted


def asserted_in(matter: Mapping[str, bool], case: Mapping[str, bool], key: str) -> bool | None:
    """Return what is asserted of an open term, for one matter or for all."""
    said = matter.get(key)
    return case.get(key) if said is None else said


def joined_truth(one: bool | None, two: bool | None) -> bool | None:  # noqa: FBT001 - two truths
    """Return a truth that allows both."""
    return one if one is two else None


def lower(one: Any, two: Any) -> Any:  # noqa: ANN401 - numbers or days
    """Return the lower of two least ends, None if either has no limit."""
    return None if one is None or two is None else min(one, two)


def higher(one: Any, two: Any) -> Any:  # noqa: ANN401 - numbers or days
    """Return the higher of two most ends, None if either has no limit."""
    return None if one is None or two is None else max(one, two)


def nearer_low(one: Any, two: Any) -> Any:  # noqa: ANN401 - numbers or days
    """Return the lower of two most ends: no limit is no lower than one."""
    if one is None:
        return two
    return one if two is None else min(one, two)


def nearer_high(one: Any, two: Any) -> Any:  # noqa: ANN401 - numbers or days
    """Return the higher of two least ends: no limit is no higher than one."""
    if one is None:
        return two
    return one if two is None else max(one, two)


def met(least: Any, most: Any, low: Any, high: Any) -> Pair:  # noqa: ANN401 - numbers or days
    """Return what a stated and a computed interval both allow; raises `Aside` where nothing is left."""
    bottom, top = nearer_high(least, low), nearer_low(most, high)
    if bottom is not None and top is not None and bottom > top:
        raise Aside
    return bottom, top


def met_truth(one: bool | None, two: bool | None) -> bool | None:  # noqa: FBT001 - two truths
    """Return what a stated and a computed truth both allow; raises `Aside` where nothing is left."""
    if one is None or two is None:
        return two if one is None else one
    return agreed(one, two)


def times(least: Any, most: Any, low: Any, high: Any) -> Pair:  # noqa: ANN401 - numbers
    """Return the hull of the products of two intervals; an open end is infinite, and 0 of it is 0."""
    products = [_product(a, b) for a in ((least, -1), (most, 1)) for b in ((low, -1), (high, 1))]
    bottom = (
        None if any(sign < 0 for _, sign in products) else min(value for value, sign in products if not sign)
    )
    top = (
        None if any(sign > 0 for _, sign in products) else max(value for value, sign in products if not sign)
    )
    return bottom, top


def _product(one: tuple[Any, int], two: tuple[Any, int]) -> tuple[Any, int]:
    """Return a product and 0, or None and the sign of an infinite one."""
    (a, side), (b, other) = one, two
    if a is not None and b is not None:
        return a * b, 0
    signs = (side if a is None else (a > 0) - (a < 0)) * (other if b is None else (b > 0) - (b < 0))
    return (0, 0) if signs == 0 else (None, signs)


def over(least: Any, most: Any, low: Any, high: Any) -> Pair:  # noqa: ANN401 - numbers
    """Return the hull of the quotients of two intervals; no limit is known where the divisor could be 0."""
    if (low is None or low <= 0) and (high is None or high >= 0):
        return None, None
    return times(
        least,
        most,
        Fraction(0) if high is None else 1 / Fraction(high),
        Fraction(0) if low is None else 1 / Fraction(low),
    )


def rounded(number: Number, den: int, mode: str) -> int:
    """Return `number / den` as a whole number: rounded down, up, or half up (away from 0)."""
    value = Fraction(number) / den
    floor = value.numerator // value.denominator
    if mode == "down":
        return floor
    if mode == "up":
        return floor if value == floor else floor + 1
    twice = 2 * abs(value) + 1
    half = twice.numerator // (2 * twice.denominator)
    return half if value >= 0 else -half


_COUNTS: Final[dict[str, Callable[[dt.date, dt.date], int | None]]] = {
    "age": dates.age,
    "months_between": dates.whole_months_between,
    "days_between": dates.days_between,
    "working_days_between": dates.working_days_between,
}
_ADDS: Final[dict[str, Callable[[dt.date, int], dt.date | None]]] = {
    "add_months": dates.add_months,
    "add_days": dates.add_days,
    "add_working_days": dates.add_working_days,
}


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last day of that month; raises `Aside` beyond the years.

    >>> months_after(dt.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    number = day.day
    try:
        if number > 28:  # noqa: PLR2004 - every month has as many days
            number = min(number, calendar.monthrange(year, month + 1)[1])
        return dt.date(year, month + 1, number)
    except ValueError:
        raise Aside from None


def counted(name: str, one: dt.date, two: dt.date) -> int:
    """Return what a function counts between two known days; raises `Aside` beyond the calendar."""
    try:
        number = _COUNTS[name](one, two)
    except ValueProblem:
        raise Aside from None
    if number is None:
        raise Aside
    return number


def added(name: str, day: dt.date, number: int) -> dt.date:
    """Return the day a function gives for known arguments; raises `Aside` beyond the calendar."""
    if name == "add_months":
        return months_after(day, number)
    try:
        found = _ADDS[name](day, number)
    except ValueProblem:
        raise Aside from None
    if found is None:
        raise Aside
    return found


def count_between(name: str, one: Pair, two: Pair) -> tuple[int | None, int | None, bool]:
    """Return the ends of a count between days, and whether one of them is beyond the calendar."""
    least, beyond = _tried(_COUNTS[name], one[1], two[0])
    most, too = _tried(_COUNTS[name], one[0], two[1])
    return least, most, beyond or too


def day_after(name: str, day: Pair, number: Pair) -> tuple[dt.date | None, dt.date | None, bool]:
    """Return the ends of a day some time after another, and whether one of them is beyond the calendar."""
    least, beyond = _tried(_ADDS[name], day[0], None if number[0] is None else int(number[0]))
    most, too = _tried(_ADDS[name], day[1], None if number[1] is None else int(number[1]))
    return least, most, beyond or too


def _tried(function: Callable[..., Any], one: object, two: object) -> tuple[Any, bool]:
    if one is None or two is None:
        return None, False
    try:
        result = function(one, two)
    except ValueProblem:
        return None, True
    return result, result is None


def flag(flags: Flags, option: str) -> bool | None:
    """Return whether a choice of a many-of fact is made."""
    for name, value in flags.said:
        if name == option:
            return value
    return False if flags.complete else None


def same(one: frozenset[str] | None, two: frozenset[str] | None) -> bool | None:
    """Return whether two choices are the same one."""
    if one is None or two is None:
        return None
    if len(one) == 1 and one == two:
        return True
    return None if one & two else False


def gathered(found: Sequence[tuple[Any, ...]], more: int) -> int:
    """Return the causes of all elements, and those of the list itself."""
    for one in found:
        more |= one[-1]
    return more


def some(found: Sequence[tuple[bool | None, int]], complete: bool | None) -> bool | None:  # noqa: FBT001
    """Return whether at least one element is so."""
    truths = [truth for truth, _ in found]
    if True in truths:
        return True
    return None if None in truths or complete is not True else False


def every(found: Sequence[tuple[bool | None, int]], complete: bool | None) -> bool | None:  # noqa: FBT001
    """Return whether all elements are so."""
    truths = [truth for truth, _ in found]
    if False in truths:
        return False
    return None if None in truths or complete is not True else True


def total(found: Sequence[tuple[Any, Any, int]], complete: bool | None, one: tuple[Any, Any, int]) -> Pair:  # noqa: FBT001
    """Return what elements add up to; any number of further ones may each be worth `one`."""
    low = None if any(least is None for least, _, _ in found) else sum(least for least, _, _ in found)
    high = None if any(most is None for _, most, _ in found) else sum(most for _, most, _ in found)
    if complete is True:
        return low, high
    adds = one[0] is not None and one[0] >= 0
    takes = one[1] is not None and one[1] <= 0
    return (low if adds else None), (high if takes else None)


def least(found: Sequence[tuple[Any, Any, int]], complete: bool | None) -> Pair:  # noqa: FBT001
    """Return the least of some elements; a further one may be less."""
    low, high = _folded(found, lower, nearer_low)
    return (low, high) if complete is True else (None, high)


def most(found: Sequence[tuple[Any, Any, int]], complete: bool | None) -> Pair:  # noqa: FBT001
    """Return the most of some elements; a further one may be more."""
    low, high = _folded(found, nearer_high, higher)
    return (low, high) if complete is True else (low, None)


def _folded(found: Sequence[tuple[Any, Any, int]], one: Callable[..., Any], two: Callable[..., Any]) -> Pair:
    if not found:
        return None, None
    low, high, _ = found[0]
    for bottom, top, _ in found[1:]:
        low, high = one(low, bottom), two(high, top)
    return low, high


def among(
    options: frozenset[str] | None, inside: frozenset[str], may: Mapping[str, int], asserted: Sequence[Pair]
) -> tuple[bool | None, int]:
    """Return whether a choice is in an open list, and the causes of the items that leave it open.

    `may` has the options of which the text does not say, each with its cause.
    """
    if options is None:
        return None, 0
    said = dict(asserted)
    truths = {
        option: True if option in inside else said.get(option) if option in may else False
        for option in options
    }
    if len(set(truths.values())) > 1:
        return None, 0
    mask = 0
    for option, truth in truths.items():
        if truth is None:
            mask |= may[option]
    return next(iter(truths.values())), mask


def ranks_of(options: frozenset[str], ranks: Mapping[str, int]) -> tuple[int, int]:
    """Return the lowest and the highest rank of some options."""
    found = [ranks[option] for option in options]
    return min(found), max(found)


def hull_of(rows: int, least: Sequence[Any], most: Sequence[Any]) -> Pair:
    """Return the hull of the outputs of some rows of a table, those whose bits are set."""
    low: Any = None
    high: Any = None
    first = True
    for place, (bottom, top) in enumerate(zip(least, most, strict=True)):
        if rows >> place & 1:
            low, high = (bottom, top) if first else (lower(low, bottom), higher(high, top))
            first = False
    return low, high


def truth_of_rows(rows: int, truths: Sequence[bool | None]) -> bool | None:
    """Return what the rows whose bits are set agree on."""
    found = {truth for place, truth in enumerate(truths) if rows >> place & 1}
    return found.pop() if len(found) == 1 else None


def options_of_rows(rows: int, options: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """Return all options that the rows whose bits are set give; None for any text."""
    found: frozenset[str] = frozenset()
    for place, some_of in enumerate(options):
        if rows >> place & 1:
            if some_of is None:
                return None
            found |= some_of
    return found


def kept(rows: int, masks: Sequence[int]) -> int:
    """Return the causes of the rows whose bits are set."""
    found = 0
    for place, mask in enumerate(masks):
        if rows >> place & 1:
            found |= mask
    return found


def places(ends: Sequence[Any], least: Any, most: Any) -> range:  # noqa: ANN401 - numbers or days
    """Return the stretches of a line cut at `ends` that an interval touches.

    The stretches are numbered from below: the gap before the first end is 0, the first end itself 1, the
    gap behind it 2, and so on.
    """
    first = 0 if least is None else bisect_left(ends, least) + bisect_right(ends, least)
    last = 2 * len(ends) if most is None else bisect_left(ends, most) + bisect_right(ends, most)
    return range(first, last + 1)


__all__ = [
    "Aside",
    "added",
    "agreed",
    "among",
    "aside",
    "asserted_in",
    "count_between",
    "counted",
    "day_after",
    "every",
    "flag",
    "gathered",
    "higher",
    "hull_of",
    "joined_truth",
    "kept",
    "least",
    "lower",
    "met",
    "met_truth",
    "months_after",
    "most",
    "nearer_high",
    "nearer_low",
    "options_of_rows",
    "over",
    "places",
    "ranks_of",
    "rounded",
    "same",
    "some",
    "times",
    "total",
    "truth_of_rows",
]
