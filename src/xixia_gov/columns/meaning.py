"""What each node of an expression means in columns: all it could be, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import attrs

from xixia_gov.columns import arithmetic, days, span
from xixia_gov.columns.choice import Choice as ChoiceValue
from xixia_gov.columns.choice import Flags, Options, Picked, by_option, one_option
from xixia_gov.columns.compare import compare, compare_choices
from xixia_gov.columns.facts import Facts
from xixia_gov.columns.figures import figure
from xixia_gov.columns.join import either, meet
from xixia_gov.columns.lists import aggregate
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Point, Range, Span
from xixia_gov.columns.tables import table
from xixia_gov.columns.three import Three, all_of, any_of, fixed, opposite, read, three
from xixia_gov.columns.worth import Worth, span_of, truth_of, worth
from xixia_gov.engine.findings import library_of, suppliers_of
from xixia_gov.engine.reach import reach
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
from xixia_gov.model.definition import Definition, NamedList
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth

ReadRule = Callable[[str, str, "Place"], Worth]


@attrs.frozen(eq=False)
class Place:
    """Where an expression stands: the readings settled, the day that selects the law, the list it is over.

    `day` is None while no day selects; `element` is the first word of the facts of a list's element.
    """

    settings: Mapping[str, str]
    day: Point | None
    element: str | None = None


class Meaning:
    """Works out expressions over the facts of a row; what was worked out once is not done again."""

    def __init__(self, facts: Facts, read_rule: ReadRule) -> None:
        self.facts = facts
        self.pool: Pool = facts.pool
        self.book: Rulebook = facts.book
        self._read_rule = read_rule
        self._done: dict[tuple[object, ...], Worth] = {}
        self._reads: dict[str, tuple[str, ...]] = {}

    def remembered(
        self, name: str, place: Place, readings: tuple[str, ...], work: Callable[[], Worth]
    ) -> Worth:
        """Return what `work` returns, doing it once for each way of settling the readings it depends on."""
        day = None if place.day is None else place.day.term.number
        key = (name, day, place.element, *(place.settings[id_] for id_ in readings))
        found = self._done.get(key)
        if found is None:
            found = self._done[key] = work()
        return found

    def readings_of(self, name: str, *nodes: Node) -> tuple[str, ...]:
        """Return the readings that some nodes depend on; `name` is theirs."""
        found = self._reads.get(name)
        if found is None:
            found = self._reads[name] = tuple(sorted(reach(nodes, library_of(self.book)).readings))
        return found

    def of(self, node: Node, place: Place) -> Worth:
        """Return what an expression is worth."""
        pool = self.pool
        match node:
            case Literal(value=value):
                return worth(pool, span.constant(pool, Fraction(value)))
            case Choice(option=option):
                return worth(pool, one_option(pool, option))
            case ReadingRef(key=key):
                return worth(pool, one_option(pool, place.settings[key]))
            case FactRef(path=path):
                return self.fact(path, place)
            case FigureRef(key=key):
                return worth(pool, figure(pool, self.book.figures[key], place.day))
            case DefinitionRef(key=key):
                return self.definition(self.book.definitions[key], place)
            case TableRef(key=key, output=output):
                return table(self, self.book.tables[key], output, place)
            case Compare():
                return self.compared(node, place)
            case In():
                return self.membership(node, place)
            case And(parts=parts):
                below = [self.of(part, place) for part in parts]
                return worth(pool, all_of(pool, [truth_of(part) for part in below]), below)
            case Or(parts=parts):
                below = [self.of(part, place) for part in parts]
                return worth(pool, any_of(pool, [truth_of(part) for part in below]), below)
            case Not(part=part):
                inside = self.of(part, place)
                return worth(pool, opposite(pool, truth_of(inside)), [inside])
            case Arithmetic():
                return self.arithmetic(node, place)
            case IfElse(test=test, then=then, other=other):
                return self.if_else(test, then, other, place)
            case Call():
                return self.call(node, place)
            case _:
                message = f"an unchecked node has no meaning: {node!r}"
                raise TypeError(message)

    def fact(self, path: str, place: Place) -> Worth:
        """Return a fact; where a definition computes it, what both allow."""
        given = self.facts.fact(path)
        definition = suppliers_of(self.book).get(path)
        if definition is None:
            return given
        computed = self.definition(definition, place)
        value, clash = meet(self.pool, given.value, computed.value)
        return worth(self.pool, value, [computed], given.missing, clash=clash)

    def definition(self, definition: Definition, place: Place) -> Worth:
        """Return a definition: computed, or asserted; where both differ it clashes."""
        key, node = definition.key, definition.node
        if node is None:
            return self.open_term(key)
        readings = self.readings_of(f"definition {key}", node)
        computed = self.remembered(f"definition {key}", place, readings, lambda: self.of(node, place))
        return self.asserted(key, computed)

    def open_term(self, key: str) -> Worth:
        """Return words that only an assertion settles."""
        pool = self.pool
        said = self.facts.finding(key)
        value = fixed(pool, Truth.UNKNOWN) if said is None else read(pool, said)
        return worth(pool, value, waits=value.open)

    def asserted(self, key: str, computed: Worth) -> Worth:
        """Return a truth with what the row asserts of it; where they differ it clashes."""
        said = self.facts.finding(key)
        if said is None or not isinstance(computed.value, Three):
            return computed
        pool, truth, claim = self.pool, computed.value, read(self.pool, said)
        value = three(
            pool,
            pool.any(truth.sure, pool.all(truth.maybe, claim.sure)),
            pool.all(truth.maybe, pool.any(truth.sure, claim.maybe)),
        )
        against = pool.any(
            pool.all(truth.sure, pool.no(claim.maybe)), pool.all(pool.no(truth.maybe), claim.sure)
        )
        return worth(pool, value, [computed], clash=against)

    def options(self, node: Node) -> tuple[str, ...]:
        """Return the options of the choice or many-of fact that a node gives, in their order."""
        match node:
            case FactRef(path=path):
                return self.book.facts[path].option_ids
            case DefinitionRef(key=key):
                kind = self.book.definitions[key].type
                return kind.options if isinstance(kind, ChoiceType | FlagsType) else ()
            case IfElse(then=then, other=other):
                return self.options(then) or self.options(other)
            case TableRef(key=key, output=output):
                gives = self.book.tables[key].gives.get(output)
                return gives.options if isinstance(gives, ChoiceType | FlagsType) else ()
            case _:
                return ()

    def compared(self, node: Compare, place: Place) -> Worth:
        """Return a comparison of two numbers, days or choices."""
        left, right = self.of(node.left, place), self.of(node.right, place)
        if isinstance(left.value, Point | Range):
            truth = compare(self.pool, node.operator, left.value, span_of(right))
        else:
            ranks = self.options(node.left) or self.options(node.right)
            truth = compare_choices(self.pool, node.operator, choice_of(left), choice_of(right), ranks)
        return worth(self.pool, truth, [left, right])

    def membership(self, node: In, place: Place) -> Worth:
        """Return whether a choice is in a list, or an option among those of a many-of fact."""
        pool = self.pool
        item = self.of(node.item, place)
        if not isinstance(node.group, ListRef):
            group = self.of(node.group, place)
            assert isinstance(group.value, Flags)  # noqa: S101 - the checker saw to it
            option = choice_of(item)
            assert isinstance(option, Picked)  # noqa: S101 - as above
            return worth(pool, group.value.said[str(option.term.param)], [item, group])
        named = self.book.lists[node.group.key]
        if isinstance(item.value, Flags):
            return self._any_in_list(item, item.value, named)
        value = choice_of(item)
        if isinstance(value, Picked) and value.options is None:
            return self._code_in_list(item, value, named)
        truth = by_option(pool, value, lambda option: self.in_list(option, named))
        if named.opening is None:
            return worth(pool, truth, [item])
        every = by_option(pool, value, lambda option: known_open(pool, self.in_list(option, named)))
        return worth(pool, truth, [item], waits=every.sure)

    def _code_in_list(self, item: Worth, value: Picked, named: NamedList) -> Worth:
        """Return whether a code is in a list: text that the list does not name is not in it."""
        pool = self.pool
        names = sorted(named.items | named.may)
        inside = {option: self.in_list(option, named) for option in names}
        where = {option: pool.fill(pool.among(value.term, [option]), pool.false) for option in names}
        unknown = pool.null(value.term)
        sure = pool.any(*(pool.all(where[option], inside[option].sure) for option in names))
        maybe = pool.any(unknown, *(pool.all(where[option], inside[option].maybe) for option in names))
        waits = pool.any(*(pool.all(where[option], inside[option].open) for option in names))
        return worth(pool, three(pool, sure, maybe), [item], waits=waits)

    def _any_in_list(self, item: Worth, flags: Flags, named: NamedList) -> Worth:
        pool = self.pool
        inside = {option: self.in_list(option, named) for option in flags.said}
        truth = any_of(pool, [all_of(pool, [said, inside[option]]) for option, said in flags.said.items()])
        waits = pool.any(*(pool.all(said.sure, inside[option].open) for option, said in flags.said.items()))
        return worth(pool, truth, [item], waits=waits)

    def in_list(self, option: str, named: NamedList) -> Three:
        """Return whether an option is in a list: named, asserted, still open, or certainly not."""
        pool = self.pool
        if option in named.items:
            return fixed(pool, Truth.TRUE)
        if named.opening is None or option not in named.may:
            return fixed(pool, Truth.FALSE)
        said = self.facts.finding(f"{named.key}/{option}")
        return fixed(pool, Truth.UNKNOWN) if said is None else read(pool, said)

    def arithmetic(self, node: Arithmetic, place: Place) -> Worth:
        """Return two numbers combined."""
        below = [self.of(node.left, place), self.of(node.right, place)]
        work = {
            Operation.ADD: arithmetic.add,
            Operation.SUB: arithmetic.subtract,
            Operation.MUL: arithmetic.multiply,
            Operation.DIV: arithmetic.divide,
        }[node.operator]
        return worth(self.pool, work(self.pool, span_of(below[0]), span_of(below[1])), below)

    def if_else(self, test: Node, then: Node, other: Node, place: Place) -> Worth:
        """Return one of two by a test; both joined while it is open."""
        pool = self.pool
        tested = self.of(test, place)
        truth = truth_of(tested)
        if truth.sure is pool.true or truth.maybe is pool.false:
            # Only one of the two is ever looked at.
            only = self.of(then if truth.sure is pool.true else other, place)
            return worth(pool, only.value, [tested, only])
        one, two = self.of(then, place), self.of(other, place)
        value = either(pool, truth, one.value, two.value)
        return worth(pool, value, [tested, (truth.maybe, one), (pool.no(truth.sure), two)])

    def call(self, node: Call, place: Place) -> Worth:
        """Return what a function gives."""
        pool, name, arguments = self.pool, node.function, node.arguments
        if name in ("holds", "amount"):
            rule = arguments[0]
            assert isinstance(rule, RuleRef)  # noqa: S101 - the checker saw to it
            return self._read_rule(name, rule.rule, place)
        if name in ("count", "total", "least", "most", "some", "every"):
            return aggregate(self, node, place)
        if name == "whole":
            below = [self.of(argument, place) for argument in arguments[:2]]
            mode = arguments[2]
            assert isinstance(mode, Choice)  # noqa: S101 - the checker saw to it
            steps = arithmetic.divide(pool, span_of(below[0]), span_of(below[1]))
            return worth(pool, arithmetic.whole(pool, steps, mode.option), below)
        if name in PERIOD_ENDS:
            day, period = self.of(arguments[0], place), arguments[1]
            assert isinstance(period, Choice)  # noqa: S101 - as above
            return worth(pool, days.period_end(pool, name, span_of(day), period.option), [day])
        below = [self.of(argument, place) for argument in arguments]
        values = [span_of(part) for part in below]
        if name in FIXED:
            value, beyond = days.call(pool, name, values)
            return worth(pool, value, below, waits=beyond)
        choose = arithmetic.minimum if name == "min" else arithmetic.maximum
        chosen: Span = values[0]
        for value in values[1:]:
            chosen = choose(pool, chosen, value)
        return worth(pool, chosen, below)


def known_open(pool: Pool, truth: Three) -> Three:
    """Return whether a truth is open, which is never open itself."""
    return Three(truth.open, truth.open, pool.false)


def choice_of(one: Worth) -> ChoiceValue:
    """Return a value that is a choice."""
    if not isinstance(one.value, Picked | Options):
        message = f"no choice: {one.value!r}"
        raise TypeError(message)
    return one.value


__all__ = ["Meaning", "Place", "choice_of"]
