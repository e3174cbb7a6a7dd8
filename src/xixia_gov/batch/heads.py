"""The heads of a registry: what each column means, which one is the key, and what every row is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import attrs

from xixia_gov.batch.source import Source
from xixia_gov.casefile.cells import plain
from xixia_gov.casefile.columns import Column, Role, Target, fitting, read_header, subjects_for, targets_of
from xixia_gov.casefile.layout import Layout
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError, Place, Problem, some_names
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactKind

_NOTE: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*$")


@attrs.frozen
class Wanted:
    """What a run says of a registry: what rows are about, who asks, and which columns are keys.

    None leaves it to the file: a column `matter`, the one subject the rules name, the column `ref`, and
    the column `case`.
    """

    matter: type[Matter] | None = None
    subject: type[Subject] | None = None
    key: str | None = None
    subject_key: str | None = None
    ignored: tuple[str, ...] = ()


@attrs.frozen
class Flag:
    """A column that holds one option of a many-of fact, such as `household.groups.monitored`."""

    target: Target
    option: str


@attrs.frozen
class Heads:
    """The columns of a registry, understood. `flags` are those of one option, by their number.

    `key` and `subject_key` are None where the file has no such column.
    """

    layout: Layout
    flags: dict[int, Flag]
    key: Column | None
    subject_key: Column | None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their order."""
        return self.layout.columns

    def column(self, role: Role) -> Column | None:
        """Return the column of a role that at most one column has."""
        return self.layout.column(role)


def note_of(head: str) -> str:
    """Return the note in brackets at the end of a head, in plain lower case.

    >>> note_of("单价（分）"), note_of("purchase.unit_price")
    ('分', '')
    """
    match = _NOTE.search(unicodedata.normalize("NFKC", head))
    return plain(match[1]).lower() if match else ""


def understand(source: Source, book: Rulebook, wanted: Wanted) -> Heads:
    """Return the heads of a source; raises `InputError` with all that is wrong with them."""
    kinds = book.vocabulary.matters if wanted.matter is None else (wanted.matter,)
    subjects = (wanted.subject,) if wanted.subject is not None else subjects_for(book, kinds)
    flags = dict(_flags(source.heads, (*subjects, *kinds)))
    cells = ["" if number in flags else head for number, head in enumerate(source.heads, 1)]
    keys = [head for head in (wanted.key, wanted.subject_key) if head is not None]
    first, _ = read_header(cells, book, kinds, subjects, wanted.ignored)
    # A key may be a column that means nothing else.
    strange = [head for head in keys if any(one.role is Role.NONE for one in _named(first, head))]
    columns, wrong = read_header(cells, book, kinds, subjects, [*wanted.ignored, *strange])
    columns = [
        attrs.evolve(one, head=" ".join(source.heads[one.number - 1].split())) if one.number in flags else one
        for one in columns
    ]
    layout = Layout(source.name, book, tuple(columns), wanted.matter, wanted.subject)
    problems = [_at(source, column, message) for column, message in wrong if not _only_flags(column, flags)]
    problems += [_at(source, column, message) for column, message in _flag_faults(columns, flags)]
    problems += _about(source, book, layout, wanted)
    key = _key(source, columns, wanted.key, "--key", problems) or _own(layout, Role.REF)
    who = _key(source, columns, wanted.subject_key, "--subject-key", problems) or _own(layout, Role.CASE)
    if problems:
        raise InputError(problems)
    return Heads(layout, flags, key, who)


def _only_flags(column: Column | None, flags: dict[int, Flag]) -> bool:
    """Whether a complaint is that no column holds a fact, where columns of options do."""
    return column is None and bool(flags)


def _flags(heads: Sequence[str], classes: Sequence[type[Thing]]) -> Iterator[tuple[int, Flag]]:
    known = {
        f"{target.name}.{option}": Flag(target, option)
        for cls in classes
        for target in targets_of(cls)
        if target.info.kind is FactKind.MANY_OF
        for option in target.info.option_ids
    }
    for number, head in enumerate(heads, 1):
        flag = known.get(plain(head).lower())
        if flag is not None:
            yield number, flag


