"""Damage done to a file, a pure function of the file and the numbers drawn."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

Damage = Callable[[str, random.Random], str]

LETTERS: Final = "aX0_.-=:\"'[]{}#,;\\ \t\n\r\0\x1b\u2028\u3000\u200f有，￥９\ufeff\ud800\U0001f525"
"""Characters that mean something to a reader of TOML, JSON, CSV or expressions, and some that should not."""

VALUES: Final = (
    "true",
    "null",
    "0",
    "-1",
    "1.5",
    "nan",
    "1e400",
    "2024-02-29",
    "2024-02-30",
    "0000-00-00",
    "9999-12-31",
    "2024-02-29T10:00:00",
    "10:00:00",
    '""',
    '"有"',
    '"1/0"',
    '"a.b"',
    '"not not"',
    '"holds(fire.season)"',
    "[]",
    "[[]]",
    "{}",
    "{ a = {} }",
    '{"a": {}}',
    '["a", 1]',
    "9" * 40,
    "9" * 5000,
    "[" * 400,
    '"' + "(" * 200 + '"',
)
CELLS: Final = (
    "",
    " ",
    "是",
    "否",
    "面议",
    "12万",
    "0.00000001万",
    "￥1,000.00",
    "１，０００",
    "-0",
    "1e9",
    "9" * 40,
    "2024/8/15",
    "2024年2月30日",
    "8/9/2024",
    "0001-01-01",
    "9999/12/31",
    "45519",
    "=1+1",
    '"',
    '""',
    '"a\nb"',
    "一十一十",
    "两万台",
    "无",
    "a" * 3000,
    "1,2",
    "\0",
    "\u200b",
)
_VALUE: Final = re.compile(r'[=:] *("[^"\n]*"|[0-9][0-9.-]*|true|false)')
_WORD: Final = re.compile(r"[a-z_]{3,}|[\u4e00-\u9fff]{2,}")
_MARK: Final = re.compile(r"[,;\t]")


def characters(text: str, draw: random.Random) -> str:
    """Delete, double, swap or insert a character."""
    at = draw.randrange(len(text))
    return draw.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + text[at : at + 1] + text[at:],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            text[:at] + draw.choice(LETTERS) + text[at:],
        ]
    )


def stretches(text: str, draw: random.Random) -> str:
    """Delete a stretch, double it, or put it in the place of another."""
    at, to = sorted((draw.randrange(len(text) + 1), draw.randrange(len(text) + 1)))
    near = min(to, at + 12)
    return draw.choice(
        [
            text[:at] + text[near:],
            text[:at] + text[at:near] + text[at:],
            text[:at] + text[to : to + 12] + text[near:],
            text[:at],
        ]
    )


def lines(text: str, draw: random.Random) -> str:
    """Delete, double, move or cut off lines."""
    listed = text.split("\n")
    at, to = draw.randrange(len(listed)), draw.randrange(len(listed))
    rest = [*listed[:at], *listed[at + 1 :]]
    return "\n".join(
        draw.choice(
            [
                rest,
                [*listed[:at], listed[at], *listed[at:]],
                [*rest[:to], listed[at], *rest[to:]],
                listed[:at],
            ]
        )
    )


def values(text: str, draw: random.Random) -> str:
    """Put another value, or the value of another key, in the place of one."""
    spots = [match.span(1) for match in _VALUE.finditer(text)]
    if not spots:
        return text
    first, last = draw.choice(spots)
    other = draw.choice(spots)
    return text[:first] + draw.choice([*VALUES, text[slice(*other)]]) + text[last:]


def words(text: str, draw: random.Random) -> str:
    """Put one word of the file in the place of another."""
    spots = [match.span() for match in _WORD.finditer(text)]
    if not spots:
        return text
    first, last = draw.choice(spots)
    return text[:first] + text[slice(*draw.choice(spots))] + text[last:]


def cells(text: str, draw: random.Random) -> str:
    """Put something else in a cell, another cell in its place, or another mark between two."""
    spots = [match.span() for match in _MARK.finditer(text)]
    if not spots:
        return text
    at = draw.randrange(len(spots))
    first, last = spots[at][1], spots[min(at + 1, len(spots) - 1)][0]
    other = draw.randrange(len(spots))
    cell = text[spots[other][1] : spots[min(other + 1, len(spots) - 1)][0]]
    return draw.choice(
        [
            text[:first] + draw.choice(CELLS) + text[max(first, last) :],
            text[:first] + cell + text[max(first, last) :],
            text[: spots[at][0]] + draw.choice(",;\t，；\n\r") + text[spots[at][1] :],
        ]
    )


IN_TREES: Final[tuple[Damage, ...]] = (characters, stretches, lines, values, values, words, words)
"""The damage done to TOML and JSON."""
IN_TABLES: Final[tuple[Damage, ...]] = (characters, stretches, lines, words, cells, cells, cells)
"""The damage done to CSV."""


_FINE: Final = 4
"""How many of the kinds of damage, the last ones, leave the syntax alone."""


def damaged(text: str, draw: random.Random, how: tuple[Damage, ...]) -> str:
    """Return a text damaged in one place or a few; every other time so that its syntax may survive."""
    how = draw.choice((how, how[-_FINE:]))
    for _ in range(draw.choice((1, 1, 2, 5))):
        text = draw.choice(how)(text or "\n", draw)
    return text


def encoded(text: str, draw: random.Random, encodings: tuple[str, ...] = ("utf-8",)) -> bytes:
    """Return a text as bytes; now and then some of the bytes are broken."""
    encoding = draw.choice(encodings)
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "surrogatepass")
    if draw.random() < 0.05 and raw:  # noqa: PLR2004 - now and then
        at = draw.randrange(len(raw))
        raw = raw[:at] + draw.choice((b"\xff", b"\xe4", b"\0", b"\x80", b"")) + raw[at + 1 :]
    return raw


__all__ = ["IN_TABLES", "IN_TREES", "damaged", "encoded"]
