"""Conflicts are where provisions collide or say nothing: what each is, and how the rules carry it.

They stand in `conflicts.toml` of a rules folder, apart from the rules, as the register of provisions does.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Final

import attrs

from xixia_gov.errors import InputError, Problem, unknown_name
from xixia_gov.model.instrument import Citation
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.location import built_in_rules
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import CiteEntry
from xixia_gov.rulebook.source import Source, read_source
from xixia_gov.rulebook.structure import structure
from xixia_gov.text import Text

CONFLICTS: Final = "conflicts.toml"


class Sort(Enum):
    """Whether provisions collide, or the text says nothing where it would have to."""

    CONFLICT = "conflict"
    GAP = "gap"


class Carried(Enum):
    """How the rules carry it."""

    READING = "reading"
    ASSUMPTION = "assumption"
    NOTE = "note"
    NONE = "none"
    """No rule is touched: it is told here alone."""


@attrs.frozen(kw_only=True)
class ConflictEntry:
    """A conflict as it is written: the provisions, and the readings or rules that carry it."""

    zh: str
    en: str
    sort: str
    between: list[CiteEntry]
    carried: str
    by: list[str] = attrs.field(factory=list)


@attrs.frozen(kw_only=True)
class ConflictsEntry:
    """The shape of the file."""

    conflicts: dict[str, ConflictEntry]


@attrs.frozen
class Conflict:
    """Provisions that collide, or one that leaves a gap; `by` are readings, or rules with a note on it."""

    id: str
    text: Text
    sort: Sort
    between: tuple[Citation, ...]
    carried: Carried
    by: tuple[str, ...]


@attrs.frozen
class Conflicts:
    """All conflicts of a rules folder, in the order of the file."""

    conflicts: tuple[Conflict, ...]
    source: Source = attrs.field(eq=False, repr=False)


def read_conflicts(folder: str | Path | None = None) -> Conflicts:
    """Return the conflicts of a rules folder, by default the built-in one.

    Raises `InputError` with all that is wrong in the file itself, or where there is none; whether it agrees
    with the rules is for `conflict_problems`.

    >>> read_conflicts().conflicts[0].sort.value
    'conflict'
    """
    where = built_in_rules() if folder is None else Path(folder)
    source = read_source(where / CONFLICTS, f"{where.resolve().name}/{CONFLICTS}")
    made = structure(source, ConflictsEntry)
    if made.entry is None or made.problems:
        raise InputError(made.problems)
    problems = [
        problem
        for id_, entry in made.entry.conflicts.items()
        for problem in _entry_problems(source, ("conflicts", id_), entry)
    ]
    if problems:
        raise InputError(problems)
    return Conflicts(tuple(_conflict(id_, entry) for id_, entry in made.entry.conflicts.items()), source)


def _conflict(id_: str, entry: ConflictEntry) -> Conflict:
    return Conflict(
        id_,
        Text(zh=entry.zh, en=entry.en),
        Sort(entry.sort),
        tuple(Citation(cite.instrument, cite.at) for cite in entry.between),
        Carried(entry.carried),
        tuple(entry.by),
    )


def _entry_problems(source: Source, path: KeyPath, entry: ConflictEntry) -> Iterator[Problem]:
    for field, kind, what in (
        ("sort", Sort, Text(zh="种类", en="sort")),
        ("carried", Carried, Text(zh="处理方式", en="way to carry it")),
    ):
        written, names = getattr(entry, field), [one.value for one in kind]
        if written not in names:
            yield source.at_value((*path, field), unknown_name(what, written, names))
    if not entry.between:
        message = Text(zh="between 须写明条款", en="`between` names the provisions")
        yield source.at_value((*path, "between"), message)
    if bool(entry.by) == (entry.carried == Carried.NONE.value):
        message = Text(
            zh="by 写明读法或规则; none 没有 by", en="`by` names readings or rules; with `none` there is none"
        )
        yield source.at_key(path, message)


def conflict_problems(book: Rulebook, conflicts: Conflicts) -> Iterator[Problem]:
    """Yield every point in which the conflicts and the rulebook do not agree, each at its place."""
    source = conflicts.source
    for one in conflicts.conflicts:
        path: KeyPath = ("conflicts", one.id)
        for index, cite in enumerate(one.between):
            where: KeyPath = (*path, "between", index)
            instrument = book.instruments.get(cite.instrument)
            if instrument is None:
                message = unknown_name(
                    Text(zh="规范性文件", en="instrument"), cite.instrument, sorted(book.instruments)
                )
                yield source.at_value((*where, "instrument"), message)
            elif instrument.text == "held" and cite.at not in instrument.provisions:
                message = unknown_name(Text(zh="条款", en="provision"), cite.at, list(instrument.provisions))
                yield source.at_value((*where, "at"), message)
        for index, name in enumerate(one.by):
            message_ = _carrier_problem(book, one, name)
            if message_ is not None:
                yield source.at_value((*path, "by", index), message_)


def _carrier_problem(book: Rulebook, one: Conflict, name: str) -> Text | None:
    if one.carried is Carried.NOTE:
        if name not in book.rules:
            return unknown_name(Text(zh="规则", en="rule"), name, sorted(book.rules))
        if not book.latest(name).notes:
            return Text(zh=f"规则“{name}”没有说明", en=f"rule {name!r} has no note")
        return None
    reading = book.readings.get(name)
    if reading is None:
        return unknown_name(Text(zh="读法", en="reading"), name, sorted(book.readings))
    if reading.assumed is not (one.carried is Carried.ASSUMPTION):
        found = Carried.ASSUMPTION if reading.assumed else Carried.READING
        return Text(zh=f"“{name}”是 {found.value}", en=f"{name!r} is of the sort `{found.value}`")
    return None


__all__ = [
    "CONFLICTS",
    "Carried",
    "Conflict",
    "ConflictEntry",
    "Conflicts",
    "ConflictsEntry",
    "Sort",
    "conflict_problems",
    "read_conflicts",
]
