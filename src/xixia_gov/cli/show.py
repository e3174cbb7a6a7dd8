"""`xixia-gov show RULE`: a rule as a policy clerk reads it."""

from __future__ import annotations

import click

from xixia_gov.cli.command import Command
from xixia_gov.cli.names import known_rules
from xixia_gov.cli.options import pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.text import Text


@click.command(
    cls=Command,
    words=Text(
        zh="显示规则的全部内容: 条件、金额、条文依据、读法、假定和例子。",
        en="Show all of a rule: conditions, sums, provisions, readings, assumptions and examples.",
    ),
)
@click.argument("names", metavar="RULE...", nargs=-1, required=True)
@shared
@pass_setup
def show(setup: Setup, names: tuple[str, ...]) -> None:
    """Print rules by their ids or their titles."""
    from xixia_gov.report import show as report  # noqa: PLC0415 - read when called

    book = setup.book()
    pages = [report.show(book, rule, setup.lang, width()) for rule in known_rules(book, names)]
    click.echo("\n\n".join(pages))
