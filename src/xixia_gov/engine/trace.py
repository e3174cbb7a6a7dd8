"""A trace is an evaluated expression: each node with its value, and why it is open."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from xixia_gov.engine.value import Value, settled
from xixia_gov.expression.nodes import Node
from xixia_gov.unknown import NO_CAUSES, Cause, Causes


@attrs.frozen
class Traced:
    """A node, all it could be, the causes that keep it open, and the nodes below it.

    Causes are empty exactly when the value is settled: what cannot change the answer is not asked.
    """

    node: Node | None
    value: Value
    causes: Causes
    below: tuple[Traced, ...] = ()


def traced(
    node: Node | None, value: Value, below: Iterable[Traced] = (), causes: Iterable[Cause] = ()
) -> Traced:
    """Return the trace of a node whose causes are those given and those of the parts still open."""
    parts = tuple(below)
    if settled(value):
        return Traced(node, value, NO_CAUSES, parts)
    open_ = frozenset(causes).union(*(part.causes for part in parts))
    return Traced(node, value, open_, parts)
