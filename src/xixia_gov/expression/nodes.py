"""The nodes of an expression are the contract: interpreter, compiler, renderer and analyses hang on them.

A parsed expression has `Name` leaves; checking it against a scope replaces each by a reference. Two
nodes are equal when they mean the same, wherever they stand: `start` (the character they begin at)
does not count.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

import attrs


def _start() -> Any:  # noqa: ANN401 - attrs.field is declared so
    return attrs.field(default=0, eq=False, repr=False, kw_only=True)


class Comparison(enum.Enum):
    """How two values are compared."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Operation(enum.Enum):
    """How two numbers are combined."""

    ADD = "+"
    SUB = "-"
    MUL = "*"
    DIV = "/"


@attrs.frozen
class Literal:
    """The numbers 0 and 1, the only bare ones; every other number is a figure with its source."""

    value: int
    start: int = _start()


@attrs.frozen
class Choice:
    """A text literal: one option, beside a choice it is checked against."""

    option: str
    start: int = _start()


@attrs.frozen
class Name:
    """A dotted name as written, before it is known what it refers to."""

    name: str
    start: int = _start()


@attrs.frozen
class FactRef:
    """A fact by its path, such as `purchase.unit_price`; the day of asking is `as_of`."""

    path: str
    start: int = _start()


@attrs.frozen
class FigureRef:
    """A figure of the text by its key."""

    key: str
    start: int = _start()


@attrs.frozen
class ReadingRef:
    """The option chosen for a reading, by the reading's id."""

    key: str
    start: int = _start()


@attrs.frozen
class DefinitionRef:
    """A named expression or open term by its key."""

    key: str
    start: int = _start()


@attrs.frozen
class TableRef:
    """One output of a table, or `row`: whether any row applies."""

    key: str
    output: str
    start: int = _start()


@attrs.frozen
class ListRef:
    """A named list of options by its key."""

    key: str
    start: int = _start()


@attrs.frozen
class RuleRef:
    """Another rule by its id, inside `holds` or `amount`."""

    rule: str
    start: int = _start()


@attrs.frozen
class Compare:
    """Two values compared."""

    operator: Comparison
    left: Node
    right: Node
    start: int = _start()


@attrs.frozen
class In:
    """Whether a choice is in a named list, or an option among the choices of a many-of fact."""

    item: Node
    group: Node
    start: int = _start()


@attrs.frozen
class And:
    """All parts hold."""

    parts: tuple[Node, ...]
    start: int = _start()


@attrs.frozen
class Or:
    """At least one part holds."""

    parts: tuple[Node, ...]
    start: int = _start()


@attrs.frozen
class Not:
    """The part does not hold."""

    part: Node
    start: int = _start()


@attrs.frozen
class Arithmetic:
    """Two numbers combined."""

    operator: Operation
    left: Node
    right: Node
    start: int = _start()


@attrs.frozen
class IfElse:
    """`then` where the test holds, else `other`."""

    test: Node
    then: Node
    other: Node
    start: int = _start()


@attrs.frozen
class Call:
    """A named function of the language."""

    function: str
    arguments: tuple[Node, ...]
    start: int = _start()


Reference = FactRef | FigureRef | ReadingRef | DefinitionRef | TableRef | ListRef | RuleRef
Leaf = Literal | Choice | Name | Reference
Node = Leaf | Compare | In | And | Or | Not | Arithmetic | IfElse | Call


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below `node`, in the order they are written.

    >>> children(Not(Name("a")))
    (Name(name='a'),)
    """
    match node:
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)
        case In(item=item, group=group):
            return (item, group)
        case And(parts=parts) | Or(parts=parts) | Call(arguments=parts):
            return parts
        case Not(part=part):
            return (part,)
        case IfElse(test=test, then=then, other=other):
            return (test, then, other)
        case _:
            return ()


def with_children(node: Node, new: tuple[Node, ...]) -> Node:
    """Return `node` with the nodes below it replaced, in the order `children` gives them."""
    match node:
        case Compare() | Arithmetic():
            return attrs.evolve(node, left=new[0], right=new[1])
        case In():
            return attrs.evolve(node, item=new[0], group=new[1])
        case And() | Or():
            return attrs.evolve(node, parts=new)
        case Call():
            return attrs.evolve(node, arguments=new)
        case Not():
            return attrs.evolve(node, part=new[0])
        case IfElse():
            return attrs.evolve(node, test=new[0], then=new[1], other=new[2])
        case _:
            return node


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node below it, each before those below it."""
    yield node
    for child in children(node):
        yield from walk(child)
