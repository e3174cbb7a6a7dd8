"""Counting the answers of a frame: each column is summed up where it stands, and only sums are handed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

import polars as pl

from xixia_gov.batch.counts import Counts, RuleCounts
from xixia_gov.batch.executor import Question
from xixia_gov.batch.output import MASKS
from xixia_gov.batch.plan import UNITS
from xixia_gov.batch.readings import by_reading_alone, left_open
from xixia_gov.columns.legends import decoder
from xixia_gov.engine.verdict import FORCES, layout_of
from xixia_gov.model.determination import Force
from xixia_gov.model.rulebook import Rulebook

_HALF: Final = 1 << 26
"""Sums are added in two halves, so that no column of them passes 64 bits."""


def count(counts: Counts, book: Rulebook, frame: pl.DataFrame, question: Question) -> None:
    """Count the answers of some rows to a question; `frame` may have the column `units`."""
    units = frame.get_column(UNITS).fill_null(1) if UNITS in frame.columns else None
    counts.answered += frame.height
    counts.units += frame.height if units is None else int(units.sum())
    weighed = frame.with_columns((pl.lit(1) if units is None else units).cast(pl.Int64).alias(UNITS))
    for id_ in question.rules:
        one = counts.rules.setdefault(id_, RuleCounts())
        _outcomes(one, weighed, id_)
        if any(rule.payment is not None for rule in book.rules[id_]):
            _sums(one, weighed, id_)
        if question.masks:
            _masks(book, one, weighed, id_)
            _readings(book, one, weighed, id_, question.settle)


def _outcomes(counts: RuleCounts, frame: pl.DataFrame, id_: str) -> None:
    found = frame.group_by(f"{id_}.outcome", f"{id_}.force").agg(pl.col(UNITS).sum())
    for outcome, force, units in found.iter_rows():
        counts.add_outcome(int(outcome), int(units))
        if int(force) == _PRESUMED:
            counts.presumed += int(units)


_PRESUMED: Final = FORCES.index(Force.PRESUMED)


def _sums(counts: RuleCounts, frame: pl.DataFrame, id_: str) -> None:
    counts.pays = True
    least, most = pl.col(f"{id_}.least").cast(pl.Int64), pl.col(f"{id_}.most").cast(pl.Int64)
    found = frame.group_by(UNITS).agg(
        (least // _HALF).sum().alias("a"),
        (least % _HALF).sum().alias("b"),
        (most // _HALF).sum().alias("c"),
        (most % _HALF).sum().alias("d"),
        # A rule whose earlier version alone pays says null for both; that is no missing bound.
        (most.is_null() & least.is_not_null()).sum().alias("open"),
    )
    for units, a, b, c, d, open_ in found.iter_rows():
        counts.least += units * (a * _HALF + b)
        if open_:
            counts.most = None
        if counts.most is not None:
            counts.most += units * (c * _HALF + d)


def _masks(book: Rulebook, counts: RuleCounts, frame: pl.DataFrame, id_: str) -> None:
    layout = layout_of(book, id_)
    for part in MASKS:
        names: tuple[str, ...] = getattr(layout, part)
        counter: Counter[str] = getattr(counts, part)
        found = frame.group_by(f"{id_}.{part}").agg(pl.col(UNITS).sum())
        for mask, units in found.iter_rows():
            for bit, name in enumerate(names):
                if int(mask) >> bit & 1:
                    counter[name] += int(units)


def _readings(
    book: Rulebook, counts: RuleCounts, frame: pl.DataFrame, id_: str, settle: Collection[str]
) -> None:
    readings = left_open(decoder(book, id_), settle)
    if readings:
        units = int(frame.filter(by_reading_alone(id_, frame.columns)).get_column(UNITS).sum())
        counts.readings.update({one.id: units for one in readings if units})


__all__ = ["count"]
