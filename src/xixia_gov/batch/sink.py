"""Sinks take the rows of an output one frame at a time and end as one file: Parquet, CSV or xlsx.

A Parquet file holds sums in whole fen and words as an enumeration. A CSV or an xlsx is read by people: sums
are in yuan with two decimals, and columns of sums say so in their heads. In a CSV every cell is text; in an
xlsx a sum is a number that can be added up, and a day a date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final, Protocol

import polars as pl

from xixia_gov.batch.engines import WORKBOOKS, need
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.money import Money
from xixia_gov.text import Text

BOM: Final = b"\xef\xbb\xbf"
"""Without it a Chinese Excel does not take a CSV for UTF-8."""
YUAN: Final = "_yuan"
"""What the heads of sums end in, where they are in yuan."""
_SUMS: Final = ("least", "most")
_MOST_ROWS: Final = 1_048_576
_EXACT: Final = 10**15
"""From here on a number has more digits than the 15 a spreadsheet keeps and shows; it is written as text."""
_FIRST_DAY: Final = dt.date(1900, 3, 1)
"""No spreadsheet has days before 1900, and they differ over its first two months."""
_SUM_FORMAT: Final = "#,##0.00"
_DAY_FORMAT: Final = "yyyy-mm-dd"
_SYSTEM: Final = re.compile(r"(?:IO error: )?([^:]+) \(os error \d+\)")
_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_FORMULA: Final = r"^[=+\-@\t\r]"


class UnwrittenError(Exception):
    """The disk did not take what was written; the message is the system's."""


class Sink(Protocol):
    """Where the rows of an output go."""

    def write(self, frame: pl.DataFrame) -> None:
        """Take some rows; those of each call follow those of the last."""

    def close(self, metadata: Mapping[str, str]) -> None:
        """End the file; what `metadata` says goes into it where the format has a place for it."""

    def stop(self) -> None:
        """Let go of the file as it is; nothing happens where it was ended."""


@contextmanager
def writing() -> Iterator[None]:
    """Turn what polars says of a full disk into one error."""
    try:
        yield
    except pl.exceptions.ComputeError as error:
        match = _SYSTEM.search(str(error))
        if match is None:
            raise
        raise UnwrittenError(match[1]) from error


@contextmanager
def told_unwritten(target: Path) -> Iterator[None]:
    """Turn a failure to write (a full disk) into a problem with the output."""
    try:
        yield
    except (OSError, UnwrittenError) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split())
        message = Text(
            zh=f"没有写成, 一切照旧: {why}", en=f"it could not be written, all stands as before: {why}"
        )
        raise InputError([Problem(message, Place(str(target)))]) from error


def open_sink(path: Path, target: Path, scratch: Path) -> Sink:
    """Return the sink that makes a file at `path`, for a target whose ending says the format.

    `scratch` is a folder for what is written on the way.
    """
    match target.suffix.lower():
        case ".parquet":
            return ParquetSink(path, scratch)
        case ".xlsx":
            return XlsxSink(path, target)
        case suffix:
            return CsvSink(path, "\t" if suffix == ".tsv" else ",")


class ParquetSink:
    """Frames are written one by one, and joined at the end without being held in memory."""

    def __init__(self, path: Path, scratch: Path) -> None:
        self.path = path
        self.parts = scratch / f"{path.name}.parts"
        self.parts.mkdir()
        self.count = 0

    def write(self, frame: pl.DataFrame) -> None:
        """Write a part."""
        with writing():
            frame.write_parquet(self.parts / f"{self.count:08}.parquet", compression="lz4")
        self.count += 1

    def close(self, metadata: Mapping[str, str]) -> None:
        """Join the parts; the metadata stands in the file."""
        lazy = pl.scan_parquet(self.parts / "*.parquet")
        with writing():
            lazy.sink_parquet(self.path, compression="zstd", compression_level=1, metadata=dict(metadata))

    def stop(self) -> None:
        """Nothing is held open."""


class CsvSink:
    """A UTF-8 CSV with a byte order mark and lines that end as RFC 4180 has them."""

    def __init__(self, path: Path, separator: str) -> None:
        self.stream: IO[bytes] = path.open("wb")
        self.separator = separator
        self.first = True

    def write(self, frame: pl.DataFrame) -> None:
        """Write rows, after the heads if they are the first."""
        if self.first:
            self.stream.write(BOM)
        named = frame.rename(dict(zip(frame.columns, guarded_heads(frame.columns), strict=True)))
        written = for_people(named)
        written.write_csv(
            self.stream, include_header=self.first, separator=self.separator, line_terminator="\r\n"
        )
        self.first = False

    def close(self, metadata: Mapping[str, str]) -> None:
        """End the file; a CSV has no place for metadata."""
        del metadata
        self.stream.close()

    def stop(self) -> None:
        """Close the file."""
        self.stream.close()


