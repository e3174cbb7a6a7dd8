"""A mutant is a rulebook with one slip in it, such as a careless hand could make.

Every rule, and everything that several rules share, is a subject of its own: its mutants are to be noticed
by the examples and worked cases of the rules that read it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

import attrs

from xixia_gov.analysis.mutants_rules import rule_slips, window_slips
from xixia_gov.analysis.mutants_shared import (
    Changed,
    definition_slips,
    figure_slips,
    group_slips,
    list_slips,
    reading_slips,
    table_slips,
)
from xixia_gov.engine.findings import reach_of
from xixia_gov.engine.reach import Library, Reach, reach
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text


class Part(enum.Enum):
    """What kind of thing a slip is in; the value is the name of its table in a rule file."""

    RULE = "rule"
    WINDOW = "in_force"
    FIGURE = "figures"
    DEFINITION = "values"
    LIST = "lists"
    TABLE = "tables"
    READING = "readings"
    GROUP = "groups"


@attrs.frozen
class Thing:
    """One thing of a rulebook that can be written wrongly, and the rules whose answers it can change.

    `key` is what the rulebook knows it by: of a period the ids of the rules that share it, joined.
    """

    part: Part
    key: str
    readers: tuple[str, ...]


@attrs.frozen
class Subject:
    """A rule with what it alone reads, or one thing that several rules share; `rules` are to notice slips."""

    id: str
    things: tuple[Thing, ...]
    rules: tuple[str, ...]

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule, and not something shared."""
        return any(thing.part is Part.RULE for thing in self.things)


@attrs.frozen
class Mutant:
    """One slip: the thing it is in, the place there, what was changed, and the rulebook with it."""

    subject: str
    thing: Thing
    place: str
    text: Text
    book: Rulebook = attrs.field(repr=False, eq=False)


def subjects_of(book: Rulebook) -> tuple[Subject, ...]:
    """Return all that can be mutated, each thing in exactly one subject.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> subjects = {one.id: one for one in subjects_of(load_rulebook())}
    >>> sorted(thing.key for thing in subjects["fire.report_duty"].things)
    ['fire.report_duty', 'fire.report_duty']
    """
    things = tuple(_things(book))
    own: dict[str, list[Thing]] = {id_: [] for id_ in sorted(book.rules)}
    shared: dict[str, Subject] = {}
    for thing in things:
        direct = direct_readers(book, thing)
        if len(direct) == 1 and thing.part is not Part.GROUP:
            own[direct[0]].append(thing)
        elif thing.readers:
            name = _shared_name(book, thing)
            shared[name] = Subject(name, (thing,), thing.readers)
    rules = (Subject(id_, tuple(found), _killers(id_, found)) for id_, found in own.items())
    return (*rules, *(shared[name] for name in sorted(shared)))


def _killers(rule: str, things: list[Thing]) -> tuple[str, ...]:
    """Return the rule itself and those that read its own things through it."""
    return tuple(dict.fromkeys([rule, *(reader for thing in things for reader in thing.readers)]))


def _shared_name(book: Rulebook, thing: Thing) -> str:
    if thing.part is not Part.WINDOW:
        return thing.key
    rule = book.latest(thing.readers[0])
    return rule.path if rule.window.anchor is not None else rule.cite.instrument


def _things(book: Rulebook) -> Iterator[Thing]:
    for id_ in sorted(book.rules):
        yield Thing(Part.RULE, id_, (id_,))
    for rules in windows_of(book):
        yield Thing(Part.WINDOW, " ".join(rules), rules)
    for part, name in _KINDS:
        for key in sorted(getattr(book, name)):
            yield Thing(part, key, _readers(book, part, name, key))
    for key, group in sorted(book.groups.items()):
        yield Thing(Part.GROUP, key, group.rules)


_KINDS = (
    (Part.FIGURE, "figures"),
    (Part.DEFINITION, "definitions"),
    (Part.LIST, "lists"),
    (Part.TABLE, "tables"),
    (Part.READING, "readings"),
)


