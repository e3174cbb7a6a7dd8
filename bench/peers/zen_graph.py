"""zen-engine's decision graph: a decision table for each sum, one node of expressions for the four truths."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import zen

from bench.facts import ACTS, CATS, PLACES
from bench.peers import plain

NAME: Final = "zen, decision graph"
PACKAGE: Final = "zen-engine"
NOTE: Final = plain.NOTE

_CAR: Final = {
    "buyer_individual": "true",
    "car_sold_own": "true",
    "car_bought": "true",
    "car_dealer_city": "'银川'",
    "car_reg_city": "'银川'",
    "car_noncommercial": "true",
    "car_date": "[20240614..20241231]",
}
_SKILL: Final = {
    "ui_months": ">= 12",
    "cert_date": "[20230101..20231231]",
    "app_date": "$ >= cert_date and $ <= cert_date + 10000",
}
_FUELS: Final = "'petrol', 'diesel'"


def _any(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_ROWS: Final[dict[str, list[tuple[dict[str, str], dict[str, str]]]]] = {
    "r1": [
        (
            {
                "ap_buy": "true",
                "buyer_individual": "true",
                "ap_cat": _any(CATS),
                "ap_class": "<= 2",
                "ap_price": ">= 100000",
                "ap_date": "[20240614..20241231]",
            },
            {"r1": "min([round(ap_price / 10), 100000])"},
        )
    ],
    "r2": [
        ({**_CAR, "car_fuel": _FUELS, "car_price": "< 10000000"}, {"r2": "100000"}),
        ({**_CAR, "car_fuel": _FUELS, "car_price": "[10000000..20000000)"}, {"r2": "200000"}),
        ({**_CAR, "car_fuel": _FUELS, "car_price": "[20000000..30000000]"}, {"r2": "300000"}),
    ],
    "r3": [
        ({**_CAR, "car_fuel": "'bev', 'phev'", "car_price": ">= 20000000"}, {"r3": "400000"}),
        ({**_CAR, "car_fuel": "'bev', 'phev'", "car_price": "< 20000000"}, {"r3": "200000"}),
    ],
    "r4": [
        (
            {
                "eb_old_scrapped": "true",
                "eb_cert": "true",
                "eb_speed": "<= 25",
                "eb_weight": "<= 55",
                "eb_pedals": "true",
                "eb_gb17761": "true",
            },
            {"r4": "min([round(eb_price / 10), 100000])"},
        )
    ],
    "r5": [
        (
            {"hh_status": "'lifted', 'monitored'", "job_stable": "true", "annual_wage": ">= 1000000"},
            {"r5_lo": "100000", "r5_hi": "380000"},
        )
    ],
    "r6": [
        (
            {
                "hh_status": "'lifted', 'rural_low_income', 'relocated'",
                "works_away": "true",
                "job_stable": "true",
            },
            {"r6_lo": "20000", "r6_hi": "80000"},
        )
    ],
    "r7": [
        ({**_SKILL, "cert_level": "'junior'"}, {"r7": "100000"}),
        ({**_SKILL, "cert_level": "'mid'"}, {"r7": "150000"}),
        ({**_SKILL, "cert_level": "'senior'"}, {"r7": "300000"}),
    ],
}
_TRUTHS: Final = {
    "r8_season": "act_date in [20241001..20250531]",
    "r8_high": "act_date in [20250115..20250415]",
    "r8_restr": f"place in {PLACES} or forest_m <= 200",
    "r8_proh": f"$.r8_season and $.r8_restr and act in {ACTS}",
}


def _table(id_: str, rows: list[tuple[dict[str, str], dict[str, str]]]) -> dict[str, Any]:
    """Return a table that takes its first row that fits; the last one fits always and gives nothing."""
    fields, outputs = list(rows[0][0]), list(rows[0][1])
    last: tuple[dict[str, str], dict[str, str]] = (dict.fromkeys(fields, ""), dict.fromkeys(outputs, "0"))
    return {
        "id": id_,
        "name": id_,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": f"{id_}.{name}", "name": name, "field": name} for name in fields],
            "outputs": [{"id": f"{id_}.{name}", "name": name, "field": name} for name in outputs],
            "rules": [
                {
                    "_id": f"{id_}.{index}",
                    **{f"{id_}.{name}": cell for name, cell in (*when.items(), *then.items())},
                }
                for index, (when, then) in enumerate([*rows, last])
            ],
        },
    }


def _graph() -> dict[str, Any]:
    truths = {
        "id": "r8",
        "name": "r8",
        "type": "expressionNode",
        "content": {
            "expressions": [{"id": key, "key": key, "value": value} for key, value in _TRUTHS.items()]
        },
    }
    middle = [*(_table(id_, rows) for id_, rows in _ROWS.items()), truths]
    ends = [
        {"id": "input", "name": "input", "type": "inputNode", "content": {}},
        {"id": "output", "name": "output", "type": "outputNode", "content": {}},
    ]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for node in middle
        for source, target in (("input", node["id"]), (node["id"], "output"))
    ]
    return {"nodes": [*ends, *middle], "edges": edges}


def load() -> zen.ZenDecision:
    """Return the graph, compiled."""
    return zen.ZenEngine().create_decision(json.dumps(_graph(), ensure_ascii=False))


prepared = plain.prepared


def decide(program: zen.ZenDecision, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what the rules say of the facts, by the names of `facts.OUT`."""
    said: dict[str, Any] = program.evaluate(facts)["result"]
    return said


answer_of = plain.in_order
