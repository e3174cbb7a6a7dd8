"""A determination is the answer of one rule for one matter: advice, never the authority's decision."""

from __future__ import annotations

import enum
from typing import Any, Final

import attrs

from xixia_gov.lazy import Lazy
from xixia_gov.model.condition import Strength
from xixia_gov.model.instrument import Citation
from xixia_gov.model.output import Given
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Kind
from xixia_gov.model.stage import Stage
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
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    NOT_YET_DUE = "not_yet_due"
    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    COMPLETE = "complete"
    UNDER_WAY = "under_way"
    UNDETERMINED = "undetermined"


YES: dict[Kind, Outcome] = {
    Kind.ENTITLEMENT: Outcome.ELIGIBLE,
    Kind.PROHIBITION: Outcome.PROHIBITED,
    Kind.PERMIT: Outcome.APPROVAL_REQUIRED,
    Kind.DUTY: Outcome.REQUIRED,
    Kind.STATUS: Outcome.HOLDS,
    Kind.DEADLINE: Outcome.ON_TIME,
    Kind.VALUE: Outcome.APPLIES,
    Kind.PROCEDURE: Outcome.COMPLETE,
}
"""The yes of each kind."""

NO: dict[Kind, Outcome] = {
    Kind.ENTITLEMENT: Outcome.INELIGIBLE,
    Kind.PROHIBITION: Outcome.NOT_REACHED,
    Kind.PERMIT: Outcome.NOT_REQUIRED,
    Kind.DUTY: Outcome.NOT_REQUIRED,
    Kind.STATUS: Outcome.DOES_NOT_HOLD,
    Kind.DEADLINE: Outcome.NOT_REQUIRED,
    Kind.VALUE: Outcome.DOES_NOT_APPLY,
    Kind.PROCEDURE: Outcome.NOT_REQUIRED,
}
"""The no of each kind."""

OTHERS: dict[Kind, tuple[Outcome, ...]] = {
    Kind.PROHIBITION: (Outcome.PERMITTED_WITH_APPROVAL,),
    Kind.DEADLINE: (Outcome.OVERDUE, Outcome.NOT_YET_DUE),
    Kind.PROCEDURE: (Outcome.UNDER_WAY,),
}
"""What else comes out of some kinds where the rule applies: an exception puts it in place of the yes."""


EXCEPTION: Final = "exception"
"""What stands among the conditions that wait for an exception that waits."""


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


NONE_FAILED: Final[Lazy[tuple[Failure, ...]]] = Lazy.of(())
"""No condition fails."""
NO_OUTPUTS: Final[Lazy[tuple[Given, ...]]] = Lazy.of(())
"""Nothing is given beside the outcome."""
NO_STAGE: Final[Lazy[Stage | None]] = Lazy.of(None)
"""It is no procedure, or none that applies."""


@attrs.frozen
class Grounds:
    """All of an answer that does not depend on which matter it is for: many matters may share it."""

    rule: str
    version: int
    title: Text
    for_: str | None
    kind: Kind
    outcome: Outcome
    possible: tuple[Outcome, ...]
    check: Check | None
    force: Force
    since: str | None
    strength: Strength
    because: tuple[str, ...]
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


