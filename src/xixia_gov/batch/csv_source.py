"""A CSV as a source: what `check` reads, plain stretches of it by the quick reader.

A stretch without a quote, an empty line or a line that ends in CR alone means the same to both readers;
everything else is read as `check` reads it, row by row.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import attrs
import polars as pl

from xixia_gov.batch.source import LINE, Raw
from xixia_gov.casefile.cells import plain
from xixia_gov.casefile.csvread import Row, Sheet, open_sheet
from xixia_gov.errors import InputError, Problem
from xixia_gov.text import Text

_STRETCH: Final = 1 << 22
"""How many bytes are read at once."""
_LONGEST: Final = 1 << 17
"""How long a line may be to be read quickly: a cell of 131072 characters is refused."""
_TAIL: Final = 1 << 12
"""How many bytes of the end are looked at: an even number, as UTF-16 needs it."""
_QUICK_SEPARATORS: Final = (",", ";", "\t")
_GB18030: Final = Text(
    zh="文件不是 UTF-8, 按 GB18030 (GBK) 读取",
    en="the file is not UTF-8; it is read as GB18030 (GBK)",
)


@attrs.define
class _Place:
    """How many bytes of the file have been read."""

    read: int = 0


@attrs.define
class _Seen:
    """What the last reading found: how many rows lack cells, the first and the last of them, the last line.

    Lines count from 1; 0 stands for none.
    """

    short: int = 0
    first: int = 0
    final: int = 0
    line: int = 0

    def clear(self) -> None:
        """Begin again."""
        self.short = self.first = self.final = self.line = 0

    def take(self, short: Sequence[int]) -> None:
        """Count rows that lack cells, by their lines."""
        if short:
            self.first = self.first or short[0]
            self.final = short[-1]
            self.short += len(short)


@attrs.frozen
class CsvSource:
    """The rows of a CSV, whose line is the first one they stand on.

    `ended` is true where the last line ends as the others do.
    """

    sheet: Sheet
    size: int
    ended: bool
    _place: _Place = attrs.field(factory=_Place, eq=False, repr=False)
    _seen: _Seen = attrs.field(factory=_Seen, eq=False, repr=False)

    @classmethod
    def open(cls, path: Path) -> CsvSource:
        """Return the source; raises `InputError` as `open_sheet` does."""
        stream = path.open("rb")
        try:
            sheet = open_sheet(stream, str(path))
            ended = _ended(stream, sheet.encoding)
        except BaseException:
            stream.close()
            raise
        return cls(sheet, path.stat().st_size, ended)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.sheet.name

    @property
    def line(self) -> int:
        """The line of the header."""
        return self.sheet.header.line

    @property
    def heads(self) -> tuple[str, ...]:
        """The cells of the header."""
        return self.sheet.header.cells

    @property
    def _headed(self) -> int:
        """How many cells a row has that is whole: those under the last head that is written."""
        return max((number for number, head in enumerate(self.heads, 1) if head.strip()), default=0)

    @property
    def types(self) -> tuple[pl.DataType | None, ...]:
        """Every cell is text."""
        return (None,) * len(self.heads)

    @property
    def notes(self) -> tuple[Text, ...]:
        """Say so where the file is not in Unicode, and where rows that have been read lack cells."""
        seen = self._seen
        said: list[Text] = []
        if self.sheet.gb18030:
            said.append(_GB18030)
        if seen.short:
            said.append(_lacking(seen.short, seen.first))
        if seen.short and seen.final == seen.line and not self.ended:
            said.append(_cut_off(seen.line))
        return tuple(said)

    @property
    def rows(self) -> int | None:
        """Not known before the end."""
        return None

    def narrowed(self, used: Collection[int]) -> CsvSource:
        """Return the source: no cell of a CSV is at fault by itself."""
        del used
        return self

    def chunks(self, size: int, only: Collection[int] | None = None) -> Iterator[Raw]:
        """Yield the rows, `size` at a time; with `only`, rows that are empty may be among them."""
        waiting: list[Raw] = []
        held = 0
        if only is None:
            self._seen.clear()
        for raw in self._stretches(only):
            if only is None:
                self._seen.take(raw.short)
            else:
                raw = attrs.evolve(raw, frame=raw.frame.select(LINE, *map(str, sorted(only))))  # noqa: PLW2901 - as wanted
            waiting.append(raw)
            held += raw.frame.height + len(raw.odd)
            if held >= size:
                whole = _joined(waiting)
                for start in range(0, max(whole.frame.height, 1), size):
                    part = whole.frame.slice(start, size)
                    yield attrs.evolve(whole, frame=part) if start == 0 else Raw(part)
                waiting, held = [], 0
        if waiting:
            yield _joined(waiting)

    def progress(self) -> float | None:
        """Return which part of the bytes has been read."""
        return self._place.read / self.size if self.size else None

    def close(self) -> None:
        """Close the file."""
        self.sheet.stream.close()

    def _stretches(self, only: Collection[int] | None) -> Iterator[Raw]:
        width = len(self.heads)
        encoding, separator = self.sheet.encoding, self.sheet.separator
        stream, last = self.sheet.stream, self.sheet.header.last
        self._place.read = 0
        if encoding == "utf-16" or separator not in _QUICK_SEPARATORS:
            yield from self._slowly(width, last)
            return
        text = "utf-8" if encoding == "utf-8-sig" else encoding
        stream.seek(0)
        if stream.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8 or encoding != "utf-8-sig":
            stream.seek(0)
        for _ in range(last):
            head = stream.readline()
            if b"\r" in head.rstrip(b"\r\n"):  # lines end in CR alone
                yield from self._slowly(width, last)
                return
        rest = b""
        while True:
            read = stream.read(_STRETCH)
            self._place.read += len(read)
            stretch = rest + read
            end = stretch.rfind(b"\n") + 1 if read else len(stretch)
            stretch, rest = stretch[:end], stretch[end:]
            if len(rest) > _LONGEST:
                yield from self._slowly(width, last)
                return
            if stretch:
                lines = stretch.count(b"\n") + (not stretch.endswith(b"\n"))
                raw = _quick(stretch, text, separator, width, last + 1, only)
                if raw is None and not _whole_lines(stretch):
                    yield from self._slowly(width, last)
                    return
                if raw is None:
                    raw = self._row_by_row(stretch, text, width, last)
                # No line that was read quickly has more separators than the header, so all have as many or
                # the sum is less.
                elif only is None and stretch.count(separator.encode()) < lines * (width - 1):
                    short = _short(stretch, text, separator, self._headed, last + 1)
                    raw = attrs.evolve(raw, short=tuple(short))
                yield raw
                last += lines
            if not read:
                self._seen.line = last
                return

    def _row_by_row(self, stretch: bytes, encoding: str, width: int, last: int) -> Raw:
        """Return the rows of whole lines; an empty line before them keeps `sep=` from being one."""
        sheet = Sheet(self.name, io.BytesIO(b"\n" + stretch), encoding, self.sheet.separator, Row(0, 0, ()))
        moved = [_moved(row, last - 1) for row in sheet.rows()]
        return _of_rows(moved, width, self._headed)

    def _slowly(self, width: int, last: int) -> Iterator[Raw]:
        """Yield the rows after a line as `check` reads them."""
        batch: list[Row | InputError] = []
        for row in self.sheet.rows():
            line = row.problems[0].place.line if isinstance(row, InputError) else row.line
            if line <= last:
                continue
            self._seen.line = line
            batch.append(row)
            if len(batch) >= 1 << 16:
                self._place.read = self.sheet.stream.tell()
                yield _of_rows(batch, width, self._headed)
                batch = []
        if batch:
            yield _of_rows(batch, width, self._headed)


def _quick(  # noqa: PLR0913, PLR0917 - one for each thing that says how a line is cut
    stretch: bytes,
    encoding: str,
    separator: str,
    width: int,
    first: int,
    only: Collection[int] | None = None,
) -> Raw | None:
    """Return the rows of a stretch of plain lines; None where it is not plain."""
    if b'"' in stretch or b"\0" in stretch or stretch.startswith((b"\n", b"\r\n")):
        return None
    if b"\n\n" in stretch or b"\n\r\n" in stretch or stretch.count(b"\r") != stretch.count(b"\r\n"):
        return None
    lines = stretch.count(b"\n") + (not stretch.endswith(b"\n"))
    if max(map(len, stretch.split(b"\n"))) >= _LONGEST:
        return None
    text = stretch if encoding == "utf-8" else stretch.decode(encoding).encode()
    names = [str(number) for number in range(1, width + 1)]
    try:
        frame = pl.read_csv(
            io.BytesIO(text),
            has_header=False,
            separator=separator,
            quote_char=None,
            schema=dict.fromkeys(names, pl.String),
            columns=None if only is None else [one - 1 for one in sorted(only)],
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.height != lines:
        return None
    frame = frame.with_row_index(LINE, first).with_columns(pl.col(LINE).cast(pl.Int64))
    return Raw(frame if only is not None else _without_empty(frame, names))


def _short(stretch: bytes, encoding: str, separator: str, width: int, first: int) -> Iterator[int]:
    """Yield which of some plain lines, from `first` on, hold anything but in fewer cells than `width`."""
    mark = separator.encode()
    for number, line in enumerate(stretch.split(b"\n"), first):
        if line.count(mark) < width - 1 and any(map(str.strip, line.decode(encoding).split(separator))):
            yield number


def _without_empty(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Return the rows that hold anything."""
    said = pl.any_horizontal(pl.col(name).str.contains(r"\S") for name in names)
    # What only the quick reader takes for empty is looked at as `check` does.
    maybe = frame.filter(~said.fill_null(value=False))
    if not maybe.height:
        return frame
    empty = [row[0] for row in maybe.rows() if not any((cell or "").strip() for cell in row[1:])]
    return frame.filter(~pl.col(LINE).is_in(empty))


