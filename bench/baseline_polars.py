"""Hand-written Polars over the same facts as columns (String, Date, Int64 fen), without nulls and masks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np
import polars as pl

from bench import columns as C
from bench import facts as F

NAME = "Polars"
col = pl.col


def frame(c: C.Columns) -> pl.DataFrame:
    d: dict[str, pl.Series] = {}
    for k, v in c.items():
        if k in F.STRS:
            s = pl.Series(k, np.asarray(v)).cast(pl.UInt32)
            d[k] = pl.Series(F.STRS[k]).gather(s).alias(k)
        elif k in F.DATES:
            d[k] = pl.Series(k, C.days(v)).cast(pl.Date)
        else:
            d[k] = pl.Series(k, v)
    return pl.DataFrame(d)


def isin(f: str, xs: Iterable[str]) -> pl.Expr:
    return col(f).is_in(list(xs))


def win(f: str, a: dt.date = dt.date(2024, 6, 14), b: dt.date = dt.date(2024, 12, 31)) -> pl.Expr:
    return (col(f) >= pl.lit(a)) & (col(f) <= pl.lit(b))


def sub(f: str) -> pl.Expr:
    return pl.min_horizontal((col(f) + 5) // 10, pl.lit(100000))


def exprs() -> list[pl.Expr]:
    z = pl.lit(0)
    base = (
        col("buyer_individual")
        & col("car_sold_own")
        & col("car_bought")
        & (col("car_dealer_city") == "银川")
        & (col("car_reg_city") == "银川")
        & col("car_noncommercial")
        & win("car_date")
    )
    p = col("car_price")
    lim = col("cert_date").dt.offset_by("1y")
    ok5 = isin("hh_status", ["lifted", "monitored"]) & col("job_stable") & (col("annual_wage") >= 1_000_000)
    ok6 = (
        isin("hh_status", ["lifted", "rural_low_income", "relocated"]) & col("works_away") & col("job_stable")
    )
    ok7 = (
        (col("ui_months") >= 12)
        & win("cert_date", dt.date(2023, 1, 1), dt.date(2023, 12, 31))
        & (col("app_date") >= col("cert_date"))
        & (col("app_date") <= lim)
    )
    season = win("act_date", dt.date(2024, 10, 1), dt.date(2025, 5, 31))
    restr = isin("place", F.PLACES) | (col("forest_m") <= 200)
    w = pl.when
    e = [
        w(
            col("ap_buy")
            & col("buyer_individual")
            & isin("ap_cat", F.CATS)
            & (col("ap_class") <= 2)
            & (col("ap_price") >= 100000)
            & win("ap_date")
        )
        .then(sub("ap_price"))
        .otherwise(z),
        w(base & isin("car_fuel", ["petrol", "diesel"]) & (p <= 30_000_000))
        .then(w(p < 10_000_000).then(1000).when(p < 20_000_000).then(2000).otherwise(3000))
        .otherwise(z),
        w(base & isin("car_fuel", ["bev", "phev"]))
        .then(w(p >= 20_000_000).then(4000).otherwise(2000))
        .otherwise(z),
        w(
            col("eb_old_scrapped")
            & col("eb_cert")
            & (col("eb_speed") <= 25)
            & (col("eb_weight") <= 55)
            & col("eb_pedals")
            & col("eb_gb17761")
        )
        .then(sub("eb_price"))
        .otherwise(z),
        w(ok5).then(1000).otherwise(z),
        w(ok5).then(3800).otherwise(z),
        w(ok6).then(200).otherwise(z),
        w(ok6).then(800).otherwise(z),
        w(ok7)
        .then(
            w(col("cert_level") == "junior")
            .then(1000)
            .when(col("cert_level") == "mid")
            .then(1500)
            .when(col("cert_level") == "senior")
            .then(3000)
            .otherwise(z)
        )
        .otherwise(z),
        season,
        win("act_date", dt.date(2025, 1, 15), dt.date(2025, 4, 15)),
        restr,
        season & restr & isin("act", F.ACTS),
    ]
    return [x.alias(n) for x, n in zip(e, F.OUT, strict=True)]


def decide(df: pl.DataFrame, ex: list[pl.Expr]) -> pl.DataFrame:
    return df.lazy().select(ex).collect()
