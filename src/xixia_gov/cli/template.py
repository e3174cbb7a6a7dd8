"""`xixia-gov template KIND`: an empty case file to fill in, for a subject or a matter."""

from __future__ import annotations

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.kinds import known_kind
from xixia_gov.cli.options import one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.text import Text


@click.command(
    cls=Command,
    words=Text(
        zh="输出主体或事项的空白情形文件: 各项事实的名称、单位和可填的值。\n"
        "CSV 是一行表头, 填好后用 xixia-gov check FILE.csv --matter KIND 作答。",
        en="Print an empty case file for a subject or a matter: labels, units and allowed values.\n"
        "A CSV is a header row; answer it with xixia-gov check FILE.csv --matter KIND.",
    ),
)
@click.argument("kind", metavar="SUBJECT|MATTER")
@option(
    "--format",
    "form",
    callback=one_of(("csv", "toml")),
    default="csv",
    metavar="csv|toml",
    zh="格式, 默认为 csv",
    en="the format, by default csv",
)
@shared
@pass_setup
def template(setup: Setup, kind: str, form: str) -> None:
    """Print the template; a subject that has facts of its own is put before the matter."""
    from xixia_gov.casefile.columns import subjects_for  # noqa: PLC0415 - read when called
    from xixia_gov.report.csv import BOM  # noqa: PLC0415 - the same
    from xixia_gov.report.template import template_csv, template_toml  # noqa: PLC0415 - the same
    from xixia_gov.vocabulary.base import Matter  # noqa: PLC0415 - the same

    book = setup.book()
    words = book.vocabulary
    known = (*words.subjects, *words.matters)
    cls = known_kind(known, kind, Text(zh="主体或事项", en="subject or matter"))
    if form == "csv":
        click.echo(BOM + template_csv([cls], setup.lang), nl=False)
        return
    asking = subjects_for(book, [cls]) if issubclass(cls, Matter) else ()
    click.echo(template_toml([cls], asking or words.subjects, setup.lang), nl=False)
