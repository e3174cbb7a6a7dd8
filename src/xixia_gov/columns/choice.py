"""Choices: a column of options, or the options still possible row by row; and how they are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Range
from xixia_gov.columns.term import Term
from xixia_gov.columns.three import Three, known, read, three
from xixia_gov.expression.nodes import Comparison


@attrs.frozen(eq=False)
class Picked:
    """An option where it is known; where it is null, each of `options` is possible (None: any text)."""

    term: Term
    options: tuple[str, ...] | None


@attrs.frozen(eq=False)
class Options:
    """Whether each option is still possible, row by row; no other is."""

    possible: Mapping[str, Term] = attrs.field()


Choice = Picked | Options


@attrs.frozen(eq=False)
class Flags:
    """Whether each option of a many-of fact holds, and where all of them are known."""

    said: Mapping[str, Three]
    complete: Term


def one_option(pool: Pool, option: str) -> Picked:
    """Return an option that is the same in every row."""
    return Picked(pool.constant(option, "text"), (option,))


def picked(pool: Pool, term: Term, options: tuple[str, ...] | None) -> Picked:
    """Return a choice as the input gives it; of a single option nothing is left open."""
    if options is not None and len(options) == 1:
        return Picked(pool.fill(term, pool.constant(options[0], "text")), options)
    return Picked(term, options)


def possible_of(pool: Pool, choice: Choice) -> Mapping[str, Term]:
    """Return whether each option of a closed choice is possible."""
    if isinstance(choice, Options):
        return choice.possible
    assert choice.options is not None  # noqa: S101 - a code is compared in its own way
    found = {}
    for option in choice.options:
        same = pool.compare(Comparison.EQ, choice.term, pool.constant(option, "text"))
        found[option] = pool.fill(same, pool.true)
    return {option: term for option, term in found.items() if term is not pool.false}


def settled(pool: Pool, choice: Choice) -> Term:
    """Return where one option is left."""
    if isinstance(choice, Picked):
        return pool.no(pool.null(choice.term))
    one, two = pool.false, pool.false
    for term in choice.possible.values():
        two = pool.any(two, pool.all(one, term))
        one = pool.any(one, term)
    return pool.no(two)


def by_option(pool: Pool, choice: Choice, truth: Callable[[str], Three]) -> Three:
    """Return a truth that depends on the option: certain where all that are possible agree."""
    if isinstance(choice, Options):
        parts = [(term, truth(option)) for option, term in choice.possible.items()]
        return three(
            pool,
            pool.all(*(pool.any(pool.no(term), one.sure) for term, one in parts)),
            pool.any(*(pool.all(term, one.maybe) for term, one in parts)),
        )
    if choice.term.constant and choice.term.param is not None:
        return truth(str(choice.term.param))
    options = choice.options
    assert options is not None  # noqa: S101 - a code is compared in its own way
    truths = {option: truth(option) for option in options}
    unknown = pool.null(choice.term)
    sure = _where(pool, choice.term, {o: one.sure for o, one in truths.items()}, every=True)
    maybe = _where(pool, choice.term, {o: one.maybe for o, one in truths.items()}, every=False)
    simple = all(one.open is pool.false for one in truths.values())
    if simple and sure is not maybe and len({id(one.sure) for one in truths.values()}) > 1:
        return Three(sure, maybe, unknown)
    return three(pool, sure, maybe)


def _where(pool: Pool, term: Term, truths: dict[str, Term], *, every: bool) -> Term:
    """Return the truth of the option of each row; where it is null, that of every or of any option."""
    empty = pool.all(*truths.values()) if every else pool.any(*truths.values())
    always = [option for option, truth in truths.items() if truth is pool.true]
    never = [option for option, truth in truths.items() if truth is pool.false]
    rest = {o: truth for o, truth in truths.items() if truth is not pool.true and truth is not pool.false}
    if not rest:
        if not always or not never:
            return pool.true if always else pool.false
        inside = pool.among(term, always) if len(always) <= len(never) else pool.no(pool.among(term, never))
        return pool.fill(inside, empty)
    parts = [pool.fill(pool.among(term, always), pool.false)] if always else []
    parts += [
        pool.all(pool.fill(pool.among(term, [option]), pool.false), truth) for option, truth in rest.items()
    ]
    return pool.any(*parts, pool.all(pool.null(term), empty))


def same(pool: Pool, one: Choice, two: Choice) -> Three:
    """Return whether two choices are the same."""
    if isinstance(one, Picked) and isinstance(two, Picked):
        equal = pool.compare(Comparison.EQ, one.term, two.term)
        if one.options is None or two.options is None:
            return read(pool, equal)
        if set(one.options) == set(two.options) and not (one.term.constant or two.term.constant):
            return read(pool, equal)
    for this, other in ((one, two), (two, one)):
        if isinstance(other, Picked) and other.term.constant and other.term.param is not None:
            wanted = str(other.term.param)
            return by_option(pool, this, lambda option: known(pool, _const(pool, option == wanted)))  # noqa: B023 - used at once
    first, second = possible_of(pool, one), possible_of(pool, two)
    shared = [option for option in first if option in second]
    maybe = pool.any(*(pool.all(first[option], second[option]) for option in shared))
    sure = pool.all(maybe, settled(pool, one), settled(pool, two))
    return three(pool, sure, maybe)


def _const(pool: Pool, value: bool) -> Term:  # noqa: FBT001 - the value itself
    return pool.true if value else pool.false


def ranked(pool: Pool, choice: Choice, ranks: Sequence[str]) -> Range:
    """Return the ranks that are possible, the first of `ranks` being the lowest."""
    possible = possible_of(pool, choice)
    places = [(place, possible[option]) for place, option in enumerate(ranks) if option in possible]
    return Range(_first(pool, places), _first(pool, list(reversed(places))))


def _first(pool: Pool, places: list[tuple[int, Term]]) -> Term:
    found = pool.number(places[-1][0])
    for place, term in reversed(places[:-1]):
        found = pool.choose(term, pool.number(place), found)
    return found


def joined(pool: Pool, parts: Sequence[tuple[Term, Choice]]) -> Choice:
    """Return what several choices allow, each where its truth (never null) says it is possible."""
    if len(parts) == 1:
        return parts[0][1]
    found: dict[str, list[Term]] = {}
    for where, choice in parts:
        for option, term in possible_of(pool, choice).items():
            found.setdefault(option, []).append(pool.all(where, term))
    return Options({option: pool.any(*terms) for option, terms in found.items()})


def met(pool: Pool, one: Choice, two: Choice) -> tuple[Choice, Term]:
    """Return what two choices both allow, and where they exclude each other."""
    if isinstance(one, Picked) and isinstance(two, Picked) and (one.options is None or two.options is None):
        differ = pool.fill(pool.compare(Comparison.NE, one.term, two.term), pool.false)
        return Picked(pool.fill(one.term, two.term), one.options or two.options), differ
    first, second = possible_of(pool, one), possible_of(pool, two)
    both = {option: pool.all(first[option], second[option]) for option in first if option in second}
    return Options(both), pool.no(pool.any(*both.values()))


__all__ = [
    "Choice",
    "Flags",
    "Options",
    "Picked",
    "by_option",
    "joined",
    "met",
    "one_option",
    "picked",
    "possible_of",
    "ranked",
    "same",
    "settled",
]
