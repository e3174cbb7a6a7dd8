"""Numbers and days that are printed but are no figures: the ends of a period, how many a list has."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from xixia_gov.errors import Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.numerals import carries
from xixia_gov.text import Text


def printed_problems(book: Rulebook) -> Iterator[Problem]:
    """Yield each end of a period, and each count of a list, that its phrase does not carry.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> list(printed_problems(load_rulebook()))
    []
    """
    for versions in book.rules.values():
        for rule in versions:
            window = rule.window
            for day in (window.first, window.last):
                if window.anchor is not None and day is not None and not carries(window.anchor, day, "date"):
                    yield _problem(window.anchor, str(day), str(day), Place(rule.path, field=rule.id))
    for named in book.lists.values():
        opening = named.opening
        if named.count is None or opening is None or opening.anchor is None:
            continue
        if not carries(opening.anchor, Fraction(named.count), "kinds"):
            number = str(named.count)
            yield _problem(opening.anchor, number, number, Place(field=named.key))


def _problem(anchor: str, zh: str, en: str, place: Place) -> Problem:
    return Problem(
        Text(zh=f"短语“{anchor}”没有写出 {zh}", en=f"the phrase “{anchor}” does not carry {en}"),
        place,
    )


__all__ = ["printed_problems"]
