"""Sums in words: one sum, a range, no known limit; never 0 for what is not known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xixia_gov.interval import Interval, point
from xixia_gov.model.determination import Amount
from xixia_gov.money import Money
from xixia_gov.report.amount import amount_text, decimal, exact_text, numbers_text
from xixia_gov.units import YUAN, parse_unit


@pytest.mark.parametrize(
    ("least", "most", "zh", "en"),
    [
        (48990, 48990, "489.90元", "489.90 yuan"),
        (100000, 380000, "1,000–3,800元", "1,000–3,800 yuan"),
        (0, 100000, "0–1,000元", "0–1,000 yuan"),
        (0, 0, "0元", "0 yuan"),
        (100000, None, "至少1,000元，没有已知的上限", "at least 1,000 yuan, no upper limit known"),
        (0, None, "数额未知，也没有已知的上限", "not known, and no upper limit known"),
        (1, 123456789, "0.01–1,234,567.89元", "0.01–1,234,567.89 yuan"),
    ],
)
def test_a_sum_is_said_with_its_bounds(least: int, most: int | None, zh: str, en: str) -> None:
    said = amount_text(Amount(Money(least), None if most is None else Money(most)))
    assert (said.zh, said.en) == (zh, en)


def test_a_sum_before_rounding_keeps_its_half_fen() -> None:
    assert exact_text(point(Fraction(24691, 2))).zh == "123.455元"


def test_a_sum_between_two_fen_without_end_is_marked_as_cut() -> None:
    assert exact_text(point(Fraction(1000, 3))).en == "3.333333… yuan"


def test_a_number_nobody_knows_is_not_said_to_be_0() -> None:
    assert numbers_text(Interval(None, None), YUAN).en == "not known"
    assert numbers_text(Interval(Fraction(0), None), YUAN).zh == "未知"


def test_a_number_is_said_with_its_own_unit() -> None:
    assert numbers_text(point(Fraction(12)), parse_unit("months")).en == "12 months"
    assert numbers_text(Interval(None, Fraction(3)), parse_unit("months")).zh == "至多3个月"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(1000), "1,000"),
        (Fraction(1, 2), "0.50"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(2, 3), "0.666666…"),
    ],
)
def test_a_decimal_is_exact_or_says_that_it_is_cut(number: Fraction, written: str) -> None:
    assert decimal(number) == written
