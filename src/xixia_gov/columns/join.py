"""What several values allow together: under a test that may be open, in rows of a table, from two sources."""

from __future__ import annotations

from collections.abc import Sequence

from xixia_gov.columns import choice
from xixia_gov.columns.choice import Options, Picked
from xixia_gov.columns.days import as_one_form
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.refuse import RefusedError
from xixia_gov.columns.span import Point, Range, Span, alike, high, low, range_of
from xixia_gov.columns.term import Term
from xixia_gov.columns.three import Three, opposite, three
from xixia_gov.columns.three import either as either_truth
from xixia_gov.columns.worth import Value
from xixia_gov.expression.nodes import Comparison
from xixia_gov.text import Text

Part = tuple[Term, Value]
"""A value, and where it is possible (never null)."""


def either(pool: Pool, test: Three, then: Value, other: Value) -> Value:
    """Return one of two values by a test; what both allow while the test is open."""
    if isinstance(then, Three) and isinstance(other, Three):
        return either_truth(pool, test, then, other)
    if test.open is pool.false and isinstance(then, Point | Range) and isinstance(other, Point | Range):
        then, other = _one_scale(pool, [then, other])
        one, two = range_of(pool, then), range_of(pool, other)
        low_, high_ = (
            pool.choose(test.sure, ends[0], ends[1]) for ends in ((one.low, two.low), (one.high, two.high))
        )
        return Range(low_, high_, then.scale, then.form)
    return joined(pool, [(test.maybe, then), (pool.no(test.sure), other)])


def joined(pool: Pool, parts: Sequence[Part]) -> Value:
    """Return what several values allow, of which at least one is possible in each row."""
    if len(parts) == 1:
        return parts[0][1]
    values = [value for _, value in parts]
    if all(isinstance(value, Three) for value in values):
        truths = [(where, value) for where, value in parts if isinstance(value, Three)]
        return three(
            pool,
            pool.all(*(pool.any(pool.no(where), one.sure) for where, one in truths)),
            pool.any(*(pool.all(where, one.maybe) for where, one in truths)),
        )
    if all(isinstance(value, Point | Range) for value in values):
        return _joined_spans(pool, [(w, value) for w, value in parts if isinstance(value, Point | Range)])
    choices = [(w, value) for w, value in parts if isinstance(value, Picked | Options)]
    if any(isinstance(value, Picked) and value.options is None for _, value in choices):
        raise RefusedError(
            Text(
                zh="同一处可能是两个代码之一, 列中只放得下一个",
                en="one of two codes is chosen, and a column holds one",
            )
        )
    return choice.joined(pool, choices)


def _one_scale(pool: Pool, spans: Sequence[Span]) -> list[Span]:
    """Return spans that count in the same parts and hold days in the same form."""
    found = list(spans)
    for _ in range(2):
        for place in range(1, len(found)):
            one, two = as_one_form(pool, found[0], found[place])
            found[0], found[place] = alike(pool, one, two)
    return found


def _joined_spans(pool: Pool, parts: Sequence[tuple[Term, Span]]) -> Span:
    spans = _one_scale(pool, [one for _, one in parts])
    where = [term for term, _ in parts]
    lows, highs = [low(pool, one) for one in spans], [high(pool, one) for one in spans]
    if all(one is lows[0] for one in (*lows, *highs)):
        return spans[0]
    return Range(
        end_of(pool, list(zip(where, lows, strict=True)), lower=True),
        end_of(pool, list(zip(where, highs, strict=True)), lower=False),
        spans[0].scale,
        spans[0].form,
    )


def end_of(pool: Pool, ends: list[tuple[Term, Term]], *, lower: bool) -> Term:
    """Return the lowest or the highest of the ends that are possible; open where one of those is."""
    if all(end.constant and end.param is not None for _, end in ends):
        return _first(pool, ends, lower=lower)
    null = pool.constant(None, ends[0][1].kind)
    best = null
    for where, end in ends:
        one = pool.choose(where, end, null)
        best = pool.lower_known(best, one) if lower else pool.higher_known(best, one)
    unlimited = pool.any(*(pool.all(where, pool.null(end)) for where, end in ends))
    return pool.choose(unlimited, null, best)


def _first(pool: Pool, ends: list[tuple[Term, Term]], *, lower: bool) -> Term:
    """Return the first possible one of ends that are the same in every row, in their order."""
    possible: dict[Term, list[Term]] = {}
    for where, end in ends:
        possible.setdefault(end, []).append(where)
    order = sorted(possible, key=lambda end: end.param, reverse=not lower)  # type: ignore[arg-type, return-value] # numbers
    found = order[-1]
    for end in reversed(order[:-1]):
        found = pool.choose(pool.any(*possible[end]), end, found)
    return found


def meet(pool: Pool, one: Value, two: Value) -> tuple[Value, Term]:
    """Return what two values both allow, and where they exclude each other."""
    if isinstance(one, Three) and isinstance(two, Three):
        value = three(
            pool,
            pool.any(one.sure, pool.all(one.maybe, two.sure)),
            pool.all(one.maybe, pool.any(one.sure, two.maybe)),
        )
        against = pool.any(
            pool.all(one.sure, opposite(pool, two).sure), pool.all(opposite(pool, one).sure, two.sure)
        )
        return value, against
    if isinstance(one, Point | Range) and isinstance(two, Point | Range):
        return _met_spans(pool, one, two)
    assert isinstance(one, Picked | Options)  # noqa: S101 - no other kind of fact can be computed
    assert isinstance(two, Picked | Options)  # noqa: S101 - both are of one kind
    return choice.met(pool, one, two)


def _met_spans(pool: Pool, one: Span, two: Span) -> tuple[Span, Term]:
    first, second = _one_scale(pool, [one, two])
    least = pool.higher_known(low(pool, first), low(pool, second))
    most = pool.lower_known(high(pool, first), high(pool, second))
    against = pool.fill(pool.compare(Comparison.GT, least, most), pool.false)
    return Range(least, most, first.scale, first.form), against


__all__ = ["either", "end_of", "joined", "meet"]
