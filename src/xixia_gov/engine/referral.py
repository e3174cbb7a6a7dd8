"""What the text hands to another instrument, and still stands open in an answer."""

from __future__ import annotations

from xixia_gov.engine.calls import CALENDAR
from xixia_gov.engine.findings import openings_of
from xixia_gov.model.definition import Opening
from xixia_gov.model.determination import NO, Outcome, Referral
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.unknown import Cause, CauseKind


def referrals(book: Rulebook, rule: Rule, causes: frozenset[Cause], outcome: Outcome) -> tuple[Referral, ...]:
    """Return what is fixed elsewhere: among the causes that keep an answer open, and beside a yes.

    What follows from a yes matters to whoever may still get one; a settled no hands nothing over.
    """
    openings = openings_of(book, rule)
    found: set[tuple[str, str, str | None]] = set()
    if outcome is not NO[rule.kind]:
        found.update((one.what.zh, one.what.en, one.to) for one in rule.refers)
    for cause in causes:
        if cause.kind is not CauseKind.ELSEWHERE:
            continue
        if cause == CALENDAR:
            found.add(("该年工作日安排", "the working days of that year", None))
            continue
        opening = _opening(openings, cause.name)
        if opening is not None:
            found.add((opening.what.zh, opening.what.en, opening.to))
    return tuple(
        Referral(Text(zh=zh, en=en), to)
        for zh, en, to in sorted(found, key=lambda one: (one[0], one[2] or ""))
    )


def _opening(openings: dict[str, Opening], name: str) -> Opening | None:
    return openings.get(name) or openings.get(name.partition("/")[0])
