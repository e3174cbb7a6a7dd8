"""The values of a frame in memory, checked column by column: each fault with the first rows that have it."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator, Mapping
from typing import Any, Final

import narwhals as nw

from xixia_gov.columns.lower import FEW
from xixia_gov.columns.program import ends
from xixia_gov.columns.schema import Column, Holds, Schema
from xixia_gov.errors import Place, Problem, unknown_name
from xixia_gov.text import Text

SHOWN: Final = 5
"""How many rows a problem names."""


def column_problems(
    frame: nw.DataFrame[Any], schema: Schema, *, key: str, limits: Mapping[str, int]
) -> Iterator[Problem]:
    """Yield what is wrong with the values of a frame: options, domains, and numbers that are too large."""
    checks: dict[str, nw.Expr] = {}
    columns = [schema.columns[name] for name in frame.columns if name in schema.columns]
    columns = [one for one in columns if frame.schema[one.name] != nw.Unknown]
    for column in columns:
        bad = _bad(column, limits.get(column.name), frame.schema[column.name])
        if bad is not None:
            checks[column.name] = bad
    if not checks or not len(frame):
        return
    # One look at all columns together, which an engine takes in parallel; what is wrong is then told apart.
    found = frame.select(*(bad.any().alias(name) for name, bad in checks.items()))
    for column in columns:
        if column.name in checks and found.item(0, column.name):
            if column.holds is Holds.NUMBER:
                yield from _numbers(frame, column, key, limits.get(column.name))
            else:
                yield from _options(frame, column, key, checks[column.name])


def _bad(column: Column, limit: int | None, kind: nw.dtypes.DType) -> nw.Expr | None:
    """Return where a column holds what its fact cannot; None where it cannot hold such."""
    value = nw.col(column.name)
    if column.holds is Holds.NUMBER:
        least, most = ends(column, limit)
        bad = [] if least is None else [value < least]
        bad += [] if most is None else [value > most]
        return functools.reduce(operator.or_, bad) if bad else None
    if not column.options or kind == nw.Enum(column.options):
        return None
    if len(column.options) <= FEW:  # a few comparisons are cheaper than a look into a set
        return functools.reduce(operator.and_, [value != option for option in column.options])
    return ~value.is_in(list(column.options))


def _numbers(frame: nw.DataFrame[Any], column: Column, key: str, limit: int | None) -> Iterator[Problem]:
    values = frame.get_column(column.name)
    least, most = ends(column, limit)
    found = (values.min(), values.max()) if len(values) else (None, None)
    for end, extreme, below in ((least, found[0], True), (most, found[1], False)):
        if end is None or extreme is None or (extreme >= end if below else extreme <= end):
            continue
        bad = nw.col(column.name) < end if below else nw.col(column.name) > end
        unit = Text(zh=" 分", en=" fen") if column.money else Text(zh="", en="")
        domain = column.least if below else column.most
        where = _rows(frame, bad, key)
        if domain is not None and end == domain:
            side = Text(
                zh="小于允许的最小值" if below else "大于允许的最大值",
                en="below the least allowed," if below else "above the most allowed,",
            )
        else:
            side = Text(zh="超出可精确计算的范围", en="beyond what can be worked out exactly,")
        message = Text(
            zh=f"列“{column.name}”: {extreme}{unit.zh} {side.zh} {end}{unit.zh}; {where.zh}",
            en=f"column {column.name!r}: {extreme}{unit.en} is {side.en} {end}{unit.en}; {where.en}",
        )
        yield Problem(message, Place(field=column.name))


def _options(frame: nw.DataFrame[Any], column: Column, key: str, bad: nw.Expr) -> Iterator[Problem]:
    strange = frame.filter(bad).get_column(column.name).unique().sort().to_list()
    for value in strange[:SHOWN]:
        where = _rows(frame, nw.col(column.name) == value, key)
        message = unknown_name(Text(zh="选项", en="option"), str(value), column.options)
        yield Problem(
            Text(
                zh=f"列“{column.name}”: {message.zh}; {where.zh}",
                en=f"column {column.name!r}: {message.en}; {where.en}",
            ),
            Place(field=column.name),
        )


def _rows(frame: nw.DataFrame[Any], bad: nw.Expr, key: str) -> Text:
    """Return the keys of the first rows that are bad, and how many there are."""
    keys = frame.filter(bad).get_column(key)
    shown = ", ".join(str(one) for one in keys.head(SHOWN).to_list())
    more = f" … ({len(keys)})" if len(keys) > SHOWN else ""
    return Text(zh=f"行 {shown}{more}", en=f"rows {shown}{more}")


__all__ = ["SHOWN", "column_problems"]
