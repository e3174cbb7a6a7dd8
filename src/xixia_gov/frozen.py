"""A mapping that cannot change, so that a case holding one is hashable, picklable and shareable."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Final, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(Mapping[K, V]):
    """An immutable mapping, equal to any mapping with the same items.

    >>> FrozenMap({"a": 1})["a"]
    1
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V] | None = None) -> None:
        self._items: dict[K, V] = {} if items is None else dict(items)

    def __bool__(self) -> bool:
        return bool(self._items)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def keys(self) -> KeysView[K]:
        """Return a view of the keys."""
        return self._items.keys()

    def values(self) -> ValuesView[V]:
        """Return a view of the values."""
        return self._items.values()

    def items(self) -> ItemsView[K, V]:
        """Return a view of the pairs of key and value."""
        return self._items.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __reduce__(self) -> tuple[type[FrozenMap[K, V]], tuple[dict[K, V]]]:
        return FrozenMap, (dict(self._items),)


EMPTY: Final[FrozenMap[Any, Any]] = FrozenMap()
"""The mapping with nothing in it: cases mostly assert nothing, and share it."""


def frozen(value: Mapping[Any, Any] | None) -> FrozenMap[Any, Any]:  # attrs takes no generic converter
    """Return a mapping that cannot change, `EMPTY` for an empty one.

    >>> frozen({}) is EMPTY
    True
    """
    if value is EMPTY or not value:  # mostly the one that is shared, which need not be asked
        return EMPTY
    return value if isinstance(value, FrozenMap) else FrozenMap(value)
