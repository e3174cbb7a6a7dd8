"""Building a deadline: by when something must be done, and what comes out where it was not."""

from __future__ import annotations

from typing import Final

import attrs

from xixia_gov.expression.nodes import And, Compare, Comparison, FactRef, Name, Node, Not, Or
from xixia_gov.expression.types import DateType, TruthType
from xixia_gov.model.determination import Outcome
from xixia_gov.model.output import Output
from xixia_gov.model.rule import Deadline, Exemption
from xixia_gov.rulebook.acts import day_of_act
from xixia_gov.rulebook.schema import DeadlineEntry, RuleEntry, ValueEntry
from xixia_gov.rulebook.space import Space
from xixia_gov.text import Text

DUE: Final = "due"
"""The name of the definition that gives the last day in time; the rule's own expressions may read it."""
_DUE: Final = Text(zh="最后期限", en="last day in time")
_OVERDUE: Final = Text(
    zh="询问之日已过最后期限，期限内没有做到", en="the last day has passed, and it was not done by then"
)
_NOT_YET_DUE: Final = Text(
    zh="还没有做，最后期限尚未过去", en="it has not been done, and the last day has not passed"
)
_ON_TIME: Final = Text(zh="在最后期限之前或者当日做到", en="it was done by the last day")
_AS_OF: Final = FactRef("as_of")


@attrs.frozen
class Built:
    """A deadline, the outcomes beside its yes, and the day it gives."""

    deadline: Deadline
    turns: tuple[Exemption, ...]
    output: Output


def due_entry(entry: DeadlineEntry) -> ValueEntry:
    """Return the last day in time as a definition."""
    return ValueEntry(is_=entry.due, zh=_DUE.zh, en=_DUE.en, at=entry.at)


def deadline_of(space: Space, entry: RuleEntry) -> Built | None:
    """Return a rule's deadline, None with its problems reported."""
    written = entry.deadline
    if written is None:
        return None
    due = space.checked_node(("deadline", DUE), Name(DUE))
    if due is not None and due.type != DateType():
        message = Text(zh="最后期限应为日期", en="the last day in time must be a date")
        space.inside(("deadline", DUE), 0, message)
        due = None
    done = space.expression(("deadline", "done"), written.done, TruthType())
    on = (
        None
        if written.on is None or done is None
        else day_of_act(space, ("deadline",), written.done, written.on)
    )
    if due is None or done is None or (on is None and written.on is not None):
        return None
    cite = space.cited(("deadline", "at"), written.at)
    made = Deadline(due.node, done, on)
    turns = tuple(
        Exemption(entry.id, entry.id, when, outcome.value, text, cite)
        for outcome, text, when in (
            (Outcome.OVERDUE, _OVERDUE, _overdue(made)),
            (Outcome.NOT_YET_DUE, _NOT_YET_DUE, _pending(made)),
            (Outcome.ON_TIME, _ON_TIME, _in_time(made)),
        )
    )
    output = Output(DUE, _DUE, cite, due.node, DateType())
    return Built(made, turns, output)


def _overdue(one: Deadline) -> Node:
    """Return that the last day has passed, and it was not done, or later."""
    late = Compare(Comparison.GT, _AS_OF, one.due)
    undone = Not(one.done)
    if one.on is None:
        return And((late, undone))
    return And((late, Or((undone, Compare(Comparison.GT, one.on, one.due)))))


def _pending(one: Deadline) -> Node:
    """Return that the last day has not passed, and it was not done by the day of asking."""
    early = Compare(Comparison.LE, _AS_OF, one.due)
    undone = Not(one.done)
    if one.on is None:
        return And((early, undone))
    return And((early, Or((undone, Compare(Comparison.GT, one.on, _AS_OF)))))


def _in_time(one: Deadline) -> Node:
    """Return that it was done by the last day, and by the day of asking."""
    if one.on is None:
        return one.done
    before = (Compare(Comparison.LE, one.on, one.due), Compare(Comparison.LE, one.on, _AS_OF))
    return And((one.done, *before))


__all__ = ["DUE", "Built", "deadline_of", "due_entry"]
