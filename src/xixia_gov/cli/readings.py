"""`xixia-gov readings`: every reading left open and every assumption, with the rules they touch."""

from __future__ import annotations

import json

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.options import one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.text import Text


@click.command(
    cls=Command,
    words=Text(
        zh="列出未定的读法和假定: 问题、选项、倾向的选项、涉及的规则; 用 check --settle 可以改定。",
        en="List the readings left open and the assumptions: question, options, the preferred one, "
        "the rules; `check --settle` settles them.",
    ),
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
def readings(setup: Setup, form: str) -> None:
    """Print the readings."""
    from xixia_gov.report.readings_table import readings_json, readings_table  # noqa: PLC0415 - when called

    book = setup.book()
    if form == "json":
        click.echo(json.dumps(readings_json(book), ensure_ascii=False, indent=2))
    else:
        click.echo(readings_table(book, setup.lang, width()))
