# ruff: noqa: RUF009 - a fact is declared by a call, which makes the attrs field that holds its metadata
"""A small vocabulary with one fact of every kind, and rulebooks of a few lines, for tests of a rule engine.

Nothing here is policy: the facts have no meaning but their kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import ClassVar, Final

import attrs

from xixia_gov.analysis.places import frame_of
from xixia_gov.engine.compiled.answers import answer
from xixia_gov.engine.compiled.program import program_of, verdicts
from xixia_gov.engine.decide import Decided, decide
from xixia_gov.engine.interpret import evaluate
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.verdict import verdict_of
from xixia_gov.expression.nodes import DefinitionRef
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.lowered import lowered
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import (
    Flags,
    Gate,
    Maybe,
    code,
    date,
    items,
    many_of,
    money,
    number,
    one_of,
    opt,
    relation,
    truth,
)
from xixia_gov.vocabulary.vocabulary import Vocabulary

_ASK: Final = ("?", "?")
_COLOURS: Final = (opt("red", "红", "red"), opt("green", "绿", "green"), opt("blue", "蓝", "blue"))
_GRADES: Final = (opt("low", "低", "low"), opt("middle", "中", "middle"), opt("high", "高", "high"))
_TAGS: Final = (opt("x", "甲", "x"), opt("y", "乙", "y"), opt("z", "丙", "z"))


@attrs.frozen(kw_only=True)
class Room(Thing):
    """An element of a list."""

    ROOT: ClassVar[str] = "room"
    LABEL: ClassVar[Text] = Text(zh="房间", en="room")

    rent: Maybe[Money] = money("租金", "rent", ask=_ASK)
    balance: Maybe[int] = number("差额", "balance", unit="yuan", least=None, ask=_ASK)
    lit: Maybe[bool] = truth("有灯", "lit", ask=_ASK)


@attrs.frozen(kw_only=True)
class Home(Thing):
    """What a person is related to."""

    ROOT: ClassVar[str] = "home"
    LABEL: ClassVar[Text] = Text(zh="住所", en="home")

    income: Maybe[Money] = money("收入", "income", ask=_ASK)
    warm: Maybe[bool] = truth("暖", "warm", ask=_ASK)
    rooms: tuple[Room, ...] = items("房间", "rooms", element=Room, ask=_ASK)
    rooms_complete: Maybe[bool] = truth("房间已列全", "all rooms are listed", ask=_ASK)


@attrs.frozen(kw_only=True)
class Person(Subject):
    """Who asks."""

    ROOT: ClassVar[str] = "person"
    LABEL: ClassVar[Text] = Text(zh="人", en="person")

    born: Maybe[dt.date] = date("出生日", "day of birth", ask=_ASK)
    home: Maybe[Home] = relation("住所", "home", to=Home, ask=_ASK)


@attrs.frozen(kw_only=True)
class Claim(Matter):
    """What a case is about."""

    ROOT: ClassVar[str] = "claim"
    LABEL: ClassVar[Text] = Text(zh="申请", en="claim")

    a: Maybe[bool] = truth("甲", "a", ask=_ASK)
    b: Maybe[bool] = truth("乙", "b", ask=_ASK)
    c: Maybe[bool] = truth("丙", "c", ask=_ASK)
    price: Maybe[Money] = money("价格", "price", ask=_ASK)
    paid: Maybe[Money] = money("已付", "sum paid", ask=_ASK)
    heads: Maybe[int] = number("人数", "heads", unit="persons", least=1, ask=_ASK)
    months: Maybe[int] = number("月数", "months", unit="months", ask=_ASK)
    change: Maybe[int] = number("变化", "change", unit="ratio", least=None, ask=_ASK)
    share: Maybe[int] = number("份数", "share", unit="ratio", least=0, most=10, ask=_ASK)
    made_on: Maybe[dt.date] = date("日期", "day", ask=_ASK)
    due_on: Maybe[dt.date] = date("到期日", "day due", ask=_ASK)
    colour: Maybe[str] = one_of("颜色", "colour", *_COLOURS, ask=_ASK)
    other_colour: Maybe[str] = one_of("另一颜色", "other colour", *_COLOURS, ask=_ASK)
    grade: Maybe[str] = one_of("等级", "grade", *_GRADES, ordered=True, ask=_ASK)
    other_grade: Maybe[str] = one_of("另一等级", "other grade", *_GRADES, ordered=True, ask=_ASK)
    tags: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of("标记", "tags", *_TAGS, ask=_ASK)
    serial: Maybe[str] = code("编码", "serial", ask=_ASK)
    sent: Maybe[bool] = truth("已寄出", "sent", ask=_ASK)
    sent_on: Maybe[dt.date] = date("寄出日", "day sent", exists_if=Gate("sent"), ask=_ASK)
    way: Maybe[str] = one_of("方式", "way", *_COLOURS, ask=_ASK)
    red_size: Maybe[int] = number(
        "红的大小", "size if red", unit="metres", exists_if=Gate("way", "red"), ask=_ASK
    )
    blue_size: Maybe[int] = number(
        "蓝的大小", "size if blue", unit="metres", exists_if=Gate("way", "blue"), ask=_ASK
    )


SMALL: Final = Vocabulary("xixia_gov.testing.small:SMALL", (Person,), (Claim,))
"""The vocabulary of small rulebooks."""

HEAD: Final = """\
id       = "t.rule"
title    = { zh = "规则", en = "the rule" }
kind     = "entitlement"
subject  = "Person"
matter   = "Claim"
cite     = { instrument = "text", at = "一" }
in_force = { on = "as_of" }
"""
"""The first lines of a rule `t.rule` that is always in force."""

_BOOK: Final = """\
id            = "small"
title         = { zh = "小规则库", en = "a small rulebook" }
known_through = 2030-12-31
[areas]
t = { zh = "试", en = "test" }
"""
_TEXT: Final = 'id = "text"\ntitle = { zh = "文件", en = "a text" }\ntext = "unheld"\n'
AS_OF: Final = dt.date(2024, 7, 1)
"""The day of asking of `claim_case`."""


def when(name: str, expression: str, more: str = "") -> str:
    """Return the lines of a condition.

    >>> print(when("one", "claim.a"))
    [conditions.one]
    zh   = "条件"
    en   = "a clause"
    when = "claim.a"
    """
    lines = f'[conditions.{name}]\nzh   = "条件"\nen   = "a clause"\nwhen = "{expression}"\n{more}'
    return lines.rstrip("\n")


def small_book(folder: Path, *rules: str, **files: str) -> Rulebook:
    """Return the rulebook of some rule files, written below `folder`.

    `files` are written under their names, `definitions` and `readings` in their own folders.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {"rulebook.toml": _BOOK, "instruments/text.toml": _TEXT}
    written |= {f"t/rule{n}.toml": text for n, text in enumerate(rules)}
    written |= {f"{name}/shared.toml": text for name, text in files.items()}
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_rulebook(folder, vocabulary=SMALL)


