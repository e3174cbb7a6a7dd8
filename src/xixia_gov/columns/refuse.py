"""What columns cannot say exactly is refused, never said roughly."""

from __future__ import annotations

from xixia_gov.errors import XixiaError
from xixia_gov.text import Text


class RefusedError(XixiaError):
    """A part of a rule that no column can hold; whoever knows the rule names it."""

    def __init__(self, why: Text) -> None:
        super().__init__(why)
        self.why = why


__all__ = ["RefusedError"]
