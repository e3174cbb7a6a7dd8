"""What is open for how the text is read is told: in words beside the row, in the counts, in the legend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.batch.executor import Question, by_columns
from xixia_gov.batch.readings import Reader, by_reading_alone
from xixia_gov.batch.registry import Part
from xixia_gov.batch.source import LINE
from xixia_gov.columns import evaluate, legend, schema_of
from xixia_gov.columns.without import without_columns
from xixia_gov.engine.interpreted import assess_all
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.registry import registry_page
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.agreement import asked, case_at

Make = Callable[..., Any]
RULE = "trade_in.appliance"
READING = "readings/first_days_of_june"
# 13 June 2024 is inside the month and before the plan: it turns on the reading alone. Of the third row the
# price is not known, so the sum is open for a fact; the fourth was bought after the plan; the fifth turns on
# both.
ROWS = (
    "编号,买方是个人消费者,参加以旧换新活动,家电品类,有能效标识,能效等级,单价,最终成交价格,购买日期\n"
    "a,是,是,冰箱,有,2,4999,4899,2024-06-13\n"
    "b,是,是,冰箱,有,2,4999,4899,2024-06-01\n"
    "c,是,是,冰箱,有,2,4999,,2024-08-15\n"
    "d,是,是,冰箱,有,2,4999,4899,2024-06-14\n"
    "e,是,是,冰箱,有,2,4999,,2024-06-13\n"
)
BOOK = load_rulebook()
WITH_READINGS = [
    id_
    for id_ in sorted(BOOK.rules)
    if without_columns(BOOK, id_) is None and legend(BOOK, [id_]).rules[0].readings
]


def test_the_words_name_the_reading_that_an_answer_turns_on(make: Make, tmp_path: Path) -> None:
    make(ROWS, reasons="en")
    out = pl.read_parquet(tmp_path / "out.parquet")
    (said,) = {one.question.en for one in legend(BOOK, [RULE]).rules[0].readings}
    assert out.get_column(f"{RULE}.readings_words").to_list() == [
        f"it depends on how the text is read: {said}",
        f"it depends on how the text is read: {said}",
        None,
        None,
        f"it depends on how the text is read: {said}",
    ]


def test_where_nothing_is_open_no_reading_is_named(make: Make, tmp_path: Path) -> None:
    head, *rows = ROWS.splitlines(keepends=True)
    settled = [row for row in rows if row.startswith("d,")]
    make("".join([head, *settled]), reasons="zh")
    out = pl.read_parquet(tmp_path / "out.parquet")
    assert out.get_column(f"{RULE}.outcome").to_list() == ["eligible"]
    assert out.get_column(f"{RULE}.readings_words").to_list() == [None]


def test_what_depends_on_a_reading_alone_is_counted_with_what_settles_it(make: Make, book: Rulebook) -> None:
    done = make(ROWS)
    assert dict(done.counts.rules[RULE].readings) == {READING: 2}
    page = registry_page(done.counts, None, book, "zh", 200)
    assert "  只取决于条文读法的（其中一处或几处）：\n              2  " in page
    assert f"--settle {READING}=from_month_start" in page


def test_a_reading_that_the_run_settles_is_not_spoken_of(make: Make, tmp_path: Path) -> None:
    done = make(ROWS, reasons="en", settle={READING: "from_issue_date"})
    assert not done.counts.rules[RULE].readings
    assert f"{RULE}.readings_words" not in pl.read_parquet(tmp_path / "out.parquet").columns


def test_the_legend_lists_the_readings_of_each_rule(make: Make, tmp_path: Path) -> None:
    make(ROWS)
    found = json.loads((tmp_path / "out.parquet.legend.json").read_text("utf-8"))
    assert [one["id"] for one in found["rules"][RULE]["readings"]] == [READING]


@pytest.mark.parametrize("rule", WITH_READINGS)
def test_with_all_readings_settled_nothing_open_has_empty_masks(book: Rulebook, rule: str) -> None:
    """So whatever is open with empty masks is open for a reading, and nothing else is left untold."""
    latest = book.latest(rule)
    matter, subject = book.vocabulary.matter(latest.matter), book.vocabulary.subject(latest.subjects[0])
    assert matter is not None
    assert subject is not None
    settle = {one.id: one.preferred for one in legend(book, [rule]).rules[0].readings}
    schema = schema_of(book, matter, subject, [rule])
    for one in asked(book, schema, 150, seed=5, batch=50):
        said = evaluate(
            book,
            one.frame(),
            matter=matter,
            subject=subject,
            as_of=one.as_of,
            rules=[rule],
            settle={**settle, **one.settle},
        )
        assert said.filter(by_reading_alone(rule, said.columns)).height == 0


@pytest.mark.parametrize("matter", ["CarReplacement", "OutwardWork", "CraftWorkshop"])
def test_a_reading_is_named_only_where_the_interpreter_names_it_too(book: Rulebook, matter: str) -> None:
    kind, citizen = book.vocabulary.matter(matter), book.vocabulary.subject("Citizen")
    assert kind is not None
    assert citizen is not None
    schema = schema_of(book, kind, citizen)
    legends = {one.rule: one for one in legend(book, schema.rules).rules}
    reader = Reader(book, by_columns, legends, "en")
    named = 0
    for one in asked(book, schema, 100, seed=3, batch=50):
        part = Part(kind, citizen, one.frame().rename({"key": LINE}))
        question = Question(schema.rules, one.as_of, one.settle, masks=True)
        answered = by_columns(book, part, question).frame
        words = reader.words(part, question, answered)
        for place in range(one.count):
            case = case_at(book, one, place)
            try:
                decided = [] if case is None else assess_all(book, case)[0].determinations
            except InputError:  # what the row asserts cannot be
                continue
            for each in decided:
                said = words[each.rule][place] if each.rule in words and each.matter.unit == 1 else None
                found = {
                    reading.id
                    for reading in legends[each.rule].readings
                    if said and reading.question.en in said
                }
                assert found <= set(each.readings)
                named += len(found)
    assert named > 0
