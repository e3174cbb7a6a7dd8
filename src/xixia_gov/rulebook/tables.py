"""A table's rows are read by hand, since the table itself names its columns and outputs."""

from __future__ import annotations

from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.expression.check import Checked
from xixia_gov.expression.nodes import FigureRef, Node, TableRef
from xixia_gov.expression.scope import Symbol
from xixia_gov.expression.types import (
    ChoiceType,
    DateType,
    NumberType,
    TruthType,
    Type,
    describe,
)
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.definition import Band, Cell, Is, OneOf, Overlap, Row, Table
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import TableEntry
from xixia_gov.rulebook.space import Space
from xixia_gov.text import Text
from xixia_gov.units import parse_unit

_BAND = ("least", "over", "most", "under")
_ROW_KEYS = ("id", "when", "at")


def build_table(space: Space, name: str, entry: TableEntry) -> Table | None:
    """Return a table; its names are declared even where it is wrong."""
    table = _made_table(space, name, entry)
    if table is None:
        space.poison(*(f"{name}.{output}" for output in (*entry.gives, "row")))
    return table


def _made_table(space: Space, name: str, entry: TableEntry) -> Table | None:
    path: KeyPath = ("tables", name)
    before = len(space.problems)
    if entry.hit != "unique":
        space.at((*path, "hit"), unknown_name(Text(zh="命中方式", en="hit"), entry.hit, ["unique"]))
    columns = [_column(space, (*path, "on", index), source) for index, source in enumerate(entry.on)]
    if not entry.row:
        space.at((*path, "row"), Text(zh="表至少有一行", en="a table has at least one row"))
    gives: dict[str, Type] = {}
    for output, unit in entry.gives.items():
        try:
            gives[output] = NumberType(parse_unit(unit))
        except ValueProblem as error:
            space.at((*path, "gives", output), error.message)
    rows = []
    for index, raw in enumerate(entry.row):
        where: KeyPath = (*path, "row", index)
        kinds = [None if column is None else column.type for column in columns]
        rows.append(_row(space, where, raw, entry, kinds, gives))
    overlaps = [
        _overlap(space, (*path, "overlap", i), entry, one.rows, one.reading)
        for i, one in enumerate(entry.overlap)
    ]
    _same_rows(space, path, entry)
    if len(space.problems) > before or None in columns or None in rows:
        return None
    key = space.full(name)
    for output, kind in gives.items():
        space.declare(path, f"{name}.{output}", Symbol(TableRef(key, output), kind))
    space.declare(path, f"{name}.row", Symbol(TableRef(key, "row"), TruthType()))
    label = Text(zh=entry.zh, en=entry.en) if entry.zh and entry.en else None
    return Table(
        key=key,
        columns=tuple(column.node for column in columns if column is not None),
        rows=tuple(row for row in rows if row is not None),
        gives=FrozenMap(gives),
        overlaps=tuple(overlap for overlap in overlaps if overlap is not None),
        cite=space.cited((*path, "at"), entry.at),
        label=label,
    )


def _column(space: Space, path: KeyPath, source: str) -> Checked | None:
    """Return what a column reads: something whose values fall into cells."""
    checked = space.checked(path, source)
    if checked is None or isinstance(checked.type, TruthType | ChoiceType | NumberType | DateType):
        return checked
    found = describe(checked.type)
    space.inside(
        path,
        0,
        Text(
            zh=f"列应为是否、选项、数或日期, 却是{found.zh}",
            en=f"a column is a truth, a choice, a number or a date, found {found.en}",
        ),
    )
    return None


def _same_rows(space: Space, path: KeyPath, entry: TableEntry) -> None:
    ids = [row.get("id") for row in entry.row]
    for index, id_ in enumerate(ids):
        if isinstance(id_, str) and id_ in ids[:index]:
            message = Text(zh=f"行编号“{id_}”出现两次", en=f"the row id {id_!r} is there twice")
            space.at((*path, "row", index, "id"), message)


