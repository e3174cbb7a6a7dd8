"""`xixia-gov stage CASE...`: where a procedure stands, what may be done next, and what was out of order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.names import known_rules, settlements
from xixia_gov.cli.options import as_of_option, one_of, pass_setup, settle_option, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import InputError, Problem, unknown_name
from xixia_gov.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from xixia_gov.cli.answers import Answer
    from xixia_gov.model.rulebook import Rulebook

_SOME_REJECTED = 1
_NONE_ANSWERED = 2


@click.command(
    cls=Command,
    words=Text(
        zh="办理到哪一步: 已做、可以做、还不能做和做得不对的步骤 (TOML、JSON 情形; - 为标准输入)。\n"
        "退出码: 0 全部作答, 1 部分被拒, 2 全部被拒或用法有误。",
        en="Where a procedure stands: the steps done, next, blocked and out of order, for case files "
        "(TOML or JSON; - is standard input).\n"
        "Exit code: 0 all answered, 1 some rejected, 2 none answered or bad usage.",
    ),
)
@click.argument("cases", metavar="CASE...", nargs=-1, required=True)
@as_of_option
@option(
    "--rule",
    "only",
    metavar="RULE",
    multiple=True,
    zh="只看这一程序 (可重复)",
    en="ask this procedure alone (may be repeated)",
)
@settle_option
@option(
    "--format",
    "form",
    callback=one_of(("text", "json")),
    default="text",
    metavar="text|json",
    zh="输出格式, 默认为 text",
    en="how to print, by default text",
)
@shared
@pass_setup
def stage(  # noqa: PLR0913, PLR0917 - one for each option
    setup: Setup,
    cases: tuple[str, ...],
    as_of: dt.date | None,
    only: tuple[str, ...],
    settle: tuple[str, ...],
    form: str,
) -> int:
    """Print where each procedure of each case stands; what is wrong with other cases goes to stderr."""
    from xixia_gov.cli.answers import Asked, answers, today_text  # noqa: PLC0415 - read when called

    book = setup.book()
    chosen, preferred = settlements(book, settle)
    open_readings = {id_: one.preferred for id_, one in book.readings.items() if not one.assumed}
    asked = Asked(
        today=dt.datetime.now().astimezone().date(),
        as_of=as_of,
        rules=_procedures(book, only),
        settle=chosen,
        otherwise=open_readings if preferred else {},
    )
    answered = rejected = 0
    for one in answers(book, list(cases), asked):
        if isinstance(one, Problem):
            click.echo(one.render(setup.lang), err=True)
            continue
        if isinstance(one, InputError):
            rejected += 1
            click.echo(one.render(setup.lang), err=True)
            continue
        if one.today:
            click.echo(today_text(one).in_(setup.lang), err=True)
        click.echo(
            _words(setup, book, one, form, headed=len(cases) > 1 or one.number > 1, first=not answered)
        )
        answered += 1
    if not answered:
        return _NONE_ANSWERED
    return _SOME_REJECTED if rejected else 0


def _procedures(book: Rulebook, only: tuple[str, ...]) -> Collection[str]:
    """Return the procedures to ask; another rule that was named is refused."""
    from xixia_gov.model.rule import Kind  # noqa: PLC0415 - read when called

    every = [id_ for id_ in book.rules if book.latest(id_).kind is Kind.PROCEDURE]
    named = known_rules(book, only)
    for id_ in named:
        if id_ not in every:
            raise UsageProblem(unknown_name(Text(zh="程序", en="procedure"), id_, every))
    return named or every


def _words(  # noqa: PLR0913 - a case and how it is printed
    setup: Setup, book: Rulebook, one: Answer, form: str, *, headed: bool, first: bool
) -> str:
    from xixia_gov.report.procedures import stage_text, stages_json  # noqa: PLC0415 - read when called
    from xixia_gov.report.speaker import Speaker  # noqa: PLC0415 - as above

    if form == "json":
        from xixia_gov.report.json import dumps  # noqa: PLC0415 - as said

        return dumps(stages_json(one.assessment))
    words = stage_text(Speaker(book, setup.lang), one.assessment, width())
    if headed:
        place = one.name if one.number == 1 else f"{one.name} #{one.number}"
        words = f"== {Text(zh=f'情形 {place}', en=f'Case {place}').in_(setup.lang)} ==\n\n{words}"
    return words if first else f"\n{words}"
