"""The laws of every rulebook, as plain functions: each raises `AssertionError` on the smallest case.

They need no pytest. `check_rule` runs all of them on one rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from xixia_gov.analysis.examples import check_examples
from xixia_gov.analysis.faults import (
    bounds_faults,
    missing_faults,
    refinement_faults,
    same_answer_faults,
)
from xixia_gov.analysis.places import infos, show
from xixia_gov.engine.assess import assess
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import And, Node, Or, children, with_children
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import Determination, MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.alone import check_fail_alone, check_readings_matter, check_window
from xixia_gov.testing.strategies import cases, completing, for_all, forgetting
from xixia_gov.testing.sums import beside, check_totals, several
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactKind

T = TypeVar("T", bound=Thing)


def decided(book: Rulebook, rule: Rule, case: Case) -> Decided | None:
    """Return the answer of a rule for a case's first matter, None where the case contradicts itself."""
    try:
        return decide(book, rule.id, case, case.matters[0], MatterRef(rule.matter, 0, 1))
    except InputError:
        return None


def _raise(rule: Rule, law: str, faults: Iterable[str], *shown: str) -> None:
    told = list(faults)
    if told:
        raise AssertionError("\n  ".join([f"{rule.id} breaks {law}: {'; '.join(told)}", *shown]))


def check_refinement(book: Rulebook, rule: Rule, *, share: float = 1.0) -> None:
    """Check that filling in a fact, a finding or a reading never leaves what was said to be possible.

    Raises `AssertionError` with the two cases and what changed. `share` scales the search.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_refinement(book, book.latest("fire.report_duty"), share=0.05)
    """

    @st.composite
    def pairs(draw: st.DrawFn) -> tuple[Case, Case]:
        fuller = draw(cases(book, rule))
        return fuller, draw(forgetting(book, rule, fuller))

    def law(pair: tuple[Case, Case]) -> None:
        refines(book, rule, *pair)

    for_all(pairs(), law, share=share)


def refines(book: Rulebook, rule: Rule, fuller: Case, emptier: Case) -> None:
    """Raise `AssertionError` where a case's answer leaves that of the same case with less known."""
    now = decided(book, rule, fuller)
    if now is None:
        return
    before = decided(book, rule, emptier)
    shown = (f"less known: {show(emptier)}", f"more known: {show(fuller)}")
    if before is None:
        _raise(rule, "refinement", ["a case was contradictory before more of it was known"], *shown)
        return
    _raise(rule, "refinement", refinement_faults(now, before), *shown)


def check_bounds(book: Rulebook, rule: Rule, *, share: float = 1.0) -> None:
    """Check that a no pays nothing, an open no has 0 in its amount, and all parts of an answer agree.

    Raises `AssertionError` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_bounds(book, book.latest("fire.report_duty"), share=0.05)
    """

    def law(case: Case) -> None:
        one = decided(book, rule, case)
        if one is not None:
            _raise(rule, "the bounds", bounds_faults(book, one), show(case))

    for_all(cases(book, rule), law, share=share)


def check_missing(book: Rulebook, rule: Rule, *, share: float = 1.0) -> None:
    """Check that what is asked is unknown and read, and that what is not asked cannot change the answer.

    Raises `AssertionError` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_missing(book, book.latest("fire.report_duty"), share=0.05)
    """

    @st.composite
    def pairs(draw: st.DrawFn) -> tuple[Case, Case | None]:
        case = draw(cases(book, rule))
        one = decided(book, rule, case)
        if one is None:
            return case, None
        asked = frozenset(one.determination.missing)
        return case, draw(completing(book, rule, case, but=asked))

    def law(pair: tuple[Case, Case | None]) -> None:
        case, fuller = pair
        one = decided(book, rule, case)
        if one is None:
            return
        _raise(rule, "what is asked", missing_faults(book, rule, case, one.determination), show(case))
        two = None if fuller is None else decided(book, rule, fuller)
        if two is not None and fuller is not None:
            faults = same_answer_faults(one.determination, two.determination)
            given = (f"before: {show(case)}", f"with facts nobody asked: {show(fuller)}")
            _raise(rule, "what is asked", faults, *given)

    for_all(pairs(), law, share=share)


def check_no_order(book: Rulebook, rule: Rule, *, share: float = 1.0) -> None:
    """Check that the order of rules, conditions, parts of a clause, matters and members changes nothing.

    Raises `AssertionError` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_no_order(book, book.latest("fire.report_duty"), share=0.05)
    """

    @st.composite
    def drawn(draw: st.DrawFn) -> tuple[Case, Rulebook, Case]:
        together = draw(several(book, rule))
        turned = attrs.evolve(
            together,
            matters=tuple(reversed(together.matters)),
            findings=dict(reversed([*together.findings.items()])),
            settle=dict(reversed([*together.settle.items()])),
            subject=_turned_lists(together.subject),
        )
        return together, turned_book(book), turned

    def law(drawn_: tuple[Case, Rulebook, Case]) -> None:
        case, other_book, other = drawn_
        try:
            one = assess(book, case, rules=beside(book, rule))
        except InputError:
            return
        two = assess(other_book, other, rules=beside(book, rule))
        _raise(rule, "no order", _order_faults(one, two), f"first: {show(case)}", f"then: {show(other)}")

    for_all(drawn(), law, share=share)


