"""Slips in one expression: another operator, a part left out, a part turned round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from xixia_gov.engine.words import BookNames
from xixia_gov.expression.functions import PERIOD_ENDS, PERIODS, WHOLE_MODES
from xixia_gov.expression.nodes import (
    And,
    Arithmetic,
    Call,
    Choice,
    Compare,
    Comparison,
    DefinitionRef,
    FactRef,
    IfElse,
    In,
    Literal,
    Node,
    Not,
    Operation,
    Or,
    ReadingRef,
    children,
    with_children,
)
from xixia_gov.expression.sentence import say
from xixia_gov.expression.types import ChoiceType, FlagsType
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

MOST_OPTIONS: Final = 4
"""Of a choice no more other options than this are tried."""


@attrs.frozen
class Slip:
    """An expression with one thing in it changed, and what was changed in words."""

    node: Node
    text: Text


def slips(book: Rulebook, node: Node) -> Iterator[Slip]:
    """Yield an expression with each of its parts changed, one at a time.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> seen = FactRef("sighting.fire_seen")
    >>> [slip.node == seen for slip in slips(book, Not(seen))]
    [True]
    """
    names = BookNames(book)
    for new, text in _here(book, names, node):
        yield Slip(new, text)
    below = children(node)
    for place, child in enumerate(below):
        for slip in slips(book, child):
            yield Slip(with_children(node, (*below[:place], slip.node, *below[place + 1 :])), slip.text)


def negated(book: Rulebook, node: Node) -> Iterator[Slip]:
    """Yield a truth turned round, where changing its operator does not do so already."""
    if not isinstance(node, Compare | Not):
        words = _said(BookNames(book), node)
        text = Text(zh=f"“{words.zh}”改为其反面", en=f"“{words.en}” becomes its opposite")
        yield Slip(Not(node), text)


def _here(book: Rulebook, names: BookNames, node: Node) -> Iterator[tuple[Node, Text]]:
    match node:
        case Compare():
            for new in (*_other_operators(book, node), *_other_options(book, node)):
                yield new, _becomes(names, node, new)
        case In(item=Choice(option=option), group=group):
            for other in _beside(_options(book, group), option):
                new = attrs.evolve(node, item=Choice(other))
                yield new, _becomes(names, node, new)
        case And(parts=parts):
            yield Or(parts), _swapped(names, node, Text(zh="“且”改为“或者”", en="“and” becomes “or”"))
            yield from _less(book, names, node, parts)
        case Or(parts=parts):
            yield And(parts), _swapped(names, node, Text(zh="“或者”改为“且”", en="“or” becomes “and”"))
            yield from _less(book, names, node, parts)
        case Not(part=part):
            yield part, _becomes(names, node, part)
        case Arithmetic(operator=operator):
            for operation in _OTHER_OPERATIONS[operator]:
                new = attrs.evolve(node, operator=operation)
                yield new, _becomes(names, node, new)
        case IfElse(test=test, then=then, other=other):
            for new in (IfElse(test, other, then), then, other):
                yield new, _becomes(names, node, new)
        case Call():
            for new in _other_calls(node):
                yield new, _becomes(names, node, new)
        case Literal(value=value):
            for number in (value - 1, value + 1):
                yield Literal(number), Text(zh=f"{value} 改为 {number}", en=f"{value} becomes {number}")
        case _:
            pass


def _said(names: BookNames, node: Node) -> Text:
    return Text(zh=say(node, names, "zh"), en=say(node, names, "en"))


def _becomes(names: BookNames, old: Node, new: Node) -> Text:
    one, two = _said(names, old), _said(names, new)
    return Text(zh=f"“{one.zh}”改为“{two.zh}”", en=f"“{one.en}” becomes “{two.en}”")


def _swapped(names: BookNames, node: Node, how: Text) -> Text:
    said = _said(names, node)
    return Text(zh=f"“{said.zh}”中的{how.zh}", en=f"in “{said.en}”, {how.en}")


def _less(
    book: Rulebook, names: BookNames, node: And | Or, parts: tuple[Node, ...]
) -> Iterator[tuple[Node, Text]]:
    """Yield a joined clause with each part left out, and each part turned round."""
    whole = _said(names, node)
    for place, part in enumerate(parts):
        rest = (*parts[:place], *parts[place + 1 :])
        said = _said(names, part)
        text = Text(zh=f"“{whole.zh}”去掉“{said.zh}”", en=f"“{said.en}” is left out of “{whole.en}”")
        yield rest[0] if len(rest) == 1 else attrs.evolve(node, parts=rest), text
        for slip in negated(book, part):
            yield attrs.evolve(node, parts=(*parts[:place], slip.node, *parts[place + 1 :])), slip.text


def _other_operators(book: Rulebook, node: Compare) -> Iterator[Node]:
    """Yield the comparison with every other operator that may stand there."""
    for operator in Comparison:
        plain = operator in (Comparison.EQ, Comparison.NE)
        if operator is not node.operator and (plain or _ordered(book, node)):
            yield attrs.evolve(node, operator=operator)


def _ordered(book: Rulebook, node: Compare) -> bool:
    """Whether what is compared has an order: numbers and days have, choices where they say so."""
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(side, Choice):
            return isinstance(other, FactRef) and book.facts[other.path].ordered
    return True


def _other_options(book: Rulebook, node: Compare) -> Iterator[Node]:
    if isinstance(node.left, Choice):
        for option in _beside(_options(book, node.right), node.left.option):
            yield attrs.evolve(node, left=Choice(option))
    if isinstance(node.right, Choice):
        for option in _beside(_options(book, node.left), node.right.option):
            yield attrs.evolve(node, right=Choice(option))


def _options(book: Rulebook, node: Node) -> tuple[str, ...]:
    match node:
        case ReadingRef(key=key):
            return tuple(book.readings[key].options)
        case FactRef(path=path):
            return book.facts[path].option_ids
        case DefinitionRef(key=key):
            kind = book.definitions[key].type
            return kind.options if isinstance(kind, ChoiceType | FlagsType) else ()
        case IfElse(then=then, other=other):
            return _options(book, then) or _options(book, other)
        case _:
            return ()


def _beside(options: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Return the options nearest to one, the one itself left out."""
    at = options.index(option) if option in options else 0
    others = [other for other in options if other != option]
    return tuple(sorted(others, key=lambda other: abs(options.index(other) - at))[:MOST_OPTIONS])


