"""The page on testing policy logic works as it stands: its files are written, its commands run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "testing-policy-logic.md").read_text(encoding="utf-8")
FILE = r"(?:python|toml)\n# (?P<file>\S+)\n(?P<text>.*?)"
COMMAND = r"console\n\$ (?P<command>[^\n]*)\n(?P<output>.*?)"
BLOCK = re.compile(f"```(?:{FILE}|{COMMAND})```", re.DOTALL)
BLOCKS = list(BLOCK.finditer(PAGE))
BREAK = re.search(r"in `(?P<file>\S+)` write `(?P<new>[^`]+)` for `(?P<old>[^`]+)`", PAGE)
INSTALL = "pip install"
PLUGIN = ["-p", "xixia_gov.testing.plugin", "-p", "no:cacheprovider"]


def run(python: Path | str, command: str, folder: Path, *more: str) -> str:
    """Run a command of the page with an interpreter in the folder; return all that it prints."""
    program, *words = shlex.split(command)
    assert program == "python"
    plain = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    done = subprocess.run(
        [str(python), *words, *more],
        cwd=folder,
        env={**plain, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def follow(python: Path | str, folder: Path, *more: str) -> None:
    """Write the files of the page and run its commands, in its order; the mistake is made before the last."""
    for block in BLOCKS:
        if block["file"]:
            path = folder / block["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["text"], encoding="utf-8")
        elif not block["command"].startswith(INSTALL):
            if block is BLOCKS[-1]:
                mistake(folder)
            check(
                run(python, block["command"], folder, *(more if "pytest" in block["command"] else ())), block
            )


def mistake(folder: Path) -> None:
    """Write what the page says to write on purpose."""
    assert BREAK is not None
    path = folder / BREAK["file"]
    text = path.read_text(encoding="utf-8")
    assert BREAK["old"] in text
    path.write_text(text.replace(BREAK["old"], BREAK["new"]), encoding="utf-8")


def check(said: str, block: re.Match[str]) -> None:
    assert block["output"]
    missing = [line for line in block["output"].splitlines() if line not in said]
    assert missing == [], f"$ {block['command']}\n{said}"
    if "failed" not in block["output"]:
        assert not re.search(r"\d+ (failed|error)", said), said


@pytest.mark.slow
def test_the_page_goes_from_an_empty_folder_to_a_rulebook_under_test(tmp_path: Path) -> None:
    assert sum(block["file"] is not None for block in BLOCKS) == 7
    follow(sys.executable, tmp_path, *PLUGIN)


@pytest.mark.slow
@pytest.mark.packaging
def test_a_new_user_follows_the_page_with_the_built_package(tmp_path: Path) -> None:
    dist, home = tmp_path / "dist", tmp_path / "home"
    home.mkdir()
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(dist), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = dist.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", f"{wheel}[testing]", "pytest"]
    subprocess.run([str(python), *install], check=True, capture_output=True)
    follow(python, home)
