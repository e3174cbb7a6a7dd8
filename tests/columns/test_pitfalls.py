"""What engines get wrong in silence, each case worked out by hand, on every engine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.columns import decode, over_bound
from xixia_gov.engine.verdict import NO_CODE, OPEN_CODE, YES_CODE
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.small import AS_OF, HEAD, Claim, Person, figures, small_book, when

Y, N, U = YES_CODE, NO_CODE, OPEN_CODE
WORDS: dict[str, Any] = {"matter": Claim, "subject": Person, "as_of": AS_OF}
CAP = figures(cap=100, rate='{ value = "10%", anchor = "…" }', low=1, high=2)
ROUND = 'round = { to = "fen", mode = "half_up", assumed = true }\n'


def rule(name: str, *lines: str, **changes: str) -> str:
    head = [line for line in HEAD.splitlines() if line.split()[0] not in {"id", *changes}]
    return "\n".join([f'id = "t.{name}"', *head, *changes.values(), *lines])


def outcomes(answer: Any, book: Rulebook, frame: pl.DataFrame, name: str = "one") -> list[int]:
    said = answer(book, frame, **WORDS).sort("key")
    found: list[int] = said.get_column(f"t.{name}.outcome").to_list()
    return found


def amounts(answer: Any, book: Rulebook, frame: pl.DataFrame, name: str = "one") -> list[tuple[int, int]]:
    said = answer(book, frame, **WORDS).sort("key")
    pair = said.select(f"t.{name}.least", f"t.{name}.most")
    return list(pair.iter_rows())


# --- 1. truth tables ---------------------------------------------------------------------------------

TRUTHS = [True, False, None]
PAIRS = [(one, two) for one in TRUTHS for two in TRUTHS]
AND = [Y, N, U, N, N, N, U, N, U]
OR = [Y, Y, Y, Y, N, U, Y, U, U]


def pairs() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "key": range(len(PAIRS)),
            "claim.a": pl.Series([one for one, _ in PAIRS], dtype=pl.Boolean),
            "claim.b": pl.Series([two for _, two in PAIRS], dtype=pl.Boolean),
        }
    )


def test_and_or_and_not_are_strong_kleene_logic(tmp_path: Path, answer: Any) -> None:
    book = small_book(
        tmp_path,
        rule("all_and", when("one", "claim.a and claim.b")),
        rule("all_or", when("one", "claim.a or claim.b")),
        rule("all_not", when("one", "not claim.a")),
        rule("not_or", when("one", "not (claim.a or claim.b)")),
        rule("two", when("a", "claim.a"), when("b", "claim.b")),
    )
    opposite = {Y: N, N: Y, U: U}
    assert outcomes(answer, book, pairs(), "all_and") == AND
    assert outcomes(answer, book, pairs(), "two") == AND
    assert outcomes(answer, book, pairs(), "all_or") == OR
    assert outcomes(answer, book, pairs(), "all_not") == [N, N, N, Y, Y, Y, U, U, U]
    assert outcomes(answer, book, pairs(), "not_or") == [opposite[one] for one in OR]


def test_a_comparison_with_an_unknown_is_open_and_so_is_its_opposite(tmp_path: Path, answer: Any) -> None:
    book = small_book(
        tmp_path,
        rule("one", CAP, when("one", "claim.price == claim.paid")),
        rule("two", CAP, when("one", "claim.price != claim.paid")),
        rule("three", CAP, when("one", "claim.price >= cap")),
    )
    frame = pl.DataFrame(
        {
            "key": range(5),
            "claim.price": [10000, 9999, None, 10000, None],
            "claim.paid": [10000, 10000, 10000, None, None],
        }
    )
    assert outcomes(answer, book, frame, "one") == [Y, N, U, U, U]
    assert outcomes(answer, book, frame, "two") == [N, Y, U, U, U]
    assert outcomes(answer, book, frame, "three") == [Y, N, U, Y, U]


def test_an_unknown_option_is_in_no_list_and_out_of_none(tmp_path: Path, answer: Any) -> None:
    lists = '[lists.two_colours]\nitems = ["red", "green"]\nfact = "claim.colour"\n'
    lists += '[lists.all_colours]\nitems = ["red", "green", "blue"]\nfact = "claim.colour"\n'
    book = small_book(
        tmp_path,
        rule("one", lists, when("one", "claim.colour in two_colours")),
        rule("two", lists, when("one", "not (claim.colour in two_colours)")),
        rule("three", lists, when("one", "claim.colour in all_colours")),
        rule("four", when("one", "'x' in claim.tags")),
    )
    frame = pl.DataFrame(
        {
            "key": range(3),
            "claim.colour": ["red", "blue", None],
            "claim.tags.x": [True, False, None],
        }
    )
    assert outcomes(answer, book, frame, "one") == [Y, N, U]
    assert outcomes(answer, book, frame, "two") == [N, Y, U]
    assert outcomes(answer, book, frame, "three") == [Y, Y, Y]  # whichever it is, it is in the list
    assert outcomes(answer, book, frame, "four") == [Y, N, U]


# --- 2. caps and tables with unknown keys --------------------------------------------------------------


def test_an_unknown_price_does_not_pay_the_cap(tmp_path: Path, answer: Any) -> None:
    pays = '[pays]\namount = "min(rate * claim.price, cap)"\n' + ROUND
    book = small_book(tmp_path, rule("one", CAP, when("a", "claim.a"), pays))
    frame = pl.DataFrame(
        {
            "key": range(4),
            "claim.a": [True, True, None, False],
            "claim.price": [50000, None, None, 50000],
        }
    )
    # 10% of 500 yuan; anything up to the cap of 100; perhaps nothing; nothing.
    assert amounts(answer, book, frame) == [(5000, 5000), (0, 10000), (0, 10000), (0, 0)]


def test_a_table_gives_what_every_row_still_possible_gives(tmp_path: Path, answer: Any) -> None:
    table = (
        '[tables.band]\non = ["claim.price"]\ngives = { sum = "yuan" }\n'
        '[[tables.band.row]]\nid = "one"\nwhen = { "claim.price" = { under = "low" } }\nsum = "low"\n'
        '[[tables.band.row]]\nid = "two"\nwhen = { "claim.price" = { least = "low", most = "high" } }\n'
        'sum = "claim.paid"\n'
        '[[tables.band.row]]\nid = "last"\nwhen = { "claim.price" = { over = "high" } }\nsum = "cap"\n'
    )
    book = small_book(tmp_path, rule("one", CAP, table, '[pays]\namount = "band.sum"\n'))
    frame = pl.DataFrame(
        {
            "key": range(6),
            "claim.price": [99, 100, 200, 201, None, 150],
            "claim.paid": [7, 7, 7, 7, 7, None],
        }
    )
    # Below 1 yuan 1 yuan; from 1 to 2 what was paid, both ends inside; above, 100 yuan; any of these; open.
    wanted = [(100, 100), (7, 7), (7, 7), (10000, 10000), (7, 10000), (0, None)]
    assert amounts(answer, book, frame) == wanted


# --- 3. what is open -----------------------------------------------------------------------------------


def test_what_is_not_known_is_asked_only_where_it_may_change_the_answer(tmp_path: Path, answer: Any) -> None:
    book = small_book(tmp_path, rule("one", when("one", "not claim.a or claim.b")))
    said = answer(book, pairs(), **WORDS).sort("key")
    asked = [
        [bit.path for bit in decode(book, "t.one", missing=mask).missing]
        for mask in said.get_column("t.one.missing").to_list()
    ]
    both, a, b = ["claim.a", "claim.b"], ["claim.a"], ["claim.b"]
    #       a=T: b=T, F, None;  a=F: b=T, F, None;  a=None: b=T, F, None
    assert asked == [[], [], b, [], [], [], [], a, both]


# --- 4. money ------------------------------------------------------------------------------------------


def test_half_a_fen_goes_up(tmp_path: Path, answer: Any) -> None:
    pays = '[pays]\namount = "rate * claim.price"\n' + ROUND
    book = small_book(tmp_path, rule("one", CAP, pays))
    prices = [0, 4, 5, 14, 15, 1445, 999995, 100 * 10**12]
    frame = pl.DataFrame({"key": range(len(prices)), "claim.price": prices})
    wanted = [0, 0, 1, 1, 2, 145, 100000, 10 * 10**12]
    assert amounts(answer, book, frame) == [(one, one) for one in wanted]


def test_a_half_below_0_goes_away_from_0(tmp_path: Path, answer: Any) -> None:
    more = '[figures]\ntwo = { value = 2, anchor = "…" }\nminus = { value = -3, anchor = "…" }\n'
    text = "whole(claim.change, two, 'half_up') == minus"
    book = small_book(tmp_path, rule("one", more, when("one", text)))
    frame = pl.DataFrame({"key": range(5), "claim.change": [-4, -5, -6, -7, 5]})
    # -2, -2.5 to -3, -3, -3.5 to -4, 2.5 to 3
    assert outcomes(answer, book, frame) == [N, Y, Y, N, N]


BOUND = 2**53 - 1 - 5
"""The largest price that stays below 2**53 when half a fen is added in tenths, to round its tenth."""


@pytest.mark.parametrize("price", [BOUND, BOUND + 1, 2**53, 2**62])
def test_a_sum_too_large_to_be_exact_is_refused_never_wrapped(  # noqa: PLR0913, PLR0917 - fixtures
    tmp_path: Path, engine: str, answer: Any, native: Any, collect: Any, price: int
) -> None:
    pays = '[pays]\namount = "rate * claim.price"\n' + ROUND
    book = small_book(tmp_path, rule("one", CAP, pays))
    frame = pl.DataFrame({"key": [1, 2], "claim.price": [100, price]})
    over = collect(over_bound(book, native(frame), **WORDS))
    if price <= BOUND:
        assert over.height == 0
        share = (price + 5) // 10
        assert amounts(answer, book, frame) == [(10, 10), (share, share)]
        return
    assert over.rows() == [(2, True)]
    if engine == "polars":
        with pytest.raises(
            InputError, match=f"{price} fen is beyond what can be worked out exactly, {BOUND}"
        ):
            answer(book, frame, **WORDS)
        return
    said = answer(book, frame, **WORDS).sort("key")
    assert said.get_column("t.one.clash").to_list() == [False, True]
    assert amounts(answer, book, frame) == [(10, 10), (None, None)]


# --- 5. days -------------------------------------------------------------------------------------------


def test_both_ends_of_a_period_are_inside_across_a_new_year_too(tmp_path: Path, answer: Any) -> None:
    season = 'in_force = { on = "claim.made_on", from = 2024-10-01, through = 2025-05-31, anchor = "…" }'
    book = small_book(tmp_path, rule("one", when("a", "claim.a"), in_force=season))
    days = [
        dt.date(1, 1, 1),
        dt.date(1900, 1, 1),
        dt.date(2024, 9, 30),
        dt.date(2024, 10, 1),
        dt.date(2024, 12, 31),
        dt.date(2025, 1, 1),
        dt.date(2025, 5, 31),
        dt.date(2025, 6, 1),
        dt.date(9999, 12, 31),
        None,
    ]
    frame = pl.DataFrame({"key": range(len(days)), "claim.a": [True] * len(days), "claim.made_on": days})
    assert outcomes(answer, book, frame) == [N, N, N, Y, Y, Y, Y, N, N, U]


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2023, 1, 31), 1, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2024, 2, 29), 48, dt.date(2028, 2, 29)),
        (dt.date(1900, 1, 29), 1, dt.date(1900, 2, 28)),
        (dt.date(2000, 1, 31), 1, dt.date(2000, 2, 29)),
        (dt.date(2024, 12, 31), 2, dt.date(2025, 2, 28)),
        (dt.date(9999, 11, 30), 1, dt.date(9999, 12, 30)),
    ],
)
def test_months_later_end_on_the_last_day_of_a_shorter_month(
    tmp_path: Path, answer: Any, start: dt.date, months: int, last: dt.date
) -> None:
    more = f'[figures]\nspan = {{ value = {months}, unit = "months", anchor = "…" }}\n'
    book = small_book(
        tmp_path,
        rule("one", more, when("one", "claim.due_on <= add_months(claim.made_on, span)")),
        rule("own", when("one", "claim.due_on <= add_months(claim.made_on, claim.months)")),
        rule("whole", more, when("one", "months_between(claim.made_on, claim.due_on) >= span")),
    )
    days = [last - dt.timedelta(days=1), last, last + dt.timedelta(days=1)]
    frame = pl.DataFrame(
        {"key": range(3), "claim.made_on": [start] * 3, "claim.due_on": days, "claim.months": [months] * 3}
    )
    assert outcomes(answer, book, frame, "one") == [Y, Y, N]
    assert outcomes(answer, book, frame, "own") == [Y, Y, N]
    assert outcomes(answer, book, frame, "whole") == [N, Y, Y]


@pytest.mark.parametrize(
    ("day", "period", "first", "last"),
    [
        (dt.date(2024, 2, 29), "month", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        (dt.date(1900, 2, 28), "month", dt.date(1900, 2, 1), dt.date(1900, 2, 28)),
        (dt.date(2024, 3, 31), "quarter", dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        (dt.date(2024, 4, 1), "quarter", dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
        (dt.date(2024, 6, 30), "half_year", dt.date(2024, 1, 1), dt.date(2024, 6, 30)),
        (dt.date(2024, 7, 1), "half_year", dt.date(2024, 7, 1), dt.date(2024, 12, 31)),
        (dt.date(2024, 12, 31), "year", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_its_last_day_inside(  # noqa: PLR0913, PLR0917 - a day with both ends
    tmp_path: Path, answer: Any, day: dt.date, period: str, first: dt.date, last: dt.date
) -> None:
    book = small_book(
        tmp_path,
        rule("first", when("one", f"claim.due_on >= first_day_of(claim.made_on, '{period}')")),
        rule("last", when("one", f"claim.due_on <= last_day_of(claim.made_on, '{period}')")),
    )
    one = dt.timedelta(days=1)
    due = [first - one, first, last, last + one, None]
    frame = pl.DataFrame({"key": range(5), "claim.made_on": [day] * 5, "claim.due_on": due})
    assert outcomes(answer, book, frame, "first") == [N, Y, Y, Y, U]
    assert outcomes(answer, book, frame, "last") == [Y, Y, Y, N, U]


def test_the_first_and_the_last_year_have_both_their_ends(tmp_path: Path, answer: Any) -> None:
    book = small_book(
        tmp_path,
        rule("first", when("one", "first_day_of(claim.made_on, 'year') == claim.due_on")),
        rule("last", when("one", "last_day_of(claim.made_on, 'year') == claim.due_on")),
    )
    made = [dt.date(1, 12, 31), dt.date(1, 1, 1), dt.date(9999, 1, 1), dt.date(9999, 12, 31), None]
    due = [dt.date.min, dt.date(1, 12, 31), dt.date(9999, 1, 1), dt.date.max, dt.date.max]
    frame = pl.DataFrame({"key": range(5), "claim.made_on": made, "claim.due_on": due})
    assert outcomes(answer, book, frame, "first") == [Y, N, Y, N, U]
    assert outcomes(answer, book, frame, "last") == [N, Y, N, Y, U]


def test_no_day_follows_the_last_one_there_is(tmp_path: Path, answer: Any) -> None:
    more = '[figures]\nspan = { value = 1, unit = "months", anchor = "…" }\n'
    book = small_book(
        tmp_path,
        rule("one", more, when("one", "add_months(claim.made_on, span) >= claim.due_on")),
        rule("own", more, when("one", "add_months(claim.made_on, claim.months) >= claim.due_on")),
    )
    last = dt.date(9999, 12, 1)
    frame = pl.DataFrame({"key": [1], "claim.made_on": [last], "claim.due_on": [last], "claim.months": [1]})
    for name in ("one", "own"):
        said = answer(book, frame, **WORDS)
        assert said.get_column(f"t.{name}.outcome").to_list() == [U]
        assert said.get_column(f"t.{name}.missing").to_list() == [0]
        (mask,) = said.get_column(f"t.{name}.waiting").to_list()
        assert [bit.id for bit in decode(book, f"t.{name}", waiting=mask).waiting] == ["one"]


# --- 6. bits -------------------------------------------------------------------------------------------


def test_two_facts_of_one_clause_and_one_fact_of_two_clauses_are_each_a_bit(
    tmp_path: Path, answer: Any
) -> None:
    book = small_book(
        tmp_path,
        rule("one", when("sum", "claim.price >= claim.paid"), when("again", "claim.price > 0")),
    )
    frame = pl.DataFrame({"key": [1], "claim.price": [None], "claim.paid": [None]}).with_columns(
        pl.all().exclude("key").cast(pl.Int64)
    )
    (mask,) = answer(book, frame, **WORDS).get_column("t.one.missing").to_list()
    assert mask == 0b11
    assert [bit.path for bit in decode(book, "t.one", missing=mask).missing] == ["claim.paid", "claim.price"]


def many(count: int) -> str:
    """Return a rule with so many conditions."""
    return rule("one", *(when(f"c{place:02}", "claim.a") for place in range(count)))


def test_the_62nd_bit_is_a_positive_number(tmp_path: Path, answer: Any) -> None:
    book = small_book(tmp_path, many(61))  # and that the rule is in force
    frame = pl.DataFrame({"key": [1], "claim.a": [False]})
    (mask,) = answer(book, frame, **WORDS).get_column("t.one.failed").to_list()
    assert mask == 2**61 - 1
    ended = answer(book, frame, **{**WORDS, "as_of": dt.date(1, 1, 1)})
    assert ended.get_column("t.one.failed").to_list() == [2**61 - 1]
    assert len(decode(book, "t.one", failed=mask).failed) == 61


def test_a_rule_with_more_bits_than_a_column_holds_is_refused_by_name(tmp_path: Path, answer: Any) -> None:
    book = small_book(tmp_path, many(62), rule("two", when("a", "claim.a")))
    frame = pl.DataFrame({"key": [1], "claim.a": [False]})
    with pytest.raises(InputError) as refused:
        answer(book, frame, **WORDS)
    (problem,) = refused.value.problems
    assert problem.message.en == (
        "rule 't.one' has 63 bits in 'failed', a column holds 62; name the other rules alone (--rule on the "
        "command line, rules= in Python), or leave the masks out (--no-masks, masks=False)"
    )
    assert "命令行 --rule" in problem.message.zh
    said = answer(book, frame, **WORDS, rules=["t.two"])
    assert said.get_column("t.two.outcome").to_list() == [N]
    bare = answer(book, frame, **WORDS, masks=False)
    assert bare.get_column("t.one.outcome").to_list() == [N]
    assert "t.one.failed" not in bare.columns


# --- 7. input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ("claim.price", ["100"], "String"),
        ("claim.price", [100.5], "Float64"),
        ("claim.a", ["true"], "String"),
        ("claim.a", [1], "Int64"),
        ("claim.made_on", ["2024-07-01"], "String"),
        ("claim.colour", [1], "Int64"),
    ],
)
def test_a_column_of_another_type_is_refused_before_anything_is_worked_out(
    tmp_path: Path, answer: Any, column: str, values: list[Any], found: str
) -> None:
    clauses = "claim.price > 0 and claim.a and claim.colour == 'red' and claim.made_on <= claim.due_on"
    book = small_book(tmp_path, rule("one", when("one", clauses)))
    frame = pl.DataFrame({"key": [1], column: values})
    with pytest.raises(InputError, match=f"column '{column}' .* found {found}"):
        answer(book, frame, **WORDS)


def test_a_misspelt_column_is_refused_with_the_nearest_name_and_a_missing_one_is_unknown(
    tmp_path: Path, answer: Any
) -> None:
    book = small_book(tmp_path, rule("one", when("one", "claim.price > 0 or claim.a")))
    wrong = pl.DataFrame({"key": [1], "claim.prise": [100]})
    with pytest.raises(InputError, match=r"unknown column 'claim\.prise'; did you mean 'claim\.price'"):
        answer(book, wrong, **WORDS)
    assert answer(book, wrong, **WORDS, extra="keep").get_column("t.one.outcome").to_list() == [U]
    assert outcomes(answer, book, pl.DataFrame({"key": [1], "claim.a": [True]})) == [Y]
    # A fact of the matter that this rule does not read is no slip.
    assert outcomes(answer, book, pl.DataFrame({"key": [1], "claim.months": [3]})) == [U]
    with pytest.raises(InputError, match="the key is missing: there is no column 'id'"):
        answer(book, pl.DataFrame({"key": [1]}), **WORDS, key="id")


def test_no_rows_give_no_rows_with_the_same_columns(tmp_path: Path, answer: Any) -> None:
    book = small_book(tmp_path, rule("one", CAP, when("one", "claim.a"), '[pays]\namount = "cap"\n'))
    frame = pl.DataFrame({"key": [1], "claim.a": [True]})
    full, empty = (answer(book, one, **WORDS) for one in (frame, frame.head(0)))
    assert empty.height == 0
    assert empty.schema == full.schema


# --- 8. rows and keys ----------------------------------------------------------------------------------


def test_each_row_keeps_its_key_whatever_the_order(tmp_path: Path, answer: Any) -> None:
    book = small_book(tmp_path, rule("one", when("one", "claim.price > claim.paid")))
    count = 5_000
    keys = [f"case-{(place * 7919) % count}" for place in range(count)]
    prices = [place % 3 for place in range(count)]
    frame = pl.DataFrame({"key": keys, "claim.price": prices, "claim.paid": [1] * count})
    said = answer(book, frame, **WORDS)
    found = dict(said.select("key", "t.one.outcome").iter_rows())
    assert found == {key: Y if price > 1 else N for key, price in zip(keys, prices, strict=True)}
    assert said.height == count
