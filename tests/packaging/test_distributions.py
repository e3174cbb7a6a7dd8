"""The rules travel with the package: in the wheel, from the sdist, editable, and in the source."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

LOAD = "import xixia_gov as xg; book = xg.load_rulebook(); print(book.digest)"
OPENED = """
import sys
sys.addaudithook(lambda event, args: print(args[0]) if event == "open" else None)
import xixia_gov
xixia_gov.load_rulebook()
"""
FORM = "xixia_gov/_rulebook.jsonl"
TOML_READ = "import sys, xixia_gov; xixia_gov.load_rulebook(); print('tomllib' in sys.modules)"
# The form of a source tree is made by an editable installation there; a wheel has one of its own.
NOT_SHIPPED = re.compile(r"(^|/)(__pycache__|\.[a-z]+_cache|\.hypothesis)(/|$)|\.pyc$|(^|/)_rulebook\.jsonl$")


def run(*command: str | Path, cwd: Path, source: Path | None = None) -> str:
    """Run a program away from this project, with `source` (or nothing) on its path."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    env["PYTHONUTF8"] = "1"
    if source is not None:
        env["PYTHONPATH"] = str(source)
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def folder_read(python: str | Path, *, cwd: Path, source: Path | None = None) -> Path:
    """Return the folder of the rule files that loading the built-in rulebook opens."""
    opened = {Path(name) for name in run(python, "-c", OPENED, cwd=cwd, source=source).split("\n")}
    (folder,) = {path.parent for path in opened if path.name == "rulebook.toml"}
    return folder


def files_under(folder: Path) -> set[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name for name in names if not NOT_SHIPPED.search(name)}


def environment(folder: Path, *install: str | Path) -> Path:
    """Return the folder of the programs of a new environment with only this installed in it."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(programs / "python", *pip, *install, cwd=folder)
    return programs


@pytest.fixture(scope="module")
def distributions(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist, and the wheel that was built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, root, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    (found,) = distributions.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def unpacked(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project's folder as the sdist holds it."""
    (sdist,) = distributions.glob("*.tar.gz")
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (project,) = folder.iterdir()
    return project


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("installed"), wheel)


@pytest.fixture(scope="module")
def editable(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("editable"), "--editable", unpacked)


