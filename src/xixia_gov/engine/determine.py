"""A determination joins what a rule says under every way of settling its readings, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xixia_gov.engine.findings import keys_of
from xixia_gov.engine.referral import referrals
from xixia_gov.engine.ruled import Ruled
from xixia_gov.engine.under import distinct
from xixia_gov.lazy import Lazy
from xixia_gov.model.case import Case
from xixia_gov.model.determination import (
    NO,
    NONE_FAILED,
    Amount,
    Check,
    Determination,
    Failure,
    Force,
    Grounds,
    MatterRef,
    Outcome,
    Waiting,
)
from xixia_gov.model.instrument import Citation
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.unknown import Cause, CauseKind
from xixia_gov.vocabulary.base import Matter


def determination_of(  # noqa: PLR0913, PLR0917 - all that an answer is made of
    book: Rulebook,
    case: Case,
    matter: Matter,
    place: MatterRef,
    branches: Sequence[Ruled],
    failed: Lazy[tuple[Failure, ...]],
) -> Determination:
    """Return the answer that a rule's branches come to: the same in all of them, or open.

    `failed` has the conditions that fail, which somebody may ask of a no.
    """
    rule = branches[0].rule
    outcomes = frozenset().union(*(branch.outcomes for branch in branches))
    outcome = next(iter(outcomes)) if len(outcomes) == 1 else Outcome.UNDETERMINED
    under, mattering = distinct(book, branches)
    amount = _hull(branch.amount for branch in branches)
    pays = _hull(branch.pays for branch in branches if branch.holds is not Truth.FALSE)
    causes = frozenset().union(*(branch.causes for branch in branches))
    if outcome is NO[rule.kind]:
        causes = frozenset()
    readings = tuple(id_ for id_ in mattering if not book.readings[id_].assumed)
    forces = {branch.force for branch in branches}
    force = next(iter(forces)) if len(forces) == 1 else Force.UNKNOWN
    payment = rule.payment
    day = branches[0].day
    grounds = Grounds(
        rule=rule.id,
        version=branches[-1].rule.version,
        title=rule.title,
        for_="household" if payment is not None and payment.per == "household" else None,
        kind=rule.kind,
        outcome=outcome,
        possible=tuple(sorted(outcomes, key=list(Outcome).index)),
        check=_check(branches),
        force=force,
        since=_since(rule, force),
        strength=rule.strength,
        because=_because(amount, causes, readings),
        missing=tuple(sorted(c.name for c in causes if c.kind is CauseKind.CASE)),
        open=_waiting(branches) if outcome is not NO[rule.kind] else (),
        readings=readings,
        under=under,
        assumed=_assumed(book, rule, case),
        settled=tuple((id_, case.settle[id_]) for id_ in rule.readings if id_ in case.settle),
        asserted=_asserted(book, rule, case, matter),
        supposed=tuple(sorted(case.suppose)),
        referred=referrals(book, rule, causes, outcome),
        cite=_citations(rule),
        office=rule.office,
        planned=day is not None and day > case.as_of,
        every=None if payment is None else payment.every,
        payee=None if payment is None else payment.payee,
        payer=None if payment is None else payment.payer,
    )
    no = outcome is NO[rule.kind]
    return Determination(
        grounds, place, matter.ref, amount, None if no else pays, failed if no else NONE_FAILED
    )


def _hull(amounts: Iterable[Amount | None]) -> Amount | None:
    hull: Amount | None = None
    for amount in amounts:
        if amount is not None:
            hull = amount if hull is None else hull.hull(amount)
    return hull


def _check(branches: Sequence[Ruled]) -> Check | None:
    checks = {branch.check for branch in branches if branch.holds is not Truth.FALSE}
    checks.discard(None)
    if not checks:
        return None
    return next(iter(checks)) if len(checks) == 1 else Check.UNDETERMINED


def _since(rule: Rule, force: Force) -> str | None:
    """Return the first day of a rule not yet in force, or the last day of one that has ended."""
    if force is Force.NOT_YET and rule.window.first is not None:
        return rule.window.first.isoformat()
    if force is Force.ENDED and rule.window.last is not None:
        return rule.window.last.isoformat()
    return None


def _because(amount: Amount | None, causes: frozenset[Cause], readings: tuple[str, ...]) -> tuple[str, ...]:
    """Return why the amount is open: facts, readings, open words, an authority, elsewhere."""
    if amount is None or amount.settled:
        return ()
    reasons = {f"reading:{id_}" for id_ in readings}
    for cause in causes:
        match cause.kind:
            case CauseKind.CASE:
                reasons.add(f"missing:{cause.name}")
            case CauseKind.TEXT:
                reasons.add(f"text:{cause.name}")
            case _:
                reasons.add(cause.kind.value)
    return tuple(sorted(reasons))


def _waiting(branches: Sequence[Ruled]) -> tuple[Waiting, ...]:
    """Return the conditions that wait on the text, an authority or another instrument."""
    open_: dict[str, set[Cause]] = {}
    for branch in branches:
        for id_, causes in branch.waiting:
            open_.setdefault(id_, set()).update(causes)
    return tuple(Waiting(id_, tuple(sorted(causes))) for id_, causes in sorted(open_.items()))


def _assumed(book: Rulebook, rule: Rule, case: Case) -> tuple[tuple[str, str], ...]:
    return tuple(
        (id_, book.readings[id_].preferred)
        for id_ in rule.readings
        if book.readings[id_].assumed and id_ not in case.settle
    )


def _asserted(book: Rulebook, rule: Rule, case: Case, matter: Matter) -> tuple[str, ...]:
    if not case.findings and not matter.findings:
        return ()
    known = keys_of(book, rule)
    return tuple(sorted(key for key in {*case.findings, *matter.findings} if key in known))


def _citations(rule: Rule) -> tuple[Citation, ...]:
    cites = [rule.cite]
    for condition in rule.conditions:
        if condition.cite not in cites:
            cites.append(condition.cite)
    return tuple(cites)
