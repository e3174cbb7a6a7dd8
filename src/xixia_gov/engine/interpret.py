"""The reference interpreter: one node at a time, slow and obvious, with a trace of all it did.

An unknown is worth everything it could still be: truth is strong Kleene, numbers and dates are
intervals, choices are sets, and a conditional whose test is open joins its branches. So the result
always holds the answer of every completion of the case.
"""

from __future__ import annotations

from fractions import Fraction

import attrs

from xixia_gov import interval
from xixia_gov.engine.calls import call_fixed, call_period_end
from xixia_gov.engine.compare import compare, compare_options
from xixia_gov.engine.findings import suppliers_of
from xixia_gov.engine.frame import Frame, known_of, read_fact
from xixia_gov.engine.table import evaluate_table
from xixia_gov.engine.trace import Traced, traced
from xixia_gov.engine.value import Items, Options, Value, join, meet
from xixia_gov.errors import XixiaError
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
    Operation,
    Or,
    ReadingRef,
    RuleRef,
    TableRef,
)
from xixia_gov.expression.types import ChoiceType, FlagsType
from xixia_gov.interval import Interval, Numbers, point
from xixia_gov.model.definition import Definition, NamedList
from xixia_gov.truth import Truth, all_of, any_of
from xixia_gov.unknown import Cause, CauseKind
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags

_DATE = FactInfo(FactKind.DATE, label=None, ask=None)  # type: ignore[arg-type] # as_of is never asked


class ContradictionError(XixiaError):
    """What the case asserts cannot be so together with its facts, under the settings at hand."""

    def __init__(self, key: str, asserted: Value, computed: Value) -> None:
        super().__init__(key, asserted, computed)
        self.key = key
        self.asserted = asserted
        self.computed = computed


def evaluate(node: Node, frame: Frame) -> Traced:
    """Return the trace of a checked expression; its value is all that the expression could be."""
    match node:
        case Literal(value=value):
            return traced(node, point(Fraction(value)))
        case Choice(option=option):
            return traced(node, Options(frozenset({option})))
        case FactRef():
            return _fact(node, frame)
        case FigureRef(key=key):
            return traced(node, frame.book.figures[key].interval(frame.day))
        case ReadingRef(key=key):
            return traced(node, Options(frozenset({frame.settings[key]})))
        case DefinitionRef(key=key):
            return evaluate_definition(node, frame.book.definitions[key], frame)
        case TableRef(key=key, output=output):
            return evaluate_table(node, frame.book.tables[key], output, frame, evaluate)
        case Compare():
            return _compare(node, frame)
        case In():
            return _membership(node, frame)
        case And(parts=parts):
            below = [evaluate(part, frame) for part in parts]
            return traced(node, all_of(truth_of(part) for part in below), below)
        case Or(parts=parts):
            below = [evaluate(part, frame) for part in parts]
            return traced(node, any_of(truth_of(part) for part in below), below)
        case Not(part=part):
            inside = evaluate(part, frame)
            return traced(node, ~truth_of(inside), [inside])
        case Arithmetic():
            return _arithmetic(node, frame)
        case IfElse():
            return _if_else(node, frame)
        case Call():
            return _call(node, frame)
        case _:
            message = f"an unchecked node cannot be evaluated: {node!r}"
            raise TypeError(message)


def truth_of(trace: Traced) -> Truth:
    """Return the value of a node that is a truth."""
    if not isinstance(trace.value, Truth):
        message = f"no truth: {trace.node!r}"
        raise TypeError(message)
    return trace.value


def numbers_of(trace: Traced) -> Numbers:
    """Return the value of a node that is a number."""
    if not isinstance(trace.value, Interval):
        message = f"no number: {trace.node!r}"
        raise TypeError(message)
    return trace.value  # type: ignore[return-value] # the checker lets numbers only get here


