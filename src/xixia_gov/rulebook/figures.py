"""Figures, readings, lists, terms and own facts of a space: what is declared without an expression."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Final

from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.expression.nodes import DefinitionRef, FactRef, FigureRef, ListRef, ReadingRef
from xixia_gov.expression.scope import Symbol
from xixia_gov.expression.types import ChoiceType, DateType, NumberType, SetType, TruthType
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.definition import Definition, NamedList, Opening
from xixia_gov.model.figure import Figure, FigureValue, Version
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import Rounding
from xixia_gov.rulebook.facttypes import type_of_fact
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import (
    FactEntry,
    FigureEntry,
    ListEntry,
    OpenEntry,
    ReadingEntry,
    TermEntry,
    VersionEntry,
)
from xixia_gov.rulebook.space import Space, cite_of, maybe_text, text_of
from xixia_gov.text import Text
from xixia_gov.units import RATIO, YUAN, Unit, parse_unit
from xixia_gov.unknown import CauseKind
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Option

# A whole number in quotes is none of these: it is written without them.
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?%|-?[0-9]{1,15}(\.[0-9]{1,15}|/[0-9]{1,15})")
_OPEN_CAUSES = {
    "text": CauseKind.TEXT,
    "authority": CauseKind.AUTHORITY,
    "elsewhere": CauseKind.ELSEWHERE,
}


def figure(space: Space, name: str, entry: FigureEntry) -> Figure | None:
    """Return a figure and declare its name."""
    path: KeyPath = ("figures", name)
    unit = _unit(space, (*path, "unit"), entry.unit)
    if (entry.value is None) == (not entry.values):
        space.at_key(
            path,
            Text(
                zh="数值须有 value, 或有按日期列出的 values, 二者取一",
                en="a figure has either one `value` or dated `values`",
            ),
        )
        return None
    if entry.values:
        listed = [((*path, "values", i), version) for i, version in enumerate(entry.values)]
    else:
        single = VersionEntry(
            value=entry.value if entry.value is not None else 0,
            anchor=entry.anchor or "",
            at=entry.at,
        )
        if not entry.anchor:
            space.at_key(path, Text(zh="数值缺少原文短语 anchor", en="the figure has no `anchor` phrase"))
        listed = [(path, single)]
    _dated(space, path, entry)
    source = space.known_instrument((*path, "instrument"), entry.instrument)
    versions = [_version(space, where, one, unit, entry) for where, one in listed]
    known = [version for version in versions if version is not None]
    if len(known) != len(versions):
        return None
    dates = {isinstance(version.value, dt.date) for version in known}
    if len(dates) > 1:
        space.at_key(path, Text(zh="日期与数不能混用", en="dates and numbers cannot be mixed"))
        return None
    is_date = dates.pop()
    final = None if is_date else unit or RATIO
    made = Figure(
        space.full(name),
        final,
        tuple(sorted(known, key=lambda version: version.since or dt.date.min)),
        assumed=entry.assumed,
        source=source if entry.assumed else None,
        note=maybe_text(entry.note),
    )
    nonzero = not is_date and all(version.value != 0 for version in known)
    kind = DateType() if is_date else NumberType(final, nonzero=nonzero)
    space.declare(path, name, Symbol(FigureRef(made.key), kind))
    return made


def _dated(space: Space, path: KeyPath, entry: FigureEntry) -> None:
    """Report values from the same day, and a phrase that stands beside the values instead of with them."""
    days = [version.from_ for version in entry.values]
    for index, day in enumerate(days):
        if day in days[:index]:
            zh, en = ("最初", "the beginning") if day is None else (str(day), str(day))
            message = Text(zh=f"自{zh}起的数值有两个", en=f"there are two values from {en} on")
            space.at((*path, "values", index, "from"), message)
    if entry.values and entry.anchor is not None:
        message = Text(
            zh="有 values 时, 每个数值各写自己的 anchor",
            en="beside `values` there is no `anchor`: each value has its own",
        )
        space.at_key((*path, "anchor"), message)


def _unit(space: Space, path: KeyPath, written: str | None) -> Unit | None:
    if written is None:
        return None
    try:
        return parse_unit(written)
    except ValueProblem as error:
        space.at(path, error.message)
        return None


def _version(
    space: Space, path: KeyPath, entry: VersionEntry, unit: Unit | None, figure_entry: FigureEntry
) -> Version | None:
    value = _value(space, (*path, "value"), entry.value, unit)
    if value is None:
        return None
    instrument = entry.instrument
    if instrument is None and not figure_entry.assumed:
        instrument = figure_entry.instrument
    cite = space.cited((*path, "at"), entry.at or figure_entry.at, instrument)
    return Version(entry.from_, value, entry.anchor, cite)


def _value(
    space: Space, path: KeyPath, written: int | str | dt.date, unit: Unit | None
) -> FigureValue | None:
    """Return a figure's value; a sum of money is counted in fen."""
    if isinstance(written, dt.date):
        if unit is not None:
            space.at(path, Text(zh="日期没有单位", en="a date has no unit"))
        return written
    scale = 100 if unit is not None and ("yuan", 1) in unit.powers else 1
    if isinstance(written, int):
        return Fraction(written * scale)
    number = _ratio(written)
    if number is None and re.fullmatch(r"-?[0-9]+", written):
        message = Text(
            zh=f'整数不加引号: 应写 {written}, 而不是 "{written}"',
            en=f'a whole number has no quotes: write {written}, not "{written}"',
        )
        space.at(path, message)
        return None
    if number is None:
        space.at(
            path,
            Text(
                zh=f'“{written}”不是数值; 应写整数、"10%"、"13/3"、"0.5" 或日期',
                en=f'{written!r} is no figure; write a whole number, "10%", "13/3", "0.5" or a date',
            ),
        )
        return None
    return number * scale


