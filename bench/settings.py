"""How much is measured: all of it, or a quick look."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Settings:
    """The sizes of a run of the benchmark.

    `cases` are checked for agreement; `pairs` of short runs are measured for each ratio, fewer once
    `seconds` are up; `rows` are the sizes of the tables; `starts` are rounds of starting processes.
    """

    cases: int
    pairs: int
    seconds: float
    rows: tuple[int, ...]
    starts: int


FULL: Final = Settings(
    cases=10_000, pairs=301, seconds=12.0, rows=(100_000, 1_000_000, 10_000_000), starts=15
)
QUICK: Final = Settings(cases=1_000, pairs=61, seconds=3.0, rows=(100_000, 1_000_000), starts=7)
