"""Building a rulebook: declare what has no expression, then definitions, then rules, then check the whole."""

from __future__ import annotations

import hashlib

import attrs

from xixia_gov.engine.reach import Library, Reach, reach
from xixia_gov.errors import Problem, unknown_name
from xixia_gov.expression.scope import Symbol
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Condition
from xixia_gov.model.definition import Definition, NamedList, Table
from xixia_gov.model.figure import Figure
from xixia_gov.model.instrument import Citation, Instrument, Span
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import Exemption, Group, Policy, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.definitions import Pending, build_pending
from xixia_gov.rulebook.entries import Entries, Read
from xixia_gov.rulebook.facttypes import vocabulary_names
from xixia_gov.rulebook.figures import figure, named_list, own_fact, reading, term
from xixia_gov.rulebook.integrity import integrity_problems
from xixia_gov.rulebook.rules import build_rule
from xixia_gov.rulebook.schema import (
    DefinitionsEntry,
    FamilyEntry,
    GroupEntry,
    InstrumentEntry,
    ReadingsEntry,
    RuleEntry,
    SharedEntry,
)
from xixia_gov.rulebook.source import Source
from xixia_gov.rulebook.space import Space, cite_of, maybe_text, text_of
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo
from xixia_gov.vocabulary.vocabulary import Vocabulary

_NOWHERE = Citation("", "")