def _flag_faults(columns: Sequence[Column], flags: dict[int, Flag]) -> Iterator[tuple[Column, Text]]:
    """Yield the columns of options that say again what another column says."""
    whole = {target.name: column for column in columns for target in column.targets}
    seen: dict[Flag, Column] = {}
    for number, flag in flags.items():
        column = columns[number - 1]
        other = seen.setdefault(flag, column)
        other = whole.get(flag.target.name, other)
        if other is not column:
            yield (
                column,
                Text(
                    zh=f"与{other.letter}列“{other.head}”说的是同一事实, 请只留一列",
                    en=f"says the same fact as column {other.letter}, {other.head!r}; keep one of them",
                ),
            )


def _about(source: Source, book: Rulebook, layout: Layout, wanted: Wanted) -> list[Problem]:
    """Return what is wrong with what the rows are about, and with the findings of the columns."""
    here = Place(source.name, source.line)
    column = layout.column(Role.MATTER)
    problems = []
    if wanted.matter is None and column is None:
        return [Problem(_no_matter(source, book), here)]
    if wanted.matter is not None and column is not None:
        message = Text(
            zh="已有这一列, 不要再用 --matter", en="there is this column already; leave --matter out"
        )
        problems.append(_at(source, column, message))
    problems += [
        _at(source, one, problem.message)
        for one in layout.columns
        if one.role is Role.FINDING
        for problem in finding_faults(book, one.key, says=True)
    ]
    if wanted.matter is not None:
        who = layout.who([wanted.matter])
        if isinstance(who, Text):
            problems.append(Problem(who, here))
        else:
            problems += [attrs.evolve(one, place=here) for one in layout.plan(wanted.matter, who)[1]]
    return problems


def finding_faults(book: Rulebook, key: str, *, says: bool) -> list[Problem]:
    """Return what is wrong with finding that an open term holds or does not, whatever the facts."""
    probe = Case(
        subject=book.vocabulary.subjects[0](),
        as_of=book.known_through,
        findings={key: says},
    )
    return list(case_problems(book, probe))


def _no_matter(source: Source, book: Rulebook) -> Text:
    best = fitting(source.heads, book)
    example = Text(zh="KIND", en="KIND")
    if best is not None:
        example = Text(zh=best.LABEL.zh, en=f"{best.__name__} ({best.LABEL.en})")
    return Text(
        zh=f"没有“事项”列; 请加上这一列, 或用 --matter {example.zh}",
        en=f"there is no column `matter` (事项); add it, or use --matter {example.en}",
    )


def _named(columns: Collection[Column], head: str) -> list[Column]:
    wanted = plain(head).lower()
    exact = [one for one in columns if plain(one.head).lower() == wanted]
    bare = [one for one in columns if _NOTE.sub("", plain(one.head)).strip().lower() == wanted]
    return exact or bare


def _own(layout: Layout, role: Role) -> Column | None:
    return layout.column(role)


def _key(
    source: Source, columns: Sequence[Column], head: str | None, option: str, problems: list[Problem]
) -> Column | None:
    """Return the column an option names; a problem is added where none or several have the head."""
    if head is None:
        return None
    found = _named(columns, head)
    if len(found) == 1:
        return found[0]
    names = some_names(one.head for one in columns if one.head)
    message = Text(
        zh=f"{option}: 没有表头为“{head}”的列; 有: {names.zh}",
        en=f"{option}: no column has the head {head!r}; there are: {names.en}",
    )
    if found:
        message = Text(
            zh=f"{option}: 有几列的表头都是“{head}”", en=f"{option}: several columns have the head {head!r}"
        )
    problems.append(Problem(message, Place(source.name, source.line)))
    return None


def _at(source: Source, column: Column | None, message: Text) -> Problem:
    place = Place(source.name, source.line)
    if column is None:
        return Problem(message, place)
    return Problem(column.said(message), attrs.evolve(place, column=column.number))


__all__ = ["Flag", "Heads", "Wanted", "finding_faults", "note_of", "understand"]