def _fact(node: FactRef, frame: Frame) -> Traced:
    info = _DATE if node.path == "as_of" else frame.book.facts[node.path]
    value, causes = read_fact(frame, node.path, info)
    definition = suppliers_of(frame.book).get(node.path)
    if definition is not None:
        return _supplied(node, value, causes, definition, frame)
    return traced(node, value, causes=causes)


def _supplied(
    node: FactRef, value: Value, causes: frozenset[Cause], definition: Definition, frame: Frame
) -> Traced:
    """Return a fact that the case may give and a definition computes: what both allow."""
    computed = evaluate_definition(DefinitionRef(definition.key), definition, frame)
    both = meet(value, computed.value)
    if both is None:
        raise ContradictionError(node.path, value, computed.value)
    return traced(node, both, [computed], causes)


def flatten(trace: Traced) -> list[Traced]:
    """Return a trace and all below it."""
    return [trace, *(inner for part in trace.below for inner in flatten(part))]


def evaluate_definition(node: Node, definition: Definition, frame: Frame) -> Traced:
    """Return a definition's value: supposed, computed, or asserted; a clash is a contradiction."""
    if definition.key in frame.case.suppose:
        return traced(node, known_of(frame.case.suppose[definition.key]))
    asserted = frame.finding(definition.key)
    if definition.node is None:
        assert definition.opening is not None  # noqa: S101 - a definition has one or the other
        if asserted is not None:
            return traced(node, Truth.of(asserted))
        opening = definition.opening
        return traced(node, Truth.UNKNOWN, causes=[Cause(opening.cause, opening.key)])
    computed = evaluate(definition.node, frame)
    return assert_truth(definition.key, asserted, attrs.evolve(computed, node=node, below=(computed,)))


def assert_truth(key: str, asserted: bool | None, computed: Traced) -> Traced:  # noqa: FBT001
    """Return a computed truth with what the case asserts of it; a clash is a contradiction."""
    if asserted is None:
        return computed
    if computed.value is Truth.UNKNOWN:
        return traced(computed.node, Truth.of(asserted), computed.below)
    if computed.value is not Truth.of(asserted):
        raise ContradictionError(key, Truth.of(asserted), computed.value)
    return computed


def _compare(node: Compare, frame: Frame) -> Traced:
    left, right = evaluate(node.left, frame), evaluate(node.right, frame)
    match left.value, right.value:
        case Interval(), Interval():
            truth = compare(node.operator, left.value, right.value)  # type: ignore[misc] # one type
        case Options(), Options():
            ranks = _options(node.left, frame) or _options(node.right, frame)
            truth = compare_options(node.operator, left.value, right.value, ranks)
        case _:
            message = f"cannot compare {left.value!r} and {right.value!r}"
            raise TypeError(message)
    return traced(node, truth, [left, right])


def _options(node: Node, frame: Frame) -> tuple[str, ...]:
    """Return the options of the choice or the many-of fact that a node gives, in their order."""
    match node:
        case FactRef(path=path):
            return frame.book.facts[path].option_ids
        case DefinitionRef(key=key):
            kind = frame.book.definitions[key].type
            return kind.options if isinstance(kind, ChoiceType | FlagsType) else ()
        case IfElse(then=then, other=other):
            return _options(then, frame) or _options(other, frame)
        case _:
            return ()


def _membership(node: In, frame: Frame) -> Traced:
    item = evaluate(node.item, frame)
    if not isinstance(node.group, ListRef):
        group = evaluate(node.group, frame)
        if isinstance(group.value, Flags) and isinstance(item.value, Options):
            option = item.value.only
            if option is not None:
                return traced(node, group.value.truth(option), [item, group])
        message = f"cannot look for {item.value!r} in {group.value!r}"
        raise TypeError(message)
    named = frame.book.lists[node.group.key]
    if isinstance(item.value, Flags):
        return _any_in_list(node, item, item.value, _options(node.item, frame), named, frame)
    if not isinstance(item.value, Options):
        message = f"cannot look for {item.value!r} in a list"
        raise TypeError(message)
    if item.value.possible is None:
        return traced(node, Truth.UNKNOWN, [item])
    truths = {option: in_list(option, named, frame) for option in item.value.possible}
    if len(set(truths.values())) == 1:
        return traced(node, next(iter(truths.values())), [item], _openings(truths, named))
    return traced(node, Truth.UNKNOWN, [item])


