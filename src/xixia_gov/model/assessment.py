"""An assessment is all determinations of a case, combined: groups, totals, and what was not assessed."""

from __future__ import annotations

import datetime as dt

import attrs

from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import Amount, Determination, MatterRef, Outcome
from xixia_gov.model.reading import Settings
from xixia_gov.text import Text


@attrs.frozen
class Conclusion:
    """What all prohibitions on one matter come to.

    `outcome` is None where nothing here bars the matter: other law may. `possible` are the outcomes that
    are left while it is undetermined.
    """

    matter: MatterRef
    outcome: Outcome | None
    because: tuple[str, ...]
    possible: tuple[Outcome | None, ...] = ()


@attrs.frozen
class GroupUnder:
    """What a group comes to when the readings that matter to it are settled so."""

    settings: Settings
    amount: Amount
    preferred: bool


@attrs.frozen
class GroupResult:
    """What the rules of a group come to together; `under` lists each reading's sum."""

    group: str
    amount: Amount
    under: tuple[GroupUnder, ...] = ()


@attrs.frozen
class Total:
    """The sum of what one payee may have from one payer, with one frequency and strength."""

    payee: Text | None
    payer: Text | None
    every: str | None
    strength: Strength
    amount: Amount


@attrs.frozen
class NotAssessed:
    """A rule for this subject whose matter the case does not have."""

    rule: str
    matter: str


@attrs.frozen
class OtherSubject:
    """A rule about a matter of the case that is for other subjects than the one who asks."""

    rule: str
    matter: str
    subjects: tuple[str, ...]


@attrs.frozen
class Assessment:
    """The answers for one case."""

    rulebook: str
    digest: str
    known_through: dt.date
    as_of: dt.date
    determinations: tuple[Determination, ...]
    conclusions: tuple[Conclusion, ...]
    groups: tuple[GroupResult, ...]
    totals: tuple[Total, ...]
    not_assessed: tuple[NotAssessed, ...]
    not_encoded: tuple[Text, ...] = ()
    other_subjects: tuple[OtherSubject, ...] = ()
