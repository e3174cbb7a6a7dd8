"""A source is a file read in chunks of rows, whatever its format: its heads, and its cells as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, Protocol

import attrs
import polars as pl

from xixia_gov.casefile.columns import Column, Role
from xixia_gov.casefile.csvread import Row
from xixia_gov.errors import InputError, Place, Problem, some_names
from xixia_gov.text import Text

LINE: Final = "line"
"""The column of a chunk that says where each row stands in its file."""
FORMATS: Final = (".csv", ".tsv", ".parquet", ".xlsx")
"""The endings of the files that are read and written."""


@attrs.frozen
class CellFault:
    """A cell that cannot be taken as it stands: its row in the chunk (from 0), its column (from 1)."""

    row: int
    number: int
    reason: Text


@attrs.frozen
class Raw:
    """Some rows of a file. The columns of `frame` are `line` and "1", "2", ... for those of the file.

    `faults` are cells that the format itself makes unreadable; they are null in the frame. `odd` are rows
    that do not fit under the header, `broken` what could not be read as a row at all. `short` are the lines
    of rows that end before the last head; the cells they lack are null.
    """

    frame: pl.DataFrame
    faults: tuple[CellFault, ...] = ()
    odd: tuple[Row, ...] = ()
    broken: tuple[Problem, ...] = ()
    short: tuple[int, ...] = ()


class Source(Protocol):
    """A file of one header and rows under it."""

    @property
    def name(self) -> str:
        """The file's name, for messages."""

    @property
    def line(self) -> int:
        """The line of the header; 0 where the heads are no row."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns, as written."""

    @property
    def types(self) -> tuple[pl.DataType | None, ...]:
        """The type of each column; None where its cells are text that a person may have typed."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """What to say of how the file is read, and of its rows once they have been read."""

    @property
    def rows(self) -> int | None:
        """How many rows there are, None while that is not known."""

    def narrowed(self, used: Collection[int]) -> Source:
        """Return the source for a reader of these columns, by number; what the others hold is no fault.

        Raises `InputError` where these columns are no table.
        """

    def chunks(self, size: int, only: Collection[int] | None = None) -> Iterator[Raw]:
        """Yield the rows from the first on each call, at most about `size` at a time.

        `only` are the numbers of the columns wanted; the others may be left out.
        """

    def progress(self) -> float | None:
        """Return which part of the file has been read (0 to 1), None where only rows tell."""

    def close(self) -> None:
        """Let go of the file."""


def suffix_of(path: Path) -> str:
    """Return the ending of a file that can be read and written; raises `InputError` for any other.

    >>> suffix_of(Path("a/REGISTRY.Parquet"))
    '.parquet'
    """
    suffix = path.suffix.lower()
    if suffix in FORMATS:
        return suffix
    listed = some_names(FORMATS)
    message = Text(
        zh=f"不能由文件名得知格式; 结尾应为 {listed.zh} 之一",
        en=f"the name does not say the format; it ends in one of {listed.en}",
    )
    raise InputError([Problem(message, Place(str(path)))])


def open_source(path: Path, *, sheet: str | None = None) -> Source:
    """Return the source in a file; `sheet` names the sheet of a workbook that has several.

    Raises `InputError` for a file that is not there, is damaged, or has no header.
    """
    suffix = suffix_of(path)
    if not path.is_file():
        message = Text(zh="没有这个文件", en="there is no such file")
        if path.is_dir():
            message = Text(zh="这是文件夹, 不是文件", en="this is a folder, not a file")
        raise InputError([Problem(message, Place(str(path)))])
    if sheet is not None and suffix != ".xlsx":
        message = Text(zh="只有 xlsx 有工作表 (--sheet)", en="only an xlsx has sheets (--sheet)")
        raise InputError([Problem(message, Place(str(path)))])
    try:
        return _opened(path, suffix, sheet)
    except OSError as error:
        why = error.strerror or str(error)
        message = Text(zh=f"不能读取: {why}", en=f"it cannot be read: {why}")
        raise InputError([Problem(message, Place(str(path)))]) from error


def _opened(path: Path, suffix: str, sheet: str | None) -> Source:
    if suffix == ".parquet":
        from xixia_gov.batch.parquet_source import ParquetSource  # noqa: PLC0415 - only for its format

        return ParquetSource.open(path)
    if suffix == ".xlsx":
        from xixia_gov.batch.xlsx_source import XlsxSource  # noqa: PLC0415 - only for its format

        return XlsxSource.open(path, sheet)
    from xixia_gov.batch.csv_source import CsvSource  # noqa: PLC0415 - only for its format

    return CsvSource.open(path)


def state_of(path: Path) -> tuple[int, int] | None:
    """Return the size of a file and when it was last written to, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def column_at(columns: Collection[Column], number: int) -> Column:
    """Return the column with a number; one without a head where the header has none such.

    >>> column_at([], 3).letter
    'C'
    """
    return next((one for one in columns if one.number == number), Column(number, "", Role.NONE))


__all__ = [
    "FORMATS",
    "LINE",
    "CellFault",
    "Raw",
    "Source",
    "column_at",
    "open_source",
    "state_of",
    "suffix_of",
]
