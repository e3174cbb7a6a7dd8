"""`xixia-gov mutate` and `rule-coverage`: what they print, and their exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from xixia_gov.testing.small import HEAD, small_book, when

Run = Callable[..., Result]
VOCABULARY = "xixia_gov.testing.small:SMALL"
YES = """[[example]]
name = "yes"
given = { a = true }
expect = { outcome = "eligible", strength = "hard" }
why = "x"
"""
NO = '[[example]]\nname = "no"\ngiven = { a = false }\nexpect = { outcome = "ineligible" }\nwhy = "x"'


@pytest.fixture
def rules(tmp_path: Path) -> Callable[..., list[str]]:
    """Return what writes a rule with some examples and gives the words that name its folder."""

    def write(*examples: str) -> list[str]:
        small_book(tmp_path, "\n".join([HEAD, when("one", "claim.a"), *examples]))
        return ["--rules", str(tmp_path), "--vocabulary", VOCABULARY, "--jobs", "1"]

    return write


def test_all_mutants_killed_is_exit_code_0(run: Run, rules: Callable[..., list[str]]) -> None:
    result = run("mutate", *rules(YES, NO), "--lang", "en")
    assert result.exit_code == 0
    assert "Score 100.0%, at least the 98.0% that is asked." in result.stdout


def test_a_survivor_is_told_with_its_case_and_is_exit_code_1(
    run: Run, rules: Callable[..., list[str]]
) -> None:
    result = run("mutate", *rules(YES), "--lang", "en")
    assert result.exit_code == 1
    assert "Survived: the rule (t.rule), conditions.one: it is dropped" in result.stdout
    assert "    a = false" in result.stdout


def test_the_chinese_report_has_no_english_outside_quotes_and_case_files(
    run: Run, rules: Callable[..., list[str]]
) -> None:
    result = run("mutate", *rules(YES))
    assert "未被发现：规则（t.rule）“conditions.one”：去掉这一条件" in result.stdout
    assert "低于要求的 98.0%" in result.stdout


def test_json_has_the_score_at_the_top(run: Run, rules: Callable[..., list[str]]) -> None:
    result = run("mutate", *rules(YES), "--format", "json", "--least", "0.1")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert 0 < data["score"] < 1
    assert data["counts"]["survived"] == len(data["survivors"])
    assert data["survivors"][0]["witness"]["matters"][0]["a"] is False


def test_markdown_is_a_table_and_a_case_for_each_survivor(run: Run, rules: Callable[..., list[str]]) -> None:
    result = run("mutate", *rules(YES), "--format", "markdown", "--lang", "en")
    assert result.stdout.startswith("| Rule | Mutants | Killed |")
    assert "```toml" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--least", "2"], "--least takes a number from 0 to 1, not '2'"),
        (["--least", "high"], "--least takes a number from 0 to 1, not 'high'"),
        (["--cases", "nowhere"], "--cases: no folder 'nowhere'"),
        (["--jobs", "0"], "--jobs takes a whole number from 1, not '0'"),
        (["no.rule"], "unknown rule 'no.rule'"),
    ],
)
def test_bad_usage_is_told_with_exit_code_2(
    run: Run, rules: Callable[..., list[str]], words: list[str], said: str
) -> None:
    result = run("mutate", *rules(YES), *words, "--lang", "en")
    assert result.exit_code == 2
    assert said in result.stderr


def test_rule_coverage_tells_what_nothing_shows(run: Run, rules: Callable[..., list[str]]) -> None:
    words = rules(YES)[:-2]
    result = run("rule-coverage", *words, "--lang", "en")
    assert result.exit_code == 1
    assert "t.rule: no case fails in one alone" in result.stdout
    data = json.loads(run("rule-coverage", *words, "--format", "json").stdout)
    assert data["coverage"] == pytest.approx(1 / 3, abs=1e-6)
    assert run("rule-coverage", *rules(YES, NO)[:-2]).exit_code == 0
