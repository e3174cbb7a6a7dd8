"""`xixia-gov conflicts`: where provisions collide or say nothing, and how the rules carry it."""

from __future__ import annotations

import json

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.options import one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import unknown_name
from xixia_gov.text import Text


@click.command(
    cls=Command,
    words=Text(
        zh="列出条文之间的冲突和缺漏: 涉及的条款, 以及规则怎样处理 (读法、假定或说明)。",
        en="List where provisions collide or say nothing: the provisions, and how the rules carry it "
        "(a reading, an assumption or a note).",
    ),
)
@option(
    "--instrument",
    metavar="ID",
    zh="只看涉及这份文件的",
    en="those that touch this instrument alone",
)
@option(
    "--format",
    "form",
    callback=one_of(("table", "json")),
    default="table",
    metavar="table|json",
    zh="输出格式, 默认为 table",
    en="how to print, by default table",
)
@shared
@pass_setup
def conflicts(setup: Setup, instrument: str | None, form: str) -> None:
    """Print the conflicts."""
    from xixia_gov.report.conflicts import conflicts_json, conflicts_table  # noqa: PLC0415 - when called
    from xixia_gov.rulebook.conflicts import read_conflicts  # noqa: PLC0415 - the same

    book = setup.book()
    if instrument is not None and instrument not in book.instruments:
        what = Text(zh="规范性文件", en="instrument")
        raise UsageProblem(unknown_name(what, instrument, list(book.instruments)))
    found = [
        one
        for one in read_conflicts(setup.rules).conflicts
        if instrument is None or any(cite.instrument == instrument for cite in one.between)
    ]
    if form == "json":
        click.echo(json.dumps(conflicts_json(book, found), ensure_ascii=False, indent=2))
    else:
        click.echo(conflicts_table(book, found, setup.lang, width()))
