"""What the counter needs of a rule: when it applies, who pays whom, where and by when, on what it rests."""

from __future__ import annotations

import datetime as dt

from xixia_gov.engine.findings import reach_of
from xixia_gov.engine.words import date_text, number_text
from xixia_gov.expression.nodes import FactRef
from xixia_gov.model.determination import Determination
from xixia_gov.model.figure import Figure
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.report.page import Item
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import EVERY, NOT_STATED, PER, quoted


def counter_lines(speaker: Speaker, rule: Rule) -> list[str]:
    """Return office, payer, payee, frequency, claim term and proof; what is not stated is said so."""
    say = speaker.pick
    office = say(f"承办单位：{speaker.stated(rule.office)}", f"office: {speaker.stated(rule.office)}")
    if rule.kind is not Kind.ENTITLEMENT:
        more = [_claim_by(speaker, rule)] if rule.claim_by is not None else []
        return [office, *more, *([_proof(speaker, rule)] if rule.proof else [])]
    payment = rule.payment
    payer = speaker.stated(None if payment is None else payment.payer)
    payee = speaker.stated(None if payment is None else payment.payee)
    every = None if payment is None or payment.every is None else EVERY[payment.every]
    per = None if payment is None or payment.per is None else PER[payment.per]
    lines = [
        office,
        say(f"由谁支付：{payer}", f"paid by: {payer}"),
        say(f"付给：{payee}", f"paid to: {payee}"),
        say(f"支付次数：{speaker.stated(every)}", f"how often: {speaker.stated(every)}"),
    ]
    if per is not None:
        lines.append(say(f"计算单位：{speaker.say(per)}", f"counted for: {speaker.say(per)}"))
    return [*lines, _claim_by(speaker, rule), _proof(speaker, rule)]


def _claim_by(speaker: Speaker, rule: Rule) -> str:
    term = speaker.stated(rule.claim_by)
    return speaker.pick(f"申领期限：{term}", f"to be claimed by: {term}")


def _proof(speaker: Speaker, rule: Rule) -> str:
    papers = speaker.pick("、", ", ").join(speaker.say(one) for one in rule.proof)
    papers = papers or speaker.say(NOT_STATED)
    return speaker.pick(f"所需材料：{papers}", f"papers: {papers}")


def window_words(speaker: Speaker, rule: Rule) -> str:
    """Return the days a rule applies on, both ends inside, and the day that counts."""
    say = speaker.pick
    window = rule.window
    if isinstance(window.on, FactRef) and window.on.path == "as_of":
        on = say(
            "条文没有写明以哪一天为准，按询问之日",
            "the text names no day that counts, so the day of asking does",
        )
    else:
        label = _on(speaker, rule)
        on = say(f"以{label}为准", f"what counts is the {label}")
    first = None if window.first is None else speaker.day(window.first)
    last = None if window.last is None else speaker.day(window.last)
    if first is not None and last is not None:
        days = say(f"{first}至{last}，首尾两日都在内", f"{first} to {last}, both days inside")
    elif first is not None:
        days = say(f"{first}起；公报没有写明终止日期", f"from {first}; the text prints no end")
    elif last is not None:
        days = say(f"到{last}为止，当日在内", f"through {last}, that day inside")
    else:
        days = say("公报没有写明起止日期", "the text prints neither a first nor a last day")
    return say(f"{days}；{on}", f"{days}; {on}")


def _on(speaker: Speaker, rule: Rule) -> str:
    node = rule.window.on
    if isinstance(node, FactRef):
        return speaker.label(node.path)
    return speaker.said(node)


def assumptions(speaker: Speaker, one: Determination, rule: Rule) -> list[Item]:
    """Return what was assumed: readings settled for the caller, and figures of general law."""
    items = [Item(speaker.answered(id_, option)) for id_, option in one.assumed]
    return [*items, *(Item(line) for line in assumed_figures(speaker, rule))]


def assumed_figures(speaker: Speaker, rule: Rule) -> list[str]:
    """Return the figures that the text does not print and general law supplies."""
    figures = [speaker.book.figures[key] for key in sorted(reach_of(speaker.book, rule).figures)]
    return [_assumed(speaker, figure) for figure in figures if figure.assumed]


def _assumed(speaker: Speaker, figure: Figure) -> str:
    version = figure.versions[-1]
    value = figure_text(speaker, figure)
    source = figure.source or version.cite.instrument
    name = speaker.instrument(source)
    return speaker.pick(
        f"{quoted(version.anchor)}按{value}计：公报没有写明，取自{name}",
        f"{quoted(version.anchor)} is taken as {value}: the gazette does not print it; it is from the {name}",
    )


def figure_text(speaker: Speaker, figure: Figure) -> str:
    """Return the value of a figure in its latest version."""
    value = figure.versions[-1].value
    if isinstance(value, dt.date):
        return speaker.say(date_text(value))
    return speaker.say(number_text(value, figure.unit))
