"""Reading the facts of a thing from a table of a document, with every fault at its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from xixia_gov.casefile.document import Document
from xixia_gov.casefile.value import fact_value, option_id, wrong
from xixia_gov.errors import InputError, Problem, ValueProblem, some_names, unknown_name
from xixia_gov.rulebook.source import as_written
from xixia_gov.text import Text
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of
from xixia_gov.vocabulary.vocabulary import named

if TYPE_CHECKING:
    from xixia_gov.rulebook.positions import KeyPath

T = TypeVar("T", bound=Thing)


class Facts:
    """Reads parts of a document, gathering problems; what cannot be read is left out."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def at(self, path: KeyPath, message: Text) -> None:
        """Report a problem at a value."""
        self.problems.append(self.document.problem(path, message))

    def at_key(self, path: KeyPath, message: Text) -> None:
        """Report a problem at a key."""
        self.problems.append(self.document.problem(path, message, key=True))

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

    def text(self, path: KeyPath, raw: Any) -> str | None:  # noqa: ANN401
        """Return text, or None with a problem where it is something else."""
        if type(raw) is str:
            return raw
        self.at(path, wrong("加引号的文字", "text in quotes", raw))
        return None

    def flags(self, path: KeyPath, raw: Any) -> dict[str, bool]:  # noqa: ANN401
        """Return a table of true and false."""
        known: dict[str, bool] = {}
        data = {} if raw is None else self.table(path, raw, Text(zh="findings", en="`findings`"))
        for key, value in (data or {}).items():
            if isinstance(value, bool):
                known[key] = value
            elif value is not None:
                self.at((*path, key), wrong("true 或 false", "true or false", value))
        return known

    def texts(self, path: KeyPath, raw: Any) -> dict[str, str]:  # noqa: ANN401
        """Return a table of texts."""
        known: dict[str, str] = {}
        data = {} if raw is None else self.table(path, raw, Text(zh="settle", en="`settle`"))
        for key, value in (data or {}).items():
            text = None if value is None else self.text((*path, key), value)
            if text is not None:
                known[key] = text
        return known

    def kind(self, path: KeyPath, raw: Any, what: Text, known: Sequence[type[T]]) -> type[T] | None:  # noqa: ANN401
        """Return the class that a `kind` names by its name, its label or an everyday word."""
        cls = called(known, raw) if type(raw) is str else None
        if cls is not None:
            return cls
        if raw is None:
            listed = some_names([cls.__name__ for cls in known])
            self.at(
                path,
                Text(
                    zh=f"缺少 kind ({what.zh}); 可用: {listed.zh}",
                    en=f"`kind` of the {what.en} is missing; one of: {listed.en}",
                ),
            )
        elif type(raw) is not str:
            self.at((*path, "kind"), wrong("加引号的文字", "text in quotes", raw))
        else:
            allowed = [cls.__name__ for cls in known]
            self.at((*path, "kind"), unknown_name(what, raw, allowed, _words_of(known)))
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
        infos, labels = facts_by_name(cls)  # type: ignore[arg-type] # mypy looks at the hash of instances
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
        """Return the value of a fact, `UNKNOWN` where there is none or it is wrong."""
        if raw is None:
            return UNKNOWN
        if info.kind is FactKind.RELATION and info.element is not None:
            data = self.table(path, raw, _quoted(info.label))
            thing = None if data is None else self.thing(path, info.element, data)
            return UNKNOWN if thing is None else thing
        if info.kind is FactKind.LIST and info.element is not None:
            return self.elements(path, info, info.element, raw)
        if info.kind is FactKind.MANY_OF:
            return self.options(path, info, raw)
        try:
            return fact_value(raw, info, dates_as_text=self.document.dates_as_text)
        except ValueProblem as error:
            self.at(path, error.message)
            return UNKNOWN

    def options(self, path: KeyPath, info: FactInfo, raw: Any) -> list[str] | dict[str, bool]:  # noqa: ANN401
        """Return the options that hold, or true and false for each that is spoken of."""
        if isinstance(raw, list):
            options = [self.option((*path, index), info, one) for index, one in enumerate(raw)]
            return [option for option in options if option is not None]
        said: dict[str, bool] = {}
        if not isinstance(raw, dict):
            zh, en = (
                "选项的列表, 或逐项写明 true/false 的表",
                "a list of options, or a table of true and false",
            )
            self.at(path, wrong(zh, en, raw))
            return said
        for name, value in raw.items():
            option = self.option((*path, name), info, name, key=True)
            if value is not None and not isinstance(value, bool):
                self.at((*path, name), wrong("true 或 false", "true or false", value))
            elif value is not None and option is not None and said.setdefault(option, value) != value:
                message = Text(zh=f"“{option}”既是又否", en=f"{option!r} is said to be both true and false")
                self.at_key((*path, name), message)
        return said

    def option(self, path: KeyPath, info: FactInfo, raw: Any, *, key: bool = False) -> str | None:  # noqa: ANN401
        """Return the id of an option, or None with a problem where there is none such."""
        try:
            return option_id(raw, info)
        except ValueProblem as error:
            self.problems.append(self.document.problem(path, error.message, key=key))
            return None

    def elements(self, path: KeyPath, info: FactInfo, element: type[Thing], raw: Any) -> tuple[Thing, ...]:  # noqa: ANN401
        """Return the things of a list, those left out that cannot be read."""
        found: list[Thing] = []
        for index, one in enumerate(self.listed(path, raw, _quoted(info.label))):
            data = self.table((*path, index), one, _quoted(element.LABEL))
            thing = None if data is None else self.thing((*path, index), element, data)
            if thing is not None:
                found.append(thing)
        return tuple(found)


def _quoted(label: Text) -> Text:
    return Text(zh=f"“{label.zh}”", en=f"{label.en!r}")


@cache
def facts_by_name(cls: type[Thing]) -> tuple[dict[str, FactInfo], dict[str, str]]:
    """Return the facts of a class by their field, and the fields by their Chinese label."""
    infos = {fact.name: fact.info for fact in facts_of(cls)}
    return infos, {info.label.zh: name for name, info in infos.items()}


def called(known: Sequence[type[T]], word: str) -> type[T] | None:
    """Return the class that a word names among these: by its name, its label or an everyday word."""
    cls = named(known, word)
    if cls is None:
        index = _words_of(known).get(word)
        cls = None if index is None else known[index]
    return cls


@cache
def _words_of(known: Sequence[type[Thing]]) -> dict[str, int]:
    """Return the place of a class among these by each word it may be called in a case."""
    return {word: index for index, cls in enumerate(known) for word in _words(cls)}


def _words(cls: type[Thing]) -> tuple[str, ...]:
    words: tuple[str, ...] = getattr(cls, "WORDS", ())
    return (cls.__name__, cls.LABEL.zh, cls.LABEL.en, *words)


__all__ = ["Facts", "called", "facts_by_name"]
