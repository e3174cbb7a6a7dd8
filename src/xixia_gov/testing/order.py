"""Nothing has an order: the same rulebook and the same case the other way round give the same answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from xixia_gov.analysis.places import infos, show
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import And, Node, Or, children, with_children
from xixia_gov.frozen import FrozenMap
from xixia_gov.lazy import Lazy
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import FIELDS, Determination, MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.law import require, rule_in
from xixia_gov.testing.search import for_all
from xixia_gov.testing.sums import beside, several
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactKind

T = TypeVar("T", bound=Thing)


def check_order_free(book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
    """Check that the order of rules, conditions, parts of a clause, matters and members changes nothing.

    Raises `LawBroken` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_order_free(load_rulebook(), "fire.report_duty", share=0.05)
    """
    rule = rule_in(book, rule)

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
        return together, _turned_once(book), turned

    def law(drawn_: tuple[Case, Rulebook, Case]) -> None:
        case, other_book, other = drawn_
        try:
            one = assess(book, case, rules=beside(book, rule))
        except InputError:
            return
        two = assess(other_book, other, rules=beside(book, rule))
        shown = (f"first: {show(case)}", f"then: {show(other)}")
        require(rule, "no order", _order_faults(one, two), case, *shown)

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


def _turned_once(book: Rulebook) -> Rulebook:
    """Return the turned rulebook, made once."""
    known: Rulebook | None = book.memo.get(("turned round",))
    if known is None:
        known = book.memo["turned round",] = turned_book(book)
    return known


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
        for name in FIELDS:
            before, after = getattr(first, name), getattr(second, name)
            if before != after:
                yield f"{first.rule} of matter {first.ref}: {name} {before} became {after}"
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
                d.saying(
                    cite=tuple(sorted(d.cite)),
                    assumed=tuple(sorted(d.assumed)),
                    settled=tuple(sorted(d.settled)),
                ),
                matter=nowhere,
                failed=Lazy.of(tuple(attrs.evolve(f, required=f.text, given_text=f.text) for f in d.failed)),
            )
            for d in one.determinations
        ),
        key=lambda d: (str(d.ref), d.rule),
    )


__all__ = ["check_order_free", "turned", "turned_book"]
