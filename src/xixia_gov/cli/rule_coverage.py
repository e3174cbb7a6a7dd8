"""`xixia-gov rule-coverage [RULE...]`: what of the rules the examples reach, and what nothing shows yet."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.mutate import folder
from xixia_gov.cli.names import known_rules
from xixia_gov.cli.options import one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.text import Text

_MISSING = 1


@click.command(
    cls=Command,
    words=Text(
        zh="统计例子走到了规则的哪些地方: 条件, 表的行与界, 期间的首末日, 读法, 例外, 定义。\n"
        "退出码: 0 全部走到, 1 有缺, 2 用法有误。",
        en="Count what of the rules the examples reach: conditions both ways and alone, rows and edges, "
        "first and last days, readings, exceptions, definitions.\n"
        "Exit code: 0 all of it, 1 something is missing, 2 bad usage.",
    ),
)
@click.argument("names", metavar="[RULE...]", nargs=-1)
@option(
    "--cases",
    callback=folder,
    metavar="DIR",
    zh="另有手工推算案例的文件夹 (TOML, [[worked]])",
    en="a folder of worked cases beside the examples (TOML, [[worked]])",
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
def rule_coverage(setup: Setup, names: tuple[str, ...], *, cases: Path | None, form: str) -> int:
    """Print the counts and all that is missing; the exit code is 1 where anything is."""
    from xixia_gov.analysis.coverage import coverage  # noqa: PLC0415 - read when called
    from xixia_gov.analysis.trials import trials_of  # noqa: PLC0415 - the same
    from xixia_gov.analysis.worked import read_worked  # noqa: PLC0415 - the same
    from xixia_gov.report import rule_coverage as report  # noqa: PLC0415 - the same

    book = setup.book()
    rules = known_rules(book, names) if names else None
    worked = () if cases is None else read_worked(book, cases)
    told = report.Told(book, coverage(book, trials_of(book, worked), rules), each=bool(names))
    if form == "json":
        click.echo(json.dumps(report.rule_coverage_json(told), ensure_ascii=False, indent=2))
    else:
        click.echo(report.rule_coverage_table(told, setup.lang, width()))
    return _MISSING if any(one.missing for one in told.covered) else 0
