"""A rejection is a row that is not answered, with the cell that is at fault and what to write there."""

from __future__ import annotations

import attrs

from xixia_gov.casefile.columns import Column, Role
from xixia_gov.errors import Place, Problem
from xixia_gov.text import Text


@attrs.frozen
class Fault:
    """What is wrong with one cell of a chunk: its row there (from 0), its column, and why."""

    row: int
    column: Column
    reason: Text


@attrs.frozen
class Rejection:
    """One reason why a row is not answered; a row may have several.

    `line` is the line of a CSV, the row of a sheet, or the place of a Parquet row (all from 1). `column`
    is None where the whole row is at fault. `key` is the row's own, empty where it has none.
    """

    line: int
    column: Column | None
    reason: Text
    key: str = ""

    def problem(self, name: str) -> Problem:
        """Return the rejection as a problem of a file.

        >>> seat = Column(2, "单价", Role.FACT)
        >>> print(Rejection(3, seat, Text(zh="不是金额", en="is no sum")).problem("a.csv").render("en"))
        a.csv:3:2: column B, '单价': is no sum
        """
        if self.column is None:
            return Problem(self.reason, Place(name, self.line))
        said = self.column.said(self.reason) if self.column.head else self.reason
        return Problem(said, Place(name, self.line, self.column.number))


WHOLE_ROW = Column(0, "", Role.NONE)
"""The column of a fault that is none of one cell."""

__all__ = ["WHOLE_ROW", "Fault", "Rejection"]
