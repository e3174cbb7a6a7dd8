"""A sheet of an xlsx workbook as a source: only what was typed in a cell of its own is taken.

A formula is refused, since the value stored beside it may be stale; so is a cell of a merged range, since
it is not said which rows its value is for.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

import attrs
import polars as pl

from xixia_gov.batch.engines import WORKBOOKS, need
from xixia_gov.batch.source import LINE, CellFault, Raw
from xixia_gov.casefile.cells import plain
from xixia_gov.casefile.columns import Column, Role
from xixia_gov.errors import InputError, Place, Problem, some_names, unknown_name
from xixia_gov.text import Text

_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?"')
_MOST_MERGED: Final = 100
"""How many merged ranges are told row by row; with more the sheet is no table."""
_OVERLAP: Final = 256
_CHUNK: Final = 1 << 20
_EXACT: Final = 1 << 53
"""From here on a number of a workbook, which is a binary one, is not every whole number."""
_FORMULA: Final = Text(
    zh="这一格是公式, 其结果可能已过时; 请选择性粘贴为数值",
    en="the cell is a formula, whose stored value may be stale; paste it as a value",
)


@attrs.frozen
class Merged:
    """A merged range, its ends inside; columns and rows count from 1."""

    left: int
    top: int
    right: int
    bottom: int

    def __str__(self) -> str:
        first, last = Column(self.left, "", Role.NONE), Column(self.right, "", Role.NONE)
        return f"{first.letter}{self.top}:{last.letter}{self.bottom}"

    def at(self, used: Collection[int]) -> int | None:
        """Return the first column of the range that is used, None where none is.

        >>> Merged(2, 5, 3, 6).at({1, 3}), Merged(2, 5, 3, 6).at({1, 4})
        (3, None)
        """
        return min((one for one in used if self.left <= one <= self.right), default=None)

    @property
    def message(self) -> Text:
        """What to say of a cell in the range."""
        return Text(
            zh=f"这一格属于合并的单元格 {self}; 请取消合并, 每一行各写各的",
            en=f"the cell is part of the merged range {self}; unmerge it and write each row's own value",
        )


@attrs.frozen
class XlsxSource:
    """The rows of one sheet; a row's line is its number in the sheet.

    `unused` are the numbers of the columns that nobody reads: what stands there is never at fault.
    A sheet has a million rows at most and takes long to unpack, so what was read once is kept.
    """

    path: Path
    sheet: str
    line: int
    heads: tuple[str, ...]
    merged: tuple[Merged, ...]
    unused: frozenset[int] = frozenset()
    _kept: list[Raw] = attrs.field(factory=list, eq=False, repr=False)

    @classmethod
    def open(cls, path: Path, sheet: str | None) -> XlsxSource:
        """Return the source; raises `InputError` for a damaged workbook, an unnamed sheet, a bad header."""
        need(*WORKBOOKS)
        with _opened(path) as book:
            title = _chosen(path, book, sheet)
            merged = tuple(_merged_in(path, book[title]))
            for number, cells in _rows(path, book[title]):
                texts = [_text(cell) for cell in cells]
                if not any(text for text, _ in texts):
                    continue
                columns = [Column(index, text or "", Role.NONE) for index, (text, _) in enumerate(texts, 1)]
                faults = [
                    Problem(column.said(why), Place(str(path), number, column.number))
                    for column, (_, why) in zip(columns, texts, strict=True)
                    if why is not None
                ]
                faults += [
                    Problem(one.message, Place(str(path), number, one.left))
                    for one in merged
                    if one.top <= number <= one.bottom
                ]
                if faults:
                    raise InputError(faults)
                heads = [text or "" for text, _ in texts]
                while heads and not heads[-1]:
                    heads.pop()
                return cls(path, title, number, tuple(heads), merged)
        raise InputError([Problem(Text(zh="工作表为空", en="the sheet is empty"), Place(str(path)))])

    @property
    def name(self) -> str:
        """The file's name."""
        return str(self.path)

    @property
    def types(self) -> tuple[pl.DataType | None, ...]:
        """A cell may have been typed in any form, so it is taken as text."""
        return (None,) * len(self.heads)

    @property
    def notes(self) -> tuple[Text, ...]:
        """Nothing is worked out."""
        return ()

    @property
    def rows(self) -> int | None:
        """Known once they have been read."""
        return sum(raw.frame.height for raw in self._kept) if self._kept else None

    def narrowed(self, used: Collection[int]) -> XlsxSource:
        """Return the source of some columns; raises `InputError` where they are made of merged ranges."""
        merged = [one for one in self.merged if one.at(used) is not None]
        unused = frozenset(range(1, len(self.heads) + 1)).difference(used)
        return attrs.evolve(self, merged=_few(self.path, merged, self.line), unused=unused, kept=[])

    def chunks(self, size: int, only: Collection[int] | None = None) -> Iterator[Raw]:
        """Yield the rows, at most `size` at a time; cells that are no plain value are faults."""
        del only  # a row is read whole
        if not self._kept:
            self._kept.extend(self._read(size))
        yield from self._kept

    def _read(self, size: int) -> Iterator[Raw]:
        batch: list[tuple[int, list[tuple[str | None, Text | None]]]] = []
        with _opened(self.path) as book:
            for number, cells in _rows(self.path, book[self.sheet]):
                if number <= self.line:
                    continue
                texts = [
                    (None, None) if at in self.unused else _text(cell) for at, cell in enumerate(cells, 1)
                ]
                if any(text or why for text, why in texts) or self._held(cells) or self._in_merged(number):
                    batch.append((number, texts))
                if len(batch) == size:
                    yield self._raw(batch)
                    batch = []
        if batch:
            yield self._raw(batch)

    def progress(self) -> float | None:
        """Rows tell."""
        return None

    def close(self) -> None:
        """Nothing is held open."""

    def _held(self, cells: Sequence[Any]) -> bool:
        """Whether anything stands in the unused columns: such a row is one, as it is in a CSV."""
        values = (cells[at - 1].value for at in self.unused if at <= len(cells))
        return any(plain(one) if isinstance(one, str) else one is not None for one in values)

    def _in_merged(self, number: int) -> bool:
        return any(one.top <= number <= one.bottom for one in self.merged)

    def _raw(self, batch: Sequence[tuple[int, list[tuple[str | None, Text | None]]]]) -> Raw:
        width = len(self.heads)
        used = set(range(1, width + 1)) - self.unused
        faults: list[CellFault] = []
        for index, (number, texts) in enumerate(batch):
            faults += [CellFault(index, at, why) for at, (_, why) in enumerate(texts, 1) if why is not None]
            faults += [
                CellFault(index, at, Text(zh="这一列没有表头", en="the column has no head"))
                for at, (text, _) in enumerate(texts[width:], width + 1)
                if text
            ]
            faults += [
                CellFault(index, at, one.message)
                for one in self.merged
                if one.top <= number <= one.bottom and (at := one.at(used)) is not None
            ]
        columns: dict[str, list[int] | list[str | None]] = {LINE: [number for number, _ in batch]}
        for at in range(width):
            columns[str(at + 1)] = [texts[at][0] if at < len(texts) else None for _, texts in batch]
        schema = {LINE: pl.Int64, **{str(at + 1): pl.String for at in range(width)}}
        return Raw(pl.DataFrame(columns, schema=schema), tuple(faults))


