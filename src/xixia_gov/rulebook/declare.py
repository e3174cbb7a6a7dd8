"""Declaring comes first: what files say without an expression, then the definitions among it.

What is declared wrongly is declared all the same, as a fault, so that its readers are not blamed.
"""

from __future__ import annotations

from typing import Any, Final

import attrs

from xixia_gov.errors import Problem, unknown_name
from xixia_gov.expression.scope import Symbol
from xixia_gov.model.definition import Definition, NamedList, Table
from xixia_gov.model.figure import Figure
from xixia_gov.model.instrument import Citation, Instrument, Span
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import Group, Policy
from xixia_gov.rulebook.deadline import DUE, due_entry
from xixia_gov.rulebook.definitions import Pending, build_pending
from xixia_gov.rulebook.entries import Entries, Read
from xixia_gov.rulebook.facttypes import vocabulary_names
from xixia_gov.rulebook.figures import figure, named_list, own_fact, reading, term
from xixia_gov.rulebook.integrity import Origins
from xixia_gov.rulebook.payments import PER
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.rules import about_of
from xixia_gov.rulebook.schema import (
    DefinitionsEntry,
    FamilyEntry,
    GroupEntry,
    InstrumentEntry,
    ReadingEntry,
    RuleEntry,
    SharedEntry,
    ValueEntry,
)
from xixia_gov.rulebook.source import Source
from xixia_gov.rulebook.space import Ids, Space, cite_of, maybe_text, text_of
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo
from xixia_gov.vocabulary.vocabulary import Vocabulary

NOWHERE: Final = Citation("", "")

Waiting = tuple[Space, RuleEntry, tuple[Space, FamilyEntry] | None]
"""A rule whose names are declared, waiting to be built; with its family where it has one."""


