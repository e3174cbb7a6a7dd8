"""A column is one fact for every row, or one of the words that make rows into cases; its head says which.

A head may be a dotted name (`purchase.unit_price`) or a label in either language (单价); what stands in
brackets after it is a note for people.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import attrs

from xixia_gov.casefile.cells import plain
from xixia_gov.errors import Problem, nearest, some_names
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of


class Role(enum.Enum):
    """What a column holds."""

    CASE = "case"
    MATTER = "matter"
    REF = "ref"
    UNITS = "units"
    AS_OF = "as_of"
    FINDING = "findings"
    OWN = "own"
    FACT = "fact"
    IGNORED = "ignored"
    NONE = "none"


ROLES: Final = {
    Role.CASE: ("case", "情形"),
    Role.MATTER: ("matter", "事项"),
    Role.REF: ("ref", "编号"),
    Role.UNITS: ("units", "数量"),
    Role.AS_OF: ("as_of", "询问日期", "询问之日"),
}
"""The heads of the columns that are no facts."""
_SAYS: Final = frozenset({Role.FACT, Role.FINDING, Role.OWN, Role.MATTER})
"""A header without any of these is of some other table."""

_NOTE: Final = re.compile(r"\s*[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]\s*$")


@attrs.frozen
class Target:
    """A fact a column may stand for: its dotted name, whose it is, and the fields that lead to it."""

    name: str
    owner: type[Thing]
    steps: tuple[str, ...]
    info: FactInfo


@attrs.frozen
class Column:
    """A column by its place (from 1) and its head as written.

    `targets` are the facts the head may name, `key` is the rest of a `findings.` or `own.` head.
    """

    number: int
    head: str
    role: Role
    key: str = ""
    targets: tuple[Target, ...] = ()

    @property
    def letter(self) -> str:
        """The letters a spreadsheet gives the column.

        >>> Column(28, "x", Role.NONE).letter
        'AB'
        """
        letters, rest = "", self.number
        while rest:
            rest, place = divmod(rest - 1, 26)
            letters = chr(ord("A") + place) + letters
        return letters

    def said(self, message: Text) -> Text:
        """Return a message that names the column before it."""
        head = " ".join(self.head.split())
        return Text(
            zh=f"{self.letter}列“{head}”: {message.zh}", en=f"column {self.letter}, {head!r}: {message.en}"
        )


def targets_of(cls: type[Thing], steps: tuple[str, ...] = ()) -> Iterator[Target]:
    """Yield the facts of a class and of what it is related to, each with the fields that lead to it.

    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> [".".join(target.steps) for target in targets_of(Citizen)][:2]
    ['groups', 'household.groups']
    """
    for fact in facts_of(cls):
        if fact.info.kind is FactKind.RELATION and fact.info.element is not None:
            for target in targets_of(fact.info.element, (*steps, fact.name)):
                yield attrs.evolve(target, owner=cls)
        else:
            yield Target(f"{cls.ROOT}.{fact.name}", cls, (*steps, fact.name), fact.info)


def subjects_for(book: Rulebook, kinds: Sequence[type[Matter]]) -> tuple[type[Subject], ...]:
    """Return the subjects that the rules about these matters name, in the order of the vocabulary."""
    names = {cls.__name__ for cls in kinds}
    rules = (book.latest(id_) for id_ in book.rules)
    named = {subject for rule in rules if rule.matter in names for subject in rule.subjects}
    return tuple(cls for cls in book.vocabulary.subjects if cls.__name__ in named)


def read_header(
    cells: Sequence[str],
    book: Rulebook,
    kinds: Sequence[type[Matter]],
    subjects: Sequence[type[Subject]],
    ignored: Collection[str] = (),
) -> tuple[list[Column], list[tuple[Column | None, Text]]]:
    """Return the columns of a header row, and what is wrong with them.

    `kinds` and `subjects` are those the rows may be about: only their facts are known. `ignored` are
    the heads of columns that are left out.
    """
    left_out = {form for head in ignored for form in _forms(head)}
    targets = [target for cls in (*subjects, *kinds) for target in targets_of(cls)]
    columns: list[Column] = []
    wrong: list[tuple[Column | None, Text]] = []
    for number, cell in enumerate(cells, 1):
        column = _column(number, cell, targets, book)
        if column.head and left_out.intersection(_forms(cell)):
            column = Column(number, column.head, Role.IGNORED)
        columns.append(column)
        fault = _fault(column, columns[:-1], targets, book)
        if fault is not None:
            wrong.append((column, fault))
    strange = [column for column in columns if column.role is Role.NONE and column.head]
    if any(not _elsewhere(one, targets, book) and _near(one, targets) is None for one in strange):
        wrong.append((None, _heads(targets)))
    if not wrong and not any(column.role in _SAYS for column in columns):
        message = Text(
            zh="没有一列是事实; 用 xixia-gov template 可得到表头",
            en="no column holds a fact; xixia-gov template prints a header",
        )
        wrong.append((None, message))
    return columns, wrong


def fitting(cells: Sequence[str], book: Rulebook) -> type[Matter] | None:
    """Return the kind of matter whose facts the heads fit best, None where they fit none."""
    heads = {form for cell in cells for form in _forms(cell)}

    def fits(cls: type[Matter]) -> int:
        return sum(bool(heads.intersection(_names(target))) for target in targets_of(cls))

    best = max(book.vocabulary.matters, key=fits)
    return best if fits(best) else None


def plan(columns: Sequence[Column], owners: Sequence[type[Thing]]) -> tuple[dict[int, Target], list[Problem]]:
    """Return the fact of each column (by its number) for rows of one matter and one subject.

    The problems have no place yet: a label of two facts, two columns for one fact.
    """
    known: dict[int, Target] = {}
    problems: list[Problem] = []
    first: dict[str, Column] = {}
    for column in columns:
        fits = [target for target in column.targets if target.owner in owners]
        if len(fits) > 1:
            names = ", ".join(sorted(target.name for target in fits))
            message = Text(
                zh=f"这个名称可指几个事实, 请写其中一个: {names}",
                en=f"the label could be several facts; write one of: {names}",
            )
            problems.append(Problem(column.said(message)))
        elif fits:
            known[column.number] = fits[0]
            other = first.setdefault(fits[0].name, column)
            if other is not column:
                problems.append(Problem(column.said(_twice(other))))
    return known, problems


def _twice(other: Column) -> Text:
    return Text(
        zh=f"与{other.letter}列“{other.head}”是同一列, 请只留一列",
        en=f"the same as column {other.letter}, {other.head!r}; keep one of them",
    )


def _forms(cell: str) -> list[str]:
    """Return what a head may be: as written, and without the note in brackets at its end."""
    text = plain(cell).lower()
    bare = _NOTE.sub("", text)
    return list(dict.fromkeys((text, bare)))


def _names(target: Target) -> set[str]:
    label = target.info.label
    return {target.name, plain(label.zh).lower(), plain(label.en).lower()}


def _column(number: int, cell: str, targets: Sequence[Target], book: Rulebook) -> Column:
    head = " ".join(cell.split())
    written = plain(cell)
    if not written:
        return Column(number, head, Role.NONE)
    for form in _forms(cell):
        for role, words in ROLES.items():
            if form in words:
                return Column(number, head, role)
        found = tuple(target for target in targets if form in _names(target))
        if found:
            return Column(number, head, Role.FACT, targets=found)
    section, _, key = written.partition(".")
    if section == "findings":
        return Column(number, head, Role.FINDING, key)
    if section == "own" and written in book.facts:
        return Column(number, head, Role.OWN, key)
    return Column(number, head, Role.NONE)


def _fault(
    column: Column, before: Sequence[Column], targets: Sequence[Target], book: Rulebook
) -> Text | None:
    if column.role is Role.NONE:
        return _unknown(column, targets, book) if column.head else None
    if column.role is Role.IGNORED:
        return None
    for other in before:
        same = other.role is column.role and other.key == column.key
        if same and (column.role is not Role.FACT or plain(other.head) == plain(column.head)):
            return _twice(other)
    lists = [target for target in column.targets if target.info.kind is FactKind.LIST]
    if column.role is Role.FACT and len(lists) == len(column.targets):
        return Text(
            zh="这是列表, CSV 的一格写不下; 请用 TOML 或 JSON",
            en="this is a list, which a cell cannot hold; use TOML or JSON",
        )
    return None


def _unknown(column: Column, targets: Sequence[Target], book: Rulebook) -> Text:
    """Return what to say of a head nobody knows; which ones there are is said once for all of them."""
    shown = plain(column.head)
    elsewhere = _elsewhere(column, targets, book)
    near = None if elsewhere else _near(column, targets)
    if near is not None:
        return Text(
            zh=f"未知列“{shown}”; 是否应为“{near}”?",
            en=f"unknown column {shown!r}; did you mean {near!r}?",
        )
    message = Text(zh=f"未知列“{shown}”", en=f"unknown column {shown!r}")
    if elsewhere:
        message = Text(
            zh=f"这是{'、'.join(cls.LABEL.zh for cls in elsewhere)}的事实, 不是这里的主体和事项的",
            en=f"this is a fact of {', '.join(sorted(cls.__name__ for cls in elsewhere))}, "
            "not of the subject and matter asked about",
        )
    return Text(
        zh=f"{message.zh}; 无关的列可删去, 或用 --ignore {_quoted(shown)} 略过",
        en=f"{message.en}; delete what is of no use here, or use --ignore {_quoted(shown)}",
    )


def _elsewhere(column: Column, targets: Sequence[Target], book: Rulebook) -> list[type[Thing]]:
    """Return the classes that have the fact, where none of those the rows are about has it."""
    classes: list[type[Thing]] = [*book.vocabulary.subjects, *book.vocabulary.matters]
    forms = _forms(column.head)
    found = [cls for cls in classes if any(_names(one).intersection(forms) for one in targets_of(cls))]
    return [] if any(target.owner in found for target in targets) else found


def _near(column: Column, targets: Sequence[Target]) -> str | None:
    return nearest(plain(column.head), [name for names in _allowed(targets) for name in names])


def _quoted(head: str) -> str:
    """Return a head as it is typed after an option."""
    return f'"{head}"' if " " in head else head


def _allowed(targets: Sequence[Target]) -> tuple[list[str], list[str]]:
    """Return the heads there are, in Chinese and in English."""
    roles = list(ROLES.values())
    here = [target for target in targets if target.info.kind is not FactKind.LIST]
    labels = list(dict.fromkeys(target.info.label.zh for target in here))
    return (
        [*(words[1] for words in roles), *labels],
        [*(words[0] for words in roles), *(target.name for target in here)],
    )


def _heads(targets: Sequence[Target]) -> Text:
    zh, en = _allowed(targets)
    return Text(zh=f"可用的列: {some_names(zh).zh}", en=f"the columns there are: {some_names(en).en}")


__all__ = [
    "ROLES",
    "Column",
    "Role",
    "Target",
    "fitting",
    "plan",
    "read_header",
    "subjects_for",
    "targets_of",
]
