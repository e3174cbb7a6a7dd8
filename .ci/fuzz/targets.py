"""What is fuzzed: the originals of each kind of file, and what is done with a damaged one.

A target gives back whether the file was answered or refused. Anything but a clean answer or an
`InputError` leaves it as the exception it is.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import json
import random
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final

import attrs

from fuzz.mutate import IN_TABLES, IN_TREES, damaged, encoded
from xixia_gov.casefile.csvcases import CsvCase, open_cases
from xixia_gov.casefile.read import read_each
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError, Problem
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.csv import csv_rows
from xixia_gov.report.json import dumps, to_json
from xixia_gov.report.summary import summary
from xixia_gov.report.table import check_table
from xixia_gov.report.tally import Tally
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.text import Lang
from xixia_gov.vocabulary.vocabulary import Vocabulary

ROOT: Final = Path(__file__).resolve().parents[2]
DAY: Final = dt.date(2024, 8, 20)
_ENCODINGS: Final = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")
_MOST_ROWS: Final = 6
LANGS: Final[tuple[Lang, ...]] = ("zh", "en")


@attrs.frozen
class Input:
    """A damaged file: its bytes, its name, and for a rule file where it stands in which rulebook."""

    target: str
    name: str
    raw: bytes
    matter: str = ""


@attrs.frozen
class Target:
    """A kind of file: how an input is drawn, what is tried with it, and its share of all rounds."""

    name: str
    share: int
    draw: Callable[[random.Random], Input]
    attempt: Callable[[Input], bool]


@cache
def book() -> Rulebook:
    """Return the shipped rulebook, loaded once for each process."""
    return load_rulebook()


@cache
def _toml_cases() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.toml")))


@cache
def _json_cases() -> tuple[str, ...]:
    return tuple(
        json.dumps(tomllib.loads(text), default=str, ensure_ascii=False, indent=indent)
        for text in _toml_cases()
        for indent in (None, 1)
    )


@cache
def _sheets() -> tuple[tuple[str, str], ...]:
    shop = (ROOT / "examples" / "appliance_shop.csv").read_text("utf-8-sig").splitlines()
    people = (
        "情形,事项,编号,数量,询问日期,citizen.groups,household.labour_income,findings.three_groups\n"
        "张,外出务工,1,1,2024/9/1,脱贫户、搬迁户,1.2万,是\n"
        "张,外出务工,2,,2024/9/1,脱贫户、搬迁户,1.2万,\n"
        "李,家电购买,3,2台,,,,\n"
    )
    return (("\n".join(shop), "家电购买"), (people, ""))


def _toml(draw: random.Random) -> Input:
    return Input("toml", "case.toml", encoded(damaged(draw.choice(_toml_cases()), draw, IN_TREES), draw))


def _json(draw: random.Random) -> Input:
    name = draw.choice(("case.json", "case.json", "-"))
    return Input("json", name, encoded(damaged(draw.choice(_json_cases()), draw, IN_TREES), draw))


def _jsonl(draw: random.Random) -> Input:
    text = "\n".join(draw.choice(_json_cases()[::2]) for _ in range(draw.randrange(1, 4)))
    return Input("jsonl", "cases.jsonl", encoded(damaged(text, draw, IN_TREES), draw))


def _csv(draw: random.Random) -> Input:
    text, matter = draw.choice(_sheets())
    head, *rows = text.split("\n")
    at = draw.randrange(max(len(rows) - _MOST_ROWS, 1))
    text = "\n".join([head, *rows[at : at + draw.randrange(1, _MOST_ROWS)]])
    text = text.replace(",", draw.choice(",,,;\t")).replace("\n", draw.choice(("\n", "\r\n", "\r")))
    raw = encoded(damaged(text, draw, IN_TABLES), draw, _ENCODINGS)
    return Input("csv", "sheet.csv", raw, matter if draw.random() < 0.9 else "")  # noqa: PLR2004 - mostly


def _answered(cases: Iterable[Case | InputError], *, said: bool) -> bool:
    """Answer cases and, where asked, put the answers into words in every way there is."""
    tally, clean = Tally(), False
    for case in cases:
        if isinstance(case, InputError):
            _complain(case.problems)
            continue
        try:
            assessment = assess(book(), case)
        except InputError as error:
            _complain(error.problems)
            continue
        clean = True
        tally.add(assessment)
        dumps(to_json(assessment))
        if said:
            for lang in LANGS:
                check_table(assessment, book(), lang, 100)
                csv_rows(assessment, book(), lang)
    if said:
        for lang in LANGS:
            summary(tally, book(), lang)
    return clean


def _complain(problems: tuple[Problem, ...]) -> None:
    """Render every complaint in both languages; a refusal without a reason in each is a fault."""
    zh, en = ([problem.render(lang) for problem in problems] for lang in LANGS)
    if not problems or not all(zh) or zh == en:
        message = f"refused without a reason in both languages: {zh}"
        raise AssertionError(message)


def _case_file(one: Input) -> bool:
    try:
        cases = read_each(one.raw, one.name, book(), as_of=DAY)
    except InputError as error:
        _complain(error.problems)
        return False
    return _answered(cases, said=len(one.raw) % 8 == 0)


def _sheet_file(one: Input) -> bool:
    matter = book().vocabulary.matter(one.matter) if one.matter else None
    try:
        found = open_cases(io.BytesIO(one.raw), one.name, book(), matter=matter)
        list(found.absent)
        rows = list(found.each(as_of=DAY))
    except InputError as error:
        _complain(error.problems)
        return False
    cases = [row.case if isinstance(row, CsvCase) else row for row in rows]
    return _answered(cases, said=len(one.raw) % 8 == 0)


@attrs.frozen
class _Folder:
    """A rulebook copied to a folder of this process, some cases it answers, and its vocabulary."""

    path: Path
    vocabulary: Vocabulary | None
    cases: tuple[Case, ...]


@cache
def _little() -> _Folder:
    sys.path.insert(0, str(ROOT / "tests" / "district"))
    vocabulary: Vocabulary = importlib.import_module("example_district").VOCABULARY
    path = _copied(ROOT / "tests" / "district" / "rules")
    loaded = load_rulebook(path, vocabulary=vocabulary)
    cases = tuple(
        Case(subject=subject(), as_of=dt.date(2025, 3, 1), matters=[matter()])
        for subject in vocabulary.subjects
        for matter in vocabulary.matters
    )
    for case in cases:
        assess(loaded, case)
    return _Folder(path, vocabulary, cases)


@cache
def _shipped() -> _Folder:
    cases = [
        case
        for text in _toml_cases()
        for case in read_each(text.encode(), "case.toml", book(), as_of=DAY)
        if isinstance(case, Case)
    ]
    return _Folder(_copied(ROOT / "rules"), None, tuple(cases))


def _copied(rules: Path) -> Path:
    path = Path(tempfile.mkdtemp(prefix="fuzz-")) / "rules"
    shutil.copytree(rules, path)
    return path


def _rule_file(name: str, folder: Callable[[], _Folder]) -> Callable[[random.Random], Input]:
    def drawn(draw: random.Random) -> Input:
        paths = sorted(folder().path.rglob("*.toml"))
        path = draw.choice(paths)
        text = path.read_text("utf-8")
        return Input(
            name, path.relative_to(folder().path).as_posix(), encoded(damaged(text, draw, IN_TREES), draw)
        )

    return drawn


def _with_rule_file(folder: Callable[[], _Folder]) -> Callable[[Input], bool]:
    def attempt(one: Input) -> bool:
        path = folder().path / one.name
        whole = path.read_bytes()
        path.write_bytes(one.raw)
        try:
            loaded = load_rulebook(folder().path, vocabulary=folder().vocabulary)
        except InputError as error:
            _complain(error.problems)
            return False
        finally:
            path.write_bytes(whole)
        for case in folder().cases:
            try:
                dumps(to_json(assess(loaded, case)))
            except InputError as error:
                _complain(error.problems)
        return True

    return attempt


TARGETS: Final = (
    Target("toml", 15, _toml, _case_file),
    Target("json", 12, _json, _case_file),
    Target("jsonl", 8, _jsonl, _case_file),
    Target("csv", 20, _csv, _sheet_file),
    Target("rules", 44, _rule_file("rules", _little), _with_rule_file(_little)),
    Target("shipped", 1, _rule_file("shipped", _shipped), _with_rule_file(_shipped)),
)


def target_of(number: int) -> Target:
    """Return the target of a round: of every hundred rounds each target has its share."""
    place = number * 37 % 100  # spread: 37 and 100 have no common divisor
    for target in TARGETS:
        place -= target.share
        if place < 0:
            return target
    raise AssertionError(number)


def forget() -> None:
    """Delete the folders of this process."""
    for folder in (_little, _shipped):
        if folder.cache_info().currsize:
            shutil.rmtree(folder().path.parent, ignore_errors=True)


__all__ = ["TARGETS", "Input", "Target", "forget", "target_of"]
