"""Tables of any kind made into a Polars frame of a schema: every column checked, cast, and nothing guessed.

Empty means unknown, whatever it is written as: null, NaN in a column of numbers, an empty text. A fact in
text is compared letter by letter, so text is brought into one form (NFC) here.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from xixia_gov.columns.bounds import LIMIT
from xixia_gov.columns.kinds import Extra, extra_problems, frame_problems, wrong_type
from xixia_gov.columns.schema import Column, Holds, Schema
from xixia_gov.columns.values import SHOWN, column_problems
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.text import Text

if TYPE_CHECKING:
    import polars as pl


def cast_frame(frame: object, schema: Schema, *, key: str, extra: Extra = "refuse") -> pl.DataFrame:
    """Return a table as a Polars DataFrame with the types of a schema.

    `frame` is a Polars frame (a LazyFrame is collected), a PyArrow table, a pandas DataFrame of any
    flavour, or a list of mappings from column to value. A column that is missing stays missing: its fact is
    unknown in every row. Null, NaN and empty text are unknown; a column of the Polars type Null is unknown
    in every row. Numbers of pandas that became floats beside a NaN are taken back as whole numbers, and its
    timestamps at midnight as days.

    Raises `InputError` with everything that is wrong: a name nobody knows (unless `extra` is `keep`), a
    column that cannot hold the fact, an option that there is not, a number outside its hard domain or at
    2**53 and beyond, a key that is missing, null or there twice, and a value of `extra` that there is not.

    >>> import polars as pl
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.fire import FireSighting
    >>> from xixia_gov.columns.schema import schema_of
    >>> schema = schema_of(load_rulebook(), FireSighting, Citizen, ["fire.report_duty"])
    >>> cast_frame([{"key": "a", "sighting.fire_seen": True}], schema, key="key").height
    1
    """
    import polars as pl  # noqa: PLC0415 - the engine is read when a table is

    problems = list(extra_problems(extra))
    made = _polars(frame, schema, key, problems)
    native = nw.from_native(made, eager_only=True)
    problems += frame_problems(schema, dict(native.schema), key=key, extra=extra)
    if problems:
        raise InputError(problems)
    casts = [
        _cast(pl.col(name), made.schema[name], schema.columns[name]).alias(name)
        for name in made.columns
        if name in schema.columns
    ]
    made = made.with_columns(casts)
    native = nw.from_native(made, eager_only=True)
    limits = {name: LIMIT - 1 for name, column in schema.columns.items() if column.holds is Holds.NUMBER}
    problems += column_problems(native, schema, key=key, limits=limits)
    problems += _key_problems(made, key)
    if problems:
        raise InputError(problems)
    return made


def _cast(column: pl.Expr, kind: pl.DataType, of: Column) -> pl.Expr:
    import polars as pl  # noqa: PLC0415 - as above

    wanted = {
        Holds.TRUTH: pl.Boolean,
        Holds.NUMBER: pl.Int64,
        Holds.DAY: pl.Date,
        Holds.TEXT: pl.String,
    }[of.holds]
    cast = column if kind == wanted else column.cast(wanted)
    if of.holds is not Holds.TEXT:
        return cast
    text = cast.str.normalize("NFC")
    return pl.when(text != "").then(text)


def _key_problems(frame: pl.DataFrame, key: str) -> Iterator[Problem]:
    """Yield what is wrong with the keys: each row has one, and none is there twice."""
    keys = frame.get_column(key)
    if keys.null_count():
        rows = keys.is_null().arg_true().head(SHOWN).to_list()
        shown = ", ".join(str(row + 1) for row in rows)
        yield Problem(
            Text(
                zh=f"键“{key}”有 {keys.null_count()} 个空值, 第 {shown} 行",
                en=f"key {key!r} is empty in {keys.null_count()} rows, first in {shown}",
            ),
            Place(field=key),
        )
    twice = keys.drop_nulls().filter(keys.drop_nulls().is_duplicated()).unique(maintain_order=True)
    if len(twice):
        shown = ", ".join(str(one) for one in twice.head(SHOWN).to_list())
        more = f" … ({len(twice)})" if len(twice) > SHOWN else ""
        yield Problem(
            Text(
                zh=f"键“{key}”重复: {shown}{more}",
                en=f"key {key!r} is there twice: {shown}{more}",
            ),
            Place(field=key),
        )


def _polars(frame: object, schema: Schema, key: str, problems: list[Problem]) -> pl.DataFrame:
    """Return a table as a Polars frame, with what is wrong with the columns that cannot be one."""
    import polars as pl  # noqa: PLC0415 - as above

    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, Sequence) and all(isinstance(row, Mapping) for row in frame):
        return _of_rows(frame, schema, key, problems)
    module = type(frame).__module__.partition(".")[0]
    if module == "pyarrow":
        found = pl.from_arrow(frame)
        if isinstance(found, pl.DataFrame):
            return found
    if module == "pandas":
        return _of_pandas(frame, schema, key, problems)
    kind = f"{type(frame).__module__}.{type(frame).__qualname__}"
    message = Text(
        zh=f"不认识的表: {kind}; 可用 Polars、PyArrow、pandas 或字典的列表",
        en=f"no table: {kind}; give a Polars, PyArrow or pandas table, or a list of mappings",
    )
    raise InputError([Problem(message)])


def _of_rows(
    rows: Sequence[Mapping[str, Any]], schema: Schema, key: str, problems: list[Problem]
) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415 - as above

    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [_series(name, [row.get(name) for row in rows], schema, key, problems) for name in names]
    return pl.DataFrame(columns)


def _of_pandas(frame: Any, schema: Schema, key: str, problems: list[Problem]) -> pl.DataFrame:  # noqa: ANN401
    import polars as pl  # noqa: PLC0415 - as above

    names = [str(name) for name in frame.columns]
    columns = [
        _series(name, frame.iloc[:, place].tolist(), schema, key, problems)
        for place, name in enumerate(names)
    ]
    return pl.DataFrame(columns)


def _series(name: str, values: list[Any], schema: Schema, key: str, problems: list[Problem]) -> pl.Series:
    """Return plain values as a column; what cannot stand in it is told, and left out."""
    import polars as pl  # noqa: PLC0415 - as above

    column = schema.columns.get(name)
    if column is None or name == key:
        return pl.Series(name, [_plain(value) for value in values], strict=False)
    kinds = {
        Holds.TRUTH: pl.Boolean,
        Holds.NUMBER: pl.Int64,
        Holds.DAY: pl.Date,
        Holds.TEXT: pl.String,
    }
    read = _READERS[column.holds]
    found: list[Any] = []
    strange: dict[str, int] = {}
    for place, value in enumerate(values):
        one = None if _empty(value) else read(value)
        if one is _WRONG:
            strange.setdefault(f"{type(value).__name__} {value!r}", place + 1)
            one = None
        found.append(one)
    for said, row in list(strange.items())[:SHOWN]:
        problems.append(wrong_type(column, f"{said} (row {row})"))
    return pl.Series(name, found, dtype=kinds[column.holds])


_WIDEST: Final = 2**63
"""What 64 bits with a sign hold on either side of 0."""
_WRONG: Final = object()
"""What stands for a value that no column of its kind can hold."""


def _empty(value: object) -> bool:
    if value is None or value == "" or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value  # noqa: PLR0124 - only NaN differs from itself


def _plain(value: object) -> object:
    return None if _empty(value) else value


def _truth(value: object) -> object:
    if isinstance(value, bool):
        return value
    return bool(value) if type(value).__name__ == "bool_" else _WRONG


def _number(value: Any) -> object:  # noqa: ANN401 - of any kind
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return _WRONG
    if isinstance(value, float):  # pandas makes floats of whole numbers beside a NaN
        return int(value) if value.is_integer() and abs(value) < LIMIT else _WRONG
    try:
        number = value.__index__()
    except (AttributeError, TypeError):
        return _WRONG
    return number if -_WIDEST <= number < _WIDEST else _WRONG


def _day(value: Any) -> object:  # noqa: ANN401 - of any kind
    if isinstance(value, dt.datetime):  # pandas holds days as timestamps
        return value.date() if value.time() == dt.time() and value.tzinfo is None else _WRONG
    return value if isinstance(value, dt.date) else _WRONG


def _text(value: object) -> object:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else _WRONG


_READERS: Final[dict[Holds, Callable[[Any], object]]] = {
    Holds.TRUTH: _truth,
    Holds.NUMBER: _number,
    Holds.DAY: _day,
    Holds.TEXT: _text,
}


__all__ = ["cast_frame"]
