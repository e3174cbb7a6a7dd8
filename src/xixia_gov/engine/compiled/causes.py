"""The causes of one rule as bits: first the facts to ask, in the order of its layout, then all others."""

from __future__ import annotations

import attrs

from xixia_gov.engine.verdict import Layout
from xixia_gov.unknown import Cause, CauseKind


@attrs.define
class Causes:
    """The bits given out so far; a cause keeps its bit."""

    layout: Layout
    others: list[Cause] = attrs.field(factory=list)

    def bit(self, cause: Cause) -> str:
        """Return the bit of a cause as it is written in code."""
        if cause.kind is CauseKind.CASE:
            return str(1 << self.layout.missing.index(cause.name))
        if cause not in self.others:
            self.others.append(cause)
        return str(1 << (len(self.layout.missing) + self.others.index(cause)))

    def asked(self, path: str) -> str:
        """Return the bit of a fact."""
        return self.bit(Cause(CauseKind.CASE, path))

    @property
    def facts(self) -> int:
        """The bits that stand for facts."""
        return (1 << len(self.layout.missing)) - 1

    def named(self, mask: int) -> frozenset[Cause]:
        """Return the causes whose bits are set."""
        facts = [Cause(CauseKind.CASE, path) for path in self.layout.missing]
        every = [*facts, *self.others]
        return frozenset(cause for place, cause in enumerate(every) if mask >> place & 1)