class XlsxSink:
    """One sheet: sums are numbers, days dates, all else text or a whole number, and no cell is a formula.

    What a spreadsheet could not hold to the last digit is text.
    """

    def __init__(self, path: Path, target: Path) -> None:
        need(*WORKBOOKS)
        openpyxl = import_module("openpyxl")  # which has no types, and is there only for workbooks
        self.cell = import_module("openpyxl.cell").WriteOnlyCell
        self.path = path
        self.target = target
        self.book = openpyxl.Workbook(write_only=True)
        self.sheet = self.book.create_sheet("answers")
        self.rows = 0

    def write(self, frame: pl.DataFrame) -> None:
        """Write rows; raises `InputError` where a sheet has no room for them."""
        if not self.rows:
            self._append([self._text(head_for_people(name)) for name in frame.columns])
        if self.rows + frame.height > _MOST_ROWS:
            message = Text(
                zh=f"一张工作表最多 {_MOST_ROWS:,} 行; 请改用 CSV 或 Parquet",
                en=f"a sheet has at most {_MOST_ROWS:,} rows; use CSV or Parquet",
            )
            raise InputError([Problem(message, Place(str(self.target)))])
        shown = [self._column(name, kind) for name, kind in frame.schema.items()]
        for row in frame.iter_rows():
            self._append([None if one is None else show(one) for show, one in zip(shown, row, strict=True)])

    def _append(self, row: Sequence[object]) -> None:
        self.sheet.append(row)
        self.rows += 1

    def _column(self, name: str, kind: pl.DataType) -> Callable[[Any], object]:
        """Return what makes cells of the values of a column."""
        if _is_sum(name):
            return self._sums()
        if isinstance(kind, pl.Date):
            return self._days()
        if kind.is_integer():
            return _whole
        return self._text

    def _sums(self) -> Callable[[int], object]:
        # A cell is written before the next row is asked for, so that one serves a whole column.
        cell = self.cell(self.sheet)
        cell.number_format = _SUM_FORMAT

        def show(fen: int) -> object:
            if abs(fen) >= _EXACT:
                return str(Money(fen))
            cell.value = Decimal(fen).scaleb(-2)
            return cell

        return show

    def _days(self) -> Callable[[dt.date], object]:
        cell = self.cell(self.sheet)
        cell.number_format = _DAY_FORMAT

        def show(day: dt.date) -> object:
            if day < _FIRST_DAY:
                return day.isoformat()
            cell.value = day
            return cell

        return show

    def _text(self, value: str) -> object:
        """Return text, in a cell of its own where openpyxl would take it for a formula."""
        if not value.startswith("="):
            return value
        cell = self.cell(self.sheet, value)
        cell.data_type = "s"
        return cell

    def close(self, metadata: Mapping[str, str]) -> None:
        """Write the workbook, its description the words of the metadata."""
        self.book.properties.description = "; ".join(f"{key}: {value}" for key, value in metadata.items())[
            :8000
        ]
        self.book.save(self.path)

    def stop(self) -> None:
        """End the sheet; what was written of it goes with the process."""
        if not self.sheet.closed:
            self.sheet.close()


def for_people(frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows as a CSV has them: sums in yuan as text, words as text, days as text.

    Text that a spreadsheet would take for a formula is led by an apostrophe.

    >>> for_people(pl.DataFrame({"key": ["=1"], "a.least": [489905]})).rows()
    [("'=1", '4899.05')]
    """
    shown: list[pl.Expr] = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if _is_sum(name):
            fen = (column % 100).cast(pl.String).str.pad_start(2, "0")
            shown.append(((column // 100).cast(pl.String) + "." + fen).alias(head_for_people(name)))
        elif isinstance(kind, pl.Enum | pl.Date):
            shown.append(column.cast(pl.String))
        elif isinstance(kind, pl.String):
            shown.append(guarded(column).alias(name))
        else:
            shown.append(column)
    return frame.select(shown)


def head_for_people(name: str) -> str:
    """Return the head of a column as people read it: that of a sum says that it is in yuan.

    >>> head_for_people("a.least"), head_for_people("a.outcome")
    ('a.least_yuan', 'a.outcome')
    """
    return f"{name}{YUAN}" if _is_sum(name) else name


def _is_sum(name: str) -> bool:
    return name.rpartition(".")[2] in _SUMS


def _whole(number: int) -> int | str:
    """Return a whole number as a spreadsheet can hold it: with more than 15 digits, as text.

    >>> _whole(999999999999999), _whole(1000000000000000)
    (999999999999999, '1000000000000000')
    """
    return number if abs(number) < _EXACT else str(number)


def guarded(text: pl.Expr) -> pl.Expr:
    """Return text that no spreadsheet takes for a formula: = + - @ at its start get an apostrophe."""
    return pl.when(text.str.contains(_FORMULA)).then(pl.lit("'") + text).otherwise(text)


def guarded_heads(heads: list[str]) -> list[str]:
    """Return heads that no spreadsheet takes for formulas.

    >>> guarded_heads(["编号", "=1"])
    ['编号', "'=1"]
    """
    return [f"'{head}" if head.startswith(_STARTS) else head for head in heads]


__all__ = [
    "BOM",
    "YUAN",
    "Sink",
    "UnwrittenError",
    "for_people",
    "guarded",
    "guarded_heads",
    "head_for_people",
    "open_sink",
    "told_unwritten",
    "writing",
]
