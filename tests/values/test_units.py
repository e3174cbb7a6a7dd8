"""Units multiply and divide, and are never mixed in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.errors import ValueProblem, some_names
from xixia_gov.units import NAMES, RATIO, YUAN, Unit, parse_unit

units = st.dictionaries(st.sampled_from(sorted(NAMES)), st.integers(-2, 2).filter(bool), max_size=3).map(
    lambda powers: Unit(tuple(sorted(powers.items())))
)


@given(units, units, units)
def test_multiplication_has_an_order_of_no_importance_and_a_ratio_changes_nothing(
    one: Unit, two: Unit, three: Unit
) -> None:
    assert one * two == two * one
    assert (one * two) * three == one * (two * three)
    assert one * RATIO == one
    assert one / RATIO == one
    assert one / one == RATIO


@given(units, units)
def test_division_undoes_multiplication(one: Unit, two: Unit) -> None:
    assert one * two / two == one
    assert hash(one * two) == hash(two * one)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_unit_is_read_and_written_by_its_name(name: str) -> None:
    assert str(parse_unit(name)) == name
    assert parse_unit(name).name == name
    assert parse_unit(name).label == NAMES[name]


def test_yuan_a_head_times_heads_are_yuan() -> None:
    a_head = parse_unit("yuan/persons")
    assert a_head * parse_unit("persons") == YUAN
    assert a_head != YUAN
    assert str(a_head) == "yuan/persons"
    assert a_head.name is None
    assert (a_head.label.zh, a_head.label.en) == ("元每人", "yuan per person")


def test_a_unit_over_itself_is_a_plain_ratio() -> None:
    assert parse_unit("yuan/yuan") == RATIO == parse_unit("ratio") == Unit()
    assert str(RATIO) == "ratio"
    assert (RATIO.label.zh, RATIO.label.en) == ("", "")


def test_several_units_below_the_line_are_all_divided_by() -> None:
    assert parse_unit("yuan/persons/months") * parse_unit("months") == parse_unit("yuan/persons")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("yuann", "unknown unit 'yuann'; did you mean 'yuan'?"),
        ("month", "unknown unit 'month'; did you mean 'months'?"),
        ("yuan/person", "unknown unit 'person'; did you mean 'persons'?"),
        ("Ratio", "unknown unit 'Ratio'; did you mean 'ratio'?"),
    ],
)
def test_an_unknown_unit_is_told_with_the_nearest_right_one(written: str, message: str) -> None:
    with pytest.raises(ValueProblem) as raised:
        parse_unit(written)
    assert raised.value.message.en == message


@pytest.mark.parametrize("written", ["", "/", "yuan/", "元"])
def test_what_is_like_no_unit_is_told_with_all_there_are(written: str) -> None:
    with pytest.raises(ValueProblem) as raised:
        parse_unit(written)
    assert raised.value.message.en.endswith(f"allowed: {some_names([*NAMES, 'ratio']).en}")
