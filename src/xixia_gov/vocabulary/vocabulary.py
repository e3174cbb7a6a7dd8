"""A vocabulary is the set of subjects and matters a rulebook may speak of, as one value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import Fact, FactInfo, FactKind, facts_of
from xixia_gov.vocabulary.kinds import Kinds


@attrs.frozen
class Vocabulary:
    """The classes a case can be made of: tuples of them, or `Kinds`, which import each when asked for it."""

    name: str
    subjects: Sequence[type[Subject]]
    matters: Sequence[type[Matter]]

    def subject(self, written: str) -> type[Subject] | None:
        """Return the subject class with this name, label or everyday word."""
        return _find(self.subjects, written)

    def matter(self, written: str) -> type[Matter] | None:
        """Return the matter class with this name, label or everyday word."""
        return _find(self.matters, written)

    def facts(self) -> dict[str, FactInfo]:
        """Return every fact by its path, those of relations and list elements included."""
        return {path: fact.info for path, fact in self._walk()}

    def _walk(self) -> Iterator[tuple[str, Fact]]:
        for cls in (*self.subjects, *self.matters):
            yield from paths_of(cls)


C = TypeVar("C", bound=Thing)


def named(classes: Sequence[type[C]], name: str) -> type[C] | None:
    """Return the class with this very name; no other is imported."""
    if isinstance(classes, Kinds):
        return classes.named(name)
    return next((cls for cls in classes if cls.__name__ == name), None)


def _find(classes: Sequence[type[C]], written: str) -> type[C] | None:
    known = named(classes, written)
    if known is not None:
        return known
    for cls in classes:
        words: tuple[str, ...] = getattr(cls, "WORDS", ())
        if written in (cls.__name__, cls.LABEL.zh, cls.LABEL.en, *words):
            return cls
    return None


def paths_of(cls: type[Thing]) -> Iterator[tuple[str, Fact]]:
    """Yield the path of each fact of a class, then those of what it is related to or lists."""
    for fact in facts_of(cls):
        if fact.info.kind is not FactKind.RELATION:
            yield f"{cls.ROOT}.{fact.name}", fact
        if fact.info.element is not None:
            yield from paths_of(fact.info.element)


def related(cls: type[Thing]) -> dict[str, str]:
    """Return the root of each related thing and the field that leads to it."""
    return {
        fact.info.element.ROOT: fact.name
        for fact in facts_of(cls)
        if fact.info.kind is FactKind.RELATION and fact.info.element is not None
    }


def label_of_root(vocabulary: Vocabulary, root: str) -> Text | None:
    """Return the name of the thing whose facts begin with `root`."""
    for cls in (*vocabulary.subjects, *vocabulary.matters):
        for thing in _things(cls):
            if root == thing.ROOT:
                return thing.LABEL
    return None


def _things(cls: type[Thing]) -> Iterator[type[Thing]]:
    yield cls
    for fact in facts_of(cls):
        if fact.info.element is not None:
            yield from _things(fact.info.element)
