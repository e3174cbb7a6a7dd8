"""`xixia-gov schema case|rule|result`: the JSON Schema of what is read and what is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from xixia_gov.cli.command import Command
from xixia_gov.cli.options import pass_setup, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import unknown_name
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.report.schema_types import Schema

_KINDS: Final = ("case", "rule", "result")


@click.command(
    cls=Command,
    words=Text(
        zh="输出 JSON Schema (2020-12): 情形文件 case、规则文件 rule 或结果 result。",
        en="Print the JSON Schema (draft 2020-12) of case files, of rule files, or of results.",
    ),
)
@click.argument("kind", metavar="case|rule|result")
@shared
@pass_setup
def schema(setup: Setup, kind: str) -> None:
    """Print one schema; that of results needs no rulebook."""
    if kind not in _KINDS:
        raise UsageProblem(unknown_name(Text(zh="模式", en="schema"), kind, _KINDS))
    click.echo(json.dumps(_made(setup, kind), ensure_ascii=False, indent=2))


def _made(setup: Setup, kind: str) -> Schema:
    if kind == "case":
        from xixia_gov.report.schema_case import case_schema  # noqa: PLC0415 - only the one asked for

        return case_schema(setup.book(), setup.lang)
    if kind == "rule":
        from xixia_gov.report.schema_rule import rule_schema  # noqa: PLC0415 - the same
        from xixia_gov.vocabulary.xixia import XIXIA  # noqa: PLC0415 - the same

        return rule_schema(setup.known_vocabulary() or XIXIA, setup.lang)
    from xixia_gov.report.schema_result import result_schema  # noqa: PLC0415 - the same

    return result_schema(setup.lang)
