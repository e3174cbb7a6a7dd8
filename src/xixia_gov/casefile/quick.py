"""A case of JSON in which everything is in order, read without keeping places; anything else is left."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from xixia_gov.casefile.facts import called
from xixia_gov.casefile.keys import CASE_KEYS, MOST_UNITS
from xixia_gov.casefile.readers import (
    Field,
    Fields,
    NotInOrderError,
    day,
    fields_of,
    read_values,
    text,
)
from xixia_gov.casefile.value import fact_value
from xixia_gov.engine.validate import case_problems, supposable
from xixia_gov.errors import InputError, ValueProblem
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind

_KEYS: Final = frozenset(CASE_KEYS)
_SEVERAL: Final = (FactKind.MANY_OF, FactKind.LIST, FactKind.RELATION)


def quick_case(data: Any, book: Rulebook, as_of: dt.date | None, settle: Mapping[str, str]) -> Case | None:  # noqa: ANN401 - JSON
    """Return the case that the data of a JSON document holds, None where anything in it is not in order.

    What it returns is what the careful reading returns; None says nothing but that this has to be asked.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> data = {"as_of": "2024-08-20", "subject": {"kind": "Citizen"}}
    >>> quick_case(data, book, None, {}).as_of
    datetime.date(2024, 8, 20)
    >>> quick_case({**data, "as_of": "20 August"}, book, None, {}) is None
    True
    """
    try:
        return _case(data, book, as_of, settle)
    except (NotInOrderError, KeyError, ValueProblem, InputError):
        return None


def _case(data: Any, book: Rulebook, as_of: dt.date | None, settle: Mapping[str, str]) -> Case:  # noqa: ANN401 - JSON
    if type(data) is not dict or not data.keys() <= _KEYS:
        raise NotInOrderError
    given = data.get
    written, findings, settled = given("as_of"), given("findings"), given("settle")
    matters, suppose = given("matters"), given("suppose")
    asked = as_of if written is None else day(written)
    if asked is None:
        raise NotInOrderError
    things = () if matters is None else _matters(book, matters)
    case = Case(
        subject=_thing(book, "subject", data["subject"]),
        as_of=asked,
        matters=things,
        findings={} if findings is None else _flags(findings),
        settle={} if settled is None else _texts(settled),
        suppose={} if suppose is None else _suppose(book, suppose),
    )
    if (findings or settled or [one for one in things if one.findings]) and list(case_problems(book, case)):
        raise NotInOrderError
    # What the caller settles is no part of the document: it is looked at with the answers.
    return attrs.evolve(case, settle={**case.settle, **settle}) if settle else case


def _matters(book: Rulebook, raw: Any) -> list[Matter]:  # noqa: ANN401 - JSON
    if type(raw) is not list:
        raise NotInOrderError
    return [_thing(book, "matter", one) for one in raw]


def _thing(book: Rulebook, role: str, raw: Any) -> Any:  # noqa: ANN401 - JSON, then a subject or a matter
    if type(raw) is not dict:
        raise NotInOrderError
    key = ("quick", role, text(raw["kind"]))
    cls, fields = book.memo.get(key) or _remembered(book, key)
    values = read_values(fields, raw)
    del values["kind"]
    return cls(**values)


def _remembered(book: Rulebook, key: tuple[str, str, str]) -> tuple[type[Thing], Fields]:
    """Return the class that a word names in a role, and how its table is read."""
    _, role, word = key
    fields: dict[str, Field] = {"kind": ("kind", None)}
    known: Sequence[type[Thing]] = book.vocabulary.subjects
    if role == "matter":
        known = book.vocabulary.matters
        fields |= {
            "ref": ("ref", text),
            "units": ("units", _units),
            "findings": ("findings", _flags),
            "own": ("own", functools.partial(_own, book)),
        }
    cls = called(known, word)
    if cls is None:
        raise NotInOrderError
    found = (cls, fields_of(cls, fields))
    book.memo[key] = found
    return found


def _units(raw: Any) -> int:  # noqa: ANN401 - JSON
    if type(raw) is int and 1 <= raw <= MOST_UNITS:
        return raw
    raise NotInOrderError


def _flags(raw: Any) -> dict[str, bool]:  # noqa: ANN401 - JSON
    """Return a table of true and false."""
    if type(raw) is not dict:
        raise NotInOrderError
    known = {key: value for key, value in raw.items() if value is not None}
    if any(type(value) is not bool for value in known.values()):
        raise NotInOrderError
    return known


def _texts(raw: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    if type(raw) is not dict:
        raise NotInOrderError
    return {key: text(value) for key, value in raw.items() if value is not None}


def _own(book: Rulebook, raw: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return _one_by_one(raw, lambda key: book.facts[f"own.{key}"])


def _suppose(book: Rulebook, raw: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return _one_by_one(raw, lambda key: supposable(book.definitions[key]))


def _one_by_one(raw: Any, info_of: Callable[[str], FactInfo | None]) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the values of facts that belong to no thing, so that none looks at them when it is made."""
    if type(raw) is not dict:
        raise NotInOrderError
    known: dict[str, Any] = {}
    for key, value in raw.items():
        info = info_of(key)
        if info is None or info.kind in _SEVERAL:
            raise NotInOrderError
        if value is not None:
            known[key] = fact_value(value, info, dates_as_text=True)
    return known


__all__ = ["quick_case"]
