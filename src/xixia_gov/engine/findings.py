"""Open terms: which keys a case may assert for a rule, and what each of them leaves open."""

from __future__ import annotations

from xixia_gov.engine.reach import Library, Reach, reach
from xixia_gov.expression.types import TruthType
from xixia_gov.model.definition import Opening
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook


def reach_of(book: Rulebook, rule: Rule) -> Reach:
    """Return all that a rule reads."""
    return reach(rule.nodes(), library_of(book))


def library_of(book: Rulebook) -> Library:
    """Return what the references of a rulebook point at."""
    return Library(dict(book.definitions), dict(book.tables), dict(book.rules), dict(book.lists))


def keys_of(book: Rulebook, rule: Rule) -> frozenset[str]:
    """Return the keys of `findings` that can settle something in a rule."""
    read = reach_of(book, rule)
    keys = {condition.key for condition in (*rule.conditions, *rule.check)}
    for other in read.rules:
        keys.update(c.key for version in book.rules[other] for c in (*version.conditions, *version.check))
    keys.update(
        key
        for key in read.definitions
        if isinstance(book.definitions[key].type, TruthType) and book.definitions[key].over is None
    )
    for name in read.lists:
        named = book.lists[name]
        keys.update(f"{name}/{option}" for option in named.items | named.may)
    return frozenset(keys)


def openings_of(book: Rulebook, rule: Rule) -> dict[str, Opening]:
    """Return what a rule leaves open, by the key that names it in answers."""
    read = reach_of(book, rule)
    openings: list[Opening | None] = [c.opening for c in (*rule.conditions, *rule.check)]
    openings += [book.definitions[key].opening for key in read.definitions]
    openings += [book.lists[name].opening for name in read.lists]
    for other in read.rules:
        openings += [c.opening for v in book.rules[other] for c in (*v.conditions, *v.check)]
    if rule.payment is not None:
        openings.append(rule.payment.opening)
    return {opening.key: opening for opening in openings if opening is not None}
