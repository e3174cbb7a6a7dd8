"""What a comparison of two rulebooks comes to: sums only, whatever the number of rows."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

import attrs

from xixia_gov.batch.counts import TotalKey
from xixia_gov.engine.verdict import NO_CODE, OPEN_CODE, YES_CODE
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.simulate.difference import FigureDifference, RuleDifference
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo

K = TypeVar("K")

TRUTHS: Final = ("true", "false")
"""The categories of a yes-or-no fact."""


class Move(enum.Enum):
    """What the other law does to one sum, whatever is still unknown of it.

    `MAY_GAIN` stands for a sum that may grow and cannot shrink, `OPEN` for one that may do either.
    """

    GAINS = "gains"
    MAY_GAIN = "may_gain"
    SAME = "same"
    MAY_LOSE = "may_lose"
    LOSES = "loses"
    OPEN = "open"


@attrs.frozen
class Cell:
    """What is counted together: a rule, a category of a fact (`by` empty: all), a move, and the outcomes.

    `category` is the id of an option, `true` or `false`, None where the fact is not given. The outcomes are
    codes of `engine/verdict.py`.
    """

    rule: str
    by: str
    category: str | None
    move: Move
    before: int
    after: int


@attrs.frozen
class Sums:
    """Sums of some units, in fen: what they cost now and then, and the difference, each from least to most.

    None stands for no known bound. `low` and `high` bound the sum of the differences, `open_now` and
    `open_then` count the units without an upper bound.
    """

    units: int = 0
    now_least: int = 0
    now_most: int | None = 0
    then_least: int = 0
    then_most: int | None = 0
    low: int | None = 0
    high: int | None = 0
    open_now: int = 0
    open_then: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Return both together.

        >>> (Sums(units=1, now_most=5) + Sums(units=2, now_most=None)).now_most is None
        True
        """
        return Sums(
            units=self.units + other.units,
            now_least=self.now_least + other.now_least,
            now_most=_both(self.now_most, other.now_most),
            then_least=self.then_least + other.then_least,
            then_most=_both(self.then_most, other.then_most),
            low=_both(self.low, other.low),
            high=_both(self.high, other.high),
            open_now=self.open_now + other.open_now,
            open_then=self.open_then + other.open_then,
        )


