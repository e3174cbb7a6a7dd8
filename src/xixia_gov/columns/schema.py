"""A schema says which columns the rules about one matter read, and what each of them holds."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from xixia_gov.engine.findings import all_keys_of, keys_of, reach_of
from xixia_gov.errors import InputError, Place, Problem, nearest, some_names, unknown_name
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of
from xixia_gov.vocabulary.vocabulary import named, related

FINDINGS: Final = "findings."
"""What the name of a column begins with that asserts an open term."""
OWN: Final = "own"


class Holds(enum.Enum):
    """What a column holds: whole numbers are 64 bits wide, money counts in fen."""

    TRUTH = "truth"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"


_HOLDS: Final = {
    FactKind.TRUTH: Holds.TRUTH,
    FactKind.NUMBER: Holds.NUMBER,
    FactKind.MONEY: Holds.NUMBER,
    FactKind.DATE: Holds.DAY,
    FactKind.ONE_OF: Holds.TEXT,
    FactKind.CODE: Holds.TEXT,
    FactKind.MANY_OF: Holds.TRUTH,
}


@attrs.frozen
class Column:
    """One column of facts or findings.

    `fact` is the path of the fact (empty for a finding), `option` the choice of a many-of fact that the
    column is about. `options` are the texts that are allowed (empty: any); `least` and `most` the hard
    domain, in fen for money.
    """

    name: str
    holds: Holds
    label: Text
    fact: str = ""
    option: str | None = None
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    money: bool = False


@attrs.frozen
class GateColumns:
    """A fact that exists only if another has one value: the columns of both."""

    fact: str
    columns: tuple[str, ...]
    gate: str
    option: str | None


@attrs.frozen
class Schema:
    """The columns that the rules about one matter read for one kind of subject, by their names.

    `unseen` has the lists that no column can hold, each with the rules that read it: those rules take the
    list as not given. `rules` are the ids of the rules, sorted; `known` the names of all columns there could
    be about the matter for the subject, read by these rules or not.
    """

    matter: str
    subject: str
    rules: tuple[str, ...]
    columns: FrozenMap[str, Column]
    gates: tuple[GateColumns, ...]
    unseen: FrozenMap[str, tuple[str, ...]]
    known: frozenset[str] = attrs.field(default=frozenset(), repr=False)

    def facts(self) -> tuple[str, ...]:
        """Return the paths of the facts, in the order of their columns."""
        return tuple(dict.fromkeys(one.fact for one in self.columns.values() if one.fact))


def rules_about(book: Rulebook, matter: type[Matter], subject: type[Subject]) -> tuple[str, ...]:
    """Return the ids of all rules about a matter for a kind of subject, sorted."""
    return tuple(
        sorted(
            id_
            for id_, versions in book.rules.items()
            if any(one.matter == matter.__name__ and subject.__name__ in one.subjects for one in versions)
        )
    )


def schema_of(
    book: Rulebook, matter: type[Matter], subject: type[Subject], rules: Collection[str] | None = None
) -> Schema:
    """Return the columns that rules read: all about the matter for the subject, or those named.

    Raises `InputError` for a matter or a subject that is no class of the vocabulary, for `rules` that are no
    list of ids, and for a rule that there is not, or that is about something else.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.fire import FireSighting
    >>> schema = schema_of(load_rulebook(), FireSighting, Citizen, ["fire.report_duty"])
    >>> [one.name for one in schema.columns.values() if one.fact]
    ['sighting.fire_seen', 'sighting.reported', 'sighting.seen_on']
    """
    problems = list(asked_problems(book, matter, subject, rules))
    if problems:
        raise InputError(problems)
    about = rules_about(book, matter, subject)
    chosen = about if rules is None else tuple(sorted(set(rules)))
    problems = [
        Problem(unknown_name(Text(zh="规则", en="rule"), id_, about, book.rules), Place(field="rules"))
        if id_ not in book.rules
        else Problem(
            Text(
                zh=f"规则“{id_}”不针对“{matter.__name__}”与“{subject.__name__}”",
                en=f"rule {id_!r} is not about {matter.__name__} for {subject.__name__}",
            ),
            Place(field="rules"),
        )
        for id_ in chosen
        if id_ not in about
    ]
    if problems:
        raise InputError(problems)
    versions = [rule for id_ in chosen for rule in book.rules[id_]]
    things = _things(matter, subject)
    read = frozenset[str]().union(*(reach_of(book, rule).facts for rule in versions)) - {"as_of"}
    read |= {f"{path}_complete" for path in read if book.facts[path].kind is FactKind.LIST}
    paths = sorted(path for path in read if path.partition(".")[0] in {*things, OWN})
    columns: dict[str, Column] = {}
    for path in _with_gates(book, paths, things):
        for column in columns_of(path, book.facts[path]):
            columns[column.name] = column
    for key in sorted(frozenset[str]().union(*(keys_of(book, rule) for rule in versions))):
        name = f"{FINDINGS}{key}"
        columns[name] = Column(name, Holds.TRUTH, Text(zh=f"认定 {key}", en=f"finding {key}"))
    return Schema(
        matter.__name__,
        subject.__name__,
        chosen,
        FrozenMap(columns),
        tuple(_gates(book, columns.values())),
        FrozenMap(_unseen(book, versions)),
        _names_about(book, things),
    )


def asked_problems(book: Rulebook, matter: object, subject: object, rules: object) -> Iterator[Problem]:
    """Yield what is wrong with what is asked for, before any name is looked up: its kinds."""
    vocabulary = book.vocabulary
    yield from _class_problems("matter", matter, vocabulary.matters, vocabulary.matter)
    yield from _class_problems("subject", subject, vocabulary.subjects, vocabulary.subject)
    if rules is None:
        return
    message: Text | None = None
    if isinstance(rules, str):  # a text is a collection of its letters
        message = Text(
            zh=f"rules 应为规则编号的列表, 却是文字 {rules!r}; 应写 rules=[{rules!r}]",
            en=f"rules is a list of ids, found the text {rules!r}; write rules=[{rules!r}]",
        )
    elif not isinstance(rules, Collection) or not all(isinstance(one, str) for one in rules):
        message = Text(
            zh=f"rules 应为规则编号 (文字) 的列表, 却是 {type(rules).__name__} {rules!r}",
            en=f"rules is a list of ids, each of them text, found {type(rules).__name__} {rules!r}",
        )
    if message is not None:
        yield Problem(message, Place(field="rules"))


def _class_problems(
    field: str, found: object, classes: Sequence[type[Thing]], find: Callable[[str], type[Thing] | None]
) -> Iterator[Problem]:
    """Yield that something is no class of the vocabulary, with the class that was meant."""
    name = found.__name__ if isinstance(found, type) else str(found)
    if isinstance(found, type) and named(classes, name) is found:
        return
    is_a = f"{found.__module__}.{name}" if isinstance(found, type) else f"{type(found).__name__} {found!r}"
    meant = find(name)  # by a label or an everyday word too
    names = [one.__name__ for one in classes]
    near = nearest(name, names) if meant is None else meant.__name__
    listed = some_names(names)
    hint = (
        Text(zh=f"可用: {listed.zh}", en=f"allowed: {listed.en}")
        if near is None
        else Text(zh=f"是否应为类 {near}?", en=f"did you mean the class {near}?")
    )
    message = Text(
        zh=f"{field} 应为词汇表中的类, 却是 {is_a}; {hint.zh}",
        en=f"{field} is a class of the vocabulary, found {is_a}; {hint.en}",
    )
    yield Problem(message, Place(field=field))


def _names_about(book: Rulebook, things: Mapping[str, type[Thing]]) -> frozenset[str]:
    """Return the names of all columns there could be about some things, read by a rule or not."""
    facts = {
        column.name
        for path, info in book.facts.items()
        if path.partition(".")[0] in {*things, OWN}
        for column in columns_of(path, info)
    }
    return frozenset(facts | {f"{FINDINGS}{key}" for key in all_keys_of(book)})


def _things(matter: type[Matter], subject: type[Subject]) -> dict[str, type[Thing]]:
    """Return the things whose facts a row has, by the first word of their paths."""
    things: dict[str, type[Thing]] = {subject.ROOT: subject}
    fields = {fact.name: fact.info.element for fact in facts_of(subject)}
    for root, field in related(subject).items():
        element = fields[field]
        assert element is not None  # noqa: S101 - a relation has one
        things[root] = element
    things[matter.ROOT] = matter
    return things


def _with_gates(book: Rulebook, paths: Iterable[str], things: Mapping[str, type[Thing]]) -> list[str]:
    """Return paths, their gates, and the facts that those and they themselves are gates of."""
    found = set(paths)
    for path in paths:
        gate = book.facts[path].exists_if
        if gate is not None:
            found.add(f"{path.partition('.')[0]}.{gate.fact}")
    for root, thing in things.items():
        for fact in facts_of(thing):
            gate = fact.info.exists_if
            if gate is not None and f"{root}.{gate.fact}" in found and fact.info.kind in _HOLDS:
                found.add(f"{root}.{fact.name}")
    return sorted(found)


def columns_of(path: str, info: FactInfo) -> Iterator[Column]:
    """Yield the columns of a fact: one, one for each option of a many-of fact, none for a list."""
    if info.kind not in _HOLDS:
        return
    holds = _HOLDS[info.kind]
    if info.kind is FactKind.MANY_OF:
        for option in info.options:
            label = Text(zh=f"{info.label.zh}：{option.label.zh}", en=f"{info.label.en}: {option.label.en}")
            yield Column(f"{path}.{option.id}", holds, label, path, option.id)
        return
    yield Column(
        path,
        holds,
        info.label,
        path,
        options=info.option_ids,
        least=info.least,
        most=info.most,
        money=info.kind is FactKind.MONEY,
    )


def _gates(book: Rulebook, columns: Iterable[Column]) -> Iterator[GateColumns]:
    by_fact: dict[str, list[str]] = {}
    for column in columns:
        if column.fact:
            by_fact.setdefault(column.fact, []).append(column.name)
    for path, names in by_fact.items():
        gate = book.facts[path].exists_if
        if gate is not None:
            yield GateColumns(path, tuple(names), f"{path.partition('.')[0]}.{gate.fact}", gate.option)


def _unseen(book: Rulebook, versions: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for rule in versions:
        for path in sorted(reach_of(book, rule).facts - {"as_of"}):
            if book.facts[path].kind is FactKind.LIST and rule.id not in found.setdefault(path, []):
                found[path].append(rule.id)
    return {path: tuple(ids) for path, ids in found.items()}


__all__ = [
    "FINDINGS",
    "Column",
    "GateColumns",
    "Holds",
    "Schema",
    "asked_problems",
    "columns_of",
    "rules_about",
    "schema_of",
]
