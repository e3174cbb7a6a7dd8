"""The shape of a rule file, as attrs classes: what may be written, before it is known what it means."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

Scalar = int | str | dt.date


@attrs.frozen(kw_only=True)
class TextEntry:
    """Words in both languages, with the provision that prints them where there is one."""

    zh: str
    en: str
    at: str | None = None


@attrs.frozen(kw_only=True)
class CiteEntry:
    """A place in an instrument."""

    instrument: str
    at: str


@attrs.frozen(kw_only=True)
class WindowEntry:
    """When a rule applies."""

    on: str
    from_: dt.date | None = None
    through: dt.date | None = None
    at: str | None = None
    anchor: str | None = None


@attrs.frozen(kw_only=True)
class VersionEntry:
    """A figure's value from a day on."""

    from_: dt.date | None = None
    value: Scalar
    anchor: str
    at: str | None = None
    instrument: str | None = None


@attrs.frozen(kw_only=True)
class FigureEntry:
    """A number or date of the text."""

    value: Scalar | None = None
    unit: str | None = None
    anchor: str | None = None
    at: str | None = None
    instrument: str | None = None
    assumed: bool = False
    note: TextEntry | None = None
    values: list[VersionEntry] = attrs.field(factory=list)


@attrs.frozen(kw_only=True)
class OpenEntry:
    """What is left open: the cause, the phrase, and where it is handed to."""

    cause: str
    anchor: str | None = None
    at: str | None = None
    to: str | None = None
    what: TextEntry | None = None
    may: list[str] | None = None
    count: int | None = None


@attrs.frozen(kw_only=True)
class ListEntry:
    """A list of options."""

    items: list[str]
    fact: str
    open: OpenEntry | None = None
    at: str | None = None
    zh: str | None = None
    en: str | None = None


@attrs.frozen(kw_only=True)
class ValueEntry:
    """A definition."""

    is_: str
    zh: str
    en: str
    at: str | None = None
    over: str | None = None
    supplies: str | None = None


@attrs.frozen(kw_only=True)
class TermEntry:
    """An open term."""

    open: str
    zh: str
    en: str
    anchor: str | None = None
    at: str | None = None
    to: str | None = None


@attrs.frozen(kw_only=True)
class ReadingEntry:
    """A reading, or an assumption (`settled`)."""

    question: TextEntry
    options: dict[str, TextEntry]
    preferred: str | None = None
    settled: str | None = None
    why: TextEntry | None = None
    cite: CiteEntry | None = None
    at: str | None = None
    anchor: str | None = None


@attrs.frozen(kw_only=True)
class OverlapEntry:
    """Two rows that share cells, and the reading that decides."""

    rows: list[str]
    reading: str


@attrs.frozen(kw_only=True)
class TableEntry:
    """A table; rows are read by hand, since their outputs are named by the table."""

    on: list[str]
    gives: dict[str, str]
    row: list[dict[str, Any]]
    hit: str = "unique"
    overlap: list[OverlapEntry] = attrs.field(factory=list)
    at: str | None = None
    zh: str | None = None
    en: str | None = None


@attrs.frozen(kw_only=True)
class AlternativeEntry:
    """One way to meet a condition."""

    when: str
    zh: str
    en: str
    at: str | None = None


@attrs.frozen(kw_only=True)
class ConditionEntry:
    """A condition."""

    zh: str
    en: str
    at: str | None = None
    when: str | None = None
    any_of: dict[str, AlternativeEntry] = attrs.field(factory=dict)
    judged_by: TextEntry | None = None
    refers_to: TextEntry | None = None
    undefined: str | None = None
    to: str | None = None
    anchor: str | None = None
    only_if: str | None = None
    implied_by: list[str] = attrs.field(factory=list)
    strength: str = "hard"


@attrs.frozen(kw_only=True)
class RoundEntry:
    """How a sum is rounded."""

    to: str = "fen"
    mode: str = "half_up"
    assumed: bool = True


@attrs.frozen(kw_only=True)
class PaysEntry:
    """What is paid."""

    amount: str | None = None
    least: str | None = None
    most: str | None = None
    open: OpenEntry | None = None
    unprinted: OpenEntry | None = None
    per: str | None = None
    every: str | None = None
    by: TextEntry | None = None
    to: TextEntry | None = None
    round: RoundEntry | None = None
    never_over: str | None = None
    never_under: str | None = None
    grows_with: list[str] = attrs.field(factory=list)


@attrs.frozen(kw_only=True)
class DeadlineEntry:
    """By when something must be done."""

    due: str
    done: str
    on: str | None = None
    at: str | None = None


@attrs.frozen(kw_only=True)
class OutputEntry:
    """What a rule gives beside its outcome."""

    zh: str
    en: str
    is_: str | None = None
    one_of: dict[str, AlternativeEntry] = attrs.field(factory=dict)
    at: str | None = None


@attrs.frozen(kw_only=True)
class StepEntry:
    """A step of a procedure."""

    zh: str
    en: str
    done: str
    on: str | None = None
    after: list[str] = attrs.field(factory=list)
    only_if: str | None = None
    needs: dict[str, AlternativeEntry] = attrs.field(factory=dict)
    by: TextEntry | None = None
    at: str | None = None


