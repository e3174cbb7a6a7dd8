"""What all bans on one matter come to: one that bars it is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from xixia_gov.engine.assess import assess
from xixia_gov.testing.small import HEAD, Claim, claim_case, small_book, when

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
        (Claim(b=True), "permitted_with_approval", ("t.ban",)),  # reached or not, it bars nothing
        (Claim(b=False), "undetermined", ("t.ban",)),
        (Claim(a=False), None, ()),
    ],
)
def test_what_a_ban_and_its_exception_come_to(
    tmp_path: Path, claim: Claim, outcome: str | None, because: tuple[str, ...]
) -> None:
    [one] = assess(small_book(tmp_path, *BOOK), claim_case(claim)).conclusions
    assert (None if one.outcome is None else one.outcome.value, one.because) == (outcome, because)
