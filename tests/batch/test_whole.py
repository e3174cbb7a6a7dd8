"""An output is whole or absent, whatever ends the run: a kill, an interruption, a full disk, a second run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from xixia_gov.batch.whole import workshop
from xixia_gov.errors import InputError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of a process are POSIX's")

DEEP = os.environ.get("XIXIA_HYPOTHESIS_PROFILE") == "deep"
MOMENTS = 20 if DEEP else 4
ROWS = 60_000
COMMAND = [sys.executable, "-m", "xixia_gov.cli", "batch"]
ASK = ["--matter", "家电", "--as-of", "2024-12-31", "--lang", "en", "--chunk", "2000"]
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from xixia_gov.cli.main import cli
cli.main(sys.argv[2:])
"""


def registry(path: Path, rows: int) -> Path:
    """Write a registry of appliances whose prices are all different."""
    number = pl.int_range(rows, eager=True)
    frame = pl.DataFrame(
        {"ref": number, "单价（分）": 100_000 + number, "最终成交价格（分）": 90_000 + number}
    )
    frame.with_columns(pl.lit("冰箱").alias("家电品类")).write_parquet(path)
    return path


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return registry(tmp_path_factory.mktemp("registry") / "in.parquet", ROWS)


@pytest.fixture(scope="module")
def seconds(source: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return how long a run takes that nothing ends."""
    begun = time.monotonic()
    out = tmp_path_factory.mktemp("whole") / "out.parquet"
    assert subprocess.run([*COMMAND, source, out, *ASK], capture_output=True, check=False).returncode == 0
    return time.monotonic() - begun


def visible(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if not one.name.startswith("."))


def moments(count: int, seconds: float) -> Iterator[float]:
    """Yield moments of a run at random, most of them while it reads and writes."""
    chance = random.Random(count)  # noqa: S311 - when to kill a process is no secret
    for _ in range(count):
        yield chance.uniform(0.3, 1.1) * seconds


def ended(source: Path, out: Path, how: signal.Signals) -> int:
    """End a run while it writes, and return its code."""
    words: list[str | Path] = [*COMMAND, source, out, *ASK]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    parts = out.parent / f".{out.name}.batch" / "files" / "0.parquet.parts"
    until = time.monotonic() + 60
    while len(list(parts.glob("*"))) < 2 and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(how)
    process.communicate(timeout=60)
    return process.returncode


def killed(source: Path, out: Path, after: float, how: signal.Signals) -> int:
    process = subprocess.Popen(
        [*COMMAND, source, out, *ASK], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    time.sleep(after)
    process.send_signal(how)
    process.communicate(timeout=60)
    return process.returncode


def test_killed_at_any_moment_the_output_is_whole_or_absent(
    source: Path, seconds: float, tmp_path: Path
) -> None:
    out = tmp_path / "out.parquet"
    codes = []
    for after in moments(MOMENTS, seconds):
        for name in visible(tmp_path):
            (tmp_path / name).unlink()
        codes.append(killed(source, out, after, signal.SIGKILL))
        if out.exists():
            assert pl.read_parquet(out).height == ROWS
    assert -signal.SIGKILL in codes
    # What the killed runs left behind is hidden, and the next run takes it away.
    done = subprocess.run([*COMMAND, source, out, *ASK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "out.parquet",
        "out.parquet.legend.json",
        "out.parquet.rejected.csv",
    ]


def test_killed_in_the_middle_the_output_before_it_is_untouched(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    small = registry(tmp_path / "small.parquet", 10)
    assert subprocess.run([*COMMAND, small, out, *ASK], capture_output=True, check=False).returncode == 0
    before = {name: (tmp_path / name).read_bytes() for name in visible(tmp_path)}
    assert ended(source, out, signal.SIGKILL) == -signal.SIGKILL
    assert {name: (tmp_path / name).read_bytes() for name in visible(tmp_path)} == before


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_a_run_leaves_nothing_behind(
    source: Path, tmp_path: Path, how: signal.Signals, code: int
) -> None:
    assert ended(source, tmp_path / "out.parquet", how) == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", ["out.parquet", "out.csv", "out.xlsx"])
@pytest.mark.parametrize("size", [20_000, 200_000])
def test_a_full_disk_is_told_and_leaves_no_half_file(
    source: Path, tmp_path: Path, target: str, size: int
) -> None:
    out = tmp_path / target
    out.write_bytes(b"the output before")
    ask = [*ASK[:-1], "30000"]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), "batch", source, out, *ask],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 2
    assert done.stderr == f"{out}: it could not be written, all stands as before: File too large\n"
    assert out.read_bytes() == b"the output before"
    assert [one.name for one in tmp_path.iterdir()] == [target]


def test_a_second_run_is_refused_while_another_writes_the_same_output(tmp_path: Path) -> None:
    small = registry(tmp_path / "small.parquet", 10)
    out = tmp_path / "out.parquet"
    with workshop(out) as shop:
        made = shop.file(out)
        made.write_bytes(b"whole")
        done = subprocess.run([*COMMAND, small, out, *ASK], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith(f"{out}: another run is writing this file")
        shop.put(made)
    assert out.read_bytes() == b"whole"
    # Once the other is done, the same run goes through.
    assert subprocess.run([*COMMAND, small, out, *ASK], capture_output=True, check=False).returncode == 0
    assert pl.read_parquet(out).height == 10


def test_runs_one_after_the_other_never_meet_a_lock_that_is_gone(tmp_path: Path) -> None:
    small = registry(tmp_path / "small.parquet", 10)
    out = tmp_path / "out.parquet"
    runs = [
        subprocess.Popen([*COMMAND, small, out, *ASK], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    codes = []
    for one in runs:
        _, said = one.communicate(timeout=120)
        codes.append(one.returncode)
        assert one.returncode == 0 or b"another run is writing this file" in said
    assert 0 in codes
    assert pl.read_parquet(out).height == 10
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_fault_on_the_way_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")

    def fail() -> None:
        with workshop(out) as shop:
            shop.file(out).write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert out.read_text(encoding="utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_an_output_needs_a_place_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"), workshop(tmp_path):
        pass
    with pytest.raises(InputError, match="there is no such folder"), workshop(tmp_path / "a" / "b.csv"):
        pass


def test_the_rejected_rows_may_go_to_another_folder(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("编号,单价\na,4999\nb,面议\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "side").mkdir()
    words: list[str | Path] = [
        source,
        tmp_path / "out" / "a.csv",
        "--rejected",
        tmp_path / "side" / "b.csv",
        *ASK,
    ]
    assert subprocess.run([*COMMAND, *words], capture_output=True, check=False).returncode == 1
    assert sorted(one.name for one in (tmp_path / "side").iterdir()) == ["b.csv"]
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["a.csv", "a.csv.legend.json"]
    assert "面议" in (tmp_path / "side" / "b.csv").read_text(encoding="utf-8")


def test_who_reads_the_old_output_reads_it_to_its_end(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("the output before", encoding="utf-8")
    with out.open(encoding="utf-8") as reading, workshop(out) as shop:
        made = shop.file(out)
        made.write_text("new", encoding="utf-8")
        shop.put(made)
        assert reading.read() == "the output before"
    assert out.read_text(encoding="utf-8") == "new"
