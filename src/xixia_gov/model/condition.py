"""A condition is one clause of a rule, with its own words and provision."""

from __future__ import annotations

import enum

import attrs

from xixia_gov.expression.nodes import Node
from xixia_gov.model.definition import Opening
from xixia_gov.model.instrument import Citation
from xixia_gov.text import Text


class Strength(enum.Enum):
    """How binding the words are: nobody can claim on soft ones (力争, 鼓励)."""

    HARD = "hard"
    IN_PRINCIPLE = "in_principle"
    SOFT = "soft"


@attrs.frozen
class Alternative:
    """One of several ways to meet a condition."""

    id: str
    text: Text
    node: Node
    cite: Citation


@attrs.frozen
class Condition:
    """One clause: an expression (`node`), alternatives, or words the text leaves open (`opening`).

    `key` (`RULE/condition`) is what a case asserts in `findings`. `only_if` limits the clause to
    some cases; outside them it does not apply. `implied_by` names the clauses that include it.
    `readings` are the ids of all readings it can depend on.
    """

    id: str
    key: str
    text: Text
    cite: Citation
    node: Node | None = None
    alternatives: tuple[Alternative, ...] = ()
    opening: Opening | None = None
    only_if: Node | None = None
    implied_by: tuple[str, ...] = ()
    strength: Strength = Strength.HARD
    readings: tuple[str, ...] = ()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every expression of the clause."""
        own = () if self.node is None else (self.node,)
        limit = () if self.only_if is None else (self.only_if,)
        return (*own, *(alternative.node for alternative in self.alternatives), *limit)