class Builder:
    """Gathers what the files declare, and the problems found on the way."""

    def __init__(self, entries: Entries, vocabulary: Vocabulary) -> None:
        self.entries = entries
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.instruments: dict[str, Instrument] = {}
        self.figures: dict[str, Figure] = {}
        self.readings: dict[str, Reading] = {}
        self.lists: dict[str, NamedList] = {}
        self.definitions: dict[str, Definition] = {}
        self.tables: dict[str, Table] = {}
        self.facts: dict[str, FactInfo] = dict(vocabulary.facts())
        self.groups: dict[str, Group] = {}
        self.rules: dict[str, list[Rule]] = {}
        self.pending: list[Pending] = []
        self.rule_ids = frozenset(
            [one.entry.id for one in entries.rules]
            + [rule.id for family in entries.families for rule in family.entry.rules]
        )
        names, self.elements = vocabulary_names(vocabulary)
        self.shared_names: dict[str, Symbol] = names
        self.root: Space | None = None

    def space(self, source: Source, key: str, cite: Citation, parent: Space | None) -> Space:
        """Return a new space for a whole file."""
        return Space(
            source,
            (),
            key,
            cite,
            self.problems,
            self.instruments,
            self.rule_ids,
            parent,
            dict(self.shared_names) if parent is None else {},
        )

    def read_instruments(self) -> None:
        """Register the instruments."""
        for one in self.entries.instruments:
            entry = one.entry
            if entry.id in self.instruments:
                self.problems.append(
                    one.source.at_value(
                        ("id",),
                        Text(
                            zh=f"规范性文件“{entry.id}”登记了两次",
                            en=f"instrument {entry.id!r} is registered twice",
                        ),
                    )
                )
            if entry.text not in ("held", "unheld"):
                allowed = ["held", "unheld"]
                self.problems.append(
                    one.source.at_value(
                        ("text",), unknown_name(Text(zh="取值", en="value"), entry.text, allowed)
                    )
                )
                continue
            self.instruments[entry.id] = _instrument(entry)

    def declare_shared(self) -> Space:
        """Declare what all rules share: readings, and everything in definitions/."""
        root: Space | None = None
        names: dict[str, Symbol] = dict(self.shared_names)
        spaces: list[tuple[Space, Read[ReadingsEntry] | Read[DefinitionsEntry]]] = []
        for readings in self.entries.readings:
            space = self.space(readings.source, "", _NOWHERE, None)
            space.names = names
            spaces.append((space, readings))
            for name, reading_entry in readings.entry.readings.items():
                made = reading(space, name, reading_entry)
                self.readings[made.id] = made
        for definitions in self.entries.definitions:
            space = self.space(definitions.source, "", cite_of(definitions.entry.cite), None)
            space.names = names
            space.check_citation(("cite",), space.cite)
            spaces.append((space, definitions))
            self.declare(space, definitions.entry)
        root = spaces[0][0] if spaces else None
        if root is None:
            source = self._any_source()
            root = self.space(source, "", _NOWHERE, None)
        self._finish_pending()
        return root

    def _any_source(self) -> Source:
        for group in (self.entries.rules, self.entries.families):
            for one in group:
                return one.source
        assert self.entries.book is not None  # noqa: S101 - load stops where there is none
        return self.entries.book.source

    def declare(self, space: Space, entry: DefinitionsEntry | SharedEntry) -> None:
        """Declare the figures, lists, terms, own facts and values of a space."""
        for name, fact in entry.facts.items():
            info = own_fact(space, name, fact)
            if info is not None:
                self.facts[f"own.{name}"] = info
        for name, one in entry.figures.items():
            made = figure(space, name, one)
            if made is not None:
                self.figures[made.key] = made
        for name, listed in entry.lists.items():
            if name in self.lists:
                space.at_key(
                    ("lists", name),
                    Text(
                        zh=f"清单“{name}”在规则库中已有",
                        en=f"the list {name!r} is already in the rulebook",
                    ),
                )
                continue
            known = named_list(space, name, listed, self.facts)
            if known is not None:
                self.lists[name] = known
        for name, open_term in entry.terms.items():
            defined = term(space, name, open_term)
            if defined is not None:
                self.definitions[defined.key] = defined
        for name, value in entry.values.items():
            self.pending.append(Pending(space, name, value))

    def _finish_pending(self) -> None:
        definitions, tables = build_pending(self.pending, self.elements)
        self.definitions.update({one.key: one for one in definitions})
        self.tables.update({one.key: one for one in tables})
        self.pending.clear()

    def declare_rules(self, root: Space) -> list[tuple[Space, RuleEntry, tuple[Space, FamilyEntry] | None]]:
        """Declare what each family and rule has of its own, and build the definitions among it."""
        waiting: list[tuple[Space, RuleEntry, tuple[Space, FamilyEntry] | None]] = []
        for family in self.entries.families:
            cite = cite_of(family.entry.cite) if family.entry.cite else _NOWHERE
            outer = self.space(family.source, family.entry.family, cite, root)
            self._groups(outer, family.entry.groups)
            self.declare(outer, family.entry)
            for index, entry in enumerate(family.entry.rules):
                own_cite = cite_of(entry.cite) if entry.cite else cite
                space = attrs.evolve(
                    self.space(family.source, entry.id, own_cite, outer), path=("rules", index)
                )
                self._declare_rule(space, entry)
                waiting.append((space, entry, (outer, family.entry)))
        for one in self.entries.rules:
            cite = cite_of(one.entry.cite) if one.entry.cite else _NOWHERE
            space = self.space(one.source, one.entry.id, cite, root)
            self._groups(space, one.entry.groups)
            self._declare_rule(space, one.entry)
            waiting.append((space, one.entry, None))
        self._finish_pending()
        return waiting

    def _declare_rule(self, space: Space, entry: RuleEntry) -> None:
        space.check_citation(("cite",), space.cite)
        for name, one in entry.readings.items():
            made = reading(space, name, one)
            self.readings[made.id] = made
        self.declare(space, entry)
        for name, table in entry.tables.items():
            self.pending.append(Pending(space, name, table))

    def _groups(self, space: Space, entries: dict[str, GroupEntry]) -> None:
        for id_, entry in entries.items():
            for index, rule in enumerate(entry.rules):
                if rule not in self.rule_ids:
                    message = unknown_name(Text(zh="规则", en="rule"), rule, sorted(self.rule_ids))
                    space.at(("groups", id_, "rules", index), message)
            policy: Policy | str | None = self._policy(space, id_, entry)
            if policy is not None:
                cite = space.cited(("groups", id_, "at"), entry.at)
                self.groups[id_] = Group(id_, tuple(sorted(entry.rules)), policy, cite)

    def _policy(self, space: Space, id_: str, entry: GroupEntry) -> Policy | str | None:
        names = [policy.value for policy in Policy]
        if entry.policy in names:
            return Policy(entry.policy)
        key = entry.policy.replace("readings.", "readings/", 1)
        known = self.readings.get(key)
        path = ("groups", id_, "policy")
        if known is None:
            allowed = names + [
                one.replace("/", ".", 1) for one in self.readings if one.startswith("readings/")
            ]
            space.at(path, unknown_name(Text(zh="合并方式", en="policy"), entry.policy, allowed))
            return None
        if not set(known.options) <= set(names):
            space.at(
                path,
                Text(
                    zh=f"读法的选项应为合并方式: {', '.join(names)}",
                    en=f"the options of the reading must be policies: {', '.join(names)}",
                ),
            )
            return None
        return key

    def build_rules(self, waiting: list[tuple[Space, RuleEntry, tuple[Space, FamilyEntry] | None]]) -> None:
        """Build every rule, then hand each exception to the rule it overrides."""
        exemptions: list[Exemption] = []
        for space, entry, family in waiting:
            built = build_rule(space, entry, family, self.vocabulary)
            if built is None:
                continue
            versions = self.rules.setdefault(entry.id, [])
            if any(rule.version == entry.version for rule in versions):
                space.at(
                    ("id",),
                    Text(
                        zh=f"规则“{entry.id}”第 {entry.version} 版出现两次 (另见 {versions[0].path})",
                        en=f"rule {entry.id!r} version {entry.version} is there twice (see {versions[0].path})",
                    ),
                )
                continue
            versions.append(built.rule)
            self.readings.update({one.id: one for one in built.readings})
            exemptions.extend(built.exemptions)
        for id_, versions in self.rules.items():
            own = tuple(one for one in exemptions if one.overrides == id_)
            self.rules[id_] = sorted(
                (attrs.evolve(rule, exemptions=own) for rule in versions),
                key=lambda rule: rule.version,
            )

    def library(self) -> Library:
        """Return what references point at."""
        rules = {id_: tuple(versions) for id_, versions in self.rules.items()}
        return Library(self.definitions, self.tables, rules, self.lists)

    def with_readings(self) -> None:
        """Note in each rule the readings its answer can depend on."""
        library = self.library()
        for id_, versions in self.rules.items():
            self.rules[id_] = [
                attrs.evolve(
                    rule,
                    readings=tuple(sorted(self._readings(rule, library))),
                    conditions=_reading_conditions(rule.conditions, library),
                    check=_reading_conditions(rule.check, library),
                )
                for rule in versions
            ]

    def _readings(self, rule: Rule, library: Library) -> frozenset[str]:
        read: Reach = reach(rule.nodes(), library)
        rounded = {
            version.payment.rounding
            for id_ in (rule.id, *read.rules)
            for version in self.rules.get(id_, [])
            if version.payment is not None and version.payment.rounding
        }
        return read.readings | rounded


