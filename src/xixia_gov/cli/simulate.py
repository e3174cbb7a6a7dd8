"""`xixia-gov simulate REGISTRY --set RULE.FIGURE=VALUE`: what another law would cost, who gains and loses."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from xixia_gov.cli.batch import _terminable as terminable
from xixia_gov.cli.command import Command, option
from xixia_gov.cli.kinds import MATTER, SUBJECT, known_kind
from xixia_gov.cli.names import known_rules, settlements
from xixia_gov.cli.options import one_of, pass_setup, rule_option, shared
from xixia_gov.cli.registry_options import (
    chunk_option,
    ignore_option,
    key_option,
    matter_option,
    rows_as_of_option,
    sheet_option,
    subject_option,
)
from xixia_gov.cli.setup import Setup
from xixia_gov.cli.simulate_files import MOST_TOLD, Files, Refused, refusing, write
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.text import Lang, Text

if TYPE_CHECKING:
    from xixia_gov.model.rulebook import Rulebook
    from xixia_gov.simulate.run import Done, Job, Told

_NONE_ANSWERED: Final = 2
_SOME_REJECTED: Final = 1
_STEPS: Final = {
    "looking": Text(zh="查看编号", en="looking at keys"),
    "answering": Text(zh="推演", en="comparing"),
    "subjects": Text(zh="按主体合计", en="adding up by subject"),
}


@click.command(
    cls=Command,
    words=Text(
        zh="推演: 就登记册逐行比较现行规定和另一种规定, 要花多少、谁增谁减、各类别如何。\n"
        "用 --set 改数值 (如 trade_in.appliance.cap=1500), 或用 --against 指另一个规则文件夹。\n"
        "退出码: 0 全部作答, 1 部分被拒, 2 全部被拒或用法有误。",
        en="Compare the law with another over a registry: what it costs, who gains and loses, by category.\n"
        "Change figures with --set (trade_in.appliance.cap=1500), or name a rules folder with --against.\n"
        "Exit code: 0 all answered, 1 some rejected, 2 none answered or bad usage.",
    ),
)
@click.argument("source", metavar="REGISTRY")
@option(
    "--set",
    "sets",
    metavar="RULE.FIGURE=VALUE",
    multiple=True,
    zh="假设一个数值 (可重复), 新值写法同规则文件: 1500、12%、2024-07-01、18个月",
    en="suppose a figure (may be repeated), its value as in a rule file: 1500, 12%, 2024-07-01, 18 months",
)
@option(
    "--against",
    metavar="DIR",
    zh="与另一个规则文件夹比较 (同一词汇表)",
    en="compare with another rules folder (of the same vocabulary)",
)
@option(
    "--by",
    metavar="FACT",
    multiple=True,
    zh="按这一事实分类 (选项或是否, 可重复), 默认为改动的规则所看的选项; none 不分类",
    en="tell sums apart by this fact (a choice or yes-or-no, may be repeated), by default the choices that "
    "the rules that differ read; none for none",
)
@option("--csv", "table", metavar="FILE", zh="另写成 CSV", en="write a CSV as well")
@option(
    "--chart",
    metavar="FILE",
    zh="另画成图, 以 .svg 或 .png 结尾",
    en="draw a chart as well, in a file that ends in .svg or .png",
)
@option(
    "--format",
    "form",
    metavar="table|json",
    default="table",
    callback=one_of(("table", "json")),
    zh="输出格式, 默认 table",
    en="what is printed, by default table",
)
@matter_option
@subject_option
@key_option
@option(
    "--subject-key",
    metavar="HEAD",
    zh="主体编号所在的列: 另按主体比较, 计入分组和限额",
    en="the column of who asks: subjects are compared too, groups and limits counted",
)
@rows_as_of_option
@rule_option
@option(
    "--settle",
    metavar="READING=OPTION",
    multiple=True,
    zh="两边都选定一种读法 (可重复); preferred 选定所有倾向的读法",
    en="settle a reading on both sides (may be repeated); preferred takes every preferred one",
)
@ignore_option
@option(
    "--rejected",
    metavar="FILE",
    zh="被拒的行写入的 CSV, 不写时在 stderr 说明前二十个",
    en="the CSV for rejected rows; without it the first twenty are told on stderr",
)
@sheet_option
@chunk_option
@shared
@pass_setup
def simulate(  # noqa: PLR0913, PLR0917 - one for each option
    setup: Setup,
    source: str,
    sets: tuple[str, ...],
    against: str | None,
    by: tuple[str, ...],
    table: str | None,
    chart: str | None,
    form: str,
    matter: str | None,
    subject: str | None,
    key: str | None,
    subject_key: str | None,
    as_of: dt.date | None,
    only: tuple[str, ...],
    settle: tuple[str, ...],
    ignored: tuple[str, ...],
    rejected: str | None,
    sheet: str | None,
    chunk: int | None,
) -> int:
    """Print what another law would cost over a registry."""
    from xixia_gov.batch.engines import TABLES, need  # noqa: PLC0415 - read when called

    need(*TABLES)
    from xixia_gov.batch.heads import Wanted  # noqa: PLC0415 - as said
    from xixia_gov.batch.registry import CHUNK  # noqa: PLC0415 - as said
    from xixia_gov.simulate.run import Job, reader  # noqa: PLC0415 - as said

    files = Files.named(table, chart, rejected, source)
    book = setup.book()
    then = _other(setup, book, sets, against)
    chosen, preferred = settlements(reader(book, then), settle)
    open_readings = {id_: one.preferred for id_, one in book.readings.items() if not one.assumed}
    job = Job(
        now=book,
        then=then,
        source=Path(source),
        today=dt.datetime.now().astimezone().date(),
        what_if=against is None,
        by=None if not by else tuple(one for one in by if one != "none"),
        wanted=Wanted(
            matter=None if matter is None else known_kind(book.vocabulary.matters, matter, MATTER),
            subject=None if subject is None else known_kind(book.vocabulary.subjects, subject, SUBJECT),
            key=key,
            subject_key=subject_key,
            ignored=ignored,
        ),
        as_of=as_of,
        rules=tuple(known_rules(reader(book, then), only)) if only else None,
        settle={**(open_readings if preferred else {}), **chosen},
        chunk=chunk or CHUNK,
        sheet=sheet,
    )
    return _run(setup, job, files, form)


def _other(setup: Setup, book: Rulebook, sets: Sequence[str], against: str | None) -> Rulebook:
    """Return the other rulebook: one with other figures, or another folder's."""
    from xixia_gov.simulate.change import changed_as  # noqa: PLC0415 - read when called
    from xixia_gov.simulate.difference import figure_differences, rule_difference  # noqa: PLC0415 - as said

    if sets and against is not None:
        raise UsageProblem(
            Text(
                zh="--set 和 --against 只能用一种; 可在另一个文件夹里改好再比较",
                en="use --set or --against, not both; make the changes in the other folder",
            )
        )
    if against is None:
        return changed_as(book, sets)
    from xixia_gov.rulebook.load import load_rulebook  # noqa: PLC0415 - as above

    then = load_rulebook(against, vocabulary=setup.known_vocabulary())
    ids = {*book.rules, *then.rules}
    same = not figure_differences(book, then) and book.groups == then.groups
    if same and not any(rule_difference(book, then, id_).touched for id_ in ids):
        message = Text(
            zh="与现在的规则库没有不同, 没有可比较的", en="it says what the rulebook says; nothing differs"
        )
        raise InputError([Problem(message, Place(f"--against {against}"))])
    return then


