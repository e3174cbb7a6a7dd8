"""Which answers are open for how the text is read: no mask has a bit for that, so what is left tells it."""

from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import attrs
import polars as pl

from xixia_gov.batch.executor import Executor, Question
from xixia_gov.batch.registry import Part
from xixia_gov.batch.source import LINE
from xixia_gov.columns import OpenReading, RuleLegend
from xixia_gov.engine.verdict import OPEN_CODE
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Lang, Text

_HEAD: Final = Text(zh="取决于条文的读法：", en="it depends on how the text is read: ")


def left_open(known: RuleLegend, settled: Collection[str]) -> tuple[OpenReading, ...]:
    """Return the readings of a rule that a run does not settle."""
    return tuple(one for one in known.readings if one.id not in settled)


def is_open(rule: str, columns: Collection[str]) -> pl.Expr:
    """Return whether an answer is undetermined, or its sum lies between two ends."""
    found = pl.col(f"{rule}.outcome") == OPEN_CODE
    if f"{rule}.least" not in columns:
        return found
    return found | pl.col(f"{rule}.least").ne_missing(pl.col(f"{rule}.most"))


def by_reading_alone(rule: str, columns: Collection[str]) -> pl.Expr:
    """Return whether an answer is open though no fact is missing and nothing waits: then readings differ."""
    waits = (pl.col(f"{rule}.missing") == 0) & (pl.col(f"{rule}.waiting") == 0)
    return is_open(rule, columns) & waits


@attrs.frozen
class Reader:
    """What tells which readings the answers of rows depend on: it settles each, one way and another.

    An answer depends on a reading if some way of settling it changes the outcome or the sum.
    """

    book: Rulebook
    executor: Executor
    legends: Mapping[str, RuleLegend]
    lang: Lang

    def words(self, part: Part, question: Question, answered: pl.DataFrame) -> dict[str, pl.Series]:
        """Return the words for the rows of a part under each rule that has open readings, null for none.

        `answered` has the answers to the question, with masks, in the order of the rows.
        """
        readings = {rule: left_open(self.legends[rule], question.settle) for rule in question.rules}
        readings = {rule: some for rule, some in readings.items() if some}
        if not readings:
            return {}
        rows = answered.filter(pl.any_horizontal([is_open(rule, answered.columns) for rule in readings]))
        kept = part.frame.filter(pl.col(LINE).is_in(rows.get_column(LINE).implode()))
        asked = attrs.evolve(question, rules=tuple(readings), masks=False)
        turning = self._turning(attrs.evolve(part, frame=kept), asked, readings, rows)
        lines = answered.select(LINE)
        found = {}
        for rule, some in readings.items():
            said = rows.select(LINE, self._said(rule, some, rows, turning).alias(rule))
            found[rule] = lines.join(said, on=LINE, how="left", maintain_order="left").get_column(rule)
        return found

    def _turning(
        self,
        part: Part,
        question: Question,
        readings: Mapping[str, Sequence[OpenReading]],
        rows: pl.DataFrame,
    ) -> dict[tuple[str, str], pl.Series]:
        """Return for each rule and each of its readings which rows some option of it would change."""
        turning: dict[tuple[str, str], pl.Series] = {}
        for id_ in sorted({one.id for some in readings.values() for one in some}):
            rules = tuple(rule for rule, some in readings.items() if id_ in {one.id for one in some})
            for option in self.book.readings[id_].options if rows.height else ():
                settle = {**question.settle, id_: option}
                asked = attrs.evolve(question, rules=rules, settle=settle)
                other = self.executor(self.book, part, asked).frame
                for rule in rules:
                    changed = _changed(rule, rows, other)
                    turning[rule, id_] = turning[rule, id_] | changed if (rule, id_) in turning else changed
        return turning

    def _said(
        self,
        rule: str,
        readings: Sequence[OpenReading],
        rows: pl.DataFrame,
        turning: Mapping[tuple[str, str], pl.Series],
    ) -> pl.Series:
        """Return the words for rows: the readings that each turns on, all of them where only several do."""
        asked = {one.id: one.question.in_(self.lang) for one in readings}
        if rows.is_empty():
            return pl.Series(rule, [], dtype=pl.String)
        flags = {id_: turning[rule, id_] for id_ in asked}
        alone = pl.lit(_HEAD.in_(self.lang) + "; ".join(asked.values()))
        each = [pl.when(pl.col(id_)).then(pl.lit(asked[id_])) for id_ in flags]
        words = (
            pl.when(pl.any_horizontal(list(flags)))
            .then(pl.lit(_HEAD.in_(self.lang)) + pl.concat_str(each, separator="; ", ignore_nulls=True))
            .when(by_reading_alone(rule, rows.columns))
            .then(alone)
        )
        return rows.with_columns(**flags).select(words.alias(rule)).to_series()


def _changed(rule: str, rows: pl.DataFrame, other: pl.DataFrame) -> pl.Series:
    """Return whether open answers differ in outcome or sum from other answers of the same rows.

    There is no other answer where what a row asserts cannot be under that option.
    """
    parts = [f"{rule}.{part}" for part in ("outcome", "least", "most") if f"{rule}.{part}" in rows.columns]
    differing = [rows.get_column(name).ne_missing(other.get_column(name)) for name in parts]
    open_ = rows.select(is_open(rule, rows.columns).alias("open")).get_column("open")
    return (
        open_ & other.get_column(f"{rule}.outcome").is_not_null() & functools.reduce(operator.or_, differing)
    )


__all__ = ["Reader", "by_reading_alone", "is_open", "left_open"]
