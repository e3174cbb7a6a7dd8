"""One meaning, several executors: whoever decides a rule, the answer is the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from typing import Final

from xixia_gov.analysis.examples import answer
from xixia_gov.analysis.places import show
from xixia_gov.engine.compiled.answers import answer as answer_compiled
from xixia_gov.engine.compiled.program import program_of
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import FIELDS, Determination, MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.law import require, rule_in
from xixia_gov.testing.search import for_all
from xixia_gov.testing.strategies import cases

Executor = Callable[[Rulebook, str, Case], Determination]
"""Decides a rule by its id for the first matter of a case; raises `InputError` for a contradictory one."""


def interpreter(book: Rulebook, rule: str, case: Case) -> Determination:
    """Decide a rule with the reference interpreter.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.testing.bases import bases_of
    >>> book = load_rulebook()
    >>> case = bases_of(book, book.latest("fire.report_duty")).yes[0]
    >>> interpreter(book, "fire.report_duty", case).outcome.value
    'required'
    """
    return answer(book, book.latest(rule), case)


def compiled(book: Rulebook, rule: str, case: Case) -> Determination:
    """Decide a rule with its compiled form, as `assess` does.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.testing.bases import bases_of
    >>> book = load_rulebook()
    >>> case = bases_of(book, book.latest("fire.report_duty")).yes[0]
    >>> compiled(book, "fire.report_duty", case) == interpreter(book, "fire.report_duty", case)
    True
    """
    matter = case.matters[0]
    program = program_of(book, type(case.subject), type(matter), settle=case.settle)
    return answer_compiled(program, rule, case, matter, MatterRef(type(matter).__name__, 0, 1)).determination


EXECUTORS: Final[tuple[Executor, ...]] = (interpreter, compiled)
"""The executors of this package."""


def check_executors_agree(
    book: Rulebook,
    rule: Rule | str,
    *,
    executors: Sequence[Executor] = EXECUTORS,
    share: float = 1.0,
) -> None:
    """Check that all executors give one answer for each case, and each gives it again for a copy.

    The first is the reference. Each also decides a copy of the case by a copy of the book (both
    pickled), so that an executor that remembers too much is found. Raises `LawBroken` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_executors_agree(load_rulebook(), "fire.report_duty", share=0.05)
    """
    rule = rule_in(book, rule)
    copy = _copy_of(book)

    def law(case: Case) -> None:
        same: Case = pickle.loads(pickle.dumps(case))  # noqa: S301 - as above
        reference = _told(executors[0], book, rule.id, case)
        for place, executor in enumerate(executors):
            name = getattr(executor, "__name__", f"executor {place + 1}")
            for of, (its_book, its_case) in (
                ("", (book, case)),
                (" of a copy", (copy, same)),
            ):
                faults = _differences(reference, _told(executor, its_book, rule.id, its_case))
                told = [f"{name}{of}: {fault}" for fault in faults]
                require(rule, "that executors agree", told, case, show(case))

    for_all(cases(book, rule), law, share=share)


def _copy_of(book: Rulebook) -> Rulebook:
    """Return a pickled copy of a rulebook, made once."""
    known: Rulebook | None = book.memo.get(("a copy",))
    if known is None:
        known = book.memo["a copy",] = pickle.loads(pickle.dumps(book))  # noqa: S301 - pickled in the same line
    return known


def _told(executor: Executor, book: Rulebook, rule: str, case: Case) -> Determination | str:
    try:
        return executor(book, rule, case)
    except InputError as error:
        return str(error)


def _differences(one: Determination | str, two: Determination | str) -> list[str]:
    if isinstance(one, str) or isinstance(two, str):
        said = [told if isinstance(told, str) else told.outcome.value for told in (one, two)]
        return [] if one == two else [f"{said[1]}, not {said[0]}"]
    return [
        f"{name} is {getattr(two, name)}, not {getattr(one, name)}"
        for name in FIELDS
        if getattr(one, name) != getattr(two, name)
    ]


__all__ = ["EXECUTORS", "Executor", "check_executors_agree", "compiled", "interpreter"]
