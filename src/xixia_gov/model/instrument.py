"""An instrument is a document of a government; each of its provisions is a passage of its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import attrs

from xixia_gov.frozen import FrozenMap
from xixia_gov.text import Text

Held = Literal["held", "unheld"]
"""Whether the words of an instrument are at hand, so that a phrase can be looked up in them."""


@attrs.frozen
class Span:
    """A passage by its first and its last words, both inside it.

    Two ends say where a passage stands even where a title or a page head is printed inside it.

    >>> Span(first="一、实施时间", last="12月").last
    '12月'
    """

    first: str
    last: str


def _frozen(provisions: Mapping[str, Span]) -> FrozenMap[str, Span]:
    return FrozenMap(provisions)


@attrs.frozen(kw_only=True)
class Instrument:
    """A document with its own id, printed in a gazette or known by name alone (`unheld`).

    `number`, `issued` and `issuers` are empty where the text at hand does not print them.
    `provisions` maps a locator as printed, such as 三（一）, to its words; `repeals` holds the
    numbers of the documents it ends. A held instrument names its gazette and its span.

    >>> law = Instrument(id="law", title=Text(zh="某法", en="A law"), text="unheld")
    >>> law.provisions
    FrozenMap({})
    """

    id: str
    number: str | None = None
    title: Text
    issuers: tuple[str, ...] = ()
    issued: dt.date | None = None
    gazette: str | None = None
    text: Held
    span: Span | None = None
    provisions: FrozenMap[str, Span] = attrs.field(factory=FrozenMap, converter=_frozen)
    repeals: tuple[str, ...] = ()
    note: Text | None = None


@attrs.frozen(order=True)
class Citation:
    """A place in an instrument: its id, and the locator of the provision as printed.

    >>> Citation("trade-in-2024", "三（一）").at
    '三（一）'
    """

    instrument: str
    at: str
