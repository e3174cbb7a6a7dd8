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
_WIDTHS: Final[tuple[tuple[int, Any], ...]] = (
    (8, nw.UInt8),
    (16, nw.UInt16),
    (32, nw.UInt32),
    (64, nw.Int64),
)
"""The narrowest number that holds so many bits: the narrower, the faster."""
FEW: Final = 8
"""So many comparisons of a text cost less than a look into a set."""
_PLAIN: Final = (Op.CONSTANT, Op.COLUMN)


@attrs.frozen
class Style:
    """How an engine likes its expressions.

    `small` counts the bits of masks in the narrowest numbers that hold them. A part that is used more than once becomes a column where
    it has more than `inline` operations; `names` has the name of a column in the frame, where it is another.
    """

    small: bool = False
    inline: int = 0
    names: Mapping[str, str] = attrs.field(factory=FrozenMap)


POLARS: Final = Style(small=True)
SQL: Final = Style(inline=4)


@attrs.frozen
class Lowered:
    """Layers to select one after the other, each with the columns that are still needed; then the answer.

    `where` says which rows have one, all if it is None.
    """

    layers: tuple[tuple[nw.Expr, ...], ...]
    outputs: tuple[nw.Expr, ...]
    where: nw.Expr | None = None


def lower(
    outputs: Mapping[str, Term], *, key: str, style: Style = POLARS, where: Term | None = None
) -> Lowered:
    """Return the expressions of some columns beside the key of each row, of the rows where a truth holds."""
    filters = () if where is None else (where,)
    lowering = _Lowering((*outputs.values(), *filters), key, style)
    return Lowered(
        tuple(lowering.layers()),
        (
            nw.col(style.names.get(key, key)).alias(key),
            *(lowering.expr(term).alias(name) for name, term in outputs.items()),
        ),
        None if where is None else lowering.expr(where),
    )


class _Lowering:
    def __init__(self, outputs: Iterable[Term], key: str, style: Style) -> None:
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

    def layers(self) -> Iterator[tuple[nw.Expr, ...]]:
        """Yield the columns of each layer: those carried on, and the new ones."""
        made: dict[int, list[Term]] = {}
        for term in self.ordered:
            if term in self.staged:
                made.setdefault(self.depths[term], []).append(term)
        last = self._last_uses(max(made, default=-1) + 1)
        carried: set[Term] = {term for term in self.ordered if term.op is Op.COLUMN}
        for depth in range(max(made, default=-1) + 1):
            new = made.get(depth, [])
            carried = {term for term in carried if last.get(term, -1) > depth}
            kept = [nw.col(self._name(term)) for term in sorted(carried, key=lambda one: one.number)]
            built = [self._made(term).alias(self._name(term)) for term in new]
            yield (nw.col(self.style.names.get(self.key, self.key)), *kept, *built)
            carried |= set(new)

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

    def expr(self, term: Term) -> nw.Expr:
        """Return the expression of a term: its column, where it has become one."""
        return nw.col(self._name(term)) if term in self.staged else self._made(term)

    def _made(self, term: Term) -> nw.Expr:
        args = term.args
        found: nw.Expr
        match term.op:
            case Op.CONSTANT:
                return _literal(term)
            case Op.COLUMN:
                return nw.col(self._name(term))
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
            case Op.LATER:
                return self.expr(args[0]).dt.offset_by(f"{term.param}mo").cast(nw.Date)
            case Op.CHOOSE:
                return self._chosen(*args)
            case Op.CODE:
                return self._code(args, term.param)  # type: ignore[arg-type] # as the pool made it
            case Op.MASK:
                return self._mask(args, term.param)  # type: ignore[arg-type] # as the pool made it
            case _:
                return getattr(self.expr(args[0]).dt, term.op.value)().cast(nw.Int64)  # type: ignore[no-any-return]

    def _among(self, term: Term, options: list[str]) -> nw.Expr:
        """Return whether a text is one of some; a few comparisons are cheaper than a look into a set."""
        text = self.expr(term)
        if len(options) > FEW:
            return text.is_in(options)
        return _reduced(operator.or_, [text == option for option in options])

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
        width = next(kind for limit, kind in _WIDTHS if places[-1] < limit) if self.style.small else nw.Int64
        nothing = nw.lit(0, width)
        weights = [
            nw.when(self.expr(bit)).then(nw.lit(1 << place, width)).otherwise(nothing)
            for bit, place in zip(bits, places, strict=True)
        ]
        return _reduced(operator.add, weights).cast(nw.Int64)


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


__all__ = ["POLARS", "SQL", "STAGE", "Lowered", "Style", "lower"]
