"""Growth: what a case costs in a rulebook that also has many rules about other matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from bench.books import grown
from bench.cases import case_of
from bench.facts import rows
from bench.pairs import Ratio
from bench.settings import Settings
from bench.single import compare
from bench.ways import assessed, compiled

TIMES: Final = (1, 10, 100)
"""How many rules about other matters there are for each of the fixed work's own eleven."""


@attrs.frozen
class Grown:
    """What a way takes in a larger rulebook, as a multiple of what it takes in the fixed work's own."""

    way: str
    times: int
    rules: int
    ratio: Ratio


def measures(settings: Settings) -> Iterator[Grown]:
    """Yield the ratio of each way in each larger rulebook to the same way in the fixed work's own."""
    given = [case_of(facts) for facts in rows(settings.cases)]
    small = grown(0)
    for times in TIMES:
        large = grown(times)
        for make in (compiled, assessed):
            few, many = make(small, given), make(large, given)
            yield Grown(few.name, times, len(large.rules), compare(many, few, settings).ratio)
