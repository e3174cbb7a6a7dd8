"""What a frame may be, what is checked before an answer, and what costs nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.columns import cast_frame, evaluate, over_bound, schema_of
from xixia_gov.columns.frames import MOST_VARIANTS
from xixia_gov.columns.limits import limits_of
from xixia_gov.columns.pool import Pool
from xixia_gov.engine.verdict import OPEN_CODE, YES_CODE
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.small import AS_OF, HEAD, Claim, Person, figures, reading, small_book, when

WORDS: dict[str, Any] = {"matter": Claim, "subject": Person, "as_of": AS_OF}
OUTCOME = "t.rule.outcome"


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    lines = [
        HEAD,
        figures(low=10),
        reading("side", "left", "right"),
        when("one", "claim.colour == 'red' or (claim.grade >= 'middle' and readings.side == 'left')"),
        when("two", "claim.price >= low and claim.share > 0 or claim.way == 'red'"),
        when("three", "not claim.sent or (claim.way == 'red' and claim.red_size > 0)"),
    ]
    return small_book(tmp_path, "\n".join(lines))


def test_a_table_of_another_kind_is_pointed_to_the_cast(small: Rulebook) -> None:
    for table in ([{"key": 1}], pl.DataFrame({"key": [1]}).to_arrow(), pl.Series([1])):
        with pytest.raises(InputError, match=r"cannot answer a .*; make it a Polars frame with cast_frame"):
            evaluate(small, table, **WORDS)


def test_what_is_settled_and_the_day_are_checked(small: Rulebook) -> None:
    frame = pl.DataFrame({"key": [1]})
    with pytest.raises(InputError, match=r"unknown reading 't\.rule/sde'; did you mean 't\.rule/side'"):
        evaluate(small, frame, **WORDS, settle={"t.rule/sde": "left"})
    with pytest.raises(InputError, match="unknown option 'lef'; did you mean 'left'"):
        evaluate(small, frame, **WORDS, settle={"t.rule/side": "lef"})
    with pytest.raises(InputError, match="expected a day, found '2024-07-01'"):
        evaluate(small, frame, **{**WORDS, "as_of": "2024-07-01"})


def told(book: Rulebook, frame: Any = None, **words: Any) -> list[tuple[str, str]]:
    """Return what is told of a question, each with its field."""
    frame = pl.DataFrame({"key": [1]}) if frame is None else frame
    with pytest.raises(InputError) as refused:
        evaluate(book, frame, **{**WORDS, **words})
    return [(one.place.field, one.message.en) for one in refused.value.problems]


def test_a_matter_or_subject_that_is_no_class_of_the_vocabulary_is_refused(small: Rulebook) -> None:
    assert told(small, matter="Claim", subject="Parson", as_of="2024") == [
        ("matter", "matter is a class of the vocabulary, found str 'Claim'; did you mean the class Claim?"),
        (
            "subject",
            "subject is a class of the vocabulary, found str 'Parson'; did you mean the class Person?",
        ),
        ("as_of", "expected a day, found '2024'"),
    ]
    ((_, swapped),) = told(small, matter=Person)
    assert swapped.startswith("matter is a class of the vocabulary, found xixia_gov.testing.small.Person; ")
    assert "allowed: Claim" in swapped
    with pytest.raises(InputError, match="found NoneType None"):
        over_bound(small, pl.DataFrame({"key": [1]}), **{**WORDS, "subject": None})


def test_rules_are_a_list_of_ids_and_no_text(small: Rulebook) -> None:
    assert told(small, rules="t.rule") == [
        ("rules", "rules is a list of ids, found the text 't.rule'; write rules=['t.rule']")
    ]
    assert told(small, rules=[1]) == [("rules", "rules is a list of ids, each of them text, found list [1]")]
    assert told(small, rules=7) == [("rules", "rules is a list of ids, each of them text, found int 7")]


def test_a_value_of_extra_that_there_is_not_is_refused(small: Rulebook) -> None:
    wrong = ("extra", "unknown value of extra 'drop'; allowed: keep, refuse")
    assert told(small, extra="drop") == [wrong]
    assert told(small, extra="drop", rules="t.rule")[1:] == [wrong]
    schema = schema_of(small, Claim, Person)
    with pytest.raises(InputError, match="unknown value of extra 'drop'"):
        cast_frame([{"key": 1}], schema, key="key", extra="drop")  # type: ignore[arg-type] # on purpose


def test_a_frame_without_its_key_is_told_how_to_name_it(small: Rulebook) -> None:
    start = "the key is missing: there is no column {!r}; name the column of keys with key=; "
    frame = pl.DataFrame({"ref": [1], "claim.share": [1]})
    ((field, said), unknown) = told(small, frame)
    assert (field, said) == ("key", start.format("key") + "columns: claim.share, ref")
    assert unknown[0] == "ref"
    ((_, said),) = told(small, frame, key="refs", extra="keep")
    assert said == start.format("refs") + "did you mean key='ref'?"


STRANGE = pl.DataFrame(
    {
        "key": [1, 2, 3, 4],
        "claim.colour": ["red", "rad", None, "blue"],
        "claim.share": [1, 1, 11, 1],
        "claim.price": [1000, 1000, 1000, -1],
    }
)


def test_strange_values_of_a_frame_in_memory_are_all_told(small: Rulebook) -> None:
    with pytest.raises(InputError) as refused:
        evaluate(small, STRANGE, **WORDS)
    assert [problem.message.en for problem in refused.value.problems] == [
        "column 'claim.colour': unknown option 'rad'; did you mean 'red'?; rows 2",
        "column 'claim.price': -1 fen is below the least allowed, 0 fen; rows 4",
        "column 'claim.share': 11 is above the most allowed, 10; rows 3",
    ]
    assert [problem.message.zh for problem in refused.value.problems][1] == (
        "列“claim.price”: -1 分 小于允许的最小值 0 分; 行 4"
    )


def test_elsewhere_a_row_with_a_strange_value_clashes(small: Rulebook, answer: Any, engine: str) -> None:
    if engine == "polars":
        return  # told above
    said = answer(small, STRANGE, **WORDS).sort("key")
    assert said.get_column("t.rule.clash").to_list() == [False, True, True, True]
    assert said.get_column(OUTCOME).to_list() == [OPEN_CODE, None, None, None]


def test_the_rows_that_are_refused_can_be_had_beforehand(small: Rulebook, native: Any, collect: Any) -> None:
    over = collect(over_bound(small, native(STRANGE), **WORDS)).sort("key")
    assert over.rows(named=True) == [
        {"key": 2, "claim.colour": True, "claim.price": False, "claim.share": False},
        {"key": 3, "claim.colour": False, "claim.price": False, "claim.share": True},
        {"key": 4, "claim.colour": False, "claim.price": True, "claim.share": False},
    ]
    good = native(STRANGE.head(1))
    assert collect(over_bound(small, good, **WORDS)).height == 0


def test_a_value_beside_a_shut_gate_clashes_and_opens_a_gate_that_is_not_stated(
    small: Rulebook, answer: Any
) -> None:
    frame = pl.DataFrame(
        {
            "key": [1, 2, 3, 4],
            "claim.way": ["red", "blue", None, None],
            "claim.red_size": [1, 1, 1, None],
            "claim.colour": ["red"] * 4,
        }
    )
    said = answer(small, frame, **WORDS).sort("key")
    assert said.get_column("t.rule.clash").to_list() == [False, True, False, False]
    assert said.get_column(OUTCOME).to_list() == [YES_CODE, None, YES_CODE, OPEN_CODE]


def test_where_every_row_clashes_every_row_is_null(small: Rulebook, answer: Any) -> None:
    facts = {"claim.way": ["red"] * 2, "claim.red_size": [1, 1], "claim.blue_size": [1, 1]}
    frame = pl.DataFrame({"key": [1, 2], **facts, "claim.colour": ["red"] * 2})
    said = answer(small, frame, **WORDS)
    assert said.get_column("t.rule.clash").to_list() == [True, True]
    assert said.get_column(OUTCOME).to_list() == [None, None]


def test_options_held_as_an_enum_are_answered_as_text_is(small: Rulebook) -> None:
    frame = pl.DataFrame(
        {
            "key": range(5),
            "claim.colour": ["red", "blue", None, "green", "blue"],
            "claim.grade": ["low", "high", "middle", None, "low"],
            "claim.way": ["red", None, "red", "blue", "red"],
            "claim.red_size": [1, 1, None, None, 0],
        }
    )
    options = {"claim.colour": ["red", "green", "blue"], "claim.grade": ["low", "middle", "high"]}
    options["claim.way"] = ["red", "green", "blue"]
    coded = frame.with_columns(pl.col(name).cast(pl.Enum(values)) for name, values in options.items())
    other = frame.with_columns(pl.col("claim.colour").cast(pl.Enum(["blue", "red", "green"])))
    text = evaluate(small, frame, **WORDS)
    assert evaluate(small, coded, **WORDS).equals(text)
    assert evaluate(small, other, **WORDS).equals(text)
    assert evaluate(small, coded.lazy(), **WORDS).collect().equals(text)


def test_a_column_full_or_empty_is_answered_as_any_other(small: Rulebook) -> None:
    names = ["claim.colour", "claim.grade", "claim.share", "claim.price", "claim.sent"]
    values: dict[str, list[Any]] = {
        "claim.colour": ["red", "blue"],
        "claim.grade": ["low", "high"],
        "claim.share": [0, 1],
        "claim.price": [999, 1000],
        "claim.sent": [True, False],
    }
    kinds = {"claim.colour": pl.String, "claim.grade": pl.String, "claim.sent": pl.Boolean}
    # Each column full, half full or empty: more ways than programs are kept for, all of one answer.
    seen: dict[str, Any] = {}
    for number in range(3 ** len(names)):
        columns: dict[str, pl.Series] = {"key": pl.Series([1, 2])}
        for place, name in enumerate(names):
            state = number // 3**place % 3
            drawn = [
                value if state == 0 or (state == 1 and row == 0) else None
                for row, value in enumerate(values[name])
            ]
            columns[name] = pl.Series(drawn, dtype=kinds.get(name, pl.Int64))
        frame = pl.DataFrame(columns)
        for row in frame.iter_rows(named=True):
            facts = str({name: row[name] for name in names})
            said = evaluate(small, frame, **WORDS).filter(pl.col("key") == row["key"]).drop("key").row(0)
            assert seen.setdefault(facts, said) == said
    kept = [name for name in small.memo if name[0] == "columns" and name[-1].startswith("(")]
    assert 0 < len(kept) <= 2 * MOST_VARIANTS


def test_the_limit_of_a_fact_keeps_every_number_below_2_to_the_53rd() -> None:
    pool = Pool()
    one = pool.column("one", "number", least=0)
    two = pool.column("two", "number", least=0)
    alone = pool.column("alone", "number")
    small = pool.column("small", "number", least=0, most=10)
    outputs = [
        pool.times(one, two),
        pool.add(pool.times(alone, pool.number(-3)), pool.number(7)),
        pool.times(small, pool.number(5)),
    ]
    limits = limits_of(outputs, pool.domains)
    root = limits["one"]
    assert limits["two"] == root
    assert root**2 < 2**53 <= (root + 1) ** 2
    assert 3 * limits["alone"] + 7 < 2**53 <= 3 * (limits["alone"] + 1) + 7
    assert limits["small"] == 2**53 - 1  # its domain keeps it small


def test_an_answer_is_the_same_the_second_time_and_for_another_day(small: Rulebook) -> None:
    frame = pl.DataFrame({"key": [1], "claim.colour": ["red"]})
    first = evaluate(small, frame, **WORDS)
    later = evaluate(small, frame, **{**WORDS, "as_of": dt.date(2031, 1, 1)})
    assert evaluate(small, frame, **WORDS).equals(first)
    assert first.get_column("t.rule.force").to_list() != later.get_column("t.rule.force").to_list()
