"""The check table as rows of words: one row for each answer, equal units together."""

from __future__ import annotations

import attrs

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.determination import Determination
from xixia_gov.report.amount import amount_text
from xixia_gov.report.beside import asked_of
from xixia_gov.report.speaker import Speaker, in_reading_order, units_of
from xixia_gov.report.verdict import outcome_words, reasons
from xixia_gov.report.words import HEADS, NOT_STATED


@attrs.frozen
class CheckRow:
    """One answer; the cells hold one line for each thing said, in the order of `HEADS`."""

    matter: tuple[str, ...]
    outcome: tuple[str, ...]
    amount: tuple[str, ...]
    reason: tuple[str, ...]
    ask: tuple[str, ...]
    article: tuple[str, ...]
    office: tuple[str, ...]

    def cell(self, head: str) -> tuple[str, ...]:
        """Return the lines of the column called `head`."""
        lines: tuple[str, ...] = getattr(self, head)
        return lines


def check_rows(speaker: Speaker, assessment: Assessment) -> list[CheckRow]:
    """Return the rows of an assessment, of each matter first what applies."""
    counts = units_of(assessment.determinations)
    return [
        _row(speaker, one, assessment, counts[one.matter.index, one.rule])
        for one in in_reading_order(assessment.determinations)
    ]


def shown_heads(rows: list[CheckRow]) -> list[str]:
    """Return the columns that hold anything.

    >>> shown_heads([])
    []
    """
    return [head for head in HEADS if any(row.cell(head) for row in rows)]


def _row(speaker: Speaker, one: Determination, assessment: Assessment, units: int) -> CheckRow:
    title = speaker.say(one.title)
    office = speaker.say(NOT_STATED if one.office is None else one.office)
    return CheckRow(
        matter=(speaker.matter(one.matter, one.ref, units), title),
        outcome=(_outcome(speaker, one),),
        amount=tuple(_amount(speaker, one, units)),
        reason=tuple(reasons(speaker, one, assessment.known_through)),
        ask=tuple(speaker.label(path) for path in speaker.asked(asked_of(one))),
        article=(speaker.short_cites(one.cite),),
        office=(office,),
    )


def _outcome(speaker: Speaker, one: Determination) -> str:
    words = outcome_words(speaker, one)
    marks = []
    if one.supposed:
        marks.append(speaker.pick("假设推演", "what-if"))
    if one.planned:
        marks.append(speaker.pick("计划中", "planned"))
    more = speaker.pick("；", "; ").join([words, *marks])
    return more if speaker.lang == "zh" else more[:1].upper() + more[1:]


def _amount(speaker: Speaker, one: Determination, units: int) -> list[str]:
    if one.amount is None:
        return []
    lines = [speaker.say(amount_text(one.amount))]
    if one.if_eligible is not None and one.if_eligible != one.amount:
        given_yes = speaker.say(amount_text(one.if_eligible))
        lines.append(speaker.pick(f"如可享受：{given_yes}", f"if yes: {given_yes}"))
    preferred = [under.amount for under in one.under if under.preferred and under.amount is not None]
    if preferred and preferred[0] != one.amount:
        sum_ = speaker.say(amount_text(preferred[0]))
        lines.append(speaker.pick(f"倾向的读法：{sum_}", f"preferred reading: {sum_}"))
    if units > 1:
        lines.append(speaker.pick(f"每件计，共{units}件", f"for each of {units} units"))
    return lines


def questions(speaker: Speaker, assessment: Assessment) -> list[str]:
    """Return the questions for all missing facts, each once, in the order of an interview."""
    paths = speaker.asked(path for one in assessment.determinations for path in asked_of(one))
    return list(dict.fromkeys(speaker.ask(path) for path in paths))