@attrs.frozen
class Determination:
    """The answer, with every reason: the contract of the output, field by field.

    `amount` is everything that could be paid over all completions, None where the rule pays no
    money; `if_eligible` the same given yes, None when the answer is no. `failed`, `outputs` and `stage` are
    worked out when they are first asked for. The fields of `grounds` are properties here.
    """

    grounds: Grounds
    matter: MatterRef
    ref: str | None
    amount: Amount | None
    if_eligible: Amount | None
    failed_: Lazy[tuple[Failure, ...]] = attrs.field(alias="failed")
    outputs_: Lazy[tuple[Given, ...]] = attrs.field(alias="outputs", default=NO_OUTPUTS)
    stage_: Lazy[Stage | None] = attrs.field(alias="stage", default=NO_STAGE)

    @property
    def failed(self) -> tuple[Failure, ...]:
        """The conditions that are certainly not met; none unless the answer is no."""
        return self.failed_.value

    @property
    def outputs(self) -> tuple[Given, ...]:
        """What is given beside the outcome: a day, a number, an office; none after a no."""
        return self.outputs_.value

    @property
    def stage(self) -> Stage | None:
        """Where a procedure stands; None after a no, and for every other kind of rule."""
        return self.stage_.value

    def saying(self, **grounds: Any) -> Determination:  # noqa: ANN401 - the fields of the grounds, by name
        """Return the same answer on other grounds: the fields named here are replaced."""
        return attrs.evolve(self, grounds=attrs.evolve(self.grounds, **grounds))

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.grounds.rule

    @property
    def version(self) -> int:
        """The version of the rule, from 1."""
        return self.grounds.version

    @property
    def title(self) -> Text:
        """The title of the rule."""
        return self.grounds.title

    @property
    def for_(self) -> str | None:
        """`household` where the answer is for the whole household."""
        return self.grounds.for_

    @property
    def kind(self) -> Kind:
        """What the rule decides."""
        return self.grounds.kind

    @property
    def outcome(self) -> Outcome:
        """Yes, no or undetermined, in the words of the kind."""
        return self.grounds.outcome

    @property
    def possible(self) -> tuple[Outcome, ...]:
        """The outcomes still possible."""
        return self.grounds.possible

    @property
    def check(self) -> Check | None:
        """Whether what a duty or a permit asks for has been done."""
        return self.grounds.check

    @property
    def force(self) -> Force:
        """Whether the rule applies on the day that selects the law."""
        return self.grounds.force

    @property
    def since(self) -> str | None:
        """The first day of a rule not yet in force, the last of one that has ended."""
        return self.grounds.since

    @property
    def strength(self) -> Strength:
        """How binding the words are."""
        return self.grounds.strength

    @property
    def because(self) -> tuple[str, ...]:
        """Why the amount is open: `missing:FACT`, `reading:ID`, `authority`, `elsewhere`."""
        return self.grounds.because

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts to ask, by path."""
        return self.grounds.missing

    @property
    def open(self) -> tuple[Waiting, ...]:
        """The conditions that wait on something no fact can settle."""
        return self.grounds.open

    @property
    def readings(self) -> tuple[str, ...]:
        """The open readings that make a difference."""
        return self.grounds.readings

    @property
    def under(self) -> tuple[Under, ...]:
        """Each distinct result with its settings."""
        return self.grounds.under

    @property
    def assumed(self) -> tuple[tuple[str, str], ...]:
        """The assumptions made: reading and option."""
        return self.grounds.assumed

    @property
    def settled(self) -> tuple[tuple[str, str], ...]:
        """The readings the case settles: reading and option."""
        return self.grounds.settled

    @property
    def asserted(self) -> tuple[str, ...]:
        """The open terms the case asserts, by key."""
        return self.grounds.asserted

    @property
    def supposed(self) -> tuple[str, ...]:
        """The definitions the case supposes: a what-if."""
        return self.grounds.supposed

    @property
    def referred(self) -> tuple[Referral, ...]:
        """What the text hands to other instruments."""
        return self.grounds.referred

    @property
    def cite(self) -> tuple[Citation, ...]:
        """The provisions the answer rests on."""
        return self.grounds.cite

    @property
    def office(self) -> Text | None:
        """The office in charge, None where the text names none."""
        return self.grounds.office

    @property
    def planned(self) -> bool:
        """Whether the event is after the day of asking."""
        return self.grounds.planned

    @property
    def every(self) -> str | None:
        """How often the sum is paid."""
        return self.grounds.every

    @property
    def payee(self) -> Text | None:
        """Who is paid."""
        return self.grounds.payee

    @property
    def payer(self) -> Text | None:
        """Who pays."""
        return self.grounds.payer


FIELDS: Final = (
    *(field.name for field in attrs.fields(Grounds)),
    *(field.alias or field.name for field in attrs.fields(Determination) if field.name != "grounds"),
)
"""The names of all that a determination says."""
