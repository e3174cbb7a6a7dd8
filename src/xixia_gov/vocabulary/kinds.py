"""The classes of a vocabulary, each imported when it is asked for: a case is about few of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Generic, TypeVar, overload

from xixia_gov.vocabulary.base import Thing

C = TypeVar("C", bound=Thing)


class Kinds(Sequence[type[C]], Generic[C]):
    """An immutable sequence of classes, given by where each is: `package.module:Name`.

    No two have one name. It is equal to a tuple of the same classes.

    >>> home = "xixia_gov.vocabulary.citizen"
    >>> kinds = Kinds[Thing](f"{home}:Citizen", f"{home}:Household")
    >>> len(kinds), kinds.names, kinds[0].LABEL.en
    (2, ('Citizen', 'Household'), 'citizen')
    """

    __slots__ = ("_homes", "names")

    def __init__(self, *homes: str) -> None:
        self._homes = {home.rpartition(":")[2]: home for home in homes}
        self.names: tuple[str, ...] = tuple(self._homes)

    def named(self, name: str) -> type[C] | None:
        """Return the class with this name, which alone is imported; None for an unknown one."""
        return self._imported(name) if name in self._homes else None

    def _imported(self, name: str) -> type[C]:
        found: type[C] = getattr(import_module(self._homes[name].partition(":")[0]), name)
        return found

    @overload
    def __getitem__(self, index: int) -> type[C]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[type[C], ...]: ...
    def __getitem__(self, index: int | slice) -> type[C] | tuple[type[C], ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        return self._imported(self.names[index])

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[type[C]]:
        return map(self._imported, self.names)

    def __contains__(self, cls: object) -> bool:
        return isinstance(cls, type) and self._homes.get(cls.__name__) == f"{cls.__module__}:{cls.__name__}"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Kinds):
            return tuple(self._homes.values()) == tuple(other._homes.values())
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Kinds{tuple(self._homes.values())!r}"

    def __reduce__(self) -> tuple[type[Kinds[C]], tuple[str, ...]]:
        return Kinds, tuple(self._homes.values())
