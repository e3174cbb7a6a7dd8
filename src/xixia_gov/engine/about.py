"""Which rules are about a kind of matter for a kind of subject: the index that every executor asks."""

from __future__ import annotations

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject


def rules_about(book: Rulebook, subject: type[Subject], matter: type[Matter]) -> tuple[str, ...]:
    """Return the ids of the rules about a kind of matter for a kind of subject, sorted."""
    key = ("about", subject.__name__, matter.__name__)
    if key not in book.memo:
        latest = ((id_, book.latest(id_)) for id_ in sorted(book.rules))
        book.memo[key] = tuple(
            id_
            for id_, rule in latest
            if rule.matter == matter.__name__ and subject.__name__ in rule.subjects
        )
    found: tuple[str, ...] = book.memo[key]
    return found
