"""The generator's facts as cases of the rulebook, and an assessment as the answer the baseline gives."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from bench import baseline
from bench.baseline import Answer
from bench.facts import BOOLS, DATES, INTS, MONEY, STRS, Facts, rows
from bench.vocabulary import VOCABULARY, Dossier, Person
from xixia_gov import Assessment, Case, Determination, Money, Rulebook, load_rulebook
from xixia_gov.engine.verdict import NO_CODE, YES_CODE, Verdict
from xixia_gov.model.determination import NO, YES
from xixia_gov.vocabulary.facts import facts_of

RULES: Final = Path(__file__).parent / "rules"
AS_OF: Final = dt.date(2025, 12, 31)
"""The day of asking of every case: none of the generated days is after it."""

MONEY_RULES: Final = (
    "goods.appliance",
    "goods.fuel_car",
    "goods.electric_car",
    "goods.bicycle",
    "work.award",
    "work.travel",
    "work.skill",
)
TRUTH_RULES: Final = ("fire.season", "fire.high_risk", "fire.restricted", "fire.ban")
RULE_IDS: Final = (*MONEY_RULES, *TRUTH_RULES)
"""The eight rules in the baseline's order; the fourfold answer of the eighth is a rule for each truth."""


def load_book() -> Rulebook:
    """Return the rulebook of the fixed work."""
    return load_rulebook(RULES, vocabulary=VOCABULARY)


@cache
def option_ids() -> dict[str, dict[str, str]]:
    """Return the id of each choice by the generator's word, for each fact that is a choice."""
    infos = {fact.name: fact.info for fact in facts_of(Dossier)}
    found: dict[str, dict[str, str]] = {}
    for name, words in STRS.items():
        options = {word: infos[name].option(word) for word in words}
        found[name] = {word: option.id for word, option in options.items() if option is not None}
    return found


def dossier_of(facts: Facts) -> Dossier:
    """Return the generator's facts as a matter; a fact that is not there stays unknown."""
    ids = option_ids()
    given: dict[str, Any] = {name: facts[name] for name in (*BOOLS, *INTS) if name in facts}
    given |= {name: ids[name][facts[name]] for name in STRS if name in facts}
    given |= {name: Money(int(facts[name].scaleb(2))) for name in MONEY if name in facts}
    given |= {name: dt.date.fromisoformat(facts[name]) for name in DATES if name in facts}
    return Dossier(**given)


def case_of(facts: Facts) -> Case:
    """Return a case with one matter that holds the facts."""
    return Case(subject=Person(), as_of=AS_OF, matters=(dossier_of(facts),))


def cases(n: int, seed: int = 20240614) -> list[tuple[Facts, Case]]:
    """Return n generated sets of facts, each with the same facts as a case.

    >>> [(facts, case)] = cases(1)
    >>> case.matters[0].ap_class == facts["ap_class"]
    True
    """
    return [(facts, case_of(facts)) for facts in rows(n, seed)]


def text_of(facts: Facts) -> bytes:
    """Return the facts as a case file in JSON, as a portal would send it."""
    ids = option_ids()
    given = {name: value for name, value in facts.items() if name not in STRS and name not in MONEY}
    given |= {name: ids[name][facts[name]] for name in STRS if name in facts}
    given |= {name: str(facts[name]) for name in MONEY if name in facts}
    document = {
        "as_of": AS_OF.isoformat(),
        "subject": {"kind": "Person"},
        "matters": [{"kind": "Dossier", **given}],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def expected(facts: Facts) -> Answer:
    """Return the baseline's answer: least and most of the seven sums in fen, then the four truths.

    >>> from bench.facts import SAMPLE
    >>> expected(SAMPLE)[:4], expected(SAMPLE)[-4:]
    ((12346, 12346, 300000, 300000), (True, True, True, True))
    """
    return in_fen(baseline.norm(baseline.decide(1, facts)))


def in_fen(norm: Answer) -> Answer:
    """Return an answer of the baseline's `norm`, which mixes fen and yuan, in the form of `expected`."""
    r1, r2, r3, r4, r5_least, r5_most, r6_least, r6_most, r7, *truths = norm
    yuan = (100 * value for value in (r5_least, r5_most, r6_least, r6_most, r7, r7))
    return (r1, r1, 100 * r2, 100 * r2, 100 * r3, 100 * r3, r4, r4, *yuan, *truths)


def answer_of(assessment: Assessment) -> Answer:
    """Return the answers of an assessment in the form of `expected`.

    Raises `KeyError` if a rule of the fixed work has no answer, `ValueError` if a sum has no upper end.
    """
    by_rule = {one.rule: one for one in assessment.determinations}
    ends = [end for rule in MONEY_RULES for end in _ends(by_rule[rule])]
    return (*ends, *(_said(by_rule[rule]) for rule in TRUTH_RULES))


def _ends(one: Determination) -> tuple[int, int]:
    if one.amount is None or one.amount.most is None:
        message = f"{one.rule} has no sum with two ends"
        raise ValueError(message)
    return one.amount.least.fen, one.amount.most.fen


def _said(one: Determination) -> bool | None:
    """Return the yes or no of a determination, None where it is undetermined."""
    return {YES[one.kind]: True, NO[one.kind]: False}.get(one.outcome)


def answer_of_verdicts(verdicts: Mapping[str, Verdict]) -> Answer:
    """Return verdicts by the id of their rule in the form of `expected`."""
    ends = [end for rule in MONEY_RULES for end in (verdicts[rule].least, verdicts[rule].most)]
    truths = {NO_CODE: False, YES_CODE: True}
    return (*ends, *(truths.get(verdicts[rule].outcome) for rule in TRUTH_RULES))


def known_share(facts: Facts, share: float, random: Random) -> Facts:
    """Return the facts of which each is known with this probability."""
    return {name: value for name, value in facts.items() if random.random() < share}
