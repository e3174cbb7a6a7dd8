"""What breaks a law is told as a sentence about two answers, or one answer and its case."""

from __future__ import annotations

from collections.abc import Iterator

from xixia_gov.analysis.examples import written
from xixia_gov.analysis.places import elements, fully_known, value_at
from xixia_gov.engine.branch import Branch
from xixia_gov.engine.decide import Decided
from xixia_gov.engine.findings import reach_of
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, NOTHING, Amount, Check, Determination, Force, Outcome
from xixia_gov.model.output import Given
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import FactKind


def covered(wide: Amount | None, narrow: Amount | None) -> bool:
    """Whether every sum of `narrow` is one of `wide`; nothing at all is covered by anything.

    >>> covered(Amount(NOTHING.least, None), NOTHING)
    True
    """
    if narrow is None:
        return True
    if wide is None:
        return False
    high = wide.most is None or (narrow.most is not None and narrow.most <= wide.most)
    return wide.least <= narrow.least and high


def refinement_faults(fuller: Decided, emptier: Decided) -> Iterator[str]:
    """Yield what the fuller case's answer says that the emptier one's had ruled out."""
    one, two = fuller.determination, emptier.determination
    strange = sorted(outcome.value for outcome in set(one.possible) - set(two.possible))
    if strange:
        yield f"outcome {', '.join(strange)} was not possible before: {_possible(two)}"
    if not covered(two.amount, one.amount):
        yield f"amount {written(one.amount)} leaves {written(two.amount)}"
    if not covered(two.if_eligible, one.if_eligible):
        yield f"if_eligible {written(one.if_eligible)} leaves {written(two.if_eligible)}"
    if one.check is not None and two.check not in (one.check, Check.UNDETERMINED):
        yield f"check {one.check.value} was {two.check and two.check.value} before"
    yield from _output_faults(one, two)
    if two.force is not Force.UNKNOWN and one.force is not two.force:
        yield f"force {one.force.value} was {two.force.value} before"
    yield from _branch_faults(fuller, emptier)


def _output_faults(one: Determination, two: Determination) -> Iterator[str]:
    """Yield what is given in the fuller case and was ruled out before."""
    before = {given.id: given for given in two.outputs}
    for given in one.outputs:
        then = before.get(given.id)
        if then is None:
            yield f"{given.id} is given, which was not before"
            continue
        strange = sorted({id_ for id_, _ in given.possible} - {id_ for id_, _ in then.possible})
        strange += sorted(set(then.sure) - set(given.sure))
        if strange or not _inside(given, then):
            yield f"{given.id} is {given}, was {then} before"


def _inside(given: Given, then: Given) -> bool:
    low = then.least is None or (given.least is not None and given.least >= then.least)  # type: ignore[operator] # of one kind
    high = then.most is None or (given.most is not None and given.most <= then.most)  # type: ignore[operator] # of one kind
    return low and high


def _possible(one: Determination) -> str:
    return ", ".join(outcome.value for outcome in one.possible)


def _branch_faults(fuller: Decided, emptier: Decided) -> Iterator[str]:
    before = {(branch.rule.version, branch.settings): branch for branch in emptier.branches}
    for branch in fuller.branches:
        other = before.get((branch.rule.version, branch.settings))
        if other is None:
            yield f"the readings {dict(branch.settings)} were contradictory before"
            continue
        for now, then in zip((*branch.tried, *branch.checked), (*other.tried, *other.checked), strict=True):
            if then.truth is not Truth.UNKNOWN and now.truth is not then.truth:
                yield (
                    f"condition {now.condition.id} is {now.truth.value}, was settled {then.truth.value} "
                    f"before, readings {dict(branch.settings)}"
                )


def bounds_faults(book: Rulebook, decided: Decided) -> Iterator[str]:
    """Yield what does not fit together within one answer: outcome, amounts, settings, reasons."""
    one = decided.determination
    no = NO[one.kind]
    wanted = one.possible[0] if len(one.possible) == 1 else Outcome.UNDETERMINED
    if one.outcome is not wanted:
        yield f"outcome {one.outcome.value} where {_possible(one)} is possible"
    yield from _amount_faults(one, no)
    if one.outcome is no and (one.missing or one.open):
        yield f"a no, and yet it waits on {one.missing or one.open}"
    if one.outcome is no and not one.failed and one.force not in (Force.NOT_YET, Force.ENDED):
        yield "a no without a condition that fails"
    if one.outcome is not no and one.failed:
        yield f"no no, and yet {[failure.condition for failure in one.failed]} fail"
    if one.outcome is Outcome.UNDETERMINED and not (one.missing or one.open or one.readings):
        yield "undetermined, and nothing says why"
    settled_amount = one.amount is None or one.amount.settled
    if bool(one.because) == settled_amount:
        yield f"amount {written(one.amount)} because of {one.because}"
    for id_ in one.readings:
        if book.readings[id_].assumed:
            yield f"the assumption {id_} is listed as an open reading"
    yield from _under_faults(one, decided.branches)


