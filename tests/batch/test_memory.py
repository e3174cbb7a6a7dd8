"""A registry takes no more memory the longer it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

PEAK = """
import resource, sys
from xixia_gov.cli.main import cli
code = cli.main(sys.argv[1:], standalone_mode=False)
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
DEEP = os.environ.get("XIXIA_HYPOTHESIS_PROFILE") == "deep"


def registry(path: Path, rows: int) -> Path:
    """Write a registry whose every row has another key and another price, in pieces."""
    pieces = path.with_suffix(".pieces")
    pieces.mkdir()
    for start in range(0, rows, 500_000):
        number = pl.int_range(start, min(start + 500_000, rows), eager=True)
        pl.DataFrame({"ref": "R" + number.cast(pl.String), "单价（分）": number * 97 % 900_000}).with_columns(
            pl.col("单价（分）").alias("最终成交价格（分）"),
            家电品类=pl.lit("冰箱"),
        ).write_parquet(pieces / f"{start:09}.parquet")
    pl.scan_parquet(pieces / "*.parquet").sink_parquet(path)
    return path


def peak(path: Path, out: Path, *more: str) -> float:
    """Return the most memory a run takes, in MiB."""
    ask = ["--matter", "家电", "--as-of", "2024-12-31", "--chunk", "20000", *more]
    done = subprocess.run(
        [sys.executable, "-c", PEAK, "batch", path, out, *ask], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return int(done.stderr.splitlines()[-1].split()[1]) / unit


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell how much memory was used")
@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_ten_times_the_rows_take_the_room_of_the_rows(tmp_path: Path, suffix: str) -> None:
    few = peak(registry(tmp_path / "few.parquet", 200_000), tmp_path / f"few.out.{suffix}")
    many = peak(registry(tmp_path / "many.parquet", 2_000_000), tmp_path / f"many.out.{suffix}")
    # The keys, prices and answers of 1,800,000 rows alone are more than 180 MiB.
    assert many - few < 90


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell how much memory was used")
def test_millions_of_rows_take_less_than_a_gigabyte(tmp_path: Path) -> None:
    rows = 10_000_000 if DEEP else 3_000_000
    path, out = registry(tmp_path / "in.parquet", rows), tmp_path / "out.parquet"
    assert peak(path, out, "--chunk", "131072") < 1024
    assert pl.scan_parquet(out).select(pl.len()).collect().item() == rows
