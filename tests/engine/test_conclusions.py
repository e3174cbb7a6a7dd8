"""What all bans on one matter come to: one that bars it is enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.rule import Kind
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.forget import forgetting
from xixia_gov.testing.small import HEAD, Claim, claim_case, small_book, when
from xixia_gov.testing.strategies import cases

BAN = HEAD.replace('"entitlement"', '"prohibition"')
PERMIT = HEAD.replace('"entitlement"', '"permit"').replace("t.rule", "t.permit")
LIFTED = """
[[exceptions]]
overrides = "t.ban"
when      = "holds(t.permit)"
outcome   = "permitted_with_approval"
zh        = "经批准的可以"
en        = "It may go ahead once approved"
"""
BOOK = (
    "\n".join([BAN.replace("t.rule", "t.ban"), when("one", "claim.a")]),
    "\n".join([PERMIT, when("two", "claim.b"), LIFTED]),
)


@pytest.mark.parametrize(
    ("claim", "outcome", "because"),
    [
        (Claim(a=True, b=False), "prohibited", ("t.ban",)),
        (Claim(a=True, b=True), "permitted_with_approval", ("t.ban",)),
        (Claim(a=True), "undetermined", ("t.ban",)),  # the approval is open, so the ban may stand
        (Claim(b=True), "undetermined", ("t.ban",)),  # not reached, or permitted: it bars nothing
        (Claim(b=False), "undetermined", ("t.ban",)),
        (Claim(a=False), None, ()),
    ],
)
def test_what_a_ban_and_its_exception_come_to(
    tmp_path: Path, claim: Claim, outcome: str | None, because: tuple[str, ...]
) -> None:
    [one] = assess(small_book(tmp_path, *BOOK), claim_case(claim)).conclusions
    assert (None if one.outcome is None else one.outcome.value, one.because) == (outcome, because)


def test_what_is_still_possible_is_told(tmp_path: Path) -> None:
    book = small_book(tmp_path, *BOOK)

    def left(claim: Claim) -> list[str | None]:
        [one] = assess(book, claim_case(claim)).conclusions
        return [None if each is None else each.value for each in one.possible]

    assert left(Claim(a=True)) == ["prohibited", "permitted_with_approval"]
    assert left(Claim(b=True)) == ["permitted_with_approval", None]
    assert left(Claim()) == ["prohibited", "permitted_with_approval", None]
    assert left(Claim(a=False)) == [None]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_more_knowledge_never_leaves_what_bans_together_could_come_to(data: st.DataObject) -> None:
    book = load_rulebook()
    bans = [one[-1] for one in book.rules.values() if one[-1].kind is Kind.PROHIBITION]
    rule = data.draw(st.sampled_from([one for one in bans if one.matter == "OutdoorFire"]))
    fuller = data.draw(cases(book, rule))
    emptier = data.draw(forgetting(book, rule, fuller))
    try:
        [now] = assess(book, fuller, rules=[one.id for one in bans]).conclusions
    except InputError:
        return
    [before] = assess(book, emptier, rules=[one.id for one in bans]).conclusions
    assert set(now.possible) <= set(before.possible)
