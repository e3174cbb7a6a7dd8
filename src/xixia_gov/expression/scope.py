"""A scope is what the names of one expression may mean: a value, passed in, never looked up elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from xixia_gov.expression.nodes import Reference
from xixia_gov.expression.types import Type


@attrs.frozen
class Symbol:
    """What one name refers to, and its type.

    `gate` is what must be established before the name may be read: the path of a truth fact, or
    `path == 'option'`.
    """

    refers_to: Reference
    type: Type
    gate: str | None = None


@attrs.frozen
class Scope:
    """The names an expression may use, and the ids of the rules it may read."""

    names: Mapping[str, Symbol]
    rules: frozenset[str] = frozenset()

    def with_names(self, more: Mapping[str, Symbol]) -> Scope:
        """Return this scope with more names; a new one hides an old one."""
        return Scope({**self.names, **more}, self.rules)