class Declarations:
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
        self.pending: list[Pending] = []
        self.origins: Origins = {}
        written = [one.entry for one in entries.rules]
        written += [rule for family in entries.families for rule in family.entry.rules]
        paying = frozenset(rule.id for rule in written if rule.pays is not None)
        self.ids = Ids(frozenset(rule.id for rule in written), paying, entries.unread)
        self.first_versions = {rule.id: rule.version for rule in written}
        for rule in written:
            self.first_versions[rule.id] = min(rule.version, self.first_versions[rule.id])
        names, self.elements = vocabulary_names(vocabulary)
        self.shared_names: dict[str, Symbol] = names
        self.shared_places: dict[str, tuple[Source, KeyPath]] = {}
        self.shared_awaited: set[str] = set()

    def shared_space(self, read: Read[Any], cite: Citation) -> Space:
        """Return the space of a file whose names all rules share."""
        return Space(
            read.source,
            (),
            "",
            cite,
            self.problems,
            self.instruments,
            self.ids,
            names=self.shared_names,
            places=self.shared_places,
            awaited=self.shared_awaited,
            lost=read.lost,
        )

    def rule_space(self, read: Read[Any], path: KeyPath, entry: RuleEntry, parent: Space) -> Space:
        """Return the space of a rule; what its later versions declare has keys of its own."""
        first = self.first_versions[entry.id]
        family = read.entry if isinstance(read.entry, FamilyEntry) else None
        cite = entry.cite or (family.cite if family else None)
        space = Space(
            read.source,
            path,
            entry.id if entry.version == first else f"{entry.id}@{entry.version}",
            cite_of(cite) if cite else NOWHERE,
            self.problems,
            self.instruments,
            self.ids,
            parent,
            lost=read.lost,
            rule=entry.id,
        )
        space.about = about_of(entry, family, self.vocabulary)
        return space

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

    def declare_shared(self) -> None:
        """Declare what all rules share: readings, and everything in definitions/."""
        for readings in self.entries.readings:
            space = self.shared_space(readings, NOWHERE)
            self.declare_readings(space, readings.entry.readings)
        for definitions in self.entries.definitions:
            space = self.shared_space(definitions, cite_of(definitions.entry.cite))
            space.check_own_cite()
            self.declare(space, definitions.entry)
        self._finish_pending()

    def declare_readings(self, space: Space, entries: dict[str, ReadingEntry]) -> None:
        """Declare readings; the versions of a rule ask the same questions."""
        for name, entry in entries.items():
            made = reading(space, name, entry)
            known = self.readings.get(made.id)
            if space.rule and known is not None and not _same_question(known, made):
                space.at_key(
                    ("readings", name),
                    Text(
                        zh=f"读法“{made.id}”在规则的另一版本中选项或选定不同",
                        en=f"another version of the rule declares {made.id!r} with other options, "
                        "or settles it otherwise",
                    ),
                )
            self.readings[made.id] = made
            self.origins["reading", made.id] = (space, ("readings", name))

    def declare(self, space: Space, entry: DefinitionsEntry | SharedEntry) -> None:
        """Declare the figures, lists, terms, own facts and values of a space."""
        for name, fact in entry.facts.items():
            self._own_fact(space, name, own_fact(space, name, fact))
        for name, one in entry.figures.items():
            made = figure(space, name, one)
            if made is None:
                space.poison(name)
            else:
                self.figures[made.key] = made
        for name, listed in entry.lists.items():
            self._list(space, name, named_list(space, name, listed, self.facts))
        for name, open_term in entry.terms.items():
            defined = term(space, name, open_term)
            if defined is None:
                space.poison(name)
            else:
                self.definitions[defined.key] = defined
                self.origins["definition", defined.key] = (space, ("terms", name))
        for name, value in entry.values.items():
            self.pending.append(Pending(space, name, value))

    def _own_fact(self, space: Space, name: str, info: FactInfo | None) -> None:
        """Register a fact of the files' own; whoever gives it in a case says `own.x` alone."""
        key = f"own.{name}"
        if info is None:
            space.poison(key)
        elif self.facts.get(key, info) != info:
            other = self._origin("fact", key)
            space.at_key(
                ("facts", name),
                Text(
                    zh=f"事实“{key}”在 {other} 中的定义与此不同; 请用另一个名称",
                    en=f"the fact {key!r} is declared otherwise in {other}; take another name",
                ),
            )
        else:
            self.origins.setdefault(("fact", key), (space, ("facts", name)))
            self.facts[key] = info

    def _list(self, space: Space, name: str, made: NamedList | None) -> None:
        """Register a list; a case finds its items by the name of the list alone."""
        if made is None:
            space.poison(name)
        elif name in self.lists and not _same_list(self.lists[name], made):
            other = self._origin("list", name)
            space.at_key(
                ("lists", name),
                Text(
                    zh=f"清单“{name}”在 {other} 中已有, 内容不同; 请用另一个名称",
                    en=f"the list {name!r} is in {other} with other items; take another name",
                ),
            )
        else:
            self.origins.setdefault(("list", name), (space, ("lists", name)))
            self.lists.setdefault(name, made)

    def _origin(self, sort: str, key: str) -> str:
        """Return the file and line where something was declared first."""
        space, path = self.origins[sort, key]
        spot = space.source.positions.key((*space.path, *path))
        return f"{space.source.name}:{spot.line}"

    def _finish_pending(self) -> None:
        for one in self.pending:
            kind = "definition" if isinstance(one.entry, ValueEntry) else "table"
            self.origins[kind, one.label] = (one.space, one.path)
        definitions, tables = build_pending(self.pending, self.elements)
        self.definitions.update({one.key: one for one in definitions})
        self.tables.update({one.key: one for one in tables})
        self.pending.clear()

    def declare_rules(self) -> list[Waiting]:
        """Declare what each family and rule has of its own, and build the definitions among it."""
        waiting: list[Waiting] = []
        for family in self.entries.families:
            outer = self._family_space(family)
            self._groups(outer, family.entry.groups)
            self.declare(outer, family.entry)
            for index, entry in zip(_kept(family), family.entry.rules, strict=True):
                space = self.rule_space(family, ("rules", index), entry, outer)
                self._declare_rule(space, entry)
                waiting.append((space, entry, (outer, family.entry)))
        for one in self.entries.rules:
            space = self.rule_space(one, (), one.entry, self._root(one))
            self._groups(space, one.entry.groups)
            self._declare_rule(space, one.entry)
            waiting.append((space, one.entry, None))
        self._finish_pending()
        return waiting

    def _root(self, read: Read[Any]) -> Space:
        return attrs.evolve(self.shared_space(read, NOWHERE), lost=frozenset())

    def _family_space(self, family: Read[FamilyEntry]) -> Space:
        entry = family.entry
        space = Space(
            family.source,
            (),
            entry.family,
            cite_of(entry.cite) if entry.cite else NOWHERE,
            self.problems,
            self.instruments,
            self.ids,
            self._root(family),
            lost=family.lost,
        )
        if entry.cite is not None:
            space.check_own_cite()
        if not entry.rules and not any(path[:1] == ("rules",) for path in family.lost):
            space.at(("rules",), Text(zh="规则组中没有规则", en="there is no rule in the family"))
        return space

    def _declare_rule(self, space: Space, entry: RuleEntry) -> None:
        if entry.cite is not None or not space.cite.instrument:
            space.check_own_cite()
        self.declare_readings(space, entry.readings)
        self.declare(space, entry)
        for name, table in entry.tables.items():
            self.pending.append(Pending(space, name, table))
        if entry.deadline is not None:
            self.pending.append(Pending(space, DUE, due_entry(entry.deadline), ("deadline",)))

    def _groups(self, space: Space, entries: dict[str, GroupEntry]) -> None:
        for id_, entry in entries.items():
            path: KeyPath = ("groups", id_)
            if id_ in self.groups:
                message = Text(zh=f"组“{id_}”已经存在", en=f"there is a group {id_!r} already")
                space.at_key(path, message)
            if entry.per is not None and entry.per not in PER:
                unknown = unknown_name(Text(zh="取值", en="value"), entry.per, PER)
                space.at((*path, "per"), unknown)
            for index, rule in enumerate(entry.rules):
                self._member(space, (*path, "rules", index), rule)
            policy = self._policy(space, id_, entry)
            if policy is not None:
                cite = space.cited((*path, "at"), entry.at)
                self.groups[id_] = Group(id_, tuple(sorted(entry.rules)), policy, cite, entry.per)

    def _member(self, space: Space, path: KeyPath, rule: str) -> None:
        """Report a member of a group that is no rule, pays nothing, or is in another group."""
        other = next((group.id for group in self.groups.values() if rule in group.rules), None)
        unread = self.entries.unread
        if rule in unread.rule_ids or (unread.rules and rule not in self.ids.rules):
            return
        if rule not in self.ids.rules:
            space.at(path, unknown_name(Text(zh="规则", en="rule"), rule, sorted(self.ids.rules)))
        elif rule not in self.ids.paying:
            message = Text(
                zh=f"规则“{rule}”不支付金额, 不能入组",
                en=f"rule {rule!r} pays no money, so no group can hold it",
            )
            space.at(path, message)
        elif other is not None:
            message = Text(
                zh=f"规则“{rule}”已在组“{other}”中", en=f"rule {rule!r} is in the group {other!r} already"
            )
            space.at(path, message)

    def _policy(self, space: Space, id_: str, entry: GroupEntry) -> Policy | str | None:
        names = [policy.value for policy in Policy]
        if entry.policy in names:
            return Policy(entry.policy)
        key = entry.policy.replace("readings.", "readings/", 1)
        known = self.readings.get(key)
        path = ("groups", id_, "policy")
        if known is None and entry.policy.startswith("readings.") and space.vague:
            return None
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


def _kept(family: Read[FamilyEntry]) -> list[int]:
    """Return the places of the rules of a family that could be read, in its file."""
    written = family.source.data["rules"]
    return [index for index in range(len(written)) if ("rules", index) not in family.lost]


def _same_question(one: Reading, two: Reading) -> bool:
    """Whether two readings have the same options and are settled in the same way."""
    return (set(one.options), one.preferred, one.assumed) == (set(two.options), two.preferred, two.assumed)


def _same_list(one: NamedList, two: NamedList) -> bool:
    return (one.fact, one.items, one.may, one.opening is None) == (
        two.fact,
        two.items,
        two.may,
        two.opening is None,
    )


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


__all__ = ["NOWHERE", "Declarations", "Waiting"]
