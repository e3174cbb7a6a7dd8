"""The schema of a result is read off the model, with the few classes that JSON writes in a way of its own."""

from __future__ import annotations

from typing import Any, Final

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.determination import Amount, Determination, Grounds, Outcome
from xixia_gov.model.instrument import Citation
from xixia_gov.model.output import Given
from xixia_gov.model.stage import Stage, State, Wrong
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
            Given: ref("Output"),
            Stage: ref("Stage"),
            tuple[tuple[str, str], ...]: {"type": "array", "items": _TAKEN},
        },
    )
    reader.definitions["Amount"] = _whole(_ENDS)
    reader.definitions["Failure"] = _failure(reader)
    reader.definitions.update(_more(reader))
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


def _more(reader: Reader) -> dict[str, Schema]:
    """Return the schemas of what is given beside an outcome, and of where a procedure stands."""
    text, place = reader.read(Text), reader.properties(Citation)
    options = {"type": "array", "items": _whole({"option": _TEXT, "text": text})}
    output = {
        "output": _TEXT,
        "text": text,
        **place,
        "kind": {"enum": ["choice", "date", "money", "number"]},
        "unit": or_null(_TEXT),
        "least": or_null(_TEXT),
        "most": or_null(_TEXT),
        "possible": options,
        "sure": _TEXTS,
        "settled": {"type": "boolean"},
        "missing": _TEXTS,
        "readings": _TEXTS,
    }
    states = {"enum": [one.value for one in State]}
    lack = {"need": _TEXT, "text": text, **place, "open": {"type": "boolean"}}
    turn = {"wrong": {"enum": [one.value for one in Wrong]}, "other": or_null(_TEXT), "text": text}
    step = {
        "step": _TEXT,
        "text": text,
        **place,
        "state": or_null(states),
        "possible": {"type": "array", "items": states},
        "on": or_null(DAY),
        "by": or_null(text),
        "waits_for": _TEXTS,
        "lacks": {"type": "array", "items": _whole(lack)},
        "turns": {"type": "array", "items": _whole(turn)},
        "missing": _TEXTS,
    }
    listed = dict.fromkeys((*(one.value for one in State), "open", "wrong"), _TEXTS)
    return {
        "Output": _whole(output),
        "Step": _whole(step),
        "Stage": _whole({"steps": {"type": "array", "items": ref("Step")}, **listed}),
    }


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
