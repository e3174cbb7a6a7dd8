"""`xixia-gov mutate [RULE...]`: would the examples notice a slip of the hand in the rules."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xixia_gov.cli.command import INTERRUPTED, Command, option
from xixia_gov.cli.names import known_rules
from xixia_gov.cli.options import one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.cli.verify import at_least_one
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.analysis.mutate import Judged, Mutation
    from xixia_gov.model.rulebook import Rulebook

_BELOW = 1
_LEAST = "0.98"


def share(ctx: click.Context, param: click.Parameter, value: str) -> float:
    """Return the share written, from 0 to 1; any other word is told."""
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if 0 <= number <= 1:
        return number
    name = param.opts[0]
    message = Text(
        zh=f"{name} 应为 0 至 1 之间的数, 却是“{value}”",
        en=f"{name} takes a number from 0 to 1, not {value!r}",
    )
    raise UsageProblem(message, ctx)


def folder(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the folder named; one that is not there is told."""
    if value is None:
        return None
    if Path(value).is_dir():
        return Path(value)
    raise UsageProblem(
        Text(zh=f"{param.opts[0]}: 没有文件夹“{value}”", en=f"{param.opts[0]}: no folder {value!r}"), ctx
    )


@click.command(
    cls=Command,
    words=Text(
        zh="变异测试: 每次把规则库改动一处 (数值、比较、且或、条件、日期、例外、读法等), 看例子是否发现。\n"
        "退出码: 0 得分达到 --least, 1 低于或有例子本来就不符, 2 用法有误。",
        en="Change one thing in the rules at a time (a figure, a comparison, a condition, a date, "
        "an exception, a reading), and see whether the examples notice.\n"
        "Exit code: 0 the score is at least --least, 1 below or an example fails anyway, 2 bad usage.",
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
    "--least",
    callback=share,
    default=_LEAST,
    metavar="SHARE",
    zh="要求的得分, 0 至 1, 默认为 0.98",
    en="the score that is asked, from 0 to 1, by default 0.98",
)
@option(
    "--seconds",
    callback=at_least_one,
    metavar="N",
    zh="过了 N 秒即停止, 并列出没有判完的",
    en="stop after N seconds, and name what was not reached",
)
@option(
    "--jobs",
    callback=at_least_one,
    metavar="N",
    zh="同时用几个进程, 默认为处理器个数",
    en="in how many processes, by default one for each processor",
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
@shared
@pass_setup
def mutate(  # noqa: PLR0913 - one argument for each option
    setup: Setup,
    names: tuple[str, ...],
    *,
    cases: Path | None,
    least: float,
    seconds: int | None,
    jobs: int | None,
    form: str,
) -> int:
    """Print the score and the survivors; the exit code is 1 where the score is below the one asked."""
    from xixia_gov.report import mutants as report  # noqa: PLC0415 - read when called

    book = setup.book()
    rules = known_rules(book, names) if names else None
    found = _mutated(setup, book, rules, cases, seconds, jobs or _processors())
    told = report.Told(book, found, least, each=bool(names))
    if form == "json":
        click.echo(json.dumps(report.mutants_json(told), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(report.mutants_markdown(told, setup.lang))
    else:
        click.echo(report.mutants_table(told, setup.lang, width()))
    if found.interrupted:
        return INTERRUPTED
    return 0 if found.score >= least and not found.broken else _BELOW


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _mutated(  # noqa: PLR0913, PLR0917 - what the command was given
    setup: Setup,
    book: Rulebook,
    rules: list[str] | None,
    cases: Path | None,
    seconds: int | None,
    jobs: int,
) -> Mutation:
    from xixia_gov.analysis.mutate import gathered, steps, wanted_subjects  # noqa: PLC0415 - when called

    subjects = wanted_subjects(book, rules)
    done: list[Judged] = []
    judging = steps(book, subjects, cases=cases, jobs=min(jobs, len(subjects)), seconds=seconds)
    try:
        done.extend(_shown(setup, judging, len(subjects)))
    except KeyboardInterrupt:
        return gathered(subjects, done, interrupted=True)
    return gathered(subjects, done)


def _shown(setup: Setup, judging: Iterator[Judged], count: int) -> Iterator[Judged]:
    """Yield what is judged, with a progress bar on a terminal."""
    if not sys.stderr.isatty():
        yield from judging
        return
    label = Text(zh="变异", en="mutating").in_(setup.lang)
    with click.progressbar(judging, length=count, label=label, show_pos=True, file=sys.stderr) as bar:
        yield from bar
