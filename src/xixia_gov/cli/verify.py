"""`xixia-gov verify [RULE...]`: what the rules can show of themselves, and what they cannot."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.names import known_rules
from xixia_gov.cli.options import one_of, pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.analysis.verify import Verification
    from xixia_gov.model.rulebook import Rulebook

_FOUND = 1


def at_least_one(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Return the whole number written, 1 or more; any other word is told."""
    if value is None:
        return None
    if value.isascii() and value.isdigit() and int(value) >= 1:
        return int(value)
    name = param.opts[0]
    message = Text(
        zh=f"{name} 应为正整数, 却是“{value}”", en=f"{name} takes a whole number from 1, not {value!r}"
    )
    raise UsageProblem(message, ctx)


@click.command(
    cls=Command,
    words=Text(
        zh="验证规则: 表格无空档, 每个条件都能单独起作用, 每个事实和读法都会改变结论, "
        "金额不出限等; 不成立的附上情形。",
        en="Verify the rules: tables without gaps, conditions that can each decide, facts and readings that "
        "matter, sums within their bounds; what fails is shown by a case.",
    ),
)
@click.argument("names", metavar="[RULE...]", nargs=-1)
@option(
    "--seconds",
    callback=at_least_one,
    metavar="N",
    zh="过了 N 秒不再开始新的规则, 并列出没有验证到的",
    en="begin no further rule after N seconds, and name those not reached",
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
    zh="输出格式, 默认为 table; json 列出每一项断言",
    en="how to print, by default table; json lists every claim",
)
@shared
@pass_setup
def verify(setup: Setup, names: tuple[str, ...], *, seconds: int | None, jobs: int | None, form: str) -> int:
    """Print what was shown; the exit code is 1 where a claim failed or the run was interrupted."""
    from xixia_gov.report import claims as report  # noqa: PLC0415 - read when called

    book = setup.book()
    rules = known_rules(book, names) if names else None
    found, interrupted = _verified(setup, book, rules, seconds, jobs or _processors())
    told = report.Told(book, found, partial=interrupted, each=bool(names))
    if form == "json":
        click.echo(json.dumps(report.claims_json(told), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(report.claims_markdown(told, setup.lang))
    else:
        click.echo(report.claims_table(told, setup.lang, width()))
    return _FOUND if found.failed or interrupted else 0


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _verified(
    setup: Setup, book: Rulebook, rules: list[str] | None, seconds: int | None, jobs: int
) -> tuple[Verification, bool]:
    """Return what was verified, and whether it was interrupted before the end."""
    from xixia_gov.analysis.verify import Verification, tasks_of, verifying  # noqa: PLC0415 - when called

    count = len(tasks_of(book, rules))
    found = Verification()
    with _bar(setup, count) as told:
        try:
            for found in verifying(book, rules, seconds=seconds, jobs=min(jobs, count - 1)):
                told(len(found.done))
        except KeyboardInterrupt:
            return found, True
    return found, False


def _bar(setup: Setup, count: int) -> Any:  # noqa: ANN401 - something to enter, which gives `Callable[[int], None]`
    """Return a progress bar on a terminal: rules done, of how many, and the time left; else nothing."""
    if not sys.stderr.isatty():
        return nullcontext(_quiet)
    return _Bar(setup, count)


def _quiet(_done: int) -> None:
    pass


class _Bar:
    def __init__(self, setup: Setup, count: int) -> None:
        label = Text(zh="验证", en="verifying").in_(setup.lang)
        self.bar = click.progressbar(length=count, label=label, show_pos=True, file=sys.stderr)

    def __enter__(self) -> Callable[[int], None]:
        self.bar.__enter__()
        return lambda done: self.bar.update(done - self.bar.pos)

    def __exit__(self, *error: object) -> None:
        self.bar.render_finish()
