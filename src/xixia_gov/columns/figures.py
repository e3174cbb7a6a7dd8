"""Figures over time: the value of the day that selects the law, or all there have been while it is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from xixia_gov.columns.compare import compare
from xixia_gov.columns.join import joined
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Point, Range, Span, constant, value_of
from xixia_gov.columns.term import Term
from xixia_gov.columns.worth import Value
from xixia_gov.expression.nodes import Comparison
from xixia_gov.model.figure import Figure

Stretch = tuple[dt.date | None, Term]
"""A day within a stretch of the calendar, and where the day of a row is, or may be, in that stretch."""
_BEFORE: Final = dt.date.min


def stretches(pool: Pool, changes: Iterable[dt.date], day: Point | None) -> list[Stretch]:
    """Return the stretches between changes: a day of each, and where that stretch is possible.

    Without a change there is one, and no day is named. Without a day every one is possible.
    """
    firsts = sorted(set(changes))
    if not firsts:
        return [(None, pool.true)]
    if day is None:
        return [(first, pool.true) for first in (_BEFORE, *firsts)]
    known = value_of(day)
    if isinstance(known, dt.date):
        return [(known, pool.true)]
    found: list[Stretch] = []
    begins = [compare(pool, Comparison.GE, day, constant(pool, first)).maybe for first in firsts]
    ends = [compare(pool, Comparison.LT, day, constant(pool, first)).maybe for first in firsts]
    for place, first in enumerate((_BEFORE, *firsts)):
        begun = begins[place - 1] if place else pool.true
        still = ends[place] if place < len(firsts) else pool.true
        found.append((first, pool.all(begun, still)))
    return found


def figure(pool: Pool, one: Figure, day: Point | None) -> Span:
    """Return a figure on the day that selects the law; the hull of its values while that is open."""
    changes = [version.since for version in one.versions if version.since is not None]
    if len(one.versions) == 1:
        changes = []
    parts: list[tuple[Term, Value]] = []
    for within, where in stretches(pool, changes, day):
        (value,) = one.possible(within) if within is not None else (one.versions[0].value,)
        parts.append((where, constant(pool, value)))
    found = joined(pool, parts)
    assert isinstance(found, Point | Range)  # noqa: S101 - numbers or days, as they went in
    return found


__all__ = ["Stretch", "figure", "stretches"]
