"""The day of an act: a fact that is there only where the act was done."""

from __future__ import annotations

from xixia_gov.expression.nodes import And, Compare, Comparison, Name, Node
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.space import Space


def day_of_act(space: Space, path: KeyPath, done: str, on: str) -> Node | None:
    """Return the day `on`, None with its problems reported; what `done` establishes counts as established.

    `path` is the table in which both stand.
    """
    act, day = space.parsed((*path, "done"), done), space.parsed((*path, "on"), on)
    if act is None or day is None:
        return None
    guarded = And((act, Compare(Comparison.LE, day, Name("as_of"))))
    checked = space.checked_node((*path, "on"), guarded)
    match None if checked is None else checked.node:
        case And(parts=(*_, Compare(left=left))):
            return left
        case _:
            return None


__all__ = ["day_of_act"]
