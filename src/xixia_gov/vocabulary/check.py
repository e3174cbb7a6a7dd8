"""What a fact may hold: each value is checked against its field, strictly, and every fault is told.

Nothing is converted: "1000" is not a count and 1000.9 is not 1000.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xixia_gov.errors import InputError, Place, Problem, unknown_name
from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags, facts_of
from xixia_gov.vocabulary.sound import is_sound


def check_thing(thing: Thing) -> None:
    """Raise `InputError` with all that is wrong with the facts of `thing`."""
    problems = [] if is_sound(thing) else list(thing_problems(thing))
    if problems:
        raise InputError(problems)


def thing_problems(thing: Thing) -> Iterator[Problem]:
    """Yield what is wrong with the facts of `thing`: kinds, domains, contradictions with gates."""
    given = {}
    for fact in facts_of(type(thing)):
        value = getattr(thing, fact.name)
        path = f"{thing.ROOT}.{fact.name}"
        given[fact.name] = value
        if value is UNKNOWN:
            continue
        message = value_fault(value, fact.info)
        if message is not None:
            yield Problem(message, Place(field=path))
    opened: dict[str, str | None] = {}
    for fact in facts_of(type(thing)):
        gate = fact.info.exists_if
        if gate is not None and given[fact.name] is not UNKNOWN:
            other = opened.setdefault(gate.fact, gate.option)
            if other != gate.option:
                yield Problem(
                    Text(
                        zh=f"矛盾: “{fact.info.label.zh}”只在 {gate} 时存在, 另一事实则要求“{other}”",
                        en=f"contradiction: {fact.info.label.en} exists only if {gate}, "
                        f"another fact only if it is {other!r}",
                    ),
                    Place(field=f"{thing.ROOT}.{fact.name}"),
                )
        if gate is None or given[fact.name] is UNKNOWN or given[gate.fact] is UNKNOWN:
            continue
        if given[gate.fact] != (True if gate.option is None else gate.option):
            yield Problem(
                Text(
                    zh=f"矛盾: 已给出“{fact.info.label.zh}”, 但它只在 {gate} 时存在",
                    en=f"contradiction: {fact.info.label.en} is given, but exists only if {gate}",
                ),
                Place(field=f"{thing.ROOT}.{fact.name}"),
            )
    if isinstance(thing, Matter) and (type(thing.units) is not int or thing.units < 1):
        yield Problem(
            Text(
                zh=f"数量应为不小于1的整数, 却是 {thing.units!r}",
                en=f"units is a whole number, at least 1, not {thing.units!r}",
            ),
            Place(field=f"{thing.ROOT}.units"),
        )


def value_fault(value: object, info: FactInfo) -> Text | None:
    """Return what is wrong with a known value of a fact, or None."""
    match info.kind:
        case FactKind.TRUTH:
            return None if isinstance(value, bool) else _expected("是或否", "true or false", value)
        case FactKind.NUMBER:
            if type(value) is not int:
                unit = info.unit.label
                return _expected(f"整数 ({unit.zh})", f"a whole number ({unit.en})", value)
            return _domain(value, info, value)
        case FactKind.MONEY:
            if not isinstance(value, Money):
                return _expected('金额 yuan("…")', 'money, yuan("…")', value)
            return _domain(value.fen, info, value)
        case FactKind.DATE:
            if type(value) is not dt.date:
                return _expected("日期", "a date", value)
            return None
        case FactKind.ONE_OF:
            if not isinstance(value, str):
                return _expected("选项编号", "the id of an option", value)
            return _option(value, info)
        case FactKind.MANY_OF:
            return _flags(value, info)
        case FactKind.CODE:
            return None if isinstance(value, str) else _expected("文字", "text", value)
        case FactKind.LIST:
            return _elements(value, info)
        case FactKind.RELATION:
            if info.element is not None and isinstance(value, info.element):
                return None
            return _expected(info.label.zh, info.label.en, value)


def _expected(zh: str, en: str, value: object) -> Text:
    return Text(zh=f"应为{zh}, 却是 {value!r}", en=f"expected {en}, found {value!r}")


def _domain(number: int, info: FactInfo, written: int | Money) -> Text | None:
    if info.least is not None and number < info.least:
        return Text(
            zh=f"{written} 小于允许的最小值 {info.least}",
            en=f"{written} is below the least allowed, {info.least}",
        )
    if info.most is not None and number > info.most:
        return Text(
            zh=f"{written} 大于允许的最大值 {info.most}",
            en=f"{written} is above the most allowed, {info.most}",
        )
    return None


def _option(value: str, info: FactInfo) -> Text | None:
    if value in info.option_ids:
        return None
    return unknown_name(Text(zh="选项", en="option"), value, info.option_ids)


def _flags(value: object, info: FactInfo) -> Text | None:
    if not isinstance(value, Flags):
        return _expected("选项编号的列表", "a list of option ids", value)
    for name, said in value.said:
        if not isinstance(said, bool):
            return _expected("是或否", "true or false", said)
        fault = _option(name, info)
        if fault is not None:
            return fault
    return None


def _elements(value: object, info: FactInfo) -> Text | None:
    if isinstance(value, tuple) and info.element is not None:
        strange = [element for element in value if not isinstance(element, info.element)]
        return _expected(info.label.zh, info.label.en, strange[0]) if strange else None
    return _expected("列表", "a list", value)
