"""`show`, `rules` and `lint` print what the reports and the linter find."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from xixia_gov.rulebook.load import load_rulebook

Run = Callable[..., Result]


def test_a_rule_is_shown_by_its_id_or_its_title(run: Run) -> None:
    by_id = run("show", "trade_in.appliance")
    assert by_id.exit_code == 0
    assert by_id.stdout.startswith("家电以旧换新补贴\n  规则编号：trade_in.appliance（第1版）\n")
    assert run("show", "家电以旧换新补贴").stdout == by_id.stdout


def test_several_rules_are_shown_one_after_the_other(run: Run) -> None:
    both = run("show", "fire.season", "fire.order_validity", "--lang", "en").stdout
    assert both.startswith("Forest and grassland fire season\n")
    assert "\n\nValidity of the fire ban order\n" in both


def test_everyday_words_find_a_rule(run: Run) -> None:
    result = run("rules", "冰箱")
    assert result.exit_code == 0
    assert "trade_in.appliance" in result.stdout
    assert result.stdout.endswith("共1条规则。\n")


def test_all_rules_are_listed_without_a_word(run: Run) -> None:
    count = len(load_rulebook().rules)
    assert run("rules", "--lang", "en").stdout.endswith(f"\n{count} rules.\n")


def test_a_word_that_fits_no_rule_names_the_nearest(run: Run) -> None:
    result = run("rules", "aplianse", "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.startswith("no rule fits 'aplianse'; the nearest are:\n")


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the shipped rules."""
    return Path(shutil.copytree(root / "rules", tmp_path / "rules"))


def test_lint_counts_what_it_looked_at_and_says_that_the_gazette_was_not_read(run: Run, folder: Path) -> None:
    result = run("lint", folder, "--lang", "en")
    assert "the gazette text was not read; only anchors.lock was compared" in result.stderr
    assert result.stdout.startswith(f"{len(load_rulebook().rules)} rules, ")


@pytest.mark.slow
def test_lint_with_the_gazette_reads_it(run: Run, folder: Path, gazette: Path) -> None:
    assert run("lint", folder, "--gazette", gazette, "--lock").exit_code == 0
    again = run("lint", folder, "--gazette", gazette, "--lang", "en")
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout.endswith(": no problems\n")
    assert run("lint", "--rules", folder, XIXIA_GAZETTE=str(gazette)).exit_code == 0


def test_a_changed_figure_is_a_problem_with_code_1(run: Run, folder: Path, gazette: Path) -> None:
    rule = folder / "trade_in" / "appliance.toml"
    words = rule.read_text(encoding="utf-8")
    rule.write_text(
        words.replace("cap         = { value = 1000", "cap         = { value = 1001"), encoding="utf-8"
    )
    result = run("lint", folder, "--gazette", gazette, "--lang", "en")
    assert result.exit_code == 1
    assert "does not carry the figure 1001" in result.stderr
    assert not result.stdout.endswith("no problems\n")


@pytest.mark.slow
def test_an_unread_gazette_fails_where_changes_are_judged(run: Run, folder: Path, gazette: Path) -> None:
    assert run("lint", folder, "--gazette", gazette, "--lock").exit_code == 0
    assert run("lint", folder, CI="true").exit_code == 1


def test_rules_that_do_not_load_are_not_linted(run: Run, folder: Path) -> None:
    (folder / "trade_in" / "appliance.toml").write_text("id = \n", encoding="utf-8")
    result = run("lint", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "appliance.toml:1:" in result.stderr


def test_a_gazette_folder_that_is_not_there_is_told(run: Run, folder: Path) -> None:
    result = run("lint", folder, "--gazette", folder / "none", "--lang", "en")
    assert result.exit_code == 2
    assert "there is no such gazette folder" in result.stderr
