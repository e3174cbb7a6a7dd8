"""Rows of one case stand together; the cases whose rows do not are found in bounded memory.

A first look marks each case in a map of fixed size, which may take two cases for one; a second look
counts by name only those that were marked twice. A file of any length takes no more room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from xixia_gov.casefile.csvread import Row

_BITS: Final = 1 << 26
"""How many marks the map has: 8 MiB; of a million cases, about one in seventy is looked at again."""

Rows = Callable[[], Iterator[Row]]
"""The rows of a sheet from the first one, as often as they are asked for."""


def standing_apart(rows: Rows, name_of: Callable[[Row], str]) -> frozenset[str]:
    """Return the names of cases some of whose rows stand apart from the others.

    >>> sheet = [Row(2, 2, ("a",)), Row(3, 3, ("b",)), Row(4, 4, ("a",))]
    >>> sorted(standing_apart(lambda: iter(sheet), lambda row: row.cells[0]))
    ['a']
    """
    marks = bytearray(_BITS // 8)
    again: set[str] = set()
    for name in _runs(rows(), name_of):
        place, bit = divmod(hash(name) % _BITS, 8)
        if marks[place] & 1 << bit:
            again.add(name)
        marks[place] |= 1 << bit
    if not again:
        return frozenset()
    counts = Counter(name for name in _runs(rows(), name_of) if name in again)
    return frozenset(name for name, count in counts.items() if count > 1)


def _runs(rows: Iterator[Row], name_of: Callable[[Row], str]) -> Iterator[str]:
    """Yield the name of each run of rows that name one case; rows that name none are left out."""
    before = ""
    for row in rows:
        name = name_of(row)
        if name and name != before:
            yield name
        before = name


__all__ = ["standing_apart"]
