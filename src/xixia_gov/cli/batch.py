"""`xixia-gov batch IN OUT`: a registry of any size answered row by row, its output whole or absent."""

from __future__ import annotations

import datetime as dt
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from xixia_gov.cli.command import Command, option
from xixia_gov.cli.kinds import MATTER, SUBJECT, known_kind
from xixia_gov.cli.names import known_rules, settlements
from xixia_gov.cli.options import one_of, pass_setup, rule_option, settle_option, shared
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
from xixia_gov.cli.streams import width
from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import Place, Problem
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.batch.run import Done, Job
    from xixia_gov.model.rulebook import Rulebook

_NONE_ANSWERED: Final = 2
_SOME_REJECTED: Final = 1
_TERMINATED: Final = 143
_MOST_NOTES: Final = 20
"""How many kinds of cells that were worked out are told one by one; the rest are counted."""
_STEPS: Final = {
    "looking": Text(zh="查看编号", en="looking at keys"),
    "answering": Text(zh="作答", en="answering"),
    "subjects": Text(zh="按主体合计", en="adding up by subject"),
}


@click.command(
    cls=Command,
    words=Text(
        zh="就登记册逐行作答 (CSV、Parquet 或 xlsx, 每行一个事项), 结果写入 OUT。\n"
        "退出码: 0 全部作答, 1 部分被拒或有主体未合计, 2 全部被拒或用法有误。",
        en="Answer a registry row by row (CSV, Parquet or xlsx, one matter to a row) into OUT.\n"
        "Exit code: 0 all answered, 1 some rejected or a subject without its sums,\n"
        "2 none answered or bad usage.",
    ),
)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@matter_option
@subject_option
@key_option
@option(
    "--subject-key",
    metavar="HEAD",
    zh="主体编号所在的列: 另按主体合计, 计入分组和限额",
    en="the column of who asks: sums by subject are written too, groups and limits counted",
)
@rows_as_of_option
@rule_option
@settle_option
@ignore_option
@option(
    "--reasons",
    metavar="zh|en",
    callback=one_of(("zh", "en")),
    zh="加上用文字写明理由的列",
    en="add columns that say the reasons in words",
)
@option("--no-masks", is_flag=True, zh="不输出理由的位掩码", en="leave out the bit masks of the reasons")
@option(
    "--rejected",
    metavar="FILE",
    zh="被拒的行写入的 CSV, 默认为 OUT.rejected.csv",
    en="the CSV for rejected rows, by default OUT.rejected.csv",
)
@sheet_option
@chunk_option
@shared
@pass_setup
def batch(  # noqa: PLR0913, PLR0917 - one for each option
    setup: Setup,
    source: str,
    target: str,
    matter: str | None,
    subject: str | None,
    key: str | None,
    subject_key: str | None,
    as_of: dt.date | None,
    only: tuple[str, ...],
    settle: tuple[str, ...],
    ignored: tuple[str, ...],
    reasons: str | None,
    rejected: str | None,
    sheet: str | None,
    chunk: int | None,
    *,
    no_masks: bool,
) -> int:
    """Write an answer for each row; what is wrong with the others goes to a side file."""
    from xixia_gov.batch.engines import TABLES, need  # noqa: PLC0415 - read when called

    need(*TABLES)
    from xixia_gov.batch.heads import Wanted  # noqa: PLC0415 - as said
    from xixia_gov.batch.registry import CHUNK  # noqa: PLC0415 - as said
    from xixia_gov.batch.run import Job  # noqa: PLC0415 - as said

    book = setup.book()
    chosen, preferred = settlements(book, settle)
    open_readings = {id_: one.preferred for id_, one in book.readings.items() if not one.assumed}
    out = Path(target)
    side = Path(rejected) if rejected is not None else out.with_name(f"{out.name}.rejected.csv")
    if side.suffix.lower() != ".csv":
        raise UsageProblem(
            Text(zh="--rejected 应以 .csv 结尾", en="--rejected names a file that ends in .csv")
        )
    job = Job(
        book=book,
        source=Path(source),
        target=out,
        rejected=side,
        today=dt.datetime.now().astimezone().date(),
        lang=setup.lang,
        wanted=Wanted(
            matter=None if matter is None else known_kind(book.vocabulary.matters, matter, MATTER),
            subject=None if subject is None else known_kind(book.vocabulary.subjects, subject, SUBJECT),
            key=key,
            subject_key=subject_key,
            ignored=ignored,
        ),
        as_of=as_of,
        rules=tuple(known_rules(book, only)) if only else None,
        settle={**(open_readings if preferred else {}), **chosen},
        masks=not no_masks,
        reasons="zh" if reasons == "zh" else "en" if reasons == "en" else None,
        chunk=chunk or CHUNK,
        sheet=sheet,
    )
    return _run(setup, book, job)


def _run(setup: Setup, book: Rulebook, job: Job) -> int:
    from xixia_gov.batch.progress import Progress  # noqa: PLC0415 - read when called
    from xixia_gov.batch.run import run  # noqa: PLC0415 - as said
    from xixia_gov.report.registry import registry_page  # noqa: PLC0415 - as said

    bars: dict[str, Progress] = {}

    def told(step: str, rows: int, part: float | None) -> None:
        if step not in bars:
            for bar in bars.values():
                bar.end()
            bars[step] = Progress(sys.stderr, setup.lang, _STEPS[step])
        bars[step].rows(rows, part)

    with _terminable():
        try:
            done = run(job, told=told)
        finally:
            for bar in bars.values():
                bar.end()
    _tell(setup, job, done)
    click.echo(registry_page(done.counts, done.subjects, book, setup.lang, width()))
    if not done.counts.answered:
        return _NONE_ANSWERED
    left_out = done.counts.rejected or (done.subjects is not None and done.subjects.rejected)
    return _SOME_REJECTED if left_out else 0


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a run that is told to end tidy up after itself, as after Ctrl-C."""

    def end(*_: object) -> None:
        raise SystemExit(_TERMINATED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(setup: Setup, job: Job, done: Done) -> None:
    """Say on stderr how the file was read, and where the output stands."""

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
    for said, count in done.notes.most_common(_MOST_NOTES):
        say(Text(zh=f"{said.zh} ({count} 行)", en=f"{said.en} ({count} row{'s' if count > 1 else ''})"))
    left = sum(count for _, count in done.notes.most_common()[_MOST_NOTES:])
    if left:
        say(Text(zh=f"另有 {left} 格照此换算", en=f"{left} more cells are taken so"))
    names = ", ".join(str(one) for one in done.files)
    click.echo(Text(zh=f"已写出 {names}", en=f"written: {names}").in_(setup.lang), err=True)


__all__ = ["batch"]
