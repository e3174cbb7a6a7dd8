"""A rule is shown with all it says, where it says it, and what it leaves open."""

from __future__ import annotations

import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.show import show
from xixia_gov.report.wrap import cells


def lines(book: Rulebook, rule: str, lang: str = "zh") -> list[str]:
    return [line.strip() for line in show(book, rule, lang).splitlines()]  # type: ignore[arg-type]


def test_the_head_names_kind_subject_matter_instrument_and_its_day(book: Rulebook) -> None:
    shown = lines(book, "trade_in.appliance")
    assert shown[:11] == [
        "家电以旧换新补贴",
        "规则编号：trade_in.appliance（第1版）",
        "条款清单编号：appliance-10pct-1000, tradein-window",
        "概要：",
        "· 种类：补贴",
        "· 对象：个人",
        "· 事项：家电购买",
        "· 依据：《西夏区2024年消费品以旧换新实施方案》（银西政办发〔2024〕32号）三（一）",
        "· 领域：消费品以旧换新",
        "· 发文机关：银川市西夏区人民政府办公室",
        "· 发文日期：2024年6月14日",
    ]


def test_the_period_is_shown_with_both_days_the_day_that_counts_and_its_phrase(book: Rulebook) -> None:
    assert (
        "适用时间：2024年6月1日至2024年12月31日，首尾两日都在内；以购买日期为准；原文“2024年6月—12月”〔一〕"
    ) in lines(book, "trade_in.appliance")


def test_a_rule_without_a_printed_end_or_event_says_so(book: Rulebook) -> None:
    assert ("适用时间：2024年9月30日起；公报没有写明终止日期；条文没有写明以哪一天为准，按询问之日") in lines(
        book, "employment.household_award"
    )


def test_a_condition_is_shown_with_its_meaning_and_article(book: Rulebook) -> None:
    shown = lines(book, "trade_in.appliance", "en")
    index = shown.index("6. The unit price reaches the floor (“三（一）”)")
    assert shown[index + 1] == "– that is: the unit price is at least 1,000 yuan"


def test_the_sum_is_shown_in_words(book: Rulebook) -> None:
    assert "· 最终成交价格的10%与1,000元中较小者" in lines(book, "trade_in.appliance")
    assert "· 1,000元至3,800元" in lines(book, "employment.household_award")


def test_a_table_is_shown_row_by_row(book: Rulebook) -> None:
    shown = lines(book, "trade_in.car_replacement")
    index = shown.index("表：价格档次")
    assert shown[index + 1 : index + 5] == [
        "· 新车价格不超过100,000元，且“以下”包括所写的数：1,000元〔二（一）〕",
        "· 新车价格低于100,000元，且并非“以下”包括所写的数：1,000元〔二（一）〕",
        "· 新车价格从100,000元到200,000元，两端在内：2,000元〔二（一）〕",
        "· 新车价格从200,000元到300,000元，两端在内，且新车是燃油汽车：3,000元〔二（一）〕",
    ]


def test_a_figure_is_shown_with_its_phrase_and_provision(book: Rulebook) -> None:
    assert "· 10%：“最终成交价格10%”〔三（一）〕" in lines(book, "trade_in.appliance")


def test_an_open_list_says_what_is_not_listed(book: Rulebook) -> None:
    shown = lines(book, "trade_in.appliance")
    index = shown.index("清单：活动规定的家电品类：空调、冰箱、洗衣机〔三（一）〕")
    assert shown[index + 1 : index + 3] == ["· 清单没有列完，其余由其他文件规定：“18大类”", "· 共有18类"]


def test_a_reading_is_shown_with_its_options_the_preferred_one_and_why(book: Rulebook) -> None:
    shown = lines(book, "trade_in.car_replacement", "en")
    index = shown.index("· Must the old car be transferred before the new one is bought?")
    assert shown[index + 1 : index + 4] == [
        "– No, in either order (the preferred reading)",
        "– Yes, no later than the purchase",
        "– why: The two acts are joined by a plain and, with no word for afterwards.",
    ]


def test_a_figure_of_general_law_is_shown_as_an_assumption_with_its_source(book: Rulebook) -> None:
    assert any(
        line.startswith("假定：“未成年人”按18") and "《中华人民共和国民法典》" in line
        for line in lines(book, "fire.mobilising")
    )


def test_what_a_permit_asks_for_stands_apart_from_when_it_is_needed(book: Rulebook) -> None:
    shown = lines(book, "fire.activity_approval")
    assert shown.index("须做到的：") > shown.index("条件（须全部符合）：")
    assert "1. 已经西夏区森林草原防火指挥部批准〔四（一）〕" in shown


def test_an_exception_is_shown_with_the_rule_it_comes_from(book: Rulebook) -> None:
    shown = lines(book, "fire.productive_burning")
    assert "· 由“林区内实弹演练、爆破、勘察、施工等活动须经批准”得出：经批准可以实施" in shown


def test_rules_that_stack_name_each_other_and_how(book: Rulebook) -> None:
    assert any(
        line.startswith("与其他规则合计：与“‘三类人员’外出务工交通补贴”：脱贫人口同时符合两项交通补贴时")
        for line in lines(book, "employment.travel_poverty_alleviated")
    )


def test_what_the_text_does_not_state_is_said_not_to_be_stated(book: Rulebook) -> None:
    shown = lines(book, "trade_in.appliance", "en")
    for words in ("paid by", "how often", "to be claimed by", "papers"):
        assert f"· {words}: not stated in the text" in shown


def test_the_examples_are_shown_with_outcome_and_reason_in_english(book: Rulebook) -> None:
    shown = lines(book, "trade_in.appliance", "en")
    index = shown.index(
        next(line for line in shown if line.endswith(". Half a fen is rounded up, as assumed"))
    )
    assert shown[index + 1 : index + 3] == [
        "– May be claimed; 123.46 yuan",
        "– because 10% of 1234.55 is 123.455, half up to 123.46",
    ]


def test_the_examples_are_shown_by_their_facts_in_chinese(book: Rulebook) -> None:
    shown = lines(book, "trade_in.car_replacement")
    assert shown[shown.index("9. 同例1，但新车价格：200,000元") + 1] == "– 可以享受；2,000–3,000元"


@pytest.mark.parametrize("width", [50, 80, 120])
def test_a_shown_rule_fits_the_terminal(book: Rulebook, width: int) -> None:
    for rule in book.rules:
        body = show(book, rule, "zh", width).splitlines()
        assert [line for line in body if cells(line) > width and "编号：" not in line] == []


def test_an_unknown_rule_is_a_key_error(book: Rulebook) -> None:
    with pytest.raises(KeyError):
        show(book, "no.such_rule")
