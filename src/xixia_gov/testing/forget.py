"""Forgetting takes knowledge out of a case: fewer facts, fewer findings, fewer settled readings."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from xixia_gov.analysis.places import facts_given, infos, with_matter
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.law import rule_in
from xixia_gov.testing.strategies import MAX_OPEN, Draw
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactKind, Flags


def forgetting(book: Rulebook, rule: Rule | str, case: Case) -> st.SearchStrategy[Case]:
    """Draw the same case with some of its facts, findings or settled readings forgotten.

    Elements of a list are forgotten only where it is not said to be complete.
    """
    rule = rule_in(book, rule)

    @st.composite
    def forget(draw: Draw) -> Case:
        subject = draw(_less(case.subject))
        matter = draw(_less(case.matters[0]))
        own = {k: v for k, v in matter.own.items() if draw(st.integers(0, 3))}
        said = {k: v for k, v in case.findings.items() if draw(st.integers(0, 3))}
        settle = {k: v for k, v in case.settle.items() if book.readings[k].assumed or draw(st.integers(0, 3))}
        if _combinations(book, rule, settle) > MAX_OPEN * 2:
            settle = dict(case.settle)
        emptier = attrs.evolve(case, subject=subject, findings=said, settle=settle)
        return with_matter(emptier, attrs.evolve(matter, own=FrozenMap(own)))

    return forget()


def _combinations(book: Rulebook, rule: Rule, settle: dict[str, str]) -> int:
    count = 1
    for id_ in rule.readings:
        reading = book.readings[id_]
        count *= 1 if reading.assumed or id_ in settle else len(reading.options)
    return count


def _less(thing: Thing) -> st.SearchStrategy[Any]:
    """Draw a thing with some of its facts forgotten."""

    @st.composite
    def less(draw: Draw) -> Thing:
        changes: dict[str, Any] = {}
        known = infos(type(thing))
        for name, value in facts_given(thing).items():
            if value is UNKNOWN or value == ():
                continue
            if known[name].kind is FactKind.LIST:
                changes[name] = tuple(draw(_less(one)) for one in value)
            elif isinstance(value, Flags) and draw(st.booleans()):
                changes[name] = draw(_some_flags(value, known[name].option_ids))
            elif isinstance(value, Thing):
                changes[name] = draw(_less(value)) if draw(st.integers(0, 4)) else UNKNOWN
            elif draw(st.integers(0, 3)) == 0:
                changes[name] = UNKNOWN
        after = {**facts_given(thing), **changes}
        for name, info in known.items():
            if info.kind is FactKind.LIST and after.get(f"{name}_complete") is not True:
                changes[name] = tuple(one for one in after[name] if draw(st.integers(0, 3)))
        return attrs.evolve(thing, **changes)

    return less()


def _some_flags(flags: Flags, options: tuple[str, ...]) -> st.SearchStrategy[Flags]:
    said = dict(flags.said)
    if flags.complete:
        said = {option: said.get(option, False) for option in options}
    kept = st.sets(st.sampled_from(sorted(said))) if said else st.just(set[str]())
    return kept.map(lambda names: Flags(tuple((n, said[n]) for n in sorted(names)), complete=False))


__all__ = ["forgetting"]
