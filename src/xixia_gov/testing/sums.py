"""What several answers come to obeys the law of refinement too: more knowledge only narrows a sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
from hypothesis import strategies as st

from xixia_gov.analysis.examples import written
from xixia_gov.analysis.faults import covered
from xixia_gov.analysis.places import show
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NOTHING, Amount
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.testing.forget import forgetting
from xixia_gov.testing.law import require, rule_in
from xixia_gov.testing.search import for_all
from xixia_gov.testing.strategies import cases


def beside(book: Rulebook, rule: Rule) -> tuple[str, ...]:
    """Return a rule with those it is grouped with.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> beside(book, book.latest("fire.report_duty"))
    ('fire.report_duty',)
    """
    grouped = [group.rules for group in book.groups.values() if rule.id in group.rules]
    return grouped[0] if grouped else (rule.id,)


def several(book: Rulebook, rule: Rule) -> st.SearchStrategy[Case]:
    """Draw a case with one, two or three matters of a rule's kind, each with its own number."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Case:
        listed = [draw(cases(book, rule)) for _ in range(draw(st.integers(1, 3)))]
        matters = [attrs.evolve(one.matters[0], ref=str(place)) for place, one in enumerate(listed)]
        return attrs.evolve(listed[0], matters=matters)

    return drawn()


def added(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of amounts; no upper bound is known where one of them has none.

    >>> written(added([NOTHING, Amount(Money(1), None)]))
    ['0.01', 'none']
    """
    total = NOTHING
    for one in amounts:
        open_ = total.most is None or one.most is None
        most = None if open_ else Money(total.most.fen + one.most.fen)  # type: ignore[union-attr] # both are known
        total = Amount(Money(total.least.fen + one.least.fen), most)
    return total


def sum_faults(book: Rulebook, now: Assessment, before: Assessment) -> Iterator[str]:
    """Yield each sum that leaves what was said of it with less known, and each that has no order."""
    groups = {one.group: one.amount for one in before.groups}
    for one in now.groups:
        if not covered(groups.get(one.group, NOTHING), one.amount):
            yield f"group {one.group}: {written(one.amount)} leaves {written(groups.get(one.group))}"
    all_now, all_before = (added(total.amount for total in every.totals) for every in (now, before))
    if not covered(all_before, all_now):
        yield f"all together: {written(all_now)} leaves {written(all_before)}"
    for group in now.groups:
        for under in group.under:
            if not covered(group.amount, under.amount):
                yield f"group {group.group} under {dict(under.settings)}: {written(under.amount)} is outside"
    paid = [one.amount for one in now.determinations if one.amount is not None]
    if book.groups or paid:
        most = added(paid)
        if not covered(Amount(Money(0), most.most), all_now):
            yield f"all together {written(all_now)} is more than its parts, {written(most)}"


def check_totals(book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
    """Check that more knowledge only narrows the totals and groups of up to three matters.

    Raises `LawBroken` with the two cases. Rules that pay nothing are left out.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_totals(load_rulebook(), "employment.startup_award", share=0.05)
    """
    rule = rule_in(book, rule)
    if rule.kind is not Kind.ENTITLEMENT or rule.payment is None:
        return
    rules = beside(book, rule)
    pairs = several(book, rule).flatmap(
        lambda case: st.tuples(st.just(case), forgetting(book, rule, case)),
    )

    def law(pair: tuple[Case, Case]) -> None:
        fuller, emptier = pair
        try:
            now = assess(book, fuller, rules=rules)
        except InputError:
            return
        faults = sum_faults(book, now, assess(book, emptier, rules=rules))
        shown = [f"less known: {show(emptier)}", f"more known: {show(fuller)}"]
        require(rule, "its totals", faults, fuller, *shown)

    for_all(pairs, law, share=share)


__all__ = ["added", "beside", "check_totals", "several", "sum_faults"]
