"""Expressions made plain: what the chosen readings decide is taken out before anything is said."""

from __future__ import annotations

from collections.abc import Mapping

from xixia_gov.engine.words import BookNames
from xixia_gov.expression.functions import CHOOSING, FIXED
from xixia_gov.expression.nodes import (
    And,
    Arithmetic,
    Call,
    Choice,
    Compare,
    Comparison,
    IfElse,
    Node,
    Not,
    Operation,
    Or,
    ReadingRef,
    RuleRef,
    TableRef,
    children,
    with_children,
)
from xixia_gov.expression.types import NumberType
from xixia_gov.model.definition import Band, Cell, Is, OneOf
from xixia_gov.units import RATIO, YUAN, Unit


def settled_node(node: Node, settings: Mapping[str, str]) -> Node | bool:
    """Return an expression with its readings settled: a simpler one, or the truth it comes to.

    A reading that `settings` does not name stays in it.

    >>> either = Or((Compare(Comparison.EQ, ReadingRef("r"), Choice("a")), Not(ReadingRef("s"))))
    >>> settled_node(either, {"r": "a"}), settled_node(either, {"r": "b"})
    (True, Not(part=ReadingRef(key='s')))
    """
    match node:
        case Compare(operator=operator, left=ReadingRef(key=key), right=Choice(option=option)) if (
            key in settings
        ):
            return (settings[key] == option) is (operator is Comparison.EQ)
        case And(parts=parts):
            return _joined(node, parts, settings, neutral=True)
        case Or(parts=parts):
            return _joined(node, parts, settings, neutral=False)
        case Not(part=part):
            inside = settled_node(part, settings)
            return not inside if isinstance(inside, bool) else Not(inside)
        case IfElse(test=test, then=then, other=other):
            return _if_else(node, test, then, other, settings)
        case _:
            return _rebuilt(node, settings)


def _joined(
    node: And | Or, parts: tuple[Node, ...], settings: Mapping[str, str], *, neutral: bool
) -> Node | bool:
    left: list[Node] = []
    for part in parts:
        one = settled_node(part, settings)
        if isinstance(one, bool):
            if one is not neutral:
                return one
        else:
            left.extend(one.parts if isinstance(one, type(node)) else (one,))
    if not left:
        return neutral
    return left[0] if len(left) == 1 else type(node)(tuple(left))


def _if_else(node: IfElse, test: Node, then: Node, other: Node, settings: Mapping[str, str]) -> Node | bool:
    which = settled_node(test, settings)
    if isinstance(which, bool):
        return settled_node(then if which else other, settings)
    first, second = settled_node(then, settings), settled_node(other, settings)
    if isinstance(first, bool) or isinstance(second, bool):
        return node
    return IfElse(which, first, second)


def _rebuilt(node: Node, settings: Mapping[str, str]) -> Node:
    below = children(node)
    if not below:
        return node
    new = [settled_node(child, settings) for child in below]
    kept = [old if isinstance(one, bool) else one for old, one in zip(below, new, strict=True)]
    return with_children(node, tuple(kept))


def unit_of(names: BookNames, node: Node) -> Unit | None:
    """Return the unit of the number an expression gives, None for a plain number."""
    match node:
        case Arithmetic(operator=operator, left=left, right=right):
            one = unit_of(names, left) or RATIO
            two = unit_of(names, right) or RATIO
            if operator is Operation.MUL:
                return one * two
            if operator is Operation.DIV:
                return one / two
            return two if one == RATIO else one
        case Call(function="amount"):
            return YUAN
        case Call(function=function) if function in FIXED:
            gives = FIXED[function].gives
            return gives.unit if isinstance(gives, NumberType) else None
        case Call(function=function, arguments=arguments) if function in CHOOSING:
            return unit_of(names, arguments[0])
        case Call(function="total" | "least" | "most", arguments=arguments):
            return unit_of(names, arguments[0])
        case TableRef(key=key, output=output) if output != "row":
            kind = names.book.tables[key].gives[output]
            return kind.unit if isinstance(kind, NumberType) else None
        case IfElse(then=then):
            return unit_of(names, then)
        case RuleRef() | Call():
            return None
        case _:
            return names.unit(node)


def cell_node(column: Node, cell: Cell) -> Node | None:
    """Return what a cell of a table asks of its column, as an expression; None for nothing."""
    match cell:
        case Is(value=value):
            return column if value else Not(column)
        case OneOf(options=options):
            same = [Compare(Comparison.EQ, column, Choice(option)) for option in sorted(options)]
            return same[0] if len(same) == 1 else Or(tuple(same))
        case Band(least=least, over=over, most=most, under=under):
            ends = (
                (Comparison.GE, least),
                (Comparison.GT, over),
                (Comparison.LE, most),
                (Comparison.LT, under),
            )
            parts = [Compare(operator, column, end) for operator, end in ends if end is not None]
            return None if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))
