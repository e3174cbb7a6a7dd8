"""A plain table whose cells are lists of lines; on a narrow terminal, a block for each record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tabulate import tabulate

from xixia_gov.report.table import shared
from xixia_gov.report.wrap import cells, wrap

Lines = Sequence[str]

_BETWEEN: Final = 2
"""The cells between two columns."""
_LEAST: Final = 9
"""The narrowest column that can still be read."""
_HEAD: Final = 2
"""The cells that tabulate keeps beside every head."""
_FRAME: Final = 7
"""The cells that the frame of a block takes."""


def grid(heads: Sequence[str], rows: Sequence[Sequence[Lines]], width: int) -> str:
    """Return a table of at most `width` terminal cells.

    The first column holds what people copy, so it is not broken; the others give way.

    >>> print(grid(["a", "b"], [[["x"], ["y", "z"]]], 80))
    a    b
    ---  ---
    x    y
         z
    """
    natural = [
        max(cells(head) + _HEAD, *(cells(line) for row in rows for line in row[index]))
        for index, head in enumerate(heads)
    ]
    room = width - _BETWEEN * (len(heads) - 1) - natural[0]
    if room < _LEAST * (len(heads) - 1):
        return "\n".join(_block(heads, row, width) for row in rows)
    widths = [natural[0], *shared(natural[1:], room)]
    body = [[_cell(lines, own) for lines, own in zip(row, widths, strict=True)] for row in rows]
    names = ["\n".join(wrap(head, own - _HEAD)) for head, own in zip(heads, widths, strict=True)]
    return tabulate(body, headers=names, tablefmt="simple", disable_numparse=True)


def _block(heads: Sequence[str], row: Sequence[Lines], width: int) -> str:
    room = max(width - max(map(cells, heads)) - _FRAME, _LEAST)
    body = [[head, _cell(lines, room)] for head, lines in zip(heads, row, strict=True)]
    return tabulate(body, tablefmt="simple_grid", disable_numparse=True)


def _cell(lines: Lines, room: int) -> str:
    return "\n".join(part for line in lines for part in wrap(line, room))


__all__ = ["grid"]
