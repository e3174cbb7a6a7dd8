"""What answers rows about one matter on one day, and which of them are beyond what it can work out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol, TypedDict

import attrs
import polars as pl

from xixia_gov.batch.registry import Part
from xixia_gov.batch.source import LINE
from xixia_gov.columns import Column, evaluate, over_bound, schema_of
from xixia_gov.columns.over import number_ends
from xixia_gov.errors import InputError, unknown_name
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money, group_digits
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject


@attrs.frozen
class Question:
    """What is asked of rows: which rules, on which day, with which readings settled, with masks or not."""

    rules: tuple[str, ...]
    as_of: dt.date
    settle: Mapping[str, str]
    masks: bool


class _About(TypedDict):
    """What every question to the columns is about."""

    matter: type[Matter]
    subject: type[Subject]
    as_of: dt.date
    rules: tuple[str, ...]
    settle: Mapping[str, str]
    key: str


@attrs.frozen
class Answers:
    """The verdicts of rows by `line`, in columns named `RULE.part`, and the rows that have none.

    `beyond` has the lines with a number too large to be worked out exactly, each with why by the columns at
    fault.
    """

    frame: pl.DataFrame
    beyond: Mapping[int, Mapping[str, Text]]


class Executor(Protocol):
    """What answers rows."""

    def __call__(self, book: Rulebook, part: Part, question: Question) -> Answers:
        """Return the answers of rows of one part, in their order."""


def by_columns(book: Rulebook, part: Part, question: Question) -> Answers:
    """Return the answers of the columnar executor.

    Raises `InputError` for a rule that columns cannot hold exactly.
    """
    schema = schema_of(book, part.matter, part.subject, question.rules)
    frame = part.frame.select(LINE, *(name for name in part.facts if name in schema.columns))
    about = _About(
        matter=part.matter,
        subject=part.subject,
        as_of=question.as_of,
        rules=question.rules,
        settle=question.settle,
        key=LINE,
    )
    beyond: dict[int, Mapping[str, Text]] = {}
    try:
        answered = evaluate(book, frame, masks=question.masks, **about)
    except InputError:
        found = over_bound(book, frame, **about)
        if not found.height:
            raise
        ends = number_ends(book, frame, **about)
        values = frame.join(found.select(LINE), on=LINE, how="semi")
        held = {row[LINE]: row for row in values.iter_rows(named=True)}
        for row in found.iter_rows(named=True):
            beyond[row[LINE]] = {
                name: _beyond(schema.columns[name], held[row[LINE]][name], *ends.get(name, (None, None)))
                for name, wrong in row.items()
                if name != LINE and wrong
            }
        frame = frame.filter(~pl.col(LINE).is_in(list(beyond)))
        answered = evaluate(book, frame, masks=question.masks, checked=True, **about)
    if not answered.get_column(LINE).equals(frame.get_column(LINE)):
        answered = frame.select(LINE).join(answered, on=LINE, how="left", maintain_order="left")
    return Answers(answered, beyond)


def _beyond(column: Column, value: object, least: int | None, most: int | None) -> Text:
    """Return why a value is not answered: what was found, and how far numbers can be worked out."""
    if not isinstance(value, int):  # a choice; those are read by their options before
        return unknown_name(Text(zh="选项", en="option"), str(value), column.options)
    below = least is not None and value < least
    found, end = _number(column, value), _number(column, least if below else most)
    return Text(
        zh=f"{found.zh} 超出可精确计算的范围, {'最小' if below else '最大'}为 {end.zh}",
        en=f"{found.en} is beyond what can be worked out exactly, "
        f"{'the least' if below else 'the most'} is {end.en}",
    )


def _number(column: Column, number: int | None) -> Text:
    """Return a number as people write it, money in yuan."""
    assert number is not None  # noqa: S101 - a number without an end is never beyond it
    if column.money:
        yuan = group_digits(Money(number))
        return Text(zh=f"{yuan}元", en=f"{yuan} yuan")
    return Text(zh=f"{number:,}", en=f"{number:,}")


__all__ = ["Answers", "Executor", "Question", "by_columns"]