def _whole_lines(stretch: bytes) -> bool:
    """Whether no cell runs over the end of a line: every line has an even number of quotes."""
    if stretch.count(b"\r") != stretch.count(b"\r\n"):
        return False
    return all(line.count(b'"') % 2 == 0 for line in stretch.split(b"\n"))


def _moved(row: Row | InputError, by: int) -> Row | InputError:
    if isinstance(row, Row):
        return attrs.evolve(row, line=row.line + by, last=row.last + by)
    return InputError(
        attrs.evolve(one, place=attrs.evolve(one.place, line=one.place.line + by)) for one in row.problems
    )


def _of_rows(rows: Sequence[Row | InputError], width: int, headed: int) -> Raw:
    fitting: list[Row] = []
    odd: list[Row] = []
    broken: list[Problem] = []
    for row in rows:
        if isinstance(row, InputError):
            broken.extend(row.problems)
        elif any(map(plain, row.cells[width:])) or any("\0" in cell for cell in row.cells):
            odd.append(row)
        else:
            fitting.append(row)
    columns: dict[str, list[int] | list[str | None]] = {LINE: [row.line for row in fitting]}
    for index in range(width):
        columns[str(index + 1)] = [row.cells[index] if index < len(row.cells) else None for row in fitting]
    schema = {LINE: pl.Int64, **{str(index + 1): pl.String for index in range(width)}}
    short = tuple(row.line for row in fitting if len(row.cells) < headed)
    return Raw(pl.DataFrame(columns, schema=schema), (), tuple(odd), tuple(broken), short)


