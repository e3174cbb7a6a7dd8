"""A figure is true to its text when a number of its phrase equals its value in its unit."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.rulebook.calendar_words import date_spans, dates_in

__all__ = ["Quantity", "carries", "dates_in", "numbers_in", "quantities_in"]

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}
_TIMES: Final = _SMALL | _LARGE

_ARABIC: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_MULTIPLIER: Final = r"(?:[十百万亿]|千(?![米克瓦]))"  # 千米 and 千克 are units of their own
_HAN: Final = rf"[零〇一二两三四五六七八九十](?:[零〇一二两三四五六七八九]|{_MULTIPLIER})*"
_MIXED: Final = rf"(?:{_ARABIC}{_MULTIPLIER}+)*{_ARABIC}{_MULTIPLIER}*"
_LITERAL: Final = rf"(?:{_MIXED}|{_HAN}|半(?=年|个月|天|小时))"
_NUMBER: Final = re.compile(
    rf"(?P<below>(?![零〇0]){_LITERAL}|[百千万])分之(?P<above>{_LITERAL})"
    r"|(?<![0-9/])(?P<top>[0-9]+)[/⁄](?P<bottom>0*[1-9][0-9]*)(?![0-9/])"
    rf"|(?P<plain>{_LITERAL})(?P<sign>[%‰])?"
)
_PIECE: Final = re.compile(rf"({_ARABIC})([十百千万亿]*)")
_SIGNS: Final = {"%": 100, "‰": 1000}
_FRACTION: Final = "分之"  # the measure of every part of a whole, however it is written

_UNITS: Final[Mapping[str, Mapping[str, Fraction]]] = {
    "yuan": {"元": Fraction(1)},
    "ratio": {_FRACTION: Fraction(1), "成": Fraction(1, 10), "倍": Fraction(1)},
    "class": {"级": Fraction(1)},
    "years": {
        "年": Fraction(1),
        "周年": Fraction(1),
        "岁": Fraction(1),
        "周岁": Fraction(1),
        "个月": Fraction(1, 12),
    },
    "months": {"个月": Fraction(1), "年": Fraction(12), "周年": Fraction(12)},
    # how days are counted is the rule's word, not the unit's
    "days": {word: Fraction(1) for word in ("天", "日", "个工作日", "工作日")},
    "persons": {word: Fraction(1) for word in ("人", "人次", "名", "位", "个人")},
    "times": {word: Fraction(1) for word in ("次", "场", "场次", "批次")},
    "metres": {"米": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000)},
    "km/h": {word: Fraction(1) for word in ("公里每小时", "千米每小时", "公里/小时", "km/h")},
    "kg": {
        "公斤": Fraction(1),
        "千克": Fraction(1),
        "kg": Fraction(1),
        "克": Fraction(1, 1000),
        "吨": Fraction(1000),
    },
}
"""What one of each measure word is worth in a unit. Other units take any number but a ratio."""

_DATE: Final = "date"  # the measure of a number that is part of a date
_WORDS: Final = sorted({word for words in _UNITS.values() for word in words}, key=len, reverse=True)
_MEASURE: Final = re.compile(
    r"[余多]?(?:"
    r"(?P<none>(?:及?以[上下内外]|[内外起左之的至到或和与及]))"
    rf"|(?P<word>{'|'.join(map(re.escape, _WORDS))})"
    r"|(?P<other>[A-Za-z]+|[\u4e00-\u9fff])"
    r")"
)
_CLAUSE_COMMA: Final = re.compile(r"(?<![０-９])，|，(?![０-９]{3}(?![０-９]))")
_JOINED: Final = re.compile(r"[-—–―~至到、或和与]+")
_SINGLE: Final = re.compile(
    rf"{_ARABIC}(?P<arabic>[十百千万亿]*)|[{''.join(_DIGITS)}十百千]+(?P<han>[万亿]*)"
)


@attrs.frozen
class Quantity:
    """One number of a phrase with its multipliers worked out, and the measure word after it.

    `measure` is empty where no counted thing follows, `分之` for percentages and fractions, and
    `date` for a part of a date.
    """

    value: Fraction
    measure: str


@attrs.frozen
class _Found:
    start: int
    end: int  # of the number with its measure word
    quantity: Quantity
    multiplier: Fraction = Fraction(1)  # printed after the digits: 万, 亿, percent


def numbers_in(phrase: str) -> tuple[Fraction, ...]:
    """Return every number of `phrase` in print order, 万 and 亿 worked out, percent as a part of 1.

    A measure or multiplier printed once serves the whole range; numbers inside words, such as the
    一 of 一次性, are returned too.

    >>> [str(number) for number in numbers_in("2-10万元")]
    ['20000', '100000']
    """
    return tuple(quantity.value for quantity in quantities_in(phrase))


def quantities_in(phrase: str) -> tuple[Quantity, ...]:
    """Return every number of `phrase` with the measure word that follows it, in print order.

    >>> [(str(found.value), found.measure) for found in quantities_in("15人及以上，30万元")]
    [('15', '人'), ('300000', '元')]
    """
    text = _squeezed(phrase)
    found = [_read(match, text) for match in _NUMBER.finditer(text)]
    _share(found, text)
    dated = date_spans(text)
    return tuple(
        Quantity(one.quantity.value, _DATE)
        if any(start <= one.start < end for start, end in dated)
        else one.quantity
        for one in found
    )


def carries(phrase: str, value: Fraction | dt.date, unit: str) -> bool:
    """Say whether one number or date of `phrase` equals `value`, which is counted in `unit`.

    Units convert: 1年 carries 12 months, 10万元 carries 100000 yuan, 二级 carries class 2. For a
    composed unit such as `yuan/persons` the first part is compared. A number that is followed by
    the measure of something else does not count; one followed by no measure does, unless the unit
    is `ratio`. For a date the unit is not read.

    >>> [carries("不超过1000元", Fraction(most), "yuan") for most in (1000, 1001)]
    [True, False]
    """
    if isinstance(value, dt.date):
        return value in dates_in(phrase)
    words = _UNITS.get(unit) or _UNITS.get(re.split(r"[/*]", unit)[0])
    return any(_counts(quantity, value, unit, words) for quantity in quantities_in(phrase))


def _counts(quantity: Quantity, value: Fraction, unit: str, words: Mapping[str, Fraction] | None) -> bool:
    if words is None:
        return quantity.measure != _FRACTION and quantity.value == value
    if not quantity.measure and unit != "ratio":
        return quantity.value == value
    factor = words.get(quantity.measure)
    return factor is not None and quantity.value * factor == value


def _squeezed(phrase: str) -> str:
    """Return the phrase after NFKC without white space.

    A full-width comma separates clauses, and thousands only between full-width digits.
    """
    return "".join(unicodedata.normalize("NFKC", _CLAUSE_COMMA.sub("、", phrase)).split())


def _read(match: re.Match[str], text: str) -> _Found:
    start, end = match.span()
    if match["below"] is not None:
        below = match["below"]
        whole = Fraction(_TIMES[below]) if below in _TIMES else _literal(below)  # 百分之
        return _Found(start, end, Quantity(_literal(match["above"]) / whole, _FRACTION))
    if match["top"] is not None:
        part = Fraction(int(match["top"]), int(match["bottom"]))
        return _Found(start, end, Quantity(part, _FRACTION))
    literal, sign = match["plain"], match["sign"]
    if sign is not None:
        multiplier = Fraction(1, _SIGNS[sign])
        return _Found(start, end, Quantity(_literal(literal) * multiplier, _FRACTION), multiplier)
    word, end = _measure(text, end)
    return _Found(start, end, Quantity(_literal(literal), word), _multiplier(literal))


def _multiplier(literal: str) -> Fraction:
    """Return what a single number is multiplied by after its digits: 10000 for 10万, 1 for 十五."""
    single = _SINGLE.fullmatch(literal)
    multiplier = Fraction(1)
    for char in "" if single is None else single["arabic"] or single["han"] or "":
        multiplier *= _TIMES[char]
    return multiplier


def _measure(text: str, at: int) -> tuple[str, int]:
    """Return the measure word at `at` (empty where nothing counted follows) and where it ends."""
    match = _MEASURE.match(text, at)
    if match is None or match["none"] is not None:
        return "", at
    if match["word"] in {"公里", "千米"} and "时速" in text[:at]:
        return "公里每小时", match.end()
    return match["word"] or match["other"], match.end()


def _share(found: list[_Found], text: str) -> None:
    """Give a bare number the measure, 万 or 亿 and percent of the number it is joined to."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if left.quantity.measure or not _JOINED.fullmatch(text[left.end : right.start]):
            continue
        factor = _shared(left, right)
        quantity = Quantity(left.quantity.value * factor, right.quantity.measure)
        found[index] = attrs.evolve(left, quantity=quantity, multiplier=left.multiplier * factor)


def _shared(left: _Found, right: _Found) -> Fraction:
    """Return what the left number is multiplied by: 1 where it has a multiplier of its own.

    In 5000-1万元 the left number is in plain yuan: its digits alone are already the larger ones.
    """
    factor = right.multiplier
    if factor < 1:
        return factor  # percent
    fits = left.multiplier == 1 and left.quantity.value * factor <= right.quantity.value
    return factor if fits else Fraction(1)


def _literal(text: str) -> Fraction:
    if text == "半":
        return Fraction(1, 2)
    if text[0] in "0123456789":
        return sum((_piece(*piece) for piece in _PIECE.findall(text)), Fraction(0))
    return Fraction(_han(text))


def _piece(digits: str, multipliers: str) -> Fraction:
    value = Fraction(digits.replace(",", ""))
    for char in multipliers:
        value *= _TIMES[char]
    return value


def _han(text: str) -> int:
    """Return the value of a number in Chinese numerals, 二〇二四 digit by digit."""
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]  # 十五 is 一十五
            digit = 0
        elif char == "万":
            total += (section + digit) * _LARGE[char]
            section = digit = 0
        else:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
    return total + section + digit
