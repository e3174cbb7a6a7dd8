"""Tables of any kind become typed columns, or are refused with everything that is wrong."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import polars as pl
import pytest

from xixia_gov.columns import Schema, cast_frame, schema_of
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.small import HEAD, Claim, Person, small_book, when

ALL = (
    "claim.a and claim.price > 0 and claim.change > 0 and claim.made_on <= claim.due_on"
    " and claim.colour == 'red' and 'x' in claim.tags and claim.serial in codes and claim.share > 0"
)
CODES = '[lists.codes]\nitems = ["A", "é"]\nfact = "claim.serial"\n'


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    text = ALL.replace(" and claim.serial in codes", "")
    book = small_book(tmp_path_factory.mktemp("cast"), "\n".join([HEAD, when("one", text)]))
    return schema_of(book, Claim, Person)


def problems(table: Any, schema: Schema, **words: Any) -> list[str]:
    with pytest.raises(InputError) as refused:
        cast_frame(table, schema, key="key", **words)
    return [problem.message.en for problem in refused.value.problems]


def test_a_schema_names_each_column_its_kind_and_its_domain(schema: Schema) -> None:
    kinds = {name: one.holds.value for name, one in schema.columns.items() if one.fact}
    assert kinds == {
        "claim.a": "truth",
        "claim.change": "number",
        "claim.colour": "text",
        "claim.due_on": "day",
        "claim.made_on": "day",
        "claim.price": "number",
        "claim.share": "number",
        "claim.tags.x": "truth",
        "claim.tags.y": "truth",
        "claim.tags.z": "truth",
    }
    share, price = schema.columns["claim.share"], schema.columns["claim.price"]
    assert (share.least, share.most, share.money) == (0, 10, False)
    assert (price.least, price.most, price.money) == (0, None, True)
    assert schema.columns["claim.colour"].options == ("red", "green", "blue")
    assert schema.columns["findings.t.rule/one"].fact == ""


def test_gates_come_with_what_they_open_and_lists_are_told(book: Rulebook) -> None:
    matter, subject = book.vocabulary.matter("HouseholdWork"), book.vocabulary.subject("Citizen")
    assert matter is not None
    assert subject is not None
    schema = schema_of(book, matter, subject)
    assert schema.unseen == {"household.members": ("employment.household_award",)}
    assert "household.members" not in schema.columns
    assert schema.columns["household.members_complete"].holds.value == "truth"
    bought = book.vocabulary.matter("AppliancePurchase")
    assert bought is not None
    gates = schema_of(book, bought, subject).gates
    assert [(one.fact, one.gate, one.option) for one in gates] == [
        ("purchase.energy_class", "purchase.has_energy_label", None)
    ]


def test_a_rule_about_something_else_is_refused(book: Rulebook) -> None:
    matter, subject = book.vocabulary.matter("HouseholdWork"), book.vocabulary.subject("Citizen")
    assert matter is not None
    assert subject is not None
    with pytest.raises(InputError, match=r"rule 'fire\.season' is not about HouseholdWork for Citizen"):
        schema_of(book, matter, subject, ["fire.season"])
    with pytest.raises(InputError, match=r"unknown rule 'fire\.seasn'; did you mean 'fire\.season'"):
        schema_of(book, matter, subject, ["fire.seasn"])


def test_rows_as_mappings_are_typed_and_every_emptiness_is_unknown(schema: Schema) -> None:
    rows = [
        {"key": "1", "claim.a": True, "claim.price": 100, "claim.colour": "red", "claim.made_on": None},
        {"key": "2", "claim.price": math.nan, "claim.colour": "", "claim.made_on": dt.date(2024, 1, 1)},
        {"key": "3", "claim.a": None},
    ]
    frame = cast_frame(rows, schema, key="key")
    assert frame.schema == {
        "key": pl.String(),
        "claim.a": pl.Boolean(),
        "claim.price": pl.Int64(),
        "claim.colour": pl.String(),
        "claim.made_on": pl.Date(),
    }
    assert frame.get_column("claim.a").to_list() == [True, None, None]
    assert frame.get_column("claim.price").to_list() == [100, None, None]
    assert frame.get_column("claim.colour").to_list() == ["red", None, None]
    assert frame.get_column("claim.made_on").to_list() == [None, dt.date(2024, 1, 1), None]


def test_polars_and_arrow_tables_are_cast_without_a_guess(schema: Schema) -> None:
    frame = pl.DataFrame(
        {
            "key": [1, 2],
            "claim.price": pl.Series([100, None], dtype=pl.UInt16),
            "claim.colour": pl.Series(["red", ""], dtype=pl.Categorical),
            "claim.a": pl.Series([None, None], dtype=pl.Null),
        }
    )
    for table in (frame, frame.lazy(), frame.to_arrow()):
        found = cast_frame(table, schema, key="key")
        assert found.get_column("claim.price").to_list() == [100, None]
        assert found.schema["claim.price"] == pl.Int64()
        assert found.get_column("claim.colour").to_list() == ["red", None]
        assert found.get_column("claim.a").to_list() == [None, None]
        assert found.schema["claim.a"] == pl.Boolean()


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("claim.price", -1, "column 'claim.price': -1 fen is below the least allowed, 0 fen; rows 1"),
        ("claim.share", 11, "column 'claim.share': 11 is above the most allowed, 10; rows 1"),
        (
            "claim.change",
            2**53,
            f"column 'claim.change': {2**53} is beyond what can be worked out exactly, {2**53 - 1}; rows 1",
        ),
        ("claim.colour", "rad", "column 'claim.colour': unknown option 'rad'; did you mean 'red'?; rows 1"),
        ("claim.colour", "red ", "column 'claim.colour': unknown option 'red '; did you mean 'red'?; rows 1"),
        (
            "claim.colour",
            "ｒｅｄ",
            "column 'claim.colour': unknown option 'ｒｅｄ'; allowed: blue, green, red; rows 1",
        ),
    ],
)
def test_a_value_the_fact_cannot_have_is_refused_with_its_row(
    schema: Schema, column: str, value: object, message: str
) -> None:
    assert problems([{"key": 1, column: value}, {"key": 2}], schema) == [message]


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("claim.price", "100", "str '100' (row 1)"),
        ("claim.price", 1.5, "float 1.5 (row 1)"),
        ("claim.price", True, "bool True (row 1)"),
        ("claim.a", 1, "int 1 (row 1)"),
        ("claim.made_on", "2024-01-01", "str '2024-01-01' (row 1)"),
        ("claim.made_on", dt.datetime(2024, 1, 1, 8), "datetime datetime.datetime(2024, 1, 1, 8, 0) (row 1)"),  # noqa: DTZ001 - a day has no zone
        ("claim.colour", 3, "int 3 (row 1)"),
    ],
)
def test_a_plain_value_of_another_kind_is_refused_with_its_row(
    schema: Schema, column: str, value: object, found: str
) -> None:
    (message,) = problems([{"key": 1, column: value}], schema)
    assert message.endswith(f"found {found}")
    assert message.startswith(f"column {column!r} ")


def test_a_timestamp_at_midnight_is_a_day(schema: Schema) -> None:
    rows = [{"key": 1, "claim.made_on": dt.datetime(2024, 1, 1)}]  # noqa: DTZ001 - as pandas holds days
    assert cast_frame(rows, schema, key="key").get_column("claim.made_on").to_list() == [dt.date(2024, 1, 1)]


def test_keys_are_there_once_each(schema: Schema) -> None:
    frame = pl.DataFrame({"key": ["a", "b", "a", None], "claim.a": [True] * 4})
    assert problems(frame, schema) == [
        "key 'key' is empty in 1 rows, first in 4",
        "key 'key' is there twice: a",
    ]
    assert problems([{"claim.a": True}], schema)[0].startswith("the key is missing: there is no column 'key'")


def test_everything_that_is_wrong_is_told_at_once(schema: Schema) -> None:
    frame = pl.DataFrame({"key": [1], "claim.prise": [1], "claim.a": ["x"], "claim.price": [1.5]})
    assert len(problems(frame, schema)) == 3
    assert len(problems(frame, schema, extra="keep")) == 2


def test_what_is_no_table_is_refused(schema: Schema) -> None:
    (message,) = problems({"key": [1]}, schema)
    assert message == "no table: builtins.dict; give a Polars, PyArrow or pandas table, or a list of mappings"


def test_text_is_brought_into_one_form(tmp_path: Any) -> None:
    book = small_book(tmp_path, "\n".join([HEAD, when("one", "claim.serial == 'é'")]))
    schema = schema_of(book, Claim, Person)
    for table in (
        [{"key": 1, "claim.serial": "e\u0301"}],
        pl.DataFrame({"key": [1], "claim.serial": ["e\u0301"]}),
    ):
        assert cast_frame(table, schema, key="key").get_column("claim.serial").to_list() == ["é"]
