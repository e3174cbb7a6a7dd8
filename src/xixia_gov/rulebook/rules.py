"""Building a rule from its entry and its family's, once all the names it uses are declared."""

from __future__ import annotations

from typing import Any

import attrs

from xixia_gov.errors import unknown_name
from xixia_gov.expression.nodes import Literal, Node
from xixia_gov.expression.types import DateType, NumberType, TruthType
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Alternative, Condition, Strength
from xixia_gov.model.definition import Opening
from xixia_gov.model.determination import Outcome
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import (
    Example,
    Exemption,
    Kind,
    Note,
    Payment,
    Rounding,
    Rule,
    Window,
)
from xixia_gov.rulebook.figures import opening, rounding
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import (
    ConditionEntry,
    ExampleEntry,
    FamilyEntry,
    PaysEntry,
    RuleEntry,
    SharedEntry,
    WindowEntry,
)
from xixia_gov.rulebook.space import Space, maybe_text, text_of
from xixia_gov.text import Text
from xixia_gov.units import YUAN
from xixia_gov.unknown import CauseKind
from xixia_gov.vocabulary.vocabulary import Vocabulary

_EVERY = ("once", "month", "year")
_PER = ("unit", "person", "household", "month", "year")


@attrs.frozen
class Built:
    """A rule, its rounding reading, and the exceptions it makes to other rules."""

    rule: Rule
    readings: tuple[Reading, ...]
    exemptions: tuple[Exemption, ...]


def build_rule(
    space: Space, entry: RuleEntry, family: tuple[Space, FamilyEntry] | None, vocabulary: Vocabulary
) -> Built | None:
    """Return a rule, or None with its problems reported."""
    before = len(space.problems)
    shared: list[tuple[Space, SharedEntry]] = [(space, entry), *([family] if family else [])]
    kind = _kind(space, shared)
    subjects = _subjects(space, shared, vocabulary)
    matter = _matter(space, shared, vocabulary)
    window = _window(shared)
    conditions = [
        one
        for where, part in reversed(shared)
        for one in _conditions(where, ("conditions",), part.conditions, entry.id)
    ]
    _table_rows(space, entry, conditions)
    check = _conditions(space, ("check",), entry.check, entry.id)
    payment, round_reading = _payment(space, entry)
    once_per = [space.checked(("once_per", i), source) for i, source in enumerate(entry.once_per)]
    exemptions = _exemptions(space, entry)
    strength = _strength(space, ("strength",), _first(shared, "strength") or "hard")
    if kind not in (Kind.DUTY, Kind.PERMIT) and entry.check:
        space.at_key(
            ("check",),
            Text(zh="只有义务和批准有 check", en="only a duty or a permit has a `check`"),
        )
    if kind is not Kind.ENTITLEMENT and entry.pays is not None:
        space.at_key(("pays",), Text(zh="只有补贴有 pays", en="only an entitlement has `pays`"))
    if len(space.problems) > before or kind is None or window is None or matter is None:
        return None
    office = _first(shared, "office")
    notes = [
        Note(Text(zh=note.zh, en=note.en), where.cited(("notes", i, "at"), note.at))
        for where, part in shared
        for i, note in enumerate(part.notes)
    ]
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
        check=tuple(sorted(check, key=lambda one: one.id)),
        payment=payment,
        strength=strength,
        covers=tuple(entry.covers),
        keywords=tuple(dict.fromkeys(word for _, part in shared for word in part.keywords)),
        office=maybe_text(office),
        claim_by=maybe_text(entry.claim_by),
        proof=tuple(text_of(one) for one in entry.proof),
        once_per=tuple(one.node for one in once_per if one is not None),
        notes=tuple(notes),
        examples=tuple(_example(one) for one in entry.example),
        path=space.source.name,
    )
    return Built(rule, (round_reading,) if round_reading else (), tuple(exemptions))


def _first(shared: list[tuple[Space, SharedEntry]], field: str) -> Any:  # noqa: ANN401 - any field
    for _, part in shared:
        value = getattr(part, field)
        if value is not None:
            return value
    return None


def _kind(space: Space, shared: list[tuple[Space, SharedEntry]]) -> Kind | None:
    written = _first(shared, "kind")
    names = [kind.value for kind in Kind]
    if written is None:
        space.at((), Text(zh="规则缺少 kind", en="the rule has no `kind`"))
        return None
    if written not in names:
        space.at(("kind",), unknown_name(Text(zh="规则种类", en="kind"), written, names))
        return None
    return Kind(written)


