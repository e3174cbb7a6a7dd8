"""Ten thousand rows are decided one by one, in the room of a few hundred."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

DISTRICT = Path(__file__).resolve().parents[1] / "district"
PEAK = """
import resource, sys
from xixia_gov.cli.main import cli
code = cli.main(sys.argv[1:], standalone_mode=False)
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def sheet(folder: Path, rows: int) -> Path:
    """Write rows of a hedge trimmed: two of five left cuttings on the pavement, one does not say.

    Each fifth row is refused: there is no 30 February.
    """
    kinds = ("2024-05-01,是", "2024-05-01,否", "2024-05-01,", "2023-03-01,是", "2024-02-30,是")
    path = folder / f"{rows}.csv"
    head = "编号,修剪日期,修剪物落在人行道上\n"
    path.write_text(head + "".join(f"h{i},{kinds[i % 5]}\n" for i in range(rows)), encoding="utf-8")
    return path


def check(path: Path) -> tuple[str, str, int]:
    """Return what a run prints of one rule of the little rulebook, what is refused, and its peak in KiB."""
    ask = ["--matter", "绿篱修剪", "--subject", "Shop", "--rule", "hedge.clearing", "--as-of", "2024-12-31"]
    ask += ["--rules", str(DISTRICT / "rules"), "--vocabulary", "example_district:VOCABULARY", "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-c", PEAK, "check", str(path), *ask],
        cwd=DISTRICT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    *refused, peak = done.stderr.splitlines()
    assert done.returncode == 1
    return done.stdout, "\n".join(refused), int(peak.split()[1])


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell how much memory was used")
def test_ten_thousand_rows_are_decided_in_the_room_of_a_few_hundred(tmp_path: Path) -> None:
    _, _, few = check(sheet(tmp_path, 500))
    page, refused, many = check(sheet(tmp_path, 10_000))
    assert page.startswith("Cases answered: 8,000, of 8,000 units; rejected: 2,000")
    row = next(line for line in page.splitlines() if line.startswith("Clearing the cuttings "))
    assert row.split()[3:] == ["4,000", "2,000", "2,000"]
    assert sum(": column B, " in line for line in refused.splitlines()) == 2_000
    # Ten thousand cases alone would take more than 20 MiB.
    unit = 1024 if sys.platform == "darwin" else 1
    assert (many - few) / unit < 4 * 1024
