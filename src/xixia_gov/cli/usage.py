"""What is wrong with a command line, in both languages, click's own complaints included."""

from __future__ import annotations

import click

from xixia_gov.errors import unknown_name
from xixia_gov.text import Lang, Text


class UsageProblem(click.UsageError):
    """A command line that cannot be followed; `text` says why."""

    def __init__(self, text: Text, ctx: click.Context | None = None) -> None:
        super().__init__(text.en, ctx)
        self.text = text


def told(error: click.ClickException, lang: Lang) -> str:
    """Return what to print for a complaint: how the command is used, and what is wrong.

    >>> told(UsageProblem(Text(zh="缺", en="missing")), "en")
    'error: missing'
    """
    words = usage_text(error).in_(lang)
    line = f"错误: {words}" if lang == "zh" else f"error: {words}"
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return line
    hint = Text(zh=f"用 {ctx.command_path} --help 查看说明", en=f"{ctx.command_path} --help says more")
    return f"{ctx.get_usage()}\n{line}\n{hint.in_(lang)}"


def usage_text(error: click.ClickException) -> Text:
    """Return what is wrong, in both languages.

    >>> usage_text(click.UsageError("odd")).zh
    '用法有误: odd'
    """
    match error:
        case UsageProblem():
            return error.text
        case click.NoSuchOption():
            what = Text(zh="命令行选项", en="option")
            return unknown_name(what, error.option_name, _options(error.ctx))
        case click.MissingParameter():
            return _missing(error)
        case click.BadOptionUsage():
            return _misused(error)
        case _:
            message = error.format_message()
            return Text(zh=f"用法有误: {message}", en=message)


def _options(ctx: click.Context | None) -> list[str]:
    if ctx is None:
        return []
    return [name for param in ctx.command.get_params(ctx) for name in param.opts if name.startswith("--")]


def _missing(error: click.MissingParameter) -> Text:
    param = error.param
    name = "" if param is None else param.metavar or param.human_readable_name
    return Text(zh=f"缺少 {name}", en=f"{name} is missing")


def _misused(error: click.BadOptionUsage) -> Text:
    name = error.option_name
    if "not take" in error.message:  # click tells the two apart by its words alone
        return Text(zh=f"选项 {name} 不带值", en=f"the option {name} takes no value")
    return Text(zh=f"选项 {name} 缺少值", en=f"the option {name} needs a value")
