"""A part of a rule is one thing it works out: whether it is in force, a condition, an exception, the sum.

A part reads a few axes only, so it can be worked out in every cell of their product. What the whole
rule does follows from its parts: an answer is yes where every condition holds, and cells of several
parts belong together where they agree on the axes the parts share.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from xixia_gov.analysis.axes import ABSENT, Axis
from xixia_gov.analysis.places import infos
from xixia_gov.engine.branch import day_of, force_on, pay, try_condition
from xixia_gov.engine.decide import read_rule
from xixia_gov.engine.findings import library_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import ContradictionError, evaluate, truth_of
from xixia_gov.engine.reach import reach
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import Node, TableRef, walk
from xixia_gov.frozen import FrozenMap
from xixia_gov.interval import Interval
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import Amount, Force
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.vocabulary import related

Cell = Mapping[str, Any]
"""A value for each of some axes."""
MAX_CELLS: Final = 20_000
"""Cells of one part that are worked out; of more a sample is."""


class Role(enum.Enum):
    """What a part is to its rule."""

    FORCE = "force"
    CONDITION = "condition"
    CHECK = "check"
    EXCEPTION = "exception"
    PAYS = "pays"
    GIVES = "gives"


@attrs.frozen
class Result:
    """What a part comes to in one cell; `holding` names the alternatives that may hold where it has some.

    `ends` are those of a number or a day that is given. It is `idle` where it reads a table that has no row
    there: the answer is then a no, whatever it says.
    """

    truth: Truth
    amount: Amount | None = None
    holding: tuple[str, ...] = ()
    idle: bool = False
    ends: tuple[Any, Any] | None = None


@attrs.frozen
class Part:
    """One part of a rule with the axes it reads, in order, and the other rules it reads.

    `tables` are those it takes a value from: without a row there, it has none.
    """

    role: Role
    name: str
    axes: tuple[Axis, ...]
    condition: Condition | None = None
    nodes: tuple[Node, ...] = ()
    reads: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@attrs.frozen
class Worked:
    """A part in each cell: the values of its axes, in their order, and what it comes to there.

    `whole` says that these are all cells and that each stands for its values exactly.
    """

    part: Part
    cells: dict[tuple[Any, ...], Result] = attrs.field(repr=False)
    whole: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the axes."""
        return tuple(axis.name for axis in self.part.axes)


def parts_of(book: Rulebook, rule: Rule, axes: Mapping[str, Axis]) -> tuple[Part, ...]:
    """Return the parts of a rule.

    >>> from xixia_gov.analysis.axes import axes_of
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> rule = book.latest("trade_in.appliance")
    >>> [part.name for part in parts_of(book, rule, axes_of(book, rule))][:2]
    ['force', 'energy_class']
    """

    def part(
        role: Role,
        name: str,
        nodes: Iterable[Node],
        more: str | None = None,
        condition: Condition | None = None,
    ) -> Part:
        listed = tuple(nodes)
        read = axes_read(book, rule, axes, listed, () if more is None else (more,))
        rules = tuple(sorted(reach(listed, library_of(book)).rules))
        return Part(role, name, read, condition, listed, rules, _tables_taken_from(book, listed))

    found = [part(Role.FORCE, "force", [rule.window.on])]
    for role, conditions in ((Role.CONDITION, rule.conditions), (Role.CHECK, rule.check)):
        found += [part(role, one.id, one.nodes, one.key if one.opening else None, one) for one in conditions]
    for place, exemption in enumerate(rule.exemptions):
        found.append(part(Role.EXCEPTION, f"exception {place + 1}", [exemption.when]))
    if rule.payment is not None:
        sums = [node for node in (rule.payment.least, rule.payment.most) if node is not None]
        found.append(part(Role.PAYS, "pays", sums, rule.payment.rounding))
    for output in rule.outputs:
        if output.node is not None:
            found.append(part(Role.GIVES, output.id, [output.node]))
        found += [part(Role.GIVES, f"{output.id}.{way.id}", [way.node]) for way in output.ways]
    return tuple(found)


