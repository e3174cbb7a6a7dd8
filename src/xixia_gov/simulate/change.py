"""A rulebook with other figures: built anew from its rule files by the code that reads any rule file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeVar

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.figure import Figure
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.build import build, digest
from xixia_gov.rulebook.entries import Entries, Read, read_entries
from xixia_gov.rulebook.schema import FamilyEntry, FigureEntry, RuleEntry
from xixia_gov.rulebook.source import Source, read_all, shown_folder
from xixia_gov.simulate.domains import domain_faults, row_faults
from xixia_gov.simulate.written import Change, in_money, understood, value_text
from xixia_gov.text import Text
from xixia_gov.units import RATIO, YUAN

T = TypeVar("T")

WHAT_IF: Final = Text(zh="假设", en="what-if")
"""What the title of a rulebook with changed figures ends in."""


def changed(book: Rulebook, changes: Sequence[Change]) -> Rulebook:
    """Return the rulebook that has other values of some figures, with all else as it is.

    It is built from the rule files of `book`, read again and held to be the same, so that whatever loading
    checks is checked of the changed figures too. What no gazette prints has no phrase there: a changed figure
    has no anchor, the rules have no worked examples, and the digest is one of its own.

    Raises `InputError` with all that is wrong: no change at all, a figure whose value changes with the day,
    a value of another sort, one that the facts it is compared with cannot have, rows of a table that no
    longer are apart.

    >>> import xixia_gov as xg
    >>> from xixia_gov.simulate.written import read_changes
    >>> book = xg.load_rulebook()
    >>> then = changed(book, read_changes(book, ["trade_in.appliance.cap=1500"]))
    >>> then.figures["trade_in.appliance/cap"].versions[0].value, then.digest == book.digest
    (Fraction(150000, 1), False)
    """
    if not changes:
        message = Text(
            zh="没有任何改变; 用 --set 规则.数值=新值 或 --against 文件夹",
            en="nothing is changed; use --set RULE.FIGURE=VALUE or --against DIR",
        )
        raise InputError([Problem(message)])
    problems = _value_problems(book, changes)
    if problems:
        raise InputError(problems)
    entries, sources = _files(book)
    rebuilt, wrong = _built(book, entries, sources, changes)
    if wrong:
        raise InputError(_blamed(book, entries, sources, changes, wrong))
    made = _supposed(book, rebuilt, changes)
    problems = [Problem(message, place) for message, place in _table_faults(book, made, changes)]
    if problems:
        raise InputError(problems)
    return made


def changed_as(book: Rulebook, written: Sequence[str]) -> Rulebook:
    """Return the rulebook with changes as they are written, `RULE.FIGURE=VALUE`.

    Raises `InputError` with all that is wrong with any of them, in their order: a change that cannot be read
    keeps no other one from being looked at. What figures bring about together, such as rows of a table that
    overlap, is looked at where each of them is right by itself, for it may depend on those that are not.

    >>> import xixia_gov as xg
    >>> then = changed_as(xg.load_rulebook(), ["trade_in.appliance.cap=1500"])
    >>> then.figures["trade_in.appliance/cap"].versions[0].value
    Fraction(150000, 1)
    """
    changes, problems = understood(book, written)
    if not problems:
        return changed(book, changes)
    problems += _value_problems(book, changes)
    order = {f"--set {said}": place for place, said in reversed(list(enumerate(written)))}
    raise InputError(sorted(problems, key=lambda one: order[one.place.path]))


# ---- what is wrong with a value, whatever reads it ----


def _value_problems(book: Rulebook, changes: Sequence[Change]) -> list[Problem]:
    return [Problem(message, one.place) for one in changes for message in _faults(book, one)]


def _faults(book: Rulebook, change: Change) -> Iterator[Text]:
    figure = book.figures[change.key]
    if len(figure.versions) > 1:
        days = "; ".join(
            f"{version.since or '…'}: {value_text(version.value, figure.unit).zh}"
            for version in figure.versions
        )
        yield Text(
            zh=f"这个数值按日期有几个值 ({days}); 请复制规则文件夹, 在其中改好, 再用 --against",
            en=f"this figure changes with the day ({days}); change it in a copy of the rules folder and name "
            "that with --against",
        )
        return
    then, now = change.exact(figure), figure.versions[0].value
    if then == now:
        said = value_text(now, figure.unit)
        yield Text(zh=f"现在就是{said.zh}; 没有改变", en=f"it is {said.en} already; nothing is changed")
    elif isinstance(then, Fraction) and isinstance(now, Fraction):
        yield from _number_faults(figure, change, now, then)
        yield from domain_faults(book, figure, then)


def _number_faults(figure: Figure, change: Change, now: Fraction, then: Fraction) -> Iterator[Text]:
    if then < 0 <= now:
        yield Text(zh=f"不能小于0, 却是 {change.value}", en=f"it is at least 0, found {change.value}")
    if figure.unit == RATIO and isinstance(change.value, int) and change.value > 1 and now.denominator != 1:
        yield Text(
            zh=f"这是一个比例, 现在是{value_text(now, RATIO).zh}; {change.value} 即 {change.value}00%, "
            f"是否应为 {change.value}%?",
            en=f"this is a ratio, now {value_text(now, RATIO).en}; {change.value} is {change.value}00%, "
            f"did you mean {change.value}%?",
        )
    if in_money(figure.unit) and figure.unit == YUAN and then.denominator != 1:
        yield Text(
            zh=f"{change.value} 小数超过两位; 最小单位是分",
            en=f"{change.value} has more than two decimals; the smallest unit is the fen",
        )


# ---- the files, and the rulebook they give with other values in them ----


def _files(book: Rulebook) -> tuple[Entries, list[Source]]:
    """Return the entries of the rule files of a rulebook, which are those it was made from."""
    from pathlib import Path  # noqa: PLC0415 - as in loading

    folder = Path(book.path)
    if not book.path or not folder.is_dir():
        message = Text(
            zh="规则库不是从文件夹读入的, 不能改其中的数值",
            en="the rulebook was not read from a folder, so its figures cannot be changed",
        )
        raise InputError([Problem(message, Place(book.path))])
    files = read_all(folder)
    if files.problems or digest(files.sources) != book.digest:
        message = Text(
            zh="规则文件在读入之后变了; 请重新运行",
            en="the rule files have changed since they were read; run again",
        )
        raise InputError([Problem(message, Place(book.path))])
    entries, _ = read_entries(files.sources, files.broken, shown_folder(folder))
    return entries, files.sources


def _built(
    book: Rulebook, entries: Entries, sources: list[Source], changes: Sequence[Change]
) -> tuple[Rulebook, list[Problem]]:
    values = {one.key: one for one in changes}
    return build(_with(entries, values), book.vocabulary, sources, book.path, sound=True)


def _with(entries: Entries, values: Mapping[str, Change]) -> Entries:
    """Return the entries with other values of some figures, by the keys that building gives them."""
    first: dict[str, int] = {}
    for entry in (
        *(one.entry for one in entries.rules),
        *(rule for family in entries.families for rule in family.entry.rules),
    ):
        first[entry.id] = min(entry.version, first.get(entry.id, entry.version))

    def ruled(entry: RuleEntry) -> RuleEntry:
        name = entry.id if entry.version == first[entry.id] else f"{entry.id}@{entry.version}"
        return attrs.evolve(entry, figures=_figures(entry.figures, f"{name}/", values))

    def family(entry: FamilyEntry) -> FamilyEntry:
        figures = _figures(entry.figures, f"{entry.family}/", values)
        return attrs.evolve(entry, figures=figures, rules=[ruled(rule) for rule in entry.rules])

    return attrs.evolve(
        entries,
        definitions=[
            _evolved(one, attrs.evolve(one.entry, figures=_figures(one.entry.figures, "", values)))
            for one in entries.definitions
        ],
        families=[_evolved(one, family(one.entry)) for one in entries.families],
        rules=[_evolved(one, ruled(one.entry)) for one in entries.rules],
    )


def _evolved(read: Read[T], entry: T) -> Read[T]:
    return attrs.evolve(read, entry=entry)


def _figures(
    entries: Mapping[str, FigureEntry], prefix: str, values: Mapping[str, Change]
) -> dict[str, FigureEntry]:
    return {
        name: attrs.evolve(entry, value=values[f"{prefix}{name}"].value)
        if f"{prefix}{name}" in values
        else entry
        for name, entry in entries.items()
    }


def _blamed(
    book: Rulebook, entries: Entries, sources: list[Source], changes: Sequence[Change], wrong: list[Problem]
) -> list[Problem]:
    """Return what building found, each under the change that alone brings it about, else under all."""
    left = {one.message: None for one in wrong}
    found: list[Problem] = []
    for change in changes:
        _, alone = _built(book, entries, sources, [change])
        for one in alone:
            if one.message in left:
                del left[one.message]
                found.append(Problem(one.message, change.place))
    together = Place(f"--set {' '.join(one.said for one in changes)}")
    return [*found, *(Problem(message, together) for message in left)]


def _table_faults(book: Rulebook, made: Rulebook, changes: Sequence[Change]) -> Iterator[tuple[Text, Place]]:
    told = {one.key: one.place for one in changes}
    for key, message in row_faults(book, made, frozenset(told)):
        yield message, told[key]


def _supposed(book: Rulebook, rebuilt: Rulebook, changes: Sequence[Change]) -> Rulebook:
    """Return a rebuilt rulebook that says of itself what is supposed in it."""
    figures = dict(rebuilt.figures)
    lines = [book.digest]
    for one in sorted(changes, key=lambda one: one.key):
        figure = figures[one.key]
        (version,) = figure.versions
        printed = value_text(book.figures[one.key].versions[0].value, figure.unit)
        note = Text(zh=f"假设的数值; 条文是{printed.zh}", en=f"supposed; the text has {printed.en}")
        bare = attrs.evolve(version, anchor="")
        figures[one.key] = attrs.evolve(figure, versions=(bare,), note=note)
        value = version.value.isoformat() if isinstance(version.value, dt.date) else str(version.value)
        lines.append(f"{one.key}={value}")
    bare_rules = {
        id_: tuple(attrs.evolve(rule, examples=()) for rule in versions)
        for id_, versions in rebuilt.rules.items()
    }
    title = Text(zh=f"{book.title.zh}（{WHAT_IF.zh}）", en=f"{book.title.en} ({WHAT_IF.en})")
    return attrs.evolve(
        rebuilt,
        title=title,
        digest=hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        figures=FrozenMap(figures),
        rules=FrozenMap(bare_rules),
    )


__all__ = ["WHAT_IF", "changed", "changed_as"]
