"""What stands beside an outcome as JSON: what a rule gives, and where a procedure stands."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from xixia_gov.model.determination import Determination
from xixia_gov.model.output import End, Given
from xixia_gov.model.stage import Stage, State, StepStage
from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.unknown import CauseKind


def asked_of(one: Determination) -> tuple[str, ...]:
    """Return the facts to ask: those the outcome waits for, and those that something given waits for."""
    more = (c.name for given in one.outputs for c in given.causes if c.kind is CauseKind.CASE)
    return tuple(sorted({*one.missing, *more}))


def outputs_json(one: Determination) -> list[dict[str, Any]]:
    """Return what is given as plain data: money as yuan with two decimals, an open end as null."""
    return [_json(given) for given in one.outputs]


def _money(end: End) -> Money:
    assert isinstance(end, Fraction)  # noqa: S101 - money is a number of fen
    return Money(round(end))


def _json(one: Given) -> dict[str, Any]:
    return {
        "output": one.id,
        "text": {"zh": one.text.zh, "en": one.text.en},
        "instrument": one.cite.instrument,
        "at": one.cite.at,
        "kind": one.kind,
        "unit": None if one.unit is None else str(one.unit),
        "least": written_end(one, one.least),
        "most": written_end(one, one.most),
        "possible": [{"option": id_, "text": {"zh": text.zh, "en": text.en}} for id_, text in one.possible],
        "sure": list(one.sure),
        "settled": one.settled,
        "missing": sorted(cause.name for cause in one.causes if cause.kind is CauseKind.CASE),
        "readings": list(one.readings),
    }


def written_end(one: Given, end: End) -> str | None:
    """Return an end as JSON has it: a day as YYYY-MM-DD, money with two decimals, a number as a fraction.

    >>> from xixia_gov.model.instrument import Citation
    >>> written_end(Given("n", Text(zh="", en=""), Citation("", ""), "number"), Fraction(1, 3))
    '1/3'
    """
    if end is None:
        return None
    if one.kind == "money":
        return str(_money(end))
    return end.isoformat() if isinstance(end, dt.date) else str(end)


def stage_json(stage: Stage | None) -> dict[str, Any] | None:
    """Return a stage as plain data; None where there is none."""
    if stage is None:
        return None
    return {
        "steps": [_step(step) for step in stage.steps],
        **{state.value: list(stage.named(state)) for state in State},
        "open": [step.id for step in stage.steps if step.state is None],
        "wrong": list(stage.wrong),
    }


def _step(step: StepStage) -> dict[str, Any]:
    return {
        "step": step.id,
        "text": _plain(step.text),
        "instrument": step.cite.instrument,
        "at": step.cite.at,
        "state": None if step.state is None else step.state.value,
        "possible": [state.value for state in step.possible],
        "on": None if step.on is None else step.on.isoformat(),
        "by": None if step.by is None else _plain(step.by),
        "waits_for": list(step.waits_for),
        "lacks": [
            {
                "need": lack.id,
                "text": _plain(lack.text),
                "instrument": lack.cite.instrument,
                "at": lack.cite.at,
                "open": lack.open,
            }
            for lack in step.lacks
        ],
        "turns": [
            {"wrong": turn.wrong.value, "other": turn.other or None, "text": _plain(turn.text)}
            for turn in step.turns
        ],
        "missing": list(step.missing),
    }


def _plain(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


__all__ = ["asked_of", "outputs_json", "stage_json", "written_end"]
