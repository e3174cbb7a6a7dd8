"""Assessing a case by compiled rules: every rule for this subject and its matters."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from xixia_gov.engine.assembly import (
    Beside,
    answered,
    assessment,
    beside,
    concluded_from,
    put_together,
    refuse_faults,
)
from xixia_gov.engine.compiled.answers import answers, known_answers
from xixia_gov.engine.compiled.program import Program, program_of
from xixia_gov.engine.plain import Purses, plain_totals, purses_of
from xixia_gov.engine.ruled import Answer
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Kind
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter


def assess(book: Rulebook, case: Case, *, rules: Collection[str] | None = None) -> Assessment:
    """Return the answers of a rulebook for a case, from rules that are compiled when first asked.

    `rules` limits it to some rule ids; None takes all. Raises `InputError` with everything that
    is wrong with the case: unknown readings or findings, facts that contradict each other.
    """
    refuse_faults(book, case, rules)
    plain = _plain_assessment(book, case) if rules is None else None
    return plain or assessment(book, case, rules, list(answered(book, case, rules, _compiled)))


def _plain_assessment(book: Rulebook, case: Case) -> Assessment | None:
    """Return the answers for one matter of which everything is known and whose payments share nothing.

    None for any other case.
    """
    if len(case.matters) != 1 or case.matters[0].units != 1:
        return None
    matter = case.matters[0]
    plan = _plan(book, case, matter)
    if plan is None:
        return None
    determinations = known_answers(plan.program, case, matter)
    sums = None if determinations is None else plain_totals(plan.purses, determinations)
    if determinations is None or sums is None:
        return None
    bans = [determinations[place] for place in plan.bans if determinations[place].kind is Kind.PROHIBITION]
    concluded = (concluded_from(plan.program.place, bans),) if bans else ()
    return put_together(book, case, tuple(determinations), concluded, (), sums, plan.beside)


@attrs.frozen(eq=False)
class _Plan:
    """What all plain cases with a subject and a matter of some kinds, and readings settled alike, share."""

    program: Program
    purses: Purses
    bans: tuple[int, ...]
    """The places of the rules that are prohibitions, or were in some version."""
    beside: Beside


def _plan(book: Rulebook, case: Case, matter: Matter) -> _Plan | None:
    """Return what such cases share; None where payments of their rules share a group or a limit."""
    settle = [part for pair in sorted(case.settle.items()) for part in pair] if case.settle else ()
    key = ("plan", type(case.subject).__name__, type(matter).__name__, *settle)
    if key not in book.memo:
        book.memo[key] = _planned(book, case, matter)
    found: _Plan | None = book.memo[key]
    return found


def _planned(book: Rulebook, case: Case, matter: Matter) -> _Plan | None:
    program = program_of(book, type(case.subject), type(matter), settle=case.settle)
    purses = purses_of(book, program.rules)
    if purses is None:
        return None
    kinds = [{rule.kind for rule in book.rules[id_]} for id_ in program.rules]
    bans = tuple(place for place, some in enumerate(kinds) if Kind.PROHIBITION in some)
    return _Plan(program, purses, bans, beside(book, case, None))


def _compiled(
    book: Rulebook, case: Case, matter: Matter, index: int, rules: Collection[str] | None
) -> Sequence[Answer]:
    program = program_of(book, type(case.subject), type(matter), rules=rules, settle=case.settle)
    return answers(program, case, matter, index)
