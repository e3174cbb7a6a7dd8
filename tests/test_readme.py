"""The README shows what the programs print, and its Python runs.

With XIXIA_GOLDEN=write what is shown is written anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ xixia-gov (?P<args>[^\n]*)\n(?P<output>.*?)```", README, re.DOTALL)


def run(*args: str) -> str:
    environment = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", *args],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.mark.parametrize(("args", "output"), CONSOLE, ids=[args for args, _ in CONSOLE])
def test_the_readme_shows_real_output(args: str, output: str) -> None:
    printed = run(*args.split())
    if os.environ.get("XIXIA_GOLDEN") == "write":
        page = ROOT / "README.md"
        page.write_text(page.read_text(encoding="utf-8").replace(output, printed), encoding="utf-8")
    assert printed == output


def test_the_readme_shows_a_chinese_and_an_english_answer() -> None:
    assert [args.split()[1] for args, _ in CONSOLE] == ["zh", "en"]


def test_the_ten_lines_of_python_run_and_pay_489_90() -> None:
    [block] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", block],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    first = done.stdout.splitlines()[0]
    # 10% of 4899 yuan
    assert first.startswith("trade_in.appliance eligible Amount(least=Money(fen=48990)")