def _any_in_list(  # noqa: PLR0913, PLR0917 - the parts of one membership
    node: In, item: Traced, flags: Flags, options: tuple[str, ...], named: NamedList, frame: Frame
) -> Traced:
    inside = {option: in_list(option, named, frame) for option in options}
    truth = any_of(flags.truth(option) & inside[option] for option in options)
    open_ = {option: inside[option] for option in options if flags.truth(option) is Truth.TRUE}
    return traced(node, truth, [item], _openings(open_, named))


def _openings(truths: dict[str, Truth], named: NamedList) -> list[Cause]:
    if named.opening is None:
        return []
    return [
        Cause(named.opening.cause, f"{named.key}/{option}")
        for option, truth in truths.items()
        if truth is Truth.UNKNOWN
    ]


def in_list(option: str, named: NamedList, frame: Frame) -> Truth:
    """Whether an option is in a list: named, asserted, still open, or certainly not."""
    if option in named.items:
        return Truth.TRUE
    if named.opening is None or option not in named.may:
        return Truth.FALSE
    asserted = frame.finding(f"{named.key}/{option}")
    return Truth.UNKNOWN if asserted is None else Truth.of(asserted)


def _arithmetic(node: Arithmetic, frame: Frame) -> Traced:
    below = [evaluate(node.left, frame), evaluate(node.right, frame)]
    left, right = numbers_of(below[0]), numbers_of(below[1])
    match node.operator:
        case Operation.ADD:
            value = interval.add(left, right)
        case Operation.SUB:
            value = interval.subtract(left, right)
        case Operation.MUL:
            value = interval.multiply(left, right)
        case Operation.DIV:
            value = interval.divide(left, right)
    return traced(node, value, below)


def _if_else(node: IfElse, frame: Frame) -> Traced:
    test = evaluate(node.test, frame)
    if test.value is Truth.TRUE:
        then = evaluate(node.then, frame)
        return traced(node, then.value, [test, then])
    if test.value is Truth.FALSE:
        other = evaluate(node.other, frame)
        return traced(node, other.value, [test, other])
    then, other = evaluate(node.then, frame), evaluate(node.other, frame)
    return traced(node, join(then.value, other.value), [test, then, other])


def _call(node: Call, frame: Frame) -> Traced:
    name, arguments = node.function, node.arguments
    if name in ("holds", "amount"):
        rule = arguments[0]
        assert isinstance(rule, RuleRef)  # noqa: S101 - the checker saw to it
        return frame.read_rule(name, rule.rule, frame)
    if name in ("count", "total", "least", "most", "some", "every"):
        return _aggregate(node, frame)
    if name == "whole":
        return _whole(node, frame)
    if name in PERIOD_ENDS:
        day, period = evaluate(arguments[0], frame), arguments[1]
        assert isinstance(period, Choice)  # noqa: S101 - the checker saw to it
        return traced(node, call_period_end(name, day.value, period.option), [day])
    below = [evaluate(argument, frame) for argument in arguments]
    if name in FIXED:
        value, causes = call_fixed(name, [part.value for part in below])
        return traced(node, value, below, causes)
    choose = interval.minimum if name == "min" else interval.maximum
    chosen = numbers_of(below[0])
    for part in below[1:]:
        chosen = choose(chosen, numbers_of(part))
    return traced(node, chosen, below)


def _whole(node: Call, frame: Frame) -> Traced:
    below = [evaluate(argument, frame) for argument in node.arguments[:2]]
    mode = node.arguments[2]
    assert isinstance(mode, Choice)  # noqa: S101 - the checker saw to it
    steps = interval.divide(numbers_of(below[0]), numbers_of(below[1]))
    ends = [
        None if end is None else Fraction(round_to(end, mode.option)) for end in (steps.least, steps.most)
    ]
    return traced(node, Interval(ends[0], ends[1]), below)


