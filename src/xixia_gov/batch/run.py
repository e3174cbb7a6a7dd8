"""A run answers a registry: chunks are read, answered, counted and written one after the other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from xixia_gov.batch.counting import count
from xixia_gov.batch.counts import Counts, SubjectTotals
from xixia_gov.batch.engines import WORKBOOKS, need
from xixia_gov.batch.executor import Executor, Question, by_columns
from xixia_gov.batch.heads import Wanted
from xixia_gov.batch.keys import Look, look
from xixia_gov.batch.legend import dumped, legend_of, write_legend
from xixia_gov.batch.output import Shape, Wording, columns_of, finished, rules_for
from xixia_gov.batch.plan import UNITS
from xixia_gov.batch.readings import Reader
from xixia_gov.batch.registry import CHUNK, KEY, Part, Registry, read_registry
from xixia_gov.batch.settled import by_day, settled
from xixia_gov.batch.side import SideFile
from xixia_gov.batch.sink import Sink, open_sink, told_unwritten
from xixia_gov.batch.source import LINE, state_of, suffix_of
from xixia_gov.batch.subjects import SubjectPass
from xixia_gov.batch.whole import Workshop, workshop
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Lang, Text
from xixia_gov.vocabulary.base import Matter

Told = Callable[[str, int, float | None], None]
"""Hears of progress: the step (`looking`, `answering`, `subjects`), rows done, and which part that is.

