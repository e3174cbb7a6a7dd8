"""Wrapping counts terminal cells: a Chinese character takes two, and may be broken after almost anywhere."""

from __future__ import annotations

import re
from typing import Final

from wcwidth import wcswidth

_WIDE_CHARS: Final = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_TOKEN: Final = re.compile(
    r"“[^”\s]{1,8}”"  # a short quoted name stays whole
    rf"|[{_WIDE_CHARS}]"
    r"|\s+"
    rf"|[^\s\-“{_WIDE_CHARS}]+-?|[-“]"  # a word may be broken after its hyphens
)
_NEVER_FIRST: Final = frozenset("，。、；：？！）》”’」』〕】,.;:?!)]}…%％元号级天日月年")
_OPENING: Final = frozenset("（《“‘「『〔【([{")


def cells(text: str) -> int:
    """Return how many terminal cells a text takes; what cannot be printed takes none.

    >>> cells("补贴a")
    5
    """
    return max(wcswidth(text), 0)


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return the lines of a text, each at most `width` cells; lines after the first are indented.

    A word longer than a line is cut. Closing marks never begin a line, opening ones never end one.

    >>> wrap("以旧换新补贴", 8)
    ['以旧换新', '补贴']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped(paragraph, max(width, 4), indent))
    return lines


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width - cells(indent)):
        if line.strip() and cells(line) + cells(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent
            piece = piece.lstrip()  # noqa: PLW2901 - a line does not begin with a blank
        line += piece
    lines.append(line.rstrip())
    return lines


def _pieces(text: str, width: int) -> list[str]:
    """Return the parts of a line that stay together."""
    pieces: list[str] = []
    for token in _TOKEN.findall(text):
        for part in _cut(token, width):
            joined = pieces and (
                (part[0] in _NEVER_FIRST and not pieces[-1].isspace()) or pieces[-1][-1] in _OPENING
            )
            if joined and cells(pieces[-1] + part) <= width:
                pieces[-1] += part
            else:
                pieces.append(part)
    return pieces


def _cut(token: str, width: int) -> list[str]:
    if cells(token) <= width:
        return [token]
    parts = [""]
    for char in token:
        if parts[-1] and cells(parts[-1] + char) > width:
            parts.append("")
        parts[-1] += char
    return parts
