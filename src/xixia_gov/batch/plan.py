"""A plan says how the columns of rows about one matter are read, each by its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs
import polars as pl

from xixia_gov.batch.cells import Meaning, TextColumn, Understood
from xixia_gov.batch.heads import Heads, finding_faults
from xixia_gov.batch.record import Builder
from xixia_gov.batch.source import Source
from xixia_gov.batch.typed import Reader, flag_reader, reader_of
from xixia_gov.casefile.cells import day_value, plain, units_value
from xixia_gov.casefile.columns import Column, Role
from xixia_gov.casefile.keys import MOST_UNITS
from xixia_gov.errors import InputError, Place, Problem, ValueProblem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject
from xixia_gov.vocabulary.facts import FactInfo, FactKind

UNITS: Final = "units"
"""The column with how many equal units a row stands for, where the file has one."""
AS_OF: Final = "as_of"
"""The column with the day of asking of each row, where the file has one and the run gives none."""
_NO_WORDS: Final = Text(zh="", en="")


@attrs.frozen
class Plan:
    """How the columns of rows about one matter are read: a reader for each, by its number."""

    matter: type[Matter]
    subject: type[Subject]
    readers: Mapping[int, Reader]
    fields: Mapping[str, Column]
    builder: Builder


def plan_of(
    source: Source, heads: Heads, book: Rulebook, matter: type[Matter], subject: type[Subject]
) -> Plan:
    """Return how rows about a matter of a subject are read.

    Raises `InputError` for two columns of one fact and for columns of the wrong type.
    """
    targets, problems = heads.layout.plan(matter, subject)
    problems = [attrs.evolve(one, place=Place(source.name, source.line)) for one in problems]
    readers: dict[int, Reader] = {}
    fields: dict[str, Column] = {}
    for column, kind in zip(heads.columns, source.types, strict=True):
        flag = heads.flags.get(column.number)
        try:
            if flag is not None:
                name = f"{flag.target.name}.{flag.option}"
                readers[column.number] = flag_reader(name, kind)
            elif column.role is Role.FACT and column.number in targets:
                target = targets[column.number]
                name = target.name
                readers[column.number] = reader_of(column, name, target.info, kind)
            elif column.role is Role.OWN:
                name = f"own.{column.key}"
                readers[column.number] = reader_of(column, name, book.facts[name], kind)
            elif column.role is Role.FINDING:
                name = f"findings.{column.key}"
                readers[column.number] = _finding(book, column, name, kind)
            elif column.role is Role.UNITS:
                name = UNITS
                readers[column.number] = _units(kind)
            elif column.role is Role.AS_OF:
                name = AS_OF
                readers[column.number] = _days(kind)
            elif column.role is Role.NONE or (column.role is Role.FACT and kind is None):
                readers[column.number] = _nothing(column, matter)
                continue
            else:
                continue
            fields[name] = column
        except ValueProblem as error:
            place = Place(source.name, source.line, column.number)
            problems.append(Problem(column.said(error.message), place))
    if problems:
        raise InputError(problems)
    own = {name: book.facts[name] for name in fields if name.startswith("own.")}
    return Plan(matter, subject, readers, fields, Builder(matter, subject, own))


def _finding(book: Rulebook, column: Column, name: str, kind: pl.DataType | None) -> Reader:
    """Return what reads a finding; a false one that the text itself excludes is wrong."""
    reads = flag_reader(name, kind)
    faults = finding_faults(book, column.key, says=False)
    if not faults:
        return reads

    def read(cells: pl.Series) -> Understood:
        found = reads(cells)
        wrong = (~found.values[name]).fill_null(value=False).arg_true().to_list()
        return attrs.evolve(
            found, faults=(*found.faults, *((row, one.message) for row in wrong for one in faults))
        )

    return read


def _nothing(column: Column, matter: type[Matter]) -> Reader:
    """Return what refuses every cell: the column has no head, or its fact is none of the matter."""
    reason = Text(zh="这一列没有表头", en="the column has no head")
    if column.role is Role.FACT:
        label, kind = matter.LABEL.zh, matter.__name__
        reason = Text(
            zh=f"“{label}”没有这一事实; 这一格应为空", en=f"{kind} has no such fact; leave it empty"
        )

    def parse(_: str) -> Meaning:
        raise ValueProblem(reason)

    return TextColumn({}, parse).read


def key_values(cells: pl.Series, kind: pl.DataType | None) -> pl.Series:
    """Return the keys in cells, null where a cell is blank; text is stripped, numbers stay numbers."""
    if kind is not None and kind.is_integer():
        return cells
    text = TextColumn.of_fact("key", FactInfo(FactKind.CODE, _NO_WORDS, _NO_WORDS))
    return text.read(cells.cast(pl.String)).values["key"]


def _units(kind: pl.DataType | None) -> Reader:
    def parse(written: str) -> Meaning:
        number = units_value(plain(written))
        if not 1 <= number <= MOST_UNITS:
            raise ValueProblem(
                Text(
                    zh=f"数量应为1至{MOST_UNITS}的整数, 却是 {number}",
                    en=f"`units` is a whole number from 1 to {MOST_UNITS}, found {number}",
                )
            )
        return {UNITS: number}, None

    return _meant({UNITS: pl.Int64()}, parse, kind)


def _days(kind: pl.DataType | None) -> Reader:
    def parse(written: str) -> Meaning:
        return {AS_OF: day_value(plain(written))}, None

    return _meant({AS_OF: pl.Date()}, parse, kind)


def _meant(
    types: Mapping[str, pl.DataType], parse: Callable[[str], Meaning], kind: pl.DataType | None
) -> Reader:
    """Return what reads a column of numbers or days that is no fact, typed or not."""
    (wanted,) = types.values()
    fits = kind is None or isinstance(kind, pl.String | pl.Categorical | pl.Enum | pl.Null)
    fits = fits or (kind.is_integer() if isinstance(wanted, pl.Int64) else isinstance(kind, pl.Date))  # type: ignore[union-attr] # None fits
    if not fits:
        raise ValueProblem(
            Text(zh=f"列的类型不合, 却是 {kind}", en=f"the column is of the wrong type, {kind}")
        )
    text = TextColumn(types, parse)
    return lambda cells: text.read(cells.cast(pl.String))


__all__ = ["AS_OF", "UNITS", "Plan", "key_values", "plan_of"]
