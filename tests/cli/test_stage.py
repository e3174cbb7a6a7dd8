"""`xixia-gov stage`: a procedure drawn step by step, its JSON, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from xixia_gov.testing.small import HEAD, small_book, when

Run = Callable[..., Result]
SMALL = ("--vocabulary", "xixia_gov.testing.small:SMALL")


def step(name: str, zh: str, *lines: str) -> str:
    return "\n".join([f"[steps.{name}]", f'zh = "{zh}"\nen = "{name}"', *lines])


RULE = "\n".join(
    [
        HEAD.replace("entitlement", "procedure"),
        when("any", "claim.a"),
        step("asked", "提出", 'done = "claim.made_on <= as_of"', 'on = "claim.made_on"'),
        step("sent", "寄出", 'done = "claim.sent"\non = "claim.sent_on"\nafter = ["asked"]'),
        'by = { zh = "办公室", en = "the office" }',
        '[steps.sent.needs.green]\nzh = "是绿的"\nen = "it is green"\nwhen = "claim.colour == \'green\'"',
        step("end", "办结", 'done = "claim.serial == \'end\'"\nafter = ["sent"]'),
    ]
)
CASE = """as_of = 2024-05-09
subject = {{ kind = "Person" }}
[[matters]]
kind = "Claim"
ref = "K1"
a = true
made_on = 2024-05-03
colour = "red"
serial = "none"
{more}
"""


@pytest.fixture
def ask(tmp_path: Path, run: Run) -> Callable[..., Result]:
    small_book(tmp_path / "rules", RULE)

    def asked(more: str, *words: str) -> Result:
        case = tmp_path / "case.toml"
        case.write_text(CASE.format(more=more), encoding="utf-8")
        return run("stage", case, "--rules", tmp_path / "rules", *SMALL, *words)

    return asked


def test_the_steps_are_drawn_with_what_is_next_and_what_it_lacks(ask: Callable[..., Result]) -> None:
    done = ask("sent = false")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:10] == [
        "申请（编号K1）：规则",
        "  结论：还在办理中；已做的步骤次序无误",
        "",
        "● 提出（已做，2024年5月3日）〔一〕",
        "│",
        "▶ 寄出（可以做）〔一〕",
        "│   · 还缺：是绿的",
        "│   · 由办公室办理",
        "│",
        "○ 办结（还不能做）〔一〕",
    ]


def test_a_wrong_turn_is_marked_and_told(ask: Callable[..., Result]) -> None:
    lines = ask("sent_on = 2024-05-02", "--lang", "en").stdout.splitlines()
    assert "× sent (done, 2 May 2024) (“一”)" in lines
    assert "│   · wrong: dated before this: asked" in lines
    assert "│   · wrong: lacking: it is green" in lines


def test_json_says_the_same(ask: Callable[..., Result]) -> None:
    found = json.loads(ask("sent_on = 2024-05-10", "--format", "json").stdout)
    (one,) = found["procedures"]
    assert (found["schema"], one["outcome"], one["check"]) == ("xixia-gov/stage/1", "under_way", "not_met")
    assert one["stage"]["wrong"] == ["sent"]
    sent = one["stage"]["steps"][1]
    assert [turn["wrong"] for turn in sent["turns"]] == ["lacks", "ahead"]


def test_a_rule_that_is_no_procedure_is_refused(run: Run, tmp_path: Path) -> None:
    duty = HEAD.replace("entitlement", "duty").replace("t.rule", "t.duty")
    small_book(tmp_path / "rules", RULE, "\n".join([duty, when("any", "claim.a")]))
    case = tmp_path / "case.toml"
    case.write_text(CASE.format(more=""), encoding="utf-8")
    done = run("stage", case, "--rules", tmp_path / "rules", *SMALL, "--rule", "t.duty", "--lang", "en")
    assert done.exit_code == 2
    assert "unknown procedure 't.duty'" in done.stderr
    assert "t.rule" in done.stderr


def test_two_days_for_a_step_are_refused_with_their_line(ask: Callable[..., Result]) -> None:
    done = ask("sent_on = 2024-05-04\nsent_on = 2024-05-05")
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
    assert "sent_on" in done.stderr or ":11" in done.stderr


def test_a_day_of_a_step_that_was_not_taken_is_a_contradiction(ask: Callable[..., Result]) -> None:
    done = ask("sent = false\nsent_on = 2024-05-04")
    assert done.exit_code == 2
    assert "sent_on" in done.stderr


def test_a_rulebook_without_procedures_says_so(run: Run, tmp_path: Path) -> None:
    small_book(tmp_path / "rules", "\n".join([HEAD, when("any", "claim.a")]))
    case = tmp_path / "case.toml"
    case.write_text(CASE.format(more=""), encoding="utf-8")
    done = run("stage", case, "--rules", tmp_path / "rules", *SMALL)
    assert (done.exit_code, done.stdout) == (0, "这一情形中没有适用程序的事项。\n")
