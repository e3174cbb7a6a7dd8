"""What a case says beyond its facts is checked before anything is decided, also where a program made it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.money import yuan
from xixia_gov.testing.small import HEAD, Claim, Person, claim_case, figures, small_book, value, when

RULE = "\n".join(
    [
        HEAD,
        figures(floor=100),
        value("worth", "claim.price"),
        value("wanted", "claim.a"),
        when("one", "worth >= floor and wanted"),
    ]
)


@pytest.mark.parametrize(
    ("suppose", "message"),
    [
        ({"t.rule/worth": 20000}, "expected"),
        ({"t.rule/worth": "200"}, "expected"),
        ({"t.rule/wanted": 5}, "expected true or false"),
        ({"t.rule/wnted": True}, "t.rule/wanted"),
    ],
)
def test_a_supposed_value_of_the_wrong_kind_is_refused(
    tmp_path: Path, suppose: dict[str, Any], message: str
) -> None:
    book = small_book(tmp_path, RULE)
    with pytest.raises(InputError, match=message):
        assess(book, claim_case(Claim(), suppose=suppose))


def test_a_supposed_sum_is_money(tmp_path: Path) -> None:
    book = small_book(tmp_path, RULE)
    case = claim_case(Claim(a=True), suppose={"t.rule/worth": yuan("100")})
    assert assess(book, case).determinations[0].outcome.value == "eligible"


@pytest.mark.parametrize("day", ["2024-01-01", None, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)])
def test_the_day_of_asking_is_a_day(day: Any) -> None:
    with pytest.raises(InputError, match="as_of: expected a day"):
        Case(subject=Person(), as_of=day)


def test_everything_wrong_with_a_case_is_told_at_once() -> None:
    subject: Any = Claim()
    with pytest.raises(InputError) as caught:
        Case(subject=subject, as_of=dt.date(2024, 1, 1), matters=[Person()])  # type: ignore[list-item] # the fault
    assert [str(problem.place) for problem in caught.value.problems] == ["subject", "matters[0]"]
