"""Running the program: inside this process with click's runner, or as a process of its own."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from xixia_gov.cli.main import cli

CASE = """as_of = 2024-08-20
subject = { kind = "Citizen" }

[[matters]]
kind = "AppliancePurchase"
buyer_is_individual = true
in_trade_in_activity = true
category = "冰箱"
has_energy_label = true
energy_class = 2
unit_price = "4999"
bought_on = 2024-08-15
"""

Run = Callable[..., Result]
Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run() -> Run:
    """Return what runs the command line in Chinese on a terminal of 120 cells."""
    # The older versions of click mix the two streams unless they are told not to.
    mixes = "mix_stderr" in inspect.signature(CliRunner.__init__).parameters
    keywords: dict[str, Any] = {"mix_stderr": False} if mixes else {}
    runner = CliRunner(**keywords)

    def invoke(*words: str | Path, stdin: bytes | str | None = None, **env: str | None) -> Result:
        settings = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": "zh_CN.UTF-8", "COLUMNS": "120"}
        settings |= {"CI": None, "XIXIA_GAZETTE": None, **env}
        return runner.invoke(cli, [str(word) for word in words], input=stdin, env=settings)

    return invoke


@pytest.fixture
def program() -> Program:
    """Return what runs the program as a process of its own."""

    def start(*words: str | Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "xixia_gov.cli", *map(str, words)],
            input=stdin,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "", **env},
            check=False,
        )

    return start


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return the file of a case: a refrigerator whose final price is missing."""
    path = tmp_path / "fridge.toml"
    path.write_text(CASE, encoding="utf-8")
    return path
