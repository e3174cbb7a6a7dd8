"""Building a rule from its entry and its family's, once all the names it uses are declared."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from typing import Any, Final

import attrs

from xixia_gov.errors import unknown_name
from xixia_gov.expression.types import DateType, TruthType
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, OTHERS, Outcome
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import (
    Example,
    Exemption,
    Handover,
    Kind,
    Note,
    Rule,
    Window,
)
from xixia_gov.rulebook.about import About, about_what
from xixia_gov.rulebook.clauses import Shared, all_conditions, conditions_of, same_names, strength_of
from xixia_gov.rulebook.deadline import deadline_of
from xixia_gov.rulebook.outputs import outputs_of
from xixia_gov.rulebook.payments import payment_of
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import (
    ExampleEntry,
    FamilyEntry,
    RuleEntry,
)
from xixia_gov.rulebook.space import Space, maybe_text, text_of
from xixia_gov.rulebook.steps import procedure_of
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import facts_of
from xixia_gov.vocabulary.vocabulary import Vocabulary


@attrs.frozen
class Built:
    """A rule, its rounding reading, and the exceptions it makes to other rules."""

    rule: Rule
    readings: tuple[Reading, ...]
    exemptions: tuple[Exemption, ...]


def build_rule(
    space: Space,
    entry: RuleEntry,
    family: tuple[Space, FamilyEntry] | None,
    vocabulary: Vocabulary,
    kinds: Mapping[str, Kind | None],
) -> Built | None:
    """Return a rule, or None with its problems reported; `kinds` are those of all rules."""
    before = len(space.problems)
    shared: Shared = [(space, entry), *([family] if family else [])]
    _identity(space, entry)
    kind = _kind(shared)
    subjects = _subjects(shared, vocabulary)
    matter = _matter(shared, vocabulary)
    window = _window(shared)
    conditions = all_conditions(shared, entry)
    check = conditions_of(space, ("check",), entry.check, entry.id)
    same_names(shared, entry)
    payment, round_reading = payment_of(space, entry)
    once_per = [space.checked(("once_per", i), source) for i, source in enumerate(entry.once_per)]
    once_if = None if entry.once_if is None else space.expression(("once_if",), entry.once_if, TruthType())
    exemptions = _exemptions(space, entry, kinds)
    deadline = deadline_of(space, entry)
    procedure = procedure_of(space, entry)
    outputs = outputs_of(space, entry)
    strength = Strength.HARD
    where, written = _first(shared, "strength")
    if written is not None:
        strength = strength_of(where, ("strength",), written)
    if kind is not None:
        _parts(space, entry, kind)
    if kind is not None and matter is not None:
        _examples(space, entry, matter, subjects, vocabulary)
    notes = [
        Note(Text(zh=note.zh, en=note.en), one.cited(("notes", i, "at"), note.at))
        for one, part in shared
        for i, note in enumerate(part.notes)
    ]
    refers = [
        Handover(
            text_of(one.what),
            space.known_instrument(("refers", i, "to"), one.to),
            one.anchor,
            space.cited(("refers", i, "at"), one.at),
        )
        for i, one in enumerate(entry.refers)
    ]
    if len(space.problems) > before or kind is None or window is None or matter is None:
        return None
    rule = Rule(
        id=entry.id,
        version=entry.version,
        title=text_of(entry.title),
        kind=kind,
        subjects=subjects,
        matter=matter,
        cite=space.cite,
        window=window,
        conditions=tuple(sorted(conditions, key=lambda one: one.id)),
        check=tuple(
            sorted((*check, *(() if procedure is None else procedure.check)), key=lambda one: one.id)
        ),
        payment=payment,
        strength=strength,
        covers=tuple(entry.covers),
        keywords=tuple(dict.fromkeys(word for _, part in shared for word in part.keywords)),
        office=maybe_text(_first(shared, "office")[1]),
        claim_by=maybe_text(entry.claim_by),
        proof=tuple(text_of(one) for one in entry.proof),
        once_per=tuple(one.node for one in once_per if one is not None),
        once_if=once_if,
        deadline=None if deadline is None else deadline.deadline,
        outputs=(*(() if deadline is None else (deadline.output,)), *outputs),
        steps=() if procedure is None else procedure.steps,
        refers=tuple(refers),
        notes=tuple(notes),
        examples=tuple(_example(one) for one in entry.example),
        path=space.source.name,
    )
    turns = [turn for part in (deadline, procedure) if part is not None for turn in part.turns]
    return Built(rule, (round_reading,) if round_reading else (), (*exemptions, *turns))


_PARTS: Final = (
    ("check", (Kind.DUTY, Kind.PERMIT), False),
    ("pays", (Kind.ENTITLEMENT,), False),
    ("deadline", (Kind.DEADLINE,), True),
    ("steps", (Kind.PROCEDURE,), True),
)
"""The tables that only some kinds have, and whether these must have them."""


def _parts(space: Space, entry: RuleEntry, kind: Kind) -> None:
    """Report a table that the kind of a rule does not have, or that it must have."""
    for part, kinds, needed in _PARTS:
        written = bool(getattr(entry, part))
        if written and kind not in kinds:
            zh, en = "、".join(one.value for one in kinds), " or ".join(one.value for one in kinds)
            message = Text(zh=f"只有 {zh} 类规则有 {part}", en=f"only a rule of kind {en} has `{part}`")
            space.at_key((part,), message)
        if needed and kind in kinds and not written and (part,) not in space.lost:
            space.at((), Text(zh=f"{kind.value} 类规则须有 {part}", en=f"a {kind.value} has `{part}`"))
    if kind is Kind.VALUE and not entry.gives and ("gives",) not in space.lost:
        space.at((), Text(zh="value 类规则须有 gives", en="a value has `gives`"))


def kind_of(entry: RuleEntry, family: tuple[Space, FamilyEntry] | None) -> Kind | None:
    """Return the kind a rule or its family says, None where it says none that there is."""
    written = entry.kind or (family[1].kind if family else None)
    return next((kind for kind in Kind if kind.value == written), None)


def about_of(entry: RuleEntry, family: FamilyEntry | None, vocabulary: Vocabulary) -> About | None:
    """Return what a rule is about, None where its matter or a subject is none that there is."""
    matter = entry.matter or (family.matter if family else None) or ""
    written = entry.subject or (family.subject if family else None) or []
    names = [written] if isinstance(written, str) else written
    return about_what(matter, names, vocabulary)


def _first(shared: Shared, field: str) -> tuple[Space, Any]:
    """Return what the rule says, else its family, and who says it."""
    for where, part in shared:
        value = getattr(part, field)
        if value is not None:
            return where, value
    return shared[0][0], None


def _missing(shared: Shared, field: str) -> None:
    """Report what neither the rule nor its family says, unless the family's file says it wrongly."""
    if not any((field,) == path[:1] for where, _ in shared for path in where.lost):
        shared[0][0].at((), Text(zh=f"规则缺少 {field}", en=f"the rule has no `{field}`"))