def _amount_faults(one: Determination, no: Outcome) -> Iterator[str]:
    for name, amount in (("amount", one.amount), ("if_eligible", one.if_eligible)):
        if amount is None:
            continue
        if amount.least.fen < 0 or (amount.most is not None and amount.most < amount.least):
            yield f"{name} {written(amount)} is no interval of money"
    if one.outcome is no:
        if one.amount not in (None, NOTHING):
            yield f"a no that pays {written(one.amount)}"
        if one.if_eligible is not None:
            yield f"a no with if_eligible {written(one.if_eligible)}"
        return
    if (one.amount is None) != (one.if_eligible is None):
        yield f"amount {written(one.amount)} beside if_eligible {written(one.if_eligible)}"
    if no in one.possible and not covered(one.amount, NOTHING if one.amount else None):
        yield f"no is possible, but 0 is not in {written(one.amount)}"
    if no not in one.possible and one.amount != one.if_eligible:
        yield f"a yes with amount {written(one.amount)} but if_eligible {written(one.if_eligible)}"
    if not covered(one.amount, one.if_eligible):
        yield f"if_eligible {written(one.if_eligible)} leaves the amount {written(one.amount)}"


def _under_faults(one: Determination, branches: tuple[Branch, ...]) -> Iterator[str]:
    if bool(one.readings) != bool(one.under):
        yield f"readings {one.readings} beside under {len(one.under)}"
    for under in one.under:
        if not covered(one.amount, under.amount):
            yield f"under {dict(under.settings)}: {written(under.amount)} leaves {written(one.amount)}"
        if strange := sorted(set(under.settings) - set(one.readings)):
            yield f"under {dict(under.settings)} settles {strange}, which is not among the readings"
    preferred = [dict(under.settings) for under in one.under if under.preferred]
    if len(preferred) > 1:
        yield f"several results are preferred: {preferred}"
    for branch in branches:
        agreeing = [u for u in one.under if all(branch.settings.get(k) == v for k, v in u.settings.items())]
        if one.under and len(agreeing) != 1:
            yield f"{len(agreeing)} results speak of the settings {dict(branch.settings)}"


def missing_faults(book: Rulebook, rule: Rule, case: Case, one: Determination) -> Iterator[str]:
    """Yield each fact that is asked although it is known, not read, or cannot be given."""
    # Every version is evaluated while the day that selects one is unknown.
    read = frozenset().union(*(reach_of(book, version).facts for version in book.rules[rule.id]))
    gates = {
        f"{path.partition('.')[0]}.{gate.fact}"
        for path in read
        if (gate := book.facts[path].exists_if if path != "as_of" else None) is not None
    }
    for path in one.missing:
        if path not in read | gates:
            yield f"{path} is asked, but the rule does not read it"
        elif not _is_open(book, case, path):
            yield f"{path} is asked, but the case gives it"
    answered = one.outcome is not Outcome.UNDETERMINED and one.check is not Check.UNDETERMINED
    if answered and (one.amount is None or one.amount.settled) and one.missing:
        yield f"everything is settled, and yet {', '.join(one.missing)} is asked"


def _is_open(book: Rulebook, case: Case, path: str) -> bool:
    root, _, name = path.partition(".")
    inside = [thing for thing in elements(book, case) if root == thing.ROOT]
    if inside:
        return any(getattr(thing, name) is UNKNOWN for thing in inside)
    if book.facts[path].kind is FactKind.LIST:
        return value_at(book, case, f"{path}_complete") is not True
    return not fully_known(book, case, path)


def same_answer_faults(one: Determination, two: Determination) -> Iterator[str]:
    """Yield each part of the answer that changed though nothing that was asked was given.

    The force is left out: a no stays a no whenever the rule applies, so its day is not asked.
    """
    for name in ("outcome", "possible", "check", "amount", "if_eligible", "missing", "readings"):
        before, after = getattr(one, name), getattr(two, name)
        if before != after:
            yield f"{name} was {_plain(before)}, is {_plain(after)}"


def _plain(value: object) -> object:
    if isinstance(value, Amount):
        return written(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return getattr(value, "value", value)


__all__ = ["bounds_faults", "covered", "missing_faults", "refinement_faults", "same_answer_faults"]