Each step begins with no row."""

_LEGEND: Final = "xixia_gov.legend"
"""The name of the legend in the metadata of a file."""


@attrs.frozen
class Job:
    """What a run is to do.

    `as_of` stands before the days that rows give; `today` stands in where neither says one. `rules` limits
    the run to some rules. `reasons` adds words for the masks in a language. `rejected` is the side file of
    the rows that are not answered. `lang` is the language of that file and of the words in others.
    """

    book: Rulebook
    source: Path
    target: Path
    rejected: Path
    today: dt.date
    lang: Lang
    wanted: Wanted = attrs.field(factory=Wanted)
    as_of: dt.date | None = None
    rules: tuple[str, ...] | None = None
    settle: Mapping[str, str] = attrs.field(factory=dict)
    masks: bool = True
    reasons: Lang | None = None
    chunk: int = CHUNK
    sheet: str | None = None

    @property
    def legend(self) -> Path:
        """Where the legend stands."""
        return self.target.with_name(f"{self.target.name}.legend.json")

    @property
    def subjects(self) -> Path:
        """Where the sums by subject stand, if they are asked for."""
        return self.target.with_name(f"{self.target.name}.subjects{self.target.suffix}")


@attrs.frozen
class Done:
    """What a run did. `today` is true where the day of asking was not given; `notes` counts what was said."""

    counts: Counts
    notes: Counter[Text]
    told: tuple[Text, ...]
    today: bool
    subjects: SubjectTotals | None
    files: tuple[Path, ...]


def run(job: Job, executor: Executor = by_columns, told: Told = lambda *_: None) -> Done:
    """Answer a registry and put the output in its place, whole.

    Where no row is answered the side file alone is written. Raises `InputError` for whatever keeps the
    run from its end: then everything stands as before.
    """
    suffix = suffix_of(job.target)
    _apart(job)
    if suffix == ".xlsx":
        need(*WORKBOOKS)
    with workshop(job.target) as shop, told_unwritten(job.target):
        before = state_of(job.source)
        opened = read_registry(job.source, job.book, wanted=job.wanted, as_of=job.as_of, sheet=job.sheet)
        with opened as registry:
            return _Run(job, shop, registry, executor, told).done(before)


def _apart(job: Job) -> None:
    """Refuse a run that would write over what it reads, or two files in one place."""
    places: dict[Path, Text] = {}
    named = (
        (job.source, Text(zh="输入", en="the input")),
        (job.target, Text(zh="输出", en="the output")),
        (job.rejected, Text(zh="被拒的行", en="the rejected rows")),
        (job.legend, Text(zh="说明", en="the legend")),
        (job.subjects, Text(zh="按主体的合计", en="the sums by subject")),
    )
    for path, what in named:
        other = places.setdefault(path.resolve(), what)
        if other is not what:
            message = Text(
                zh=f"{other.zh}与{what.zh}不能是同一个文件", en=f"{other.en} and {what.en} are one file"
            )
            raise InputError([Problem(message, Place(str(path)))])


class _Run:
    """One run, with what it holds from chunk to chunk."""

    def __init__(self, job: Job, shop: Workshop, registry: Registry, executor: Executor, told: Told) -> None:
        self.job = job
        self.shop = shop
        self.executor = executor
        self.told = told
        self.counts = Counts()
        self.today = False
        self.registry = registry
        self.look: Look | None = None
        told("looking", 0, 0.0)
        self.look = look(
            registry, shop.folder, job.chunk, lambda rows: told("looking", rows, self._part_of(rows))
        )
        self.shape = _shape(job, self.registry, self.look)
        self.wording = None if job.reasons is None else Wording(self.shape.legends, job.reasons)
        self.reader = None
        if job.reasons is not None:
            self.reader = Reader(job.book, executor, self.shape.legends, job.reasons)
        self.masks = job.masks or job.reasons is not None
        self.subjects = None
        if self.registry.heads.subject_key is not None:
            self.subjects = SubjectPass(
                job.book,
                shop.folder / "subjects",
                job.rules,
                job.settle,
                job.lang,
                _written(self.registry.heads.subject_key.head),
            )

    def done(self, before: tuple[int, int] | None) -> Done:
        """Read, answer and write every chunk, then put the files in their places.

        `before` is the state of the source before it was opened.
        """
        job, shop = self.job, self.shop
        made, refused = shop.file(job.target), shop.file(job.rejected)
        with ExitStack() as stack:
            side = SideFile(stack.enter_context(refused.open("w", encoding="utf-8", newline="")), job.lang)
            sink = self._all_rows(made, side, stack)
            if state_of(job.source) != before:
                message = Text(
                    zh="读取期间文件变了; 请重新运行", en="the file changed while it was read; run again"
                )
                raise InputError([Problem(message, Place(str(job.source)))])
            self.counts.rejected = side.rows
            sums = None
            if self.subjects is not None and sink is not None:
                sums = self._sums(self.subjects, side, stack)
            if sink is not None:
                sink.close({_LEGEND: dumped(self._legend())})
        return self._put(made, sink, sums)

    def _all_rows(self, made: Path, side: SideFile, stack: ExitStack) -> Sink | None:
        """Read, answer and write every chunk; return what took the rows, None where there is none."""
        job = self.job
        rows = 0
        sink: Sink | None = None
        self.told("answering", 0, 0.0)
        for chunk in self.registry.chunks(job.chunk, self.look.shared if self.look else {}):
            side.write(chunk.rejected)
            frames = [one for part in chunk.parts for one in self._answered(part, side)]
            if frames:
                if sink is None:
                    sink = open_sink(made, job.target, self.shop.folder)
                    stack.callback(sink.stop)
                sink.write(_named(pl.concat(frames).sort(LINE), self.shape.key))
            if self.subjects is not None:
                self.subjects.leave_out(chunk.apart)
            rows += chunk.rows
            self.told("answering", rows, self._part_of(rows))
        if not rows:
            raise InputError([self.registry.no_row()])
        return sink

    def _legend(self) -> dict[str, object]:
        fen = self.job.target.suffix.lower() == ".parquet"
        return legend_of(self.shape, self.job.settle, fen=fen)

    def _part_of(self, rows: int) -> float | None:
        """Return which part of the registry so many rows are, None while that is not known."""
        total = self.registry.source.rows or (self.look.rows if self.look else None)
        return rows / total if total else self.registry.source.progress()

    def _put(self, made: Path, sink: Sink | None, sums: SubjectTotals | None) -> Done:
        job, shop = self.job, self.shop
        files = [job.rejected]
        if sink is None:
            shop.forget(made)
        else:
            write_legend(shop.file(job.legend), self._legend(), made, job.target.name)
            files = [job.target, job.legend, job.rejected]
            if sums is not None:
                files.append(job.subjects)
        shop.put(made)
        notes = self.registry.notes
        return Done(self.counts, notes, self.registry.source.notes, self.today, sums, tuple(files))

    def _sums(self, subjects: SubjectPass, side: SideFile, stack: ExitStack) -> SubjectTotals:
        """Write the sums of each subject."""
        made = self.shop.file(self.job.subjects)
        sink = open_sink(made, self.job.subjects, self.shop.folder)
        stack.callback(sink.stop)
        self.told("subjects", 0, 0.0)
        totals = subjects.run(
            sink, side.write, lambda rows: self.told("subjects", rows, rows / subjects.rows)
        )
        sink.close({})
        return totals

    def _answered(self, part: Part, side: SideFile) -> Iterator[pl.DataFrame]:
        """Yield the rows of the output for a part of a chunk, for each day of asking."""
        rules = self.shape.rules[part.matter]
        for as_of, frame, today in by_day(part.frame, self.job.as_of, self.job.today):
            self.today = self.today or today
            question = Question(rules, as_of, self.job.settle, self.masks)
            found = settled(self.registry, attrs.evolve(part, frame=frame), question, self.executor)
            side.write(found.rejected)
            if self.subjects is not None and found.out.height:
                self.subjects.leave_out_rows(found.out)
            answered, kept = found.answers, found.rows
            if not kept.height:
                continue
            counted = answered.with_columns(kept.get_column(UNITS)) if UNITS in kept.columns else answered
            count(self.counts, self.job.book, counted, question)
            if self.subjects is not None:
                self.subjects.take(attrs.evolve(part, frame=kept), answered, as_of)
            readings = {}
            if self.reader is not None:
                readings = self.reader.words(attrs.evolve(part, frame=kept), question, answered)
            yield finished(self.shape, answered, kept, part.matter, as_of, self.wording, readings)


def _shape(job: Job, registry: Registry, found: Look | None) -> Shape:
    """Return the columns of the output; raises `InputError` where no rule is about any of the rows."""
    layout = registry.heads.layout
    matters: Sequence[type[Matter]] = [layout.matter] if layout.matter is not None else ()
    if layout.matter is None and found is not None:
        matters = found.matters
    rules: dict[type[Matter], tuple[str, ...]] = {}
    for matter in matters:
        subject = layout.who([matter])
        rules[matter] = () if isinstance(subject, Text) else rules_for(job.book, matter, subject, job.rules)
    if matters and not any(rules.values()):
        names = Text(
            zh="、".join(one.LABEL.zh for one in matters), en=", ".join(one.__name__ for one in matters)
        )
        message = Text(
            zh=f"没有一条规则涉及这里的主体和事项 ({names.zh})",
            en=f"no rule is about this subject and matter ({names.en})",
        )
        raise InputError([Problem(message, Place(str(job.source)))])
    key = registry.heads.key
    shape = Shape(
        book=job.book,
        key=LINE if key is None else _written(key.head),
        rules=rules,
        as_of=None if registry.dated else job.as_of or job.today,
        masks=job.masks,
        reasons=job.reasons,
        units=any(one.role.value == UNITS for one in registry.heads.columns),
        mixed=registry.mixed,
        settle=frozenset(job.settle),
    )
    if shape.key in columns_of(shape):
        message = Text(
            zh=f"编号列的表头“{shape.key}”与结果的列同名; 请改名",
            en=f"the head of the key, {shape.key!r}, is that of a column of the output; rename it",
        )
        raise InputError([Problem(message, Place(str(job.source)))])
    return shape


def _named(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return the rows with the key under its own head, the line left out where rows have keys."""
    if key == LINE:
        return frame.drop(KEY)
    return frame.drop(LINE).rename({KEY: key})


def _written(head: str) -> str:
    return " ".join(head.split())


__all__ = ["Done", "Job", "Told", "run"]
