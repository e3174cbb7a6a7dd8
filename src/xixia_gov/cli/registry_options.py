"""The options of commands that read a registry row by row."""

from __future__ import annotations

from typing import Final

import click

from xixia_gov.cli.command import option
from xixia_gov.cli.options import day

_MOST_ROWS: Final = 10_000_000

matter_option = option(
    "--matter",
    metavar="KIND",
    zh="各行的事项 (没有“事项”列时)",
    en="what rows are about, where no column says it",
)
"""Declares --matter: what the rows are about."""

subject_option = option(
    "--subject",
    metavar="KIND",
    zh="各行的主体 (规则所涉主体不止一种时)",
    en="who asks, where the rules name several subjects",
)
"""Declares --subject: who asks."""

key_option = option(
    "--key",
    metavar="HEAD",
    zh="编号所在的列, 默认为“编号”列; 都没有时为行号",
    en="the column of each row's key, by default `ref`; without it, the line",
)
"""Declares --key: the column of the key of each row."""

rows_as_of_option = option(
    "--as-of",
    callback=day,
    metavar="DATE",
    zh="询问之日 YYYY-MM-DD, 优先于各行所写; 都没有时为今天",
    en="the day of asking, YYYY-MM-DD, before the rows' own; without both, today",
)
"""Declares --as-of of commands that read registries."""

ignore_option = option(
    "--ignore",
    "ignored",
    metavar="HEAD",
    multiple=True,
    zh="略过表头为 HEAD 的列 (可重复)",
    en="leave out the column with this head (may be repeated)",
)
"""Declares --ignore: columns that are left out."""

sheet_option = option("--sheet", metavar="NAME", zh="xlsx 的工作表", en="the sheet of an xlsx")
"""Declares --sheet: which sheet of an xlsx."""

chunk_option = option(
    "--chunk",
    metavar="ROWS",
    type=click.IntRange(1, _MOST_ROWS),
    zh="一次读多少行, 默认 131072; 越少越省内存",
    en="how many rows are read at once, by default 131072; fewer take less memory",
)
"""Declares --chunk: how many rows are read at once."""
