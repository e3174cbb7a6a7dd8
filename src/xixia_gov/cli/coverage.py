"""`xixia-gov coverage`: what became of the provisions of each instrument."""

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
        zh="按文件统计条文的处理: 已编为规则、定义、由其他文件规定、鼓励性、无法判定、待编。",
        en="Count by instrument what became of its provisions: encoded, definition, referred, soft, "
        "not decidable, later.",
    ),
)
@option(
    "--format",
    "form",
    callback=one_of(("table", "json")),
    default="table",
    metavar="table|json",
    zh="输出格式, 默认为 table; json 逐条列出",
    en="how to print, by default table; json lists every provision",
)
@shared
@pass_setup
def coverage(setup: Setup, form: str) -> None:
    """Print the counts, from the register of the rules folder alone: no rule is loaded."""
    from xixia_gov.report.coverage import coverage_json, coverage_table  # noqa: PLC0415 - read when called
    from xixia_gov.rulebook.registers import read_register  # noqa: PLC0415 - the same

    register = read_register(setup.rules)
    if form == "json":
        click.echo(json.dumps(coverage_json(register), ensure_ascii=False, indent=2))
    else:
        click.echo(coverage_table(register, setup.lang, width()))
