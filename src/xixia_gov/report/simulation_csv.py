"""A comparison of two rulebooks as a CSV: the lines of the page, one to a row, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from xixia_gov.money import Money
from xixia_gov.report.simulation_lines import (
    MOVES,
    NO_BOUND,
    NO_LOW_BOUND,
    Line,
    category_text,
    change_text,
    lines_of,
    total_text,
)
from xixia_gov.simulate.change import WHAT_IF
from xixia_gov.simulate.result import Result
from xixia_gov.text import Lang, Text

_HEADS: Final = (
    Text(zh="内容", en="what"),
    Text(zh="规则", en="rule"),
    Text(zh="名称", en="name"),
    Text(zh="合计", en="total"),
    Text(zh="分类", en="by"),
    Text(zh="类别", en="category"),
    Text(zh="变化", en="move"),
    Text(zh="项数", en="units"),
    Text(zh="现在最少（元）", en="now_least_yuan"),
    Text(zh="现在最多（元）", en="now_most_yuan"),
    Text(zh="改后最少（元）", en="then_least_yuan"),
    Text(zh="改后最多（元）", en="then_most_yuan"),
    Text(zh="增减最少（元）", en="change_least_yuan"),
    Text(zh="增减最多（元）", en="change_most_yuan"),
)
_WHAT: Final = {
    "rule": Text(zh="规则", en="rule"),
    "total": Text(zh="合计", en="total"),
    "move": Text(zh="变化", en="move"),
    "subjects": Text(zh="按主体合计", en="subjects"),
    "subject_move": Text(zh="主体的变化", en="subject_move"),
    "category": Text(zh="类别", en="category"),
    "category_move": Text(zh="类别的变化", en="category_move"),
}
_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def simulation_csv(result: Result, lang: Lang) -> str:
    """Return the lines of a comparison, sums in yuan with two decimals; the last column says what differs.

    A bound that is not known is said in words, so that nobody adds it up as 0.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    kind = WHAT_IF if result.what_if else Text(zh="改变", en="difference")
    writer.writerow([*(head.in_(lang) for head in _HEADS), kind.in_(lang)])
    change = _guarded(change_text(result).in_(lang))
    for line in lines_of(result):
        writer.writerow([*_cells(result, line, lang), change])
    return stream.getvalue()


def _cells(result: Result, line: Line, lang: Lang) -> Iterator[str]:
    yield _WHAT[line.what].in_(lang)
    yield line.rule or ""
    yield "" if line.rule is None else _guarded(result.title(line.rule).in_(lang))
    yield "" if line.total is None else _guarded(total_text(line.total).in_(lang))
    yield "" if line.by is None else _guarded(line.by.info.label.in_(lang))
    yield "" if line.by is None else _guarded(category_text(line.by, line.category).in_(lang))
    yield "" if line.move is None else MOVES[line.move].in_(lang)
    sums = line.sums
    yield str(sums.units)
    for fen, unknown in (
        (sums.now_least, NO_BOUND),
        (sums.now_most, NO_BOUND),
        (sums.then_least, NO_BOUND),
        (sums.then_most, NO_BOUND),
        (sums.low, NO_LOW_BOUND),
        (sums.high, NO_BOUND),
    ):
        yield unknown.in_(lang) if fen is None else str(Money(fen))


def _guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS) else text


__all__ = ["simulation_csv"]
