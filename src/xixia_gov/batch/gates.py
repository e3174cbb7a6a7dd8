"""A fact that may not exist has a gate; rows that give the fact and shut its gate contradict themselves."""

from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Iterator

import polars as pl

from xixia_gov.casefile.columns import Target, targets_of
from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.facts import FactKind


def contradictory(classes: Collection[type[Thing]], held: Collection[str]) -> pl.Expr:
    """Return whether a row contradicts itself, over the columns there are; never null."""
    targets = {target.name: target for cls in classes for target in targets_of(cls)}
    shut = [one for target in targets.values() for one in _shut(target, targets, held)]
    both = list(_both(list(targets.values()), held))
    return functools.reduce(operator.or_, [*shut, *both], pl.lit(value=False))


def _given(target: Target, held: Collection[str]) -> pl.Expr | None:
    """Return whether a row gives a fact; None where no column does."""
    names = [target.name]
    if target.info.kind is FactKind.MANY_OF:
        names = [f"{target.name}.{option}" for option in target.info.option_ids]
    known = [pl.col(name).is_not_null() for name in names if name in held]
    return functools.reduce(operator.or_, known) if known else None


def _shut(target: Target, targets: dict[str, Target], held: Collection[str]) -> Iterator[pl.Expr]:
    """Yield whether a fact is given although its gate says that it does not exist."""
    gate = target.info.exists_if
    given = _given(target, held)
    if gate is None or given is None:
        return
    name = f"{target.name.partition('.')[0]}.{gate.fact}"
    if name in held and name in targets:
        open_ = pl.col(name) if gate.option is None else pl.col(name) == gate.option
        yield given & ~open_.fill_null(value=True)


def _both(targets: list[Target], held: Collection[str]) -> Iterator[pl.Expr]:
    """Yield whether two facts are given that need different options of one gate."""
    for index, one in enumerate(targets):
        for two in targets[index + 1 :]:
            first, second = one.info.exists_if, two.info.exists_if
            if first is None or second is None or first.option == second.option:
                continue
            root, other = one.name.partition(".")[0], two.name.partition(".")[0]
            here, there = _given(one, held), _given(two, held)
            if (root, first.fact) == (other, second.fact) and here is not None and there is not None:
                yield here & there


__all__ = ["contradictory"]
