"""Assessing a case by compiled rules: every rule for this subject and its matters."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xixia_gov.engine.about import rules_about
from xixia_gov.engine.assembly import answered, assessment, put_together, refuse_faults
from xixia_gov.engine.compiled.answers import answers, known_answers
from xixia_gov.engine.compiled.program import program_of
from xixia_gov.engine.plain import Purses, plain_totals, purses_of
from xixia_gov.engine.ruled import Answer
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject


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
    purses = _purses(book, type(case.subject), type(matter))
    if purses is None:
        return None
    program = program_of(book, type(case.subject), type(matter), settle=case.settle)
    determinations = known_answers(program, case, matter)
    sums = None if determinations is None else plain_totals(purses, determinations)
    if determinations is None or sums is None:
        return None
    return put_together(book, case, None, tuple(determinations), (), sums)


def _compiled(
    book: Rulebook, case: Case, matter: Matter, index: int, rules: Collection[str] | None
) -> Sequence[Answer]:
    program = program_of(book, type(case.subject), type(matter), rules=rules, settle=case.settle)
    return answers(program, case, matter, index)


def _purses(book: Rulebook, subject: type[Subject], matter: type[Matter]) -> Purses | None:
    key = ("purses", subject.__name__, matter.__name__)
    if key not in book.memo:
        book.memo[key] = purses_of(book, rules_about(book, subject, matter))
    found: Purses | None = book.memo[key]
    return found
