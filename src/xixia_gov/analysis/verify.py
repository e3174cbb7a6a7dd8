"""Verifying is asking a rulebook for all its claims, one rule after the other."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator

import attrs

from xixia_gov.analysis.across import book_claims, exception_claims
from xixia_gov.analysis.alone import condition_claims
from xixia_gov.analysis.claim import Claim, Standing
from xixia_gov.analysis.matters import matter_claims
from xixia_gov.analysis.parts import MAX_CELLS
from xixia_gov.analysis.refine import refinement_claims
from xixia_gov.analysis.study import Study, study
from xixia_gov.analysis.sums import sum_claims
from xixia_gov.analysis.tables import table_claims
from xixia_gov.model.rulebook import Rulebook


@attrs.frozen
class Verification:
    """The claims of a rulebook, and the rules that were not reached before time ran out."""

    claims: tuple[Claim, ...]
    not_reached: tuple[str, ...] = ()

    def count(self, standing: Standing) -> int:
        """Return how many claims stand so."""
        return sum(claim.standing is standing for claim in self.claims)

    @property
    def failed(self) -> tuple[Claim, ...]:
        """The claims that failed."""
        return tuple(claim for claim in self.claims if claim.standing is Standing.FAILED)


def claims_of(one: Study) -> Iterator[Claim]:
    """Yield every claim of one rule."""
    yield from condition_claims(one)
    yield from matter_claims(one)
    yield from table_claims(one)
    yield from sum_claims(one)
    yield from exception_claims(one)
    yield from refinement_claims(one)


def steps(
    book: Rulebook, rules: Collection[str] | None = None, *, budget: int = MAX_CELLS
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield the name of each rule with its claims, and last an empty name with those of rules together."""
    studies: dict[str, Study] = {}
    for id_, versions in sorted(book.rules.items()):
        if rules is not None and id_ not in rules:
            continue
        found: list[Claim] = []
        for rule in versions:
            one = studies.get(id_) if rule is versions[-1] else None
            if one is None:
                one = study(book, rule, budget=budget, known=studies)
            studies[id_] = one
            found.extend(claims_of(one))
        yield id_, tuple(found)
    wanted = {id_: one for id_, one in studies.items() if rules is None or id_ in rules}
    yield "", tuple(book_claims(book, wanted))


def verify(
    book: Rulebook, rules: Collection[str] | None = None, *, seconds: float | None = None
) -> Verification:
    """Return the claims of a rulebook, or of some of its rules.

    With `seconds`, no further rule is begun once that much time has passed; those left are named.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> found = verify(load_rulebook(), ["fire.report_duty"])
    >>> found.failed
    ()
    """
    begun = time.monotonic()
    wanted = [id_ for id_ in sorted(book.rules) if rules is None or id_ in rules]
    claims: list[Claim] = []
    for id_, found in steps(book, rules):
        claims.extend(found)
        if id_:
            wanted.remove(id_)
        if seconds is not None and wanted and time.monotonic() - begun > seconds:
            break
    return Verification(tuple(claims), tuple(wanted))


__all__ = ["Verification", "claims_of", "steps", "verify"]
