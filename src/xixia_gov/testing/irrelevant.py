"""What a rule does not read cannot change its answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from xixia_gov.analysis.edges import edges_of
from xixia_gov.analysis.faults import same_answer_faults
from xixia_gov.analysis.places import could_exist, read_paths, show, with_fact
from xixia_gov.engine.decide import decide
from xixia_gov.engine.findings import reach_of
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.law import require, rule_in
from xixia_gov.testing.search import for_all
from xixia_gov.testing.strategies import Draw, cases
from xixia_gov.testing.values import fact_values
from xixia_gov.vocabulary.facts import FactKind
from xixia_gov.vocabulary.vocabulary import paths_of

_LAW: Final = "that what it does not read changes nothing"


def check_irrelevant(book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
    """Check that a fact the rule does not read, and a reading that is not its own, change nothing.

    Facts that were read but not asked are a part of `check_missing`. Raises `LawBroken` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_irrelevant(load_rulebook(), "fire.report_duty", share=0.05)
    """
    rule = rule_in(book, rule)
    unread = tuple(_unread(book, rule))
    foreign = sorted(set(book.readings) - set(rule.readings))
    edges = edges_of(book, rule)

    @st.composite
    def pairs(draw: Draw) -> tuple[Case, Case]:
        before = after = draw(cases_)
        for path in draw(_some(unread)):
            if could_exist(book, after, path):
                after = with_fact(after, path, draw(fact_values(edges, book.facts[path])))
        if draw(st.booleans()) and foreign:
            id_ = draw(st.sampled_from(foreign))
            option = draw(st.sampled_from(sorted(book.readings[id_].options)))
            after = attrs.evolve(after, settle={**after.settle, id_: option})
        return before, after

    cases_ = cases(book, rule)

    def law(pair: tuple[Case, Case]) -> None:
        before, after = pair
        shown = (f"before: {show(before)}", f"with what it does not read: {show(after)}")
        one, two = (_told(book, rule, case) for case in pair)
        if isinstance(one, str) or isinstance(two, str):
            faults = [] if one == two else [f"the answer was {_short(one)}, is {_short(two)}"]
        else:
            faults = list(same_answer_faults(one, two))
        require(rule, _LAW, faults, after, *shown)

    for_all(pairs(), law, share=share)


def _some(paths: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(paths), max_size=3) if paths else st.just([])


def _told(book: Rulebook, rule: Rule, case: Case) -> Any:  # noqa: ANN401 - a determination, or why there is none
    try:
        return decide(book, rule.id, case, case.matters[0], MatterRef(rule.matter, 0, 1)).determination
    except InputError as error:
        return str(error)


def _short(told: Any) -> str:  # noqa: ANN401 - as above
    return f"refused ({told})" if isinstance(told, str) else str(told.outcome.value)


def _unread(book: Rulebook, rule: Rule) -> Iterator[str]:
    """Yield the facts of the rule's matter and subjects that it does not read, nor their gates."""
    classes = [book.vocabulary.matter(rule.matter), *map(book.vocabulary.subject, rule.subjects)]
    read: set[str] = set()  # by any version, since all are evaluated while the day is unknown
    for version in book.rules[rule.id]:
        read |= {*reach_of(book, version).facts, *read_paths(book, version)}
    for cls in classes:
        if cls is None:
            continue
        for path, fact in paths_of(cls):
            # A value for a gated fact sets its gate, which may be read; elements are given in their list.
            own = path.partition(".")[0] == cls.ROOT
            gated = fact.info.exists_if is not None
            if own and path not in read and not gated and fact.info.kind is not FactKind.RELATION:
                yield path


__all__ = ["check_irrelevant"]
