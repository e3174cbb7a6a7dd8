"""A procedure: which steps are done, which may be taken, and what was taken out of order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from xixia_gov.errors import InputError
from xixia_gov.model.determination import Check, Determination, Outcome
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.model.stage import Stage, State, Wrong
from xixia_gov.testing.small import HEAD, Claim, answer_of, claim_case, reading, small_book, when


def step(name: str, *lines: str) -> str:
    return "\n".join([f"[steps.{name}]", f'zh = "步"\nen = "the step {name}"', *lines])


TEXT = "\n".join(
    [
        HEAD.replace("entitlement", "procedure"),
        when("any", "claim.a"),
        step("asked", 'done = "claim.made_on <= as_of"', 'on = "claim.made_on"'),
        step("sent", 'done = "claim.sent"', 'on = "claim.sent_on"', 'after = ["asked"]'),
        '[steps.sent.needs.green]\nzh = "绿"\nen = "it is green"\nwhen = "claim.colour == \'green\'"',
        step("more", 'done = "claim.b"', 'only_if = "claim.c"', 'after = ["asked"]'),
        step("end", "done = \"claim.serial == 'end'\"", 'after = ["sent", "more"]'),
    ]
)
MAY = {day: dt.date(2024, 5, day) for day in range(1, 10)}
ALL: dict[str, Any] = {
    "a": True,
    "made_on": MAY[1],
    "sent_on": MAY[2],
    "colour": "green",
    "b": True,
    "c": True,
    "serial": "end",
}


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return small_book(tmp_path, TEXT)


def said(book: Rulebook, as_of: dt.date = MAY[9], **facts: Any) -> Determination:
    given = {name: value for name, value in {**ALL, **facts}.items() if value is not None}
    return answer_of(book, claim_case(Claim(**given), as_of=as_of))


def stage(one: Determination) -> Stage:
    assert one.stage is not None
    return one.stage


def turns(one: Determination) -> list[tuple[str, Wrong, str]]:
    return [(each.id, turn.wrong, turn.other) for each in stage(one).steps for turn in each.turns]


def test_every_step_in_its_order(book: Rulebook) -> None:
    one = said(book)
    assert (one.outcome, one.check) == (Outcome.COMPLETE, Check.MET)
    assert stage(one).named(State.DONE) == ("asked", "sent", "more", "end")
    assert [each.on for each in stage(one).steps] == [MAY[1], MAY[2], None, None]


def test_what_may_be_taken_next_and_what_waits(book: Rulebook) -> None:
    one = said(book, sent=False, sent_on=None, b=False, serial="none")
    assert (one.outcome, one.check) == (Outcome.UNDER_WAY, Check.MET)
    assert stage(one).named(State.NEXT) == ("sent", "more")
    assert stage(one).named(State.BLOCKED) == ("end",)
    assert stage(one).steps[-1].waits_for == ("sent", "more")


def test_a_step_that_is_no_part_of_it_keeps_nothing_waiting(book: Rulebook) -> None:
    one = said(book, b=False, c=False, serial="none")
    assert stage(one).named(State.ASIDE) == ("more",)
    assert stage(one).named(State.NEXT) == ("end",)
    assert said(book, b=False, c=False).outcome is Outcome.COMPLETE


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"sent_on": MAY[1]}, []),  # on the same day is in order
        ({"made_on": MAY[3]}, [("sent", Wrong.BEFORE, "asked")]),
        ({"colour": "red"}, [("sent", Wrong.LACKS, "green")]),
        ({"b": False}, [("end", Wrong.WITHOUT, "more")]),
        ({"sent": False, "sent_on": None}, [("end", Wrong.WITHOUT, "sent")]),
    ],
)
def test_each_wrong_turn_is_named(
    book: Rulebook, facts: dict[str, Any], wrong: list[tuple[str, Wrong, str]]
) -> None:
    one = said(book, **facts)
    assert turns(one) == wrong
    assert one.check is (Check.NOT_MET if wrong else Check.MET)


def test_a_step_after_the_day_of_asking_is_a_wrong_turn(book: Rulebook) -> None:
    assert turns(said(book, as_of=MAY[1])) == [("sent", Wrong.AHEAD, "")]
    assert turns(said(book, as_of=MAY[2])) == []


def test_what_comes_after_a_step_of_a_day_that_has_not_come_waits_for_it(book: Rulebook) -> None:
    one = said(book, as_of=MAY[1], serial="none", b=False, c=False)
    assert stage(one).named(State.BLOCKED) == ("end",)
    assert stage(one).steps[-1].waits_for == ("sent",)
    assert stage(said(book, as_of=MAY[2], serial="none", b=False, c=False)).named(State.NEXT) == ("end",)


def test_what_is_not_known_of_a_step_leaves_it_open(book: Rulebook) -> None:
    one = answer_of(book, claim_case(Claim(a=True, made_on=MAY[1], c=True), as_of=MAY[9]))
    assert (one.outcome, one.check) == (Outcome.UNDETERMINED, Check.UNDETERMINED)
    sent = stage(one).steps[1]
    assert (sent.state, sent.possible) == (None, (State.DONE, State.NEXT))
    assert sent.missing == ("claim.colour", "claim.sent")
    assert stage(one).steps[-1].possible == (State.DONE, State.NEXT, State.BLOCKED)


def test_what_it_does_not_apply_to_has_no_stage(book: Rulebook) -> None:
    one = said(book, a=False)
    assert (one.outcome, one.check, one.stage) == (Outcome.NOT_REQUIRED, None, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('after = ["sent", "more"]', 'after = ["sent", "mor"]', "did you mean 'more'"),
        ('on = "claim.made_on"', 'on = "claim.made_on"\nafter = ["end"]', "go round in a circle"),
        ('done = "claim.b"', 'done = "claim.price"', "expected a truth"),
        ('only_if = "claim.c"', 'only_if = "claim.c"\nwho = "me"', "who"),
        ('after = ["sent", "more"]', 'after = ["sent", "sent"]', "the step 'sent' is listed twice"),
        ("[steps.more]", "[steps.any]", "a condition named 'any' already"),
    ],
)
def test_what_cannot_be_a_step_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        small_book(tmp_path, TEXT.replace(old, new))


CHAIN = "\n".join(
    [
        HEAD.replace("entitlement", "procedure"),
        when("any", "claim.a"),
        step("asked", 'done = "claim.made_on <= as_of"', 'on = "claim.made_on"'),
        step("more", 'done = "claim.b"', 'only_if = "claim.c"', 'after = ["asked"]'),
        step("sent", 'done = "claim.sent"', 'on = "claim.sent_on"', 'after = ["more"]'),
    ]
)


def test_a_step_is_no_earlier_than_what_comes_before_a_step_without_a_day(tmp_path: Path) -> None:
    book = small_book(tmp_path, CHAIN)
    late = said(book, made_on=MAY[3])
    assert turns(late) == [("sent", Wrong.BEFORE, "asked")]
    assert late.check is Check.NOT_MET
    assert said(book, made_on=MAY[2]).check is Check.MET
    # Without the step between, neither comes before the other.
    apart = said(book, made_on=MAY[3], c=False)
    assert (turns(apart), apart.check) == ([], Check.MET)


def test_an_exception_comes_before_where_the_procedure_stands(tmp_path: Path) -> None:
    lifted = """
[[exceptions]]
overrides = "t.rule"
when      = "claim.share >= 1"
outcome   = "not_required"
zh        = "例外"
en        = "an exception"
"""
    other = HEAD.replace("t.rule", "t.other").replace("entitlement", "duty") + when("any", "claim.a")
    book = small_book(tmp_path, TEXT, other + lifted)
    assert said(book, share=1, b=False).outcome is Outcome.NOT_REQUIRED
    assert said(book, share=0).outcome is Outcome.COMPLETE
    open_ = said(book, b=False)
    assert set(open_.possible) == {Outcome.NOT_REQUIRED, Outcome.UNDER_WAY}
    assert open_.missing == ("claim.share",)


def test_what_is_lacking_by_one_reading_alone_is_not_certainly_so(tmp_path: Path) -> None:
    text = TEXT.replace("claim.colour == 'green'", "claim.colour == 'green' or readings.how == 'two'")
    text = text.replace("[conditions.any]", f"{reading('how', 'one', 'two')}\n[conditions.any]")
    one = said(small_book(tmp_path, text), colour="red", sent=False, sent_on=None)
    (lack,) = stage(one).steps[1].lacks
    assert lack.open
