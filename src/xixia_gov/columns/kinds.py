"""The types a column may have, told by the engine before anything is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, get_args

import narwhals as nw

from xixia_gov.columns.schema import Column, Holds, Schema
from xixia_gov.errors import Place, Problem, nearest, some_names, unknown_name
from xixia_gov.text import Text

Extra = Literal["refuse", "keep"]
"""What becomes of a column that nothing is known of."""
EXTRAS: Final[tuple[str, ...]] = get_args(Extra)

ALLOWED: Final = {
    Holds.TRUTH: Text(zh="是否 (Boolean)", en="truths (Boolean)"),
    Holds.NUMBER: Text(zh="整数 (Int64)", en="whole numbers (Int64)"),
    Holds.DAY: Text(zh="日期 (Date)", en="days (Date)"),
    Holds.TEXT: Text(zh="文字 (String)", en="text (String)"),
}
FEN: Final = Text(zh="以分计的整数 (Int64)", en="whole fen (Int64)")
WANTED: Final[dict[Holds, Any]] = {
    Holds.TRUTH: nw.Boolean,
    Holds.NUMBER: nw.Int64,
    Holds.DAY: nw.Date,
    Holds.TEXT: nw.String,
}
"""The type that each kind of column is cast to."""


def fits(column: Column, kind: Any) -> bool:  # noqa: ANN401 - a type of narwhals
    """Whether a column of this type can hold the fact without a guess."""
    match column.holds:
        case Holds.TRUTH:
            return bool(kind == nw.Boolean)
        case Holds.NUMBER:
            return bool(kind.is_integer())
        case Holds.DAY:
            return bool(kind == nw.Date)
        case Holds.TEXT:
            return bool(kind in (nw.String, nw.Categorical) or kind == nw.Enum)


def allowed(column: Column) -> Text:
    """Return what a column may hold, in words."""
    return FEN if column.money else ALLOWED[column.holds]


def wrong_type(column: Column, found: str) -> Problem:
    """Return the problem of a column of a wrong type."""
    what = allowed(column)
    return Problem(
        Text(
            zh=f"列“{column.name}” ({column.label.zh}) 应为{what.zh}, 却是 {found}",
            en=f"column {column.name!r} ({column.label.en}) holds {what.en}, found {found}",
        ),
        Place(field=column.name),
    )


def extra_problems(extra: object) -> Iterator[Problem]:
    """Yield that there is no such value of `extra`."""
    if extra not in EXTRAS:
        message = unknown_name(Text(zh="extra 的值", en="value of extra"), str(extra), EXTRAS)
        yield Problem(message, Place(field="extra"))


def frame_problems(schema: Schema, kinds: Mapping[str, Any], *, key: str, extra: Extra) -> Iterator[Problem]:
    """Yield all that is wrong with the names and the types of a frame's columns."""
    if key not in kinds:
        yield Problem(_no_key(key, kinds), Place(field="key"))
    for name, kind in kinds.items():
        column = schema.columns.get(name)
        if name == key:
            continue
        if column is None:
            if extra == "refuse" and name not in schema.known:
                message = unknown_name(Text(zh="列", en="column"), name, list(schema.columns), schema.known)
                yield Problem(message, Place(field=name))
        elif kind != nw.Unknown and not fits(column, kind):
            yield wrong_type(column, str(kind))


def _no_key(key: str, names: Iterable[str]) -> Text:
    """Return that a frame has no column of keys, and how its name is said."""
    near, listed = nearest(key, names), some_names(names)
    hint = Text(zh=f"现有的列: {listed.zh}", en=f"columns: {listed.en}")
    if near is not None:
        hint = Text(zh=f"是否应为 key={near!r}?", en=f"did you mean key={near!r}?")
    return Text(
        zh=f"缺少编号列: 没有“{key}”这一列; 用 key= 指明编号所在的列; {hint.zh}",
        en=f"the key is missing: there is no column {key!r}; name the column of keys with key=; {hint.en}",
    )


__all__ = ["WANTED", "Extra", "allowed", "extra_problems", "fits", "frame_problems", "wrong_type"]
