"""One case at a time: the baseline and every other way of deciding take turns over the same cases."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

import attrs

from bench.agree import Agreement, agreement
from bench.cases import case_of, expected, known_share, load_book
from bench.facts import Facts, rows
from bench.pairs import Ratio, fitted, over, paired
from bench.settings import Settings
from bench.ways import (
    PEERS,
    Way,
    assessed,
    compiled,
    from_text,
    hand_written,
    interpreted,
    peer,
    read_through,
    with_reasons,
)

RUN_SECONDS: Final = 0.004
"""What a run should take: short beside the swings of the machine, long beside the ticks of the clock."""
MOST_CASES: Final = 1000
"""So many cases are in one run at most; the next run has others."""
FEWEST_CASES: Final = 10
UNKNOWN_SEED: Final = 11


@attrs.frozen
class Compared:
    """What one way takes for a case as a multiple of another."""

    way: str
    against: str
    ratio: Ratio


def compare(one: Way, other: Way, settings: Settings) -> Compared:
    """Return the paired ratio of two ways over the same cases, block by block.

    The faster way does a block several times, so that both runs are long enough to be timed. What counts
    is the time of the processor: one case keeps one processor busy, and a neighbour must not count.
    """
    costs = [fitted(way.items[:FEWEST_CASES], way.do, at_least=0.05) for way in (one, other)]
    block = max(FEWEST_CASES, min(MOST_CASES, len(one.items), int(RUN_SECONDS / max(costs))))
    repeats = [max(1, min(round(RUN_SECONDS / (cost * block)), 100)) for cost in costs]
    runs = [
        over(way.items, way.do, block=block, repeat=repeat)
        for way, repeat in zip((one, other), repeats, strict=True)
    ]
    ratio = paired(
        runs[0], runs[1], pairs=settings.pairs, seconds=settings.seconds, clock=time.process_time_ns
    )
    return Compared(one.name, other.name, ratio)


def ways(count: int) -> tuple[Way, list[Way]]:
    """Return the baseline and every other way, over so many generated cases."""
    facts = rows(count)
    given = [case_of(each) for each in facts]
    book = load_book()
    return hand_written(facts), [
        with_reasons(facts),
        compiled(book, given),
        assessed(book, given),
        read_through(book, given),
        from_text(book, facts),
        interpreted(book, given),
        *(peer(module, facts) for module in PEERS),
    ]


def agreements(settings: Settings) -> Iterator[Agreement]:
    """Yield that each way agrees with the baseline; raises `DisagreementError` where one does not."""
    wanted = [expected(facts) for facts in rows(settings.cases)]
    first, others = ways(settings.cases)
    for way in (first, *others):
        yield agreement(way, wanted)


def measures(settings: Settings) -> Iterator[Compared]:
    """Yield the ratio of each way to the baseline, then of each way of zen-engine to each of ours."""
    first, others = ways(settings.cases)
    for way in (*others, _partly_known(first.items)):
        yield compare(way, first, settings)
    for rival in (way for way in others if way.name.startswith("zen")):
        for way in (way for way in others if way.ours):
            yield compare(rival, way, settings)


def _partly_known(facts: Sequence[Facts]) -> Way:
    """Return the compiled rules over the same cases with a tenth of the facts unknown."""
    random = Random(UNKNOWN_SEED)
    given = [case_of(known_share(each, 0.9, random)) for each in facts]
    return compiled(load_book(), given, "verdicts, a tenth of the facts unknown")
