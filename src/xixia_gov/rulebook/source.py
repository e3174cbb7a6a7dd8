"""A source is one rule file as read: its text, its data, and where everything in it stands."""

from __future__ import annotations

import codecs
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.text import Text

if TYPE_CHECKING:
    import tomllib
    from pathlib import Path

    from xixia_gov.rulebook.positions import KeyPath, Positions, Spot

_AT: Final = r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)"


@attrs.frozen(slots=False)
class Source:
    """One TOML file. `name` is its path as shown to people."""

    name: str
    text: str
    data: dict[str, Any]

    @functools.cached_property
    def positions(self) -> Positions:
        """Where everything in the file stands; looked for only when something has to be reported."""
        from xixia_gov.rulebook.positions import locate  # noqa: PLC0415 - as said

        return locate(self.text)

    def at_key(self, path: KeyPath, message: Text) -> Problem:
        """Return a problem that stands at a key."""
        return self._problem(self.positions.key(path), message)

    def at_value(self, path: KeyPath, message: Text) -> Problem:
        """Return a problem that stands at a value."""
        return self._problem(self.positions.value(path), message)

    def inside(self, path: KeyPath, offset: int, message: Text) -> Problem:
        """Return a problem that stands at a character (from 0) of a string value."""
        return self._problem(self.positions.inside(path, offset), message)

    def _problem(self, spot: Spot, message: Text) -> Problem:
        from xixia_gov.rulebook.positions import source_line  # noqa: PLC0415 - only to report

        place = Place(self.name, spot.line, spot.column)
        return Problem(message, place, source_line(self.text, spot.line))


def read_source(path: Path, name: str) -> Source:
    """Read a TOML file; raises `InputError` with the one syntax error of an unreadable one."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError([Problem(os_message(error), Place(name))]) from None
    return parse_source(raw, name)


def parse_source(raw: bytes, name: str) -> Source:
    """Read TOML from bytes."""
    import tomllib  # noqa: PLC0415 - not imported where no TOML is read

    text = decoded(raw, name)
    try:
        return Source(name, text, tomllib.loads(text, parse_float=WrittenNumber))
    except tomllib.TOMLDecodeError as error:
        raise InputError([_syntax(error, text, name)]) from None
    except ValueError:  # Python reads no number of more than some thousand digits
        message = Text(zh="文件中有位数过多的整数", en="there is a whole number with too many digits in it")
        raise InputError([Problem(message, Place(name))]) from None
    except RecursionError:
        raise InputError([Problem(TOO_DEEP, Place(name))]) from None


TOO_DEEP: Final = Text(zh="嵌套过深", en="nested too deeply")


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a file, a byte order mark left out; raises `InputError` unless it is UTF-8."""
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = Text(
            zh=f"文件不是 UTF-8 编码 (字节 0x{error.object[error.start]:02X}); 请另存为 UTF-8",
            en=f"the file is not UTF-8 (byte 0x{error.object[error.start]:02X}); save it as UTF-8",
        )
        raise InputError([Problem(message, Place(name, line, column))]) from None


class WrittenNumber(str):
    """A TOML or JSON number with a point, kept as it was written: money is never a float."""

    __slots__ = ()


def as_written(value: object) -> Text:
    """Return a value as it stands in a file, led by a space where it needs one after Chinese.

    Long ones are cut; a table and a list are only called so.

    >>> as_written(True).en
    'true'
    """
    match value:
        case None:
            return Text(zh="空值", en="nothing")
        case bool():
            written = "true" if value else "false"
        case dict():
            return Text(zh="表", en="a table")
        case list():
            return Text(zh="列表", en="a list")
        case dt.date() | dt.time() | WrittenNumber():
            written = str(value)
        case str():
            written = f'"{value}"'
        case int() if abs(value) >= 10**_LONGEST:  # Python writes no number of some thousand digits
            return Text(zh="位数过多的整数", en="a whole number with too many digits")
        case _:
            written = repr(value)
    written = written if len(written) <= _LONGEST else f"{written[: _LONGEST - 3]}..."
    return Text(zh=f" {written}", en=written)


_LONGEST: Final = 60  # so that a message stays on one line of a terminal


def _syntax(error: tomllib.TOMLDecodeError, text: str, name: str) -> Problem:
    from xixia_gov.rulebook.positions import source_line  # noqa: PLC0415 - only to report
    from xixia_gov.rulebook.syntax import syntax_words  # noqa: PLC0415 - the same

    match = re.search(_AT, str(error))
    lines = text.rstrip("\r\n").split("\n")  # the end of the document is where its last words end
    line, column = len(lines), len(lines[-1]) + 1
    if match is not None and match["line"]:
        line, column = int(match["line"]), int(match["column"])
    reason = re.sub(_AT, "", str(error)).strip()
    shown = source_line(text, line)
    if reason == "Cannot overwrite a value":  # tomllib names the end of the entry, not its key
        column = len(shown) - len(shown.lstrip()) + 1
    words = syntax_words(reason)
    message = Text(zh=f"TOML 语法错误: {words.zh}", en=f"TOML syntax error: {words.en}")
    return Problem(message, Place(name, line, column), shown)


def os_message(error: OSError) -> Text:
    """Return why a file could not be read, in both languages."""
    match error:
        case FileNotFoundError():
            return Text(zh="文件不存在", en="no such file")
        case IsADirectoryError():
            return Text(zh="这是文件夹, 不是文件", en="this is a folder, not a file")
        case PermissionError():
            return Text(zh="没有读取权限", en="no permission to read it")
        case _:
            reason = error.strerror or str(error)
            return Text(zh=f"无法读取: {reason}", en=f"it cannot be read: {reason}")


@attrs.frozen
class Files:
    """The files of a folder: those that were read, the names of the others, and what is wrong there."""

    sources: list[Source]
    broken: list[str]
    problems: list[Problem]


APART: Final = ("conflicts.toml", "provisions.toml")
"""The files of a rules folder that hold no rules: what is said of the provisions as a whole."""


def read_all(folder: Path) -> Files:
    """Read every TOML file below a folder, in the order of their names; syntax errors are gathered."""
    files = Files([], [], [])
    for path in _toml_files(folder):
        name = f"{shown_folder(folder)}/{path.relative_to(folder).as_posix()}"
        try:
            files.sources.append(read_source(path, name))
        except InputError as error:
            files.broken.append(name)
            files.problems.extend(error.problems)
    return files


def _toml_files(folder: Path) -> Iterator[Path]:
    found: Iterable[Path] = folder.rglob("*.toml")
    yield from sorted(path for path in found if path.name not in APART)


def shown_folder(folder: Path) -> str:
    """Return the name of a folder as people know it, also where it is written `.`."""
    return folder.name or folder.resolve().name