def axes_read(
    book: Rulebook, rule: Rule, axes: Mapping[str, Axis], nodes: Iterable[Node], more: tuple[str, ...] = ()
) -> tuple[Axis, ...]:
    """Return the axes that some expressions read: facts with their gates, findings, readings."""
    read = reach(nodes, library_of(book))
    dated = any(len(book.figures[key].versions) > 1 for key in read.figures)
    on = reach([rule.window.on], library_of(book)) if dated else None
    names = {*more, *read.facts, *read.definitions, *read.readings}
    names |= set() if on is None else {*on.facts, *on.readings}
    names |= {key for name in read.lists for key in axes if key.startswith(f"{name}/")}
    for other in read.rules:
        names |= {c.key for version in book.rules[other] for c in (*version.conditions, *version.check)}
    gates = (axes[name].gate for name in tuple(names) if name in axes)
    names |= {gate for gate in gates if gate is not None}
    roots = {book.vocabulary.subject(name).ROOT for name in rule.subjects}  # type: ignore[union-attr] # the loader saw to it
    if any(name.partition(".")[0] in roots for name in names):
        names.add("subject")
    return tuple(axes[name] for name in sorted(names) if name in axes)


def combinations(
    axes: tuple[Axis, ...], seeds: Sequence[Cell] = (), budget: int = MAX_CELLS
) -> tuple[Iterable[tuple[Any, ...]], bool]:
    """Return the cells of some axes, and whether they are all.

    Of more cells than the budget allows, those near the seeds are taken: the seeds, and each with one of
    its values changed. They are added to the others where an axis is a sample: two facts that a rule compares
    may meet in an example alone.
    """
    size = 1
    for axis in axes:
        size *= len(axis.values)
    if size > budget:
        return _near(axes, seeds, budget), False
    whole = itertools.product(*(axis.values for axis in axes))
    if not seeds or all(axis.exact for axis in axes):
        return whole, True
    return itertools.chain(whole, _near(axes, seeds, budget)), True


