"""The facts of a rulebook that comes from its form: where each stands is known, and what it is when asked."""

from __future__ import annotations

import functools
from collections.abc import Iterator, KeysView, Mapping
from typing import Any

from xixia_gov.frozen import FrozenMap
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactInfo
from xixia_gov.vocabulary.vocabulary import Vocabulary, paths_of


class SpokenFacts(FrozenMap[str, FactInfo]):
    """The facts by their paths; that of a kind of the vocabulary is looked up in its class.

    `kinds` gives for each path the class that has it, the last of several, or the fact itself where rule
    files declare it. Whoever asks for one fact has one class imported, whoever asks for all has all; it
    is equal to a map of all, and a copy or a pickle is one.
    """

    __slots__ = ("_kinds", "_vocabulary")

    def __init__(self, kinds: Mapping[str, str | FactInfo], vocabulary: Vocabulary) -> None:
        self._kinds = dict(kinds)
        self._vocabulary = vocabulary

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the one attribute that is made when asked for
        if name != "_items":
            raise AttributeError(name)
        self._items = {path: self[path] for path in self._kinds}
        return self._items

    def __getitem__(self, path: str) -> FactInfo:
        found = self._kinds[path]
        if isinstance(found, str):
            found = self._kinds[path] = self._of_class(found)[path]  # what it always will be
        return found

    def _of_class(self, name: str) -> dict[str, FactInfo]:
        classes = (*self._vocabulary.subjects, *self._vocabulary.matters)
        cls: Any = next(cls for cls in classes if cls.__name__ == name)  # mypy takes no class for hashable
        return _facts_by_path(cls)

    def __contains__(self, path: object) -> bool:
        return path in self._kinds

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def keys(self) -> KeysView[str]:
        """Return a view of the paths."""
        return self._kinds.keys()


@functools.cache
def _facts_by_path(cls: type[Thing]) -> dict[str, FactInfo]:
    return {path: fact.info for path, fact in paths_of(cls)}


__all__ = ["SpokenFacts"]
