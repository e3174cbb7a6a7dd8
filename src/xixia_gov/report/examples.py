"""A rule's own examples in words: what is given, what must come out, and why.

Their names and reasons are written in English; in Chinese each is told by its facts, and after the
first by what differs from the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from xixia_gov.engine.words import date_text, number_text
from xixia_gov.errors import ValueProblem
from xixia_gov.model.determination import Amount, Check, Force, Outcome
from xixia_gov.model.rule import Example, Kind, Rule
from xixia_gov.money import yuan
from xixia_gov.report.amount import amount_text
from xixia_gov.report.page import Item
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import FORCES, check_text, outcome_text, quoted
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo, FactKind

Told = dict[str, str]


def example_items(speaker: Speaker, rule: Rule) -> list[Item]:
    """Return the examples of a rule."""
    if speaker.lang == "en":
        return [_english(speaker, rule, one) for one in rule.examples]
    told = [dict(_facts(speaker, rule, one)) for one in rule.examples]
    return [
        Item(_difference(told[0], facts) if index else _all(facts), (Item(_outcome(speaker, rule, one)),))
        for index, (one, facts) in enumerate(zip(rule.examples, told, strict=True))
    ]


def _english(speaker: Speaker, rule: Rule, one: Example) -> Item:
    name = one.name[:1].upper() + one.name[1:]
    return Item(name, (Item(_outcome(speaker, rule, one)), Item(f"because {one.why}")))


def _all(facts: Told) -> str:
    return "；".join(f"{label}：{value}" for label, value in facts.items()) or "没有给出任何情况"


def _difference(first: Told, facts: Told) -> str:
    changed = [f"{label}：{value}" for label, value in facts.items() if first.get(label) != value]
    unknown = [label for label in first if label not in facts and not label.endswith("”")]
    gone = ["没有给出" + "、".join(quoted(label) for label in unknown)] if unknown else []
    undone = [f"没有{label}" for label in first if label not in facts and label.endswith("”")]
    return "同例1，但" + "；".join([*changed, *gone, *undone]) if changed or gone or undone else "同例1"


def _facts(speaker: Speaker, rule: Rule, one: Example) -> Iterator[tuple[str, str]]:
    if one.as_of is not None:
        yield "询问之日", speaker.day(one.as_of)
    matter = speaker.book.vocabulary.matter(rule.matter)
    subject = speaker.book.vocabulary.subject(rule.subjects[0])
    if matter is not None:
        yield from _thing(speaker, matter.ROOT, one.given)
    if subject is not None:
        yield from _thing(speaker, subject.ROOT, one.subject)
    for key, value in one.findings.items():
        yield f"认定{quoted(speaker.finding(rule, key))}", _yes(speaker, value=value)
    for id_, option in one.settle.items():
        yield f"选定{quoted(speaker.question(id_))}", speaker.option(id_, option)


def _thing(speaker: Speaker, root: str, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        info = speaker.book.facts.get(f"{root}.{name}")
        if isinstance(value, Mapping) and info is None:
            if name == "own":
                yield from _thing(speaker, "own", value)
            else:
                yield from _thing(speaker, name, value)
        elif info is not None and info.kind is FactKind.LIST and info.element is not None:
            yield from _listed(speaker, info, value)
        elif info is not None:
            yield speaker.say(info.label), _value(speaker, info, value)


def _listed(speaker: Speaker, info: FactInfo, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    root = getattr(info.element, "ROOT", "")
    label = speaker.say(info.label)
    for number, element in enumerate(value, 1):
        for inner, said in _thing(speaker, root, element):
            yield f"{label}{number}的{inner}", said


def _value(speaker: Speaker, info: FactInfo, value: Any) -> str:  # noqa: ANN401
    match info.kind, value:
        case _, bool():
            return _yes(speaker, value=value)
        case FactKind.MONEY, str():
            sum_ = yuan(value)
            return speaker.say(amount_text(Amount(sum_, sum_)))
        case _, dt.date():
            return speaker.say(date_text(value))
        case _, int():
            return speaker.say(number_text(Fraction(value), info.unit))
        case FactKind.ONE_OF, str():
            option = info.option(value)
            return value if option is None else speaker.say(option.label)
        case FactKind.MANY_OF, Mapping():
            held = [
                f"{_option(speaker, info, name)}：{_yes(speaker, value=said)}" for name, said in value.items()
            ]
            return "、".join(held)
        case FactKind.MANY_OF, list() | tuple():
            held = [_option(speaker, info, name) for name in value]
            return "、".join(held) or "均不属于"
        case _:
            return str(value)


def _option(speaker: Speaker, info: FactInfo, name: str) -> str:
    option = info.option(name)
    return name if option is None else speaker.say(option.label)


def _yes(speaker: Speaker, *, value: bool) -> str:
    return speaker.pick("是" if value else "否", "yes" if value else "no")


def _outcome(speaker: Speaker, rule: Rule, one: Example) -> str:
    expect = one.expect
    parts = []
    outcome = expect.get("outcome")
    if isinstance(outcome, str):
        parts.append(speaker.say(outcome_text(rule.kind, Outcome(outcome), rule.strength)))
    force = expect.get("force")
    if isinstance(force, str) and Force(force) in (Force.NOT_YET, Force.ENDED):
        parts.append(speaker.say(FORCES[Force(force)]))
    check = expect.get("check")
    if isinstance(check, str):
        parts.append(speaker.say(check_text(Check(check), rule.strength, rule.kind)))
    amount = expect.get("amount")
    if amount is not None and rule.kind is Kind.ENTITLEMENT and outcome != "ineligible":
        parts.append(_sum(speaker, amount))
    failed = expect.get("failed") or []
    texts = {condition.id: condition.text for condition in (*rule.conditions, *rule.check)}
    not_met = [speaker.say(texts[id_]) for id_ in failed if id_ in texts]
    parts.extend(speaker.pick(f"不符合：{text}", f"not met: {text}") for text in not_met)
    words = speaker.pick("；", "; ").join(parts)
    return words[:1].upper() + words[1:]


def _sum(speaker: Speaker, amount: Any) -> str:  # noqa: ANN401 - as the rule file has it
    try:
        least = yuan(amount[0])
        most = None if amount[1] is None else yuan(amount[1])
    except (ValueProblem, IndexError, TypeError, KeyError):
        return speaker.say(Text(zh="金额见规则文件", en="for the sum see the rule file"))
    return speaker.say(amount_text(Amount(least, most)))
