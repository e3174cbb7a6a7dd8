"""Building clauses: the conditions of a rule and of its family, and what a duty asks to be done."""

from __future__ import annotations

from xixia_gov.errors import unknown_name
from xixia_gov.expression.nodes import Node, TableRef
from xixia_gov.expression.types import TruthType
from xixia_gov.model.condition import Alternative, Condition, Strength
from xixia_gov.model.definition import Opening
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import ConditionEntry, RuleEntry, SharedEntry
from xixia_gov.rulebook.space import Space, text_of
from xixia_gov.text import Text
from xixia_gov.unknown import CauseKind

Shared = list[tuple[Space, SharedEntry]]
"""A rule, then its family where it has one: what the rule does not say, its family says."""


def all_conditions(shared: Shared, entry: RuleEntry) -> list[Condition]:
    """Return the conditions of the family and of the rule, and one for each of its tables."""
    made = [
        one
        for where, part in reversed(shared)
        for one in conditions_of(where, ("conditions",), part.conditions, entry.id)
    ]
    space = shared[0][0]
    _table_rows(space, entry, made)
    names = {name for _, part in shared for name in part.conditions}
    names |= {f"{name}.row" for name in entry.tables}
    lost = any(path[:1] == ("conditions",) for where, _ in shared for path in where.lost)
    for where, part in shared:
        for name, condition in part.conditions.items():
            for index, other in enumerate(condition.implied_by):
                path: KeyPath = ("conditions", name, "implied_by", index)
                if other == name:
                    message = Text(zh="条件不能由自身推出", en="a condition cannot be implied by itself")
                    where.at(path, message)
                elif other not in names and other != "in_force" and not lost:
                    allowed = [*sorted(names - {name}), "in_force"]
                    where.at(path, unknown_name(Text(zh="条件", en="condition"), other, allowed))
    return made


def same_names(shared: Shared, entry: RuleEntry) -> None:
    """Report a name that two clauses of a rule share: `RULE/name` settles one of them."""
    space = shared[0][0]
    family = shared[1][1].conditions if len(shared) > 1 else {}
    sections = (("conditions", entry.conditions), ("check", entry.check), ("steps", entry.steps))
    for section, names in sections:
        for name in names:
            if name in family or (section != "conditions" and name in entry.conditions):
                space.at_key(
                    (section, name),
                    Text(
                        zh=f"规则已有名为“{name}”的条件",
                        en=f"the rule has a condition named {name!r} already",
                    ),
                )


def conditions_of(
    space: Space, path: KeyPath, entries: dict[str, ConditionEntry], rule: str
) -> list[Condition]:
    """Return conditions as far as they can be built; `path` is the section they stand in."""
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
        strength=strength_of(space, (*path, "strength"), entry.strength),
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


def strength_of(space: Space, path: KeyPath, written: str) -> Strength:
    """Return how binding words are, hard where what is written is no strength."""
    names = [one.value for one in Strength]
    if written in names:
        return Strength(written)
    space.at(path, unknown_name(Text(zh="约束力", en="strength"), written, names))
    return Strength.HARD


def _table_rows(space: Space, entry: RuleEntry, conditions: list[Condition]) -> None:
    """Add the condition that some row of each table applies, where the text leaves gaps."""
    for name, table in entry.tables.items():
        symbol = space.names.get(f"{name}.row")
        if symbol is None or not isinstance(symbol.refers_to, TableRef):
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


__all__ = ["Shared", "all_conditions", "conditions_of", "same_names", "strength_of"]
