"""Rules that load and that lint must find fault with, each with the whole of what it says in both languages.

Every rule `lint/t/NAME.toml` is put into a copy of `lint/base` and held against `lint/gazette`; `NAME.txt`
and `NAME.zh.txt` hold the messages. With XIXIA_GOLDEN=write they are written anew; read the difference
before keeping it. In `lint/good` nothing is wrong.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from xixia_gov.errors import InputError
from xixia_gov.rulebook.lint import lint
from xixia_gov.testing.small import SMALL
from xixia_gov.text import Lang

HERE = Path(__file__).parent / "lint"
BAD = sorted(HERE.glob("t/*.toml"))
GOOD = sorted(HERE.glob("good/*.toml"))
LANGUAGES: dict[Lang, str] = {"en": ".txt", "zh": ".zh.txt"}


def found(rule: Path, folder: Path) -> InputError:
    shutil.copytree(HERE / "base", folder)
    (folder / "t").mkdir()
    shutil.copy(rule, folder / "t" / rule.name)
    report = lint(folder, gazette=HERE / "gazette", vocabulary=SMALL)
    # That no lock was written for these few lines is no fault of theirs.
    return InputError(one for one in report.problems if not one.place.path.endswith("anchors.lock"))


@pytest.mark.parametrize("rule", BAD, ids=lambda path: path.stem)
def test_a_fault_is_told_in_both_languages(
    rule: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    error = found(rule, Path("rules"))
    for lang, suffix in LANGUAGES.items():
        golden = rule.with_name(f"{rule.stem}{suffix}")
        if os.environ.get("XIXIA_GOLDEN") == "write":
            golden.write_text(f"{error.render(lang)}\n", encoding="utf-8")
        assert f"{error.render(lang)}\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", GOOD, ids=lambda path: path.stem)
def test_what_is_right_is_left_alone(rule: Path, tmp_path: Path) -> None:
    assert found(rule, tmp_path / "rules").render("en") == ""