_OTHER_OPERATIONS: Final = {
    Operation.ADD: (Operation.SUB, Operation.MUL),
    Operation.SUB: (Operation.ADD, Operation.MUL),
    Operation.MUL: (Operation.ADD, Operation.SUB),
    Operation.DIV: (Operation.MUL,),
}
_OTHER_FUNCTIONS: Final = {
    "min": ("max",),
    "max": ("min",),
    "least": ("most", "total"),
    "most": ("least", "total"),
    "total": ("least", "most"),
    "some": ("every",),
    "every": ("some",),
    "days_between": ("working_days_between",),
    "working_days_between": ("days_between",),
    "add_days": ("add_working_days",),
    "add_working_days": ("add_days",),
    "first_day_of": ("last_day_of",),
    "last_day_of": ("first_day_of",),
}


def _other_calls(node: Call) -> Iterator[Node]:
    for function in _OTHER_FUNCTIONS.get(node.function, ()):
        yield attrs.evolve(node, function=function)
    arguments = node.arguments
    if node.function in ("min", "max"):
        for place in range(len(arguments)):
            rest = (*arguments[:place], *arguments[place + 1 :])
            yield rest[0] if len(rest) == 1 else attrs.evolve(node, arguments=rest)
    modes = WHOLE_MODES if node.function == "whole" else PERIODS if node.function in PERIOD_ENDS else ()
    for mode in modes:
        if arguments[-1] != Choice(mode):
            yield attrs.evolve(node, arguments=(*arguments[:-1], Choice(mode)))
    if node.function.endswith("_between") or node.function == "age":
        yield attrs.evolve(node, arguments=arguments[::-1])


__all__ = ["MOST_OPTIONS", "Slip", "negated", "slips"]
