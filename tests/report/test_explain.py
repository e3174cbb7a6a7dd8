"""An explanation says what comes out, why, what is missing and what the text leaves open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.explain import explain, explain_decided

Answer = Callable[..., Any]


STUBBLE_FAR = (
    'as_of = 2024-11-05\nsubject = { kind = "Citizen" }\n[[matters]]\nkind = "OutdoorFire"\n'
    'act = "straw_burning"\ndone_on = 2024-11-05\nsetting = "open_air"\nzone = "xingjing"\n'
    'place = ["farmland"]\ndistance_to_forest = 500\n'
)


def fuller(book: Rulebook, answer: Answer, case: str, lang: str = "zh", **more: Any) -> list[str]:
    answered = answer(case, **more)
    words = explain_decided(book, answered.assessment, answered.decided, lang)  # type: ignore[arg-type]
    return [line.strip() for line in words.splitlines()]


def plain(book: Rulebook, answer: Answer, case: str, lang: str = "zh", **more: Any) -> list[str]:
    words = explain(answer(case, **more).assessment, book, lang)  # type: ignore[arg-type]
    return [line.strip() for line in words.splitlines()]


def test_a_refrigerator_whose_price_is_missing_is_explained_from_head_to_foot(
    book: Rulebook, answer: Answer
) -> None:
    assert explain(answer("fridge", rules=["trade_in.appliance"]).assessment, book) == (
        "家电购买：家电以旧换新补贴\n"
        "  结论：可以享受。\n"
        "  金额：0–1,000元\n"
        "    · 没有给出“最终成交价格”\n"
        "  还需了解：这台家电最终成交价格是多少元？\n"
        "  假定：\n"
        "    · “以上”“以下”“以内”是否包括所写的数本身？取“包括本数”\n"
        "    · 单价下限看标明的单价，还是看最终成交价格？取“看单价”\n"
        "    · 没有能效标识的家电，算不算达到能效要求？取“不算”\n"
        "    · 不足一分的金额如何取整？取“四舍五入到分”\n"
        "  适用时间：2024年6月1日至2024年12月31日，首尾两日都在内；以购买日期为准\n"
        "  依据：《西夏区2024年消费品以旧换新实施方案》（银西政办发〔2024〕32号）三（一）、一\n"
        "  办理：\n"
        "    · 承办单位：商务和投资促进局\n"
        "    · 由谁支付：公报未写明\n"
        "    · 付给：个人消费者\n"
        "    · 支付次数：公报未写明\n"
        "    · 计算单位：每件（台、辆）\n"
        "    · 申领期限：公报未写明\n"
        "    · 所需材料：公报未写明\n"
        "\n"
        "合计（付给个人消费者）：0–1,000元。\n"
        "公报中还有18个方面没有编入规则库，没有写入的不等于没有规定。\n"
        "询问之日：2024年8月20日；2024年9月30日以后的法律此处不知。\n"
        "以上是按规则库作出的参考意见，不是主管机关的决定。"
    )


def test_the_sum_is_computed_step_by_step_with_the_value_before_rounding(
    book: Rulebook, answer: Answer
) -> None:
    text = answer("paid", rules=["trade_in.appliance"])
    words = explain_decided(book, text.assessment, text.decided, "en")
    assert (
        "  Computation:\n"
        "    · final transaction price: 4,899 yuan\n"
        "    · 10% of the final transaction price: 489.90 yuan\n"
        "    · the smaller of 10% of the final transaction price and 1,000 yuan: 489.90 yuan\n"
        "    · before rounding: 489.90 yuan; to the nearest fen, a half upwards: 489.90 yuan\n"
    ) in words


def test_half_a_fen_is_seen_before_it_is_rounded(book: Rulebook, answer: Answer) -> None:
    lines = fuller(book, answer, _paid_at("1234.55"), rules=["trade_in.appliance"])
    assert "· 取整之前：123.455元；四舍五入到分：123.46元" in lines


def _paid_at(price: str) -> str:
    return (
        'as_of = 2024-08-20\nsubject = { kind = "Citizen" }\n[[matters]]\nkind = "AppliancePurchase"\n'
        'buyer_is_individual = true\nin_trade_in_activity = true\ncategory = "refrigerator"\n'
        f'has_energy_label = true\nenergy_class = 2\nunit_price = "{price}"\n'
        f'final_price = "{price}"\nbought_on = 2024-08-15\n'
    )


def test_a_condition_that_fails_says_what_was_given_what_is_asked_and_how_far_off_it_is(
    book: Rulebook, answer: Answer
) -> None:
    for lines in (
        plain(book, answer, _paid_at("999.99"), rules=["trade_in.appliance"]),
        fuller(book, answer, _paid_at("999.99"), rules=["trade_in.appliance"]),
    ):
        assert "结论：不能享受。" in lines
        assert any("单价达到规定的下限〔三（一）〕" in line for line in lines)
        assert any("所给：" in line and "单价：999.99元" in line for line in lines)
        assert any("相差0.01元" in line for line in lines)
    assert "– 要求：单价不低于1,000元" in fuller(
        book, answer, _paid_at("999.99"), rules=["trade_in.appliance"]
    )


def test_a_car_at_exactly_200000_shows_both_readings_and_marks_the_preferred_one(
    book: Rulebook, answer: Answer
) -> None:
    lines = plain(book, answer, "car", "en", rules=["trade_in.car_replacement"])
    assert "Outcome: May be claimed." in lines
    assert "Amount: 2,000–3,000 yuan" in lines
    assert (
        "Readings of the text: Which bracket holds a fuel car of exactly two hundred thousand yuan?" in lines
    )
    assert "· read as “The one from one to two hundred thousand”: may be claimed, 2,000 yuan" in lines
    assert (
        "· read as “The one from two to three hundred thousand”: may be claimed, 3,000 yuan "
        "(the preferred reading)"
    ) in lines


def test_the_brackets_a_reading_decides_between_are_both_computed(book: Rulebook, answer: Answer) -> None:
    lines = fuller(book, answer, "car", rules=["trade_in.car_replacement"])
    assert "– 新车价格从200,000元到300,000元，两端在内，且新车是燃油汽车：3,000元" in lines
    assert "– 新车价格从100,000元到200,000元，两端在内：2,000元" in lines


def test_a_range_that_other_rules_fix_stays_a_range_and_says_who_fixes_it(
    book: Rulebook, answer: Answer
) -> None:
    lines = plain(book, answer, "household", rules=["employment.household_award"])
    assert "金额：1,000–3,800元" in lines
    assert "由其他文件规定：奖励的具体数额：公报没有写明是哪份文件" in lines
    assert "提问者认定的事项：稳定就业" in lines


def test_presumed_force_says_that_later_law_is_not_known(book: Rulebook, answer: Answer) -> None:
    zh = plain(book, answer, "household", rules=["employment.household_award"])
    en = plain(book, answer, "household", "en", rules=["employment.household_award"])
    assert any("推定有效：公报没有写明终止日期，而2024年9月30日以后的法律此处不知。" in line for line in zh)
    assert any("law after 30 September 2024 is not known here." in line for line in en)


def test_a_ban_says_it_is_prohibited_and_that_other_law_may_bar_it_too(
    book: Rulebook, answer: Answer
) -> None:
    lines = plain(book, answer, "stubble", rules=["fire.productive_burning"])
    assert "结论：禁止。" in lines
    assert "野外用火或林草区活动，综合各项禁止：禁止（“禁止生产性用火”）；其他法律可能另有禁止。" in lines


def test_a_matter_no_ban_reaches_is_never_called_permitted(book: Rulebook, answer: Answer) -> None:
    lines = plain(book, answer, STUBBLE_FAR, "en", rules=["fire.productive_burning"])
    assert "Outcome: Not reached by this ban." in lines
    assert (
        "Open fire or act near forest or grass, over all prohibitions: not barred by this rulebook; "
        "other law may bar it."
    ) in lines
    assert not any("permitted" in line.lower() for line in lines)


def test_what_would_have_to_be_so_names_every_way(book: Rulebook, answer: Answer) -> None:
    lines = fuller(book, answer, STUBBLE_FAR, rules=["fire.productive_burning"])
    (wanted,) = [line for line in lines if line.startswith("– 要求：")]
    assert "距林地边缘的距离不超过200米" in wanted
    assert wanted.count("或者") == 3


def test_a_rule_that_has_ended_says_so_before_the_outcome(book: Rulebook, answer: Answer) -> None:
    late = _paid_at("4899").replace("bought_on = 2024-08-15", "bought_on = 2025-01-01")
    lines = plain(book, answer, late, rules=["trade_in.appliance"])
    assert "结论：已经失效，只适用到2024年12月31日。不能享受。" in lines


def test_a_rule_not_yet_in_force_says_from_when(book: Rulebook, answer: Answer) -> None:
    early = _paid_at("4899").replace("bought_on = 2024-08-15", "bought_on = 2024-05-31")
    lines = plain(book, answer, early, "en", rules=["trade_in.appliance"])
    assert "Outcome: Not yet in force: it applies from 1 June 2024. Cannot be claimed." in lines


def test_a_purchase_after_the_day_of_asking_is_called_planned(book: Rulebook, answer: Answer) -> None:
    planned = _paid_at("4899").replace("bought_on = 2024-08-15", "bought_on = 2024-08-21")
    assert any(
        line.startswith("尚未发生：") for line in plain(book, answer, planned, rules=["trade_in.appliance"])
    )
    assert not any(
        line.startswith("尚未发生：") for line in plain(book, answer, "paid", rules=["trade_in.appliance"])
    )


def test_what_the_caller_supposes_is_marked_as_a_what_if(book: Rulebook, answer: Answer) -> None:
    supposed = '\n[suppose]\n"employment.household_award/household_income" = "20000"\n'
    base = (
        "as_of = 2024-10-15\nfindings = { stable_employment = true }\n"
        'subject = { kind = "Citizen", household = { groups = ["poverty_alleviated"] } }\n'
        '[[matters]]\nkind = "HouseholdWork"\n'
    )
    lines = plain(book, answer, base + supposed, rules=["employment.household_award"])
    assert "假设推演：" in lines
    assert any("由提问者假定" in line for line in lines)


def test_equal_units_are_explained_once_with_their_number(book: Rulebook, answer: Answer) -> None:
    three = _paid_at("4899").replace(
        'kind = "AppliancePurchase"', 'kind = "AppliancePurchase"\nunits = 3\nref = "甲1"'
    )
    words = explain(answer(three, rules=["trade_in.appliance"]).assessment, book)
    assert words.count("结论：") == 1
    assert words.startswith("家电购买（编号甲1，数量3）：家电以旧换新补贴")
    assert "合计（付给个人消费者）：1,469.70元。" in words


def test_what_the_case_lacks_and_what_is_not_encoded_is_one_line(book: Rulebook, answer: Answer) -> None:
    lines = plain(book, answer, "paid")
    (silence,) = [line for line in lines if "未作判断" in line]
    assert "消费品以旧换新8条" in silence
    assert "18个方面没有编入规则库" in silence


def test_the_built_in_rulebook_is_used_when_none_is_given(answer: Answer, book: Rulebook) -> None:
    assessment = answer("paid").assessment
    assert explain(assessment) == explain(assessment, book)


def test_an_assessment_of_another_rulebook_is_not_explained_in_this_ones_words(answer: Answer) -> None:
    strange = attrs.evolve(answer("paid").assessment, digest="0")
    with pytest.raises(InputError, match="pass the one that made it"):
        explain(strange)
