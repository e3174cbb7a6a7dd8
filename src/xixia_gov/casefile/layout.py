"""A layout is what the columns of a sheet mean: the fact of each for a matter and a subject, and who asks."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from xixia_gov.casefile.cells import plain
from xixia_gov.casefile.columns import Column, Role, Target, plan, subjects_for, targets_of
from xixia_gov.casefile.csvread import Row
from xixia_gov.engine.findings import reach_of
from xixia_gov.errors import Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject
from xixia_gov.vocabulary.facts import FactKind

Plan = tuple[dict[int, Target], list[Problem]]


@attrs.frozen
class Layout:
    """The columns of the sheet called `name`.

    `matter` and `subject` are those of every row, None where the rows or the rules say them.
    """

    name: str
    book: Rulebook
    columns: tuple[Column, ...]
    matter: type[Matter] | None
    subject: type[Subject] | None
    _plans: dict[tuple[type[Matter], type[Subject]], Plan] = attrs.field(factory=dict, eq=False, repr=False)
    _whos: dict[tuple[type[Matter], ...], type[Subject] | Text] = attrs.field(
        factory=dict, eq=False, repr=False
    )

    def column(self, role: Role) -> Column | None:
        """Return the column of a role that at most one column has."""
        return next((one for one in self.columns if one.role is role), None)

    def plan(self, matter: type[Matter], subject: type[Subject]) -> Plan:
        """Return the fact of each column for rows about a matter, and what is wrong with the heads."""
        key = (matter, subject)
        if key not in self._plans:
            self._plans[key] = plan(self.columns, key)
        return self._plans[key]

    def who(self, kinds: Sequence[type[Matter]]) -> type[Subject] | Text:
        """Return who asks about these matters: the one chosen, or the only one their rules name."""
        if self.subject is not None:
            return self.subject
        key = tuple(dict.fromkeys(kinds))
        if key not in self._whos:
            self._whos[key] = self._named(key)
        return self._whos[key]

    def _named(self, kinds: tuple[type[Matter], ...]) -> type[Subject] | Text:
        found = subjects_for(self.book, kinds)
        if len(found) == 1:
            return found[0]
        may = found or self.book.vocabulary.subjects
        return Text(
            zh=f"谁来询问“{'、'.join(cls.LABEL.zh for cls in kinds)}”不能由规则看出; "
            f"请用 --subject, 可为 {'、'.join(cls.LABEL.zh for cls in may)}",
            en=f"the rules do not say who asks about {', '.join(cls.__name__ for cls in kinds)}; "
            f"use --subject with one of {', '.join(cls.__name__ for cls in may)}",
        )

    def absent(self) -> list[Target]:
        """Return the facts the rules read that no column holds, where every row is about one matter.

        A fact that a cell of another column settles (有能效标识, by 能效等级) is not among them.
        """
        who = None if self.matter is None else self.who([self.matter])
        if self.matter is None or who is None or isinstance(who, Text):
            return []
        read = {
            path
            for id_ in self.book.rules
            for rule in (self.book.latest(id_),)
            if rule.matter == self.matter.__name__ and who.__name__ in rule.subjects
            for path in reach_of(self.book, rule).facts
        }
        held = {target.name for target in self.plan(self.matter, who)[0].values()}
        known = {target.name: target for cls in (who, self.matter) for target in targets_of(cls)}
        for name in tuple(held):
            gate = known[name].info.exists_if
            if gate is not None:
                held.add(f"{name.partition('.')[0]}.{gate.fact}")
        return [
            target
            for name, target in known.items()
            if name in read and name not in held and target.info.kind is not FactKind.LIST
        ]


def cell_of(row: Row, column: Column) -> str:
    """Return what a row says in a column, in plain characters; empty where the row is shorter.

    >>> cell_of(Row(2, 2, ("　冰箱 ",)), Column(1, "家电品类", Role.FACT))
    '冰箱'
    """
    return plain(row.cells[column.number - 1]) if column.number <= len(row.cells) else ""


__all__ = ["Layout", "Plan", "cell_of"]
