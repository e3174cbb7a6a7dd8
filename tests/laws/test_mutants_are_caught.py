"""A slip planted in the interpreter or in a rule is caught by the rule's own examples or by a law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest

from xixia_gov.analysis.examples import case_of_example, example_faults
from xixia_gov.analysis.places import with_fact
from xixia_gov.engine import interpret
from xixia_gov.engine.compare import compare
from xixia_gov.expression.nodes import Comparison
from xixia_gov.frozen import FrozenMap
from xixia_gov.interval import Interval
from xixia_gov.model.definition import Band
from xixia_gov.model.figure import Figure
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.laws import check_examples, refines
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN

BOOK = load_rulebook()
LATEST = [versions[-1] for versions in BOOK.rules.values()]


def caught(book: Rulebook, rule: Rule, hint: str = "") -> bool:
    """Whether an example comes out otherwise than it says; stops at the first that does.

    Examples whose expectations mention the hint are tried first.
    """
    likely = sorted(rule.examples, key=lambda example: hint not in str(dict(example.expect)))
    return any(True for example in likely for _ in example_faults(book, rule, example))


def with_rule(rule: Rule) -> Rulebook:
    return attrs.evolve(BOOK, rules=FrozenMap({**BOOK.rules, rule.id: (rule,)}))


def swapped(operator: Comparison, other: Comparison) -> Callable[..., Truth]:
    """Return `compare` with one operator meaning another."""

    def slipped(asked: Comparison, one: Interval[Any], two: Interval[Any]) -> Truth:
        return compare(other if asked is operator else asked, one, two)

    return slipped


SLIPS = [
    (Comparison.GE, Comparison.GT),
    (Comparison.LE, Comparison.LT),
    (Comparison.LT, Comparison.LE),
    (Comparison.GE, Comparison.LE),
    (Comparison.LE, Comparison.GE),
]


@pytest.mark.parametrize(("operator", "other"), SLIPS, ids=[f"{a.value} as {b.value}" for a, b in SLIPS])
def test_an_operator_that_means_another_is_caught(
    monkeypatch: pytest.MonkeyPatch, operator: Comparison, other: Comparison
) -> None:
    monkeypatch.setattr(interpret, "compare", swapped(operator, other))
    assert any(caught(BOOK, rule) for rule in LATEST)


def test_at_least_read_as_above_is_caught_at_the_floor_of_the_appliance_subsidy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(interpret, "compare", swapped(Comparison.GE, Comparison.GT))
    with pytest.raises(AssertionError, match=r"trade_in\.appliance: example"):
        check_examples(BOOK, BOOK.latest("trade_in.appliance"))


def test_an_unknown_taken_for_false_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def settled_at_once(operator: Comparison, one: Interval[Any], two: Interval[Any]) -> Truth:
        found = compare(operator, one, two)
        return Truth.FALSE if found is Truth.UNKNOWN else found

    monkeypatch.setattr(interpret, "compare", settled_at_once)
    rule = BOOK.latest("trade_in.appliance")
    assert caught(BOOK, rule)
    example = rule.examples[0]
    full = case_of_example(BOOK, rule, example)
    with pytest.raises(AssertionError, match="breaks refinement"):
        refines(BOOK, rule, full, with_fact(full, "purchase.unit_price", UNKNOWN))


CONDITIONS = [
    (rule, condition.id) for rule in LATEST for condition in rule.conditions if not condition.implied_by
]


@pytest.mark.parametrize(("rule", "name"), CONDITIONS, ids=[f"{rule.id}/{name}" for rule, name in CONDITIONS])
def test_a_condition_left_out_is_caught(rule: Rule, name: str) -> None:
    kept = tuple(condition for condition in rule.conditions if condition.id != name)
    mutant = attrs.evolve(rule, conditions=kept)
    assert caught(with_rule(mutant), mutant, f"'{name}'")


CHECKS = [(rule, condition.id) for rule in LATEST for condition in rule.check]


@pytest.mark.parametrize(("rule", "name"), CHECKS, ids=[f"{rule.id}/{name}" for rule, name in CHECKS])
def test_a_part_of_a_duty_left_out_is_caught(rule: Rule, name: str) -> None:
    mutant = attrs.evolve(rule, check=tuple(one for one in rule.check if one.id != name))
    assert caught(with_rule(mutant), mutant)


ALTERNATIVES = [(r, c.id, a.id) for r in LATEST for c in r.conditions for a in c.alternatives]


@pytest.mark.parametrize(
    ("rule", "name", "left_out"), ALTERNATIVES, ids=[f"{r.id}/{c}.{a}" for r, c, a in ALTERNATIVES]
)
def test_an_alternative_left_out_is_caught(rule: Rule, name: str, left_out: str) -> None:
    conditions = tuple(
        attrs.evolve(c, alternatives=tuple(a for a in c.alternatives if a.id != left_out))
        if c.id == name
        else c
        for c in rule.conditions
    )
    mutant = attrs.evolve(rule, conditions=conditions)
    assert caught(with_rule(mutant), mutant)


def written_together(rule: Rule) -> tuple[str, ...]:
    """Return the rules whose period is one line: of a family's file, or of an instrument's date."""
    if rule.window.anchor is None:
        shared = [
            one for one in LATEST if one.window.anchor is None and one.cite.instrument == rule.cite.instrument
        ]
    else:
        shared = [one for one in LATEST if one.path == rule.path and one.window.first == rule.window.first]
    return tuple(one.id for one in shared)


WINDOWS = [
    (together, end, days)
    for together in dict.fromkeys(written_together(rule) for rule in LATEST)
    for end in ("first", "last")
    for days in (-1, 1)
    if getattr(BOOK.latest(together[0]).window, end) is not None
]


@pytest.mark.parametrize(
    ("together", "end", "days"), WINDOWS, ids=[f"{ids[0]} {end} {days:+d}" for ids, end, days in WINDOWS]
)
def test_a_period_a_day_longer_or_shorter_is_caught(together: tuple[str, ...], end: str, days: int) -> None:
    mutants = {}
    for rule in (BOOK.latest(id_) for id_ in together):
        moved_to = getattr(rule.window, end) + dt.timedelta(days=days)
        mutants[rule.id] = (attrs.evolve(rule, window=attrs.evolve(rule.window, **{end: moved_to})),)
    book = attrs.evolve(BOOK, rules=FrozenMap({**BOOK.rules, **mutants}))
    assert any(caught(book, rule, "'force'") for (rule,) in mutants.values())


def bracket(**changes: object) -> Rulebook:
    """Return the rulebook with the rows of the car table changed, each by a function of the row."""
    table = BOOK.tables["trade_in.car_replacement/bracket"]
    rows = tuple(changes[row.id](row) if row.id in changes else row for row in table.rows)  # type: ignore[operator]
    return attrs.evolve(BOOK, tables=FrozenMap({**BOOK.tables, table.key: attrs.evolve(table, rows=rows)}))


def test_two_brackets_that_pay_each_others_sums_are_caught() -> None:
    rows = {row.id: row for row in BOOK.tables["trade_in.car_replacement/bracket"].rows}
    mutant = bracket(
        low=lambda row: attrs.evolve(row, gives=rows["middle"].gives),
        middle=lambda row: attrs.evolve(row, gives=rows["low"].gives),
    )
    with pytest.raises(AssertionError, match="expects amount"):
        check_examples(mutant, BOOK.latest("trade_in.car_replacement"))


@pytest.mark.parametrize("row", ["low", "middle", "upper"])
def test_a_bracket_whose_upper_end_is_outside_it_is_caught(row: str) -> None:
    def opened(one: Any) -> Any:
        cells = tuple(
            attrs.evolve(cell, most=None, under=cell.most) if isinstance(cell, Band) else cell
            for cell in one.cells
        )
        return attrs.evolve(one, cells=cells)

    assert caught(bracket(**{row: opened}), BOOK.latest("trade_in.car_replacement"))


FIGURES = sorted({key for rule in LATEST for key in BOOK.figures if key.startswith(f"{rule.id}/")} | {"belt"})


def moved(figure: Figure, step: int) -> Figure:
    """Return a figure one fen, unit or day off; a ratio is moved by a hundredth."""

    def off(value: Fraction | dt.date) -> Fraction | dt.date:
        if isinstance(value, dt.date):
            return value + dt.timedelta(days=step)
        return value + (Fraction(step, 100) if value.denominator != 1 else step)

    versions = tuple(attrs.evolve(version, value=off(version.value)) for version in figure.versions)
    return attrs.evolve(figure, versions=versions)


@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize("key", FIGURES)
def test_a_figure_one_step_off_is_caught(key: str, step: int) -> None:
    book = attrs.evolve(BOOK, figures=FrozenMap({**BOOK.figures, key: moved(BOOK.figures[key], step)}))
    owner = key.partition("/")[0]
    rules = [rule for rule in LATEST if rule.id == owner] or LATEST
    assert any(caught(book, rule) for rule in rules)
