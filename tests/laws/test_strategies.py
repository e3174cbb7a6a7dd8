"""The cases that laws are tried on: varied enough to break them, and never contradicting themselves."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import strategies as st

from xixia_gov.analysis.edges import edges_of, values
from xixia_gov.analysis.places import could_exist, fully_known, read_paths, show, value_at, with_fact
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, YES, Outcome
from xixia_gov.model.rule import Rule
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.laws import decided
from xixia_gov.testing.strategies import cases, completing, for_all, forgetting, matters, settlings, subjects
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.citizen import Citizen
from xixia_gov.vocabulary.facts import FactKind
from xixia_gov.vocabulary.trade_in import AppliancePurchase

BOOK = load_rulebook()
RULES = [versions[-1] for versions in BOOK.rules.values()]
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
some_rules = pytest.mark.parametrize("rule", RULES[::5], ids=lambda rule: rule.id)
APPLIANCE = BOOK.latest("trade_in.appliance")


@every_rule
def test_cases_come_out_yes_no_and_open(rule: Rule) -> None:
    seen: Counter[Outcome] = Counter()

    def count(case: Case) -> None:
        one = decided(BOOK, rule, case)
        if one is not None:
            seen[one.determination.outcome] += 1

    for_all(cases(BOOK, rule), count)
    assert {YES[rule.kind], NO[rule.kind], Outcome.UNDETERMINED} <= set(seen)


@some_rules
def test_a_case_without_unknown_facts_has_nothing_left_to_ask_but_elements_of_lists(rule: Rule) -> None:
    def known(case: Case) -> None:
        left = [
            path
            for path in read_paths(BOOK, rule)
            if BOOK.facts[path].kind is not FactKind.LIST
            and could_exist(BOOK, case, path)
            and not fully_known(BOOK, case, path)
        ]
        assert left == [], show(case)

    for_all(cases(BOOK, rule, unknown=False), known, share=0.3)


@some_rules
def test_forgetting_only_takes_away(rule: Rule) -> None:
    pairs = cases(BOOK, rule).flatmap(lambda case: st.tuples(st.just(case), forgetting(BOOK, rule, case)))

    def less(pair: tuple[Case, Case]) -> None:
        fuller, emptier = pair
        for path in read_paths(BOOK, rule):
            if BOOK.facts[path].kind in (FactKind.LIST, FactKind.MANY_OF):
                continue
            kept = value_at(BOOK, emptier, path)
            assert kept in (UNKNOWN, value_at(BOOK, fuller, path))
        assert emptier.findings.items() <= fuller.findings.items()
        assert emptier.settle.items() <= fuller.settle.items()
        assert emptier.as_of == fuller.as_of

    for_all(pairs, less, share=0.3)


@some_rules
def test_completing_only_adds(rule: Rule) -> None:
    pairs = cases(BOOK, rule).flatmap(lambda case: st.tuples(st.just(case), completing(BOOK, rule, case)))

    def more(pair: tuple[Case, Case]) -> None:
        emptier, fuller = pair
        for path in read_paths(BOOK, rule):
            before = value_at(BOOK, emptier, path)
            if BOOK.facts[path].kind is not FactKind.MANY_OF and before is not UNKNOWN:
                assert value_at(BOOK, fuller, path) == before

    for_all(pairs, more, share=0.3)


def test_a_settlement_names_readings_of_the_rule_and_leaves_no_more_than_asked() -> None:
    rule = BOOK.latest("trade_in.car_replacement")

    def few(settle: dict[str, str]) -> None:
        left = 1
        for id_ in rule.readings:
            reading = BOOK.readings[id_]
            assert id_ not in settle or settle[id_] in reading.options
            left *= 1 if reading.assumed or id_ in settle else len(reading.options)
        assert left <= 8
        assert set(settle) <= set(rule.readings)

    for_all(settlings(BOOK, rule, at_most=8), few)


def test_matters_and_subjects_are_of_the_kind_the_rule_is_about() -> None:
    for_all(matters(BOOK, APPLIANCE), lambda matter: _is(matter, AppliancePurchase), share=0.2)
    for_all(subjects(BOOK, APPLIANCE), lambda subject: _is(subject, Citizen), share=0.2)


def _is(thing: object, cls: type) -> None:
    assert isinstance(thing, cls)


def test_each_figure_is_tried_with_both_its_neighbours() -> None:
    edges = edges_of(BOOK, APPLIANCE)
    fen = [money.fen for money in values(edges, BOOK.facts["purchase.unit_price"])]
    assert {99_999, 100_000, 100_001} <= set(fen)  # the floor of 1000 yuan
    assert {999_999, 1_000_000, 1_000_001} <= set(fen)  # 10 % of 10000 yuan is the cap of 1000
    assert min(fen) == 0
    days = [day.isoformat() for day in values(edges, BOOK.facts["purchase.bought_on"])]
    assert {"2024-05-31", "2024-06-01", "2024-06-02", "2024-12-30", "2024-12-31", "2025-01-01"} <= set(days)
    classes = values(edges, BOOK.facts["purchase.energy_class"])
    assert {1, 2, 3} <= set(classes)


def test_changing_a_gate_forgets_what_it_shuts_and_changing_the_gated_opens_it() -> None:
    case = Case(
        subject=Citizen(),
        as_of=BOOK.known_through,
        matters=[AppliancePurchase(has_energy_label=True, energy_class=2)],
    )
    shut = with_fact(case, "purchase.has_energy_label", value=False)
    assert value_at(BOOK, shut, "purchase.energy_class") is UNKNOWN
    opened = with_fact(shut, "purchase.energy_class", value=1)
    assert value_at(BOOK, opened, "purchase.has_energy_label") is True
    forgotten = with_fact(case, "purchase.has_energy_label", value=UNKNOWN)
    assert value_at(BOOK, forgotten, "purchase.has_energy_label") is True  # the class says so
