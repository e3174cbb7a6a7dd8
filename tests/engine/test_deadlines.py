"""A deadline: on time, overdue, not yet due, or not owed; every executor by the same days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from xixia_gov.errors import InputError
from xixia_gov.model.determination import Determination, Outcome
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.small import HEAD, Claim, answer_of, claim_case, small_book, when

DAY = 'days = { value = 1, unit = "days", anchor = "…" }'
DEADLINE = HEAD.replace("entitlement", "deadline").replace('on = "as_of"', 'on = "claim.made_on"')
TEXT = "\n".join(
    [
        DEADLINE,
        f"[figures]\n{DAY}",
        when("owed", "claim.a"),
        '[deadline]\ndue = "add_working_days(claim.made_on, days)"',
        'done = "claim.sent"\non = "claim.sent_on"',
    ]
)
FRIDAY, MONDAY, TUESDAY = dt.date(2024, 3, 1), dt.date(2024, 3, 4), dt.date(2024, 3, 5)


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return small_book(tmp_path, TEXT)


def said(book: Rulebook, as_of: dt.date, **facts: object) -> Determination:
    return answer_of(book, claim_case(Claim(**{"a": True, "made_on": FRIDAY, **facts}), as_of=as_of))  # type: ignore[arg-type] # facts of a claim


@pytest.mark.parametrize(
    ("as_of", "facts", "outcome"),
    [
        (MONDAY, {"sent": False}, Outcome.NOT_YET_DUE),
        (TUESDAY, {"sent": False}, Outcome.OVERDUE),
        (FRIDAY, {"sent_on": FRIDAY}, Outcome.ON_TIME),
        (TUESDAY, {"sent_on": MONDAY}, Outcome.ON_TIME),
        (TUESDAY, {"sent_on": TUESDAY}, Outcome.OVERDUE),
        # planned: it is not done yet, and the last day has not passed
        (MONDAY, {"sent_on": TUESDAY}, Outcome.NOT_YET_DUE),
        (TUESDAY, {"a": False, "sent": False}, Outcome.NOT_REQUIRED),
    ],
)
def test_the_working_day_after_a_friday_is_monday(
    book: Rulebook, as_of: dt.date, facts: dict[str, object], outcome: Outcome
) -> None:
    assert said(book, as_of, **facts).outcome is outcome


def test_whether_it_was_done_is_asked_and_what_is_possible_is_said(book: Rulebook) -> None:
    before, after = said(book, MONDAY), said(book, TUESDAY)
    assert set(before.possible) == {Outcome.ON_TIME, Outcome.NOT_YET_DUE}
    assert set(after.possible) == {Outcome.ON_TIME, Outcome.OVERDUE}
    assert after.missing == ("claim.sent", "claim.sent_on")
    assert said(book, TUESDAY, sent=False).missing == ()


def test_the_last_day_is_given(book: Rulebook) -> None:
    (due,) = said(book, TUESDAY).outputs
    assert (due.least, due.most, due.settled) == (MONDAY, MONDAY, True)
    assert said(book, TUESDAY, a=False).outputs == ()


def test_without_the_day_it_began_the_last_day_is_open(book: Rulebook) -> None:
    one = answer_of(book, claim_case(Claim(a=True, sent=False), as_of=TUESDAY))
    assert one.outcome is Outcome.UNDETERMINED
    assert one.missing == ("claim.made_on",)
    assert [(due.least, due.most) for due in one.outputs] == [(None, None)]


def test_no_calendar_reaches_that_year(book: Rulebook) -> None:
    far = dt.date(2092, 5, 1)
    one = answer_of(book, claim_case(Claim(a=True, made_on=far, sent=False), as_of=dt.date(2092, 5, 9)))
    assert set(one.possible) == {Outcome.OVERDUE, Outcome.NOT_YET_DUE}
    assert one.missing == ()
    assert [cause.name for waiting in one.open for cause in waiting.causes] == ["calendar"]
    assert one.outputs[0].least is None


def test_done_alone_may_say_that_it_was_in_time(tmp_path: Path) -> None:
    text = TEXT.replace('\non = "claim.sent_on"', "")
    book = small_book(tmp_path, text)
    assert said(book, TUESDAY, sent=True).outcome is Outcome.ON_TIME
    assert said(book, TUESDAY, sent=False).outcome is Outcome.OVERDUE
    assert said(book, MONDAY, sent=False).outcome is Outcome.NOT_YET_DUE


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('due = "add_working_days(claim.made_on, days)"', 'due = "claim.price"', "a date"),
        ('done = "claim.sent"', 'done = "claim.b"', "may not exist"),
        ('on = "claim.sent_on"', 'on = "claim.sent_on"\nby = "claim.made_on"', "by"),
        ('kind     = "deadline"', 'kind     = "duty"', "only a rule of kind deadline has `deadline`"),
    ],
)
def test_what_cannot_be_a_deadline_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        small_book(tmp_path, TEXT.replace(old, new))


def test_a_deadline_without_its_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a deadline has `deadline`"):
        small_book(tmp_path, TEXT.partition("[deadline]")[0])
