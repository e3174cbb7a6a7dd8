"""A document is the data of a case file with the places its parts stand at, whatever the format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.rulebook.positions import KeyPath, source_line
from xixia_gov.rulebook.source import Source, WrittenNumber, parse_source
from xixia_gov.text import Text


@attrs.frozen
class Document:
    """One case as data. `source` gives places for TOML; JSON names fields.

    `dates_as_text` is true for JSON, which has no dates of its own.
    """

    name: str
    data: Any
    source: Source | None = None
    line: int = 0
    dates_as_text: bool = False

    def problem(self, path: KeyPath, message: Text, *, key: bool = False) -> Problem:
        """Return a problem that stands at a path of the document."""
        if self.source is not None:
            return self.source.at_key(path, message) if key else self.source.at_value(path, message)
        return Problem(message, Place(self.name, 0, 0, self._field(path)))

    def _field(self, path: KeyPath) -> str:
        field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        return f"line {self.line}: {field}".rstrip(": ") if self.line else field


def read_documents(raw: bytes, name: str) -> list[Document | InputError]:
    """Return the cases of a file: one of TOML; one, a list, or one on each line of JSON.

    A whole file that cannot be read raises `InputError`; a bad line of several stays one of the
    results, so that the rest are answered.
    """
    if not raw.strip():
        message = Text(zh="文件为空", en="the file is empty")
        raise InputError([Problem(message, Place(name))])
    if _is_json(raw, name):
        return _json_documents(_decode(raw, name), name)
    source = parse_source(raw, name)
    return [Document(name, source.data, source)]


def _is_json(raw: bytes, name: str) -> bool:
    if name.endswith((".json", ".jsonl")):
        return True
    return not name.endswith(".toml") and raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[{"))


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = Text(
            zh=f"文件不是 UTF-8 编码 (第 {error.start + 1} 个字节)",
            en=f"the file is not UTF-8 (byte {error.start + 1})",
        )
        line = raw[: error.start].count(b"\n") + 1
        raise InputError([Problem(message, Place(name, line))]) from None


def _json_documents(text: str, name: str) -> list[Document | InputError]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith("{") for _, line in lines[:2]) and _whole(lines[0][1]):
        return list(_json_lines(lines, name))
    data = _parse(text, name, 0)
    if isinstance(data, list):
        return [Document(name, one, dates_as_text=True) for one in data] or [_no_case(name)]
    return [Document(name, data, dates_as_text=True)]


def _no_case(name: str) -> InputError:
    return InputError([Problem(Text(zh="没有情形", en="there is no case in it"), Place(name))])


def _whole(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _json_lines(lines: list[tuple[int, str]], name: str) -> Iterator[Document | InputError]:
    for number, line in lines:
        try:
            yield Document(name, _parse(line, name, number), line=number, dates_as_text=True)
        except InputError as error:
            yield error


class _DuplicateKeyError(ValueError):
    """A JSON object says one key twice."""


def _parse(text: str, name: str, first_line: int) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(
            text,
            parse_float=WrittenNumber,
            parse_int=_integer,
            parse_constant=_refuse_constant,
            object_pairs_hook=_pairs,
        )
    except json.JSONDecodeError as error:
        line = error.lineno + max(first_line - 1, 0)
        message = Text(zh=f"JSON 语法错误: {error.msg}", en=f"JSON syntax error: {error.msg}")
        shown = source_line(text, error.lineno)
        raise InputError([Problem(message, Place(name, line, error.colno), shown)]) from None
    except _DuplicateKeyError as error:
        key = str(error)
        message = Text(zh=f"键“{key}”出现两次", en=f"the key {key!r} is there twice")
        raise InputError([Problem(message, Place(name, first_line))]) from None
    except ValueError as error:
        message = Text(zh=f"不是允许的数: {error}", en=f"no number that is allowed: {error}")
        raise InputError([Problem(message, Place(name, first_line))]) from None
    except RecursionError:
        message = Text(zh="嵌套过深", en="nested too deeply")
        raise InputError([Problem(message, Place(name, first_line))]) from None


def _integer(written: str) -> int | WrittenNumber:
    # A number of thousands of digits is refused like any other that is no count.
    return int(written) if len(written) <= 30 else WrittenNumber(written)  # noqa: PLR2004


def _refuse_constant(written: str) -> NoReturn:
    raise ValueError(written)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _DuplicateKeyError(key)
        result[key] = value
    return result
