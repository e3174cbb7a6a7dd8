"""Where starting goes: fresh processes take turns, each beside one that only imports what it is held against.

`python -m bench.start` prints a small table and the same as JSON. What is measured is an installed program:
the modules are compiled to bytecode before, as pip does it, and the form of the rulebook is fresh, as in a
wheel. Both the time on the clock and that of the processor are given; on a busy machine the second varies
less. The whole process counts, from its start to its end.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import attrs
from hatch_build import make_ready

from bench.pairs import Ratio, ratio_of

ROOT: Final = Path(__file__).resolve().parents[1]
ATTRS: Final = ("-c", "import attrs")
ALL_THREE: Final = ("-c", "import attrs, cattrs, click")
_LOAD: Final = "import xixia_gov; xixia_gov.load_rulebook({})"


@attrs.frozen
class Program:
    """A program for a fresh interpreter, what it is held against, and how many times that it may take."""

    what: str
    words: tuple[str, ...]
    against: tuple[str, ...]
    bar: float | None = None


@attrs.frozen
class Started:
    """What a program takes as a multiple of another: on the clock, and of the processor."""

    what: str
    against: str
    bar: float | None
    clock: Ratio
    processor: Ratio


def programs() -> list[Program]:
    """Return the imports, the two ways of loading, and a first answer for each example case."""
    folder = str(ROOT / "rules")
    found = [
        Program("import xixia_gov", ("-c", "import xixia_gov"), ATTRS, 1.25),
        Program("load_rulebook()", ("-c", _LOAD.format("")), ALL_THREE),
        Program("load_rulebook(FOLDER)", ("-c", _LOAD.format(repr(folder))), ALL_THREE),
    ]
    for path in sorted((ROOT / "examples").glob("*.toml")):
        words = ("-m", "xixia_gov.cli", "check", str(path), "--format", "json")
        found.append(Program(f"check {path.name} --format json", words, ALL_THREE, 2.0))
    return found


def measured(program: Program, pairs: int) -> Started:
    """Return how a program compares over some pairs of runs; one pair before is not counted."""
    clock: list[tuple[float, float]] = []
    processor: list[tuple[float, float]] = []
    for number in range(pairs + 1):
        order = (program.words, program.against)
        runs = [_run(words) for words in (order if number % 2 else order[::-1])]
        one, other = runs if number % 2 else runs[::-1]
        if number:
            clock.append((one[0], other[0]))
            processor.append((one[1], other[1]))
    against = program.against[-1]
    return Started(program.what, against, program.bar, ratio_of(clock), ratio_of(processor))


def _run(words: Sequence[str]) -> tuple[float, float]:
    """Return the nanoseconds a fresh interpreter takes for a program: on the clock, and of the processor."""
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before, started = _used(), time.perf_counter_ns()
    subprocess.run(  # noqa: S603 - the programs above
        [sys.executable, *words], cwd=ROOT, env=environ, check=True, capture_output=True
    )
    return float(time.perf_counter_ns() - started), 1e9 * (_used() - before)


def _used() -> float:
    """Return the seconds that the processor has worked for the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _line(one: Started) -> str:
    bar = "" if one.bar is None else f"{one.bar:.2f}"
    return (
        f"{one.what:46} {one.clock.one_ns / 1e6:8.1f} {one.clock.median:8.2f} {one.processor.median:10.2f}"
        f" {bar:>6}  {one.against}"
    )


def main() -> None:
    """Measure, print a table for people and a line of JSON for programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15, help="how many pairs of processes for each ratio")
    parser.add_argument("--json", action="store_true", help="print the JSON alone")
    asked = parser.parse_args()
    make_ready()
    found = [measured(program, max(asked.pairs, 2)) for program in programs()]
    lines = [] if asked.json else [*_table(found), ""]
    sys.stdout.write("\n".join([*lines, json.dumps([attrs.asdict(one) for one in found]), ""]))


def _table(found: Sequence[Started]) -> Iterator[str]:
    yield f"{'program':46} {'ms':>8} {'clock':>8} {'processor':>10} {'bar':>6}  held against"
    yield from map(_line, found)
    spread = statistics.median(one.clock.high / one.clock.low for one in found)
    python = sys.version.split()[0]
    yield f"Python {python}; upper over lower quartile of the ratios on the clock {spread:.2f}"


if __name__ == "__main__":
    main()
