"""The words for what a rulebook's expressions refer to, and for the values they have."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from xixia_gov.engine.value import Items, Options, Value
from xixia_gov.expression.functions import DATED
from xixia_gov.expression.nodes import (
    Call,
    DefinitionRef,
    FactRef,
    FigureRef,
    IfElse,
    ListRef,
    Node,
    ReadingRef,
    Reference,
    RuleRef,
    TableRef,
)
from xixia_gov.expression.types import DateType, TruthType
from xixia_gov.interval import Interval
from xixia_gov.model.rule import Kind
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money, group_digits
from xixia_gov.text import Text
from xixia_gov.truth import Truth
from xixia_gov.units import RATIO, YUAN, Unit
from xixia_gov.vocabulary.facts import FactKind, Flags


def date_text(day: dt.date) -> Text:
    """Return a day as people write it.

    >>> date_text(dt.date(2024, 6, 1)).zh
    '2024年6月1日'
    """
    return Text(zh=f"{day.year}年{day.month}月{day.day}日", en=f"{day.day} {day:%B} {day.year}")


def number_text(number: Fraction, unit: Unit | None) -> Text:
    """Return a number with its unit; money is counted in fen.

    >>> number_text(Fraction(1, 10), RATIO).en
    '10%'
    """
    if unit == YUAN or (unit is not None and ("yuan", 1) in unit.powers):
        sums = group_digits(Money(round(number))) if number.denominator == 1 else _decimal(number / 100)
        return Text(zh=f"{sums}{unit.label.zh}", en=f"{sums} {unit.label.en}")
    if unit is None or unit == RATIO:
        percent = number * 100
        if number.denominator != 1 and percent.denominator == 1:
            return Text(zh=f"{percent}%", en=f"{percent}%")
        return Text(zh=_decimal(number), en=_decimal(number))
    if unit.name == "class":
        return Text(zh=f"{number}级", en=f"class {number}")
    return Text(zh=f"{_decimal(number)}{unit.label.zh}", en=f"{_decimal(number)} {_counted(number, unit)}")


def _counted(number: Fraction, unit: Unit) -> str:
    """Return the English unit, in the singular after 1."""
    name = unit.label.en
    return name.removesuffix("s") if number == 1 and unit.name is not None else name


def _decimal(number: Fraction) -> str:
    if number.denominator == 1:
        return f"{number.numerator:,}"
    return f"{number.numerator}/{number.denominator}"


@attrs.frozen
class BookNames:
    """The words of one rulebook (it is the `Names` that sentences are said with)."""

    book: Rulebook

    def label(self, node: Reference) -> Text:
        """Return what a reference is called; a figure is called by its value."""
        book = self.book
        match node:
            case FactRef(path="as_of"):
                return Text(zh="询问之日", en="the day of asking")
            case FactRef(path=path):
                label = book.facts[path].label
                return Text(zh=label.zh, en=f"the {label.en}" if not self.is_truth(node) else label.en)
            case FigureRef(key=key):
                figure = book.figures[key]
                value = figure.versions[-1].value
                return date_text(value) if isinstance(value, dt.date) else number_text(value, figure.unit)
            case ReadingRef(key=key):
                return book.readings[key].question
            case DefinitionRef(key=key):
                return book.definitions[key].label
            case TableRef(key=key):
                table = book.tables[key]
                return table.label or Text(zh="所在档次的标准", en="the sum of the bracket")
            case ListRef(key=key):
                return self._list(key)
            case RuleRef(rule=rule):
                return book.latest(rule).title

    def _list(self, key: str) -> Text:
        named = self.book.lists[key]
        labels = [one.label for one in self.book.facts[named.fact].options if one.id in named.items]
        more = named.opening is not None
        zh = "、".join(label.zh for label in labels) + ("等" if more else "")
        en = ", ".join(label.en for label in labels) + (" and others like them" if more else "")
        return Text(zh=f"所列范围（{zh}）", en=f"those named ({en})")

    def _option_of(self, options: tuple[str, ...], option: str) -> Text:
        """Return what an option is called by the fact that has just these options; ids recur elsewhere."""
        for info in self.book.facts.values():
            if options and info.option_ids == options:
                return next(one.label for one in info.options if one.id == option)
        return Text(zh=option, en=option)

    def option(self, node: Node, option: str) -> Text:
        """Return what an option of the choice that `node` reads is called."""
        if isinstance(node, ReadingRef):
            return self.book.readings[node.key].options[option]
        if isinstance(node, FactRef):
            for one in self.book.facts[node.path].options:
                if one.id == option:
                    return one.label
        options: tuple[str, ...] = ()
        if isinstance(node, DefinitionRef):
            options = getattr(self.book.definitions[node.key].type, "options", ())
        return self._option_of(options, option)

    def is_truth(self, node: Node) -> bool:
        """Whether a reference is a yes-or-no one."""
        match node:
            case FactRef(path=path):
                return path != "as_of" and self.book.facts[path].kind is FactKind.TRUTH
            case DefinitionRef(key=key):
                return isinstance(self.book.definitions[key].type, TruthType)
            case _:
                return False

    def is_share(self, node: Node) -> bool:
        """Whether a node is a part of a whole, such as 10%."""
        if not isinstance(node, FigureRef):
            return False
        figure = self.book.figures[node.key]
        values = [version.value for version in figure.versions]
        return figure.unit == RATIO and all(isinstance(v, Fraction) and v.denominator != 1 for v in values)

    def is_date(self, node: Node) -> bool:
        """Whether a node is a day."""
        match node:
            case FactRef(path=path):
                return path == "as_of" or self.book.facts[path].kind is FactKind.DATE
            case FigureRef(key=key):
                return self.book.figures[key].unit is None
            case DefinitionRef(key=key):
                return isinstance(self.book.definitions[key].type, DateType)
            case Call(function=function):
                return function in DATED
            case IfElse(then=then):
                return self.is_date(then)
            case _:
                return False

    def is_ban(self, node: RuleRef) -> bool:
        """Whether a rule forbids."""
        return self.book.latest(node.rule).kind is Kind.PROHIBITION

    def unit(self, node: Node) -> Unit | None:
        """Return the unit of a number that a reference gives, where it is one."""
        match node:
            case FactRef(path=path) if path != "as_of":
                return self.book.facts[path].unit
            case FigureRef(key=key):
                return self.book.figures[key].unit
            case DefinitionRef(key=key):
                kind = self.book.definitions[key].type
                return getattr(kind, "unit", None)
            case IfElse(then=then):
                return self.unit(then)
            case Call(arguments=arguments) if arguments:
                return self.unit(arguments[0])
            case _:
                return None

    def value(self, node: Node, value: Value) -> Text:
        """Return a value in words; `node` says what it is a value of."""
        unknown = Text(zh="未知", en="not known")
        match value:
            case Truth.TRUE:
                return Text(zh="是", en="yes")
            case Truth.FALSE:
                return Text(zh="否", en="no")
            case Options():
                return unknown if value.only is None else self.option(node, value.only)
            case Interval():
                if not value.settled or value.least is None:
                    return unknown
                if isinstance(value.least, dt.date):
                    return date_text(value.least)
                return number_text(value.least, self.unit(node))
            case Flags():
                held = [self.option(node, name) for name, said in value.said if said]
                if not held:
                    return Text(zh="均不属于", en="none of them") if value.complete else unknown
                return Text(zh="、".join(t.zh for t in held), en=", ".join(t.en for t in held))
            case Items():
                count = len(value.elements)
                return Text(zh=f"{count}项", en=f"{count} listed")
            case _:
                return unknown


__all__ = ["BookNames", "date_text", "number_text"]
