"""`xixia-gov rules [WORD...]`: the rules there are, or those that everyday words name."""

from __future__ import annotations

import click

from xixia_gov.cli.command import Command
from xixia_gov.cli.options import pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.text import Text


@click.command(
    cls=Command,
    words=Text(
        zh="列出规则; 给出日常用语 (如 冰箱) 时查找相关规则。",
        en="List the rules; with everyday words, such as fridge, find the rules about them.",
    ),
)
@click.argument("words", metavar="[WORD...]", nargs=-1)
@shared
@pass_setup
def rules(setup: Setup, words: tuple[str, ...]) -> None:
    """Print the rules that fit, or the nearest ones."""
    from xixia_gov.report.rules import find_rules, rules_table  # noqa: PLC0415 - read when called

    book = setup.book()
    query = " ".join(words)
    click.echo(rules_table(book, find_rules(book, query), query, setup.lang, width()))
