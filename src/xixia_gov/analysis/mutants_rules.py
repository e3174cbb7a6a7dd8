"""Slips in one rule: a condition dropped or turned round, a period moved, a sum, an exception, a strength."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from xixia_gov.analysis.mutants_nodes import negated, slips
from xixia_gov.analysis.mutants_shared import Changed
from xixia_gov.engine.words import date_text
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Condition, Strength
from xixia_gov.model.determination import NO, OTHERS, YES, Outcome
from xixia_gov.model.output import Output
from xixia_gov.model.rule import Rule, Window
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

_STRENGTHS = {
    Strength.HARD: Text(zh="确定性规定", en="binding words"),
    Strength.IN_PRINCIPLE: Text(zh="原则性规定", en="words in principle"),
    Strength.SOFT: Text(zh="鼓励性规定", en="soft words"),
}


def with_rules(book: Rulebook, *changed: Rule) -> Rulebook:
    """Return a rulebook in which some rules, each in its version, are exchanged."""
    rules = dict(book.rules)
    for rule in changed:
        rules[rule.id] = tuple(rule if one.version == rule.version else one for one in rules[rule.id])
    return attrs.evolve(book, rules=FrozenMap(rules))


def rule_slips(book: Rulebook, rule: Rule) -> Iterator[Changed]:
    """Yield a rule with each thing that it says itself changed, but for its period.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> [place for place, _, _ in rule_slips(book, book.latest("trade_in.appliance"))][0]
    'conditions.energy_class'
    """
    for name, conditions in (("conditions", rule.conditions), ("check", rule.check)):
        for index, condition in enumerate(conditions):
            rest = (*conditions[:index], *conditions[index + 1 :])
            text = Text(zh="去掉这一条件", en="it is dropped")
            yield f"{name}.{condition.id}", text, _with(book, rule, **{name: rest})
            for place, words, changed in condition_slips(book, condition):
                kept = (*conditions[:index], changed, *conditions[index + 1 :])
                yield f"{name}.{condition.id}{place}", words, _with(book, rule, **{name: kept})
    yield from _exception_slips(book, rule)
    yield from _payment_slips(book, rule)
    yield from _output_slips(book, rule)
    for strength, words in _STRENGTHS.items():
        if strength is not rule.strength:
            old = _STRENGTHS[rule.strength]
            text = Text(zh=f"“{old.zh}”改为“{words.zh}”", en=f"{old.en} become {words.en}")
            yield "strength", text, _with(book, rule, strength=strength)
    yield from _limit_slips(book, rule)
    for slip in slips(book, rule.window.on):
        yield "in_force.on", slip.text, _with(book, rule, window=attrs.evolve(rule.window, on=slip.node))


def _with(book: Rulebook, rule: Rule, **changes: object) -> Rulebook:
    return with_rules(book, attrs.evolve(rule, **changes))  # type: ignore[arg-type] # fields of a rule


def condition_slips(book: Rulebook, condition: Condition) -> Iterator[tuple[str, Text, Condition]]:
    """Yield a condition with its expression, an alternative or its limit changed."""
    if condition.node is not None:
        for slip in (*slips(book, condition.node), *negated(book, condition.node)):
            yield "", slip.text, attrs.evolve(condition, node=slip.node)
    ways = condition.alternatives
    for index, way in enumerate(ways):
        rest = (*ways[:index], *ways[index + 1 :])
        if rest:
            text = Text(zh="去掉这一种情形", en="this way is dropped")
            yield f".{way.id}", text, attrs.evolve(condition, alternatives=rest)
        for slip in (*slips(book, way.node), *negated(book, way.node)):
            changed = (*ways[:index], attrs.evolve(way, node=slip.node), *ways[index + 1 :])
            yield f".{way.id}", slip.text, attrs.evolve(condition, alternatives=changed)
    if condition.only_if is not None:
        text = Text(zh="不再限于某些情形", en="it is no longer limited to some cases")
        yield ".only_if", text, attrs.evolve(condition, only_if=None)
        for slip in (*slips(book, condition.only_if), *negated(book, condition.only_if)):
            yield ".only_if", slip.text, attrs.evolve(condition, only_if=slip.node)


def _exception_slips(book: Rulebook, rule: Rule) -> Iterator[Changed]:
    for index, exemption in enumerate(rule.exemptions):
        if exemption.outcome == YES[rule.kind].value:
            continue  # it follows from the others: it only says sooner what is no longer possible
        place = f"exceptions.{exemption.name}"
        before, after = rule.exemptions[:index], rule.exemptions[index + 1 :]
        text = Text(zh="去掉这一例外", en="the exception is dropped")
        yield place, text, _with(book, rule, exemptions=(*before, *after))
        for slip in (*slips(book, exemption.when), *negated(book, exemption.when)):
            changed = attrs.evolve(exemption, when=slip.node)
            yield place, slip.text, _with(book, rule, exemptions=(*before, changed, *after))
        for outcome in _other_outcomes(rule, exemption.outcome):
            changed = attrs.evolve(exemption, outcome=outcome.value)
            text = Text(
                zh=f"结论“{exemption.outcome}”改为“{outcome.value}”",
                en=f"the outcome {exemption.outcome} becomes {outcome.value}",
            )
            yield place, text, _with(book, rule, exemptions=(*before, changed, *after))


def _other_outcomes(rule: Rule, outcome: str) -> Iterator[Outcome]:
    allowed = [YES[rule.kind], NO[rule.kind], *OTHERS.get(rule.kind, ())]
    yield from (one for one in allowed if one.value != outcome)


def _output_slips(book: Rulebook, rule: Rule) -> Iterator[Changed]:
    """Yield a rule with something that it gives beside its outcome changed."""
    for index, output in enumerate(rule.outputs):
        before, after = rule.outputs[:index], rule.outputs[index + 1 :]
        for place, text, changed in _slips_of_output(book, output):
            name = f"gives.{output.id}{place}"
            yield name, text, _with(book, rule, outputs=(*before, changed, *after))


def _slips_of_output(book: Rulebook, output: Output) -> Iterator[tuple[str, Text, Output]]:
    if output.node is not None:
        for slip in slips(book, output.node):
            yield "", slip.text, attrs.evolve(output, node=slip.node)
    ways = output.ways
    for index, way in enumerate(ways):
        rest = (*ways[:index], *ways[index + 1 :])
        yield f".{way.id}", Text(zh="去掉这一项", en="it is dropped"), attrs.evolve(output, ways=rest)
        for slip in (*slips(book, way.node), *negated(book, way.node)):
            changed = (*ways[:index], attrs.evolve(way, node=slip.node), *ways[index + 1 :])
            yield f".{way.id}", slip.text, attrs.evolve(output, ways=changed)


def _payment_slips(book: Rulebook, rule: Rule) -> Iterator[Changed]:
    payment = rule.payment
    if payment is None:
        return
    if payment.most == payment.least:
        for slip in slips(book, payment.least):
            changed = attrs.evolve(payment, least=slip.node, most=slip.node)
            yield "pays.amount", slip.text, _with(book, rule, payment=changed)
        return
    if payment.most is None:
        changed = attrs.evolve(payment, most=payment.least)
        text = Text(zh="不再没有上限", en="it is no longer without an upper limit")
        yield "pays", text, _with(book, rule, payment=changed)
        return
    for slip in slips(book, payment.least):
        yield "pays.least", slip.text, _with(book, rule, payment=attrs.evolve(payment, least=slip.node))
    for slip in slips(book, payment.most):
        yield "pays.most", slip.text, _with(book, rule, payment=attrs.evolve(payment, most=slip.node))
    text = Text(zh="只付下限", en="only the lower end is paid")
    yield "pays.most", text, _with(book, rule, payment=attrs.evolve(payment, most=payment.least))
    text = Text(zh="只付上限", en="only the upper end is paid")
    yield "pays.least", text, _with(book, rule, payment=attrs.evolve(payment, least=payment.most))


def _limit_slips(book: Rulebook, rule: Rule) -> Iterator[Changed]:
    """Yield a rule whose limit of payments per period is dropped or changed."""
    if rule.once_per:
        text = Text(zh="不再限定次数", en="it is no longer paid once only")
        yield "once_per", text, _with(book, rule, once_per=(), once_if=None)
    if rule.once_if is not None:
        text = Text(zh="次数一律受限", en="it is paid once only in every case")
        yield "once_if", text, _with(book, rule, once_if=None)
        for slip in (*slips(book, rule.once_if), *negated(book, rule.once_if)):
            yield "once_if", slip.text, _with(book, rule, once_if=slip.node)


def window_slips(book: Rulebook, rules: tuple[Rule, ...]) -> Iterator[Changed]:
    """Yield rules that share one period with either end of it a day off, or dropped."""
    window = rules[0].window
    for name, place in (("first", "in_force.from"), ("last", "in_force.through")):
        day: dt.date | None = getattr(window, name)
        if day is None:
            continue
        old = date_text(day)
        for days in (-1, 1):
            moved = day + dt.timedelta(days=days)
            new = date_text(moved)
            text = Text(zh=f"{old.zh} 改为 {new.zh}", en=f"{old.en} becomes {new.en}")
            yield place, text, _with_window(book, rules, **{name: moved})
        text = Text(zh=f"去掉 {old.zh}", en=f"{old.en} is dropped")
        yield place, text, _with_window(book, rules, **{name: None})


def _with_window(book: Rulebook, rules: tuple[Rule, ...], **changes: dt.date | None) -> Rulebook:
    def changed(window: Window) -> Window:
        return attrs.evolve(window, **changes)  # type: ignore[arg-type] # the days of a window

    return with_rules(book, *(attrs.evolve(rule, window=changed(rule.window)) for rule in rules))


__all__ = ["condition_slips", "rule_slips", "window_slips", "with_rules"]
