"""Reading cases: TOML or JSON in, a case out, or everything that is wrong with it at its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from xixia_gov.casefile.document import Document, read_documents
from xixia_gov.casefile.value import fact_value
from xixia_gov.dates import parse_iso
from xixia_gov.errors import InputError, Place, Problem, ValueProblem, unknown_name
from xixia_gov.expression.types import DateType, NumberType, TruthType
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.text import Text
from xixia_gov.units import YUAN
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of

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

    def at(self, path: KeyPath, message: Text) -> None:
        self.problems.append(self.document.problem(path, message))

    def at_key(self, path: KeyPath, message: Text) -> None:
        self.problems.append(self.document.problem(path, message, key=True))

    @property
    def dates_as_text(self) -> bool:
        return self.document.dates_as_text

    def case(self, as_of: dt.date | None, settle: Mapping[str, str]) -> Case | None:
        data = self.document.data
        if not isinstance(data, dict):
            self.at(
                (),
                Text(
                    zh=f"情形应为表, 却是 {data!r}"[:80],
                    en=f"a case is a table, found {data!r}"[:80],
                ),
            )
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

    def day(self, raw: Any, otherwise: dt.date | None) -> dt.date | None:  # noqa: ANN401
        if raw is None:
            if otherwise is None:
                self.at((), Text(zh="缺少询问日期 as_of", en="the day of asking, `as_of`, is missing"))
            return otherwise
        try:
            if isinstance(raw, str) and self.dates_as_text:
                return parse_iso(raw)
            if type(raw) is dt.date:
                return raw
        except ValueProblem as error:
            self.at(("as_of",), error.message)
            return None
        self.at(("as_of",), Text(zh=f"应为日期, 却是 {raw!r}", en=f"expected a date, found {raw!r}"))
        return None

    def subject(self, raw: Any) -> Subject | None:  # noqa: ANN401
        allowed = [cls.__name__ for cls in self.book.vocabulary.subjects]
        if not isinstance(raw, dict):
            self.at(
                ("subject",),
                Text(
                    zh=f"缺少主体 subject (kind 为 {'、'.join(allowed)} 之一)",
                    en=f"the `subject` is missing (its `kind` is one of {', '.join(allowed)})",
                ),
            )
            return None
        kind = raw.get("kind")
        cls = self.book.vocabulary.subject(kind) if isinstance(kind, str) else None
        if cls is None:
            self.kind(("subject",), kind, Text(zh="主体", en="subject"), allowed)
            return None
        thing = self.thing(("subject",), cls, raw, ("kind",))
        return thing if isinstance(thing, Subject) else None

    def kind(self, path: KeyPath, kind: object, what: Text, allowed: list[str]) -> None:
        if isinstance(kind, str):
            self.at((*path, "kind"), unknown_name(what, kind, allowed))
        else:
            names = ", ".join(allowed)
            self.at(
                path,
                Text(
                    zh=f"缺少 kind ({what.zh}); 可用: {names}",
                    en=f"`kind` of {what.en} is missing; one of: {names}",
                ),
            )

    def matters(self, raw: Any) -> tuple[Matter, ...]:  # noqa: ANN401
        if raw is None:
            return ()
        if not isinstance(raw, list):
            self.at(("matters",), Text(zh="matters 应为列表", en="`matters` is a list"))
            return ()
        found = [self.matter(("matters", index), one) for index, one in enumerate(raw)]
        return tuple(one for one in found if one is not None)

    def matter(self, path: KeyPath, raw: Any) -> Matter | None:  # noqa: ANN401
        if not isinstance(raw, dict):
            self.at(path, Text(zh="事项应为表", en="a matter is a table"))
            return None
        kind = raw.get("kind")
        cls = self.book.vocabulary.matter(kind) if isinstance(kind, str) else None
        if cls is None:
            allowed = [known.__name__ for known in self.book.vocabulary.matters]
            self.kind(path, kind, Text(zh="事项", en="matter"), allowed)
            return None
        more: dict[str, Any] = {}
        if raw.get("ref") is not None:
            more["ref"] = self.text((*path, "ref"), raw["ref"])
        units = raw.get("units")
        if units is not None:
            more["units"] = units
            if type(units) is not int or units < 1:
                message = Text(
                    zh=f"数量应为不小于1的整数, 却是 {units!r}",
                    en=f"units is a whole number, at least 1, found {units!r}",
                )
                self.at((*path, "units"), message)
        more["findings"] = self.flags((*path, "findings"), raw.get("findings"))
        more["own"] = self.own((*path, "own"), raw.get("own"))
        thing = self.thing(path, cls, raw, _MATTER_KEYS, more)
        return thing if isinstance(thing, Matter) else None

    def text(self, path: KeyPath, raw: Any) -> str | None:  # noqa: ANN401
        if isinstance(raw, str):
            return raw
        self.at(path, Text(zh=f"应为文字, 却是 {raw!r}", en=f"expected text, found {raw!r}"))
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
        for key, value in raw.items():
            if key in other_keys:
                continue
            name = key if key in infos else labels.get(key)
            if name is None:
                allowed = [*other_keys, *infos]
                self.at_key((*path, key), unknown_name(Text(zh="事实", en="fact"), key, allowed))
            elif name in values:
                self.at_key((*path, key), Text(zh=f"“{name}”给出两次", en=f"{name!r} is given twice"))
            else:
                values[name] = self.fact((*path, key), infos[name], value)
        if len(self.problems) > before:
            return None
        given = {name: value for name, value in values.items() if value is not UNKNOWN}
        try:
            return cls(**given, **(more or {}))
        except InputError as error:
            for problem in error.problems:
                name = problem.place.field.rpartition(".")[2]
                self.at((*path, name), problem.message)
            return None

    def fact(self, path: KeyPath, info: FactInfo, raw: Any) -> Any:  # noqa: ANN401
        if raw is None:
            return UNKNOWN
        if info.kind is FactKind.RELATION and info.element is not None:
            if isinstance(raw, dict):
                thing = self.thing(path, info.element, raw)
                return UNKNOWN if thing is None else thing
            self.at(path, Text(zh="应为表", en="a table is wanted"))
            return UNKNOWN
        if info.kind is FactKind.LIST and info.element is not None:
            return self.elements(path, info.element, raw)
        try:
            return fact_value(raw, info, dates_as_text=self.dates_as_text)
        except ValueProblem as error:
            self.at(path, error.message)
            return UNKNOWN

    def elements(self, path: KeyPath, element: type[Thing], raw: Any) -> Any:  # noqa: ANN401
        if not isinstance(raw, list):
            self.at(path, Text(zh="应为列表", en="a list is wanted"))
            return UNKNOWN
        found: list[Thing] = []
        for index, one in enumerate(raw):
            if not isinstance(one, dict):
                self.at((*path, index), Text(zh="应为表", en="a table is wanted"))
                continue
            thing = self.thing((*path, index), element, one)
            if thing is not None:
                found.append(thing)
        return tuple(found)

    def flags(self, path: KeyPath, raw: Any) -> dict[str, bool]:  # noqa: ANN401
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.at(path, Text(zh="findings 应为表", en="`findings` is a table"))
            return {}
        known: dict[str, bool] = {}
        for key, value in raw.items():
            if value is None:
                continue
            if isinstance(value, bool):
                known[key] = value
            else:
                message = Text(
                    zh=f"应为 true 或 false, 却是 {value!r}",
                    en=f"expected true or false, found {value!r}",
                )
                self.at((*path, key), message)
        return known

    def texts(self, path: KeyPath, raw: Any) -> dict[str, str]:  # noqa: ANN401
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.at(path, Text(zh="settle 应为表", en="`settle` is a table"))
            return {}
        known: dict[str, str] = {}
        for key, value in raw.items():
            text = self.text((*path, key), value)
            if text is not None:
                known[key] = text
        return known

    def own(self, path: KeyPath, raw: Any) -> dict[str, Any]:  # noqa: ANN401
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.at(path, Text(zh="own 应为表", en="`own` is a table"))
            return {}
        known: dict[str, Any] = {}
        names = [name[4:] for name in self.book.facts if name.startswith("own.")]
        for key, value in raw.items():
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
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.at(("suppose",), Text(zh="suppose 应为表", en="`suppose` is a table"))
            return {}
        known: dict[str, Any] = {}
        for key, value in raw.items():
            path: KeyPath = ("suppose", key)
            definition = self.book.definitions.get(key)
            if definition is None:
                what = Text(zh="定义", en="definition")
                self.at_key(path, unknown_name(what, key, list(self.book.definitions)))
                continue
            info = _info_of(definition.type)
            if info is None:
                self.at(path, Text(zh="该定义不能假设", en="this definition cannot be supposed"))
                continue
            found = self.fact(path, info, value)
            if found is not UNKNOWN:
                known[key] = found
        return known


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
