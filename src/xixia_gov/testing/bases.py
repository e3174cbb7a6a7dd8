"""Bases are cases in which a rule is decided: its own examples, or cells that decide it where it has none.

A case made of random facts is a no for a dozen reasons at once, so the search starts here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from xixia_gov.analysis.examples import answer, case_of_example
from xixia_gov.analysis.parts import Role
from xixia_gov.analysis.study import Study, fails, study
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, Outcome
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook

_CELLS: Final = 1_500
"""Cells of one part that are worked out to find a case: few, since one is enough."""


@attrs.frozen
class Bases:
    """Cases to start from, by what they come out as: a yes, a no, or open."""

    yes: tuple[Case, ...] = ()
    no: tuple[Case, ...] = ()
    open: tuple[Case, ...] = ()

    @property
    def every(self) -> tuple[Case, ...]:
        """All of them."""
        return (*self.yes, *self.no, *self.open)


def bases_of(book: Rulebook, rule: Rule) -> Bases:
    """Return the cases to start from, worked out once for each rule of a book.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> len(bases_of(book, book.latest("fire.report_duty")).yes) > 0
    True
    """
    if not any(rule is one for one in book.rules.get(rule.id, ())):
        return _bases(book, rule)
    key = ("testing.bases", rule.id, str(rule.version))
    if key not in book.memo:
        book.memo[key] = _bases(book, rule)
    known: Bases = book.memo[key]
    return known


def small_study(book: Rulebook, rule: Rule) -> Study:
    """Return a rule worked out in few cells, once for each rule of a book."""
    if not any(rule is one for one in book.rules.get(rule.id, ())):
        return study(book, rule, budget=_CELLS)
    key = ("testing.study", rule.id, str(rule.version))
    if key not in book.memo:
        book.memo[key] = study(book, rule, budget=_CELLS)
    known: Study = book.memo[key]
    return known


def _bases(book: Rulebook, rule: Rule) -> Bases:
    examples = _sorted(rule, _examples(book, rule))
    if examples.yes and examples.no:
        return examples
    found = _sorted(rule, _cells(book, rule))
    return Bases((*examples.yes, *found.yes), (*examples.no, *found.no), (*examples.open, *found.open))


def _examples(book: Rulebook, rule: Rule) -> Iterator[tuple[Case, str]]:
    """Yield the case of each example with the outcome that it expects."""
    for example in rule.examples:
        try:
            case = case_of_example(book, rule, example)
            yield case, str(example.expect.get("outcome") or answer(book, rule, case).outcome.value)
        except InputError:
            continue  # told by check_examples


def _cells(book: Rulebook, rule: Rule) -> Iterator[tuple[Case, str]]:
    """Yield a case of yes, then one for each condition that fails alone, as far as there are such."""
    one = small_study(book, rule)
    wanted = [one.yes()]
    wanted += [[*one.yes(but=[part]), (part, fails)] for part in one.of(Role.FORCE, Role.CONDITION)]
    for each in wanted:
        case = one.case(one.find(each))
        if case is not None:
            yield attrs.evolve(case, settle={}), answer(book, rule, case).outcome.value


def _sorted(rule: Rule, cases: Iterator[tuple[Case, str]]) -> Bases:
    by_outcome: dict[str, list[Case]] = {}
    for case, outcome in cases:
        by_outcome.setdefault(outcome, []).append(case)
    no = by_outcome.pop(NO[rule.kind].value, [])
    open_ = by_outcome.pop(Outcome.UNDETERMINED.value, [])
    yes = [case for found in by_outcome.values() for case in found]
    return Bases(tuple(yes), tuple(no), tuple(open_))


__all__ = ["Bases", "bases_of", "small_study"]
