"""Hand-written Python, dict facts, Decimal money, amounts only: the baseline (1.0) of the speed bars."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from bench.facts import Facts

Answer: TypeAlias = tuple[Any, ...]

NAME = "plain python (Decimal)"
CATS = frozenset(
    [
        "电冰箱",
        "洗衣机",
        "电视机",
        "空调",
        "热水器",
        "电脑",
        "家用灶具",
        "吸油烟机",
        "净水器",
        "洗碗机",
        "微波炉",
        "电饭煲",
        "集成灶",
        "干衣机",
        "消毒柜",
        "扫地机",
        "电烤箱",
        "空气净化器",
    ]
)
PLACES = frozenset(["贺兰山", "六盘山", "罗山", "南华山"])
ACTS = frozenset(["野外用火", "烧荒", "上坟烧纸", "燃放烟花", "野炊", "吸烟"])
D1, CENT, K, TENTH = Decimal(0), Decimal("0.01"), Decimal(1000), Decimal("0.1")
P1, P2, P3, W = Decimal(100000), Decimal(200000), Decimal(300000), Decimal(10000)
SKILL = {"junior": 1000, "mid": 1500, "senior": 3000}


def r1(f: Facts) -> Any:
    if (
        f["ap_buy"]
        and f["buyer_individual"]
        and f["ap_cat"] in CATS
        and f["ap_class"] <= 2
        and f["ap_price"] >= K
        and "2024-06-14" <= f["ap_date"] <= "2024-12-31"
    ):
        return min((f["ap_price"] * TENTH).quantize(CENT, ROUND_HALF_UP), K)
    return D1


def car_base(f: Facts) -> Any:
    return (
        f["buyer_individual"]
        and f["car_sold_own"]
        and f["car_bought"]
        and f["car_dealer_city"] == "银川"
        and f["car_reg_city"] == "银川"
        and f["car_noncommercial"]
        and "2024-06-14" <= f["car_date"] <= "2024-12-31"
    )


def r2(f: Facts) -> int:
    if car_base(f) and f["car_fuel"] in ("petrol", "diesel"):
        p = f["car_price"]
        if p < P1:
            return 1000
        if p < P2:
            return 2000
        if p <= P3:
            return 3000
    return 0


def r3(f: Facts) -> int:
    if car_base(f) and f["car_fuel"] in ("bev", "phev"):
        return 4000 if f["car_price"] >= P2 else 2000
    return 0


def r4(f: Facts) -> Any:
    if (
        f["eb_old_scrapped"]
        and f["eb_cert"]
        and f["eb_speed"] <= 25
        and f["eb_weight"] <= 55
        and f["eb_pedals"]
        and f["eb_gb17761"]
    ):
        return min((f["eb_price"] * TENTH).quantize(CENT, ROUND_HALF_UP), K)
    return D1


def r5(f: Facts) -> tuple[int, int]:
    if f["hh_status"] in ("lifted", "monitored") and f["job_stable"] and f["annual_wage"] >= W:
        return (1000, 3800)
    return (0, 0)


def r6(f: Facts) -> tuple[int, int]:
    if f["hh_status"] in ("lifted", "rural_low_income", "relocated") and f["works_away"] and f["job_stable"]:
        return (200, 800)
    return (0, 0)


def r7(f: Facts) -> int:
    if f["ui_months"] >= 12 and f["cert_level"] in SKILL:
        c = f["cert_date"]
        if "2023-01-01" <= c <= "2023-12-31" and c <= f["app_date"] <= "2024" + c[4:]:
            return SKILL[f["cert_level"]]
    return 0


def r8(f: Facts) -> tuple[bool, bool, bool, bool]:
    d = f["act_date"]
    season = "2024-10-01" <= d <= "2025-05-31"
    high = "2025-01-15" <= d <= "2025-04-15"
    restr = f["place"] in PLACES or f["forest_m"] <= 200
    return season, high, restr, season and restr and f["act"] in ACTS


def decide(n: int, f: Facts) -> Answer:
    out: Answer = ()
    for _ in range(n):
        out = (r1(f), r2(f), r3(f), r4(f), r5(f), r6(f), r7(f), r8(f))
    return out


def norm(o: Answer) -> Answer:
    return (int(o[0] * 100), o[1], o[2], int(o[3] * 100), *o[4], *o[5], o[6], *o[7])
