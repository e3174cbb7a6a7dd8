"""`xixia-gov instruments [--in-force DATE]`: the documents the rules rest on."""

from __future__ import annotations

import datetime as dt
import json

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.options import day, one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.text import Text


@click.command(
    cls=Command,
    words=Text(
        zh="列出规则所依据的文件: 文号、标题、发文单位、日期、规则的有效期、规则数、是否有原文。",
        en="List the instruments the rules rest on: number, title, issuers, date, when their rules apply, "
        "how many rules, and whether the text is held.",
    ),
)
@option(
    "--in-force",
    "in_force",
    callback=day,
    metavar="YYYY-MM-DD",
    zh="只算当日有效 (含推定有效) 的规则",
    en="only the rules that apply on that day, those presumed to apply included",
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
def instruments(setup: Setup, in_force: dt.date | None, form: str) -> None:
    """Print the register of instruments."""
    from xixia_gov.report.instruments import instruments_json, instruments_table  # noqa: PLC0415 - when called

    book = setup.book()
    if form == "json":
        click.echo(json.dumps(instruments_json(book, in_force), ensure_ascii=False, indent=2))
    else:
        click.echo(instruments_table(book, setup.lang, width(), in_force))
