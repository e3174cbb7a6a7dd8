"""Terms to expressions: what is used more than once becomes a column first, in layers.

Each layer is one `with_columns`, of which the next ones read the columns. An engine would work out a shared
part again in each expression that has it.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import narwhals as nw

from xixia_gov.columns.term import Op, Term
from xixia_gov.expression.nodes import Comparison
from xixia_gov.frozen import FrozenMap

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
_WIDTHS: Final = ((8, "UInt8"), (16, "UInt16"), (32, "UInt32"), (64, "Int64"))
"""The narrowest number that holds so many bits: the narrower, the faster."""
FEW: Final = 8
"""So many comparisons of a text cost less than a look into a set."""
_PLAIN: Final = (Op.CONSTANT, Op.COLUMN)


@attrs.frozen
class Style:
    """How an engine likes its expressions.

    `polars` writes them in its own words, which narwhals would else find anew on every run, and counts the
    bits of masks in the narrowest numbers that hold them. A part that is used more than once becomes a column
    where it has more than `inline` operations. `names` has the name of a column in the frame, where it is
    another.
    """

    polars: bool = False
    inline: int = 0
    names: Mapping[str, str] = attrs.field(factory=FrozenMap)


POLARS: Final = Style(polars=True)
SQL: Final = Style(inline=4)
Expr = Any
"""An expression of narwhals, or of Polars: what is used here is written alike in both."""


@attrs.frozen
class Layer:
    """Columns to add, and those to keep beside them: what nothing needs any more is dropped."""

    new: tuple[Expr, ...]
    kept: tuple[str, ...]


@attrs.frozen
class Lowered:
    """Layers of columns, one after the other; then the answer, where `where` holds (None: in all rows)."""

    style: Style
    layers: tuple[Layer, ...]
    outputs: tuple[Expr, ...]
    where: Expr | None = None


def lower(
    outputs: Mapping[str, Term], *, key: str, style: Style = POLARS, where: Term | None = None
) -> Lowered:
    """Return the expressions of some columns beside the key of each row, of the rows where a truth holds."""
    filters = () if where is None else (where,)
    lowering = _Lowering((*outputs.values(), *filters), key, style)
    return Lowered(
        style,
        tuple(lowering.layers()),
        (
            lowering.api.col(style.names.get(key, key)).alias(key),
            *(lowering.expr(term).alias(name) for name, term in outputs.items()),
        ),
        None if where is None else lowering.expr(where),
    )


class _Lowering:
    def __init__(self, outputs: Iterable[Term], key: str, style: Style) -> None:
        self.api: Any = _polars() if style.polars else nw
        self.key = key
        self.style = style
        self.outputs = list(outputs)
        self.uses = _uses(self.outputs)
        self.ordered = sorted(self.uses, key=lambda one: one.number)
        self.staged = self._staged()
        self.depths: dict[Term, int] = {}
        for term in self.ordered:
            below = (self.depths[arg] + (arg in self.staged) for arg in term.args)
            self.depths[term] = max(below, default=0)

    def _staged(self) -> set[Term]:
        """Return the terms that become columns: those used more than once, if they are large enough."""
        staged: set[Term] = set()
        sizes: dict[Term, int] = {}
        for term in self.ordered:
            size = sum(1 if arg in staged else sizes[arg] for arg in term.args) + len(term.args) - 1
            sizes[term] = max(size, 1)
            if term.op in _PLAIN:
                sizes[term] = 0 if term.op is Op.CONSTANT else 1
            elif self.uses[term] > 1 and sizes[term] > self.style.inline:
                staged.add(term)
        return staged

    def layers(self) -> Iterator[Layer]:
        """Yield the layers, those that read nothing of each other in one."""
        made: dict[int, list[Term]] = {}
        for term in self.ordered:
            if term in self.staged:
                made.setdefault(self.depths[term], []).append(term)
        last = self._last_uses(max(made, default=-1) + 1)
        carried: set[Term] = {term for term in self.ordered if term.op is Op.COLUMN}
        key = self.style.names.get(self.key, self.key)
        for depth in range(max(made, default=-1) + 1):
            new = made.get(depth, [])
            kept = {term for term in carried if last.get(term, -1) > depth}
            yield Layer(
                tuple(self._made(term).alias(self._name(term)) for term in new),
                (key, *self._names(kept)),
            )
            carried = kept | set(new)

    def _names(self, terms: Iterable[Term]) -> tuple[str, ...]:
        return tuple(self._name(term) for term in sorted(terms, key=lambda one: one.number))

    def _last_uses(self, end: int) -> dict[Term, int]:
        """Return the last layer that reads each column, `end` being that of the answer."""
        last: dict[Term, int] = {}
        for depth, term in [
            *((self.depths[term], term) for term in self.staged),
            *((end, term) for term in self.outputs),
        ]:
            top = term.args if term in self.staged and depth < end else (term,)
            for read in self._reads(top):
                last[read] = max(last.get(read, -1), depth)
        return last

    def _reads(self, terms: Iterable[Term]) -> set[Term]:
        """Return the columns that an expression reads, itself not among them."""
        found: set[Term] = set()
        waiting = list(terms)
        while waiting:
            term = waiting.pop()
            if term in self.staged or term.op is Op.COLUMN:
                found.add(term)
            else:
                waiting.extend(term.args)
        return found

    def _name(self, term: Term) -> str:
        if term.op is Op.COLUMN:
            return self.style.names.get(str(term.param), str(term.param))
        return f"{STAGE}{term.number}"

    def expr(self, term: Term) -> Expr:
        """Return the expression of a term: its column, where it has become one."""
        return self.api.col(self._name(term)) if term in self.staged else self._made(term)

    def _made(self, term: Term) -> Expr:
        args = term.args
        found: Expr
        match term.op:
            case Op.CONSTANT:
                return self._literal(term)
            case Op.COLUMN:
                return self.api.col(self._name(term))
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
                return self._among(args[0], [str(option) for option in term.param])
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
                return self._calendar(term)

    def _calendar(self, term: Term) -> Expr:
        day = self.expr(term.args[0]).dt
        if term.op is Op.LATER:
            return day.offset_by(f"{term.param}mo").cast(self.api.Date)
        return getattr(day, term.op.value)().cast(self.api.Int64)

    def _among(self, term: Term, options: list[str]) -> Expr:
        """Return whether a text is one of some; a few comparisons are cheaper than a look into a set."""
        text = self.expr(term)
        if len(options) > FEW:
            return text.is_in(options)
        return _reduced(operator.or_, [text == option for option in options])

    def _side(self, term: Term) -> Any:  # noqa: ANN401 - a plain value or an expression
        return term.param if term.constant else self.expr(term)

    def _filled(self, term: Term, other: Term) -> Expr:
        if other.constant and term.kind == "truth":
            return self.expr(term).fill_null(other.param is True)
        return self.api.coalesce(self.expr(term), self.expr(other))

    def _chosen(self, test: Term, then: Term, other: Term) -> Expr:
        if other.constant and other.param is None:
            return self.api.when(self.expr(test)).then(self.expr(then))
        if then.constant and then.param is None:
            holds = self.expr(test)
            holds = holds.fill_null(False) if test.nullable else holds  # noqa: FBT003 - the value itself
            return self.api.when(~holds).then(self.expr(other))
        return self.api.when(self.expr(test)).then(self.expr(then)).otherwise(self.expr(other))

    def _code(self, tests: Sequence[Term], numbers: Sequence[int | None]) -> Expr:
        found: Expr | None = None if numbers[-1] is None else self.api.lit(numbers[-1], self.api.Int8)
        for test, number in zip(reversed(tests), reversed(numbers[:-1]), strict=True):
            case = self.api.when(self.expr(test)).then(self.api.lit(number, self.api.Int8))
            found = case if found is None else case.otherwise(found)
        assert found is not None  # noqa: S101 - a code has a test or a number
        return found

    def _mask(self, bits: Sequence[Term], places: Sequence[int]) -> Expr:
        """Return the sum of powers of two, each of which stands in it once."""
        least = max(places) if self.style.polars else max(limit for limit, _ in _WIDTHS) - 1
        width = getattr(self.api, next(name for limit, name in _WIDTHS if least < limit))
        nothing = self.api.lit(0, width)
        weights = [
            self.api.when(self.expr(bit)).then(self.api.lit(1 << place, width)).otherwise(nothing)
            for bit, place in zip(bits, places, strict=True)
        ]
        return _reduced(operator.add, weights).cast(self.api.Int64)

    def _literal(self, term: Term) -> Expr:
        kinds = {"truth": "Boolean", "number": "Int64", "day": "Date", "text": "String", "code": "Int8"}
        value = term.param
        assert value is None or isinstance(value, bool | int | str | dt.date)  # noqa: S101 - a value
        return self.api.lit(value, getattr(self.api, kinds[term.kind]))


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


def _reduced(join: Callable[[Expr, Expr], Expr], parts: Sequence[Expr]) -> Expr:
    return functools.reduce(join, parts)


def _polars() -> Any:  # noqa: ANN401 - a module
    import polars as pl  # noqa: PLC0415 - only where there is a frame of it

    return pl


__all__ = ["POLARS", "SQL", "STAGE", "Layer", "Lowered", "Style", "lower"]
