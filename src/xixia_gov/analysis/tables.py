"""Claims about tables: no gap between rows, no row that never applies, no row hidden by another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from xixia_gov.analysis.axes import Axis
from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.parts import Cell, axes_read, combinations, frame_in
from xixia_gov.analysis.study import Study
from xixia_gov.engine.findings import reach_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.grid import Point, applies
from xixia_gov.engine.interpret import ContradictionError, evaluate
from xixia_gov.engine.value import Options, Value
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import Node
from xixia_gov.interval import Interval
from xixia_gov.model.definition import Band, Table
from xixia_gov.text import Text
from xixia_gov.truth import Truth

Key = tuple[Any, ...]
"""What the columns of a table come to: numbers, days, options, truths."""


@attrs.frozen
class _Hit:
    """The rows that apply where the facts are as in a cell.

    `key` is what the columns come to with every reading as preferred, `rows` what applies then; `covered`
    is what applies under any way of settling the readings.
    """

    key: Key
    rows: frozenset[str]
    covered: frozenset[str]
    cell: Cell


def table_claims(study: Study) -> Iterator[Claim]:
    """Yield, for each table a rule reads, that it has no gap and that each row can be the one."""
    for key in sorted(reach_of(study.book, study.rule).tables):
        table = study.book.tables[key]
        hits, alone, whole = _hits(study, table)
        yield _no_gap(study, table, hits, whole=whole)
        for row in table.rows:
            yield _live(study, table, row.id, hits, alone)


def _hits(study: Study, table: Table) -> tuple[list[_Hit], dict[str, Cell], bool]:
    """Return what applies for all facts the columns read, and for each row a cell where it alone does."""
    axes = axes_read(study.book, study.rule, study.axes, table.columns)
    tuples, every = combinations(axes)
    readings = study.book.readings
    by_facts: dict[Key, dict[bool, list[tuple[Key, frozenset[str], Cell]]]] = {}
    alone: dict[str, Cell] = {}
    for values in tuples:
        cell = dict(zip((axis.name for axis in axes), values, strict=True))
        key, rows = _applying(study, table, cell, axes)
        if key is None:
            continue
        if len(rows) == 1:
            alone.setdefault(next(iter(rows)), cell)
        facts = tuple(value for name, value in cell.items() if name not in readings)
        preferred = all(value == readings[name].preferred for name, value in cell.items() if name in readings)
        by_facts.setdefault(facts, {}).setdefault(preferred, []).append((key, rows, cell))
    hits = [
        _Hit(
            *found[True][0][:2],
            covered=frozenset().union(*(rows for same in found.values() for _, rows, _ in same)),
            cell=found[True][0][2],
        )
        for found in by_facts.values()
        if True in found
    ]
    return hits, alone, every and all(axis.exact for axis in axes)


def _applying(
    study: Study, table: Table, cell: Cell, axes: tuple[Axis, ...]
) -> tuple[Key | None, frozenset[str]]:
    try:
        frame = frame_in(study.book, study.rule, cell, axes)
        if frame is None:
            return None, frozenset()
        key = tuple(_settled(evaluate(column, frame).value) for column in table.columns)
    except (ContradictionError, InputError):
        return None, frozenset()
    return (None, frozenset()) if None in key else (key, _rows(table, key, frame))


def _settled(value: Value) -> Any:  # noqa: ANN401 - a number, a day, an option or a truth
    match value:
        case Truth():
            return None if value is Truth.UNKNOWN else value is Truth.TRUE
        case Interval():
            return value.least if value.settled else None
        case Options():
            return value.only
        case _:
            return None


def _rows(table: Table, key: Key, frame: Frame) -> frozenset[str]:
    def end(node: Node) -> Any:  # noqa: ANN401 - a number or a day
        return _settled(evaluate(node, frame).value)

    grid = tuple(one if isinstance(one, bool | str) else Point(one) for one in key)
    return frozenset(row.id for row in table.rows if applies(row, grid, end))


def _no_gap(study: Study, table: Table, hits: list[_Hit], *, whole: bool) -> Claim:
    """Claim that between two keys with a row there is none without; beyond the rows a table may end.

    Where some way of settling a reading gives a row, the reading covers the gap.
    """
    for place in range(len(table.columns)):
        if not any(isinstance(row.cells[place], Band) for row in table.rows):
            continue
        by_rest: dict[Key, list[_Hit]] = {}
        for hit in hits:
            by_rest.setdefault(hit.key[:place] + hit.key[place + 1 :], []).append(hit)
        for same in by_rest.values():
            held = sorted(hit.key[place] for hit in same if hit.rows)
            for hit in same:
                if held and not hit.covered and held[0] < hit.key[place] < held[-1]:
                    text = Text(
                        zh=f"表“{table.key}”的两行之间有空档",
                        en=f"table {table.key} has a gap between two rows",
                    )
                    return _claim(study, table.key, Standing.FAILED, hits, text, hit.cell)
    text = Text(zh=f"表“{table.key}”的各行之间没有空档", en=f"table {table.key} has no gap between its rows")
    return _claim(study, table.key, Standing.PROVED if whole else Standing.CHECKED, hits, text)


def _live(study: Study, table: Table, row: str, hits: list[_Hit], alone: dict[str, Cell]) -> Claim:
    name = f"{table.key}.{row}"
    if row in alone:
        text = Text(zh=f"行“{name}”可以单独适用", en=f"row {name} can be the one that applies")
        return _claim(study, name, Standing.PROVED, hits, text, alone[row])
    shared = [hit for hit in hits if row in hit.rows]
    if not shared:
        text = Text(zh=f"行“{name}”从不适用", en=f"row {name} never applies")
        return _claim(study, name, Standing.FAILED, hits, text, hits[0].cell if hits else None)
    others = sorted(frozenset[str]().union(*(hit.rows for hit in shared)) - {row})
    hiding = Text(zh="、".join(f"“{one}”" for one in others), en=", ".join(others))
    text = Text(zh=f"行“{name}”处处被{hiding.zh}盖住", en=f"row {name} is hidden everywhere by {hiding.en}")
    return _claim(study, name, Standing.FAILED, hits, text, shared[0].cell)


def _claim(  # noqa: PLR0913, PLR0917 - the parts of one claim
    study: Study, about: str, standing: Standing, hits: list[_Hit], text: Text, cell: Cell | None = None
) -> Claim:
    return Claim(study.rule.id, Sort.TABLE, about, standing, len(hits), text, study.case(cell))


__all__ = ["table_claims"]
