"""`xixia-gov lint [DIR]`: does the text bear the rule files out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.options import pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.text import Lang, Text

if TYPE_CHECKING:
    from xixia_gov.rulebook.lint import LintReport

_FOUND = 1


@click.command(
    cls=Command,
    words=Text(
        zh="检查规则文件夹, 并把每个数值与公报原文核对。",
        en="Check a rules folder, and every figure in it against the gazette texts.",
    ),
)
@click.argument("folder", metavar="[DIR]", required=False)
@option(
    "--gazette",
    metavar="DIR",
    envvar="XIXIA_GAZETTE",
    zh="公报原文所在的文件夹 (或环境变量 XIXIA_GAZETTE)",
    en="the folder of the gazette texts (or the variable XIXIA_GAZETTE)",
)
@option(
    "--lock",
    "--write-anchors",
    "lock",
    is_flag=True,
    zh="用公报原文重写 anchors.lock",
    en="write anchors.lock anew from the gazette texts",
)
@shared
@pass_setup
def lint(setup: Setup, folder: str | None, gazette: str | None, *, lock: bool) -> int:
    """Print what is wrong; the exit code is 1 where anything is."""
    from xixia_gov.analysis.examples import example_problems  # noqa: PLC0415 - read when called
    from xixia_gov.rulebook import lint as rulebook_lint  # noqa: PLC0415 - read when called
    from xixia_gov.rulebook.load import load_rulebook  # noqa: PLC0415 - read when called

    path = folder if folder is not None else setup.rules
    vocabulary = setup.known_vocabulary()
    if lock:
        if gazette is None:
            raise UsageProblem(Text(zh="--lock 须同时给出 --gazette", en="--lock needs --gazette"))
        count = rulebook_lint.relock(path, gazette=gazette, vocabulary=vocabulary)
        done = Text(zh=f"anchors.lock 已写入 {count} 处引文", en=f"anchors.lock now holds {count} anchors")
        click.echo(done.in_(setup.lang))
    report = rulebook_lint.lint(path, gazette=gazette, vocabulary=vocabulary)
    problems = [*report.problems, *example_problems(load_rulebook(path, vocabulary=vocabulary))]
    for problem in problems:
        click.echo(problem.render(setup.lang), err=True)
    for note in report.notes:
        click.echo(note.in_(setup.lang), err=True)
    click.echo(_summary(report, len(problems), setup.lang))
    # Where changes are judged, a figure nobody held against the text is as bad as a wrong one.
    unread = bool(report.notes) and os.environ.get("CI") == "true"
    return _FOUND if problems or unread else 0


def _summary(report: LintReport, found: int, lang: Lang) -> str:
    wrong = Text(
        zh=f"{found} 个问题" if found else "没有问题", en=f"{found} problems" if found else "no problems"
    )
    counts = Text(
        zh=f"{report.rules} 条规则, {report.examples} 个例子, {report.anchors} 处引文",
        en=f"{report.rules} rules, {report.examples} examples, {report.anchors} anchors",
    )
    return f"{counts.in_(lang)}: {wrong.in_(lang)}"
