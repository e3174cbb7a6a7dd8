"""Why it is a no: each condition that fails, what was given, what is required, how far off it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import attrs

from xixia_gov.engine.branch import Branch, Tried, day_of, try_condition
from xixia_gov.engine.frame import Frame, given
from xixia_gov.engine.interpret import evaluate
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.words import BookNames, number_text
from xixia_gov.expression.nodes import And, Compare, FactRef, IfElse, In, Node, Not, Or, walk
from xixia_gov.expression.sentence import say
from xixia_gov.interval import Interval
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import Failure, Force
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags

ReadRule = Callable[[str, str, Frame], Traced]


def failures(book: Rulebook, case: Case, matter: Matter, branches: tuple[Branch, ...]) -> tuple[Failure, ...]:
    """Return the conditions that fail under every reading; else those that fail under some."""
    frame = Frame(book, case, matter, {}, None, _no_rule)
    failing = [
        {tried.condition.id for tried in branch.tried if tried.truth is Truth.FALSE} for branch in branches
    ]
    # Where the rule is not in force, that alone decides: what fails under one reading only is no reason.
    ended = all(branch.force in (Force.NOT_YET, Force.ENDED) for branch in branches)
    ids = set.intersection(*failing) or (set() if ended else set.union(*failing))
    found: dict[str, Failure] = {}
    for branch in branches:
        for tried in branch.tried:
            id_ = tried.condition.id
            if id_ in ids and tried.truth is Truth.FALSE and id_ not in found:
                found[id_] = _failure(tried, frame)
    return tuple(found[id_] for id_ in sorted(found))


def failures_in(  # noqa: PLR0913, PLR0917 - a rule, a case, and what fails in it
    book: Rulebook,
    rule: Rule,
    case: Case,
    matter: Matter,
    failing: Iterable[tuple[Condition, Settings]],
    read_rule: ReadRule,
) -> tuple[Failure, ...]:
    """Return conditions of a rule that are known to fail, each under settings under which it does.

    They alone are worked out again, with a trace that says why.
    """
    facts = Frame(book, case, matter, {}, None, _no_rule)
    found = {}
    for condition, settings in failing:
        frame = Frame(book, case, matter, settings, None, read_rule)
        day = day_of(evaluate(rule.window.on, frame))
        found[condition.id] = _failure(try_condition(condition, attrs.evolve(frame, day=day)), facts)
    return tuple(found[id_] for id_ in sorted(found))


def _no_rule(_name: str, _rule: str, _frame: Frame) -> Traced:
    message = "only facts are read here"
    raise TypeError(message)


def _failure(tried: Tried, frame: Frame) -> Failure:
    names = BookNames(frame.book)
    leaves = list(decisive(tried.trace, Truth.FALSE))
    paths = sorted({path for leaf, _ in leaves for path in _paths(leaf)})
    known = [(path, given(frame, path)) for path in paths]
    known = [(path, value) for path, value in known if value is not UNKNOWN and value != ()]
    required = needed(tried.trace, Truth.FALSE, names)
    return Failure(
        condition=tried.condition.id,
        text=tried.condition.text,
        given=tuple((path, written(value)) for path, value in known),
        given_text=_given_text(leaves, names, frame),
        required=tried.condition.text if required is None else required,
        distance=_distance(leaves, names),
        at=tried.condition.cite,
    )


def decisive(trace: Traced, value: Truth) -> Iterator[tuple[Traced, Truth]]:
    """Yield the leaves that made a truth what it is, each with the truth it would need to have."""
    node = trace.node
    wanted = ~value
    match node:
        case And() | Or() | None if trace.below:
            for part in trace.below:
                if part.value is value:
                    yield from decisive(part, value)
        case Not():
            for leaf, _ in decisive(trace.below[0], wanted):
                yield leaf, value
        case IfElse():
            yield from decisive(trace.below[1], value)
        case Compare() | In() | FactRef():
            yield trace, wanted
        case _ if trace.below and isinstance(trace.below[0].value, Truth):
            yield from decisive(trace.below[0], value)
        case _:
            yield trace, wanted


def _required(leaf: Traced, wanted: Truth, names: BookNames) -> Text:
    node = leaf.node
    if node is None:
        return Text(zh="", en="")
    if isinstance(node, FactRef):
        words = (
            Text(zh="须{0}", en="must be so: {0}")
            if wanted is Truth.TRUE
            else Text(zh="须不是“{0}”", en="must not be so: {0}")
        )
        label = names.label(node)
        return Text(zh=words.zh.format(label.zh), en=words.en.format(label.en))
    needed = node if wanted is Truth.TRUE else Not(node)
    return Text(zh=say(needed, names, "zh"), en=say(needed, names, "en"))


def needed(trace: Traced, value: Truth, names: BookNames) -> Text | None:
    """Return what would have to be otherwise for a truth not to be `value`, in words.

    A false `and` needs every part of it that is false, a false `or` only one; for what is true and must
    not be it is the other way round. A way of reading the text is nothing anybody can bring about.
    """
    node = trace.node
    match node:
        case And() | Or() | None if trace.below:
            found = [needed(part, value, names) for part in trace.below if part.value is value]
            parts = list(dict.fromkeys(part for part in found if part is not None))
            every = isinstance(node, And) is (value is Truth.FALSE)
            return _joined(parts, every=every) if parts else None
        case Not():
            return needed(trace.below[0], ~value, names)
        case IfElse():
            return needed(trace.below[1], value, names)
        case Compare() if not any(isinstance(inner, FactRef) for inner in _read(trace)):
            return None
        case Compare() | In() | FactRef():
            return _required(trace, ~value, names)
        case _ if trace.below and isinstance(trace.below[0].value, Truth):
            return needed(trace.below[0], value, names)
        case _:
            return _required(trace, ~value, names) if node is not None else None


def _read(trace: Traced) -> Iterator[Node]:
    for inner in _all(trace):
        if inner.node is not None:
            yield from walk(inner.node)


def _joined(parts: list[Text], *, every: bool) -> Text:
    if len(parts) == 1:
        return parts[0]
    zh, en = ("，且", ", and ") if every else ("，或者", ", or ")
    other = ("，或者", ", or ") if every else ("，且", ", and ")
    return Text(
        zh=zh.join(f"（{part.zh}）" if other[0] in part.zh else part.zh for part in parts),
        en=en.join(f"({part.en})" if other[1] in part.en else part.en for part in parts),
    )


def _paths(leaf: Traced) -> Iterator[str]:
    for trace in _all(leaf):
        if isinstance(trace.node, FactRef):
            yield trace.node.path
    if leaf.node is not None:
        for node in walk(leaf.node):
            if isinstance(node, FactRef) and node.path != "as_of":
                yield node.path


def _all(trace: Traced) -> Iterator[Traced]:
    yield trace
    for part in trace.below:
        yield from _all(part)


def _given_text(leaves: list[tuple[Traced, Truth]], names: BookNames, frame: Frame) -> Text:
    said: dict[str, Text] = {}
    for leaf, _ in leaves:
        for trace in _all(leaf):
            if isinstance(trace.node, FactRef) and trace.node.path not in said:
                label = (
                    names.label(trace.node)
                    if trace.node.path == "as_of"
                    else (frame.book.facts[trace.node.path].label)
                )
                value = names.value(trace.node, trace.value)
                said[trace.node.path] = Text(zh=f"{label.zh}：{value.zh}", en=f"{label.en}: {value.en}")
    parts = list(said.values())
    return Text(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts))


def _distance(leaves: list[tuple[Traced, Truth]], names: BookNames) -> Text | None:
    """Return the difference where exactly one comparison of two known values decides."""
    compared = [
        leaf
        for leaf, _ in leaves
        if isinstance(leaf.node, Compare) and any(isinstance(node, FactRef) for node in _read(leaf))
    ]
    if len(compared) != 1:
        return None
    left, right = compared[0].below
    if not isinstance(left.value, Interval) or not isinstance(right.value, Interval):
        return None
    if not left.value.settled or not right.value.settled:
        return None
    one, two = left.value.least, right.value.least
    if isinstance(one, dt.date) and isinstance(two, dt.date):
        days = abs((one - two).days)
        return None if days == 0 else Text(zh=f"相差{days}天", en=f"{days} day{'s' * (days != 1)} apart")
    unit = names.unit(left.node) if left.node is not None else None
    if unit is None and right.node is not None:
        unit = names.unit(right.node)
    difference = abs(one - two)  # type: ignore[operator] # two numbers
    if difference == 0:  # at a bound that is outside: nothing is apart
        return None
    if unit is not None and unit.name == "class":
        return Text(zh=f"相差{difference}级", en=f"{difference} class{'es' * (difference != 1)} apart")
    text = number_text(difference, unit)
    return Text(zh=f"相差{text.zh}", en=f"{text.en} apart")


def written(value: object) -> str:
    """Return a fact's value as a case file writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Money():
            return str(value)
        case dt.date():
            return value.isoformat()
        case Flags():
            return ", ".join(name for name, said in value.said if said) or "[]"
        case tuple():
            return str(len(value))
        case _:
            return str(value)


__all__ = ["decisive", "failures", "written"]
