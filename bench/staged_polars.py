"""Hand-written Polars with unknowns and reasons: first a column for each clause, then the answers from those.

What somebody who knows Polars well would write for just these eight rules: the same output as the columns
of the engine, to the bit. Facts are columns by dotted path, money is in fen, unknown is null. The bits of
the masks are in the order of `xixia_gov.engine.verdict.layout_of`, lowest first.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs
import numpy as np
import polars as pl

from bench import columns as C
from bench import facts as F
from bench.cases import option_ids

ROOT: Final = "dossier"
KEY: Final = "row"
NO, YES, OPEN = 0, 1, 2
MOST_COMPARED: Final = 6


def fact(name: str) -> pl.Expr:
    return pl.col(f"{ROOT}.{name}")


def frame(c: C.Columns, nulls: float = 0.0, seed: int = 5, *, encoded: bool = False) -> pl.DataFrame:
    """Return generated columns as a frame by dotted path, with the ids of choices and a share of nulls.

    The ids are text, or of the type that Polars has for choices if `encoded`.
    """
    ids = option_ids()
    random = np.random.default_rng(seed)
    found: list[pl.Series] = []
    for name, values in c.items():
        path = f"{ROOT}.{name}"
        if name in F.STRS:
            words = pl.Series([ids[name][word] for word in F.STRS[name]])
            words = words.cast(pl.Enum(words)) if encoded else words
            series = words.gather(pl.Series(values).cast(pl.UInt32)).alias(path)
        elif name in F.DATES:
            series = pl.Series(path, C.days(values)).cast(pl.Date)
        elif name in F.INTS:
            series = pl.Series(path, values).cast(pl.Int64)
        else:
            series = pl.Series(path, values)
        if nulls:
            known = pl.Series(random.random(len(values)) >= nulls)
            series = pl.select(pl.when(known).then(series)).to_series().alias(path)
        found.append(series)
    return pl.DataFrame([pl.Series(KEY, range(len(found[0])), dtype=pl.Int64), *found])


def _in(name: str, ids: Sequence[str]) -> pl.Expr:
    """Return whether a choice is one of some; for a few of them Polars compares faster than it looks up."""
    if len(ids) > MOST_COMPARED:
        return fact(name).is_in(list(ids))
    return functools.reduce(operator.or_, (fact(name) == id_ for id_ in ids))


def _within(name: str, first: dt.date, last: dt.date) -> pl.Expr:
    return fact(name).is_between(pl.lit(first), pl.lit(last))


_CATEGORIES: Final = [
    "refrigerator",
    "washer",
    "television",
    "aircon",
    "water_heater",
    "computer",
    "stove",
    "range_hood",
    "purifier",
    "dishwasher",
    "microwave",
    "rice_cooker",
    "combi_stove",
    "dryer",
    "sterilizer",
    "robot_vacuum",
    "oven",
    "air_cleaner",
]
_SEASON: Final = (dt.date(2024, 10, 1), dt.date(2025, 5, 31))
_HIGH: Final = (dt.date(2025, 1, 15), dt.date(2025, 4, 15))
_YEAR: Final = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
_PLAN: Final = (dt.date(2024, 6, 14), dt.date(2024, 12, 31))

CLAUSES: Final[dict[str, pl.Expr]] = {
    "ap_listed": _in("ap_cat", _CATEGORIES),
    "ap_good": fact("ap_class") <= 2,
    "ap_dear": fact("ap_price") >= 100_000,
    "ap_time": _within("ap_date", *_PLAN),
    "car_dealer": fact("car_dealer_city") == "yinchuan",
    "car_reg": fact("car_reg_city") == "yinchuan",
    "car_time": _within("car_date", *_PLAN),
    "car_engine": _in("car_fuel", ("petrol", "diesel")),
    "car_electric": _in("car_fuel", ("bev", "phev")),
    "car_row": fact("car_price") <= 30_000_000,
    "eb_slow": fact("eb_speed") <= 25,
    "eb_light": fact("eb_weight") <= 55,
    "hh_award": _in("hh_status", ("lifted", "monitored")),
    "hh_travel": _in("hh_status", ("lifted", "rural_low_income", "relocated")),
    "waged": fact("annual_wage") >= 1_000_000,
    "insured": fact("ui_months") >= 12,
    "levelled": _in("cert_level", ("junior", "mid", "senior")),
    "certified": _within("cert_date", *_YEAR),
    "applied": (fact("cert_date") <= fact("app_date"))
    & (fact("app_date") <= fact("cert_date").dt.offset_by("12mo")),
    "season": _within("act_date", *_SEASON),
    "high": _within("act_date", *_HIGH),
    "mountain": _in("place", ("helan", "liupan", "luoshan", "nanhua")),
    "near": fact("forest_m") <= 200,
    "fire": _in("act", ("open_fire", "burning", "grave_paper", "fireworks", "picnic", "smoking")),
}
"""The clauses that are not a fact as it stands, each a column of the first stage."""

AREA: Final = pl.col("mountain") | pl.col("near")


@attrs.frozen
class Sums:
    """What a rule pays if the answer is yes: both ends in fen, and whether they stay open."""

    least: pl.Expr
    most: pl.Expr
    open: bool = False


@attrs.frozen
class Rule:
    """A rule: its clauses in the order of their bits, the facts to ask in theirs, what it pays, and when.

    `time` is the fact whose day selects the law, with the first and the last day; its clause is the last one.
    """

    clauses: Sequence[pl.Expr]
    facts: Sequence[str]
    sums: Sums | None = None
    asked: Mapping[str, pl.Expr] = attrs.field(factory=dict)
    time: tuple[str, dt.date, dt.date] | None = None


def _tenth(name: str) -> Sums:
    paid = pl.min_horizontal((fact(name) + 5) // 10, pl.lit(100_000, pl.Int64))
    known = fact(name).is_not_null()
    return Sums(pl.when(known).then(paid).otherwise(0), pl.when(known).then(paid).otherwise(100_000))


def _printed(least: int, most: int) -> Sums:
    return Sums(pl.lit(least, pl.Int64), pl.lit(most, pl.Int64), open=True)


def _bracket(unknown: int) -> pl.Expr:
    price = fact("car_price")
    by_price = pl.when(price < 10_000_000).then(100_000).when(price < 20_000_000).then(200_000)
    return by_price.when(price.is_not_null()).then(300_000).otherwise(unknown)


def _electric(unknown: int) -> pl.Expr:
    price = fact("car_price")
    return (
        pl.when(price >= 20_000_000).then(400_000).when(price.is_not_null()).then(200_000).otherwise(unknown)
    )


def _skill(unknown: int) -> pl.Expr:
    level = fact("cert_level")
    by_level = pl.when(level == "junior").then(100_000).when(level == "mid").then(150_000)
    return by_level.when(level == "senior").then(300_000).otherwise(unknown)


_CAR_FACTS: Final = (
    "buyer_individual",
    "car_bought",
    "car_date",
    "car_dealer_city",
    "car_fuel",
    "car_noncommercial",
    "car_price",
    "car_reg_city",
    "car_sold_own",
)
_CAR_LAST: Final = (
    fact("buyer_individual"),
    fact("car_noncommercial"),
    pl.col("car_reg"),
    fact("car_sold_own"),
    pl.col("car_time"),
)
_AREA_ASKED: Final = {"place": ~pl.col("near"), "forest_m": ~pl.col("mountain")}
"""A fact about the place is asked unless the other has settled it."""

RULES: Final[dict[str, Rule]] = {
    "goods.appliance": Rule(
        (
            fact("ap_buy"),
            pl.col("ap_good"),
            fact("buyer_individual"),
            pl.col("ap_listed"),
            pl.col("ap_dear"),
            pl.col("ap_time"),
        ),
        ("ap_buy", "ap_cat", "ap_class", "ap_date", "ap_price", "buyer_individual"),
        _tenth("ap_price"),
        time=("ap_date", *_PLAN),
    ),
    "goods.fuel_car": Rule(
        (fact("car_bought"), pl.col("car_row"), pl.col("car_dealer"), pl.col("car_engine"), *_CAR_LAST),
        _CAR_FACTS,
        Sums(_bracket(100_000), _bracket(300_000)),
        time=("car_date", *_PLAN),
    ),
    "goods.electric_car": Rule(
        (fact("car_bought"), pl.col("car_dealer"), pl.col("car_electric"), *_CAR_LAST),
        _CAR_FACTS,
        Sums(_electric(200_000), _electric(400_000)),
        time=("car_date", *_PLAN),
    ),
    "goods.bicycle": Rule(
        (
            fact("eb_cert"),
            fact("eb_pedals"),
            fact("eb_old_scrapped"),
            pl.col("eb_slow"),
            fact("eb_gb17761"),
            pl.col("eb_light"),
        ),
        ("eb_cert", "eb_gb17761", "eb_old_scrapped", "eb_pedals", "eb_price", "eb_speed", "eb_weight"),
        _tenth("eb_price"),
    ),
    "work.award": Rule(
        (pl.col("hh_award"), fact("job_stable"), pl.col("waged")),
        ("annual_wage", "hh_status", "job_stable"),
        _printed(100_000, 380_000),
    ),
    "work.travel": Rule(
        (fact("works_away"), pl.col("hh_travel"), fact("job_stable")),
        ("hh_status", "job_stable", "works_away"),
        _printed(20_000, 80_000),
    ),
    "work.skill": Rule(
        (pl.col("applied"), pl.col("levelled"), pl.col("certified"), pl.col("insured")),
        ("app_date", "cert_date", "cert_level", "ui_months"),
        Sums(_skill(100_000), _skill(300_000)),
    ),
    "fire.season": Rule((pl.col("season"),), ("act_date",), time=("act_date", *_SEASON)),
    "fire.high_risk": Rule((pl.col("high"),), ("act_date",), time=("act_date", *_HIGH)),
    "fire.restricted": Rule((AREA,), ("forest_m", "place"), asked=_AREA_ASKED),
    "fire.ban": Rule(
        (pl.col("fire"), AREA, pl.col("season")),
        ("act", "act_date", "forest_m", "place"),
        asked=_AREA_ASKED,
        time=("act_date", *_SEASON),
    ),
}


def _mask(bits: Sequence[pl.Expr]) -> pl.Expr:
    """Return truths as one number, null as false, in the smallest integer that holds them until the end."""
    small = pl.UInt8 if len(bits) <= 8 else pl.UInt16
    zero = pl.lit(0, small)
    found = [pl.when(bit).then(pl.lit(1 << place, small)).otherwise(zero) for place, bit in enumerate(bits)]
    return functools.reduce(operator.add, found).cast(pl.Int64)


def _missing(rule: Rule) -> pl.Expr:
    """Return the facts that are null, of two that stand for one another only what the other leaves open."""
    bits = []
    for name in rule.facts:
        bit = fact(name).is_null()
        if name in rule.asked:
            bit = bit & rule.asked[name].fill_null(value=True)
        bits.append(bit)
    return _mask(bits)


def _force(rule: Rule) -> pl.Expr:
    """Return the code of whether a rule is in force: 0 it is, 2 not yet, 3 no longer, 4 not known."""
    if rule.time is None:
        return pl.lit(0, pl.Int8)
    name, first, last = rule.time
    day, code = fact(name), functools.partial(pl.lit, dtype=pl.Int8)
    outside = pl.when(day < first).then(code(2)).when(day > last).then(code(3))
    return outside.when(day.is_null()).then(code(4)).otherwise(code(0))


def _outputs(name: str, rule: Rule) -> Iterator[pl.Expr]:
    """Yield the columns of a rule; `NAME#` says whether every clause is met."""
    met = pl.col(f"{name}#")
    yield met.cast(pl.Int8).fill_null(OPEN).alias(f"{name}.outcome")
    yield _force(rule).alias(f"{name}.force")
    if rule.sums is not None:
        yield pl.when(met).then(rule.sums.least).otherwise(0).alias(f"{name}.least")
        yield pl.when(met.not_()).then(0).otherwise(rule.sums.most).alias(f"{name}.most")
    yield _mask([clause.not_() for clause in rule.clauses]).alias(f"{name}.failed")
    missing = _missing(rule)
    yield pl.when(met.not_()).then(0).otherwise(missing).alias(f"{name}.missing")
    if rule.sums is not None and rule.sums.open:
        waiting = pl.lit(1 << len(rule.clauses), pl.Int64)
        yield pl.when(met.not_()).then(0).otherwise(waiting).alias(f"{name}.waiting")
    else:
        yield pl.lit(0, pl.Int64).alias(f"{name}.waiting")


def program(df: pl.DataFrame) -> pl.LazyFrame:
    """Return the answers of the eight rules as a plan in three stages: clauses, rules, answers."""
    clauses = [clause.alias(name) for name, clause in CLAUSES.items()]
    met = [pl.all_horizontal(rule.clauses).alias(f"{name}#") for name, rule in RULES.items()]
    answers = [output for name, rule in RULES.items() for output in _outputs(name, rule)]
    return df.lazy().with_columns(clauses).with_columns(met).select(KEY, *answers)


def decide(df: pl.DataFrame) -> pl.DataFrame:
    """Return the answers, a row for each row of facts."""
    return program(df).collect()
