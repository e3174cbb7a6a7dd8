"""A space is a part of a file with names of its own: a definitions file, a family, a rule."""

from __future__ import annotations

import keyword
from collections.abc import Callable
from typing import Any, Final

import attrs

from xixia_gov.errors import Problem, unknown_name
from xixia_gov.expression.check import Checked, check
from xixia_gov.expression.functions import NAMES, RULE_READERS
from xixia_gov.expression.nodes import Call, DefinitionRef, FactRef, Name, Node, RuleRef, walk
from xixia_gov.expression.parse import ExpressionError, Fault, parse
from xixia_gov.expression.scope import Scope, Symbol
from xixia_gov.expression.types import NumberType, Type, WrongType, describe
from xixia_gov.model.instrument import Citation, Instrument
from xixia_gov.rulebook.about import About
from xixia_gov.rulebook.entries import Unread
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import CiteEntry, TextEntry
from xixia_gov.rulebook.source import Source
from xixia_gov.text import Text

_FAULTY: Final = Symbol(DefinitionRef(""), WrongType())
"""What a name means whose declaration is wrong: whatever reads it is neither blamed nor built."""

_DECLARING = ("figures", "readings", "lists", "values", "terms", "facts", "tables")


@attrs.frozen
class Ids:
    """The rules an expression may read, and those of them that pay; `unread` is what nobody can know."""

    rules: frozenset[str]
    paying: frozenset[str]
    unread: Unread


