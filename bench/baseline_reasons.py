"""Hand-written Python that also says why: every condition evaluated, failing ones listed per rule."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP
from typing import Any

from bench.baseline import ACTS, CATS, CENT, D1, P1, P2, P3, PLACES, SKILL, TENTH, Answer, K, W
from bench.facts import Facts

NAME = "plain python + reasons"


def fails(conds: Iterable[tuple[str, bool]]) -> list[str]:
    return [name for name, ok in conds if not ok]


def decide(n: int, f: Facts) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for _ in range(n):
        out = _decide(f)
    return out


def _decide(f: Facts) -> dict[str, Any]:
    res: dict[str, Any] = {}
    x = fails(
        (
            ("ap_buy", f["ap_buy"]),
            ("individual", f["buyer_individual"]),
            ("category", f["ap_cat"] in CATS),
            ("class", f["ap_class"] <= 2),
            ("price", f["ap_price"] >= K),
            ("from", f["ap_date"] >= "2024-06-14"),
            ("until", f["ap_date"] <= "2024-12-31"),
        )
    )
    res["r1"] = (D1, x) if x else (min((f["ap_price"] * TENTH).quantize(CENT, ROUND_HALF_UP), K), x)
    base = fails(
        (
            ("individual", f["buyer_individual"]),
            ("sold", f["car_sold_own"]),
            ("bought", f["car_bought"]),
            ("dealer", f["car_dealer_city"] == "银川"),
            ("registered", f["car_reg_city"] == "银川"),
            ("noncommercial", f["car_noncommercial"]),
            ("from", f["car_date"] >= "2024-06-14"),
            ("until", f["car_date"] <= "2024-12-31"),
        )
    )
    p = f["car_price"]
    x = base + fails((("fuel", f["car_fuel"] in ("petrol", "diesel")), ("price", p <= P3)))
    res["r2"] = (0, x) if x else (1000 if p < P1 else 2000 if p < P2 else 3000, x)
    x = base + fails((("fuel", f["car_fuel"] in ("bev", "phev")),))
    res["r3"] = (0, x) if x else (4000 if p >= P2 else 2000, x)
    x = fails(
        (
            ("scrapped", f["eb_old_scrapped"]),
            ("certificate", f["eb_cert"]),
            ("speed", f["eb_speed"] <= 25),
            ("weight", f["eb_weight"] <= 55),
            ("pedals", f["eb_pedals"]),
            ("GB17761", f["eb_gb17761"]),
        )
    )
    res["r4"] = (D1, x) if x else (min((f["eb_price"] * TENTH).quantize(CENT, ROUND_HALF_UP), K), x)
    x = fails(
        (
            ("status", f["hh_status"] in ("lifted", "monitored")),
            ("stable", f["job_stable"]),
            ("wage", f["annual_wage"] >= W),
        )
    )
    res["r5"] = ((0, 0), x) if x else ((1000, 3800), x)
    x = fails(
        (
            ("status", f["hh_status"] in ("lifted", "rural_low_income", "relocated")),
            ("away", f["works_away"]),
            ("stable", f["job_stable"]),
        )
    )
    res["r6"] = ((0, 0), x) if x else ((200, 800), x)
    c = f["cert_date"]
    x = fails(
        (
            ("months", f["ui_months"] >= 12),
            ("level", f["cert_level"] in SKILL),
            ("from", c >= "2023-01-01"),
            ("until", c <= "2023-12-31"),
            ("after", c <= f["app_date"]),
            ("within 12 months", f["app_date"] <= "2024" + c[4:]),
        )
    )
    res["r7"] = (0, x) if x else (SKILL[f["cert_level"]], x)
    d = f["act_date"]
    season = "2024-10-01" <= d <= "2025-05-31"
    restr = f["place"] in PLACES or f["forest_m"] <= 200
    x = fails((("season", season), ("place", restr), ("act", f["act"] in ACTS)))
    res["r8"] = ((season, "2025-01-15" <= d <= "2025-04-15", restr, not x), x)
    return res


def norm(r: dict[str, Any]) -> Answer:
    o = [r[f"r{i}"][0] for i in range(1, 9)]
    return (int(o[0] * 100), o[1], o[2], int(o[3] * 100), *o[4], *o[5], o[6], *o[7])
