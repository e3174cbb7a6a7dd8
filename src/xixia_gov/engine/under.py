"""Which readings matter, and what comes out under each way of settling them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from xixia_gov.engine.ruled import Ruled
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.determination import Amount, Check, Outcome, Under
from xixia_gov.model.rulebook import Rulebook

_Result = tuple[frozenset[Outcome], Amount | None, Check | None]


@attrs.frozen
class _Group:
    settings: tuple[tuple[str, str], ...]
    result: _Result
    preferred: bool


def distinct(book: Rulebook, branches: Sequence[Ruled]) -> tuple[tuple[Under, ...], tuple[str, ...]]:
    """Return each distinct result with its settings, and the readings that make a difference.

    A reading is left out of a setting where, the others given, it changes nothing.
    """
    results: dict[FrozenMap[str, str], _Result] = {}
    for branch in branches:
        results[branch.settings] = _either(results.get(branch.settings), _result(branch))
    readings = sorted({id_ for settings in results for id_ in settings})
    mattering = tuple(id_ for id_ in readings if _matters(id_, results))
    if not mattering:
        return (), ()
    groups: dict[tuple[tuple[str, str], ...], _Group] = {}
    for settings, result in results.items():
        kept = tuple((id_, settings[id_]) for id_ in mattering if id_ in settings)
        preferred = all(book.readings[id_].preferred == option for id_, option in kept)
        groups[kept] = _Group(kept, result, preferred)
    merged = list(groups.values())
    for id_ in mattering:
        merged = _merge(book, id_, merged)
    under = tuple(
        Under(
            FrozenMap(dict(group.settings)),
            _outcome(group.result),
            group.result[1],
            group.preferred,
        )
        for group in sorted(merged, key=lambda group: group.settings)
    )
    return under, mattering


def _result(branch: Ruled) -> _Result:
    return branch.outcomes, branch.amount, branch.check


def _either(one: _Result | None, two: _Result) -> _Result:
    """Return what two versions of a rule allow under the same settings."""
    if one is None or one == two:
        return two
    amount = two[1] if one[1] is None or two[1] is None else one[1].hull(two[1])
    return one[0] | two[0], amount, one[2] if one[2] is two[2] else Check.UNDETERMINED


def _outcome(result: _Result) -> Outcome:
    return next(iter(result[0])) if len(result[0]) == 1 else Outcome.UNDETERMINED


def _matters(id_: str, results: dict[FrozenMap[str, str], _Result]) -> bool:
    """Whether two settings that differ in this reading alone give different results."""
    seen: dict[tuple[tuple[str, str], ...], _Result] = {}
    for settings, result in results.items():
        rest = tuple(sorted((key, option) for key, option in settings.items() if key != id_))
        if seen.setdefault(rest, result) != result:
            return True
    return False


def _merge(book: Rulebook, id_: str, groups: list[_Group]) -> list[_Group]:
    """Join groups that differ in one reading alone, cover all its options and agree."""
    options = set(book.readings[id_].options)
    by_rest: dict[tuple[tuple[tuple[str, str], ...], _Result], list[_Group]] = {}
    for group in groups:
        rest = tuple(pair for pair in group.settings if pair[0] != id_)
        by_rest.setdefault((rest, group.result), []).append(group)
    merged: list[_Group] = []
    for (rest, result), same in by_rest.items():
        taken = {option for group in same for key, option in group.settings if key == id_}
        if taken == options:
            merged.append(_Group(rest, result, any(group.preferred for group in same)))
        else:
            merged.extend(same)
    return merged
