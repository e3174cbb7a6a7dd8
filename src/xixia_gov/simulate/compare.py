"""Two answers to the same rows, set against each other column by column; only sums are handed on.

The two ends of a sum may hang on the same unknown fact, so that the difference of the ends says little: a
television that may be on an open list gets 0 to 1,000 yuan under either cap. What is bounded here is the
difference of one row's sums. A clause that is the same under both rulebooks holds under both or under
neither, so the difference is that of what differs alone, or it is 0. And where figures alone move, and no sum
of the rule can go but one way, no difference goes the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs
import polars as pl

from xixia_gov.batch.plan import UNITS
from xixia_gov.engine.verdict import NO_CODE, YES_CODE
from xixia_gov.simulate.difference import RuleDifference
from xixia_gov.simulate.direction import Way
from xixia_gov.simulate.result import Cell, Move, Sums

_HALF: Final = 1 << 26
"""Sums are added in two halves, so that no column of them passes 64 bits."""
_ENDS: Final = ("now_least", "now_most", "then_least", "then_most", "low", "high")
_BOUNDED: Final = ("now_least", "then_least")
_OPEN: Final = ("now_most", "then_most", "low", "high")
_CATEGORY: Final = "category"


@attrs.frozen
class Answered:
    """The answers of two rulebooks to the same rows, in the same order.

    `moved_now` and `moved_then` are those of the same rulebooks whose rules ask the conditions that differ
    alone; None where no rule is so.
    """

    now: pl.DataFrame
    then: pl.DataFrame
    moved_now: pl.DataFrame | None = None
    moved_then: pl.DataFrame | None = None


def ends_of(
    answered: Answered, rules: Mapping[str, tuple[RuleDifference, bool]]
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield for each rule the rows with their outcomes, sums, the bounds of their difference, and the move.

    `rules` has how a rule differs and whether it pays.
    """
    for id_, (difference, pays) in rules.items():
        yield id_, _ends(answered, difference, pays=pays)


def compared(
    ends: Iterable[tuple[str, pl.DataFrame]], units: pl.Series | None, categories: Mapping[str, pl.Series]
) -> Iterator[tuple[Cell, Sums]]:
    """Yield what each rule comes to, for all rows and for each category of each fact.

    `units` has how many units each row stands for; `categories` the category of each row, by the fact.
    """
    for id_, rows in ends:
        frame = rows.with_columns(weights(units, rows.height))
        yield from _summed(frame, id_, "")
        for path, category in categories.items():
            yield from _summed(frame.with_columns(category.alias(_CATEGORY)), id_, path)


def weights(units: pl.Series | None, rows: int) -> pl.Series:
    """Return how many units each of some rows stands for, 1 where nothing is said.

    >>> weights(pl.Series([None, 3]), 2).to_list()
    [1, 3]
    """
    if units is None:
        return pl.Series(UNITS, [1], dtype=pl.Int64).new_from_index(0, rows)
    return units.fill_null(1).cast(pl.Int64).alias(UNITS)


def _ends(answered: Answered, difference: RuleDifference, *, pays: bool) -> pl.DataFrame:
    """Return the outcomes of one rule, its sums, the bounds of their difference, and the move."""
    id_ = difference.rule
    columns = [
        _outcome(answered.now, id_, difference.now).alias("before"),
        _outcome(answered.then, id_, difference.then).alias("after"),
    ]
    for side, frame in (("now", answered.now), ("then", answered.then)):
        least, most = _sum(frame, id_, pays=pays)
        columns += [least.alias(f"{side}_least"), most.alias(f"{side}_most")]
    asked_again = difference.touched and difference.moved is not None and pays
    if asked_again and answered.moved_now is not None:
        assert answered.moved_then is not None  # noqa: S101 - both or neither
        columns += _by_what_differs(answered.moved_now, answered.moved_then, difference)
    frame = pl.DataFrame(columns)
    if not difference.touched:
        frame = frame.with_columns(low=pl.lit(0, pl.Int64), high=pl.lit(0, pl.Int64))
    else:
        frame = frame.with_columns(
            low=pl.col("then_least") - pl.col("now_most"), high=pl.col("then_most") - pl.col("now_least")
        )
        if "moved_low" in frame.columns:
            frame = _narrowed(frame)
        # Null is no bound; these two functions pass it over.
        if difference.way is Way.UP:
            frame = frame.with_columns(low=pl.max_horizontal("low", pl.lit(0, pl.Int64)))
        if difference.way is Way.DOWN:
            frame = frame.with_columns(high=pl.min_horizontal("high", pl.lit(0, pl.Int64)))
    return frame.with_columns(move_of().alias("move"))


def _outcome(frame: pl.DataFrame, id_: str, there: bool) -> pl.Series:  # noqa: FBT001 - what a rulebook has
    if not there:
        return pl.Series([NO_CODE], dtype=pl.Int64).new_from_index(0, frame.height)
    return frame.get_column(f"{id_}.outcome").cast(pl.Int64)


