"""Structuring turns a file's data into entries, strictly: nothing converted, nothing unknown, all told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeVar

import attrs
from cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from xixia_gov.errors import Problem, ValueProblem, unknown_name
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import Scalar
from xixia_gov.rulebook.source import Source
from xixia_gov.text import Text

T = TypeVar("T")


def structure(source: Source, cls: type[T]) -> tuple[T | None, list[Problem]]:
    """Return the entry a file holds, or None and everything that is wrong with its shape."""
    try:
        return _CONVERTER.structure(source.data, cls), []
    except ClassValidationError as error:
        return None, list(_problems(source, error, (), cls))


def _strict(kind: type, zh: str, en: str) -> Any:  # noqa: ANN401 - a cattrs hook
    def hook(value: object, _: object) -> object:
        if type(value) is not kind:
            raise ValueProblem(_wrong(zh, en, value))
        return value

    return hook


def _wrong(zh: str, en: str, value: object) -> Text:
    return Text(zh=f"应为{zh}, 却是 {_shown(value)}", en=f"expected {en}, found {_shown(value)}")


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, dt.date) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - one line of a terminal


def _scalar(value: object, _: object) -> object:
    if type(value) not in (int, str, dt.date):
        raise ValueProblem(_wrong("整数、文字或日期", "a whole number, text or a date", value))
    return value


def _scalar_or_none(value: object, kind: object) -> object:
    return None if value is None else _scalar(value, kind)


def _names(value: object, _: object) -> object:
    if isinstance(value, list) and all(type(item) is str for item in value):
        return value
    if value is not None and type(value) is not str:
        raise ValueProblem(_wrong("文字或文字的列表", "text or a list of texts", value))
    return value


def _strict_list(value: object, kind: Any) -> object:  # noqa: ANN401 - a generic alias
    if not isinstance(value, list):
        raise ValueProblem(_wrong("列表", "a list", value))
    return _LIST(value, kind)


def _strict_dict(value: object, kind: Any) -> object:  # noqa: ANN401 - a generic alias
    if not isinstance(value, dict):
        raise ValueProblem(_wrong("表", "a table", value))
    return _DICT(value, kind)


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(str, _strict(str, "文字", "text"))
    converter.register_structure_hook(int, _strict(int, "整数", "a whole number"))
    converter.register_structure_hook(bool, _strict(bool, "true 或 false", "true or false"))
    converter.register_structure_hook(dt.date, _strict(dt.date, "日期", "a date"))
    converter.register_structure_hook_func(lambda kind: kind == Scalar, _scalar)
    converter.register_structure_hook_func(lambda kind: kind == Scalar | None, _scalar_or_none)
    converter.register_structure_hook_func(lambda kind: kind == str | list[str] | None, _names)
    converter.register_structure_hook_factory(attrs.has, lambda cls: _attrs_hook(cls, converter))
    return converter


def _attrs_hook(cls: type, converter: Converter) -> Any:  # noqa: ANN401 - a cattrs hook
    renamed: dict[str, Any] = {
        field.name: override(rename=field.name.rstrip("_"))
        for field in attrs.fields(cls)
        if field.name.endswith("_")
    }
    make: Any = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **renamed
    )

    def hook(value: object, kind: Any) -> object:  # noqa: ANN401 - a cattrs hook
        if not isinstance(value, dict):
            raise ValueProblem(_wrong("表", "a table", value))
        return make(value, kind)

    return hook


_CONVERTER = _converter()
_LIST = Converter().structure
_DICT = Converter().structure


def _problems(
    source: Source,
    error: BaseException,
    path: KeyPath,
    cls: Any,  # noqa: ANN401 - any type
) -> Iterator[Problem]:
    if isinstance(error, ClassValidationError | IterableValidationError):
        for inner in error.exceptions:
            yield from _problems(source, inner, (*path, *_step(inner)), _type_of(inner, cls))
    elif isinstance(error, ForbiddenExtraKeysError):
        allowed = [field.name.rstrip("_") for field in attrs.fields(error.cl)]
        for name in sorted(error.extra_fields):
            yield source.at_key((*path, name), unknown_name(Text(zh="键", en="key"), name, allowed))
    elif isinstance(error, ValueProblem):
        yield source.at_value(path, error.message)
    elif isinstance(error, KeyError):
        name = str(error.args[0])
        message = Text(zh=f"缺少“{name}”", en=f"{name!r} is missing")
        yield source.at_key(path[:-1] if path and path[-1] == name else path, message)
    else:
        message = Text(zh=f"无法理解: {error}", en=f"this cannot be understood: {error}")
        yield source.at_value(path, message)


def _step(error: BaseException) -> tuple[str | int, ...]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (note.name.rstrip("_"),)
        if isinstance(note, IterableValidationNote):
            return (note.index,)
    return ()


def _type_of(error: BaseException, otherwise: Any) -> Any:  # noqa: ANN401 - any type
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote | IterableValidationNote):
            return note.type
    return otherwise
