"""The files of a rules folder by what they hold: the folder's name says which entry a file is."""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from xixia_gov.errors import Place, Problem
from xixia_gov.rulebook.schema import (
    BookEntry,
    DefinitionsEntry,
    FamilyEntry,
    InstrumentEntry,
    ReadingsEntry,
    RuleEntry,
)
from xixia_gov.rulebook.source import Source
from xixia_gov.rulebook.structure import structure
from xixia_gov.text import Text

T = TypeVar("T")


@attrs.frozen
class Read(Generic[T]):
    """An entry with the file it comes from."""

    source: Source
    entry: T


@attrs.frozen
class Entries:
    """Everything a rules folder holds."""

    book: Read[BookEntry] | None
    instruments: list[Read[InstrumentEntry]]
    readings: list[Read[ReadingsEntry]]
    definitions: list[Read[DefinitionsEntry]]
    families: list[Read[FamilyEntry]]
    rules: list[Read[RuleEntry]]


def read_entries(sources: list[Source]) -> tuple[Entries, list[Problem]]:
    """Structure every file; the problems are those of shape, all files at once."""
    problems: list[Problem] = []
    entries = Entries(None, [], [], [], [], [])
    book: Read[BookEntry] | None = None

    def take(source: Source, cls: type[T], into: list[Read[T]]) -> None:
        entry, found = structure(source, cls)
        problems.extend(found)
        if entry is not None:
            into.append(Read(source, entry))

    for source in sources:
        match source.name.split("/")[1:]:
            case ["rulebook.toml"]:
                books: list[Read[BookEntry]] = []
                take(source, BookEntry, books)
                book = books[0] if books else None
            case ["instruments", *_]:
                take(source, InstrumentEntry, entries.instruments)
            case ["readings", *_]:
                take(source, ReadingsEntry, entries.readings)
            case ["definitions", *_]:
                take(source, DefinitionsEntry, entries.definitions)
            case _ if "family" in source.data:
                take(source, FamilyEntry, entries.families)
            case _:
                take(source, RuleEntry, entries.rules)
    if not any(source.name.endswith("/rulebook.toml") for source in sources):
        message = Text(
            zh="规则文件夹缺少 rulebook.toml (编号、标题、所知法律的截止日)",
            en="the rules folder has no rulebook.toml (id, title, the day the law is known through)",
        )
        problems.append(Problem(message, Place("rulebook.toml")))
    return attrs.evolve(entries, book=book), problems
