"""The largest fact with which every number on the way stays whole, fact by fact."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from xixia_gov.columns.bounds import LIMIT, Ends, ends_of
from xixia_gov.columns.term import Op, Term


def limits_of(outputs: Iterable[Term], domains: Mapping[str, Ends]) -> dict[str, int]:
    """Return for each column of numbers the largest absolute value it may hold, below 2**53.

    Columns that are combined with each other share one limit: the largest for which every sum and product
    of them, every scaled part included, stays below 2**53.

    >>> from xixia_gov.columns.pool import Pool
    >>> pool = Pool()
    >>> price = pool.column("price", "number", least=0)
    >>> limits_of([pool.times(price, pool.number(4))], pool.domains)["price"] == (2**53 - 1) // 4
    True
    """
    numbers = _numbers(outputs)
    reads = {term: _columns(term, {}) for term in numbers}
    groups = _groups([set(names) for names in reads.values()])
    found: dict[str, int] = {}
    for group in groups:
        inside = [term for term, names in reads.items() if names & group]
        limit = _largest(inside, group, domains)
        found |= dict.fromkeys(sorted(group), limit)
    return found


def _numbers(outputs: Iterable[Term]) -> list[Term]:
    """Return every number that is worked out on the way, columns included."""
    seen: set[Term] = set()
    waiting = list(outputs)
    while waiting:
        term = waiting.pop()
        if term not in seen:
            seen.add(term)
            waiting.extend(term.args)
    return [term for term in seen if term.kind == "number" and term.op is not Op.MASK and not term.constant]


def _columns(term: Term, done: dict[Term, frozenset[str]]) -> frozenset[str]:
    """Return the columns of numbers that a number is made of."""
    found = done.get(term)
    if found is None:
        if term.op is Op.COLUMN:
            found = frozenset({str(term.param)})
        else:
            below = (_columns(arg, done) for arg in term.args if arg.kind == "number")
            found = frozenset[str]().union(*below)
        done[term] = found
    return found


def _groups(sets: list[set[str]]) -> list[set[str]]:
    """Return the columns joined with those they are combined with."""
    groups: list[set[str]] = []
    for names in sets:
        if names:
            touching = [group for group in groups if group & names]
            groups = [group for group in groups if not group & names]
            groups.append(names.union(*touching))
    return groups


def _largest(terms: list[Term], group: set[str], domains: Mapping[str, Ends]) -> int:
    """Return the largest limit under which every term stays below 2**53, found by halving."""
    low, high = 0, LIMIT - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(terms, group, domains, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _fits(terms: list[Term], group: set[str], domains: Mapping[str, Ends], limit: int) -> bool:
    def column(name: str) -> Ends:
        least, most = domains[name]
        return (max(least, -limit), min(most, limit)) if name in group else (least, most)

    done: dict[int, Ends] = {}
    for term in terms:
        least, most = ends_of(term, column, done)
        if math.isinf(least) or math.isinf(most):
            if least > most:  # null in every row
                continue
            return False
        if max(abs(least), abs(most)) >= LIMIT:
            return False
    return True


__all__ = ["limits_of"]
