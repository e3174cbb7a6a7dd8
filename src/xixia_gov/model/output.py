"""An output is what a rule answers with beside its yes or no: a day, a number, a sum, an office."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from xixia_gov.expression.nodes import Node
from xixia_gov.expression.types import Type
from xixia_gov.model.condition import Alternative
from xixia_gov.model.instrument import Citation
from xixia_gov.text import Text
from xixia_gov.units import Unit
from xixia_gov.unknown import Cause


@attrs.frozen
class Output:
    """What a rule gives where it applies: one expression, or the ones that hold of several `ways`.

    `type` is that of the expression, None for ways: these are choices, each with its own words.
    """

    id: str
    text: Text
    cite: Citation
    node: Node | None = None
    type: Type | None = None
    ways: tuple[Alternative, ...] = ()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every expression of the output."""
        return (*(() if self.node is None else (self.node,)), *(way.node for way in self.ways))


End = Fraction | dt.date | None
"""One end of what an output could be; money is in fen, None is no known limit."""


@attrs.frozen
class Given:
    """An output as it came out: from `least` through `most`, or the ways that may hold and those that do.

    Of ways that surely hold there can be several, where the text names several. `causes` says why it is
    open, and `readings` which ways of reading the text it turns on; there are none where it is settled.
    """

    id: str
    text: Text
    cite: Citation
    kind: str
    unit: Unit | None = None
    least: End = None
    most: End = None
    possible: tuple[tuple[str, Text], ...] = ()
    sure: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    readings: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing about it is open."""
        if self.kind == "choice":
            return len(self.sure) == len(self.possible)
        return self.least is not None and self.least == self.most
