"""Mappings that cannot change, and errors that say where, what, and the nearest right name."""

from __future__ import annotations

import pickle

import pytest

from xixia_gov.errors import InputError, Place, Problem, nearest, unknown_name
from xixia_gov.frozen import FrozenMap
from xixia_gov.text import Text


def test_a_frozen_mapping_equals_any_with_the_same_items_and_hashes_without_order() -> None:
    one, two = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one == two == {"a": 1, "b": 2}
    assert hash(one) == hash(two)
    assert one != FrozenMap({"a": 1})


def test_a_frozen_mapping_does_not_follow_what_it_was_made_from() -> None:
    made_from = {"a": 1}
    frozen = FrozenMap(made_from)
    made_from["a"] = 2
    assert frozen["a"] == 1
    with pytest.raises(TypeError):
        frozen["a"] = 3  # type: ignore[index] # that is what cannot be done


def test_a_frozen_mapping_can_be_stored() -> None:
    frozen = FrozenMap({"a": FrozenMap({"b": 1})})
    assert pickle.loads(pickle.dumps(frozen)) == frozen  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(), ""),
        (Place("a.toml"), "a.toml"),
        (Place("a.toml", 3), "a.toml:3"),
        (Place("a.toml", 3, 5), "a.toml:3:5"),
        (Place(field="purchase.price"), "purchase.price"),
        (Place("a.json", field="matters[0].price"), "a.json: matters[0].price"),
        (Place("a.toml", 3, 5, "price"), "a.toml:3:5"),
    ],
)
def test_a_place_is_written_as_far_as_it_is_known(place: Place, expected: str) -> None:
    assert str(place) == expected


def test_the_caret_stands_under_the_column_after_chinese_text_and_tabs() -> None:
    problem = Problem(Text(zh="错", en="wrong"), Place("a.toml", 1, 5), "\t中文 = x")
    # before the sign stand a tab, two characters of two cells each, and a space: a tab and five cells
    assert problem.render("en").splitlines() == ["a.toml:1:5: wrong", "    \t中文 = x", "    \t     ^"]
    assert problem.render("zh").startswith("a.toml:1:5: 错")


def test_all_problems_of_an_input_are_told() -> None:
    problems = [Problem(Text(zh=f"{n}", en=f"fault {n}"), Place("a", n)) for n in (1, 2)]
    error = InputError(problems)
    assert error.problems == tuple(problems)
    assert str(error) == "a:1: fault 1\na:2: fault 2"


def test_the_nearest_name_is_offered_and_else_all_of_them() -> None:
    assert nearest("unit_prise", ["unit_price", "final_price"]) == "unit_price"
    assert nearest("zzz", ["unit_price"]) is None
    fact = Text(zh="事实", en="fact")
    assert unknown_name(fact, "zzz", ["b", "a"]).en == "unknown fact 'zzz'; allowed: a, b"
    assert unknown_name(fact, "zzz", []).en == "unknown fact 'zzz'; allowed: -"
    assert unknown_name(fact, "prize", ["price"]).zh == "未知事实“prize”; 是否应为“price”?"


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("short", 3, ("short", 3)),
        ("x" * 300, 300, ("x" * 300, 300)),
        ("a" + "x" * 999 + "b", 1, ("a" + "x" * 299 + "…", 1)),
        ("a" + "x" * 999 + "b", 1001, ("…" + "x" * 299 + "b", 301)),
        ("x" * 500 + "!" + "y" * 500, 501, ("…" + "x" * 150 + "!" + "y" * 150 + "…", 152)),
    ],
)
def test_of_a_long_line_the_part_around_the_fault_is_shown(
    line: str, column: int, shown: tuple[str, int]
) -> None:
    problem = Problem(Text(zh="错", en="wrong"), Place("a.toml", 1, column), line)
    source, caret = problem.render("en").splitlines()[1:]
    assert (source.strip(), caret.index("^") - 3) == shown
