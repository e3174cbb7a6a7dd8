"""The register says of every provision what became of it: encoded by which rules, or why it is not.

It is the file `provisions.toml` of a rules folder, apart from the rules: these name the provisions they
cover, and each side is held against the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from xixia_gov.errors import InputError, Place, Problem, unknown_name
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.anchors import Anchor
from xixia_gov.rulebook.location import built_in_rules
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.register_entries import (
    BY_RULES,
    Disposition,
    ProvisionRow,
    RegisterEntry,
    entry_problems,
)
from xixia_gov.rulebook.source import Source, read_source
from xixia_gov.rulebook.structure import structure
from xixia_gov.text import Text

REGISTER: Final = "provisions.toml"


@attrs.frozen
class Provision:
    """One provision. `quote`, at most 12 characters found at `at`, is what leaves it open."""

    id: str
    instrument: str
    disposition: Disposition
    by: tuple[str, ...] = ()
    quote: str | None = None
    at: str | None = None
    lost_in_print: bool = False

    @property
    def path(self) -> KeyPath:
        """Where the register writes it."""
        return ("provisions", self.instrument, self.id)


@attrs.frozen
class Registered:
    """An instrument with provisions; `number` is None where none is printed."""

    id: str
    title: Text
    number: str | None


@attrs.frozen
class Register:
    """Instruments and provisions by their ids, in the order of the file they were read from."""

    instruments: FrozenMap[str, Registered]
    provisions: FrozenMap[str, Provision]
    source: Source = attrs.field(eq=False, repr=False)


@attrs.frozen
class Coverage:
    """How many provisions of one instrument have each disposition; all six are there."""

    instrument: Registered
    counts: FrozenMap[Disposition, int]

    @property
    def total(self) -> int:
        """The number of the instrument's provisions."""
        return sum(self.counts.values())


def read_register(folder: str | Path | None = None) -> Register:
    """Return the register of a rules folder, by default the built-in one.

    Raises `InputError` with all that is wrong in the file itself, or where there is none; whether it
    agrees with the rules is for `register_problems`.

    >>> read_register().provisions["appliance-10pct-1000"].by
    ('trade_in.appliance',)
    """
    where = built_in_rules() if folder is None else Path(folder)
    source = read_source(where / REGISTER, f"{where.resolve().name}/{REGISTER}")
    made = structure(source, RegisterEntry)
    entry = made.entry
    if entry is None or made.problems:
        raise InputError(made.problems)
    problems = list(entry_problems(source, entry))
    if problems:
        raise InputError(problems)
    instruments = {
        key: Registered(key, Text(zh=row.title.zh, en=row.title.en), row.number)
        for key, row in entry.instruments.items()
    }
    provisions = {id_: _provision(key, id_, row) for key, id_, row in entry.rows()}
    return Register(FrozenMap(instruments), FrozenMap(provisions), source)


def _provision(key: str, id_: str, row: ProvisionRow) -> Provision:
    disposition = Disposition(row.disposition)
    return Provision(id_, key, disposition, tuple(row.by), row.quote, row.at, row.lost_in_print)


def register_problems(book: Rulebook, register: Register) -> Iterator[Problem]:
    """Yield every point in which the register and the rules do not agree, each at its place."""
    covered = {
        id_: {covers for rule in versions for covers in rule.covers} for id_, versions in book.rules.items()
    }
    for one in register.provisions.values():
        yield from _rules_problems(book, register.source, one, covered)
    for versions in book.rules.values():
        for rule in versions:
            yield from _covers_problems(register, rule)
    for held in register.instruments.values():
        instrument = book.instruments.get(held.id)
        if instrument is not None:
            same = {"number": instrument.number == held.number, "title": instrument.title == held.title}
            for field in (field for field, equal in same.items() if not equal):
                zh, en = f"{field} 与规则的文件不同", f"`{field}` is not that of the rules' instrument"
                yield register.source.at_value(("instruments", held.id, field), Text(zh=zh, en=en))


def _rules_problems(
    book: Rulebook, source: Source, one: Provision, covered: dict[str, set[str]]
) -> Iterator[Problem]:
    for index, rule in enumerate(one.by):
        where = (*one.path, "by", index)
        if rule not in covered:
            yield source.at_value(where, unknown_name(Text(zh="规则", en="rule"), rule, sorted(covered)))
        elif one.id not in covered[rule]:
            zh, en = f"规则“{rule}”的 covers 没有“{one.id}”", f"rule {rule!r} does not cover {one.id!r}"
            yield source.at_value(where, Text(zh=zh, en=en))
    known = [version for rule in one.by for version in book.rules.get(rule, ())]
    if one.disposition is Disposition.ENCODED and known and not any(rule.examples for rule in known):
        zh, en = f"“{one.id}”的规则都没有例子", f"no rule of {one.id!r} has an example"
        yield source.at_key(one.path, Text(zh=zh, en=en))


def _covers_problems(register: Register, rule: Rule) -> Iterator[Problem]:
    for id_ in rule.covers:
        one = register.provisions.get(id_)
        if one is None:
            message = unknown_name(Text(zh="规定", en="provision"), id_, list(register.provisions))
            yield Problem(message, Place(rule.path, field=f"{rule.id}: covers"))
        elif one.disposition not in BY_RULES:
            zh = f"“{id_}”记为 {one.disposition.value}, 但规则“{rule.id}”写明了它"
            en = f"{id_!r} is said to be `{one.disposition.value}`, but rule {rule.id!r} covers it"
            yield register.source.at_value((*one.path, "disposition"), Text(zh=zh, en=en))
        elif rule.id not in one.by:
            zh, en = f"“{id_}”的 by 没有规则“{rule.id}”", f"`by` of {id_!r} lacks rule {rule.id!r}"
            yield register.source.at_value((*one.path, "by"), Text(zh=zh, en=en))


def register_anchors(register: Register) -> Iterator[Anchor]:
    """Yield every quote as a phrase to be found in its provision."""
    for one in register.provisions.values():
        if one.quote is not None and one.at is not None:
            spot = register.source.positions.value((*one.path, "quote"))
            place = Place(register.source.name, spot.line, spot.column)
            yield Anchor(one.instrument, one.at, one.quote, place)


def coverage(register: Register) -> tuple[Coverage, ...]:
    """Return the counts of each instrument, in the order of the register.

    >>> sum(one.total for one in coverage(read_register()))
    372
    """
    counts = {key: dict.fromkeys(Disposition, 0) for key in register.instruments}
    for one in register.provisions.values():
        counts[one.instrument][one.disposition] += 1
    return tuple(Coverage(register.instruments[key], FrozenMap(each)) for key, each in counts.items())
