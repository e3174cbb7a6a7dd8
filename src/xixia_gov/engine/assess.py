"""Assessing a case: every rule for this subject and its matters, then what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import attrs

from xixia_gov.engine.combine import group_results, totals
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.engine.limits import dues_of
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError
from xixia_gov.model.assessment import Assessment, Conclusion, NotAssessed
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, MatterRef, Outcome
from xixia_gov.model.rule import Kind
from xixia_gov.model.rulebook import Rulebook


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
        first = [decide(book, id_, case, matter, MatterRef(kind, index, 1)) for id_ in chosen]
        for unit in range(1, matter.units + 1):
            for one in first:
                place = MatterRef(kind, index, unit)
                yield attrs.evolve(one, determination=attrs.evolve(one.determination, matter=place))


def conclusions(determinations: tuple[Determination, ...]) -> Iterator[Conclusion]:
    """Yield what all prohibitions on each matter come to; one that bars it is enough."""
    by_matter: dict[MatterRef, list[Determination]] = {}
    for one in determinations:
        if one.kind is Kind.PROHIBITION:
            by_matter.setdefault(one.matter, []).append(one)
    for matter, bans in by_matter.items():
        yield _concluded(matter, bans)


def _concluded(matter: MatterRef, bans: list[Determination]) -> Conclusion:
    """Return what the bans on one matter come to.

    While one of them may still prohibit it, that is open; once none can, a ban that an exception lifts, or
    would lift if it reached the matter at all, leaves it permitted with approval.
    """

    def those(wanted: Callable[[Determination], bool]) -> tuple[str, ...]:
        return tuple(one.rule for one in bans if wanted(one))

    if because := those(lambda one: one.outcome is Outcome.PROHIBITED):
        return Conclusion(matter, Outcome.PROHIBITED, because)
    if because := those(lambda one: Outcome.PROHIBITED in one.possible):
        return Conclusion(matter, Outcome.UNDETERMINED, because)
    if because := those(lambda one: Outcome.PERMITTED_WITH_APPROVAL in one.possible):
        return Conclusion(matter, Outcome.PERMITTED_WITH_APPROVAL, because)
    return Conclusion(matter, None, ())


def not_assessed(book: Rulebook, case: Case, rules: Collection[str] | None) -> Iterator[NotAssessed]:
    """Yield the rules for this subject whose matter the case does not have."""
    subject = type(case.subject).__name__
    kinds = {type(matter).__name__ for matter in case.matters}
    for id_ in sorted(book.rules):
        rule = book.latest(id_)
        if subject in rule.subjects and rule.matter not in kinds and (rules is None or id_ in rules):
            yield NotAssessed(id_, rule.matter)
