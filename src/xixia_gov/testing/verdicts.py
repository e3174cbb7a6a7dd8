"""Two executors asked for the verdict on one case: whether they agree, to the fen and to the bit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from xixia_gov.engine.compiled.program import Program, program_of, verdict, verdicts
from xixia_gov.engine.decide import decide
from xixia_gov.engine.verdict import Verdict, verdict_of
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook

Told = Verdict | str
_KEPT: Final = 64
"""How many compiled programs are kept while cases of one rule are compared; each settling has its own."""


def interpreted(book: Rulebook, rule: Rule, case: Case) -> Told:
    """Return what the interpreter says, or how it refuses a contradictory case."""
    try:
        decided = decide(book, rule.id, case, case.matters[0], MatterRef(rule.matter, 0, 1))
    except InputError as error:
        return str(error)
    return verdict_of(book, decided)


def compiled(program: Program, rule: Rule, case: Case) -> tuple[Told, Told]:
    """Return what the compiled rule says in its open form, and in its known form where that answers."""
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


def disagreements(book: Rulebook, rule: Rule, cases: Iterable[Case]) -> Iterator[str]:
    """Yield each case on which the executors differ, with what each says.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.testing.bases import bases_of
    >>> book = load_rulebook()
    >>> rule = book.latest("fire.report_duty")
    >>> list(disagreements(book, rule, bases_of(book, rule).yes))
    []
    """
    programs: dict[object, Program] = {}
    for case in cases:
        subject, matter = type(case.subject), type(case.matters[0])
        key = (subject, matter, frozenset(case.settle.items()))
        if key not in programs:
            if len(programs) == _KEPT:
                programs.clear()
            programs[key] = program_of(book, subject, matter, rules=[rule.id], settle=case.settle)
        reference = interpreted(book, rule, case)
        told = compiled(programs[key], rule, case)
        if any(one != reference for one in told):
            yield f"{rule.id}: {reference}, but compiled {told}\n{case}"


__all__ = ["compiled", "disagreements", "interpreted"]
