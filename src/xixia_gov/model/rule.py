"""A rule is a pure function from a case to a determination; this is all it is made of."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import Any, Final

import attrs

from xixia_gov.expression.nodes import Node
from xixia_gov.frozen import FrozenMap
from xixia_gov.lazy import Lazy
from xixia_gov.model.condition import Condition, Strength
from xixia_gov.model.definition import Opening
from xixia_gov.model.instrument import Citation
from xixia_gov.model.output import Output
from xixia_gov.model.step import Step
from xixia_gov.text import Text


class Kind(enum.Enum):
    """What a rule decides."""

    ENTITLEMENT = "entitlement"
    PROHIBITION = "prohibition"
    PERMIT = "permit"
    DUTY = "duty"
    STATUS = "status"
    DEADLINE = "deadline"
    VALUE = "value"
    PROCEDURE = "procedure"


class Rounding(enum.Enum):
    """How a sum between two fen is rounded; the value names the option of the reading."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


@attrs.frozen
class Window:
    """When a rule applies: from `first` through `last` (both inside) on the day `on` gives.

    `printed_end` is false where the text prints no end; then the law of later days is presumed.
    """

    on: Node
    first: dt.date | None
    last: dt.date | None
    cite: Citation
    anchor: str | None = None


@attrs.frozen
class Payment:
    """What an entitlement pays, from `least` through `most` yuan, in the expressions' fen.

    The two are one expression where the text fixes the sum; `most` is None where it prints no bound.
    `opening` says who or what fixes the
    sum inside a printed range. `rounding` is the reading that says how; None where the sum is a
    printed one. `never_over` and `never_under` are figures that no sum passes, `grows_with` facts with
    which a sum never shrinks: they decide nothing, and `verify` shows that they are so.
    """

    least: Node
    most: Node | None
    opening: Opening | None = None
    per: str | None = None
    every: str | None = None
    payer: Text | None = None
    payee: Text | None = None
    rounding: str | None = None
    never_over: str | None = None
    never_under: str | None = None
    grows_with: tuple[str, ...] = ()


@attrs.frozen
class Deadline:
    """By when something must be done: `due` is the last day in time, `on` the day it was done.

    Where `on` is None, what `done` says to be done was done in time. The outcomes beside the yes of a
    deadline are exemptions that its rule makes to itself.
    """

    due: Node
    done: Node
    on: Node | None


_TURNS: Final = ("on_time", "overdue", "not_yet_due", "under_way")


@attrs.frozen
class Exemption:
    """An exception: the rule it overrides, when, and the outcome it puts in place.

    A rule of several outcomes (a deadline, a procedure) overrides itself.
    """

    overrides: str
    by: str
    when: Node
    outcome: str
    text: Text
    cite: Citation

    @property
    def is_turn(self) -> bool:
        """Whether it is one of the outcomes that a deadline or a procedure has of its own."""
        return self.outcome in _TURNS

    @property
    def name(self) -> str:
        """What tells it from the others of a rule: the rule that makes it, or the outcome of a turn."""
        return self.outcome if self.is_turn else self.by


@attrs.frozen
class Note:
    """Something the text leaves open that no condition needs, or that a reader should know."""

    text: Text
    cite: Citation | None = None


@attrs.frozen
class Handover:
    """What a rule hands to another instrument beside its own yes; `to` None where the text names none."""

    what: Text
    to: str | None
    anchor: str
    cite: Citation


@attrs.frozen
class Example:
    """A case of the rule's own, with what must come out, derived by hand from the text."""

    name: str
    # As written in the file, tables and lists within: equal when the same, but not hashable.
    given: FrozenMap[str, Any] = attrs.field(hash=False)
    subject: FrozenMap[str, Any] = attrs.field(hash=False)
    expect: FrozenMap[str, Any] = attrs.field(hash=False)
    why: str
    as_of: dt.date | None = None
    findings: FrozenMap[str, bool] = FrozenMap()
    settle: FrozenMap[str, str] = FrozenMap()


def _lazily(examples: Lazy[tuple[Example, ...]] | tuple[Example, ...]) -> Lazy[tuple[Example, ...]]:
    return examples if isinstance(examples, Lazy) else Lazy.of(examples)


@attrs.frozen
class Rule:
    """One rule in one version.

    `readings` are the ids of every reading its answer can depend on, assumptions included. Matters that
    agree in `once_per` are paid once, where `once_if` holds (always, if it is None). What is checked of a
    procedure is that each step (`steps`) was taken in its order.
    """

    id: str
    version: int
    title: Text
    kind: Kind
    subjects: tuple[str, ...]
    matter: str
    cite: Citation
    window: Window
    conditions: tuple[Condition, ...]
    check: tuple[Condition, ...] = ()
    payment: Payment | None = None
    strength: Strength = Strength.HARD
    exemptions: tuple[Exemption, ...] = ()
    deadline: Deadline | None = None
    outputs: tuple[Output, ...] = ()
    steps: tuple[Step, ...] = ()
    readings: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    office: Text | None = None
    claim_by: Text | None = None
    proof: tuple[Text, ...] = ()
    once_per: tuple[Node, ...] = ()
    once_if: Node | None = None
    refers: tuple[Handover, ...] = ()
    notes: tuple[Note, ...] = ()
    # Only people and tests read the examples, so that of the built-in rulebook they are read when asked for.
    examples_: Lazy[tuple[Example, ...]] = attrs.field(alias="examples", default=(), converter=_lazily)
    path: str = attrs.field(default="", eq=False)

    @property
    def examples(self) -> tuple[Example, ...]:
        """The worked examples of the rule."""
        return self.examples_.value

    @property
    def area(self) -> str:
        """The first word of the id."""
        return self.id.partition(".")[0]

    def nodes(self) -> Iterator[Node]:
        """Yield every expression of the rule, its exceptions' included."""
        yield self.window.on
        for condition in (*self.conditions, *self.check):
            yield from condition.nodes
        if self.payment is not None:
            yield self.payment.least
            if self.payment.most is not None:
                yield self.payment.most
        for exemption in self.exemptions:
            yield exemption.when
        for output in self.outputs:
            yield from output.nodes
        for step in self.steps:
            yield from step.nodes
        yield from self.once_per
        if self.once_if is not None:
            yield self.once_if


class Policy(enum.Enum):
    """How the rules of a group go together."""

    SUM = "sum"
    HIGHEST = "highest"


@attrs.frozen
class Group:
    """Rules whose payments are combined: for one case, or for each unit where `per` is `unit`.

    `policy` is fixed, or the id of a reading whose options are policies.
    """

    id: str
    rules: tuple[str, ...]
    policy: Policy | str
    cite: Citation | None = None
    per: str | None = None