def _ratio(written: str) -> Fraction | None:
    """Return a number that TOML cannot write: a percentage, a fraction, a decimal; None for any other."""
    if not _NUMBER.fullmatch(written):
        return None
    try:
        number = Fraction(written.removesuffix("%"))
    except ZeroDivisionError:
        return None
    return number / 100 if written.endswith("%") else number


def reading(space: Space, name: str, entry: ReadingEntry) -> Reading:
    """Return a reading and declare its name; one of `preferred` and `settled` must be there."""
    path: KeyPath = ("readings", name)
    chosen = entry.settled or entry.preferred
    if (entry.settled is None) == (entry.preferred is None):
        space.at_key(
            path,
            Text(
                zh="读法须有 preferred (倾向), 或 settled (假定), 二者取一",
                en="a reading has either `preferred` or `settled` (an assumption)",
            ),
        )
    if len(entry.options) < 2:  # noqa: PLR2004 - one option leaves nothing open
        space.at_key(path, Text(zh="读法至少有两个选项", en="a reading has at least two options"))
    if chosen is not None and chosen not in entry.options:
        where = "settled" if entry.settled else "preferred"
        message = unknown_name(Text(zh="选项", en="option"), chosen, list(entry.options))
        space.at((*path, where), message)
    # Every version of a rule has the same readings, so that what settles one settles the other.
    key = f"{space.rule}/{name}" if space.rule else f"readings/{name}"
    symbol = Symbol(ReadingRef(key), ChoiceType(tuple(sorted(entry.options))))
    space.declare(path, f"readings.{name}", symbol)
    if entry.cite is not None:
        cite = cite_of(entry.cite)
        space.check_citation((*path, "cite", "instrument"), (*path, "cite", "at"), cite)
    elif not space.rule:
        cite = space.cite
        message = Text(
            zh='共用的读法缺少 cite = { instrument = "…", at = "…" }',
            en='a shared reading needs its own `cite = { instrument = "…", at = "…" }`',
        )
        space.at_key(path, message)
    else:
        cite = space.cited((*path, "at"), entry.at)
    return Reading(
        id=key,
        question=text_of(entry.question),
        options=FrozenMap({option: text_of(text) for option, text in entry.options.items()}),
        preferred=chosen or next(iter(entry.options), ""),
        assumed=entry.settled is not None,
        why=maybe_text(entry.why),
        cite=cite,
        anchor=entry.anchor,
    )


def rounding(rule: str, mode: str, *, assumed: bool) -> Reading:
    """Return the reading that says how a rule's sum is rounded to whole fen."""
    options = {
        Rounding.HALF_UP.value: Text(zh="四舍五入到分", en="to the nearest fen, a half upwards"),
        Rounding.DOWN.value: Text(zh="舍去不足一分的部分", en="down to the whole fen"),
        Rounding.UP.value: Text(zh="不足一分的进为一分", en="up to the whole fen"),
    }
    return Reading(
        id=f"{rule}/rounding",
        question=Text(zh="不足一分的金额如何取整?", en="How is a fraction of a fen rounded?"),
        options=FrozenMap(options),
        preferred=mode,
        assumed=assumed,
    )


def opening(  # noqa: PLR0913 - all that is said of one opening
    space: Space, path: KeyPath, entry: OpenEntry, key: str, what: Text, *, cause_key: str = "cause"
) -> Opening | None:
    """Return what an entry leaves open; its cause is written at `cause_key`."""
    cause = _OPEN_CAUSES.get(entry.cause)
    if cause is None:
        message = unknown_name(Text(zh="原因", en="cause"), entry.cause, list(_OPEN_CAUSES))
        space.at((*path, cause_key), message)
        return None
    return Opening(
        cause=cause,
        key=key,
        what=text_of(entry.what) if entry.what is not None else what,
        anchor=entry.anchor,
        cite=space.cited((*path, "at"), entry.at),
        to=space.known_instrument((*path, "to"), entry.to),
    )


