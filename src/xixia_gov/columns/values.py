"""The values of a frame in memory, checked column by column: each fault with the first rows that have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import narwhals as nw

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
    for name in frame.columns:
        column = schema.columns.get(name)
        if column is None or frame.schema[name] == nw.Unknown:
            continue
        if column.holds is Holds.NUMBER:
            yield from _numbers(frame, column, key, limits.get(name))
        elif column.options:
            yield from _options(frame, column, key)


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


def _options(frame: nw.DataFrame[Any], column: Column, key: str) -> Iterator[Problem]:
    values = frame.get_column(column.name)
    bad = ~nw.col(column.name).is_in(list(column.options))
    if values.is_in(list(column.options)).fill_null(True).all():  # noqa: FBT003 - the value itself
        return
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
