"""Definitions and tables read each other, so they are built in the order of what they need."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.expression.nodes import DefinitionRef, FigureRef, Name, Node, TableRef, walk
from xixia_gov.expression.parse import ExpressionError, parse
from xixia_gov.expression.scope import Symbol
from xixia_gov.expression.types import (
    ChoiceType,
    DateType,
    EachType,
    ItemsType,
    NumberType,
    TruthType,
    Type,
)
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.definition import Band, Cell, Definition, Is, OneOf, Overlap, Row, Table
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import TableEntry, ValueEntry
from xixia_gov.rulebook.space import Space
from xixia_gov.text import Text
from xixia_gov.units import parse_unit

_BAND = ("least", "over", "most", "under")
_ROW_KEYS = ("id", "when", "at")


@attrs.frozen
class Pending:
    """A definition or table waiting for what it reads."""

    space: Space
    name: str
    entry: ValueEntry | TableEntry

    @property
    def label(self) -> str:
        """The name to show in a cycle."""
        return self.space.full(self.name)


def build_pending(
    pending: list[Pending], elements: dict[str, dict[str, Symbol]]
) -> tuple[list[Definition], list[Table]]:
    """Build everything whose parts are known, again and again; what is left goes round in a circle."""
    definitions: list[Definition] = []
    tables: list[Table] = []
    waiting = list(pending)
    while waiting:
        ready = [one for one in waiting if not _needs(one, waiting)]
        if not ready:
            for one in waiting:
                names = ", ".join(sorted(other.label for other in waiting))
                kind = "values" if isinstance(one.entry, ValueEntry) else "tables"
                one.space.at_key(
                    (kind, one.name),
                    Text(
                        zh=f"定义互相引用成环: {names}",
                        en=f"definitions go round in a circle: {names}",
                    ),
                )
            break
        for one in ready:
            if isinstance(one.entry, ValueEntry):
                made = _definition(one.space, one.name, one.entry, elements)
                if made is not None:
                    definitions.append(made)
            else:
                table = _table(one.space, one.name, one.entry)
                if table is not None:
                    tables.append(table)
        waiting = [one for one in waiting if one not in ready]
    return definitions, tables


def _needs(one: Pending, waiting: list[Pending]) -> bool:
    names = set(_names(one.entry))
    return any(
        (other.name in names or any(name.startswith(f"{other.name}.") for name in names))
        and _sees(one.space, other.space)
        and (other is not one or other.name in names)
        for other in waiting
    )


def _sees(space: Space, other: Space) -> bool:
    return space is other or (space.parent is not None and _sees(space.parent, other))


def _names(entry: ValueEntry | TableEntry) -> Iterator[str]:
    sources = [entry.is_] if isinstance(entry, ValueEntry) else list(_table_sources(entry))
    for source in sources:
        try:
            node = parse(source)
        except ExpressionError:
            continue
        yield from (part.name for part in walk(node) if isinstance(part, Name))


def _table_sources(entry: TableEntry) -> Iterator[str]:
    yield from entry.on
    for row in entry.row:
        yield from (str(value) for key, value in row.items() if key in entry.gives)


def _definition(
    space: Space, name: str, entry: ValueEntry, elements: dict[str, dict[str, Symbol]]
) -> Definition | None:
    path: KeyPath = ("values", name)
    inner = space
    root: str | None = None
    if entry.over is not None:
        listed = space.visible().get(entry.over)
        if listed is None or not isinstance(listed.type, ItemsType):
            lists = [known for known, s in space.visible().items() if isinstance(s.type, ItemsType)]
            space.at((*path, "over"), unknown_name(Text(zh="列表", en="list"), entry.over, lists))
            return None
        root = listed.type.root
        inner = attrs.evolve(space, names={**space.names, **elements.get(root, {})})
    checked = inner.checked((*path, "is"), entry.is_)
    if checked is None:
        # Declared all the same, so that its readers do not report it once more.
        return None
    if entry.supplies is not None and entry.supplies not in space.visible():
        facts = [known for known in space.visible() if "." in known]
        space.at((*path, "supplies"), unknown_name(Text(zh="事实", en="fact"), entry.supplies, facts))
        return None
    kind: Type = checked.type if root is None else EachType(root, checked.type)
    space.declare(path, name, Symbol(DefinitionRef(space.full(name)), kind))
    return Definition(
        key=space.full(name),
        label=Text(zh=entry.zh, en=entry.en),
        type=checked.type,
        node=checked.node,
        over=entry.over,
        supplies=entry.supplies,
        cite=space.cited((*path, "at"), entry.at),
    )


def _table(space: Space, name: str, entry: TableEntry) -> Table | None:
    path: KeyPath = ("tables", name)
    before = len(space.problems)
    if entry.hit != "unique":
        space.at((*path, "hit"), unknown_name(Text(zh="命中方式", en="hit"), entry.hit, ["unique"]))
    columns = [space.checked((*path, "on", index), source) for index, source in enumerate(entry.on)]
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
    if len(space.problems) > before:
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
    if not isinstance(id_, str) or not isinstance(when, dict):
        space.at(path, Text(zh="每行须有 id 和 when", en="every row has an `id` and a `when`"))
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
        if not isinstance(source, str):
            space.at(path, Text(zh=f"该行缺少“{output}”", en=f"the row gives no {output!r}"))
            continue
        node = space.expression((*path, output), source, kind)
        if node is not None:
            nodes[output] = node
    at = raw.get("at")
    cite = space.cited((*path, "at"), at if isinstance(at, str) else None)
    return Row(id_, tuple(cells), FrozenMap(nodes), cite)


def _cell(space: Space, path: KeyPath, raw: object, kind: Type) -> Cell | None:
    match kind, raw:
        case TruthType(), bool():
            return Is(raw)
        case ChoiceType(options=options), str() | list():
            listed = [raw] if isinstance(raw, str) else raw
            for option in listed:
                if option not in options:
                    space.at(path, unknown_name(Text(zh="选项", en="option"), str(option), options))
            return OneOf(frozenset(str(option) for option in listed))
        case NumberType() | DateType(), dict():
            ends: dict[str, Node | None] = {}
            for end, source in raw.items():
                if end not in _BAND:
                    space.at_key((*path, end), unknown_name(Text(zh="区间端点", en="end"), str(end), _BAND))
                elif isinstance(source, str):
                    wanted = NumberType(kind.unit) if isinstance(kind, NumberType) else kind
                    node = space.expression((*path, end), source, wanted)
                    if node is not None and not isinstance(node, FigureRef):
                        message = Text(zh="区间端点须是一个数值项", en="the end of a band is one figure")
                        space.at((*path, end), message)
                    ends[end] = node
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
        space.at((*path, "rows"), Text(zh="应为两个行编号", en="two row ids are wanted"))
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
