"""What is wrong with a registry is said with its place, and nothing is answered by guessing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.batch import keys
from xixia_gov.errors import InputError, Problem
from xixia_gov.text import Text

openpyxl = import_module("openpyxl")  # which has no types

Make = Callable[..., Any]
RULE = "trade_in.appliance"
PLAIN = {
    "ref": ["a", "b"],
    "purchase.buyer_is_individual": [True, None],
    "purchase.bought_on": [dt.date(2024, 8, 15), None],
    "单价（分）": [499900, None],
}


@pytest.fixture
def table(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Return what writes columns as a Parquet file."""

    def write(columns: dict[str, Any]) -> Path:
        path = tmp_path / "in.parquet"
        pl.DataFrame(columns).write_parquet(path)
        return path

    return write


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes rows as an xlsx, some ranges of it merged."""

    def write(rows: list[list[Any]], *merged: str) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for range_ in merged:
            book.active.merge_cells(range_)
        path = tmp_path / "in.xlsx"
        book.save(path)
        return path

    return write


def refused(tmp_path: Path) -> list[tuple[int, str, str]]:
    """Return the line, the head and the reason of what a run refused."""
    text = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [(int(row["line"]), row["head"], row["reason"]) for row in rows]


def fault(make: Make, tmp_path: Path, source: Path | str, **more: Any) -> str:
    """Return what a run that ends without an output says."""
    before = sorted(one.name for one in tmp_path.iterdir() if one.name != "in.csv")
    with pytest.raises(InputError) as caught:
        make(source, **more)
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "in.csv") == before
    return caught.value.render("en")


# ---- typed columns ----


def test_typed_columns_are_taken_as_they_are(make: Make, tmp_path: Path, table: Any) -> None:
    done = make(
        table(PLAIN | {"最终成交价格": pl.Series([Decimal("4899.00"), None], dtype=pl.Decimal(12, 4))})
    )
    assert done.counts.answered == 2
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("ref").to_list() == ["a", "b"]
    assert pl.read_parquet(tmp_path / "out.parquet").get_column(f"{RULE}.most").to_list() == [48990, 100000]


def test_whole_numbers_are_fen_or_yuan_as_the_head_says(make: Make, tmp_path: Path, table: Any) -> None:
    facts = {
        "ref": [1],
        "purchase.buyer_is_individual": [True],
        "purchase.in_trade_in_activity": [True],
        "purchase.category": ["冰箱"],
        "purchase.energy_class": [1],
        "purchase.bought_on": [dt.date(2024, 8, 15)],
        "purchase.unit_price (fen)": [499900],
    }
    make(table(facts | {"最终成交价格（元）": [4899]}))
    assert pl.read_parquet(tmp_path / "out.parquet").get_column(f"{RULE}.least").to_list() == [48990]
    make(table(facts | {"最终成交价格（分）": [4899]}))
    assert pl.read_parquet(tmp_path / "out.parquet").get_column(f"{RULE}.least").to_list() == [490]


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("单价", [4999.0, 1.5], "money cannot be a float (Float64), which does not hold every fen"),
        ("单价", [4999, 1], "whole numbers could be yuan or fen; end the head in (yuan) or (fen)"),
        ("单价（分）", ["4999", "1"], "a sum as text is in yuan"),
        ("purchase.energy_class", [1.0, math.nan], "the column is whole numbers or text, found Float64"),
        ("purchase.has_energy_label", [1, 0], "the column is Boolean or text, found Int64"),
        ("purchase.category", [1, 2], "the column is text, found Int64"),
        ("purchase.bought_on", [45519, 45520], "the column is dates or text, found Int64"),
    ],
)
def test_a_column_of_the_wrong_type_is_refused(  # noqa: PLR0913, PLR0917 - fixtures
    make: Make, tmp_path: Path, table: Any, column: str, values: list[Any], said: str
) -> None:
    columns = {name: held for name, held in PLAIN.items() if name not in {column, "单价（分）"}}
    message = fault(make, tmp_path, table(columns | {column: values}))
    assert f"{column!r}: {said}" in message
    assert message.startswith(str(tmp_path / "in.parquet"))


def test_values_outside_their_domain_are_rejected_row_by_row(make: Make, tmp_path: Path, table: Any) -> None:
    columns = {
        "ref": ["a", "b", "c", "d", "e"],
        "单价（分）": [-1, 10**17, 499900, None, 499900],
        "purchase.energy_class": pl.Series([1, 1, 2**64 - 1, 1, 1], dtype=pl.UInt64),
        "purchase.has_energy_label": [True, True, True, False, None],
    }
    assert make(table(columns)).counts.rejected == 4
    assert refused(tmp_path) == [
        (1, "单价（分）", "'-0.01 is below the least allowed, 0"),
        (2, "单价（分）", "a sum has at most 15 digits before the point"),
        (3, "purchase.energy_class", "a whole number has at most 15 digits"),
        (
            4,
            "purchase.energy_class",
            "contradiction: energy class is given, but exists only if has_energy_label",
        ),
    ]


def test_an_amount_over_the_bound_is_rejected_and_its_neighbour_answered(
    make: Make, tmp_path: Path, table: Any, book: Any
) -> None:
    from xixia_gov.batch.executor import Question, by_columns  # noqa: PLC0415 - beside its one use
    from xixia_gov.batch.registry import Part  # noqa: PLC0415 - as above

    matter, subject = book.vocabulary.matter("家电"), book.vocabulary.subject("Citizen")
    asked = Question((RULE,), dt.date(2024, 12, 31), {}, masks=False)

    def beyond(fen: int) -> bool:
        frame = pl.DataFrame({"line": [1], "purchase.final_price": [fen]})
        return bool(by_columns(book, Part(matter, subject, frame), asked).beyond)

    low, high = 0, 2**53
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if beyond(middle) else (middle, high)
    assert low > 10**13  # a hundred thousand million yuan: no price is so high
    done = make(table({"ref": ["a", "b"], "最终成交价格（分）": [low, high]}))
    assert (done.counts.answered, done.counts.rejected) == (1, 1)
    said = f"{yuan(high)} yuan is beyond what can be worked out exactly, the most is {yuan(low)} yuan"
    assert refused(tmp_path) == [(2, "最终成交价格（分）", said)]
    make(f"编号,最终成交价格\na,{low / 100:.2f}\nb,{high / 100:.2f}\n", lang="zh")
    text = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["行"], row["表头"]) == ("3", "最终成交价格")
    assert row["原因"] == f"{yuan(high)}元 超出可精确计算的范围, 最大为 {yuan(low)}元"


def yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02}"


def test_a_decimal_between_two_fen_is_rejected(make: Make, tmp_path: Path, table: Any) -> None:
    prices = pl.Series([Decimal("4999.500"), Decimal("4999.505")], dtype=pl.Decimal(12, 3))
    assert make(table({"ref": ["a", "b"], "单价": prices})).counts.rejected == 1
    ((line, head, reason),) = refused(tmp_path)
    assert (line, head) == (2, "单价")
    assert "more than two decimals" in reason


def test_text_in_a_typed_file_is_read_as_a_person_types_it(make: Make, tmp_path: Path, table: Any) -> None:
    columns = {
        "ref": ["a", "b"],
        "单价": ["￥4,999.50", "4,99"],
        "purchase.category": pl.Series(["电视", None], dtype=pl.Categorical),
    }
    assert make(table(columns)).counts.rejected == 1
    assert refused(tmp_path)[0][:2] == (2, "单价")


@pytest.mark.parametrize("cut", [4, 100, 1000, 20000])
def test_a_parquet_file_that_is_cut_off_is_refused(make: Make, tmp_path: Path, table: Any, cut: int) -> None:
    path = table({"ref": list(range(10000)), "单价（分）": [one * 97 for one in range(10000)]})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - cut])
    message = fault(make, tmp_path, path)
    assert "this is no Parquet file, or it is cut off or damaged" in message


def test_a_parquet_file_damaged_inside_is_refused_and_the_old_output_stays(
    make: Make, tmp_path: Path, table: Any
) -> None:
    path = table({"ref": list(range(10000)), "单价（分）": [one * 97 for one in range(10000)]})
    make(path)
    before = (tmp_path / "out.parquet").read_bytes()
    whole = bytearray(path.read_bytes())
    whole[4:60] = bytes(56)  # the head of the first page
    path.write_bytes(whole)
    message = fault(make, tmp_path, path)
    assert "cut off or damaged" in message
    assert (tmp_path / "out.parquet").read_bytes() == before


# ---- keys ----


def test_a_row_without_its_key_is_rejected(make: Make, tmp_path: Path) -> None:
    assert make("编号,单价\na,4999\n ,4999\n,4999\n").counts.rejected == 2
    assert refused(tmp_path) == [
        (3, "编号", "the key is missing, so the row is not answered"),
        (4, "编号", "the key is missing, so the row is not answered"),
    ]


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_rows_that_share_a_key_are_rejected_wherever_they_stand(
    make: Make, tmp_path: Path, chunk: int
) -> None:
    text = "编号,单价\na,1\nb,2\nc,3\n a ,4\nd,5\na,6\nA,7\n"
    assert make(text, chunk=chunk).counts.answered == 4
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("编号").to_list() == ["b", "c", "d", "A"]
    said = "several rows have the key 'a' (lines 2, 5, 7); none of them is answered"
    assert refused(tmp_path) == [(line, "编号", said) for line in (2, 5, 7)]


def test_keys_that_are_numbers_stay_numbers_and_may_be_shared_too(
    make: Make, tmp_path: Path, table: Any
) -> None:
    make(table({"id": [7, 8, 7], "单价（分）": [1, 2, 3]}), key="id", chunk=2)
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("id").to_list() == [8]
    assert [line for line, _, _ in refused(tmp_path)] == [1, 3]


def test_a_column_whose_values_are_shared_again_and_again_is_no_key(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MOST_SHARED", 3)
    text = "编号,单价\n" + "".join(f"{one // 2},1\n" for one in range(10))
    assert "more than 3 keys are shared, so this is no key" in fault(make, tmp_path, text)


def test_shared_keys_are_found_a_range_of_hashes_at_a_time(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_RANGE", 16)
    text = "编号,单价\n" + "".join(f"{one % 190},1\n" for one in range(200))
    assert make(text, chunk=50).counts.rejected == 20
    assert {line for line, _, _ in refused(tmp_path)} == {*range(2, 12), *range(192, 202)}


def test_a_key_that_no_column_has_is_told_with_the_heads_there_are(make: Make, tmp_path: Path) -> None:
    message = fault(make, tmp_path, "编号,单价\na,1\n", key="身份证号")
    assert "--key: no column has the head '身份证号'; there are: 单价, 编号" in message


def test_a_float_is_no_key(make: Make, tmp_path: Path, table: Any) -> None:
    message = fault(make, tmp_path, table({"id": [1.0], "单价（分）": [1]}), key="id")
    assert "a key is text or a whole number, found Float64" in message


# ---- workbooks ----


def test_formulas_and_merged_cells_are_rejected_cell_by_cell(make: Make, tmp_path: Path, sheet: Any) -> None:
    rows = [
        ["编号", "单价", "购买日期"],
        ["a", 4999, dt.date(2024, 8, 15)],
        ["b", "=B2*2", dt.date(2024, 8, 15)],
        ["c", 4999.5, "2024/8/15"],
        ["d", 4999, None],
        ["e", "#N/A", None],
        ["f", 2**53, None],
    ]
    assert make(sheet(rows, "C4:C5")).counts.answered == 1
    formula = "the cell is a formula, whose stored value may be stale; paste it as a value"
    merged = "the cell is part of the merged range C4:C5; unmerge it and write each row's own value"
    error = "the cell holds the error #N/A"
    large = "the number is too large for a workbook to keep all its digits; make the cell text"
    assert refused(tmp_path) == [
        (3, "单价", formula),
        (4, "购买日期", merged),
        (5, "购买日期", merged),
        (6, "单价", error),
        (7, "单价", large),
    ]


def test_a_merged_header_is_refused(make: Make, tmp_path: Path, sheet: Any) -> None:
    message = fault(make, tmp_path, sheet([["编号", "单价", None], ["a", 1, None]], "B1:C1"))
    assert "in.xlsx:1:2: the cell is part of the merged range B1:C1" in message


def test_what_stands_in_a_column_that_is_left_out_of_a_workbook_is_no_fault(
    make: Make, tmp_path: Path, sheet: Any
) -> None:
    rows = [
        ["序", "编号", "备注", "单价"],
        ["=ROW()-1", "a", "并", 4999],
        ["#N/A", "b", None, "=1+1"],
        [2**60, "c", None, 4999],
        [None, "d", "并", 4999],
        [None, None, None, None],
        ["=ROW()-1", None, None, None],
    ]
    path = sheet(rows, "C2:C4", "C5:D5", "A5:A6")
    assert make(path, ignored=("序", "备注")).counts.answered == 2
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("编号").to_list() == ["a", "c"]
    assert [(line, head) for line, head, _ in refused(tmp_path)] == [(3, "单价"), (5, "单价"), (7, "编号")]


def test_merged_ranges_of_a_column_that_is_left_out_are_not_counted(
    make: Make, tmp_path: Path, sheet: Any
) -> None:
    rows = [["编号", "能效等级", "单价"], *([f"r{one}", None, 1] for one in range(204))]
    path = sheet(rows, *(f"B{top}:B{top + 1}" for top in range(2, 204, 2)))
    assert "there are 101 merged ranges" in fault(make, tmp_path, path)
    assert make(path, ignored=("能效等级",)).counts.answered == 204


def test_a_workbook_of_several_sheets_needs_the_name_of_one(make: Make, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.active.append(["编号", "单价"])
    book.active.append(["a", 4999])
    other = book.create_sheet("乙")
    other.append(["编号", "单价"])
    other.append(["b", 4999])
    book.create_sheet("空")
    path = tmp_path / "in.xlsx"
    book.save(path)
    assert "the workbook has several sheets; name one with --sheet: 乙, 甲" in fault(make, tmp_path, path)
    assert "unknown sheet '丙'" in fault(make, tmp_path, path, sheet="丙")
    make(path, sheet="乙")
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("编号").to_list() == ["b"]


def test_what_is_no_workbook_is_refused(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    assert "this is no xlsx workbook, or it is damaged" in fault(make, tmp_path, path)


# ---- text ----


def test_gb18030_is_read_and_said(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("编号,家电品类\na,冰箱\n".encode("gb18030"))
    assert [one.en for one in make(path).told] == ["the file is not UTF-8; it is read as GB18030 (GBK)"]


def test_a_line_in_another_encoding_is_named(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("编号,家电品类\na,冰箱\n".encode() + "b,冰箱\n".encode("gb18030"))
    message = fault(make, tmp_path, path)
    assert f"{path}:3: this line has bytes that are not UTF-8" in message
    path.write_bytes("编号,家电品类\na,冰箱\n".encode("gb18030") + "b,冰\n".encode())
    message = fault(make, tmp_path, path)
    assert f"{path}:3: the file is not UTF-8, and this line has bytes that are not GB18030" in message


def test_a_row_with_too_few_cells_is_answered_and_told_once(batch: Any, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("编号,家电品类,单价\na,冰箱,4999\nb,冰\nc", encoding="utf-8")
    done = batch(source, tmp_path / "out.csv", "--matter", "家电", "--ignore", "家电品类")
    assert done.returncode == 0
    assert "Rows answered: 3" in done.stdout
    assert (
        done.stderr.count("2 rows have fewer cells than the header, the first in line 3; what they lack") == 1
    )
    assert f"{source}: the file seems to be cut off: the last line, 4, has too few cells" in done.stderr


def test_a_row_with_too_many_cells_or_a_nul_is_rejected(make: Make, tmp_path: Path) -> None:
    assert make('编号,单价\na,1,000.00\nb,4999\nc,49\x0099\nd,"1\n').counts.answered == 1
    assert [(line, head) for line, head, _ in refused(tmp_path)] == [(2, ""), (4, "单价"), (5, "")]


def test_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(make: Make, tmp_path: Path) -> None:
    text = "编号,单价\n=1+1,4999\n+a,4999\n-b,=2\n@c,4999\nd,4999\n"
    make(text, target="out.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'+a", "'@c", "d"]
    assert (tmp_path / "rejected.csv").read_text(encoding="utf-8").count(",'-b,") == 1
    make(text, target="out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    make(text)
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("编号").to_list()[0] == "=1+1"


def test_a_finding_that_the_text_excludes_is_rejected(make: Make, tmp_path: Path) -> None:
    text = "编号,findings.appliance_categories/refrigerator\na,是\nb,否\nc,\n"
    assert make(text).counts.rejected == 1
    ((line, head, reason),) = refused(tmp_path)
    assert (line, head) == (3, "findings.appliance_categories/refrigerator")
    assert reason.startswith("contradiction: the text names 'refrigerator'")


def test_a_finding_that_the_facts_exclude_is_rejected(make: Make, tmp_path: Path) -> None:
    text = "编号,单价,findings.trade_in.appliance/unit_price\na,4999,是\nb,4999,否\n"
    assert make(text).counts.rejected == 1
    ((line, head, reason),) = refused(tmp_path)
    assert (line, head) == (3, "")
    assert reason.startswith("contradiction: the case says trade_in.appliance/unit_price is no")


# ---- files and heads ----


def test_what_cannot_be_read_or_written_is_told(make: Make, tmp_path: Path) -> None:
    text = "编号,单价\na,1\n"
    assert "there is no such file" in fault(make, tmp_path, tmp_path / "none.csv")
    assert "the name does not say the format" in fault(make, tmp_path, tmp_path / "in.json")
    assert "the name does not say the format" in fault(make, tmp_path, text, target="out.txt")
    assert "the input and the output are one file" in fault(make, tmp_path, text, target="in.csv")
    assert "there is no such folder" in fault(make, tmp_path, text, target="none/out.csv")
    assert "there is no row under the header" in fault(make, tmp_path, "编号,单价\n")
    assert "did you mean '单价'" in fault(make, tmp_path, "编号,单家\na,1\n")
    assert "there is no column `matter`" in fault(make, tmp_path, text, matter=None)
    assert "no rule is about this subject" in fault(make, tmp_path, text, rules=("trade_in.car_replacement",))


def test_a_file_that_may_not_be_read_is_no_fault_of_the_output(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("编号,单价\na,1\n", encoding="utf-8")
    opened = Path.open

    def refuse(one: Path, *more: Any, **words: Any) -> Any:
        if one == path:
            raise PermissionError(13, "Permission denied")
        return opened(one, *more, **words)

    monkeypatch.setattr(Path, "open", refuse)
    assert fault(make, tmp_path, path) == f"{path}: it cannot be read: Permission denied"


def test_columns_that_are_left_out_may_hold_anything(make: Make, tmp_path: Path, table: Any) -> None:
    path = table(PLAIN | {"图": [{"a": 1}, {"a": 2}]})
    assert "unknown column '图'" in fault(make, tmp_path, path)
    assert make(path, ignored=("图",)).counts.answered == 2


def test_none_answered_leaves_the_reasons_alone(make: Make, tmp_path: Path) -> None:
    done = make("编号,单价\na,面议\n")
    assert (done.counts.answered, done.counts.rejected) == (0, 1)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.csv", "rejected.csv"]


def test_a_rule_that_columns_cannot_hold_ends_the_run(make: Make, tmp_path: Path) -> None:
    def refuse(*_: object) -> Any:
        message = Text(zh="规则过大", en="the rule has 63 bits, a column holds 62")
        raise InputError([Problem(message)])

    assert "a column holds 62" in fault(make, tmp_path, "编号,单价\na,1\n", executor=refuse)


def test_a_file_that_changes_while_it_is_read_is_refused(
    make: Make, tmp_path: Path, interpreter: Any
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("编号,单价\na,1\n", encoding="utf-8")

    def change(*about: Any) -> Any:
        path.write_text("编号,单价\na,1\nb,2\n", encoding="utf-8")
        return interpreter(*about)

    assert "the file changed while it was read" in fault(make, tmp_path, path, executor=change)


def test_a_side_file_that_cannot_stand_is_told_before_the_first_row(batch: Any, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("编号,单价\n1,1000\n", encoding="utf-8")
    side = tmp_path / "nowhere" / "r.csv"
    done = batch(source, tmp_path / "out.csv", "--matter", "家电", "--rejected", side)
    assert done.returncode == 2
    assert f"{side}: there is no such folder" in done.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.csv"]


def test_two_outputs_with_one_stem_have_side_files_of_their_own(batch: Any, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("编号,单价\n1,-5\n2,1000\n", encoding="utf-8")
    for name in ("out.csv", "out.parquet"):
        assert batch(source, tmp_path / name, "--matter", "家电").returncode == 1
    sides = [
        (tmp_path / f"{name}.rejected.csv").read_text(encoding="utf-8-sig")
        for name in ("out.csv", "out.parquet")
    ]
    assert [side.count("\n2,") for side in sides] == [1, 1]
