"""Joining the parts of a rule: a cell for each of them that agree on what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from xixia_gov.analysis.parts import Cell, Result, Worked

Wanted = Callable[[Result], bool]
MAX_STEPS: Final = 200_000
"""Steps of one search; beyond them it is given up, and nothing is said."""


class GivenUpError(Exception):
    """A search took more than its steps: that nothing was found is no proof that there is nothing."""


@attrs.frozen
class _Relation:
    """The cells of one part that are wanted, found by the values of some of its axes."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...] = attrs.field(repr=False)
    indexes: dict[tuple[str, ...], dict[tuple[Any, ...], list[tuple[Any, ...]]]] = attrs.field(
        factory=dict, repr=False
    )

    def agreeing(self, given: Cell) -> Sequence[tuple[Any, ...]]:
        """Return the rows that agree with what is given."""
        shared = tuple(name for name in self.names if name in given)
        if not shared:
            return self.rows
        if shared not in self.indexes:
            places = [self.names.index(name) for name in shared]
            index: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
            for row in self.rows:
                index.setdefault(tuple(row[place] for place in places), []).append(row)
            self.indexes[shared] = index
        return self.indexes[shared].get(tuple(given[name] for name in shared), [])


def joined(wanted: Iterable[tuple[Worked, Wanted]], fixed: Cell | None = None) -> Iterator[dict[str, Any]]:
    """Yield cells of the whole rule in which every part comes to what is wanted of it.

    `fixed` gives some axes beforehand. Raises `GivenUpError` where the search takes too long.
    """
    relations = [
        _Relation(worked.names, tuple(row for row, result in worked.cells.items() if want(result)))
        for worked, want in wanted
    ]
    steps = [0]

    def extend(given: dict[str, Any], left: list[_Relation]) -> Iterator[dict[str, Any]]:
        if not left:
            yield given
            return
        # The part with the fewest cells left is the one most likely to fail: it goes first.
        best = min(left, key=lambda one: len(one.agreeing(given)))
        rest = [one for one in left if one is not best]
        for row in best.agreeing(given):
            steps[0] += 1
            if steps[0] > MAX_STEPS:
                raise GivenUpError
            yield from extend({**given, **dict(zip(best.names, row, strict=True))}, rest)

    yield from extend(dict(fixed or {}), relations)


def found(wanted: Iterable[tuple[Worked, Wanted]], fixed: Cell | None = None) -> dict[str, Any] | None:
    """Return one such cell, None where there is none; raises `GivenUpError`.

    Parts that share no axis are searched apart, so that one of them never repeats another's search.
    """
    given = dict(fixed or {})
    merged = dict(given)
    for together in _connected(list(wanted), frozenset(given)):
        one = next(joined(together, given), None)
        if one is None:
            return None
        merged |= one
    return merged


def _connected(
    wanted: list[tuple[Worked, Wanted]], fixed: frozenset[str]
) -> list[list[tuple[Worked, Wanted]]]:
    """Return the parts in groups that share axes, those fixed beforehand left out."""
    groups: list[tuple[set[str], list[tuple[Worked, Wanted]]]] = []
    for one in wanted:
        names = set(one[0].names) - fixed
        touching = [group for group in groups if group[0] & names]
        members = [member for group in touching for member in group[1]]
        groups = [group for group in groups if not group[0] & names]
        groups.append((names.union(*(group[0] for group in touching)), [*members, one]))
    return [members for _, members in groups]


__all__ = ["MAX_STEPS", "GivenUpError", "Wanted", "found", "joined"]
