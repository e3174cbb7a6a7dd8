"""Seeded random cases of a rule, fast and many: for holding one executor against another.

Hypothesis looks for small counterexamples; this only draws, so that twenty thousand cases a rule are
seconds of work. As there, most cases start from one that the rule's examples decide.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from xixia_gov.analysis.axes import Axis, axes_of
from xixia_gov.analysis.parts import case_in
from xixia_gov.analysis.seeds import seeds_of
from xixia_gov.engine.findings import keys_of
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.facts import Flags

_FORGETTING: Final = (0.0, 0.0, 0.05, 0.2, 0.5, 0.9)
"""How likely a fact is left out, case by case: some cases know all, some nearly nothing."""

_SETTLINGS: Final = 1_000
"""How many settlings of the readings are drawn at most: each compiles the rule once more."""


def draw_cases(book: Rulebook, rule: Rule, count: int, seed: int) -> Iterator[Case]:
    """Yield random cases at the figures and days of a rule; equal seeds give equal cases.

    Facts are missing, readings settled, open terms asserted (now and then against the facts, which makes
    a contradictory case). There are a few fewer than `count`: what no case can hold is passed over.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> rule = book.latest("trade_in.appliance")
    >>> len(list(draw_cases(book, rule, 50, seed=1))) > 25
    True
    """
    draw = random.Random(f"{seed}/{rule.id}")  # noqa: S311 - cases, no secrets
    axes = axes_of(book, rule)
    seeds = [dict(cell) for cell in seeds_of(book, rule, axes)]
    keys = sorted(keys_of(book, rule))
    settle: dict[str, str] = {}
    for number in range(count):
        if number % max(1, count // _SETTLINGS) == 0:
            settle = _settling(book, axes, draw)
        base = draw.choice(seeds) if seeds and draw.random() < 0.7 else {}  # noqa: PLR2004 - most of them
        case = case_in(book, rule, {**_cell(book, axes, base, draw), **settle})
        if case is not None:
            yield _asserting(attrs.evolve(case, settle=settle), keys, draw)


def _cell(
    book: Rulebook, axes: Mapping[str, Axis], base: Mapping[str, Any], draw: random.Random
) -> dict[str, Any]:
    forgotten = draw.choice(_FORGETTING)
    cell: dict[str, Any] = {}
    for name, axis in axes.items():
        if name in book.readings:
            continue
        value = base[name] if name in base and draw.random() < 0.75 else draw.choice(axis.values)  # noqa: PLR2004
        if name != "subject" and draw.random() < forgotten:
            continue
        if isinstance(value, Flags) and draw.random() < 0.3:  # noqa: PLR2004 - now and then
            value = _partly(book.facts[name].option_ids, draw)
        cell[name] = value
    return cell


def _settling(book: Rulebook, axes: Mapping[str, Axis], draw: random.Random) -> dict[str, str]:
    """Return a choice for some of the readings: seldom one, mostly none."""
    readings = ((name, axis) for name, axis in axes.items() if name in book.readings)
    return {name: draw.choice(axis.values) for name, axis in readings if draw.random() < 0.15}  # noqa: PLR2004


def _partly(options: tuple[str, ...], draw: random.Random) -> Flags:
    """Return choices of which only some are said to be made or not."""
    said = ((option, draw.random() < 0.5) for option in sorted(options) if draw.random() < 0.5)  # noqa: PLR2004
    return Flags(tuple(said), complete=False)


def _asserting(case: Case, keys: list[str], draw: random.Random) -> Case:
    if not keys or draw.random() > 0.2:  # noqa: PLR2004 - seldom
        return case
    chosen = draw.sample(keys, min(len(keys), draw.choice((1, 1, 2, 3))))
    said = {key: draw.random() < 0.6 for key in chosen}  # noqa: PLR2004 - more often so than not
    if draw.random() < 0.5:  # noqa: PLR2004 - of the case, or of its matter
        return attrs.evolve(case, findings={**case.findings, **said})
    matter = case.matters[0]
    return attrs.evolve(case, matters=(attrs.evolve(matter, findings={**matter.findings, **said}),))


__all__ = ["draw_cases"]
