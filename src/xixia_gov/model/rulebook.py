"""A rulebook is an immutable set of rules, instruments and definitions, and the day it is known through."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from xixia_gov.frozen import FrozenMap
from xixia_gov.model.definition import Definition, NamedList, Table
from xixia_gov.model.figure import Figure
from xixia_gov.model.instrument import Instrument
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import Group, Rule
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo
from xixia_gov.vocabulary.vocabulary import Vocabulary


class Memo(dict[tuple[str, ...], Any]):
    """What has been worked out about one rulebook, by what it is and of which part.

    A rulebook never changes, so neither does anything here; a copy or a pickle begins empty, and so
    does the rulebook that `attrs.evolve` makes.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Memo], tuple[()]]:
        return Memo, ()


@attrs.frozen
class Rulebook:
    """All that `assess` needs to know of the law.

    `rules` holds every version of a rule, the earliest first. `digest` is the sha256 of the rule
    files. Everything is keyed by its id; `facts` holds the vocabulary's facts by their paths, and
    those that rule files declare (`own.x`).
    """

    id: str
    title: Text
    known_through: dt.date
    digest: str
    vocabulary: Vocabulary
    instruments: FrozenMap[str, Instrument]
    rules: FrozenMap[str, tuple[Rule, ...]]
    readings: FrozenMap[str, Reading]
    figures: FrozenMap[str, Figure]
    definitions: FrozenMap[str, Definition]
    lists: FrozenMap[str, NamedList]
    tables: FrozenMap[str, Table]
    groups: FrozenMap[str, Group]
    facts: FrozenMap[str, FactInfo]
    areas: FrozenMap[str, Text]
    not_encoded: tuple[Text, ...] = ()
    path: str = attrs.field(default="", eq=False)
    memo: Memo = attrs.field(init=False, factory=Memo, eq=False, repr=False)

    def latest(self, rule: str) -> Rule:
        """Return the last version of a rule; raises `KeyError` for an unknown one."""
        return self.rules[rule][-1]
