"""Facts as the columns of a row give them: a column that is not there is unknown in every row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

import attrs

from xixia_gov.columns import span
from xixia_gov.columns.choice import Flags, picked
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.schema import FINDINGS, GateColumns, Holds, Schema
from xixia_gov.columns.span import Point, constant
from xixia_gov.columns.term import Kind, Term
from xixia_gov.columns.three import Three, read
from xixia_gov.columns.worth import NOTHING, Items, Value, Worth, open_of
from xixia_gov.expression.nodes import Comparison
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.facts import FactInfo, FactKind

_KINDS: dict[Holds, Kind] = {
    Holds.TRUTH: "truth",
    Holds.NUMBER: "number",
    Holds.DAY: "day",
    Holds.TEXT: "text",
}


@attrs.frozen(eq=False)
class Facts:
    """All that one evaluation may read of a row: the columns there are, and the day of asking.

    `complete` are the columns without a null.
    """

    pool: Pool
    book: Rulebook
    schema: Schema
    present: Collection[str]
    as_of: dt.date
    complete: Collection[str] = frozenset()

    def column(self, name: str) -> Term | None:
        """Return a column of the input, None where it is not there."""
        column = self.schema.columns.get(name)
        if column is None or name not in self.present:
            return None
        return self.pool.column(
            name,
            _KINDS[column.holds],
            least=column.least,
            most=column.most,
            nullable=name not in self.complete,
        )

    def finding(self, key: str) -> Term | None:
        """Return what the row asserts of an open term; None where nothing is in any row."""
        return self.column(f"{FINDINGS}{key}")

    def given(self, path: str) -> Term:
        """Return where the row gives a value for a fact; never null."""
        pool = self.pool
        terms = [self.column(one.name) for one in self.schema.columns.values() if one.fact == path]
        return pool.any(*(pool.no(pool.null(term)) for term in terms if term is not None))

    def fact(self, path: str) -> Worth:
        """Return what a fact could be."""
        pool = self.pool
        if path == "as_of":
            return _settled(pool, constant(pool, self.as_of))
        info = self.book.facts[path]
        if info.kind is FactKind.LIST:
            complete = self._truth(f"{path}_complete")
            return Worth(Items(path, complete), NOTHING, pool.false, pool.false)
        value = self._value(path, info)
        unknown = open_of(pool, value)
        missing = {} if unknown is pool.false else {path: unknown}
        return Worth(value, missing, pool.false, pool.false)

    def _value(self, path: str, info: FactInfo) -> Value:
        pool = self.pool
        match info.kind:
            case FactKind.TRUTH:
                return self._truth(path)
            case FactKind.ONE_OF | FactKind.CODE:
                options = info.option_ids if info.kind is FactKind.ONE_OF else None
                return picked(pool, self._text(path), options)
            case FactKind.MANY_OF:
                return self._flags(path, info)
            case FactKind.DATE:
                return span.fact(pool, self._plain(path, "day"))
            case _:
                return span.fact(pool, self._plain(path, "number"), info.least, info.most)

    def _plain(self, path: str, kind: Kind) -> Term:
        term = self.column(path)
        return self.pool.constant(None, kind) if term is None else term

    def _gated(self, path: str) -> Iterator[GateColumns]:
        return (one for one in self.schema.gates if one.gate == path)

    def _truth(self, path: str) -> Three:
        """Return a truth; a value of a fact that it opens makes it true."""
        pool = self.pool
        stated = read(pool, self._plain(path, "truth"))
        opened = pool.any(*(self.given(one.fact) for one in self._gated(path)))
        if opened is pool.false:
            return stated
        sure = pool.any(stated.sure, opened)
        # A value beside a gate that is stated to be shut is a clash, whatever is made of it here.
        maybe = pool.any(stated.maybe, opened)
        return Three(sure, maybe, pool.all(stated.open, pool.no(opened)))

    def _text(self, path: str) -> Term:
        """Return a text; a value of a fact that one option opens makes it that option."""
        pool = self.pool
        term = self._plain(path, "text")
        implied = pool.constant(None, "text")
        for one in reversed(list(self._gated(path))):
            implied = pool.choose(self.given(one.fact), pool.constant(one.option, "text"), implied)
        return pool.fill(term, implied)

    def _flags(self, path: str, info: FactInfo) -> Flags:
        pool = self.pool
        said = {option: read(pool, self._plain(f"{path}.{option}", "truth")) for option in info.option_ids}
        complete = pool.no(pool.any(*(one.open for one in said.values())))
        return Flags(said, complete)

    def gate_clash(self) -> Term:
        """Return where a fact is given whose gate is stated to be shut, or two that exclude each other."""
        pool = self.pool
        clashes: list[Term] = []
        for one in self.schema.gates:
            given = self.given(one.fact)
            gate = self.column(one.gate)
            if gate is not None:
                shut = (
                    pool.no(gate)
                    if one.option is None
                    else pool.compare(Comparison.NE, gate, pool.constant(one.option, "text"))
                )
                clashes.append(pool.all(given, pool.fill(shut, pool.false)))
            clashes += [
                pool.all(given, self.given(other.fact))
                for other in self.schema.gates
                if other.gate == one.gate and other.option != one.option
            ]
        return pool.any(*clashes)


def _settled(pool: Pool, value: Point) -> Worth:
    return Worth(value, NOTHING, pool.false, pool.false)


__all__ = ["Facts"]
