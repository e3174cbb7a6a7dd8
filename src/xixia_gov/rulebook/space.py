"""A space is a part of a file with names of its own: a definitions file, a family, a rule."""

from __future__ import annotations

import attrs

from xixia_gov.errors import Problem, unknown_name
from xixia_gov.expression.check import Checked, check
from xixia_gov.expression.nodes import Node
from xixia_gov.expression.parse import ExpressionError, parse
from xixia_gov.expression.scope import Scope, Symbol
from xixia_gov.expression.types import NumberType, Type, WrongType, describe
from xixia_gov.model.instrument import Citation, Instrument
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import CiteEntry, TextEntry
from xixia_gov.rulebook.source import Source
from xixia_gov.text import Text


@attrs.define
class Space:
    """Where names are declared and expressions are read.

    `key` begins the keys of what is declared here (empty for what all rules share); `parent` is the
    space whose names are visible too. Problems are gathered in the list all spaces share.
    """

    source: Source
    path: KeyPath
    key: str
    cite: Citation
    problems: list[Problem]
    instruments: dict[str, Instrument]
    rules: frozenset[str]
    parent: Space | None = None
    names: dict[str, Symbol] = attrs.field(factory=dict)

    def full(self, name: str) -> str:
        """Return the key of a name declared here."""
        return f"{self.key}/{name}" if self.key else name

    def at(self, path: KeyPath, message: Text) -> None:
        """Report a problem at the value of a path below this space."""
        self.problems.append(self.source.at_value((*self.path, *path), message))

    def at_key(self, path: KeyPath, message: Text) -> None:
        """Report a problem at the key of a path below this space."""
        self.problems.append(self.source.at_key((*self.path, *path), message))

    def visible(self) -> dict[str, Symbol]:
        """Return every name that may be used here."""
        return {**(self.parent.visible() if self.parent else {}), **self.names}

    def declare(self, path: KeyPath, name: str, symbol: Symbol) -> None:
        """Add a name; one that already means something here is a problem."""
        if name in self.visible():
            self.at_key(
                path,
                Text(
                    zh=f"名称“{name}”在此处已有含义",
                    en=f"the name {name!r} already means something here",
                ),
            )
            return
        self.names[name] = symbol

    def scope(self) -> Scope:
        """Return the names and rules an expression here may use."""
        return Scope(self.visible(), self.rules)

    def expression(self, path: KeyPath, source: str, wanted: Type | None = None) -> Node | None:
        """Return a checked expression, or None with its problems reported."""
        checked = self.checked(path, source)
        if checked is None:
            return None
        if wanted is not None and not _fits(checked.type, wanted):
            need, found = describe(wanted), describe(checked.type)
            self.inside(
                path,
                0,
                Text(zh=f"应为{need.zh}, 却是{found.zh}", en=f"expected {need.en}, found {found.en}"),
            )
            return None
        return checked.node

    def checked(self, path: KeyPath, source: str) -> Checked | None:
        """Return an expression with its type, or None with its problems reported."""
        try:
            node = parse(source)
        except ExpressionError as error:
            self.inside(path, error.fault.start, error.fault.message)
            return None
        result = check(node, self.scope())
        for fault in result.faults:
            self.inside(path, fault.start, fault.message)
        return None if result.faults or isinstance(result.type, WrongType) else result

    def inside(self, path: KeyPath, offset: int, message: Text) -> None:
        """Report a problem at a character of a string value."""
        self.problems.append(self.source.inside((*self.path, *path), offset, message))

    def cited(self, path: KeyPath, at: str | None, instrument: str | None = None) -> Citation:
        """Return a citation, the file's own instrument and provision where none is named."""
        citation = Citation(instrument or self.cite.instrument, at or self.cite.at)
        self.check_citation(path, citation)
        return citation

    def check_citation(self, path: KeyPath, citation: Citation) -> None:
        """Report an instrument that is not registered or a provision it does not have."""
        instrument = self.instruments.get(citation.instrument)
        if instrument is None:
            names = sorted(self.instruments)
            self.at(
                path,
                unknown_name(Text(zh="规范性文件", en="instrument"), citation.instrument, names),
            )
        elif instrument.text == "held" and citation.at not in instrument.provisions:
            self.at(
                path,
                unknown_name(Text(zh="条款", en="provision"), citation.at, list(instrument.provisions)),
            )

    def known_instrument(self, path: KeyPath, name: str | None) -> str | None:
        """Return the id of an instrument, reporting one that is not registered."""
        if name is not None and name not in self.instruments:
            names = sorted(self.instruments)
            self.at(path, unknown_name(Text(zh="规范性文件", en="instrument"), name, names))
        return name


def _fits(kind: Type, wanted: Type) -> bool:
    if isinstance(kind, NumberType) and isinstance(wanted, NumberType):
        return kind.unit is None or kind.unit == wanted.unit
    return kind == wanted


def text_of(entry: TextEntry) -> Text:
    """Return the words of an entry."""
    return Text(zh=entry.zh, en=entry.en)


def maybe_text(entry: TextEntry | None) -> Text | None:
    """Return the words of an entry that may be absent."""
    return None if entry is None else text_of(entry)


def cite_of(entry: CiteEntry) -> Citation:
    """Return the place an entry names."""
    return Citation(entry.instrument, entry.at)


__all__ = ["Space", "cite_of", "maybe_text", "text_of"]