def _turned_lists(thing: T) -> T:
    """Return a thing whose lists, and those of what it is related to, stand in the opposite order."""
    changes: dict[str, Any] = {}
    for name, info in infos(type(thing)).items():
        value = getattr(thing, name)
        if value is UNKNOWN:
            continue
        if info.kind is FactKind.LIST:
            changes[name] = tuple(reversed(value))
        elif info.kind is FactKind.RELATION:
            changes[name] = _turned_lists(value)
    return attrs.evolve(thing, **changes)


def turned_book(book: Rulebook) -> Rulebook:
    """Return the same rulebook with everything in it the other way round that has no order."""
    changes: dict[str, Any] = {
        name: FrozenMap(dict(reversed([*getattr(book, name).items()])))
        for name in ("readings", "figures", "definitions", "lists", "tables", "groups", "facts")
    }
    definitions = {
        key: attrs.evolve(one, node=None if one.node is None else turned(one.node))
        for key, one in changes["definitions"].items()
    }
    rules = {
        id_: tuple(_turned_rule(rule) for rule in versions)
        for id_, versions in reversed([*book.rules.items()])
    }
    return attrs.evolve(book, **{**changes, "definitions": FrozenMap(definitions), "rules": FrozenMap(rules)})


def turned(node: Node) -> Node:
    """Return an expression whose `and` and `or` parts stand in the opposite order.

    >>> from xixia_gov.expression.nodes import Name
    >>> turned(And((Name("a"), Name("b"))))
    And(parts=(Name(name='b'), Name(name='a')))
    """
    below = tuple(turned(child) for child in children(node))
    if isinstance(node, And | Or):
        below = tuple(reversed(below))
    return with_children(node, below)


def _turned_rule(rule: Rule) -> Rule:
    def conditions(listed: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            attrs.evolve(
                one,
                node=None if one.node is None else turned(one.node),
                alternatives=tuple(reversed(one.alternatives)),
            )
            for one in reversed(listed)
        )

    return attrs.evolve(
        rule,
        conditions=conditions(rule.conditions),
        check=conditions(rule.check),
        exemptions=tuple(reversed(rule.exemptions)),
        readings=tuple(reversed(rule.readings)),
    )


def _order_faults(one: Assessment, two: Assessment) -> Iterable[str]:
    for first, second in zip(_by_ref(one), _by_ref(two), strict=True):
        for field in attrs.fields(Determination):
            before, after = getattr(first, field.name), getattr(second, field.name)
            if before != after:
                yield f"{first.rule} of matter {first.ref}: {field.name} {before} became {after}"
    if one.groups != two.groups:
        yield f"groups {one.groups} became {two.groups}"
    if one.totals != two.totals:
        yield f"totals {one.totals} became {two.totals}"
    said, resaid = (sorted(str((c.outcome, c.because)) for c in every.conclusions) for every in (one, two))
    if said != resaid:
        yield f"conclusions {said} became {resaid}"


def _by_ref(one: Assessment) -> list[Determination]:
    """Return the answers by matter and rule; what only states an order is left out."""
    nowhere = MatterRef("", 0, 0)
    return sorted(
        (
            attrs.evolve(
                d,
                matter=nowhere,
                cite=tuple(sorted(d.cite)),
                assumed=tuple(sorted(d.assumed)),
                settled=tuple(sorted(d.settled)),
                failed=tuple(attrs.evolve(f, required=f.text, given_text=f.text) for f in d.failed),
            )
            for d in one.determinations
        ),
        key=lambda d: (str(d.ref), d.rule),
    )


def check_rule(book: Rulebook, rule: Rule, *, share: float = 1.0) -> None:
    """Run every law on one rule; raises `AssertionError` with the first that is broken.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_rule(book, book.latest("fire.report_duty"), share=0.05)
    """
    check_examples(book, rule)
    check_window(book, rule)
    check_fail_alone(book, rule)
    check_readings_matter(book, rule)
    for law in (check_bounds, check_missing, check_refinement, check_totals, check_no_order):
        law(book, rule, share=share)


__all__ = [
    "check_bounds",
    "check_examples",
    "check_fail_alone",
    "check_missing",
    "check_no_order",
    "check_readings_matter",
    "check_refinement",
    "check_rule",
    "check_totals",
    "check_window",
    "decided",
    "refines",
    "turned",
    "turned_book",
]
