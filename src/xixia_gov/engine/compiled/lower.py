"""Nodes to terms: what each construct of the rule language is in generated code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import attrs

from xixia_gov.engine.calls import BEYOND, CALENDAR, END_OF_PERIOD
from xixia_gov.engine.compiled import choices, numbers, runtime, truths
from xixia_gov.engine.compiled.causes import Causes
from xixia_gov.engine.compiled.facts import Facts
from xixia_gov.engine.compiled.lists import aggregate
from xixia_gov.engine.compiled.tables import table_output
from xixia_gov.engine.compiled.terms import (
    TRUE,
    ChoiceTerm,
    End,
    FlagsTerm,
    NumberTerm,
    Term,
    TruthTerm,
    union,
)
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.engine.findings import suppliers_of
from xixia_gov.expression.functions import FIXED, PERIOD_ENDS
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
    Node,
    Not,
    Or,
    ReadingRef,
    RuleRef,
    TableRef,
)
from xixia_gov.model.definition import Definition
from xixia_gov.model.figure import Figure
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.unknown import Cause

ReadRule = Callable[[str, str, "Lowering"], Term]


class CannotCompileError(Exception):
    """A construct that generated code does not carry; the interpreter answers such a rule."""


@attrs.define
class Lowering:
    """Where nodes are compiled: the function being written, the facts, and how the readings are settled.

    `day` is the expression of the day that selects the law, None where it is not known; `findings` gives
    the name of what the case asserts of a key ("None" where nothing can be asserted).
    """

    book: Rulebook
    writer: Writer
    facts: Facts
    causes: Causes
    settings: Mapping[str, str]
    day: str
    findings: Callable[[str], str]
    read_rule: ReadRule

    @property
    def known(self) -> bool:
        """Whether every fact is taken to be given."""
        return self.facts.known

    def truth(self, node: Node) -> TruthTerm:
        """Return a node that is a truth."""
        term = self.term(node)
        if not isinstance(term, TruthTerm):
            message = f"no truth: {node!r}"
            raise TypeError(message)
        return term

    def number(self, node: Node) -> NumberTerm:
        """Return a node that is a number or a day."""
        term = self.term(node)
        if not isinstance(term, NumberTerm):
            message = f"no number: {node!r}"
            raise TypeError(message)
        return term

    def term(self, node: Node) -> Term:
        """Return what a checked node compiles to."""
        match node:
            case Literal(value=value):
                return numbers.constant(self.writer, Fraction(value), Fraction(value))
            case Choice(option=option):
                return choices.literal(option)
            case FactRef(path=path):
                return self._fact(path)
            case FigureRef(key=key):
                return self._figure(self.book.figures[key])
            case ReadingRef(key=key):
                return choices.literal(self.settings[key])
            case DefinitionRef(key=key):
                return self.definition(self.book.definitions[key])
            case TableRef(key=key, output=output):
                return table_output(self, self.book.tables[key], output)
            case Compare():
                return self._compare(node)
            case In():
                return self._membership(node)
            case And(parts=parts):
                return truths.all_of(self.writer, [self.truth(part) for part in parts])
            case Or(parts=parts):
                return truths.any_of(self.writer, [self.truth(part) for part in parts])
            case Not(part=part):
                return truths.negation(self.writer, self.truth(part))
            case Arithmetic(operator=operator, left=left, right=right):
                return numbers.arithmetic(self.writer, operator, self.number(left), self.number(right))
            case IfElse(test=test, then=then, other=other):
                return self._if_else(self.truth(test), then, other)
            case Call():
                return self._call(node)
            case _:
                message = f"an unchecked node cannot be compiled: {node!r}"
                raise TypeError(message)

    def _fact(self, path: str) -> Term:
        if path == "as_of":
            day = End("as_of")
            return NumberTerm(day, day)
        info = self.book.facts[path]
        given = self.facts.term(path, info, self.causes.asked(path))
        definition = suppliers_of(self.book).get(path)
        if definition is None:
            return given
        computed = self.definition(definition)
        return self._supplied(given, computed)

    def _supplied(self, given: Term, computed: Term) -> Term:
        """Return a fact that the case may give and a definition computes: what both allow."""
        causes = union(given.causes, computed.causes)
        match given, computed:
            case TruthTerm(), TruthTerm():
                both = self.writer.constant(runtime.met_truth, "R")
                return numbers.three(self.writer, f"{both}({given.text}, {computed.text})", causes)
            case NumberTerm(), NumberTerm():
                one, two = numbers.level(given, computed)
                both = self.writer.constant(runtime.met, "R")
                ends = ", ".join(end.text for end in (one.least, one.most, two.least, two.most))
                pair = self.writer.let(f"{both}({ends})")
                low = End(f"{pair}[0]", null=one.least.null and two.least.null)
                high = End(f"{pair}[1]", null=one.most.null and two.most.null)
                return numbers.settle(self.writer, low, high, one.den, causes)
            case _:
                raise CannotCompileError

    def _figure(self, figure: Figure) -> NumberTerm:
        if len(figure.versions) == 1:
            value = figure.versions[0].value
            return numbers.constant(self.writer, value, value)
        interval = figure.interval(None)
        assert interval.least is not None  # noqa: S101 - a figure has a value
        assert interval.most is not None  # noqa: S101
        den = numbers.constant(self.writer, interval.least, interval.most).den
        for version in figure.versions:
            den = numbers.constant(self.writer, version.value, interval.least).den * den
        ends = self.writer.constant(_DatedFigure(figure, den), "F")
        pair = self.writer.let(f"{ends}({self.day})")
        low, high = (End(self.writer.let(f"{pair}[{place}]")) for place in (0, 1))
        return NumberTerm(low, high, den)

    def definition(self, definition: Definition) -> Term:
        """Return a definition: computed from its parts, or asserted by the case."""
        asserted = self.findings(definition.key)
        if definition.node is None:
            opening = definition.opening
            assert opening is not None  # noqa: S101 - a definition has one or the other
            return numbers.three(self.writer, asserted, self.causes.bit(Cause(opening.cause, opening.key)))
        computed = self.term(definition.node)
        return self.asserted(computed, asserted) if isinstance(computed, TruthTerm) else computed

    def asserted(self, computed: TruthTerm, asserted: str) -> TruthTerm:
        """Return a computed truth with what the case asserts of it."""
        if asserted == "None":
            return computed
        agreed = self.writer.constant(runtime.agreed, "R")
        name = self.writer.let(computed.text, "t")
        both = f"{asserted} if {name} is None else {agreed}({name}, {asserted})"
        return numbers.three(self.writer, f"({name} if {asserted} is None else {both})", computed.causes)

    def _compare(self, node: Compare) -> TruthTerm:
        left, right = self.term(node.left), self.term(node.right)
        match left, right:
            case NumberTerm(), NumberTerm():
                return numbers.compared(self.writer, node.operator, left, right)
            case ChoiceTerm(), ChoiceTerm():
                return choices.compared(self.writer, node.operator, left, right)
            case _:
                message = f"cannot compare {node.left!r} and {node.right!r}"
                raise TypeError(message)

    def _membership(self, node: In) -> TruthTerm:
        item = self.term(node.item)
        if not isinstance(node.group, ListRef):
            group = self.term(node.group)
            if isinstance(group, FlagsTerm) and isinstance(item, ChoiceTerm):
                return choices.option_in_flags(self.writer, item, group)
            message = f"cannot look for {node.item!r} in {node.group!r}"
            raise TypeError(message)
        named = self.book.lists[node.group.key]
        asserted = {}
        if named.opening is not None:
            keys = {
                option: self.findings(f"{named.key}/{option}") for option in sorted(named.may - named.items)
            }
            asserted = {option: name for option, name in keys.items() if name != "None"}
        listed = choices.ListTerm(named, asserted)
        if isinstance(item, FlagsTerm):
            return choices.any_in_list(self.writer, item, listed, self.causes)
        if not isinstance(item, ChoiceTerm):
            message = f"cannot look for {node.item!r} in a list"
            raise TypeError(message)
        return choices.in_list(self.writer, item, listed, self.causes)

    def _if_else(self, test: TruthTerm, then: Node, other: Node) -> Term:
        if test.text in ("True", "False"):
            return self.term(then if test == TRUE else other)
        one, two = self.term(then), self.term(other)
        match one, two:
            case TruthTerm(), TruthTerm():
                return truths.choose(self.writer, test, one, two)
            case ChoiceTerm(), ChoiceTerm():
                return choices.choose(self.writer, test, one, two)
            case NumberTerm(), NumberTerm():
                return self._either(test, one, two)
            case _:
                raise CannotCompileError

    def _either(self, test: TruthTerm, then: NumberTerm, other: NumberTerm) -> NumberTerm:
        """Return one number or the other, or the hull of both while the test is open."""
        one, two = numbers.level(then, other)
        name = self.writer.let(test.text, "t")
        if not test.open:
            ends = [
                End(f"({a.text} if {name} else {b.text})", null=a.null or b.null)
                for a, b in ((one.least, two.least), (one.most, two.most))
            ]
            low, high = (ends[0], ends[0]) if one.point and two.point else ends
            positive = one.positive and two.positive
            causes = union(one.causes, two.causes)
            return numbers.settle(self.writer, low, high, one.den, causes, positive=positive)
        least, most, den = numbers.hull(self.writer, [one, two])
        low, high = (
            End(
                f"({a.text} if {name} is True else {b.text} if {name} is False else {both.text})",
                null=a.null or b.null,
            )
            for a, b, both in ((one.least, two.least, least), (one.most, two.most, most))
        )
        causes = truths.causes_of_choice(name, test.causes, one.causes, two.causes)
        return numbers.settle(self.writer, low, high, den, causes)

    def _call(self, node: Call) -> Term:
        name, arguments = node.function, node.arguments
        if name in ("holds", "amount"):
            rule = arguments[0]
            assert isinstance(rule, RuleRef)  # noqa: S101 - the checker saw to it
            return self.read_rule(name, rule.rule, self)
        if name in ("count", "total", "least", "most", "some", "every"):
            return aggregate(self, node)
        if name == "whole":
            return self._whole(node)
        if name in PERIOD_ENDS:
            return self._period_end(node)
        terms = [self.number(argument) for argument in arguments]
        if name in FIXED:
            return self._fixed(name, terms[0], terms[1])
        return numbers.chosen(self.writer, name, terms)

    def _fixed(self, name: str, one: NumberTerm, two: NumberTerm) -> NumberTerm:
        adding = name.startswith("add_")
        if adding and two.den != 1:
            raise CannotCompileError
        if self.known and one.point and two.point:
            function = self.writer.constant(runtime.added if adding else runtime.counted, "R")
            found = f"{function}({name!r}, {one.least.text}, {two.least.text})"
            if name == "add_months":
                found = (
                    f"{self.writer.constant(runtime.months_after, 'R')}({one.least.text}, {two.least.text})"
                )
            end = End(found)  # no name, so that it is not worked out where what stands before it decides
            return NumberTerm(end, end)
        function = self.writer.constant(runtime.day_after if adding else runtime.count_between, "R")
        pairs = ", ".join(f"({term.least.text}, {term.most.text})" for term in (one, two))
        found = self.writer.let(f"{function}({name!r}, {pairs})")
        bit = self.causes.bit(CALENDAR if "working_days" in name else BEYOND)
        beyond = self.writer.let(f"({bit} if {found}[2] else 0)", "k")
        causes = union(one.causes, two.causes, beyond)
        return numbers.settle(
            self.writer, End(f"{found}[0]", null=True), End(f"{found}[1]", null=True), 1, causes
        )

    def _period_end(self, node: Call) -> NumberTerm:
        day, period = self.number(node.arguments[0]), node.arguments[1]
        assert isinstance(period, Choice)  # noqa: S101 - the checker saw to it
        function = self.writer.constant(END_OF_PERIOD[node.function], "R")

        def found(end: End) -> str:
            return f"{function}({end.text}, {period.option!r})"

        if self.known and day.point:
            end = End(found(day.least))  # no name, as in `_fixed`
            return NumberTerm(end, end)
        return self._at_each_end(day, found, day.causes)

    def _whole(self, node: Call) -> NumberTerm:
        one, step = self.number(node.arguments[0]), self.number(node.arguments[1])
        mode = node.arguments[2]
        assert isinstance(mode, Choice)  # noqa: S101 - the checker saw to it
        steps = numbers.divided(self.writer, one, step)
        rounded = self.writer.constant(runtime.rounded, "R")
        return self._at_each_end(
            steps,
            lambda end: f"{rounded}({end.text}, {steps.den}, {mode.option!r})",
            union(one.causes, step.causes),
        )

    def _at_each_end(self, term: NumberTerm, call: Callable[[End], str], causes: str) -> NumberTerm:
        """Return what a function that grows gives, from the ends of its argument; open ones stay open."""
        ends = []
        for end in dict.fromkeys((term.least, term.most)):
            text = f"(None if {end.text} is None else {call(end)})" if end.null else call(end)
            ends.append(end if end.open else End(self.writer.let(text), null=end.null))
        low, high = (ends[0], ends[-1])
        return numbers.settle(self.writer, low, low if term.point else high, 1, causes)


@attrs.frozen
class _DatedFigure:
    """The ends of a figure on a day, each times `den`."""

    figure: Figure
    den: int

    def __call__(self, day: object) -> tuple[object, object]:
        values = self.figure.possible(day)  # type: ignore[arg-type] # a day or None
        scaled = [value * self.den if isinstance(value, Fraction) else value for value in values]
        plain = [value.numerator if isinstance(value, Fraction) else value for value in scaled]
        return min(plain), max(plain)


__all__ = ["CannotCompileError", "Lowering", "ReadRule"]
