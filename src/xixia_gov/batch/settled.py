"""Rows with the answers they can have, day by day; those that can have none are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs
import polars as pl

from xixia_gov.batch.executor import Answers, Executor, Question
from xixia_gov.batch.plan import AS_OF
from xixia_gov.batch.registry import Part, Registry
from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.source import LINE


@attrs.frozen
class Settled:
    """The answers of rows, in their order, and the rows that have none: those of `out`, for `rejected`."""

    answers: pl.DataFrame
    rows: pl.DataFrame
    out: pl.DataFrame
    rejected: tuple[Rejection, ...] = ()


def settled(registry: Registry, part: Part, question: Question, executor: Executor) -> Settled:
    """Return the answers of the rows of a part, without rows beyond the bounds and those that clash.

    A row clashes that asserts what its facts exclude.
    """
    frame = part.frame
    if not question.rules:
        return Settled(frame.select(LINE), frame, frame.clear())
    found = executor(registry.book, part, question)
    answered = found.frame
    clashing = [name for name in answered.columns if name.endswith(".clash")]
    clash = answered.filter(pl.any_horizontal(clashing).fill_null(value=False)).get_column(LINE)
    if not found.beyond and clash.is_empty():
        return Settled(answered, frame, frame.clear())
    wrong = [*_beyond(registry, part, found), *_clashing(registry, part, question, clash)]
    lines = [*found.beyond, *clash.to_list()]
    out = pl.col(LINE).is_in(lines)
    return Settled(
        answered.filter(~out),
        frame.filter(~out),
        frame.filter(out),
        tuple(sorted(wrong, key=lambda one: one.line)),
    )


def _beyond(registry: Registry, part: Part, found: Answers) -> Iterator[Rejection]:
    fields = registry.plan(part.matter, part.subject).fields
    rows = part.frame.filter(pl.col(LINE).is_in(list(found.beyond)))
    for row in rows.iter_rows(named=True):
        for name, reason in found.beyond[row[LINE]].items():
            yield Rejection(row[LINE], fields.get(name), reason, registry.key_of(row))


def _clashing(registry: Registry, part: Part, question: Question, clash: pl.Series) -> Iterator[Rejection]:
    builder = registry.plan(part.matter, part.subject).builder
    asked = (question.rules, question.as_of, question.settle)
    rows = part.frame.filter(pl.col(LINE).is_in(clash.implode()))
    for row in rows.iter_rows(named=True):
        for reason in builder.clashes(registry.book, row, *asked):
            yield Rejection(row[LINE], None, reason, registry.key_of(row))


def by_day(
    frame: pl.DataFrame, as_of: dt.date | None, today: dt.date
) -> Iterator[tuple[dt.date, pl.DataFrame, bool]]:
    """Yield rows by their day of asking: the run's, else their own, else today (which is then said)."""
    if as_of is not None:
        yield as_of, frame, False
        return
    if AS_OF not in frame.columns:
        yield today, frame, True
        return
    days = frame.get_column(AS_OF)
    dated = frame.with_columns(days.fill_null(today))
    for (day,), rows in dated.group_by(AS_OF, maintain_order=True):
        assert isinstance(day, dt.date)  # noqa: S101 - the column holds dates
        yield day, rows, day == today and days.null_count() > 0


__all__ = ["Settled", "by_day", "settled"]
