"""An empty case file for a subject or a matter: every fact with its label, its unit and what it may be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from xixia_gov.text import Lang, Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import Fact, FactInfo, FactKind, facts_of

_CASE: Final = Text(zh="情形", en="case")
_MATTER: Final = Text(zh="事项", en="matter")
_REF: Final = Text(zh="编号", en="ref")
_UNITS: Final = Text(zh="数量", en="units")
_AS_OF: Final = Text(zh="询问日期", en="as_of")
_EXAMPLE_DAY: Final = "2024-08-20"


def template_csv(things: Sequence[type[Thing]], lang: Lang) -> str:
    """Return the header row of a CSV, each head followed by what a cell may hold, in brackets.

    `check` reads the row as it is. Facts in a list have no column. A subject alone has columns for
    what it asks about: a row for each of its matters, those of one case together.

    >>> from xixia_gov.vocabulary.trade_in import AppliancePurchase
    >>> template_csv([AppliancePurchase], "zh").strip().split(",")[8]
    '单价（元）'
    """
    heads = [_REF.in_(lang), _UNITS.in_(lang), _AS_OF.in_(lang)]
    if not any(issubclass(cls, Matter) for cls in things):
        heads = [_CASE.in_(lang), _MATTER.in_(lang), *heads]
    for cls in things:
        heads.extend(_head(fact.info, lang) for fact in _cells(cls))
    buffer = io.StringIO()
    csv.writer(buffer).writerow(heads)
    return buffer.getvalue()


def _cells(cls: type[Thing]) -> Iterator[Fact]:
    for fact in facts_of(cls):
        if fact.info.kind is FactKind.RELATION and fact.info.element is not None:
            yield from _cells(fact.info.element)
        elif fact.info.kind is not FactKind.LIST:
            yield fact


def _head(info: FactInfo, lang: Lang) -> str:
    note = " / ".join(_allowed(info, lang)) if info.kind is not FactKind.CODE else ""
    label = info.label.in_(lang)
    if not note:
        return label
    return f"{label}（{note}）" if lang == "zh" else f"{label} ({note})"


def _allowed(info: FactInfo, lang: Lang) -> list[str]:
    match info.kind:
        case FactKind.TRUTH:
            return ["是", "否"] if lang == "zh" else ["yes", "no"]
        case FactKind.ONE_OF | FactKind.MANY_OF:
            return [option.label.in_(lang) for option in info.options]
        case FactKind.MONEY | FactKind.NUMBER:
            unit = info.unit.label.in_(lang)
            return [unit] if unit else []
        case FactKind.DATE:
            return [_EXAMPLE_DAY]
        case _:
            return []


def template_toml(things: Sequence[type[Thing]], subjects: Sequence[type[Subject]], lang: Lang) -> str:
    """Return a case file in which every fact waits behind a `#`: it is read as a case that says nothing.

    `subjects` are those who may ask; the first one stands in the file.

    >>> from xixia_gov.vocabulary.enterprise import Enterprise
    >>> template_toml([Enterprise], [Enterprise], "en").splitlines()[2:4]
    ['[subject]', 'kind = "Enterprise"']
    """
    day = Text(zh="询问之日; 删去则为今天", en="the day of asking; without it, today").in_(lang)
    lines = [f"# as_of = {_EXAMPLE_DAY}  # {day}", "", "[subject]"]
    asking = next((cls for cls in things if issubclass(cls, Subject)), subjects[0])
    kinds = ", ".join(f"{cls.__name__} {cls.LABEL.in_(lang)}" for cls in subjects)
    lines.append(f'kind = "{asking.__name__}"' + (f"  # {kinds}" if len(subjects) > 1 else ""))
    lines.extend(_lines(asking, "subject", lang))
    for cls in things:
        if issubclass(cls, Matter):
            lines.extend(["", "[[matters]]", f'kind = "{cls.__name__}"  # {cls.LABEL.in_(lang)}'])
            note = Text(zh="您的编号, 原样写回", en="your own number, echoed").in_(lang)
            lines.append(f'# ref = ""  # {note}')
            note = Text(zh="相同的有几件", en="how many equal ones").in_(lang)
            lines.append(f"# units = 1  # {note}")
            lines.extend(_lines(cls, "matters", lang))
    return "\n".join(lines) + "\n"


def _lines(cls: type[Thing], table: str, lang: Lang) -> Iterator[str]:
    nested: list[tuple[str, FactInfo]] = []
    for fact in facts_of(cls):
        if fact.info.element is not None:
            nested.append((fact.name, fact.info))
            continue
        yield f"# {fact.name} = {_example(fact.info)}  # {_note(fact.info, lang)}"
    for name, info in nested:
        if info.element is None:
            continue
        many = info.kind is FactKind.LIST
        path = f"{table}.{name}"
        yield ""
        yield f"# {info.label.in_(lang)}"
        yield f"# [[{path}]]" if many else f"# [{path}]"
        yield from _lines(info.element, path, lang)


def _note(info: FactInfo, lang: Lang) -> str:
    label = info.label.in_(lang)
    if info.kind in {FactKind.ONE_OF, FactKind.MANY_OF}:
        listed = ", ".join(f"{option.id} {option.label.in_(lang)}" for option in info.options)
        return f"{label}: {listed}"
    unit = info.unit.label.in_(lang)
    if unit:
        return f"{label}（{unit}）" if lang == "zh" else f"{label} ({unit})"
    return label


def _example(info: FactInfo) -> str:
    match info.kind:
        case FactKind.TRUTH:
            return "true"
        case FactKind.MONEY:
            return '"1000.00"'
        case FactKind.NUMBER:
            return str(max(info.least or 0, 1))
        case FactKind.DATE:
            return _EXAMPLE_DAY
        case FactKind.ONE_OF:
            return f'"{info.options[0].id}"'
        case FactKind.MANY_OF:
            return f'["{info.options[0].id}"]'
        case _:
            return '""'


__all__ = ["template_csv", "template_toml"]
