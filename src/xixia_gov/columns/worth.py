"""The worth of an expression: all it could be in each row, what keeps it open there, and where it clashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from xixia_gov.columns import choice, span
from xixia_gov.columns.choice import Flags, Options, Picked
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Point, Range, Span
from xixia_gov.columns.term import Term
from xixia_gov.columns.three import Three

NOTHING: Final[Mapping[str, Term]] = MappingProxyType({})


@attrs.frozen(eq=False)
class Items:
    """A list, of which columns hold only whether it is complete; `path` is its fact."""

    path: str
    complete: Three


Value = Three | Span | Picked | Options | Flags | Items


@attrs.frozen(eq=False)
class Worth:
    """A value, and by row: the facts to ask for it, whether anything else keeps it open, and a clash.

    `missing` has a truth that is never null for each fact; `waits` says where the text, an authority or
    another instrument keeps the value open; `clash` where what is asserted below contradicts the facts.
    """

    value: Value
    missing: Mapping[str, Term]
    waits: Term
    clash: Term


def open_of(pool: Pool, value: Value) -> Term:
    """Return where more than one value is left; never null."""
    match value:
        case Three():
            return value.open
        case Point() | Range():
            return pool.no(span.settled(pool, value))
        case Flags():
            return pool.no(value.complete)
        case Items():
            return pool.no(value.complete.sure)
        case _:
            return pool.no(choice.settled(pool, value))


Below = tuple[Term, Worth]
"""A part of an expression, and where it is looked at at all (never null)."""


def worth(  # noqa: PLR0913, PLR0917 - what a value may have beside itself
    pool: Pool,
    value: Value,
    below: Iterable[Worth | Below] = (),
    missing: Mapping[str, Term] = NOTHING,
    waits: Term | None = None,
    clash: Term | None = None,
) -> Worth:
    """Return a value with the causes given and those of its parts, as far as it is open itself.

    A part clashes only where it is looked at.
    """
    parts: list[Below] = [part if isinstance(part, tuple) else (pool.true, part) for part in below]
    clashes = [pool.all(where, part.clash) for where, part in parts]
    clashed = pool.any(*clashes, *(() if clash is None else (clash,)))
    open_ = open_of(pool, value)
    if open_ is pool.false:
        return Worth(value, NOTHING, pool.false, clashed)
    asked: dict[str, list[Term]] = {path: [term] for path, term in missing.items()}
    for where, part in parts:
        for path, term in part.missing.items():
            asked.setdefault(path, []).append(pool.all(where, term))
    found = {path: pool.all(open_, pool.any(*terms)) for path, terms in asked.items()}
    waiting = [pool.all(where, part.waits) for where, part in parts]
    return Worth(
        value,
        {path: term for path, term in found.items() if term is not pool.false},
        pool.all(open_, pool.any(*waiting, *(() if waits is None else (waits,)))),
        clashed,
    )


def truth_of(one: Worth) -> Three:
    """Return a value that is a truth."""
    if not isinstance(one.value, Three):
        message = f"no truth: {one.value!r}"
        raise TypeError(message)
    return one.value


def span_of(one: Worth) -> Span:
    """Return a value that is a number or a day."""
    if not isinstance(one.value, Point | Range):
        message = f"no number and no day: {one.value!r}"
        raise TypeError(message)
    return one.value


__all__ = ["NOTHING", "Items", "Value", "Worth", "open_of", "span_of", "truth_of", "worth"]
