"""A part of a rule in each of its cells, derived by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xixia_gov.analysis.axes import ABSENT, axes_of
from xixia_gov.analysis.parts import Role, Worked, combinations
from xixia_gov.analysis.study import Study, study
from xixia_gov.model.determination import Amount
from xixia_gov.money import Money, yuan
from xixia_gov.testing.small import HEAD, figures, small_book, when
from xixia_gov.truth import Truth

BAND = """
[tables.band]
zh    = "分档"
en    = "bands"
on    = ["claim.price"]
gives = { sum = "yuan" }
hit   = "unique"

[[tables.band.row]]
id   = "low"
when = { "claim.price" = { under = "turn" } }
sum  = "less"
"""


def studied(folder: Path, *parts: str) -> Study:
    book = small_book(folder, "\n".join([HEAD, *parts]))
    return study(book, book.latest("t.rule"))


def truths(worked: Worked) -> dict[tuple[object, ...], Truth]:
    return {cell: result.truth for cell, result in worked.cells.items()}


def test_a_condition_of_two_facts_has_the_product_of_their_values(tmp_path: Path) -> None:
    one = studied(tmp_path, figures(floor=100), when("one", "claim.a and claim.price >= floor"))
    [worked] = one.of(Role.CONDITION)
    assert worked.names == ("claim.a", "claim.price")
    assert worked.whole
    prices = [(Money(0), False), (yuan("99.99"), False), (yuan("100"), True), (yuan("100.01"), True)]
    assert truths(worked) == {
        (a, price): Truth.of(a and enough) for a in (True, False) for price, enough in prices
    }


def test_a_fact_behind_a_shut_gate_has_no_value_and_behind_an_open_one_it_has_one(tmp_path: Path) -> None:
    limit = 'limit = { value = 2024-06-30, anchor = "…" }'
    one = studied(tmp_path, "[figures]", limit, when("one", "claim.sent and claim.sent_on <= limit"))
    [worked] = one.of(Role.CONDITION)
    day = dt.date(2024, 6, 30)
    later = dt.timedelta(days=1)
    assert worked.names == ("claim.sent", "claim.sent_on")
    assert truths(worked) == {
        (True, day - later): Truth.TRUE,
        (True, day): Truth.TRUE,
        (True, day + later): Truth.FALSE,
        (False, ABSENT): Truth.FALSE,
    }


def test_the_alternatives_that_hold_are_named(tmp_path: Path) -> None:
    ways = "\n".join(
        f'[conditions.way.any_of.{name}]\nzh = "路"\nen = "way"\nwhen = "claim.{name}"' for name in "ab"
    )
    one = studied(tmp_path, '[conditions.way]\nzh = "路"\nen = "a way"\n' + ways)
    [worked] = one.of(Role.CONDITION)
    assert {cell: result.holding for cell, result in worked.cells.items()} == {
        (True, True): ("a", "b"),
        (True, False): ("a",),
        (False, True): ("b",),
        (False, False): (),
    }


def test_a_sum_from_a_table_is_idle_where_the_table_has_no_row(tmp_path: Path) -> None:
    one = studied(
        tmp_path, figures(turn=100, less=10), BAND, when("one", "claim.a"), '[pays]\namount = "band.sum"'
    )
    [pays] = one.of(Role.PAYS)
    ten = Amount(yuan("10"), yuan("10"))
    assert {cell[0]: (result.amount, result.idle) for cell, result in pays.cells.items()} == {
        Money(0): (ten, False),
        yuan("99.99"): (ten, False),
        yuan("100"): (None, True),
        yuan("100.01"): (None, True),
    }


def test_of_too_many_cells_those_near_the_seeds_are_taken(tmp_path: Path) -> None:
    book = small_book(
        tmp_path, "\n".join([HEAD, when("one", "claim.a or claim.b or claim.c"), when("two", "claim.sent")])
    )
    axes = axes_of(book, book.latest("t.rule"))
    three = tuple(axes[f"claim.{name}"] for name in "abc")
    all_of_them, every = combinations(three, budget=8)
    assert (len(list(all_of_them)), every) == (8, True)
    seed = {"claim.a": False, "claim.b": False, "claim.c": False}
    some, every = combinations(three, [seed], budget=7)
    assert not every
    # The seed, the first values of all, and each of them with one value changed, as far as there is room.
    one_changed = {cell for cell in set(some) if 0 < sum(cell) < len(three)}
    assert set(some) - one_changed == {(False, False, False), (True, True, True)}
    assert len(set(some)) <= 7


def test_a_rule_that_reads_another_has_a_part_that_names_it(tmp_path: Path) -> None:
    other = "\n".join([HEAD.replace("t.rule", "t.other"), when("asked", "claim.a")])
    mine = "\n".join([HEAD, when("one", "holds(t.other) and claim.b")])
    book = small_book(tmp_path, other, mine)
    one = study(book, book.latest("t.rule"))
    [worked] = one.of(Role.CONDITION)
    assert worked.part.reads == ("t.other",)
    assert [read.rule.id for read in one.reads] == ["t.other"]
    places = worked.names.index("claim.a"), worked.names.index("claim.b")
    assert all(
        result.truth is Truth.of(cell[places[0]] and cell[places[1]]) for cell, result in worked.cells.items()
    )
