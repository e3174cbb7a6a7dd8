"""A verdict is a determination in eight whole numbers: what the fast executors give, and decode into reasons.

The bits of its three masks stand for the conditions and facts of a rule, in the order of its `Layout`;
that order is part of what the numbers mean.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Final, NamedTuple

import attrs

from xixia_gov.engine.decide import Decided
from xixia_gov.engine.findings import reach_of
from xixia_gov.model.determination import EXCEPTION, NO, OTHERS, YES, Check, Determination, Force, Outcome
from xixia_gov.model.rule import Kind
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.unknown import CauseKind
from xixia_gov.vocabulary.facts import FactKind

IN_FORCE: Final = "in_force"
"""The name of the bit that says that a rule is not in force, beside its conditions."""
SUM: Final = "sum"
"""The name of the bit that says that a sum is open for a reason no fact can settle."""

NO_CODE: Final = 0
YES_CODE: Final = 1
OPEN_CODE: Final = 2
LIFTED_CODE: Final = 3
"""The codes of the outcomes: the no and the yes of the kind, undetermined, and the first of the others."""

FORCES: Final = (Force.IN_FORCE, Force.PRESUMED, Force.NOT_YET, Force.ENDED, Force.UNKNOWN)
"""Whether a rule applies, by its code."""
CHECKS: Final = (Check.NOT_MET, Check.MET, Check.UNDETERMINED)
"""Whether what is asked for has been done, by its code."""


class Verdict(NamedTuple):
    """One rule's answer for one matter as numbers.

    `least` and `most` are in fen, both None where the rule pays no money; `most` alone is None where no
    upper bound is known. `check` is None where nothing is asked for or the answer is no. `failed` has the
    conditions that fail and is 0 unless the answer is no, `missing` the facts to ask, `waiting` the
    conditions that wait on the text, an authority or another instrument; both are 0 after a no.
    """

    outcome: int
    force: int
    check: int | None
    least: int | None
    most: int | None
    failed: int
    missing: int
    waiting: int


@attrs.frozen
class Layout:
    """What the bits of a rule's masks stand for, the lowest first.

    `failed` has the ids of the conditions and then `in_force`; `missing` the paths of facts, sorted;
    `waiting` the ids of the conditions, of what is checked, `exception` where there is one, and then `sum`.
    """

    rule: str
    failed: tuple[str, ...]
    missing: tuple[str, ...]
    waiting: tuple[str, ...]


def layout_of(book: Rulebook, rule_id: str) -> Layout:
    """Return the meaning of the bits of a rule, over all its versions."""
    versions = book.rules[rule_id]
    conditions = _unique(one.id for rule in versions for one in rule.conditions)
    checked = _unique(one.id for rule in versions for one in rule.check)
    lifting = (EXCEPTION,) if any(rule.exemptions for rule in versions) else ()
    read = frozenset[str]().union(*(reach_of(book, rule).facts for rule in versions))
    return Layout(
        rule_id,
        (*conditions, IN_FORCE),
        tuple(sorted(_askable(book, read))),
        (*conditions, *(id_ for id_ in checked if id_ not in conditions), *lifting, SUM),
    )


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _askable(book: Rulebook, paths: frozenset[str]) -> set[str]:
    """Return the facts that can be missing; of a list, the list itself and whether it is complete."""
    found = set(paths) - {"as_of"}
    return found | {f"{path}_complete" for path in found if book.facts[path].kind is FactKind.LIST}


def verdict_of(book: Rulebook, decided: Decided) -> Verdict:
    """Return a determination of the reference interpreter as a verdict."""
    answer = decided.determination
    layout = layout_of(book, answer.rule)
    amount = answer.amount
    return Verdict(
        outcome=outcome_code(answer.kind, answer.outcome),
        force=FORCES.index(answer.force),
        check=None if answer.check is None else CHECKS.index(answer.check),
        least=None if amount is None else amount.least.fen,
        most=None if amount is None or amount.most is None else amount.most.fen,
        failed=_mask(layout.failed, _failing(answer)),
        missing=_mask(layout.missing, answer.missing),
        waiting=_mask(layout.waiting, _waiting(decided)),
    )


def outcome_code(kind: Kind, outcome: Outcome) -> int:
    """Return the code of an outcome of a kind of rule.

    >>> outcome_code(Kind.ENTITLEMENT, Outcome.ELIGIBLE)
    1
    """
    return outcomes_of(kind).index(outcome)


@functools.cache
def outcomes_of(kind: Kind) -> tuple[Outcome, ...]:
    """Return the outcomes of a kind of rule in the order of their codes.

    >>> [outcome.value for outcome in outcomes_of(Kind.DEADLINE)]
    ['not_required', 'on_time', 'undetermined', 'overdue', 'not_yet_due']
    """
    return (NO[kind], YES[kind], Outcome.UNDETERMINED, *OTHERS.get(kind, ()))


def _failing(answer: Determination) -> list[str]:
    ids = [failure.condition for failure in answer.failed]
    return [*ids, IN_FORCE] if answer.force in (Force.NOT_YET, Force.ENDED) else ids


def _waiting(decided: Decided) -> list[str]:
    if decided.determination.outcome is NO[decided.determination.kind]:
        return []
    ids = [one.condition for one in decided.determination.open]
    live = (branch for branch in decided.branches if branch.holds is not Truth.FALSE)
    if any(cause.kind is not CauseKind.CASE for branch in live for cause in branch.amount_causes):
        ids.append(SUM)
    return ids


def _mask(names: tuple[str, ...], said: Iterable[str]) -> int:
    return sum(1 << names.index(name) for name in set(said))
