"""Procedures as they stand, drawn in text step by step, and as JSON: what `xixia-gov stage` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.determination import Determination
from xixia_gov.model.rule import Kind
from xixia_gov.model.stage import Stage
from xixia_gov.report.beside import stage_json
from xixia_gov.report.closing import standing
from xixia_gov.report.speaker import Speaker, in_reading_order, units_of
from xixia_gov.report.stage import (
    MARKS,
    OPEN_MARK,
    STATES,
    WRONG_MARK,
    detail_words,
    head_words,
    mark_of,
)
from xixia_gov.report.verdict import force_words, outcome_words, reasons
from xixia_gov.report.words import ADVICE
from xixia_gov.report.wrap import wrap
from xixia_gov.text import Text

SCHEMA: Final = "xixia-gov/stage/1"
_LINE: Final = "│"
_WRONG: Final = Text(zh="做得不对", en="taken wrongly")
_OPEN: Final = Text(zh="尚不能确定", en="not settled yet")
_NONE: Final = Text(
    zh="这一情形中没有适用程序的事项。", en="No matter of this case is one that a procedure is about."
)


def stage_text(speaker: Speaker, assessment: Assessment, width: int = 100) -> str:
    """Return every procedure of a case as a picture in text, of at most `width` cells."""
    found = _procedures(assessment)
    if not found:
        return speaker.say(_NONE)
    units = units_of(assessment.determinations)
    blocks = [
        "\n".join(_picture(speaker, assessment, one, units[one.matter.index, one.rule], width))
        for one in found
    ]
    last = [_legend(speaker), standing(speaker, assessment), speaker.say(ADVICE)]
    return "\n\n".join([*blocks, "\n".join(line for words in last for line in wrap(words, width, "  "))])


def _procedures(assessment: Assessment) -> list[Determination]:
    return [one for one in in_reading_order(assessment.determinations) if one.kind is Kind.PROCEDURE]


def _picture(
    speaker: Speaker, assessment: Assessment, one: Determination, units: int, width: int
) -> Iterator[str]:
    matter = speaker.matter(one.matter, one.ref, units)
    title = speaker.pick(f"{matter}：{speaker.say(one.title)}", f"{matter}: {speaker.say(one.title)}")
    yield from wrap(title, width, "  ")
    words = outcome_words(speaker, one)
    force = force_words(speaker, one, assessment.known_through)
    outcome = words if force is None else speaker.pick(f"{words}；{force}", f"{words}; {force}")
    yield from wrap(speaker.pick(f"  结论：{outcome}", f"  Outcome: {outcome}"), width, "    ")
    if one.stage is None:
        for reason in reasons(speaker, one, assessment.known_through):
            yield from wrap(f"  {reason}", width, "    ")
        return
    yield ""
    yield from _steps(speaker, one, one.stage, width)


def _steps(speaker: Speaker, one: Determination, stage: Stage, width: int) -> Iterator[str]:
    home = one.cite[0].instrument
    names = {step.id: speaker.say(step.text) for step in stage.steps}
    for place, step in enumerate(stage.steps):
        last = place == len(stage.steps) - 1
        under = "  " if last else f"{_LINE} "
        head = speaker.behind(head_words(speaker, step), step.cite, home)
        yield from wrap(f"{mark_of(step)} {head}", width, f"{under}  ")
        for detail in detail_words(speaker, step, names):
            yield from wrap(f"{under}  · {detail}", width, f"{under}    ")
        if not last:
            yield _LINE


def _legend(speaker: Speaker) -> str:
    marks = [f"{mark} {speaker.say(STATES[state])}" for state, mark in MARKS.items()]
    marks += [f"{WRONG_MARK} {speaker.say(_WRONG)}", f"{OPEN_MARK} {speaker.say(_OPEN)}"]
    return speaker.pick("，", ", ").join(marks) + speaker.pick("。", ".")


def stages_json(assessment: Assessment) -> dict[str, Any]:
    """Return every procedure of a case as plain data."""
    return {
        "schema": SCHEMA,
        "rulebook": {
            "id": assessment.rulebook,
            "digest": assessment.digest,
            "known_through": assessment.known_through.isoformat(),
        },
        "as_of": assessment.as_of.isoformat(),
        "procedures": [_json(one) for one in _procedures(assessment)],
    }


def _json(one: Determination) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "version": one.version,
        "title": {"zh": one.title.zh, "en": one.title.en},
        "matter": {"kind": one.matter.kind, "index": one.matter.index, "unit": one.matter.unit},
        "ref": one.ref,
        "outcome": one.outcome.value,
        "possible": [outcome.value for outcome in one.possible],
        "check": None if one.check is None else one.check.value,
        "force": one.force.value,
        "missing": list(one.missing),
        "readings": list(one.readings),
        "stage": stage_json(one.stage),
    }


__all__ = ["SCHEMA", "stage_text", "stages_json"]
