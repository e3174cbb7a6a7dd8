"""Writing cases: a case as the data of a case file, and as TOML that reads back as the same case."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from xixia_gov.model.case import Case
from xixia_gov.money import Money
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Thing
from xixia_gov.vocabulary.facts import Flags, facts_of

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_DELETE: Final = "\x7f"
"""The one control character that JSON leaves as it is and TOML refuses."""


def case_toml(case: Case) -> str:
    """Return a case as the text of a TOML case file; what is not known is left out.

    `read_case` reads it back as an equal case. A list of options of which some are said not to hold
    is written by those that do.

    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.fire import FireSighting
    >>> case = Case(subject=Citizen(), as_of=dt.date(2025, 3, 1), matters=[FireSighting(fire_seen=True)])
    >>> print(case_toml(case))
    as_of = 2025-03-01
    <BLANKLINE>
    [subject]
    kind = "Citizen"
    <BLANKLINE>
    [[matters]]
    kind = "FireSighting"
    fire_seen = true
    <BLANKLINE>
    """
    lines = list(_lines((), _data(case)))
    return "\n".join([*lines, ""])


def case_data(case: Case) -> dict[str, Any]:
    """Return a case as plain data ready for `json.dumps`, which `read_case` reads back from JSON.

    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> case_data(Case(subject=Citizen(), as_of=dt.date(2025, 3, 1)))
    {'as_of': '2025-03-01', 'subject': {'kind': 'Citizen'}}
    """
    found: dict[str, Any] = _dates_as_text(_data(case))
    return found


def _data(case: Case) -> dict[str, Any]:
    data: dict[str, Any] = {"as_of": case.as_of, "subject": _named(case.subject)}
    if case.matters:
        data["matters"] = [_matter(matter) for matter in case.matters]
    for name in ("findings", "settle", "suppose"):
        said = getattr(case, name)
        if said:
            data[name] = _mapping(said)
    return data


def _matter(matter: Matter) -> dict[str, Any]:
    data = _named(matter)
    if matter.ref is not None:
        data["ref"] = matter.ref
    if matter.units != 1:
        data["units"] = matter.units
    if matter.own:
        data["own"] = _mapping(matter.own)
    if matter.findings:
        data["findings"] = _mapping(matter.findings)
    return data


def _named(thing: Thing) -> dict[str, Any]:
    return {"kind": type(thing).__name__, **_thing(thing)}


def _thing(thing: Thing) -> dict[str, Any]:
    given = {fact.name: getattr(thing, fact.name) for fact in facts_of(type(thing))}
    return {name: _value(value) for name, value in given.items() if value is not UNKNOWN and value != ()}


def _mapping(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in sorted(said.items())}


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever a fact holds
    match value:
        case Money():
            return str(value)
        case Flags(said=said, complete=True):
            return [option for option, holds in said if holds]
        case Flags(said=said):
            return dict(said)
        case Thing():
            return _thing(value)
        case tuple():
            return [_value(one) for one in value]
        case _:
            return value


def _dates_as_text(value: Any) -> Any:  # noqa: ANN401 - data
    match value:
        case dict():
            return {key: _dates_as_text(one) for key, one in value.items()}
        case list():
            return [_dates_as_text(one) for one in value]
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _lines(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a table: its values first, then the tables in it, each under its own head."""
    inner = {key: value for key, value in table.items() if _tables(value)}
    for key, value in table.items():
        if key not in inner:
            yield f"{_key(key)} = {_written(value)}"
    for key, value in inner.items():
        below = (*path, key)
        head = ".".join(map(_key, below))
        for one in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{head}]]" if isinstance(value, list) else f"[{head}]"
            yield from _lines(below, one)


def _tables(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
    )


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case _:
            return str(value)  # a whole number or a day


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")


__all__ = ["case_data", "case_toml"]
