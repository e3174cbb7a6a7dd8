"""Conditions as they came out: met, not met, open, or depending on how the text is read."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xixia_gov.engine.branch import Branch, Tried
from xixia_gov.engine.decide import Decided
from xixia_gov.engine.failure import decisive
from xixia_gov.engine.interpret import flatten, truth_of
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.value import settled
from xixia_gov.expression.nodes import And, FactRef, IfElse, Node, Not, Or, ReadingRef, TableRef
from xixia_gov.model.condition import Condition, Strength
from xixia_gov.report.brackets import row_words
from xixia_gov.report.openings import open_why, open_words
from xixia_gov.report.page import Item
from xixia_gov.report.plain import settled_node
from xixia_gov.report.speaker import Speaker
from xixia_gov.text import Text
from xixia_gov.truth import Truth
from xixia_gov.unknown import Cause, CauseKind


class Status(enum.Enum):
    """How a condition stands, the weightiest first."""

    NOT_MET = Text(zh="不符合", en="not met")
    OPEN = Text(zh="未定", en="open")
    BY_READING = Text(zh="视读法而定", en="depends on the reading")
    MET = Text(zh="符合", en="met")
    LEFT_ASIDE = Text(zh="不适用", en="does not apply")


def status_of(tried: Tried) -> Status:
    """Return how a condition stands under one set of settings."""
    if not tried.applies:
        return Status.LEFT_ASIDE
    return {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.OPEN}[tried.truth]


def condition_items(speaker: Speaker, decided: Decided, *, check: bool = False) -> list[Item]:
    """Return a line for each condition (or each thing asked for), with what it rests on.

    What is not met comes first, what is met last.
    """
    found: dict[str, list[tuple[Branch, Tried]]] = {}
    for branch in decided.branches:
        for tried in branch.checked if check else branch.tried:
            found.setdefault(tried.condition.id, []).append((branch, tried))
    order = list(Status)
    asked = _DONE if check and decided.determination.strength is Strength.SOFT else {}
    items = [_item(speaker, decided, found[id_], asked) for id_ in found]
    return [item for _, item in sorted(items, key=lambda one: order.index(one[0]))]


_DONE: Final = {
    Status.MET: Text(zh="已做到", en="done"),
    Status.NOT_MET: Text(zh="没有做到", en="not done"),
}
"""How what is only encouraged stands: nobody fails to meet it."""


def _item(
    speaker: Speaker,
    decided: Decided,
    tries: list[tuple[Branch, Tried]],
    asked: Mapping[Status, Text],
) -> tuple[Status, Item]:
    statuses = {status_of(tried) for _, tried in tries}
    status = next(iter(statuses)) if len(statuses) == 1 else Status.BY_READING
    branch, tried = next(
        ((one, each) for one, each in tries if status_of(each) is not Status.LEFT_ASIDE), tries[0]
    )
    condition = tried.condition
    text = speaker.say(condition.text)
    called = speaker.say(asked.get(status, status.value))
    line = speaker.behind(
        speaker.pick(f"{called}：{text}", f"{called}: {text}"),
        condition.cite,
        branch.rule.cite.instrument,
    )
    below = list(_below(speaker, status, branch, tried))
    far = [f.distance for f in decided.determination.failed if f.condition == condition.id]
    if status is Status.NOT_MET and far and far[0] is not None:
        below.append(speaker.far(far[0]))
    if status is Status.BY_READING:
        below = _by_reading(speaker, decided, tries)
    return status, Item(line, tuple(Item(part) for part in below if part))


def exception_items(speaker: Speaker, decided: Decided) -> list[Item]:
    """Return the exceptions to a rule that applies, each as it came out."""
    found: dict[str, None] = {}
    for branch in decided.branches:
        for exemption, trace in branch.exempted:
            if exemption.is_turn:  # one of its own outcomes, told as the outcome
                continue
            truths = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.OPEN}
            called = speaker.say(truths[truth_of(trace)].value)
            text = speaker.say(exemption.text)
            line = speaker.pick(f"{called}：{text}", f"{called}: {text}")
            found[speaker.behind(line, exemption.cite, branch.rule.cite.instrument)] = None
    return [Item(line) for line in found]


def _below(speaker: Speaker, status: Status, branch: Branch, tried: Tried) -> Iterator[str]:
    condition, trace = tried.condition, tried.trace
    if status is Status.LEFT_ASIDE:
        return
    if status is Status.OPEN:
        yield from _open(speaker, branch, condition, trace.causes)
        return
    truth = Truth.TRUE if status is Status.MET else Truth.FALSE
    if status is Status.MET:
        yield from _alternative(speaker, condition, trace)
    given = given_words(
        speaker, [leaf for leaf, _ in decisive(trace, truth)], truths=status is Status.NOT_MET
    )
    if given:
        yield speaker.pick(f"所给：{given}", f"given: {given}")
    if status is Status.NOT_MET:
        wanted = _rows(speaker, condition.node) or needs(speaker, trace, branch)
        if wanted:
            yield speaker.pick(f"要求：{wanted}", f"required: {wanted}")


def _open(speaker: Speaker, branch: Branch, condition: Condition, causes: frozenset[Cause]) -> Iterator[str]:
    yield from (
        speaker.ask(path) for path in speaker.asked(c.name for c in causes if c.kind is CauseKind.CASE)
    )
    for cause in sorted(cause for cause in causes if cause.kind is not CauseKind.CASE):
        if condition.opening is not None and condition.opening.key == cause.name:
            yield open_why(speaker, branch.rule, cause)
        else:
            yield open_words(speaker, branch.rule, cause)


def _alternative(speaker: Speaker, condition: Condition, trace: Traced) -> Iterator[str]:
    if len(trace.below) != len(condition.alternatives):
        return
    for alternative, part in zip(condition.alternatives, trace.below, strict=True):
        if part.value is Truth.TRUE:
            yield speaker.say(alternative.text)


def _by_reading(speaker: Speaker, decided: Decided, tries: list[tuple[Branch, Tried]]) -> list[str]:
    """Return the statuses under each way of settling the readings this condition turns on."""
    mattering = _mattering(tries) or list(decided.determination.readings)
    lines: dict[str, None] = {}
    for branch, tried in tries:
        chosen = {id_: branch.settings[id_] for id_ in mattering if id_ in branch.settings}
        words = speaker.say(status_of(tried).value)
        taken = speaker.settings(chosen)
        lines[speaker.pick(f"读作{taken}：{words}", f"read as {taken}: {words}")] = None
    return list(lines)


def _mattering(tries: Sequence[tuple[Branch, Tried]]) -> list[str]:
    found: list[str] = []
    for id_ in sorted({id_ for branch, _ in tries for id_ in branch.settings}):
        seen: dict[tuple[tuple[str, str], ...], Status] = {}
        for branch, tried in tries:
            rest = tuple(sorted(pair for pair in branch.settings.items() if pair[0] != id_))
            if seen.setdefault(rest, status_of(tried)) is not status_of(tried):
                found.append(id_)
                break
    return found


def given_words(speaker: Speaker, leaves: Sequence[Traced], *, truths: bool = True) -> str:
    """Return the known facts that some parts of an expression read, with their values.

    Without `truths` yes-or-no facts are left out: the words of a condition that is met say them.
    """
    said: dict[str, str] = {}
    for leaf in leaves:
        for part in flatten(leaf):
            node = part.node
            if not isinstance(node, FactRef) or node.path in said or not settled(part.value):
                continue
            if truths or not isinstance(part.value, Truth):
                label = (
                    speaker.say(speaker.names.label(node))
                    if node.path == "as_of"
                    else speaker.label(node.path)
                )
                value = speaker.say(speaker.names.value(node, part.value))
                said[node.path] = speaker.pick(f"{label}：{value}", f"{label}: {value}")
    return speaker.pick("；", "; ").join(said.values())


def _rows(speaker: Speaker, node: Node | None) -> str:
    """Return the rows of the table that a condition looks for an entry in."""
    if not isinstance(node, TableRef):
        return ""
    table = speaker.book.tables[node.key]
    rows = speaker.pick("；", "; ").join(row_words(speaker, table, row) for row in table.rows)
    return speaker.pick(f"属于下列之一：{rows}", f"one of these: {rows}")


def needs(speaker: Speaker, trace: Traced, branch: Branch) -> str:
    """Return what would have to be so for a false expression to be true, readings settled."""
    node = _needed(trace, Truth.TRUE)
    if node is None:
        return ""
    plain = settled_node(node, branch.settings)
    return "" if isinstance(plain, bool) else speaker.said(plain)


def _needed(trace: Traced, wanted: Truth) -> Node | None:
    """Return the parts of an expression that are not as they would have to be, as one expression."""
    node = trace.node
    if trace.value is wanted:
        return None
    match node:
        case Not():
            return _needed(trace.below[0], ~wanted)
        case And() | Or() | None if trace.below:
            parts = [part for below in trace.below if (part := _needed(below, wanted)) is not None]
            return _joined(node, parts, wanted)
        case IfElse():
            chosen = trace.below[1] if len(trace.below) > 1 else trace
            return _needed(chosen, wanted)
        case ReadingRef() | None:
            return None
        case _ if trace.below and isinstance(trace.below[0].value, Truth):
            return _needed(trace.below[0], wanted)
        case _:
            return node if wanted is Truth.TRUE else Not(node)


def _joined(node: Node | None, parts: list[Node], wanted: Truth) -> Node | None:
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    kind = And if isinstance(node, And) is (wanted is Truth.TRUE) else Or
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    return kind(tuple(dict.fromkeys(flat)))
