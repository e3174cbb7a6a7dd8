"""JsonLogic, in the pure Python of panzi-json-logic: a tree for each answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from json_logic import jsonLogic

from bench.facts import ACTS, CATS, PLACES
from bench.peers import plain

NAME: Final = "JsonLogic"
PACKAGE: Final = "panzi-json-logic"
NOTE: Final = plain.NOTE


def _var(name: str) -> Any:
    return {"var": name}


def _all(*parts: Any) -> Any:
    return {"and": list(parts)}


def _in(name: str, words: Iterable[str]) -> Any:
    return {"in": [_var(name), list(words)]}


def _at_least(name: str, least: int) -> Any:
    return {">=": [_var(name), least]}


def _at_most(name: str, most: int) -> Any:
    return {"<=": [_var(name), most]}


def _between(name: str, least: int, most: int) -> Any:
    return {"<=": [least, _var(name), most]}


def _if(test: Any, then: Any, *more: Any) -> Any:
    return {"if": [test, then, *(more or (0,))]}


def _tenth(name: str) -> Any:
    """Return the tree of a tenth, half a fen rounded up, at most 1000 yuan."""
    above = {"+": [_var(name), 5]}
    return {"min": [{"/": [{"-": [above, {"%": [above, 10]}]}, 10]}, 100000]}


_CAR: Final = (
    _var("buyer_individual"),
    _var("car_sold_own"),
    _var("car_bought"),
    {"===": [_var("car_dealer_city"), "银川"]},
    {"===": [_var("car_reg_city"), "银川"]},
    _var("car_noncommercial"),
    _between("car_date", 20240614, 20241231),
)
_AWARD: Final = _all(
    _in("hh_status", ("lifted", "monitored")), _var("job_stable"), _at_least("annual_wage", 1000000)
)
_TRAVEL: Final = _all(
    _in("hh_status", ("lifted", "rural_low_income", "relocated")), _var("works_away"), _var("job_stable")
)
_SEASON: Final = _between("act_date", 20241001, 20250531)
_RESTRICTED: Final = {"or": [_in("place", PLACES), _at_most("forest_m", 200)]}

RULES: Final = {
    "r1": _if(
        _all(
            _var("ap_buy"),
            _var("buyer_individual"),
            _in("ap_cat", CATS),
            _at_most("ap_class", 2),
            _at_least("ap_price", 100000),
            _between("ap_date", 20240614, 20241231),
        ),
        _tenth("ap_price"),
    ),
    "r2": _if(
        _all(*_CAR, _in("car_fuel", ("petrol", "diesel")), _at_most("car_price", 30000000)),
        _if(
            {"<": [_var("car_price"), 10000000]},
            100000,
            {"<": [_var("car_price"), 20000000]},
            200000,
            300000,
        ),
    ),
    "r3": _if(
        _all(*_CAR, _in("car_fuel", ("bev", "phev"))), _if(_at_least("car_price", 20000000), 400000, 200000)
    ),
    "r4": _if(
        _all(
            _var("eb_old_scrapped"),
            _var("eb_cert"),
            _at_most("eb_speed", 25),
            _at_most("eb_weight", 55),
            _var("eb_pedals"),
            _var("eb_gb17761"),
        ),
        _tenth("eb_price"),
    ),
    "r5_lo": _if(_AWARD, 100000),
    "r5_hi": _if(_AWARD, 380000),
    "r6_lo": _if(_TRAVEL, 20000),
    "r6_hi": _if(_TRAVEL, 80000),
    "r7": _if(
        _all(
            _at_least("ui_months", 12),
            _between("cert_date", 20230101, 20231231),
            {"<=": [_var("cert_date"), _var("app_date"), {"+": [_var("cert_date"), 10000]}]},
        ),
        _if(
            {"===": [_var("cert_level"), "junior"]},
            100000,
            {"===": [_var("cert_level"), "mid"]},
            150000,
            {"===": [_var("cert_level"), "senior"]},
            300000,
            0,
        ),
    ),
    "r8_season": _SEASON,
    "r8_high": _between("act_date", 20250115, 20250415),
    "r8_restr": _RESTRICTED,
    "r8_proh": _all(_SEASON, _RESTRICTED, _in("act", ACTS)),
}


def load() -> dict[str, Any]:
    """Return the rules; JsonLogic walks the tree as it stands."""
    return RULES


prepared = plain.prepared


def decide(rules: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Return what each rule says of the facts."""
    return {name: jsonLogic(rule, facts) for name, rule in rules.items()}


answer_of = plain.in_order
