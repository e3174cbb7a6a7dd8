"""A claim is one thing a rulebook must be able to show of itself, and how far it was shown."""

from __future__ import annotations

import enum

import attrs

from xixia_gov.model.case import Case
from xixia_gov.text import Text


class Standing(enum.Enum):
    """How far a claim was shown."""

    PROVED = "proved"
    CHECKED = "checked"
    FAILED = "failed"


class Sort(enum.Enum):
    """What kind of thing is claimed."""

    SATISFIABLE = "satisfiable"
    ALONE = "fails_alone"
    ALTERNATIVE = "holds_alone"
    IMPLIED = "implied"
    FACT = "fact_matters"
    READING = "reading_matters"
    TABLE = "table"
    SUM = "sum"
    REFINEMENT = "refinement"
    EXCEPTION = "exception"
    GROUP = "group"
    FIGURE = "one_figure"


@attrs.frozen
class Claim:
    """One claim about a rule (or about the whole book, where `rule` is empty).

    `about` is the condition, fact, table or figure it is about. `cells` counts the cells that were looked
    at. A failed claim says in `text` what is wrong; `witness` is a case that shows it.
    """

    rule: str
    sort: Sort
    about: str
    standing: Standing
    cells: int
    text: Text
    witness: Case | None = None


__all__ = ["Claim", "Sort", "Standing"]
