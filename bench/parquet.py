"""Many rows from Parquet to Parquet by the command: how long it takes, and the most memory it holds."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from bench import columns, staged_polars
from bench.agree import DisagreementError
from bench.cases import AS_OF, RULES
from bench.facts import MONEY
from bench.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[1]
PART: Final = 1_000_000
MIB: Final = 1024


HEADS: Final = {f"{staged_polars.ROOT}.{name}": f"{staged_polars.ROOT}.{name} (fen)" for name in MONEY}
"""The heads of sums in whole fen, which a registry has to say."""
CHECKED: Final = 10_000


@attrs.frozen
class Stream:
    """What a run of the command on so many rows took: seconds, and the most memory in MiB."""

    rows: int
    seconds: float
    peak_mib: float


def measures(settings: Settings) -> Iterator[Stream]:
    """Yield what the largest of the tables takes."""
    count = max(settings.rows)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "registry.parquet", Path(folder) / "answers.parquet"
        _write_apart(source, count)
        command = [sys.executable, "-m", "xixia_gov.cli", "batch", str(source), str(target)]
        command += ["--rules", str(RULES), "--vocabulary", "bench.vocabulary:VOCABULARY"]
        command += ["--matter", "Dossier", "--key", staged_polars.KEY, "--as-of", AS_OF.isoformat()]
        started = time.perf_counter()
        with (Path(folder) / "said.txt").open("w+b") as said:
            process = subprocess.Popen(  # noqa: S603 - this project's own command
                command, cwd=ROOT, stdout=said, stderr=said
            )
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            if os.waitstatus_to_exitcode(status):
                said.seek(0)
                raise RuntimeError(said.read().decode()[-2000:])
        _check(source, target, count)
        yield Stream(count, seconds, used.ru_maxrss / MIB)


def _write_apart(path: Path, count: int) -> None:
    """Write a registry in a process of its own: what this one held would count as held by its child."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(_write, path, count).result()


def _write(path: Path, count: int) -> None:
    """Write a registry of generated rows, a tenth of the facts null, a part of the file at a time."""
    base = columns.base()
    part = columns.grow(base, min(count, PART))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(-(-count // PART)):
            frame = staged_polars.frame(part, nulls=0.1, seed=number).head(count - number * PART)
            keyed = frame.with_columns(pl.col(staged_polars.KEY) + number * PART)
            keyed.rename(HEADS).write_parquet(Path(folder) / f"{number:04d}.parquet")
        pl.scan_parquet(Path(folder) / "*.parquet").sink_parquet(path)


def _check(source: Path, target: Path, count: int) -> None:
    """Raise `DisagreementError` where the first or last rows are not what the staged program says."""
    given, answers = pl.scan_parquet(source), pl.scan_parquet(target)
    if answers.select(pl.len()).collect().item() != count:
        message = "not every row is answered"
        raise DisagreementError(message)
    for start in (0, max(count - CHECKED, 0)):
        facts = given.slice(start, CHECKED).collect().rename({said: name for name, said in HEADS.items()})
        wanted = staged_polars.decide(facts).select(pl.exclude(r"^.*\.force$"))
        said = answers.slice(start, CHECKED).select(wanted.columns).collect()
        codes = said.with_columns(pl.col(r"^.*\.outcome$").to_physical().cast(pl.Int8))
        if not codes.equals(wanted):
            message = f"the rows from {start} on are not answered as the staged program answers them"
            raise DisagreementError(message)
