"""Rows of a registry are answered as `check` answers them, in every format and every size of chunk."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import xixia_gov as xg
from xixia_gov.batch.counts import RuleCounts
from xixia_gov.casefile.csvcases import CsvCase, open_cases
from xixia_gov.engine.interpreted import assess_all
from xixia_gov.engine.verdict import CHECKS, FORCES, Verdict, layout_of, verdict_of
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook

openpyxl = import_module("openpyxl")  # which has no types

Make = Callable[..., Any]
AS_OF = dt.date(2024, 12, 31)
ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "appliance_shop.csv"
RULE = "trade_in.appliance"
HEAD = "编号,买方是个人消费者,参加以旧换新活动,家电品类,有能效标识,能效等级,单价,最终成交价格,购买日期\n"
GOOD = (
    HEAD
    + "a,是,是,冰箱,有,2,4999,4899,2024/8/15\n"
    + "b,是,是,空调,有,1级,3000,,2024/8/16\n"
    + "c,是,是,冰箱,有,1,999.99,999.99,2024/8/17\n"
)
# Derived by hand: a tenth of 4,899.00 is 489.90; the second price is not known, so 0 to 1,000 at most;
# 999.99 is below the floor of 1,000, and nothing is paid.
SUMS = {"a": ("eligible", 48990, 48990), "b": ("eligible", 0, 100000), "c": ("ineligible", 0, 0)}


def checked(book: Rulebook, raw: bytes, matter: str | None) -> tuple[dict[str, dict[str, Verdict]], set[int]]:
    """Return the verdicts of `check` for the rows of a CSV by their refs, and the lines it refuses."""
    kind = None if matter is None else book.vocabulary.matter(matter)
    answered: dict[str, dict[str, Verdict]] = {}
    refused: set[int] = set()
    for one in open_cases(io.BytesIO(raw), "a.csv", book, matter=kind).each(
        as_of=xg.load_rulebook().known_through
    ):
        if isinstance(one, InputError):
            refused.add(one.problems[0].place.line)
            continue
        assert isinstance(one, CsvCase)
        decided = assess_all(book, one.case)[1]
        answered[one.case.matters[0].ref or ""] = {
            each.determination.rule: verdict_of(book, each) for each in decided
        }
    return answered, refused


def verdict_in(row: dict[str, Any], rule: str) -> Verdict:
    """Return the verdict that a row of a Parquet output says in words."""
    outcomes = row["outcomes"][rule]
    check = row.get(f"{rule}.check")
    return Verdict(
        outcomes.index(row[f"{rule}.outcome"]),
        [one.value for one in FORCES].index(row[f"{rule}.force"]),
        None if check is None else [one.value for one in CHECKS].index(check),
        row.get(f"{rule}.least"),
        row.get(f"{rule}.most"),
        *(row[f"{rule}.{part}"] for part in ("failed", "missing", "waiting")),
    )


def test_the_sums_of_three_rows_are_those_worked_out_by_hand(make: Make, tmp_path: Path) -> None:
    done = make(GOOD)
    rows = pl.read_parquet(tmp_path / "out.parquet").to_dicts()
    assert {
        row["编号"]: (row[f"{RULE}.outcome"], row[f"{RULE}.least"], row[f"{RULE}.most"]) for row in rows
    } == SUMS
    assert done.counts.rules[RULE].least == 48990
    assert done.counts.rules[RULE].most == 148990
    assert (done.counts.answered, done.counts.rejected) == (3, 0)


@pytest.mark.parametrize("chunk", [97, 131072])
def test_rows_are_answered_as_check_answers_them(
    book: Rulebook, make: Make, tmp_path: Path, chunk: int
) -> None:
    wanted, refused = checked(book, SHOP.read_bytes(), "家电")
    make(SHOP, chunk=chunk)
    legend = json.loads((tmp_path / "out.parquet.legend.json").read_text(encoding="utf-8"))
    outcomes = {rule: one["outcome"] for rule, one in legend["rules"].items()}
    rows = pl.read_parquet(tmp_path / "out.parquet").to_dicts()
    found = {row["编号"]: {RULE: verdict_in(row | {"outcomes": outcomes}, RULE)} for row in rows}
    assert len(wanted) > 900
    assert found == wanted
    side = people(tmp_path / "rejected.csv")
    assert {int(row["line"]) for row in side} == refused


def test_refused_rows_are_told_as_check_tells_them(book: Rulebook, make: Make, tmp_path: Path) -> None:
    make(SHOP)
    told: list[tuple[str, str, str]] = []
    kind = book.vocabulary.matter("家电")
    for one in open_cases(io.BytesIO(SHOP.read_bytes()), "a.csv", book, matter=kind).each(as_of=AS_OF):
        if isinstance(one, InputError):
            told += [(str(each.place.line), str(each.place.column), each.message.en) for each in one.problems]
    side = people(tmp_path / "rejected.csv")
    assert len(side) == len(told) == 12
    for row, (line, column, message) in zip(side, told, strict=True):
        assert (row["line"], row["column"]) == (line, column)
        assert message.endswith(row["reason"].removeprefix("'"))


def test_the_columns_answer_as_the_interpreter_does(make: Make, tmp_path: Path, interpreter: Any) -> None:
    make(SHOP)
    by_columns = pl.read_parquet(tmp_path / "out.parquet")
    make(SHOP, target="other.parquet", executor=interpreter)
    assert by_columns.equals(pl.read_parquet(tmp_path / "other.parquet"))


def test_the_counts_are_those_of_the_interpreter(make: Make, interpreter: Any) -> None:
    one: RuleCounts = make(SHOP).counts.rules[RULE]
    two: RuleCounts = make(SHOP, executor=interpreter).counts.rules[RULE]
    assert one == two
    assert one.yes + one.no + one.undetermined > 1000  # some rows stand for several units


def people(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV or an xlsx as text, an empty cell as an empty text."""
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    book = openpyxl.load_workbook(path, read_only=True)
    head, *rows = book.active.iter_rows(values_only=True)
    book.close()
    return [{str(name): shown(name, cell) for name, cell in zip(head, row, strict=True)} for row in rows]


