"""The expressions of a rule as clauses, and what only some kinds of rule have: deadlines, steps, outputs."""

from __future__ import annotations

from xixia_gov.expression.nodes import DefinitionRef, Node, TableRef
from xixia_gov.model.output import Output
from xixia_gov.model.rule import Rule
from xixia_gov.model.step import Step
from xixia_gov.report.page import Item
from xixia_gov.report.plain import settled_node
from xixia_gov.report.speaker import Speaker


def clause_of(speaker: Speaker, rule: Rule, node: Node) -> str:
    """Return an expression as a clause, what we assumed taken for granted."""
    settings = {
        id_: speaker.book.readings[id_].preferred
        for id_ in rule.readings
        if speaker.book.readings[id_].assumed
    }
    plain = settled_node(node, settings)
    if isinstance(plain, TableRef):  # the table itself is shown
        return "" if plain.output == "row" else speaker.pick("按下表", "by the table below")
    return "" if isinstance(plain, bool) else speaker.said(plain)


def deadline_lines(speaker: Speaker, rule: Rule) -> list[str]:
    """Return what a deadline asks to be done; the last day is among what it gives."""
    one = rule.deadline
    if one is None:
        return []
    done = clause_of(speaker, rule, one.done)
    lines = [speaker.pick(f"须做到：{done}", f"what must be done: {done}")]
    if one.on is not None:
        on = clause_of(speaker, rule, one.on)
        lines.append(speaker.pick(f"做到之日：{on}", f"the day it was done: {on}"))
    return lines


def step_item(speaker: Speaker, rule: Rule, one: Step) -> Item:
    """Return a step with what it comes after, what it needs and who takes it."""
    names = {step.id: speaker.say(step.text) for step in rule.steps}
    below = []
    if one.only_if is not None:
        limit = clause_of(speaker, rule, one.only_if)
        below.append(speaker.pick(f"只在{limit}时需要", f"only if {limit}"))
    if one.after:
        first = speaker.pick("、", ", ").join(names[id_] for id_ in one.after)
        below.append(speaker.pick(f"要先做：{first}", f"first: {first}"))
    for need in one.needs:
        words = speaker.behind(speaker.say(need.text), need.cite, rule.cite.instrument)
        below.append(speaker.pick(f"需要：{words}", f"needed: {words}"))
    if one.by is not None:
        by = speaker.say(one.by)
        below.append(speaker.pick(f"由{by}办理", f"by {by}"))
    line = speaker.behind(speaker.say(one.text), one.cite, rule.cite.instrument)
    return Item(line, tuple(Item(words) for words in below))


def output_item(speaker: Speaker, rule: Rule, one: Output) -> Item:
    """Return what a rule gives beside its outcome, and how it is worked out."""
    line = speaker.behind(speaker.say(one.text), one.cite, rule.cite.instrument)
    if one.node is not None:
        clause = _definition(speaker, rule, one.node)
        return Item(line, (Item(speaker.pick(f"即：{clause}", f"that is: {clause}")),))
    ways = []
    for way in one.ways:
        words = speaker.behind(speaker.say(way.text), way.cite, rule.cite.instrument)
        clause = clause_of(speaker, rule, way.node)
        ways.append(Item(speaker.pick(f"{words}：{clause}", f"{words}: {clause}") if clause else words))
    return Item(line, tuple(ways))


def _definition(speaker: Speaker, rule: Rule, node: Node) -> str:
    """Return an expression as a clause; the definition that it is, where it is one."""
    if isinstance(node, DefinitionRef):
        inner = speaker.book.definitions[node.key].node
        node = node if inner is None else inner
    return clause_of(speaker, rule, node)


__all__ = ["clause_of", "deadline_lines", "output_item", "step_item"]
