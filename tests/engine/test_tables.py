"""Tables: known and unknown keys, ends of bands, gaps, and rows that share a cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from xixia_gov.analysis.examples import written
from xixia_gov.errors import InputError
from xixia_gov.money import yuan
from xixia_gov.testing.small import HEAD, Claim, answer_of, claim_case, figures, reading, small_book, value

FIGURES = figures(p10=10, p20=20, p30=30, one=1, two=2, three=3)
PAYS = '[pays]\namount = "band.sum"\n'


def row(name: str, when: str, gives: str) -> str:
    return f'[[tables.band.row]]\nid = "{name}"\nwhen = {{ {when} }}\nsum = "{gives}"\n'


def table(*rows: str, on: str = '"claim.price"', more: str = "") -> str:
    head = f'[tables.band]\non = [{on}]\ngives = {{ sum = "yuan" }}\n{more}'
    return "\n".join([HEAD, FIGURES, head, *rows, PAYS])


LOW = row("low", '"claim.price" = { most = "p10" }', "one")
MIDDLE = row("middle", '"claim.price" = { least = "p10", most = "p20" }', "two")
HIGH = row("high", '"claim.price" = { over = "p20", under = "p30" }', "three")
OVERLAP = (
    f"{reading('end', 'middle', 'low')}\n[[tables.band.overlap]]\n"
    'rows = ["low", "middle"]\nreading = "readings.end"\n'
)
BANDS = f"{table(LOW, MIDDLE, HIGH)}\n{OVERLAP}"


@pytest.mark.parametrize(
    ("price", "outcome", "amount"),
    [
        ("0", "eligible", ["1.00", "1.00"]),
        ("9.99", "eligible", ["1.00", "1.00"]),
        ("10", "eligible", ["1.00", "2.00"]),  # two rows hold it, the reading is open
        ("10.01", "eligible", ["2.00", "2.00"]),
        ("20", "eligible", ["2.00", "2.00"]),  # `most` is inside, `over` is not
        ("20.01", "eligible", ["3.00", "3.00"]),
        ("29.99", "eligible", ["3.00", "3.00"]),
        ("30", "ineligible", ["0.00", "0.00"]),  # `under` is not inside
        ("30.01", "ineligible", ["0.00", "0.00"]),
    ],
)
def test_each_end_of_a_band_is_inside_or_outside_as_its_word_says(
    tmp_path: Path, price: str, outcome: str, amount: list[str]
) -> None:
    one = answer_of(small_book(tmp_path, BANDS), claim_case(Claim(price=yuan(price))))
    assert (one.outcome.value, written(one.amount)) == (outcome, amount)


def test_a_row_that_is_missing_is_a_condition_that_fails(tmp_path: Path) -> None:
    one = answer_of(small_book(tmp_path, BANDS), claim_case(Claim(price=yuan("30"))))
    assert [failure.condition for failure in one.failed] == ["band.row"]


def test_an_unknown_key_gives_every_row_still_possible(tmp_path: Path) -> None:
    one = answer_of(small_book(tmp_path, BANDS), claim_case())
    assert one.outcome.value == "undetermined"
    assert written(one.amount) == ["0.00", "3.00"]
    assert written(one.if_eligible) == ["1.00", "3.00"]
    assert one.missing == ("claim.price",)


def test_the_reading_of_an_overlap_decides_between_the_two_rows(tmp_path: Path) -> None:
    book = small_book(tmp_path, BANDS)
    known = Claim(price=yuan("10"))
    open_ = answer_of(book, claim_case(known))
    assert open_.readings == ("t.rule/end",)
    assert [(dict(u.settings), written(u.amount), u.preferred) for u in open_.under] == [
        ({"t.rule/end": "low"}, ["1.00", "1.00"], False),
        ({"t.rule/end": "middle"}, ["2.00", "2.00"], True),
    ]
    for option, sum_ in (("low", "1.00"), ("middle", "2.00")):
        settled = answer_of(book, claim_case(known, settle={"t.rule/end": option}))
        assert written(settled.amount) == [sum_, sum_]
        assert settled.readings == ()


def test_two_rows_that_share_a_cell_without_a_reading_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"two rows of table 't\.rule/band' overlap"):
        small_book(tmp_path, table(LOW, MIDDLE))


COLOURED = table(
    row("cheap", '"claim.price" = { under = "p10" }', "one"),
    row("red", '"claim.price" = { least = "p10" }, "claim.colour" = "red"', "two"),
    row(
        "rest", '"claim.price" = { least = "p10" }, "claim.colour" = ["green", "blue"], is_a = true', "three"
    ),
    on='"claim.price", "claim.colour", "is_a"',
) + value("is_a", "claim.a")


@pytest.mark.parametrize(
    ("claim", "outcome", "amount", "eligible", "missing"),
    [
        (Claim(price=yuan("9.99")), "eligible", ["1.00", "1.00"], ["1.00", "1.00"], []),
        (Claim(price=yuan("10"), colour="red"), "eligible", ["2.00", "2.00"], ["2.00", "2.00"], []),
        (Claim(price=yuan("10"), colour="blue", a=True), "eligible", ["3.00", "3.00"], ["3.00", "3.00"], []),
        (Claim(price=yuan("10"), colour="blue", a=False), "ineligible", ["0.00", "0.00"], None, []),
        (Claim(price=yuan("10"), a=True), "eligible", ["2.00", "3.00"], ["2.00", "3.00"], ["claim.colour"]),
        (
            Claim(price=yuan("10"), a=False),
            "undetermined",
            ["0.00", "2.00"],
            ["2.00", "2.00"],
            ["claim.colour"],
        ),
        (
            Claim(colour="green", a=False),
            "undetermined",
            ["0.00", "1.00"],
            ["1.00", "1.00"],
            ["claim.price"],
        ),
    ],
)
def test_several_unknown_columns_leave_the_union_of_the_cells(  # noqa: PLR0913, PLR0917
    tmp_path: Path,
    claim: Claim,
    outcome: str,
    amount: list[str],
    eligible: list[str] | None,
    missing: list[str],
) -> None:
    one = answer_of(small_book(tmp_path, COLOURED), claim_case(claim))
    assert (one.outcome.value, written(one.amount)) == (outcome, amount)
    assert written(one.if_eligible) == eligible
    assert list(one.missing) == missing


DATED = figures(
    end='{ unit = "yuan", values = [{ value = 10, anchor = "…" }, '
    '{ from = 2024-01-01, value = 20, anchor = "…" }] }',
    one=1,
    two=2,
)
DATED_BANDS = "\n".join(
    [
        HEAD.replace('on = "as_of"', 'on = "claim.made_on"'),
        DATED,
        '[tables.band]\non = ["claim.price"]\ngives = { sum = "yuan" }',
        row("low", '"claim.price" = { most = "end" }', "one"),
        row("high", '"claim.price" = { over = "end" }', "two"),
        PAYS,
    ]
)


@pytest.mark.parametrize(
    ("made_on", "amount"),
    [
        (dt.date(2023, 12, 31), ["2.00", "2.00"]),  # 15 is over 10, the end until 2023
        (dt.date(2024, 1, 1), ["1.00", "1.00"]),  # 15 is within 20, the end from 2024 on
        (None, ["0.00", "2.00"]),  # the day is unknown: either row, and perhaps not in force
    ],
)
def test_the_end_of_a_band_may_change_over_time(
    tmp_path: Path, made_on: dt.date | None, amount: list[str]
) -> None:
    claim = Claim(price=yuan("15")) if made_on is None else Claim(price=yuan("15"), made_on=made_on)
    one = answer_of(small_book(tmp_path, DATED_BANDS), claim_case(claim))
    assert written(one.amount) == amount
