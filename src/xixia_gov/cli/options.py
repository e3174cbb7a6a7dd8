"""The options that every command takes, before its name or after it, and the checks of their values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

from xixia_gov.cli.command import option
from xixia_gov.cli.language import LANGUAGES
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.text import Text

F = TypeVar("F", bound=Callable[..., Any])


Callback = Callable[[click.Context, click.Parameter, Any], Any]


def one_of(words: tuple[str, ...]) -> Callback:
    """Return the check that a value is one of some words; any other is told with the nearest."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None or value in words:
            return value
        what = Text(zh=f" {param.opts[0]} 的值", en=f"value of {param.opts[0]}")
        raise UsageProblem(unknown_name(what, value, words), ctx)

    return check


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """Return the day written YYYY-MM-DD; what is wrong with any other word is told."""
    if value is None:
        return None
    from xixia_gov.dates import parse_iso  # noqa: PLC0415 - only where a day is given

    name = param.opts[0]
    try:
        return parse_iso(value)
    except ValueProblem as error:
        message = Text(zh=f"{name}: {error.message.zh}", en=f"{name}: {error.message.en}")
        raise UsageProblem(message, ctx) from None


def _remember(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    setup = ctx.find_object(Setup)
    if setup is not None and value is not None and param.name is not None:
        setattr(setup, param.name, value)


as_of_option = option(
    "--as-of",
    callback=day,
    metavar="DATE",
    zh="询问之日 YYYY-MM-DD, 优先于情形所写; 都没有时为今天",
    en="the day of asking, YYYY-MM-DD, before the case's own; without both, today",
)
"""Declares --as-of of commands that read case files."""

rule_option = option(
    "--rule",
    "only",
    metavar="RULE",
    multiple=True,
    zh="只看这条规则 (可重复)",
    en="ask this rule alone (may be repeated)",
)
"""Declares --rule of commands that ask rules."""

settle_option = option(
    "--settle",
    metavar="READING=OPTION",
    multiple=True,
    zh="选定一种读法 (可重复); preferred 选定所有倾向的读法",
    en="settle a reading (may be repeated); preferred takes every preferred one",
)
"""Declares --settle of commands that read case files."""


def shared(function: F) -> F:
    """Declare --lang, --rules and --vocabulary."""
    for declare in (
        option(
            "--vocabulary",
            metavar="PACKAGE:NAME",
            callback=_remember,
            expose_value=False,
            zh="规则所用的词汇表 (只有给出时才导入)",
            en="the vocabulary the rules speak of (imported only if given)",
        ),
        option(
            "--rules",
            metavar="DIR",
            callback=_remember,
            expose_value=False,
            zh="规则文件夹, 默认为内置规则",
            en="the folder of the rules, by default the built-in ones",
        ),
        option(
            "--lang",
            metavar="zh|en",
            callback=one_of(LANGUAGES),
            expose_value=False,
            zh="语言, 默认依环境设置",
            en="the language, by default the environment's",
        ),
    ):
        function = declare(function)
    return function


pass_setup = click.make_pass_decorator(Setup)
