"""Rows become cases one after the other: a row is a case, or all rows with one `case` are.

A case is put together as the data any case file holds and read as such, so that the same facts give
the same case in every format. Nothing is kept of a case once it is handed on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

import attrs

from xixia_gov.casefile.cells import cell_value, day_value, plain, truth_value, units_value
from xixia_gov.casefile.columns import (
    Column,
    Role,
    Target,
    fitting,
    plan,
    read_header,
    subjects_for,
)
from xixia_gov.casefile.csvread import Row, Sheet, open_sheet
from xixia_gov.casefile.document import Document
from xixia_gov.casefile.read import case_from
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError, Place, Problem, ValueProblem, unknown_name
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.positions import KeyPath
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
class _Cells(Document):
    """The data of a case whose parts stand in cells; `places` gives the cell of a path."""

    places: Mapping[KeyPath, tuple[int, Column]] = attrs.field(factory=dict)

    def problem(self, path: KeyPath, message: Text, *, key: bool = False) -> Problem:
        """Return a problem at the cell a path comes from, or at the first row of the case."""
        del key
        while path and path not in self.places:
            path = path[:-1]
        if not path:
            return Problem(message, Place(self.name, self.line))
        line, column = self.places[path]
        return Problem(column.said(message), Place(self.name, line, column.number))


@attrs.frozen
class CsvCases:
    """The cases of a CSV file, whose header row has been understood.

    `matter` and `subject` are those of every row, None where the rows or the rules say them.
    """

    sheet: Sheet
    book: Rulebook
    columns: tuple[Column, ...]
    matter: type[Matter] | None
    subject: type[Subject] | None
    plans: dict[tuple[type, type], tuple[dict[int, Target], list[Problem]]] = attrs.field(
        factory=dict, eq=False
    )

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

    def _groups(self) -> Iterator[list[Row] | InputError]:
        place = self._index(Role.CASE)
        if place is None:
            for row in self.sheet.rows():
                yield row if isinstance(row, InputError) else [row]
            return
        apart = self._apart(place)
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
            called = self._cell(row, place)
            if group and called == name:
                group.append(row)
                continue
            if group:
                yield self._beside(group) if after_broken else self._whole(group, name, apart)
                after_broken = False
            group, name = [row], called
        if group:
            yield self._beside(group) if after_broken else self._whole(group, name, apart)

    def _whole(self, group: list[Row], name: str, apart: set[str]) -> list[Row] | InputError:
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

    def _apart(self, place: int) -> set[str]:
        """Return the cases whose rows stand apart, from a first reading that keeps hashes alone."""
        seen: set[int] = set()
        apart: set[str] = set()
        before = ""
        for row in self.sheet.rows():
            if isinstance(row, InputError):
                continue
            name = self._cell(row, place)
            if name != before and hash(name) in seen:
                apart.add(name)
            seen.add(hash(name))
            before = name
        return apart

    def _index(self, role: Role) -> int | None:
        return next((one.number - 1 for one in self.columns if one.role is role), None)

    @staticmethod
    def _cell(row: Row, index: int) -> str:
        return plain(row.cells[index]) if index < len(row.cells) else ""

    def _case(self, rows: Sequence[Row], as_of: dt.date | None) -> CsvCase | InputError:
        builder = _Builder(self, rows)
        data = builder.data()
        document = _Cells(self.sheet.name, data, line=rows[0].line, places=builder.places)
        problems = builder.problems
        case = None
        if "matters" in data:
            try:
                case = case_from(document, self.book, as_of, {})
            except InputError as error:
                problems.extend(error.problems)
        if case is not None and not problems:
            place = self._index(Role.CASE)
            name = "" if place is None else self._cell(rows[0], place)
            return CsvCase(case, rows[0].line, name, data.get("as_of") is not None, tuple(builder.notes))
        problems.sort(key=lambda problem: (problem.place.line, problem.place.column))
        for row in rows:
            if row.last > row.line:
                message = Text(
                    zh=f"第 {row.line} 至 {row.last} 行读成了一行: 可能有引号没有闭合",
                    en=f"lines {row.line} to {row.last} were read as one row: a quote may not be closed",
                )
                problems.append(Problem(message, Place(self.sheet.name, row.line)))
        return InputError(problems)


class _Builder:
    """Puts the rows of one case together, gathering problems and what to say of cells."""

    def __init__(self, cases: CsvCases, rows: Sequence[Row]) -> None:
        self.cases = cases
        self.rows = rows
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.places: dict[KeyPath, tuple[int, Column]] = {}
        self.result: dict[str, Any] = {}

    def data(self) -> dict[str, Any]:
        """Return the data of the case, as far as the cells can be read."""
        kinds = [self.kind(row) for row in self.rows]
        known = [kind for kind in kinds if kind is not None]
        if len(known) < len(kinds):
            return self.result
        subject = self.subject(known)
        if subject is None:
            return self.result
        self.result["subject"] = {"kind": subject.__name__}
        self.result["matters"] = []
        for row, kind in zip(self.rows, known, strict=True):
            self.row(row, kind, subject)
        return self.result

    def kind(self, row: Row) -> type[Matter] | None:
        if self.cases.matter is not None:
            return self.cases.matter
        column = next(one for one in self.cases.columns if one.role is Role.MATTER)
        written = plain(row.cells[column.number - 1]) if column.number <= len(row.cells) else ""
        vocabulary = self.cases.book.vocabulary
        found = vocabulary.matter(written)
        if found is None:
            names = [cls.__name__ for cls in vocabulary.matters]
            words = [word for cls in vocabulary.matters for word in (cls.LABEL.zh, *cls.WORDS)]
            message = Text(zh="没有写明事项", en="no matter is named")
            if written:
                message = unknown_name(Text(zh="事项", en="matter"), written, names, words)
            self.at(row, column, message)
        return found

    def subject(self, kinds: Sequence[type[Matter]]) -> type[Subject] | None:
        found = _subject(self.cases.book, kinds, self.cases.subject)
        if isinstance(found, Text):
            self.problems.append(Problem(found, Place(self.cases.sheet.name, self.rows[0].line)))
            return None
        return found

    def row(self, row: Row, kind: type[Matter], subject: type[Subject]) -> None:
        index = len(self.result["matters"])
        matter: dict[str, Any] = {"kind": kind.__name__}
        self.result["matters"].append(matter)
        key = (kind, subject)
        if key not in self.cases.plans:
            self.cases.plans[key] = plan(self.cases.columns, key)
        targets, faults = self.cases.plans[key]
        here = Place(self.cases.sheet.name, row.line)
        self.problems.extend(attrs.evolve(fault, place=here) for fault in faults)
        for number, cell in enumerate(row.cells, 1):
            if not plain(cell):
                continue
            if number > len(self.cases.columns):
                message = Text(
                    zh=f"这一行有 {len(row.cells)} 格, 表头只有 {len(self.cases.columns)} 列",
                    en=f"the row has {len(row.cells)} cells, the header {len(self.cases.columns)}",
                )
                self.problems.append(Problem(message, attrs.evolve(here, column=number)))
                return
            column = self.cases.columns[number - 1]
            try:
                self.cell(row, column, cell, targets.get(number), index)
            except ValueProblem as error:
                self.at(row, column, error.message)

    def cell(self, row: Row, column: Column, cell: str, target: Target | None, index: int) -> None:
        if "\0" in cell:
            raise ValueProblem(Text(zh="这一格含有空字符 NUL", en="the cell holds a NUL character"))
        text = plain(cell)
        matter: KeyPath = ("matters", index)
        match column.role:
            case Role.CASE | Role.MATTER:
                pass
            case Role.REF:
                self.put(row, column, (*matter, "ref"), cell.strip())
            case Role.UNITS:
                self.put(row, column, (*matter, "units"), units_value(text))
            case Role.AS_OF:
                self.put(row, column, ("as_of",), day_value(text))
            case Role.FINDING:
                self.put(row, column, (*matter, "findings", column.key), truth_value(text))
            case Role.OWN:
                info = self.cases.book.facts[f"own.{column.key}"]
                self.put(row, column, (*matter, "own", column.key), cell_value(cell, info)[0])
            case Role.FACT if target is not None:
                value, said = cell_value(cell, target.info)
                of_subject = issubclass(target.owner, Subject)
                self.put(row, column, (*(("subject",) if of_subject else matter), *target.steps), value)
                if said is not None:
                    place = Place(self.cases.sheet.name, row.line, column.number)
                    self.notes.append(Problem(column.said(said), place))
            case Role.FACT:
                kind = self.result["matters"][index]["kind"]
                message = Text(
                    zh=f"{kind} 没有这一事实; 这一格应为空", en=f"{kind} has no such fact; leave it empty"
                )
                raise ValueProblem(message)
            case Role.NONE:
                message = Text(zh="这一列没有表头", en="the column has no head")
                raise ValueProblem(message)

    def put(self, row: Row, column: Column, path: KeyPath, value: Any) -> None:  # noqa: ANN401 - any fact
        """Put a value at its path; rows of one case may say the same of the subject, not two things."""
        self.places[path] = (row.line, column)
        table: Any = self.result
        for step in path[:-1]:
            table = table[step] if isinstance(step, int) else table.setdefault(step, {})
        before = table.setdefault(path[-1], value)
        if before != value:
            message = Text(zh="与同一情形上面的一行不同", en="differs from a row of the same case further up")
            raise ValueProblem(message)

    def at(self, row: Row, column: Column, message: Text) -> None:
        """Report a problem at a cell."""
        place = Place(self.cases.sheet.name, row.line, column.number)
        self.problems.append(Problem(column.said(message), place))


def open_cases(
    stream: IO[bytes],
    name: str,
    book: Rulebook,
    *,
    matter: type[Matter] | None = None,
    subject: type[Subject] | None = None,
) -> CsvCases:
    """Return the cases of a CSV in a stream that can be read again from its start.

    `matter` is what every row is about where no column says it; `subject` who asks where the rules
    name several. Raises `InputError` with all that is wrong with the header.
    """
    sheet = open_sheet(stream, name)
    vocabulary = book.vocabulary
    kinds = vocabulary.matters if matter is None else (matter,)
    subjects = (subject,) if subject is not None else subjects_for(book, kinds)
    columns, wrong = read_header(sheet.header.cells, book, kinds, subjects)
    has_matter = any(column.role is Role.MATTER for column in columns)
    if matter is None and not has_matter:
        raise InputError([Problem(_no_matter(sheet, book), Place(name, sheet.header.line))])
    if matter is not None and has_matter:
        column = next(one for one in columns if one.role is Role.MATTER)
        message = Text(
            zh="已有这一列, 不要再用 --matter", en="there is this column already; leave --matter out"
        )
        wrong.append((column, message))
    problems = [_at_head(sheet, column, message) for column, message in wrong]
    problems.extend(
        _at_head(sheet, column, problem.message)
        for column in columns
        if column.role is Role.FINDING
        for problem in case_problems(book, _probe(book, column.key))
    )
    if matter is not None and not problems:
        who = _subject(book, [matter], subject)
        if isinstance(who, Text):
            problems.append(Problem(who, Place(name, sheet.header.line)))
        else:
            here = Place(name, sheet.header.line)
            problems.extend(attrs.evolve(one, place=here) for one in plan(columns, (matter, who))[1])
    if problems:
        raise InputError(problems)
    return CsvCases(sheet, book, tuple(columns), matter, subject)


def _probe(book: Rulebook, key: str) -> Case:
    return Case(subject=book.vocabulary.subjects[0](), as_of=dt.date.min, findings={key: True})


def _at_head(sheet: Sheet, column: Column | None, message: Text) -> Problem:
    place = Place(sheet.name, sheet.header.line)
    if column is None:
        return Problem(message, place)
    return Problem(column.said(message), attrs.evolve(place, column=column.number))


def _no_matter(sheet: Sheet, book: Rulebook) -> Text:
    best = fitting(sheet.header.cells, book)
    kind = "KIND" if best is None else best.__name__
    label = Text(zh="", en="")
    if best is not None:
        label = Text(zh=f" ({best.LABEL.zh})", en=f" ({best.LABEL.en})")
    return Text(
        zh=f"没有“事项”列; 请加上这一列, 或用 --matter {kind}{label.zh}",
        en=f"there is no column `matter` (事项); add it, or use --matter {kind}{label.en}",
    )


def _subject(
    book: Rulebook, kinds: Sequence[type[Matter]], chosen: type[Subject] | None
) -> type[Subject] | Text:
    """Return who asks about these matters: the one chosen, or the only one their rules name."""
    if chosen is not None:
        return chosen
    found = subjects_for(book, kinds)
    if len(found) == 1:
        return found[0]
    what = ", ".join(dict.fromkeys(cls.__name__ for cls in kinds))
    names = ", ".join(cls.__name__ for cls in found or book.vocabulary.subjects)
    return Text(
        zh=f"谁来询问 {what} 不能由规则看出; 请用 --subject, 可为 {names}",
        en=f"the rules do not say who asks about {what}; use --subject with one of {names}",
    )


__all__ = ["CsvCase", "CsvCases", "open_cases"]
