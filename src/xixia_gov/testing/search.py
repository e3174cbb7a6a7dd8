"""A search draws many cases, puts a law to each, and tells the smallest that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, Verbosity, given, settings
from hypothesis import strategies as st

T = TypeVar("T")


def for_all(cases: st.SearchStrategy[T], law: Callable[[T], None], *, share: float = 1.0) -> None:
    """Run a law on many drawn cases and raise what it raises on the smallest that breaks it.

    `share` scales the number of examples of the Hypothesis profile that is loaded; at least three
    cases are tried.

    >>> for_all(st.integers(), lambda number: None)
    """
    profile = settings.default
    count = max(3, round((profile.max_examples if profile else 100) * share))

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,  # the law tells the case itself, in fewer words
    )
    @given(cases)
    def run(case: T) -> None:
        law(case)

    run()


__all__ = ["for_all"]
