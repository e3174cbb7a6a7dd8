"""A study is one rule with each of its parts worked out in every cell of what the part reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from xixia_gov.analysis.axes import Axis, axes_of
from xixia_gov.analysis.join import GivenUpError, Wanted, found
from xixia_gov.analysis.parts import (
    MAX_CELLS,
    Cell,
    Result,
    Role,
    Worked,
    case_in,
    parts_of,
    work_out,
)
from xixia_gov.analysis.seeds import seeds_of
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.errors import InputError
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth

_NAMES: Final = ("subject", "as_of")
MAX_READING: Final = 1_500
"""Cells of a part that reads other rules: each is dear, and those rules are worked out by themselves."""


def holds(result: Result) -> bool:
    """Whether a part certainly holds in a cell."""
    return result.truth is Truth.TRUE


def fails(result: Result) -> bool:
    """Whether a part certainly does not hold in a cell."""
    return result.truth is Truth.FALSE


@attrs.frozen
class Study:
    """One rule, its axes and its parts worked out, and the same of the rules that it reads."""

    book: Rulebook
    rule: Rule
    axes: dict[str, Axis]
    parts: tuple[Worked, ...]
    seeds: tuple[Cell, ...] = ()
    reads: tuple[Study, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells were worked out."""
        return sum(len(part.cells) for part in self.parts)

    @property
    def whole(self) -> bool:
        """Whether every part is known in every cell."""
        return all(part.whole for part in self.parts)

    def of(self, *roles: Role) -> tuple[Worked, ...]:
        """Return the parts with one of these roles."""
        return tuple(part for part in self.parts if part.part.role in roles)

    def yes(self, but: Iterable[Worked] = ()) -> list[tuple[Worked, Wanted]]:
        """Return what a yes wants of every part that decides, some left out."""
        left_out = [part.part for part in but]
        return [(part, holds) for part in self.of(Role.FORCE, Role.CONDITION) if part.part not in left_out]

    def find(
        self, wanted: Iterable[tuple[Worked, Wanted]], fixed: Cell | None = None
    ) -> dict[str, Any] | None:
        """Return a cell in which the parts come to what is wanted of them; None where none was found."""
        try:
            return found(wanted, fixed)
        except GivenUpError:
            return None

    def nearest_yes(self) -> Case | None:
        """Return a case with as many parts of a yes met as can be found one after the other: a yes if any."""
        kept: list[tuple[Worked, Wanted]] = []
        cell: Cell | None = None
        for wanted in self.yes():
            one = self.find([*kept, wanted])
            if one is not None:
                kept.append(wanted)
                cell = one
        return self.case(cell)

    def case(self, cell: Cell | None) -> Case | None:
        """Return the case of a cell; None where there is none."""
        return None if cell is None else case_in(self.book, self.rule, cell)

    def decide(self, case: Case) -> Decided | None:
        """Return the rule's answer for a case; None where the case contradicts itself."""
        try:
            return decide(self.book, self.rule.id, case, case.matters[0], MatterRef(self.rule.matter, 0, 1))
        except InputError:
            return None


def study(
    book: Rulebook,
    rule: Rule,
    *,
    budget: int = MAX_CELLS,
    axes: dict[str, Axis] | None = None,
    known: dict[str, Study] | None = None,
) -> Study:
    """Return a rule with its parts worked out, each in at most `budget` cells.

    `axes` are the rule's own; given from outside, they may have more values. `known` holds rules that were
    worked out before, by their ids, and takes those that this one reads.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> study(book, book.latest("fire.report_duty")).whole
    True
    """
    if len(book.rules[rule.id]) > 1:  # a version is asked by itself: another would answer for its days
        book = attrs.evolve(book, rules=FrozenMap({**book.rules, rule.id: (rule,)}))
    axes = axes_of(book, rule) if axes is None else axes
    known = {} if known is None else known
    seeds = tuple(seeds_of(book, rule, axes))
    parts = parts_of(book, rule, axes)
    for id_ in sorted({id_ for part in parts for id_ in part.reads}):
        if id_ not in known:
            known[id_] = study(book, book.latest(id_), budget=budget, known=known)
    plain = tuple(work_out(book, rule, part, seeds, budget=budget) for part in parts if not part.reads)
    alone = Study(book, rule, axes, plain, seeds)
    reading = tuple(
        work_out(
            book,
            rule,
            part,
            (*seeds, *_from_rules(alone, [known[id_] for id_ in part.reads])),
            budget=min(budget, MAX_READING),
        )
        for part in parts
        if part.reads
    )
    by_part = {worked.part: worked for worked in (*plain, *reading)}
    reads = sorted({id_ for part in parts for id_ in part.reads})
    return attrs.evolve(
        alone,
        parts=tuple(by_part[part] for part in parts),
        reads=tuple(known[id_] for id_ in reads),
    )


def _from_rules(alone: Study, reads: Iterable[Study]) -> Iterator[Cell]:
    """Yield cells in which a rule that is read says yes, or fails in one condition, and all else here holds.

    What they leave open is given once as false where it is a finding, and once as in the first example.
    """
    findings = {
        name: False
        for name in alone.axes
        if name not in alone.book.facts and name not in alone.book.readings and name not in _NAMES
    }
    for read in reads:
        variants = [read.yes()]
        variants += [[*read.yes(but=[part]), (part, fails)] for part in read.of(Role.CONDITION)]
        for wanted in variants:
            cell = alone.find([*alone.yes(), *wanted])
            if cell is not None:
                yield from ({**base, **cell} for base in (findings, *alone.seeds[:1]))


__all__ = ["Study", "fails", "holds", "study"]
