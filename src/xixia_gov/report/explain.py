"""Explaining an answer: what comes out and why, what is missing and whom to ask, in plain sentences.

An explanation holds no id and no path: people are told what things are called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from xixia_gov.engine.decide import Decided
from xixia_gov.errors import InputError, Problem
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import Determination, Force
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.beside import asked_of
from xixia_gov.report.closing import closing_lines
from xixia_gov.report.counter import assumptions, counter_lines, window_words
from xixia_gov.report.openings import open_words
from xixia_gov.report.outputs import output_lines
from xixia_gov.report.page import Item, Page, Section, page_text, section
from xixia_gov.report.readings import reading_items
from xixia_gov.report.speaker import Speaker, in_reading_order, units_of
from xixia_gov.report.stage import stage_items
from xixia_gov.report.verdict import (
    amount_words,
    because_words,
    force_words,
    lifted_words,
    outcome_words,
    referral_words,
    strength_words,
)
from xixia_gov.report.words import WHAT_IF, sentence
from xixia_gov.text import Lang, Text


def explain(assessment: Assessment, book: Rulebook | None = None, lang: Lang = "zh") -> str:
    """Return an assessment in sentences, in Chinese or English.

    `book` is the rulebook that was asked; None stands for the built-in one. Raises `InputError`
    where the assessment is not of that rulebook.

    >>> from xixia_gov.engine.assess import assess
    >>> from xixia_gov.model.case import Case
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.employment import BusinessStart
    >>> case = Case(subject=Citizen(), as_of=dt.date(2024, 10, 8), matters=[BusinessStart()])
    >>> print(explain(assess(load_rulebook(), case)).splitlines()[1])
      结论：尚不能确定（可能：可以享受、不能享受）。推定有效：公报没有写明终止日期，而2024年9月30日以后的法律此处不知。
    """
    speaker = Speaker(book_of(assessment, book), lang)
    pages = [page_text(page, lang) for page in explanation_pages(speaker, assessment)]
    return "\n\n".join([*pages, "\n".join(closing_lines(speaker, assessment))])


def explain_decided(
    book: Rulebook,
    assessment: Assessment,
    decided: Iterable[Decided],
    lang: Lang,
    width: int | None = None,
) -> str:
    """Return the fuller explanation: each condition as it came out, and the sum step by step.

    `width` is that of the terminal in cells, None for no wrapping.
    """
    speaker = Speaker(book, lang)
    pages = explanation_pages(speaker, assessment, decided)
    return "\n\n".join(page_text(page, lang, width) for page in pages)


def book_of(assessment: Assessment, book: Rulebook | None) -> Rulebook:
    """Return the rulebook an assessment speaks of: the one given, else the built-in one.

    Raises `InputError` where the digests differ: other rules would put other words to the answer.
    """
    if book is None:
        from xixia_gov.rulebook.load import load_rulebook  # noqa: PLC0415 - read only when needed

        book = load_rulebook()
    if book.digest == assessment.digest:
        return book
    message = Text(
        zh=f"这一结果不是按规则库“{book.id}”的现有内容得出的; 请提供得出它的规则库",
        en=f"this assessment was not made with rulebook {book.id!r} as it is; pass the one that made it",
    )
    raise InputError([Problem(message)])


def explanation_pages(
    speaker: Speaker, assessment: Assessment, decided: Iterable[Decided] = ()
) -> list[Page]:
    """Return a page for each answer; equal units share one."""
    fuller = {(one.determination.rule, one.determination.matter): one for one in decided}
    counts = units_of(assessment.determinations)
    return [
        _page(
            speaker, one, assessment, counts[one.matter.index, one.rule], fuller.get((one.rule, one.matter))
        )
        for one in in_reading_order(assessment.determinations)
    ]


def _page(
    speaker: Speaker,
    one: Determination,
    assessment: Assessment,
    units: int,
    decided: Decided | None,
) -> Page:
    matter = speaker.matter(one.matter, one.ref, units)
    title = speaker.pick(f"{matter}：{speaker.say(one.title)}", f"{matter}: {speaker.say(one.title)}")
    sections = list(_sections(speaker, one, assessment, decided))
    return Page(title, tuple(part for part in sections if part.items))


def _sections(
    speaker: Speaker, one: Determination, assessment: Assessment, decided: Decided | None
) -> Iterator[Section]:
    say = speaker.pick
    rule = speaker.rule(one.rule, one.version)
    if one.supposed:
        supposed = [speaker.say(speaker.book.definitions[key].label) for key in one.supposed]
        yield section(say("假设推演", "What-if"), [_full(speaker, speaker.say(WHAT_IF)), *supposed])
    yield section(say("结论", "Outcome"), [_outcome(speaker, one, assessment.known_through)])
    if one.planned:
        yield section(
            say("尚未发生", "Planned"),
            [
                say(
                    "决定适用哪一时期规定的日期在询问之日以后，按计划作答。",
                    "The day that selects the law is after the day of asking: the answer is for a plan.",
                )
            ],
        )
    yield from _money(speaker, one)
    yield section(say("给出", "Gives"), output_lines(speaker, one))
    if one.stage is not None:
        yield section(say("办理进度", "Steps"), stage_items(speaker, one.stage))
    if decided is None:
        yield section(say("不符合的条件", "Conditions not met"), _failures(speaker, one))
    missing = asked_of(one)
    if missing:
        asks = [speaker.ask(path) for path in speaker.asked(missing)]
        yield section(say("还需了解", "Still to ask"), asks, numbered=len(asks) > 1)
    yield section(say("有待别处确定", "Open for another reason"), _waiting(speaker, one))
    yield section(say("条文的不同读法", "Readings of the text"), reading_items(speaker, one))
    if decided is not None:
        yield from _fuller(speaker, decided)
    yield section(say("假定", "Assumptions"), assumptions(speaker, one, rule))
    yield section(
        say("提问者选定的读法", "Readings settled by the caller"),
        [speaker.answered(id_, option) for id_, option in one.settled],
    )
    yield section(
        say("提问者认定的事项", "Asserted by the caller"),
        [speaker.finding(rule, key) for key in one.asserted],
    )
    yield section(say("由其他文件规定", "Set by another instrument"), _referred(speaker, one))
    yield section(say("适用时间", "Applies"), [window_words(speaker, rule)])
    yield section(say("依据", "Article"), [speaker.cites(one.cite)])
    yield section(say("办理", "At the counter"), counter_lines(speaker, rule))


def _full(speaker: Speaker, words: str) -> str:
    return sentence(Text(zh=words, en=words)).in_(speaker.lang)


def _outcome(speaker: Speaker, one: Determination, known_through: dt.date) -> str:
    """Return the headline; that the rule was not in force is said before anything else."""
    outcome = outcome_words(speaker, one)
    force = force_words(speaker, one, known_through)
    parts = [outcome] if force is None else [outcome, force]
    if one.force in (Force.NOT_YET, Force.ENDED):
        parts.reverse()
    parts.extend(lifted_words(speaker, speaker.rule(one.rule, one.version), one))
    if one.strength is not Strength.HARD:
        parts.append(strength_words(speaker, one.kind, one.strength) or "")
    space = "" if speaker.lang == "zh" else " "
    return space.join(_full(speaker, part) for part in parts if part)


def _money(speaker: Speaker, one: Determination) -> Iterator[Section]:
    words = amount_words(speaker, one)
    if words is None:
        return
    why = because_words(speaker, one)
    below = tuple(Item(reason) for reason in dict.fromkeys(why))
    yield Section(speaker.pick("金额", "Amount"), (Item(words, below),))


def _failures(speaker: Speaker, one: Determination) -> list[Item]:
    say = speaker.pick
    home = speaker.rule(one.rule, one.version).cite.instrument
    items = []
    for failure in one.failed:
        text = speaker.say(failure.text)
        given, required = speaker.say(failure.given_text), speaker.say(failure.required)
        lines = [say(f"所给：{given}", f"given: {given}")] if given else []
        if required and required != text:
            lines.append(say(f"要求：{required}", f"required: {required}"))
        if failure.distance is not None:
            lines.append(speaker.far(failure.distance))
        below = tuple(Item(line) for line in lines)
        items.append(Item(speaker.behind(text, failure.at, home), below))
    return items


def _waiting(speaker: Speaker, one: Determination) -> list[str]:
    rule = speaker.rule(one.rule, one.version)
    words = [open_words(speaker, rule, cause) for waiting in one.open for cause in waiting.causes]
    return list(dict.fromkeys(words))


def _referred(speaker: Speaker, one: Determination) -> list[str]:
    """Return what another instrument sets and no open condition has said already."""
    rule = speaker.rule(one.rule, one.version)
    openings = [speaker.opening(rule, c.name) for waiting in one.open for c in waiting.causes]
    told = {opening.what for opening in openings if opening is not None}
    lines = []
    for referral in one.referred:
        if referral.what in told:
            continue
        lines.append(referral_words(speaker, referral.what, referral.to))
    return lines


def _fuller(speaker: Speaker, decided: Decided) -> Iterator[Section]:
    from xixia_gov.report.conditions import (  # noqa: PLC0415 - fuller ones only
        condition_items,
        exception_items,
    )
    from xixia_gov.report.steps import computation  # noqa: PLC0415 - as above

    say = speaker.pick
    yield section(say("各项条件", "Conditions"), condition_items(speaker, decided))
    if decided.determination.stage is None:  # the steps say it otherwise
        yield section(say("须做到的", "What is asked for"), condition_items(speaker, decided, check=True))
    yield section(say("例外", "Exceptions"), exception_items(speaker, decided))
    yield section(say("计算", "Computation"), computation(speaker, decided))
