"""A row of a table in words: what it asks of each column."""

from __future__ import annotations

from xixia_gov.model.definition import Band, Row, Table
from xixia_gov.report.plain import cell_node
from xixia_gov.report.speaker import Speaker


def row_words(speaker: Speaker, table: Table, row: Row) -> str:
    """Return what selects a row; nothing where it always applies."""
    parts = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        if cell is None:
            continue
        if isinstance(cell, Band) and cell.least is not None and cell.most is not None:
            what = speaker.said(column)
            least, most = speaker.said(cell.least), speaker.said(cell.most)
            parts.append(
                speaker.pick(
                    f"{what}从{least}到{most}，两端在内",
                    f"{what} is from {least} to {most}, both ends inside",
                )
            )
        elif (node := cell_node(column, cell)) is not None:
            parts.append(speaker.said(node))
    return speaker.pick("，且", " and ").join(parts)
