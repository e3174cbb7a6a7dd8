"""What a case says beyond its facts must name something: rules, readings and their options, findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from xixia_gov.engine.findings import all_keys_of
from xixia_gov.errors import Place, Problem, unknown_name
from xixia_gov.expression.types import DateType, NumberType, TruthType
from xixia_gov.model.case import Case
from xixia_gov.model.definition import Definition
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.units import YUAN
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.check import value_fault
from xixia_gov.vocabulary.facts import FactInfo, FactKind


def case_problems(book: Rulebook, case: Case, rules: Collection[str] | None = None) -> Iterator[Problem]:
    """Yield all that is wrong with a case against a rulebook."""
    if rules is None and _says_facts_alone(book, case):
        return
    for id_ in rules or ():
        if id_ not in book.rules:
            yield Problem(unknown_name(Text(zh="规则", en="rule"), id_, list(book.rules)))
    if type(case.subject) not in book.vocabulary.subjects:
        yield _strange(
            type(case.subject).__name__,
            "主体",
            "subject",
            [s.__name__ for s in book.vocabulary.subjects],
        )
    for matter in case.matters:
        if type(matter) not in book.vocabulary.matters:
            names = [known.__name__ for known in book.vocabulary.matters]
            yield _strange(type(matter).__name__, "事项", "matter", names)
    yield from _settle_problems(book, case)
    yield from _finding_problems(book, case)
    yield from _suppose_problems(book, case)
    for matter in case.matters:
        for name in matter.own:
            if f"own.{name}" not in book.facts:
                known = [path[4:] for path in book.facts if path.startswith("own.")]
                yield _at("own", name, "规则自有事实", "fact declared by a rule", known)


def _says_facts_alone(book: Rulebook, case: Case) -> bool:
    """Whether a case names nothing of the rulebook but kinds of subject and matter that it has."""
    if case.settle or case.findings or case.suppose or type(case.subject) not in book.vocabulary.subjects:
        return False
    return all(
        type(matter) in book.vocabulary.matters and not matter.findings and not matter.own
        for matter in case.matters
    )


def _suppose_problems(book: Rulebook, case: Case) -> Iterator[Problem]:
    for key, value in case.suppose.items():
        definition = book.definitions.get(key)
        if definition is None:
            yield _at("suppose", key, "定义", "definition", list(book.definitions))
            continue
        info = supposable(definition)
        fault = NOT_SUPPOSABLE if info is None else value_fault(value, info)
        if fault is not None:
            yield Problem(fault, Place(field=f"suppose.{key}"))


NOT_SUPPOSABLE: Final = Text(
    zh="只能假设是否、数、日期, 且不在列表的逐项上",
    en="only a truth, a number or a date can be supposed, and none over a list",
)


def supposable(definition: Definition) -> FactInfo | None:
    """Return the kind of fact whose values a definition can be supposed to have; None where it cannot."""
    if definition.over is not None:
        return None
    blank = Text(zh="", en="")
    match definition.type:
        case TruthType():
            return FactInfo(FactKind.TRUTH, blank, blank)
        case NumberType(unit=unit) if unit == YUAN:
            return FactInfo(FactKind.MONEY, blank, blank, unit=YUAN)
        case NumberType():
            return FactInfo(FactKind.NUMBER, blank, blank)
        case DateType():
            return FactInfo(FactKind.DATE, blank, blank)
        case _:
            return None


def _strange(name: str, zh: str, en: str, allowed: list[str]) -> Problem:
    return Problem(unknown_name(Text(zh=zh, en=en), name, allowed), Place(field="kind"))


def _at(field: str, name: str, zh: str, en: str, allowed: list[str]) -> Problem:
    return Problem(unknown_name(Text(zh=zh, en=en), name, allowed), Place(field=f"{field}.{name}"))


def _settle_problems(book: Rulebook, case: Case) -> Iterator[Problem]:
    for id_, option in case.settle.items():
        reading = book.readings.get(id_)
        if reading is None:
            yield _at("settle", id_, "读法", "reading", list(book.readings))
        elif option not in reading.options:
            yield Problem(
                unknown_name(Text(zh="选项", en="option"), str(option), list(reading.options)),
                Place(field=f"settle.{id_}"),
            )


def _finding_problems(book: Rulebook, case: Case) -> Iterator[Problem]:
    if not case.findings and not any(matter.findings for matter in case.matters):
        return
    allowed = all_keys_of(book)
    for findings in (case.findings, *(matter.findings for matter in case.matters)):
        for key, value in findings.items():
            if key not in allowed:
                yield _at("findings", key, "认定", "finding", sorted(allowed))
            elif not isinstance(value, bool):
                yield Problem(
                    Text(
                        zh=f"应为是或否, 却是 {value!r}",
                        en=f"expected true or false, found {value!r}",
                    ),
                    Place(field=f"findings.{key}"),
                )
            else:
                yield from _membership(book, key, value)
    for matter in case.matters:
        yield from _clashes(case, matter)


def _membership(book: Rulebook, key: str, value: bool) -> Iterator[Problem]:  # noqa: FBT001
    name, _, option = key.partition("/")
    named = book.lists.get(name)
    if named is not None and option in named.items and not value:
        yield Problem(
            Text(
                zh=f"矛盾: 条文已明列“{option}”, 不能认定其不在所列范围",
                en=f"contradiction: the text names {option!r}, so it cannot be found outside the list",
            ),
            Place(field=f"findings.{key}"),
        )


def _clashes(case: Case, matter: Matter) -> Iterator[Problem]:
    for key, value in matter.findings.items():
        if case.findings.get(key, value) != value:
            yield Problem(
                Text(
                    zh=f"矛盾: 情形与事项对“{key}”的认定相反",
                    en=f"contradiction: the case and the matter assert opposite things of {key!r}",
                ),
                Place(field=f"findings.{key}"),
            )
