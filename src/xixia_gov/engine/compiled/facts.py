"""Reading facts off a case: the first lines of a generated function."""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from xixia_gov.engine.compiled.terms import ChoiceTerm, End, FlagsTerm, NumberTerm, Term, TruthTerm
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags, facts_of
from xixia_gov.vocabulary.vocabulary import related

SUBJECT: Final = "subject"
MATTER: Final = "matter"
AS_OF: Final = "as_of"
_HARMLESS: Final[dict[FactKind, str]] = {
    FactKind.TRUTH: "False",
    FactKind.NUMBER: "0",
    FactKind.MONEY: "0",
    FactKind.CODE: "''",
}


@attrs.frozen
class Places:
    """Where the facts of a kind of case are: its subject, its matter, and, inside a list, an element."""

    book: Rulebook
    subject: type[Subject]
    matter: type[Matter]
    element: type[Thing] | None = None

    def thing(self, root: str) -> tuple[str, type[Thing]] | None:
        """Return the expression of the thing whose facts begin with `root`, and its class; None for none."""
        if root == self.matter.ROOT:
            return MATTER, self.matter
        if root == self.subject.ROOT:
            return SUBJECT, self.subject
        if self.element is not None and root == self.element.ROOT:
            return "element", self.element
        field = related(self.subject).get(root)
        if field is None:
            return None
        to = next(fact.info.element for fact in facts_of(self.subject) if fact.name == field)
        assert to is not None  # noqa: S101 - a relation says what it leads to
        return f"{SUBJECT}.{field}", to


