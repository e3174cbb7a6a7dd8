"""Claims that what is read can matter: each fact, each open term and each reading changes some answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, Final

import attrs

from xixia_gov.analysis.axes import ABSENT, Axis
from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.join import Wanted
from xixia_gov.analysis.parts import Cell, Result, Role, Worked
from xixia_gov.analysis.study import Study, holds
from xixia_gov.engine.decide import Decided
from xixia_gov.engine.findings import library_of, reach_of
from xixia_gov.engine.reach import reach
from xixia_gov.expression.nodes import Node
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Amount
from xixia_gov.text import Text
from xixia_gov.truth import Truth

_TRIES: Final = 60
"""Pairs of cells of one part that are made into cases before the next part is looked at."""
_LISTED: Final = 20_000
"""Pairs among which those are chosen."""
_SEEDS: Final = 6
"""Examples that fill in what a pair leaves open."""

Key = tuple[Any, ...]


def matter_claims(study: Study) -> Iterator[Claim]:
    """Yield for each axis a rule reads itself that changing it alone changes an outcome, a sum or a check.

    What it reads through another rule is claimed of that rule.
    """
    own = _read_directly(study)
    for axis in study.axes.values():
        if len(axis.values) > 1 and axis.name in own:
            yield _matters(study, axis)


def _read_directly(study: Study) -> frozenset[str]:
    rule, library = study.rule, attrs.evolve(library_of(study.book), rules={})
    read = reach(_deciding(study), library)
    names = {
        *read.facts,
        *read.definitions,
        *read.readings,
        *(c.key for c in (*rule.conditions, *rule.check)),
    }
    names |= {name for name in study.axes if name.rpartition("/")[0] in read.lists}
    names |= {
        gate for name in read.facts if name in study.axes and (gate := study.axes[name].gate) is not None
    }
    if rule.payment is not None and rule.payment.rounding is not None:
        names.add(rule.payment.rounding)
    return frozenset(names) - {"as_of"}


def _deciding(study: Study) -> Iterator[Node]:
    """Yield the expressions of a rule; not its day, where it has no end and none of its figures changes."""
    rule, book = study.rule, study.book
    dated = any(len(book.figures[key].versions) > 1 for key in reach_of(book, rule).figures)
    timeless = rule.window.first is None and rule.window.last is None and not dated
    yield from (node for node in rule.nodes() if not (timeless and node is rule.window.on))


def _matters(study: Study, axis: Axis) -> Claim:
    reading = axis.name in study.book.readings
    sort = Sort.READING if reading else Sort.FACT
    first: Case | None = None
    for one, two in _cases(study, axis):
        first = first or one
        if _told(study.decide(one)) != _told(study.decide(two)):
            text = Text(zh=f"“{axis.name}”可以改变结论", en=f"{axis.name} can change the answer")
            return Claim(study.rule.id, sort, axis.name, Standing.PROVED, study.cells, text, one)
    text = Text(
        zh=f"“{axis.name}”无论取何值都不改变结论",
        en=f"{axis.name} changes no answer, whatever it is",
    )
    witness = first or study.nearest_yes()
    return Claim(study.rule.id, sort, axis.name, Standing.FAILED, study.cells, text, witness)


def _told(decided: Decided | None) -> Any:  # noqa: ANN401 - compared, nothing else
    if decided is None:
        return None
    one = decided.determination
    return one.possible, one.amount, one.check, one.outputs


def _cases(study: Study, axis: Axis) -> Iterator[tuple[Case, Case]]:
    """Yield pairs of cases that differ in one axis alone, and by which the answer should differ."""
    for one, two in _pairs(study, axis):
        case, changed = study.case(one), study.case(two)
        if case is not None and changed is not None:
            yield case, changed


def _pairs(study: Study, axis: Axis) -> Iterator[tuple[Cell, Cell]]:
    """Yield pairs of cells that differ in one axis alone, where some part comes to different things.

    Every other part that decides holds, so that what this part comes to decides the answer. A part that
    reads other rules differs where those rules do.
    """
    for worked in study.parts:
        if axis.name in worked.names:
            yield from itertools.islice(_of_part(study, worked, axis), _TRIES)
            yield from itertools.islice(_of_rules(study, worked, axis), _TRIES)


def _of_part(study: Study, worked: Worked, axis: Axis) -> Iterator[tuple[Cell, Cell]]:
    others = _others(study, worked)
    for one, two in _spread(_differing(worked, axis)):
        yes, no = (one, two) if holds(worked.cells[one]) else (two, one)
        cell = study.find(others, dict(zip(worked.names, yes, strict=True)))
        if cell is not None:
            yield cell, _shut(study, cell | dict(zip(worked.names, no, strict=True)))


def _of_rules(study: Study, worked: Worked, axis: Axis) -> Iterator[tuple[Cell, Cell]]:
    """Yield pairs in which a rule that this part reads differs; all else is as in an example, or unknown."""
    others = _others(study, worked)
    for read in study.reads:
        if read.rule.id not in worked.part.reads or axis.name not in read.axes:
            continue
        for one, two in _pairs(read, read.axes[axis.name]):
            cell = study.find(others, one)
            if cell is None:
                continue
            changed = {name: value for name, value in two.items() if one.get(name) != value}
            for seed in ({}, *study.seeds[:_SEEDS]):
                filled = _shut(study, {**seed, **cell})
                yield filled, _shut(study, {**filled, **changed})


def _others(study: Study, worked: Worked) -> list[tuple[Worked, Wanted]]:
    """Return what is wanted of the other parts, so that this one decides: that they hold."""
    checks = study.of(Role.CHECK) if worked.part.role is Role.CHECK else ()
    return [
        *study.yes(but=[worked]),
        *((part, holds) for part in checks if part.part is not worked.part),
    ]


def _spread(pairs: Iterator[tuple[Key, Key]]) -> list[tuple[Key, Key]]:
    """Return some of many pairs, taken from all over them."""
    listed = list(itertools.islice(pairs, _LISTED))
    return listed[:: max(1, len(listed) // _TRIES)]


def _shut(study: Study, cell: Cell) -> Cell:
    """Return a cell in which facts whose gate is shut are absent."""
    result = dict(cell)
    for axis in study.axes.values():
        if axis.gate in result and axis.name in result and result[axis.gate] != axis.opened:
            result[axis.name] = ABSENT
    return result


def _differing(worked: Worked, axis: Axis) -> Iterator[tuple[Key, Key]]:
    """Yield pairs of cells that differ in one axis, and what it opens, and come to different things."""
    kept = [place for place, one in enumerate(worked.part.axes) if axis.name not in (one.name, one.gate)]
    by_rest: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for cell in worked.cells:
        by_rest.setdefault(tuple(cell[place] for place in kept), []).append(cell)
    for same in by_rest.values():
        for one, two in itertools.combinations(same, 2):
            if _decisive(worked.cells[one]) != _decisive(worked.cells[two]):
                yield one, two


def _decisive(result: Result) -> tuple[Truth, Amount | None, tuple[Any, Any] | None]:
    return result.truth, result.amount, result.ends


__all__ = ["matter_claims"]
