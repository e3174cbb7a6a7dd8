"""Saying turns nodes into a sentence a clerk reads: no path, no operator sign, one language at a time."""

from __future__ import annotations

from typing import Final, Protocol

from xixia_gov.expression.functions import (
    AGGREGATES,
    BROKEN,
    CHOOSING,
    FIXED,
    PERIOD_ENDS,
    PERIODS,
    RULE_READERS,
    WHOLE,
)
from xixia_gov.expression.nodes import (
    And,
    Arithmetic,
    Call,
    Choice,
    Compare,
    Comparison,
    DefinitionRef,
    FactRef,
    FigureRef,
    IfElse,
    In,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    ReadingRef,
    Reference,
    RuleRef,
)
from xixia_gov.text import Lang, Text


class Names(Protocol):
    """The words for what an expression refers to."""

    def label(self, node: Reference) -> Text:
        """Return what a reference is called; a figure is called by its value."""

    def option(self, node: Node, option: str) -> Text:
        """Return what an option of the choice that `node` reads is called."""

    def is_truth(self, node: Node) -> bool:
        """Whether a reference is a yes-or-no one, so that it makes a clause by itself."""

    def is_share(self, node: Node) -> bool:
        """Whether a node is a part of a whole, such as 10%."""

    def is_date(self, node: Node) -> bool:
        """Whether a node is a day, which is earlier or later, not more or less."""

    def is_ban(self, node: RuleRef) -> bool:
        """Whether a rule forbids, so that what it reaches breaks it."""


_NUMBERS: Final[dict[Comparison, Text]] = {
    Comparison.EQ: Text(zh="{0}等于{1}", en="{0} is {1}"),
    Comparison.NE: Text(zh="{0}不等于{1}", en="{0} is not {1}"),
    Comparison.LT: Text(zh="{0}低于{1}", en="{0} is below {1}"),
    Comparison.LE: Text(zh="{0}不超过{1}", en="{0} is at most {1}"),
    Comparison.GT: Text(zh="{0}超过{1}", en="{0} is above {1}"),
    Comparison.GE: Text(zh="{0}不低于{1}", en="{0} is at least {1}"),
}
_DATES: Final[dict[Comparison, Text]] = {
    Comparison.EQ: Text(zh="{0}是{1}", en="{0} is {1}"),
    Comparison.NE: Text(zh="{0}不是{1}", en="{0} is not {1}"),
    Comparison.LT: Text(zh="{0}早于{1}", en="{0} is before {1}"),
    Comparison.LE: Text(zh="{0}不晚于{1}", en="{0} is not after {1}"),
    Comparison.GT: Text(zh="{0}晚于{1}", en="{0} is after {1}"),
    Comparison.GE: Text(zh="{0}不早于{1}", en="{0} is not before {1}"),
}
_CHOICES: Final[dict[Comparison, Text]] = {
    **_NUMBERS,
    Comparison.EQ: Text(zh="{0}为“{1}”", en="{0} is “{1}”"),
    Comparison.NE: Text(zh="{0}不为“{1}”", en="{0} is not “{1}”"),
}
_READING: Final[dict[Comparison, Text]] = {
    Comparison.EQ: Text(zh="按“{1}”理解", en="the text is read as “{1}”"),
    Comparison.NE: Text(zh="不按“{1}”理解", en="the text is not read as “{1}”"),
}
_SUMS: Final[dict[Operation, Text]] = {
    Operation.ADD: Text(zh="{0}加{1}", en="{0} plus {1}"),
    Operation.SUB: Text(zh="{0}减{1}", en="{0} minus {1}"),
    Operation.MUL: Text(zh="{0}乘以{1}", en="{0} times {1}"),
    Operation.DIV: Text(zh="{0}除以{1}", en="{0} divided by {1}"),
}
_SHARE: Final = Text(zh="{1}的{0}", en="{0} of {1}")
"""A product whose first factor is a share, such as 10%."""

_NEGATED: Final[dict[Comparison, Comparison]] = {
    Comparison.EQ: Comparison.NE,
    Comparison.NE: Comparison.EQ,
    Comparison.LT: Comparison.GE,
    Comparison.GE: Comparison.LT,
    Comparison.LE: Comparison.GT,
    Comparison.GT: Comparison.LE,
}


