"""`xixia-gov check CASE...`: what may be claimed, how much, what is missing, what is not allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.names import known_rules, settlements
from xixia_gov.cli.options import day, one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import InputError
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.cli.answers import Answer
    from xixia_gov.model.rulebook import Rulebook

_NONE_ANSWERED = 2
_SOME_REJECTED = 1


@click.command(
    cls=Command,
    words=Text(
        zh="就情形文件作答 (TOML 或 JSON; - 为标准输入)。\n"
        "退出码: 0 全部作答, 1 部分被拒, 2 全部被拒或用法有误。",
        en="Answer case files (TOML or JSON; - is standard input).\n"
        "Exit code: 0 all answered, 1 some rejected, 2 none answered or bad usage.",
    ),
)
@click.argument("cases", metavar="CASE...", nargs=-1, required=True)
@option(
    "--as-of",
    callback=day,
    metavar="DATE",
    zh="询问之日 YYYY-MM-DD, 优先于情形所写; 都没有时为今天",
    en="the day of asking, YYYY-MM-DD, before the case's own; without both, today",
)
@option(
    "--rule",
    "only",
    metavar="RULE",
    multiple=True,
    zh="只看这条规则 (可重复)",
    en="ask this rule alone (may be repeated)",
)
@option(
    "--settle",
    metavar="READING=OPTION",
    multiple=True,
    zh="选定一种读法 (可重复); preferred 选定所有倾向的读法",
    en="settle a reading (may be repeated); preferred takes every preferred one",
)
@option(
    "--format",
    "form",
    callback=one_of(("table", "json", "markdown")),
    default="table",
    metavar="table|json|markdown",
    zh="输出格式, 默认为 table",
    en="how to print, by default table",
)
@option(
    "--explain",
    is_flag=True,
    zh="逐条说明条件和计算",
    en="explain every condition and the computation",
)
@shared
@pass_setup
def check(  # noqa: PLR0913, PLR0917 - one for each option
    setup: Setup,
    cases: tuple[str, ...],
    as_of: dt.date | None,
    only: tuple[str, ...],
    settle: tuple[str, ...],
    form: str,
    *,
    explain: bool,
) -> int:
    """Print an answer for each case; what is wrong with the others goes to stderr."""
    from xixia_gov.cli.answers import Asked, answers  # noqa: PLC0415 - read when called

    if explain and form == "json":
        raise UsageProblem(
            Text(zh="--explain 用于 table 或 markdown", en="--explain goes with table or markdown")
        )
    book = setup.book()
    chosen, preferred = settlements(book, settle)
    open_readings = {id_: one.preferred for id_, one in book.readings.items() if not one.assumed}
    asked = Asked(
        today=dt.datetime.now().astimezone().date(),
        as_of=as_of,
        rules=known_rules(book, only) if only else None,
        settle=chosen,
        otherwise=open_readings if preferred else {},
    )
    answered = rejected = 0
    printed = _printer(setup, book, form, explain=explain)
    for one in answers(book, cases, asked):
        if isinstance(one, InputError):
            rejected += 1
            click.echo(one.render(setup.lang), err=True)
            continue
        if one.today:
            _tell_today(setup, one)
        words = printed(one)
        if form != "json" and (answered or len(cases) > 1 or one.number > 1):
            words = f"{_heading(setup, one, form)}\n\n{words}"
        click.echo(f"\n{words}" if answered and form != "json" else words)
        answered += 1
    if not answered:
        return _NONE_ANSWERED
    return _SOME_REJECTED if rejected else 0


def _tell_today(setup: Setup, one: Answer) -> None:
    day = one.assessment.as_of
    text = Text(
        zh=f"{one.name}: 情形没有写询问之日, 按今天 {day} 计",
        en=f"{one.name}: no day of asking is given; today, {day}, is taken",
    )
    click.echo(text.in_(setup.lang), err=True)


def _heading(setup: Setup, one: Answer, form: str) -> str:
    place = one.name if one.number == 1 else f"{one.name} #{one.number}"
    title = Text(zh=f"情形 {place}", en=f"Case {place}").in_(setup.lang)
    return f"# {title}" if form == "markdown" else f"== {title} =="


def _printer(setup: Setup, book: Rulebook, form: str, *, explain: bool) -> Callable[[Answer], str]:
    """Return what puts an answer into words; only the report that is asked for is imported."""
    if form == "json":
        from xixia_gov.report.json import dumps, to_json  # noqa: PLC0415 - as said

        return lambda one: dumps(to_json(one.assessment))
    if form == "markdown":
        from xixia_gov.report.markdown import check_markdown, explained_markdown  # noqa: PLC0415 - as said

        def markdown(one: Answer) -> str:
            words = check_markdown(one.assessment, book, setup.lang)
            if not explain:
                return words
            return f"{words}\n\n{explained_markdown(book, one.assessment, one.decided, setup.lang)}"

        return markdown
    from xixia_gov.report.explain import explain_decided  # noqa: PLC0415 - as said
    from xixia_gov.report.table import check_table  # noqa: PLC0415 - as said

    def table(one: Answer) -> str:
        words = check_table(one.assessment, book, setup.lang, width())
        if not explain:
            return words
        return f"{words}\n\n{explain_decided(book, one.assessment, one.decided, setup.lang, width())}"

    return table
