"""A fact of several choices: one column for all of them, a list, or a column for each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.batch import sink, xlsx_source
from xixia_gov.batch.counting import count
from xixia_gov.batch.counts import Counts
from xixia_gov.batch.executor import Question
from xixia_gov.batch.heads import Wanted
from xixia_gov.batch.registry import read_registry
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook

openpyxl = import_module("openpyxl")  # which has no types

Make = Callable[..., Any]
GROUPS = ("poverty_alleviated", "monitored", "rural_low_income", "relocated")


def values(book: Rulebook, path: Path, name: str = "citizen.groups") -> list[tuple[Any, ...]]:
    """Return what the rows of a registry about work away from home say of a fact of several choices."""
    with read_registry(path, book, wanted=Wanted(matter=book.vocabulary.matter("外出务工"))) as registry:
        (chunk,) = registry.chunks()
    (part,) = chunk.parts
    held = [f"{name}.{option}" for option in GROUPS if f"{name}.{option}" in part.frame.columns]
    return part.frame.select(held).rows()


def test_a_list_names_all_that_hold_and_an_empty_one_none(book: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    lists = [["monitored", "脱贫人口"], [], None]
    pl.DataFrame({"ref": [1, 2, 3], "citizen.groups": lists}).write_parquet(path)
    nothing = (None, None, None, None)
    assert values(book, path) == [(True, True, False, False), (False, False, False, False), nothing]


def test_a_column_for_an_option_leaves_the_others_unknown(book: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    flags = {"citizen.groups.monitored": [True, False, None]}
    pl.DataFrame({"ref": [1, 2, 3], **flags}).write_parquet(path)
    assert values(book, path) == [(True,), (False,), (None,)]
    text = tmp_path / "in.csv"
    text.write_text("编号,Citizen.groups.monitored\n1,是\n2,否\n3,\n", encoding="utf-8")
    assert values(book, text) == [(True,), (False,), (None,)]


@pytest.mark.parametrize("other", ["本人所属类别", "citizen.groups.monitored"])
def test_an_option_said_twice_is_refused(make: Make, other: str) -> None:
    with pytest.raises(InputError, match="says the same fact as column"):
        make(f"编号,citizen.groups.monitored,{other}\n1,是,是\n", matter="外出务工")


def test_a_fact_given_against_its_gate_names_the_first_of_its_columns(make: Make, tmp_path: Path) -> None:
    make("编号,有能效标识,能效等级\na,否,1\nb,否,\nc,,1\n")
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("编号").to_list() == ["b", "c"]


def test_a_head_that_is_a_column_of_the_output_is_no_key(make: Make) -> None:
    with pytest.raises(InputError, match="is that of a column of the output"):
        make("law_known_through,单价\na,1\n", key="law_known_through")
    with pytest.raises(InputError, match="several columns have the head"):
        make("号,单价,号\na,1,1\n", key="号", ignored=("号",))


def test_a_sheet_has_room_for_so_many_rows(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sink, "_MOST_ROWS", 3)
    assert make("编号,单价\na,1\nb,1\n", target="out.xlsx").counts.answered == 2
    with pytest.raises(InputError, match="a sheet has at most 3 rows; use CSV or Parquet"):
        make("编号,单价\na,1\nb,1\nc,1\n", target="more.xlsx")
    assert not (tmp_path / "more.xlsx").exists()


def test_a_sheet_made_of_merged_cells_is_no_table(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_source, "_MOST_MERGED", 1)
    monkeypatch.setattr(xlsx_source, "_CHUNK", 64)
    book = openpyxl.Workbook()
    for row in (["编号", "单价"], ["a", 1], ["b", 1], ["c", 1], ["d", 1]):
        book.active.append(row)
    for merged in ("B2:B3", "B4:B5"):
        book.active.merge_cells(merged)
    book.save(tmp_path / "in.xlsx")
    with pytest.raises(InputError, match="there are 2 merged ranges, such as B2:B3"):
        make(tmp_path / "in.xlsx")


def test_sums_without_a_bound_and_sums_past_64_bits_are_counted(book: Rulebook) -> None:
    rule = "trade_in.appliance"
    most = [2**53 - 1] * 3000
    columns = {f"{rule}.outcome": [1] * 3000, f"{rule}.force": [0] * 3000}
    frame = pl.DataFrame({**columns, f"{rule}.least": most, f"{rule}.most": most})
    counts = Counts()
    question = Question((rule,), book.known_through, {}, masks=False)
    count(counts, book, frame, question)
    assert counts.rules[rule].least == counts.rules[rule].most == 3000 * (2**53 - 1) > 2**63
    open_ = frame.with_columns(pl.lit(None, dtype=pl.Int64).alias(f"{rule}.most"))
    count(counts, book, open_, question)
    assert counts.rules[rule].most is None
    assert counts.rules[rule].least == 6000 * (2**53 - 1)
