"""Whether a mutant is the same rule written otherwise, or answers some case differently: asked of the cells.

Each part in which the two differ is worked out for both in every cell of what either reads. Where they
differ nowhere, or only in cells that cannot be while all other conditions hold, and the cells are all
there are, the mutant is equivalent. Where the cells are a sample that is never said.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from xixia_gov.analysis.axes import Axis, axes_of
from xixia_gov.analysis.join import GivenUpError, Wanted, found
from xixia_gov.analysis.mutants import Mutant, Part, direct_readers
from xixia_gov.analysis.parts import (
    MAX_CELLS,
    Cell,
    Result,
    Role,
    Worked,
    axes_read,
    case_in,
    combinations,
    frame_in,
    parts_of,
    result_in,
)
from xixia_gov.analysis.parts import Part as RulePart
from xixia_gov.analysis.seeds import moved, seeds_of
from xixia_gov.analysis.study import holds
from xixia_gov.analysis.trials import CRASHES
from xixia_gov.engine.decide import decide
from xixia_gov.engine.findings import library_of, reach_of
from xixia_gov.engine.interpret import evaluate
from xixia_gov.engine.reach import reach
from xixia_gov.expression.nodes import DefinitionRef
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, MatterRef
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth

_OPEN_RULES: Final = 2
"""So many open rules end the search for a witness in the others."""
_SAMPLE: Final = 1_500
"""Cells of a part that has too many to work out all of them: they can show a difference, never sameness."""
_TRIED: Final = 60
"""Cases near the examples that are tried where the cells give no witness."""
_UNSEEN: Final = ("strength", "once_per", "once_if")
"""Places of a rule that decide nothing its own answer shows."""


class Sameness(enum.Enum):
    """What the cells say of a mutant: the same rule, another rule, or nothing for certain."""

    SAME = "same"
    DIFFERENT = "different"
    OPEN = "open"


@attrs.frozen
class Compared:
    """What the cells say of a mutant, and a case that original and mutant answer differently."""

    sameness: Sameness
    rule: str = ""
    witness: Case | None = None


@attrs.define
class Cells:
    """Compares mutants with one rulebook; what it has worked out of the original it remembers."""

    book: Rulebook
    known: dict[tuple[Any, ...], Worked] = attrs.field(factory=dict, repr=False)

    def compare(self, mutant: Mutant) -> Compared:
        """Return what the cells of the rules that read the mutated thing say of it."""
        if not _shows(self.book, mutant):
            return Compared(Sameness.OPEN)
        if mutant.thing.part is Part.DEFINITION and self._same_definition(mutant):
            return Compared(Sameness.SAME)
        open_, same = 0, set[str]()
        direct = direct_readers(self.book, mutant.thing)
        for id_ in mutant.thing.readers:
            read = {other for rule in self.book.rules[id_] for other in reach_of(self.book, rule).rules}
            if id_ not in direct and read & set(mutant.thing.readers) <= same:
                same.add(id_)  # it reads the thing through rules alone that answer as before
                continue
            for rule, changed in zip(self.book.rules[id_], mutant.book.rules[id_], strict=True):
                one = _Pair(self, mutant, rule, changed).compared()
                if one.sameness is Sameness.DIFFERENT:
                    return one
                open_ += one.sameness is Sameness.OPEN
                if one.sameness is Sameness.SAME and len(self.book.rules[id_]) == 1:
                    same.add(id_)
            if open_ >= _OPEN_RULES:  # it cannot be equivalent any more, and a witness is unlikely
                break
        return Compared(Sameness.OPEN if open_ else Sameness.SAME)

    def _same_definition(self, mutant: Mutant) -> bool:
        """Whether a definition has the same value in every cell of what it reads."""
        node = DefinitionRef(mutant.thing.key)
        id_ = mutant.thing.readers[0]
        rule, changed = self.book.latest(id_), mutant.book.latest(id_)
        axes = _union(self.book, rule, mutant.book, changed)
        both = _merged(
            axes_read(self.book, rule, axes, [node]), axes_read(mutant.book, changed, axes, [node])
        )
        tuples, every = combinations(both)
        if not every or not all(axis.exact for axis in both):
            return False
        for values in tuples:
            cell = dict(zip((axis.name for axis in both), values, strict=True))
            try:
                one = frame_in(self.book, rule, cell, both)
                two = frame_in(mutant.book, changed, cell, both)
                if (one is None) != (two is None):
                    return False
                if one is None or two is None:
                    continue
                if evaluate(node, one).value != evaluate(node, two).value:
                    return False
            except CRASHES:
                return False
        return True


def _shows(book: Rulebook, mutant: Mutant) -> bool:
    """Whether the answer of one rule with its readings settled can show the slip at all."""
    if mutant.thing.part is Part.READING:
        return book.readings[mutant.thing.key].assumed
    return mutant.thing.part is not Part.GROUP and mutant.place not in _UNSEEN


def _union(book: Rulebook, rule: Rule, other: Rulebook, changed: Rule) -> dict[str, Axis]:
    """Return the axes of both, each with the values of both; one that was never read is there too."""
    one, two = axes_of(book, rule), axes_of(other, changed)
    merged: dict[str, Axis] = {}
    for name in (*one, *(name for name in two if name not in one)):
        found = [axes[name] for axes in (one, two) if name in axes]
        values = tuple(dict.fromkeys(value for axis in found for value in axis.values))
        merged[name] = attrs.evolve(found[0], values=values, exact=all(axis.exact for axis in found))
    return merged


def _merged(*some: Iterable[Axis]) -> tuple[Axis, ...]:
    by_name = {axis.name: axis for axes in some for axis in axes}
    return tuple(by_name[name] for name in sorted(by_name))


@attrs.define
class _Pair:
    """One rule beside its mutant."""

    cells: Cells
    mutant: Mutant
    rule: Rule
    changed: Rule

    def compared(self) -> Compared:
        book, other = self.cells.book, self.mutant.book
        axes = _union(book, self.rule, other, self.changed)
        if self.mutant.thing.part is Part.READING:  # settled: each is asked under its own option
            axes.pop(self.mutant.thing.key, None)
        seeds = tuple(seeds_of(book, self.rule, axes))
        one = {(part.role, part.name): part for part in parts_of(book, self.rule, axes)}
        two = {(part.role, part.name): part for part in parts_of(other, self.changed, axes)}
        differing: dict[tuple[Role, str], Worked] = {}
        changed: dict[tuple[Role, str], Worked] = {}
        whole = True
        for key in dict.fromkeys((*one, *two)):
            if not self._touched(one.get(key), two.get(key)) or self._same_alone(
                key, one.get(key), two.get(key)
            ):
                continue
            differs, now = self._differing(key, one.get(key), two.get(key), seeds)
            whole = whole and differs.whole
            if now is not None:
                changed[key] = now
            if differs.cells:
                differing[key] = differs
        if not differing:
            return Compared(Sameness.SAME, self.rule.id) if whole else self._near(axes, seeds)
        before = {key: self._worked(part, seeds) for key, part in one.items()}
        after = {key: changed.get(key) or before.get(key) for key in two}
        return self._joined(differing, before, {k: w for k, w in after.items() if w is not None}, axes, seeds)

    def _touched(self, one: RulePart | None, two: RulePart | None) -> bool:
        if one is None or two is None:
            return True
        if one.condition != two.condition or one.nodes != two.nodes:
            return True
        if one.role is Role.FORCE and self.rule.window != self.changed.window:
            return True
        if one.role is Role.PAYS and self.mutant.thing.part is Part.READING:
            return True
        field = _FIELDS.get(self.mutant.thing.part)
        return field is not None and self.mutant.thing.key in getattr(
            reach(one.nodes, library_of(self.cells.book)), field
        )

    def _same_alone(self, key: tuple[Role, str], one: RulePart | None, two: RulePart | None) -> bool:
        """Whether one part comes to the same in all cells of a rule that has no other part.

        A fact may be a sample for the whole rule, as where it is counted in the sum, and not for this part.
        """
        if one is None or two is None:
            return False
        book, other = self.cells.book, self.mutant.book
        rule, changed = _only(self.rule, one), _only(self.changed, two)
        axes = _union(book, rule, other, changed)
        if self.mutant.thing.part is Part.READING:
            axes.pop(self.mutant.thing.key, None)
        both = _merged(
            *(
                part.axes
                for at, alone in ((book, rule), (other, changed))
                for part in parts_of(at, alone, axes)
                if part.role is key[0] and part.name in (key[1], "exception 1")
            )
        )
        if not all(axis.exact for axis in both):
            return False
        tuples, every = combinations(both)
        if not every:
            return False
        for values in tuples:
            cell = dict(zip((axis.name for axis in both), values, strict=True))
            try:
                results = (
                    result_in(book, rule, attrs.evolve(one, axes=both), cell),
                    result_in(other, changed, attrs.evolve(two, axes=both), cell),
                )
            except CRASHES:
                return False
            if _differ(*results):
                return False
        return True

    def _worked(self, part: RulePart, seeds: tuple[Cell, ...]) -> Worked:
        """Return a part of the original worked out; the same cells are never worked out twice."""
        key = (self.rule.id, self.rule.version, part.role, part.name, part.axes)
        if key not in self.cells.known:
            self.cells.known[key] = _work_out(self.cells.book, self.rule, part, seeds)
        return self.cells.known[key]

    def _differing(
        self,
        key: tuple[Role, str],
        one: RulePart | None,
        two: RulePart | None,
        seeds: tuple[Cell, ...],
    ) -> tuple[Worked, Worked | None]:
        """Return the cells in which the two come to different things, and the mutant's part worked out."""
        axes = _merged(() if one is None else one.axes, () if two is None else two.axes)
        some = one or two
        assert some is not None  # noqa: S101 - the key comes from one of them
        before = None if one is None else self._worked(attrs.evolve(one, axes=axes), seeds)
        after = None
        if two is not None:
            after = _work_out(self.mutant.book, self.changed, attrs.evolve(two, axes=axes), seeds)
        sides = [worked for worked in (before, after) if worked is not None]
        absent = Result(Truth.FALSE if key[0] is Role.EXCEPTION else Truth.TRUE)
        cells = {}
        for values in dict.fromkeys(values for worked in sides for values in worked.cells):
            results = [absent if worked is None else worked.cells.get(values) for worked in (before, after)]
            if _differ(results[0], results[1]):
                cells[values] = Result(Truth.TRUE)
        whole = all(worked.whole for worked in sides)
        return Worked(attrs.evolve(some, axes=axes), cells, whole), after

    def _joined(
        self,
        differing: dict[tuple[Role, str], Worked],
        before: Mapping[tuple[Role, str], Worked],
        after: Mapping[tuple[Role, str], Worked],
        axes: Mapping[str, Axis],
        seeds: tuple[Cell, ...],
    ) -> Compared:
        """Look for a case in which a part differs while all else holds, in the original or the mutant."""
        sure = True
        for key, differs in differing.items():
            for side in (before, after):
                wanted: list[tuple[Worked, Wanted]] = [(differs, holds)]
                deciding = (Role.FORCE, Role.CONDITION, *((Role.CHECK,) if key[0] is Role.CHECK else ()))
                wanted += [
                    (worked, holds) for name, worked in side.items() if name != key and name[0] in deciding
                ]
                if differs.whole and self._never([one for one in wanted if one[0].whole]):
                    continue
                sure = False
                try:
                    cell = found(wanted)
                except GivenUpError:
                    continue
                if cell is None:
                    continue
                case = case_in(self.cells.book, self.rule, cell)
                if case is not None and self._answered_differently(case):
                    return Compared(Sameness.DIFFERENT, self.rule.id, case)
        return Compared(Sameness.SAME, self.rule.id) if sure else self._near(axes, seeds)

    @staticmethod
    def _never(wanted: list[tuple[Worked, Wanted]]) -> bool:
        """Whether parts that are known in all their cells never come to this together, whatever others do."""
        try:
            return found(wanted) is None
        except GivenUpError:
            return False

    def _near(self, axes: Mapping[str, Axis], seeds: tuple[Cell, ...]) -> Compared:
        """Look for a witness among the examples with one thing changed."""
        for tried, cell in enumerate(moved(axes, seeds)):
            if tried >= _TRIED:
                break
            case = case_in(self.cells.book, self.rule, cell)
            if case is not None and self._answered_differently(case):
                return Compared(Sameness.DIFFERENT, self.rule.id, case)
        return Compared(Sameness.OPEN, self.rule.id)

    def _answered_differently(self, case: Case) -> bool:
        try:
            one = _answer(self.cells.book, self.rule, case)
        except CRASHES:
            return False
        if self.mutant.thing.part is Part.READING:
            settle = {name: value for name, value in case.settle.items() if name != self.mutant.thing.key}
            case = attrs.evolve(case, settle=settle)
        try:
            two = _answer(self.mutant.book, self.changed, case)
        except CRASHES:
            return True
        return _shown(one) != _shown(two)


