"""What the answers of a case come to together, by whichever executor they were given."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

import attrs

from xixia_gov.engine.combine import group_results, totals
from xixia_gov.engine.limits import dues_of
from xixia_gov.engine.ruled import Answer
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError
from xixia_gov.model.assessment import (
    Assessment,
    Conclusion,
    GroupResult,
    NotAssessed,
    OtherSubject,
    Total,
)
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, MatterRef, Outcome
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter


def refuse_faults(book: Rulebook, case: Case, rules: Collection[str] | None) -> None:
    """Raise `InputError` with everything that is wrong with a case, and with the rules asked."""
    problems = list(case_problems(book, case, rules))
    if problems:
        raise InputError(problems)


def assessment(
    book: Rulebook, case: Case, rules: Collection[str] | None, decided: Sequence[Answer]
) -> Assessment:
    """Return an assessment: groups and limits, totals, conclusions, and what was not assessed."""
    paying = [
        (one, case.matters[one.determination.matter.index])
        for one in decided
        if one.determination.kind is Kind.ENTITLEMENT and one.determination.amount is not None
    ]
    groups, lines = group_results(book, case, dues_of(book, case, paying))
    determinations = tuple(one.determination for one in decided)
    concluded = tuple(conclusions(determinations))
    sums = totals(book, lines)
    return put_together(book, case, determinations, concluded, tuple(groups), sums, beside(book, case, rules))


def put_together(  # noqa: PLR0913, PLR0917 - all that an assessment is
    book: Rulebook,
    case: Case,
    determinations: tuple[Determination, ...],
    concluded: tuple[Conclusion, ...],
    groups: tuple[GroupResult, ...],
    sums: tuple[Total, ...],
    besides: Beside,
) -> Assessment:
    """Return an assessment of determinations whose conclusions and sums are known."""
    silent, others = besides
    return Assessment(
        rulebook=book.id,
        digest=book.digest,
        known_through=book.known_through,
        as_of=case.as_of,
        determinations=determinations,
        conclusions=concluded,
        groups=groups,
        totals=sums,
        not_assessed=silent,
        not_encoded=book.not_encoded,
        other_subjects=others,
    )


Beside = tuple[tuple[NotAssessed, ...], tuple[OtherSubject, ...]]
"""What is not assessed: rules about other matters, and for other subjects."""


def beside(book: Rulebook, case: Case, rules: Collection[str] | None) -> Beside:
    """Return what is not assessed; it depends on the kinds of the subject and the matters alone."""
    if rules is not None:
        return tuple(not_assessed(book, case, rules)), tuple(other_subjects(book, case, rules))
    key = ("beside", type(case.subject).__name__, *(type(matter).__name__ for matter in case.matters))
    if key not in book.memo:
        book.memo[key] = tuple(not_assessed(book, case, None)), tuple(other_subjects(book, case, None))
    found: Beside = book.memo[key]
    return found


AnswersOf = Callable[[Rulebook, Case, Matter, int, Collection[str] | None], Sequence[Answer]]
"""Answers all rules, or some, about the matter of a case with this number."""


def answered(
    book: Rulebook, case: Case, rules: Collection[str] | None, answers_of: AnswersOf
) -> Iterator[Answer]:
    """Yield each answer in the order of (matter, rule); equal units are decided once."""
    order = [0]
    if len(case.matters) != 1:
        order = sorted(range(len(case.matters)), key=lambda i: (type(case.matters[i]).__name__, i))
    for index in order:
        matter = case.matters[index]
        first = answers_of(book, case, matter, index, rules)
        yield from first
        for unit in range(2, matter.units + 1):
            place = MatterRef(type(matter).__name__, index, unit)
            for one in first:
                # What an executor answers is a value of its own kind, with the determination in it.
                yield attrs.evolve(one, determination=attrs.evolve(one.determination, matter=place))  # type: ignore[misc]


def conclusions(determinations: tuple[Determination, ...]) -> Iterator[Conclusion]:
    """Yield what all prohibitions on each matter come to; one that bars it is enough."""
    by_matter: dict[MatterRef, list[Determination]] = {}
    for one in determinations:
        if one.kind is Kind.PROHIBITION:
            by_matter.setdefault(one.matter, []).append(one)
    for matter, bans in by_matter.items():
        yield concluded_from(matter, bans)


def concluded_from(matter: MatterRef, bans: Sequence[Determination]) -> Conclusion:
    """Return what all prohibitions on one matter come to."""
    outcome, because, possible = _come_to(tuple([(one.rule, one.possible) for one in bans]))
    return Conclusion(matter, outcome, because, possible)


@functools.lru_cache(maxsize=1024)
def _come_to(
    bans: tuple[tuple[str, tuple[Outcome, ...]], ...],
) -> tuple[Outcome | None, tuple[str, ...], tuple[Outcome | None, ...]]:
    """Return what bans come to, by their possible outcomes: one that bars the matter is enough.

    A ban that an exception lifts leaves the matter permitted with approval, unless another bars it.
    """
    possible: frozenset[Outcome | None] = frozenset({None})
    for _, outcomes in bans:
        possible = frozenset(_worse(left, right) for left in possible for right in outcomes)
    outcome = next(iter(possible)) if len(possible) == 1 else Outcome.UNDETERMINED
    bearing = (Outcome.PROHIBITED, Outcome.PERMITTED_WITH_APPROVAL)
    because = tuple(
        rule
        for rule, outcomes in bans
        if (outcome in outcomes if outcome in bearing else set(bearing) & set(outcomes))
    )
    ordered = tuple(sorted(possible, key=_SEVERITY.index, reverse=True))
    return outcome, () if outcome is None else because, ordered


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
