"""Open terms: which keys a case may assert for a rule, and what each of them leaves open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from xixia_gov.engine.reach import Library, Reach, reach
from xixia_gov.expression.types import TruthType
from xixia_gov.model.definition import Definition, Opening
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook

T = TypeVar("T")


def _once(book: Rulebook, key: tuple[str, ...], work: Callable[[], T]) -> T:
    """Return what `work` returns, doing it the first time only; a rulebook never changes."""
    try:
        known: T = book.memo[key]
    except KeyError:
        known = book.memo[key] = work()
    return known


def _once_for(book: Rulebook, name: str, rule: Rule, work: Callable[[Rulebook, Rule], T]) -> T:
    """Return what `work` returns for a rule; for a variant that is not in the book nothing is remembered."""
    if not any(rule is one for one in book.rules.get(rule.id, ())):
        return work(book, rule)
    return _once(book, (name, rule.id, str(rule.version)), lambda: work(book, rule))


def library_of(book: Rulebook) -> Library:
    """Return what the references of a rulebook point at."""
    return Library(book.definitions, book.tables, book.rules, book.lists)


def suppliers_of(book: Rulebook) -> dict[str, Definition]:
    """Return the definitions that compute a fact the case may also give, by that fact."""
    return _once(
        book,
        ("suppliers",),
        lambda: {one.supplies: one for one in book.definitions.values() if one.supplies is not None},
    )


def reach_of(book: Rulebook, rule: Rule) -> Reach:
    """Return all that a rule reads."""
    return _once_for(book, "reach", rule, lambda book, rule: reach(rule.nodes(), library_of(book)))


def window_readings_of(book: Rulebook, rule: Rule) -> frozenset[str]:
    """Return the readings on which the day that selects the law depends."""
    return _once_for(
        book, "window", rule, lambda book, rule: reach([rule.window.on], library_of(book)).readings
    )


def payment_readings_of(book: Rulebook, rule: Rule) -> frozenset[str]:
    """Return the readings on which the sum depends before it is rounded."""
    return _once_for(book, "payment", rule, _payment_readings)


def _payment_readings(book: Rulebook, rule: Rule) -> frozenset[str]:
    payment = rule.payment
    nodes = () if payment is None else (payment.least, payment.most)
    return reach([node for node in nodes if node is not None], library_of(book)).readings


def keys_of(book: Rulebook, rule: Rule) -> frozenset[str]:
    """Return the keys of `findings` that can settle something in a rule."""
    return _once_for(book, "keys", rule, _keys)


def all_keys_of(book: Rulebook) -> frozenset[str]:
    """Return the keys of `findings` that can settle something in any rule."""
    rules = (rule for versions in book.rules.values() for rule in versions)
    return _once(
        book, ("all keys",), lambda: frozenset[str]().union(*(keys_of(book, rule) for rule in rules))
    )


def openings_of(book: Rulebook, rule: Rule) -> dict[str, Opening]:
    """Return what a rule leaves open, by the key that names it in answers."""
    return _once_for(book, "openings", rule, _openings)


def _keys(book: Rulebook, rule: Rule) -> frozenset[str]:
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


def _openings(book: Rulebook, rule: Rule) -> dict[str, Opening]:
    read = reach_of(book, rule)
    openings: list[Opening | None] = [c.opening for c in (*rule.conditions, *rule.check)]
    openings += [book.definitions[key].opening for key in read.definitions]
    openings += [book.lists[name].opening for name in read.lists]
    for other in read.rules:
        openings += [c.opening for v in book.rules[other] for c in (*v.conditions, *v.check)]
    if rule.payment is not None:
        openings.append(rule.payment.opening)
    return {opening.key: opening for opening in openings if opening is not None}


def open_keys(book: Rulebook, rule: Rule) -> tuple[str, ...]:
    """Return the keys of `findings` that no fact can contradict: open terms and open list items."""
    read = reach_of(book, rule)
    rules = [rule, *(version for id_ in read.rules for version in book.rules[id_])]
    keys = {c.key for one in rules for c in (*one.conditions, *one.check) if c.opening is not None}
    keys |= {key for key in read.definitions if book.definitions[key].node is None}
    for name in read.lists:
        named = book.lists[name]
        keys |= {f"{name}/{option}" for option in named.may} if named.opening is not None else set()
    return tuple(sorted(keys))