def _reading_conditions(conditions: tuple[Condition, ...], library: Library) -> tuple[Condition, ...]:
    return tuple(
        attrs.evolve(one, readings=tuple(sorted(reach(one.nodes, library).readings))) for one in conditions
    )


def build(
    entries: Entries, vocabulary: Vocabulary, sources: list[Source], path: str
) -> tuple[Rulebook | None, list[Problem]]:
    """Return the rulebook, or None and everything that is wrong with it."""
    if entries.book is None:
        return None, []
    builder = Builder(entries, vocabulary)
    builder.read_instruments()
    root = builder.declare_shared()
    waiting = builder.declare_rules(root)
    builder.build_rules(waiting)
    builder.with_readings()
    book = entries.book.entry
    rulebook = Rulebook(
        id=book.id,
        title=text_of(book.title),
        known_through=book.known_through,
        digest=digest(sources),
        vocabulary=vocabulary,
        instruments=FrozenMap(builder.instruments),
        rules=FrozenMap({id_: tuple(versions) for id_, versions in sorted(builder.rules.items())}),
        readings=FrozenMap(builder.readings),
        figures=FrozenMap(builder.figures),
        definitions=FrozenMap(builder.definitions),
        lists=FrozenMap(builder.lists),
        tables=FrozenMap(builder.tables),
        groups=FrozenMap(builder.groups),
        facts=FrozenMap(builder.facts),
        areas=FrozenMap({name: text_of(area) for name, area in book.areas.items()}),
        not_encoded=tuple(text_of(one) for one in book.not_encoded),
        path=path,
    )
    problems = builder.problems
    if not problems:
        problems = list(integrity_problems(rulebook, {source.name: source for source in sources}))
    return (None if problems else rulebook), problems


def digest(sources: list[Source]) -> str:
    """Return the sha256 of all rule files, names and contents, in the order of their names."""
    sha = hashlib.sha256()
    for source in sorted(sources, key=lambda one: one.name):
        name = source.name.partition("/")[2]
        for part in (name, source.text):
            sha.update(part.encode())
            sha.update(b"\0")
    return sha.hexdigest()


def _instrument(entry: InstrumentEntry) -> Instrument:
    return Instrument(
        id=entry.id,
        number=entry.number,
        title=text_of(entry.title),
        issuers=tuple(entry.issuers),
        issued=entry.issued,
        gazette=entry.gazette,
        text="held" if entry.text == "held" else "unheld",
        span=None if entry.span is None else Span(entry.span.first, entry.span.last),
        provisions={at: Span(span.first, span.last) for at, span in entry.provisions.items()},
        repeals=tuple(entry.repeals),
        note=maybe_text(entry.note),
    )


__all__ = ["Builder", "build", "digest"]
