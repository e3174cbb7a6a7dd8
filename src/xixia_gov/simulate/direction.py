"""Which way a sum can go when figures move: a higher cap never makes a sum smaller, whatever the facts.

The facts, the readings and the law beside the figures are the same on both sides, so each part of an
expression either stays, can only grow, can only shrink, or may do either. A truth grows from no to yes.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from xixia_gov.engine.findings import library_of, suppliers_of
from xixia_gov.engine.grid import nodes_of
from xixia_gov.engine.reach import reach
from xixia_gov.expression.functions import PERIOD_ENDS
from xixia_gov.expression.nodes import (
    And,
    Arithmetic,
    Call,
    Compare,
    Comparison,
    DefinitionRef,
    FactRef,
    FigureRef,
    IfElse,
    Literal,
    Node,
    Not,
    Operation,
    Or,
    TableRef,
)
from xixia_gov.model.condition import Condition
from xixia_gov.model.definition import Table
from xixia_gov.model.figure import Figure
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook


class Way(enum.Enum):
    """How a part of an expression can change."""

    STAYS = "stays"
    UP = "up"
    DOWN = "down"
    EITHER = "either"


_GROWING: Final = frozenset({"min", "max", "add_months", "add_days", *PERIOD_ENDS})
"""The functions that never give less where one of their arguments is more."""
_FLIPPED: Final = {Way.UP: Way.DOWN, Way.DOWN: Way.UP}


def way_of(rule: Rule, now: Rulebook, then: Rulebook) -> Way:
    """Return which way the sum of a rule can go; the two rulebooks differ, for it, in figures alone.

    A sum that an authority fixes inside a printed range may go either way.

    >>> import xixia_gov as xg
    >>> from xixia_gov.simulate.change import changed
    >>> from xixia_gov.simulate.written import read_changes
    >>> book = xg.load_rulebook()
    >>> then = changed(book, read_changes(book, ["trade_in.appliance.floor=500"]))
    >>> way_of(book.latest("trade_in.appliance"), book, then)
    <Way.UP: 'up'>
    """
    payment = rule.payment
    if payment is None or payment.opening is not None or payment.least != payment.most or rule.exemptions:
        return Way.EITHER
    ways = _Ways(now, then, _moves(now.figures, then.figures))
    if ways.of(rule.window.on) is not Way.STAYS:
        return Way.EITHER
    return _joined([ways.of(payment.least), *(ways.condition(one) for one in rule.conditions)])


def _moves(now: Mapping[str, Figure], then: Mapping[str, Figure]) -> dict[str, Way]:
    """Return which way each figure moves that has another value."""
    found: dict[str, Way] = {}
    for key in now.keys() & then.keys():
        one, two = now[key].versions, then[key].versions
        if tuple((v.since, v.value) for v in one) == tuple((v.since, v.value) for v in two):
            continue
        if len(one) > 1 or len(two) > 1:
            found[key] = Way.EITHER
            continue
        before: Any = one[0].value
        after: Any = two[0].value
        found[key] = Way.UP if after > before else Way.DOWN
    return found


def _joined(ways: Iterable[Way]) -> Way:
    found = set(ways) - {Way.STAYS}
    if not found:
        return Way.STAYS
    return found.pop() if len(found) == 1 else Way.EITHER


def _flipped(way: Way) -> Way:
    return _FLIPPED.get(way, way)


@attrs.frozen
class _Ways:
    """Follows expressions of a rulebook, some of whose figures are others in the rulebook of `then`."""

    book: Rulebook
    then: Rulebook
    moves: Mapping[str, Way]

    def condition(self, condition: Condition) -> Way:
        """Return which way a clause can go; where it does not apply, it holds."""
        limit = Way.STAYS if condition.only_if is None else _flipped(self.of(condition.only_if))
        own = Way.STAYS if condition.node is None else self.of(condition.node)
        return _joined([limit, own, *(self.of(one.node) for one in condition.alternatives)])

    def of(self, node: Node) -> Way:
        """Return which way a part can go."""
        if not self._reads(node):
            return Way.STAYS
        match node:
            case TableRef(key=key, output="row") if not self._moves_rows(self.book.tables[key]):
                return Way.STAYS  # which row applies hangs on no sum that the rows give
            case FigureRef(key=key):
                return self.moves[key]
            case DefinitionRef(key=key):
                definition = self.book.definitions[key]
                whole = definition.node is not None and definition.over is None
                return self.of(definition.node) if whole and definition.node is not None else Way.EITHER
            case TableRef(key=key, output=output):
                return self._table(self.book.tables[key], output)
            case And(parts=parts) | Or(parts=parts):
                return _joined(map(self.of, parts))
            case Not(part=part):
                return _flipped(self.of(part))
            case IfElse(test=test, then=then, other=other) if not self._reads(test):
                return _joined([self.of(then), self.of(other)])
            case Compare(operator=operator, left=left, right=right):
                return self._compared(operator, self.of(left), self.of(right))
            case Arithmetic():
                return self._worked_out(node)
            case Call(function=function, arguments=arguments) if function in _GROWING:
                return _joined(map(self.of, arguments))
            case _:
                return Way.EITHER

    def _reads(self, node: Node) -> bool:
        return not self.moves.keys().isdisjoint(reach([node], library_of(self.book)).figures)

    def _compared(self, operator: Comparison, left: Way, right: Way) -> Way:
        match operator:
            case Comparison.GT | Comparison.GE:
                return _joined([left, _flipped(right)])
            case Comparison.LT | Comparison.LE:
                return _joined([_flipped(left), right])
            case _:
                return Way.EITHER

    def _worked_out(self, node: Arithmetic) -> Way:
        left, right = self.of(node.left), self.of(node.right)
        match node.operator:
            case Operation.ADD:
                return _joined([left, right])
            case Operation.SUB:
                return _joined([left, _flipped(right)])
            case Operation.MUL if self._at_least_0(node.left) and self._at_least_0(node.right):
                return _joined([left, right])
            case Operation.DIV if self._at_least_0(node.left) and self._at_least_0(node.right):
                return _joined([left, _flipped(right)])
            case _:
                return Way.EITHER

    def _at_least_0(self, node: Node) -> bool:
        """Whether a number is 0 or more for sure; the figures of a change are, on both sides."""
        match node:
            case Literal(value=value):
                return value >= 0
            case FigureRef(key=key):
                both = (self.book.figures[key], self.then.figures[key])
                values = [version.value for figure in both for version in figure.versions]
                return all(isinstance(value, Fraction) and value >= 0 for value in values)
            case FactRef(path=path) if path in self.book.facts and path not in suppliers_of(self.book):
                least = self.book.facts[path].least
                return least is not None and least >= 0
            case Arithmetic(operator=Operation.ADD | Operation.MUL, left=left, right=right):
                return self._at_least_0(left) and self._at_least_0(right)
            case Call(function="min" | "max", arguments=arguments):
                return all(map(self._at_least_0, arguments))
            case _:
                return False

    def _table(self, table: Table, output: str) -> Way:
        """Return which way the output of a table can go, where the rows themselves stay."""
        gives = [row.gives[output] for row in table.rows if output in row.gives]
        if not gives or self._moves_rows(table):
            return Way.EITHER
        return _joined(map(self.of, gives))

    def _moves_rows(self, table: Table) -> bool:
        ends = [end for row in table.rows for cell in row.cells for end in nodes_of(cell)]
        return any(map(self._reads, (*table.columns, *ends)))


__all__ = ["Way", "way_of"]
