"""Rows become cases one after the other: a row is a case, or all rows with one `case` are.

A case is put together as the data any case file holds and read as such, so that the same facts give
the same case in every format. Nothing is kept of a case once it is handed on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import IO

import attrs

from xixia_gov.casefile.columns import Column, Role, Target, fitting, read_header, subjects_for
from xixia_gov.casefile.csvread import Row, Sheet, open_sheet
from xixia_gov.casefile.layout import Layout, cell_of
from xixia_gov.casefile.read import case_from
from xixia_gov.casefile.rowcase import RowCase
from xixia_gov.casefile.together import standing_apart
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject


@attrs.frozen
class CsvCase:
    """A case read from a CSV: the line of its first row, what it is called, and what to say of it.

    `dated` is false where no cell gives the day of asking. Each of `notes` says how a cell was
    understood.
    """

    case: Case
    line: int
    id: str
    dated: bool
    notes: tuple[Problem, ...] = ()


@attrs.frozen
class CsvCases:
    """The cases of a CSV file, whose header row has been understood."""

    sheet: Sheet
    layout: Layout

    def each(self, *, as_of: dt.date | None = None) -> Iterator[CsvCase | InputError]:
        """Yield each case in the order of the file, or all that is wrong with it.

        `as_of` is the day of asking of cases that give none. Raises `InputError` where there is no
        row under the header.
        """
        empty = True
        for rows in self._groups():
            empty = False
            yield rows if isinstance(rows, InputError) else self._case(rows, as_of)
        if empty:
            message = Text(zh="表头下没有任何一行", en="there is no row under the header")
            raise InputError([Problem(message, Place(self.sheet.name, self.sheet.header.line))])

    @property
    def absent(self) -> list[Target]:
        """The facts the rules read that no column holds; they are unknown in every row."""
        return self.layout.absent()

    def _groups(self) -> Iterator[list[Row] | InputError]:
        column = self.layout.column(Role.CASE)
        if column is None:
            for row in self.sheet.rows():
                yield row if isinstance(row, InputError) else [row]
            return
        apart = standing_apart(self._readable, lambda row: cell_of(row, column))
        group: list[Row] = []
        name = ""
        after_broken = False
        for row in self.sheet.rows():
            if isinstance(row, InputError):
                yield row
                if group:
                    yield self._beside(group)
                group, after_broken = [], True
                continue
            called = cell_of(row, column)
            if group and called == name:
                group.append(row)
                continue
            if group:
                yield self._beside(group) if after_broken else self._whole(group, name, apart)
                after_broken = False
            group, name = [row], called
        if group:
            yield self._beside(group) if after_broken else self._whole(group, name, apart)

    def _readable(self) -> Iterator[Row]:
        return (row for row in self.sheet.rows() if isinstance(row, Row))

    def _whole(self, group: list[Row], name: str, apart: Collection[str]) -> list[Row] | InputError:
        if not name:
            message = Text(
                zh="这一行没有写情形; 每一行都要写, 同一情形的行写得一样",
                en="this row names no case; every row names one, the same for the rows of one case",
            )
        elif name in apart:
            message = Text(
                zh=f"情形“{name}”的各行不在一处, 没有作答; 请先按情形排序",
                en=f"the rows of the case {name!r} do not stand together, so it is not answered; "
                "sort the rows by case",
            )
        else:
            return group
        return InputError([Problem(message, Place(self.sheet.name, group[0].line))])

    def _beside(self, group: list[Row]) -> InputError:
        message = Text(
            zh="紧邻不能读取的一行, 那一行可能属于这一情形, 所以没有作答",
            en="the row beside this case cannot be read and may belong to it, so it is not answered",
        )
        return InputError([Problem(message, Place(self.sheet.name, group[0].line))])

    def _case(self, rows: Sequence[Row], as_of: dt.date | None) -> CsvCase | InputError:
        put = RowCase(self.layout, rows)
        document = put.document()
        problems = put.problems
        case = None
        if document is not None:
            try:
                case = case_from(document, self.layout.book, as_of, {})
            except InputError as error:
                problems.extend(error.problems)
        if case is not None and document is not None and not problems:
            column = self.layout.column(Role.CASE)
            name = "" if column is None else cell_of(rows[0], column)
            dated = document.data.get("as_of") is not None
            return CsvCase(case, rows[0].line, name, dated, tuple(put.notes))
        problems.sort(key=lambda problem: (problem.place.line, problem.place.column))
        problems.extend(_long(self.sheet.name, row) for row in rows if row.last > row.line)
        return InputError(problems)


def _long(name: str, row: Row) -> Problem:
    message = Text(
        zh=f"第 {row.line} 至 {row.last} 行读成了一行: 可能有引号没有闭合",
        en=f"lines {row.line} to {row.last} were read as one row: a quote may not be closed",
    )
    return Problem(message, Place(name, row.line))


def open_cases(  # noqa: PLR0913 - one for each thing a command line can say of a sheet
    stream: IO[bytes],
    name: str,
    book: Rulebook,
    *,
    matter: type[Matter] | None = None,
    subject: type[Subject] | None = None,
    ignored: Collection[str] = (),
) -> CsvCases:
    """Return the cases of a CSV in a stream that can be read again from its start.

    `matter` is what every row is about where no column says it; `subject` who asks where the rules
    name several; `ignored` are the heads of columns that are left out. Raises `InputError` with all
    that is wrong with the header.
    """
    sheet = open_sheet(stream, name)
    kinds = book.vocabulary.matters if matter is None else (matter,)
    subjects = (subject,) if subject is not None else subjects_for(book, kinds)
    columns, wrong = read_header(sheet.header.cells, book, kinds, subjects, ignored)
    layout = Layout(name, book, tuple(columns), matter, subject)
    column = layout.column(Role.MATTER)
    if matter is None and column is None:
        raise InputError([Problem(_no_matter(sheet, book), Place(name, sheet.header.line))])
    if matter is not None and column is not None:
        message = Text(
            zh="已有这一列, 不要再用 --matter", en="there is this column already; leave --matter out"
        )
        wrong.append((column, message))
    problems = [_at_head(sheet, one, message) for one, message in wrong]
    problems.extend(
        _at_head(sheet, one, problem.message)
        for one in columns
        if one.role is Role.FINDING
        for problem in case_problems(book, _probe(book, one.key))
    )
    if matter is not None and not problems:
        here = Place(name, sheet.header.line)
        who = layout.who([matter])
        if isinstance(who, Text):
            problems.append(Problem(who, here))
        else:
            problems.extend(attrs.evolve(one, place=here) for one in layout.plan(matter, who)[1])
    if problems:
        raise InputError(problems)
    return CsvCases(sheet, layout)


def _probe(book: Rulebook, key: str) -> Case:
    return Case(subject=book.vocabulary.subjects[0](), as_of=dt.date.min, findings={key: True})


def _at_head(sheet: Sheet, column: Column | None, message: Text) -> Problem:
    place = Place(sheet.name, sheet.header.line)
    if column is None:
        return Problem(message, place)
    return Problem(column.said(message), attrs.evolve(place, column=column.number))


def _no_matter(sheet: Sheet, book: Rulebook) -> Text:
    best = fitting(sheet.header.cells, book)
    if best is None:
        return Text(
            zh="没有“事项”列; 请加上这一列, 或用 --matter KIND",
            en="there is no column `matter` (事项); add it, or use --matter KIND",
        )
    return Text(
        zh=f"没有“事项”列; 请加上这一列, 或用 --matter {best.LABEL.zh}",
        en=f"there is no column `matter` (事项); add it, or use --matter {best.__name__} ({best.LABEL.en})",
    )


__all__ = ["CsvCase", "CsvCases", "open_cases"]
