"""What rows of one subject say differently of who asks: the column, both values, and the other line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from xixia_gov.batch.plan import AS_OF
from xixia_gov.columns.schema import columns_of
from xixia_gov.engine.words import date_text
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money, group_digits
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Subject
from xixia_gov.vocabulary.facts import FactInfo, FactKind


@attrs.frozen
class Said:
    """A value of a column, and the line that says it first."""

    value: object
    line: int


def differing(book: Rulebook, column: str, value: object, before: Said) -> Text:
    """Return that a row says another value of the subject than a row before it.

    >>> import xixia_gov as xg
    >>> print(differing(xg.load_rulebook(), "as_of", dt.date(2024, 6, 1), Said(dt.date(2024, 5, 1), 2)).en)
    day of asking ('as_of') is '1 June 2024', but '1 May 2024' in line 2 of the same subject
    """
    info = book.facts.get(column)
    label = _label(book, column)
    here, there = _value(info, value), _value(info, before.value)
    return Text(
        zh=f"{label.zh} ({column}) 为“{here.zh}”, 同一主体的第 {before.line} 行却是“{there.zh}”",
        en=f"{label.en} ({column!r}) is {here.en!r}, but {there.en!r} in line {before.line} "
        "of the same subject",
    )


def other_kind(found: type[Subject], before: type[Subject], line: int) -> Text:
    """Return that a row is of another kind of subject than a row before it."""
    return Text(
        zh=f"主体为“{found.LABEL.zh}”, 同一主体的第 {line} 行却是“{before.LABEL.zh}”",
        en=f"who asks is of the kind {found.__name__}, but {before.__name__} in line {line} "
        "of the same subject",
    )


def _label(book: Rulebook, column: str) -> Text:
    """Return the words of a column, those of its option included."""
    if column == AS_OF:
        return Text(zh="询问日期", en="day of asking")
    path = column if column in book.facts else column.rpartition(".")[0]
    known = (one.label for one in columns_of(path, book.facts[path]) if one.name == column)
    return next(known, Text(zh=column, en=column))


def _value(info: FactInfo | None, value: object) -> Text:
    """Return a value as people write it; money is held in fen, and a choice by its id."""
    if isinstance(value, bool):
        return Text(zh="是", en="yes") if value else Text(zh="否", en="no")
    if isinstance(value, dt.date):
        return date_text(value)
    if isinstance(value, int) and info is not None and info.kind is FactKind.MONEY:
        yuan = group_digits(Money(value))
        return Text(zh=f"{yuan}元", en=f"{yuan} yuan")
    labels: Mapping[str, Text] = {} if info is None else {one.id: one.label for one in info.options}
    return labels.get(str(value), Text(zh=str(value), en=str(value)))


__all__ = ["Said", "differing", "other_kind"]
