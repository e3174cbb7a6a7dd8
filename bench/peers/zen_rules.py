"""zen-engine's expression language: one compiled expression for each of the eight rules."""

from __future__ import annotations

from typing import Any, Final

import zen

from bench.facts import ACTS, CATS, PLACES
from bench.peers import plain

NAME: Final = "zen, an expression for each rule"
PACKAGE: Final = "zen-engine"
NOTE: Final = plain.NOTE

_CAR: Final = (
    "buyer_individual and car_sold_own and car_bought and car_dealer_city == '银川'"
    " and car_reg_city == '银川' and car_noncommercial and car_date in [20240614..20241231]"
)

RULES: Final = {
    "r1": f"ap_buy and buyer_individual and ap_cat in {CATS} and ap_class <= 2 and ap_price >= 100000"
    " and ap_date in [20240614..20241231] ? min([round(ap_price / 10), 100000]) : 0",
    "r2": f"{_CAR} and car_fuel in ['petrol', 'diesel'] and car_price <= 30000000"
    " ? (car_price < 10000000 ? 100000 : car_price < 20000000 ? 200000 : 300000) : 0",
    "r3": f"{_CAR} and car_fuel in ['bev', 'phev'] ? (car_price >= 20000000 ? 400000 : 200000) : 0",
    "r4": "eb_old_scrapped and eb_cert and eb_speed <= 25 and eb_weight <= 55 and eb_pedals and eb_gb17761"
    " ? min([round(eb_price / 10), 100000]) : 0",
    "r5": "hh_status in ['lifted', 'monitored'] and job_stable and annual_wage >= 1000000"
    " ? [100000, 380000] : [0, 0]",
    "r6": "hh_status in ['lifted', 'rural_low_income', 'relocated'] and works_away and job_stable"
    " ? [20000, 80000] : [0, 0]",
    "r7": "ui_months >= 12 and cert_date in [20230101..20231231] and cert_date <= app_date"
    " and app_date <= cert_date + 10000 ? (cert_level == 'junior' ? 100000 : cert_level == 'mid' ? 150000"
    " : cert_level == 'senior' ? 300000 : 0) : 0",
    "r8": "season = act_date in [20241001..20250531];"
    f" restricted = place in {PLACES} or forest_m <= 200;"
    " [season, act_date in [20250115..20250415], restricted,"
    f" season and restricted and act in {ACTS}]",
}


def load() -> list[zen.Expression]:
    """Return the rules, compiled."""
    return [zen.compile_expression(source) for source in RULES.values()]


prepared = plain.prepared


def decide(rules: list[zen.Expression], facts: dict[str, Any]) -> list[Any]:
    """Return what each rule says of the facts."""
    return [rule.evaluate(facts) for rule in rules]


answer_of = plain.by_rule
