"""Every value that a person may meet has words in both languages."""

from __future__ import annotations

import pytest

from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, YES, Check, Force, Outcome
from xixia_gov.model.rule import Kind, Policy
from xixia_gov.report.words import (
    CAUSES,
    CHECKS,
    FORCES,
    KINDS,
    POLICIES,
    STRENGTHS,
    check_text,
    outcome_text,
    quoted,
    sentence,
    strength_text,
    tidy,
)
from xixia_gov.text import Text
from xixia_gov.unknown import CauseKind


def test_every_value_has_words() -> None:
    assert set(KINDS) == set(Kind)
    assert set(FORCES) == set(Force)
    assert set(STRENGTHS) == set(Strength)
    assert set(CHECKS) == set(Check)
    assert set(CAUSES) == set(CauseKind)
    assert set(POLICIES) == set(Policy)


def test_every_outcome_of_a_kind_is_told_from_the_others() -> None:
    for kind in Kind:
        for lang in ("zh", "en"):
            said = [getattr(outcome_text(kind, outcome), lang) for outcome in Outcome]
            assert all(said)
        answers = [outcome_text(kind, outcome).zh for outcome in (YES[kind], NO[kind], Outcome.UNDETERMINED)]
        assert len(set(answers)) == 3


def test_a_permit_that_is_not_needed_is_no_duty_that_is_not_owed() -> None:
    assert outcome_text(Kind.PERMIT, Outcome.NOT_REQUIRED) != outcome_text(Kind.DUTY, Outcome.NOT_REQUIRED)


def test_what_soft_words_ask_for_is_no_duty_and_no_breach() -> None:
    hard, soft = Strength.HARD, Strength.SOFT
    for outcome in (Outcome.REQUIRED, Outcome.NOT_REQUIRED):
        assert outcome_text(Kind.DUTY, outcome, soft) != outcome_text(Kind.DUTY, outcome, hard)
    assert outcome_text(Kind.DUTY, Outcome.UNDETERMINED, soft) == outcome_text(
        Kind.DUTY, Outcome.UNDETERMINED
    )
    assert outcome_text(Kind.STATUS, Outcome.HOLDS, soft) == outcome_text(Kind.STATUS, Outcome.HOLDS)
    assert "不是义务" in outcome_text(Kind.DUTY, Outcome.REQUIRED, soft).zh
    assert check_text(Check.NOT_MET, soft) == Text(zh="没有做到（不算违反）", en="not done (no breach)")
    assert check_text(Check.NOT_MET, Strength.IN_PRINCIPLE) == check_text(Check.NOT_MET)
    assert len({check_text(check, soft).en for check in Check}) == len(Check)
    assert strength_text(Kind.DUTY, hard) is None
    assert strength_text(Kind.DUTY, soft) != strength_text(Kind.ENTITLEMENT, soft)
    assert strength_text(Kind.DUTY, Strength.IN_PRINCIPLE) == strength_text(
        Kind.STATUS, Strength.IN_PRINCIPLE
    )


@pytest.mark.parametrize(
    ("plain", "print_"),
    [
        ("单价:1,000元;是(含)?", "单价：1,000元；是（含）？"),
        ("0.5元,约", "0.5元，约"),
        ("甲,乙", "甲，乙"),
    ],
)
def test_chinese_has_the_marks_of_chinese_print(plain: str, print_: str) -> None:
    assert tidy(Text(zh=plain, en="x")).zh == print_


def test_english_keeps_its_marks() -> None:
    assert tidy(Text(zh="x", en="a: b, (c)?")).en == "a: b, (c)?"


def test_quotation_marks_inside_quotation_marks_are_single() -> None:
    assert quoted("“三类人员”补贴") == "“‘三类人员’补贴”"


def test_a_sentence_ends_once() -> None:
    assert sentence(Text(zh="可以。", en="yes.")) == Text(zh="可以。", en="Yes.")
    assert sentence(Text(zh="可以", en="yes")) == Text(zh="可以。", en="Yes.")
