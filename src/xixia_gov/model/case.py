"""A case is a subject, its matters, and the day of asking; what is not said in it stays unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from xixia_gov.frozen import FrozenMap
from xixia_gov.vocabulary.base import Matter, Subject


def _frozen(value: Mapping[str, Any]) -> FrozenMap[str, Any]:
    return value if isinstance(value, FrozenMap) else FrozenMap(value)


def _tuple(value: Iterable[Matter]) -> tuple[Matter, ...]:
    return tuple(value)


@attrs.frozen(kw_only=True)
class Case:
    """Who asks, about what, and when.

    `as_of` is the day of asking. `findings` assert open terms, `settle` takes an option of a
    reading (or `{"preferred": ...}` is written by the reader), `suppose` replaces a computed value:
    a what-if that every output marks.
    """

    subject: Subject
    as_of: dt.date
    matters: tuple[Matter, ...] = attrs.field(default=(), converter=_tuple)
    findings: Mapping[str, bool] = attrs.field(factory=FrozenMap, converter=_frozen)
    settle: Mapping[str, str] = attrs.field(factory=FrozenMap, converter=_frozen)
    suppose: Mapping[str, Any] = attrs.field(factory=FrozenMap, converter=_frozen)
