"""rule-engine: one typed rule for each of the eight, over a dictionary of facts with Decimal money."""

from __future__ import annotations

from typing import Any, Final

import rule_engine
from rule_engine import Context, DataType, Rule

from bench.facts import ACTS, BOOLS, CATS, DATES, INTS, MONEY, PLACES, STRS
from bench.peers import plain

NAME: Final = "rule-engine"
PACKAGE: Final = "rule-engine"
NOTE: Final = plain.NOTE

_CAR: Final = (
    "buyer_individual and car_sold_own and car_bought and car_dealer_city == '银川'"
    " and car_reg_city == '银川' and car_noncommercial and 20240614 <= car_date and car_date <= 20241231"
)
_SEASON: Final = "20241001 <= act_date and act_date <= 20250531"
_RESTRICTED: Final = f"(place in {PLACES} or forest_m <= 200)"

RULES: Final = {
    "r1": f"ap_buy and buyer_individual and ap_cat in {CATS} and ap_class <= 2 and ap_price >= 100000"
    " and 20240614 <= ap_date and ap_date <= 20241231 ? $min([(ap_price + 5) // 10, 100000]) : 0",
    "r2": f"{_CAR} and car_fuel in ['petrol', 'diesel'] and car_price <= 30000000"
    " ? (car_price < 10000000 ? 100000 : (car_price < 20000000 ? 200000 : 300000)) : 0",
    "r3": f"{_CAR} and car_fuel in ['bev', 'phev'] ? (car_price >= 20000000 ? 400000 : 200000) : 0",
    "r4": "eb_old_scrapped and eb_cert and eb_speed <= 25 and eb_weight <= 55 and eb_pedals and eb_gb17761"
    " ? $min([(eb_price + 5) // 10, 100000]) : 0",
    "r5": "hh_status in ['lifted', 'monitored'] and job_stable and annual_wage >= 1000000"
    " ? [100000, 380000] : [0, 0]",
    "r6": "hh_status in ['lifted', 'rural_low_income', 'relocated'] and works_away and job_stable"
    " ? [20000, 80000] : [0, 0]",
    "r7": "ui_months >= 12 and 20230101 <= cert_date and cert_date <= 20231231 and cert_date <= app_date"
    " and app_date <= cert_date + 10000 ? (cert_level == 'junior' ? 100000 : (cert_level == 'mid' ? 150000"
    " : (cert_level == 'senior' ? 300000 : 0))) : 0",
    "r8": f"[{_SEASON}, 20250115 <= act_date and act_date <= 20250415, {_RESTRICTED},"
    f" {_SEASON} and {_RESTRICTED} and act in {ACTS}]",
}


def load() -> list[Rule]:
    """Return the rules, parsed and held against the types of the facts."""
    types = (
        dict.fromkeys(BOOLS, DataType.BOOLEAN)
        | dict.fromkeys(STRS, DataType.STRING)
        | dict.fromkeys((*MONEY, *INTS, *DATES), DataType.FLOAT)
    )
    context = Context(type_resolver=rule_engine.type_resolver_from_dict(types))
    return [Rule(source, context=context) for source in RULES.values()]


prepared = plain.prepared


def decide(rules: list[Rule], facts: dict[str, Any]) -> list[Any]:
    """Return what each rule says of the facts."""
    return [rule.evaluate(facts) for rule in rules]


answer_of = plain.by_rule
