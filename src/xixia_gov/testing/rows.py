"""Rows of facts as columns hold them, crowded where rules change their minds; and the case of each row.

A row starts from a case that a rule decides, with some facts moved to an edge and some forgotten: a row of
random facts is a no for a dozen reasons at once. The same seed gives the same rows.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Any, Final

from xixia_gov.analysis.edges import edges_of, values
from xixia_gov.analysis.places import value_at
from xixia_gov.columns.schema import FINDINGS, Column, Schema
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.testing.bases import bases_of
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Subject, Thing
from xixia_gov.vocabulary.facts import FactKind, Flags, facts_of
from xixia_gov.vocabulary.vocabulary import related

Row = dict[str, Any]
"""A value, or None where it is not known, by the name of the column."""

MOVED: Final = 0.15
"""The share of facts that are moved to an edge."""
ASSERTED: Final = 0.06
"""The share of findings that a row asserts beside those of its case."""


def tried(book: Rulebook, schema: Schema) -> dict[str, tuple[Any, ...]]:
    """Return the values worth trying in each column: where a rule changes its mind, and one step beside."""
    found: dict[str, dict[Any, None]] = {name: {} for name in schema.columns}
    for rule in (rule for id_ in schema.rules for rule in book.rules[id_]):
        edges = edges_of(book, rule)
        for name, column in schema.columns.items():
            if not column.fact:
                found[name] |= {True: None, False: None}
                continue
            info = book.facts[column.fact]
            if column.option is not None:
                found[name] |= {True: None, False: None}
            else:
                found[name] |= dict.fromkeys(_plain(value) for value in values(edges, info))
    return {name: tuple(some) for name, some in found.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever the fact holds
    return value.fen if isinstance(value, Money) else value


def row_of(book: Rulebook, schema: Schema, case: Case) -> Row:
    """Return the row of a case's first matter; what no column holds is left out."""
    row: Row = {}
    matter = case.matters[0]
    for name, column in schema.columns.items():
        if not column.fact:
            finding = name.removeprefix(FINDINGS)
            row[name] = matter.findings.get(finding, case.findings.get(finding))
            continue
        value = value_at(book, case, column.fact)
        if column.option is not None:
            row[name] = _said(value, column.option)
        else:
            row[name] = None if value is UNKNOWN else _plain(value)
    return row


def _said(value: Any, option: str) -> bool | None:  # noqa: ANN401 - flags, or unknown
    if not isinstance(value, Flags):
        return None
    said = dict(value.said).get(option)
    return False if said is None and value.complete else said


def case_of(
    book: Rulebook, schema: Schema, row: Mapping[str, Any], as_of: dt.date, settle: Mapping[str, str]
) -> Case:
    """Return the case that a row stands for.

    Raises `InputError` where the row contradicts its own gates.
    """
    subject = book.vocabulary.subject(schema.subject)
    matter = book.vocabulary.matter(schema.matter)
    assert subject is not None  # noqa: S101 - a schema is of a vocabulary's classes
    assert matter is not None  # noqa: S101 - as above
    facts: dict[str, dict[str, Any]] = {}
    for path in schema.facts():
        value = _value(schema, row, path, book.facts[path].kind)
        if value is not UNKNOWN:
            root, _, name = path.partition(".")
            facts.setdefault(root, {})[name] = value
    findings = {
        name.removeprefix(FINDINGS): row[name]
        for name, column in schema.columns.items()
        if not column.fact and row.get(name) is not None
    }
    own = facts.get("own", {})
    return Case(
        subject=_subject(subject, facts),
        as_of=as_of,
        matters=[matter(findings=findings, own=own, **facts.get(matter.ROOT, {}))],
        settle=settle,
    )


def _subject(cls: type[Subject], facts: Mapping[str, dict[str, Any]]) -> Subject:
    given = dict(facts.get(cls.ROOT, {}))
    elements = {fact.name: fact.info.element for fact in facts_of(cls)}
    for root, field in related(cls).items():
        element: type[Thing] | None = elements[field]
        if root in facts and element is not None:
            given[field] = element(**facts[root])
    return cls(**given)


def _value(schema: Schema, row: Mapping[str, Any], path: str, kind: FactKind) -> Any:  # noqa: ANN401
    if kind is FactKind.MANY_OF:
        columns = [one for one in schema.columns.values() if one.fact == path]
        said = {str(one.option): row.get(one.name) for one in columns}
        known = {option: value for option, value in said.items() if value is not None}
        if not known:
            return UNKNOWN
        if len(known) == len(said):
            return Flags(tuple(sorted((o, True) for o, v in known.items() if v)), complete=True)
        return Flags(tuple(sorted(known.items())), complete=False)
    value = row.get(path)
    if value is None:
        return UNKNOWN
    return Money(value) if kind is FactKind.MONEY else value


class Rows:
    """Draws rows for a schema, again the same for the same seed."""

    def __init__(self, book: Rulebook, schema: Schema, *, seed: int = 0) -> None:
        self.book = book
        self.schema = schema
        self.random = random.Random(seed)  # noqa: S311 - the same rows each time are the point
        self.tried = tried(book, schema)
        self.bases = [row_of(book, schema, case) for case in self._cases()]

    def _cases(self) -> Iterator[Case]:
        for id_ in self.schema.rules:
            for rule in self.book.rules[id_]:
                bases = bases_of(self.book, rule)
                yield from (one for one in (*bases.yes, *bases.yes, *bases.every) if self._fits(one))

    def _fits(self, case: Case) -> bool:
        return type(case.subject).__name__ == self.schema.subject

    def columns(self, count: int, *, nulls: float = 0.2) -> dict[str, list[Any]]:
        """Return so many rows by column; `nulls` is the share of facts that are forgotten."""
        draw = self.random
        places = draw.choices(range(len(self.bases)), k=count) if self.bases else [0] * count
        found: dict[str, list[Any]] = {}
        for name, column in self.schema.columns.items():
            base = [row[name] for row in self.bases] or [None]
            options = self.tried[name] or (None,)
            found[name] = [self._drawn(base[place], options, column, nulls) for place in places]
        return found

    def _drawn(self, base: Any, options: tuple[Any, ...], column: Column, nulls: float) -> Any:  # noqa: ANN401
        share = self.random.random()
        if not column.fact:
            return self.random.choice(options) if share < ASSERTED else base
        if share < nulls:
            return None
        if share < nulls + MOVED or not self.bases:
            return self.random.choice(options)
        return base


__all__ = ["Row", "Rows", "case_of", "row_of", "tried"]
