"""Seeded generator of facts for the eight rules. Standard library only.

A fact set is one flat dict per person; money is Decimal yuan with two places,
dates are ISO strings. Values crowd the borders of the rules on purpose.
"""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any, TypeAlias

Facts: TypeAlias = dict[str, Any]

CATS = [
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
OTHER_CATS = ["手机", "电风扇", "剃须刀"]
PLACES = ["贺兰山", "六盘山", "罗山", "南华山"]
OTHER_PLACES = ["银川市区", "吴忠", "中卫"]
ACTS = ["野外用火", "烧荒", "上坟烧纸", "燃放烟花", "野炊", "吸烟"]
OTHER_ACTS = ["徒步", "放牧", "采药"]
FUELS = ["petrol", "diesel", "bev", "phev"]
STATUS = ["lifted", "monitored", "rural_low_income", "relocated", "none"]
LEVELS = ["junior", "mid", "senior", "none"]
CITIES = ["银川", "石嘴山", "固原"]

BOOLS = [
    "buyer_individual",
    "ap_buy",
    "car_sold_own",
    "car_bought",
    "car_noncommercial",
    "eb_old_scrapped",
    "eb_cert",
    "eb_pedals",
    "eb_gb17761",
    "job_stable",
    "works_away",
]
STRS = {
    "ap_cat": CATS + OTHER_CATS,
    "car_dealer_city": CITIES,
    "car_reg_city": CITIES,
    "car_fuel": FUELS,
    "hh_status": STATUS,
    "cert_level": LEVELS,
    "place": PLACES + OTHER_PLACES,
    "act": ACTS + OTHER_ACTS,
}
MONEY = ["ap_price", "car_price", "eb_price", "annual_wage"]
INTS = ["ap_class", "eb_speed", "eb_weight", "ui_months", "forest_m"]
DATES = ["ap_date", "car_date", "cert_date", "app_date", "act_date"]
FIELDS = BOOLS + list(STRS) + MONEY + INTS + DATES

MDAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def _date(r: random.Random, y0: int, y1: int, borders: list[str]) -> str:
    if r.random() < 0.2:
        return r.choice(borders)
    y = r.randint(y0, y1)
    m = r.randint(1, 12)
    return f"{y:04d}-{m:02d}-{r.randint(1, MDAYS[m - 1]):02d}"


def _money(r: random.Random, lo: int, hi: int, borders: list[str]) -> Decimal:
    if r.random() < 0.25:
        return Decimal(r.choice(borders))
    return Decimal(r.randint(lo * 100, hi * 100)).scaleb(-2)


def one(r: random.Random) -> Facts:
    def p(q: float) -> bool:
        return r.random() < q

    f: Facts = {b: p(0.92) for b in BOOLS}
    f["ap_cat"] = r.choice(CATS) if p(0.85) else r.choice(OTHER_CATS)
    f["ap_class"] = r.choice([1, 1, 2, 2, 3, 4, 5])
    f["ap_price"] = _money(
        r,
        300,
        14000,
        ["999.99", "1000.00", "1000.05", "1234.55", "9999.94", "9999.95", "9999.99", "10000.00", "10000.01"],
    )
    f["ap_date"] = _date(r, 2024, 2024, ["2024-06-13", "2024-06-14", "2024-12-31", "2025-01-01"])
    f["car_dealer_city"] = "银川" if p(0.9) else r.choice(CITIES)
    f["car_reg_city"] = "银川" if p(0.9) else r.choice(CITIES)
    f["car_fuel"] = r.choice(FUELS)
    f["car_price"] = _money(
        r, 40000, 400000, ["99999.99", "100000.00", "199999.99", "200000.00", "300000.00", "300000.01"]
    )
    f["car_date"] = _date(r, 2024, 2024, ["2024-06-13", "2024-06-14", "2024-12-31", "2025-01-01"])
    f["eb_speed"] = r.choice([20, 24, 25, 25, 26, 30])
    f["eb_weight"] = r.choice([40, 50, 54, 55, 55, 56, 60])
    f["eb_price"] = _money(r, 500, 12000, ["1999.95", "2345.65", "9999.95", "10000.00", "10000.05"])
    f["hh_status"] = r.choice(STATUS)
    f["annual_wage"] = _money(r, 2000, 60000, ["9999.99", "10000.00"])
    f["ui_months"] = r.choice([0, 6, 11, 12, 13, 24, 36])
    f["cert_level"] = r.choice(LEVELS)
    cy = _date(r, 2023, 2023, ["2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01", "2023-03-01"])
    f["cert_date"] = cy
    if p(0.3):  # exactly twelve months after, or a day later
        y1 = f"{int(cy[:4]) + 1:04d}{cy[4:]}"
        f["app_date"] = y1 if p(0.5) else _next_day(y1)
    else:
        f["app_date"] = _date(r, 2023, 2024, ["2024-02-29", "2024-03-01"])
    f["act_date"] = _date(
        r,
        2024,
        2025,
        [
            "2024-09-30",
            "2024-10-01",
            "2025-05-31",
            "2025-06-01",
            "2025-01-14",
            "2025-01-15",
            "2025-04-15",
            "2025-04-16",
        ],
    )
    f["place"] = r.choice(PLACES) if p(0.4) else r.choice(OTHER_PLACES)
    f["forest_m"] = r.choice([0, 50, 199, 200, 201, 1000, 5000])
    f["act"] = r.choice(ACTS) if p(0.6) else r.choice(OTHER_ACTS)
    return f


def _next_day(s: str) -> str:
    return (dt.date.fromisoformat(s) + dt.timedelta(1)).isoformat()


def rows(n: int, seed: int = 20240614) -> list[Facts]:
    r = random.Random(seed)
    return [one(r) for _ in range(n)]


# one hand-picked, fully eligible person, for cold start
SAMPLE: Facts = dict(
    dict.fromkeys(BOOLS, True),
    ap_cat="电冰箱",
    ap_class=1,
    ap_price=Decimal("1234.55"),
    ap_date="2024-07-01",
    car_dealer_city="银川",
    car_reg_city="银川",
    car_fuel="petrol",
    car_price=Decimal("210000.00"),
    car_date="2024-08-01",
    eb_speed=25,
    eb_weight=55,
    eb_price=Decimal("2345.65"),
    hh_status="lifted",
    annual_wage=Decimal("12000.00"),
    ui_months=24,
    cert_level="mid",
    cert_date="2023-05-01",
    app_date="2024-05-01",
    act_date="2025-02-01",
    place="六盘山",
    forest_m=1000,
    act="烧荒",
)

# what each rule reads (for the missing-fact experiment)
READS = {
    "r1": ["buyer_individual", "ap_buy", "ap_cat", "ap_class", "ap_price", "ap_date"],
    "r2": [
        "buyer_individual",
        "car_sold_own",
        "car_bought",
        "car_dealer_city",
        "car_reg_city",
        "car_noncommercial",
        "car_date",
        "car_price",
        "car_fuel",
    ],
    "r3": [
        "buyer_individual",
        "car_sold_own",
        "car_bought",
        "car_dealer_city",
        "car_reg_city",
        "car_noncommercial",
        "car_date",
        "car_price",
        "car_fuel",
    ],
    "r4": ["eb_old_scrapped", "eb_cert", "eb_speed", "eb_weight", "eb_pedals", "eb_gb17761", "eb_price"],
    "r5": ["hh_status", "job_stable", "annual_wage"],
    "r6": ["hh_status", "works_away", "job_stable"],
    "r7": ["ui_months", "cert_level", "cert_date", "app_date"],
    "r8": ["act_date", "place", "forest_m", "act"],
}

# The answer every engine is brought to:
# (r1 fen, r2 yuan, r3 yuan, r4 fen, r5 low, r5 high, r6 low, r6 high, r7 yuan,
#  in season, high risk, restricted, prohibited)
OUT = [
    "r1",
    "r2",
    "r3",
    "r4",
    "r5_lo",
    "r5_hi",
    "r6_lo",
    "r6_hi",
    "r7",
    "r8_season",
    "r8_high",
    "r8_restr",
    "r8_proh",
]