def _subjects(
    space: Space, shared: list[tuple[Space, SharedEntry]], vocabulary: Vocabulary
) -> tuple[str, ...]:
    written = _first(shared, "subject")
    listed = [written] if isinstance(written, str) else written or []
    if not listed:
        space.at((), Text(zh="规则缺少 subject", en="the rule has no `subject`"))
    names = [cls.__name__ for cls in vocabulary.subjects]
    for name in listed:
        if name not in names:
            space.at(("subject",), unknown_name(Text(zh="主体", en="subject"), name, names))
    return tuple(listed)


def _matter(space: Space, shared: list[tuple[Space, SharedEntry]], vocabulary: Vocabulary) -> str | None:
    written = _first(shared, "matter")
    names = [cls.__name__ for cls in vocabulary.matters]
    if written is None:
        space.at((), Text(zh="规则缺少 matter", en="the rule has no `matter`"))
    elif written not in names:
        space.at(("matter",), unknown_name(Text(zh="事项", en="matter"), written, names))
    else:
        return str(written)
    return None


def _window(shared: list[tuple[Space, SharedEntry]]) -> Window | None:
    own, _ = shared[0]
    for where, part in shared:
        entry: WindowEntry | None = part.in_force
        if entry is None:
            continue
        on = own.expression if where is own else where.expression
        node = on(("in_force", "on"), entry.on, DateType())
        # What binds a rule by its own instrument is the rule's citation, not the family's.
        cite = where.cited(("in_force", "at"), entry.at)
        if entry.from_ is not None and entry.through is not None and entry.from_ > entry.through:
            where.at(("in_force", "from"), Text(zh="from 晚于 through", en="`from` is after `through`"))
        if (entry.from_ or entry.through) and entry.anchor is None:
            where.at_key(
                ("in_force",),
                Text(zh="印出的期间须有 anchor", en="a printed period needs its `anchor`"),
            )
        first = entry.from_
        if first is None:
            instrument = own.instruments.get(own.cite.instrument)
            first = instrument.issued if instrument is not None else None
        if node is None:
            return None
        return Window(node, first, entry.through, cite, entry.anchor)
    own.at((), Text(zh="规则缺少 in_force", en="the rule has no `in_force`"))
    return None


def _conditions(
    space: Space, path: KeyPath, entries: dict[str, ConditionEntry], rule: str
) -> list[Condition]:
    made = [_condition(space, (*path, id_), id_, entry, rule) for id_, entry in entries.items()]
    return [one for one in made if one is not None]


def _condition(space: Space, path: KeyPath, id_: str, entry: ConditionEntry, rule: str) -> Condition | None:
    text = Text(zh=entry.zh, en=entry.en)
    cite = space.cited((*path, "at"), entry.at)
    key = f"{rule}/{id_}"
    forms = [entry.when, entry.any_of or None, entry.judged_by, entry.refers_to, entry.undefined]
    if sum(form is not None for form in forms) != 1:
        space.at_key(
            path,
            Text(
                zh="条件须有 when、any_of、judged_by、refers_to、undefined 之一",
                en="a condition has exactly one of `when`, `any_of`, `judged_by`, `refers_to`, `undefined`",
            ),
        )
        return None
    node: Node | None = None
    if entry.when is not None:
        node = space.expression((*path, "when"), entry.when, TruthType())
        if node is None:
            return None
    alternatives = []
    for name, one in entry.any_of.items():
        where: KeyPath = (*path, "any_of", name)
        met = space.expression((*where, "when"), one.when, TruthType())
        if met is not None:
            words = Text(zh=one.zh, en=one.en)
            alternatives.append(
                Alternative(name, words, met, space.cited((*where, "at"), one.at or entry.at))
            )
    only_if = None
    if entry.only_if is not None:
        only_if = space.expression((*path, "only_if"), entry.only_if, TruthType())
    return Condition(
        id=id_,
        key=key,
        text=text,
        cite=cite,
        node=node,
        alternatives=tuple(sorted(alternatives, key=lambda one: one.id)),
        opening=_opening(space, path, entry, key, text),
        only_if=only_if,
        implied_by=tuple(entry.implied_by),
        strength=_strength(space, (*path, "strength"), entry.strength),
    )


def _opening(space: Space, path: KeyPath, entry: ConditionEntry, key: str, text: Text) -> Opening | None:
    cite = space.cited((*path, "at"), entry.at)
    to = space.known_instrument((*path, "to"), entry.to)
    if entry.judged_by is not None:
        by = text_of(entry.judged_by)
        return Opening(CauseKind.AUTHORITY, key, text, entry.anchor, cite, to, by)
    if entry.refers_to is not None:
        return Opening(CauseKind.ELSEWHERE, key, text, entry.anchor, cite, to, text_of(entry.refers_to))
    if entry.undefined is not None:
        return Opening(CauseKind.TEXT, key, text, entry.undefined, cite, to)
    return None


