"""One value of a case file, strictly turned into what its fact holds; nothing is converted in silence."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from xixia_gov.dates import parse_iso
from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.money import Money, yuan
from xixia_gov.rulebook.source import WrittenNumber, as_written
from xixia_gov.text import Text
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.check import value_fault
from xixia_gov.vocabulary.facts import FactInfo, FactKind

MOST_DIGITS: Final = 15
"""How many digits a number or a sum in yuan may have before its point; more are a slip."""
_TOO_LARGE: Final = 10**MOST_DIGITS


def fact_value(raw: Any, info: FactInfo, *, dates_as_text: bool) -> Any:  # noqa: ANN401
    """Return the value of a fact of one value from a case file; absent (None) is `UNKNOWN`.

    `dates_as_text` is true for JSON, which has no dates. Options may be written by id, by label or
    by an everyday word. Raises `ValueProblem` with what was found and what to write.
    """
    if raw is None:
        return UNKNOWN
    match info.kind:
        case FactKind.MONEY:
            return checked(_money(raw), info)
        case FactKind.NUMBER:
            return checked(_number(raw, info), info)
        case FactKind.DATE:
            return date_value(raw, as_text=dates_as_text)
        case FactKind.ONE_OF:
            return option_id(raw, info)
        case FactKind.TRUTH if not isinstance(raw, bool):
            raise ValueProblem(wrong("true 或 false", "true or false", raw))
        case FactKind.CODE if type(raw) is not str:
            raise ValueProblem(wrong("加引号的文字", "text in quotes", raw))
        case _:
            return checked(raw, info)


def checked(value: Any, info: FactInfo) -> Any:  # noqa: ANN401 - whatever the fact holds
    """Return a value that its fact allows; raises `ValueProblem` for any other."""
    fault = value_fault(value, info)
    if fault is not None:
        raise ValueProblem(fault)
    return value


def wrong(zh: str, en: str, raw: object) -> Text:
    """Return the message for a value of the wrong kind: what is wanted, what was found."""
    found = as_written(raw)
    return Text(zh=f"应为 {zh}, 却是{found.zh}", en=f"expected {en}, found {found.en}")


def date_value(raw: Any, *, as_text: bool) -> dt.date:  # noqa: ANN401 - as read
    """Return a day from a case file; raises `ValueProblem` for anything else.

    JSON writes it as text (`as_text`), TOML without quotes.
    """
    if isinstance(raw, dt.datetime):
        raise ValueProblem(
            Text(
                zh=f"应为不带时刻的日期, 却是 {raw}",
                en=f"a date without a time is wanted, found {raw}",
            )
        )
    if isinstance(raw, dt.date):
        return raw
    if type(raw) is not str:
        raise ValueProblem(
            wrong('日期 "2024-08-20"' if as_text else "日期 2024-08-20", "a date, such as 2024-08-20", raw)
        )
    day = parse_iso(raw)
    if as_text:
        return day
    raise ValueProblem(
        Text(
            zh=f'TOML 中日期不加引号: 请写 {raw}, 不是 "{raw}"',
            en=f'a date has no quotes in TOML: write {raw}, not "{raw}"',
        )
    )


def _number(raw: Any, info: FactInfo) -> int:  # noqa: ANN401 - as read
    if type(raw) is int and -_TOO_LARGE < raw < _TOO_LARGE:
        return raw
    unit = info.unit.label
    digits = len(raw.lstrip("-")) if isinstance(raw, WrittenNumber) and _WHOLE.fullmatch(raw) else 0
    if digits > MOST_DIGITS or type(raw) is int:
        raise ValueProblem(
            Text(zh=f"整数最多 {MOST_DIGITS} 位", en=f"a whole number has at most {MOST_DIGITS} digits")
        )
    zh = f"不加引号的整数 ({unit.zh})" if unit.zh else "不加引号的整数"
    en = f"a whole number without quotes ({unit.en})" if unit.en else "a whole number without quotes"
    raise ValueProblem(wrong(zh, en, raw))


_WHOLE: Final = re.compile(r"-?[0-9]+")


def _money(raw: Any) -> Money:  # noqa: ANN401 - as read
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise ValueProblem(wrong('加引号的金额, 如 "4999.50"', 'money as text, such as "4999.50"', raw))
    written = as_written(raw).en if isinstance(raw, int) else raw
    if len(written.partition(".")[0]) > MOST_DIGITS:
        raise ValueProblem(
            Text(
                zh=f"金额的整数部分最多 {MOST_DIGITS} 位",
                en=f"a sum has at most {MOST_DIGITS} digits before the point",
            )
        )
    amount = yuan(str(written))
    if isinstance(raw, int | WrittenNumber):
        raise ValueProblem(
            Text(
                zh=f'金额不能写成数 {raw}; 请加引号写成 "{raw}"',
                en=f'money is not written as the number {raw}; write it in quotes: "{raw}"',
            )
        )
    return amount


def option_id(raw: Any, info: FactInfo) -> str:  # noqa: ANN401 - as read
    """Return the option written by its id, its label or an everyday word; raises `ValueProblem`."""
    if type(raw) is not str:
        names = ", ".join(info.option_ids)
        raise ValueProblem(wrong(f"选项之一 ({names})", f"one of {names}", raw))
    if raw in info.option_ids:
        return raw
    option = info.option(raw.strip())
    if option is None:
        listed = [*info.option_ids, *(one.label.zh for one in info.options)]
        words = [word for one in info.options for word in (one.label.en, *one.words)]
        raise ValueProblem(unknown_name(Text(zh="选项", en="option"), raw, listed, words))
    return option.id
