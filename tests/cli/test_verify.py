"""`verify` on the command line: what is printed, what it ends with, and what a person may get wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from xixia_gov.analysis import verify as analysis
from xixia_gov.analysis.verify import Verification
from xixia_gov.rulebook.load import load_rulebook

TWO = ("fire.report_duty", "fire.season")


def test_each_rule_has_a_line_and_the_words_are_explained(run: Any) -> None:
    result = run("verify", *TWO)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["规则", "名称", "已证明", "已抽查", "不成立", "格数"]
    assert [line.split()[0] for line in lines[2:5]] == [*TWO, "合计"]
    assert [line.split("：")[0] for line in lines if re.match("已证明：|已抽查：|不成立：", line)] == [
        "已证明",
        "已抽查",
        "不成立",
    ]
    assert lines[-1].startswith("2条规则，")


def test_there_is_no_english_in_the_chinese_but_ids_and_the_name_of_a_command(run: Any) -> None:
    words = run("verify", *TWO, "trade_in.appliance").stdout
    for id_ in (*TWO, "trade_in.appliance"):
        words = words.replace(id_, "")
    assert set(re.findall(r"[A-Za-z]+", re.sub(r"“[^”]*”", "", words))) <= {"check"}


def test_there_is_no_chinese_in_the_english(run: Any) -> None:
    result = run("--lang", "en", "verify", *TWO, "trade_in.appliance")
    assert re.findall(r"[\u3000-\u9fff]", re.sub(r"“[^”]*”", "", result.stdout)) == []


def test_what_was_only_checked_is_listed_for_rules_that_are_named(run: Any) -> None:
    result = run("--lang", "en", "verify", "trade_in.appliance")
    assert "Only checked:" in result.stdout
    assert "no sum is over the cap" in result.stdout


def test_json_has_every_claim_with_its_case(run: Any) -> None:
    data = json.loads(run("verify", *TWO, "--format", "json").stdout)
    assert data["schema"] == "xixia-gov/verification/1"
    assert (data["partial"], data["not_reached"]) == (False, [])
    assert [one["rule"] for one in data["rules"]] == list(TWO)
    assert sum(data["counts"].values()) == len(data["claims"])
    assert data["counts"]["failed"] == 0
    [yes] = [one for one in data["claims"] if one["rule"] == TWO[0] and one["sort"] == "satisfiable"]
    assert yes["standing"] == "proved"
    assert yes["witness"]["matters"][0]["kind"] == "FireSighting"


def test_markdown_is_a_table_and_lists(run: Any) -> None:
    lines = run("--lang", "en", "verify", *TWO, "--format", "markdown").stdout.splitlines()
    assert lines[0] == "| Rule | Title | Proved | Checked | Failed | Cells |"
    assert lines[2].startswith("| `fire.report_duty` | ")


def test_a_title_names_its_rule(run: Any) -> None:
    assert "fire.season" in run("verify", "森林草原防火期").stdout


def test_an_unknown_rule_is_told_with_the_nearest(run: Any) -> None:
    result = run("--lang", "en", "verify", "trade_in.aplliance")
    assert result.exit_code == 2
    assert "unknown rule 'trade_in.aplliance'; did you mean 'trade_in.appliance'?" in result.stderr


@pytest.mark.parametrize("option", ["--seconds", "--jobs"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "１"])
def test_a_number_of_seconds_or_processes_is_a_whole_one(run: Any, option: str, value: str) -> None:
    result = run("--lang", "en", "verify", f"{option}={value}")
    assert result.exit_code == 2
    assert f"{option} takes a whole number from 1, not {value!r}" in result.stderr


def test_two_processes_print_what_one_prints(run: Any) -> None:
    assert run("verify", *TWO, "--jobs", "2").stdout == run("verify", *TWO, "--jobs", "1").stdout


def test_an_interrupted_run_prints_what_it_has_and_says_that_it_is_partial(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = analysis.verify(load_rulebook(), [TWO[0]])

    def interrupted(*_: object, **__: object) -> Iterator[Verification]:
        yield Verification(first.done, (TWO[1],))
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "verifying", interrupted)
    result = run("verify", *TWO)
    assert result.exit_code == 1
    assert "结果不完整：验证被中断。" in result.stdout
    assert "没有验证到：fire.season。" in result.stdout
    assert "fire.report_duty" in result.stdout
    data = json.loads(run("verify", *TWO, "--format", "json").stdout)
    assert (data["partial"], data["not_reached"]) == (True, [TWO[1]])
    assert "Partial: the verification was interrupted." in run("--lang", "en", "verify", *TWO).stdout