def named_list(space: Space, name: str, entry: ListEntry, facts: dict[str, FactInfo]) -> NamedList | None:
    """Return a list and declare its name; its options must be options of its fact."""
    path: KeyPath = ("lists", name)
    info = facts.get(entry.fact)
    if info is None:
        space.at((*path, "fact"), unknown_name(Text(zh="事实", en="fact"), entry.fact, list(facts)))
        return None
    if info.kind not in (FactKind.ONE_OF, FactKind.MANY_OF):
        message = Text(zh=f"事实“{entry.fact}”没有选项", en=f"the fact {entry.fact!r} has no options to list")
        space.at((*path, "fact"), message)
        return None
    allowed = info.option_ids
    may = entry.open.may if entry.open is not None else None
    for field, options in (("items", entry.items), ("may", may or [])):
        for index, option in enumerate(options):
            if option not in allowed:
                where: KeyPath = (
                    (*path, "items", index) if field == "items" else (*path, "open", "may", index)
                )
                space.at(where, unknown_name(Text(zh="选项", en="option"), option, allowed))
    for index, option in enumerate(entry.items):
        if option in entry.items[:index]:
            message = Text(zh=f"选项“{option}”列了两次", en=f"the option {option!r} is listed twice")
            space.at((*path, "items", index), message)
    items = frozenset(entry.items)
    opened: Opening | None = None
    if entry.open is not None:
        label = Text(zh=entry.zh or "清单的其余内容", en=entry.en or "what else the list holds")
        opened = opening(space, (*path, "open"), entry.open, name, label)
    possible = frozenset(may if may is not None else allowed) - items if opened else frozenset()
    space.declare(path, name, Symbol(ListRef(name), SetType(tuple(sorted(items | possible)))))
    return NamedList(
        key=name,
        fact=entry.fact,
        items=items,
        may=possible,
        opening=opened,
        count=entry.open.count if entry.open is not None else None,
        cite=space.cited((*path, "at"), entry.at),
    )


def term(space: Space, name: str, entry: TermEntry) -> Definition | None:
    """Return an open term and declare its name."""
    path: KeyPath = ("terms", name)
    label = Text(zh=entry.zh, en=entry.en)
    opened = opening(
        space,
        path,
        OpenEntry(cause=entry.open, anchor=entry.anchor, at=entry.at, to=entry.to),
        space.full(name),
        label,
        cause_key="open",
    )
    if opened is None:
        return None
    space.declare(path, name, Symbol(DefinitionRef(space.full(name)), TruthType()))
    return Definition(space.full(name), label, TruthType(), opening=opened, cite=opened.cite)


_OWN_KINDS = {kind.value: kind for kind in FactKind if kind not in (FactKind.LIST, FactKind.RELATION)}


def own_fact(space: Space, name: str, entry: FactEntry) -> FactInfo | None:
    """Return a fact that a rule file declares, and declare its name `own.x`."""
    path: KeyPath = ("facts", name)
    kind = _OWN_KINDS.get(entry.kind)
    if kind is None:
        message = unknown_name(Text(zh="事实种类", en="kind of fact"), entry.kind, list(_OWN_KINDS))
        space.at((*path, "kind"), message)
        return None
    if not _fitting(space, path, entry, kind):
        return None
    unit = YUAN if kind is FactKind.MONEY else _unit(space, (*path, "unit"), entry.unit) or RATIO
    info = FactInfo(
        kind=kind,
        label=Text(zh=entry.zh, en=entry.en),
        ask=text_of(entry.ask),
        unit=unit,
        options=tuple(Option(id_, text_of(text)) for id_, text in entry.options.items()),
        ordered=entry.ordered,
        least=0 if kind is FactKind.MONEY and entry.least is None else entry.least,
        most=entry.most,
    )
    space.declare(path, f"own.{name}", fact_symbol(f"own.{name}", info, None))
    return info


_FITTING: Final[dict[str, tuple[FactKind, ...]]] = {
    "unit": (FactKind.NUMBER,),
    "least": (FactKind.NUMBER, FactKind.MONEY),
    "most": (FactKind.NUMBER, FactKind.MONEY),
    "options": (FactKind.ONE_OF, FactKind.MANY_OF),
    "ordered": (FactKind.ONE_OF,),
}


def _fitting(space: Space, path: KeyPath, entry: FactEntry, kind: FactKind) -> bool:
    """Whether a fact says what one of its kind has, and no more; else report it."""
    before = len(space.problems)
    for name, kinds in _FITTING.items():
        said = getattr(entry, name)
        if said is not None and said is not False and said != {} and kind not in kinds:
            allowed = ", ".join(one.value for one in kinds)
            message = Text(
                zh=f"{kind.value} 事实没有 {name}; 只用于: {allowed}",
                en=f"a {kind.value} fact has no `{name}`; it goes with: {allowed}",
            )
            space.at_key((*path, name), message)
    if kind in _FITTING["options"] and len(entry.options) < 2:  # noqa: PLR2004 - one is no choice
        message = Text(zh="选项至少两个 (options)", en="a choice has at least two `options`")
        space.at_key(path, message)
    return len(space.problems) == before


def fact_symbol(path: str, info: FactInfo, gate: str | None) -> Symbol:
    """Return what a fact's path means in an expression."""
    return Symbol(FactRef(path), type_of_fact(info), gate)
