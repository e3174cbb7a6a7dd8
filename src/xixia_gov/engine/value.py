"""A value is everything an expression could still be: a truth, an interval, a set of options, a list."""

from __future__ import annotations

import attrs

from xixia_gov.interval import Dates, Interval, Numbers
from xixia_gov.truth import Truth
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import Flags


@attrs.frozen
class Options:
    """The options a choice could still be; None means any text at all."""

    possible: frozenset[str] | None

    @property
    def only(self) -> str | None:
        """The option, where just one is left."""
        if self.possible is not None and len(self.possible) == 1:
            return next(iter(self.possible))
        return None


@attrs.frozen
class Items:
    """A list as far as it is given; `complete` says whether nothing is missing from it."""

    path: str
    elements: tuple[Thing, ...]
    complete: Truth


Value = Truth | Numbers | Dates | Options | Flags | Items


def settled(value: Value) -> bool:
    """Whether only one value is left.

    >>> settled(Truth.UNKNOWN)
    False
    """
    match value:
        case Truth():
            return value is not Truth.UNKNOWN
        case Interval():
            return value.settled
        case Options():
            return value.only is not None
        case Flags():
            return value.complete
        case Items():
            return value.complete is Truth.TRUE


def join(one: Value, two: Value) -> Value:
    """Return a value that allows all that either allows."""
    match one, two:
        case Truth(), Truth():
            return one if one is two else Truth.UNKNOWN
        case Interval(), Interval():
            return one.hull(two)  # type: ignore[arg-type] # the checker joins numbers with numbers only
        case Options(), Options():
            if one.possible is None or two.possible is None:
                return Options(None)
            return Options(one.possible | two.possible)
        case _:
            message = f"cannot join {one!r} and {two!r}"
            raise TypeError(message)


def meet(one: Value, two: Value) -> Value | None:
    """Return what both allow, or None where they contradict each other."""
    match one, two:
        case Truth(), Truth():
            if Truth.UNKNOWN in (one, two):
                return two if one is Truth.UNKNOWN else one
            return one if one is two else None
        case Interval(), Interval():
            return one.meet(two)  # type: ignore[arg-type] # both are of one fact's type
        case Options(), Options():
            if one.possible is None or two.possible is None:
                return two if one.possible is None else one
            both = one.possible & two.possible
            return Options(both) if both else None
        case _:
            return one if one == two else None


def covers(wide: Value, narrow: Value) -> bool:
    """Whether `wide` allows all that `narrow` allows (the law of refinement)."""
    match wide, narrow:
        case Truth(), Truth():
            return wide is Truth.UNKNOWN or wide is narrow
        case Interval(), Interval():
            return wide.covers(narrow)  # type: ignore[arg-type] # as above
        case Options(), Options():
            if wide.possible is None:
                return True
            return narrow.possible is not None and narrow.possible <= wide.possible
        case _:
            return wide == narrow
