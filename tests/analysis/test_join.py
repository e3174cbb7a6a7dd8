"""Joining parts finds a cell exactly where going through all of them would."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.analysis.axes import Axis
from xixia_gov.analysis.join import MAX_STEPS, GivenUpError, found, joined
from xixia_gov.analysis.parts import Part, Result, Role, Worked
from xixia_gov.analysis.study import fails, holds
from xixia_gov.truth import Truth

NAMES = ("a", "b", "c", "d", "e")
VALUES = (0, 1, 2)


def worked(names: tuple[str, ...], true: Iterable[tuple[int, ...]]) -> Worked:
    """Return a part that holds in some cells of its axes and fails in all others."""
    axes = tuple(Axis(name, VALUES) for name in names)
    chosen = set(true)
    cells = {cell: Result(Truth.of(cell in chosen)) for cell in itertools.product(VALUES, repeat=len(names))}
    return Worked(Part(Role.CONDITION, "-".join(names), axes), cells, whole=True)


@st.composite
def parts(draw: st.DrawFn) -> Worked:
    names = tuple(sorted(draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=3))))
    cell = st.tuples(*[st.sampled_from(VALUES)] * len(names))
    return worked(names, draw(st.sets(cell, max_size=6)))


def by_going_through_all(
    wanted: list[tuple[Worked, bool]], fixed: Mapping[str, int]
) -> set[tuple[tuple[str, int], ...]]:
    names = sorted({name for part, _ in wanted for name in part.names} | set(fixed))
    every = (dict(zip(names, cell, strict=True)) for cell in itertools.product(VALUES, repeat=len(names)))
    return {
        tuple(sorted(cell.items()))
        for cell in every
        if fixed.items() <= cell.items()
        and all(
            part.cells[tuple(cell[name] for name in part.names)].truth is Truth.of(value)
            for part, value in wanted
        )
    }


@given(
    st.lists(st.tuples(parts(), st.booleans()), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=2),
)
def test_every_cell_and_no_other_is_found(wanted: list[tuple[Worked, bool]], fixed: dict[str, int]) -> None:
    asked = [(part, holds if value else fails) for part, value in wanted]
    every = by_going_through_all(wanted, fixed)
    assert {tuple(sorted(cell.items())) for cell in joined(asked, fixed)} == every
    one = found(asked, fixed)
    assert (one is None) == (not every)
    if one is not None:
        assert tuple(sorted(one.items())) in every


def test_parts_that_share_nothing_do_not_repeat_each_others_search() -> None:
    """One part has no cell; going through all cells of the other eight would take 3 to the power of 16."""
    many = [worked((f"{name}1", f"{name}2"), itertools.product(VALUES, repeat=2)) for name in "fghijklm"]
    assert found([*((part, holds) for part in many), (worked(("z",), []), holds)]) is None


def test_a_search_that_takes_too_long_says_so() -> None:
    free = [(worked((f"x{number}",), [(0,), (1,), (2,)]), holds) for number in range(12)]
    assert MAX_STEPS < 3**12
    with pytest.raises(GivenUpError):
        list(joined(free))
