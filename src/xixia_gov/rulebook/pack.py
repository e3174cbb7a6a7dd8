"""Packing turns frozen values into plain JSON and back: rows of one value each, made out of earlier ones.

A pack is `{"atoms": [...], "rows": [[code, index, ...], ...]}`. An index below the number of atoms is an
atom (text, whole number, truth or nothing), any other one an earlier row; the last row is the value. A row's
code says what it makes: a class of the closed list below, or a tuple, a mapping, a set, a day or a fraction.
So a pack can hold nothing but these, and reading one runs no code of anybody's. A value that occurs twice
is packed once; what could be changed (a list or a table of an example) is never shared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, Final, TypeAlias

import attrs

from xixia_gov.expression import nodes, types
from xixia_gov.frozen import FrozenMap
from xixia_gov.model import condition, definition, figure, instrument, output, reading, rule, step
from xixia_gov.rulebook.source import WrittenNumber
from xixia_gov.text import Text
from xixia_gov.units import Unit
from xixia_gov.unknown import CauseKind
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Gate, Option

Pack: TypeAlias = dict[str, list[Any]]
Maker: TypeAlias = Callable[..., Any]

_NODES: Final = (
    nodes.Literal,
    nodes.Choice,
    nodes.FactRef,
    nodes.FigureRef,
    nodes.ReadingRef,
    nodes.DefinitionRef,
    nodes.TableRef,
    nodes.ListRef,
    nodes.RuleRef,
    nodes.Compare,
    nodes.In,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Arithmetic,
    nodes.IfElse,
    nodes.Call,
)
_CLASSES: Final = (
    Text,
    Unit,
    types.TruthType,
    types.NumberType,
    types.DateType,
    types.ChoiceType,
    types.FlagsType,
    types.CodeType,
    types.SetType,
    types.ItemsType,
    types.EachType,
    instrument.Span,
    instrument.Instrument,
    instrument.Citation,
    reading.Reading,
    figure.Version,
    figure.Figure,
    condition.Alternative,
    condition.Condition,
    definition.Opening,
    definition.Definition,
    definition.NamedList,
    definition.Band,
    definition.OneOf,
    definition.Is,
    definition.Row,
    definition.Overlap,
    definition.Table,
    rule.Window,
    rule.Payment,
    rule.Deadline,
    output.Output,
    step.Step,
    rule.Exemption,
    rule.Note,
    rule.Handover,
    rule.Example,
    rule.Rule,
    rule.Group,
    Option,
    Gate,
    FactInfo,
)
_ENUMS: Final = (
    nodes.Comparison,
    nodes.Operation,
    condition.Strength,
    rule.Kind,
    rule.Policy,
    CauseKind,
    FactKind,
)


def _tuple(*items: Any) -> tuple[Any, ...]:  # noqa: ANN401 - of anything packed
    return items


def _list(*items: Any) -> list[Any]:  # noqa: ANN401 - the same
    return list(items)


def _dict(*items: Any) -> dict[Any, Any]:  # noqa: ANN401 - the same
    return dict(zip(items[::2], items[1::2], strict=True))


def _map(*items: Any) -> FrozenMap[Any, Any]:  # noqa: ANN401 - the same
    return FrozenMap(dict(zip(items[::2], items[1::2], strict=True)))


def _set(*items: Any) -> frozenset[Any]:  # noqa: ANN401 - the same
    return frozenset(items)


_PLAIN: Final[tuple[tuple[type, Maker], ...]] = (
    (tuple, _tuple),
    (FrozenMap, _map),
    (frozenset, _set),
    (list, _list),
    (dict, _dict),
    (dt.date, dt.date.fromisoformat),
    (dt.datetime, dt.datetime.fromisoformat),
    (dt.time, dt.time.fromisoformat),
    (Fraction, Fraction),
    (WrittenNumber, WrittenNumber),
)
_ATOMS: Final = (type(None), bool, int, str)
_CHANGEABLE: Final = (list, dict)


def _by_keyword(cls: type) -> Maker:
    """Return what makes an object from all its values in the order of its fields, some by keyword."""
    first = [one.alias for one in attrs.fields(cls) if one.kw_only is False]
    named = [one.alias for one in attrs.fields(cls) if one.kw_only]
    count = len(first)

    def make(*values: Any) -> Any:  # noqa: ANN401 - of any class of the list
        return cls(*values[:count], **dict(zip(named, values[count:], strict=True)))

    return make


def _node(cls: type) -> Maker:
    def make(*values: Any) -> Any:  # noqa: ANN401 - a node
        return cls(*values[:-1], start=values[-1])

    return make


def _makers() -> dict[type, Maker]:
    made: dict[type, Maker] = {
        **dict(_PLAIN),
        **{cls: cls for cls in _CLASSES},
        **{cls: _node(cls) for cls in _NODES},
        **{cls: cls for cls in _ENUMS},
    }
    made[instrument.Instrument] = _by_keyword(instrument.Instrument)
    return made


MAKERS: Final = _makers()
"""What makes a value of each class; the place of a class in it is its code."""

_CODES: Final = {cls: code for code, cls in enumerate(MAKERS)}


class _Packer:
    """Packs values one after the other into one pack; `fresh` are the rows that must not be shared."""

    def __init__(self) -> None:
        self.atoms: list[Any] = []
        self.rows: list[list[int]] = []
        self.known: dict[Any, int] = {}
        self.fresh: set[int] = set()

    def add(self, value: Any) -> int:  # noqa: ANN401 - anything packed
        """Return where a value stands: an atom below 0 (-1 is the first), a row from 0 on."""
        cls = type(value)
        if cls in _ATOMS:
            key = (cls, value)
            if key not in self.known:
                self.atoms.append(value)
                self.known[key] = -len(self.atoms)
            return self.known[key]
        code = _CODES.get(cls)
        if code is None:
            message = f"a {cls.__module__}.{cls.__qualname__} cannot be packed"
            raise TypeError(message)
        row = (code, *(self.add(one) for one in _parts(value)))
        fresh = cls in _CHANGEABLE or not self.fresh.isdisjoint(row[1:])
        if not fresh and row in self.known:
            return self.known[row]
        self.rows.append(list(row))
        place = len(self.rows) - 1
        if fresh:
            self.fresh.add(place)
        else:
            self.known[row] = place
        return place


def _parts(value: Any) -> Iterable[Any]:  # noqa: ANN401 - anything packed that is no atom
    cls = type(value)
    if cls is tuple or cls is list:
        return list(value)
    if cls is FrozenMap or cls is dict:
        return [one for pair in value.items() for one in pair]
    if cls is frozenset:
        return sorted(value)
    if cls is Fraction:
        return (value.numerator, value.denominator)
    if cls is WrittenNumber:
        return (str(value),)
    if cls in _ENUMS:
        return (value.value,)
    if attrs.has(cls):
        fields = [one for one in attrs.fields(cls) if one.init]
        return [getattr(value, one.alias) for one in sorted(fields, key=lambda one: one.kw_only is True)]
    return (value.isoformat(),)


def pack(value: Any) -> Pack:  # noqa: ANN401 - anything of the closed list
    """Return a value as plain lists and atoms; raises `TypeError` for a class that is not in the list.

    >>> pack((Text(zh="是", en="yes"), Text(zh="是", en="yes")))
    {'atoms': ['是', 'yes'], 'rows': [[10, 0, 1], [0, 2, 2]]}
    """
    packer = _Packer()
    last = packer.add(value)
    count = len(packer.atoms)
    rows = [[row[0], *(count + at if at >= 0 else -1 - at for at in row[1:])] for row in packer.rows]
    if last < 0 or last != len(rows) - 1:
        message = "what is packed as a whole is a tuple of something"
        raise TypeError(message)
    return {"atoms": packer.atoms, "rows": rows}


def unpack(packed: Pack, makers: Iterable[Maker] = tuple(MAKERS.values())) -> Any:  # noqa: ANN401
    """Return the value of a pack, each object made by its own class.

    `makers` stand in for the usual ones, in their order.

    >>> unpack(pack((dt.date(2024, 6, 1), Fraction(1, 2), frozenset({"a"}))))
    (datetime.date(2024, 6, 1), Fraction(1, 2), frozenset({'a'}))
    """
    makes = list(makers)
    made = list(packed["atoms"])
    add = made.append
    for row in packed["rows"]:
        add(makes[row[0]](*[made[at] for at in row[1:]]))
    return made[-1]


__all__ = ["MAKERS", "Pack", "pack", "unpack"]