def _near(axes: tuple[Axis, ...], seeds: Sequence[Cell], budget: int) -> list[tuple[Any, ...]]:
    """Return the seeds, and each with one of its values changed."""
    starts = [tuple(seed.get(axis.name, axis.values[0]) for axis in axes) for seed in seeds]
    starts.append(tuple(axis.values[0] for axis in axes))
    starts = list(dict.fromkeys(starts))
    moved = [
        (*start[:place], value, *start[place + 1 :])
        for start in starts
        for place, axis in enumerate(axes)
        for value in axis.values
    ]
    step = max(1, -(-len(moved) // max(1, budget - len(starts))))
    return [*starts[:budget], *moved[::step]]


def work_out(
    book: Rulebook, rule: Rule, part: Part, seeds: Sequence[Cell] = (), *, budget: int = MAX_CELLS
) -> Worked:
    """Return a part in every cell of its axes, or in a sample of them."""
    tuples, every = combinations(part.axes, seeds, budget)
    names = [axis.name for axis in part.axes]
    cells: dict[tuple[Any, ...], Result] = {}
    for values in tuples:
        if values not in cells:
            result = result_in(book, rule, part, dict(zip(names, values, strict=True)))
            if result is not None:
                cells[values] = result
    return Worked(part, cells, every and all(axis.exact for axis in part.axes))


def frame_in(book: Rulebook, rule: Rule, cell: Cell, gates: Iterable[Axis]) -> Frame | None:
    """Return where the expressions of a rule are evaluated in one cell; None where there is no such case."""
    case = case_in(book, rule, cell, gates=gates)
    if case is None:
        return None
    frame = Frame(book, case, case.matters[0], case.settle, None, read_rule)
    return attrs.evolve(frame, day=day_of(evaluate(rule.window.on, frame)))


def result_in(book: Rulebook, rule: Rule, part: Part, cell: Cell) -> Result | None:
    """Return what a part comes to in one cell; None where there is no such case."""
    try:
        frame = frame_in(book, rule, cell, part.axes)
        if frame is None:
            return None
        match part.role:
            case Role.FORCE:
                force = force_on(rule.window, frame.day, book.known_through)
                return Result(_IN_FORCE[force])
            case Role.CONDITION | Role.CHECK:
                assert part.condition is not None  # noqa: S101 - such a part has one
                tried = try_condition(part.condition, frame)
                holding = _holding(part.condition, tried.trace.below, tried.applies)
                return Result(tried.truth, holding=holding, idle=_without_row(part, frame))
            case Role.EXCEPTION:
                return Result(truth_of(evaluate(part.nodes[0], frame)))
            case Role.GIVES:
                value = evaluate(part.nodes[0], frame).value
                if isinstance(value, Interval):
                    return Result(Truth.TRUE, ends=(value.least, value.most))
                return Result(truth_of(evaluate(part.nodes[0], frame)))
            case Role.PAYS:
                if _without_row(part, frame):
                    return Result(Truth.TRUE, idle=True)
                amount, _, _ = pay(rule, frame, FrozenMap(frame.settings))
                return Result(Truth.TRUE, amount)
    except (ContradictionError, InputError):
        return None


def _tables_taken_from(book: Rulebook, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """Return the tables that some expressions, or the definitions they read, take a value from."""
    definitions = (book.definitions[key].node for key in reach(nodes, library_of(book)).definitions)
    read = {
        inner.key
        for node in (*nodes, *definitions)
        if node is not None
        for inner in walk(node)
        if isinstance(inner, TableRef) and inner.output != "row"
    }
    return tuple(sorted(read))


def _without_row(part: Part, frame: Frame) -> bool:
    """Whether a table that the part takes a value from has no row."""
    return any(evaluate(TableRef(key, "row"), frame).value is Truth.FALSE for key in part.tables)


_IN_FORCE: Final = {
    Force.IN_FORCE: Truth.TRUE,
    Force.PRESUMED: Truth.TRUE,
    Force.NOT_YET: Truth.FALSE,
    Force.ENDED: Truth.FALSE,
    Force.UNKNOWN: Truth.UNKNOWN,
}


def _holding(condition: Condition, below: tuple[Any, ...], applies: bool) -> tuple[str, ...]:  # noqa: FBT001
    parts = condition.alternatives
    if not applies or len(below) != len(parts):
        return ()
    return tuple(part.id for part, trace in zip(parts, below, strict=True) if trace.value is not Truth.FALSE)


def case_in(book: Rulebook, rule: Rule, cell: Cell, *, gates: Iterable[Axis] = ()) -> Case | None:
    """Return the case of a cell: what it does not name is unknown, readings are as preferred.

    None where there is no such case: a fact whose gate is shut, or facts that exclude each other.
    """
    if not all(_exists(axis, cell) for axis in gates):
        return None
    facts: dict[str, dict[str, Any]] = {}
    findings: dict[str, bool] = {}
    settle = {id_: book.readings[id_].preferred for id_ in rule.readings}
    for name, value in cell.items():
        if name in ("subject", "as_of") or value is UNKNOWN:
            continue
        if name in book.readings:
            settle[name] = value
        elif name in book.facts:
            root, _, fact = name.partition(".")
            facts.setdefault(root, {})[fact] = value
        else:
            findings[name] = value
    matter = book.vocabulary.matter(rule.matter)
    subject = book.vocabulary.subject(cell.get("subject", rule.subjects[0]))
    assert matter is not None  # noqa: S101 - the loader saw to both
    assert subject is not None  # noqa: S101
    own = facts.get("own", {})
    try:
        return Case(
            subject=subject(**facts.get(subject.ROOT, {}), **_related(subject, facts)),
            as_of=cell.get("as_of", book.known_through),
            matters=(matter(**facts.get(matter.ROOT, {}), own=own),),
            findings=findings,
            settle=settle,
        )
    except InputError:
        return None


def _related(subject: type[Thing], facts: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for root, field in related(subject).items():
        if root in facts:
            element = infos(subject)[field].element
            assert element is not None  # noqa: S101 - a relation has one
            found[field] = element(**facts[root])
    return found


def _exists(axis: Axis, cell: Cell) -> bool:
    """Whether a gated fact has a value exactly where its gate is open; an unknown gate leaves it unknown."""
    if axis.gate is None:
        return True
    opened = cell.get(axis.gate, UNKNOWN)
    value = cell[axis.name]
    if opened is UNKNOWN:
        return True
    return bool((value is ABSENT) != (opened == axis.opened))


def joint(book: Rulebook, rule: Rule, cells: Iterable[Cell]) -> Case | None:
    """Return the case of several cells that agree on the axes they share."""
    merged: dict[str, Any] = {}
    for cell in cells:
        merged |= cell
    return case_in(book, rule, merged)


__all__ = [
    "MAX_CELLS",
    "Cell",
    "Part",
    "Result",
    "Role",
    "Worked",
    "case_in",
    "combinations",
    "joint",
    "parts_of",
    "result_in",
    "work_out",
]
