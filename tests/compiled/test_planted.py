# ruff: noqa: ARG001, ARG005 - a planted fault takes what the sound function takes
"""A fault planted in the compiled form is found: what holds the executors together would notice it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

from xixia_gov.engine.compiled import (
    numbers,
    rule,
    rulings,
    runtime,
    source,
    tables,
    truths,
)
from xixia_gov.engine.compiled.terms import TruthTerm
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.expression.nodes import Comparison
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.seeded import draw_cases
from xixia_gov.testing.verdicts import disagreements

BOOK = load_rulebook()
ROUNDED = rule.RuleCode._rounded  # noqa: SLF001 - a fault is planted inside
FORCE = rule.RuleCode._force  # noqa: SLF001 - as above
Plant = Callable[[pytest.MonkeyPatch], None]


def other_comparison(wrong: Comparison, right: Comparison) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        compared = numbers.compared

        def swapped(writer: Writer, operator: Comparison, one: Any, two: Any) -> TruthTerm:
            return compared(writer, wrong if operator is right else operator, one, two)

        patch.setattr(numbers, "compared", swapped)

    return plant


def setting(module: object, name: str, value: object) -> Plant:
    return lambda patch: patch.setattr(module, name, value)


def cap_that_skips_the_unknown(one: Any, two: Any) -> Any:
    return two if one is None else one if two is None else min(one, two)


def no_overlap(table: Any, holding: Any, settings: Any) -> int:
    return next((place for place, holds in enumerate(holding) if holds), len(table.rows))


def unheard(matter: Any, case: Any, key: str) -> bool | None:
    """Forget what is asserted of one matter."""
    return case.get(key)  # type: ignore[no-any-return]


PLANTS: dict[str, tuple[Plant, str]] = {
    "<= taken for <": (other_comparison(Comparison.LT, Comparison.LE), "trade_in.appliance"),
    ">= taken for >": (other_comparison(Comparison.GT, Comparison.GE), "trade_in.appliance"),
    "and taken for or": (setting(truths, "all_of", truths.any_of), "trade_in.appliance"),
    "or taken for and": (setting(truths, "any_of", truths.all_of), "employment.six_groups"),
    "half up taken for down": (
        setting(
            rule.RuleCode,
            "_rounded",
            lambda self, end, number, mode: ROUNDED(self, end, number, "down"),
        ),
        "trade_in.appliance",
    ),
    "minimum taken for maximum": (
        lambda patch: patch.setattr(
            numbers, "chosen", lambda writer, name, terms, true=numbers.chosen: true(writer, "max", terms)
        ),
        "trade_in.appliance",
    ),
    "an unknown price lifts the cap": (
        lambda patch: patch.setattr(
            numbers, "_nearer", lambda writer, name, one, two: one if not one.open else two
        ),
        "trade_in.appliance",
    ),
    "the last day left out": (
        lambda patch: patch.setattr(
            rule.RuleCode,
            "_force",
            lambda self, window, day, causes, *, open_: FORCE(
                self,
                window if window.last is None else attrs.evolve(window, last=day_before(window.last)),
                day,
                causes,
                open_=open_,
            ),
        ),
        "trade_in.appliance",
    ),
    "a shared end given to the first row": (setting(tables, "_row", no_overlap), "trade_in.car_replacement"),
    "findings of a matter forgotten": (setting(runtime, "asserted_in", unheard), "employment.service_1311"),
    "months counted one by one": (
        setting(runtime, "day_after", lambda name, day, number: (day[0], day[1], False)),
        "employment.skill_subsidy",
    ),
    "a failing condition not listed": (
        setting(source, "_is_false", lambda writer, truth: "False"),
        "trade_in.appliance",
    ),
    "an unknown force taken for in force": (setting(rulings, "UNKNOWN_FORCE", -1), "trade_in.appliance"),
    "a list taken for complete": (
        setting(runtime, "total", lambda found, complete, one: (0, 0)),
        "employment.household_award",
    ),
    "a choice nobody told taken for not made": (
        setting(runtime, "flag", lambda flags, option: (option, True) in flags.said),
        "employment.six_groups",
    ),
    "one stretch of a table too few": (
        setting(runtime, "places", lambda ends, least, most, true=runtime.places: true(ends, least, least)),
        "trade_in.car_replacement",
    ),
}


def day_before(day: Any) -> Any:
    return day.fromordinal(day.toordinal() - 1)


@pytest.fixture
def fresh() -> Iterator[None]:
    BOOK.memo.clear()
    yield
    BOOK.memo.clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, id_ = PLANTS[name]
    plant(monkeypatch)
    rule = BOOK.latest(id_)
    assert next(disagreements(BOOK, rule, draw_cases(BOOK, rule, 2_000, seed=3)), None) is not None


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("id_", sorted({id_ for _, id_ in PLANTS.values()}))
def test_without_a_fault_nothing_is_found(id_: str) -> None:
    rule = BOOK.latest(id_)
    assert list(disagreements(BOOK, rule, draw_cases(BOOK, rule, 40, seed=3))) == []
