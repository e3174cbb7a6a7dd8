"""What is open for how the text is read is told: in words beside the row, in the counts, in the legend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.batch.readings import by_reading_alone
from xixia_gov.columns import evaluate, legend, schema_of
from xixia_gov.columns.without import without_columns
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.registry import registry_page
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.agreement import asked

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
