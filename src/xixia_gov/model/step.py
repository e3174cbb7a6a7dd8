"""A step of a procedure: what is done, what must come first, what it needs, and who takes it."""

from __future__ import annotations

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