def round_to(number: Fraction, mode: str) -> int:
    """Round to a whole number: `down`, `up`, or `half_up` (a half goes away from 0).

    >>> round_to(Fraction(5, 2), "half_up"), round_to(Fraction(-5, 2), "half_up")
    (3, -3)
    """
    if mode == "down":
        return number.numerator // number.denominator
    if mode == "up":
        return -((-number.numerator) // number.denominator)
    half = abs(number) + Fraction(1, 2)
    rounded = half.numerator // half.denominator
    return rounded if number >= 0 else -rounded


def _aggregate(node: Call, frame: Frame) -> Traced:
    argument = node.arguments[0]
    if isinstance(argument, FactRef):
        items = evaluate(argument, frame)
        assert isinstance(items.value, Items)  # noqa: S101 - the checker saw to it
        return _combine(node, "count", items.value, [], items, point(Fraction(0)))
    assert isinstance(argument, DefinitionRef)  # noqa: S101 - the checker saw to it
    definition = frame.book.definitions[argument.key]
    assert definition.over is not None  # noqa: S101
    assert definition.node is not None  # noqa: S101
    items = evaluate(FactRef(definition.over), frame)
    assert isinstance(items.value, Items)  # noqa: S101
    each = [
        evaluate(definition.node, attrs.evolve(frame, element=element)) for element in items.value.elements
    ]
    rest_each: Numbers = Interval(None, None)
    if node.function == "total" and items.value.complete is not Truth.TRUE:
        blank = frame.book.facts[definition.over].element
        assert blank is not None  # noqa: S101 - a list says what its elements are
        rest_each = numbers_of(evaluate(definition.node, attrs.evolve(frame, element=blank())))
    return _combine(node, node.function, items.value, each, items, rest_each)


def _open_total(total: Numbers, one: Numbers) -> Numbers:
    """Return a total to which any number of elements, each worth `one`, may still be added."""
    adds = one.least is not None and one.least >= 0
    takes = one.most is not None and one.most <= 0
    return Interval(total.least if adds else None, total.most if takes else None)


def _combine(  # noqa: PLR0913, PLR0917 - the parts of one aggregate
    node: Call, name: str, items: Items, each: list[Traced], listed: Traced, rest_each: Numbers
) -> Traced:
    complete = items.complete is Truth.TRUE
    # Once it is said that something is missing from the list, the list itself is what to ask for.
    asked = items.path if items.complete is Truth.FALSE else f"{items.path}_complete"
    more = [] if complete else [Cause(CauseKind.CASE, asked)]
    below = [listed, *each]
    if name == "count":
        known = Fraction(len(items.elements))
        return traced(node, Interval(known, known if complete else None), below, more)
    if name in ("some", "every"):
        rest = [] if complete else [Truth.UNKNOWN]
        truths = [truth_of(part) for part in each]
        truth = any_of([*truths, *rest]) if name == "some" else all_of([*truths, *rest])
        return traced(node, truth, below, more)
    values = [numbers_of(part) for part in each]
    if name == "total":
        total = point(Fraction(0))
        for value in values:
            total = interval.add(total, value)
        return traced(node, total if complete else _open_total(total, rest_each), below, more)
    choose = interval.minimum if name == "least" else interval.maximum
    chosen: Numbers = values[0] if values else Interval(None, None)
    for value in values[1:]:
        chosen = choose(chosen, value)
    if complete:
        return traced(node, chosen, below, more)
    opened = Interval(None, chosen.most) if name == "least" else Interval(chosen.least, None)
    return traced(node, opened, below, more)


__all__ = [
    "ContradictionError",
    "assert_truth",
    "evaluate",
    "evaluate_definition",
    "flatten",
    "in_list",
    "numbers_of",
    "round_to",
    "truth_of",
]
