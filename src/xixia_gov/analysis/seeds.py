"""The examples of a rule as cells, and each with one of its values changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xixia_gov.analysis.axes import ABSENT, Axis
from xixia_gov.analysis.examples import case_of_example
from xixia_gov.analysis.parts import Cell
from xixia_gov.analysis.places import value_at
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.unknown import UNKNOWN


def seeds_of(book: Rulebook, rule: Rule, axes: Mapping[str, Axis]) -> Iterator[Cell]:
    """Yield the rule's own examples as cells, as far as an axis has what they give."""
    for example in rule.examples:
        try:
            case = case_of_example(book, rule, example)
        except InputError:
            continue
        values = {name: _value(book, case, axis) for name, axis in axes.items()}
        yield {name: value for name, value in values.items() if value is not None}


def _value(book: Rulebook, case: Case, axis: Axis) -> Any:  # noqa: ANN401 - whatever the axis holds
    name = axis.name
    if name == "subject":
        return type(case.subject).__name__
    if name in book.readings:
        return case.settle.get(name)
    if name != "as_of" and name not in book.facts:
        return case.matters[0].findings.get(name, case.findings.get(name))
    value = value_at(book, case, name)
    if value is UNKNOWN:
        return ABSENT if axis.gate is not None else None
    return None if value == () else value


def moved(axes: Mapping[str, Axis], seeds: Iterable[Cell]) -> Iterator[dict[str, Any]]:
    """Yield each cell with each of its values changed to every other."""
    for seed in seeds:
        for name, axis in axes.items():
            for value in axis.values:
                if seed.get(name) != value:
                    yield {**seed, name: value}


__all__ = ["moved", "seeds_of"]
