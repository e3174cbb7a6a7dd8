"""The schemas are valid draft 2020-12, take what the readers take and the writer writes, and no more."""

from __future__ import annotations

import copy
import datetime as dt
import importlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from xixia_gov.analysis.examples import _READERS
from xixia_gov.casefile.read import read_case, read_cases
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.rule import Example, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.json import dumps, to_json
from xixia_gov.report.schema_case import case_schema
from xixia_gov.report.schema_result import result_schema
from xixia_gov.report.schema_rule import _EXPECT, _FIELDS, _MORE, FILES, rule_schema
from xixia_gov.report.schema_types import Schema
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.rulebook.location import built_in_rules

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
RULE_FILES = sorted(built_in_rules().rglob("*.toml"))

CASE: dict[str, Any] = {
    "as_of": "2024-08-20",
    "subject": {"kind": "Citizen"},
    "matters": [
        {
            "kind": "AppliancePurchase",
            "ref": "fridge",
            "units": 2,
            "in_trade_in_activity": True,
            "category": "refrigerator",
            "has_energy_label": True,
            "energy_class": 2,
            "unit_price": "4999.50",
            "bought_on": "2024-08-15",
        }
    ],
    "settle": {"readings/first_days_of_june": "from_month_start"},
}


def plain(value: Any) -> Any:
    """Return TOML data as the JSON it stands for: a day is text there."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def validator(schema: Schema) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker())


def faults(against: Draft202012Validator, data: Any) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for error in against.iter_errors(data)]


@pytest.fixture(scope="module")
def cases(book: Rulebook) -> Draft202012Validator:
    return validator(case_schema(book, "en"))


@pytest.fixture(scope="module")
def rules(book: Rulebook) -> Draft202012Validator:
    return validator(rule_schema(book.vocabulary, "zh"))


@pytest.fixture(scope="module")
def results() -> Draft202012Validator:
    return validator(result_schema("en"))


def test_each_schema_is_a_valid_schema_of_draft_2020_12_in_both_languages(book: Rulebook) -> None:
    for lang in ("zh", "en"):
        for schema in (case_schema(book, lang), rule_schema(book.vocabulary, lang), result_schema(lang)):
            assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
            Draft202012Validator.check_schema(schema)


# --- cases


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.name for path in EXAMPLES])
def test_every_example_case_and_its_result_validate(
    path: Path, book: Rulebook, cases: Draft202012Validator, results: Draft202012Validator
) -> None:
    assert faults(cases, plain(tomllib.loads(path.read_text(encoding="utf-8")))) == []
    for case in read_cases(path.read_bytes(), path.name, book):
        assessment = assess(book, case)
        assert faults(results, json.loads(dumps(to_json(assessment)))) == []
        assert faults(results, json.loads(dumps(to_json(assessment, book)))) == []


def test_the_example_of_every_rule_and_its_result_validate(
    examples: list[tuple[Rule, Example, Any]],
    book: Rulebook,
    cases: Draft202012Validator,
    results: Draft202012Validator,
) -> None:
    assert examples
    for rule, one, answered in examples:
        data = {
            "as_of": plain(one.as_of),
            "subject": {"kind": rule.subjects[0], **plain(dict(one.subject))},
            "matters": [{"kind": rule.matter, **plain(dict(one.given))}],
            "findings": dict(one.findings),
            "settle": dict(one.settle),
        }
        where = f"{rule.id}: {one.name}"
        assert (where, faults(cases, data)) == (where, [])
        written = json.loads(dumps(to_json(answered.assessment, book)))
        assert (where, faults(results, written)) == (where, [])


def with_matter(**facts: Any) -> dict[str, Any]:
    case = copy.deepcopy(CASE)
    case["matters"][0] |= facts
    return case


def without(*path: str) -> dict[str, Any]:
    case = copy.deepcopy(CASE)
    inner = case
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return case


TAKEN = {
    "as it is": CASE,
    "a list of cases": [CASE, CASE],
    "null for a fact nobody knows": with_matter(unit_price=None, category=None, energy_class=None),
    "an option by its Chinese label": with_matter(category="冰箱"),
    "a kind by its Chinese label": {**CASE, "subject": {"kind": "个人"}},
    "a fact by its Chinese label": {
        **without("settle"),
        "matters": [{"kind": "AppliancePurchase", "单价": "1"}],
    },
    "money without decimals": with_matter(unit_price="4999"),
    "no matters": without("matters"),
    "options said true or false one by one": {
        **CASE,
        "subject": {"kind": "Citizen", "groups": {"monitored": False, "relocated": None}},
    },
    "a household with facts of its own": {
        **CASE,
        "subject": {"kind": "Citizen", "household": {"groups": ["poverty_alleviated"], "labour_income": "1"}},
    },
    "a finding": {**CASE, "findings": {"stable_employment": True}},
}
REFUSED = {
    "money as a number": with_matter(unit_price=4999),
    "money with three decimals": with_matter(unit_price="4999.500"),
    "money below nothing": with_matter(unit_price="-1"),
    "money of sixteen digits": with_matter(unit_price="1" * 16),
    "a misspelt fact": with_matter(unit_prise="4999"),
    "an option there is not": with_matter(category="fridgidaire"),
    "a count in quotes": with_matter(energy_class="2"),
    "a class below the domain": with_matter(energy_class=-1),
    "a truth as text": with_matter(has_energy_label="true"),
    "a day that is no day": with_matter(bought_on="2024-02-30"),
    "a day in another form": with_matter(bought_on="2024/8/15"),
    "no units at all": with_matter(units=0),
    "a matter there is not": with_matter(kind="Appliance"),
    "a fact of another matter": with_matter(old_car_in_own_name=True),
    "no subject": without("subject"),
    "no kind": {**CASE, "subject": {}},
    "an unknown key": {**CASE, "when": "2024-08-20"},
    "an unknown reading": {**CASE, "settle": {"readings/first_days_of_july": "from_month_start"}},
    "an unknown option of a reading": {**CASE, "settle": {"readings/first_days_of_june": "maybe"}},
    "an unknown finding": {**CASE, "findings": {"stable_employmnt": True}},
    "a finding in words": {**CASE, "findings": {"stable_employment": "yes"}},
    "an unknown definition supposed": {**CASE, "suppose": {"three_grups": True}},
    "no case in the list": [],
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_the_reader_takes_validates(name: str, book: Rulebook, cases: Draft202012Validator) -> None:
    assert read_cases(json.dumps(TAKEN[name]).encode(), "case.json", book)
    assert faults(cases, TAKEN[name]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_validate_is_refused_by_the_reader_too(
    name: str, book: Rulebook, cases: Draft202012Validator
) -> None:
    assert faults(cases, REFUSED[name]) != []
    with pytest.raises(InputError):
        read_case(json.dumps(REFUSED[name]).encode(), "case.json", book)


def test_a_fact_carries_its_label_question_unit_options_and_gate(book: Rulebook) -> None:
    facts = case_schema(book, "zh")["$defs"]["matter.AppliancePurchase"]["properties"]
    label = book.facts["purchase.energy_class"].label.zh
    assert facts["energy_class"]["title"] == label
    assert facts[label] == {"$ref": "#/$defs/matter.AppliancePurchase/properties/energy_class"}
    assert facts["energy_class"]["x-unit"] == {"id": "class", "label": "级"}
    assert facts["energy_class"]["x-exists-if"] == "has_energy_label"
    assert facts["unit_price"]["x-unit"] == {"id": "yuan", "label": "元"}
    assert facts["category"]["x-options"]["refrigerator"] == "冰箱"
    assert {"refrigerator", "冰箱"} <= set(facts["category"]["enum"])


def test_every_object_of_the_case_schema_is_closed(book: Rulebook) -> None:
    for name, one in case_schema(book, "en")["$defs"].items():
        assert (name, one["additionalProperties"]) == (name, False)


# --- rule files


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_rule_file_validates(path: Path, rules: Draft202012Validator) -> None:
    data = plain(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    (error,) = list(rules.iter_errors(data)) or [None]
    assert error is None or [one.message for one in error.context or []] == []


def test_the_files_and_a_case_of_another_vocabulary_validate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tests" / "district")
    vocabulary = importlib.import_module("example_district").VOCABULARY
    against = validator(rule_schema(vocabulary, "en"))
    files = [*(ROOT / "tests/district/rules").rglob("*.toml"), *(ROOT / "tests/golden/good").glob("*.toml")]
    assert files
    for path in files:
        data = plain(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
        assert (path.name, faults(against, data)) == (path.name, [])
    book = load_rulebook(ROOT / "tests/district/rules", vocabulary=vocabulary)
    case = {"subject": {"kind": "Resident"}, "matters": [{"kind": "HedgePlanting", "ref": None}]}
    assert faults(validator(case_schema(book, "en")), case) == []
    assert faults(validator(case_schema(book, "en")), CASE) != []


APPLIANCE = plain(tomllib.loads((built_in_rules() / "trade_in/appliance.toml").read_text(encoding="utf-8")))
WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "a misspelt key": lambda rule: rule.update(titel="x"),
    "no title": lambda rule: rule.pop("title"),
    "no kind": lambda rule: rule.pop("kind"),
    "a kind there is not": lambda rule: rule.update(kind="subsidy"),
    "a title in one language": lambda rule: rule["title"].pop("en"),
    "a matter there is not": lambda rule: rule.update(matter="Appliance"),
    "a condition with two forms": lambda rule: rule["conditions"]["individual"].update(undefined="个人"),
    "a condition with none": lambda rule: rule["conditions"]["individual"].pop("when"),
    "an unknown frequency": lambda rule: rule["pays"].update(per="piece"),
    "a figure that is a truth": lambda rule: rule["figures"]["cap"].update(value=True),
    "an expectation no answer has": lambda rule: rule["example"][0]["expect"].update(sum="1"),
    "an example without a reason": lambda rule: rule["example"][0].pop("why"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_rule_file_of_another_shape_does_not_validate(name: str, rules: Draft202012Validator) -> None:
    rule = copy.deepcopy(APPLIANCE)
    assert faults(rules, rule) == []
    WRONG[name](rule)
    assert faults(rules, rule) != []


def test_the_words_allowed_are_said_of_fields_that_there_are() -> None:
    for cls, name in _FIELDS:
        assert name in {field.name for field in attrs.fields(cls)}
    for cls, more in _MORE.items():
        names = {field.name.rstrip("_") for field in attrs.fields(cls)}
        assert {name for one in more["oneOf"] for name in one["required"]} <= names


def test_an_example_may_expect_what_answers_are_read_for() -> None:
    assert set(_EXPECT["properties"]) == set(_READERS)


def test_the_kinds_of_file_are_named_in_the_language_of_the_schema(book: Rulebook) -> None:
    titles = [one["title"] for one in rule_schema(book.vocabulary, "zh")["anyOf"]]
    assert titles == [text.zh for text in FILES.values()]


# --- results


@pytest.fixture(scope="module")
def written(book: Rulebook) -> dict[str, Any]:
    """Return the result of a case that pays, as JSON."""
    case = read_case(json.dumps(CASE).encode(), "case.json", book)
    data: dict[str, Any] = json.loads(dumps(to_json(assess(book, case))))
    return data


def test_a_result_has_every_key_of_its_schema(written: dict[str, Any]) -> None:
    schema = result_schema("en")
    assert set(schema["required"]) == set(written)
    assert set(schema["properties"]) == {*written, "questions"}
    determination = schema["$defs"]["Determination"]
    assert set(determination["required"]) == set(determination["properties"])
    assert set(determination["properties"]) == set(written["determinations"][0])


SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "an unknown key": lambda result: result.update(total="1"),
    "another schema": lambda result: result.update(schema="xixia-gov/assessment/2"),
    "money as a number": lambda result: result["determinations"][0]["amount"].update(least=489.9),
    "money with one decimal": lambda result: result["determinations"][0]["amount"].update(least="489.9"),
    "an outcome there is not": lambda result: result["determinations"][0].update(outcome="maybe"),
    "a determination without its rule": lambda result: result["determinations"][0].pop("rule"),
    "an unknown force": lambda result: result["determinations"][0].update(force="on"),
    "words in one language": lambda result: result["determinations"][0]["title"].pop("en"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_result_does_not_validate(
    name: str, written: dict[str, Any], results: Draft202012Validator
) -> None:
    data = copy.deepcopy(written)
    assert faults(results, data) == []
    SPOILT[name](data)
    assert faults(results, data) != []
