"""What is said of a row with facts missing holds for every way to fill them in, on rows of all kinds.

Rows are drawn whole and with facts forgotten; the difference of the whole row's sums must lie inside the
bounds that the forgetful one was given. The same rulebook on both sides gives no gain and no loss.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import pytest

from xixia_gov.batch.executor import by_columns
from xixia_gov.batch.heads import Wanted
from xixia_gov.batch.registry import Part, Registry, read_registry
from xixia_gov.columns.schema import schema_of
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.simulate.answered import Side, answered_by
from xixia_gov.simulate.change import changed
from xixia_gov.simulate.compare import compared, ends_of
from xixia_gov.simulate.difference import RuleDifference, only_moved, rule_difference
from xixia_gov.simulate.direction import Way
from xixia_gov.simulate.result import Move, Sums
from xixia_gov.simulate.written import read_changes
from xixia_gov.testing.rows import Rows
from xixia_gov.vocabulary.base import Matter, Subject

AS_OF = dt.date(2024, 12, 31)
COUNT = 240
QUICK = (
    ("AppliancePurchase", "Citizen", ("trade_in.appliance.cap=1500",)),
    ("AppliancePurchase", "Citizen", ("trade_in.appliance.cap=1500", "trade_in.appliance.rate=8%")),
    ("AppliancePurchase", "Citizen", ("trade_in.appliance.floor=500", "trade_in.appliance.worst_class=1")),
    ("LabourPlacement", "Organisation", ("employment.labour_placement.least_months=3",)),
)
SLOW = (
    ("AppliancePurchase", "Citizen", ("trade_in.appliance.floor=1500",)),
    ("AppliancePurchase", "Citizen", ("trade_in.appliance.issued=2024-07-01",)),
    ("CarReplacement", "Citizen", ("trade_in.car_replacement.middle_sum=2500",)),
    ("CarReplacement", "Citizen", ("trade_in.car_replacement.middle_most=250000",)),
    ("CarReplacement", "Citizen", ("trade_in.car_replacement.closes=2024-10-31",)),
    (
        "SkillCertificate",
        "Citizen",
        ("employment.skill_subsidy.within=18", "employment.skill_subsidy.senior=2500"),
    ),
    ("OutwardWork", "Citizen", ("employment.travel_three_groups.low=500",)),
    (
        "CraftWorkshop",
        "Citizen",
        ("employment.craft.county_share=50%", "employment.craft_workshop.county_people=8"),
    ),
)
CHANGES = (*QUICK, *(pytest.param(*one, marks=pytest.mark.slow) for one in SLOW))
ALIKE = (
    *sorted({(one, who) for one, who, _ in QUICK}),
    *(
        pytest.param(one, who, marks=pytest.mark.slow)
        for one, who in sorted({(one, who) for one, who, _ in SLOW} - {(one, who) for one, who, _ in QUICK})
    ),
)


@attrs.frozen
class Setting:
    """Two rulebooks, and what rows are about."""

    now: Rulebook
    then: Rulebook
    matter: type[Matter]
    subject: type[Subject]

    @property
    def rules(self) -> tuple[str, ...]:
        return schema_of(self.now, self.matter, self.subject).rules

    @property
    def differences(self) -> dict[str, RuleDifference]:
        return {id_: rule_difference(self.now, self.then, id_) for id_ in self.rules}


def setting(book: Rulebook, matter: str, subject: str, written: Sequence[str]) -> Setting:
    then = changed(book, read_changes(book, written)) if written else book
    kind, who = book.vocabulary.matter(matter), book.vocabulary.subject(subject)
    assert kind is not None
    assert who is not None
    return Setting(book, then, kind, who)


def rows_of(one: Setting, seed: int, nulls: float) -> dict[str, list[Any]]:
    schema = schema_of(one.now, one.matter, one.subject)
    return Rows(one.now, schema, seed=seed).columns(COUNT, nulls=nulls)


def forgetful(rows: Mapping[str, Sequence[Any]], seed: int) -> dict[str, list[Any]]:
    """Return rows with some facts forgotten; findings stay, since they were said of the facts."""
    chance = random.Random(seed)  # noqa: S311 - the same rows each time are the point
    return {
        name: [value if name.startswith("findings.") or chance.random() < 0.8 else None for value in values]
        for name, values in rows.items()
    }


def registry_of(one: Setting, path: Path, rows: Mapping[str, Sequence[Any]]) -> Registry:
    frame = {"key": [str(number) for number in range(COUNT)]}
    money = {name for name in rows if name in one.now.facts and one.now.facts[name].kind.value == "money"}
    named = {f"{name} (fen)" if name in money else name: values for name, values in rows.items()}
    types = {name: pl.Int64 if name.endswith(" (fen)") else None for name in named}
    columns = {
        name: pl.Series(name, values, dtype=types[name], strict=False) for name, values in named.items()
    }
    pl.DataFrame({**frame, **{name: s for name, s in columns.items() if s.dtype != pl.Null}}).write_parquet(
        path
    )
    wanted = Wanted(matter=one.matter, subject=one.subject, key="key")
    return read_registry(path, one.now, wanted=wanted, as_of=AS_OF)


def sums_of(
    one: Setting, path: Path, rows: Mapping[str, Sequence[Any]]
) -> dict[tuple[str, str], tuple[Move, Sums]]:
    """Return what each rule comes to for each row that is answered, by the rule and the row's key."""
    registry = registry_of(one, path, rows)
    found: dict[tuple[str, str], tuple[Move, Sums]] = {}
    with registry:
        for chunk in registry.chunks():
            for part in chunk.parts:
                for cell, sums in by_row(one, registry, part):
                    found[cell.rule, str(cell.category)] = (cell.move, sums)
    return found


