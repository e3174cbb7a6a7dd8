"""A sheet is a CSV file read row by row: its encoding, its separator and its rows, never all in memory."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import IO, Any, Final

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.text import Text

_CHUNK: Final = 1 << 20
_LONGEST_LINE: Final = 1 << 20
"""How many characters a line may have: a longer one is no line of a table."""
_SEPARATORS: Final = (",", ";", "\t", "，", "；")
_SAID: Final = re.compile(r'"?sep=(.)"?\s*')
"""The line that tells Excel the separator."""
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SNIFFED: Final = 4
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_BROKEN_UTF8: Final = Text(
    zh="这一行有不是 UTF-8 的字节, 文件可能已损坏; 请重新导出, 另存为“CSV UTF-8(逗号分隔)”",
    en="this line has bytes that are not UTF-8, the file may be damaged; export it again as 'CSV UTF-8'",
)

_BROKEN_GB18030: Final = Text(
    zh="文件不是 UTF-8, 这一行又有不是 GB18030 (GBK) 的字节, 文件可能已损坏或混有两种编码; "
    "请重新导出, 另存为“CSV UTF-8(逗号分隔)”",
    en="the file is not UTF-8, and this line has bytes that are not GB18030 (GBK) either, the file may be "
    "damaged or in two encodings; export it again as 'CSV UTF-8'",
)


@attrs.frozen
class Row:
    """The cells of a row, as written; `line` is the first line it stands on and `last` the last."""

    line: int
    last: int
    cells: tuple[str, ...]


@attrs.frozen
class Sheet:
    """A CSV file whose encoding, separator and header row are known."""

    name: str
    stream: IO[bytes]
    encoding: str
    separator: str
    header: Row

    @property
    def gb18030(self) -> bool:
        """Whether the file is not in Unicode, as an older Excel writes it."""
        return self.encoding == "gb18030"

    def rows(self) -> Iterator[Row | InputError]:
        """Yield the rows under the header, from the first one on each call.

        Empty rows are left out. A row that cannot be read is one of the results, and reading goes on
        at the next line.
        """
        for row in _rows(self.stream, self.name, self.encoding, self.separator):
            if isinstance(row, InputError) or row.line > self.header.line:
                yield row


def open_sheet(stream: IO[bytes], name: str) -> Sheet:
    r"""Return the sheet in a stream that can be read again from its start.

    Raises `InputError` for an empty file, one in no known encoding, and one that is no CSV at all.

    >>> sheet = open_sheet(io.BytesIO("单价;数量\n1;2\n".encode("gb18030")), "a.csv")
    >>> sheet.encoding, sheet.separator, [row.cells for row in sheet.rows()]
    ('gb18030', ';', [('1', '2')])
    """
    encoding = _encoding(stream, name)
    separator = _separator(stream, encoding, name)
    for row in _rows(stream, name, encoding, separator):
        if isinstance(row, InputError):
            raise row
        return Sheet(name, stream, encoding, separator, row)
    raise _fault(name, 0, Text(zh="文件为空", en="the file is empty"))


def _encoding(stream: IO[bytes], name: str) -> str:
    stream.seek(0)
    head = stream.read(_SNIFFED)
    if head.startswith(_WORKBOOKS):
        raise _fault(
            name,
            0,
            Text(
                zh="这是 Excel 工作簿, 不是 CSV; 请在 Excel 中另存为“CSV UTF-8(逗号分隔)”",
                en="this is an Excel workbook, not a CSV; save it in Excel as 'CSV UTF-8'",
            ),
        )
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried: tuple[str, ...] = ("utf-16",)
    else:
        tried = ("utf-8-sig",) if head.startswith(codecs.BOM_UTF8) else ("utf-8", "gb18030")
    faults = []
    for encoding in tried:
        line = _undecodable(stream, encoding)
        if line is None:
            return encoding
        if encoding == "utf-8" and line > 1 and _chinese(stream):
            raise _fault(name, line, _BROKEN_UTF8)
        faults.append(line)
    if faults[-1] > faults[0] and _ascii(stream, faults[0] - 1):
        # All that UTF-8 could read is in ASCII, so the file is in GB18030 up to where that fails.
        raise _fault(name, faults[-1], _BROKEN_GB18030)
    raise _fault(
        name,
        faults[0],
        Text(
            zh="文件的编码既不是 UTF-8 也不是 GB18030; 请另存为 UTF-8",
            en="the file is neither UTF-8 nor GB18030; save it as UTF-8",
        ),
    )


def _undecodable(stream: IO[bytes], encoding: str) -> int | None:
    """Return the line of the first bytes that are no text in this encoding, or None."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while True:
        chunk = stream.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
        if not chunk:
            return None
        line += chunk.count(b"\n")


