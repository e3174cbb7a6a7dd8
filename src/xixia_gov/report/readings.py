"""Readings in words: the question, what each way of settling it gives, and the preferred one marked."""

from __future__ import annotations

from xixia_gov.model.determination import Determination, Under
from xixia_gov.model.reading import Reading
from xixia_gov.report.amount import amount_text
from xixia_gov.report.page import Item
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import PREFERRED, outcome_text, quoted
from xixia_gov.text import Text


def reading_items(speaker: Speaker, one: Determination) -> list[Item]:
    """Return the questions the answer turns on, then what comes out under each option.

    A single question has its results below it; several questions are followed by all results.
    """
    results = [Item(_result(speaker, one, under)) for under in one.under]
    questions = [Item(speaker.question(id_)) for id_ in one.readings]
    if len(questions) == 1:
        why = speaker.book.readings[one.readings[0]].why
        more = [] if why is None else [Item(_why(speaker, speaker.say(why)))]
        return [Item(questions[0].text, (*results, *more))]
    return [*questions, *results] if questions else []


def _why(speaker: Speaker, why: str) -> str:
    return speaker.pick(f"倾向的理由：{why}", f"why it is preferred: {why}")


def _result(speaker: Speaker, one: Determination, under: Under) -> str:
    taken = speaker.settings(under.settings)
    outcome = speaker.say(outcome_text(one.kind, under.outcome, one.strength))
    sum_ = "" if under.amount is None else speaker.say(amount_text(under.amount))
    mark = speaker.say(PREFERRED) if under.preferred else ""
    if speaker.lang == "zh":
        return f"读作{taken}：{outcome}" + (f"，{sum_}" if sum_ else "") + (f"（{mark}）" if mark else "")
    return f"read as {taken}: {outcome}" + (f", {sum_}" if sum_ else "") + (f" ({mark})" if mark else "")


def settling(reading: Reading) -> Text:
    """Return the question of a reading, what we would answer, and what to type for it."""
    preferred = reading.options[reading.preferred]
    how = f"--settle {reading.id}={reading.preferred}"
    return Text(
        zh=f"{reading.question.zh}（{PREFERRED.zh}：{preferred.zh}；选定它：{how}）",
        en=f"{reading.question.en} ({PREFERRED.en}: {preferred.en}; to settle it so: {how})",
    )


def reading_item(speaker: Speaker, reading: Reading) -> Item:
    """Return a reading as a rule has it: the question, the options, the preferred one and why."""
    below = []
    for id_, text in reading.options.items():
        words = speaker.say(text)
        if id_ == reading.preferred:
            mark = speaker.pick("假定取此", "assumed") if reading.assumed else speaker.say(PREFERRED)
            words = speaker.pick(f"{words}（{mark}）", f"{words} ({mark})")
        below.append(Item(words))
    if reading.why is not None:
        why = speaker.say(reading.why)
        below.append(Item(speaker.pick(f"理由：{why}", f"why: {why}")))
    if reading.anchor is not None:
        below.append(
            Item(speaker.pick(f"原文：{quoted(reading.anchor)}", f"in the text: {quoted(reading.anchor)}"))
        )
    return Item(speaker.say(reading.question), tuple(below))