def shown(head: str, cell: object) -> str:
    """Return a cell of an xlsx as a spreadsheet shows it: a sum with two decimals, a day without the time."""
    match cell:
        case None:
            return ""
        case dt.datetime():
            return str(cell.date())
        case int() | float() if head.endswith("_yuan"):
            return f"{cell:.2f}"
        case _:
            return str(cell)


def test_every_format_says_the_same(make: Make, tmp_path: Path) -> None:
    for target in ("out.parquet", "out.csv", "out.xlsx"):
        make(SHOP, target=target, reasons="zh")
    typed = pl.read_parquet(tmp_path / "out.parquet")
    sums = [name for name in typed.columns if name.endswith((".least", ".most"))]
    wanted = [
        {
            (f"{name}_yuan" if name in sums else name): (
                "" if value is None else str(xg.money.Money(value)) if name in sums else str(value)
            )
            for name, value in row.items()
        }
        for row in typed.to_dicts()
    ]
    assert people(tmp_path / "out.csv") == wanted
    assert people(tmp_path / "out.xlsx") == wanted
    assert typed.schema[f"{RULE}.least"] == pl.Int64
    assert isinstance(typed.schema[f"{RULE}.outcome"], pl.Enum)


@pytest.mark.parametrize("source", ["csv", "xlsx", "parquet"])
def test_every_format_is_read_the_same(make: Make, tmp_path: Path, source: str) -> None:
    make(SHOP)
    wanted = pl.read_parquet(tmp_path / "out.parquet")
    rows = list(csv.reader(io.StringIO(SHOP.read_text(encoding="utf-8-sig"), newline="")))
    # A row that is too long for its header has no place in a table of another format.
    head, *rows = [row[:10] for row in rows if len(row) == 10 or "XS2024-0600" not in row]
    path = tmp_path / f"again.{source}"
    if source == "csv":
        path.write_bytes("\n".join(";".join(row) for row in [head, *rows]).encode("gb18030"))
    elif source == "xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [head, *rows]:
            sheet.append(row)
        book.save(path)
    else:
        pl.DataFrame(rows, schema=head, orient="row").write_parquet(path)
    make(path, target="again.out.parquet")
    assert pl.read_parquet(tmp_path / "again.out.parquet").equals(wanted)


