"""`xixia-gov rules [WORD...]`: the rules there are, those that everyday words name, or that filters keep."""

from __future__ import annotations

import datetime as dt
import json

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.options import day, one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import ValueProblem
from xixia_gov.text import Text

_NONE = Text(zh="没有符合这些条件的规则。", en="No rule fits all of this.")


@click.command(
    cls=Command,
    words=Text(
        zh="列出规则; 给出日常用语 (如 冰箱) 时查找相关规则。",
        en="List the rules; with everyday words, such as fridge, find the rules about them.",
    ),
)
@click.argument("words", metavar="[WORD...]", nargs=-1)
@option("--area", metavar="AREA", zh="领域, 如 fire 或其中文名称", en="of this area, such as fire")
@option("--subject", metavar="SUBJECT", zh="主体, 如 企业", en="for this subject, such as Enterprise")
@option("--kind", metavar="KIND", zh="种类, 如 补贴、禁止", en="of this kind, such as entitlement")
@option("--payer", metavar="WORDS", zh="由谁支付, 如 政府", en="paid by this payer, such as government")
@option(
    "--in-force",
    "in_force",
    callback=day,
    metavar="YYYY-MM-DD",
    zh="当日有效 (含推定有效) 的规则",
    en="that apply on that day, those presumed to apply included",
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
def rules(  # noqa: PLR0913 - one argument for each option
    setup: Setup,
    words: tuple[str, ...],
    *,
    area: str | None,
    subject: str | None,
    kind: str | None,
    payer: str | None,
    in_force: dt.date | None,
    form: str,
) -> None:
    """Print the rules that fit, or the nearest ones."""
    from xixia_gov.report import rule_filters  # noqa: PLC0415 - read when called
    from xixia_gov.report.instruments import presumed_words  # noqa: PLC0415 - the same
    from xixia_gov.report.rules import find_rules, rules_table  # noqa: PLC0415 - the same
    from xixia_gov.report.speaker import Speaker  # noqa: PLC0415 - the same

    book = setup.book()
    query = " ".join(words)
    found = find_rules(book, query)
    try:
        kept = rule_filters.kept(book, found, rule_filters.Wanted(area, subject, kind, payer, in_force))
    except ValueProblem as error:
        raise UsageProblem(error.message) from None
    if form == "json":
        click.echo(json.dumps(rule_filters.rules_json(book, kept, in_force), ensure_ascii=False, indent=2))
    elif found.hits and not kept.found.hits:
        click.echo(_NONE.in_(setup.lang))
    else:
        lines = [rules_table(book, kept.found, query, setup.lang, width())]
        click.echo("\n".join([*lines, *presumed_words(Speaker(book, setup.lang), kept.presumed)]))
