"""Reading cases: TOML or JSON in, a case out, or everything that is wrong with it at its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from xixia_gov.casefile.document import Document, read_documents
from xixia_gov.casefile.facts import Facts
from xixia_gov.casefile.keys import CASE_KEYS, MATTER_KEYS, MOST_UNITS, SUBJECT_KEYS
from xixia_gov.casefile.value import date_value
from xixia_gov.engine.validate import NOT_SUPPOSABLE, case_problems, supposable
from xixia_gov.errors import InputError, Place, Problem, ValueProblem, unknown_name
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.source import as_written
from xixia_gov.text import Text
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Subject

if TYPE_CHECKING:
    from xixia_gov.rulebook.positions import KeyPath


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
    if document.dates_as_text:
        found = _quick()(document.data, book, as_of, settle)
        if found is not None:
            return found
    return careful_case(document, book, as_of, settle)


@cache
def _quick() -> Callable[[Any, Rulebook, dt.date | None, Mapping[str, str]], Case | None]:
    from xixia_gov.casefile.quick import quick_case  # noqa: PLC0415 - not imported for TOML

    return quick_case


def careful_case(
    document: Document, book: Rulebook, as_of: dt.date | None, settle: Mapping[str, str]
) -> Case:
    """Return the case a document holds, or raise all that is wrong with it at its place."""
    reader = _Reader(document, book)
    case = reader.case(as_of, settle)
    if reader.problems or case is None:
        # In the order of the document; fields of JSON have no lines and stay in the order of reading.
        raise InputError(sorted(reader.problems, key=lambda one: (one.place.line, one.place.column)))
    return case


class _Reader(Facts):
    """Reads one document, gathering problems."""

    def __init__(self, document: Document, book: Rulebook) -> None:
        super().__init__(document)
        self.book = book
        self.asserted: list[tuple[KeyPath, type[Matter], dict[str, bool]]] = []

    def case(self, as_of: dt.date | None, settle: Mapping[str, str]) -> Case | None:
        for path in self.document.repeated:
            self.at(path, Text(zh=f"键“{path[-1]}”写了两次", en=f"the key {path[-1]!r} is written twice"))
        data = self.table((), self.document.data, Text(zh="情形", en="a case"))
        if data is None:
            return None
        for key in data:
            if key not in CASE_KEYS:
                self.at_key((key,), unknown_name(Text(zh="键", en="key"), key, CASE_KEYS))
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

    def day(self, raw: Any, otherwise: dt.date | None) -> dt.date | None:  # noqa: ANN401
        if raw is None:
            if otherwise is None:
                self.at((), Text(zh="缺少询问日期 as_of", en="the day of asking, `as_of`, is missing"))
            return otherwise
        try:
            return date_value(raw, as_text=self.document.dates_as_text)
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
        thing = self.thing(("subject",), cls, data, SUBJECT_KEYS)
        return thing if isinstance(thing, Subject) else None

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
        thing = self.thing(path, cls, data, MATTER_KEYS, more)
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
            of_matter = list(case_problems(self.book, probe))
            for known in of_case:
                of_matter.remove(known)
            for problem in of_matter:
                section, _, key = problem.place.field.partition(".")
                self.at_key((*path, section, key), problem.message)

    def own(self, path: KeyPath, raw: Any) -> dict[str, Any]:  # noqa: ANN401
        known: dict[str, Any] = {}
        data = None if raw is None else self.table(path, raw, Text(zh="own", en="`own`"))
        if data is None:
            return known
        names = [name[4:] for name in self.book.facts if name.startswith("own.")]
        for key, value in data.items():
            info = self.book.facts.get(f"own.{key}")
            if info is None:
                message = unknown_name(Text(zh="规则自有事实", en="fact declared by a rule"), key, names)
                if not names:
                    message = Text(zh="没有规则声明自有事实", en="no rule declares facts of its own")
                self.at_key((*path, key), message)
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
            info = supposable(definition)
            if info is None:
                self.at_key(
                    path,
                    NOT_SUPPOSABLE,
                )
                continue
            found = self.fact(path, info, value)
            if found is not UNKNOWN:
                known[key] = found
        return known


__all__ = ["careful_case", "case_from", "read_case", "read_cases", "read_each"]
