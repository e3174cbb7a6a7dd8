"""The check table fits the terminal, says what decides, and ends with what it does not say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.markdown import check_markdown, explained_markdown
from xixia_gov.report.rows import check_rows
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.table import check_table, shared
from xixia_gov.report.wrap import cells

Answer = Callable[..., Any]

NOTHING = 'as_of = 2024-08-20\nsubject = { kind = "Citizen" }\n'

BANS = ["fire.productive_burning", "fire.nonproductive_fire", "fire.carrying_ignition"]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
@pytest.mark.parametrize("case", ["fridge", "car", "household", "stubble"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(
    book: Rulebook, answer: Answer, case: str, lang: Any, width: int
) -> None:
    lines = check_table(answer(case).assessment, book, lang, width).splitlines()
    assert [line for line in lines if cells(line) > width] == []


@pytest.mark.parametrize("width", [60, 100, 140])
def test_the_rules_of_the_table_stand_under_each_other(book: Rulebook, answer: Answer, width: int) -> None:
    lines = check_table(answer("stubble").assessment, book, "zh", width).splitlines()
    boxed: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("┌"):
            boxed.append([])
        if line[:1] in "┌│├└" and line:
            boxed[-1].append(line)
    assert len(boxed) > 1
    assert all(len({cells(line) for line in table}) == 1 for table in boxed if table)


def test_the_table_has_its_columns_and_those_that_are_empty_are_left_out(
    book: Rulebook, answer: Answer
) -> None:
    head = check_table(answer("fridge").assessment, book, "zh", 140).splitlines()[1]
    assert [name.strip() for name in head.strip("│").split("│")] == [
        "事项", "结论", "金额", "主要理由", "还需了解", "依据", "承办单位",
    ]  # fmt: skip
    bans = answer("stubble", rules=BANS).assessment
    head = check_table(bans, book, "en", 140).splitlines()[1]
    assert [name.strip() for name in head.strip("│").split("│")] == [
        "Matter", "Outcome", "Decisive reason", "Article", "Office",
    ]  # fmt: skip


def test_a_row_says_outcome_sum_reason_question_article_and_office(book: Rulebook, answer: Answer) -> None:
    (row,) = check_rows(Speaker(book, "zh"), answer("fridge").assessment)
    assert row.matter == ("家电购买", "家电以旧换新补贴")
    assert row.outcome == ("可以享受",)
    assert row.amount == ("0–1,000元",)
    assert row.reason == ("没有给出：最终成交价格",)
    assert row.ask == ("最终成交价格",)
    assert row.article == ("银西政办发〔2024〕32号 三（一）、一",)
    assert row.office == ("商务和投资促进局",)


def test_the_preferred_reading_is_shown_beside_the_range_never_instead(
    book: Rulebook, answer: Answer
) -> None:
    (row,) = check_rows(Speaker(book, "en"), answer("car", rules=["trade_in.car_replacement"]).assessment)
    assert row.amount == ("2,000–3,000 yuan", "preferred reading: 3,000 yuan")


def test_what_applies_comes_before_what_does_not(book: Rulebook, answer: Answer) -> None:
    rows = check_rows(Speaker(book, "zh"), answer("stubble").assessment)
    outcomes = [row.outcome[0] for row in rows]
    assert outcomes[:4] == ["禁止", "是", "是", "是"]
    assert not {"是", "禁止"} & set(outcomes[4:])


def test_the_foot_tells_conclusions_totals_silence_the_day_and_that_it_is_advice(
    book: Rulebook, answer: Answer
) -> None:
    answered = answer("car", rules=["trade_in.car_replacement", "trade_in.appliance"])
    foot = check_table(answered.assessment, book, "en", 400).split("\n\n")[-1].splitlines()
    assert foot[0] == "Total (to the individual consumer): 2,000–3,000 yuan."
    assert foot[1].startswith("Matters the case does not list were not assessed: ")
    assert foot[2] == "Day of asking: 1 September 2024; law after 30 September 2024 is not known here."
    assert foot[3] == "This is advice from a rulebook, not the decision of the authority."
    assert len(foot) == 4


def test_the_questions_are_listed_once_under_the_table(book: Rulebook, answer: Answer) -> None:
    two = (
        'as_of = 2024-08-20\nsubject = { kind = "Citizen" }\n[[matters]]\nkind = "AppliancePurchase"\n'
        '[[matters]]\nkind = "AppliancePurchase"\n'
    )
    words = check_table(answer(two).assessment, book, "zh", 100)
    assert words.count("这台家电有能效标识吗？") == 1


def test_a_case_without_matters_is_said_to_have_none(book: Rulebook, answer: Answer) -> None:
    words = check_table(answer(NOTHING).assessment, book, "zh", 100)
    assert words.startswith("没有规则就这一情形作答")
    assert "消费品以旧换新9条" in words
    assert check_markdown(answer(NOTHING).assessment, book, "en").startswith("- Matters the case")


def test_two_stacking_payments_are_told_under_each_reading(book: Rulebook, answer: Answer) -> None:
    worker = (
        'as_of = 2024-09-30\nsubject = { kind = "Citizen", groups = ["poverty_alleviated"] }\n'
        "findings = { stable_employment = true, "
        '"employment.travel_poverty_alleviated/conforms" = true }\n'
        '[[matters]]\nkind = "OutwardWork"\nplace = "other_province"\nyear = 2024\n'
        "three_groups_paid_this_year = false\nthree_groups_paid_before = false\n"
        "alleviated_paid_this_year = false\nalleviated_paid_before = false\n"
    )
    words = check_table(answer(worker).assessment, book, "zh", 400)
    (group,) = [line for line in words.splitlines() if "读作“只给较高的一项”" in line]
    assert "“‘三类人员’外出务工交通补贴”" in group
    assert "（倾向的读法）" in group


@pytest.mark.parametrize(
    ("natural", "room", "widths"),
    [([10, 20], 40, [10, 20]), ([10, 50, 40], 80, [10, 35, 35]), ([100], 60, [60]), ([30, 30], 30, [15, 15])],
)
def test_the_widest_columns_give_way_together(natural: list[int], room: int, widths: list[int]) -> None:
    assert shared(natural, room) == widths


def test_markdown_has_a_table_whose_rows_have_all_columns(book: Rulebook, answer: Answer) -> None:
    lines = check_markdown(answer("stubble", rules=BANS).assessment, book, "zh").splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + len(BANS)
    assert {line.replace("\\|", "").count("|") for line in table} == {6}
    assert table[1] == "| --- | --- | --- | --- | --- |"


def test_markdown_marks_in_a_reference_are_escaped(book: Rulebook, answer: Answer) -> None:
    odd = NOTHING + '[[matters]]\nkind = "AppliancePurchase"\nref = "a|b*\\u001b[1m"\n'
    words = check_markdown(answer(odd).assessment, book, "zh")
    assert "a\\|b\\*" in words
    assert "\x1b" not in words
    assert "\x1b" not in check_table(answer(odd).assessment, book, "zh", 100)


def test_markdown_explains_under_headings(book: Rulebook, answer: Answer) -> None:
    answered = answer("paid", rules=["trade_in.appliance"])
    words = explained_markdown(book, answered.assessment, answered.decided, "en")
    assert words.startswith(
        "### Home-appliance purchase: Home-appliance trade-in subsidy\n\n**Outcome**\n\n- May"
    )
    assert "- met: The unit price reaches the floor (“三（一）”)\n  - given: unit price: 4,999 yuan" in words
