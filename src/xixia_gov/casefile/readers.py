"""Readers of facts as JSON holds them, made once for a class; they give up where anything is not in order.

What is wrong, and where it stands, is for `Facts` to say: a reader has no place and no words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from xixia_gov.casefile.facts import facts_by_name
from xixia_gov.casefile.value import MOST_DIGITS, fact_value, option_id
from xixia_gov.dates import parse_iso
from xixia_gov.money import Money
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind

Reader: TypeAlias = Callable[[Any], Any]
Field: TypeAlias = tuple[str, Reader | None]
"""The name of a field, and how its value is read; None where the thing itself looks at the value."""
Fields: TypeAlias = Mapping[str, Field]
"""The field of each key that a table may have."""

_POINT: Final = 3
"""How many characters the point of a sum stands before its end."""


class NotInOrderError(Exception):
    """Something is wrong somewhere; a careful reading says what."""


def fields_of(cls: type[Thing], more: Fields) -> Fields:
    """Return the facts of a class by every key that a table may give them, and `more` before them.

    Raises `NotInOrderError` for a class that is not checked when it is made as others are.
    """
    infos, labels = facts_by_name(cls)  # type: ignore[arg-type] # mypy looks at the hash of instances
    if cls.__attrs_post_init__ is not Thing.__attrs_post_init__ or not infos.keys().isdisjoint(more):
        raise NotInOrderError
    readers = {name: (name, _reader(info)) for name, info in infos.items()}
    return {**{label: readers[name] for label, name in labels.items()}, **readers, **more}


def read_values(fields: Fields, raw: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the value of each field a table gives; raises an error where anything is wrong."""
    if type(raw) is not dict:
        raise NotInOrderError
    values: dict[str, Any] = {}
    unknown: set[str] = set()
    for key, value in raw.items():
        name, read = fields[key]
        if value is None:
            unknown.add(name)
        else:
            values[name] = value if read is None else read(value)
    known = len(values.keys() | unknown) if unknown else len(values)
    if known != len(raw):  # a fact is given by its name and by its label
        raise NotInOrderError
    return values


def text(raw: Any) -> str:  # noqa: ANN401 - JSON
    """Return a text; a number as it is written is none."""
    if type(raw) is str:
        return raw
    raise NotInOrderError


def day(raw: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a day."""
    if type(raw) is str:
        return parse_iso(raw)
    raise NotInOrderError


def _reader(info: FactInfo) -> Reader | None:
    match info.kind:
        case FactKind.TRUTH:
            return None
        case FactKind.NUMBER:
            return _number(info)
        case FactKind.MONEY:
            return _money(info)
        case FactKind.DATE:
            return day
        case FactKind.ONE_OF:
            return _one_of(info)
        case FactKind.MANY_OF:
            return _many_of(info)
        case FactKind.CODE:
            return text
        case FactKind.LIST if info.element is not None:
            return _things(info.element)
        case FactKind.RELATION if info.element is not None:
            return _thing(info.element)
        case _:
            raise NotInOrderError


def _number(info: FactInfo) -> Reader | None:
    largest = 10**MOST_DIGITS - 1
    if info.least is not None and info.most is not None and -largest <= info.least <= info.most <= largest:
        return None

    def read(raw: Any) -> int:  # noqa: ANN401 - JSON
        if type(raw) is int and -largest <= raw <= largest:
            return raw
        raise NotInOrderError

    return read


def _money(info: FactInfo) -> Reader:
    def read(raw: Any) -> Any:  # noqa: ANN401 - JSON
        if type(raw) is str and _POINT < len(raw) <= MOST_DIGITS + _POINT and raw[-_POINT] == ".":
            fen = raw[:-_POINT] + raw[1 - _POINT :]
            if fen.isdigit() and fen.isascii():
                return Money(int(fen))
        return fact_value(raw, info, dates_as_text=True)

    return read


def _one_of(info: FactInfo) -> Reader:
    ids = {id_: id_ for id_ in info.option_ids}

    def read(raw: Any) -> str:  # noqa: ANN401 - JSON
        return ids[raw] if type(raw) is str and raw in ids else option_id(raw, info)

    return read


def _many_of(info: FactInfo) -> Reader:
    one_of = _one_of(info)

    def read(raw: Any) -> list[str] | dict[str, bool]:  # noqa: ANN401 - JSON
        if type(raw) is list:
            return [one_of(option) for option in raw]
        if type(raw) is not dict:
            raise NotInOrderError
        said: dict[str, bool] = {}
        for word, value in raw.items():
            option = one_of(word)
            if value is None:
                continue
            if type(value) is not bool or said.setdefault(option, value) is not value:
                raise NotInOrderError
        return said

    return read


def _thing(cls: type[Thing]) -> Reader:
    def read(raw: Any) -> Thing:  # noqa: ANN401 - JSON
        return cls(**read_values(_plain_fields(cls), raw))  # type: ignore[arg-type] # as above

    return read


def _things(cls: type[Thing]) -> Reader:
    read_one = _thing(cls)

    def read(raw: Any) -> tuple[Thing, ...]:  # noqa: ANN401 - JSON
        if type(raw) is not list:
            raise NotInOrderError
        return tuple([read_one(one) for one in raw])

    return read


@cache
def _plain_fields(cls: type[Thing]) -> Fields:
    return fields_of(cls, {})


__all__ = ["Field", "Fields", "NotInOrderError", "day", "fields_of", "read_values", "text"]
