"""A definition is a named, typed expression or an open term; a table and a list are its tabular kin."""

from __future__ import annotations

import attrs

from xixia_gov.expression.nodes import Node
from xixia_gov.expression.types import Type
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.instrument import Citation
from xixia_gov.text import Text
from xixia_gov.unknown import CauseKind


@attrs.frozen
class Opening:
    """What the text leaves open: why, in which words, and which instrument it hands the matter to.

    `key` names the cause in answers; `to` is None where the text names no instrument.
    """

    cause: CauseKind
    key: str
    what: Text
    anchor: str | None = None
    cite: Citation | None = None
    to: str | None = None
    by: Text | None = None


@attrs.frozen
class Definition:
    """A named expression (`node`), or an open term (`opening`) that a case may assert.

    `over` is the path of the list whose elements the expression reads; `supplies` the fact that
    it computes and that the case may also give.
    """

    key: str
    label: Text
    type: Type
    node: Node | None = None
    opening: Opening | None = None
    over: str | None = None
    supplies: str | None = None
    cite: Citation | None = None


@attrs.frozen
class NamedList:
    """A list of options of `fact` that the text names.

    When `opening` is set the list is open: an option of `may` that is not named is neither in nor
    out. Options outside both are certainly not in it.
    """

    key: str
    fact: str
    items: frozenset[str]
    may: frozenset[str] = frozenset()
    opening: Opening | None = None
    count: int | None = None
    cite: Citation | None = None


@attrs.frozen
class Band:
    """A range of numbers or dates; `least` and `most` are inside it, `over` and `under` are not."""

    least: Node | None = None
    over: Node | None = None
    most: Node | None = None
    under: Node | None = None


@attrs.frozen
class OneOf:
    """Some options of a choice."""

    options: frozenset[str]


@attrs.frozen
class Is:
    """A truth that must be so."""

    value: bool


Cell = Band | OneOf | Is


@attrs.frozen
class Row:
    """One row of a table: the cells that select it, and what it gives."""

    id: str
    cells: tuple[Cell | None, ...]
    gives: FrozenMap[str, Node]
    cite: Citation


@attrs.frozen
class Overlap:
    """Two rows that share cells; the option of `reading` that bears a row's id says which applies."""

    rows: tuple[str, str]
    reading: str


@attrs.frozen
class Table:
    """Bands, lookups and decisions: exactly one row applies, or none does.

    Where two rows meet, `overlaps` names the reading that decides between them.
    """

    key: str
    columns: tuple[Node, ...]
    rows: tuple[Row, ...]
    gives: FrozenMap[str, Type]
    overlaps: tuple[Overlap, ...] = ()
    cite: Citation | None = None
    label: Text | None = None
