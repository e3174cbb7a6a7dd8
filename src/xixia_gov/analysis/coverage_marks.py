"""Marks are what there is to be shown of a rule: a condition that fails alone, a row, a first day.

What is demanded is read off the rule. What several rules share, such as a definition, a reading or the
period of a file, is demanded once.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.analysis.mutants import windows_of
from xixia_gov.engine.reach import Library, Reach, reach
from xixia_gov.expression.nodes import (
    Compare,
    Comparison,
    FactRef,
    FigureRef,
    Node,
    walk,
)
from xixia_gov.expression.text import to_source
from xixia_gov.expression.types import TruthType
from xixia_gov.model.condition import Condition
from xixia_gov.model.definition import Band, Table
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.facts import FactKind


class Shown(enum.Enum):
    """What can be shown of a rule."""

    MET = "met"
    FAILED = "failed"
    ALONE = "fails_alone"
    ASIDE = "does_not_apply"
    ONLY = "only_alternative"
    ROW = "row"
    EDGE = "edge"
    DAY = "day"
    READING = "reading_decides"
    LIFTED = "exception_holds"
    NOT_LIFTED = "exception_does_not_hold"
    TRUE = "definition_true"
    FALSE = "definition_false"


@attrs.frozen(order=True)
class Mark:
    """One thing that can be shown: of which rule or shared thing, of what in it, at which value."""

    subject: str
    about: str
    shown: Shown = attrs.field(order=lambda shown: shown.value)
    at: str = ""


def demanded(book: Rulebook, rule: Rule) -> Iterator[Mark]:
    """Yield all that is to be shown of one rule, and of what it reads.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> sorted(mark.shown.value for mark in demanded(book, book.latest("fire.report_duty")))[:2]
    ['day', 'day']
    """
    for condition in (*rule.conditions, *rule.check):
        yield from _of_condition(rule, condition)
    for name in (*_exceptions(rule), *_ways(rule)):
        for shown in (Shown.LIFTED, Shown.NOT_LIFTED):
            yield Mark(rule.id, name, shown)
    for id_ in rule.readings:
        yield reading_mark(book, id_)
    owner = window_owner(book, rule)
    for name, day in (("from", rule.window.first), ("through", rule.window.last)):
        if day is not None:
            outside = -1 if name == "from" else 1
            for one in (day, day + dt.timedelta(days=outside)):
                yield Mark(owner, f"in_force.{name}", Shown.DAY, one.isoformat())
    read = own_reach(book, rule)
    for key in read.definitions:
        definition = book.definitions[key]
        if isinstance(definition.type, TruthType) and definition.over is None:
            for shown in (Shown.TRUE, Shown.FALSE):
                yield Mark(key, key, shown)
    for key in read.tables:
        for row in book.tables[key].rows:
            yield Mark(key, row.id, Shown.ROW)
    for edge in compared(book, rule):
        yield from _edges(book, edge)


def _exceptions(rule: Rule) -> Iterator[str]:
    yield from (f"exceptions.{exemption.name}" for exemption in rule.exemptions)


def _ways(rule: Rule) -> Iterator[str]:
    yield from (f"gives.{output.id}.{way.id}" for output in rule.outputs for way in output.ways)


def _of_condition(rule: Rule, condition: Condition) -> Iterator[Mark]:
    yield Mark(rule.id, condition.id, Shown.MET)
    yield Mark(rule.id, condition.id, Shown.FAILED)
    if not condition.implied_by:
        yield Mark(rule.id, condition.id, Shown.ALONE)
    if condition.only_if is not None:
        yield Mark(rule.id, condition.id, Shown.ASIDE)
    if len(condition.alternatives) > 1:
        for way in condition.alternatives:
            yield Mark(rule.id, f"{condition.id}.{way.id}", Shown.ONLY)


def window_owner(book: Rulebook, rule: Rule) -> str:
    """Return whose period it is: the rule's own, or that of its file or its instrument."""
    known: dict[str, str] | None = book.memo.get(("window owners",))
    if known is None:
        known = book.memo["window owners",] = dict(_owners(book))
    return known[rule.id]


def _owners(book: Rulebook) -> Iterator[tuple[str, str]]:
    for ids in windows_of(book):
        rule = book.latest(ids[0])
        shared = rule.path if rule.window.anchor is not None else rule.cite.instrument
        yield from ((id_, id_ if len(ids) == 1 else shared) for id_ in ids)


