"""The computation of a sum, step by step: facts, what is made of them, the value before rounding."""

from __future__ import annotations

import datetime as dt

from xixia_gov.engine.branch import Branch
from xixia_gov.engine.decide import Decided
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.value import Value
from xixia_gov.engine.words import date_text
from xixia_gov.expression.nodes import (
    Arithmetic,
    Call,
    DefinitionRef,
    FactRef,
    IfElse,
    Node,
    TableRef,
)
from xixia_gov.interval import Interval
from xixia_gov.report.amount import amount_text, exact_text, numbers_text
from xixia_gov.report.brackets import row_words
from xixia_gov.report.page import Item
from xixia_gov.report.plain import settled_node, unit_of
from xixia_gov.report.speaker import Speaker
from xixia_gov.truth import Truth


def computation(speaker: Speaker, decided: Decided) -> list[Item]:
    """Return how the sum is made up; once for each way the readings change it."""
    by_lines: dict[tuple[str, ...], list[Branch]] = {}
    for branch in decided.branches:
        if branch.pays is not None and branch.holds is not Truth.FALSE:
            by_lines.setdefault(tuple(steps(speaker, branch)), []).append(branch)
    if not by_lines:
        return []
    if len(by_lines) == 1 or not decided.determination.readings:
        # Where no reading changes the sum, one way of coming to it is enough.
        return [Item(line) for line in next(iter(by_lines))]
    items: dict[str, Item] = {}
    for lines, branches in by_lines.items():
        # Ways that differ only in a reading that changes nothing are told once.
        head = _under(speaker, decided, branches[0])
        items.setdefault(head, Item(head, tuple(Item(line) for line in lines)))
    return list(items.values())


def _under(speaker: Speaker, decided: Decided, branch: Branch) -> str:
    chosen = {id_: branch.settings[id_] for id_ in decided.determination.readings if id_ in branch.settings}
    taken = speaker.settings(chosen)
    return speaker.pick(f"读作{taken}", f"Read as {taken}")


def steps(speaker: Speaker, branch: Branch) -> list[str]:
    """Return the steps of one branch, each a result with what it is the result of."""
    lines: dict[str, None] = {}
    for trace in branch.pays_trace:
        _walk(speaker, branch, trace, lines)
    lines.update(dict.fromkeys(_ending(speaker, branch)))
    return list(lines)


def _ending(speaker: Speaker, branch: Branch) -> list[str]:
    payment, exact, pays = branch.rule.payment, branch.before_rounding, branch.pays
    if payment is None or exact is None or pays is None:
        return []
    found: list[str] = []
    if payment.rounding is not None and payment.rounding in branch.settings:
        before = speaker.say(exact_text(exact))
        how = speaker.option(payment.rounding, branch.settings[payment.rounding])
        after = speaker.say(amount_text(pays))
        found.append(
            speaker.pick(f"取整之前：{before}；{how}：{after}", f"before rounding: {before}; {how}: {after}")
        )
    elif payment.most is None:
        found.append(speaker.pick("条文没有印出金额", "the text prints no sum"))
    elif payment.least != payment.most:
        after = speaker.say(amount_text(pays))
        found.append(speaker.pick(f"条文写明的范围：{after}", f"the range the text prints: {after}"))
    if payment.opening is not None:
        what = speaker.say(payment.opening.what)
        found.append(speaker.pick(f"{what}不由这一条文写明", f"{what} is not fixed by these words"))
    return found


def _walk(speaker: Speaker, branch: Branch, trace: Traced, lines: dict[str, None]) -> None:
    node = trace.node
    if isinstance(node, TableRef):
        for line in _table(speaker, branch, node, trace):
            lines[line] = None
        return
    parts = trace.below[1:] if isinstance(node, IfElse) else trace.below
    for part in parts:
        _walk(speaker, branch, part, lines)
    if isinstance(node, FactRef | Arithmetic | Call | DefinitionRef):
        lines[_line(speaker, branch, node, trace.value)] = None


def _line(speaker: Speaker, branch: Branch, node: Node, value: Value) -> str:
    plain = settled_node(node, branch.settings)
    if isinstance(plain, bool):
        plain = node
    said = speaker.label(node.path) if isinstance(node, FactRef) else speaker.said(plain)
    return speaker.pick(f"{said}：{_value(speaker, node, value)}", f"{said}: {_value(speaker, node, value)}")


def _value(speaker: Speaker, node: Node, value: Value) -> str:
    if not isinstance(value, Interval):
        return speaker.say(speaker.names.value(node, value))
    ends = [end for end in (value.least, value.most) if isinstance(end, dt.date)]
    if ends or speaker.names.is_date(node):
        if value.settled:
            return speaker.say(date_text(ends[0]))
        return speaker.pick("未知", "not known")
    if isinstance(node, FactRef) and not value.settled:
        return speaker.pick("未知", "not known")
    return speaker.say(numbers_text(value, unit_of(speaker.names, node)))  # type: ignore[arg-type] # no dates are left


def _table(speaker: Speaker, branch: Branch, node: TableRef, trace: Traced) -> list[str]:
    """Return the keys a table was read by, and each row that could apply with what it gives."""
    table = speaker.book.tables[node.key]
    keys = trace.below[: len(table.columns)]
    lines = [
        _line(speaker, branch, key.node, key.value)
        for key in keys
        if isinstance(key.node, FactRef | DefinitionRef)
    ]
    given = [part.node for part in trace.below[len(table.columns) :]]
    for row in table.rows:
        output = row.gives[node.output]
        if not any(output is one for one in given):
            continue
        when, what = row_words(speaker, table, row), speaker.said(output)
        lines.append(speaker.pick(f"{when}：{what}", f"{when}: {what}") if when else what)
    return lines
