"""Assessing a case by the reference interpreter, with all it did: what explanations are made of."""

from __future__ import annotations

from collections.abc import Collection

from xixia_gov.engine.about import rules_about
from xixia_gov.engine.assembly import answered, assessment, refuse_faults
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.errors import InputError, Problem
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter


def assess_all(
    book: Rulebook, case: Case, *, rules: Collection[str] | None = None
) -> tuple[Assessment, tuple[Decided, ...]]:
    """Return the answers together with the branches they come from (for explanations).

    The reference interpreter gives them; `assess` gives the same answers.
    """
    refuse_faults(book, case, rules)
    decided = [one for one in answered(book, case, rules, _interpreted) if isinstance(one, Decided)]
    return assessment(book, case, rules, decided), tuple(decided)


def _interpreted(
    book: Rulebook, case: Case, matter: Matter, index: int, rules: Collection[str] | None
) -> list[Decided]:
    place = MatterRef(type(matter).__name__, index, 1)
    decided: list[Decided] = []
    problems: list[Problem] = []
    for id_ in rules_about(book, type(case.subject), type(matter)):
        if rules is None or id_ in rules:
            try:
                decided.append(decide(book, id_, case, matter, place))
            except InputError as error:
                problems += [one for one in error.problems if one not in problems]
    if problems:
        raise InputError(problems)
    return decided
