"""Laws of what is not known: more knowledge narrows an answer, and nothing is asked that does not matter."""

from __future__ import annotations

from hypothesis import strategies as st

from xixia_gov.analysis.faults import bounds_faults, missing_faults, refinement_faults, same_answer_faults
from xixia_gov.analysis.places import show
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.forget import forgetting
from xixia_gov.testing.law import require, rule_in
from xixia_gov.testing.search import for_all
from xixia_gov.testing.strategies import cases, completing


def decided(book: Rulebook, rule: Rule, case: Case) -> Decided | None:
    """Return the answer of a rule for a case's first matter, None where the case contradicts itself."""
    try:
        return decide(book, rule.id, case, case.matters[0], MatterRef(rule.matter, 0, 1))
    except InputError:
        return None


def check_refinement(book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
    """Check that filling in a fact, a finding or a reading never leaves what was said to be possible.

    Raises `LawBroken` with the two cases and what changed. `share` scales the search.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_refinement(load_rulebook(), "fire.report_duty", share=0.05)
    """
    rule = rule_in(book, rule)

    @st.composite
    def pairs(draw: st.DrawFn) -> tuple[Case, Case]:
        fuller = draw(cases(book, rule))
        return fuller, draw(forgetting(book, rule, fuller))

    def law(pair: tuple[Case, Case]) -> None:
        refines(book, rule, *pair)

    for_all(pairs(), law, share=share)


def refines(book: Rulebook, rule: Rule, fuller: Case, emptier: Case) -> None:
    """Raise `LawBroken` where a case's answer leaves that of the same case with less known."""
    now = decided(book, rule, fuller)
    if now is None:
        return
    before = decided(book, rule, emptier)
    shown = (f"less known: {show(emptier)}", f"more known: {show(fuller)}")
    if before is None:
        fault = "a case was contradictory before more of it was known"
        require(rule, "refinement", [fault], fuller, *shown)
        return
    require(rule, "refinement", refinement_faults(now, before), fuller, *shown)


def check_bounds(book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
    """Check that a no pays nothing, an open no has 0 in its amount, and all parts of an answer agree.

    Raises `LawBroken` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_bounds(load_rulebook(), "fire.report_duty", share=0.05)
    """
    rule = rule_in(book, rule)

    def law(case: Case) -> None:
        one = decided(book, rule, case)
        if one is not None:
            require(rule, "the bounds", bounds_faults(book, one), case, show(case))

    for_all(cases(book, rule), law, share=share)


def check_missing(book: Rulebook, rule: Rule | str, *, share: float = 1.0) -> None:
    """Check that what is asked is unknown and read, and that what is not asked cannot change the answer.

    Raises `LawBroken` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> check_missing(load_rulebook(), "fire.report_duty", share=0.05)
    """
    rule = rule_in(book, rule)

    @st.composite
    def pairs(draw: st.DrawFn) -> tuple[Case, Case | None]:
        case = draw(cases(book, rule))
        one = decided(book, rule, case)
        if one is None:
            return case, None
        asked = frozenset(one.determination.missing)
        return case, draw(completing(book, rule, case, but=asked))

    def law(pair: tuple[Case, Case | None]) -> None:
        case, fuller = pair
        one = decided(book, rule, case)
        if one is None:
            return
        faults = missing_faults(book, rule, case, one.determination)
        require(rule, "what is asked", faults, case, show(case))
        two = None if fuller is None else decided(book, rule, fuller)
        if two is not None and fuller is not None:
            changed = same_answer_faults(one.determination, two.determination)
            given = (f"before: {show(case)}", f"with facts nobody asked: {show(fuller)}")
            require(rule, "what is asked", changed, fuller, *given)

    for_all(pairs(), law, share=share)


__all__ = ["check_bounds", "check_missing", "check_refinement", "decided", "refines"]
