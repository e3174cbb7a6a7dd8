"""A writer puts together the source of one function: every value gets a name once, and no value twice."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Final

import attrs

INDENT: Final = "    "


@attrs.define
class Writer:
    """The lines of a function so far, and the objects they name.

    The lines are in static single assignment: an expression that was named before has the same value now,
    so `let` gives its name again. `fractions` says that a number may be no whole one.
    """

    names: dict[str, Any] = attrs.field(factory=dict)
    lines: list[str] = attrs.field(factory=list)
    depth: int = 1
    known: dict[str, str] = attrs.field(factory=dict)
    count: list[int] = attrs.field(factory=lambda: [0])
    ids: dict[Any, str] = attrs.field(factory=dict)
    fractions: bool = False

    def line(self, text: str) -> None:
        """Add a line."""
        self.lines.append(INDENT * self.depth + text)

    def fresh(self, prefix: str) -> str:
        """Return a name that was not used before."""
        self.count[0] += 1
        return f"{prefix}{self.count[0]}"

    def let(self, text: str, prefix: str = "v") -> str:
        """Return the name of an expression's value; a name or a constant stays as it is."""
        if text.isidentifier() or text.lstrip("-").isdigit():
            return text
        name = self.known.get(text)
        if name is None:
            name = self.known[text] = self.fresh(prefix)
            self.line(f"{name} = {text}")
        return name

    def constant(self, value: Any, prefix: str = "K") -> str:  # noqa: ANN401 - whatever the code needs
        """Return the name of an object that the function uses."""
        key = (type(value).__name__, value)
        name = self.ids.get(key)
        if name is None:
            name = self.ids[key] = self.fresh(prefix)
            self.names[name] = value
        return name

    @contextlib.contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write an indented block; what is named inside it is not known after it."""
        self.line(head)
        self.depth += 1
        before = dict(self.known)
        yield
        self.depth -= 1
        self.known.clear()
        self.known.update(before)

    def inner(self) -> Writer:
        """Return a writer for the body of a function inside this one, which can use all names so far."""
        return Writer(self.names, [], self.depth + 1, dict(self.known), self.count, self.ids, self.fractions)
