"""A run of many rounds: each draws a damaged file by its number and tries it; what breaks is shrunk."""

from __future__ import annotations

import random
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Final

import attrs

from fuzz.shrink import shrunk
from fuzz.targets import Input, Target, forget, target_of

SECONDS: Final = 30
"""How long one file may take: a longer one is a fault."""
_BATCH: Final = 500


class TooLongError(Exception):
    """A file took longer than `SECONDS`."""


@attrs.frozen
class Fault:
    """A file that broke something: its seed and round, the smallest form of it, and the traceback."""

    seed: int
    number: int
    input: Input
    trace: str

    def save(self, folder: Path) -> Path:
        """Write the smallest input and the traceback beside it; return where the input is."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.seed}-{self.number}-{self.input.target}-{Path(self.input.name).name}"
        path.write_bytes(self.input.raw)
        path.with_name(f"{path.name}.trace.txt").write_text(
            f"{self.input.target} {self.input.name} {self.input.matter}\n\n{self.trace}", "utf-8"
        )
        return path


@attrs.define
class Count:
    """How many files were answered and refused, by target, and what broke."""

    answered: Counter[str] = attrs.field(factory=Counter)
    refused: Counter[str] = attrs.field(factory=Counter)
    faults: list[Fault] = attrs.field(factory=list)

    def add(self, other: Count) -> None:
        """Take in the count of a batch."""
        self.answered += other.answered
        self.refused += other.refused
        self.faults += other.faults

    @property
    def rounds(self) -> int:
        """How many files were tried."""
        return self.answered.total() + self.refused.total() + len(self.faults)


def fuzz_round(seed: int, number: int, target: Target | None = None) -> bool | Fault:
    """Return whether the file of a round was answered (else it was refused), or what it broke.

    The file depends on the seed and the number alone.
    """
    target = target or target_of(number)
    draw = random.Random(f"{seed}:{number}")  # noqa: S311 - the same file every time, no secret
    one = target.draw(draw)
    try:
        with _within(SECONDS):
            return target.attempt(one)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        trace, place = traceback.format_exc(), _place(error)
    raw = shrunk(one.raw, lambda raw: _breaks(target, attrs.evolve(one, raw=raw), place))
    return Fault(seed, number, attrs.evolve(one, raw=raw), trace)


def _breaks(target: Target, one: Input, place: tuple[str, int]) -> bool:
    try:
        with _within(SECONDS):
            target.attempt(one)
    except Exception as error:  # noqa: BLE001 - as above
        return _place(error) == place
    return False


def _place(error: Exception) -> tuple[str, int]:
    """Return the kind of an exception and the line it was raised on."""
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__, (frames[-1].lineno or 0) if frames else 0


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raise `TooLongError` in what takes longer, where the system has an alarm."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def batch(seed: int, first: int, last: int) -> Count:
    """Run the rounds from `first` to before `last` in this process."""
    count = Count()
    for number in range(first, last):
        result = fuzz_round(seed, number)
        name = target_of(number).name
        if isinstance(result, Fault):
            count.faults.append(result)
        elif result:
            count.answered[name] += 1
        else:
            count.refused[name] += 1
    return count


def fuzz(seed: int, rounds: int, jobs: int, tell: Callable[[Count], None] | None = None) -> Count:
    """Run many rounds in several processes; `tell` is called with the count after each batch."""
    count = Count()
    if jobs == 1:
        count.add(batch(seed, 0, rounds))
        forget()
        return count
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_prepare) as pool:
        waiting = [
            pool.submit(batch, seed, first, min(first + _BATCH, rounds)) for first in range(0, rounds, _BATCH)
        ]
        for one in waiting:
            count.add(one.result())
            if tell is not None:
                tell(count)
    return count


def _prepare() -> None:
    import atexit  # noqa: PLC0415 - in the processes of a pool alone

    atexit.register(forget)


__all__ = ["Count", "Fault", "batch", "fuzz", "fuzz_round"]
