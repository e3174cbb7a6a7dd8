"""Paired short runs: two ways of doing one thing take turns in one process, and only their ratio counts.

What a run takes varies about twofold from second to second on a shared machine; two short runs side by
side meet the same moment, so their ratio varies far less. The order within a pair alternates, so that
neither always comes second. The median of the ratios is the result, its quartiles say how sure it is.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

import attrs

Run: TypeAlias = Callable[[int], int]
"""Does the work of one pair, given its number, and returns how many items it has done."""

Clock: TypeAlias = Callable[[], int]
"""Says the time, in nanoseconds from some moment."""

LEAST_PAIRS: Final = 5


@attrs.frozen
class Ratio:
    """How long one way takes for an item, as a multiple of the other.

    `low` and `high` are the quartiles of the ratios; `one_ns` and `other_ns` the median nanoseconds
    for an item.
    """

    median: float
    low: float
    high: float
    pairs: int
    one_ns: float
    other_ns: float


def paired(one: Run, other: Run, *, pairs: int, seconds: float, clock: Clock = time.perf_counter_ns) -> Ratio:
    """Return the ratio of `one` to `other` over some pairs of runs, fewer if the seconds are up before.

    `clock` says the time in nanoseconds: that on the wall, or that of the processor, which does not run
    while something else has it.

    Each is run once unmeasured first. What lives at that moment is left out of garbage collection, so that
    collecting is paid for by the work that makes garbage and not by how many cases are in memory.
    """
    one(0)
    other(0)
    gc.collect()
    gc.freeze()
    try:
        taken = list(_taken(one, other, pairs, time.perf_counter() + seconds, clock))
    finally:
        gc.unfreeze()
    return ratio_of(taken)


def ratio_of(taken: Sequence[tuple[float, float]]) -> Ratio:
    """Return the ratio of two ways from the nanoseconds of each pair of runs.

    >>> ratio_of([(3.0, 1.0), (4.0, 2.0), (9.0, 9.0)]).median
    2.0
    """
    ratios = [left / right for left, right in taken]
    low, _, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return Ratio(
        median=statistics.median(ratios),
        low=low,
        high=high,
        pairs=len(ratios),
        one_ns=statistics.median(left for left, _ in taken),
        other_ns=statistics.median(right for _, right in taken),
    )


def _taken(one: Run, other: Run, pairs: int, until: float, clock: Clock) -> Iterator[tuple[float, float]]:
    """Yield the nanoseconds for an item that each of two ways took, pair by pair."""
    for number in range(pairs):
        if number >= LEAST_PAIRS and time.perf_counter() > until:
            return
        if number % 2:
            right = _timed(other, number, clock)
            left = _timed(one, number, clock)
        else:
            left = _timed(one, number, clock)
            right = _timed(other, number, clock)
        yield left, right


def _timed(run: Run, number: int, clock: Clock) -> float:
    started = clock()
    items = run(number)
    return (clock() - started) / items


def over(items: Sequence[object], do: Callable[..., object], *, block: int, repeat: int = 1) -> Run:
    """Return a run over a block of the items, another block for each pair, the block `repeat` times.

    >>> seen = []
    >>> over("abcdef", seen.append, block=2)(1), seen
    (2, ['c', 'd'])
    """
    blocks = [items[at : at + block] for at in range(0, len(items) - block + 1, block)]

    def run(number: int) -> int:
        chosen = blocks[number % len(blocks)]
        for _ in range(repeat):
            for item in chosen:
                do(item)
        return len(chosen) * repeat

    return run


def fitted(items: Sequence[object], do: Callable[..., object], *, at_least: float) -> float:
    """Return the seconds that an item takes, from runs that take at least so many seconds together."""
    done = 0
    started = time.perf_counter()
    while True:
        for item in items:
            do(item)
            done += 1
            taken = time.perf_counter() - started
            if taken >= at_least:
                return taken / done
