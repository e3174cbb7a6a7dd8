"""A document is the data of a case file with the places its parts stand at, whatever the format."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.rulebook.source import TOO_DEEP, Source, WrittenNumber, decoded, parse_source
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.rulebook.positions import KeyPath

_MOST_DIGITS: Final = 30
_SPACE: Final = " \t\r"
_OBJECT_OR_LIST: Final = re.compile(rb"(\xef\xbb\xbf)?\s*(\{|\[\s*[\{\]])")


@attrs.frozen
class Document:
    """One case as data. `source` gives places for TOML; JSON names fields.

    `line` is its line in a file of JSON lines, `index` its place in a list of cases (from 0).
    `dates_as_text` is true for JSON, which has no dates of its own.
    """

    name: str
    data: Any
    source: Source | None = None
    line: int = 0
    dates_as_text: bool = False
    index: int | None = None

    @property
    def repeated(self) -> Iterator[KeyPath]:
        """The paths of keys that are written twice, which TOML does not allow."""
        return _repeated_keys(self.data)

    def problem(self, path: KeyPath, message: Text, *, key: bool = False) -> Problem:
        """Return a problem that stands at a path of the document."""
        if self.source is not None:
            return self.source.at_key(path, message) if key else self.source.at_value(path, message)
        whole = path if self.index is None else (self.index, *path)
        field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in whole)
        return Problem(message, Place(self.name, self.line, 0, field.removeprefix(".")))


def read_documents(raw: bytes, name: str) -> list[Document | InputError]:
    """Return the cases of a file: one of TOML; one, a list, or one on each line of JSON.

    A whole file that cannot be read raises `InputError`; a bad line of several stays one of the
    results, so that the rest are answered.
    """
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        message = Text(zh="文件为空", en="the file is empty")
        raise InputError([Problem(message, Place(name))])
    if _is_json(raw, name):
        return _json_documents(decoded(raw, name), name)
    source = parse_source(raw, name)
    return [Document(name, source.data, source)]


def _is_json(raw: bytes, name: str) -> bool:
    if name.lower().endswith((".json", ".jsonl")):
        return True
    return not name.lower().endswith(".toml") and _OBJECT_OR_LIST.match(raw) is not None


def _json_documents(text: str, name: str) -> list[Document | InputError]:
    if name.lower().endswith(".jsonl"):
        return list(_json_lines(_lines(text), name))
    try:
        # A text that is one value holds no lines of cases: two values on lines of their own are not one.
        data = _DECODER.decode(text)
    except (ValueError, RecursionError):
        lines = _lines(text)
        if _one_on_each_line([line for _, line in lines]):
            return list(_json_lines(lines, name))
        data = _parse(text, name, 0)
    return _of_one_value(data, name)


def _lines(text: str) -> list[tuple[int, str]]:
    # Not splitlines: a JSON text may hold characters that Python alone takes for line ends.
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip(_SPACE)]


def _of_one_value(data: Any, name: str) -> list[Document | InputError]:  # noqa: ANN401 - JSON
    if not isinstance(data, list):
        return [Document(name, data, dates_as_text=True)]
    if not data:
        raise InputError([Problem(Text(zh="没有情形", en="there is no case in it"), Place(name))])
    return [Document(name, one, dates_as_text=True, index=index) for index, one in enumerate(data)]


def _one_on_each_line(lines: list[str]) -> bool:
    """Whether these are JSON lines, even if some are broken: most of several are an object each."""
    if len(lines) <= 1 or not lines[0].lstrip(_SPACE).startswith("{"):
        return False
    return 2 * sum(map(_is_object, lines)) >= len(lines)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line, parse_int=str), dict)
    except (ValueError, RecursionError):
        return False


def _json_lines(lines: list[tuple[int, str]], name: str) -> Iterator[Document | InputError]:
    for number, line in lines:
        try:
            yield Document(name, _parse(line, name, number), line=number, dates_as_text=True)
        except InputError as error:
            yield error


class _Repeating(dict[str, Any]):
    """A JSON object in which some keys are written twice; it holds the first value of each."""

    twice: tuple[str, ...] = ()


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    counts = Counter(key for key, _ in pairs)
    found = _Repeating((key, next(value for name, value in pairs if name == key)) for key in counts)
    found.twice = tuple(key for key, count in counts.items() if count > 1)
    return found


def _repeated_keys(data: Any) -> Iterator[KeyPath]:  # noqa: ANN401 - JSON
    waiting: list[tuple[KeyPath, Any]] = [((), data)] if isinstance(data, dict | list) else []
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Repeating):
            yield from ((*path, key) for key in value.twice)
        items = value.items() if isinstance(value, dict) else enumerate(value)
        waiting.extend(((*path, key), one) for key, one in items if isinstance(one, dict | list))


def _integer(written: str) -> int | WrittenNumber:
    # A number of thousands of digits is refused like any other that is no count.
    return int(written) if len(written) <= _MOST_DIGITS else WrittenNumber(written)


_DECODER: Final = json.JSONDecoder(
    parse_float=WrittenNumber, parse_int=_integer, parse_constant=WrittenNumber, object_pairs_hook=_pairs
)


def _parse(text: str, name: str, first_line: int) -> Any:  # noqa: ANN401 - JSON
    try:
        # `loads` has words of its own for a second mark at the beginning, which is no JSON.
        return json.loads(text) if text.startswith("\ufeff") else _DECODER.decode(text)
    except json.JSONDecodeError as error:
        from xixia_gov.rulebook.positions import source_line  # noqa: PLC0415 - only to complain
        from xixia_gov.rulebook.syntax import syntax_words  # noqa: PLC0415 - the same

        line = error.lineno + max(first_line - 1, 0)
        words = syntax_words(error.msg)
        message = Text(zh=f"JSON 语法错误: {words.zh}", en=f"JSON syntax error: {words.en}")
        shown = source_line(text, error.lineno)
        raise InputError([Problem(message, Place(name, line, error.colno), shown)]) from None
    except RecursionError:
        raise InputError([Problem(TOO_DEEP, Place(name, first_line))]) from None
