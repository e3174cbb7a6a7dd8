"""A truth that may be open is two terms that are never null: whether it is sure, and whether it may be.

So no null of an engine ever stands for "unknown" beyond the facts themselves, and nothing hangs on what
an engine makes of a null in `and`, `or` and `when`.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from xixia_gov.columns.pool import Pool
from xixia_gov.columns.term import Term
from xixia_gov.truth import Truth


@attrs.frozen(eq=False)
class Three:
    """A truth: `sure` where it is true, `maybe` where it is not false, `open` where it is unknown."""

    sure: Term
    maybe: Term
    open: Term


def three(pool: Pool, sure: Term, maybe: Term) -> Three:
    """Return a truth from where it is true and where it is not false."""
    open_ = pool.false if sure is maybe else pool.all(maybe, pool.no(sure))
    return Three(sure, maybe, open_)


def known(pool: Pool, term: Term) -> Three:
    """Return a truth that is never open."""
    return Three(term, term, pool.false)


def fixed(pool: Pool, truth: Truth) -> Three:
    """Return a truth that is the same in every row."""
    sure = pool.true if truth is Truth.TRUE else pool.false
    maybe = pool.false if truth is Truth.FALSE else pool.true
    return three(pool, sure, maybe)


def read(pool: Pool, term: Term, unknown: Truth = Truth.UNKNOWN) -> Three:
    """Return a truth that may be null; `unknown` is what it is worth there."""
    sure = pool.fill(term, pool.true if unknown is Truth.TRUE else pool.false)
    maybe = pool.fill(term, pool.false if unknown is Truth.FALSE else pool.true)
    if unknown is Truth.UNKNOWN:
        return Three(sure, maybe, pool.null(term))
    return Three(sure, maybe, pool.false)


def all_of(pool: Pool, truths: Iterable[Three]) -> Three:
    """Return whether all hold, in strong Kleene logic."""
    parts = list(truths)
    if len(parts) == 1:
        return parts[0]
    return three(
        pool,
        pool.all(*(part.sure for part in parts)),
        pool.all(*(part.maybe for part in parts)),
    )


def any_of(pool: Pool, truths: Iterable[Three]) -> Three:
    """Return whether at least one holds, in strong Kleene logic."""
    parts = list(truths)
    if len(parts) == 1:
        return parts[0]
    return three(
        pool,
        pool.any(*(part.sure for part in parts)),
        pool.any(*(part.maybe for part in parts)),
    )


def opposite(pool: Pool, truth: Three) -> Three:
    """Return whether it does not hold; open where it is open."""
    return Three(pool.no(truth.maybe), pool.no(truth.sure), truth.open)


def either(pool: Pool, test: Three, then: Three, other: Three) -> Three:
    """Return one of two truths by a test; what both may be while the test is open."""
    if test.open is pool.false:
        return three(
            pool,
            pool.choose(test.sure, then.sure, other.sure),
            pool.choose(test.sure, then.maybe, other.maybe),
        )
    not_test = opposite(pool, test)
    return three(
        pool,
        pool.all(pool.any(not_test.sure, then.sure), pool.any(test.sure, other.sure)),
        pool.any(pool.all(test.maybe, then.maybe), pool.all(not_test.maybe, other.maybe)),
    )


__all__ = ["Three", "all_of", "any_of", "either", "fixed", "known", "opposite", "read", "three"]
