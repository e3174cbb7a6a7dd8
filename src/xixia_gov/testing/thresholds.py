"""A threshold is a pair of values that a rule compares in order; a case hits it where the two are equal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, Final

import attrs

from xixia_gov.analysis.places import value_at
from xixia_gov.engine.branch import day_of
from xixia_gov.engine.decide import read_rule
from xixia_gov.engine.findings import library_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.grid import nodes_of
from xixia_gov.engine.interpret import ContradictionError, evaluate
from xixia_gov.engine.reach import Library, reach
from xixia_gov.engine.value import settled
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import Compare, Comparison, Node, walk
from xixia_gov.expression.text import to_source
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing

_ORDER: Final = (Comparison.LT, Comparison.LE, Comparison.GT, Comparison.GE)


@attrs.frozen
class Threshold:
    """Two expressions that a rule compares, or one and a day; `over` is the list whose elements they read."""

    left: Node
    right: Any
    over: str | None = None

    def __str__(self) -> str:
        right = str(self.right) if not attrs.has(type(self.right)) else to_source(self.right)
        return f"{to_source(self.left)} = {right}"


def thresholds_of(book: Rulebook, rule: Rule) -> tuple[Threshold, ...]:
    """Return what a rule itself compares in order: its figures, its periods, the ends of its tables' bands.

    What it reads through another rule is that rule's.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> [str(one) for one in thresholds_of(book, book.latest("trade_in.appliance"))][:1]
    ['purchase.bought_on = 2024-06-01']
    """
    library = attrs.evolve(library_of(book), rules={})
    return tuple(dict.fromkeys(_thresholds(book, rule, library)))


def _thresholds(book: Rulebook, rule: Rule, library: Library) -> Iterator[Threshold]:
    window = rule.window
    for day in (window.first, window.last or book.known_through):
        if day is not None:
            yield Threshold(window.on, day)
    nodes: list[tuple[Node, str | None]] = [(node, None) for node in rule.nodes()]
    read = reach(rule.nodes(), library)
    for key in sorted(read.definitions):
        definition = book.definitions[key]
        if definition.node is not None:
            nodes.append((definition.node, definition.over))
    for key in sorted(read.tables):
        table = book.tables[key]
        nodes += [(column, None) for column in table.columns]
        for row in table.rows:
            nodes += [(node, None) for node in row.gives.values()]
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield from (Threshold(column, end) for end in nodes_of(cell))
    for node, over in nodes:
        for inner in walk(node):
            if isinstance(inner, Compare) and inner.operator in _ORDER:
                yield Threshold(inner.left, inner.right, over)


def hits(book: Rulebook, rule: Rule, case: Case, threshold: Threshold) -> bool:
    """Whether the two values of a threshold are known and equal in a case.

    Readings that the case leaves open are as preferred.
    """
    settings = {id_: book.readings[id_].preferred for id_ in rule.readings} | dict(case.settle)
    frame = Frame(book, case, case.matters[0], settings, None, read_rule)
    try:
        frame = attrs.evolve(frame, day=day_of(evaluate(rule.window.on, frame)))
        return any(_equal(threshold, attrs.evolve(frame, element=one)) for one in _elements(frame, threshold))
    except (ContradictionError, InputError):
        return False


def _elements(frame: Frame, threshold: Threshold) -> tuple[Thing | None, ...]:
    if threshold.over is None:
        return (None,)
    value = value_at(frame.book, frame.case, threshold.over)
    return () if value is UNKNOWN else tuple(value)


def _equal(threshold: Threshold, frame: Frame) -> bool:
    left = evaluate(threshold.left, frame).value
    if not attrs.has(type(threshold.right)):
        return settled(left) and getattr(left, "least", None) == threshold.right
    right = evaluate(threshold.right, frame).value
    return settled(left) and settled(right) and left == right


def missed(
    book: Rulebook, rule: Rule, case: Case, thresholds: tuple[Threshold, ...]
) -> tuple[Threshold, ...]:
    """Return the thresholds that a case does not hit."""
    return tuple(itertools.filterfalse(lambda one: hits(book, rule, case, one), thresholds))


__all__ = ["Threshold", "hits", "missed", "thresholds_of"]
