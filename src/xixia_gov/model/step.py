"""A step of a procedure: what is done, what must come first, what it needs, and who takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from xixia_gov.expression.nodes import Node
from xixia_gov.model.condition import Alternative
from xixia_gov.model.instrument import Citation
from xixia_gov.text import Text


@attrs.frozen
class Step:
    """One step. Order is named in `after`, never by position; `on` is None where the text needs no day.

    `only_if` limits the step to some cases: elsewhere it is no part of the procedure.
    """

    id: str
    text: Text
    cite: Citation
    done: Node
    on: Node | None = None
    after: tuple[str, ...] = ()
    only_if: Node | None = None
    needs: tuple[Alternative, ...] = ()
    by: Text | None = None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every expression of the step."""
        maybe = (self.on, self.only_if)
        return (self.done, *(one for one in maybe if one is not None), *(need.node for need in self.needs))


def dated_before(step: Step, steps: Mapping[str, Step]) -> Iterator[tuple[Step, tuple[Step, ...]]]:
    """Yield the dated steps that come before a step by way of others that have no day, with those between."""
    for id_ in step.after:
        first = steps[id_]
        if first.on is not None:
            continue
        for other in first.after:
            if steps[other].on is not None:
                yield steps[other], (first,)
        for earlier, between in dated_before(first, steps):
            yield earlier, (*between, first)
