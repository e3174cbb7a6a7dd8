"""What answers rows about one matter on one day, and which of them are beyond what it can work out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol, TypedDict

import attrs
import polars as pl

from xixia_gov.batch.registry import Part
from xixia_gov.batch.source import LINE
from xixia_gov.columns import evaluate, over_bound, schema_of
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject

TOO_LARGE = Text(zh="数额过大, 超出可精确计算的范围", en="the sum is too large to be worked out exactly")


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

    `beyond` has the lines with a number too large to be worked out exactly, and the columns at fault.
    """

    frame: pl.DataFrame
    beyond: Mapping[int, tuple[str, ...]]


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
    beyond: dict[int, tuple[str, ...]] = {}
    try:
        answered = evaluate(book, frame, masks=question.masks, **about)
    except InputError:
        found = over_bound(book, frame, **about)
        if not found.height:
            raise
        for row in found.iter_rows(named=True):
            beyond[row[LINE]] = tuple(name for name, wrong in row.items() if name != LINE and wrong)
        frame = frame.filter(~pl.col(LINE).is_in(list(beyond)))
        answered = evaluate(book, frame, masks=question.masks, checked=True, **about)
    if not answered.get_column(LINE).equals(frame.get_column(LINE)):
        answered = frame.select(LINE).join(answered, on=LINE, how="left", maintain_order="left")
    return Answers(answered, beyond)


__all__ = ["TOO_LARGE", "Answers", "Executor", "Question", "by_columns"]
