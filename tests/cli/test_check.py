"""`check` answers case files; what it cannot read or answer is told at its place, the rest go on."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import xixia_gov as xg

Run = Callable[..., Result]


def case_json(**more: Any) -> str:
    matter = {"kind": "AppliancePurchase", "unit_price": "999.99"}
    return json.dumps({"as_of": "2024-08-20", "subject": {"kind": "Citizen"}, "matters": [matter], **more})


def test_a_case_is_answered_with_a_table(run: Run, case: Path) -> None:
    result = run("check", case)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "│ 家电购买" in result.stdout
    assert "│ 0–1,000元 │" in result.stdout
    assert "  1. 这台家电最终成交价格是多少元？" in result.stdout
    assert "询问之日：2024年8月20日；2024年9月30日以后的法律此处不知。" in result.stdout
    assert result.stdout.splitlines()[-1] == "以上是按规则库作出的参考意见，不是主管机关的决定。"


def test_the_json_of_one_case_is_one_object_the_public_one(run: Run, case: Path) -> None:
    result = run("check", case, "--format", "json")
    assert result.exit_code == 0
    book = xg.load_rulebook()
    asked = xg.read_case(case.read_bytes(), "fridge.toml", book)
    assert json.loads(result.stdout) == xg.to_json(xg.assess(book, asked))


def test_the_json_of_several_cases_is_one_line_each_in_the_order_given(run: Run, tmp_path: Path) -> None:
    for name, ref in (("b.json", "second"), ("a.json", "first")):
        matter = {"kind": "AppliancePurchase", "ref": ref}
        (tmp_path / name).write_text(case_json(matters=[matter]), encoding="utf-8")
    result = run("check", tmp_path / "b.json", tmp_path / "a.json", "--format", "json")
    refs = [json.loads(line)["determinations"][0]["ref"] for line in result.stdout.splitlines()]
    assert refs == ["second", "first"]


def test_each_line_of_a_json_lines_file_is_a_case(run: Run) -> None:
    lines = "\n".join([case_json(), case_json(as_of="2024-08-21")])
    result = run("check", "-", "--format", "json", stdin=lines)
    assert [json.loads(line)["as_of"] for line in result.stdout.splitlines()] == ["2024-08-20", "2024-08-21"]


def test_the_markdown_of_several_cases_has_a_heading_for_each(run: Run, case: Path) -> None:
    result = run("check", case, case, "--format", "markdown")
    assert result.stdout.count(f"# 情形 {case}\n") == 2
    assert result.stdout.count("| 事项 | 结论 |") == 2


def test_a_case_is_explained_condition_by_condition(run: Run, case: Path) -> None:
    result = run("check", case, "--explain")
    assert "    · 符合：单价达到规定的下限〔三（一）〕" in result.stdout
    assert "    · 最终成交价格的10%与1,000元中较小者：0元至1,000元" in result.stdout
    plain = run("check", case)
    assert result.stdout.startswith(plain.stdout.rstrip())
    assert "各项条件" not in plain.stdout


def test_json_is_not_explained(run: Run, case: Path) -> None:
    result = run("check", case, "--explain", "--format", "json", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--explain goes with table or markdown" in result.stderr


def test_one_rule_may_be_asked_alone_by_its_id_or_its_title(run: Run, case: Path) -> None:
    for name in ("trade_in.appliance", "家电以旧换新补贴"):
        written = json.loads(run("check", case, "--rule", name, "--format", "json").stdout)
        assert [one["rule"] for one in written["determinations"]] == ["trade_in.appliance"]
        assert written["not_assessed"] == []


def test_an_unknown_rule_is_told_with_the_nearest(run: Run, case: Path) -> None:
    result = run("check", case, "--rule", "trade_in.aplliance")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "未知规则“trade_in.aplliance”; 是否应为“trade_in.appliance”?" in result.stderr


def test_the_day_on_the_command_line_overrides_the_case(run: Run, case: Path) -> None:
    result = run("check", case, "--as-of", "2025-03-01", "--format", "json")
    assert json.loads(result.stdout)["as_of"] == "2025-03-01"
    assert result.stderr == ""


def test_without_any_day_today_is_taken_and_told(run: Run) -> None:
    before = dt.datetime.now().astimezone().date()
    result = run("check", "-", "--format", "json", stdin=case_json(as_of=None))
    after = dt.datetime.now().astimezone().date()
    day = dt.date.fromisoformat(json.loads(result.stdout)["as_of"])
    assert before <= day <= after
    assert result.stderr == f"-: 情形没有写询问之日, 按今天 {day} 计\n"


@pytest.mark.parametrize("day", ["2024-13-01", "2024-02-30", "20240820", "today", ""])
def test_a_day_that_is_none_is_refused(run: Run, case: Path, day: str) -> None:
    result = run("check", case, "--as-of", day)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--as-of: “{day}”" in result.stderr


def test_a_reading_is_settled_on_the_command_line(run: Run, tmp_path: Path) -> None:
    june = tmp_path / "june.json"
    june.write_text(
        case_json(matters=[{"kind": "AppliancePurchase", "bought_on": "2024-06-05"}]), encoding="utf-8"
    )

    def readings(*words: str) -> tuple[list[str], list[Any]]:
        written = json.loads(run("check", june, "--format", "json", *words).stdout)
        (one,) = written["determinations"]
        return one["readings"], one["settled"]

    reading = "readings/first_days_of_june"
    assert readings() == ([reading], [])
    assert readings("--settle", f"{reading}=from_issue_date") == (
        [],
        [{"reading": reading, "option": "from_issue_date"}],
    )
    assert readings("--settle", "preferred") == ([], [{"reading": reading, "option": "from_month_start"}])
    assert readings("--settle", "preferred", "--settle", f"{reading}=from_issue_date")[1] == [
        {"reading": reading, "option": "from_issue_date"}
    ]


def test_the_cases_own_settlement_stands_before_the_preferred_one(run: Run) -> None:
    reading = "readings/first_days_of_june"
    written = case_json(
        matters=[{"kind": "AppliancePurchase", "bought_on": "2024-06-05"}],
        settle={reading: "from_issue_date"},
    )
    result = run("check", "-", "--settle", "preferred", "--format", "json", stdin=written)
    (one,) = json.loads(result.stdout)["determinations"]
    assert one["settled"] == [{"reading": reading, "option": "from_issue_date"}]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("readings/outsid=no", "did you mean 'readings/outside'?"),
        ("readings/outside=outside_cit", "did you mean 'outside_city'?"),
        ("readings/outside", "--settle takes READING=OPTION, or preferred"),
        ("prefered", "--settle takes READING=OPTION, or preferred"),
    ],
)
def test_a_settlement_that_names_nothing_is_refused(run: Run, case: Path, word: str, told: str) -> None:
    result = run("check", case, "--settle", word, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_undetermined_is_an_answer(run: Run) -> None:
    assert run("check", "-", stdin=case_json(matters=[{"kind": "AppliancePurchase"}])).exit_code == 0


def test_what_is_wrong_is_told_all_at_once_each_at_its_place(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(
        'as_of = 2024-08-20\nsubject = { kind = "Citizen" }\n'
        '[[matters]]\nkind = "AppliancePurchase"\nunit_prise = "4999"\nfinal_price = 4899.5\n',
        encoding="utf-8",
    )
    result = run("check", bad, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{bad}:5:1: " in result.stderr
    assert "did you mean 'unit_price'?" in result.stderr
    assert '    unit_prise = "4999"\n    ^\n' in result.stderr
    assert f"{bad}:6:15: " in result.stderr
    assert '"4899.5"' in result.stderr


def test_one_bad_case_does_not_hide_the_answer_to_another(run: Run, case: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.toml"
    empty.write_bytes(b"")
    result = run("check", empty, case, "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == f"{empty}: 文件为空\n"
    assert json.loads(result.stdout)["determinations"][0]["outcome"] == "eligible"


def test_one_bad_line_does_not_hide_the_others(run: Run) -> None:
    lines = "\n".join([case_json(), '{"subject": 1}', case_json(as_of="2024-08-22")])
    result = run("check", "-", "--format", "json", stdin=lines)
    assert result.exit_code == 1
    assert [json.loads(line)["as_of"] for line in result.stdout.splitlines()] == ["2024-08-20", "2024-08-22"]
    assert "subject" in result.stderr


def test_facts_that_contradict_what_is_asserted_are_told_with_the_file(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "clash.json"
    case.write_text(
        case_json(
            subject={"kind": "Citizen", "groups": []},
            matters=[{"kind": "OutwardWork"}],
            findings={"three_groups": True},
        ),
        encoding="utf-8",
    )
    result = run("check", case, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{case}: three_groups: contradiction")


def test_a_file_that_is_not_there_and_a_folder_are_told(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "没有.toml"
    result = run("check", missing, tmp_path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"{missing}: there is no such file",
        f"{tmp_path}: this is a folder, not a file",
    ]


def test_a_name_no_file_can_have_is_told(run: Run) -> None:
    assert run("check", "a\0b").exit_code == 2
    assert "cannot be read" in run("check", "x" * 5000, "--lang", "en").stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(run: Run, case: Path) -> None:
    case.chmod(0)
    result = run("check", case, "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, f"{case}: it may not be read\n")


def test_a_file_that_is_not_utf8_is_told(run: Run, tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes(case_json().encode().replace(b"Citizen", b"Citiz\xe9n"))
    result = run("check", latin, "--lang", "en")
    assert result.exit_code == 2
    assert "not UTF-8" in result.stderr


def test_empty_input_is_told(run: Run) -> None:
    result = run("check", "-", stdin="", LANG="en_GB.UTF-8")
    assert (result.exit_code, result.stderr) == (2, "-: the file is empty\n")


def test_no_case_at_all_is_bad_usage(run: Run) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "用法: xixia-gov check [OPTIONS] CASE...",
        "错误: 缺少 CASE...",
        "用 xixia-gov check --help 查看说明",
    ]


def test_a_narrow_terminal_gets_blocks(run: Run, case: Path) -> None:
    narrow = run("check", case, COLUMNS="50").stdout
    assert "│ 结论     │ 可以享受" in narrow
