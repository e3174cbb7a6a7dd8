"""The walk of docs/writing-rules.md, taken: its files written, its commands run, its answers compared."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = re.findall(r"```console\n\$ xixia-gov ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)
ANSWERS = re.findall(
    r"^\| `(undetermined|eligible|ineligible)`, (?:from )?([0-9.]+)(, no limit known)? \|", PAGE, re.MULTILINE
)

(FOUND,) = re.findall(r"with `(findings = [^`]+)`", PAGE)

Walk = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """Return what runs the program in a folder with the rules and the files of the page."""
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "XIXIA_GAZETTE"}}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env={**environment, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def program(walk: Walk, command: str) -> subprocess.CompletedProcess[str]:
    return walk("-m", "xixia_gov.cli", *command.split())


def command_of(word: str) -> tuple[str, str]:
    """Return the one command of the page with this word, and what it is said to print."""
    ((command, printed),) = [(command, printed) for command, printed in COMMANDS if word in command]
    return command, printed


def counted(text: str) -> str:
    """Return a text without its numbers, which grow with the rulebook."""
    return re.sub(r"[0-9]+", "N", text)


def test_the_page_writes_one_rule_and_one_case_and_no_python_but_to_run_examples() -> None:
    assert list(FILES) == ["rules/trade_in/green_appliance.toml", "television.toml"]
    (python,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert "check_examples" in python


@pytest.mark.slow
def test_lint_finds_the_new_phrases_alone_and_nothing_once_they_are_looked_up(
    walk: Walk, gazette: Path
) -> None:
    ((command, printed),) = [one for one in COMMANDS if "lint" in one[0] and "--lock" not in one[0]]
    found = program(walk, command)
    assert found.returncode == 1
    assert found.stdout.endswith(": 3 problems\n")
    assert counted(found.stdout) == counted(printed)
    phrases = re.findall(r"the anchor lock has no '([^']+)'", found.stderr)
    assert sorted(phrases) == sorted(["给予补贴", "绿色智能家电产品", "二级以上能效"])
    command, printed = command_of("--lock")
    locked = program(walk, command.replace("GAZETTE", str(gazette)))
    assert (locked.returncode, locked.stderr) == (0, "")
    assert counted(locked.stdout) == counted(printed)


def test_the_rule_loads_is_shown_and_bears_out_its_examples(walk: Walk) -> None:
    command, printed = command_of("show")
    shown = program(walk, command)
    assert shown.returncode == 0
    assert shown.stdout.startswith(printed.removesuffix("...\n"))
    (python,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    examples = walk("-c", python)
    assert (examples.returncode, examples.stderr) == (0, "")


@pytest.mark.parametrize(
    ("number", "change", "failed"),
    [
        (0, lambda text: text, ""),
        (1, lambda text: f"{text}{FOUND}\n", ""),
        (
            2,
            lambda text: re.sub(r"energy_class( *)= 2", r"energy_class\1= 3", text),
            "The energy class is the second or better",
        ),
    ],
)
def test_the_case_is_answered_as_the_page_says(
    walk: Walk, tmp_path: Path, number: int, change: Callable[[str], str], failed: str
) -> None:
    case = tmp_path / "television.toml"
    case.write_text(change(case.read_text(encoding="utf-8")), encoding="utf-8")
    command, _ = command_of("check")
    done = program(walk, command)
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    outcome, least, unlimited = ANSWERS[number]
    assert (row["outcome"], row["least"]) == (outcome, least)
    assert row["most"] == ("" if unlimited else least)
    assert row["failed"] == failed


def test_a_slip_is_told_with_the_nearest_name(walk: Walk, tmp_path: Path) -> None:
    path = tmp_path / "rules" / "trade_in" / "green_appliance.toml"
    text = path.read_text(encoding="utf-8")
    assert "purchase.energy_clas`" in PAGE
    path.write_text(text.replace("purchase.energy_class <=", "purchase.energy_clas <="), encoding="utf-8")
    done = program(walk, "show trade_in.green_appliance --rules rules --lang en")
    assert done.returncode == 2
    assert "unknown name 'purchase.energy_clas'; did you mean 'purchase.energy_class'?" in done.stderr
