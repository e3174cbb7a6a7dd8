"""Edges are the values at which a rule can change its mind: each figure and its two neighbours.

Money is tried one fen either side, a count one unit, a date one day; where a rate meets a cap, or a
date meets a number of months, the sum or day at which they meet is an edge too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

import attrs

from xixia_gov import dates
from xixia_gov.analysis.places import read_paths, value_at
from xixia_gov.engine.findings import reach_of
from xixia_gov.errors import ValueProblem
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.units import RATIO, YUAN, Unit
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags, facts_of

_SPANS: Final = {"days": 1, "months": 1, "years": 12}
_MANY: Final = 100_000_000
"""A count well above every figure."""
_MUCH: Final = 1_000_000_000_000
"""A sum in fen well above every figure."""


@attrs.frozen
class Edges:
    """The edges of one rule: numbers by their unit (money in fen), days, and what leads from day to day.

    `spans` of time are added to days; `periods` of the calendar have a first and a last day.
    """

    numbers: dict[Unit, frozenset[Fraction]]
    days: frozenset[dt.date]
    spans: frozenset[tuple[str, int]]
    periods: frozenset[str] = frozenset()

    def led_to(self, day: dt.date) -> set[dt.date]:
        """Return the days that a day leads to or comes from: by a span, by the ends of a period, or by both.

        >>> edges = Edges({}, frozenset(), frozenset({("months", 1)}), frozenset({"year"}))
        >>> [str(one) for one in sorted(edges.led_to(dt.date(2024, 8, 20)))][1:4]
        ['2023-12-01', '2023-12-31', '2024-01-01']
        """
        at_ends = self._ends({day})
        shifted = {other for one in (day, *at_ends) for other in _shifted(one, self.spans)}
        return at_ends | shifted | self._ends(shifted)

    def _ends(self, days: Iterable[dt.date]) -> set[dt.date]:
        ends = (dates.first_day_of, dates.last_day_of)
        return {end(day, period) for day in days for period in self.periods for end in ends}


def edges_of(book: Rulebook, rule: Rule) -> Edges:
    """Return the figures a rule reads, the ends of its periods, and what follows from them.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> sorted(edges_of(book, book.latest("trade_in.appliance")).numbers[YUAN])
    [Fraction(100000, 1), Fraction(1000000, 1)]
    """
    read = reach_of(book, rule)
    numbers: dict[Unit, set[Fraction]] = {}
    days = {book.known_through, book.known_through + dt.timedelta(days=1)}
    spans: set[tuple[str, int]] = set()
    for key in read.figures:
        figure = book.figures[key]
        days |= {version.since for version in figure.versions if version.since is not None}
        for version in figure.versions:
            if isinstance(version.value, dt.date):
                days.add(version.value)
            elif figure.unit is not None:
                numbers.setdefault(figure.unit, set()).add(version.value)
                if figure.unit.name in _SPANS and version.value.denominator == 1:
                    spans.add((figure.unit.name, version.value.numerator))
    for id_ in (rule.id, *read.rules):
        for version_of_rule in book.rules[id_]:
            window = version_of_rule.window
            days |= {day for day in (window.first, window.last) if day is not None}
    rates = numbers.get(RATIO, set())
    sums = numbers.get(YUAN, set())
    numbers[YUAN] = sums | {one / rate for one in sums for rate in rates if rate}
    return Edges(
        {unit: frozenset(values) for unit, values in numbers.items()},
        frozenset(days),
        frozenset(spans),
        read.periods,
    )


def _shifted(day: dt.date, spans: Iterable[tuple[str, int]]) -> Iterator[dt.date]:
    """Yield the days a span of time before and after a day, as far as there are such days."""
    for unit, count in spans:
        for n in (count, -count):
            try:
                if unit == "days":
                    yield dates.add_days(day, n)
                else:
                    yield dates.add_months(day, n * _SPANS[unit])
            except ValueProblem:
                continue


def neighbours(days: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """Return each day with the day before and the day after, in order."""
    one = dt.timedelta(days=1)
    found: set[dt.date] = set()
    for day in days:
        found.add(day)
        if day > dt.date.min:
            found.add(day - one)
        if day < dt.date.max:
            found.add(day + one)
    return tuple(sorted(found))


def values(edges: Edges, info: FactInfo) -> tuple[Any, ...]:
    """Return the known values of a fact worth trying by themselves."""
    match info.kind:
        case FactKind.TRUTH:
            return (True, False)
        case FactKind.NUMBER:
            return tuple(_numbers(edges.numbers.get(info.unit, ()), info))
        case FactKind.MONEY:
            return tuple(Money(fen) for fen in _numbers(edges.numbers.get(YUAN, ()), info))
        case FactKind.DATE:
            days = set(edges.days)
            for day in edges.days:
                days |= edges.led_to(day)
            return neighbours(days)
        case FactKind.ONE_OF:
            return info.option_ids
        case FactKind.MANY_OF:
            return tuple(_flags(info.option_ids))
        case FactKind.CODE:
            return ("A", "B")
        case FactKind.LIST:
            assert info.element is not None  # noqa: S101 - a list has one
            return tuple(_lists(edges, info.element))
        case FactKind.RELATION:
            return ()


def _numbers(figures: Iterable[Fraction], info: FactInfo) -> Iterator[int]:
    least = info.least if info.least is not None else -_MANY
    most = info.most if info.most is not None else _MUCH if info.kind is FactKind.MONEY else _MANY
    found = {least, least + 1, most}
    for figure in figures:
        whole = figure.numerator // figure.denominator
        found |= {whole - 1, whole, whole + 1}
        if figure.denominator != 1:
            found.add(whole + 2)
    yield from sorted(number for number in found if least <= number <= most)


def _flags(options: tuple[str, ...]) -> Iterator[Flags]:
    yield Flags((), complete=True)
    yield Flags(tuple((option, True) for option in sorted(options)), complete=True)
    for option in options:
        yield Flags(((option, True),), complete=True)
    for option in options:
        yield Flags(((option, True),), complete=False)
        yield Flags(((option, False),), complete=False)


def _lists(edges: Edges, element: type[Thing]) -> Iterator[tuple[Thing, ...]]:
    yield ()
    yield (element(),)
    for fact in facts_of(element):
        for value in values(edges, fact.info):
            yield (element(**{fact.name: value}),)
            if isinstance(value, Money):
                half = Money(value.fen // 2)
                rest = Money(value.fen - half.fen)
                yield (element(**{fact.name: half}), element(**{fact.name: rest}))


def values_near(book: Rulebook, edges: Edges, case: Case, rule: Rule, path: str) -> tuple[Any, ...]:
    """Return the values of a fact worth trying in a case: its own edges, and its other facts'.

    Days and numbers are also tried against the case's other facts of their kind, so that a clause
    that compares two facts meets its edge.
    """
    info = book.facts[path]
    found = dict.fromkeys(values(edges, info))
    others = [
        as_of_or_fact(book, case, other) for other in ("as_of", *read_paths(book, rule)) if other != path
    ]
    match info.kind:
        case FactKind.DATE:
            days = {value for value in others if isinstance(value, dt.date)}
            for day in tuple(days):
                days |= edges.led_to(day)
            found |= dict.fromkeys(neighbours(days))
        case FactKind.MONEY:
            near = {value.fen for value in others if isinstance(value, Money)}
            found |= dict.fromkeys(
                Money(fen + step) for fen in sorted(near) for step in (-1, 0, 1) if fen + step >= 0
            )
        case _:
            pass
    return tuple(found)


def as_of_or_fact(book: Rulebook, case: Case, path: str) -> Any:  # noqa: ANN401 - any value
    """Return what a case gives for a path, `UNKNOWN` where it gives nothing."""
    value = value_at(book, case, path)
    return UNKNOWN if value == () else value


__all__ = ["Edges", "edges_of", "neighbours", "values", "values_near"]
