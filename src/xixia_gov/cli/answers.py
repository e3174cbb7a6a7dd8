"""Case files answered one after the other: what cannot be read or answered is told, the rest go on."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from xixia_gov.casefile.read import read_each
from xixia_gov.casefile.unusual import unusual
from xixia_gov.engine.decide import Decided
from xixia_gov.engine.interpreted import assess_all
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

STDIN = "-"
_SNIFFED = 1 << 16
_TABLE = Text(
    zh="不是 TOML 或 JSON, 看来是表格; 若是 CSV, 请加 --csv 或 --matter 事项",
    en="this is neither TOML nor JSON, but looks like a table; for a CSV, add --csv or --matter KIND",
)


@attrs.frozen
class Asked:
    """What a run asks of each case.

    `as_of` overrides the case's own day; `today` stands in where it gives none. `settle` overrides
    the case's readings, `otherwise` settles those that are left open.
    """

    today: dt.date
    as_of: dt.date | None = None
    rules: Collection[str] | None = None
    settle: Mapping[str, str] = attrs.field(factory=dict)
    otherwise: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Answer:
    """One case answered: which file it is from, its place there (from 1), and whether today stood in.

    `line` is the line of its first row and `id` what it is called, where the file is a CSV.
    """

    name: str
    number: int
    assessment: Assessment
    decided: tuple[Decided, ...]
    today: bool
    line: int = 0
    id: str = ""


def answers(book: Rulebook, names: Sequence[str], asked: Asked) -> Iterator[Answer | InputError | Problem]:
    """Yield an answer for each case of each file, in order, or all that is wrong with it.

    A problem alone comes before an answer: a value that is answered as it stands, and is unusual.
    """
    for name in names:
        try:
            raw = read_bytes(name)
        except InputError as error:
            yield error
            continue
        try:
            cases = read_each(raw, name, book, as_of=asked.as_of or asked.today)
        except InputError as error:
            yield InputError([Problem(_TABLE, Place(name))]) if _is_table(raw, name) else error
            continue
        for number, case in enumerate(cases, 1):
            if isinstance(case, InputError):
                yield case
                continue
            yield from unusual(book, case, name)
            yield answer(book, name, number, case, asked)


def today_text(one: Answer) -> Text:
    """Return that a case gives no day of asking, so that today is taken."""
    day = one.assessment.as_of
    return Text(
        zh=f"{one.name}: 情形没有写询问之日, 按今天 {day} 计",
        en=f"{one.name}: no day of asking is given; today, {day}, is taken",
    )


def _is_table(raw: bytes, name: str) -> bool:
    """Whether what cannot be read as a case looks like a CSV: cells in its first line, and no key."""
    if name.lower().endswith((".toml", ".json", ".jsonl")):
        return False
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw[:_SNIFFED].decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff\r\n \t")
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    return any(mark in first for mark in ",;\t，；") and not any(mark in first for mark in "={}[]#")


def answer(book: Rulebook, name: str, number: int, case: Case, asked: Asked) -> Answer | InputError:
    """Return the answer for one case, or all that is wrong with it."""
    # The very object is there only where the case gives no day of its own.
    today = asked.as_of is None and case.as_of is asked.today
    settled = {**asked.otherwise, **case.settle, **asked.settle}
    case = attrs.evolve(case, as_of=asked.as_of or case.as_of, settle=settled)
    try:
        assessment, decided = assess_all(book, case, rules=asked.rules)
    except InputError as error:
        return InputError(_placed(problem, name) for problem in error.problems)
    return Answer(name, number, assessment, decided, today)


def _placed(problem: Problem, name: str) -> Problem:
    if problem.place.path:
        return problem
    return attrs.evolve(problem, place=attrs.evolve(problem.place, path=name))


def read_bytes(name: str) -> bytes:
    """Return what a file holds, or standard input for `-`.

    Raises `InputError` where it cannot be read.
    """
    if name == STDIN:
        if sys.stdin is None:
            raise InputError([Problem(Text(zh="标准输入已关闭", en="standard input is closed"), Place(name))])
        return sys.stdin.buffer.read()
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - pathlib would be imported for nothing else
            return file.read()
    except (OSError, ValueError) as error:
        raise InputError([Problem(unreadable(error), Place(name))]) from error


def unreadable(error: OSError | ValueError) -> Text:
    """Return why a file cannot be read."""
    match error:
        case FileNotFoundError():
            return Text(zh="没有这个文件", en="there is no such file")
        case IsADirectoryError():
            return Text(zh="这是文件夹, 不是文件", en="this is a folder, not a file")
        case PermissionError():
            return Text(zh="没有读取权限", en="it may not be read")
        case OSError(strerror=str() as why):
            return Text(zh=f"不能读取: {why}", en=f"it cannot be read: {why}")
        case _:
            return Text(zh=f"不能读取: {error}", en=f"it cannot be read: {error}")