def _few(path: Path, merged: Sequence[Merged], line: int) -> tuple[Merged, ...]:
    """Return the ranges that reach under the header; raises `InputError` where the table is made of them."""
    inside = tuple(one for one in merged if one.bottom > line)
    if len(inside) > _MOST_MERGED:
        message = Text(
            zh=f"有 {len(inside)} 处合并的单元格, 如 {inside[0]}; 请取消合并, 每一行各写各的",
            en=f"there are {len(inside)} merged ranges, such as {inside[0]}; unmerge them, "
            "so that each row has values of its own",
        )
        raise InputError([Problem(message, Place(str(path), inside[0].top))])
    return inside


def _opened(path: Path) -> Any:  # noqa: ANN401 - openpyxl has no types
    openpyxl = import_module("openpyxl")  # which has no types, and is there only for workbooks
    try:
        return _Closing(openpyxl.load_workbook(path, read_only=True, data_only=False))
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise _damaged(path, error) from error


class _Closing:
    """A workbook whose file is closed at the end of the block."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        self.book = book

    def __enter__(self) -> Any:  # noqa: ANN401 - as above
        return self.book

    def __exit__(self, *_: object) -> None:
        self.book.close()


def _chosen(path: Path, book: Any, sheet: str | None) -> str:  # noqa: ANN401 - openpyxl has no types
    titles = [one.title for one in book.worksheets]
    if sheet is not None:
        if sheet in titles:
            return sheet
        raise InputError(
            [Problem(unknown_name(Text(zh="工作表", en="sheet"), sheet, titles), Place(str(path)))]
        )
    held = [one.title for one in book.worksheets if any(True for _ in _rows(path, one))]
    if len(held) > 1:
        listed = some_names(held)
        message = Text(
            zh=f"工作簿有几张工作表, 请用 --sheet 指明: {listed.zh}",
            en=f"the workbook has several sheets; name one with --sheet: {listed.en}",
        )
        raise InputError([Problem(message, Place(str(path)))])
    if not held:
        raise InputError([Problem(Text(zh="工作簿为空", en="the workbook is empty"), Place(str(path)))])
    title: str = held[0]
    return title


def _rows(path: Path, sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:  # noqa: ANN401 - openpyxl has no types
    try:
        # What a workbook says of its own size may be wrong; without it every row is read.
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            cells = [cell for cell in row if cell.value is not None]
            if cells:
                yield cells[0].row, row
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise _damaged(path, error) from error


def _text(cell: Any) -> tuple[str | None, Text | None]:  # noqa: ANN401 - openpyxl has no types
    """Return a cell as somebody would have typed it, or why it is refused."""
    value = cell.value
    if value is None:
        return None, None
    if cell.data_type == "f":
        return None, _FORMULA
    if cell.data_type == "e":
        return None, Text(zh=f"这一格是错误值 {value}", en=f"the cell holds the error {value}")
    match value:
        case bool():
            return ("是" if value else "否"), None
        case int():
            return _number(str(value), value)
        case float():
            whole = value.is_integer() and abs(value) < _EXACT
            return _number(str(int(value)) if whole else repr(value), value)
        case dt.datetime():
            return value.date().isoformat(), None
        case dt.date():
            return value.isoformat(), None
        case str():
            return (value if plain(value) else None), None
        case _:
            found = type(value).__name__
            return None, Text(zh=f"不能读取的格 ({found})", en=f"a cell that cannot be read ({found})")


def _number(written: str, value: float) -> tuple[str | None, Text | None]:
    if abs(value) < _EXACT:
        return written, None
    return None, Text(
        zh="这个数过大, 表格软件没有保存全部数字; 请把这一格设为文本",
        en="the number is too large for a workbook to keep all its digits; make the cell text",
    )


def _merged_in(path: Path, sheet: Any) -> Iterator[Merged]:  # noqa: ANN401 - openpyxl has no types
    """Yield the merged ranges, which stand after all rows and which read-only sheets do not tell."""
    part = sheet._worksheet_path  # noqa: SLF001 - the only way to know which part of the file a sheet is
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        for match in _found(stream):
            left, top, right, bottom = (one.decode() if one else None for one in match.groups())
            assert left is not None and top is not None  # noqa: S101, PT018 - the pattern has both
            yield Merged(_letters(left), int(top), _letters(right or left), int(bottom or top))


def _found(stream: IO[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield what the pattern finds in a stream, once each, without holding all of it."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        held = rest + chunk
        end = 0
        for match in _MERGED.finditer(held):
            end = match.end()
            yield match
        rest = held[max(end, len(held) - _OVERLAP) :]


def _letters(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _damaged(path: Path, error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    why = " ".join(str(error).split())[:200] or type(error).__name__
    message = Text(
        zh=f"不是 xlsx 工作簿, 或已损坏: {why}", en=f"this is no xlsx workbook, or it is damaged: {why}"
    )
    return InputError([Problem(message, Place(str(path)))])


__all__ = ["Merged", "XlsxSource"]
