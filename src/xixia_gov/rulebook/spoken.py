"""The facts of a rulebook that comes from its form: where each stands is known, and what it is when asked."""

from __future__ import annotations

import functools
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any

from xixia_gov.frozen import FrozenMap
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactInfo
from xixia_gov.vocabulary.vocabulary import Vocabulary, named, paths_of


class SpokenFacts(FrozenMap[str, FactInfo]):
    """The facts by their paths; that of a kind of the vocabulary is looked up in its class.

    `kinds` gives for each path the class that has it, the last of several, or the fact itself where rule
    files declare it. Whoever asks for one fact has one class imported, whoever asks for all has all; it
    is equal to a map of all, and a copy or a pickle is one.
    """

    __slots__ = ("_kinds", "_whole")

    def __init__(self, kinds: Mapping[str, str | FactInfo], vocabulary: Vocabulary) -> None:
        self._kinds = dict(kinds)
        self._items = _Found(self._kinds, vocabulary)
        self._whole: FrozenMap[str, FactInfo] | None = None

    def _all(self) -> FrozenMap[str, FactInfo]:
        if self._whole is None:
            self._whole = FrozenMap({path: self[path] for path in self._kinds})
        return self._whole

    def __contains__(self, path: object) -> bool:
        return path in self._kinds

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def keys(self) -> KeysView[str]:
        """Return a view of the paths."""
        return self._kinds.keys()

    def values(self) -> ValuesView[FactInfo]:
        """Return a view of the facts."""
        return self._all().values()

    def items(self) -> ItemsView[str, FactInfo]:
        """Return a view of the pairs of path and fact."""
        return self._all().items()

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[FrozenMap[str, FactInfo]], tuple[dict[str, FactInfo]]]:
        return self._all().__reduce__()


class _Found(dict[str, FactInfo]):
    """The facts that were asked for before; any other is looked up once, and is what it always will be."""

    __slots__ = ("kinds", "vocabulary")

    def __init__(self, kinds: Mapping[str, str | FactInfo], vocabulary: Vocabulary) -> None:
        super().__init__()
        self.kinds = kinds
        self.vocabulary = vocabulary

    def __missing__(self, path: str) -> FactInfo:
        found = self.kinds[path]
        if isinstance(found, str):
            found = self._of_class(found)[path]
        self[path] = found
        return found

    def _of_class(self, name: str) -> dict[str, FactInfo]:
        subjects, matters = self.vocabulary.subjects, self.vocabulary.matters
        cls: Any = named(subjects, name) or named(matters, name)  # a class; mypy takes none for hashable
        return _facts_by_path(cls)


@functools.cache
def _facts_by_path(cls: type[Thing]) -> dict[str, FactInfo]:
    return {path: fact.info for path, fact in paths_of(cls)}


__all__ = ["SpokenFacts"]
