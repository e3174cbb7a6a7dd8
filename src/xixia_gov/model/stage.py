"""A stage is where a procedure stands: the steps done, those that may come next, what is out of order."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from xixia_gov.model.instrument import Citation
from xixia_gov.text import Text


class State(enum.Enum):
    """How a step stands."""

    DONE = "done"
    NEXT = "next"
    BLOCKED = "blocked"
    ASIDE = "aside"
    """The step is no part of the procedure in this case."""


class Wrong(enum.Enum):
    """What is wrong with a step that was taken."""

    WITHOUT = "without"
    """A step it comes after was not taken."""
    BEFORE = "before"
    """A step it comes after is dated later."""
    LACKS = "lacks"
    """Something it needs is not so."""
    AHEAD = "ahead"
    """It is dated after the day of asking."""


@attrs.frozen
class Turn:
    """A wrong turn: what is wrong, and the step or the need it concerns (empty for a day ahead)."""

    wrong: Wrong
    other: str
    text: Text


@attrs.frozen
class Lack:
    """Something a step needs: whether it is certainly not so, or still open."""

    id: str
    text: Text
    cite: Citation
    open: bool


@attrs.frozen
class StepStage:
    """One step as it stands.

    `state` is None while several are possible. `on` is the day it was taken. `waits_for` are the steps
    that must come first and are not known to be done, `lacks` what it needs and is not known to be so.
    `turns` are the wrong turns that are certain, `missing` the facts that would say more.
    """

    id: str
    text: Text
    cite: Citation
    state: State | None
    possible: tuple[State, ...]
    on: dt.date | None
    by: Text | None
    waits_for: tuple[str, ...]
    lacks: tuple[Lack, ...]
    turns: tuple[Turn, ...]
    missing: tuple[str, ...]


@attrs.frozen
class Stage:
    """A procedure as it stands: its steps, each after those it comes after."""

    steps: tuple[StepStage, ...]

    def named(self, state: State) -> tuple[str, ...]:
        """Return the steps that certainly stand so."""
        return tuple(step.id for step in self.steps if step.state is state)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The steps that were certainly taken out of order."""
        return tuple(step.id for step in self.steps if step.turns)
