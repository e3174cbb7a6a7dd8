"""Errors are values first: a problem says where, what was found, what is allowed and what to write.

XixiaError
├── InputError     bad input by a person: one or many problems, all of the document at once
└── ValueProblem   one value that cannot be what it should be; whoever knows the place wraps it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from xixia_gov.text import Lang, Text

MOST_NAMES: Final = 30
"""How many allowed names a message lists."""
_SHORT_NAME: Final = 2
_AROUND: Final = 150
"""Characters of a long line that are shown on either side of a fault."""


@attrs.frozen(order=True)
class Place:
    """Where a problem stands: a file, a position counted from 1 in characters, a field."""

    path: str = ""
    line: int = 0
    column: int = 0
    field: str = ""

    def __str__(self) -> str:
        parts = [self.path] if self.path else []
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        place = ":".join(parts)
        if self.field and not self.column:  # a column says where better than the name of a field
            return f"{place}: {self.field}" if place else self.field
        return place


@attrs.frozen
class Problem:
    """One thing that is wrong, in both languages, with the line it stands in where there is one."""

    message: Text
    place: Place = Place()
    source: str = ""

    def render(self, lang: Lang) -> str:
        """Return `place: message`, then the source line with a caret under the column.

        The caret counts terminal cells, so that it stands right after Chinese text.
        """
        where = str(self.place)
        head = f"{where}: {self.message.in_(lang)}" if where else self.message.in_(lang)
        if not self.source or not self.place.column:
            return head
        source, column = _clipped(_printable(self.source), self.place.column)
        return f"{head}\n    {source}\n    {_indent(source, column)}^"


def _clipped(source: str, column: int) -> tuple[str, int]:
    """Return a long line as the part around a column, and the column in that part."""
    first = max(0, min(column - 1 - _AROUND, len(source) - 2 * _AROUND))
    last = max(first + 2 * _AROUND, column + _AROUND) if first else 2 * _AROUND
    before, after = "…" if first else "", "…" if last < len(source) else ""
    return f"{before}{source[first:last]}{after}", column - first + len(before)


def _printable(source: str) -> str:
    """Return a line as it may be shown: a character that would move the cursor is replaced."""
    marked = (char if char == "\t" or char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in source)
    return "".join(marked)


def _indent(source: str, column: int) -> str:
    from wcwidth import wcswidth  # noqa: PLC0415 - only needed when an error is printed

    before = source[: column - 1]
    return "".join("\t" if char == "\t" else " " * max(wcswidth(char), 0) for char in before)


class XixiaError(Exception):
    """The parent of every error this package raises on purpose."""


class ValueProblem(XixiaError):
    """One value is not what it should be; `message` says what was found and what is allowed."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.en


class InputError(XixiaError):
    """A document (a case, a rule folder) that cannot be used; `problems` holds all that is wrong.

    >>> error = InputError([Problem(Text(zh="空", en="empty"), Place("a.toml", 1, 1))])
    >>> str(error)
    'a.toml:1:1: empty'
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def render(self, lang: Lang) -> str:
        """Return every problem, one after the other."""
        return "\n".join(problem.render(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.render("en")


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name most like `name`, or None where none is near.

    Of two characters, as many Chinese words have, one may be wrong. The last part of a dotted or
    slashed name alone is near it; of several such names the first is taken.

    >>> nearest("unit_prise", ["unit_price", "final_price"])
    'unit_price'
    >>> nearest("冰相", ["冰箱", "空调"])
    '冰箱'
    >>> nearest("unit_price", ["purchase.unit_price", "unit_rate"])
    'purchase.unit_price'
    """
    allowed = set(allowed)
    ends = sorted(one for one in allowed if name and one.endswith((f".{name}", f"/{name}")))
    if ends:
        return ends[0]
    cutoff = 0.5 if len(name) == _SHORT_NAME else 0.6
    import difflib  # noqa: PLC0415 - only to complain

    found = difflib.get_close_matches(name, sorted(allowed), n=1, cutoff=cutoff)
    return found[0] if found else None


def unknown_name(what: Text, name: str, allowed: Sequence[str], also: Iterable[str] = ()) -> Text:
    """Return the message for a name nobody knows: the nearest right one, else all there are.

    Names of `also` are right too, but too many to list.

    >>> unknown_name(Text(zh="事实", en="fact"), "prise", ["price"]).en
    "unknown fact 'prise'; did you mean 'price'?"
    """
    near = nearest(name, [*allowed, *also])
    if near is not None:
        return Text(
            zh=f"未知{what.zh}“{name}”; 是否应为“{near}”?",
            en=f"unknown {what.en} {name!r}; did you mean {near!r}?",
        )
    names = some_names(allowed)
    return Text(
        zh=f"未知{what.zh}“{name}”; 可用: {names.zh}",
        en=f"unknown {what.en} {name!r}; allowed: {names.en}",
    )


def some_names(names: Iterable[str]) -> Text:
    """Return names for a message: all of them, or the first ones and how many more there are.

    >>> some_names(["b", "a"]).en
    'a, b'
    """
    known = sorted(set(names))
    shown = ", ".join(known[:MOST_NAMES]) if known else "-"
    more = len(known) - MOST_NAMES
    if more <= 0:
        return Text(zh=shown, en=shown)
    return Text(zh=f"{shown} … (另有 {more} 个)", en=f"{shown} … ({more} more)")
