"""What one case shows of a rule is read off the branches of its answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xixia_gov.analysis.coverage_marks import (
    Mark,
    Shown,
    compared,
    own_reach,
    reading_mark,
    window_owner,
    written,
)
from xixia_gov.analysis.trials import Trial
from xixia_gov.engine.branch import Branch
from xixia_gov.engine.decide import Decided, read_rule
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import ContradictionError, evaluate
from xixia_gov.expression.nodes import (
    DefinitionRef,
    Node,
    TableRef,
)
from xixia_gov.expression.types import TruthType
from xixia_gov.interval import Interval
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth


def shown_by(book: Rulebook, rule: Rule, decided: Decided, trial: Trial) -> Iterator[Mark]:
    """Yield all that one case shows of a rule and of what it reads."""
    for branch in decided.branches:
        if branch.rule is rule:
            yield from _of_branch(book, rule, branch)
            yield from _of_frame(book, rule, branch, trial)
    given = (id_ for one in decided.determination.outputs for id_ in one.readings)
    for id_ in (*decided.determination.readings, *given):
        yield reading_mark(book, id_)


def _of_branch(book: Rulebook, rule: Rule, branch: Branch) -> Iterator[Mark]:
    in_force = branch.force.value in ("in_force", "presumed")
    failing = [one.condition.id for one in branch.tried if one.truth is not Truth.TRUE]
    undone = [one.condition.id for one in branch.checked if one.truth is not Truth.TRUE]
    for tried, others in ((branch.tried, failing), (branch.checked, undone)):
        for one in tried:
            id_ = one.condition.id
            if not one.applies:
                yield Mark(rule.id, id_, Shown.ASIDE)
            elif one.truth is Truth.TRUE:
                yield Mark(rule.id, id_, Shown.MET)
            elif one.truth is Truth.FALSE:
                yield Mark(rule.id, id_, Shown.FAILED)
                alone = others == [id_] and in_force
                if alone and (tried is branch.tried or branch.holds is Truth.TRUE):
                    yield Mark(rule.id, id_, Shown.ALONE)
            ways = one.condition.alternatives
            below = one.trace.below
            if one.truth is Truth.TRUE and len(ways) > 1 and len(below) == len(ways):
                holding = [way.id for way, t in zip(ways, below, strict=True) if t.value is not Truth.FALSE]
                if len(holding) == 1:
                    yield Mark(rule.id, f"{id_}.{holding[0]}", Shown.ONLY)
    if branch.holds is Truth.TRUE:
        for exemption, trace in branch.exempted:
            name = f"exceptions.{exemption.name}"
            if trace.value is not Truth.UNKNOWN:
                yield Mark(rule.id, name, Shown.LIFTED if trace.value is Truth.TRUE else Shown.NOT_LIFTED)
    if branch.day is not None:
        owner = window_owner(book, rule)
        for name in ("from", "through"):
            yield Mark(owner, f"in_force.{name}", Shown.DAY, branch.day.isoformat())


def _of_frame(book: Rulebook, rule: Rule, branch: Branch, trial: Trial) -> Iterator[Mark]:
    """Yield what the definitions, the tables and the compared values of a rule come to."""
    place = trial.matter(book)
    frame = Frame(book, trial.case, trial.case.matters[place], branch.settings, branch.day, read_rule)
    if branch.holds is not Truth.FALSE:
        yield from _of_outputs(rule, frame)
    read = own_reach(book, rule)
    for key in read.definitions:
        definition = book.definitions[key]
        if isinstance(definition.type, TruthType) and definition.over is None:
            value = _value(DefinitionRef(key), frame)
            if value in (Truth.TRUE, Truth.FALSE):
                yield Mark(key, key, Shown.TRUE if value is Truth.TRUE else Shown.FALSE)
    for key in read.tables:
        for row in _rows(book, key, frame):
            yield Mark(key, row, Shown.ROW)
    for edge in compared(book, rule):
        value = _value(edge.node, frame)
        if isinstance(value, Interval) and value.settled and value.least is not None:
            yield Mark(edge.figure, edge.about, Shown.EDGE, written(value.least))


def _of_outputs(rule: Rule, frame: Frame) -> Iterator[Mark]:
    """Yield which of the ways of each output hold, and which do not."""
    for output in rule.outputs:
        for way in output.ways:
            value = _value(way.node, frame)
            if value in (Truth.TRUE, Truth.FALSE):
                shown = Shown.LIFTED if value is Truth.TRUE else Shown.NOT_LIFTED
                yield Mark(rule.id, f"gives.{output.id}.{way.id}", shown)


def _value(node: Node, frame: Frame) -> Any:  # noqa: ANN401 - whatever the node gives
    try:
        return evaluate(node, frame).value
    except ContradictionError:
        return None


def _rows(book: Rulebook, key: str, frame: Frame) -> Iterator[str]:
    """Yield the row that applies, where only one can."""
    table = book.tables[key]
    output = next(iter(table.gives), None)
    trace = evaluate(TableRef(key, "row"), frame) if output is not None else None
    if output is None or trace is None or trace.value is not Truth.TRUE:
        return
    below = evaluate(TableRef(key, output), frame).below[len(table.columns) :]
    if len(below) == 1:
        nodes = below[0].node
        yield from (row.id for row in table.rows if row.gives[output] is nodes)


__all__ = ["shown_by"]