def test_the_legend_says_which_file_it_belongs_to_and_what_the_bits_are(
    book: Rulebook, make: Make, tmp_path: Path
) -> None:
    make(SHOP)
    legend = json.loads((tmp_path / "out.parquet.legend.json").read_text(encoding="utf-8"))
    assert legend["of"]["sha256"] == hashlib.sha256((tmp_path / "out.parquet").read_bytes()).hexdigest()
    layout = layout_of(book, RULE)
    said = legend["rules"][RULE]
    assert [one["id"] for one in said["failed"]] == list(layout.failed)
    assert [one["path"] for one in said["missing"]] == list(layout.missing)
    assert [one["id"] for one in said["waiting"]] == list(layout.waiting)
    assert "2024-09-30" in legend["presumed"]["en"]
    inside = json.loads(pl.read_parquet_metadata(tmp_path / "out.parquet")["xixia_gov.legend"])
    assert inside == {key: value for key, value in legend.items() if key != "of"}


def test_reasons_are_put_into_words(make: Make, tmp_path: Path) -> None:
    make(GOOD, target="out.csv", reasons="en")
    rows = {row["编号"]: row for row in people(tmp_path / "out.csv")}
    assert rows["c"][f"{RULE}.failed_words"] == "The unit price reaches the floor"
    assert rows["b"][f"{RULE}.missing_words"] == "final transaction price"
    assert rows["a"][f"{RULE}.failed_words"] == rows["a"][f"{RULE}.missing_words"] == ""


def test_masks_are_left_out_where_nobody_wants_them(make: Make, tmp_path: Path) -> None:
    done = make(GOOD, masks=False)
    names = pl.read_parquet(tmp_path / "out.parquet").columns
    assert names == [
        "编号",
        f"{RULE}.outcome",
        f"{RULE}.force",
        f"{RULE}.least",
        f"{RULE}.most",
        "as_of",
        "law_known_through",
    ]
    assert done.counts.rules[RULE].yes == 2
    assert not done.counts.rules[RULE].failed


def test_a_day_of_asking_in_the_rows_counts_unless_the_run_gives_one(make: Make, tmp_path: Path) -> None:
    text = GOOD.replace("编号,", "编号,询问日期,").replace("\na,", "\na,2024-09-01,").replace("\nb,", "\nb,,")
    text = text.replace("\nc,", "\nc,2025-01-01,")
    done = make(text, as_of=None)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert [str(day) for day in rows.get_column("as_of")] == ["2024-09-01", "2024-12-31", "2025-01-01"]
    assert done.today
    done = make(text)
    assert set(map(str, pl.read_parquet(tmp_path / "out.parquet").get_column("as_of"))) == {"2024-12-31"}
    assert not done.today


def test_rows_may_be_about_different_matters(make: Make, tmp_path: Path) -> None:
    head = "编号,事项,单价,最终成交价格,购买日期\n"
    text = head + "a,家电,4999,4899,2024/8/15\nb,电动自行车,,,\nc,家电,4999,,2024/8/15\nd,飞机,,,\n"
    done = make(text, matter=None)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.get_column("编号").to_list() == ["a", "b", "c"]
    assert rows.get_column("matter").to_list() == [
        "AppliancePurchase",
        "ElectricBicyclePurchase",
        "AppliancePurchase",
    ]
    assert rows.get_column(f"{RULE}.outcome").is_null().to_list() == [False, True, False]
    others = [one for one in done.counts.rules if one != RULE]
    assert others
    assert rows.get_column(f"{others[0]}.outcome").is_null().to_list() == [True, False, True]
    assert (tmp_path / "rejected.csv").read_text(encoding="utf-8").count("飞机") == 1


def test_words_for_no_matter_hide_none_that_is_one(make: Make, tmp_path: Path) -> None:
    head = "编号,事项,单价\n"
    text = head + "".join(f"r{one},词{one},4999\n" for one in range(1200)) + "x,家电,4999\n"
    done = make(text, matter=None, chunk=100)
    assert (done.counts.answered, done.counts.rejected) == (1, 1200)
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("编号").to_list() == ["x"]


def test_units_are_counted_and_their_sums_are_for_one(make: Make, tmp_path: Path) -> None:
    done = make(
        GOOD.replace("编号,", "编号,数量,")
        .replace("\na,", "\na,3台,")
        .replace("\nb,", "\nb,,")
        .replace("\nc,", "\nc,2,")
    )
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.get_column("units").to_list() == [3, 1, 2]
    assert rows.get_column(f"{RULE}.least").to_list() == [48990, 0, 0]
    # Three of 489.90 are 1,469.70; with the second row up to 2,469.70.
    assert (done.counts.rules[RULE].least, done.counts.rules[RULE].most) == (146970, 246970)
    assert (done.counts.units, done.counts.rules[RULE].yes, done.counts.rules[RULE].no) == (6, 4, 2)
