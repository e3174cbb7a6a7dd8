"""A registry is a file of matters, one to a row, read in chunks of values of the declared types.

A row with a fault is no part of any chunk: it is handed on as rejected, with every cell that is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

import attrs
import polars as pl

from xixia_gov.batch.gates import contradictory
from xixia_gov.batch.heads import Heads, Wanted, understand
from xixia_gov.batch.plan import AS_OF, Plan, key_values, plan_of
from xixia_gov.batch.record import Builder
from xixia_gov.batch.rejection import WHOLE_ROW, Fault, Rejection
from xixia_gov.batch.source import LINE, Raw, Source, column_at, open_source
from xixia_gov.casefile.cells import plain
from xixia_gov.casefile.columns import Column, Role
from xixia_gov.casefile.csvread import Row
from xixia_gov.casefile.rowcase import RowCase, unknown_kind
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject

KEY: Final = "key"
"""The column of a chunk with the key of each row: its own, else its line."""
SUBJECT_KEY: Final = "subject_key"
"""The column with the key of who asks, where the file has one."""
CHUNK: Final = 1 << 17
"""How many rows are read at once."""


@attrs.frozen
class Part:
    """The rows of a chunk about one matter of one subject.

    `frame` has `line`, `key`, and `subject_key`, `units`, `as_of` where the registry has them, then the facts
    that columns hold, by dotted name: sums in fen, a many-of fact one truth for each option.
    """

    matter: type[Matter]
    subject: type[Subject]
    frame: pl.DataFrame

    @property
    def facts(self) -> list[str]:
        """The columns that hold facts and findings."""
        return [name for name in self.frame.columns if "." in name]


@attrs.frozen
class Chunk:
    """Some rows of a registry: those that can be answered, by what they are about, and the others.

    `rows` is how many rows of the file the chunk stands for; `apart` has the subjects some of whose rows
    are rejected, each by its key with the first line of such a row.
    """

    parts: tuple[Part, ...]
    rejected: tuple[Rejection, ...]
    rows: int
    apart: Mapping[str, int] = attrs.field(factory=dict)


@attrs.define
class Registry:
    """A file of matters that has been opened, its heads understood.

    `notes` counts what was worked out of cells, such as 1.2万, by the words that say so.
    """

    source: Source
    heads: Heads
    book: Rulebook
    as_of: dt.date | None
    notes: Counter[Text] = attrs.field(factory=Counter)
    _plans: dict[tuple[type[Matter], type[Subject]], Plan] = attrs.field(factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.source.close()

    @property
    def keyed(self) -> bool:
        """Whether rows have keys of their own."""
        return self.heads.key is not None

    @property
    def mixed(self) -> bool:
        """Whether rows say themselves what they are about."""
        return self.heads.layout.matter is None

    @property
    def dated(self) -> bool:
        """Whether rows give the day of asking themselves."""
        return self.as_of is None and self.heads.column(Role.AS_OF) is not None

    def chunks(
        self, size: int = CHUNK, duplicated: Mapping[str, tuple[int, ...]] | None = None
    ) -> Iterator[Chunk]:
        """Yield the rows in chunks, from the first on each call.

        `duplicated` has the keys that several rows share, with the first lines they stand on.
        """
        typed = any(kind is not None for kind in self.source.types)
        for raw in self.source.chunks(size, self.used if typed else None):
            yield self._chunk(raw, duplicated or {})

    @property
    def used(self) -> set[int]:
        """The numbers of the columns that are read."""
        keys = {one.number for one in (self.heads.key, self.heads.subject_key) if one is not None}
        return keys | {one.number for one in self.heads.columns if one.role is not Role.IGNORED}

    def plan(self, matter: type[Matter], subject: type[Subject]) -> Plan:
        """Return how rows about a matter are read.

        Raises `InputError` for two columns of one fact and for columns of the wrong type.
        """
        known = self._plans.get((matter, subject))
        if known is None:
            known = self._plans[matter, subject] = plan_of(
                self.source, self.heads, self.book, matter, subject
            )
        return known

    def key_of(self, row: Mapping[str, object]) -> str:
        """Return the key of a row as text, empty where rows have none of their own."""
        return str(row[KEY]) if self.keyed else ""

    def no_row(self) -> Problem:
        """Return what to say where no row stands under the header."""
        message = Text(zh="表头下没有任何一行", en="there is no row under the header")
        return Problem(message, Place(self.source.name, self.source.line))

    # ---- rows ----

    def _chunk(self, raw: Raw, duplicated: Mapping[str, tuple[int, ...]]) -> Chunk:
        rejected = [Rejection(one.place.line, None, one.message) for one in raw.broken]
        rejected += [one for row in raw.odd for one in self._odd(row)]
        frame = raw.frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
        faults = [Fault(one.row, column_at(self.heads.columns, one.number), one.reason) for one in raw.faults]
        keys, wrong = self._keys(frame)
        faults += wrong
        keys = keys.select("row", *(name for name in (KEY, SUBJECT_KEY) if name in keys.columns))
        faults += self._duplicates(keys, duplicated)
        kinds, wrong = self._kinds(frame)
        faults += wrong
        parts: list[Part] = []
        for matter, places in kinds:
            about = frame if places is None else frame.filter(pl.col("row").is_in(places))
            part, found = self._part(about, keys, matter, faults)
            faults += found
            if part is not None:
                parts.append(part)
        apart, more = self._rejections(frame, keys, faults)
        rejected += more
        rejected.sort(key=lambda one: (one.line, 0 if one.column is None else one.column.number))
        bad = {fault.row for fault in faults}
        parts = [self._kept(part, bad) for part in parts]
        rows = frame.height + len(raw.odd) + len({one.place.line for one in raw.broken})
        for key, line in self._subjects_of(raw.odd):
            apart[key] = min(line, apart.get(key, line))
        return Chunk(tuple(part for part in parts if part.frame.height), tuple(rejected), rows, apart)

    def _subjects_of(self, rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
        """Yield who asks in rows that do not fit under the header, as far as they say it, and their lines."""
        column = self.heads.subject_key
        for row in rows:
            if column is not None and column.number <= len(row.cells) and plain(row.cells[column.number - 1]):
                yield row.cells[column.number - 1].strip(), row.line

    def _kept(self, part: Part, bad: Collection[int]) -> Part:
        frame = part.frame
        if bad:
            frame = frame.filter(~pl.col("row").is_in(list(bad)))
        return attrs.evolve(part, frame=frame.drop("row"))

    def _odd(self, row: Row) -> Iterator[Rejection]:
        """Yield what `check` says of a row that does not fit under the header."""
        put = RowCase(self.heads.layout, [row])
        put.document()
        for one in put.problems:
            column = column_at(self.heads.columns, one.place.column) if one.place.column else None
            message = one.message if column is None or not column.head else _unsaid(column, one.message)
            yield Rejection(row.line, column, message)

    def _keys(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
        """Return the keys of the rows, and the rows that have none."""
        found = frame.select("row", LINE)
        faults: list[Fault] = []
        said = ((KEY, self.heads.key, True), (SUBJECT_KEY, self.heads.subject_key, False))
        for name, column, own in said:
            if column is None:
                if own:
                    found = found.with_columns(pl.col(LINE).alias(name))
                continue
            values = key_values(frame.get_column(str(column.number)), self.source.types[column.number - 1])
            found = found.with_columns(values.alias(name))
            why = Text(zh="缺少编号, 这一行没有作答", en="the key is missing, so the row is not answered")
            if not own:
                why = Text(
                    zh="没有写明主体, 这一行没有作答", en="who asks is missing, so the row is not answered"
                )
            faults += [Fault(row, column, why) for row in values.is_null().arg_true().to_list()]
        return found, faults

    def _duplicates(self, keys: pl.DataFrame, duplicated: Mapping[str, tuple[int, ...]]) -> list[Fault]:
        column = self.heads.key
        if column is None or not duplicated:
            return []
        written = keys.select("row", pl.col(KEY).cast(pl.String))
        found = written.filter(pl.col(KEY).is_in(list(duplicated)))
        return [Fault(row, column, _shared(key, duplicated[key])) for row, key in found.iter_rows()]

    def _kinds(self, frame: pl.DataFrame) -> tuple[list[tuple[type[Matter], list[int] | None]], list[Fault]]:
        """Return which rows are about what; None stands for all of them."""
        fixed = self.heads.layout.matter
        if fixed is not None:
            return [(fixed, None)], []
        column = self.heads.column(Role.MATTER)
        assert column is not None  # noqa: S101 - the heads were understood
        cells = frame.get_column(str(column.number)).cast(pl.String)
        faults: list[Fault] = []
        rows: dict[type[Matter], list[int]] = {}
        table = pl.DataFrame({"row": frame.get_column("row"), "cell": cells.fill_null("")})
        for (cell,), same in table.group_by("cell", maintain_order=True):
            written = plain(str(cell))
            matter = self.book.vocabulary.matter(written)
            at = same.get_column("row").to_list()
            why: Text | type[Subject] = Text(zh="没有写明事项", en="no matter is named")
            if matter is not None:
                why = self.heads.layout.who([matter])
            elif written:
                why = unknown_kind(Text(zh="事项", en="matter"), written, self.book.vocabulary.matters)
            if isinstance(why, Text):
                faults += [Fault(row, column, why) for row in at]
            elif matter is not None:
                rows.setdefault(matter, []).extend(at)
        return sorted(rows.items(), key=lambda one: one[0].__name__), faults

    def _part(
        self, about: pl.DataFrame, keys: pl.DataFrame, matter: type[Matter], before: list[Fault]
    ) -> tuple[Part | None, list[Fault]]:
        subject = self.heads.layout.who([matter])
        assert not isinstance(subject, Text)  # noqa: S101 - rows whose subject is not clear are rejected
        plan = self.plan(matter, subject)
        places = about.get_column("row").to_list() if about.height != keys.height else None
        faults: list[Fault] = []
        values: dict[str, pl.Series] = {}
        for number, reads in plan.readers.items():
            found = reads(about.get_column(str(number)))
            column = column_at(self.heads.columns, number)
            values.update(found.values)
            faults += [
                Fault(row if places is None else places[row], column, why) for row, why in found.faults
            ]
            for said, count in found.said:
                self.notes[column.said(said)] += count
        frame = about.select("row", LINE).join(keys, on="row", how="left", maintain_order="left")
        frame = frame.with_columns(series.alias(name) for name, series in values.items())
        if self.as_of is not None and AS_OF in frame.columns:
            frame = frame.drop(AS_OF)
        part = Part(matter, subject, frame)
        bad = {fault.row for fault in (*before, *faults)}
        return part, [*faults, *self._contradictions(part, plan, bad)]

    def _contradictions(self, part: Part, plan: Plan, bad: Collection[int]) -> Iterator[Fault]:
        """Yield what contradicts itself in rows whose every cell can be read."""
        wrong = part.frame.filter(contradictory((plan.matter, plan.subject), part.facts))
        for row in wrong.iter_rows(named=True):
            if row["row"] in bad:
                continue
            for problem in _problems(plan.builder, row):
                yield Fault(row["row"], self._field(plan, problem.place.field), problem.message)

    def _field(self, plan: Plan, name: str) -> Column:
        near = (
            column for field, column in plan.fields.items() if field == name or field.startswith(f"{name}.")
        )
        return next(near, WHOLE_ROW)

    def _rejections(
        self, frame: pl.DataFrame, keys: pl.DataFrame, faults: list[Fault]
    ) -> tuple[dict[str, int], list[Rejection]]:
        if not faults:
            return {}, []
        rows = sorted({fault.row for fault in faults})
        wanted = keys.join(frame.select("row", LINE), on="row").filter(pl.col("row").is_in(rows))
        known = {row["row"]: row for row in wanted.iter_rows(named=True)}
        rejected = [
            Rejection(
                known[fault.row][LINE],
                None if fault.column is WHOLE_ROW else fault.column,
                fault.reason,
                "" if known[fault.row][KEY] is None else self.key_of(known[fault.row]),
            )
            for fault in faults
        ]
        apart: dict[str, int] = {}
        for row in rows:
            who = known[row].get(SUBJECT_KEY)
            if who is not None:
                apart.setdefault(str(who), known[row][LINE])
        return apart, rejected


def read_registry(
    path: Path,
    book: Rulebook,
    *,
    wanted: Wanted | None = None,
    as_of: dt.date | None = None,
    sheet: str | None = None,
) -> Registry:
    """Return the registry in a CSV, Parquet or xlsx file, ready to be read in chunks; `with` closes it.

    `as_of` stands before the days of asking that rows give. Raises `InputError` for a file that cannot be
    read and for all that is wrong with its heads and the types of its columns.
    """
    source = open_source(path, sheet=sheet)
    try:
        registry = Registry(source, understand(source, book, wanted or Wanted()), book, as_of)
        registry.source = source.narrowed(registry.used)
        layout = registry.heads.layout
        if layout.matter is not None:
            subject = layout.who([layout.matter])
            assert not isinstance(subject, Text)  # noqa: S101 - the heads were understood
            registry.plan(layout.matter, subject)
        for column in (registry.heads.key, registry.heads.subject_key):
            if column is not None:
                _key_type(source, column)
    except BaseException:
        source.close()
        raise
    return registry


def _key_type(source: Source, column: Column) -> None:
    kind = source.types[column.number - 1]
    if kind is None or kind.is_integer() or isinstance(kind, pl.String | pl.Categorical | pl.Enum):
        return
    message = Text(zh=f"编号应为文字或整数, 却是 {kind}", en=f"a key is text or a whole number, found {kind}")
    place = Place(source.name, source.line, column.number)
    raise InputError([Problem(column.said(message), place)])


def _shared(key: str, lines: tuple[int, ...]) -> Text:
    listed = ", ".join(map(str, lines))
    return Text(
        zh=f"编号“{key}”不止一行有 (第 {listed} 行), 都没有作答",
        en=f"several rows have the key {key!r} (lines {listed}); none of them is answered",
    )


def _problems(builder: Builder, row: Mapping[str, Any]) -> list[Problem]:
    problems: list[Problem] = []
    for make in (builder.subject_of, builder.thing_of):
        try:
            make(row)
        except InputError as error:
            problems.extend(error.problems)
    return problems


def _unsaid(column: Column, message: Text) -> Text:
    """Return a message without the column before it."""
    blank = column.said(Text(zh="", en=""))
    return Text(zh=message.zh.removeprefix(blank.zh), en=message.en.removeprefix(blank.en))


__all__ = [
    "CHUNK",
    "KEY",
    "SUBJECT_KEY",
    "Chunk",
    "Part",
    "Registry",
    "read_registry",
]