def _chinese(stream: IO[bytes]) -> bool:
    """Whether the first line is UTF-8 with Chinese in it, as GB18030 never is by chance.

    A file that starts so is damaged further down; as GB18030 all of it would be nonsense.
    """
    stream.seek(0)
    try:
        head = stream.readline(_CHUNK).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _HAN.search(head) is not None


def _ascii(stream: IO[bytes], lines: int) -> bool:
    """Whether the first lines are all in ASCII."""
    stream.seek(0)
    return all(stream.readline().isascii() for _ in range(lines))


class _Lines:
    """Physical lines one by one; those of a row that could not be read can be taken again."""

    def __init__(self, stream: IO[bytes], name: str, encoding: str) -> None:
        stream.seek(0)
        self.name = name
        # Not closed with the wrapper: the stream is read again from its start.
        self.text = io.TextIOWrapper(io.BufferedReader(_Kept(stream)), encoding=encoding, newline="")
        self.number = 0
        self.taken: list[str] = []
        self.again: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.text.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _LONGEST_LINE and line[-1] not in "\r\n":
            raise _fault(
                self.name,
                self.number,
                Text(
                    zh="这一行过长, 不是表格的一行; 从这一行起没有读取",
                    en="this line is too long for a table; nothing is read from here on",
                ),
            )
        self.taken.append(line)
        return line

    def retry(self) -> None:
        """Go back to the line after the first one taken."""
        rest = self.taken[1:]
        self.again.extendleft(reversed(rest))
        self.number -= len(rest)
        self.taken = []


class _Kept(io.RawIOBase):
    """A stream that stays open when its wrapper goes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - the buffer type has no name before 3.12
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _separator(stream: IO[bytes], encoding: str, name: str) -> str:
    """Return the separator the first line names, or the one that cuts it into most cells."""
    for line in _Lines(stream, name, encoding):
        if not line.strip():
            continue
        said = _SAID.fullmatch(line)
        if said is not None:
            return said[1]
        bare = re.sub(r'"[^"]*"', "", line)
        return max(_SEPARATORS, key=bare.count)
    return ","


def _rows(stream: IO[bytes], name: str, encoding: str, separator: str) -> Iterator[Row | InputError]:
    lines = _Lines(stream, name, encoding)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.taken = []
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _fault(name, first, _broken(str(error)))
            lines.retry()
            reader = csv.reader(lines, delimiter=separator, strict=True)
            continue
        except InputError as error:
            yield error
            return
        said = first == 1 and _SAID.fullmatch(lines.taken[0]) is not None
        if not said and any(cell.strip() for cell in cells):
            yield Row(first, lines.number, tuple(cells))


def _broken(error: str) -> Text:
    if "end of data" in error or "field limit" in error:  # the csv module tells them by words alone
        return Text(
            zh='这一行有一个引号 " 没有闭合 (或一格超过 131072 字); 请补上引号, 格内的引号写成 ""',
            en='a quote " of this row is never closed (or a cell has more than 131072 characters); '
            'close it, and write a quote inside a cell as ""',
        )
    if "expected after" in error:
        return Text(
            zh='这一行有一格在闭合的引号 " 之后还有文字; 格内的引号写成 ""',
            en='a cell of this row goes on after its closing quote "; write a quote inside a cell as ""',
        )
    return Text(zh=f"这一行不能读取: {error}", en=f"this row cannot be read: {error}")


def _fault(name: str, line: int, message: Text) -> InputError:
    return InputError([Problem(message, Place(name, line))])


__all__ = ["Row", "Sheet", "open_sheet"]
