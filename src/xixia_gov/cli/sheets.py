"""CSV files answered row by row: each case is handed on as soon as it is decided, and nothing is kept."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import attrs

from xixia_gov.casefile.columns import Target
from xixia_gov.casefile.csvcases import CsvCases, open_cases
from xixia_gov.casefile.unusual import unusual
from xixia_gov.cli.answers import STDIN, Answer, Asked, answer, unreadable
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject

_MOST_NOTES: Final = 20
"""How many cells that were worked out are told one by one; the rest are counted."""
_MOST_NAMED: Final = 10
_IN_MEMORY: Final = 1 << 24


def csv_answers(  # noqa: PLR0913 - one for each thing a command line can say of a sheet
    book: Rulebook,
    name: str,
    asked: Asked,
    *,
    matter: type[Matter] | None,
    subject: type[Subject] | None,
    ignored: tuple[str, ...] = (),
) -> Iterator[Answer | InputError | Problem]:
    """Yield an answer for each case of a CSV, or all that is wrong with it, and what is to be told."""
    try:
        stream = _seekable(name)
    except (OSError, ValueError) as error:
        yield InputError([Problem(unreadable(error), Place(name))])
        return
    with stream:
        try:
            cases = open_cases(stream, name, book, matter=matter, subject=subject, ignored=ignored)
            yield from _each(book, name, cases, asked)
        except InputError as error:
            yield error


def _each(
    book: Rulebook, name: str, cases: CsvCases, asked: Asked
) -> Iterator[Answer | InputError | Problem]:
    if cases.sheet.gb18030:
        text = Text(
            zh="文件不是 UTF-8, 按 GB18030 (GBK) 读取",
            en="the file is not UTF-8; it is read as GB18030 (GBK)",
        )
        yield Problem(text, Place(name))
    absent = cases.absent
    if absent:
        yield Problem(_absent(absent), Place(name, cases.sheet.header.line))
    told = left = odd = 0
    today_told = asked.as_of is not None
    for number, one in enumerate(cases.each(as_of=asked.as_of or asked.today), 1):
        if isinstance(one, InputError):
            yield one
            continue
        for note in one.notes:
            told += 1
            if told <= _MOST_NOTES:
                yield note
            else:
                left += 1
        for problem in unusual(book, one.case):
            odd += 1
            if odd <= _MOST_NOTES:
                yield attrs.evolve(problem, place=Place(name, one.line, 0, problem.place.field))
        found = answer(book, name, number, one.case, asked)
        if isinstance(found, InputError):
            yield InputError(
                attrs.evolve(problem, place=Place(name, one.line, 0, problem.place.field))
                for problem in found.problems
            )
            continue
        yield attrs.evolve(found, line=one.line, id=one.id, today=not one.dated and not today_told)
        today_told = today_told or not one.dated
    if left:
        text = Text(zh=f"另有 {left} 格照此换算", en=f"{left} more cells are taken so")
        yield Problem(text, Place(name))
    if odd > _MOST_NOTES:
        more = odd - _MOST_NOTES
        text = Text(zh=f"另有 {more} 个不寻常的值", en=f"{more} more values are unusual")
        yield Problem(text, Place(name))


def _absent(targets: Sequence[Target]) -> Text:
    more = len(targets) - _MOST_NAMED
    zh = "、".join(target.info.label.zh for target in targets[:_MOST_NAMED])
    en = ", ".join(target.info.label.en for target in targets[:_MOST_NAMED])
    if more > 0:
        zh, en = f"{zh}等 {len(targets)} 项", f"{en} and {more} more"
    return Text(
        zh=f"没有这些事实的列, 各行都按不知道计: {zh}",
        en=f"no column holds these facts, which are unknown in every row: {en}",
    )


def _seekable(name: str) -> IO[bytes]:
    """Return a file that can be read twice; standard input goes to a file of its own where it is large."""
    if name != STDIN:
        return Path(name).open("rb")
    kept = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(sys.stdin.buffer, kept)
    return kept
