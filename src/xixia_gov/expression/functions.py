"""The named functions of the language: what each takes and gives. No others can be called."""

from __future__ import annotations

from typing import Final

import attrs

from xixia_gov.expression.types import DateType, NumberType, TruthType, Type
from xixia_gov.text import Text
from xixia_gov.units import parse_unit

_DATE: Final = DateType()
_MONTHS: Final = NumberType(parse_unit("months"))
_DAYS: Final = NumberType(parse_unit("days"))
_YEARS: Final = NumberType(parse_unit("years"))


@attrs.frozen
class Signature:
    """The types a function takes, in order, the type it gives, and its words with {0}, {1} ..."""

    takes: tuple[Type, ...]
    gives: Type
    words: Text


FIXED: Final[dict[str, Signature]] = {
    "age": Signature(
        (_DATE, _DATE),
        _YEARS,
        Text(zh="{0}至{1}的周岁", en="the age on {1} of somebody born on {0}"),
    ),
    "months_between": Signature(
        (_DATE, _DATE), _MONTHS, Text(zh="{0}至{1}的整月数", en="the whole months from {0} to {1}")
    ),
    "days_between": Signature(
        (_DATE, _DATE), _DAYS, Text(zh="{0}至{1}的天数", en="the days from {0} to {1}")
    ),
    "working_days_between": Signature(
        (_DATE, _DATE), _DAYS, Text(zh="{0}至{1}的工作日数", en="the working days from {0} to {1}")
    ),
    "add_months": Signature((_DATE, _MONTHS), _DATE, Text(zh="{0}后满{1}之日", en="the day {1} after {0}")),
    "add_days": Signature((_DATE, _DAYS), _DATE, Text(zh="{0}后第{1}之日", en="the day {1} after {0}")),
    "add_working_days": Signature(
        (_DATE, _DAYS), _DATE, Text(zh="{0}后第{1}个工作日", en="the working day {1} after {0}")
    ),
}
"""Functions whose types do not depend on their arguments. Both ends of a period are inside it."""

PERIODS: Final = {
    "month": Text(zh="月份", en="month"),
    "quarter": Text(zh="季度", en="quarter"),
    "half_year": Text(zh="半年", en="half-year"),
    "year": Text(zh="年份", en="year"),
}
"""The periods of the calendar that `dates.PERIODS` counts, as text literals name them."""

PERIOD_ENDS: Final = {
    "first_day_of": Text(zh="{0}所在{1}的第一日", en="the first day of the {1} of {0}"),
    "last_day_of": Text(zh="{0}所在{1}的最后一日", en="the last day of the {1} of {0}"),
}
"""`last_day_of(day, period)`: a day at one end of the period that a day is in; it grows with the day."""

DATED: Final = frozenset(
    {*PERIOD_ENDS, *(name for name, signature in FIXED.items() if signature.gives == _DATE)}
)
"""Functions that give a date."""

CHOOSING: Final = {
    "min": Text(zh="{0}与{1}中较小者", en="the smaller of {0} and {1}"),
    "max": Text(zh="{0}与{1}中较大者", en="the larger of {0} and {1}"),
}
"""`min` and `max` of two or more numbers of one unit."""

WHOLE: Final = Text(zh="{0}中{1}的整倍数", en="the whole multiples of {1} in {0}")
"""`whole(x, step, mode)`: how many steps are in x, rounded down, up or half_up."""

WHOLE_MODES: Final = ("down", "up", "half_up")

AGGREGATES: Final = {
    "count": Text(zh="{0}的数目", en="the number of {0}"),
    "total": Text(zh="{0}的合计", en="the total of {0}"),
    "least": Text(zh="{0}中最小者", en="the least of {0}"),
    "most": Text(zh="{0}中最大者", en="the most of {0}"),
    "some": Text(zh="至少有一项{0}", en="at least one: {0}"),
    "every": Text(zh="每一项都{0}", en="every one: {0}"),
}
"""What a list may be read through: `count` of a list, the others of a definition over it."""

RULE_READERS: Final[dict[str, tuple[Type, Text]]] = {
    "holds": (TruthType(), Text(zh="符合“{0}”", en="“{0}” holds")),
    "amount": (NumberType(parse_unit("yuan")), Text(zh="“{0}”的金额", en="the amount of “{0}”")),
}

BROKEN: Final = Text(zh="触犯“{0}”", en="“{0}” is broken")
"""`holds` of a rule that forbids."""

NAMES: Final = (*FIXED, *PERIOD_ENDS, *CHOOSING, "whole", *AGGREGATES, *RULE_READERS)
