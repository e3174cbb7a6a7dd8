"""How the program starts and ends: what it imports for an answer, and that nothing is lost at the end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "examples" / "refrigerator_and_car.toml"
WRITE_FORM = """
from xixia_gov.rulebook.form import PACKAGE, write_form
from xixia_gov.rulebook.load import load_with_sources
write_form(load_with_sources()[0], PACKAGE)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package as it is installed, its rules and the form of them in it."""
    folder = tmp_path_factory.mktemp("site")
    skipped = shutil.ignore_patterns("__pycache__", "_rulebook.jsonl")
    shutil.copytree(ROOT / "src" / "xixia_gov", folder / "xixia_gov", ignore=skipped)
    shutil.copytree(ROOT / "rules", folder / "xixia_gov" / "_rules")
    subprocess.run([sys.executable, "-c", WRITE_FORM], env=environ(folder), check=True)
    return folder


def environ(site: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(site)}


def ended(site: Path, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program of some lines, which then runs `main` on these words."""
    line = ["xixia-gov", *(str(word) for word in words)]
    head = f"import atexit, json, sys\nsys.argv = {line!r}\nfrom xixia_gov.cli.main import main\n"
    return subprocess.run(
        [sys.executable, "-c", f"{head}{program}\nmain()"],
        env=environ(site),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def imported(site: Path, *words: str | Path) -> set[str]:
    """Return the modules that are imported when the program ends."""
    tell = "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))"
    done = ended(site, tell, *words)
    assert done.returncode == 0
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.fixture(scope="module")
def answering(site: Path) -> set[str]:
    """Return what an answer in JSON imports."""
    return imported(site, "check", CASE, "--format", "json")


@pytest.mark.parametrize(
    "library",
    [
        "hypothesis",
        "tabulate",
        "wcwidth",
        "chinese_calendar",
        "narwhals",
        "polars",
        "duckdb",
        "pyspark",
        "openpyxl",
        "multiprocessing",
        "csv",
        "ast",
    ],
)
def test_an_answer_in_json_imports_no_library_that_it_does_not_need(
    answering: set[str], library: str
) -> None:
    # attrs itself imports ast, through inspect; the expressions are not parsed anew.
    wanted = {"xixia_gov.expression.parse"} if library == "ast" else {library}
    assert not {name for name in answering if name.split(".")[0] in wanted or name in wanted}


def test_an_answer_in_json_needs_no_cattrs_and_no_dateutil(answering: set[str]) -> None:
    assert not {name for name in answering if name.split(".")[0] in {"cattrs", "dateutil"}}


def test_a_case_imports_the_kinds_it_is_about_and_no_other(answering: set[str]) -> None:
    seen = {name.removeprefix("xixia_gov.vocabulary.") for name in answering if ".vocabulary." in name}
    about = {"citizen", "trade_in"}
    assert about <= seen
    assert seen - about <= {"base", "check", "enterprise", "facts", "kinds", "sound", "vocabulary", "xixia"}


@pytest.mark.parametrize(
    "part", ["build", "entries", "schema", "structure", "rules", "space", "lint", "anchors"]
)
def test_an_answer_reads_no_rule_file_where_the_form_is_fresh(answering: set[str], part: str) -> None:
    assert "xixia_gov.rulebook.form" in answering
    assert f"xixia_gov.rulebook.{part}" not in answering


def test_an_answer_in_json_prints_no_table(answering: set[str]) -> None:
    assert {name for name in answering if name.startswith("xixia_gov.report.")} <= {
        "xixia_gov.report.beside",
        "xixia_gov.report.json",
        "xixia_gov.report.words",
    }


def test_a_table_imports_what_prints_it(site: Path) -> None:
    assert "tabulate" in imported(site, "check", CASE)


def test_rules_of_ones_own_import_what_reads_them(site: Path) -> None:
    seen = imported(site, "check", CASE, "--rules", ROOT / "rules", "--format", "json")
    assert {"tomllib", "cattrs", "xixia_gov.rulebook.build"} <= seen


def test_the_program_ends_at_once_but_calls_what_was_registered_and_writes_all_out(site: Path) -> None:
    register = "atexit.register(print, 'registered', file=sys.stderr)\nsys.stdout.write('before ')"
    done = ended(site, register, "--version")
    assert done.stdout.startswith("before xixia-gov ")
    assert (done.stderr, done.returncode) == ("registered\n", 0)


def test_a_misuse_ends_with_its_code_and_all_its_words(site: Path) -> None:
    done = ended(site, "", "--lang", "en", "chekc")
    assert done.returncode == 2
    assert done.stderr.endswith("--help says more\n")
