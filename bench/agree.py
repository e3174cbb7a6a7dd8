"""Agreement comes first: every way says the same of every generated case, or nothing is measured."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from bench.baseline import Answer
from bench.ways import Way


@attrs.frozen
class Agreement:
    """How many cases a way was held against the baseline on; it agreed on all of them."""

    way: str
    cases: int


class DisagreementError(Exception):
    """A way of deciding does not say what the baseline says."""


def agreement(way: Way, wanted: Sequence[Answer]) -> Agreement:
    """Return that a way gives the answers wanted; raises `DisagreementError` at the first that differs."""
    for number, (item, expected) in enumerate(zip(way.items, wanted, strict=True)):
        said = way.answer_of(way.do(item))
        if said != expected:
            message = f"{way.name}, case {number}: {said}, and the baseline says {expected}"
            raise DisagreementError(message)
    return Agreement(way.name, len(wanted))
