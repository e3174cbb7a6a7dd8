"""Truth is strong Kleene logic: true, false, or unknown, and unknown is never taken for false."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import NoReturn


class Truth(enum.Enum):
    """One of three truth values, joined with `&`, `|` and `~`.

    >>> Truth.UNKNOWN & Truth.FALSE
    <Truth.FALSE: 'false'>
    >>> Truth.UNKNOWN | Truth.FALSE
    <Truth.UNKNOWN: 'unknown'>
    """

    FALSE = "false"
    TRUE = "true"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool) -> Truth:  # noqa: FBT001 - turning a bool into a truth is the point
        """Return the truth value of a bool that is known."""
        return cls.TRUE if value else cls.FALSE

    def __and__(self, other: Truth) -> Truth:
        if self is Truth.FALSE or other is Truth.FALSE:
            return Truth.FALSE
        if self is Truth.TRUE and other is Truth.TRUE:
            return Truth.TRUE
        return Truth.UNKNOWN

    def __or__(self, other: Truth) -> Truth:
        if self is Truth.TRUE or other is Truth.TRUE:
            return Truth.TRUE
        if self is Truth.FALSE and other is Truth.FALSE:
            return Truth.FALSE
        return Truth.UNKNOWN

    def __invert__(self) -> Truth:
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE

    def __bool__(self) -> NoReturn:
        message = "a Truth may be unknown, so it is no bool; compare it: truth is Truth.TRUE"
        raise TypeError(message)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return the conjunction; true for none.

    >>> all_of([Truth.TRUE, Truth.UNKNOWN])
    <Truth.UNKNOWN: 'unknown'>
    """
    result = Truth.TRUE
    for truth in truths:
        result &= truth
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return the disjunction; false for none.

    >>> any_of([Truth.FALSE, Truth.UNKNOWN])
    <Truth.UNKNOWN: 'unknown'>
    """
    result = Truth.FALSE
    for truth in truths:
        result |= truth
    return result
