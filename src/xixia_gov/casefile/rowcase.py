"""The rows of one case put together as the data any case file holds, with the cell each part stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from xixia_gov.casefile.cells import cell_value, day_value, plain, truth_value, units_value
from xixia_gov.casefile.columns import Column, Role, Target
from xixia_gov.casefile.csvread import Row
from xixia_gov.casefile.document import Document
from xixia_gov.casefile.layout import Layout, cell_of
from xixia_gov.errors import Place, Problem, ValueProblem, unknown_name
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo


@attrs.frozen
class CellDocument(Document):
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


class RowCase:
    """Puts the rows of one case together, gathering problems and what to say of cells."""

    def __init__(self, layout: Layout, rows: Sequence[Row]) -> None:
        self.layout = layout
        self.rows = rows
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.places: dict[KeyPath, tuple[int, Column]] = {}
        self.result: dict[str, Any] = {}

    def document(self) -> CellDocument | None:
        """Return the case as a document, as far as the cells can be read; None where the rows name none."""
        kinds = [self._kind(row) for row in self.rows]
        known = [kind for kind in kinds if kind is not None]
        subject = self._subject(known) if len(known) == len(kinds) else None
        if subject is None:
            return None
        self.result["subject"] = {"kind": subject.__name__}
        self.result["matters"] = []
        for row, kind in zip(self.rows, known, strict=True):
            self._row(row, kind, subject)
        return CellDocument(self.layout.name, self.result, line=self.rows[0].line, places=self.places)

    def _kind(self, row: Row) -> type[Matter] | None:
        column = self.layout.column(Role.MATTER) if self.layout.matter is None else None
        if column is None:
            return self.layout.matter
        written = cell_of(row, column)
        vocabulary = self.layout.book.vocabulary
        found = vocabulary.matter(written)
        if found is None:
            message = Text(zh="没有写明事项", en="no matter is named")
            if written:
                message = unknown_kind(Text(zh="事项", en="matter"), written, vocabulary.matters)
            self._at(row, column, message)
        return found

    def _subject(self, kinds: Sequence[type[Matter]]) -> type[Subject] | None:
        found = self.layout.who(kinds)
        if isinstance(found, Text):
            self.problems.append(Problem(found, Place(self.layout.name, self.rows[0].line)))
            return None
        return found

    def _row(self, row: Row, kind: type[Matter], subject: type[Subject]) -> None:
        index = len(self.result["matters"])
        self.result["matters"].append({"kind": kind.__name__})
        targets, faults = self.layout.plan(kind, subject)
        if faults:
            here = Place(self.layout.name, row.line)
            self.problems.extend(attrs.evolve(fault, place=here) for fault in faults)
        columns = self.layout.columns
        more = next((n for n, cell in enumerate(row.cells[len(columns) :], 1) if plain(cell)), 0)
        if more:
            # Where a comma cut a cell in two, whatever follows it stands in the wrong column.
            self.problems.append(_too_many(self.layout.name, row, len(columns), len(columns) + more))
            return
        for column, cell in zip(columns, row.cells, strict=False):
            if not cell or not plain(cell):
                continue
            try:
                self._cell(row, column, cell, targets.get(column.number), index)
            except ValueProblem as error:
                self._at(row, column, error.message)

    def _cell(self, row: Row, column: Column, cell: str, target: Target | None, index: int) -> None:
        if "\0" in cell:
            raise ValueProblem(Text(zh="这一格含有空字符 NUL", en="the cell holds a NUL character"))
        matter: KeyPath = ("matters", index)
        match column.role:
            case Role.CASE | Role.MATTER | Role.IGNORED:
                pass
            case Role.REF:
                self._put(row, column, (*matter, "ref"), cell.strip())
            case Role.UNITS:
                self._put(row, column, (*matter, "units"), units_value(plain(cell)))
            case Role.AS_OF:
                self._put(row, column, ("as_of",), day_value(plain(cell)))
            case Role.FINDING:
                self._put(row, column, (*matter, "findings", column.key), truth_value(plain(cell)))
            case Role.OWN:
                info = self.layout.book.facts[f"own.{column.key}"]
                self._put(row, column, (*matter, "own", column.key), self._value(row, column, cell, info))
            case Role.FACT if target is not None:
                whose: KeyPath = ("subject",) if issubclass(target.owner, Subject) else matter
                self._put(row, column, (*whose, *target.steps), self._value(row, column, cell, target.info))
            case Role.FACT:
                kind = self.result["matters"][index]["kind"]
                found = self.layout.book.vocabulary.matter(kind)
                label = kind if found is None else found.LABEL.zh
                message = Text(
                    zh=f"“{label}”没有这一事实; 这一格应为空", en=f"{kind} has no such fact; leave it empty"
                )
                raise ValueProblem(message)
            case Role.NONE:
                raise ValueProblem(Text(zh="这一列没有表头", en="the column has no head"))

    def _value(self, row: Row, column: Column, cell: str, info: FactInfo) -> Any:  # noqa: ANN401 - any fact
        value, said = cell_value(cell, info)
        if said is not None:
            self.notes.append(Problem(column.said(said), self._place(row, column)))
        return value

    def _put(self, row: Row, column: Column, path: KeyPath, value: Any) -> None:  # noqa: ANN401 - any fact
        """Put a value at its path; rows of one case may say the same of the subject, not two things."""
        self.places[path] = (row.line, column)
        table: Any = self.result
        for step in path[:-1]:
            table = table[step] if isinstance(step, int) else table.setdefault(step, {})
        before = table.setdefault(path[-1], value)
        if before != value:
            message = Text(zh="与同一情形上面的一行不同", en="differs from a row of the same case further up")
            raise ValueProblem(message)

    def _at(self, row: Row, column: Column, message: Text) -> None:
        self.problems.append(Problem(column.said(message), self._place(row, column)))

    def _place(self, row: Row, column: Column) -> Place:
        return Place(self.layout.name, row.line, column.number)


def _too_many(name: str, row: Row, columns: int, first: int) -> Problem:
    found = plain(row.cells[first - 1])
    message = Text(
        zh=f"这一行有 {len(row.cells)} 格, 表头只有 {columns} 列, 多出“{found}”; "
        '格内有分隔符的 (如 1,000.00), 请给这一格加引号: "1,000.00"',
        en=f"the row has {len(row.cells)} cells, the header {columns}; {found!r} is one too many; "
        'a cell that holds the separator (such as 1,000.00) needs quotes: "1,000.00"',
    )
    return Problem(message, Place(name, row.line, first))


def unknown_kind(what: Text, written: str, classes: Sequence[type[Thing]]) -> Text:
    """Return the message for a kind of thing nobody knows, with the names each language has for them.

    >>> from xixia_gov.vocabulary.xixia import XIXIA
    >>> unknown_kind(Text(zh="主体", en="subject"), "企业家", XIXIA.subjects).zh
    '未知主体“企业家”; 是否应为“企业”?'
    """
    names = [cls.__name__ for cls in classes]
    labels = [cls.LABEL.zh for cls in classes]
    words = [word for cls in classes for word in (cls.LABEL.en, *getattr(cls, "WORDS", ()))]
    return Text(
        zh=unknown_name(what, written, labels, [*names, *words]).zh,
        en=unknown_name(what, written, names, [*labels, *words]).en,
    )


__all__ = ["CellDocument", "RowCase", "unknown_kind"]
