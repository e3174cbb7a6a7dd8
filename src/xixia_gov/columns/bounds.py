"""How large a whole number can become, worked out before any row is read.

Engines divide large whole numbers through floats, and some wrap around in silence. So every number on the
way stays below 2**53, and the facts are bounded so that it does.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xixia_gov.columns.term import SWAPPED, Op, Term
from xixia_gov.expression.nodes import Comparison

LIMIT: Final = 2**53
"""The first whole number that a float of an engine may no longer tell from its neighbour."""

Bound = int | float
"""A whole number, or an infinity where there is no limit."""
Ends = tuple[Bound, Bound]
"""The least and the most that a term can be in any row where it has a value."""
Column = Callable[[str], Ends]
"""What a column can hold."""

NOTHING_KNOWN: Final[Ends] = (-math.inf, math.inf)
_CALENDAR: Final[dict[Op, Ends]] = {Op.YEAR: (1, 9999), Op.MONTH: (1, 12), Op.DAY: (1, 31)}
_LOWER: Final = (Comparison.LT, Comparison.LE)
_HIGHER: Final = (Comparison.GT, Comparison.GE)


def ends_of(term: Term, column: Column, done: dict[int, Ends]) -> Ends:
    """Return the least and the most that a number can be, given what each column can hold."""
    found = done.get(term.number)
    if found is None:
        found = done[term.number] = _ends(term, column, done)
    return found


def _ends(term: Term, column: Column, done: dict[int, Ends]) -> Ends:
    below = [ends_of(arg, column, done) for arg in term.args if arg.kind == "number"]
    match term.op:
        case Op.CONSTANT:
            # A null takes part in nothing.
            return (math.inf, -math.inf) if term.param is None else (_whole(term), _whole(term))
        case Op.COLUMN:
            return column(str(term.param))
        case Op.ADD:
            return below[0][0] + below[1][0], below[0][1] + below[1][1]
        case Op.TIMES:
            return product(*below)
        case Op.FLOOR:
            least, most = (end if math.isinf(end) else end // _whole(term) for end in below[0])
            return least, most
        case Op.CHOOSE:
            return _chosen(term, *below)
        case Op.FILL:
            return hull(*below)
        case _:
            return _CALENDAR[term.op]


def _whole(term: Term) -> int:
    assert isinstance(term.param, int)  # noqa: S101 - a number
    return term.param


def _chosen(term: Term, then: Ends, other: Ends) -> Ends:
    """Return the ends of a choice; of the smaller or the larger of two numbers they are nearer."""
    test = term.args[0]
    if test.op is Op.COMPARE and {id(arg) for arg in test.args} == {id(arg) for arg in term.args[1:]}:
        operator = test.param if test.args[0] is term.args[1] else SWAPPED[test.param]  # type: ignore[index] # an operator
        if operator in _LOWER:
            return min(then[0], other[0]), min(then[1], other[1])
        if operator in _HIGHER:
            return max(then[0], other[0]), max(then[1], other[1])
    return hull(then, other)


def hull(one: Ends, two: Ends) -> Ends:
    """Return the ends that hold both."""
    return min(one[0], two[0]), max(one[1], two[1])


def product(one: Ends, two: Ends) -> Ends:
    """Return the ends of every product; nothing times an open end is nothing.

    >>> product((0, math.inf), (1, 10))
    (0, inf)
    """
    corners = [0 if 0 in (a, b) else a * b for a in one for b in two]
    return min(corners), max(corners)


__all__ = ["LIMIT", "NOTHING_KNOWN", "Bound", "Column", "Ends", "ends_of", "hull", "product"]
