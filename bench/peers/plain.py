"""The generator's facts for engines without exact money or months: fen and yyyymmdd as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bench.baseline import Answer
from bench.facts import DATES, MONEY, OUT, Facts

NOTE: Final = "money as whole fen, dates as whole numbers yyyymmdd"

SUMS: Final = ("r1", "r2", "r3", "r4")
RANGES: Final = ("r5_lo", "r5_hi", "r6_lo", "r6_hi")
TRUTHS: Final = ("r8_season", "r8_high", "r8_restr", "r8_proh")


def prepared(facts: Facts) -> dict[str, Any]:
    """Return the facts with money in fen and dates as yyyymmdd, both whole numbers."""
    money = {name: int(facts[name].scaleb(2)) for name in MONEY}
    dates = {name: int(facts[name].replace("-", "")) for name in DATES}
    return {**facts, **money, **dates}


def in_order(said: Mapping[str, Any]) -> Answer:
    """Return answers by the names of `facts.OUT`, sums in fen, in the form of `bench.cases.expected`.

    Raises `KeyError` for an answer that is not there and `ValueError` for a part of a fen.
    """
    if set(said) != set(OUT):
        raise KeyError(sorted(set(OUT) ^ set(said)))
    sums = [_whole(said[name]) for name in SUMS for _ in range(2)]
    ranges = [_whole(said[name]) for name in RANGES]
    skill = _whole(said["r7"])
    return (*sums, *ranges, skill, skill, *(said[name] for name in TRUTHS))


def by_rule(said: Sequence[Any]) -> Answer:
    """Return the answers of the eight rules, two of them pairs and the last fourfold, in that form too."""
    r1, r2, r3, r4, r5, r6, r7, r8 = said
    return in_order(
        {"r1": r1, "r2": r2, "r3": r3, "r4": r4, "r7": r7}
        | dict(zip(RANGES, (*r5, *r6), strict=True))
        | dict(zip(TRUTHS, r8, strict=True))
    )


def _whole(value: Any) -> int:
    if int(value) != value:
        message = f"{value} is not a whole number of fen"
        raise ValueError(message)
    return int(value)
