"""Every built-in rule in columns says what the interpreter says, row by row, to the fen and to the bit."""

from __future__ import annotations

import os
from typing import Any

import attrs
import polars as pl
import pytest

from xixia_gov.columns import evaluate
from xixia_gov.columns.schema import schema_of
from xixia_gov.columns.without import without_columns
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.agreement import asked, check_columns_agree, differences
from xixia_gov.testing.rows import case_of, row_of

BOOK = load_rulebook()
RULES = [id_ for id_ in sorted(BOOK.rules) if without_columns(BOOK, id_) is None]
COUNT = 20_000 if os.environ.get("XIXIA_HYPOTHESIS_PROFILE") == "deep" else 500


@pytest.mark.parametrize("rule", [id_ for id_ in sorted(BOOK.rules) if id_ not in RULES])
def test_a_rule_that_counts_working_days_is_refused(book: Rulebook, rule: str) -> None:
    latest = book.latest(rule)
    matter, subject = book.vocabulary.matter(latest.matter), book.vocabulary.subject(latest.subjects[0])
    assert matter is not None
    assert subject is not None
    frame = pl.DataFrame({"key": [1]})
    with pytest.raises(InputError, match="working days follow a calendar"):
        evaluate(book, frame, matter=matter, subject=subject, as_of=book.known_through, rules=[rule])


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_every_built_in_rule_agrees_with_the_interpreter(book: Rulebook, rule: str) -> None:
    assert check_columns_agree(book, rule, evaluate, count=COUNT) >= COUNT - 2


FEW = (
    "trade_in.appliance",
    "employment.skill_subsidy",
    "employment.household_award",
    "fire.report_duty",
    "fire.productive_burning",
)


@pytest.mark.parametrize("rule", FEW)
def test_some_rules_agree_on_every_engine(book: Rulebook, answer: Any, rule: str) -> None:
    assert check_columns_agree(book, rule, answer, count=300, batch=300) >= 298


@pytest.mark.parametrize("rule", RULES)
def test_columns_that_are_not_there_are_unknown_to_the_interpreter_too(book: Rulebook, rule: str) -> None:
    latest = book.latest(rule)
    matter, subject = book.vocabulary.matter(latest.matter), book.vocabulary.subject(latest.subjects[0])
    assert matter is not None
    assert subject is not None
    schema = schema_of(book, matter, subject, [rule])
    for seed, one in enumerate(asked(book, schema, 60, seed=9, batch=20)):
        names = [name for name, column in schema.columns.items() if column.fact or seed == 0]
        thin = attrs.evolve(one, columns={name: one.columns[name] for name in names[seed::2]})
        said = evaluate(
            book,
            thin.frame(),
            matter=matter,
            subject=subject,
            as_of=one.as_of,
            rules=[rule],
            settle=one.settle,
        )
        assert list(differences(book, thin, said)) == []


def test_all_rules_about_one_matter_are_answered_at_once(book: Rulebook) -> None:
    matter, subject = book.vocabulary.matter("OutdoorFire"), book.vocabulary.subject("Citizen")
    assert matter is not None
    assert subject is not None
    schema = schema_of(book, matter, subject)
    assert len(schema.rules) == 14
    for one in asked(book, schema, 20, batch=20):
        said = evaluate(book, one.frame(), matter=matter, subject=subject, as_of=one.as_of, settle=one.settle)
        assert list(differences(book, one, said)) == []


def test_a_row_and_its_case_are_the_same_facts(book: Rulebook) -> None:
    matter, subject = book.vocabulary.matter("OutwardWork"), book.vocabulary.subject("Citizen")
    assert matter is not None
    assert subject is not None
    schema = schema_of(book, matter, subject)
    (one,) = asked(book, schema, 50, batch=50)
    for place in range(one.count):
        row = one.row(place)
        assert row_of(book, schema, case_of(book, schema, row, one.as_of, one.settle)) == row


def test_the_rows_of_a_seed_are_the_same_each_time(book: Rulebook) -> None:
    matter, subject = book.vocabulary.matter("CarReplacement"), book.vocabulary.subject("Citizen")
    assert matter is not None
    assert subject is not None
    schema = schema_of(book, matter, subject)
    (one,), (two,) = (list(asked(book, schema, 30, seed=4, batch=30)) for _ in range(2))
    assert one == two
    assert isinstance(one.frame(), pl.DataFrame)
