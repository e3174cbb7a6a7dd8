"""One value of a case file, strictly turned into what its fact holds; nothing is converted in silence."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xixia_gov.dates import parse_iso
from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.money import Money, yuan
from xixia_gov.rulebook.source import WrittenNumber
from xixia_gov.text import Text
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.check import value_fault
from xixia_gov.vocabulary.facts import FactInfo, FactKind


def fact_value(raw: Any, info: FactInfo, *, dates_as_text: bool) -> Any:  # noqa: ANN401
    """Return the value of a fact from a case file; absent (None) is `UNKNOWN`.

    `dates_as_text` is true for JSON, which has no dates. Options may be written by id, by label or
    by an everyday word. Raises `ValueProblem` with what was found and what to write.
    """
    if raw is None:
        return UNKNOWN
    match info.kind:
        case FactKind.MONEY:
            return checked(_money(raw), info)
        case FactKind.NUMBER:
            return checked(_plain(raw), info)
        case FactKind.DATE:
            return checked(_date(raw, as_text=dates_as_text), info)
        case FactKind.ONE_OF:
            return _option(raw, info)
        case FactKind.MANY_OF:
            return _options(raw, info)
        case _:
            return checked(_plain(raw), info)


def checked(value: Any, info: FactInfo) -> Any:  # noqa: ANN401 - whatever the fact holds
    """Return a value that its fact allows; raises `ValueProblem` for any other."""
    fault = value_fault(value, info)
    if fault is not None:
        raise ValueProblem(fault)
    return value


def _plain(raw: Any) -> Any:  # noqa: ANN401 - as read
    if isinstance(raw, WrittenNumber):
        raise ValueProblem(
            Text(zh=f"{raw} 不是整数", en=f"{raw} is no whole number"),
        )
    return raw


def _money(raw: Any) -> Money:  # noqa: ANN401 - as read
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        shown = _shown(raw)
        raise ValueProblem(
            Text(
                zh=f'金额应写成文字, 如 "4999.50", 却是 {shown}',
                en=f'money is written as text, such as "4999.50", found {shown}',
            )
        )
    if isinstance(raw, int | WrittenNumber):
        raise ValueProblem(
            Text(
                zh=f'金额不能写成数 {raw}; 请加引号写成 "{raw}"',
                en=f'money is not written as the number {raw}; write it in quotes: "{raw}"',
            )
        )
    return yuan(raw)


def _date(raw: Any, *, as_text: bool) -> Any:  # noqa: ANN401 - as read
    if isinstance(raw, str) and not isinstance(raw, WrittenNumber):
        day = parse_iso(raw)
        if as_text:
            return day
        raise ValueProblem(
            Text(
                zh=f'TOML 中日期不加引号: 请写 {raw}, 不是 "{raw}"',
                en=f'a date has no quotes in TOML: write {raw}, not "{raw}"',
            )
        )
    if isinstance(raw, dt.datetime):
        raise ValueProblem(
            Text(
                zh=f"应为不带时刻的日期, 却是 {raw}",
                en=f"a date without a time is wanted, found {raw}",
            )
        )
    return raw


def _option(raw: Any, info: FactInfo) -> str:  # noqa: ANN401 - as read
    if not isinstance(raw, str) or isinstance(raw, WrittenNumber):
        names = ", ".join(info.option_ids)
        shown = _shown(raw)
        raise ValueProblem(
            Text(
                zh=f"应为选项之一 ({names}), 却是 {shown}",
                en=f"one of {names} is wanted, found {shown}",
            )
        )
    option = info.option(raw.strip())
    if option is None:
        words = [*info.option_ids, *(one.label.zh for one in info.options)]
        raise ValueProblem(unknown_name(Text(zh="选项", en="option"), raw, words))
    return option.id


def _options(raw: Any, info: FactInfo) -> Any:  # noqa: ANN401 - as read
    if isinstance(raw, dict):
        said: dict[str, bool] = {}
        for name, value in raw.items():
            if value is None:
                continue
            if not isinstance(value, bool):
                shown = _shown(value)
                raise ValueProblem(
                    Text(
                        zh=f"“{name}”应为 true 或 false, 却是 {shown}",
                        en=f"{name!r} is true or false, found {shown}",
                    )
                )
            option = _option(name, info)
            if said.setdefault(option, value) != value:
                raise ValueProblem(
                    Text(zh=f"“{option}”既是又否", en=f"{option!r} is said to be both true and false")
                )
        return said
    if not isinstance(raw, list):
        shown = _shown(raw)
        raise ValueProblem(
            Text(
                zh=f"应为选项的列表, 或逐项写明 true/false 的表, 却是 {shown}",
                en=f"a list of options, or a table of true and false, is wanted, found {shown}",
            )
        )
    return [_option(one, info) for one in raw]


def _shown(raw: object) -> str:
    text = str(raw) if isinstance(raw, dt.date | WrittenNumber) else repr(raw)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - one line of a terminal
