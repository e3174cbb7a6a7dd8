"""All laws of a rulebook, each a plain function: it raises `LawBroken` with the smallest case.

They need no pytest. `check_rule` runs all of them on one rule, `check_all` on a whole book.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Protocol

from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.amounts import check_cap, check_monotone
from xixia_gov.testing.claims import check_fail_alone, check_readings_matter
from xixia_gov.testing.examples import check_examples
from xixia_gov.testing.executors import check_executors_agree
from xixia_gov.testing.fixed import FIXED_LAWS
from xixia_gov.testing.irrelevant import check_irrelevant
from xixia_gov.testing.knowledge import check_bounds, check_missing, check_refinement, decided, refines
from xixia_gov.testing.law import LawBroken, rule_in
from xixia_gov.testing.order import check_order_free
from xixia_gov.testing.sums import check_totals
from xixia_gov.testing.window import check_window


class DrawnLaw(Protocol):
    """A law that is put to many drawn cases; `share` scales how many."""

    def __call__(self, book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
        """Raise `LawBroken` with the smallest case that breaks it."""


DRAWN_LAWS: Final[dict[str, DrawnLaw]] = {
    "bounds": check_bounds,
    "cap": check_cap,
    "monotone": check_monotone,
    "missing": check_missing,
    "irrelevant": check_irrelevant,
    "refinement": check_refinement,
    "totals": check_totals,
    "order_free": check_order_free,
    "executors_agree": check_executors_agree,
}
"""The laws that are put to drawn cases, by their short names."""


def check_rule(book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
    """Put every law to one rule; raises `LawBroken` with the first that is broken.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_rule(load_rulebook(), "fire.report_duty", share=0.05)
    """
    rule = rule_in(book, rule)
    for fixed in FIXED_LAWS.values():
        fixed(book, rule)
    for drawn in DRAWN_LAWS.values():
        drawn(book, rule, share=share)


def check_all(book: Rulebook, *, rules: Collection[str] | None = None, share: float = 1.0) -> None:
    """Put every law to every rule of a book, all versions, or to those with the ids in `rules`.

    `share` scales how many cases are drawn: 1 draws as many for each law as the Hypothesis profile says.
    Raises `LawBroken` with the first law that is broken, `InputError` for an id that no rule has.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_all(load_rulebook(), rules=["fire.season"], share=0.02)
    """
    wanted = sorted(book.rules) if rules is None else [rule_in(book, id_).id for id_ in rules]
    for id_ in wanted:
        for version in book.rules[id_]:
            check_rule(book, version, share=share)


__all__ = [
    "DRAWN_LAWS",
    "FIXED_LAWS",
    "DrawnLaw",
    "LawBroken",
    "check_all",
    "check_bounds",
    "check_cap",
    "check_examples",
    "check_executors_agree",
    "check_fail_alone",
    "check_irrelevant",
    "check_missing",
    "check_monotone",
    "check_order_free",
    "check_readings_matter",
    "check_refinement",
    "check_rule",
    "check_totals",
    "check_window",
    "decided",
    "refines",
]
