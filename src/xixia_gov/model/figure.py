"""A figure is a number or date of the text, with the phrase that carries it; it may change over time."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from xixia_gov.interval import Dates, Numbers, point
from xixia_gov.model.instrument import Citation
from xixia_gov.text import Text
from xixia_gov.units import Unit

FigureValue = Fraction | dt.date


@attrs.frozen
class Version:
    """A figure's value from a day on (None: from the beginning). Money is in fen."""

    since: dt.date | None
    value: FigureValue
    anchor: str
    cite: Citation


@attrs.frozen
class Figure:
    """A figure by its key; `unit` is None for a date.

    `assumed` marks a value that general law supplies to a printed term; `source` is the instrument
    it comes from.
    """

    key: str
    unit: Unit | None
    versions: tuple[Version, ...]
    assumed: bool = False
    source: str | None = None
    note: Text | None = None

    def possible(self, day: dt.date | None) -> tuple[FigureValue, ...]:
        """Return the value on `day`, or every value there has been when the day is unknown."""
        if day is None:
            return tuple(version.value for version in self.versions)
        begun = [v for v in self.versions if v.since is None or v.since <= day]
        return (begun[-1].value,) if begun else (self.versions[0].value,)

    def interval(self, day: dt.date | None) -> Numbers | Dates:
        """Return the hull of the possible values.

        >>> from xixia_gov.units import YUAN
        >>> cite = Citation("x", "一")
        >>> Figure("cap", YUAN, (Version(None, Fraction(100), "1元", cite),)).interval(None)
        Interval(least=Fraction(100, 1), most=Fraction(100, 1))
        """
        values = self.possible(day)
        dates = [value for value in values if isinstance(value, dt.date)]
        if dates:
            return point(min(dates)).hull(point(max(dates)))
        numbers = [value for value in values if isinstance(value, Fraction)]
        return point(min(numbers)).hull(point(max(numbers)))