def value(name: str, expression: str, more: str = "") -> str:
    """Return the lines of a definition.

    >>> print(value("sum", "claim.price"))
    [values.sum]
    zh = "定义"
    en = "a definition"
    is = "claim.price"
    """
    lines = f'[values.{name}]\nzh = "定义"\nen = "a definition"\nis = "{expression}"\n{more}'
    return lines.rstrip("\n")


def reading(name: str, *options: str, settled: bool = False, cite: str = "") -> str:
    """Return the lines of a reading; the first option is the preferred, or the settled, one."""
    said = ", ".join(f'{option} = {{ zh = "选", en = "{option}" }}' for option in options)
    chosen = "settled" if settled else "preferred"
    lines = [
        f"[readings.{name}]",
        f'question = {{ zh = "问", en = "which {name}?" }}',
        f"options = {{ {said} }}",
        f'{chosen} = "{options[0]}"',
    ]
    return "\n".join([*lines, f'cite = {{ instrument = "text", at = "{cite}" }}'] if cite else lines)


def figures(**written: object) -> str:
    """Return the lines of figures: a number of yuan, or a table as TOML writes it.

    >>> print(figures(cap=100))
    [figures]
    cap = { value = 100, unit = "yuan", anchor = "…" }
    """
    lines = [
        f'{name} = {{ value = {one}, unit = "yuan", anchor = "…" }}'
        if isinstance(one, int)
        else f"{name} = {one}"
        for name, one in written.items()
    ]
    return "\n".join(["[figures]", *lines])


def evaluated(folder: Path, expression: str, case: Case | None = None, *, more: str = "") -> Traced:
    """Return the trace of one expression in a case; `more` declares what it names.

    The compiled form of the expression must come to the same.
    """
    book = small_book(folder, "\n".join([HEAD, more, value("tested", expression), when("any", "claim.a")]))
    one = claim_case() if case is None else case
    frame = attrs.evolve(frame_of(book, one), day=one.as_of)
    node = DefinitionRef("t.rule/tested")
    told = evaluate(node, frame)
    compiled = None if one.suppose else lowered(book, node, one, one.as_of, frame.settings)
    if compiled is not None and compiled != (told.value, told.causes):
        message = f"{expression}: {told.value} because of {told.causes}, but compiled {compiled}"
        raise AssertionError(message)
    return told


def claim_case(
    *claims: Claim,
    person: Person | None = None,
    as_of: dt.date = AS_OF,
    findings: Mapping[str, bool] | None = None,
    settle: Mapping[str, str] | None = None,
    suppose: Mapping[str, object] | None = None,
) -> Case:
    """Return a case about some claims, one with nothing known where none is given."""
    return Case(
        subject=person or Person(),
        as_of=as_of,
        matters=claims or (Claim(),),
        findings=findings or {},
        settle=settle or {},
        suppose=suppose or {},
    )


def decided_of(book: Rulebook, case: Case, rule: str = "t.rule") -> Decided:
    """Return what a rule says of the first claim, with its branches.

    The compiled rule must say the same, with the facts that are missing and with those that are given.
    """
    claim = case.matters[0]
    decided = decide(book, rule, case, claim, MatterRef("Claim", 0, 1))
    program = program_of(book, type(case.subject), type(claim), rules=[rule], settle=case.settle)
    compiled = answer(program, rule, case, claim, MatterRef("Claim", 0, 1)).determination
    numbers = verdict_of(book, decided)
    if compiled != decided.determination or any(one != numbers for one in verdicts(program, case, claim)):
        message = f"{rule}: {decided.determination}, but compiled {compiled}"
        raise AssertionError(message)
    return decided


def answer_of(book: Rulebook, case: Case, rule: str = "t.rule") -> Determination:
    """Return what a rule says of the first claim."""
    return decided_of(book, case, rule).determination


__all__ = [
    "AS_OF",
    "HEAD",
    "SMALL",
    "Claim",
    "Home",
    "Person",
    "Room",
    "answer_of",
    "claim_case",
    "decided_of",
    "evaluated",
    "figures",
    "reading",
    "small_book",
    "value",
    "when",
]
