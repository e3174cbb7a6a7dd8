"""Assessing a case: every rule for this subject and its matters, then what they come to together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import attrs

from xixia_gov.engine.combine import group_results, totals
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.engine.limits import dues_of
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError, Problem
from xixia_gov.model.assessment import Assessment, Conclusion, NotAssessed, OtherSubject
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, MatterRef, Outcome
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter


def assess(book: Rulebook, case: Case, *, rules: Collection[str] | None = None) -> Assessment:
    """Return the answers of a rulebook for a case.

    `rules` limits it to some rule ids; None takes all. Raises `InputError` with everything that
    is wrong with the case: unknown readings or findings, facts that contradict each other.
    """
    return assess_all(book, case, rules=rules)[0]


def assess_all(
    book: Rulebook, case: Case, *, rules: Collection[str] | None = None
) -> tuple[Assessment, tuple[Decided, ...]]:
    """Return the answers together with the branches they come from (for explanations)."""
    problems = list(case_problems(book, case, rules))
    if problems:
        raise InputError(problems)
    decided = list(_decide(book, case, rules))
    paying = [
        (one, case.matters[one.determination.matter.index])
        for one in decided
        if one.determination.kind is Kind.ENTITLEMENT and one.determination.amount is not None
    ]
    groups, lines = group_results(book, case, dues_of(book, case, paying))
    determinations = tuple(one.determination for one in decided)
    return (
        Assessment(
            rulebook=book.id,
            digest=book.digest,
            known_through=book.known_through,
            as_of=case.as_of,
            determinations=determinations,
            conclusions=tuple(conclusions(determinations)),
            groups=tuple(groups),
            totals=totals(book, lines),
            not_assessed=tuple(not_assessed(book, case, rules)),
            not_encoded=book.not_encoded,
            other_subjects=tuple(other_subjects(book, case, rules)),
        ),
        tuple(decided),
    )


def _decide(book: Rulebook, case: Case, rules: Collection[str] | None) -> Iterator[Decided]:
    """Yield each answer in the order of (matter, rule); equal units are decided once."""
    subject = type(case.subject).__name__
    order = sorted(range(len(case.matters)), key=lambda i: (type(case.matters[i]).__name__, i))
    for index in order:
        matter = case.matters[index]
        kind = type(matter).__name__
        chosen = [
            id_
            for id_ in sorted(book.rules)
            if (rules is None or id_ in rules)
            and book.latest(id_).matter == kind
            and subject in book.latest(id_).subjects
        ]
        first = _all_of(book, case, matter, [(id_, MatterRef(kind, index, 1)) for id_ in chosen])
        for unit in range(1, matter.units + 1):
            for one in first:
                place = MatterRef(kind, index, unit)
                yield attrs.evolve(one, determination=attrs.evolve(one.determination, matter=place))


def _all_of(book: Rulebook, case: Case, matter: Matter, chosen: list[tuple[str, MatterRef]]) -> list[Decided]:
    """Return the answers of some rules for one matter; raises `InputError` with every contradiction."""
    decided: list[Decided] = []
    problems: list[Problem] = []
    for id_, place in chosen:
        try:
            decided.append(decide(book, id_, case, matter, place))
        except InputError as error:
            problems += [one for one in error.problems if one not in problems]
    if problems:
        raise InputError(problems)
    return decided


def conclusions(determinations: tuple[Determination, ...]) -> Iterator[Conclusion]:
    """Yield what all prohibitions on each matter come to; one that bars it is enough."""
    by_matter: dict[MatterRef, list[Determination]] = {}
    for one in determinations:
        if one.kind is Kind.PROHIBITION:
            by_matter.setdefault(one.matter, []).append(one)
    for matter, bans in by_matter.items():
        yield _concluded(matter, bans)


def _concluded(matter: MatterRef, bans: list[Determination]) -> Conclusion:
    """Return what the bans on one matter come to: one that bars it is enough.

    A ban that an exception lifts leaves the matter permitted with approval, unless another bars it.
    """
    possible: frozenset[Outcome | None] = frozenset({None})
    for one in bans:
        possible = frozenset(_worse(left, right) for left in possible for right in one.possible)
    outcome = next(iter(possible)) if len(possible) == 1 else Outcome.UNDETERMINED
    bearing = (Outcome.PROHIBITED, Outcome.PERMITTED_WITH_APPROVAL)
    because = tuple(
        one.rule
        for one in bans
        if (outcome in one.possible if outcome in bearing else set(bearing) & set(one.possible))
    )
    return Conclusion(
        matter,
        outcome,
        () if outcome is None else because,
        tuple(sorted(possible, key=_SEVERITY.index, reverse=True)),
    )


_SEVERITY: Final = (None, Outcome.PERMITTED_WITH_APPROVAL, Outcome.PROHIBITED)


def _worse(one: Outcome | None, two: Outcome | None) -> Outcome | None:
    """Return which of two says more against a matter; a ban that does not reach it says nothing."""
    ranks = [_SEVERITY.index(each) if each in _SEVERITY else 0 for each in (one, two)]
    return _SEVERITY[max(ranks)]


def not_assessed(book: Rulebook, case: Case, rules: Collection[str] | None) -> Iterator[NotAssessed]:
    """Yield the rules for this subject whose matter the case does not have."""
    subject = type(case.subject).__name__
    kinds = {type(matter).__name__ for matter in case.matters}
    silent = [
        NotAssessed(id_, rule.matter)
        for id_, rule in _latest(book, rules)
        if subject in rule.subjects and rule.matter not in kinds
    ]
    yield from sorted(silent, key=lambda one: (one.matter, one.rule))


def other_subjects(book: Rulebook, case: Case, rules: Collection[str] | None) -> Iterator[OtherSubject]:
    """Yield the rules about a matter of the case that are for other subjects."""
    subject = type(case.subject).__name__
    kinds = {type(matter).__name__ for matter in case.matters}
    others = [
        OtherSubject(id_, rule.matter, rule.subjects)
        for id_, rule in _latest(book, rules)
        if subject not in rule.subjects and rule.matter in kinds
    ]
    yield from sorted(others, key=lambda one: (one.matter, one.rule))


def _latest(book: Rulebook, rules: Collection[str] | None) -> Iterator[tuple[str, Rule]]:
    for id_ in book.rules:
        if rules is None or id_ in rules:
            yield id_, book.latest(id_)
