"""Rule coverage: of all that there is to be shown of the rules, what their examples and worked cases show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from xixia_gov.analysis.alone import condition_claims
from xixia_gov.analysis.claim import Sort, Standing
from xixia_gov.analysis.coverage_marks import (
    Mark,
    Shown,
    demanded,
    reading_mark,
)
from xixia_gov.analysis.coverage_shown import shown_by
from xixia_gov.analysis.study import study
from xixia_gov.analysis.trials import CRASHES, Trial
from xixia_gov.engine.decide import Decided
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook


@attrs.frozen
class Covered:
    """What is demanded of one subject, and what of it was shown."""

    subject: str
    demanded: frozenset[Mark]
    missing: tuple[Mark, ...]

    @property
    def shown(self) -> int:
        """How many of the demanded marks were shown."""
        return len(self.demanded) - len(self.missing)


def coverage(
    book: Rulebook, trials: Mapping[str, Sequence[Trial]], rules: Iterable[str] | None = None
) -> tuple[Covered, ...]:
    """Return, for each rule and each thing rules share, what is demanded and what is missing.

    >>> from xixia_gov.analysis.trials import trials_of
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> [one.subject for one in coverage(book, trials_of(book), ["fire.report_duty"])][0]
    'fire.report_duty'
    """
    asked = set(book.rules) if rules is None else set(rules)
    wanted: set[Mark] = set()
    shown: set[Mark] = set()
    for id_ in sorted(asked):
        for rule in book.rules[id_]:
            wanted |= set(demanded(book, rule))
    subjects = {mark.subject for mark in wanted}
    for id_ in sorted(book.rules):
        for rule in book.rules[id_]:
            if id_ in asked or subjects & {mark.subject for mark in demanded(book, rule)}:
                shown |= _shown(book, rule, trials[id_], wanted)
    wanted -= set(_impossible(book, wanted - shown))
    return tuple(
        Covered(
            subject,
            frozenset(mark for mark in wanted if mark.subject == subject),
            tuple(sorted(mark for mark in wanted - shown if mark.subject == subject)),
        )
        for subject in sorted(subjects)
    )


def _impossible(book: Rulebook, missing: Iterable[Mark]) -> Iterator[Mark]:
    """Yield what was not shown because it cannot be, as the cells of the rule prove."""
    by_rule: dict[str, set[tuple[Sort, str]]] = {}
    for mark in sorted(missing):
        sort = _CLAIMED.get(mark.shown)
        if sort is None or mark.subject not in book.rules:
            continue
        if mark.subject not in by_rule:
            one = study(book, book.latest(mark.subject))
            failed = {
                (claim.sort, claim.about)
                for claim in condition_claims(one)
                if claim.standing is Standing.FAILED and claim.sort in _CLAIMED.values()
            }
            by_rule[mark.subject] = failed if one.whole else set()
        if (sort, mark.about) in by_rule[mark.subject]:
            yield mark


_CLAIMED: Final = {Shown.ALONE: Sort.ALONE, Shown.ONLY: Sort.ALTERNATIVE}


def _shown(book: Rulebook, rule: Rule, trials: Sequence[Trial], wanted: set[Mark]) -> set[Mark]:
    found: set[Mark] = set()
    possible = wanted & set(demanded(book, rule))
    for trial in trials:
        if possible <= found:
            break
        try:
            decided = trial.decided(book)
        except CRASHES:
            continue
        found |= set(shown_by(book, rule, decided, trial))
        found |= set(_assumptions(book, rule, trial, decided, wanted - found))
    return found


def _assumptions(
    book: Rulebook, rule: Rule, trial: Trial, decided: Decided, wanted: set[Mark]
) -> Iterator[Mark]:
    """Yield the assumptions that, settled otherwise, would have changed the answer."""
    for id_ in rule.readings:
        reading = book.readings[id_]
        mark = reading_mark(book, id_)
        if not reading.assumed or mark not in wanted:
            continue
        for option in reading.options:
            case = attrs.evolve(trial.case, settle={**trial.case.settle, id_: option})
            other = attrs.evolve(trial, case=case).decided(book).determination
            one = decided.determination
            if (one.outcome, one.amount, one.check) != (other.outcome, other.amount, other.check):
                yield mark
                break


__all__ = ["Covered", "coverage"]
