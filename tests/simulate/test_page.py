"""The page on what-ifs shows what the program prints, and its Python runs.

With XIXIA_GOLDEN=write what is shown is written anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent.parent / "docs" / "simulate.md"
DIGESTS = r"[0-9a-f]{12} → [0-9a-f]{12}"
TEXT = PAGE.read_text(encoding="utf-8")


def without_digests(page: str) -> str:
    """Return a page without the digests of the rulebooks, which any edit of any rule changes."""
    assert len(re.findall(DIGESTS, page)) == 1
    return re.sub(DIGESTS, "", page)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the registry of the page."""
    (table,) = re.findall(r"```csv\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "appliances.csv").write_text(table, encoding="utf-8")
    return tmp_path


def test_the_page_shows_real_output(folder: Path) -> None:
    [(words, output)] = re.findall(r"```console\n\$ xixia-gov ([^\n]*)\n(.*?)```", TEXT, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", *words.split()],
        cwd=folder,
        env={**os.environ, "COLUMNS": "110"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if os.environ.get("XIXIA_GOLDEN") == "write":
        PAGE.write_text(TEXT.replace(f"{words}\n{output}```", f"{words}\n{done.stdout}```"), encoding="utf-8")
    assert (without_digests(done.stdout), done.stderr, done.returncode) == (without_digests(output), "", 0)


def test_the_python_of_the_page_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    found: dict[str, object] = {}
    exec(compile(code, str(PAGE), "exec"), found)  # noqa: S102 - the page's own example
    assert "cost" in found
