"""Terms to expressions: what is used more than once becomes a column first, in layers.

Each layer is one `with_columns`, of which the next ones read the columns. An engine would work out a shared
part again in each expression that has it.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
import narwhals as nw

from xixia_gov.columns.term import Op, Term
from xixia_gov.expression.nodes import Comparison

_COMPARE: Final[dict[Comparison, Callable[[Any, Any], Any]]] = {
    Comparison.EQ: operator.eq,
    Comparison.NE: operator.ne,
    Comparison.LT: operator.lt,
    Comparison.LE: operator.le,
    Comparison.GT: operator.gt,
    Comparison.GE: operator.ge,
}
STAGE: Final = "__xixia_"
"""What the name of a column begins with that is there only while an answer is worked out."""
BYTE: Final = 8


@attrs.frozen
class Lowered:
    """Layers of columns to add one after the other, and the columns of the answer."""

    layers: tuple[tuple[nw.Expr, ...], ...]
    outputs: tuple[nw.Expr, ...]


def lower(outputs: Mapping[str, Term], *, small: bool = False) -> Lowered:
    """Return the expressions of some columns; `small` counts bits in bytes first, where an engine has such.

    A column of the input keeps its name.
    """
    lowering = _Lowering(outputs.values(), small=small)
    return Lowered(
        tuple(tuple(layer) for layer in lowering.layers),
        tuple(lowering.expr(term).alias(name) for name, term in outputs.items()),
    )


class _Lowering:
    def __init__(self, outputs: Iterable[Term], *, small: bool) -> None:
        self.small = small
        uses = _uses(outputs)
        self.staged = {
            term for term, count in uses.items() if count > 1 and term.op not in (Op.CONSTANT, Op.COLUMN)
        }
        depths: dict[Term, int] = {}
        self.layers: list[list[nw.Expr]] = []
        for term in sorted(uses, key=lambda one: one.number):
            below = (depths[arg] + (arg in self.staged) for arg in term.args)
            depths[term] = max(below, default=0)
            if term in self.staged:
                while len(self.layers) <= depths[term]:
                    self.layers.append([])
                self.layers[depths[term]].append(self._made(term).alias(_name(term)))

    def expr(self, term: Term) -> nw.Expr:
        """Return the expression of a term: its column, where it has become one."""
        return nw.col(_name(term)) if term in self.staged else self._made(term)

    def _made(self, term: Term) -> nw.Expr:
        args = term.args
        found: nw.Expr
        match term.op:
            case Op.CONSTANT:
                return _literal(term)
            case Op.COLUMN:
                return nw.col(str(term.param))
            case Op.ALL:
                return _reduced(operator.and_, [self.expr(arg) for arg in args])
            case Op.ANY:
                return _reduced(operator.or_, [self.expr(arg) for arg in args])
            case Op.NO:
                return ~self.expr(args[0])
            case Op.NULL:
                return self.expr(args[0]).is_null()
            case Op.FILL:
                return self._filled(*args)
            case Op.COMPARE:
                assert isinstance(term.param, Comparison)  # noqa: S101 - as the pool made it
                found = _COMPARE[term.param](self.expr(args[0]), self._side(args[1]))
                return found
            case Op.AMONG:
                assert isinstance(term.param, tuple)  # noqa: S101 - as the pool made it
                return self.expr(args[0]).is_in(list(term.param))
            case Op.ADD:
                found = self.expr(args[0]) + self._side(args[1])
                return found
            case Op.TIMES:
                found = self.expr(args[0]) * self._side(args[1])
                return found
            case Op.FLOOR:
                return self.expr(args[0]) // term.param
            case Op.CHOOSE:
                return self._chosen(*args)
            case Op.CODE:
                return self._code(args, term.param)  # type: ignore[arg-type] # as the pool made it
            case Op.MASK:
                return self._mask(args, term.param)  # type: ignore[arg-type] # as the pool made it
            case _:
                return getattr(self.expr(args[0]).dt, term.op.value)().cast(nw.Int64)  # type: ignore[no-any-return]

    def _side(self, term: Term) -> Any:  # noqa: ANN401 - a plain value or an expression
        return term.param if term.constant else self.expr(term)

    def _filled(self, term: Term, other: Term) -> nw.Expr:
        if other.constant and term.kind == "truth":
            return self.expr(term).fill_null(other.param is True)
        return nw.coalesce(self.expr(term), self.expr(other))

    def _chosen(self, test: Term, then: Term, other: Term) -> nw.Expr:
        if other.constant and other.param is None:
            return nw.when(self.expr(test)).then(self.expr(then))
        if then.constant and then.param is None:
            holds = self.expr(test)
            holds = holds.fill_null(False) if test.nullable else holds  # noqa: FBT003 - the value itself
            return nw.when(~holds).then(self.expr(other))
        return nw.when(self.expr(test)).then(self.expr(then)).otherwise(self.expr(other))

    def _code(self, tests: Sequence[Term], numbers: Sequence[int | None]) -> nw.Expr:
        found: nw.Expr | None = None if numbers[-1] is None else nw.lit(numbers[-1], nw.Int8)
        for test, number in zip(reversed(tests), reversed(numbers[:-1]), strict=True):
            case = nw.when(self.expr(test)).then(nw.lit(number, nw.Int8))
            found = case if found is None else case.otherwise(found)
        assert found is not None  # noqa: S101 - a code has a test or a number
        return found

    def _mask(self, bits: Sequence[Term], places: Sequence[int]) -> nw.Expr:
        """Return the sum of powers of two, each of which stands in it once."""
        if not self.small:
            weights = [
                nw.when(self.expr(bit)).then(nw.lit(1 << place, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
                for bit, place in zip(bits, places, strict=True)
            ]
            return _reduced(operator.add, weights)
        by_byte: dict[int, list[nw.Expr]] = {}
        for bit, place in zip(bits, places, strict=True):
            weight = nw.lit(1 << place % BYTE, nw.UInt8)
            one = self.expr(bit).cast(nw.UInt8)
            by_byte.setdefault(place // BYTE, []).append(one * weight if place % BYTE else one)
        whole = [
            _reduced(operator.add, parts).cast(nw.Int64) * (1 << BYTE * byte)
            if byte
            else _reduced(operator.add, parts).cast(nw.Int64)
            for byte, parts in by_byte.items()
        ]
        return _reduced(operator.add, whole)


def _uses(outputs: Iterable[Term]) -> dict[Term, int]:
    """Return every term with the number of its uses."""
    uses: dict[Term, int] = {}
    waiting = list(outputs)
    while waiting:
        term = waiting.pop()
        uses[term] = uses.get(term, 0) + 1
        if uses[term] == 1:
            waiting.extend(term.args)
    return uses


def _name(term: Term) -> str:
    return f"{STAGE}{term.number}"


def _reduced(join: Callable[[nw.Expr, nw.Expr], nw.Expr], parts: Sequence[nw.Expr]) -> nw.Expr:
    return functools.reduce(join, parts)


def _literal(term: Term) -> nw.Expr:
    kinds: dict[str, Any] = {
        "truth": nw.Boolean,
        "number": nw.Int64,
        "day": nw.Date,
        "text": nw.String,
        "code": nw.Int8,
    }
    value = term.param
    assert value is None or isinstance(value, bool | int | str | dt.date)  # noqa: S101 - a value
    return nw.lit(value, kinds[term.kind])


__all__ = ["STAGE", "Lowered", "lower"]
