"""Where a procedure stands: each step under every way of settling the readings, then all of them joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Final

import attrs

from xixia_gov.engine.branch import day_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import evaluate, truth_of
from xixia_gov.engine.outputs import Asked
from xixia_gov.model.rule import Rule
from xixia_gov.model.stage import Lack, Stage, State, StepStage, Turn, Wrong
from xixia_gov.model.step import Step, dated_before
from xixia_gov.text import Text
from xixia_gov.truth import Truth, all_of
from xixia_gov.unknown import CauseKind

_AHEAD: Final = Text(zh="日期在询问之日以后", en="it is dated after the day of asking")


@attrs.frozen
class _Tried:
    """A step under one set of settings: whether it is part and done, on which day, and what it has."""

    step: Step
    part: Truth
    done: Truth
    on: dt.date | None
    needs: Mapping[str, Truth]
    missing: frozenset[str]

    @property
    def passed(self) -> Truth:
        """Whether it is no part of the procedure, or is said to be done."""
        return ~self.part | self.done

    def behind(self, as_of: dt.date) -> Truth:
        """Whether what comes after it may be taken: a step of a day that has not come keeps it waiting."""
        ahead = self.on is not None and self.on > as_of
        return ~self.part | (Truth.FALSE if ahead else self.done)


def stage_of(asked: Asked) -> Stage:
    """Return where a procedure stands, joined over the settings under which it may apply."""
    found: dict[str, list[StepStage]] = {}
    order: dict[str, None] = {}
    for rule, _, frame in asked.frames():
        tried = {step.id: _tried(step, frame) for step in rule.steps}
        for id_ in in_order(rule):
            order[id_] = None
            found.setdefault(id_, []).append(_stand(tried[id_], tried, asked.case.as_of))
    return Stage(tuple(_joined(found[id_]) for id_ in order))


def in_order(rule: Rule) -> tuple[str, ...]:
    """Return the ids of the steps of a procedure, each after those it comes after.

    Steps of which none comes first stand as they are written.
    """
    sorter = TopologicalSorter({step.id: step.after for step in rule.steps})
    place = {step.id: index for index, step in enumerate(rule.steps)}
    sorter.prepare()
    ready: list[str] = []
    found: list[str] = []
    while sorter.is_active():
        ready += sorter.get_ready()
        ready.sort(key=lambda id_: place[id_])
        found.append(ready.pop(0))
        sorter.done(found[-1])
    return tuple(found)


def _tried(step: Step, frame: Frame) -> _Tried:
    limit = None if step.only_if is None else evaluate(step.only_if, frame)
    done = evaluate(step.done, frame)
    needs = {need.id: evaluate(need.node, frame) for need in step.needs}
    on = None
    if step.on is not None and done.value is Truth.TRUE:
        on = day_of(evaluate(step.on, frame))
    traces = [*(() if limit is None else (limit,)), done, *needs.values()]
    causes = frozenset(cause for trace in traces for cause in trace.causes)
    return _Tried(
        step,
        Truth.TRUE if limit is None else truth_of(limit),
        truth_of(done),
        on,
        {id_: truth_of(trace) for id_, trace in needs.items()},
        frozenset(cause.name for cause in causes if cause.kind is CauseKind.CASE),
    )


def _stand(one: _Tried, steps: Mapping[str, _Tried], as_of: dt.date) -> StepStage:
    step = one.step
    first = all_of(steps[id_].behind(as_of) for id_ in step.after)
    states = {
        State.ASIDE: ~one.part,
        State.DONE: one.part & one.done,
        State.NEXT: one.part & ~one.done & first,
        State.BLOCKED: one.part & ~one.done & ~first,
    }
    possible = tuple(state for state, truth in states.items() if truth is not Truth.FALSE)
    state = possible[0] if len(possible) == 1 else None
    open_ = state is None or state is State.BLOCKED
    waits = tuple(id_ for id_ in step.after if steps[id_].behind(as_of) is not Truth.TRUE) if open_ else ()
    lacks = tuple(
        Lack(need.id, need.text, need.cite, one.needs[need.id] is Truth.UNKNOWN)
        for need in step.needs
        if one.needs[need.id] is not Truth.TRUE and state is not State.ASIDE
    )
    turns = tuple(_turns(one, steps, as_of)) if state is State.DONE else ()
    missing = () if state is State.ASIDE else tuple(sorted(one.missing))
    return StepStage(
        step.id, step.text, step.cite, state, possible, one.on, step.by, waits, lacks, turns, missing
    )


def _turns(one: _Tried, steps: Mapping[str, _Tried], as_of: dt.date) -> Iterator[Turn]:
    for id_ in one.step.after:
        other = steps[id_]
        if other.passed is Truth.FALSE:
            yield Turn(Wrong.WITHOUT, id_, other.step.text)
        elif other.part is Truth.TRUE and one.on is not None and other.on is not None and other.on > one.on:
            yield Turn(Wrong.BEFORE, id_, other.step.text)
    every = {id_: other.step for id_, other in steps.items()}
    for id_ in dict.fromkeys(
        earlier.id
        for earlier, between in dated_before(one.step, every)
        if all(steps[step.id].part is Truth.TRUE for step in (earlier, *between))
    ):
        other = steps[id_]
        if id_ not in one.step.after and one.on is not None and other.on is not None and other.on > one.on:
            yield Turn(Wrong.BEFORE, id_, other.step.text)
    for need in one.step.needs:
        if one.needs[need.id] is Truth.FALSE:
            yield Turn(Wrong.LACKS, need.id, need.text)
    if one.on is not None and one.on > as_of:
        yield Turn(Wrong.AHEAD, "", _AHEAD)


def _joined(some: Sequence[StepStage]) -> StepStage:
    """Return a step as it stands, whichever settings are right."""
    first = some[0]
    if len(some) == 1:
        return first
    possible = tuple(state for state in State if any(state in one.possible for one in some))
    days = {one.on for one in some}
    return attrs.evolve(
        first,
        state=possible[0] if len(possible) == 1 else None,
        possible=possible,
        on=days.pop() if len(days) == 1 else None,
        waits_for=_unique(id_ for one in some for id_ in one.waits_for),
        lacks=_lacks(some),
        turns=tuple(turn for turn in first.turns if all(turn in one.turns for one in some)),
        missing=tuple(sorted({path for one in some for path in one.missing})),
    )


def _lacks(some: Sequence[StepStage]) -> tuple[Lack, ...]:
    """Return what is lacking under some settings: certainly only where it is so under each of them."""
    found: dict[str, list[Lack]] = {}
    for one in some:
        for lack in one.lacks:
            found.setdefault(lack.id, []).append(lack)
    return tuple(
        attrs.evolve(lacks[0], open=len(lacks) < len(some) or any(lack.open for lack in lacks))
        for lacks in found.values()
    )


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


__all__ = ["in_order", "stage_of"]
