"""Common Expression Language: one compiled program for each of the eight rules, one context for each case."""

from __future__ import annotations

from typing import Any, Final

import cel

from bench.facts import ACTS, CATS, PLACES
from bench.peers import plain

NAME: Final = "CEL"
PACKAGE: Final = "common-expression-language"
NOTE: Final = plain.NOTE

_CAR: Final = (
    "buyer_individual && car_sold_own && car_bought && car_dealer_city == '银川' && car_reg_city == '银川'"
    " && car_noncommercial && 20240614 <= car_date && car_date <= 20241231"
)
_SEASON: Final = "20241001 <= act_date && act_date <= 20250531"
_RESTRICTED: Final = f"(place in {PLACES} || forest_m <= 200)"

RULES: Final = {
    "r1": f"ap_buy && buyer_individual && ap_cat in {CATS} && ap_class <= 2 && ap_price >= 100000"
    " && 20240614 <= ap_date && ap_date <= 20241231"
    " ? ((ap_price + 5) / 10 < 100000 ? (ap_price + 5) / 10 : 100000) : 0",
    "r2": f"{_CAR} && car_fuel in ['petrol', 'diesel'] && car_price <= 30000000"
    " ? (car_price < 10000000 ? 100000 : car_price < 20000000 ? 200000 : 300000) : 0",
    "r3": f"{_CAR} && car_fuel in ['bev', 'phev'] ? (car_price >= 20000000 ? 400000 : 200000) : 0",
    "r4": "eb_old_scrapped && eb_cert && eb_speed <= 25 && eb_weight <= 55 && eb_pedals && eb_gb17761"
    " ? ((eb_price + 5) / 10 < 100000 ? (eb_price + 5) / 10 : 100000) : 0",
    "r5": "hh_status in ['lifted', 'monitored'] && job_stable && annual_wage >= 1000000"
    " ? [100000, 380000] : [0, 0]",
    "r6": "hh_status in ['lifted', 'rural_low_income', 'relocated'] && works_away && job_stable"
    " ? [20000, 80000] : [0, 0]",
    "r7": "ui_months >= 12 && 20230101 <= cert_date && cert_date <= 20231231 && cert_date <= app_date"
    " && app_date <= cert_date + 10000"
    " ? (cert_level == 'junior' ? 100000 : cert_level == 'mid' ? 150000"
    " : cert_level == 'senior' ? 300000 : 0) : 0",
    "r8": f"[{_SEASON}, 20250115 <= act_date && act_date <= 20250415, {_RESTRICTED},"
    f" {_SEASON} && {_RESTRICTED} && act in {ACTS}]",
}


def load() -> list[cel.Program]:
    """Return the rules, compiled."""
    return [cel.compile(source) for source in RULES.values()]


prepared = plain.prepared


def decide(programs: list[cel.Program], facts: dict[str, Any]) -> list[Any]:
    """Return what each rule says of the facts."""
    context = cel.Context(variables=facts)
    return [program.execute(context) for program in programs]


answer_of = plain.by_rule
