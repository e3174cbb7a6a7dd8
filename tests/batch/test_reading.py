"""The quick reader of plain lines and the row by row reader take the same rows from any file."""

from __future__ import annotations

import codecs
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xixia_gov.batch import csv_source
from xixia_gov.batch.csv_source import CsvSource
from xixia_gov.casefile.csvread import Row, open_sheet

CELLS = st.sampled_from(
    ["", " ", "a", "冰箱", "4999", "￥4", '"q"', '"x,y"', '"two\nlines"', '"', "\u3000", "é", "sep=", "1;2"]
)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n", "\n,\n", "\n , \n"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a CSV of two or so columns with whatever lines people make."""
    rows = draw(st.lists(st.tuples(st.lists(CELLS, min_size=1, max_size=3), ENDS), max_size=12))
    text = "编号,单价\n" + "".join(",".join(cells) + end for cells, end in rows)
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    if draw(st.booleans()):
        text = text.replace("\r\n", "\n").replace("\n", "\r")
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    return text.encode(encoding)


def slowly(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    with path.open("rb") as stream:
        rows = list(open_sheet(stream, str(path)).rows())
    return [(row.line, row.cells) for row in rows if isinstance(row, Row)]


def both(path: Path, size: int) -> tuple[list[tuple[int, tuple[str, ...]]], list[int]]:
    """Return the rows of a source with the cells that hold anything, and the lines of what is broken."""
    source = CsvSource.open(path)
    rows: list[tuple[int, tuple[str, ...]]] = []
    broken: list[int] = []
    for raw in source.chunks(size):
        assert raw.frame.height <= size
        rows += [(row[0], tuple(cell or "" for cell in row[1:])) for row in raw.frame.iter_rows()]
        rows += [(row.line, row.cells) for row in raw.odd]
        broken += [one.place.line for one in raw.broken]
    source.close()
    return sorted(rows), broken


def padded(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells of a row as wide as the header, where no more than blanks are beyond it."""
    if any(cell.strip() for cell in cells[2:]):
        return cells
    return (*cells, "", "")[:2]


@pytest.mark.parametrize("stretch", [1, 16, 1 << 22])
@given(raw=files(), size=st.sampled_from([1, 3, 1000]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_readers_take_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stretch: int, raw: bytes, size: int
) -> None:
    monkeypatch.setattr(csv_source, "_STRETCH", stretch)
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    found, _ = both(path, size)
    source = CsvSource.open(path)
    first = [row for raw in source.chunks(size, {1}) for row in raw.frame.iter_rows()]
    odd = [(row.line, row.cells[0]) for raw in source.chunks(size, {1}) for row in raw.odd]
    short = [line for raw in source.chunks(size) for line in raw.short]
    source.close()
    keys = sorted((line, (cell or "").strip()) for line, cell in [*first, *odd])
    wanted = [(line, cells[0].strip()) for line, cells in found]
    assert [key for key in keys if key[1]] == [key for key in wanted if key[1]]
    assert [(line, padded(cells)) for line, cells in found] == [
        (line, padded(cells)) for line, cells in slowly(path)
    ]
    assert short == [line for line, cells in slowly(path) if len(cells) < 2]


def test_plain_lines_are_read_quickly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF8 + "编号;单价\r\n".encode() + b"a;1\r\nb\r\n;\r\nc;3\r\n")
    monkeypatch.setattr(CsvSource, "_row_by_row", None)
    monkeypatch.setattr(CsvSource, "_slowly", None)
    source = CsvSource.open(path)
    (raw,) = source.chunks(10)
    source.close()
    assert raw.frame.equals(pl.DataFrame({"line": [2, 3, 5], "1": ["a", "b", "c"], "2": ["1", None, "3"]}))


def test_a_long_line_is_left_to_the_reader_that_refuses_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,单价\na,1\nb," + "9" * (1 << 18) + "\nc,3\n", encoding="utf-8")
    found, broken = both(path, 10)
    assert [line for line, _ in found] == [2, 4]
    assert broken == [3]


# ---- rows with fewer cells than the header ----


def told(path: Path) -> list[str]:
    """Return what a source says once it has been read, however often."""
    source = CsvSource.open(path)
    for _ in range(2):
        assert sum(raw.frame.height for raw in source.chunks(2))
        list(source.chunks(2, {1}))
    source.close()
    return [one.en for one in source.notes]


LACKING = "1 row has fewer cells than the header, line {}; what it lacks is taken as not known"
CUT = (
    "the file seems to be cut off: the last line, {}, has too few cells and no newline at its end; "
    "compare it with the original"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("quoted", ["冰箱", '"冰箱"'])
@pytest.mark.parametrize("stretch", [1, 1 << 22])
def test_rows_that_lack_cells_are_counted_and_the_first_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, quoted: str, stretch: int
) -> None:
    monkeypatch.setattr(csv_source, "_STRETCH", stretch)
    path = tmp_path / "a.csv"
    rows = ["编号,家电品类,单价,", f"a,{quoted},1,", "b,冰箱", " , ", "c,冰箱,", "d", "e,冰箱,2,,", ""]
    path.write_bytes("\r\n".join(rows).encode(encoding))
    said = (
        "2 rows have fewer cells than the header, the first in line 3; what they lack is taken as not known"
    )
    assert [one for one in told(path) if "GB18030" not in one] == [said]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("end", "cut"), [("", True), ("\n", False), ("\r\n", False), ("\n  ", False), ("\n\n", False)]
)
def test_a_last_line_cut_off_in_the_middle_is_told(
    tmp_path: Path, encoding: str, end: str, *, cut: bool
) -> None:
    path = tmp_path / "a.csv"
    text = f"编号,家电品类,单价\na,冰箱,1\nb,山上{end}"
    path.write_bytes((("\ufeff" if "16" in encoding else "") + text).encode(encoding))
    wanted = [LACKING.format(3), *([CUT.format(3)] if cut else [])]
    assert [one for one in told(path) if "GB18030" not in one] == wanted


def test_a_whole_last_line_without_a_newline_is_no_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,单价\na\nb,1", encoding="utf-8")
    assert told(path) == [LACKING.format(2)]
    path.write_text("编号,单价\na,\nb,", encoding="utf-8")
    assert told(path) == []
