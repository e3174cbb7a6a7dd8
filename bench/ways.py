"""The ways of deciding one case: the baselines, the executors of this engine, the peers."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs

from bench import baseline, baseline_reasons
from bench.baseline import Answer
from bench.cases import RULE_IDS, answer_of, answer_of_verdicts, in_fen, text_of
from bench.facts import Facts
from bench.vocabulary import Dossier, Person
from xixia_gov.casefile.read import read_case
from xixia_gov.engine.assess import assess
from xixia_gov.engine.compiled.program import program_of, verdicts
from xixia_gov.engine.decide import decide
from xixia_gov.engine.verdict import Verdict, verdict_of
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rulebook import Rulebook

PEERS: Final = (
    "cel_rules",
    "zen_one",
    "zen_rules",
    "zen_graph",
    "json_logic_rules",
    "rule_engine_rules",
    "openfisca",
)
"""The modules of `bench.peers` that have a way of doing one case."""


@attrs.frozen
class Way:
    """One way of deciding the eight rules: the cases in the form it takes, and what it does with one.

    `answer_of` brings what it says into the form of `bench.cases.expected`.
    """

    name: str
    items: Sequence[Any]
    do: Callable[[Any], Any]
    answer_of: Callable[[Any], Answer]
    ours: bool = False


def hand_written(rows: Sequence[Facts]) -> Way:
    """Return the baseline: ratio 1 of every bar."""
    return Way(
        "baseline", rows, functools.partial(baseline.decide, 1), lambda out: in_fen(baseline.norm(out))
    )


def with_reasons(rows: Sequence[Facts]) -> Way:
    """Return the baseline that also lists every condition that fails."""
    by_hand = functools.partial(baseline_reasons.decide, 1)
    return Way("baseline with reasons", rows, by_hand, lambda out: in_fen(baseline_reasons.norm(out)))


def compiled(book: Rulebook, given: Sequence[Case], name: str = "verdicts") -> Way:
    """Return the compiled rules: outcome, bounds and masks of each rule, from constructed cases."""
    program = program_of(book, Person, Dossier)

    def verdicts_of(case: Case) -> Sequence[Verdict]:
        return verdicts(program, case, case.matters[0])

    def said(found: Sequence[Verdict]) -> Answer:
        numbers = (Verdict(*one) for one in found)
        return answer_of_verdicts(dict(zip(program.rules, numbers, strict=True)))

    return Way(name, given, verdicts_of, said, ours=True)


def assessed(book: Rulebook, given: Sequence[Case], name: str = "assessment") -> Way:
    """Return the whole answer as typed values: every determination with its reasons, and totals."""
    return Way(name, given, functools.partial(assess, book), answer_of, ours=True)


def read_through(book: Rulebook, given: Sequence[Case]) -> Way:
    """Return the whole answer with every condition that fails read, which is worked out when it is read."""

    def answered(case: Case) -> Assessment:
        assessment = assess(book, case)
        for one in assessment.determinations:
            for _failure in one.failed:
                pass
        return assessment

    return Way("assessment, every failure read", given, answered, answer_of, ours=True)


def from_text(book: Rulebook, rows: Sequence[Facts]) -> Way:
    """Return the whole answer from a case file in JSON."""

    def answered(raw: bytes) -> Assessment:
        return assess(book, read_case(raw, "case.json", book))

    return Way("assessment from JSON", [text_of(facts) for facts in rows], answered, answer_of, ours=True)


def interpreted(book: Rulebook, given: Sequence[Case]) -> Way:
    """Return the reference interpreter, which is written to be obvious and not to be fast."""

    def decided(case: Case) -> Sequence[Verdict]:
        matter, place = case.matters[0], MatterRef("Dossier", 0, 1)
        return [verdict_of(book, decide(book, rule, case, matter, place)) for rule in RULE_IDS]

    def said(found: Sequence[Verdict]) -> Answer:
        return answer_of_verdicts(dict(zip(RULE_IDS, found, strict=True)))

    return Way("reference interpreter", given, decided, said)


def peer(module: str, rows: Sequence[Facts]) -> Way:
    """Return a peer's way; raises `ImportError` where it is not installed."""
    found: Any = importlib.import_module(f"bench.peers.{module}")
    items = [found.prepared(facts) for facts in rows]
    return Way(found.NAME, items, functools.partial(found.decide, found.load()), found.answer_of)