def _run(setup: Setup, job: Job, files: Files, form: str) -> int:
    from xixia_gov.batch.sink import told_unwritten  # noqa: PLC0415 - read when called
    from xixia_gov.batch.whole import workshop  # noqa: PLC0415 - as said
    from xixia_gov.report.simulation import simulation_page  # noqa: PLC0415 - as said
    from xixia_gov.report.simulation_json import simulation_json  # noqa: PLC0415 - as said
    from xixia_gov.simulate.run import run  # noqa: PLC0415 - as said

    if files.chart is not None:
        from xixia_gov.report.simulation_chart import need_chart  # noqa: PLC0415 - as said

        need_chart(files.chart, setup.lang)
    with terminable(), ExitStack() as stack:
        shops = {path: stack.enter_context(workshop(path)) for path in files.all()}
        made = {path: shop.file(path) for path, shop in shops.items()}
        scratch = Path(tempfile.gettempdir())
        with (
            refusing(str(job.source), setup.lang, files, made) as refused,
            _progress(setup.lang) as told,
            told_unwritten(scratch),
        ):
            done = run(job, told=told, refuse=refused.hear)
        write(done.result, setup.lang, files, made)
        for path, shop in shops.items():
            with told_unwritten(path):
                shop.put(made[path])
    _tell(setup, job, done, refused, files)
    if form == "json":
        click.echo(json.dumps(simulation_json(done.result), ensure_ascii=False, indent=2))
    else:
        click.echo(simulation_page(done.result, setup.lang, width()))
    if not done.result.rows:
        return _NONE_ANSWERED
    return _SOME_REJECTED if done.result.rejected else 0


@contextmanager
def _progress(lang: Lang) -> Iterator[Told]:
    """Give what hears of progress and shows it on a terminal."""
    from xixia_gov.batch.progress import Progress  # noqa: PLC0415 - read when called

    bars: dict[str, Progress] = {}

    def told(step: str, rows: int, part: float | None) -> None:
        if step not in bars:
            for bar in bars.values():
                bar.end()
            bars[step] = Progress(sys.stderr, lang, _STEPS[step])
        bars[step].rows(rows, part)

    try:
        yield told
    finally:
        for bar in bars.values():
            bar.end()


def _tell(setup: Setup, job: Job, done: Done, refused: Refused, files: Files) -> None:
    """Say on stderr how the file was read, what was rejected, and which files were written."""

    def say(text: Text) -> None:
        click.echo(Problem(text, Place(str(job.source))).render(setup.lang), err=True)

    for note in done.told:
        say(note)
    if done.today:
        say(
            Text(
                zh=f"没有写询问之日, 按今天 {job.today} 计",
                en=f"no day of asking is given; today, {job.today}, is taken",
            )
        )
    notes = done.result.notes.most_common()
    for said, count in notes[:MOST_TOLD]:
        say(Text(zh=f"{said.zh} ({count} 行)", en=f"{said.en} ({count} rows)"))
    left = sum(count for _, count in notes[MOST_TOLD:])
    if left:
        say(Text(zh=f"另有 {left} 格照此换算", en=f"{left} more cells are taken so"))
    if files.rejected is None:
        for problem in refused.first:
            click.echo(problem.render(setup.lang), err=True)
        if refused.more:
            say(
                Text(
                    zh=f"另有 {refused.more} 个原因; 用 --rejected FILE 全部写出",
                    en=f"{refused.more} more reasons; --rejected FILE writes them all",
                )
            )
    if files.all():
        names = ", ".join(str(one) for one in files.all())
        click.echo(Text(zh=f"已写出 {names}", en=f"written: {names}").in_(setup.lang), err=True)


__all__ = ["simulate"]