def by_row(one: Setting, registry: Registry, part: Part) -> Iterator[tuple[Any, Sums]]:
    differences = one.differences
    paying = {id_ for id_ in one.rules if one.now.latest(id_).payment is not None}
    moved = {
        id_: each.moved
        for id_, each in differences.items()
        if each.touched and each.moved is not None and id_ in paying
    }
    sides = (
        Side(one.now, {}, only_moved(one.now, moved)),
        Side(one.then, {}, only_moved(one.then, moved)),
    )
    answered, kept, _ = answered_by(
        registry, part, sides, (one.rules, one.rules), tuple(moved), AS_OF, by_columns
    )
    keys = kept.get_column("key").cast(pl.String)
    rules = {id_: (differences[id_], True) for id_ in paying}
    for cell, sums in compared(ends_of(answered, rules), None, {"key": keys}):
        if cell.by:
            yield cell, sums


@pytest.mark.parametrize(("matter", "subject", "written"), CHANGES, ids=lambda one: str(one)[:40])
def test_whatever_the_missing_facts_are_the_difference_is_within_its_bounds(
    book: Rulebook, tmp_path: Path, matter: str, subject: str, written: tuple[str, ...]
) -> None:
    one = setting(book, matter, subject, written)
    whole = rows_of(one, 11, nulls=0.0)
    known = sums_of(one, tmp_path / "whole.parquet", whole)
    said = sums_of(one, tmp_path / "forgetful.parquet", forgetful(whole, 12))
    touched = {id_ for id_, each in one.differences.items() if each.touched}
    met: Counter[Move] = Counter()
    for place in known.keys() & said.keys():
        (move, bounds), (_, exact) = said[place], known[place]
        assert bounds.now_least <= exact.now_least, place
        assert bounds.then_least <= exact.then_least, place
        if (exact.now_least, exact.then_least) != (exact.now_most, exact.then_most):
            continue
        difference = exact.then_least - exact.now_least
        assert (exact.low, exact.high) == (difference, difference), place
        # What is said of the forgetful row covers what comes of the whole one.
        assert bounds.low is None or bounds.low <= difference, place
        assert bounds.high is None or difference <= bounds.high, place
        if place[0] in touched:
            met[move] += 1
            way = one.differences[place[0]].way
            assert way is not Way.UP or difference >= 0, place
            assert way is not Way.DOWN or difference <= 0, place
    assert sum(met.values()) > COUNT // 8
    assert met.keys() - {Move.SAME}, "no row shows that anything differs"


@pytest.mark.parametrize(("matter", "subject"), ALIKE)
def test_a_rulebook_against_itself_gives_no_gain_and_no_loss(
    book: Rulebook, tmp_path: Path, matter: str, subject: str
) -> None:
    one = setting(book, matter, subject, ())
    found = sums_of(one, tmp_path / "rows.parquet", rows_of(one, 21, nulls=0.2))
    assert len(found) > COUNT // 4
    for move, sums in found.values():
        assert move is Move.SAME
        assert (sums.low, sums.high) == (0, 0)
        assert (sums.now_least, sums.now_most) == (sums.then_least, sums.then_most)


def test_there_and_back_is_the_difference_turned_round(book: Rulebook, tmp_path: Path) -> None:
    there = setting(book, "AppliancePurchase", "Citizen", ("trade_in.appliance.cap=1500",))
    back = attrs.evolve(there, now=there.then, then=there.now)
    rows = rows_of(there, 31, nulls=0.2)
    found = sums_of(there, tmp_path / "there.parquet", rows)
    turned = sums_of(back, tmp_path / "back.parquet", rows)
    for place, (_, sums) in found.items():
        other = turned[place][1]
        assert (other.low, other.high) == (
            None if sums.high is None else -sums.high,
            None if sums.low is None else -sums.low,
        )
