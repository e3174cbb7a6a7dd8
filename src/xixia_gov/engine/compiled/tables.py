"""Tables in generated code: a decision tree where every key is known, else all cells still possible."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from xixia_gov.engine.compiled import choices, numbers, runtime
from xixia_gov.engine.compiled.terms import ChoiceTerm, End, NumberTerm, Term, TruthTerm, union
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.expression.nodes import FigureRef, Literal, Node
from xixia_gov.model.definition import Band, Cell, Is, OneOf, Row, Table
from xixia_gov.model.figure import Figure, FigureValue

if TYPE_CHECKING:
    from xixia_gov.engine.compiled.lower import Lowering

Value = FigureValue


@attrs.frozen
class Grid:
    """The rows of a table by cell: for numbers and days the stretch between its ends, else the value itself.

    `axes` has for each column its ends, or None where it is a choice or a truth; `rows` the place of the row
    that applies in each cell, one more than the last where none does.
    """

    axes: tuple[tuple[Any, ...] | None, ...]
    rows: Mapping[tuple[Any, ...], int] = attrs.field(eq=False)


def grid_of(
    table: Table, ends: Mapping[Node, Value], settings: Mapping[str, str], keys: Sequence[Term]
) -> Grid:
    """Return the grid of a table when its readings are settled and the ends of its bands known."""
    axes: list[tuple[Any, ...] | None] = []
    cells: list[list[Any]] = []
    for place, key in enumerate(keys):
        column = [row.cells[place] for row in table.rows]
        axis = _ends(column, ends) if isinstance(key, NumberTerm) else None
        axes.append(axis)
        if axis is not None:
            cells.append(list(range(2 * len(axis) + 1)))
        elif isinstance(key, TruthTerm):
            cells.append([False, True])
        else:
            assert isinstance(key, ChoiceTerm)  # noqa: S101 - the checker saw to it
            cells.append(sorted(key.universe or key.ranks))
    rows = {
        cell: _row(table, [_holding(row, cell, axes, ends) for row in table.rows], settings)
        for cell in itertools.product(*cells)
    }
    return Grid(tuple(axes), rows)


def _ends(column: Sequence[Cell | None], ends: Mapping[Node, Value]) -> tuple[Any, ...]:
    nodes = (
        node
        for cell in column
        if isinstance(cell, Band)
        for node in (cell.least, cell.over, cell.most, cell.under)
        if node is not None
    )
    found: set[Any] = {ends[node] for node in nodes}
    return tuple(sorted(found))


def _holding(
    row: Row, cell: tuple[Any, ...], axes: Sequence[tuple[Any, ...] | None], ends: Mapping[Node, Value]
) -> bool:
    for wanted, axis, value in zip(row.cells, axes, cell, strict=True):
        match wanted:
            case OneOf(options=options) if value not in options:
                return False
            case Is(value=truth) if value is not truth:
                return False
            case Band() if not _in_band(wanted, value, axis or (), ends):
                return False
            case _:
                pass
    return True


def _in_band(band: Band, stretch: int, axis: tuple[Any, ...], ends: Mapping[Node, Value]) -> bool:
    """Whether a stretch lies in a band: the end number n of the axis is the stretch 2n + 1."""

    def place(node: Node) -> int:
        return 2 * axis.index(ends[node]) + 1

    return not (
        (band.least is not None and stretch < place(band.least))
        or (band.over is not None and stretch <= place(band.over))
        or (band.most is not None and stretch > place(band.most))
        or (band.under is not None and stretch >= place(band.under))
    )


def _row(table: Table, holding: Sequence[bool], settings: Mapping[str, str]) -> int:
    """Return the place of the row that applies; where two meet, the reading of their overlap decides."""
    left = [place for place, holds in enumerate(holding) if holds]
    for overlap in table.overlaps if len(left) > 1 else ():
        ids = [table.rows[place].id for place in left]
        if all(id_ in ids for id_ in overlap.rows):
            taken = settings[overlap.reading]
            left = [p for p in left if table.rows[p].id not in overlap.rows or table.rows[p].id == taken]
    return left[0] if left else len(table.rows)


def table_output(lowering: Lowering, table: Table, output: str) -> Term:
    """Return one output of a table, or for `row` whether any row applies."""
    keys = [lowering.term(column) for column in table.columns]
    versions = _versions(lowering, table)
    grids = [(since, grid_of(table, ends, lowering.settings, keys)) for since, ends in versions]
    if lowering.known and len(grids) == 1 and all(_settled(key) for key in keys):
        return _tree(lowering, table, output, keys, grids[0][1])
    return _cells(lowering, table, output, keys, grids)


def _settled(key: Term) -> bool:
    match key:
        case TruthTerm():
            return not key.open
        case NumberTerm():
            return key.point
        case ChoiceTerm():
            return not key.null and not key.many
        case _:
            return False


def _versions(lowering: Lowering, table: Table) -> list[tuple[dt.date | None, dict[Node, Value]]]:
    """Return the ends of the bands from each day on which one of them changes."""
    nodes = {
        node
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Band)
        for node in (cell.least, cell.over, cell.most, cell.under)
        if node is not None
    }
    figures = {node: _figure(lowering, node) for node in nodes}
    days = {v.since for one in figures.values() if isinstance(one, Figure) for v in one.versions if v.since}
    return [(day, {node: _value(one, day) for node, one in figures.items()}) for day in [None, *sorted(days)]]


def _figure(lowering: Lowering, node: Node) -> Figure | Fraction:
    match node:
        case FigureRef(key=key):
            return lowering.book.figures[key]
        case Literal(value=value):
            return Fraction(value)
        case _:
            message = f"the end of a band must be a figure: {node!r}"
            raise TypeError(message)


def _value(one: Figure | Fraction, day: dt.date | None) -> Value:
    if isinstance(one, Fraction):
        return one
    return one.possible(dt.date.min if day is None else day)[0]


# ---- every key known: a decision tree ----


def _tree(lowering: Lowering, table: Table, output: str, keys: list[Term], grid: Grid) -> Term:
    writer = lowering.writer
    if output == "row":
        leaves = [*("True" for _ in table.rows), "False"]
        return TruthTerm(_branch(writer, keys, grid, leaves, {}))
    given = [lowering.term(row.gives[output]) for row in table.rows]
    if all(isinstance(one, NumberTerm) and one.point for one in given):
        numbers_given = numbers.level(*(one for one in given if isinstance(one, NumberTerm)))
        # Where no row applies `row` fails, so that nobody asks what the table gives; else the case is left
        # to the open form.
        leaves = [*(one.least.text for one in numbers_given), f"{writer.constant(runtime.aside, 'R')}()"]
        text = _branch(writer, keys, grid, leaves, {})
        end = End(writer.let(text))
        return NumberTerm(end, end, numbers_given[0].den, positive=all(one.positive for one in numbers_given))
    return _cells(lowering, table, output, keys, [(None, grid)])


def _branch(writer: Writer, keys: list[Term], grid: Grid, leaves: list[str], fixed: dict[int, Any]) -> str:
    """Return an expression that tests one column after the other."""
    place = len(fixed)
    if place == len(keys):
        return leaves[grid.rows[tuple(fixed[i] for i in range(place))]]
    key, axis = keys[place], grid.axes[place]

    def below(value: object) -> str:
        return _branch(writer, keys, grid, leaves, {**fixed, place: value})

    if isinstance(key, TruthTerm):
        yes, no = below(True), below(False)  # noqa: FBT003 - the two values of the column
        return yes if yes == no else f"({yes} if {key.text} else {no})"
    if isinstance(key, NumberTerm):
        return _stretches(
            writer, key, axis or (), [below(stretch) for stretch in range(2 * len(axis or ()) + 1)]
        )
    assert isinstance(key, ChoiceTerm)  # noqa: S101 - as above
    by_leaf: dict[str, list[str]] = {}
    for option in sorted(key.universe or key.ranks):
        by_leaf.setdefault(below(option), []).append(option)
    groups = sorted(by_leaf.items(), key=lambda item: len(item[1]))
    text = groups[-1][0]
    name = writer.let(key.text)
    for leaf, options in groups[:-1]:
        inside = (
            f"== {options[0]!r}" if len(options) == 1 else f"in {writer.constant(frozenset(options), 'S')}"
        )
        text = f"({leaf} if {name} {inside} else {text})"
    return text


def _stretches(writer: Writer, key: NumberTerm, axis: tuple[Any, ...], leaves: list[str]) -> str:
    """Return a chain of comparisons, from the lowest stretch upwards."""
    name = writer.let(key.least.text)
    text = leaves[-1]
    for stretch in range(len(leaves) - 2, -1, -1):
        if leaves[stretch] == leaves[stretch + 1]:
            continue
        end = axis[stretch // 2]
        sign = "<=" if stretch % 2 else "<"
        text = f"({leaves[stretch]} if {name} {sign} {_written(writer, end, key.den)} else {text})"
    return text


def _written(writer: Writer, end: Value, den: int) -> str:
    if isinstance(end, dt.date):
        return writer.constant(end, "D")
    scaled = end * den
    return str(scaled.numerator) if scaled.denominator == 1 else writer.constant(scaled, "Q")


# ---- some key open: all cells that are still possible ----


@attrs.frozen
class Cells:
    """Which rows could still apply: their bits, and one bit more for none.

    `grids` has the grid from each day on; while the day is not known, all of them are looked at.
    """

    grids: tuple[tuple[dt.date | None, Grid], ...]
    dens: tuple[int, ...]

    def __call__(self, day: dt.date | None, *keys: Any) -> int:  # noqa: ANN401 - whatever the columns are
        """Return the bits of the rows that could apply on a day, given what each column could be."""
        found = 0
        for grid in self._looked_at(day):
            spots = [
                self._spots(axis, key, den) for axis, key, den in zip(grid.axes, keys, self.dens, strict=True)
            ]
            for cell in itertools.product(*spots):
                found |= 1 << grid.rows[cell]
        return found

    def _looked_at(self, day: dt.date | None) -> list[Grid]:
        if len(self.grids) == 1:
            return [self.grids[0][1]]
        if day is None:
            return [grid for _, grid in self.grids]
        begun = [grid for since, grid in self.grids if since is None or since <= day]
        return begun[-1:]

    def _spots(self, axis: tuple[Any, ...] | None, key: Any, den: int) -> Any:  # noqa: ANN401 - as above
        if axis is not None:
            least, most = key
            if den != 1:
                least = None if least is None else Fraction(least, den)
                most = None if most is None else Fraction(most, den)
            return runtime.places(axis, least, most)
        if key is None or isinstance(key, bool):
            return (False, True) if key is None else (key,)
        return key


def _cells(  # one column after the other, then the rows that are left
    lowering: Lowering, table: Table, output: str, keys: list[Term], grids: list[tuple[dt.date | None, Grid]]
) -> Term:
    writer = lowering.writer
    spots = []
    for key in keys:
        match key:
            case TruthTerm():
                spots.append(writer.let(key.text, "t"))
            case NumberTerm():
                spots.append(f"({key.least.text}, {key.most.text})")
            case ChoiceTerm():
                spots.append(choices.as_set(writer, key))
            case _:
                message = "a many-of fact cannot be the column of a table"
                raise TypeError(message)
    dens = tuple(key.den if isinstance(key, NumberTerm) else 1 for key in keys)
    cells = writer.fresh("C")
    writer.names[cells] = Cells(tuple(grids), dens)
    rows = writer.let(f"{cells}({', '.join([lowering.day, *spots])})")
    asked = union(*(key.causes for key in keys))
    none = 1 << len(table.rows)
    if output == "row":
        text = f"(False if {rows} == {none} else None if {rows} & {none} else True)"
        return numbers.three(writer, text, asked)
    return _rows_given(lowering, [lowering.term(row.gives[output]) for row in table.rows], rows, asked)


def _rows_given(lowering: Lowering, given: list[Term], rows: str, asked: str) -> Term:
    writer = lowering.writer
    every = (1 << len(given)) - 1
    # Where no row applies, `row` fails and the value is never paid; any will do.
    chosen = writer.let(f"({rows} & {every} or {every})")
    if all(isinstance(one, TruthTerm) for one in given):
        texts = [writer.let(one.text, "t") for one in given if isinstance(one, TruthTerm)]
        joined = writer.constant(runtime.truth_of_rows, "R")
        text = f"{joined}({chosen}, ({', '.join(texts)},))"
        return numbers.three(writer, text, union(asked, _kept(lowering, given, chosen)))
    if all(isinstance(one, ChoiceTerm) for one in given):
        sets = [choices.as_set(writer, one) for one in given if isinstance(one, ChoiceTerm)]
        joined = writer.constant(runtime.options_of_rows, "R")
        text = writer.let(f"{joined}({chosen}, ({', '.join(sets)},))")
        causes = union(asked, _kept(lowering, given, chosen))
        settled = f"{text} is not None and len({text}) == 1"
        ranks = next((one.ranks for one in given if isinstance(one, ChoiceTerm) and one.ranks), ())
        mask = "0" if causes == "0" else writer.let(f"0 if {settled} else {causes}", "k")
        return ChoiceTerm(text, None, many=True, ranks=ranks, causes=mask)
    parts = numbers.level(*(one for one in given if isinstance(one, NumberTerm)))
    hull = writer.constant(runtime.hull_of, "R")
    least = ", ".join(part.least.text for part in parts)
    most = ", ".join(part.most.text for part in parts)
    pair = writer.let(f"{hull}({chosen}, ({least},), ({most},))")
    ends = [
        End(f"{pair}[{place}]", null=any(end.null for end in side))
        for place, side in enumerate(([part.least for part in parts], [part.most for part in parts]))
    ]
    return numbers.settle(
        writer, ends[0], ends[1], parts[0].den, union(asked, _kept(lowering, given, chosen))
    )


def _kept(lowering: Lowering, given: list[Term], chosen: str) -> str:
    if all(one.causes == "0" for one in given):
        return "0"
    kept = lowering.writer.constant(runtime.kept, "R")
    return lowering.writer.let(f"{kept}({chosen}, ({', '.join(one.causes for one in given)},))", "k")
