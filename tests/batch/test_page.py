"""docs/batch.md shows what its commands print, and says of the columns what the code does."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ xixia-gov (batch .*)\n((?:.*\n)*?)```", PAGE)


@pytest.mark.parametrize(("words", "printed"), SHOWN, ids=[words.split()[1] for words, _ in SHOWN])
def test_a_command_of_the_page_prints_what_the_page_shows(tmp_path: Path, words: str, printed: str) -> None:
    command, source, out, *rest = shlex.split(words)
    done = subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", command, ROOT / source, tmp_path / out, *rest],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "120"},
    )
    assert done.returncode == 1, done.stderr
    shown = printed.removesuffix("…\n")  # the rest is left out
    assert done.stdout[: len(shown)] == shown
    assert (done.stdout == shown) is (printed == shown)


def test_the_page_shows_commands() -> None:
    assert len(SHOWN) == 2