def _identity(space: Space, entry: RuleEntry) -> None:
    """Report an id that no expression could name, a version below 1, a rule that succeeds none."""
    parts = entry.id.split(".")
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in parts):
        space.at(
            ("id",),
            Text(
                zh=f"规则编号“{entry.id}”应由点号相连的名称组成, 如 trade_in.appliance",
                en=f"the id {entry.id!r} is not made of names joined by dots, such as trade_in.appliance",
            ),
        )
    if entry.version < 1:
        space.at(
            ("version",),
            Text(zh=f"版本从1数起, 却是 {entry.version}", en=f"versions count from 1, found {entry.version}"),
        )
    unread = space.ids.unread
    known = space.ids.rules | unread.rule_ids
    if entry.succeeds is not None and entry.succeeds not in known and not unread.rules:
        message = unknown_name(Text(zh="规则", en="rule"), entry.succeeds, sorted(known))
        space.at(("succeeds",), message)


def _kind(shared: Shared) -> Kind | None:
    where, written = _first(shared, "kind")
    names = [kind.value for kind in Kind]
    if written is None:
        _missing(shared, "kind")
    elif written not in names:
        where.at(("kind",), unknown_name(Text(zh="规则种类", en="kind"), written, names))
    else:
        return Kind(written)
    return None


def _subjects(shared: Shared, vocabulary: Vocabulary) -> tuple[str, ...]:
    where, written = _first(shared, "subject")
    names = [cls.__name__ for cls in vocabulary.subjects]
    if not written:
        _missing(shared, "subject")
    places: list[tuple[KeyPath, str]] = [(("subject",), written)] if isinstance(written, str) else []
    if isinstance(written, list):
        places = [(("subject", index), name) for index, name in enumerate(written)]
    for path, name in places:
        if name not in names:
            where.at(path, unknown_name(Text(zh="主体", en="subject"), name, names))
    return tuple(dict.fromkeys(name for _, name in places))


