"""Two executors asked for the verdict on one case: whether they agree, to the fen and to the bit."""

from __future__ import annotations

from xixia_gov.engine.compiled.program import Program, program_of, verdict, verdicts
from xixia_gov.engine.decide import decide
from xixia_gov.engine.verdict import Verdict, verdict_of
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook

Told = Verdict | str


def interpreted(book: Rulebook, rule: Rule, case: Case) -> Told:
    """Return what the interpreter says, or how it refuses a contradictory case."""
    try:
        decided = decide(book, rule.id, case, case.matters[0], MatterRef(rule.matter, 0, 1))
    except InputError as error:
        return str(error)
    return verdict_of(book, decided)


def compiled(book: Rulebook, rule: Rule, case: Case) -> tuple[Told, Told]:
    """Return what the compiled rule says in its open form, and in its known form where that answers."""
    matter = case.matters[0]
    program = program_of(book, type(case.subject), type(matter), rules=[rule.id], settle=case.settle)
    return _told(program, rule, case), _told_by_all(program, case)


def _told(program: Program, rule: Rule, case: Case) -> Told:
    try:
        return verdict(program, rule.id, case, case.matters[0])
    except InputError as error:
        return str(error)


def _told_by_all(program: Program, case: Case) -> Told:
    try:
        return Verdict(*verdicts(program, case, case.matters[0])[0])
    except InputError as error:
        return str(error)


def disagreement(book: Rulebook, rule: Rule, case: Case) -> str | None:
    """Return the case and what each executor says where they differ, None where they agree.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.testing.bases import bases_of
    >>> book = load_rulebook()
    >>> rule = book.latest("fire.report_duty")
    >>> disagreement(book, rule, bases_of(book, rule).yes[0]) is None
    True
    """
    reference = interpreted(book, rule, case)
    told = compiled(book, rule, case)
    if all(one == reference for one in told):
        return None
    return f"{rule.id}: {reference}, but compiled {told}\n{case}"


__all__ = ["compiled", "disagreement", "interpreted"]
