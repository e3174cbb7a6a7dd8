"""Commands whose help is in the language of the run, and a group that loads each when it is called."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar

import click

from xixia_gov.cli.language import language
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import drop_output, force_utf8
from xixia_gov.cli.usage import UsageProblem, told
from xixia_gov.errors import InputError, unknown_name
from xixia_gov.text import Lang, Text

F = TypeVar("F", bound=Callable[..., Any])

BAD_USAGE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141


def lang_of(ctx: click.Context) -> Lang:
    """Return the language of the run a context belongs to."""
    setup = ctx.find_object(Setup)
    return "en" if setup is None else setup.lang


class Option(click.Option):
    """An option whose help is a `Text`."""

    def __init__(self, *args: Any, words: Text, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help in the language of the run."""
        self.help = self.words.in_(lang_of(ctx))
        return super().get_help_record(ctx)


def option(*names: str, zh: str, en: str, **kwargs: Any) -> Callable[[F], F]:  # noqa: ANN401
    """Declare an option with its help in both languages."""
    return click.option(*names, cls=Option, words=Text(zh=zh, en=en), **kwargs)


class Command(click.Command):
    """A command whose help is a `Text`, its first line the short one; too many words are told."""

    def __init__(self, *args: Any, words: Text, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.words = words

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; words nobody asked for are named."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            words = " ".join(rest)
            raise UsageProblem(Text(zh=f"多余的参数: {words}", en=f"unexpected: {words}"), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        _usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        _purpose(self.words, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with its help in the language of the run."""
        return _help_option(super().get_help_option(ctx), ctx)


def _usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    prefix = "用法: " if lang_of(ctx) == "zh" else "usage: "
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=prefix)


def _purpose(words: Text, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        for line in words.in_(lang_of(ctx)).split("\n"):
            formatter.write_text(line)


def _options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    params = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    records = [record for param in params if (record := param.get_help_record(ctx))]
    with formatter.section("选项" if lang_of(ctx) == "zh" else "options"):
        formatter.write_dl(records)


def _help_option(found: click.Option | None, ctx: click.Context) -> click.Option | None:
    if found is not None:
        found.help = "显示说明" if lang_of(ctx) == "zh" else "show this help"
    return found


class LazyGroup(click.Group):
    """Commands known by name and purpose alone until one is called.

    `lazy` gives for each name the module and attribute it lives in, and what it is for.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - click's own
        lazy: Mapping[str, tuple[str, Text]],
        words: Text,
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy)
        self.words = words

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module loaded now; None for an unknown one."""
        del ctx
        if cmd_name not in self.lazy:
            return None
        module, _, name = self.lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; an unknown one is told with the nearest right one."""
        if args and not args[0].startswith("-") and args[0] not in self.lazy:
            message = unknown_name(Text(zh="命令", en="command"), args[0], list(self.lazy))
            raise UsageProblem(message, ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the program is called."""
        _usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program is for."""
        _purpose(self.words, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        _options(self, ctx, formatter)
        with formatter.section("命令" if lang_of(ctx) == "zh" else "commands"):
            formatter.write_dl([(name, words.in_(lang_of(ctx))) for name, (_, words) in self.lazy.items()])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with its help in the language of the run."""
        return _help_option(super().get_help_option(ctx), ctx)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - the exit code, or None
        """Run the command that is called; nobody reading on is no error to speak of."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno != errno.EPIPE:
                raise
            drop_output()
            return PIPE_CLOSED

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 - the same
        **extra: Any,  # noqa: ANN401 - the same
    ) -> Any:  # noqa: ANN401 - the same
        """Run a command line and exit with its code; every complaint is one message, never a trace."""
        lang = language(sys.argv[1:] if args is None else args, os.environ)
        force_utf8()
        extra.setdefault("obj", Setup(lang))
        try:
            if sys.stdout is None:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))  # noqa: TRY301 - told like any other
            code = super().main(
                args,
                prog_name or "xixia-gov",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            sys.stdout.flush()  # a full disk is told here, not when the interpreter ends
        except OSError as error:
            code = _unwritten(error, lang)
        except click.ClickException as error:
            click.echo(told(error, lang), err=True)
            code = BAD_USAGE
        except InputError as error:
            click.echo(error.render(lang), err=True)
            code = BAD_USAGE
        except click.Abort:
            code = INTERRUPTED
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)


def _unwritten(error: OSError, lang: Lang) -> int:
    """Say that what was asked for could not be written, and return the exit code."""
    if sys.stdout is not None:
        drop_output()
    if error.errno == errno.EPIPE:
        return PIPE_CLOSED
    message = Text(zh=f"无法写出结果: {error.strerror}", en=f"the result cannot be written: {error.strerror}")
    click.echo(message.in_(lang), err=True)
    return BAD_USAGE


__all__ = ["Command", "LazyGroup", "Option", "lang_of", "option"]
