"""Building a procedure: its steps, whether each was taken in its order, and whether one is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

import attrs

from xixia_gov.errors import unknown_name
from xixia_gov.expression.nodes import And, Compare, Comparison, FactRef, Node, Not, Or
from xixia_gov.expression.types import TruthType
from xixia_gov.model.condition import Alternative, Condition
from xixia_gov.model.determination import Outcome
from xixia_gov.model.rule import Exemption
from xixia_gov.model.step import Step
from xixia_gov.rulebook.acts import day_of_act
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import RuleEntry, StepEntry
from xixia_gov.rulebook.space import Space, maybe_text
from xixia_gov.text import Text

_UNDER_WAY: Final = Text(zh="还有步骤没有做", en="a step is still to be taken")
_AS_OF: Final = FactRef("as_of")


@attrs.frozen
class Built:
    """The steps of a procedure, what is checked of them, and the outcome beside its yes."""

    steps: tuple[Step, ...]
    check: tuple[Condition, ...]
    turns: tuple[Exemption, ...]


def procedure_of(space: Space, entry: RuleEntry) -> Built | None:
    """Return a rule's procedure; None where it has none, or with its problems reported."""
    if not entry.steps:
        return None
    before = len(space.problems)
    _order(space, entry.steps)
    made = {name: _step(space, name, one) for name, one in entry.steps.items()}
    steps = {name: step for name, step in made.items() if step is not None}
    if len(space.problems) > before or len(steps) < len(made):
        return None
    check = tuple(
        Condition(name, f"{entry.id}/{name}", _in_order(step), step.cite, rightly)
        for name, step in steps.items()
        if (rightly := _taken_rightly(step, steps)) is not None
    )
    left = [_both(step.only_if, Not(step.done)) for step in steps.values()]
    when = left[0] if len(left) == 1 else Or(tuple(left))
    under_way = Exemption(entry.id, entry.id, when, Outcome.UNDER_WAY.value, _UNDER_WAY, space.cite)
    return Built(tuple(steps.values()), check, (under_way,))


def _in_order(step: Step) -> Text:
    """Return in words that a step was taken in its order."""
    return Text(zh=f"“{step.text.zh}”依次进行", en=f"in its order: {step.text.en}")


def _order(space: Space, entries: Mapping[str, StepEntry]) -> None:
    """Report steps that come after none that there is, or after themselves."""
    for name, entry in entries.items():
        for index, other in enumerate(entry.after):
            if other not in entries:
                message = unknown_name(
                    Text(zh="步骤", en="step"), other, [one for one in entries if one != name]
                )
                space.at(("steps", name, "after", index), message)
    try:
        TopologicalSorter({name: entry.after for name, entry in entries.items()}).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        first = min(name for name in error.args[1] if name in entries)
        message = Text(zh=f"步骤绕成环: {circle}", en=f"the steps go round in a circle: {circle}")
        space.at_key(("steps", first), message)


def _step(space: Space, name: str, entry: StepEntry) -> Step | None:
    path: KeyPath = ("steps", name)
    done = space.expression((*path, "done"), entry.done, TruthType())
    on = None
    if entry.on is not None and done is not None:
        on = day_of_act(space, path, entry.done, entry.on)
        if on is None:
            return None
    only_if = None
    if entry.only_if is not None:
        only_if = space.expression((*path, "only_if"), entry.only_if, TruthType())
    if done is None or (only_if is None and entry.only_if is not None):
        return None
    return Step(
        name,
        Text(zh=entry.zh, en=entry.en),
        space.cited((*path, "at"), entry.at),
        done,
        on,
        tuple(entry.after),
        only_if,
        tuple(_needs(space, path, entry)),
        maybe_text(entry.by),
    )


def _needs(space: Space, path: KeyPath, entry: StepEntry) -> Iterator[Alternative]:
    for name, need in entry.needs.items():
        where: KeyPath = (*path, "needs", name)
        node = space.expression((*where, "when"), need.when, TruthType())
        if node is not None:
            cite = space.cited((*where, "at"), need.at or entry.at)
            yield Alternative(name, Text(zh=need.zh, en=need.en), node, cite)


def _taken_rightly(step: Step, steps: Mapping[str, Step]) -> Node | None:
    """Return that a step is not taken, or after what comes before it, with what it needs, and by now.

    None where nothing could be wrong with it.
    """
    parts = [_before(steps[id_], step) for id_ in step.after]
    parts += [need.node for need in step.needs]
    if step.on is not None:
        parts.append(Compare(Comparison.LE, step.on, _AS_OF))
    if not parts:
        return None
    rightly = parts[0] if len(parts) == 1 else And(tuple(parts))
    aside = () if step.only_if is None else (Not(step.only_if),)
    return Or((*aside, Not(step.done), rightly))


def _before(first: Step, then: Step) -> Node:
    """Return that a step is no part of the procedure, or was taken no later than another."""
    taken = first.done
    if first.on is not None and then.on is not None:
        taken = And((first.done, Compare(Comparison.LE, first.on, then.on)))
    return taken if first.only_if is None else Or((Not(first.only_if), taken))


def _both(limit: Node | None, node: Node) -> Node:
    return node if limit is None else And((limit, node))


__all__ = ["Built", "procedure_of"]
