"""Reading cases: TOML or JSON in, a case out, or everything that is wrong with it at its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from xixia_gov.casefile.document import Document, read_documents
from xixia_gov.casefile.value import date_value, fact_value, wrong
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError, Place, Problem, ValueProblem, unknown_name
from xixia_gov.expression.types import DateType, NumberType, TruthType
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.source import as_written
from xixia_gov.text import Text
from xixia_gov.units import YUAN
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of

T = TypeVar("T", bound=Thing)

MOST_UNITS: Final = 10_000
"""How many equal units one matter may stand for: each of them gets answers of its own."""

_CASE_KEYS: Final = ("as_of", "subject", "matters", "findings", "settle", "suppose")
_MATTER_KEYS: Final = ("kind", "ref", "units", "findings", "own")


def read_case(raw: bytes, name: str, book: Rulebook, *, as_of: dt.date | None = None) -> Case:
    """Return the one case of a file; see `read_cases`.

    Raises `InputError` also where the file holds several.
    """
    cases = read_cases(raw, name, book, as_of=as_of)
    if len(cases) != 1:
        message = Text(
            zh=f"文件中有 {len(cases)} 个情形, 应只有一个",
            en=f"there are {len(cases)} cases, one is wanted",
        )
        raise InputError([Problem(message, Place(name))])
    return cases[0]


def read_cases(
    raw: bytes,
    name: str,
    book: Rulebook,
    *,
    as_of: dt.date | None = None,
    settle: Mapping[str, str] | None = None,
) -> tuple[Case, ...]:
    """Return the cases of a TOML or JSON file, in order.

    `name` is the file's name: for messages, and to tell TOML from JSON by its ending. `as_of` is the
    day of asking for cases that give none; `settle` is added to each case's own. Raises
    `InputError` with everything that is wrong with any of them.
    """
    problems: list[Problem] = []
    cases: list[Case] = []
    for one in read_each(raw, name, book, as_of=as_of, settle=settle):
        if isinstance(one, InputError):
            problems.extend(one.problems)
        else:
            cases.append(one)
    if problems:
        raise InputError(problems)
    return tuple(cases)


def read_each(
    raw: bytes,
    name: str,
    book: Rulebook,
    *,
    as_of: dt.date | None = None,
    settle: Mapping[str, str] | None = None,
) -> list[Case | InputError]:
    """Return each case of a file, or what is wrong with it, so that the others are answered."""
    results: list[Case | InputError] = []
    for document in read_documents(raw, name):
        if isinstance(document, InputError):
            results.append(document)
            continue
        try:
            results.append(case_from(document, book, as_of, settle or {}))
        except InputError as error:
            results.append(error)
    return results


def case_from(document: Document, book: Rulebook, as_of: dt.date | None, settle: Mapping[str, str]) -> Case:
    """Return the case a document holds."""
    reader = _Reader(document, book)
    case = reader.case(as_of, settle)
    if reader.problems or case is None:
        raise InputError(reader.problems)
    return case


class _Reader:
    """Reads one document, gathering problems."""

    def __init__(self, document: Document, book: Rulebook) -> None:
        self.document = document
        self.book = book
        self.problems: list[Problem] = []
        self.asserted: list[tuple[KeyPath, type[Matter], dict[str, bool]]] = []

    def at(self, path: KeyPath, message: Text) -> None:
        self.problems.append(self.document.problem(path, message))

    def at_key(self, path: KeyPath, message: Text) -> None:
        self.problems.append(self.document.problem(path, message, key=True))

    @property
    def dates_as_text(self) -> bool:
        return self.document.dates_as_text

    def case(self, as_of: dt.date | None, settle: Mapping[str, str]) -> Case | None:
        for path in self.document.repeated:
            self.at(path, Text(zh=f"键“{path[-1]}”写了两次", en=f"the key {path[-1]!r} is written twice"))
        data = self.table((), self.document.data, Text(zh="情形", en="a case"))
        if data is None:
            return None
        for key in data:
            if key not in _CASE_KEYS:
                self.at_key((key,), unknown_name(Text(zh="键", en="key"), key, _CASE_KEYS))
        day = self.day(data.get("as_of"), as_of)
        subject = self.subject(data.get("subject"))
        matters = self.matters(data.get("matters"))
        findings = self.flags(("findings",), data.get("findings"))
        settled = self.texts(("settle",), data.get("settle"))
        suppose = self.suppose(data.get("suppose"))
        self.meanings(findings, settled)
        if self.problems or day is None or subject is None:
            return None
        return Case(
            subject=subject,
            as_of=day,
            matters=matters,
            findings=findings,
            settle={**settled, **settle},
            suppose=suppose,
        )

    def table(self, path: KeyPath, raw: Any, what: Text) -> dict[str, Any] | None:  # noqa: ANN401
        """Return a table, or None with a problem where it is something else."""
        if isinstance(raw, dict):
            return raw
        found = as_written(raw)
        self.at(
            path, Text(zh=f"{what.zh}应为表, 却是{found.zh}", en=f"{what.en} is a table, found {found.en}")
        )
        return None

    def listed(self, path: KeyPath, raw: Any, what: Text) -> list[Any]:  # noqa: ANN401
        """Return a list, or an empty one with a problem where it is something else."""
        if isinstance(raw, list):
            return raw
        found = as_written(raw)
        hint = Text(zh="", en="")
        if isinstance(raw, dict):
            hint = Text(zh="; TOML 中写作 [[…]]", en="; TOML writes it [[…]]")
            if self.document.source is None:
                hint = Text(zh="; 应放在 [ ] 中", en="; put it in [ ]")
        self.at(
            path,
            Text(
                zh=f"{what.zh}应为列表, 却是{found.zh}{hint.zh}",
                en=f"{what.en} is a list, found {found.en}{hint.en}",
            ),
        )
        return []

    def day(self, raw: Any, otherwise: dt.date | None) -> dt.date | None:  # noqa: ANN401
        if raw is None:
            if otherwise is None:
                self.at((), Text(zh="缺少询问日期 as_of", en="the day of asking, `as_of`, is missing"))
            return otherwise
        try:
            return date_value(raw, as_text=self.dates_as_text)
        except ValueProblem as error:
            self.at(("as_of",), error.message)
            return None

    def subject(self, raw: Any) -> Subject | None:  # noqa: ANN401
        known = self.book.vocabulary.subjects
        if raw is None:
            names = [cls.__name__ for cls in known]
            self.at(
                ("subject",),
                Text(
                    zh=f"缺少主体 subject (kind 为 {'、'.join(names)} 之一)",
                    en=f"the `subject` is missing (its `kind` is one of {', '.join(names)})",
                ),
            )
            return None
        data = self.table(("subject",), raw, Text(zh="subject", en="`subject`"))
        if data is None:
            return None
        cls = self.kind(("subject",), data.get("kind"), Text(zh="主体", en="subject"), known)
        if cls is None:
            return None
        thing = self.thing(("subject",), cls, data, ("kind",))
        return thing if isinstance(thing, Subject) else None

    def kind(self, path: KeyPath, raw: Any, what: Text, known: tuple[type[T], ...]) -> type[T] | None:  # noqa: ANN401
        """Return the class that a `kind` names by its name, its label or an everyday word."""
        names = [cls.__name__ for cls in known]
        words = {word: cls for cls in known for word in _words(cls)}
        if raw is None:
            listed = ", ".join(names)
            self.at(
                path,
                Text(
                    zh=f"缺少 kind ({what.zh}); 可用: {listed}",
                    en=f"`kind` of the {what.en} is missing; one of: {listed}",
                ),
            )
        elif type(raw) is not str:
            self.at((*path, "kind"), wrong("加引号的文字", "text in quotes", raw))
        elif raw not in words:
            self.at((*path, "kind"), unknown_name(what, raw, names, words))
        else:
            return words[raw]
        return None

    def matters(self, raw: Any) -> tuple[Matter, ...]:  # noqa: ANN401
        if raw is None:
            return ()
        listed = self.listed(("matters",), raw, Text(zh="matters", en="`matters`"))
        found = [self.matter(("matters", index), one) for index, one in enumerate(listed)]
        return tuple(one for one in found if one is not None)

    def matter(self, path: KeyPath, raw: Any) -> Matter | None:  # noqa: ANN401
        data = self.table(path, raw, Text(zh="事项", en="a matter"))
        if data is None:
            return None
        known = self.book.vocabulary.matters
        cls = self.kind(path, data.get("kind"), Text(zh="事项", en="matter"), known)
        if cls is None:
            return None
        more: dict[str, Any] = {}
        if data.get("ref") is not None:
            more["ref"] = self.text((*path, "ref"), data["ref"])
        if data.get("units") is not None:
            more["units"] = self.units((*path, "units"), data["units"])
        more["findings"] = self.flags((*path, "findings"), data.get("findings"))
        self.asserted.append((path, cls, more["findings"]))
        more["own"] = self.own((*path, "own"), data.get("own"))
        thing = self.thing(path, cls, data, _MATTER_KEYS, more)
        return thing if isinstance(thing, Matter) else None

    def units(self, path: KeyPath, raw: Any) -> int:  # noqa: ANN401
        if type(raw) is int and 1 <= raw <= MOST_UNITS:
            return raw
        found = as_written(raw)
        message = Text(
            zh=f"数量应为1至{MOST_UNITS}的整数, 却是{found.zh}",
            en=f"`units` is a whole number from 1 to {MOST_UNITS}, found {found.en}",
        )
        self.at(path, message)
        return 1

    def text(self, path: KeyPath, raw: Any) -> str | None:  # noqa: ANN401
        if type(raw) is str:
            return raw
        self.at(path, wrong("加引号的文字", "text in quotes", raw))
        return None

    def thing(
        self,
        path: KeyPath,
        cls: type[Thing],
        raw: dict[str, Any],
        other_keys: tuple[str, ...] = (),
        more: dict[str, Any] | None = None,
    ) -> Thing | None:
        """Return a thing of the vocabulary from its table, with every fault at its place."""
        before = len(self.problems)
        infos = {fact.name: fact.info for fact in facts_of(cls)}
        labels = {info.label.zh: name for name, info in infos.items()}
        values: dict[str, Any] = {}
        written: dict[str, str] = {}
        for key, value in raw.items():
            if key in other_keys:
                continue
            name = key if key in infos else labels.get(key)
            if name is None:
                allowed = [*other_keys, *infos]
                self.at_key((*path, key), unknown_name(Text(zh="事实", en="fact"), key, allowed, labels))
            elif name in values:
                self.at_key(
                    (*path, key),
                    Text(
                        zh=f"“{key}”与“{written[name]}”是同一事实, 给出两次",
                        en=f"{key!r} and {written[name]!r} are one fact, given twice",
                    ),
                )
            else:
                written[name] = key
                values[name] = self.fact((*path, key), infos[name], value)
        if len(self.problems) > before:
            return None
        given = {name: value for name, value in values.items() if value is not UNKNOWN}
        try:
            return cls(**given, **(more or {}))
        except InputError as error:
            for problem in error.problems:
                name = problem.place.field.rpartition(".")[2]
                self.at((*path, written.get(name, name)), problem.message)
            return None

    def fact(self, path: KeyPath, info: FactInfo, raw: Any) -> Any:  # noqa: ANN401
        if raw is None:
            return UNKNOWN
        if info.kind is FactKind.RELATION and info.element is not None:
            data = self.table(path, raw, _quoted(info.label))
            thing = None if data is None else self.thing(path, info.element, data)
            return UNKNOWN if thing is None else thing
        if info.kind is FactKind.LIST and info.element is not None:
            return self.elements(path, info, info.element, raw)
        try:
            return fact_value(raw, info, dates_as_text=self.dates_as_text)
        except ValueProblem as error:
            self.at(path, error.message)
            return UNKNOWN

    def elements(self, path: KeyPath, info: FactInfo, element: type[Thing], raw: Any) -> Any:  # noqa: ANN401
        found: list[Thing] = []
        for index, one in enumerate(self.listed(path, raw, _quoted(info.label))):
            data = self.table((*path, index), one, _quoted(element.LABEL))
            thing = None if data is None else self.thing((*path, index), element, data)
            if thing is not None:
                found.append(thing)
        return tuple(found)

    def flags(self, path: KeyPath, raw: Any) -> dict[str, bool]:  # noqa: ANN401
        known: dict[str, bool] = {}
        data = {} if raw is None else self.table(path, raw, Text(zh="findings", en="`findings`"))
        for key, value in (data or {}).items():
            if isinstance(value, bool):
                known[key] = value
            elif value is not None:
                self.at((*path, key), wrong("true 或 false", "true or false", value))
        return known

    def texts(self, path: KeyPath, raw: Any) -> dict[str, str]:  # noqa: ANN401
        known: dict[str, str] = {}
        data = {} if raw is None else self.table(path, raw, Text(zh="settle", en="`settle`"))
        for key, value in (data or {}).items():
            text = None if value is None else self.text((*path, key), value)
            if text is not None:
                known[key] = text
        return known

    def meanings(self, findings: dict[str, bool], settled: dict[str, str]) -> None:
        """Report findings and settled readings that the rulebook does not have, each at its place."""
        asserting = [own for _, _, own in self.asserted if own]
        if not findings and not settled and not asserting:
            return
        nobody = self.book.vocabulary.subjects[0]()
        probe = Case(subject=nobody, as_of=dt.date.min, findings=findings, settle=settled)
        of_case = list(case_problems(self.book, probe))
        for problem in of_case:
            section, _, key = problem.place.field.partition(".")
            self.at_key((section, key), problem.message)
        for path, cls, own in self.asserted:
            if not own:
                continue
            # Facts play no part here: they may be wrong, and are reported for themselves.
            probe = Case(
                subject=nobody,
                as_of=dt.date.min,
                findings=findings,
                settle=settled,
                matters=[cls(findings=own)],
            )
            for problem in list(case_problems(self.book, probe))[len(of_case) :]:
                section, _, key = problem.place.field.partition(".")
                self.at_key((*path, section, key), problem.message)

    def own(self, path: KeyPath, raw: Any) -> dict[str, Any]:  # noqa: ANN401
        known: dict[str, Any] = {}
        data = {} if raw is None else self.table(path, raw, Text(zh="own", en="`own`"))
        names = [name[4:] for name in self.book.facts if name.startswith("own.")]
        for key, value in (data or {}).items():
            info = self.book.facts.get(f"own.{key}")
            if info is None:
                what = Text(zh="规则自有事实", en="fact declared by a rule")
                self.at_key((*path, key), unknown_name(what, key, names))
                continue
            found = self.fact((*path, key), info, value)
            if found is not UNKNOWN:
                known[key] = found
        return known

    def suppose(self, raw: Any) -> dict[str, Any]:  # noqa: ANN401
        known: dict[str, Any] = {}
        data = {} if raw is None else self.table(("suppose",), raw, Text(zh="suppose", en="`suppose`"))
        for key, value in (data or {}).items():
            path: KeyPath = ("suppose", key)
            definition = self.book.definitions.get(key)
            if definition is None:
                what = Text(zh="定义", en="definition")
                self.at_key(path, unknown_name(what, key, list(self.book.definitions)))
                continue
            info = _info_of(definition.type) if definition.over is None else None
            if info is None:
                self.at_key(
                    path,
                    Text(
                        zh="只能假设是否、数、日期, 且不在列表的逐项上",
                        en="only a truth, a number or a date can be supposed, and none over a list",
                    ),
                )
                continue
            found = self.fact(path, info, value)
            if found is not UNKNOWN:
                known[key] = found
        return known


def _quoted(label: Text) -> Text:
    return Text(zh=f"“{label.zh}”", en=f"{label.en!r}")


def _words(cls: type[Thing]) -> tuple[str, ...]:
    """Return what a class of the vocabulary may be called in a case."""
    words: tuple[str, ...] = getattr(cls, "WORDS", ())
    return (cls.__name__, cls.LABEL.zh, cls.LABEL.en, *words)


def _info_of(kind: object) -> FactInfo | None:
    """Return the kind of fact whose values a definition of this type can be supposed to have."""
    blank = Text(zh="", en="")
    match kind:
        case TruthType():
            return FactInfo(FactKind.TRUTH, blank, blank)
        case NumberType(unit=unit) if unit == YUAN:
            return FactInfo(FactKind.MONEY, blank, blank, unit=YUAN)
        case NumberType():
            return FactInfo(FactKind.NUMBER, blank, blank)
        case DateType():
            return FactInfo(FactKind.DATE, blank, blank)
        case _:
            return None


__all__ = ["case_from", "read_case", "read_cases", "read_each"]
