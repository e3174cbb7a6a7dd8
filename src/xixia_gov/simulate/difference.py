"""What differs between two rulebooks: figures, and the rules whose law is another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from xixia_gov.engine.findings import library_of, reach_of
from xixia_gov.engine.reach import reach
from xixia_gov.expression.nodes import Node
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Condition
from xixia_gov.model.figure import Figure
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import Payment, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.simulate.direction import Way, way_of
from xixia_gov.text import Text

_NO_TEXT = Text(zh="", en="")


@attrs.frozen
class FigureDifference:
    """One figure as it is now and as it would be, None where a rulebook has none; `rules` read it."""

    key: str
    now: Figure | None
    then: Figure | None
    rules: tuple[str, ...]

    @property
    def name(self) -> str:
        """The figure as it is written after --set."""
        return self.key.replace("/", ".")


@attrs.frozen
class RuleDifference:
    """How the law of one rule differs between two rulebooks.

    `now` and `then` say whether it is there, `touched` whether anything that decides it differs. `moved` has
    the conditions that differ, where the rest of it can be told apart from them; else it is None. `way` is
    the way its sum can go, whatever the facts; `as_often` says that it is paid as often, `same_sum` that the
    law of the sum is the same, so that the conditions alone differ.
    """

    rule: str
    now: bool
    then: bool
    touched: bool
    moved: frozenset[str] | None
    way: Way
    as_often: bool = True
    same_sum: bool = False


def figure_differences(now: Rulebook, then: Rulebook) -> tuple[FigureDifference, ...]:
    """Return the figures that have another value, in the order of their keys."""
    found = []
    for key in sorted({*now.figures, *then.figures}):
        one, two = now.figures.get(key), then.figures.get(key)
        if one is None or two is None or _worth(one) != _worth(two):
            readers = {*_readers(now, key), *_readers(then, key)}
            found.append(FigureDifference(key, one, two, tuple(sorted(readers))))
    return tuple(found)


def rule_difference(now: Rulebook, then: Rulebook, id_: str) -> RuleDifference:
    """Return how the law of a rule differs.

    >>> import xixia_gov as xg
    >>> from xixia_gov.simulate.change import changed
    >>> from xixia_gov.simulate.written import read_changes
    >>> book = xg.load_rulebook()
    >>> then = changed(book, read_changes(book, ["trade_in.appliance.floor=500"]))
    >>> rule_difference(book, then, "trade_in.appliance").moved
    frozenset({'unit_price'})
    >>> rule_difference(book, then, "trade_in.home_item").touched
    False
    """
    one, two = now.rules.get(id_, ()), then.rules.get(id_, ())
    before, after = _law(now, one), _law(then, two)
    if before == after:
        return RuleDifference(id_, bool(one), bool(two), touched=False, moved=frozenset(), way=Way.STAYS)
    figures_alone = attrs.evolve(before, figures={}) == attrs.evolve(after, figures={})
    way = way_of(one[0], now, then) if figures_alone and len(one) == 1 else Way.EITHER
    moved = _moved(now, one, then, two)
    as_often = _limits(now, one) == _limits(then, two) or not one or not two
    same_sum = moved is not None and _sum(now, one[0]) == _sum(then, two[0])
    return RuleDifference(
        id_, bool(one), bool(two), touched=True, moved=moved, way=way, as_often=as_often, same_sum=same_sum
    )


def only_moved(book: Rulebook, moved: dict[str, frozenset[str]]) -> Rulebook:
    """Return a rulebook whose rules ask nothing but the conditions named for each of them.

    What such a rule pays is what it pays once all its other conditions hold.
    """
    rules = {
        id_: tuple(
            attrs.evolve(one, conditions=tuple(c for c in one.conditions if c.id in moved[id_]), check=())
            for one in versions
        )
        if id_ in moved
        else versions
        for id_, versions in book.rules.items()
    }
    return attrs.evolve(book, rules=FrozenMap(rules))


def _readers(book: Rulebook, key: str) -> Iterator[str]:
    for id_, versions in book.rules.items():
        if any(key in reach_of(book, rule).figures for rule in versions):
            yield id_


def _moved(
    now: Rulebook, one: tuple[Rule, ...], then: Rulebook, two: tuple[Rule, ...]
) -> frozenset[str] | None:
    """Return the conditions that differ; None for a rule that is more than its conditions and its sum."""
    if len(one) != 1 or len(two) != 1:
        return None
    (before,), (after,) = one, two
    if any(
        rule.exemptions or rule.check or reach_of(book, rule).rules
        for book, rule in ((now, before), (then, after))
    ):
        return None
    window = (before.window.on, after.window.on)
    same_window = before.window == after.window and _read(now, window[:1]) == _read(then, window[1:])
    if not same_window or before.payment is None or after.payment is None:
        return None
    known = {condition.id: _condition(now, condition) for condition in before.conditions}
    found = {condition.id: _condition(then, condition) for condition in after.conditions}
    return frozenset(id_ for id_ in {*known, *found} if known.get(id_) != found.get(id_))


def _sum(book: Rulebook, rule: Rule) -> tuple[Payment | None, _Law]:
    """Return what decides how much a rule pays once it holds."""
    payment = rule.payment
    ends = () if payment is None else (payment.least, payment.most)
    return payment, _read(book, [end for end in ends if end is not None])


def _limits(book: Rulebook, versions: tuple[Rule, ...]) -> tuple[Any, ...]:
    """Return what says how often a rule is paid."""
    nodes = [
        node
        for rule in versions
        for node in (*rule.once_per, *(() if rule.once_if is None else (rule.once_if,)))
    ]
    return [(rule.once_per, rule.once_if) for rule in versions], _read(book, nodes)


def _condition(book: Rulebook, condition: Condition) -> tuple[Condition, _Law]:
    return condition, _read(book, condition.nodes)


def _law(book: Rulebook, versions: tuple[Rule, ...]) -> _Law:
    """Return all that decides what a rule answers, so that equal means the same answers."""
    nodes = [node for rule in versions for node in rule.nodes()]
    return attrs.evolve(_read(book, nodes), own=tuple(map(_bare, versions)))


def _bare(rule: Rule) -> Rule:
    """Return a rule without what decides nothing: words, worked examples, where it is written."""
    return attrs.evolve(
        rule,
        title=_NO_TEXT,
        covers=(),
        keywords=(),
        office=None,
        claim_by=None,
        proof=(),
        notes=(),
        examples=(),
        path="",
    )


@attrs.frozen
class _Law:
    """What decides an answer: a rule's own words, and all that they read, by key."""

    figures: dict[str, Any]
    rest: tuple[Any, ...]
    own: tuple[Rule, ...] = ()


def _read(book: Rulebook, nodes: Iterable[Node]) -> _Law:
    """Return what expressions read, as far as it decides anything."""
    read = reach(nodes, library_of(book))
    return _Law(
        {key: _worth(book.figures[key]) for key in read.figures},
        (
            {key: book.definitions[key] for key in read.definitions},
            {key: book.lists[key] for key in read.lists},
            {key: book.tables[key] for key in read.tables},
            {key: _choice(book.readings[key]) for key in read.readings},
            {key: tuple(map(_bare, book.rules[key])) for key in read.rules},
            {path: book.facts[path] for path in read.facts if path.startswith("own.")},
        ),
    )


def _worth(figure: Figure) -> tuple[Any, ...]:
    return figure.unit, tuple((version.since, version.value) for version in figure.versions)


def _choice(reading: Reading) -> tuple[Any, ...]:
    return frozenset(reading.options), reading.preferred, reading.assumed


__all__ = ["FigureDifference", "RuleDifference", "figure_differences", "only_moved", "rule_difference"]
