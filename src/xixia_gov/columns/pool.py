"""A pool makes terms: each once, and none for what is the same in every row."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Final

from xixia_gov import dates
from xixia_gov.columns.bounds import Ends
from xixia_gov.columns.term import (
    OPPOSITE,
    SWAPPED,
    Kind,
    Op,
    Param,
    Scalar,
    Term,
    compared,
)
from xixia_gov.expression.nodes import Comparison

_MIRRORED: Final = frozenset({Comparison.EQ, Comparison.NE})


class Pool:
    """All terms of one program.

    >>> pool = Pool()
    >>> a = pool.column("a", "truth")
    >>> pool.all(pool.null(a), pool.true) is pool.null(a)
    True
    """

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Term] = {}
        self.domains: Final[dict[str, Ends]] = {}
        self.known_ends: Final[dict[int, Ends]] = {}
        """What each number can be in the hard domains of its facts, once it was asked for."""
        self.true: Final = self.constant(True, "truth")  # noqa: FBT003 - the value itself
        self.false: Final = self.constant(False, "truth")  # noqa: FBT003 - the value itself

    def _make(self, op: Op, args: tuple[Term, ...], param: Param, kind: Kind, *, nullable: bool) -> Term:
        key = (op, kind, type(param), param, *(id(arg) for arg in args))
        term = self._made.get(key)
        if term is None:
            term = self._made[key] = Term(op, args, param, kind, nullable, len(self._made))
        return term

    def constant(self, value: Scalar | None, kind: Kind) -> Term:
        """Return a value that is the same in every row; None is null."""
        return self._make(Op.CONSTANT, (), value, kind, nullable=value is None)

    def number(self, value: int) -> Term:
        """Return a whole number."""
        return self.constant(value, "number")

    def column(
        self,
        name: str,
        kind: Kind,
        *,
        least: int | None = None,
        most: int | None = None,
        nullable: bool = True,
    ) -> Term:
        """Return a column of the input, with the limits of what it can hold, and whether it may be null."""
        self.domains[name] = (
            -math.inf if least is None else least,
            math.inf if most is None else most,
        )
        return self._make(Op.COLUMN, (), name, kind, nullable=nullable)

    def ends(self, name: str) -> Ends:
        """Return the limits of what a column can hold."""
        return self.domains[name]

    def all(self, *terms: Term) -> Term:
        """Whether every one of some truths that are never null holds."""
        return self._joined(Op.ALL, terms, empty=self.true, stop=self.false)

    def any(self, *terms: Term) -> Term:
        """Whether at least one of some truths that are never null holds."""
        return self._joined(Op.ANY, terms, empty=self.false, stop=self.true)

    def _joined(self, op: Op, terms: Iterable[Term], *, empty: Term, stop: Term) -> Term:
        kept: dict[int, Term] = {}
        for term in terms:
            if term is stop:
                return stop
            if term is not empty:
                kept[id(term)] = term
        for term in kept.values():
            if term.op is Op.NO and id(term.args[0]) in kept:
                return stop
        if not kept:
            return empty
        if len(kept) == 1:
            return next(iter(kept.values()))
        ordered = sorted(kept.values(), key=lambda term: term.number)
        return self._make(op, tuple(ordered), None, "truth", nullable=False)

    def no(self, term: Term) -> Term:
        """Whether a truth does not hold; null where it is null."""
        if term.constant:
            return self.constant(None if term.param is None else not term.param, "truth")
        if term.op is Op.NO:
            return term.args[0]
        if term.op is Op.COMPARE:
            assert isinstance(term.param, Comparison)  # noqa: S101 - made by `compare`
            return self.compare(OPPOSITE[term.param], *term.args)
        return self._make(Op.NO, (term,), None, "truth", nullable=term.nullable)

    def null(self, term: Term) -> Term:
        """Whether a term has no value."""
        if not term.nullable:
            return self.false
        if term.constant:
            return self.true
        match term.op:
            case Op.COLUMN:
                return self._make(Op.NULL, (term,), None, "truth", nullable=False)
            case Op.FILL:
                return self.all(*(self.null(arg) for arg in term.args))
            case Op.CHOOSE:
                test, then, other = term.args
                if other.nullable and not then.nullable and self.null(other) is self.null(test):
                    return self.null(other)  # a test that is null takes the other, and both are null together
                return self.choose(self.fill(test, self.false), self.null(then), self.null(other))
            case _:
                return self.any(*(self.null(arg) for arg in term.args))

    def fill(self, term: Term, other: Term) -> Term:
        """Return the first, or the second where the first is null."""
        if not term.nullable:
            return term
        if term.constant:
            return other
        if other.constant and other.param is None:
            return term
        return self._make(Op.FILL, (term, other), None, term.kind, nullable=other.nullable)

    def compare(self, operator: Comparison, one: Term, two: Term) -> Term:
        """Compare two numbers, days or texts; null where one of them is."""
        if (one.constant and one.param is None) or (two.constant and two.param is None):
            return self.constant(None, "truth")
        if one.constant and two.constant:
            return self.constant(compared(operator, one.param, two.param), "truth")  # type: ignore[arg-type] # values
        if one.constant or (operator in _MIRRORED and one.number > two.number and not two.constant):
            one, two, operator = two, one, SWAPPED[operator]
        if one is two and not one.nullable:
            return self.constant(operator in (Comparison.EQ, Comparison.LE, Comparison.GE), "truth")
        nullable = one.nullable or two.nullable
        return self._make(Op.COMPARE, (one, two), operator, "truth", nullable=nullable)

    def among(self, term: Term, options: Iterable[str]) -> Term:
        """Whether a text is one of some; null where it is null."""
        wanted = tuple(sorted(set(options)))
        if term.constant:
            value = None if term.param is None else term.param in wanted
            return self.constant(value, "truth")
        if len(wanted) == 1:
            return self.compare(Comparison.EQ, term, self.constant(wanted[0], "text"))
        return self._make(Op.AMONG, (term,), wanted, "truth", nullable=term.nullable)

    def add(self, one: Term, two: Term) -> Term:
        """Return a sum; null where one of the two is."""
        if one.constant:
            one, two = two, one
        if two.constant:
            if two.param is None:
                return two
            if one.constant:
                value = None if one.param is None else _int(one) + _int(two)
                return self.constant(value, "number")
            if two.param == 0:
                return one
        elif one.number > two.number:
            one, two = two, one
        return self._make(Op.ADD, (one, two), None, "number", nullable=one.nullable or two.nullable)

    def times(self, one: Term, two: Term) -> Term:
        """Return a product; null where one of the two is."""
        if one.constant:
            one, two = two, one
        if two.constant:
            if two.param is None:
                return two
            if one.constant:
                value = None if one.param is None else _int(one) * _int(two)
                return self.constant(value, "number")
            if two.param == 1:
                return one
        elif one.number > two.number:
            one, two = two, one
        return self._make(Op.TIMES, (one, two), None, "number", nullable=one.nullable or two.nullable)

    def minus(self, one: Term, two: Term) -> Term:
        """Return a difference; null where one of the two is."""
        return self.add(one, self.times(two, self.number(-1)))

    def floor(self, term: Term, by: int) -> Term:
        """Divide by a positive whole number and round down; null where it is null."""
        if by == 1:
            return term
        if term.constant:
            return self.constant(None if term.param is None else _int(term) // by, "number")
        return self._make(Op.FLOOR, (term,), by, "number", nullable=term.nullable)

    def rest(self, term: Term, by: int) -> Term:
        """Return what is left over after `floor`, from 0 to `by` - 1."""
        return self.minus(term, self.times(self.floor(term, by), self.number(by)))

    def choose(self, test: Term, then: Term, other: Term) -> Term:
        """Return the first where the test holds, else the second; a test that is null does not hold."""
        if test.constant:
            return then if test.param is True else other
        if then is other:
            return then
        if test.op is Op.NO and not test.nullable:
            return self.choose(test.args[0], other, then)
        if then.kind == "truth" and not (then.nullable or other.nullable or test.nullable):
            return self.any(self.all(test, then), self.all(self.no(test), other))
        nullable = then.nullable or other.nullable
        return self._make(Op.CHOOSE, (test, then, other), None, then.kind, nullable=nullable)

    def code(self, cases: Iterable[tuple[Term, int]], other: int | None) -> Term:
        """Return the number of the first truth (never null) that holds, `other` where none does."""
        kept: list[tuple[Term, int]] = []
        for test, number in cases:
            if test is self.false:
                continue
            if test is self.true:
                other = number
                break
            kept.append((test, number))
        while kept and kept[-1][1] == other:
            kept.pop()
        if not kept:
            return self.constant(other, "code")
        tests = tuple(test for test, _ in kept)
        numbers = (*(number for _, number in kept), other)
        return self._make(Op.CODE, tests, numbers, "code", nullable=other is None)

    def mask(self, bits: Mapping[int, Term]) -> Term:
        """Return a whole number with a bit for each truth (never null) that holds, by its place."""
        kept = {place: term for place, term in sorted(bits.items()) if term is not self.false}
        if not kept:
            return self.number(0)
        return self._make(Op.MASK, tuple(kept.values()), tuple(kept), "number", nullable=False)

    def later(self, day: Term, months: int) -> Term:
        """Return a day so many months later, as `dates.add_months` does; null where it is null.

        No row may hold a day that would leave the calendar.
        """
        if day.constant:
            value = day.param
            if value is None:
                return day
            assert isinstance(value, dt.date)  # noqa: S101 - a day
            return self.constant(dates.add_months(value, months), "day")
        return self._make(Op.LATER, (day,), months, "day", nullable=day.nullable)

    def part(self, op: Op, day: Term) -> Term:
        """Return the year, the month or the day of the month of a day."""
        if day.constant:
            value = day.param
            assert value is None or isinstance(value, dt.date)  # noqa: S101 - a day
            return self.constant(None if value is None else getattr(value, op.value), "number")
        return self._make(op, (day,), None, "number", nullable=day.nullable)

    def lower(self, one: Term, two: Term) -> Term:
        """Return the smaller of two numbers or days; null where one of the two is null."""
        return self._chosen(Comparison.LE, one, two)

    def higher(self, one: Term, two: Term) -> Term:
        """Return the larger of two numbers or days; null where one of the two is null."""
        return self._chosen(Comparison.GE, one, two)

    def _chosen(self, operator: Comparison, one: Term, two: Term) -> Term:
        if one.constant:
            one, two = two, one
        if two.nullable:
            both = self.any(self.null(one), self.null(two))
            best = self.choose(self.compare(operator, one, two), one, two)
            return self.choose(both, self.constant(None, one.kind), best)
        # Where the first is null the comparison is null too, so the other branch, the first, is taken.
        strict = Comparison.GT if operator is Comparison.LE else Comparison.LT
        return self.choose(self.compare(strict, one, two), two, one)

    def lower_known(self, one: Term, two: Term) -> Term:
        """Return the smaller of two numbers or days; where one is null, the other."""
        return self._known(Comparison.LE, one, two)

    def higher_known(self, one: Term, two: Term) -> Term:
        """Return the larger of two numbers or days; where one is null, the other."""
        return self._known(Comparison.GE, one, two)

    def _known(self, operator: Comparison, one: Term, two: Term) -> Term:
        if one.constant:
            one, two = two, one
        return self.choose(self.compare(operator, one, two), one, self.fill(two, one))


def _int(term: Term) -> int:
    assert isinstance(term.param, int)  # noqa: S101 - a number that is not null
    return term.param


__all__ = ["Pool"]
