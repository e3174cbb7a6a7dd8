"""What a rule says must be able to matter: each condition fails alone, each reading changes an answer.

Whether that is so follows from the cells of the rule, so nothing is drawn; a failure names a case where
there is one that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xixia_gov.analysis.alone import condition_claims
from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.matters import matter_claims
from xixia_gov.analysis.places import show
from xixia_gov.analysis.study import Study, study
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.bases import small_study
from xixia_gov.testing.law import require, rule_in


def check_fail_alone(book: Rulebook, rule: Rule | str) -> None:
    """Check that each condition can fail alone, and each alternative be the only one that holds.

    A condition that declares `implied_by` must follow from what it names. Raises `LawBroken`.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_fail_alone(load_rulebook(), "fire.report_duty")
    """
    _check(book, rule_in(book, rule), "that each condition can fail alone", condition_claims)


def check_readings_matter(book: Rulebook, rule: Rule | str) -> None:
    """Check that each reading, assumptions too, changes an outcome, a sum or a check in some case.

    Raises `LawBroken`.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_readings_matter(load_rulebook(), "fire.report_duty")
    """
    _check(book, rule_in(book, rule), "that each reading matters", _reading_claims)


def _reading_claims(one: Study) -> Iterator[Claim]:
    return (claim for claim in matter_claims(one) if claim.sort is Sort.READING)


def _check(book: Rulebook, rule: Rule, law: str, claims: Callable[[Study], Iterator[Claim]]) -> None:
    """Raise what is claimed of a rule and fails; what few cells do not show is looked for in all."""
    failed = _failed(claims(small_study(book, rule)))
    if failed:
        failed = _failed(claims(study(book, rule)))
    case = next((claim.witness for claim in failed if claim.witness is not None), None)
    shown = () if case is None else (show(case),)
    require(rule, law, [claim.text.en for claim in failed], case, *shown)


def _failed(claims: Iterator[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.standing is Standing.FAILED]


__all__ = ["check_fail_alone", "check_readings_matter"]
