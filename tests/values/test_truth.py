"""Strong Kleene logic, every row of every table."""

from __future__ import annotations

import itertools

import pytest

from xixia_gov.truth import Truth, all_of, any_of
from xixia_gov.unknown import UNKNOWN

F, T, U = Truth.FALSE, Truth.TRUE, Truth.UNKNOWN

AND = {
    (F, F): F, (F, U): F, (F, T): F,
    (U, F): F, (U, U): U, (U, T): U,
    (T, F): F, (T, U): U, (T, T): T,
}  # fmt: skip
OR = {
    (F, F): F, (F, U): U, (F, T): T,
    (U, F): U, (U, U): U, (U, T): T,
    (T, F): T, (T, U): T, (T, T): T,
}  # fmt: skip


@pytest.mark.parametrize(("pair", "expected"), AND.items())
def test_and_is_false_as_soon_as_one_side_is(pair: tuple[Truth, Truth], expected: Truth) -> None:
    assert pair[0] & pair[1] is expected
    assert all_of(pair) is expected


@pytest.mark.parametrize(("pair", "expected"), OR.items())
def test_or_is_true_as_soon_as_one_side_is(pair: tuple[Truth, Truth], expected: Truth) -> None:
    assert pair[0] | pair[1] is expected
    assert any_of(pair) is expected


@pytest.mark.parametrize(("one", "expected"), [(F, T), (T, F), (U, U)])
def test_not_leaves_the_unknown_unknown(one: Truth, expected: Truth) -> None:
    assert ~one is expected


def test_nothing_at_all_is_true_of_all_and_false_of_any() -> None:
    assert all_of([]) is T
    assert any_of([]) is F


def test_three_are_joined_like_two_and_two_whatever_their_order() -> None:
    for three in itertools.product((F, U, T), repeat=3):
        assert all_of(three) is AND[AND[three[0], three[1]], three[2]]
        assert any_of(three) is OR[OR[three[0], three[1]], three[2]]
        assert {all_of(order) for order in itertools.permutations(three)} == {all_of(three)}


def test_a_bool_becomes_the_truth_it_is() -> None:
    assert [Truth.of(known) for known in (True, False)] == [T, F]


@pytest.mark.parametrize("one", [F, U, T, UNKNOWN])
def test_what_may_be_unknown_refuses_to_be_a_bool(one: object) -> None:
    with pytest.raises(TypeError, match=r"neither|may be unknown"):
        bool(one)


def test_unknown_prints_as_itself_and_is_one_value() -> None:
    assert repr(UNKNOWN) == "UNKNOWN"
    assert type(UNKNOWN)("unknown") is UNKNOWN