def _sum(frame: pl.DataFrame, id_: str, *, pays: bool) -> tuple[pl.Series, pl.Series]:
    """Return both ends of what a rule pays: 0 where it is not there, or pays nothing on that day."""
    if not pays or f"{id_}.least" not in frame.columns:
        nothing = pl.Series([0], dtype=pl.Int64).new_from_index(0, frame.height)
        return nothing, nothing
    least = frame.get_column(f"{id_}.least").cast(pl.Int64)
    most = frame.get_column(f"{id_}.most").cast(pl.Int64)
    # A rule one of whose versions pays nothing says null for both ends; that is no missing bound.
    none = least.is_null()
    return least.fill_null(0), most.zip_with(
        ~none, pl.Series([0], dtype=pl.Int64).new_from_index(0, len(most))
    )


def _by_what_differs(now: pl.DataFrame, then: pl.DataFrame, difference: RuleDifference) -> list[pl.Series]:
    """Return the bounds of the difference where every clause holds that is the same in both.

    Where those that differ hold in both too, and the law of the sum is the same, the sum is, however open.
    """
    id_ = difference.rule
    (now_least, now_most), (then_least, then_most) = _sum(now, id_, pays=True), _sum(then, id_, pays=True)
    low, high = then_least - now_most, then_most - now_least
    if difference.same_sum:
        one, two = now.get_column(f"{id_}.outcome"), then.get_column(f"{id_}.outcome")
        hold = (one == YES_CODE) & (two == YES_CODE)
        nothing = pl.Series([0], dtype=pl.Int64).new_from_index(0, len(hold))
        low, high = nothing.zip_with(hold, low), nothing.zip_with(hold, high)
    return [low.alias("moved_low"), high.alias("moved_high")]


def _narrowed(frame: pl.DataFrame) -> pl.DataFrame:
    """Narrow the bounds of rows to the difference of what differs; to that or 0, if the rest may fail."""
    sure = (pl.col("before") == YES_CODE) | (pl.col("after") == YES_CODE)
    low, high, nothing = pl.col("moved_low"), pl.col("moved_high"), pl.lit(0, pl.Int64)
    least = pl.when(sure | low.is_null()).then(low).otherwise(pl.min_horizontal(low, nothing))
    most = pl.when(sure | high.is_null()).then(high).otherwise(pl.max_horizontal(high, nothing))
    # As below: where one of two bounds is null, the other holds.
    return frame.with_columns(low=pl.max_horizontal("low", least), high=pl.min_horizontal("high", most))


def move_of() -> pl.Expr:
    """Return the move of each row by the bounds `low` and `high` of its difference; null is no bound."""
    low, high = pl.col("low"), pl.col("high")
    moves = [
        (low > 0, Move.GAINS),
        (high < 0, Move.LOSES),
        ((low == 0) & (high == 0), Move.SAME),
        (low >= 0, Move.MAY_GAIN),
        (high <= 0, Move.MAY_LOSE),
    ]
    chosen: Any = pl
    for when, move in moves:
        chosen = chosen.when(when).then(pl.lit(move.value))
    found: pl.Expr = chosen.otherwise(pl.lit(Move.OPEN.value))
    return found


def _summed(frame: pl.DataFrame, id_: str, by: str) -> Iterator[tuple[Cell, Sums]]:
    keys = ["before", "after", "move", UNITS, *([_CATEGORY] if by else [])]
    sums = [
        expression
        for name in _ENDS
        for expression in (
            (pl.col(name) // _HALF).sum().alias(f"{name} halves"),
            (pl.col(name) % _HALF).sum().alias(f"{name} rest"),
        )
    ]
    nulls = [pl.col(name).is_null().sum().alias(f"{name} open") for name in _OPEN]
    for row in frame.group_by(keys).agg(pl.len().alias("rows"), *sums, *nulls).iter_rows(named=True):
        category = row[_CATEGORY] if by else None
        cell = Cell(id_, by, category, Move(row["move"]), int(row["before"]), int(row["after"]))
        yield cell, _sums_of(row)


def _sums_of(row: Mapping[str, Any]) -> Sums:
    units = int(row[UNITS])

    def total(name: str) -> int:
        return units * (int(row[f"{name} halves"]) * _HALF + int(row[f"{name} rest"]))

    def bounded(name: str) -> int | None:
        return None if row[f"{name} open"] else total(name)

    return Sums(
        units=units * int(row["rows"]),
        now_least=total("now_least"),
        now_most=bounded("now_most"),
        then_least=total("then_least"),
        then_most=bounded("then_most"),
        low=bounded("low"),
        high=bounded("high"),
        open_now=units * int(row["now_most open"]),
        open_then=units * int(row["then_most open"]),
    )


__all__ = ["Answered", "compared", "ends_of", "move_of", "weights"]
