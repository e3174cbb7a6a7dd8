"""`xixia-gov`: the group of commands, which imports no rule and no engine until one is called."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from importlib import import_module
from typing import Final, NoReturn

import click

from xixia_gov.cli.command import BAD_USAGE, LazyGroup, option
from xixia_gov.cli.options import shared
from xixia_gov.text import Text

COMMANDS: Final = {
    "check": (
        "xixia_gov.cli.check:check",
        Text(zh="就情形文件作答", en="answer case files"),
    ),
    "stage": (
        "xixia_gov.cli.stage:stage",
        Text(zh="办理到哪一步, 下一步可以做什么", en="where a procedure stands, and what may be done next"),
    ),
    "batch": (
        "xixia_gov.cli.batch:batch",
        Text(zh="就登记册逐行作答", en="answer a registry row by row"),
    ),
    "simulate": (
        "xixia_gov.cli.simulate:simulate",
        Text(zh="推演: 换一种规定要花多少、谁增谁减", en="what another law would cost, who gains and loses"),
    ),
    "template": (
        "xixia_gov.cli.template:template",
        Text(zh="输出空白的情形文件", en="print an empty case file"),
    ),
    "show": ("xixia_gov.cli.show:show", Text(zh="显示一条规则", en="show a rule")),
    "rules": ("xixia_gov.cli.rules:rules", Text(zh="列出或查找规则", en="list or find rules")),
    "instruments": (
        "xixia_gov.cli.instruments:instruments",
        Text(zh="列出规则所依据的文件", en="list the instruments the rules rest on"),
    ),
    "readings": (
        "xixia_gov.cli.readings:readings",
        Text(zh="列出未定的读法和假定", en="list the readings left open and the assumptions"),
    ),
    "conflicts": (
        "xixia_gov.cli.conflicts:conflicts",
        Text(zh="列出条文之间的冲突和缺漏", en="list where provisions collide or say nothing"),
    ),
    "coverage": (
        "xixia_gov.cli.coverage:coverage",
        Text(zh="统计条文的处理情况", en="count what became of the provisions"),
    ),
    "schema": (
        "xixia_gov.cli.schema:schema",
        Text(zh="输出 JSON Schema", en="print the JSON Schemas"),
    ),
    "mutate": (
        "xixia_gov.cli.mutate:mutate",
        Text(zh="变异测试: 例子能否发现笔误", en="would the examples notice a slip in the rules"),
    ),
    "rule-coverage": (
        "xixia_gov.cli.rule_coverage:rule_coverage",
        Text(zh="统计例子走到了规则的哪些地方", en="what of the rules the examples reach"),
    ),
    "lint": ("xixia_gov.cli.lint:lint", Text(zh="检查规则文件", en="check the rule files")),
    "verify": (
        "xixia_gov.cli.verify:verify",
        Text(zh="验证规则, 不成立的附上情形", en="verify the rules, with a case for what fails"),
    ),
}


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
    if value and not ctx.resilient_parsing:
        click.echo(f"xixia-gov {import_module('xixia_gov').__version__}")
        ctx.exit()


@click.group(
    name="xixia-gov",
    cls=LazyGroup,
    lazy=COMMANDS,
    words=Text(
        zh="可以享受什么、多少、依据哪一条、还缺什么、不能做什么。",
        en="What may be claimed, how much, under which article, what is missing, what is not allowed.",
    ),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@shared
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    zh="显示版本",
    en="show the version",
)
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Run a command; alone, say which there are."""
    if ctx.invoked_subcommand is not None:
        return None
    click.echo(ctx.get_help(), err=True)
    return BAD_USAGE


_NEW_OBJECTS: Final = 100_000
"""How many more objects there are before the collector looks for circles among them: a start makes fewer."""


def main() -> NoReturn:
    """Run the program on the words of its command line, and end it."""
    gc.set_threshold(_NEW_OBJECTS)
    try:
        cli.main()
    except SystemExit as done:
        _end(done.code if isinstance(done.code, int) else 0)
    _end(0)


def _end(code: int) -> NoReturn:
    """End the process with an exit code.

    Taking every module and object apart first would take as long as importing click; the system takes back
    what they hold anyway. What is registered for the end of the interpreter is still called.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - the interpreter's own way to call them
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # told already, or there is nobody to tell
            if stream is not None:
                stream.flush()
    os._exit(code)
