"""`schema`, `instruments`, `readings` and the filters of `rules`, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ("case", "urn:xixia-gov:case:1"),
        ("rule", "urn:xixia-gov:rule:1"),
        ("result", "urn:xixia-gov:assessment:1"),
    ],
)
def test_a_schema_is_printed_as_json(kind: str, id_: str, run: Run) -> None:
    result = run("schema", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    assert (schema["$schema"], schema["$id"]) == ("https://json-schema.org/draft/2020-12/schema", id_)


def test_a_misspelt_schema_is_told_with_the_nearest(run: Run) -> None:
    result = run("schema", "cases", "--lang", "en")
    assert result.exit_code == 2
    assert "error: unknown schema 'cases'; did you mean 'case'?" in result.stderr


def test_the_labels_of_a_schema_are_in_the_language_of_the_run(run: Run) -> None:
    titles = [json.loads(run("schema", "case", "--lang", lang).stdout)["title"] for lang in ("zh", "en")]
    assert titles == ["西夏规则库的情形文件", "A case file of xixia_gov"]


def test_instruments_are_listed_with_their_numbers(run: Run) -> None:
    result = run("instruments", COLUMNS="160")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "银西政办发〔2024〕32号" in result.stdout


def test_the_fire_order_is_in_force_on_its_last_day_and_not_after_it(run: Run) -> None:
    listed = {}
    for day in ("2025-06-01", "2025-06-02"):
        found = json.loads(run("instruments", "--in-force", day, "--format", "json").stdout)
        listed[day] = {one["id"] for one in found["instruments"]}
    assert "fire-order-2024" in listed["2025-06-01"]
    assert "fire-order-2024" not in listed["2025-06-02"]


def test_a_day_in_another_form_is_refused(run: Run) -> None:
    result = run("instruments", "--in-force", "1 June 2025", "--lang", "en")
    assert result.exit_code == 2
    assert "--in-force: " in result.stderr


def test_readings_are_listed_in_both_forms(run: Run) -> None:
    table = run("readings", "--lang", "en")
    assert (table.exit_code, table.stderr) == (0, "")
    assert table.stdout.startswith("Readings left open:\n")
    found = json.loads(run("readings", "--format", "json").stdout)
    assert "trade_in.car_replacement/end_200000" in {one["id"] for one in found["readings"]}
    assert "trade_in.appliance/rounding" in {one["id"] for one in found["assumptions"]}


def test_words_and_filters_go_together(run: Run) -> None:
    found = json.loads(run("rules", "冰箱", "--kind", "补贴", "--format", "json").stdout)
    assert [rule["id"] for rule in found["rules"]] == ["trade_in.appliance"]
    none = run("rules", "冰箱", "--kind", "禁止")
    assert (none.exit_code, none.stdout) == (0, "没有符合这些条件的规则。\n")


def test_the_bans_of_the_fire_order_are_found_by_area_and_kind(run: Run) -> None:
    found = json.loads(run("rules", "--area", "fire", "--kind", "prohibition", "--format", "json").stdout)
    assert "fire.mobilising" in {rule["id"] for rule in found["rules"]}
    assert {(rule["area"], rule["kind"]) for rule in found["rules"]} == {("fire", "prohibition")}


def test_a_misspelt_filter_is_bad_usage(run: Run) -> None:
    result = run("rules", "--area", "fier", "--lang", "en")
    assert result.exit_code == 2
    assert "error: unknown area 'fier'; did you mean 'fire'?" in result.stderr


def test_rules_of_a_later_day_say_that_they_are_presumed(run: Run) -> None:
    result = run("rules", "--area", "trade_in", "--in-force", "2025-01-01", "--lang", "en")
    assert "trade_in.appliance" not in result.stdout
    assert result.stdout.endswith("law after 30 September 2024 is not known here.\n")
