"""Columns and compiled rules say the same of every row: a million rows on Polars, a tenth of it elsewhere."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pytest

from xixia_gov.columns import evaluate
from xixia_gov.columns.schema import schema_of
from xixia_gov.columns.without import without_columns
from xixia_gov.engine.about import rules_about
from xixia_gov.engine.compiled.program import program_of, verdict
from xixia_gov.engine.verdict import Verdict
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.agreement import Asked, case_at, said_of
from xixia_gov.testing.rows import Rows
from xixia_gov.vocabulary.base import Matter, Subject

DEEP = os.environ.get("XIXIA_HYPOTHESIS_PROFILE") == "deep"
NULLS = 0.2
BATCH = 2_000
Kinds = tuple[type[Subject], type[Matter]]


def rules_held(book: Rulebook, subject: type[Subject], matter: type[Matter]) -> list[str]:
    """Return the rules about a matter that columns can answer."""
    return [id_ for id_ in rules_about(book, subject, matter) if without_columns(book, id_) is None]


def kinds_of(book: Rulebook) -> list[Kinds]:
    """Return every kind of subject with every kind of matter that some rule is about."""
    found = [
        (subject, matter)
        for subject in book.vocabulary.subjects
        for matter in book.vocabulary.matters
        if rules_held(book, subject, matter)
    ]
    return sorted(found, key=lambda pair: (pair[0].__name__, pair[1].__name__))


KINDS = kinds_of(load_rulebook())
NAMES = [f"{subject.__name__}-{matter.__name__}" for subject, matter in KINDS]


def asked(book: Rulebook, kinds: Kinds, count: int, batch: int) -> Iterator[Asked]:
    """Yield so many rows with a fifth of the facts missing, nothing settled, each batch on its own day."""
    subject, matter = kinds
    schema = schema_of(book, matter, subject, rules_held(book, subject, matter))
    rows = Rows(book, schema, seed=11)
    draw = random.Random(11)  # noqa: S311 - the same days each time are the point
    for start in range(0, count, batch):
        day = book.known_through.fromordinal(book.known_through.toordinal() + draw.randint(-200, 200))
        yield Asked(schema, rows.columns(min(batch, count - start), nulls=NULLS), day, {})


def compiled(book: Rulebook, rule: str, case: Case | None) -> Verdict | None:
    """Return the compiled verdict for the first matter of a case; None where it contradicts itself."""
    if case is None:
        return None
    matter = case.matters[0]
    try:
        return verdict(program_of(book, type(case.subject), type(matter)), rule, case, matter)
    except InputError:
        return None


def differing(book: Rulebook, kinds: Kinds, answer: Callable[..., Any], count: int, batch: int) -> list[str]:
    """Return the rows on which the two differ, and see to it that each row came back once."""
    subject, matter = kinds
    found: list[str] = []
    for one in asked(book, kinds, count, batch):
        said: pl.DataFrame = answer(
            book, one.frame(), matter=matter, subject=subject, as_of=one.as_of, rules=one.schema.rules
        )
        answers = {row["key"]: row for row in said.iter_rows(named=True)}
        assert said.height == one.count == len(answers)
        for place in range(one.count):
            case = case_at(book, one, place)
            for rule in one.schema.rules:
                want, have = compiled(book, rule, case), said_of(answers[place], rule)
                if want != have:
                    found.append(f"{rule}: {have}, not {want}: {one.row(place)}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kinds", KINDS, ids=NAMES)
def test_ten_thousand_rows_of_all_kinds_on_polars(book: Rulebook, kinds: Kinds) -> None:
    count = (1_000_000 if DEEP else 10_000) // len(KINDS) + 1
    assert differing(book, kinds, evaluate, count, BATCH) == []


@pytest.mark.deep
@pytest.mark.parametrize("kinds", KINDS, ids=NAMES)
def test_a_hundred_thousand_rows_of_all_kinds_on_every_engine(
    book: Rulebook, answer: Any, kinds: Kinds
) -> None:
    assert differing(book, kinds, answer, 100_000 // len(KINDS) + 1, 100_000) == []