def _row(  # noqa: PLR0913, PLR0917 - a row needs all of its table
    space: Space,
    path: KeyPath,
    raw: dict[str, object],
    entry: TableEntry,
    kinds: list[Type | None],
    gives: dict[str, Type],
) -> Row | None:
    id_, when = raw.get("id"), raw.get("when", {})
    for key in raw:
        if key not in _ROW_KEYS and key not in entry.gives:
            allowed = [*_ROW_KEYS, *entry.gives]
            space.at_key((*path, key), unknown_name(Text(zh="键", en="key"), key, allowed))
    at = raw.get("at")
    if not _plain(id_) or not isinstance(when, dict) or not (at is None or _plain(at)):
        space.at(
            path,
            Text(
                zh="每行须有 id (文字) 和 when (表), at 为文字",
                en="every row has an `id` (text) and a `when` (a table); `at` is text",
            ),
        )
        return None
    for key in when:
        if key not in entry.on:
            space.at_key((*path, "when", key), unknown_name(Text(zh="列", en="column"), key, entry.on))
    cells: list[Cell | None] = []
    for column, kind in zip(entry.on, kinds, strict=True):
        if column not in when:
            cells.append(None)
        elif kind is not None:
            cells.append(_cell(space, (*path, "when", column), when[column], kind))
    nodes: dict[str, Node] = {}
    for output, kind in gives.items():
        source = raw.get(output)
        if output not in raw:
            space.at(path, Text(zh=f"该行缺少“{output}”", en=f"the row gives no {output!r}"))
        elif not _plain(source):
            space.at((*path, output), _not_an_expression())
        else:
            node = space.expression((*path, output), str(source), kind)
            if node is not None:
                nodes[output] = node
    cite = space.cited((*path, "at"), None if at is None else str(at))
    return Row(str(id_), tuple(cells), FrozenMap(nodes), cite)


def _plain(value: object) -> bool:
    """Whether a value is text (a number with a point is kept as text of another type)."""
    return type(value) is str


def _not_an_expression() -> Text:
    return Text(
        zh="应为加引号的表达式; 数须是带出处的数值项, 写它的名称",
        en="an expression in quotes is wanted; a number is a figure with its source, written by its name",
    )


def _cell(space: Space, path: KeyPath, raw: object, kind: Type) -> Cell | None:
    match kind, raw:
        case TruthType(), bool():
            return Is(raw)
        case ChoiceType(options=options), str() | list():
            listed = [(path, raw)] if isinstance(raw, str) else [((*path, i), o) for i, o in enumerate(raw)]
            for where, option in listed:
                if option not in options:
                    space.at(where, unknown_name(Text(zh="选项", en="option"), str(option), options))
            return OneOf(frozenset(str(option) for _, option in listed))
        case NumberType() | DateType(), dict():
            ends: dict[str, Node | None] = {}
            for end, source in raw.items():
                if end not in _BAND:
                    space.at_key((*path, end), unknown_name(Text(zh="区间端点", en="end"), str(end), _BAND))
                elif not _plain(source):
                    space.at((*path, end), _not_an_expression())
                else:
                    wanted = NumberType(kind.unit) if isinstance(kind, NumberType) else kind
                    node = space.expression((*path, end), source, wanted)
                    if node is not None and not isinstance(node, FigureRef):
                        message = Text(zh="区间端点须是一个数值项", en="the end of a band is one figure")
                        space.at((*path, end), message)
                    ends[end] = node
            if not raw:
                space.at(path, Text(zh="区间至少有一个端点", en="a band has at least one end"))
            return Band(**ends)
        case _:
            space.at(
                path,
                Text(
                    zh="单元格应为选项、选项列表、true/false, 或带端点的区间",
                    en="a cell is an option, a list of options, true or false, or a band with ends",
                ),
            )
            return None


def _overlap(space: Space, path: KeyPath, entry: TableEntry, rows: list[str], reading: str) -> Overlap | None:
    symbol = space.visible().get(reading)
    ids = [str(row.get("id")) for row in entry.row]
    if symbol is None or not isinstance(symbol.type, ChoiceType) or not reading.startswith("readings."):
        known = [name for name in space.visible() if name.startswith("readings.")]
        space.at((*path, "reading"), unknown_name(Text(zh="读法", en="reading"), reading, known))
        return None
    if len(rows) != 2 or any(row not in ids for row in rows):  # noqa: PLR2004 - an overlap is of two
        names = ", ".join(ids)
        space.at(
            (*path, "rows"),
            Text(zh=f"应为两个行编号; 可用: {names}", en=f"two row ids are wanted, of: {names}"),
        )
        return None
    if set(symbol.type.options) != set(rows):
        space.at(
            (*path, "reading"),
            Text(
                zh=f"读法的选项应正是这两行: {rows[0]}, {rows[1]}",
                en=f"the options of the reading must be the two rows: {rows[0]}, {rows[1]}",
            ),
        )
        return None
    key = getattr(symbol.refers_to, "key", "")
    return Overlap((rows[0], rows[1]), key)
