"""What starting costs: fresh processes take turns, and what they load is compared pair by pair.

An import is timed by the process itself, so that starting Python does not hide it; an answer on the command
line is timed from outside, with all that belongs to it.
"""

from __future__ import annotations

import functools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import attrs

from bench.pairs import Ratio, ratio_of
from bench.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[1]
_CASE: Final = "examples/refrigerator_and_car.toml"
_TIMED: Final = "import time; t = time.perf_counter_ns(); {statement}; print(time.perf_counter_ns() - t)"


@attrs.frozen
class Started:
    """What one kind of process takes, as a multiple of another."""

    what: str
    ratio: Ratio


def measures(settings: Settings) -> Iterator[Started]:
    """Yield the ratios; one pair before is not counted, in which files come into memory."""
    for statement in ("import xixia_gov", "from xixia_gov import Case, assess, load_rulebook"):
        ratio = _paired(functools.partial(_timed, statement), _attrs, settings.starts)
        yield Started(f"{statement} / import attrs", ratio)
    check = ["-m", "xixia_gov.cli", "check", _CASE, "--format", "json"]
    imports = ["-c", "import attrs, cattrs, click"]
    yield Started(
        "check --format json / import attrs, cattrs, click",
        _paired(lambda: _whole(check), lambda: _whole(imports), settings.starts),
    )


def _paired(one: Callable[[], float], other: Callable[[], float], pairs: int) -> Ratio:
    one()
    other()
    taken = []
    for number in range(pairs):
        first, second = (one, other) if number % 2 else (other, one)
        times = first(), second()
        taken.append(times if number % 2 else times[::-1])
    return ratio_of([(left, right) for left, right in taken])


def _attrs() -> float:
    return _timed("import attrs")


def _timed(statement: str) -> float:
    return float(_run(["-c", _TIMED.format(statement=statement)]))


def _whole(arguments: list[str]) -> float:
    started = time.perf_counter_ns()
    _run(arguments)
    return time.perf_counter_ns() - started


def _run(arguments: list[str]) -> bytes:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603 - from here
