"""What subjects gain and lose in all, groups and limits counted: two rulebooks, subject by subject.

The second pass of a batch run writes what each subject is due under each rulebook; the two files are read
back a range of hashes at a time and set against each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from xixia_gov.batch.counts import SubjectTotals, TotalKey
from xixia_gov.batch.registry import SUBJECT_KEY, Part
from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.sink import open_sink, writing
from xixia_gov.batch.subjects import SubjectPass
from xixia_gov.simulate.answered import Side
from xixia_gov.simulate.compare import Answered, move_of
from xixia_gov.simulate.result import Move, SubjectSums, Sums
from xixia_gov.simulate.shares import TOTAL, Shares, together

_HEAD: Final = "subject"
_LANG: Final = "zh"
"""The language of the words by which the two files are joined; nobody reads them."""
_RANGE: Final = 200_000
"""How many lines of one rulebook are held in memory at once, about."""
_HASHES: Final = 1 << 64
_NAMES: Final = ("payee", "payer", "every", "strength")
_SIDES: Final = ("now", "then")


class People:
    """Takes the rows of a run as they are answered, and says at the end what subjects gain and lose.

    `rules` limits each side to some of its rules; `shares` says how rows add to the change of totals.
    """

    def __init__(
        self,
        sides: tuple[Side, Side],
        folder: Path,
        rules: tuple[tuple[str, ...] | None, tuple[str, ...] | None],
        shares: Shares,
    ) -> None:
        self.folder = folder
        self.shares = shares
        self.count = 0
        (folder / "shares").mkdir(parents=True)
        self.passes = tuple(
            SubjectPass(side.book, folder / name, only, side.settle, _LANG, _HEAD)
            for side, name, only in zip(sides, _SIDES, rules, strict=True)
        )

    def take(
        self, part: Part, answered: Answered, as_of: dt.date, ends: Sequence[tuple[str, pl.DataFrame]]
    ) -> None:
        """Keep some rows and both answers for the end; `ends` has the bounds of their differences."""
        self.count += 1
        with writing():
            self.shares.rows(part.frame, ends).write_parquet(
                self.folder / "shares" / f"{self.count:08}.parquet"
            )
        for one, frame in zip(self.passes, (answered.now, answered.then), strict=True):
            one.take(part, frame, as_of)

    def leave_out(self, lines: Mapping[str, int]) -> None:
        """Remember that subjects have rows that are rejected, each with the first line of them."""
        for one in self.passes:
            one.leave_out(lines)

    def sums(self, refuse: Callable[[Sequence[Rejection]], None], told: Callable[[int], None]) -> SubjectSums:
        """Return what the subjects come to; `refuse` hears of those that have no sums on a side."""
        totals: list[SubjectTotals] = []
        done = 0
        for name, one in zip(_SIDES, self.passes, strict=True):
            sink = open_sink(self._file(name), self._file(name), self.folder)

            def count(rows: int, before: int = done) -> None:
                told(before + rows)

            # Rejected rows are the same on both sides, so the second side adds only what is its own.
            totals.append(one.run(sink, _silent if totals else refuse, count))
            sink.close({})
            done += one.rows
        now, then = (one.refused for one in self.passes)
        for subject, wrong in then.items():
            refuse([one for one in wrong if one not in now.get(subject, ())])
        rejected = totals[0].rejected + len(then.keys() - now.keys())
        result = SubjectSums(subjects=totals[0].subjects, rejected=rejected)
        keys = {_words(key): key for one in totals for key in one.sums}
        for frame in self._joined(sorted(now.keys() ^ then.keys())):
            for key, move, sums in _moves(frame, keys):
                result.add(key, move, sums)
        return result

    def _file(self, side: str) -> Path:
        return self.folder / f"{side}.parquet"

    def _joined(self, apart: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yield the totals of both sides, a range of subjects at a time, `apart` left out."""
        files = [pl.scan_parquet(self._file(name)).filter(pl.col("what") == "total") for name in _SIDES]
        shares = pl.scan_parquet(self.folder / "shares" / "*.parquet").rename({SUBJECT_KEY: _HEAD})
        rows = max(one.select(pl.len()).collect().item() for one in files)
        ranges = -(-rows // _RANGE)
        width = -(-_HASHES // max(ranges, 1))
        for index in range(ranges):
            first, last = index * width, min((index + 1) * width, _HASHES) - 1
            here = pl.col(_HEAD).hash().is_between(pl.lit(first, pl.UInt64), pl.lit(last, pl.UInt64))
            now, then = (each_once(one.filter(here).collect()) for one in files)
            both = now.join(
                then, on=[_HEAD, *_NAMES], how="full", coalesce=True, nulls_equal=True, suffix="_then"
            )
            both = both.filter(~pl.col(_HEAD).is_in(list(apart)))
            yield self._with_shares(both, shares.filter(here).collect().rename({_HEAD: SUBJECT_KEY}))

    def _with_shares(self, both: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
        """Return joined lines with the bounds of their change, by the ends and by what the rows add."""
        added = together(shares).rename({SUBJECT_KEY: _HEAD})
        mixed = added.group_by(_HEAD).agg(pl.col("mixed").any())
        words = pl.DataFrame(
            [(place, *_words(key)) for place, key in enumerate(self.shares.keys)],
            schema={TOTAL: pl.Int64, **dict.fromkeys(_NAMES, pl.String)},
            orient="row",
        )
        own = added.drop("mixed").join(words, on=TOTAL, how="inner")
        found = both.join(own, on=[_HEAD, *_NAMES], how="left", nulls_equal=True).join(
            mixed, on=_HEAD, how="left"
        )
        told = pl.lit(self.shares.known) & ~pl.col("mixed").fill_null(value=False)
        low = pl.when(told & ~pl.col("no_low").fill_null(value=False)).then(pl.col("low").fill_null(0))
        high = pl.when(told & ~pl.col("no_high").fill_null(value=False)).then(pl.col("high").fill_null(0))
        return found.with_columns(low.alias("low"), high.alias("high"))


def _silent(_: Sequence[Rejection]) -> None:
    """Hear of rejections that are told elsewhere."""


def each_once(frame: pl.DataFrame) -> pl.DataFrame:
    """Return one line for each subject and total: sums without a bound stand in a line of their own there.

    >>> two = {"subject": ["a", "a"], "payee": [None, None], "payer": [None, None], "every": [None, None]}
    >>> frame = pl.DataFrame({**two, "strength": ["hard", "hard"], "least": [1, 2], "most": [3, None]})
    >>> each_once(frame.with_columns(pl.col("payee", "payer", "every").cast(pl.String))).rows()
    [('a', None, None, None, 'hard', 3, None, True)]
    """
    most = pl.when(pl.col("most").is_null().any()).then(None).otherwise(pl.col("most").sum())
    added = frame.group_by(_HEAD, *_NAMES).agg(pl.col("least").sum(), most.alias("most"))
    return added.with_columns(pl.lit(value=True).alias("there"))


def _words(key: TotalKey) -> tuple[str | None, ...]:
    payee, payer, every, strength = key
    return (*(None if one is None else one.in_(_LANG) for one in (payee, payer)), every, strength)


def _moves(
    frame: pl.DataFrame, keys: dict[tuple[str | None, ...], TotalKey]
) -> Iterator[tuple[TotalKey, Move, Sums]]:
    """Yield the sums of joined lines; where a side has none of a total, the subject is due 0 of it."""
    ends = []
    for side, suffix in (("now", ""), ("then", "_then")):
        there = pl.col(f"there{suffix}").is_not_null()
        ends += [
            pl.col(f"least{suffix}").fill_null(0).alias(f"{side}_least"),
            pl.when(there).then(pl.col(f"most{suffix}")).otherwise(0).alias(f"{side}_most"),
        ]
    # Null is no bound; these two functions pass it over.
    sums = frame.select(*_NAMES, *ends, "low", "high").with_columns(
        low=pl.max_horizontal("low", pl.col("then_least") - pl.col("now_most")),
        high=pl.min_horizontal("high", pl.col("then_most") - pl.col("now_least")),
    )
    for row in sums.with_columns(move_of().alias("move")).iter_rows(named=True):
        found = Sums(
            units=1,
            now_least=row["now_least"],
            now_most=row["now_most"],
            then_least=row["then_least"],
            then_most=row["then_most"],
            low=row["low"],
            high=row["high"],
            open_now=int(row["now_most"] is None),
            open_then=int(row["then_most"] is None),
        )
        yield keys[tuple(row[name] for name in _NAMES)], Move(row["move"]), found


__all__ = ["People", "each_once"]
