"""Lint asks what loading cannot: does the text bear the rules out, and do the rules say all they should.

Loading errors come first; a rulebook that does not load is not linted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

import attrs

from xixia_gov.engine.findings import reach_of
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.condition import Condition
from xixia_gov.model.definition import Opening
from xixia_gov.model.instrument import Citation
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.anchors import (
    Anchor,
    GazetteText,
    check_anchors,
    make_lock,
    read_gazette,
    read_lock,
    write_lock,
)
from xixia_gov.rulebook.lint_instruments import instrument_problems
from xixia_gov.rulebook.lint_operators import operator_problems
from xixia_gov.rulebook.lint_printed import printed_problems
from xixia_gov.rulebook.load import load_with_sources
from xixia_gov.rulebook.location import built_in_rules
from xixia_gov.rulebook.numerals import carries
from xixia_gov.text import Text
from xixia_gov.vocabulary.vocabulary import Vocabulary

LOCK: Final = "anchors.lock"
_LATIN: Final = re.compile(r"[A-Za-z]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_QUOTED: Final = re.compile(r"“[^”]*”")


@attrs.frozen
class LintReport:
    """What lint found: problems, and notes on what could not be looked at."""

    problems: tuple[Problem, ...]
    notes: tuple[Text, ...]
    rules: int
    examples: int
    anchors: int


def lint(
    path: str | Path | None = None,
    *,
    gazette: str | Path | None = None,
    vocabulary: Vocabulary | None = None,
) -> LintReport:
    """Return what is wrong with a rules folder that loads; the built-in one by default.

    `gazette` is the folder of the gazette texts; without it the anchors are compared with
    `anchors.lock` alone, and a note says so. Raises `InputError` when the rules do not load or the
    gazette folder is missing.
    """
    folder = built_in_rules() if path is None else Path(path)
    book, _ = load_with_sources(folder, vocabulary=vocabulary)
    anchors = list(anchors_of(book))
    gazettes, notes = _gazettes(book, gazette)
    lock = read_lock(folder / LOCK)
    problems = [
        *check_anchors(anchors, book.instruments, gazettes, lock),
        *_figure_problems(book),
        *printed_problems(book),
        *operator_problems(book),
        *instrument_problems(book),
        *_unread(book),
        *_words(book),
        *_examples(book),
    ]
    rules = [rule for versions in book.rules.values() for rule in versions]
    return LintReport(
        problems=tuple(sorted(problems, key=lambda one: (str(one.place), one.message.en))),
        notes=notes,
        rules=len(rules),
        examples=sum(len(rule.examples) for rule in rules),
        anchors=len({(one.instrument, one.at, one.phrase) for one in anchors}),
    )


def relock(
    path: str | Path | None = None,
    *,
    gazette: str | Path,
    vocabulary: Vocabulary | None = None,
) -> int:
    """Write `anchors.lock` anew from the gazette texts; return how many anchors it holds.

    Raises `InputError`, and writes nothing, where an anchor is not in its provision.
    """
    folder = built_in_rules() if path is None else Path(path)
    book, _ = load_with_sources(folder, vocabulary=vocabulary)
    anchors = list(anchors_of(book))
    gazettes, _ = _gazettes(book, gazette)
    assert gazettes is not None  # noqa: S101 - a gazette folder was given
    made = make_lock(anchors, book.instruments, gazettes)
    problems = check_anchors(anchors, book.instruments, gazettes, made)
    if problems:
        raise InputError(problems)
    write_lock(folder / LOCK, made)
    return len(made.spots)


def _gazettes(
    book: Rulebook, folder: str | Path | None
) -> tuple[Mapping[str, GazetteText] | None, tuple[Text, ...]]:
    if folder is None:
        note = Text(
            zh="未读取公报原文, 只核对了 anchors.lock",
            en="the gazette text was not read; only anchors.lock was compared",
        )
        return None, (note,)
    where = Path(folder)
    if not where.is_dir():
        message = Text(zh="公报文件夹不存在", en="there is no such gazette folder")
        raise InputError([Problem(message, Place(str(where)))])
    names = {one.gazette for one in book.instruments.values() if one.gazette is not None}
    found: dict[str, GazetteText] = {}
    notes: list[Text] = []
    for name in sorted(names):
        file = where / f"{name}.txt"
        if file.is_file():
            found[name] = read_gazette(file)
        else:
            notes.append(Text(zh=f"缺少公报原文 {name}.txt", en=f"the gazette text {name}.txt is not there"))
    return found, tuple(notes)


def anchors_of(book: Rulebook) -> Iterator[Anchor]:
    """Yield every phrase the rules cite, with the provision it must stand in."""
    for figure in book.figures.values():
        for version in figure.versions:
            yield _anchor(version.cite, version.anchor, figure.key)
    for reading in book.readings.values():
        if reading.anchor is not None and reading.cite is not None:
            yield _anchor(reading.cite, reading.anchor, reading.id)
    for opening in _openings(book):
        if opening.anchor is not None and opening.cite is not None:
            yield _anchor(opening.cite, opening.anchor, opening.key)
    for versions in book.rules.values():
        for rule in versions:
            if rule.window.anchor is not None:
                yield _anchor(rule.window.cite, rule.window.anchor, rule.id)
            for handed in rule.refers:
                yield _anchor(handed.cite, handed.anchor, rule.id)


def _anchor(cite: Citation, phrase: str, key: str) -> Anchor:
    return Anchor(cite.instrument, cite.at, phrase, Place(field=key))


def _openings(book: Rulebook) -> Iterator[Opening]:
    for definition in book.definitions.values():
        if definition.opening is not None:
            yield definition.opening
    for named in book.lists.values():
        if named.opening is not None:
            yield named.opening
    for rule, condition in _clauses(book):
        if condition.opening is not None:
            yield condition.opening
        del rule
    for versions in book.rules.values():
        for rule in versions:
            if rule.payment is not None and rule.payment.opening is not None:
                yield rule.payment.opening


def _clauses(book: Rulebook) -> Iterator[tuple[Rule, Condition]]:
    for versions in book.rules.values():
        for rule in versions:
            for condition in (*rule.conditions, *rule.check):
                yield rule, condition


def _figure_problems(book: Rulebook) -> Iterator[Problem]:
    """Report a figure whose phrase does not carry its value."""
    for figure in book.figures.values():
        if figure.assumed:
            continue
        for version in figure.versions:
            value, unit = version.value, "date"
            if isinstance(value, Fraction):
                name = str(figure.unit) if figure.unit is not None else "ratio"
                in_yuan = figure.unit is not None and ("yuan", 1) in figure.unit.powers
                value, unit = (value / 100 if in_yuan else value), name
            if not carries(version.anchor, value, unit):
                words = Text(zh="", en="") if figure.unit is None else figure.unit.label
                zh, en = f"{value} {words.zh}".rstrip(), f"{value} {words.en}".rstrip()
                yield Problem(
                    Text(
                        zh=f"短语“{version.anchor}”没有写出数值 {zh}",
                        en=f"the phrase “{version.anchor}” does not carry the figure {en}",
                    ),
                    Place(field=figure.key),
                )


def _unread(book: Rulebook) -> Iterator[Problem]:
    """Report what is declared and never read: figures, lists, definitions, a rule's own facts."""
    read: set[str] = set()
    for versions in book.rules.values():
        for rule in versions:
            reach = reach_of(book, rule)
            read |= reach.figures | reach.lists | reach.definitions | reach.facts | reach.tables
    supplies = {d.key for d in book.definitions.values() if d.supplies in read}
    for key in (*book.figures, *book.lists, *book.definitions, *book.tables):
        if key not in read and key not in supplies:
            yield Problem(Text(zh=f"“{key}”没有规则读取", en=f"no rule reads {key!r}"), Place(field=key))
    for path in book.facts:
        if path.startswith("own.") and path not in read:
            yield Problem(
                Text(zh=f"事实“{path}”没有规则读取", en=f"no rule reads the fact {path!r}"),
                Place(field=path),
            )


