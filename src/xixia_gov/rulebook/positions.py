"""A position is found again from the source: one pass notes where each key and each value begins.

`tomllib` says what a document holds but not where. So a document it has accepted is scanned again,
for places only; nothing is checked here, and any other text may raise. A path is that of
the loaded document, `("rules", 0, "cap")`, an int for each element of an array of any kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from xixia_gov.frozen import FrozenMap

KeyPath = tuple[str | int, ...]

_SPACE: Final = " \t\r\n"
_QUOTES: Final = "\"'"
_HEX_DIGITS: Final = {"u": 4, "U": 8}


@attrs.frozen(order=True)
class Spot:
    """A place in a text: line and column, both counted from 1, in characters."""

    line: int
    column: int


@attrs.frozen(repr=False)
class Positions:
    """Where the keys and values of one TOML document stand; made by `locate`.

    A path that is not in the document has the place of its nearest parent that is (a missing key:
    the header of its table); the empty path is at 1:1.
    """

    _source: str
    _keys: FrozenMap[KeyPath, int]
    _values: FrozenMap[KeyPath, int]
    _strings: frozenset[KeyPath]

    def key(self, path: KeyPath) -> Spot:
        r"""Return where the last key of `path` begins, its quote included.

        For a table it is the name in its header; for an element of a plain array, the element.

        >>> locate("[a]\nb.c = 1").key(("a", "b", "c"))
        Spot(line=2, column=3)
        """
        return self._nearest(self._keys, path)

    def value(self, path: KeyPath) -> Spot:
        r"""Return where the value at `path` begins, its quote or bracket included.

        For a table it is the bracket of its header; without a header, its first mention in a path.

        >>> locate("[a]\nb.c = 1").value(("a", "b", "c"))
        Spot(line=2, column=7)
        """
        return self._nearest(self._values, path)

    def text_offset(self, path: KeyPath) -> Spot:
        """Return where the first character of the string at `path` stands, after its quotes.

        The k-th character stands k columns further on, if the string has one line and no escape
        before it (an escape is several characters wide); `inside` is always exact.

        >>> locate("a = 'b'").text_offset(("a",))
        Spot(line=1, column=6)
        """
        return self.inside(path, 0)

    def inside(self, path: KeyPath, k: int) -> Spot:
        r"""Return where the k-th character (from 0) of the decoded string at `path` is written.

        An escape stands at its backslash; from the string's length on it is the closing quote. For
        a value that is no string, return where the value begins.

        >>> locate('a = "\\tb"').inside(("a",), 1)
        Spot(line=1, column=8)
        """
        if path not in self._strings:
            return self.value(path)
        starts, _ = _string(self._source, self._values[path])
        return self._spot(starts[min(max(k, 0), len(starts) - 1)])

    def _nearest(self, offsets: FrozenMap[KeyPath, int], path: KeyPath) -> Spot:
        while path not in offsets:
            path = path[:-1]
        return self._spot(offsets[path])

    def _spot(self, offset: int) -> Spot:
        before = self._source[:offset]
        return Spot(before.count("\n") + 1, offset - before.rfind("\n"))


def locate(source: str) -> Positions:
    r"""Return the positions of everything in `source`, TOML text that `tomllib` has accepted.

    >>> locate("[[rules]]\nid = 'a'").value(("rules", 0, "id"))
    Spot(line=2, column=6)
    """
    return _Scanner(source).document()


def source_line(source: str, line: int) -> str:
    r"""Return a line, counted from 1, without its end; empty where there is no such line.

    >>> source_line("a = 1\nb = 2", 2)
    'b = 2'
    """
    # Not splitlines: a TOML string may hold characters that Python alone takes for line ends.
    lines = source.split("\n")
    return lines[line - 1].removesuffix("\r") if 1 <= line <= len(lines) else ""


@attrs.define
class _Scanner:
    """Where the pass stands (`at`), and what it has met; offsets are in characters from 0."""

    source: str
    at: int = 0
    keys: dict[KeyPath, int] = attrs.Factory(lambda: {(): 0})
    values: dict[KeyPath, int] = attrs.Factory(lambda: {(): 0})
    strings: set[KeyPath] = attrs.Factory(set)
    newest: dict[KeyPath, int] = attrs.Factory(dict)  # the last index of each array of tables

    def document(self) -> Positions:
        table: KeyPath = ()
        while char := self._peek():
            if char == "[":
                table = self._header()
            else:
                self._pair(table)
        keys, values = FrozenMap(self.keys), FrozenMap(self.values)
        return Positions(self.source, keys, values, frozenset(self.strings))

    def _header(self) -> KeyPath:
        start = self.at
        brackets = 2 if self.source.startswith("[[", start) else 1
        self.at += brackets
        path, offset = self._key(())
        self.at += brackets
        if brackets > 1:
            self._mention(path, offset, start)
            self.newest[path] = self.newest.get(path, -1) + 1
            path = (*path, self.newest[path])
        # Not a mention: a header outranks the headers of its children that came before it.
        self.keys[path], self.values[path] = offset, start
        return path

    def _pair(self, table: KeyPath) -> None:
        path, offset = self._key(table)
        self.at += len("=")
        self._skip(" \t")
        self._value(path, offset)

    def _value(self, path: KeyPath, key: int) -> None:
        self._mention(path, key, self.at)
        char = self.source[self.at]
        if char in _QUOTES:
            self.strings.add(path)
            _, self.at = _string(self.source, self.at)
        elif char == "[":
            for n in self._items("]"):
                self._value((*path, n), self.at)
        elif char == "{":
            for _ in self._items("}"):
                self._pair(path)
        else:
            self.at += 1
            self._skip(",]}#\r\n", until=True)

    def _mention(self, path: KeyPath, key: int, value: int) -> None:
        self.keys.setdefault(path, key)
        self.values.setdefault(path, value)

    def _key(self, path: KeyPath) -> tuple[KeyPath, int]:
        """Read a dotted key under `path`: the whole path, and where its last name begins."""
        while True:
            self._skip(" \t")
            start = self.at
            if self.source[start] in _QUOTES:
                _, self.at = _string(self.source, start)
                import tomllib  # noqa: PLC0415 - only where a key is escaped

                name = str(tomllib.loads(f"k = {self.source[start : self.at]}")["k"])
            else:
                self._skip(" \t.=]", until=True)
                name = self.source[start : self.at]
            path = (*path, name)
            self._skip(" \t")
            if self.source[self.at] != ".":
                return path, start
            self.at += len(".")
            self._mention(path, start, start)
            path = (*path, self.newest[path]) if path in self.newest else path

    def _items(self, close: str) -> Iterator[int]:
        """Stand before each item in turn, and in the end behind the closing bracket."""
        self.at += 1
        n = 0
        while (char := self._peek()) != close:
            if char == ",":
                self.at += 1
            else:
                yield n
                n += 1
        self.at += 1

    def _peek(self) -> str:
        """Go to the next character that is neither space nor comment; "" at the end."""
        self._skip(_SPACE)
        while self.source.startswith("#", self.at):
            self._skip("\n", until=True)
            self._skip(_SPACE)
        return self.source[self.at : self.at + 1]

    def _skip(self, chars: str, *, until: bool = False) -> None:
        while self.at < len(self.source) and (self.source[self.at] in chars) is not until:
            self.at += 1


def _string(source: str, at: int) -> tuple[list[int], int]:
    """Return where each character of the string at `at` is written, then its quote; and its end."""
    quote = source[at]
    fence = quote * 3 if source.startswith(quote * 3, at) else quote
    at += len(fence)
    at += _newline_width(source, at)  # right after the opening quotes it is no content
    starts: list[int] = []
    while not source.startswith(fence, at):
        escape = source[at + 1] if source[at] == "\\" and quote == '"' else ""
        if escape and escape in _SPACE:  # the backslash joins two lines and all space between
            at += 1
            while source[at] in _SPACE:
                at += 1
            continue
        starts.append(at)
        at += 2 + _HEX_DIGITS.get(escape, 0) if escape else max(_newline_width(source, at), 1)
    while len(fence) > 1 and source.startswith(quote, at + len(fence)):
        starts.append(at)  # one or two quotes right before the closing three are content
        at += 1
    return [*starts, at], at + len(fence)


def _newline_width(source: str, at: int) -> int:
    return 2 if source.startswith("\r\n", at) else int(source.startswith("\n", at))
