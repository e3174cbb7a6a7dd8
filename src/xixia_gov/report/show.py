"""Showing a rule as a policy clerk reads it: what it gives or forbids, when, on which words, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from xixia_gov.model.condition import Condition, Strength
from xixia_gov.model.definition import Opening
from xixia_gov.model.determination import Outcome
from xixia_gov.model.rule import Handover, Payment, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.clauses import clause_of, deadline_lines, output_item, step_item
from xixia_gov.report.counter import assumed_figures, counter_lines, window_words
from xixia_gov.report.examples import example_items
from xixia_gov.report.openings import opening_why
from xixia_gov.report.page import Item, Page, Section, page_text, section
from xixia_gov.report.parts import definition_items, figure_items, group_items, list_items, table_items
from xixia_gov.report.readings import reading_item
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.verdict import referral_words, strength_words
from xixia_gov.report.words import KINDS, outcome_text, quoted
from xixia_gov.text import Lang


def show(book: Rulebook, rule: str, lang: Lang = "zh", width: int | None = None) -> str:
    """Return everything a rule says, in words; `width` is that of the terminal, None for any.

    Raises `KeyError` for an unknown rule.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> print(show(load_rulebook(), "trade_in.appliance").splitlines()[0])
    家电以旧换新补贴
    """
    speaker = Speaker(book, lang)
    return "\n\n".join(page_text(show_page(speaker, one), lang, width) for one in book.rules[rule])


def show_page(speaker: Speaker, rule: Rule) -> Page:
    """Return one version of a rule as a page; the ids programs use stand apart in `ids`."""
    ids = speaker.pick(
        f"  规则编号：{rule.id}（第{rule.version}版）", f"  rule: {rule.id} (version {rule.version})"
    )
    covers = ", ".join(rule.covers)
    named = [speaker.pick(f"  条款清单编号：{covers}", f"  covers: {covers}")] if covers else []
    return Page(speaker.say(rule.title), tuple(_sections(speaker, rule)), (ids, *named))


def _sections(speaker: Speaker, rule: Rule) -> Iterator[Section]:
    parts = [
        section(speaker.pick("概要", "In short"), _head(speaker, rule)),
        section(speaker.pick("适用时间", "Applies"), [_window(speaker, rule)]),
        section(
            speaker.pick("条件（须全部符合）", "Conditions (all of them)"),
            [_condition(speaker, rule, one) for one in rule.conditions],
            numbered=True,
        ),
        section(
            speaker.pick("须做到的", "What is asked for"),
            [] if rule.steps else [_condition(speaker, rule, one) for one in rule.check],
            numbered=True,
        ),
        section(speaker.pick("期限", "Deadline"), deadline_lines(speaker, rule)),
        section(
            speaker.pick("步骤", "Steps"),
            [step_item(speaker, rule, one) for one in rule.steps],
            numbered=True,
        ),
        section(speaker.pick("给出", "Gives"), [output_item(speaker, rule, one) for one in rule.outputs]),
        section(speaker.pick("金额", "Amount"), _payment(speaker, rule)),
        section(speaker.pick("表", "Tables"), table_items(speaker, rule)),
        section(speaker.pick("条文中的数", "Figures of the text"), figure_items(speaker, rule)),
        section(speaker.pick("用语", "Terms"), definition_items(speaker, rule)),
        section(speaker.pick("清单", "Lists"), list_items(speaker, rule)),
        section(
            speaker.pick("条文的不同读法", "Readings of the text"), _readings(speaker, rule, assumed=False)
        ),
        section(
            speaker.pick("假定", "Assumptions"),
            [
                *_readings(speaker, rule, assumed=True),
                *(Item(line) for line in assumed_figures(speaker, rule)),
            ],
        ),
        section(
            speaker.pick("由其他文件规定", "Set by another instrument"),
            [_handover(speaker, rule, one) for one in rule.refers],
        ),
        section(speaker.pick("例外", "Exceptions"), _exceptions(speaker, rule)),
        section(speaker.pick("与其他规则合计", "Together with other rules"), group_items(speaker, rule)),
        section(speaker.pick("办理", "At the counter"), counter_lines(speaker, rule)),
        section(speaker.pick("说明", "Notes"), [_note(speaker, rule, i) for i in range(len(rule.notes))]),
        section(speaker.pick("举例", "Examples"), example_items(speaker, rule), numbered=True),
    ]
    yield from (part for part in parts if part.items)


def _head(speaker: Speaker, rule: Rule) -> list[str]:
    say = speaker.pick
    subjects = say("、", ", ").join(speaker.subject_kind(kind) for kind in rule.subjects)
    matter = speaker.matter_kind(rule.matter)
    kind = speaker.say(KINDS[rule.kind])
    instrument = speaker.book.instruments[rule.cite.instrument]
    lines = [
        say(f"种类：{kind}", f"kind: {kind}"),
        say(f"对象：{subjects}", f"for: {subjects}"),
        say(f"事项：{matter}", f"matter: {matter}"),
        say(f"依据：{speaker.cite(rule.cite)}", f"from: {speaker.cite(rule.cite)}"),
    ]
    area = speaker.book.areas.get(rule.area)
    if area is not None:
        lines.append(say(f"领域：{speaker.say(area)}", f"area: {speaker.say(area)}"))
    if instrument.issuers:
        names = "、".join(instrument.issuers)
        quoted = ", ".join(f"“{name}”" for name in instrument.issuers)
        lines.append(say(f"发文机关：{names}", f"issued by: {quoted}"))
    if instrument.issued is not None:
        day = speaker.day(instrument.issued)
        lines.append(say(f"发文日期：{day}", f"issued on: {day}"))
    if rule.strength is not Strength.HARD:
        lines.append(strength_words(speaker, rule.kind, rule.strength) or "")
    return lines


def _window(speaker: Speaker, rule: Rule) -> str:
    words = window_words(speaker, rule)
    if rule.window.anchor is None:
        return words
    anchor = speaker.pick(
        f"{words}；原文{quoted(rule.window.anchor)}", f"{words}; in the text {quoted(rule.window.anchor)}"
    )
    return speaker.behind(anchor, rule.window.cite, rule.cite.instrument)


def _condition(speaker: Speaker, rule: Rule, one: Condition) -> Item:
    home = rule.cite.instrument
    line = speaker.behind(speaker.say(one.text), one.cite, home)
    below = []
    if one.only_if is not None:
        limit = clause_of(speaker, rule, one.only_if)
        if limit:
            below.append(speaker.pick(f"只在{limit}时适用", f"applies only if {limit}"))
    if one.node is not None:
        clause = clause_of(speaker, rule, one.node)
        if clause and clause != speaker.say(one.text):
            below.append(speaker.pick(f"即：{clause}", f"that is: {clause}"))
    if one.opening is not None:
        below.append(_open(speaker, one.opening))
    if one.strength is not Strength.HARD:
        below.append(strength_words(speaker, rule.kind, one.strength) or "")
    items = [Item(words) for words in below]
    for alternative in one.alternatives:
        words = speaker.say(alternative.text)
        told = speaker.pick(f"其一：{words}", f"either: {words}")
        clause = clause_of(speaker, rule, alternative.node)
        inner = (Item(speaker.pick(f"即：{clause}", f"that is: {clause}")),) if clause else ()
        items.append(Item(told, inner))
    return Item(line, tuple(items))


def _open(speaker: Speaker, opening: Opening) -> str:
    why = opening_why(speaker, opening)
    if opening.anchor is None:
        return why
    return speaker.pick(f"{why}：{quoted(opening.anchor)}", f"{why}: {quoted(opening.anchor)}")


def _payment(speaker: Speaker, rule: Rule) -> list[str]:
    payment = rule.payment
    if payment is None:
        return []
    lines = [_sum(speaker, rule, payment)]
    if payment.opening is not None:
        what = speaker.say(payment.opening.what)
        words = _open(speaker, payment.opening)
        lines.append(speaker.pick(f"{what}：{words}", f"{what}: {words}"))
    if payment.rounding is not None:
        reading = speaker.book.readings[payment.rounding]
        lines.append(speaker.answered(reading.id, reading.preferred))
    return lines


def _sum(speaker: Speaker, rule: Rule, payment: Payment) -> str:
    least = clause_of(speaker, rule, payment.least)
    if payment.least == payment.most:
        return least
    if payment.most is None:
        return speaker.pick("公报未印出金额", "the text prints no sum")
    most = clause_of(speaker, rule, payment.most)
    return speaker.pick(f"{least}至{most}", f"{least} to {most}")


def _readings(speaker: Speaker, rule: Rule, *, assumed: bool) -> list[Item]:
    readings = [speaker.book.readings[id_] for id_ in rule.readings]
    return [reading_item(speaker, one) for one in readings if one.assumed is assumed]


def _exceptions(speaker: Speaker, rule: Rule) -> list[Item]:
    items = []
    for one in rule.exemptions:
        if one.is_turn:  # its own outcomes, which the words of its kind say
            continue
        outcome = speaker.say(outcome_text(rule.kind, Outcome(one.outcome), rule.strength))
        line = speaker.behind(speaker.say(one.text), one.cite, rule.cite.instrument)
        by = speaker.title(one.by)
        below = speaker.pick(f"由{by}得出：{outcome}", f"by {by}: {outcome}")
        items.append(Item(line, (Item(below),)))
    return items


def _handover(speaker: Speaker, rule: Rule, one: Handover) -> Item:
    line = referral_words(speaker, one.what, one.to)
    words = speaker.pick(f"原文：{quoted(one.anchor)}", f"in the text: {quoted(one.anchor)}")
    return Item(speaker.behind(line, one.cite, rule.cite.instrument), (Item(words),))


def _note(speaker: Speaker, rule: Rule, index: int) -> str:
    note = rule.notes[index]
    words = speaker.say(note.text)
    if note.cite is None or note.cite == rule.cite:
        return words
    return speaker.behind(words, note.cite, rule.cite.instrument)