def say(node: Node, names: Names, lang: Lang) -> str:
    """Return the sentence of an expression in one language, without a full stop."""
    match node:
        case Literal(value=value):
            return str(value)
        case Choice(option=option) | Name(name=option):
            return option
        case Compare():
            return _compare(node, names, lang)
        case In(item=Choice(option=option), group=group):
            words = Text(zh="{1}包括“{0}”", en="{1} include “{0}”")
            label = names.option(group, option).in_(lang)
            return words.in_(lang).format(label, say(group, names, lang))
        case In(item=item, group=group):
            words = Text(zh="{0}属于{1}", en="{0} is among {1}")
            return words.in_(lang).format(say(item, names, lang), say(group, names, lang))
        case And(parts=parts):
            return _joined(parts, Text(zh=",且", en=" and "), names, lang)
        case Or(parts=parts):
            return _joined(parts, Text(zh=",或者", en=" or "), names, lang)
        case Not(part=Compare() as part):
            flipped = Compare(_NEGATED[part.operator], part.left, part.right)
            return say(flipped, names, lang)
        case Not(part=part):
            words = Text(zh="并非{0}", en="it is not so that {0}")
            return words.in_(lang).format(_grouped(part, names, lang))
        case Arithmetic(operator=operator, left=left, right=right):
            words = _SHARE if operator is Operation.MUL and names.is_share(left) else _SUMS[operator]
            return words.in_(lang).format(say(left, names, lang), say(right, names, lang))
        case IfElse(test=test, then=then, other=other):
            words = Text(zh="如{0},则{1};否则{2}", en="if {0}, then {1}; otherwise {2}")
            said = (say(test, names, lang), say(then, names, lang), say(other, names, lang))
            return words.in_(lang).format(*said)
        case Call():
            return _call(node, names, lang)
        case _:
            return names.label(node).in_(lang)


def _joined(parts: tuple[Node, ...], word: Text, names: Names, lang: Lang) -> str:
    return word.in_(lang).join(_grouped(part, names, lang) for part in parts)


_LINKS: Final = Text(zh="或者 且 或", en="or and")
"""Words that join clauses inside the label of a fact or a named value."""


def _grouped(part: Node, names: Names, lang: Lang) -> str:
    """Return a clause of a longer one: what has several clauses itself stands in brackets."""
    clause = say(part, names, lang)
    several = isinstance(part, And | Or | IfElse)
    if isinstance(part, FactRef | DefinitionRef):
        links = _LINKS.in_(lang).split()
        several = any(link in (clause if lang == "zh" else clause.split()) for link in links)
    return f"({clause})" if several else clause


_MIRRORED: Final[dict[Comparison, Comparison]] = {
    Comparison.EQ: Comparison.EQ,
    Comparison.NE: Comparison.NE,
    Comparison.LT: Comparison.GT,
    Comparison.GT: Comparison.LT,
    Comparison.LE: Comparison.GE,
    Comparison.GE: Comparison.LE,
}


def _compare(node: Compare, names: Names, lang: Lang) -> str:
    if isinstance(node.left, FigureRef) and not isinstance(node.right, FigureRef):
        # A sentence is about the fact, whichever side it was written on.
        node = Compare(_MIRRORED[node.operator], node.right, node.left)
    left, right = node.left, node.right
    for choice, other in ((right, left), (left, right)):
        if isinstance(choice, Choice):
            words = _READING if isinstance(other, ReadingRef) else _CHOICES
            option = names.option(other, choice.option).in_(lang)
            return words[node.operator].in_(lang).format(say(other, names, lang), option)
    words = _DATES if names.is_date(left) or names.is_date(right) else _NUMBERS
    return words[node.operator].in_(lang).format(say(left, names, lang), say(right, names, lang))


def _call(node: Call, names: Names, lang: Lang) -> str:
    said = [say(argument, names, lang) for argument in node.arguments]
    name = node.function
    if name in CHOOSING:
        result = said[0]
        for other in said[1:]:
            result = CHOOSING[name].in_(lang).format(result, other)
        return result
    if name in FIXED:
        return FIXED[name].words.in_(lang).format(*said)
    if name in PERIOD_ENDS:
        return PERIOD_ENDS[name].in_(lang).format(said[0], PERIODS[said[1]].in_(lang))
    if name in AGGREGATES:
        return AGGREGATES[name].in_(lang).format(*said)
    if name == "holds" and isinstance(node.arguments[0], RuleRef) and names.is_ban(node.arguments[0]):
        return BROKEN.in_(lang).format(*said)
    if name in RULE_READERS:
        return RULE_READERS[name][1].in_(lang).format(*said)
    return WHOLE.in_(lang).format(*said)


__all__ = ["Names", "say"]