def _both(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else one + two


def added(sums: Iterable[Sums]) -> Sums:
    """Return several sums together.

    >>> added([]) == Sums()
    True
    """
    total = Sums()
    for one in sums:
        total += one
    return total


@attrs.frozen
class By:
    """A fact that sums are told apart by, with its options in their order."""

    path: str
    info: FactInfo
    options: tuple[str, ...]


@attrs.frozen
class Due:
    """What a rule is in the totals of one rulebook: None where its versions stand in different totals."""

    key: TotalKey | None


@attrs.frozen
class RuleSides:
    """One rule in both rulebooks: how it differs, whether it pays, and the total it adds to in each."""

    difference: RuleDifference
    pays: bool
    now: Due | None
    then: Due | None


@attrs.define
class SubjectSums:
    """What all subjects come to in both rulebooks, groups and limits counted.

    `sums` are by total and move, `rejected` counts the subjects without sums.
    """

    subjects: int = 0
    rejected: int = 0
    sums: dict[tuple[TotalKey, Move], Sums] = attrs.field(factory=dict)

    def add(self, key: TotalKey, move: Move, sums: Sums) -> None:
        """Add some sums."""
        self.sums[key, move] = self.sums.get((key, move), Sums()) + sums

    def keys(self) -> list[TotalKey]:
        """Return the totals there are, in a fixed order."""
        return sorted({key for key, _ in self.sums}, key=lambda key: tuple(map(str, key)))

    def total(self, key: TotalKey) -> Sums:
        """Return what a total comes to."""
        return added(sums for (one, _), sums in self.sums.items() if one == key)


@attrs.define
class Result:
    """Two rulebooks over one registry. Rows that are rejected are in no other count.

    `what_if` is true where the other rulebook has figures that somebody supposes.
    """

    now: Rulebook
    then: Rulebook
    what_if: bool
    figures: tuple[FigureDifference, ...]
    rules: dict[str, RuleSides]
    by: tuple[By, ...] = ()
    settle: Mapping[str, str] = attrs.field(factory=dict)
    rows: int = 0
    units: int = 0
    rejected: int = 0
    presumed: bool = False
    cells: dict[Cell, Sums] = attrs.field(factory=dict)
    subjects: SubjectSums | None = None
    notes: Counter[Text] = attrs.field(factory=Counter)

    def add(self, cell: Cell, sums: Sums) -> None:
        """Add what some rows come to."""
        self.cells[cell] = self.cells.get(cell, Sums()) + sums

    def title(self, rule: str) -> Text:
        """Return what a rule is called, in the rulebook of now where that has it."""
        book = self.now if rule in self.now.rules else self.then
        return book.latest(rule).title

    @property
    def paying(self) -> list[str]:
        """The rules that pay, in the order of their ids."""
        return sorted(id_ for id_, one in self.rules.items() if one.pays)

    @property
    def touched(self) -> list[str]:
        """The rules whose law differs, in the order of their ids."""
        return sorted(id_ for id_, one in self.rules.items() if one.difference.touched)

    def of_rule(self, rule: str) -> Sums:
        """Return what a rule costs, and costs more or less."""
        return added(sums for _, sums in self._all(rule))

    def moves(self, rule: str) -> dict[Move, Sums]:
        """Return what each move comes to under a rule."""
        return _grouped(self._all(rule), lambda cell: cell.move)

    def shifts(self, rule: str) -> dict[tuple[int, int], int]:
        """Return how many units have which outcome now and then."""
        found = _grouped(self._all(rule), lambda cell: (cell.before, cell.after))
        return {key: sums.units for key, sums in sorted(found.items())}

    def categories(self, rule: str, by: By) -> dict[str | None, dict[Move, Sums]]:
        """Return what each move comes to in each category, in the order of the options."""
        cells = [(c, s) for c, s in self.cells.items() if c.rule == rule and c.by == by.path]
        found = {cell.category for cell, _ in cells}
        order = [one for one in (*by.options, None) if one in found]
        return {
            category: _grouped(((c, s) for c, s in cells if c.category == category), lambda cell: cell.move)
            for category in order
        }

    def totals(self) -> list[tuple[TotalKey, Sums]]:
        """Return the sums by payee, payer, frequency and strength; those with no known bound stand apart.

        A rule that stands in another total then than now counts in each with the one side alone.
        """
        sums: dict[tuple[TotalKey, bool], Sums] = {}
        for rule in self.paying:
            for key, part in self._sides(rule):
                apart = part.now_most is None or part.then_most is None
                sums[key, apart] = sums.get((key, apart), Sums()) + part
        order = sorted(sums.items(), key=lambda one: (tuple(map(str, one[0][0])), one[0][1]))
        return [(key, one) for (key, _), one in order]

    def _sides(self, rule: str) -> Iterator[tuple[TotalKey, Sums]]:
        sides, sums = self.rules[rule], self.of_rule(rule)
        now = None if sides.now is None else sides.now.key
        then = None if sides.then is None else sides.then.key
        if now == then or now is None or then is None:
            key = now or then
            if key is not None:
                yield key, sums
            return
        yield (
            now,
            attrs.evolve(
                sums,
                then_least=0,
                then_most=0,
                low=None if sums.now_most is None else -sums.now_most,
                high=-sums.now_least,
                open_then=0,
            ),
        )
        yield (
            then,
            attrs.evolve(sums, now_least=0, now_most=0, low=sums.then_least, high=sums.then_most, open_now=0),
        )

    def _all(self, rule: str) -> list[tuple[Cell, Sums]]:
        return [(cell, sums) for cell, sums in self.cells.items() if cell.rule == rule and not cell.by]


def _grouped(cells: Iterable[tuple[Cell, Sums]], key: Callable[[Cell], K]) -> dict[K, Sums]:
    found: dict[K, Sums] = {}
    for cell, sums in cells:
        found[key(cell)] = found.get(key(cell), Sums()) + sums
    return found


def newly_yes(shifts: Mapping[tuple[int, int], int]) -> int:
    """Return how many units have a yes then and had a no.

    >>> newly_yes({(NO_CODE, YES_CODE): 3, (YES_CODE, YES_CODE): 4})
    3
    """
    return shifts.get((NO_CODE, YES_CODE), 0)


def no_longer_yes(shifts: Mapping[tuple[int, int], int]) -> int:
    """Return how many units had a yes and have a no then."""
    return shifts.get((YES_CODE, NO_CODE), 0)


def newly_open(shifts: Mapping[tuple[int, int], int]) -> int:
    """Return how many units were settled and are not then."""
    return sum(units for (before, after), units in shifts.items() if before != OPEN_CODE == after)


def newly_settled(shifts: Mapping[tuple[int, int], int]) -> int:
    """Return how many units were not settled and are then."""
    return sum(units for (before, after), units in shifts.items() if before == OPEN_CODE != after)


__all__ = [
    "TRUTHS",
    "By",
    "Cell",
    "Due",
    "Move",
    "Result",
    "RuleSides",
    "SubjectSums",
    "Sums",
    "added",
    "newly_open",
    "newly_settled",
    "newly_yes",
    "no_longer_yes",
]
