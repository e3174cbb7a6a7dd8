"""An axis is one thing a rule reads that may vary, with the values that stand for all others.

A rule compares facts with constants, so the values of a fact fall into cells: below, at, between and
above the constants it is compared with, each listed option and one other. Every value of a cell is
worth the same to the rule, so one of them stands for it. Where a fact is compared with another fact,
or counts in a sum, its values are a sample and the axis says so.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

import attrs

from xixia_gov.analysis.edges import edges_of, neighbours, values
from xixia_gov.analysis.places import opened_by, read_paths
from xixia_gov.analysis.uses import Uses, uses_of
from xixia_gov.engine.findings import open_keys, reach_of, suppliers_of
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags, Gate

ABSENT: Final = UNKNOWN
"""The value of a fact whose gate is shut: it does not exist, so a case gives none."""

_MANY_FLAGS: Final = 6
"""Of a many-of fact with no more options than this every combination is tried."""


@attrs.frozen
class Axis:
    """A fact by its path, a finding by its key, a reading by its id, `as_of`, or `subject`.

    `exact` says that no other value could come out otherwise than one of `values`. `gate` is the axis
    that must have `opened` for this one to have a value at all.
    """

    name: str
    values: tuple[Any, ...] = attrs.field(repr=False)
    exact: bool = True
    gate: str | None = None
    opened: Any = None


def axes_of(book: Rulebook, rule: Rule) -> dict[str, Axis]:
    """Return the axes of a rule by their names: all that its answer can depend on.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> axes = axes_of(book, book.latest("trade_in.appliance"))
    >>> axes["purchase.energy_class"].values, axes["purchase.energy_class"].exact
    ((1, 2, 3, UNKNOWN), True)
    """
    uses = uses_of(book, rule)
    read = reach_of(book, rule)
    edges = edges_of(book, rule)
    axes: dict[str, Axis] = {}
    if len(rule.subjects) > 1:
        axes["subject"] = Axis("subject", rule.subjects)
    for path in ("as_of", *read_paths(book, rule)):
        if path == "as_of":
            if "as_of" in read.facts:
                days, exact = _days(uses.get(path, Uses()), edges.days)
                axes[path] = Axis(path, days, exact=exact)
            continue
        info = book.facts[path]
        if info.kind is FactKind.RELATION:
            continue
        found, exact = _values(book, info, uses.get(path, Uses()), lambda info=info: values(edges, info))
        gate = info.exists_if
        if gate is None:
            # A fact that a definition computes may be left to it.
            more = (UNKNOWN,) if path in suppliers_of(book) else ()
            axes[path] = Axis(path, (*found, *more), exact=exact)
        else:
            axes[path] = Axis(path, (*found, ABSENT), exact, _gate_path(path, gate), opened_by(gate))
    for key in open_keys(book, rule):
        name, _, option = key.rpartition("/")
        if name in read.lists:
            fact = book.lists[name].fact
            if option not in _told_apart(book, book.facts[fact], uses.get(fact, Uses())):
                continue
        axes[key] = Axis(key, (True, False))
    for id_ in rule.readings:
        reading = book.readings[id_]
        options = sorted(reading.options, key=lambda one: (one != reading.preferred, one))
        axes[id_] = Axis(id_, tuple(options))
    return axes


def _gate_path(path: str, gate: Gate) -> str:
    return f"{path.partition('.')[0]}.{gate.fact}"


def _told_apart(book: Rulebook, info: FactInfo, use: Uses) -> tuple[str, ...]:
    """Return the options a rule tells apart: those it names, and one of each sort of the others.

    Options are of one sort where they are in the same lists, or perhaps in them.
    """
    lists = [book.lists[name] for name in sorted(use.lists)]
    seen: set[tuple[bool, ...]] = set()
    kept: list[str] = []
    for option in info.option_ids:
        sort = tuple(option in part for named in lists for part in (named.items, named.may))
        if option in use.named or sort not in seen:
            kept.append(option)
        if option not in use.named:
            seen.add(sort)
    return tuple(kept)


def _values(book: Rulebook, info: FactInfo, use: Uses, anything: Any) -> tuple[tuple[Any, ...], bool]:  # noqa: ANN401
    match info.kind:
        case FactKind.TRUTH:
            return (True, False), True
        case FactKind.NUMBER | FactKind.MONEY if not use.related:
            wrap = Money if info.kind is FactKind.MONEY else int
            numbers = {one for one in use.constants if isinstance(one, Fraction)}
            return tuple(wrap(one) for one in _numbers(numbers, info)), True
        case FactKind.DATE:
            return _days(use, {one for one in use.constants if isinstance(one, dt.date)}, anything)
        case FactKind.ONE_OF:
            return _options(book, info, use), True
        case FactKind.MANY_OF:
            return _flags(book, info, use)
        case _:
            return tuple(anything()), False


def _numbers(constants: Iterable[Fraction], info: FactInfo) -> Iterator[int]:
    found: set[int] = set()
    for constant in constants:
        whole = constant.numerator // constant.denominator
        found |= {whole - 1, whole, whole + 1}
        if constant.denominator != 1:
            found.add(whole + 2)
    if info.least is not None:
        found.add(info.least)
    if info.most is not None:
        found.add(info.most)
    inside = sorted(
        one
        for one in found
        if (info.least is None or one >= info.least) and (info.most is None or one <= info.most)
    )
    yield from inside or [0]


def _days(use: Uses, days: Iterable[Any], anything: Any = None) -> tuple[tuple[dt.date, ...], bool]:  # noqa: ANN401
    if use.related and anything is not None:
        return tuple(anything()), False
    constants = {one for one in (*use.constants, *days) if isinstance(one, dt.date)}
    return neighbours(constants) or (dt.date(2024, 7, 1),), not use.related


def _options(book: Rulebook, info: FactInfo, use: Uses) -> tuple[str, ...]:
    return info.option_ids if info.ordered else _told_apart(book, info, use)


def _flags(book: Rulebook, info: FactInfo, use: Uses) -> tuple[tuple[Flags, ...], bool]:
    kept = _told_apart(book, info, use)
    exact = len(kept) <= _MANY_FLAGS
    sizes = range(len(kept) + 1) if exact else (0, 1, 2, len(kept))
    held = (chosen for size in sizes for chosen in itertools.combinations(kept, size))
    said = (tuple((option, True) for option in sorted(one)) for one in held)
    return tuple(Flags(one, complete=True) for one in said), exact


__all__ = ["ABSENT", "Axis", "axes_of"]
