"""Writing turns nodes back into the text they are parsed from, with no bracket more than needed."""

from __future__ import annotations

from typing import Final

from xixia_gov.expression.nodes import (
    And,
    Arithmetic,
    Call,
    Choice,
    Compare,
    DefinitionRef,
    FactRef,
    FigureRef,
    IfElse,
    In,
    ListRef,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    ReadingRef,
    RuleRef,
    TableRef,
)

_IF, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _LEAF = range(8)
_SUMS: Final = (Operation.ADD, Operation.SUB)


def to_source(node: Node) -> str:
    """Return the text of an expression; `parse` gives the same nodes back.

    >>> from xixia_gov.expression.parse import parse
    >>> to_source(parse("a and (b or not c)"))
    'a and (b or not c)'
    """
    return _write(node, _IF)


def _strength(node: Node) -> int:
    match node:
        case IfElse():
            return _IF
        case Or():
            return _OR
        case And():
            return _AND
        case Not():
            return _NOT
        case Compare() | In():
            return _COMPARE
        case Arithmetic(operator=operator):
            return _SUM if operator in _SUMS else _PRODUCT
        case _:
            return _LEAF


def _write(node: Node, least: int) -> str:
    own = _strength(node)
    text = _plain(node)
    return f"({text})" if own < least else text


def _plain(node: Node) -> str:
    match node:
        case Literal(value=value):
            return str(value)
        case Choice(option=option):
            return repr(option)
        case Name(name=name) | FactRef(path=name):
            return name
        case FigureRef(key=key) | DefinitionRef(key=key) | ListRef(key=key):
            return key.rpartition("/")[2]
        case TableRef(key=key, output=output):
            return f"{key.rpartition('/')[2]}.{output}"
        case ReadingRef(key=key):
            return f"readings.{key.rpartition('/')[2]}"
        case RuleRef(rule=rule):
            return rule
        case Compare(operator=operator, left=left, right=right):
            return f"{_write(left, _SUM)} {operator.value} {_write(right, _SUM)}"
        case In(item=item, group=group):
            return f"{_write(item, _SUM)} in {_write(group, _SUM)}"
        case And(parts=parts):
            return " and ".join(_write(part, _NOT) for part in parts)
        case Or(parts=parts):
            return " or ".join(_write(part, _AND) for part in parts)
        case Not(part=part):
            return f"not {_write(part, _NOT)}"
        case Arithmetic(operator=operator, left=left, right=right):
            own = _strength(node)
            return f"{_write(left, own)} {operator.value} {_write(right, own + 1)}"
        case IfElse(test=test, then=then, other=other):
            return f"{_write(then, _OR)} if {_write(test, _OR)} else {_write(other, _IF)}"
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(_write(argument, _IF) for argument in arguments)})"