@attrs.define
class Space:
    """Where names are declared and expressions are read.

    `key` begins the keys of what is declared here (empty for what all rules share); `rule` is the id
    of the rule, where it is one; `parent` is the space whose names are visible too; `places` says
    where they were declared, `awaited` which of them are still to be built; `lost` are the paths of
    the file that were left out, since their shape is wrong. Problems are gathered in the list all
    spaces share.
    """

    source: Source
    path: KeyPath
    key: str
    cite: Citation
    problems: list[Problem]
    instruments: dict[str, Instrument]
    ids: Ids
    parent: Space | None = None
    names: dict[str, Symbol] = attrs.field(factory=dict)
    places: dict[str, tuple[Source, KeyPath]] = attrs.field(factory=dict)
    awaited: set[str] = attrs.field(factory=set)
    lost: frozenset[KeyPath] = frozenset()
    about: About | None = None
    rule: str = ""

    def __attrs_post_init__(self) -> None:
        """Declare what the lost parts would have declared, so that its readers are not blamed."""
        for path in self.lost:
            if path[: len(self.path)] == self.path:
                self._declare_lost(path[len(self.path) :])

    def _declare_lost(self, path: KeyPath) -> None:
        match path:
            case ("readings", str(name), *_):
                self.poison(f"readings.{name}")
            case ("facts", str(name), *_):
                self.poison(f"own.{name}")
            case ("tables", str(name), *_):
                table = self._raw()["tables"][name]
                given = table.get("gives") if isinstance(table, dict) else None
                outputs = given if isinstance(given, dict) else {}
                self.poison(*(f"{name}.{output}" for output in ("row", *outputs)))
            case (section, str(name), *_) if section in _DECLARING:
                self.poison(name)
            case _:
                pass

    def _raw(self) -> dict[str, Any]:
        found: Any = self.source.data
        for step in self.path:
            found = found[step]
        return found if isinstance(found, dict) else {}

    @property
    def vague(self) -> bool:
        """Whether names could be missing that a broken file or section declares."""
        lost = {path[len(self.path) :] for path in self.lost if path[: len(self.path)] == self.path}
        if any(len(path) == 1 and path[0] in _DECLARING for path in lost):
            return True
        return self.ids.unread.names if self.parent is None else self.parent.vague

    def full(self, name: str) -> str:
        """Return the key of a name declared here."""
        return f"{self.key}/{name}" if self.key else name

    def at(self, path: KeyPath, message: Text) -> None:
        """Report a problem at the value of a path below this space."""
        self._report(path, lambda whole: self.source.at_value(whole, message))

    def at_key(self, path: KeyPath, message: Text) -> None:
        """Report a problem at the key of a path below this space."""
        self._report(path, lambda whole: self.source.at_key(whole, message))

    def inside(self, path: KeyPath, offset: int, message: Text) -> None:
        """Report a problem at a character of a string value."""
        self._report(path, lambda whole: self.source.inside(whole, offset, message))

    def _report(self, path: KeyPath, problem: Callable[[KeyPath], Problem]) -> None:
        """Report a problem, unless it stands where one of shape has been reported already."""
        whole = (*self.path, *path)
        told = any(whole[: len(one)] == one or one[: len(whole)] == whole for one in self.lost)
        if not told:
            self.problems.append(problem(whole))

    def visible(self) -> dict[str, Symbol]:
        """Return every name that may be used here."""
        return {**(self.parent.visible() if self.parent else {}), **self.names}

    def declare(self, path: KeyPath, name: str, symbol: Symbol) -> None:
        """Add a name; one that already means something here, or that cannot be written, is a problem."""
        known = self.visible().get(name)
        if known is not None and name not in self.awaited:
            if known != _FAULTY:
                where = self.place_of(name)
                self.at_key(
                    path,
                    Text(
                        zh=f"名称“{name}”在此处已有含义{where.zh}",
                        en=f"the name {name!r} already means something here{where.en}",
                    ),
                )
            return
        last = name.rpartition(".")[2]
        if not last.isidentifier() or keyword.iskeyword(last) or name in NAMES:
            self.at_key(
                path,
                Text(
                    zh=f"“{last}”不能作名称: 应由字母、数字和下划线组成, 不以数字开头, 不用 and、min 等词",
                    en=f"{last!r} cannot be a name: letters, digits and underscores, no digit first, "
                    "and no word of the language such as 'and' or 'min'",
                ),
            )
        self.places[name] = (self.source, (*self.path, *path))
        self.awaited.discard(name)
        self.names[name] = symbol

    def place_of(self, name: str) -> Text:
        """Return where a visible name was declared; names of the vocabulary have no place."""
        if name in self.places:
            source, path = self.places[name]
            place = f"{source.name}:{source.positions.key(path).line}"
            return Text(zh=f" (见 {place})", en=f" (see {place})")
        return Text(zh="", en="") if self.parent is None else self.parent.place_of(name)

    def poison(self, *names: str) -> None:
        """Declare names whose own declaration is wrong, so that only that is reported."""
        for name in names:
            self.awaited.discard(name)
            if name not in self.visible():
                self.names[name] = _FAULTY

    def await_(self, *names: str) -> None:
        """Note names that will be declared once what they read is known, so that they can be suggested."""
        for name in names:
            if name not in self.visible():
                self.awaited.add(name)
                self.names[name] = _FAULTY

    def scope(self) -> Scope:
        """Return the names and rules an expression here may use."""
        return Scope(self.visible(), self.ids.rules | self.ids.unread.rule_ids)

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
        node = self.parsed(path, source)
        return None if node is None else self.checked_node(path, node)

    def parsed(self, path: KeyPath, source: str) -> Node | None:
        """Return an expression as it is written, or None with its problem reported."""
        try:
            return parse(source)
        except ExpressionError as error:
            self.inside(path, error.fault.start, error.fault.message)
            return None

    def checked_node(self, path: KeyPath, node: Node) -> Checked | None:
        """Return a parsed expression with its type, or None with its problems reported at a path."""
        result = check(node, self.scope())
        unknown = self._unknown(result.node)
        excused = self._excused(result.node, unknown)
        faults = [
            attrs.evolve(fault, message=self._no_name(unknown[fault.start]))
            if fault.start in unknown
            else fault
            for fault in result.faults
            if fault.start not in excused
        ]
        faults.extend(self._reach_faults(result.node))
        for fault in faults:
            self.inside(path, fault.start, fault.message)
        faulty = any(part == _FAULTY.refers_to for part in walk(result.node))
        return None if faults or result.faults or faulty or isinstance(result.type, WrongType) else result

    def _unknown(self, node: Node) -> dict[int, str]:
        """Return the names of an expression that mean nothing here, by where they stand."""
        rules = _rule_places(node)
        return {
            part.start: part.name for part in walk(node) if isinstance(part, Name) and part.start not in rules
        }

    def _no_name(self, name: str) -> Text:
        """Return the message for a name that means nothing; what this rule can read is suggested."""
        known = [
            known
            for known, symbol in self.visible().items()
            if self.about is None
            or not isinstance(symbol.refers_to, FactRef)
            or known.startswith("own.")
            or known in self.about.paths
        ]
        root = f"{name.partition('.')[0]}."
        same = [one for one in known if one.startswith(root)]
        return unknown_name(Text(zh="名称", en="name"), name, same if "." in name and same else known)

    def _excused(self, node: Node, unknown: dict[int, str]) -> set[int]:
        """Return where names stand that are not to blame.

        A broken file could have declared them; or what the rule is about is none that there is, and
        that is reported.
        """
        excused = set(unknown) if self.vague else set()
        if self.rule and self.about is None:
            of_facts = (start for start, name in unknown.items() if "." in name)
            excused.update(
                start for start in of_facts if not unknown[start].startswith(("readings.", "own."))
            )
        return excused | (_rule_places(node) if self.ids.unread.rules else set())

    def _reach_faults(self, node: Node) -> list[Fault]:
        """Return what is wrong with facts of another matter, and sums of rules that pay nothing."""
        faults: list[Fault] = []
        for part in walk(node):
            match part:
                case FactRef(path=path) if self.about is not None:
                    if path not in self.about.paths and not path.startswith("own."):
                        faults.append(Fault(self.about.foreign(path), part.start))
                case Call("amount", (RuleRef(rule=rule),)):
                    if rule not in self.ids.paying | self.ids.unread.rule_ids:
                        message = Text(
                            zh=f"规则“{rule}”不支付金额, 没有 amount",
                            en=f"rule {rule!r} pays no money, so it has no amount",
                        )
                        faults.append(Fault(message, part.arguments[0].start))
                case _:
                    pass
        return faults

    def cited(self, path: KeyPath, at: str | None, instrument: str | None = None) -> Citation:
        """Return a citation, the file's own instrument and provision where none is named."""
        citation = Citation(instrument or self.cite.instrument, at or self.cite.at)
        if at is not None or instrument is not None:  # the file's own is checked once, where it stands
            self.check_citation(path, path, citation)
        elif not self.cite.instrument:
            self.no_cite()
        return citation

    def no_cite(self) -> None:
        """Report once that nothing says where the words of this space are printed."""
        self.at(
            (),
            Text(
                zh='缺少 cite = { instrument = "…", at = "…" }: 所依据的文件和条款',
                en='`cite = { instrument = "…", at = "…" }` is missing: where the words are printed',
            ),
        )

    def check_own_cite(self) -> None:
        """Report what is wrong with the citation the file itself gives."""
        if self.cite.instrument:
            self.check_citation(("cite", "instrument"), ("cite", "at"), self.cite)
        else:
            self.no_cite()

    def check_citation(self, named: KeyPath, path: KeyPath, citation: Citation) -> None:
        """Report an instrument that is not registered or a provision it does not have."""
        unread = self.ids.unread
        instrument = self.instruments.get(citation.instrument)
        if citation.instrument in unread.instrument_ids:
            return
        if not citation.instrument:
            self.no_cite()
        elif instrument is None:
            self.known_instrument(named, citation.instrument)
        elif instrument.text == "held" and citation.at not in instrument.provisions:
            names = ", ".join(instrument.provisions)
            self.at(
                path,
                Text(
                    zh=f"“{instrument.id}”没有条款“{citation.at}”; 可用: {names}",
                    en=f"{instrument.id} has no provision {citation.at!r}; allowed: {names}",
                ),
            )

    def known_instrument(self, path: KeyPath, name: str | None) -> str | None:
        """Return the id of an instrument, reporting one that is not registered."""
        unread = self.ids.unread
        if name is not None and name not in self.instruments and name not in unread.instrument_ids:
            names = sorted(self.instruments)
            if not unread.instruments:
                self.at(path, unknown_name(Text(zh="规范性文件", en="instrument"), name, names))
        return name


def _rule_places(node: Node) -> set[int]:
    """Return where an expression names other rules."""
    return {
        part.arguments[0].start
        for part in walk(node)
        if isinstance(part, Call) and part.function in RULE_READERS and part.arguments
    }


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


__all__ = ["Ids", "Space", "cite_of", "maybe_text", "text_of"]