_FIELDS: Final = {
    Part.FIGURE: "figures",
    Part.DEFINITION: "definitions",
    Part.LIST: "lists",
    Part.TABLE: "tables",
}


def _differ(one: Result | None, two: Result | None) -> bool:
    """Whether two results can be told apart; where there is no case, or no row, nothing can."""
    if one is None or two is None:
        return one is not two
    if one.truth is not two.truth or one.ends != two.ends:
        return True
    return one.amount != two.amount and not (one.idle or two.idle)


def _only(rule: Rule, part: RulePart) -> Rule:
    """Return a rule with one of its parts alone, and its period."""
    condition = () if part.condition is None else (part.condition,)
    return attrs.evolve(
        rule,
        conditions=condition if part.role is Role.CONDITION else (),
        check=condition if part.role is Role.CHECK else (),
        exemptions=tuple(
            one for one in rule.exemptions if part.role is Role.EXCEPTION and one.when in part.nodes
        ),
        payment=rule.payment if part.role is Role.PAYS else None,
        outputs=rule.outputs if part.role is Role.GIVES else (),
        once_per=(),
        once_if=None,
    )


def _work_out(book: Rulebook, rule: Rule, part: RulePart, seeds: tuple[Cell, ...]) -> Worked:
    size = math.prod(len(axis.values) for axis in part.axes)
    budget = MAX_CELLS // 10 if part.reads else MAX_CELLS
    tuples, every = combinations(part.axes, seeds, budget if size <= budget else _SAMPLE)
    names = [axis.name for axis in part.axes]
    cells: dict[tuple[Any, ...], Result] = {}
    for values in tuples:
        try:
            result = result_in(book, rule, part, dict(zip(names, values, strict=True)))
        except CRASHES:
            result = Result(Truth.UNKNOWN)
        if result is not None:
            cells[values] = result
    return Worked(part, cells, every and all(axis.exact for axis in part.axes))


def _answer(book: Rulebook, rule: Rule, case: Case) -> Determination:
    return decide(book, rule.id, case, case.matters[0], MatterRef(rule.matter, 0, 1)).determination


def _shown(one: Determination) -> tuple[Any, ...]:
    failed = tuple(failure.condition for failure in one.failed)
    return one.outcome, one.amount, one.check, one.force, failed, one.outputs


__all__ = ["Cells", "Compared", "Sameness"]