def _joined(parts: Sequence[Raw]) -> Raw:
    return Raw(
        pl.concat([part.frame for part in parts]),
        (),
        tuple(row for part in parts for row in part.odd),
        tuple(one for part in parts for one in part.broken),
        tuple(one for part in parts for one in part.short),
    )


def _ended(stream: IO[bytes], encoding: str) -> bool:
    """Whether the last line ends as lines do, nothing but blanks after it."""
    stream.seek(0)
    start = stream.read(2)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(size - _TAIL, 0))
    # In the other encodings the bytes of an end of a line are part of nothing else.
    within = "latin-1"
    if encoding == "utf-16":
        within = "utf-16-be" if start == codecs.BOM_UTF16_BE else "utf-16-le"
    tail = re.split("[\r\n]", stream.read().decode(within, "replace"))
    return not tail[-1].strip()


def _lacking(rows: int, line: int) -> Text:
    """Say how many rows lack cells; `line` is that of the first."""
    what = (
        f"{rows} rows have fewer cells than the header, the first in line {line}; what they lack"
        if rows > 1
        else f"1 row has fewer cells than the header, line {line}; what it lacks"
    )
    return Text(
        zh=f"有 {rows} 行的格数少于表头 (第一处在第 {line} 行), 缺的格按未知计",
        en=f"{what} is taken as not known",
    )


def _cut_off(line: int) -> Text:
    """Say that the last line is not whole."""
    return Text(
        zh=f"文件似乎被截断: 最后一行 (第 {line} 行) 格数不足, 末尾也没有换行; 请与原件核对",
        en=f"the file seems to be cut off: the last line, {line}, has too few cells and no newline at its "
        "end; compare it with the original",
    )


__all__ = ["CsvSource"]
