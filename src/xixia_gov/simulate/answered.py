"""Rows answered by two rulebooks, and the rows that one of them cannot answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs
import polars as pl

from xixia_gov.batch.executor import TOO_LARGE, Answers, Executor, Question
from xixia_gov.batch.registry import KEY, Part, Registry
from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.source import LINE
from xixia_gov.columns.frames import evaluate
from xixia_gov.columns.schema import schema_of
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.simulate.compare import Answered


@attrs.frozen
class Side:
    """One rulebook with the readings settled in it; `moved` has rules that ask what differs alone."""

    book: Rulebook
    settle: Mapping[str, str]
    moved: Rulebook


def answered_by(  # noqa: PLR0913, PLR0917 - one for each thing an answer depends on
    registry: Registry,
    part: Part,
    sides: tuple[Side, Side],
    rules: tuple[tuple[str, ...], tuple[str, ...]],
    moved: tuple[str, ...],
    as_of: dt.date,
    executor: Executor,
) -> tuple[Answered, pl.DataFrame, list[Rejection]]:
    """Return the answers of both sides, the rows they are about, and the rows that one of them rejects.

    `rules` are those of each side about the matter, `moved` those that are asked again by what differs.
    """
    frame = part.frame
    answers: list[Answers] = []
    wrong: list[Rejection] = []
    for side, ids in zip(sides, rules, strict=True):
        if not ids:
            answers.append(Answers(frame.select(LINE), {}))
            continue
        question = Question(ids, as_of, side.settle, masks=False)
        found = executor(side.book, part, question)
        answers.append(found)
        wrong += _beyond(registry, part, found) + _clashing(registry, part, side, question, found)
    lines = sorted({one.line for one in wrong})
    kept = frame.filter(~pl.col(LINE).is_in(lines)) if lines else frame
    now, then = (one.frame.filter(~pl.col(LINE).is_in(lines)) if lines else one.frame for one in answers)
    again: list[pl.DataFrame | None] = [None, None]
    if moved and kept.height:
        rows = attrs.evolve(part, frame=kept)
        again = [_moved(side, rows, moved, as_of) for side in sides]
    return (
        Answered(now, then, again[0], again[1]),
        kept,
        sorted(dict.fromkeys(wrong), key=lambda one: one.line),
    )


def _moved(side: Side, part: Part, rules: tuple[str, ...], as_of: dt.date) -> pl.DataFrame:
    schema = schema_of(side.moved, part.matter, part.subject, rules)
    frame = part.frame.select(LINE, *(name for name in part.facts if name in schema.columns))
    return evaluate(
        side.moved,
        frame,
        matter=part.matter,
        subject=part.subject,
        as_of=as_of,
        rules=rules,
        settle=side.settle,
        key=LINE,
        masks=False,
        checked=True,
    )


def _beyond(registry: Registry, part: Part, found: Answers) -> list[Rejection]:
    if not found.beyond:
        return []
    fields = registry.plan(part.matter, part.subject).fields
    rows = part.frame.filter(pl.col(LINE).is_in(list(found.beyond)))
    return [
        Rejection(row[LINE], fields.get(name), TOO_LARGE, _key(registry, row))
        for row in rows.iter_rows(named=True)
        for name in found.beyond[row[LINE]]
    ]


def _clashing(
    registry: Registry, part: Part, side: Side, question: Question, found: Answers
) -> list[Rejection]:
    names = [name for name in found.frame.columns if name.endswith(".clash")]
    clash = found.frame.filter(pl.any_horizontal(names).fill_null(value=False)).get_column(LINE)
    if clash.is_empty():
        return []
    builder = registry.plan(part.matter, part.subject).builder
    rows = part.frame.filter(pl.col(LINE).is_in(clash.implode()))
    return [
        Rejection(row[LINE], None, reason, _key(registry, row))
        for row in rows.iter_rows(named=True)
        for reason in builder.clashes(side.book, row, question.rules, question.as_of, question.settle)
    ]


def _key(registry: Registry, row: Mapping[str, object]) -> str:
    return str(row[KEY]) if registry.keyed else ""


__all__ = ["Side", "answered_by"]