def own_reach(book: Rulebook, rule: Rule) -> Reach:
    """Return what a rule reads itself, not through another rule."""
    known: Reach | None = book.memo.get(("own reach", rule.id, str(rule.version)))
    if known is None:
        library = Library(book.definitions, book.tables, {}, book.lists)
        known = book.memo["own reach", rule.id, str(rule.version)] = reach(rule.nodes(), library)
    return known


def _nodes(book: Rulebook, rule: Rule) -> Iterator[Node]:
    """Yield every node of a rule, its definitions' included; what stands over a list has no value alone."""
    read = own_reach(book, rule)
    definitions = (book.definitions[key] for key in sorted(read.definitions))
    more = (one.node for one in definitions if one.node is not None and one.over is None)
    for node in (*rule.nodes(), *more):
        yield from walk(node)


@attrs.frozen
class Edge:
    """An expression held against a figure; `steps` are where, seen from the figure, it is to be shown."""

    about: str
    node: Node
    figure: str
    steps: tuple[int, ...]


_BEFORE_AND_AT: Final = (-1, 0)
_AT_AND_AFTER: Final = (0, 1)
_ALL: Final = (-1, 0, 1)
_DATE_STEPS: Final = {
    Comparison.GE: _BEFORE_AND_AT,
    Comparison.LT: _BEFORE_AND_AT,
    Comparison.LE: _AT_AND_AFTER,
    Comparison.GT: _AT_AND_AFTER,
    Comparison.EQ: _ALL,
    Comparison.NE: _ALL,
}
"""Of a day: the first day inside and the one before, or the last day inside and the one after."""
_MIRRORED: Final = {
    Comparison.GE: Comparison.LE,
    Comparison.LE: Comparison.GE,
    Comparison.GT: Comparison.LT,
    Comparison.LT: Comparison.GT,
}


def compared(book: Rulebook, rule: Rule) -> tuple[Edge, ...]:
    """Return what is compared with a figure, in conditions, definitions and the bands of tables."""
    known: tuple[Edge, ...] | None = book.memo.get(("edges", rule.id, str(rule.version)))
    if known is None:
        known = book.memo["edges", rule.id, str(rule.version)] = tuple(_compared(book, rule))
    return known


def _compared(book: Rulebook, rule: Rule) -> Iterator[Edge]:
    for node in _nodes(book, rule):
        if isinstance(node, Compare):
            mirrored = _MIRRORED.get(node.operator, node.operator)
            for one, other, operator in (
                (node.left, node.right, node.operator),
                (node.right, node.left, mirrored),
            ):
                if isinstance(other, FigureRef) and not isinstance(one, FigureRef):
                    dated = book.figures[other.key].unit is None
                    steps = _DATE_STEPS[operator] if dated else _ALL
                    yield Edge(to_source(one), one, other.key, steps)
    for key in own_reach(book, rule).tables:
        for column, end in _ends(book.tables[key]):
            yield Edge(to_source(column), column, end.key, _ALL)


def _ends(table: Table) -> Iterator[tuple[Node, FigureRef]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, Band):
                for end in (cell.least, cell.over, cell.most, cell.under):
                    if isinstance(end, FigureRef):
                        yield column, end


def _edges(book: Rulebook, edge: Edge) -> Iterator[Mark]:
    """Yield a figure and its neighbours, as far as what is compared with it can be so."""
    for version in book.figures[edge.figure].versions:
        for step in edge.steps:
            value = version.value
            near = value + dt.timedelta(days=step) if isinstance(value, dt.date) else value + step
            if _possible(book, edge.node, near):
                yield Mark(edge.figure, edge.about, Shown.EDGE, written(near))


def _possible(book: Rulebook, node: Node, value: Fraction | dt.date) -> bool:
    if isinstance(value, dt.date) or not isinstance(node, FactRef):
        return True
    info = book.facts[node.path]
    if info.kind in (FactKind.NUMBER, FactKind.MONEY) and value.denominator != 1:
        return False
    return (info.least is None or value >= info.least) and (info.most is None or value <= info.most)


def reading_mark(book: Rulebook, id_: str) -> Mark:
    """Return the mark of a reading: of a rule's own, or of one that rules share, shown by any of them."""
    owner = id_.rpartition("/")[0]
    return Mark(owner if owner in book.rules else id_, id_, Shown.READING)


def written(value: Fraction | dt.date) -> str:
    """Return a number or a day as marks write it; money is in fen.

    >>> written(Fraction(5)), written(dt.date(2024, 6, 1))
    ('5', '2024-06-01')
    """
    return value.isoformat() if isinstance(value, dt.date) else str(value)


__all__ = [
    "Edge",
    "Mark",
    "Shown",
    "compared",
    "demanded",
    "own_reach",
    "reading_mark",
    "window_owner",
    "written",
]
