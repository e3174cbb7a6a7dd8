"""What is not known says so, and says why: a fact not given is `UNKNOWN`, an open answer has causes."""

from __future__ import annotations

import enum
from typing import Final, NoReturn

import attrs


class Unknown(enum.Enum):
    """The type of `UNKNOWN`: the value of a fact that nobody has given.

    It is neither true nor false, so it refuses to be a bool.

    >>> UNKNOWN
    UNKNOWN
    """

    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        message = "UNKNOWN is neither true nor false; test for it with: value is UNKNOWN"
        raise TypeError(message)

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


class CauseKind(enum.Enum):
    """Why something is not settled, and so who could settle it."""

    CASE = "case"
    """A fact that somebody can supply."""
    TEXT = "text"
    """The words are open: a reading, an undefined term, a list that ends in 等."""
    AUTHORITY = "authority"
    """Left to the discretion or judgement of an authority."""
    ELSEWHERE = "elsewhere"
    """Fixed by an instrument that is not held here, or beyond the years a calendar knows."""


@attrs.frozen(order=True)
class Cause:
    """One reason why a value is open.

    `name` is a fact's path for `CASE`; otherwise the key of the open condition, definition, list
    item, reading or amount.
    """

    kind: CauseKind = attrs.field(order=lambda kind: kind.value)
    name: str


Causes = frozenset[Cause]
NO_CAUSES: Final[Causes] = frozenset()
