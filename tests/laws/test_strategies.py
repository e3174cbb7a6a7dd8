"""The cases that laws are tried on: varied enough to break them, and never contradicting themselves."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from xixia_gov.analysis.edges import edges_of, values
from xixia_gov.analysis.places import could_exist, fully_known, read_paths, show, value_at, with_fact
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.money import Money
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing import cases, completing, draws, for_all, forgetting, matters, settlings, subjects
from xixia_gov.testing.values import simplest_first
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.citizen import Citizen
from xixia_gov.vocabulary.facts import FactKind
from xixia_gov.vocabulary.trade_in import AppliancePurchase

BOOK = load_rulebook()
RULES = [versions[-1] for versions in BOOK.rules.values()]
MANY = 500  # the quick profile draws far fewer cases, and then a sample of the rules is enough
some_rules = pytest.mark.parametrize("rule", RULES[::15], ids=lambda rule: rule.id)
APPLIANCE = BOOK.latest("trade_in.appliance")


# The days of a procedure are too many for a thousand cases to meet each pair of them.
PLAIN = [rule for rule in RULES if rule.kind is not Kind.PROCEDURE]
DRAWN = PLAIN if settings.default and settings.default.max_examples > MANY else PLAIN[::48]


@pytest.mark.parametrize("rule", DRAWN, ids=lambda rule: rule.id)
def test_1000_cases_come_out_both_ways_hit_each_threshold_and_leave_each_fact_unknown(rule: Rule) -> None:
    found = draws(BOOK, rule, count=1_000)
    print(found)  # noqa: T201 - shown by -s, and where the test fails
    assert found.count == 1_000 or not found.unknown[0]
    assert found.faults == ()


def test_cases_of_a_whole_book_are_about_many_of_its_rules() -> None:
    kinds: Counter[str] = Counter()
    for_all(cases(BOOK), lambda case: kinds.update([type(case.matters[0]).__name__]))
    assert len(kinds) > 5


def test_a_rule_may_be_given_by_its_id_and_a_wrong_one_is_told_with_the_nearest() -> None:
    for_all(
        cases(BOOK, "trade_in.appliance"), lambda case: _is(case.matters[0], AppliancePurchase), share=0.1
    )
    with pytest.raises(
        InputError, match=r"unknown rule 'trade_in.aplliance'; did you mean 'trade_in.appliance'"
    ):
        cases(BOOK, "trade_in.aplliance")


def test_a_case_shrinks_to_few_known_facts_and_a_round_sum() -> None:
    def cheap(case: Case) -> None:
        price = value_at(BOOK, case, "purchase.unit_price")
        assert price is UNKNOWN or price.fen < 300_000, show(case)

    with pytest.raises(AssertionError) as caught:
        for_all(cases(BOOK, APPLIANCE), cheap)
    assert "AppliancePurchase(unit_price=10000.00)" in str(caught.value)


def test_round_numbers_come_first() -> None:
    assert simplest_first([Money(100_001), Money(99_999), Money(100_000)])[0] == Money(100_000)
    assert simplest_first([False, True]) == (True, False)


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
