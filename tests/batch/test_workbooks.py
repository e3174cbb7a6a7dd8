"""A workbook can be worked with: its sums add up, its days are days, and no digit is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.batch.sink import open_sink

openpyxl = import_module("openpyxl")  # which has no types

Make = Callable[..., Any]
RULE = "trade_in.appliance"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[dict[str, Any]], Any]:
    """Return what writes columns as an xlsx and gives its sheet back."""

    def write(columns: dict[str, Any]) -> Any:
        path = tmp_path / "out.xlsx"
        sink = open_sink(path, path, tmp_path)
        frame = pl.DataFrame(columns)
        for half in (frame.head(1), frame.slice(1)):
            sink.write(half)
        sink.close({})
        return openpyxl.load_workbook(path).active

    return write


def column(sheet: Any, letter: str) -> list[Any]:
    """Return the values under the head of a column."""
    return [cell.value for cell in sheet[letter][1:]]


# ---- masks ----


def test_a_mask_is_a_number_to_15_digits_and_text_beyond_so_that_no_bit_is_lost(written: Any) -> None:
    masks = [0, 10**15 - 1, None, 10**15, 2**53 + 1, 1188950301625810943]
    sheet = written({f"{RULE}.failed": masks})
    wanted = [0, 10**15 - 1, None, "1000000000000000", "9007199254740993", "1188950301625810943"]
    assert column(sheet, "A") == wanted


def test_a_key_of_more_digits_than_a_spreadsheet_keeps_is_text(written: Any) -> None:
    sheet = written({"证件号": [640105199001011234, 7]})
    assert column(sheet, "A") == ["640105199001011234", 7]


# ---- sums ----


def test_sums_are_numbers_with_two_decimals(written: Any) -> None:
    sheet = written({f"{RULE}.least": [0, 48990, 489905], f"{RULE}.most": [0, 48990, None]})
    assert [cell.value for cell in sheet[1]] == [f"{RULE}.least_yuan", f"{RULE}.most_yuan"]
    assert column(sheet, "A") == [0, 489.9, 4899.05]
    assert column(sheet, "B") == [0, 489.9, None]
    assert {(cell.data_type, cell.number_format) for cell in sheet["A"][1:]} == {("n", "#,##0.00")}
    assert sum(column(sheet, "A")) == 5388.95


def test_a_sum_of_more_than_15_digits_is_text_to_the_fen(written: Any) -> None:
    sheet = written({"least": [10**15 - 1, 10**15 + 1, 2**53 - 1]})
    assert column(sheet, "A") == [9999999999999.99, "10000000000000.01", "90071992547409.91"]


def test_the_sums_of_subjects_are_numbers_too(make: Make, tmp_path: Path) -> None:
    text = "编号,客户,单价,最终成交价格\na,=甲,4999,4899\nb,=甲,4999,\nc,乙,10,10\n"
    make(text, target="out.xlsx", subject_key="客户")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx.subjects.xlsx").active
    heads = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)}
    assert (rows["=甲"]["least_yuan"].value, rows["=甲"]["most_yuan"].value) == (0, 1489.9)
    assert rows["=甲"]["most_yuan"].number_format == "#,##0.00"
    assert rows["=甲"]["客户"].data_type == "s"


# ---- days ----


def test_days_are_dates(make: Make, tmp_path: Path) -> None:
    make("编号,单价\na,4999\n", target="out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert cells["as_of"].value == dt.datetime(2024, 12, 31)  # noqa: DTZ001 - as openpyxl reads a day
    assert cells["as_of"].is_date
    assert {cells[name].number_format for name in ("as_of", "law_known_through")} == {"yyyy-mm-dd"}


def test_a_day_that_spreadsheets_do_not_agree_on_is_text(written: Any) -> None:
    days = [dt.date(1900, 2, 28), None, dt.date(1900, 3, 1)]
    sheet = written({"as_of": days})
    assert column(sheet, "A") == ["1900-02-28", None, dt.datetime(1900, 3, 1)]  # noqa: DTZ001 - as above
