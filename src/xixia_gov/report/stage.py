"""Where a procedure stands, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xixia_gov.model.determination import Determination
from xixia_gov.model.stage import Stage, State, StepStage, Turn, Wrong
from xixia_gov.report.page import Item
from xixia_gov.report.speaker import Speaker
from xixia_gov.text import Text

STATES: Final = {
    State.DONE: Text(zh="已做", en="done"),
    State.NEXT: Text(zh="可以做", en="may be taken next"),
    State.BLOCKED: Text(zh="还不能做", en="blocked"),
    State.ASIDE: Text(zh="不需要", en="not needed here"),
}
MARKS: Final = {State.DONE: "●", State.NEXT: "▶", State.BLOCKED: "○", State.ASIDE: "－"}
"""How each state is drawn; a step that was taken wrongly is drawn as ×, one that is open as ?."""
WRONG_MARK: Final = "×"
OPEN_MARK: Final = "?"
_WRONG: Final = {
    Wrong.WITHOUT: Text(zh="没有先做“{0}”", en="without this first: {0}"),
    Wrong.BEFORE: Text(zh="日期早于“{0}”", en="dated before this: {0}"),
    Wrong.LACKS: Text(zh="缺少条件：{0}", en="lacking: {0}"),
    Wrong.AHEAD: Text(zh="日期在询问之日以后", en="dated after the day of asking"),
}


def mark_of(step: StepStage) -> str:
    """Return how a step is drawn."""
    if step.turns:
        return WRONG_MARK
    return OPEN_MARK if step.state is None else MARKS[step.state]


def state_words(speaker: Speaker, step: StepStage) -> str:
    """Return how a step stands, with what is still possible."""
    if step.state is not None:
        return speaker.say(STATES[step.state])
    possible = speaker.pick("、", ", ").join(speaker.say(STATES[state]) for state in step.possible)
    return speaker.pick(f"尚不能确定（可能：{possible}）", f"not settled yet (possible: {possible})")


def turn_words(speaker: Speaker, turn: Turn) -> str:
    """Return what is wrong with a step that was taken."""
    return speaker.say(_WRONG[turn.wrong]).format(speaker.say(turn.text))


def turn_lines(speaker: Speaker, one: Determination) -> list[str]:
    """Return a line for each wrong turn of a procedure."""
    if one.stage is None:
        return []
    return [
        speaker.pick(
            f"“{speaker.say(step.text)}”有误：{turn_words(speaker, turn)}",
            f"wrong: {speaker.say(step.text)}: {turn_words(speaker, turn)}",
        )
        for step in one.stage.steps
        for turn in step.turns
    ]


def stage_items(speaker: Speaker, stage: Stage) -> list[Item]:
    """Return each step with how it stands, what it waits for and who takes it."""
    names = {step.id: speaker.say(step.text) for step in stage.steps}
    return [
        Item(
            f"{mark_of(step)} {head_words(speaker, step)}",
            tuple(map(Item, detail_words(speaker, step, names))),
        )
        for step in stage.steps
    ]


def head_words(speaker: Speaker, step: StepStage) -> str:
    """Return a step with how it stands, and the day it was taken."""
    words = state_words(speaker, step)
    if step.on is not None:
        words = speaker.pick(f"{words}，{speaker.day(step.on)}", f"{words}, {speaker.day(step.on)}")
    return speaker.pick(f"{speaker.say(step.text)}（{words}）", f"{speaker.say(step.text)} ({words})")


def detail_words(speaker: Speaker, step: StepStage, names: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with a step, what it waits for, what it lacks, and who takes it."""
    say = speaker.pick
    for turn in step.turns:
        yield say(f"有误：{turn_words(speaker, turn)}", f"wrong: {turn_words(speaker, turn)}")
    if step.waits_for:
        listed = say("、", ", ").join(names[id_] for id_ in step.waits_for)
        yield say(f"要先做：{listed}", f"first: {listed}")
    told = {turn.other for turn in step.turns if turn.wrong is Wrong.LACKS}
    for lack in step.lacks:
        if lack.id in told:
            continue
        words = speaker.say(lack.text)
        if lack.open:
            yield say(f"需要（尚不能确定是否具备）：{words}", f"needed (not settled yet): {words}")
        else:
            yield say(f"还缺：{words}", f"lacking: {words}")
    if step.by is not None and step.state is not State.ASIDE:
        by = speaker.say(step.by)
        yield say(f"由{by}办理", f"by {by}")
    if step.missing:
        listed = say("、", ", ").join(speaker.label(path) for path in step.missing)
        yield say(f"没有给出：{listed}", f"not given: {listed}")


__all__ = [
    "STATES",
    "detail_words",
    "head_words",
    "mark_of",
    "stage_items",
    "state_words",
    "turn_lines",
    "turn_words",
]