def windows_of(book: Rulebook) -> tuple[tuple[str, ...], ...]:
    """Return the rules whose period is written in one line: of a file, or the date of an instrument."""
    lines: dict[tuple[object, ...], list[str]] = {}
    for id_ in sorted(book.rules):
        rule = book.latest(id_)
        window = rule.window
        if window.anchor is None:
            place: tuple[object, ...] = ("instrument", rule.cite.instrument, window.first, window.last)
        else:
            place = (rule.path or id_, window.anchor, window.first, window.last)
        lines.setdefault(place, []).append(id_)
    return tuple(tuple(ids) for ids in lines.values())


def direct_readers(book: Rulebook, thing: Thing) -> tuple[str, ...]:
    """Return the rules that read a thing themselves, not through another rule."""
    if thing.part in (Part.RULE, Part.WINDOW, Part.GROUP):
        return thing.readers
    name = dict(_KINDS)[thing.part]
    return tuple(id_ for id_ in thing.readers if thing.key in _own_reach(book, id_, name))


def _own_reach(book: Rulebook, id_: str, name: str) -> frozenset[str]:
    known: dict[str, Reach] = book.memo.setdefault(("mutants", "own reach"), {})
    if id_ not in known:
        library = Library(book.definitions, book.tables, {}, book.lists)
        found = reach([node for rule in book.rules[id_] for node in rule.nodes()], library)
        known[id_] = found
    keys: frozenset[str] = getattr(known[id_], name)
    return keys | _roundings(book, id_) if name == "readings" else keys


def _roundings(book: Rulebook, id_: str) -> frozenset[str]:
    payments = (rule.payment for rule in book.rules[id_])
    return frozenset(one.rounding for one in payments if one is not None and one.rounding is not None)


def _readers(book: Rulebook, part: Part, name: str, key: str) -> tuple[str, ...]:
    """Return the rules that read a thing, those that read it themselves first."""
    direct = [id_ for id_ in sorted(book.rules) if key in _own_reach(book, id_, name)]
    through = [id_ for id_ in sorted(book.rules) for rule in book.rules[id_] if _reads(book, rule, name, key)]
    grouped: list[str] = []
    if part is Part.READING:
        grouped = [id_ for group in book.groups.values() if group.policy == key for id_ in group.rules]
    return tuple(dict.fromkeys([*direct, *through, *grouped]))


def _reads(book: Rulebook, rule: Rule, name: str, key: str) -> bool:
    found: frozenset[str] = getattr(reach_of(book, rule), name)
    return key in found


def mutants_of(book: Rulebook, subject: Subject) -> Iterator[Mutant]:
    """Yield every mutant of a subject.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> subject = next(one for one in subjects_of(book) if one.id == "fire.report_duty")
    >>> next(mutants_of(book, subject)).text.en
    'it is dropped'
    """
    for thing in subject.things:
        for place, text, changed in _slips(book, thing):
            where = ".".join(part for part in (_place(subject, thing), place) if part)
            yield Mutant(subject.id, thing, where, text, changed)


def _place(subject: Subject, thing: Thing) -> str:
    if thing.part in (Part.RULE, Part.WINDOW):
        return ""
    name = thing.key.removeprefix(f"{subject.id}/")
    return f"{thing.part.value}.{name.removeprefix('readings/')}"


def _slips(book: Rulebook, thing: Thing) -> Iterator[Changed]:
    match thing.part:
        case Part.RULE:
            for rule in book.rules[thing.key]:
                yield from rule_slips(book, rule)
        case Part.WINDOW:
            for version in range(max(len(book.rules[id_]) for id_ in thing.readers)):
                same = tuple(
                    book.rules[id_][version] for id_ in thing.readers if version < len(book.rules[id_])
                )
                yield from window_slips(book, same)
        case Part.FIGURE:
            yield from figure_slips(book, thing.key)
        case Part.DEFINITION:
            yield from definition_slips(book, thing.key)
        case Part.LIST:
            yield from list_slips(book, thing.key)
        case Part.TABLE:
            yield from table_slips(book, thing.key)
        case Part.READING:
            yield from reading_slips(book, thing.key)
        case Part.GROUP:
            yield from group_slips(book, thing.key)


__all__ = ["Mutant", "Part", "Subject", "Thing", "direct_readers", "mutants_of", "subjects_of", "windows_of"]
