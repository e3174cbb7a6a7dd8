"""A term is what a node compiles to: expressions of Python for its value, and what is certain of them."""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs


@attrs.frozen
class End:
    """One end of an interval as an expression; `const` is its value where that is certain.

    `null` says that the expression can be None at run time: an end without limit.
    """

    text: str
    const: int | dt.date | None = None
    null: bool = False

    @property
    def open(self) -> bool:
        """Whether there is certainly no limit at this end."""
        return self.text == "None"


NO_LIMIT: Final = End("None", null=True)


@attrs.frozen
class TruthTerm:
    """A truth: an expression that is True, False or, if `open`, None.

    `causes` is an expression of a bit mask, "0" where the truth is certainly settled.
    """

    text: str
    open: bool = False
    causes: str = "0"


TRUE: Final = TruthTerm("True")
FALSE: Final = TruthTerm("False")


@attrs.frozen
class NumberTerm:
    """A number or a day from `least` through `most`, each times `den`; one and the same End for a point.

    `positive` says that it is certainly at least 0.
    """

    least: End
    most: End
    den: int = 1
    causes: str = "0"
    positive: bool = False

    @property
    def point(self) -> bool:
        """Whether there is certainly just one value."""
        return self.least is self.most and not self.least.null


@attrs.frozen
class ChoiceTerm:
    """A choice: a text, None for any of `universe`, or, if `many`, a set of texts.

    `universe` None means any text at all; so does None as a set. `const` is a choice that is certain.
    """

    text: str
    universe: frozenset[str] | None
    null: bool = False
    many: bool = False
    const: str | None = None
    ranks: tuple[str, ...] = ()
    causes: str = "0"


@attrs.frozen
class FlagsTerm:
    """The choices of a many-of fact: an expression of `Flags`."""

    text: str
    options: tuple[str, ...]
    causes: str = "0"


Term = TruthTerm | NumberTerm | ChoiceTerm | FlagsTerm


def union(*masks: str) -> str:
    """Return the mask of all causes.

    >>> union("0", "k1", "4", "k1")
    'k1 | 4'
    """
    parts = [one for one in dict.fromkeys(masks) if one != "0"]
    return " | ".join(parts) or "0"
