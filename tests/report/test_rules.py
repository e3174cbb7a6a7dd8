"""Rules are found by everyday words; where none fits, the nearest are named."""

from __future__ import annotations

import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.rules import find_rules, rules_table


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("冰箱", "trade_in.appliance"),
        ("电冰箱", "trade_in.appliance"),
        ("fridge", "trade_in.appliance"),
        ("Fridge", "trade_in.appliance"),
        ("我想买一台洗衣机", "trade_in.appliance"),
        ("电视", "trade_in.appliance"),
        ("换车", "trade_in.car_replacement"),
        ("新能源车", "trade_in.new_energy_car"),
        ("烧麦茬", "fire.productive_burning"),
        ("孔明灯", "fire.other_open_fire"),
        ("打工", "employment.travel_poverty_alleviated"),
        ("高级工", "employment.skill_subsidy"),
        ("trade_in.car", "trade_in.car_replacement"),
        ("脱贫 创业", "employment.startup_award"),
        ("blasting approval", "fire.activity_approval"),
        ("Ｆｒｉｄｇｅ", "trade_in.appliance"),
    ],
)
def test_everyday_words_find_the_rule(book: Rulebook, query: str, first: str) -> None:
    assert find_rules(book, query).hits[0].id == first


def test_a_refrigerator_is_in_one_rule_alone(book: Rulebook) -> None:
    assert [rule.id for rule in find_rules(book, "冰箱").hits] == ["trade_in.appliance"]


def test_no_query_lists_every_rule(book: Rulebook) -> None:
    assert [rule.id for rule in find_rules(book, " ").hits] == sorted(book.rules)


def test_a_slip_names_the_nearest_rules(book: Rulebook) -> None:
    found = find_rules(book, "aplianse")
    assert found.hits == ()
    assert found.nearest[0].id == "trade_in.appliance"


def test_nonsense_finds_nothing_and_says_so(book: Rulebook) -> None:
    found = find_rules(book, "zzzzzz")
    assert (found.hits, found.nearest) == ((), ())
    assert rules_table(book, found, "zzzzzz", "zh") == "没有与“zzzzzz”相符的规则。"


def test_the_table_names_id_title_kind_subject_and_matter(book: Rulebook) -> None:
    shown = rules_table(book, find_rules(book, "冰箱"), "冰箱", "zh").splitlines()
    assert shown[0].split() == ["规则编号", "名称", "种类", "对象", "事项"]
    assert shown[2].split() == ["trade_in.appliance", "家电以旧换新补贴", "补贴", "个人", "家电购买"]
    assert shown[3] == "共1条规则。"


def test_the_nearest_are_listed_under_the_word_that_none_fits(book: Rulebook) -> None:
    shown = rules_table(book, find_rules(book, "aplianse"), "aplianse", "en").splitlines()
    assert shown[0] == "no rule fits 'aplianse'; the nearest are:"
    assert shown[3].startswith("trade_in.appliance")
