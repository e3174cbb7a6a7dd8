"""The JSON of an assessment is the contract: names, forms and order."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.json import dumps, to_json

Answer = Callable[..., Any]

TOP = {
    "schema", "rulebook", "as_of", "determinations", "conclusions", "groups", "totals", "not_assessed",
}  # fmt: skip
DETERMINATION = {
    "rule", "version", "matter", "ref", "for", "kind", "outcome", "possible", "check", "force", "strength",
    "amount", "if_eligible", "failed", "missing", "readings", "under", "assumed", "asserted", "referred",
    "cite", "office",
}  # fmt: skip


def determination(answer: Answer, case: str, rule: str) -> dict[str, Any]:
    (found,) = to_json(answer(case, rules=[rule]).assessment)["determinations"]
    return dict(found)


def test_the_head_names_the_schema_the_rulebook_and_the_day(answer: Answer, book: Rulebook) -> None:
    written = to_json(answer("paid").assessment)
    assert written.keys() >= TOP
    assert written["schema"] == "xixia-gov/assessment/1"
    assert written["rulebook"] == {"id": "xixia", "digest": book.digest, "known_through": "2024-09-30"}
    assert written["as_of"] == "2024-08-20"


def test_a_determination_has_every_field_of_the_contract(answer: Answer) -> None:
    one = determination(answer, "fridge", "trade_in.appliance")
    assert one.keys() >= DETERMINATION
    assert one["matter"] == {"kind": "AppliancePurchase", "index": 0, "unit": 1}
    assert (one["rule"], one["version"], one["kind"]) == ("trade_in.appliance", 1, "entitlement")
    assert (one["outcome"], one["possible"], one["force"]) == ("eligible", ["eligible"], "in_force")
    assert (one["ref"], one["for"], one["check"]) == (None, None, None)
    assert one["missing"] == ["purchase.final_price"]
    assert one["cite"] == [
        {"instrument": "trade-in-2024", "at": "三（一）"},
        {"instrument": "trade-in-2024", "at": "一"},
    ]
    assert {"reading": "trade_in.appliance/rounding", "option": "half_up"} in one["assumed"]


def test_money_is_text_in_yuan_with_two_decimals(answer: Answer) -> None:
    open_ = determination(answer, "fridge", "trade_in.appliance")
    assert open_["amount"] == {
        "least": "0.00",
        "most": "1000.00",
        "every": None,
        "payee": {"zh": "个人消费者", "en": "the individual consumer"},
        "payer": None,
        "because": ["missing:purchase.final_price"],
    }
    assert open_["if_eligible"] == {"least": "0.00", "most": "1000.00"}
    paid = determination(answer, "paid", "trade_in.appliance")
    assert (paid["amount"]["least"], paid["amount"]["most"]) == ("489.90", "489.90")
    assert paid["amount"]["because"] == []


def test_a_reading_lists_what_each_option_gives(answer: Answer) -> None:
    one = determination(answer, "car", "trade_in.car_replacement")
    assert one["readings"] == ["trade_in.car_replacement/end_200000"]
    assert one["amount"]["because"] == ["reading:trade_in.car_replacement/end_200000"]
    assert one["under"] == [
        {
            "settings": {"trade_in.car_replacement/end_200000": "middle"},
            "outcome": "eligible",
            "amount": {"least": "2000.00", "most": "2000.00"},
            "preferred": False,
        },
        {
            "settings": {"trade_in.car_replacement/end_200000": "upper"},
            "outcome": "eligible",
            "amount": {"least": "3000.00", "most": "3000.00"},
            "preferred": True,
        },
    ]


def test_a_no_names_each_failing_condition_and_how_far_off_it_is(answer: Answer) -> None:
    poor = (
        'as_of = 2024-10-15\nsubject = { kind = "Citizen", household = '
        '{ groups = ["poverty_alleviated"], labour_income = "9999.99" } }\n'
        'findings = { stable_employment = true }\n[[matters]]\nkind = "HouseholdWork"\n'
    )
    one = determination(answer, poor, "employment.household_award")
    assert (one["outcome"], one["for"], one["if_eligible"]) == ("ineligible", "household", None)
    assert (one["amount"]["least"], one["amount"]["most"]) == ("0.00", "0.00")
    (failed,) = one["failed"]
    assert failed["condition"] == "income"
    assert failed["given"] == {"household.labour_income": "9999.99"}
    assert failed["distance"]["zh"] == "相差0.01元"
    assert failed["required"]["zh"] == "家庭务工收入不低于10,000元"
    assert (failed["instrument"], failed["at"]) == ("employment-2024", "（九）")
    assert one["asserted"] == ["stable_employment"]


def test_a_rule_that_pays_no_money_has_no_amount(answer: Answer) -> None:
    one = determination(answer, "stubble", "fire.productive_burning")
    assert (one["amount"], one["if_eligible"]) == (None, None)


def test_a_matter_nothing_bars_is_not_barred_and_other_law_is_named(answer: Answer) -> None:
    written = to_json(answer("stubble", rules=["fire.risky_vehicle"]).assessment)
    (one,) = written["conclusions"]
    assert (one["outcome"], one["because"]) == ("not_barred", [])
    assert one["note"]["en"] == "other law may bar it"
    barred = to_json(answer("stubble", rules=["fire.productive_burning"]).assessment)["conclusions"]
    assert [(one["outcome"], one["because"]) for one in barred] == [
        ("prohibited", ["fire.productive_burning"])
    ]


def test_totals_say_to_whom_from_whom_how_often_and_how_firmly(answer: Answer) -> None:
    (total,) = to_json(answer("car", rules=["trade_in.car_replacement"]).assessment)["totals"]
    assert total == {
        "payee": {"zh": "个人消费者", "en": "the individual consumer"},
        "payer": None,
        "every": None,
        "strength": "hard",
        "least": "2000.00",
        "most": "3000.00",
    }


def test_determinations_are_sorted_by_matter_and_rule_and_a_unit_is_one_each(answer: Answer) -> None:
    two = (
        'as_of = 2024-11-05\nsubject = { kind = "Citizen" }\n'
        '[[matters]]\nkind = "OutdoorFire"\nunits = 2\n[[matters]]\nkind = "AppliancePurchase"\n'
        '[[matters]]\nkind = "OutdoorFire"\n'
    )
    written = to_json(answer(two).assessment)["determinations"]
    order = [(d["matter"]["kind"], d["matter"]["index"], d["matter"]["unit"], d["rule"]) for d in written]
    assert order == sorted(order)
    assert {(d["matter"]["index"], d["matter"]["unit"]) for d in written} == {(0, 1), (0, 2), (1, 1), (2, 1)}


def test_every_example_is_json_that_reads_back_the_same(examples: Any) -> None:
    for _, _, answered in examples:
        written = to_json(answered.assessment)
        text = dumps(written)
        assert "\n" not in text
        assert json.loads(text) == written
        assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True) == text


def test_no_number_in_it_is_a_float(examples: Any) -> None:
    def numbers(value: object) -> list[object]:
        if isinstance(value, dict):
            return [one for inner in value.values() for one in numbers(inner)]
        if isinstance(value, list):
            return [one for inner in value for one in numbers(inner)]
        return [value] if isinstance(value, int | float) else []

    found = {type(one) for _, _, a in examples for one in numbers(to_json(a.assessment))}
    assert found == {int, bool}


def test_the_law_after_the_last_known_day_is_told_in_it(answer: Answer) -> None:
    notes = to_json(answer("paid").assessment)["notes"]
    assert notes[0]["en"] == "law after 30 September 2024 is not known here"


def test_the_questions_come_with_a_rulebook_alone(answer: Answer, book: Rulebook) -> None:
    assessment = answer("fridge").assessment
    assert "questions" not in to_json(assessment)
    assert to_json(assessment, book)["questions"] == {
        "purchase.final_price": {
            "zh": "这台家电最终成交价格是多少元?",
            "en": "At what final price was the appliance sold?",
        }
    }


def test_half_a_character_in_a_reference_is_escaped(answer: Answer) -> None:
    assessment = answer("paid", rules=["trade_in.appliance"]).assessment
    half = attrs.evolve(assessment.determinations[0], ref="\ud800")
    text = dumps(to_json(attrs.evolve(assessment, determinations=(half,))))
    assert text.encode().decode() == text
    assert json.loads(text)["determinations"][0]["ref"] == "\ud800"


@pytest.mark.parametrize("indent", [None, 2])
def test_keys_are_sorted_in_the_text(indent: int | None) -> None:
    assert dumps({"b": 1, "a": "补"}, indent=indent).index('"a"') < dumps(
        {"b": 1, "a": "补"}, indent=indent
    ).index('"b"')
