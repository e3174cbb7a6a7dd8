"""Building a rulebook: declare what files say, build definitions and rules, then check the whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final

import attrs

from xixia_gov.engine.reach import Library, Reach, reach
from xixia_gov.errors import Problem
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Condition
from xixia_gov.model.rule import Exemption, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.declare import Declarations, Waiting
from xixia_gov.rulebook.entries import Entries
from xixia_gov.rulebook.integrity import integrity_problems
from xixia_gov.rulebook.rules import build_rule, kind_of
from xixia_gov.rulebook.schema import BookEntry, TextEntry
from xixia_gov.rulebook.source import Source
from xixia_gov.rulebook.space import text_of
from xixia_gov.text import Text
from xixia_gov.vocabulary.vocabulary import Vocabulary


class Builder(Declarations):
    """Builds the rules once everything is declared."""

    def __init__(self, entries: Entries, vocabulary: Vocabulary) -> None:
        super().__init__(entries, vocabulary)
        self.rules: dict[str, list[Rule]] = {}

    def build_rules(self, waiting: list[Waiting]) -> None:
        """Build every rule, then hand each exception to the rule it overrides."""
        exemptions: list[Exemption] = []
        kinds = {entry.id: kind_of(entry, family) for _, entry, family in waiting}
        for space, entry, family in waiting:
            built = build_rule(space, entry, family, self.vocabulary, kinds)
            if built is None:
                continue
            versions = self.rules.setdefault(entry.id, [])
            twin = next((rule for rule in versions if rule.version == entry.version), None)
            if twin is not None:
                space.at(
                    ("id",),
                    Text(
                        zh=f"规则“{entry.id}”第 {entry.version} 版出现两次 (另见 {twin.path})",
                        en=f"rule {entry.id!r} version {entry.version} is there twice (see {twin.path})",
                    ),
                )
                continue
            versions.append(built.rule)
            for one in built.readings:
                known = self.readings.setdefault(one.id, one)
                if (known.preferred, known.assumed) != (one.preferred, one.assumed):
                    message = Text(
                        zh="规则的另一版本取整方式不同",
                        en="another version of the rule rounds otherwise",
                    )
                    space.at_key(("pays", "round"), message)
            exemptions.extend(built.exemptions)
        for id_, versions in self.rules.items():
            others = [one for one in exemptions if one.overrides == id_]
            self.rules[id_] = sorted(
                (attrs.evolve(rule, exemptions=(*others, *rule.exemptions)) for rule in versions),
                key=lambda rule: rule.version,
            )

    def referred_to(self) -> Library:
        """Return what references point at."""
        rules = {id_: tuple(versions) for id_, versions in self.rules.items()}
        return Library(self.definitions, self.tables, rules, self.lists)

    def with_readings(self) -> None:
        """Note in each rule the readings its answer can depend on."""
        library = self.referred_to()
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
    entries: Entries, vocabulary: Vocabulary, sources: list[Source], path: str, *, sound: bool
) -> tuple[Rulebook, list[Problem]]:
    """Return the rulebook, of no use where there are problems, and everything that is wrong with it.

    `sound` is false where files could not be read as a whole: then nothing is said of what is not there.
    """
    builder = Builder(entries, vocabulary)
    builder.read_instruments()
    builder.declare_shared()
    builder.build_rules(builder.declare_rules())
    builder.with_readings()
    book = entries.book.entry if entries.book is not None else _NO_BOOK
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
    whole = sound and not builder.problems
    by_name = {source.name: source for source in sources}
    more = list(integrity_problems(rulebook, by_name, builder.origins, whole=whole))
    return rulebook, [*builder.problems, *more]


_NO_BOOK: Final = BookEntry(id="", title=TextEntry(zh="", en=""), known_through=dt.date.min)


def digest(sources: list[Source]) -> str:
    """Return the sha256 of all rule files, names and contents, in the order of their names."""
    sha = hashlib.sha256()
    for source in sorted(sources, key=lambda one: one.name):
        name = source.name.partition("/")[2]
        for part in (name, source.text):
            sha.update(part.encode())
            sha.update(b"\0")
    return sha.hexdigest()


__all__ = ["Builder", "build", "digest"]
