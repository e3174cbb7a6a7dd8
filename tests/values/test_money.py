"""Money is whole fen, read from text and never from a float."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.errors import ValueProblem
from xixia_gov.money import Money, group_digits, yuan


@pytest.mark.parametrize(
    ("amount", "fen"),
    [
        ("0", 0),
        ("0.01", 1),
        ("0.1", 10),
        ("0.10", 10),
        ("1", 100),
        ("4999", 499900),
        ("4999.5", 499950),
        ("4999.50", 499950),
        ("999.99", 99999),
        ("007", 700),
        ("-1.05", -105),
        (4999, 499900),
        (0, 0),
        (Decimal("4999.50"), 499950),
        (Decimal("1E+3"), 100000),
        (Decimal("0.01"), 1),
        ("123456789012345678901234567890", 12345678901234567890123456789000),
    ],
)
def test_yuan_become_exactly_so_many_fen(amount: str | int | Decimal, fen: int) -> None:
    assert yuan(amount) == Money(fen)


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        (4999.5, 'money is written as text, such as "4999.50", not 4999.5'),
        (0.0, 'money is written as text, such as "4999.50", not 0.0'),
        (float("nan"), 'money is written as text, such as "4999.50", not nan'),
        (float("inf"), 'money is written as text, such as "4999.50", not inf'),
        (True, 'money is written as text, such as "4999.50", not True'),
        (None, 'money is written as text, such as "4999.50", not None'),
        (b"1", "money is written as text, such as \"4999.50\", not b'1'"),
        ("", "'' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        (" 1", "' 1' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("1 ", "'1 ' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("1\n", "'1\\n' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("+1", "'+1' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("1,000", "'1,000' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("1.", "'1.' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        (".5", "'.5' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("1e400", "'1e400' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("1E3", "'1E3' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("nan", "'nan' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("--1", "'--1' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("１００", "'１００' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("一百", "'一百' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        ("1.005", "'1.005' has more than two decimals; the smallest unit is the fen"),
        (Decimal("0.001"), "'0.001' has more than two decimals; the smallest unit is the fen"),
        (Decimal("1e-400"), None),
        (Decimal("NaN"), "'NaN' is not an amount in yuan; write at most two decimals: \"4999.50\""),
        (Decimal("Infinity"), "'Infinity' is not an amount in yuan; write at most two decimals: \"4999.50\""),
    ],
)
def test_what_is_no_exact_sum_is_refused_with_what_to_write(amount: object, message: str | None) -> None:
    with pytest.raises(ValueProblem) as raised:
        yuan(amount)  # type: ignore[arg-type] # what a caller should not pass
    assert message is None or raised.value.message.en == message
    assert raised.value.message.zh


def test_a_third_decimal_is_refused_even_where_it_is_0() -> None:
    with pytest.raises(ValueProblem, match="more than two decimals"):
        yuan("1.500")


@pytest.mark.parametrize("amount", ["9" * 5000, "0." + "1" * 5000])
def test_a_number_of_thousands_of_digits_is_refused_like_any_other_that_is_no_sum(amount: str) -> None:
    with pytest.raises(ValueProblem):
        yuan(amount)


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back(fen: int) -> None:
    money = Money(fen)
    assert yuan(str(money)) == money
    assert yuan(money.yuan) == money
    assert money.yuan == Decimal(fen) / 100


@pytest.mark.parametrize(
    ("fen", "text", "grouped"),
    [
        (0, "0.00", "0"),
        (1, "0.01", "0.01"),
        (99, "0.99", "0.99"),
        (100, "1.00", "1"),
        (105, "1.05", "1.05"),
        (110, "1.10", "1.10"),
        (100000, "1000.00", "1,000"),
        (123456789, "1234567.89", "1,234,567.89"),
        (-1, "-0.01", "-0.01"),
        (-100, "-1.00", "-1"),
        (-123456, "-1234.56", "-1,234.56"),
    ],
)
def test_a_sum_has_two_decimals_for_programs_and_groups_for_people(fen: int, text: str, grouped: str) -> None:
    assert str(Money(fen)) == text
    assert group_digits(Money(fen)) == grouped


@pytest.mark.parametrize("fen", [1.0, "1", Decimal(1), None])
def test_fen_are_whole_numbers(fen: object) -> None:
    with pytest.raises(TypeError):
        Money(fen)  # type: ignore[arg-type] # what a caller should not pass


def test_sums_are_ordered_hashable_and_can_be_stored() -> None:
    assert Money(1) < Money(2)
    assert max(Money(5), Money(3)) == Money(5)
    assert {Money(1), Money(1)} == {Money(1)}
    assert pickle.loads(pickle.dumps(Money(7))) == Money(7)  # noqa: S301 - our own bytes
