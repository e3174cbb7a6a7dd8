"""The schema of a result is read off the model, with the few classes that JSON writes in a way of its own."""

from __future__ import annotations

from typing import Any, Final

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.determination import Amount, Determination, Grounds, Outcome
from xixia_gov.model.instrument import Citation
from xixia_gov.money import Money
from xixia_gov.report.json import SCHEMA
from xixia_gov.report.schema_types import DAY, Reader, Schema, document, or_null, ref, table
from xixia_gov.text import Lang, Text

_TITLE: Final = Text(zh="西夏规则库的结果", en="A result of xixia_gov")
_NOT_BARRED: Final = "not_barred"
_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_MONEY: Final = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}
_ENDS: Final[dict[str, Schema]] = {"least": _MONEY, "most": or_null(_MONEY)}
_TAKEN: Final = table({"reading": _TEXT, "option": _TEXT}, {"reading", "option"})
_PAID: Final = ("every", "payee", "payer", "because")
"""What of a determination stands with its amount."""


def result_schema(lang: Lang) -> Schema:
    """Return the JSON Schema of an assessment as `to_json` writes it.

    >>> result_schema("en")["properties"]["schema"]
    {'const': 'xixia-gov/assessment/1'}
    """
    reader = Reader(
        written=True,
        special={
            Money: _MONEY,
            Amount: ref("Amount"),
            Determination: ref("Determination"),
            tuple[tuple[str, str], ...]: {"type": "array", "items": _TAKEN},
        },
    )
    reader.definitions["Amount"] = _whole(_ENDS)
    reader.definitions["Failure"] = _failure(reader)
    reader.definitions["Determination"] = _determination(reader)
    root = _assessment(reader)
    return document("assessment/1", _TITLE.in_(lang), root, reader.definitions)


def _whole(parts: dict[str, Schema]) -> Schema:
    """Return the schema of an object with every one of these keys."""
    return table(parts, parts.keys())


def _failure(reader: Reader) -> Schema:
    text = reader.read(Text)
    place = reader.properties(Citation)
    return _whole(
        {
            "condition": _TEXT,
            "text": text,
            "given": {"type": "object", "additionalProperties": _TEXT},
            "required": text,
            "distance": or_null(text),
            **place,
        }
    )


def _determination(reader: Reader) -> Schema:
    parts = {**reader.properties(Grounds), **reader.properties(Determination)}
    del parts["grounds"]
    paid = {name: parts.pop(name) for name in _PAID}
    reader.definitions["Payment"] = _whole({**_ENDS, **paid})
    return _whole({**parts, "amount": or_null(ref("Payment"))})


def _assessment(reader: Reader) -> Schema:
    parts = reader.properties(Assessment)
    conclusions: dict[str, Any] = reader.definitions["Conclusion"]["properties"]
    outcomes = [one.value for one in Outcome]
    text = reader.read(Text)
    reader.definitions["Conclusion"] = _whole(
        {
            **conclusions,
            "outcome": {"enum": [*outcomes, _NOT_BARRED]},
            "possible": {"type": "array", "items": {"enum": [*outcomes, _NOT_BARRED]}},
            "note": text,
        }
    )
    total: dict[str, Any] = dict(reader.definitions["Total"]["properties"])
    del total["amount"]
    reader.definitions["Total"] = _whole({**total, **_ENDS})
    rulebook = {"id": parts.pop("rulebook"), "digest": parts.pop("digest"), "known_through": DAY}
    del parts["known_through"]
    parts |= {
        "schema": {"const": SCHEMA},
        "rulebook": _whole(rulebook),
        "notes": {"type": "array", "items": text},
    }
    questions = {"type": "object", "additionalProperties": text}
    return table({**parts, "questions": questions}, parts.keys())


__all__ = ["result_schema"]
