"""`xixia-gov check CASE...`: what may be claimed, how much, what is missing, what is not allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs
import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.kinds import MATTER, SUBJECT, Rows, known_kind
from xixia_gov.cli.names import known_rules, settlements
from xixia_gov.cli.options import as_of_option, one_of, pass_setup, rule_option, settle_option, shared
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import InputError, Problem
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.cli.answers import Answer, Asked
    from xixia_gov.model.rulebook import Rulebook
    from xixia_gov.report.tally import Tally

_NONE_ANSWERED = 2
_SOME_REJECTED = 1
_ROW_BY_ROW = Text(
    zh="逐行的结论：加 --format csv，把输出存为文件，可用表格软件打开。",
    en="Row by row: add --format csv and keep the output in a file, which a spreadsheet opens.",
)


@click.command(
    cls=Command,
    words=Text(
        zh="就情形文件作答 (TOML、JSON 或 CSV; - 为标准输入)。\n"
        "退出码: 0 全部作答, 1 部分被拒, 2 全部被拒或用法有误。",
        en="Answer case files (TOML, JSON or CSV; - is standard input).\n"
        "Exit code: 0 all answered, 1 some rejected, 2 none answered or bad usage.",
    ),
)
@click.argument("cases", metavar="CASE...", nargs=-1, required=True)
@as_of_option
@rule_option
@settle_option
@option(
    "--format",
    "form",
    callback=one_of(("table", "json", "markdown", "csv")),
    metavar="table|json|markdown|csv",
    zh="输出格式, 默认为 table; CSV 文件默认只有汇总",
    en="how to print, by default table; for CSV files the summary alone",
)
@option(
    "--matter",
    metavar="KIND",
    zh="CSV 各行的事项 (没有“事项”列时)",
    en="what the rows of a CSV are about, where no column says it",
)
@option(
    "--subject",
    metavar="KIND",
    zh="CSV 各行的主体 (规则所涉主体不止一种时)",
    en="who asks in a CSV, where the rules name several subjects",
)
@option(
    "--csv",
    "as_csv",
    is_flag=True,
    zh="按 CSV 读取标准输入和其他名称的文件",
    en="read standard input and files of other names as CSV",
)
@option(
    "--ignore",
    "ignored",
    metavar="HEAD",
    multiple=True,
    zh="略过 CSV 中表头为 HEAD 的列 (可重复)",
    en="leave out the column of a CSV with this head (may be repeated)",
)
@option(
    "--strict",
    is_flag=True,
    zh="遇到第一个被拒的情形即停止",
    en="stop at the first case that is rejected",
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
    form: str | None,
    matter: str | None,
    subject: str | None,
    ignored: tuple[str, ...],
    *,
    as_csv: bool,
    strict: bool,
    explain: bool,
) -> int:
    """Print an answer for each case; what is wrong with the others goes to stderr."""
    from xixia_gov.cli.answers import Asked  # noqa: PLC0415 - read when called

    if explain and form in {"json", "csv"}:
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
    rows = Rows(
        matter=None if matter is None else known_kind(book.vocabulary.matters, matter, MATTER),
        subject=None if subject is None else known_kind(book.vocabulary.subjects, subject, SUBJECT),
        asked=as_csv or bool(ignored) or matter is not None or subject is not None,
        ignored=ignored,
    )
    return _run(setup, book, _answers(book, cases, asked, rows), _Shown(form, len(cases), strict, explain))


@attrs.frozen
class _Shown:
    """How answers are printed: in which form, of how many files, up to the first fault or all."""

    form: str | None
    files: int
    strict: bool
    explain: bool

    def each(self, one: Answer) -> bool:
        """Whether a case is printed: those of a CSV only if a form or an explanation is asked for."""
        return self.form is not None or self.explain or not one.line

    @property
    def for_people(self) -> bool:
        return self.form not in {"json", "csv"}


def _answers(
    book: Rulebook, names: tuple[str, ...], asked: Asked, rows: Rows
) -> Iterator[Answer | InputError | Problem]:
    """Yield the answers of each file, CSV or not; a problem alone is only told, and is no fault."""
    from xixia_gov.cli.answers import answers  # noqa: PLC0415 - read when called

    for name in names:
        if rows.are_in(name):
            from xixia_gov.cli.sheets import csv_answers  # noqa: PLC0415 - only for a CSV

            yield from csv_answers(
                book, name, asked, matter=rows.matter, subject=rows.subject, ignored=rows.ignored
            )
        else:
            yield from answers(book, [name], asked)


def _run(setup: Setup, book: Rulebook, found: Iterator[Answer | InputError | Problem], shown: _Shown) -> int:
    """Print answers as they come and return the exit code; of a CSV the counts are printed last."""
    answered = rejected = printed = 0
    words_of = _printer(setup, book, shown.form or "table", explain=shown.explain)
    tally = None
    for one in found:
        if isinstance(one, Problem):
            click.echo(one.render(setup.lang), err=True)
            continue
        if isinstance(one, InputError):
            rejected += 1
            click.echo(one.render(setup.lang), err=True)
            if shown.strict:
                _tell_stopped(setup)
                break
            continue
        answered += 1
        if one.today:
            from xixia_gov.cli.answers import today_text  # noqa: PLC0415 - read when called

            click.echo(today_text(one).in_(setup.lang), err=True)
        if one.line:
            tally = tally or _tally()
            tally.add(one.assessment)
        if shown.each(one):
            _print(setup, one, words_of(one), shown, printed)
            printed += 1
    if tally is not None:
        tally.rejected = rejected
        _sum_up(setup, book, tally, shown, printed)
    if not answered:
        return _NONE_ANSWERED
    return _SOME_REJECTED if rejected else 0


def _print(setup: Setup, one: Answer, words: str, shown: _Shown, printed: int) -> None:
    if shown.form == "csv":
        if not printed:
            from xixia_gov.report.csv import csv_head  # noqa: PLC0415 - as said

            click.echo(csv_head(setup.lang), nl=False)
        click.echo(words, nl=False)
        return
    if shown.for_people and (printed or shown.files > 1 or one.number > 1):
        words = f"{_heading(setup, one, shown.form or 'table')}\n\n{words}"
    click.echo(f"\n{words}" if printed and shown.for_people else words)


def _tally() -> Tally:
    from xixia_gov.report.tally import Tally  # noqa: PLC0415 - only for a CSV

    return Tally()


def _sum_up(setup: Setup, book: Rulebook, tally: Tally, shown: _Shown, printed: int) -> None:
    """Print the summary: after what people read, and beside what a program reads."""
    from xixia_gov.report.summary import summary  # noqa: PLC0415 - only for a CSV

    words = summary(tally, book, setup.lang, width())
    if shown.form is None and not shown.explain:
        words = f"{words}\n{_ROW_BY_ROW.in_(setup.lang)}"
    click.echo(f"\n{words}" if printed and shown.for_people else words, err=not shown.for_people)


def _tell_stopped(setup: Setup) -> None:
    text = Text(
        zh="--strict: 到此停止, 后面的没有读取",
        en="--strict: stopped here; what follows was not read",
    )
    click.echo(text.in_(setup.lang), err=True)


def _heading(setup: Setup, one: Answer, form: str) -> str:
    place = one.name if one.number == 1 else f"{one.name} #{one.number}"
    if one.line:
        place = f"{one.name}:{one.line}" + (f" {one.id}" if one.id else "")
    title = Text(zh=f"情形 {place}", en=f"Case {place}").in_(setup.lang)
    return f"# {title}" if form == "markdown" else f"== {title} =="


def _printer(setup: Setup, book: Rulebook, form: str, *, explain: bool) -> Callable[[Answer], str]:
    """Return what puts an answer into words; only the report that is asked for is imported."""
    if form == "json":
        from xixia_gov.report.json import dumps, to_json  # noqa: PLC0415 - as said

        return lambda one: dumps(to_json(one.assessment))
    if form == "csv":
        from xixia_gov.report.csv import csv_rows  # noqa: PLC0415 - as said

        return lambda one: csv_rows(
            one.assessment, book, setup.lang, file=one.name, line=one.line, case=one.id or str(one.number)
        )
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