def _strength(space: Space, path: KeyPath, written: str) -> Strength:
    names = [one.value for one in Strength]
    if written in names:
        return Strength(written)
    space.at(path, unknown_name(Text(zh="约束力", en="strength"), written, names))
    return Strength.HARD


def _table_rows(space: Space, entry: RuleEntry, conditions: list[Condition]) -> None:
    """Add the condition that some row of each table applies, where the text leaves gaps."""
    for name, table in entry.tables.items():
        symbol = space.names.get(f"{name}.row")
        if symbol is None:
            continue
        label = Text(zh=table.zh or name, en=table.en or name)
        conditions.append(
            Condition(
                id=f"{name}.row",
                key=f"{entry.id}/{name}.row",
                text=Text(
                    zh=f"在{label.zh}中有对应的一档",
                    en=f"there is an entry for it in the {label.en}",
                ),
                cite=space.cited(("tables", name, "at"), table.at),
                node=symbol.refers_to,
            )
        )


def _payment(space: Space, entry: RuleEntry) -> tuple[Payment | None, Reading | None]:
    pays = entry.pays
    if pays is None:
        return None, None
    nodes = _sums(space, pays)
    if nodes is None:
        return None, None
    for field, allowed in (("per", _PER), ("every", _EVERY)):
        written = getattr(pays, field)
        if written is not None and written not in allowed:
            space.at(("pays", field), unknown_name(Text(zh="取值", en="value"), written, allowed))
    opened = None
    for field, left_open in (("open", pays.open), ("unprinted", pays.unprinted)):
        if left_open is not None:
            what = Text(zh="具体金额", en="the exact sum")
            opened = opening(space, ("pays", field), left_open, f"{entry.id}/amount", what)
    round_reading = None
    if pays.round is not None:
        modes = [mode.value for mode in Rounding]
        if pays.round.mode not in modes:
            message = unknown_name(Text(zh="取整方式", en="mode"), pays.round.mode, modes)
            space.at(("pays", "round", "mode"), message)
        if pays.round.to != "fen":
            space.at(
                ("pays", "round", "to"),
                unknown_name(Text(zh="单位", en="unit"), pays.round.to, ["fen"]),
            )
        round_reading = rounding(entry.id, pays.round.mode, assumed=pays.round.assumed)
    payment = Payment(
        least=nodes[0],
        most=nodes[1],
        opening=opened,
        per=pays.per,
        every=pays.every,
        payer=maybe_text(pays.by),
        payee=maybe_text(pays.to),
        rounding=round_reading.id if round_reading else None,
    )
    return payment, round_reading


def _sums(space: Space, pays: PaysEntry) -> tuple[Node, Node | None] | None:
    money = NumberType(YUAN)
    if pays.unprinted is not None and pays.amount is None and pays.least is None and pays.most is None:
        return Literal(0), None
    if pays.amount is not None and pays.least is None and pays.most is None:
        amount = space.expression(("pays", "amount"), pays.amount, money)
        return None if amount is None else (amount, amount)
    if pays.amount is None and pays.least is not None and pays.most is not None:
        least = space.expression(("pays", "least"), pays.least, money)
        most = space.expression(("pays", "most"), pays.most, money)
        return None if least is None or most is None else (least, most)
    space.at_key(
        ("pays",),
        Text(
            zh="pays 须有 amount, 或同时有 least 和 most, 或有 unprinted (公报未印出金额)",
            en="`pays` has `amount`, or `least` and `most`, or `unprinted` (no sum is printed)",
        ),
    )
    return None


def _exemptions(space: Space, entry: RuleEntry) -> list[Exemption]:
    made: list[Exemption] = []
    outcomes = [outcome.value for outcome in Outcome]
    for index, one in enumerate(entry.exceptions):
        path: KeyPath = ("exceptions", index)
        when = space.expression((*path, "when"), one.when, TruthType())
        if one.overrides not in space.rules:
            message = unknown_name(Text(zh="规则", en="rule"), one.overrides, sorted(space.rules))
            space.at((*path, "overrides"), message)
        if one.outcome not in outcomes:
            message = unknown_name(Text(zh="结论", en="outcome"), one.outcome, outcomes)
            space.at((*path, "outcome"), message)
        cite = space.cited((*path, "at"), one.at)
        if when is not None:
            words = Text(zh=one.zh, en=one.en)
            made.append(Exemption(one.overrides, entry.id, when, one.outcome, words, cite))
    return made


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