def test_the_wheel_holds_the_package_its_rules_and_nothing_else(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {f"xixia_gov/{name}" for name in files_under(root / "src" / "xixia_gov")}
    rules = {f"xixia_gov/_rules/{name}" for name in files_under(root / "rules")}
    assert "xixia_gov/py.typed" in package
    assert any(name.endswith(".toml") for name in rules)
    assert names == package | rules | {FORM}


def test_the_sdist_holds_all_that_is_needed_to_test_it(root: Path, unpacked: Path) -> None:
    found = files_under(unpacked) - {"PKG-INFO", ".gitignore"}
    folders = ("src", "rules", "tests", "docs", "examples", "bench", ".ci")
    expected = {f"{folder}/{name}" for folder in folders for name in files_under(root / folder)}
    assert found == expected | {
        *("README.md", "CHANGELOG.md", "pyproject.toml", "hatch_build.py", "Makefile")
    }


def test_the_wheel_states_the_version_and_the_licence_of_the_project(root: Path, wheel: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().splitlines()
    assert f"Version: {project['version']}" in lines
    assert "License-Expression: Apache-2.0" in lines
    assert "Requires-Python: >=3.11" in lines


def test_the_installed_wheel_lists_its_rules_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    assert "trade_in.appliance" in run(installed / "xixia-gov", "rules", cwd=tmp_path)


def test_the_installed_wheel_needs_no_testing_library(installed: Path, tmp_path: Path) -> None:
    have = run(installed / "python", "-m", "pip", "list", "--format=freeze", cwd=tmp_path)
    assert "hypothesis" not in have
    run(installed / "python", "-c", LOAD, cwd=tmp_path)


def test_wheel_editable_sdist_and_source_tree_load_the_same_rulebook(
    root: Path, installed: Path, editable: Path, unpacked: Path, tmp_path: Path
) -> None:
    digests = {
        "wheel": run(installed / "python", "-c", LOAD, cwd=tmp_path),
        "editable": run(editable / "python", "-c", LOAD, cwd=tmp_path),
        "sdist": run(sys.executable, "-c", LOAD, cwd=tmp_path, source=unpacked / "src"),
        "source tree": run(sys.executable, "-c", LOAD, cwd=tmp_path, source=root / "src"),
    }
    assert digests["source tree"].strip()
    assert digests == dict.fromkeys(digests, digests["source tree"])


def test_wheel_and_editable_start_from_the_form_and_a_source_tree_without_one_from_its_files(
    installed: Path, editable: Path, wheel: Path, tmp_path: Path
) -> None:
    assert run(installed / "python", "-c", TOML_READ, cwd=tmp_path).strip() == "False"
    assert run(editable / "python", "-c", TOML_READ, cwd=tmp_path).strip() == "False"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "unzipped")  # noqa: S202 - the wheel just built
    unzipped = tmp_path / "unzipped"
    assert run(sys.executable, "-c", TOML_READ, cwd=tmp_path, source=unzipped).strip() == "False"
    (unzipped / FORM).unlink()
    assert run(sys.executable, "-c", TOML_READ, cwd=tmp_path, source=unzipped).strip() == "True"


def test_an_editable_installation_follows_a_rule_file_and_its_form_can_be_made_anew(
    editable: Path, unpacked: Path, tmp_path: Path
) -> None:
    path = unpacked / "rules" / "rulebook.toml"
    words = path.read_text("utf-8")
    before = run(editable / "python", "-c", LOAD, cwd=tmp_path)
    try:
        path.write_text(f"# changed\n{words}", "utf-8")
        changed = run(editable / "python", "-c", LOAD, cwd=tmp_path)
        assert changed != before
        assert run(editable / "python", "-c", TOML_READ, cwd=tmp_path).strip() == "True"
        run(sys.executable, unpacked / "hatch_build.py", cwd=tmp_path)
        assert run(editable / "python", "-c", TOML_READ, cwd=tmp_path).strip() == "False"
        assert run(editable / "python", "-c", LOAD, cwd=tmp_path) == changed
    finally:
        path.write_text(words, "utf-8")
        run(sys.executable, unpacked / "hatch_build.py", cwd=tmp_path)


def test_rules_with_a_fault_stop_a_wheel_but_not_an_editable_installation(
    unpacked: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(unpacked, broken, ignore=shutil.ignore_patterns("_rulebook.jsonl"))
    (broken / "rules" / "odd.toml").write_text("zz =", "utf-8")
    build = (sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, broken)
    failed = subprocess.run(build, capture_output=True, text=True, encoding="utf-8", check=False)
    assert failed.returncode != 0
    assert "odd.toml:1:" in failed.stdout + failed.stderr
    python = environment(tmp_path / "environment", "--no-deps", "--editable", broken) / "python"
    assert "xixia-gov" in run(python, "-m", "pip", "list", "--format=freeze", cwd=tmp_path)
    assert not (broken / "src" / FORM).exists()


def test_each_way_of_having_the_package_reads_the_rules_that_belong_to_it(
    root: Path, installed: Path, editable: Path, unpacked: Path, tmp_path: Path
) -> None:
    assert folder_read(installed / "python", cwd=tmp_path).parts[-2:] == ("xixia_gov", "_rules")
    assert folder_read(editable / "python", cwd=tmp_path) == unpacked / "rules"
    assert folder_read(sys.executable, cwd=tmp_path, source=root / "src") == root / "rules"
    sdist = folder_read(sys.executable, cwd=tmp_path, source=unpacked / "src")
    assert sdist == unpacked / "rules"


def test_a_package_without_its_rules_names_both_places_it_looked_in(root: Path, tmp_path: Path) -> None:
    alone = tmp_path / "src" / "xixia_gov"
    shutil.copytree(root / "src" / "xixia_gov", alone)
    program = (
        "import xixia_gov as xg\n"
        "try:\n    xg.load_rulebook()\n"
        "except xg.XixiaError as error:\n    print(error)\n"
    )
    said = run(sys.executable, "-c", program, cwd=tmp_path, source=tmp_path / "src")
    assert str(alone / "_rules") in said
    assert str(tmp_path / "rules") in said
