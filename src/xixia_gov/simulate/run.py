"""A run sets two rulebooks against each other over a registry: chunk by chunk, only sums kept."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
import polars as pl

from xixia_gov.batch.executor import Executor, by_columns
from xixia_gov.batch.heads import Wanted
from xixia_gov.batch.keys import Look, look
from xixia_gov.batch.output import rules_for
from xixia_gov.batch.plan import UNITS
from xixia_gov.batch.registry import CHUNK, Part, Registry, read_registry
from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.settled import by_day
from xixia_gov.batch.source import LINE, state_of
from xixia_gov.batch.subjects import first_lines
from xixia_gov.batch.sums import key_of
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.simulate.answered import Side, answered_by
from xixia_gov.simulate.category import by_of, category_of
from xixia_gov.simulate.compare import Answered, compared, ends_of
from xixia_gov.simulate.difference import figure_differences, only_moved, rule_difference
from xixia_gov.simulate.people import People
from xixia_gov.simulate.result import Due, Result, RuleSides
from xixia_gov.simulate.shares import Shares
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject

Told = Callable[[str, int, float | None], None]
"""Hears of progress: the step (`looking`, `answering`, `subjects`), rows done, and which part that is."""
Refuse = Callable[[Sequence[Rejection]], None]
"""Hears of the rows that are not answered."""


@attrs.frozen
class Job:
    """What a run is to do: two rulebooks, the file, and what its rows are about.

    `what_if` is true where `then` has figures that somebody supposes. `by` names the facts to tell sums apart
    by, None to choose them by what differs. `as_of` stands before the days that rows give; `today` stands in
    where neither says one. `settle` settles readings on both sides.
    """

    now: Rulebook
    then: Rulebook
    source: Path
    today: dt.date
    what_if: bool
    by: tuple[str, ...] | None = None
    wanted: Wanted = attrs.field(factory=Wanted)
    as_of: dt.date | None = None
    rules: tuple[str, ...] | None = None
    settle: Mapping[str, str] = attrs.field(factory=dict)
    chunk: int = CHUNK
    sheet: str | None = None


@attrs.frozen
class Done:
    """What a run did: the result, what was said of the file, and whether the day of asking is today."""

    result: Result
    told: tuple[Text, ...]
    today: bool


def run(
    job: Job,
    executor: Executor = by_columns,
    told: Told = lambda *_: None,
    refuse: Refuse = lambda _: None,
) -> Done:
    """Return what another law would cost, and who gains and loses.

    Raises `InputError` for whatever keeps the run from its end: a file that cannot be read, heads that mean
    nothing, no row, no rule about any row.
    """
    before = state_of(job.source)
    opened = read_registry(
        job.source, reader(job.now, job.then), wanted=job.wanted, as_of=job.as_of, sheet=job.sheet
    )
    with tempfile.TemporaryDirectory(prefix="xixia-gov-") as name, opened as registry:
        return _Run(job, Path(name), registry, executor, told, refuse).done(before)


def reader(now: Rulebook, then: Rulebook) -> Rulebook:
    """Return a rulebook that knows the heads of both: what the other one declares besides is added.

    >>> import xixia_gov as xg
    >>> book = xg.load_rulebook()
    >>> reader(book, book) == book
    True
    """
    return attrs.evolve(
        now,
        rules=FrozenMap({**then.rules, **now.rules}),
        readings=FrozenMap({**then.readings, **now.readings}),
        figures=FrozenMap({**then.figures, **now.figures}),
        definitions=FrozenMap({**then.definitions, **now.definitions}),
        lists=FrozenMap({**then.lists, **now.lists}),
        tables=FrozenMap({**then.tables, **now.tables}),
        facts=FrozenMap({**then.facts, **now.facts}),
    )


class _Run:
    """One run, with what it holds from chunk to chunk."""

    def __init__(  # noqa: PLR0913, PLR0917 - one for each thing a run works with
        self, job: Job, folder: Path, registry: Registry, executor: Executor, told: Told, refuse: Refuse
    ) -> None:
        self.job = job
        self.executor = executor
        self.told = told
        self.refuse = refuse
        self.today = False
        self.registry = registry
        self.look = look(self.registry, folder, job.chunk, lambda rows: told("looking", rows, None))
        self.kinds = _kinds(self.registry, self.look)
        self.ids = {
            matter: tuple(
                tuple(id_ for id_ in rules_for(book, matter, subject, job.rules))
                for book in (job.now, job.then)
            )
            for matter, subject in self.kinds
        }
        self.result = Result(
            now=job.now,
            then=job.then,
            what_if=job.what_if,
            figures=figure_differences(job.now, job.then),
            rules=self._rules(),
            settle=dict(job.settle),
            notes=self.registry.notes,
        )
        self.result.by = by_of(self.registry, self.kinds, self.result, job.by)
        self.sides = self._sides()
        self.people = self._people(folder) if self.registry.heads.subject_key is not None else None

    def done(self, before: tuple[int, int] | None) -> Done:
        """Read and compare every chunk; `before` is the state of the file before it was opened."""
        result, rows, rejected = self.result, 0, _Rejected(self.refuse)
        for chunk in self.registry.chunks(self.job.chunk, self.look.shared if self.look else {}):
            rejected.hear(chunk.rejected)
            for part in chunk.parts:
                for as_of, frame, today in by_day(part.frame, self.job.as_of, self.job.today):
                    self.today = self.today or today
                    self._compare(attrs.evolve(part, frame=frame), as_of, rejected)
            if self.people is not None:
                self.people.leave_out(chunk.apart)
            rows += chunk.rows
            self.told("answering", rows, self._part_of(rows))
        if not rows:
            raise InputError([self.registry.no_row()])
        if state_of(self.job.source) != before:
            message = Text(
                zh="读取期间文件变了; 请重新运行", en="the file changed while it was read; run again"
            )
            raise InputError([Problem(message, Place(str(self.job.source)))])
        result.rejected = rejected.rows
        if self.people is not None and result.rows:
            result.subjects = self.people.sums(self.refuse, lambda done: self.told("subjects", done, None))
        return Done(result, self.registry.source.notes, self.today)

    def _part_of(self, rows: int) -> float | None:
        total = self.registry.source.rows or (self.look.rows if self.look else None)
        return rows / total if total else self.registry.source.progress()

    # ---- rules ----

    def _rules(self) -> dict[str, RuleSides]:
        """Return how each rule about the rows differs; raises `InputError` where there is none."""
        found: dict[str, RuleSides] = {}
        for matter, subject in self.kinds:
            now, then = self.ids[matter]
            for id_ in sorted({*now, *then}):
                difference = rule_difference(self.job.now, self.job.then, id_)
                difference = attrs.evolve(difference, now=id_ in now, then=id_ in then)
                dues = tuple(
                    _due(book, matter, subject, id_) if id_ in ids else None
                    for book, ids in ((self.job.now, now), (self.job.then, then))
                )
                found[id_] = RuleSides(difference, any(one is not None for one in dues), *dues)
        if not found and self.kinds:
            names = Text(
                zh="、".join(matter.LABEL.zh for matter, _ in self.kinds),
                en=", ".join(matter.__name__ for matter, _ in self.kinds),
            )
            message = Text(
                zh=f"没有一条规则涉及这里的主体和事项 ({names.zh})",
                en=f"no rule is about this subject and matter ({names.en})",
            )
            raise InputError([Problem(message, Place(str(self.job.source)))])
        return found

    def _sides(self) -> tuple[Side, Side]:
        moved = {
            id_: one.difference.moved
            for id_, one in self.result.rules.items()
            if one.difference.touched and one.pays and one.difference.moved is not None
        }
        now, then = (
            Side(
                book,
                # A reading that the other rulebook alone has settles nothing here.
                {id_: option for id_, option in self.job.settle.items() if id_ in book.readings},
                only_moved(book, moved),
            )
            for book in (self.job.now, self.job.then)
        )
        return now, then

    def _people(self, folder: Path) -> People:
        only = self.job.rules
        known = tuple(
            None if only is None else tuple(id_ for id_ in only if id_ in side.book.rules)
            for side in self.sides
        )
        return People(self.sides, folder / "subjects", (known[0], known[1]), Shares.of(self.result))

    # ---- rows ----

    def _compare(self, part: Part, as_of: dt.date, rejected: _Rejected) -> None:
        now, then = self.ids[part.matter]
        rules = {id_: self.result.rules[id_] for id_ in sorted({*now, *then})}
        moved = tuple(
            id_
            for id_, one in rules.items()
            if one.difference.touched and one.pays and one.difference.moved is not None
        )
        answered, kept, wrong = answered_by(
            self.registry, part, self.sides, (now, then), moved, as_of, self.executor
        )
        rejected.hear(wrong)
        plain = {id_: (one.difference, one.pays) for id_, one in rules.items()}
        ends = list(ends_of(answered, plain)) if kept.height else []
        if self.people is not None:
            self._for_people(part, answered, kept, as_of, ends)
        if not kept.height:
            return
        units = kept.get_column(UNITS) if UNITS in kept.columns else None
        self.result.rows += kept.height
        self.result.units += kept.height if units is None else int(units.fill_null(1).sum())
        categories = {by.path: category_of(kept, by) for by in self.result.by if by.path in part.facts}
        for cell, sums in compared(ends, units, categories):
            self.result.add(cell, sums)

    def _for_people(
        self,
        part: Part,
        answered: Answered,
        kept: pl.DataFrame,
        as_of: dt.date,
        ends: Sequence[tuple[str, pl.DataFrame]],
    ) -> None:
        assert self.people is not None  # noqa: S101 - asked only then
        lost = part.frame.join(kept.select(LINE), on=LINE, how="anti")
        self.people.leave_out(first_lines(lost))
        if kept.height:
            self.people.take(attrs.evolve(part, frame=kept), answered, as_of, ends)


class _Rejected:
    """Counts the rows that are rejected; a row may have several reasons, told together."""

    def __init__(self, refuse: Refuse) -> None:
        self.refuse = refuse
        self.rows = 0
        self.line = 0

    def hear(self, wrong: Sequence[Rejection]) -> None:
        """Take some rejections; those of one row stand together."""
        for one in wrong:
            self.rows += one.line != self.line
            self.line = one.line
        if wrong:
            self.refuse(wrong)


def _kinds(registry: Registry, found: Look | None) -> tuple[tuple[type[Matter], type[Subject]], ...]:
    """Return what rows are about, and who asks; kinds whose subject is not clear have rejected rows alone."""
    layout = registry.heads.layout
    matters: Sequence[type[Matter]] = [layout.matter] if layout.matter is not None else ()
    if layout.matter is None and found is not None:
        matters = found.matters
    whose = ((matter, layout.who([matter])) for matter in matters)
    return tuple((matter, subject) for matter, subject in whose if not isinstance(subject, Text))


def _due(book: Rulebook, matter: type[Matter], subject: type[Subject], id_: str) -> Due | None:
    """Return the total a rule adds to, None where it pays nothing.

    What a total says beside the sum is asked of the engine itself, with a matter whose facts are unknown.
    """
    versions = book.rules[id_]
    paid = [rule.payment for rule in versions]
    if all(one is None for one in paid):
        return None
    said = {
        (one and one.payee, one and one.payer, one and one.every, rule.strength)
        for one, rule in zip(paid, versions, strict=True)
    }
    if len(said) > 1:
        return Due(None)
    case = Case(subject=subject(), as_of=book.known_through, matters=[matter()])
    (total,) = assess(book, case, rules=[id_]).totals
    return Due(key_of(total))


__all__ = ["Done", "Job", "Refuse", "Told", "reader", "run"]
