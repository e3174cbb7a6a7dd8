"""Columns that come typed are cast to the types of their facts, or refused: nothing is guessed.

A sum is exact or it is none: text in yuan, a Decimal in yuan, or whole numbers in a column whose head
says (fen) or (yuan). A float is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from xixia_gov.batch.cells import TextColumn, Understood, types_of
from xixia_gov.batch.heads import note_of
from xixia_gov.casefile.columns import Column, Role
from xixia_gov.casefile.value import MOST_DIGITS
from xixia_gov.errors import ValueProblem
from xixia_gov.money import FEN_PER_YUAN, Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.check import value_fault
from xixia_gov.vocabulary.facts import FactInfo, FactKind

Reader = Callable[[pl.Series], Understood]
"""What understands the cells of one column."""

FEN: Final = frozenset({"fen", "分", "单位:分", "in fen"})
YUAN: Final = frozenset({"yuan", "元", "单位:元", "in yuan"})
_TEXTS: Final = (pl.String, pl.Categorical, pl.Enum)
_FEN_DECIMALS: Final = 2


def reader_of(column: Column, name: str, info: FactInfo, kind: pl.DataType | None) -> Reader:
    """Return what reads a column of a fact; `kind` is None for cells that somebody typed.

    Raises `ValueProblem` for a type that cannot hold the fact.
    """
    if kind is None or isinstance(kind, _TEXTS):
        if info.kind is FactKind.MONEY and note_of(column.head) in FEN:
            raise ValueProblem(
                Text(
                    zh="文字的金额以元计; 请换算成元, 表头写（元）",
                    en="a sum as text is in yuan; convert it and write (yuan) in the head",
                )
            )
        text = TextColumn.of_fact(name, info)
        return text.read if kind is None else lambda cells: text.read(cells.cast(pl.String))
    if isinstance(kind, pl.Null):
        return lambda cells: Understood(
            {
                one: pl.Series(one, [None] * len(cells), dtype=type_)
                for one, type_ in types_of(name, info).items()
            }
        )
    match info.kind:
        case FactKind.TRUTH if isinstance(kind, pl.Boolean):
            return lambda cells: Understood({name: cells.alias(name)})
        case FactKind.DATE if isinstance(kind, pl.Date):
            return lambda cells: Understood({name: cells.alias(name)})
        case FactKind.DATE if isinstance(kind, pl.Datetime) and kind.time_zone is None:
            return lambda cells: Understood({name: cells.dt.date().alias(name)})
        case FactKind.NUMBER if kind.is_integer():
            return lambda cells: _numbers(name, info, cells)
        case FactKind.MONEY if kind.is_integer() and note_of(column.head) in FEN | YUAN:
            times = 1 if note_of(column.head) in FEN else FEN_PER_YUAN
            return lambda cells: _sums(name, info, cells, times)
        case FactKind.MONEY if isinstance(kind, pl.Decimal):
            return lambda cells: _decimals(name, info, cells)
        case FactKind.MANY_OF if isinstance(kind, pl.List) and isinstance(kind.inner, _TEXTS):
            return _options(name, info)
        case _:
            raise ValueProblem(_refused(info, kind))


def flag_reader(name: str, kind: pl.DataType | None) -> Reader:
    """Return what reads a column of yes and no that is no fact by itself: an option, a finding.

    Raises `ValueProblem` for a column of another type.
    """
    blank = Text(zh="", en="")
    return reader_of(_BARE, name, FactInfo(FactKind.TRUTH, blank, blank), kind)


_BARE: Final = Column(0, "", Role.NONE)


def _refused(info: FactInfo, kind: pl.DataType) -> Text:
    found = str(kind)
    if info.kind is FactKind.MONEY and kind.is_float():
        return Text(
            zh=f"金额不能是浮点数 ({found}), 它存不下每一分; 请用文字、Decimal, 或表头带（分）的整数",
            en=f"money cannot be a float ({found}), which does not hold every fen; use text, Decimal, "
            "or whole numbers in a column whose head ends in (fen)",
        )
    if info.kind is FactKind.MONEY and kind.is_integer():
        return Text(
            zh="整数的金额不知是元还是分; 表头请写（元）或（分）",
            en="whole numbers could be yuan or fen; end the head in (yuan) or (fen)",
        )
    zh, en = _ALLOWED[info.kind]
    return Text(zh=f"列的类型应为{zh}, 却是 {found}", en=f"the column is {en}, found {found}")


_ALLOWED: Final = {
    FactKind.TRUTH: ("布尔或文字", "Boolean or text"),
    FactKind.NUMBER: ("整数或文字", "whole numbers or text"),
    FactKind.MONEY: ("文字、Decimal 或整数", "text, Decimal or whole numbers"),
    FactKind.DATE: ("日期或文字", "dates or text"),
    FactKind.ONE_OF: ("文字", "text"),
    FactKind.MANY_OF: ("文字或文字的列表", "text or lists of text"),
    FactKind.CODE: ("文字", "text"),
    FactKind.LIST: ("文字", "text"),
    FactKind.RELATION: ("文字", "text"),
}


def _numbers(name: str, info: FactInfo, cells: pl.Series) -> Understood:
    limit = 10**MOST_DIGITS
    cells, wide = _narrowed(cells)
    least = max(-limit + 1, -limit + 1 if info.least is None else info.least)
    most = min(limit - 1, limit - 1 if info.most is None else info.most)
    wrong = wide | ~cells.is_between(least, most)

    def why(value: int | None) -> Text:
        fault = None if value is None else value_fault(value, info)
        return fault or Text(
            zh=f"整数最多 {MOST_DIGITS} 位", en=f"a whole number has at most {MOST_DIGITS} digits"
        )

    return _checked(name, cells, wrong, why)


def _sums(name: str, info: FactInfo, cells: pl.Series, times: int) -> Understood:
    limit = 10**MOST_DIGITS * FEN_PER_YUAN // times
    cells, wide = _narrowed(cells)
    wrong = wide | ~cells.is_between(0 if info.least is not None else -limit + 1, limit - 1)

    def why(value: int | None) -> Text:
        return (None if value is None else value_fault(Money(value * times), info)) or _TOO_LONG

    understood = _checked(name, cells, wrong, why)
    values = understood.values[name] * times
    return Understood({name: values.alias(name)}, understood.faults)


_TOO_LONG: Final = Text(
    zh=f"金额的整数部分最多 {MOST_DIGITS} 位", en=f"a sum has at most {MOST_DIGITS} digits before the point"
)


def _decimals(name: str, info: FactInfo, cells: pl.Series) -> Understood:
    """Return the sums of a Decimal column; one between two fen is wrong, never rounded."""
    text = TextColumn.of_fact(name, info)
    written = cells.cast(pl.String)
    # Whatever zeros a scale adds after the fen say nothing.
    return text.read(written.str.replace(rf"(\.[0-9]{{{_FEN_DECIMALS}}})0+$", "$1"))


def _options(name: str, info: FactInfo) -> Reader:
    text = TextColumn.of_fact(name, info)

    def read(cells: pl.Series) -> Understood:
        # An empty list names none of the options, which is not the same as not known.
        joined = cells.cast(pl.List(pl.String)).list.join("、")
        return text.read(joined.set((cells.list.len() == 0).fill_null(value=False), "无"))

    return read


def _narrowed(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return whole numbers of any width in 64 bits, and which of them do not fit (they become null)."""
    found = cells.cast(pl.Int64, strict=False)
    return found, cells.is_not_null() & found.is_null()


def _checked(name: str, cells: pl.Series, wrong: pl.Series, why: Callable[[int | None], Text]) -> Understood:
    wrong = wrong.fill_null(value=False)
    places = wrong.arg_true().to_list()
    found = cells.gather(places).to_list()
    faults: Sequence[tuple[int, Text]] = [
        (place, why(value)) for place, value in zip(places, found, strict=True)
    ]
    kept = cells.set(wrong, None) if places else cells
    return Understood({name: kept.cast(pl.Int64).alias(name)}, tuple(faults))


__all__ = ["Reader", "flag_reader", "reader_of"]
