"""Registries are compared where polars is installed, charts drawn where matplotlib is too."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import attrs
import pytest

import xixia_gov as xg
from xixia_gov.cli.main import cli
from xixia_gov.model.rulebook import Rulebook

_TABLES = all(find_spec(name) for name in ("polars", "narwhals", "openpyxl"))
_CHARTS = _TABLES and find_spec("matplotlib") is not None

collect_ignore: list[str] = []
if not _TABLES:
    collect_ignore += ["test_run.py", "test_bounds.py", "test_subjects.py", "test_cli.py", "test_page.py"]
if not _CHARTS:
    collect_ignore += ["test_chart.py"]


@attrs.frozen
class Ran:
    """What a command printed, and its exit code."""

    stdout: str
    stderr: str
    returncode: int


HEAD = (
    "ref",
    "units",
    "purchase.buyer_is_individual",
    "purchase.in_trade_in_activity",
    "purchase.category",
    "purchase.has_energy_label",
    "purchase.energy_class",
    "purchase.unit_price",
    "purchase.final_price",
    "purchase.bought_on",
)
Row = tuple[str, str, str, str, str]
"""The key of a purchase, how many units, its category, its unit price and its final price."""


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return xg.load_rulebook()


@pytest.fixture
def purchases(tmp_path: Path) -> Callable[[Sequence[Row]], Path]:
    """Return what writes a registry of appliances, each of the best class, bought in the activity."""

    def write(rows: Sequence[Row]) -> Path:
        lines = [",".join(HEAD)]
        for ref, units, category, unit_price, final_price in rows:
            cells = [ref, units, "yes", "yes", category, "yes", "1", unit_price, final_price, "2024-08-15"]
            lines.append(",".join(cells))
        path = tmp_path / "appliances.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def simulate(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Return what runs `xixia-gov simulate` in this process, in English, on a day of its own."""
    monkeypatch.setenv("COLUMNS", "160")

    def start(*words: str | Path, lang: str = "en") -> Ran:
        args = ["simulate", *map(str, words), "--lang", lang, "--as-of", "2024-12-31"]
        code = cli.main(args, standalone_mode=False)
        said = capfd.readouterr()
        return Ran(said.out, said.err, code)

    return start


@pytest.fixture
def rules_with(tmp_path: Path, root: Path) -> Callable[..., Path]:
    """Return what copies the built-in rules and replaces words in some of their files."""

    def copy(*edits: tuple[str, str, str]) -> Path:
        folder = tmp_path / "other_rules"
        shutil.copytree(root / "rules", folder)
        for name, old, new in edits:
            path = folder / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return copy
