"""Cold start: a fresh process imports an engine, loads the eight rules and answers one case.

Processes take turns, so that each meets the same moments of the machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from bench.settings import Settings
from bench.ways import PEERS

ROOT: Final = Path(__file__).resolve().parents[1]
_NOTHING: Final = "pass"
_BASELINE: Final = """
from bench import baseline, facts
baseline.decide(1, facts.SAMPLE)
"""
_OURS: Final = """
from bench.cases import case_of, load_book
from bench.facts import SAMPLE
from xixia_gov import assess
assess(load_book(), case_of(SAMPLE))
"""
_PEER: Final = """
from bench.facts import SAMPLE
from bench.peers import {module} as peer
peer.decide(peer.load(), peer.prepared(SAMPLE))
"""


@attrs.frozen
class Start:
    """The median milliseconds from starting a process to its first answer, and what Python itself takes."""

    what: str
    milliseconds: float
    rounds: int


def measures(settings: Settings) -> Iterator[Start]:
    """Yield how long each takes; one round before is not counted, in which files come into memory."""
    programs = {"Python itself": _NOTHING, "baseline": _BASELINE, "xixia-gov": _OURS}
    programs |= {module: _PEER.format(module=module) for module in PEERS}
    taken: dict[str, list[float]] = {what: [] for what in programs}
    for number in range(settings.starts + 1):
        for what, program in programs.items():
            started = time.perf_counter()
            subprocess.run(  # noqa: S603 - the programs above
                [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True
            )
            if number:
                taken[what].append(1000 * (time.perf_counter() - started))
    for what, times in taken.items():
        yield Start(what, statistics.median(times), len(times))
