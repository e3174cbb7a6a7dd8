"""OpenFisca-Core: a variable for each fact and each answer, with formulas over whole populations.

A single case is a population of one, built from a dictionary as a web API builds it. Money is whole fen,
since OpenFisca's own amounts are 32-bit floating point; dates are days, choices are enumerations.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.periods import period as period_of
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.columns import Columns, days
from bench.facts import ACTS, BOOLS, CATS, DATES, INTS, MONEY, OUT, PLACES, STRS, Facts
from bench.peers import plain

NAME: Final = "OpenFisca"
PACKAGE: Final = "OpenFisca-Core"
NOTE: Final = "money as whole fen, facts eternal, answers monthly, constants in the formulas"

Person = build_entity(key="person", plural="persons", label="person", is_person=True)
ENUMS: Final[dict[str, Any]] = {
    name: Enum(name, [(word, word) for word in words]) for name, words in STRS.items()
}

_ASKED: Final = period_of("2025-12")


def _car(person: Any, period: Any, _parameters: Any) -> Any:
    conditions = _all(person, period, "buyer_individual", "car_sold_own", "car_bought", "car_noncommercial")
    cities = _is(person, period, "car_dealer_city", "银川") * _is(person, period, "car_reg_city", "银川")
    return conditions * cities * _within(person, period, "car_date", "2024-06-14", "2024-12-31")


def _award(person: Any, period: Any, _parameters: Any) -> Any:
    status = _is(person, period, "hh_status", "lifted", "monitored")
    return status * person("job_stable", period) * (person("annual_wage", period) >= 1000000)


def _travel(person: Any, period: Any, _parameters: Any) -> Any:
    status = _is(person, period, "hh_status", "lifted", "rural_low_income", "relocated")
    return status * _all(person, period, "works_away", "job_stable")


def _r1(person: Any, period: Any, _parameters: Any) -> Any:
    price = person("ap_price", period)
    bought = _all(person, period, "ap_buy", "buyer_individual") * _is(person, period, "ap_cat", *CATS)
    good = (person("ap_class", period) <= 2) * (price >= 100000)
    day = _within(person, period, "ap_date", "2024-06-14", "2024-12-31")
    return np.where(bought * good * day, np.minimum((price + 5) // 10, 100000), 0)


def _r2(person: Any, period: Any, _parameters: Any) -> Any:
    price = person("car_price", period)
    met = person("car_base", period) * _is(person, period, "car_fuel", "petrol", "diesel")
    bracket = np.select([price < 10000000, price < 20000000, price <= 30000000], [100000, 200000, 300000], 0)
    return np.where(met, bracket, 0)


def _r3(person: Any, period: Any, _parameters: Any) -> Any:
    met = person("car_base", period) * _is(person, period, "car_fuel", "bev", "phev")
    return np.where(met, np.where(person("car_price", period) >= 20000000, 400000, 200000), 0)


def _r4(person: Any, period: Any, _parameters: Any) -> Any:
    met = _all(person, period, "eb_old_scrapped", "eb_cert", "eb_pedals", "eb_gb17761")
    slow = (person("eb_speed", period) <= 25) * (person("eb_weight", period) <= 55)
    return np.where(met * slow, np.minimum((person("eb_price", period) + 5) // 10, 100000), 0)


def _r5_lo(person: Any, period: Any, _parameters: Any) -> Any:
    return np.where(person("award", period), 100000, 0)


def _r5_hi(person: Any, period: Any, _parameters: Any) -> Any:
    return np.where(person("award", period), 380000, 0)


def _r6_lo(person: Any, period: Any, _parameters: Any) -> Any:
    return np.where(person("travel", period), 20000, 0)


def _r6_hi(person: Any, period: Any, _parameters: Any) -> Any:
    return np.where(person("travel", period), 80000, 0)


def _r7(person: Any, period: Any, _parameters: Any) -> Any:
    level = person("cert_level", period)
    levels = ENUMS["cert_level"]
    award = np.select([level == levels[word] for word in _SKILL], list(_SKILL.values()), 0)
    certified, applied = person("cert_date", period), person("app_date", period)
    month = certified.astype("M8[M]")
    last = (month + 12).astype("M8[D]") + (certified - month.astype("M8[D]"))  # the day is in no February 29
    timely = (certified <= applied) * (applied <= last)
    met = (person("ui_months", period) >= 12) * _within(
        person, period, "cert_date", "2023-01-01", "2023-12-31"
    )
    return np.where(met * timely, award, 0)


_SKILL: Final = {"junior": 100000, "mid": 150000, "senior": 300000}


def _r8_season(person: Any, period: Any, _parameters: Any) -> Any:
    return _within(person, period, "act_date", "2024-10-01", "2025-05-31")


def _r8_high(person: Any, period: Any, _parameters: Any) -> Any:
    return _within(person, period, "act_date", "2025-01-15", "2025-04-15")


def _r8_restr(person: Any, period: Any, _parameters: Any) -> Any:
    return _is(person, period, "place", *PLACES) + (person("forest_m", period) <= 200)


def _r8_proh(person: Any, period: Any, _parameters: Any) -> Any:
    return _all(person, period, "r8_season", "r8_restr") * _is(person, period, "act", *ACTS)


_FORMULAS: Final[dict[str, tuple[type, Any]]] = {
    "car_base": (bool, _car),
    "award": (bool, _award),
    "travel": (bool, _travel),
    "r1": (int, _r1),
    "r2": (int, _r2),
    "r3": (int, _r3),
    "r4": (int, _r4),
    "r5_lo": (int, _r5_lo),
    "r5_hi": (int, _r5_hi),
    "r6_lo": (int, _r6_lo),
    "r6_hi": (int, _r6_hi),
    "r7": (int, _r7),
    "r8_season": (bool, _r8_season),
    "r8_high": (bool, _r8_high),
    "r8_restr": (bool, _r8_restr),
    "r8_proh": (bool, _r8_proh),
}


def _is(person: Any, period: Any, name: str, *words: str) -> Any:
    """Return whether a choice is one of some words."""
    given = person(name, period)
    found = given == ENUMS[name][words[0]]
    for word in words[1:]:
        found = found + (given == ENUMS[name][word])
    return found


def _within(person: Any, period: Any, name: str, first: str, last: str) -> Any:
    day = person(name, period)
    return (day >= np.datetime64(first)) * (day <= np.datetime64(last))


def _all(person: Any, period: Any, *names: str) -> Any:
    met = person(names[0], period)
    for name in names[1:]:
        met = met * person(name, period)
    return met


def _variable(name: str, value_type: Any, unit: DateUnit, **more: Any) -> Any:
    """Return a variable of a person."""
    said = {"value_type": value_type, "entity": Person, "definition_period": unit, **more}
    return type(name, (Variable,), said)


def load() -> Any:
    """Return the tax and benefit system: the facts, the rules, and three steps they share."""
    system = TaxBenefitSystem([Person])
    for value_type, names in ((bool, BOOLS), (int, (*MONEY, *INTS)), (dt.date, DATES)):
        for name in names:
            system.add_variable(_variable(name, value_type, DateUnit.ETERNITY))
    for name, words in STRS.items():
        more = {"possible_values": ENUMS[name], "default_value": ENUMS[name][words[0]]}
        system.add_variable(_variable(name, Enum, DateUnit.ETERNITY, **more))
    for name, (kind, formula) in _FORMULAS.items():
        system.add_variable(_variable(name, kind, DateUnit.MONTH, formula=formula))
    return system


def prepared(facts: Facts) -> dict[str, Any]:
    """Return the facts as the situation of one person, as a caller of the web API writes it."""
    given = {**facts, **{name: int(facts[name].scaleb(2)) for name in MONEY}}
    return {"persons": {"one": {name: {"ETERNITY": value} for name, value in given.items()}}}


def decide(system: Any, situation: dict[str, Any]) -> dict[str, Any]:
    """Return what the rules say of one person, by the names of `facts.OUT`."""
    simulation = SimulationBuilder().build_from_entities(system, situation)
    return {name: simulation.calculate(name, _ASKED)[0].item() for name in OUT}


answer_of = plain.in_order


def arrays(columns: Columns, *, encoded: bool) -> Columns:
    """Return columns of facts as OpenFisca takes them: 32-bit whole numbers, days, and the choices.

    These are enumerations by index if `encoded`, as OpenFisca holds them; else the words, as data have them.
    """
    found: Columns = {}
    for name, values in columns.items():
        if name in STRS:
            words = np.array(STRS[name])
            found[name] = EnumArray(values.astype(np.uint8), ENUMS[name]) if encoded else words[values]
        elif name in DATES:
            found[name] = days(values)
        else:
            found[name] = values if name in BOOLS else values.astype(np.int32)
    return found


def decide_all(system: Any, given: Columns) -> dict[str, Any]:
    """Return what the rules say of a whole population, an array for each name of `facts.OUT`."""
    count = len(next(iter(given.values())))
    simulation = SimulationBuilder().build_default_simulation(system, count=count)
    for name, values in given.items():
        simulation.set_input(name, DateUnit.ETERNITY, values)
    return {name: simulation.calculate(name, _ASKED) for name in OUT}