def _words(book: Rulebook) -> Iterator[Problem]:
    """Report Chinese words with English letters in them, and English ones with Chinese."""
    for key, text in texts_of(book):
        if _LATIN.search(_QUOTED.sub("", text.zh)):
            yield Problem(
                Text(zh=f"中文里有英文字母: {text.zh}", en=f"Latin letters in the Chinese: {text.zh}"),
                Place(field=key),
            )
        if _HAN.search(_QUOTED.sub("", text.en)):
            yield Problem(
                Text(
                    zh=f"英文里有汉字: {text.en}",
                    en=f"Chinese characters in the English: {text.en}",
                ),
                Place(field=key),
            )


def texts_of(book: Rulebook) -> Iterator[tuple[str, Text]]:
    """Yield the words of a rulebook, each with the key of what it belongs to."""
    for versions in book.rules.values():
        for rule in versions:
            yield rule.id, rule.title
            for note in rule.notes:
                yield rule.id, note.text
            for exemption in rule.exemptions:
                yield rule.id, exemption.text
            for handed in rule.refers:
                yield rule.id, handed.what
            if rule.office is not None:
                yield rule.id, rule.office
    for _, condition in _clauses(book):
        yield condition.key, condition.text
        for alternative in condition.alternatives:
            yield condition.key, alternative.text
    for reading in book.readings.values():
        yield reading.id, reading.question
        for option in reading.options.values():
            yield reading.id, option
        if reading.why is not None:
            yield reading.id, reading.why
    for definition in book.definitions.values():
        yield definition.key, definition.label


def _examples(book: Rulebook) -> Iterator[Problem]:
    for versions in book.rules.values():
        for rule in versions:
            if not rule.examples:
                yield Problem(
                    Text(zh=f"规则“{rule.id}”没有例子", en=f"rule {rule.id!r} has no example"),
                    Place(rule.path, field=rule.id),
                )
