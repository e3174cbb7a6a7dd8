"""The files of a rules folder by what they hold: the folder's name says which entry a file is."""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from xixia_gov.errors import Place, Problem
from xixia_gov.rulebook.positions import KeyPath
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

BOOK = "rulebook.toml"


@attrs.frozen
class Read(Generic[T]):
    """An entry with the file it comes from; `lost` are the parts whose shape is wrong."""

    source: Source
    entry: T
    lost: frozenset[KeyPath] = frozenset()


@attrs.frozen
class Unread:
    """What nobody can know, since the file that says it is broken; its readers are not blamed.

    `names`, `rules` and `instruments` are true where any could be missing; the ids are known ones.
    """

    names: bool = False
    rules: bool = False
    instruments: bool = False
    rule_ids: frozenset[str] = frozenset()
    instrument_ids: frozenset[str] = frozenset()


@attrs.frozen
class Entries:
    """Everything a rules folder holds."""

    book: Read[BookEntry] | None
    instruments: list[Read[InstrumentEntry]]
    readings: list[Read[ReadingsEntry]]
    definitions: list[Read[DefinitionsEntry]]
    families: list[Read[FamilyEntry]]
    rules: list[Read[RuleEntry]]
    unread: Unread = Unread()


def read_entries(sources: list[Source], broken: list[str], folder: str) -> tuple[Entries, list[Problem]]:
    """Structure every file; the problems are those of shape, all files at once.

    `broken` are the names of the files that are no TOML, `folder` is the name to show.
    """
    problems: list[Problem] = []
    entries = Entries(None, [], [], [], [], [])
    books: list[Read[BookEntry]] = []
    unread = _unread(broken)

    def take(source: Source, cls: type[T], into: list[Read[T]]) -> bool:
        made = structure(source, cls)
        problems.extend(made.problems)
        if made.entry is not None:
            into.append(Read(source, made.entry, made.lost))
        return made.entry is not None and not made.lost

    for source in sources:
        match source.name.split("/")[1:]:
            case ["rulebook.toml"]:
                take(source, BookEntry, books)
            case ["instruments", *_]:
                if not take(source, InstrumentEntry, entries.instruments):
                    lost = unread.instrument_ids | _ids([source.data])
                    unread = attrs.evolve(unread, instrument_ids=lost)
            case ["readings", *_]:
                before = len(entries.readings)
                take(source, ReadingsEntry, entries.readings)
                unread = attrs.evolve(unread, names=unread.names or len(entries.readings) == before)
            case ["definitions", *_]:
                before = len(entries.definitions)
                take(source, DefinitionsEntry, entries.definitions)
                unread = attrs.evolve(unread, names=unread.names or len(entries.definitions) == before)
            case _ if "family" in source.data:
                if not take(source, FamilyEntry, entries.families):
                    lost = unread.rule_ids | _ids(source.data.get("rules"))
                    unread = attrs.evolve(unread, rule_ids=lost)
            case _:
                if not take(source, RuleEntry, entries.rules):
                    lost = unread.rule_ids | _ids([source.data])
                    unread = attrs.evolve(unread, rule_ids=lost)
    if not any(name.endswith(f"/{BOOK}") for name in [*broken, *(source.name for source in sources)]):
        message = Text(
            zh=f"规则文件夹缺少 {BOOK} (编号、标题、所知法律的截止日)",
            en=f"the rules folder has no {BOOK} (id, title, the day the law is known through)",
        )
        problems.append(Problem(message, Place(folder)))
    return attrs.evolve(entries, book=books[0] if books else None, unread=unread), problems


def _unread(broken: list[str]) -> Unread:
    folders = {name.split("/")[1] for name in broken}
    return Unread(
        names=bool(folders & {"readings", "definitions"}),
        rules=bool(folders - {"readings", "definitions", "instruments", BOOK}),
        instruments="instruments" in folders,
    )


def _ids(tables: object) -> frozenset[str]:
    """Return the ids that tables of any shape say."""
    listed = tables if isinstance(tables, list) else []
    ids = {one.get("id") for one in listed if isinstance(one, dict) and isinstance(one.get("id"), str)}
    return frozenset(str(id_) for id_ in ids)