@attrs.define
class Facts:
    """The facts that a function reads, each read once.

    If `known`, a fact that is read is taken to be given: the function returns None where one is not, or,
    if `guarded`, `needed` says what must be asked of each. A fact that does not exist, its gate being shut,
    has some value then that nothing depends on.
    """

    writer: Writer
    places: Places
    known: bool
    guarded: bool = False
    needed: dict[str, str] = attrs.field(factory=dict)
    read: dict[str, str] = attrs.field(factory=dict)

    def inside(self, writer: Writer, element: type[Thing]) -> Facts:
        """Return the facts as an element of a list sees them."""
        here = attrs.evolve(self.places, element=element)
        outer = {path: name for path, name in self.read.items() if not path.startswith(f"{element.ROOT}.")}
        return Facts(writer, here, self.known, read=outer)

    def raw(self, path: str) -> str:
        """Return the name of a fact's value: money in fen, None (`UNKNOWN` if `known`) where not given."""
        name = self.read.get(path)
        if name is None:
            name = self.read[path] = self._read(path)
        return name

    def _read(self, path: str) -> str:
        root, _, field = path.partition(".")
        unknown = self.writer.constant(UNKNOWN, "U")
        name = self.writer.fresh("x")
        if root == "own":
            self.writer.line(f"{name} = {MATTER}.own.get({field!r}, {unknown})")
            return self._settle(name, path, unknown, self.places.book.facts[path])
        found = self.places.thing(root)
        if found is None:
            self.writer.line(f"{name} = {unknown if self.known else None}")
            if self.known:
                self._need(path, f"{name} is {unknown}")
            return name
        thing, cls = found
        if "." in thing:
            related_to = self.writer.let(thing)
            self.writer.line(f"{name} = {unknown} if {related_to} is {unknown} else {related_to}.{field}")
        else:
            self.writer.line(f"{name} = {thing}.{field}")
        info = next(fact.info for fact in facts_of(cls) if fact.name == field)
        self._gate(name, thing, cls, field, unknown)
        return self._settle(name, path, unknown, info)

    def _gate(self, name: str, thing: str, cls: type[Thing], field: str, unknown: str) -> None:
        """Take a gate for open where something behind it is given."""
        for fact in facts_of(cls):
            gate = fact.info.exists_if
            if gate is None or gate.fact != field:
                continue
            there = f"{thing}.{fact.name}"
            if "." in thing:
                there = f"{self.writer.let(thing)}.{fact.name}"
                here = f"{self.writer.let(thing)} is not {unknown} and {there} is not {unknown}"
            else:
                here = f"{there} is not {unknown}"
            value = True if gate.option is None else gate.option
            self.writer.line(f"if {name} is {unknown} and {here}: {name} = {value!r}")

    def _settle(self, name: str, path: str, unknown: str, info: FactInfo) -> str:
        if self.known:
            return self._known(name, path, unknown, info)
        as_number = ".fen" if info.kind is FactKind.MONEY else ""
        if info.kind is FactKind.LIST:
            self.writer.line(f"{name} = () if {name} is {unknown} else {name}")
        elif info.kind is FactKind.MANY_OF:
            nothing = self.writer.constant(Flags((), complete=False), "F")
            self.writer.line(f"{name} = {nothing} if {name} is {unknown} else {name}")
        else:
            self.writer.line(f"{name} = None if {name} is {unknown} else {name}{as_number}")
        return name

    def _known(self, name: str, path: str, unknown: str, info: FactInfo) -> str:
        gate = info.exists_if
        if gate is not None:
            shut = self.raw(f"{path.rpartition('.')[0]}.{gate.fact}")
            closed = f"{shut} is False" if gate.option is None else f"{shut} != {gate.option!r}"
            harmless = self._harmless(info)
            known = f" and {shut} is not {unknown}" if gate.option is not None else ""
            self.writer.line(f"if {name} is {unknown} and {closed}{known}: {name} = {harmless}")
        partly = f" or not {name}.complete" if info.kind is FactKind.MANY_OF else ""
        self._need(path, f"{name} is {unknown}{partly}")
        if info.kind is FactKind.MONEY:
            still = f"{name} if {name} is {unknown} else " if self.guarded else ""
            self.writer.line(f"{name} = {still}{name}.fen")
        return name

    def _need(self, path: str, missing: str) -> None:
        if self.guarded:
            self.needed[path] = missing
        else:
            self.writer.line(f"if {missing}: return None")

    def _harmless(self, info: FactInfo) -> str:
        """Return a value for a fact that does not exist: any will do, for its gate decides."""
        if info.kind is FactKind.MONEY:
            return self.writer.constant(Money(0), "M")
        if info.kind is FactKind.DATE:
            return self.writer.constant(dt.date.min, "D")
        if info.kind is FactKind.ONE_OF:
            return repr(info.option_ids[0])
        if info.kind is FactKind.MANY_OF:
            return self.writer.constant(Flags((), complete=True), "F")
        return _HARMLESS.get(info.kind, "None")

    def term(self, path: str, info: FactInfo, causes: str) -> Term:
        """Return a fact as a term; `causes` is the bit of the fact itself."""
        name = self.raw(path)
        match info.kind:
            case FactKind.TRUTH:
                return (
                    TruthTerm(name)
                    if self.known
                    else TruthTerm(name, open=True, causes=self._asked(name, causes))
                )
            case FactKind.NUMBER | FactKind.MONEY | FactKind.DATE:
                return self._number(name, info, causes)
            case FactKind.ONE_OF | FactKind.CODE:
                universe = frozenset(info.option_ids) if info.kind is FactKind.ONE_OF else None
                asked = "0" if self.known else self._asked(name, causes)
                return ChoiceTerm(name, universe, null=not self.known, ranks=info.option_ids, causes=asked)
            case FactKind.MANY_OF:
                if self.known:
                    return FlagsTerm(name, info.option_ids)
                asked = self.writer.let(f"0 if {name}.complete else {causes}", "k")
                return FlagsTerm(name, info.option_ids, asked)
            case _:
                message = f"a {info.kind.value} is no term"
                raise TypeError(message)

    def _asked(self, name: str, causes: str) -> str:
        return self.writer.let(f"{causes} if {name} is None else 0", "k")

    def _number(self, name: str, info: FactInfo, causes: str) -> NumberTerm:
        if self.known:
            one = End(name)
            return NumberTerm(one, one, positive=info.least is not None and info.least >= 0)
        asked = self._asked(name, causes)
        return NumberTerm(self._end(name, info.least), self._end(name, info.most), causes=asked)

    def _end(self, name: str, limit: int | None) -> End:
        if limit is None:
            return End(name, null=True)
        return End(self.writer.let(f"{limit} if {name} is None else {name}"))


__all__ = ["AS_OF", "MATTER", "SUBJECT", "Facts", "Places"]
