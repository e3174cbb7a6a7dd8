"""What the rows of a subject add to the change of each of its totals, as far as rows can be told apart there.

A rule in no group adds its rows up, those of one period once, the highest of them. So the change of a total
is no more than what its rows may gain together and no less than what they may lose. Where a group, or how
often a rule is paid, mixes rows otherwise, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs
import polars as pl

from xixia_gov.batch.counts import TotalKey
from xixia_gov.batch.plan import UNITS
from xixia_gov.batch.registry import SUBJECT_KEY
from xixia_gov.simulate.compare import weights
from xixia_gov.simulate.result import Result

TOTAL: Final = "total"
"""The column with the place of a total among those of `Shares.keys`."""
SCHEMA: Final = {
    SUBJECT_KEY: pl.String,
    TOTAL: pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "no_low": pl.Boolean,
    "no_high": pl.Boolean,
    "mixed": pl.Boolean,
}


@attrs.frozen
class Shares:
    """How rules that differ add to the totals of a subject.

    `keys` are the totals, `places` says for a rule which of them it adds to, None for one that cannot be
    told apart. `limited` are the rules that are paid once. `known` is false where nothing can be said at all.
    """

    keys: tuple[TotalKey, ...]
    places: Mapping[str, int | None]
    limited: frozenset[str]
    often: frozenset[str]
    known: bool

    @classmethod
    def of(cls, result: Result) -> Shares:
        """Return the shares of the rules of a comparison."""
        books = (result.now, result.then)
        grouped = {rule for book in books for group in book.groups.values() for rule in group.rules}
        keys: dict[TotalKey, int] = {}
        places: dict[str, int | None] = {}
        for id_, one in result.rules.items():
            if not one.pays or not one.difference.touched:
                continue
            found = {due.key for due in (one.now, one.then) if due is not None}
            (key,) = found if len(found) == 1 else (None,)
            places[id_] = None
            if key is not None and id_ not in grouped and one.difference.as_often:
                places[id_] = keys.setdefault(key, len(keys))
        limited = {
            id_ for book in books for id_ in places for rule in book.rules.get(id_, ()) if rule.once_per
        }
        often = {id_ for id_ in places if not result.rules[id_].difference.as_often}
        return cls(
            tuple(keys), places, frozenset(limited), frozenset(often), result.now.groups == result.then.groups
        )

    def rows(self, frame: pl.DataFrame, ends: Sequence[tuple[str, pl.DataFrame]]) -> pl.DataFrame:
        """Return what the rows of each subject add to the change of each total; `frame` has who asks."""
        parts = [pl.DataFrame(schema=SCHEMA), *self._parts(frame, ends)]
        return together(pl.concat(parts))

    def _parts(self, frame: pl.DataFrame, ends: Sequence[tuple[str, pl.DataFrame]]) -> Iterator[pl.DataFrame]:
        units = frame.get_column(UNITS) if UNITS in frame.columns else None
        who = frame.get_column(SUBJECT_KEY).cast(pl.String)
        for id_, rows in ends:
            if id_ not in self.places:
                continue
            place = self.places[id_]
            low, high, nothing = pl.col("low"), pl.col("high"), pl.lit(0, pl.Int64)
            differs = (low.ne_missing(0)) | (high.ne_missing(0)) | pl.lit(id_ in self.often)
            if id_ in self.limited:
                low = pl.when(low.is_null()).then(None).otherwise(pl.min_horizontal(low, nothing))
                high = pl.when(high.is_null()).then(None).otherwise(pl.max_horizontal(high, nothing))
            yield rows.with_columns(who, weights(units, rows.height)).select(
                SUBJECT_KEY,
                pl.lit(-1 if place is None else place, pl.Int64).alias(TOTAL),
                (low * pl.col(UNITS)).fill_null(0).alias("low"),
                (high * pl.col(UNITS)).fill_null(0).alias("high"),
                low.is_null().alias("no_low"),
                high.is_null().alias("no_high"),
                (differs & pl.lit(place is None)).alias("mixed"),
            )


def together(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one line for each subject and total."""
    return rows.group_by(SUBJECT_KEY, TOTAL).agg(
        pl.col("low", "high").sum(), pl.col("no_low", "no_high", "mixed").any()
    )


__all__ = ["SCHEMA", "TOTAL", "Shares", "together"]
