"""zen-engine's expression language: the eight rules as one compiled expression that gives an object."""

from __future__ import annotations

from typing import Any, Final

import zen

from bench.facts import ACTS, CATS, PLACES
from bench.peers import plain

NAME: Final = "zen, all in one expression"
PACKAGE: Final = "zen-engine"
NOTE: Final = plain.NOTE

_CAR: Final = (
    "buyer_individual and car_sold_own and car_bought and car_dealer_city == '银川'"
    " and car_reg_city == '银川' and car_noncommercial and car_date in [20240614..20241231]"
)
SOURCE: Final = (
    f"car = {_CAR};"
    " award = hh_status in ['lifted', 'monitored'] and job_stable and annual_wage >= 1000000;"
    " travel = hh_status in ['lifted', 'rural_low_income', 'relocated'] and works_away and job_stable;"
    " season = act_date in [20241001..20250531];"
    f" restricted = place in {PLACES} or forest_m <= 200;"
    " {"
    f" r1: ap_buy and buyer_individual and ap_cat in {CATS} and ap_class <= 2 and ap_price >= 100000"
    " and ap_date in [20240614..20241231] ? min([round(ap_price / 10), 100000]) : 0,"
    " r2: car and car_fuel in ['petrol', 'diesel'] and car_price <= 30000000"
    " ? (car_price < 10000000 ? 100000 : car_price < 20000000 ? 200000 : 300000) : 0,"
    " r3: car and car_fuel in ['bev', 'phev'] ? (car_price >= 20000000 ? 400000 : 200000) : 0,"
    " r4: eb_old_scrapped and eb_cert and eb_speed <= 25 and eb_weight <= 55 and eb_pedals and eb_gb17761"
    " ? min([round(eb_price / 10), 100000]) : 0,"
    " r5_lo: award ? 100000 : 0, r5_hi: award ? 380000 : 0,"
    " r6_lo: travel ? 20000 : 0, r6_hi: travel ? 80000 : 0,"
    " r7: ui_months >= 12 and cert_date in [20230101..20231231] and cert_date <= app_date"
    " and app_date <= cert_date + 10000 ? (cert_level == 'junior' ? 100000 : cert_level == 'mid' ? 150000"
    " : cert_level == 'senior' ? 300000 : 0) : 0,"
    " r8_season: season, r8_high: act_date in [20250115..20250415], r8_restr: restricted,"
    f" r8_proh: season and restricted and act in {ACTS}"
    "}"
)


def load() -> zen.Expression:
    """Return the rules, compiled."""
    return zen.compile_expression(SOURCE)


prepared = plain.prepared


def decide(program: zen.Expression, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what the rules say of the facts, by the names of `facts.OUT`."""
    said: dict[str, Any] = program.evaluate(facts)
    return said


answer_of = plain.in_order
