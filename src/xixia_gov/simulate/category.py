"""The facts that sums are told apart by, and the category of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import polars as pl

from xixia_gov.batch.registry import Registry
from xixia_gov.casefile.cells import plain
from xixia_gov.engine.findings import reach_of
from xixia_gov.errors import InputError, Place, Problem, unknown_name
from xixia_gov.simulate.result import TRUTHS, By, Result
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject
from xixia_gov.vocabulary.facts import FactInfo, FactKind

_KINDS: Final = (FactKind.ONE_OF, FactKind.TRUTH)


def by_of(
    registry: Registry,
    kinds: Sequence[tuple[type[Matter], type[Subject]]],
    result: Result,
    asked: Sequence[str] | None,
) -> tuple[By, ...]:
    """Return the facts to tell sums apart by: those asked for, else the choices that rules read that differ.

    A fact is named by its path or its label. Raises `InputError` for one that there is not, that is no
    choice and no truth, or that the registry has no column for.
    """
    given = _given(registry, kinds)
    if asked is None:
        read = set(_read(result))
        return tuple(
            _by(path, info)
            for path, info in given.items()
            if info.kind is FactKind.ONE_OF and path in read and not _of_subject(path, kinds)
        )
    names = {path: path for path in given}
    for path, info in given.items():
        for label in (info.label.zh, info.label.en):
            names.setdefault(plain(label), path)
    facts = registry.book.facts
    problems: list[Problem] = []
    found: dict[str, By] = {}
    for name in asked:
        known = names.get(plain(name))
        if known is not None and given[known].kind in _KINDS:
            found[known] = _by(known, given[known])
            continue
        problems.append(Problem(_fault(name, known, given, facts), Place(f"--by {name}")))
    if problems:
        raise InputError(problems)
    return tuple(found.values())


def _fault(name: str, path: str | None, given: Mapping[str, FactInfo], facts: Mapping[str, FactInfo]) -> Text:
    if path is not None:
        label = given[path].label
        return Text(
            zh=f"“{label.zh}”既不是选项也不是是否, 不能分类",
            en=f"the {label.en} is no choice and no yes-or-no fact, so it makes no categories",
        )
    if name in facts:
        return Text(zh="登记册没有这一事实的列", en="the registry has no column for this fact")
    allowed = [one for one, info in given.items() if info.kind in _KINDS]
    return unknown_name(Text(zh="分类用的事实", en="fact to tell apart by"), name, allowed)


def _given(registry: Registry, kinds: Sequence[tuple[type[Matter], type[Subject]]]) -> dict[str, FactInfo]:
    """Return the facts that the registry has columns for, in the order of the columns."""
    found: dict[str, FactInfo] = {}
    for matter, subject in kinds:
        fields = registry.plan(matter, subject).fields
        for name in sorted(fields, key=lambda name: fields[name].number):
            info = registry.book.facts.get(name)
            if info is not None:
                found[name] = info
    return found


def _read(result: Result) -> Iterator[str]:
    """Yield the facts that the rules read that pay and differ."""
    for id_ in result.touched:
        if result.rules[id_].pays:
            for book in (result.now, result.then):
                for rule in book.rules.get(id_, ()):
                    yield from reach_of(book, rule).facts


def _of_subject(path: str, kinds: Sequence[tuple[type[Matter], type[Subject]]]) -> bool:
    return path.partition(".")[0] not in {matter.ROOT for matter, _ in kinds} | {"own"}


def _by(path: str, info: FactInfo) -> By:
    return By(path, info, TRUTHS if info.kind is FactKind.TRUTH else tuple(info.option_ids))


def category_of(frame: pl.DataFrame, by: By) -> pl.Series:
    """Return the category of each row: the id of an option, `true` or `false`, null where it is not given.

    >>> from xixia_gov.vocabulary.facts import FactInfo, FactKind
    >>> info = FactInfo(FactKind.TRUTH, Text(zh="", en=""), Text(zh="", en=""))
    >>> category_of(pl.DataFrame({"a.b": [True, None]}), By("a.b", info, TRUTHS)).to_list()
    ['true', None]
    """
    return frame.get_column(by.path).cast(pl.String)


__all__ = ["by_of", "category_of"]
