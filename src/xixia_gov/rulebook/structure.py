"""Structuring turns a file's data into entries, strictly: nothing converted, nothing unknown, all told.

What is wrong is left out and remembered as lost, so that the rest of the file is checked all the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, TypeVar, get_args, get_origin

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
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
from xixia_gov.rulebook.source import Source, WrittenNumber, as_written
from xixia_gov.text import Text

T = TypeVar("T")

STAND_INS: Final[dict[str, Any]] = {
    "id": "?",
    "title": {"zh": "", "en": ""},
    "cite": {"instrument": "", "at": ""},
}
"""What stands in for a required part that is wrong, so that the rest of its table is still checked."""


@attrs.frozen
class Structured(Generic[T]):
    """The entry a file holds, as far as it can be read: `lost` are the paths that were left out."""

    entry: T | None
    lost: frozenset[KeyPath]
    problems: tuple[Problem, ...]


def structure(source: Source, cls: type[T]) -> Structured[T]:
    """Return the entry a file holds, what had to be left out of it, and all that is wrong with its shape."""
    try:
        return Structured(_CONVERTER.structure(source.data, cls), frozenset(), ())
    except ClassValidationError as error:
        faults = list(_faults(source, error, (), ()))
    problems = tuple(fault.problem for fault in faults)
    lost = {fault.drop for fault in faults} | {fault.path for fault in faults}
    if any(not fault.drop for fault in faults):
        return Structured(None, frozenset(lost), problems)
    data, cut = _without(source.data, {fault.drop for fault in faults})
    try:
        return Structured(_CONVERTER.structure(data, cls), frozenset(lost | cut), problems)
    except ClassValidationError:
        return Structured(None, frozenset(lost), problems)


def _strict(kind: type, zh: str, en: str) -> Any:  # noqa: ANN401 - a cattrs hook
    def hook(value: object, _: object) -> object:
        if type(value) is not kind:
            raise ValueProblem(_wrong(zh, en, value))
        return value

    return hook


def _wrong(zh: str, en: str, value: object) -> Text:
    found = as_written(value)
    return Text(zh=f"应为{zh}, 却是{found.zh}", en=f"expected {en}, found {found.en}")


def _scalar(value: object, _: object) -> object:
    if isinstance(value, WrittenNumber):
        raise ValueProblem(
            Text(
                zh=f'带小数点的数须加引号: 应写 "{value}", 而不是 {value}',
                en=f'a number with a point stands in quotes: write "{value}", not {value}',
            )
        )
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


def _list_hook(kind: Any, converter: Converter) -> Any:  # noqa: ANN401 - a cattrs hook of a generic alias
    (item,) = get_args(kind)
    each = converter.get_structure_hook(item)

    def hook(value: object, _: object) -> object:
        if isinstance(value, dict) and item is not str:
            raise ValueProblem(
                Text(
                    zh="应为列表, 却是一个表; 表的列表写作 [[名称]]",
                    en="expected a list, found one table; a list of tables is written [[name]]",
                )
            )
        if type(value) is not list:
            raise ValueProblem(_wrong("列表", "a list", value))
        return [one for _, one in _each(enumerate(value), each, item)]

    return hook


def _dict_hook(kind: Any, converter: Converter) -> Any:  # noqa: ANN401 - a cattrs hook of a generic alias
    _, item = get_args(kind)
    each = converter.get_structure_hook(item)

    def hook(value: object, _: object) -> object:
        if type(value) is not dict:
            raise ValueProblem(_wrong("表", "a table", value))
        return dict(_each(value.items(), each, item))

    return hook


def _each(
    items: Any,  # noqa: ANN401 - pairs of a key or an index and a value
    structured: Callable[[Any, Any], Any],
    kind: Any,  # noqa: ANN401 - any type
) -> list[tuple[Any, Any]]:
    """Structure every item; the errors of all of them go together, each with its key."""
    made: list[tuple[Any, Any]] = []
    errors: list[Exception] = []
    for key, value in items:
        try:
            made.append((key, structured(value, kind)))
        except (ValueProblem, BaseValidationError) as error:
            error.__notes__ = [IterableValidationNote(f"at {key!r}", key, kind)]
            errors.append(error)
    if errors:
        message = "items"
        raise IterableValidationError(message, errors, kind)
    return made


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(str, _strict(str, "文字", "text"))
    converter.register_structure_hook(int, _strict(int, "整数", "a whole number"))
    converter.register_structure_hook(bool, _strict(bool, " true 或 false", "true or false"))
    converter.register_structure_hook(dt.date, _strict(dt.date, "日期", "a date"))
    converter.register_structure_hook_func(lambda kind: kind == Scalar, _scalar)
    converter.register_structure_hook_func(lambda kind: kind == Scalar | None, _scalar_or_none)
    converter.register_structure_hook_func(lambda kind: kind == str | list[str] | None, _names)
    converter.register_structure_hook_factory(
        lambda kind: _origin(kind) is list, lambda kind: _list_hook(kind, converter)
    )
    converter.register_structure_hook_factory(
        lambda kind: _origin(kind) is dict, lambda kind: _dict_hook(kind, converter)
    )
    converter.register_structure_hook_factory(attrs.has, lambda cls: _attrs_hook(cls, converter))
    return converter


def _origin(kind: Any) -> object:  # noqa: ANN401 - any type
    return get_origin(kind)


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


_CONVERTER: Final = _converter()


@attrs.frozen
class _Fault:
    """A problem of shape, the path it concerns, and the path to leave out: () for the whole file."""

    problem: Problem
    path: KeyPath
    drop: KeyPath


def _faults(source: Source, error: BaseException, path: KeyPath, drop: KeyPath) -> Iterator[_Fault]:
    """Yield every fault; `drop` is the smallest part around `path` that its parents can do without."""
    match error:
        case ClassValidationError():
            optional = {field.name for field in attrs.fields(error.cl) if field.default is not attrs.NOTHING}
            for inner in error.exceptions:
                for note in getattr(inner, "__notes__", ()):
                    if isinstance(note, AttributeValidationNote):
                        name = note.name.rstrip("_")
                        below = (*path, name)
                        spared = note.name in optional or name in STAND_INS
                        yield from _faults(source, inner, below, below if spared else drop)
                        break
                else:
                    yield from _faults(source, inner, path, drop)
        case IterableValidationError():
            for inner in error.exceptions:
                [note] = (one for one in inner.__notes__ if isinstance(one, IterableValidationNote))
                below = (*path, note.index)
                yield from _faults(source, inner, below, below)
        case ForbiddenExtraKeysError():
            allowed = [field.name.rstrip("_") for field in attrs.fields(error.cl)]
            for name in sorted(error.extra_fields):
                extra = (*path, name)
                message = unknown_name(Text(zh="键", en="key"), name, allowed)
                yield _Fault(source.at_key(extra, message), extra, extra)
        case ValueProblem():
            yield _Fault(source.at_value(path, error.message), path, drop)
        case KeyError():
            name = str(error.args[0])
            message = Text(zh=f"缺少“{name}”", en=f"{name!r} is missing")
            yield _Fault(source.at_key(path[:-1], message), path, drop)
        case _:  # pragma: no cover - the hooks above raise nothing else
            raise error


def _without(data: dict[str, Any], drop: set[KeyPath]) -> tuple[dict[str, Any], set[KeyPath]]:
    """Return a copy without some paths, and what else was cut off.

    A list is cut at the first element that is left out, so that the places of those before it stay
    right; of the rules of a family only the ones that are wrong go.
    """
    cut: set[KeyPath] = set()

    def copy(value: Any, path: KeyPath) -> Any:  # noqa: ANN401 - TOML
        if isinstance(value, dict):
            kept = {key: copy(one, (*path, key)) for key, one in value.items() if (*path, key) not in drop}
            stand_ins = {name: one for name, one in STAND_INS.items() if (*path, name) in drop}
            return {**kept, **stand_ins}
        if not isinstance(value, list):
            return value
        bad = [index for index in range(len(value)) if (*path, index) in drop]
        if path == ("rules",):
            return [copy(one, (*path, i)) for i, one in enumerate(value) if i not in bad]
        end = bad[0] if bad else len(value)
        cut.update((*path, index) for index in range(end, len(value)))
        return [copy(one, (*path, index)) for index, one in enumerate(value[:end])]

    return copy(data, ()), cut


__all__ = ["Structured", "structure"]
