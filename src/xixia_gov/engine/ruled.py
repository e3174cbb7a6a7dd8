"""What every executor says of a rule under one way of settling its readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from xixia_gov.model.determination import Amount, Check, Determination, Force, Outcome
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule
from xixia_gov.truth import Truth
from xixia_gov.unknown import Causes


class Ruled(Protocol):
    """What one rule says of one matter under one set of settings, by whichever executor."""

    @property
    def rule(self) -> Rule:
        """The rule, in its version."""

    @property
    def settings(self) -> Settings:
        """The option taken for each reading."""

    @property
    def day(self) -> dt.date | None:
        """The day that selects the law, None while it is not known."""

    @property
    def force(self) -> Force:
        """Whether the rule applies on that day."""

    @property
    def holds(self) -> Truth:
        """Whether the rule is in force and all its conditions are met."""

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """The outcomes still possible."""

    @property
    def check(self) -> Check | None:
        """Whether what is asked for has been done."""

    @property
    def pays(self) -> Amount | None:
        """What is paid given yes."""

    @property
    def amount(self) -> Amount | None:
        """Everything that could be paid."""

    @property
    def causes(self) -> Causes:
        """Why the answer is open."""

    @property
    def waiting(self) -> tuple[tuple[str, Causes], ...]:
        """The conditions and checks that wait on something no fact can settle, and on what."""


class Answer(Protocol):
    """A determination together with what it was joined from, by whichever executor."""

    @property
    def determination(self) -> Determination:
        """What comes out over all ways of settling the readings."""

    @property
    def branches(self) -> Sequence[Ruled]:
        """What comes out under each of them."""
