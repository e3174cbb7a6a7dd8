"""What a rule gives beside its outcome, in words: what is sure, what may be, and what it turns on."""

from __future__ import annotations

from pathlib import Path

import pytest

from xixia_gov.report.outputs import output_lines
from xixia_gov.report.speaker import Speaker
from xixia_gov.testing.small import HEAD, Claim, answer_of, claim_case, reading, small_book, when
from xixia_gov.text import Lang

WAY = '[gives.office.one_of.{id}]\nzh = "{zh}"\nen = "office {id}"\nwhen = "{when}"'
TEXT = "\n".join(
    [
        HEAD.replace("entitlement", "value"),
        reading("wide", "yes", "no"),
        when("any", "claim.a"),
        '[gives.office]\nzh = "办理处"\nen = "the office"',
        WAY.format(id="one", zh="甲处", when="claim.colour == 'red'"),
        WAY.format(id="two", zh="乙处", when="claim.c and readings.wide == 'yes'"),
    ]
)


@pytest.mark.parametrize(
    ("facts", "lang", "words"),
    [
        ({"colour": "red", "c": False}, "en", "the office: office one"),
        ({"colour": "blue", "c": False}, "en", "the office: none of those named"),
        ({"c": False}, "en", "the office: not settled yet (possible: office one)"),
        (
            {"colour": "red", "c": True},
            "en",
            "the office: office one; perhaps also office two (the text can be",
        ),
        ({"colour": "red", "c": True}, "zh", "办理处：甲处；还可能有乙处（条文有不同读法："),
    ],
)
def test_what_is_sure_comes_before_what_may_be(
    tmp_path: Path, facts: dict[str, object], lang: Lang, words: str
) -> None:
    book = small_book(tmp_path, TEXT)
    one = answer_of(book, claim_case(Claim(a=True, **facts)))  # type: ignore[arg-type] # facts of a claim
    (line,) = output_lines(Speaker(book, lang), one)
    assert line.startswith(words)
