"""The side file of the rows that are not answered: a line for each reason, in the order they are found."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import IO, Final

from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.sink import BOM, guarded_heads
from xixia_gov.text import Lang, Text

_HEADS: Final = (
    Text(zh="行", en="line"),
    Text(zh="列", en="column"),
    Text(zh="表头", en="head"),
    Text(zh="编号", en="key"),
    Text(zh="原因", en="reason"),
)


class SideFile:
    """The side file of rejected rows: a line for each reason, and how many rows they are."""

    def __init__(self, stream: IO[str], lang: Lang) -> None:
        self.lang = lang
        stream.write(BOM.decode("utf-8"))
        self.writer = csv.writer(stream)
        self.writer.writerow([head.in_(lang) for head in _HEADS])
        self.rows = 0
        self.line = 0

    def write(self, rejected: Sequence[Rejection]) -> None:
        """Write some rejections; those of one row stand together."""
        for one in rejected:
            self.rows += one.line != self.line
            self.line = one.line
            number, head = ("", "") if one.column is None else (str(one.column.number), one.column.head)
            cells = [str(one.line), number, head, one.key, one.reason.in_(self.lang)]
            self.writer.writerow(guarded_heads(cells))


__all__ = ["SideFile"]