@attrs.frozen(kw_only=True)
class ExceptionEntry:
    """An exception to another rule."""

    overrides: str
    when: str
    outcome: str
    zh: str
    en: str
    at: str | None = None


@attrs.frozen(kw_only=True)
class GroupEntry:
    """Rules whose payments are combined."""

    rules: list[str]
    policy: str
    per: str | None = None
    at: str | None = None


@attrs.frozen(kw_only=True)
class HandoverEntry:
    """What a rule hands to another instrument beside its own answer."""

    what: TextEntry
    anchor: str
    to: str | None = None
    at: str | None = None


@attrs.frozen(kw_only=True)
class NoteEntry:
    """Something left open."""

    zh: str
    en: str
    at: str | None = None


@attrs.frozen(kw_only=True)
class FactEntry:
    """A fact that only this file's rules need, read as `own.x`."""

    kind: str
    zh: str
    en: str
    ask: TextEntry
    unit: str | None = None
    options: dict[str, TextEntry] = attrs.field(factory=dict)
    ordered: bool = False
    least: int | None = None
    most: int | None = None


@attrs.frozen(kw_only=True)
class ExampleEntry:
    """A case with what must come out."""

    name: str
    given: dict[str, Any] = attrs.field(factory=dict)
    subject: dict[str, Any] = attrs.field(factory=dict)
    as_of: dt.date | None = None
    findings: dict[str, bool] = attrs.field(factory=dict)
    settle: dict[str, str] = attrs.field(factory=dict)
    expect: dict[str, Any]
    why: str


@attrs.frozen(kw_only=True)
class SharedEntry:
    """What a rule has of its own or takes from its family."""

    kind: str | None = None
    subject: str | list[str] | None = None
    matter: str | None = None
    cite: CiteEntry | None = None
    in_force: WindowEntry | None = None
    office: TextEntry | None = None
    strength: str | None = None
    facts: dict[str, FactEntry] = attrs.field(factory=dict)
    figures: dict[str, FigureEntry] = attrs.field(factory=dict)
    lists: dict[str, ListEntry] = attrs.field(factory=dict)
    values: dict[str, ValueEntry] = attrs.field(factory=dict)
    terms: dict[str, TermEntry] = attrs.field(factory=dict)
    conditions: dict[str, ConditionEntry] = attrs.field(factory=dict)
    notes: list[NoteEntry] = attrs.field(factory=list)
    keywords: list[str] = attrs.field(factory=list)
    groups: dict[str, GroupEntry] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class RuleEntry(SharedEntry):
    """One rule."""

    id: str
    title: TextEntry
    version: int = 1
    succeeds: str | None = None
    covers: list[str] = attrs.field(factory=list)
    claim_by: TextEntry | None = None
    proof: list[TextEntry] = attrs.field(factory=list)
    once_per: list[str] = attrs.field(factory=list)
    once_if: str | None = None
    readings: dict[str, ReadingEntry] = attrs.field(factory=dict)
    tables: dict[str, TableEntry] = attrs.field(factory=dict)
    check: dict[str, ConditionEntry] = attrs.field(factory=dict)
    pays: PaysEntry | None = None
    deadline: DeadlineEntry | None = None
    gives: dict[str, OutputEntry] = attrs.field(factory=dict)
    steps: dict[str, StepEntry] = attrs.field(factory=dict)
    refers: list[HandoverEntry] = attrs.field(factory=list)
    exceptions: list[ExceptionEntry] = attrs.field(factory=list)
    example: list[ExampleEntry] = attrs.field(factory=list)


@attrs.frozen(kw_only=True)
class FamilyEntry(SharedEntry):
    """A file with several rules that belong together."""

    family: str
    rules: list[RuleEntry]


@attrs.frozen(kw_only=True)
class DefinitionsEntry:
    """A file of `definitions/`: what rules share."""

    cite: CiteEntry
    facts: dict[str, FactEntry] = attrs.field(factory=dict)
    figures: dict[str, FigureEntry] = attrs.field(factory=dict)
    lists: dict[str, ListEntry] = attrs.field(factory=dict)
    values: dict[str, ValueEntry] = attrs.field(factory=dict)
    terms: dict[str, TermEntry] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class ReadingsEntry:
    """A file of `readings/`: readings that several rules share."""

    readings: dict[str, ReadingEntry]


@attrs.frozen(kw_only=True)
class SpanEntry:
    """A passage by its first and last words."""

    first: str
    last: str


@attrs.frozen(kw_only=True)
class InstrumentEntry:
    """A file of `instruments/`."""

    id: str
    title: TextEntry
    text: str
    number: str | None = None
    issuers: list[str] = attrs.field(factory=list)
    issued: dt.date | None = None
    gazette: str | None = None
    span: SpanEntry | None = None
    provisions: dict[str, SpanEntry] = attrs.field(factory=dict)
    repeals: list[str] = attrs.field(factory=list)
    note: TextEntry | None = None


@attrs.frozen(kw_only=True)
class BookEntry:
    """`rulebook.toml`: what the rulebook is called and how far it goes."""

    id: str
    title: TextEntry
    known_through: dt.date
    areas: dict[str, TextEntry] = attrs.field(factory=dict)
    not_encoded: list[TextEntry] = attrs.field(factory=list)
