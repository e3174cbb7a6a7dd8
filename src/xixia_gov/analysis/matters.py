"""Claims that what is read can matter: each fact, each open term and each reading changes some answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, Final

from xixia_gov.analysis.axes import ABSENT, Axis
from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.parts import Cell, Role, Worked
from xixia_gov.analysis.study import Study, holds
from xixia_gov.engine.decide import Decided
from xixia_gov.model.case import Case
from xixia_gov.text import Text

_TRIES: Final = 40
"""Pairs of cells of one part that are made into cases before the next part is looked at."""


def matter_claims(study: Study) -> Iterator[Claim]:
    """Yield for each axis of a rule that changing it alone changes an outcome, a sum or a check."""
    for axis in study.axes.values():
        if len(axis.values) > 1 and axis.name not in ("subject", "as_of"):
            yield _matters(study, axis)


def _matters(study: Study, axis: Axis) -> Claim:
    reading = axis.name in study.book.readings
    sort = Sort.READING if reading else Sort.FACT
    first: Case | None = None
    for one, two in _pairs(study, axis):
        first = first or one
        if _told(study.decide(one)) != _told(study.decide(two)):
            text = Text(zh=f"“{axis.name}”可以改变结论", en=f"{axis.name} can change the answer")
            return Claim(study.rule.id, sort, axis.name, Standing.PROVED, study.cells, text, one)
    text = Text(
        zh=f"“{axis.name}”无论取何值都不改变结论",
        en=f"{axis.name} changes no answer, whatever it is",
    )
    witness = first or study.case(study.find(study.yes()))
    return Claim(study.rule.id, sort, axis.name, Standing.FAILED, study.cells, text, witness)


def _told(decided: Decided | None) -> Any:  # noqa: ANN401 - compared, nothing else
    if decided is None:
        return None
    one = decided.determination
    return one.possible, one.amount, one.check


def _pairs(study: Study, axis: Axis) -> Iterator[tuple[Case, Case]]:
    """Yield pairs of cases that differ in one axis alone, where some part comes to different things.

    Every other part that decides holds, so that what this part comes to decides the answer.
    """
    for worked in study.parts:
        if axis in worked.part.axes:
            pairs = _made(study, worked, axis)
            yield from itertools.islice(pairs, _TRIES)


def _made(study: Study, worked: Worked, axis: Axis) -> Iterator[tuple[Case, Case]]:
    decides = worked.part.role in (Role.FORCE, Role.CONDITION)
    others = study.yes(but=[worked] if decides else [])
    for one, two in _differing(worked, axis):
        yes, no = (one, two) if not decides or holds(worked.cells[one]) else (two, one)
        cell = study.find(others, dict(zip(worked.names, yes, strict=True)))
        if cell is None:
            continue
        case, changed = (
            study.case(cell),
            study.case(_shut(study, cell | dict(zip(worked.names, no, strict=True)))),
        )
        if case is not None and changed is not None:
            yield case, changed


def _shut(study: Study, cell: Cell) -> Cell:
    """Return a cell in which facts whose gate is shut are absent."""
    result = dict(cell)
    for axis in study.axes.values():
        if axis.gate in result and axis.name in result and result[axis.gate] != axis.opened:
            result[axis.name] = ABSENT
    return result


def _differing(worked: Worked, axis: Axis) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield pairs of cells that differ in one axis, and what it opens, and come to different things."""
    kept = [place for place, one in enumerate(worked.part.axes) if axis.name not in (one.name, one.gate)]
    by_rest: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for cell in worked.cells:
        by_rest.setdefault(tuple(cell[place] for place in kept), []).append(cell)
    for same in by_rest.values():
        for one, two in itertools.combinations(same, 2):
            if worked.cells[one] != worked.cells[two]:
                yield one, two


__all__ = ["matter_claims"]
