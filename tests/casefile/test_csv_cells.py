"""A cell is read where it can mean one thing, and refused with what to write where it cannot."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from xixia_gov.casefile.cells import cell_value, day_value, truth_value, units_value
from xixia_gov.errors import ValueProblem
from xixia_gov.vocabulary.citizen import Citizen
from xixia_gov.vocabulary.facts import FactInfo, facts_of
from xixia_gov.vocabulary.trade_in import AppliancePurchase

FACTS: dict[str, FactInfo] = {
    fact.name: fact.info for cls in (AppliancePurchase, Citizen) for fact in facts_of(cls)
}


@pytest.mark.parametrize(
    "written",
    [
        "2024/8/15",
        "2024-8-15",
        "2024年8月15日",
        "20240815",
        "2024/08/15 14:30",
        "2024/8/15 下午2:30:00",
        "2024/8/15 2:30 PM",
        "2024.8.15",
        "２０２４／８／１５",
        " 2024-08-15 ",
    ],
)
def test_a_day_is_read_in_each_form_a_chinese_spreadsheet_writes(written: str) -> None:
    assert cell_value(written, FACTS["bought_on"]) == (dt.date(2024, 8, 15), None)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("8/9/2024", "write 2024-08-09 or 2024-09-08"),
        ("15/8/2024", "write 2024-08-15"),
        ("8/8/2024", "write 2024-08-08"),
        ("45519", "write 2024-08-15"),  # 45,519 days after 30 December 1899
        ("24/8/15", "write 2024-08-15 or 2024/8/15"),
        ("2024/8-15", "write 2024-08-15 or 2024/8/15"),
        ("2024/2/30", "days of 2024-02 are 01 to 29"),
    ],
)
def test_an_unclear_day_is_refused_with_what_to_write(written: str, advice: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        day_value(written)
    assert caught.value.message.en.endswith(advice)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("4999", "4999"),
        ("1,000.00", "1000.00"),
        ("￥4,999.5", "4999.5"),
        ("¥ 4999", "4999"),
        ("4999元", "4999"),
        ("１，０００．００", "1000.00"),
        (" 4999 ", "4999"),
        ("0", "0"),
    ],
)
def test_money_is_read_as_spreadsheets_write_it(written: str, value: str) -> None:
    assert cell_value(written, FACTS["unit_price"]) == (value, None)


@pytest.mark.parametrize(
    ("written", "value", "shown"),
    [("12万", "120000", "120,000"), ("1.5万元", "15000", "15,000"), ("￥0.35 万", "3500", "3,500")],
)
def test_ten_thousands_are_worked_out_and_echoed(written: str, value: str, shown: str) -> None:
    found, said = cell_value(written, FACTS["unit_price"])
    assert found == value
    assert said is not None
    assert said.en.endswith(f"is taken as {shown}")


@pytest.mark.parametrize("written", ["4,99", "1.000,00", "面议", "1e3", "-", "无", "4999美元", "", "9" * 21])
def test_what_is_no_sum_is_refused(written: str) -> None:
    with pytest.raises(ValueProblem):
        cell_value(written, FACTS["unit_price"])


@pytest.mark.parametrize(
    ("written", "value"),
    [("1", 1), ("一级", 1), ("2级", 2), ("２", 2), ("2.0", 2), ("十二", 12), ("二十", 20), ("1 class", 1)],
)
def test_a_number_may_carry_its_unit_and_be_written_in_chinese(written: str, value: int) -> None:
    assert cell_value(written, FACTS["energy_class"]) == (value, None)


@pytest.mark.parametrize("written", ["1.5", "一级节能", "一二", "级", "一十一十"])
def test_what_is_no_whole_number_is_refused(written: str) -> None:
    with pytest.raises(ValueProblem):
        cell_value(written, FACTS["energy_class"])


@pytest.mark.parametrize(
    ("written", "value"),
    [("是", True), ("有", True), ("TRUE", True), ("√", True), ("否", False), ("无", False), ("No", False)],
)
def test_yes_and_no_are_read(written: str, value: bool) -> None:  # noqa: FBT001 - the value expected
    assert truth_value(written.lower()) is value


@pytest.mark.parametrize("written", ["1", "0", "也许", "是否", "否?"])
def test_what_is_neither_yes_nor_no_is_refused(written: str) -> None:
    with pytest.raises(ValueProblem):
        truth_value(written)


@pytest.mark.parametrize(
    ("written", "value"), [("2", 2), ("2台", 2), ("两件", 2), ("3.0", 3), ("1,000", 1000)]
)
def test_a_number_of_units_may_carry_a_measure_word(written: str, value: int) -> None:
    assert units_value(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("脱贫户、搬迁户", ["poverty_alleviated", "relocated"]),
        ("监测户；搬迁户", ["monitored", "relocated"]),
        ("monitored; relocated", ["monitored", "relocated"]),
        ("无", []),
    ],
)
def test_several_choices_stand_in_one_cell(written: str, value: list[Any]) -> None:
    assert cell_value(written, FACTS["groups"]) == (value, None)
