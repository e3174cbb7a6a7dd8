"""A lazy value is worked out when it is first asked for, and is the same value from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """A value that is worked out from values that cannot change, so that when makes no difference.

    It is equal to another with an equal value, hashes as its value does, and is pickled as its value.

    >>> Lazy(max, 1, 2).value
    2
    """

    __slots__ = ("_known", "_on", "_work")

    def __init__(self, work: Callable[..., T], *on: object) -> None:
        # Two threads may both do the work: they get equal values, and either may be kept.
        self._work: Callable[..., T] | None = work
        self._on = on

    @classmethod
    def of(cls, value: T) -> Lazy[T]:
        """Return a value that is known already."""
        known = cls(lambda: value)
        known._known, known._work = value, None
        return known

    @property
    def value(self) -> T:
        """The value."""
        work = self._work
        if work is not None:
            self._known = work(*self._on)
            self._work = None
        return self._known

    def __eq__(self, other: object) -> bool:
        return self.value == other.value if isinstance(other, Lazy) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __reduce__(self) -> tuple[Any, tuple[T]]:
        return Lazy.of, (self.value,)
