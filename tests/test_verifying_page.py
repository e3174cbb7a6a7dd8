"""The page on verifying shows what the program prints, and its Python runs."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "verifying.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_slip_on_the_page_is_found_as_it_is_shown(tmp_path: Path) -> None:
    for name, text in re.findall(r"```toml\n# (\S+)\n(.*?)```", TEXT, re.DOTALL):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    [(words, output)] = re.findall(r"```console\n\$ xixia-gov ([^\n]*)\n(.*?)```", TEXT, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", *words.split()],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr, done.returncode) == (output, "", 1)


def test_the_python_on_the_page_runs() -> None:
    assert doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8").failed == 0
