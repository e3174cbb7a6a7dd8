"""A cell is what somebody typed or Excel wrote; it is turned into a fact only where it can mean one thing.

Other case files are strict; a cell may have full-width digits, thousands separators, ￥ and 元, a
measure word, 是 and 否, and a date in any of the Chinese forms. Whatever could mean two things is
refused with what to write.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from xixia_gov.dates import parse_iso
from xixia_gov.errors import ValueProblem
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Option

YES: Final = frozenset({"是", "有", "对", "yes", "y", "true", "√", "✓", "✔"})
NO: Final = frozenset({"否", "无", "不是", "没有", "no", "n", "false", "×", "✗", "✘"})
_NOTHING: Final = frozenset({"无", "没有", "none", "n/a", "na", "不适用", "-", "--", "—", "/"})
_WAN: Final = 10_000
_SHORT: Final = 64
"""How many characters a cell may have to be remembered: 是 and 冰箱 stand in every other row."""
_SIGNS: Final = re.compile(r"^(?:¥|rmb|cny|人民币)\s*|\s*(?:元整|元|圆|yuan)$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(-?)([0-9]{1,20}|[0-9]{1,3}(?:,[0-9]{3}){1,6})(?:\.([0-9]{1,7}))?(\s*万)?")
_DATE: Final = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年\s*([0-9]{1,2})月\s*([0-9]{1,2})日?)"
    r"(?:[T ]+(?:[上下]午 ?)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: [AP]M)?)?"
)
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_SERIAL: Final = re.compile(r"[34][0-9]{4}|5[0-9]{4}")
_SERIAL_START: Final = dt.date(1899, 12, 30)
_MANY: Final = re.compile(r"[、;,|]")
_HAN: Final = "一二三四五六七八九"
_MEASURES: Final = ("台", "件", "辆", "个", "人", "份")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff]")

Read = tuple[Any, Text | None]
"""The value as a case file would hold it, and what to say of how it was understood."""


def plain(written: str) -> str:
    """Return a cell with full-width characters narrowed and spaces at its ends left out.

    >>> plain("　１，０００．００ ")
    '1,000.00'
    """
    return _narrowed(written) if len(written) > _SHORT else _remembered(written)


@lru_cache(maxsize=4096)
def _remembered(written: str) -> str:
    return _narrowed(written)


def _narrowed(written: str) -> str:
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", written)).split())


def cell_value(written: str, info: FactInfo) -> Read:
    """Return what a cell that is not empty says of a fact, and an echo where it was worked out.

    Raises `ValueProblem` with what to write for a cell that is unclear or means nothing.

    >>> from xixia_gov.vocabulary.facts import FactKind
    >>> price = FactInfo(FactKind.MONEY, Text(zh="单价", en="unit price"), Text(zh="", en=""))
    >>> cell_value("￥１,０００.５０元", price)
    ('1000.50', None)
    >>> cell_value("1.2万", price)[0]
    '12000'
    """
    text = plain(written)
    match info.kind:
        case FactKind.TRUTH:
            return truth_value(text), None
        case FactKind.MONEY:
            return _worked_out(_SIGNS.sub("", _SIGNS.sub("", text)).strip(), text, info)
        case FactKind.NUMBER:
            return _number(text, info)
        case FactKind.DATE:
            return day_value(text), None
        case FactKind.MANY_OF:
            parts = [_option(part.strip(), info) for part in _MANY.split(text) if part.strip()]
            return ([] if parts in (["无"], ["没有"]) else parts), None
        case FactKind.ONE_OF:
            return _option(text, info), None
        case FactKind.CODE:
            return written.strip(), None
        case _:
            raise ValueProblem(
                Text(
                    zh=f"“{info.label.zh}”是列表, CSV 的一格写不下; 请用 TOML 或 JSON",
                    en=f"{info.label.en} is a list, which a cell cannot hold; use TOML or JSON",
                )
            )


def truth_value(text: str) -> bool:
    """Return whether a cell says yes or no; raises `ValueProblem` for anything else.

    >>> truth_value("是"), truth_value("无")
    (True, False)
    """
    word = text.lower()
    if word in YES or word in NO:
        return word in YES
    raise ValueProblem(
        Text(
            zh=f"应为 是 或 否, 却是“{text}”; 不知道就留空",
            en=f"expected yes or no (是 or 否), found {text!r}; leave it empty if not known",
        )
    )


def day_value(text: str) -> dt.date:
    """Return the day a cell names; a time of day after it is left out.

    Raises `ValueProblem` for a day that does not exist and for one that can be read in two ways.

    >>> [str(day_value(one)) for one in ("2024/8/15", "2024-8-15", "2024年8月15日", "20240815")]
    ['2024-08-15', '2024-08-15', '2024-08-15', '2024-08-15']
    """
    match = _DATE.fullmatch(text)
    parts = None if match is None else (match[1], match[3] or match[5], match[4] or match[6])
    compact = _COMPACT.fullmatch(text)
    if compact is not None:
        parts = (compact[1], compact[2], compact[3])
    if parts is not None:
        year, month, day = parts
        return parse_iso(f"{year}-{int(month):02d}-{int(day):02d}")
    advice = _year_last(text) or _serial(text)
    zh, en = ("应写成 2024-08-15 或 2024/8/15", "write 2024-08-15 or 2024/8/15")
    if advice:
        zh, en = (f"请写 {' 或 '.join(advice)}", f"write {' or '.join(advice)}")
    raise ValueProblem(
        Text(zh=f"“{text}”不是明确的日期; {zh}", en=f"{text!r} is not a clear date; {en}"),
    )


def _year_last(text: str) -> list[str]:
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return []
    one, two, year = int(match[1]), int(match[2]), match[3]
    found = []
    for month, day in dict.fromkeys(((one, two), (two, one))):
        iso = f"{year}-{month:02d}-{day:02d}"
        try:
            parse_iso(iso)
        except ValueProblem:
            continue
        found.append(iso)
    return found


def _serial(text: str) -> list[str]:
    """Return the day of a number that Excel shows where the column is not set to dates."""
    return [str(_SERIAL_START + dt.timedelta(days=int(text)))] if _SERIAL.fullmatch(text) else []


def units_value(text: str) -> int:
    """Return how many units a cell names, a measure word after the number left out.

    >>> units_value("2台")
    2
    """
    bare = text[:-1].strip() if text.endswith(_MEASURES) else text
    number = _whole(_NUMBER.fullmatch(bare)) if _NUMBER.fullmatch(bare) else _han(bare)
    if number is None:
        raise ValueProblem(
            Text(
                zh=f"应为整数, 如 1, 却是“{text}”",
                en=f"expected a whole number, such as 1, found {text!r}",
            )
        )
    return number


def _number(text: str, info: FactInfo) -> Read:
    unit = info.unit.label
    bare = text
    for word in (unit.zh, unit.en):
        if word and bare.lower().endswith(word.lower()):
            bare = bare[: -len(word)].strip()
            break
    number = _han(bare)
    return (number, None) if number is not None else _worked_out(bare, text, info)


def _worked_out(bare: str, text: str, info: FactInfo) -> Read:
    match = _NUMBER.fullmatch(bare)
    money = info.kind is FactKind.MONEY
    if match is None:
        raise ValueProblem(_no_number(text, info))
    sign, whole, decimals, wan = match.groups()
    exact = Decimal(f"{sign}{whole.replace(',', '')}.{decimals or '0'}")
    said = None
    if wan:
        exact *= _WAN
        shown = f"{exact.normalize():,f}"
        said = Text(zh=f"“{text}”按 {shown} 计", en=f"{text!r} is taken as {shown}")
        exact = exact.normalize()
        bare = f"{exact:f}"
    else:
        bare = bare.replace(",", "")
    if money:
        return bare, said
    if exact != exact.to_integral_value():
        raise ValueProblem(
            Text(zh=f"应为整数, 却是“{text}”", en=f"expected a whole number, found {text!r}"),
        )
    return int(exact), said


def _whole(match: re.Match[str] | None) -> int | None:
    if match is None or match[4] or (match[3] and match[3].strip("0")):
        return None
    return int(match[1] + match[2].replace(",", ""))


def _han(text: str) -> int | None:
    """Return a whole number below 100 written in Chinese, such as 一 or 二十三, or None."""
    text = text.replace("两", "二")
    if text in {"零", "〇"}:
        return 0
    match = re.fullmatch(rf"(?:([{_HAN}])?(十))?([{_HAN}])?", text)
    if not text or match is None or (match[1] and not match[2]):
        return None
    tens = (_HAN.index(match[1]) + 1 if match[1] else 1) if match[2] else 0
    return tens * 10 + (_HAN.index(match[3]) + 1 if match[3] else 0)


def _no_number(text: str, info: FactInfo) -> Text:
    if text.lower() in _NOTHING:
        return Text(
            zh=f"“{text}”不明确; 不知道就留空, 是零就写 0",
            en=f"{text!r} is not clear; leave it empty if not known, write 0 for zero",
        )
    if re.fullmatch(r"-?[0-9.]+[eE][+-]?[0-9]+", text):
        return Text(
            zh=f"“{text}”是科学记数; 请把这一列设为数值后再导出",
            en=f"{text!r} is scientific notation; set the column to plain numbers and export again",
        )
    example = "4999.50" if info.kind is FactKind.MONEY else "2"
    what = Text(zh="整数", en="a whole number")
    if info.kind is FactKind.MONEY:
        what = Text(zh="金额", en="a sum in yuan")
    return Text(
        zh=f"应为{what.zh}, 如 {example}, 却是“{text}”",
        en=f"expected {what.en}, such as {example}, found {text!r}",
    )


def _option(text: str, info: FactInfo) -> str:
    """Return the id of an option if the cell names one whatever its case, else the cell."""
    return _options(info.options).get(text.lower(), text)


@lru_cache(maxsize=256)
def _options(options: tuple[Option, ...]) -> dict[str, str]:
    """Return the ids of options by each word for them; the first option has a word that two share."""
    return {
        plain(word).lower(): option.id
        for option in reversed(options)
        for word in (option.id, option.label.zh, option.label.en, *option.words)
    }


__all__ = ["Read", "cell_value", "day_value", "plain", "truth_value", "units_value"]