def _matter(shared: Shared, vocabulary: Vocabulary) -> str | None:
    where, written = _first(shared, "matter")
    names = [cls.__name__ for cls in vocabulary.matters]
    if written is None:
        _missing(shared, "matter")
    elif written not in names:
        where.at(("matter",), unknown_name(Text(zh="事项", en="matter"), written, names))
    else:
        return str(written)
    return None


def _window(shared: Shared) -> Window | None:
    own, _ = shared[0]
    where, entry = _first(shared, "in_force")
    if entry is None:
        _missing(shared, "in_force")
        return None
    node = where.expression(("in_force", "on"), entry.on, DateType())
    # What binds a rule by its own instrument is the rule's citation, not the family's.
    cite = where.cited(("in_force", "at"), entry.at) if entry.at else own.cite
    if entry.from_ is not None and entry.through is not None and entry.from_ > entry.through:
        message = Text(
            zh=f"from ({entry.from_}) 晚于 through ({entry.through})",
            en=f"`from` ({entry.from_}) is after `through` ({entry.through})",
        )
        where.at(("in_force", "from"), message)
    if (entry.from_ or entry.through) and entry.anchor is None:
        where.at_key(
            ("in_force",),
            Text(zh="印出的期间须有 anchor", en="a printed period needs its `anchor`"),
        )
    first = entry.from_
    if first is None:
        instrument = own.instruments.get(own.cite.instrument)
        first = instrument.issued if instrument is not None else None
    return None if node is None else Window(node, first, entry.through, cite, entry.anchor)


def _exemptions(space: Space, entry: RuleEntry, kinds: Mapping[str, Kind | None]) -> list[Exemption]:
    made: list[Exemption] = []
    unread = space.ids.unread
    for index, one in enumerate(entry.exceptions):
        path: KeyPath = ("exceptions", index)
        when = space.expression((*path, "when"), one.when, TruthType())
        known = space.ids.rules | unread.rule_ids
        if one.overrides not in known and not unread.rules:
            message = unknown_name(Text(zh="规则", en="rule"), one.overrides, sorted(known))
            space.at((*path, "overrides"), message)
        kind = kinds.get(one.overrides)
        outcomes = [outcome.value for outcome in Outcome]
        if kind is not None:
            outcomes = [NO[kind].value, *(one.value for one in OTHERS.get(kind, ()))]
        if one.outcome not in outcomes:
            what = Text(zh=f"“{one.overrides}”的例外结论", en=f"outcome of an exception to {one.overrides}")
            space.at((*path, "outcome"), unknown_name(what, one.outcome, outcomes))
        cite = space.cited((*path, "at"), one.at)
        if when is not None:
            words = Text(zh=one.zh, en=one.en)
            made.append(Exemption(one.overrides, entry.id, when, one.outcome, words, cite))
    return made


_GIVEN_TOO: Final = ("ref", "units", "findings", "own")


def _examples(
    space: Space, entry: RuleEntry, matter: str, subjects: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    """Report facts in the examples that the matter or the subject does not have."""
    known: dict[type[Thing], tuple[frozenset[str], frozenset[str]]] = {}
    for index, example in enumerate(entry.example):
        kind = example.subject.get("kind", subjects[0] if subjects else "")
        subject = vocabulary.subject(kind) if isinstance(kind, str) else None
        if subject is None:
            names = [cls.__name__ for cls in vocabulary.subjects]
            message = unknown_name(Text(zh="主体", en="subject"), str(kind), names)
            space.at(("example", index, "subject", "kind"), message)
        for section, cls, given, more in (
            ("given", vocabulary.matter(matter), example.given, _GIVEN_TOO),
            ("subject", subject, example.subject, ("kind",)),
        ):
            if cls is None:
                continue
            if cls not in known:
                known[cls] = _fact_names(cls)
            facts, labels = known[cls]
            for name in given:
                if name not in facts and name not in labels and name not in more:
                    message = unknown_name(Text(zh="事实", en="fact"), name, [*facts, *more], labels)
                    space.at_key(("example", index, section, name), message)


def _fact_names(cls: type[Thing]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names and the Chinese labels of the facts of a class."""
    facts = list(facts_of(cls))
    return frozenset(fact.name for fact in facts), frozenset(fact.info.label.zh for fact in facts)


def _example(entry: ExampleEntry) -> Example:
    return Example(
        name=entry.name,
        given=FrozenMap(entry.given),
        subject=FrozenMap(entry.subject),
        expect=FrozenMap(entry.expect),
        why=entry.why,
        as_of=entry.as_of,
        findings=FrozenMap(entry.findings),
        settle=FrozenMap(entry.settle),
    )
