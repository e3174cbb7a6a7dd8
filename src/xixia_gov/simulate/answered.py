"""Rows answered by two rulebooks, without the rows that one of them cannot answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs
import polars as pl

from xixia_gov.batch.executor import Executor, Question
from xixia_gov.batch.registry import Part, Registry
from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.settled import settled
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
    found = [
        settled(
            attrs.evolve(registry, book=side.book),
            part,
            Question(ids, as_of, side.settle, masks=False),
            executor,
        )
        for side, ids in zip(sides, rules, strict=True)
    ]
    out = pl.concat([one.out.get_column(LINE) for one in found])
    kept, now, then = part.frame, found[0].answers, found[1].answers
    if len(out):
        stays = ~pl.col(LINE).is_in(out.implode())
        kept, now, then = kept.filter(stays), now.filter(stays), then.filter(stays)
    again: list[pl.DataFrame | None] = [None, None]
    if moved and kept.height:
        rows = attrs.evolve(part, frame=kept)
        again = [_moved(side, rows, moved, as_of) for side in sides]
    wrong = dict.fromkeys(rejection for one in found for rejection in one.rejected)
    return Answered(now, then, again[0], again[1]), kept, sorted(wrong, key=lambda one: one.line)


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


__all__ = ["Side", "answered_by"]
