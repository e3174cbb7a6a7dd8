"""A determination is the answer of one rule for one matter: advice, never the authority's decision."""

from __future__ import annotations

import enum

import attrs

from xixia_gov.lazy import Lazy
from xixia_gov.model.condition import Strength
from xixia_gov.model.instrument import Citation
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Kind
from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.unknown import Cause


class Outcome(enum.Enum):
    """Yes, no or undetermined, in the words of the kind."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    PROHIBITED = "prohibited"
    NOT_REACHED = "not_reached"
    PERMITTED_WITH_APPROVAL = "permitted_with_approval"
    APPROVAL_REQUIRED = "approval_required"
    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    HOLDS = "holds"
    DOES_NOT_HOLD = "does_not_hold"
    UNDETERMINED = "undetermined"


YES: dict[Kind, Outcome] = {
    Kind.ENTITLEMENT: Outcome.ELIGIBLE,
    Kind.PROHIBITION: Outcome.PROHIBITED,
    Kind.PERMIT: Outcome.APPROVAL_REQUIRED,
    Kind.DUTY: Outcome.REQUIRED,
    Kind.STATUS: Outcome.HOLDS,
}
"""The yes of each kind."""

NO: dict[Kind, Outcome] = {
    Kind.ENTITLEMENT: Outcome.INELIGIBLE,
    Kind.PROHIBITION: Outcome.NOT_REACHED,
    Kind.PERMIT: Outcome.NOT_REQUIRED,
    Kind.DUTY: Outcome.NOT_REQUIRED,
    Kind.STATUS: Outcome.DOES_NOT_HOLD,
}
"""The no of each kind."""


class Check(enum.Enum):
    """Whether what a duty or a permit asks for has been done."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


class Force(enum.Enum):
    """Whether the rule applies on the day that selects the law.

    `PRESUMED` counts as true: the day is after the one the rulebook is known through, and the text
    prints no end.
    """

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    PRESUMED = "presumed"
    UNKNOWN = "unknown"


@attrs.frozen
class Amount:
    """A closed interval of money; `most` None means that no upper bound is known."""

    least: Money
    most: Money | None

    @property
    def settled(self) -> bool:
        """Whether only one sum is left."""
        return self.least == self.most

    def hull(self, other: Amount) -> Amount:
        """Return the smallest interval with both inside."""
        most = None if self.most is None or other.most is None else max(self.most, other.most)
        return Amount(min(self.least, other.least), most)


NOTHING = Amount(Money(0), Money(0))
"""The amount of a no."""


@attrs.frozen
class Failure:
    """A condition that is certainly not met: what was given, what is required, how far off it is.

    `given` holds the facts read, by path; `distance` is the difference with its unit, where the
    condition compares numbers or dates.
    """

    condition: str
    text: Text
    given: tuple[tuple[str, str], ...]
    given_text: Text
    required: Text
    distance: Text | None
    at: Citation


@attrs.frozen
class Waiting:
    """A condition that waits on something no fact of the case can settle."""

    condition: str
    causes: tuple[Cause, ...]


@attrs.frozen
class Under:
    """What comes out when the readings are settled so."""

    settings: Settings
    outcome: Outcome
    amount: Amount | None
    preferred: bool


@attrs.frozen
class Referral:
    """Something the text hands to another instrument; `to` is None where it names none."""

    what: Text
    to: str | None


@attrs.frozen
class MatterRef:
    """Which matter of the case: its kind, its place among the matters (from 0), its unit (from 1)."""

    kind: str
    index: int
    unit: int


def _lazy(value: Lazy[tuple[Failure, ...]] | tuple[Failure, ...]) -> Lazy[tuple[Failure, ...]]:
    return value if isinstance(value, Lazy) else Lazy.of(value)


@attrs.frozen(slots=False)
class Determination:
    """The answer, with every reason; DESIGN's contract, field by field.

    `amount` is everything that could be paid over all completions, None where the rule pays no
    money; `if_eligible` the same given yes, None when the answer is no. `failed` is worked out when it
    is first asked for.
    """

    rule: str
    version: int
    title: Text
    matter: MatterRef
    ref: str | None
    for_: str | None
    kind: Kind
    outcome: Outcome
    possible: tuple[Outcome, ...]
    check: Check | None
    force: Force
    since: str | None
    strength: Strength
    amount: Amount | None
    if_eligible: Amount | None
    because: tuple[str, ...]
    failed_: Lazy[tuple[Failure, ...]] = attrs.field(alias="failed", converter=_lazy)
    missing: tuple[str, ...]
    open: tuple[Waiting, ...]
    readings: tuple[str, ...]
    under: tuple[Under, ...]
    assumed: tuple[tuple[str, str], ...]
    settled: tuple[tuple[str, str], ...]
    asserted: tuple[str, ...]
    supposed: tuple[str, ...]
    referred: tuple[Referral, ...]
    cite: tuple[Citation, ...]
    office: Text | None
    planned: bool
    every: str | None
    payee: Text | None
    payer: Text | None

    @property
    def failed(self) -> tuple[Failure, ...]:
        """The conditions that are certainly not met; none unless the answer is no."""
        return self.failed_.value

    def again(
        self,
        matter: MatterRef,
        ref: str | None,
        amount: Amount | None,
        if_eligible: Amount | None,
        failed: Lazy[tuple[Failure, ...]],
    ) -> Determination:
        """Return the same answer for another matter, which may be paid another sum for the same reasons."""
        # As `attrs.evolve` does, without passing thirty fields that stay as they are through `__init__`.
        other = object.__new__(Determination)
        fields = other.__dict__
        fields.update(self.__dict__)
        fields["matter"] = matter
        fields["ref"] = ref
        fields["amount"] = amount
        fields["if_eligible"] = if_eligible
        fields["failed_"] = failed
        return other
