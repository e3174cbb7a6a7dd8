"""The list of allowed skips lets through what it names, with the reason it names, and no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SUITE = """
import pytest

@pytest.mark.skip(reason="gazette text not found")
def test_module_level(): ...

class TestGroup:
    @pytest.mark.skip(reason="no network")
    @pytest.mark.parametrize("day", ["first", "last"])
    def test_in_a_class(self, day): ...

@pytest.mark.xfail(reason="open question", strict=True)
def test_expected_to_fail():
    assert False

def test_that_runs(): ...
"""


def check_skips(root: Path, folder: Path, listing: str) -> tuple[int, list[str]]:
    """Run the little suite, then the script on its report; return its exit code and its lines."""
    (folder / "nested").mkdir()
    (folder / "nested" / "test_little.py").write_text(SUITE, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "SKIPS.txt").write_text(listing, encoding="utf-8")
    report = ["-o", "junit_family=xunit1", "--junitxml=report.xml"]
    plain = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    pytest_run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *report]
    subprocess.run(pytest_run, cwd=folder, env=plain, capture_output=True, check=True)
    script = [sys.executable, str(root / ".ci" / "skips.py"), "SKIPS.txt", "report.xml"]
    done = subprocess.run(script, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


def test_a_skip_that_is_not_listed_with_its_own_reason_fails_the_run(root: Path, tmp_path: Path) -> None:
    listing = "# comment\n\nnested/*\tgazette text not found\n*::TestGroup::*\tno such reason\n"
    assert check_skips(root, tmp_path, listing) == (
        1,
        [
            "allowed: nested/test_little.py::test_module_level: gazette text not found",
            "NOT ALLOWED: nested/test_little.py::TestGroup::test_in_a_class[first]: no network",
            "NOT ALLOWED: nested/test_little.py::TestGroup::test_in_a_class[last]: no network",
            "NOT ALLOWED: nested/test_little.py::test_expected_to_fail: open question",
        ],
    )


def test_a_run_in_which_every_skip_is_listed_passes(root: Path, tmp_path: Path) -> None:
    listing = (
        "nested/test_little.py::test_module_level\tgazette text not found\n"
        "nested/test_little.py::TestGroup::test_in_a_class*\tno network\n"
        "*::test_expected_to_fail\topen question\n"
    )
    code, lines = check_skips(root, tmp_path, listing)
    assert code == 0
    assert [line.split(":")[0] for line in lines] == ["allowed"] * 4


def test_a_line_without_a_reason_is_refused_with_its_number(root: Path, tmp_path: Path) -> None:
    listing = "# comment\nnested/*\n"
    (tmp_path / "SKIPS.txt").write_text(listing, encoding="utf-8")
    script = [sys.executable, str(root / ".ci" / "skips.py"), "SKIPS.txt"]
    done = subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "line 2: 'nested/*' is not written pattern<TAB>reason" in done.stderr
