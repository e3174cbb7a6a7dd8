"""Near a case that the rule decides lie the cases worth trying: a few facts changed, a few forgotten.

For every fact that is known something is drawn: to forget it, to make it a round number, or to keep it, in
the order in which Hypothesis shrinks. So what breaks a law is told with few facts and round numbers.
"""

from __future__ import annotations

import enum
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from xixia_gov.analysis.edges import Edges, edges_of, values, values_near
from xixia_gov.analysis.places import read_paths, value_at, with_fact
from xixia_gov.engine.findings import open_keys
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.bases import Bases
from xixia_gov.testing.values import exact_values, simplest_first
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import FactKind

Draw = st.DrawFn


class _Fate(enum.Enum):
    FORGET = enum.auto()
    KEEP = enum.auto()


_CHANGES: Final = st.sampled_from((0, 0, 0, 0, 1, 1, 2))
"""How many facts are changed to values where the rule may change its mind."""
_FORGETFUL: Final = st.sampled_from((True, False, False, False))
"""Whether a case forgets many of its facts or nearly none."""
_SELDOM: Final = st.sampled_from((False, False, False, True))
_ROUND: Final = 6
"""How many round values a number may be made."""
_COUNTED: Final = (FactKind.NUMBER, FactKind.MONEY, FactKind.DATE)


def near_cases(
    book: Rulebook,
    rule: Rule,
    bases: Bases,
    settle: st.SearchStrategy[dict[str, str]],
    *,
    unknown: bool,
) -> st.SearchStrategy[Case]:
    """Draw a case near one of the bases; nothing is forgotten unless `unknown`."""
    edges = edges_of(book, rule)
    paths, keys = read_paths(book, rule), open_keys(book, rule)
    yes, no, any_ = (st.sampled_from(some or bases.every) for some in (bases.yes, bases.no, bases.every))
    starts = st.sampled_from((any_, *[yes] * 7, *[no] * 3))
    counted = [path for path in paths if book.facts[path].kind in _COUNTED]
    moved = st.sampled_from(("as_of", *paths, *counted))
    said = st.sampled_from((None, True, False))
    fates = {
        (path, forgetful): _fates(book, edges, path, forgetful=forgetful, unknown=unknown)
        for path in paths
        for forgetful in (True, False)
    }

    @st.composite
    def near(draw: Draw) -> Case:
        case = draw(draw(starts))
        case = attrs.evolve(case, settle={**draw(settle), **case.settle})
        for _ in range(draw(_CHANGES)):
            path = draw(moved)
            case = with_fact(case, path, draw(_moved_to(book, rule, edges, case, path)))
        if draw(_SELDOM) and keys:
            key, asserted = draw(st.sampled_from(keys)), draw(said)
            kept = {known: value for known, value in case.findings.items() if known != key}
            case = attrs.evolve(case, findings=kept if asserted is None else {**kept, key: asserted})
        forgetful = draw(_FORGETFUL)
        for path in paths:
            if value_at(book, case, path) not in (UNKNOWN, ()):
                case = _fated(book, case, path, draw(fates[path, forgetful]))
        return case

    return near()


def _moved_to(book: Rulebook, rule: Rule, edges: Edges, case: Case, path: str) -> st.SearchStrategy[Any]:
    """Draw a value for a fact: half of the time one that hits a threshold, where there are such."""
    exact = exact_values(book, edges, case, path, read_paths(book, rule))
    if path == "as_of":
        return st.sampled_from(exact)
    near = st.sampled_from(simplest_first(values_near(book, edges, case, rule, path)))
    return st.sampled_from(exact) | near if exact else near


def _fates(
    book: Rulebook, edges: Edges, path: str, *, forgetful: bool, unknown: bool
) -> st.SearchStrategy[Any]:
    """Draw what becomes of a known fact: forgotten first, then the roundest value, then kept."""
    info = book.facts[path]
    counted = info.kind in (FactKind.NUMBER, FactKind.MONEY)
    rounded = list(simplest_first(values(edges, info))[:_ROUND]) if counted else []
    forget = [_Fate.FORGET] if unknown else []
    weights = (60, 30) if forgetful else (180, 0)
    return st.sampled_from([*forget, *rounded, *[_Fate.KEEP] * weights[0], *forget * weights[1]])


def _fated(book: Rulebook, case: Case, path: str, fate: Any) -> Case:  # noqa: ANN401 - a fate, or a value
    if fate is _Fate.KEEP:
        return case
    if fate is _Fate.FORGET:
        return with_fact(case, path, () if book.facts[path].kind is FactKind.LIST else UNKNOWN)
    return with_fact(case, path, fate)


__all__ = ["near_cases"]
