"""An assessment as JSON: the contract other programs build on; within a major schema only additions."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Mapping
from typing import Any, Final

import attrs

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.determination import Amount, Determination, Failure
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.report.beside import asked_of, outputs_json, stage_json
from xixia_gov.report.words import ADVICE, OTHER_LAW, known_through_text

SCHEMA: Final = "xixia-gov/assessment/1"


def to_json(assessment: Assessment, book: Rulebook | None = None) -> dict[str, Any]:
    """Return an assessment as plain dicts, lists and texts, ready for `json.dumps`.

    Money is text in yuan with two decimals, dates are YYYY-MM-DD. With `book` each question for a
    missing fact is added, so that a program without the rulebook can ask it.

    >>> assessment = Assessment("x", "0", dt.date(2024, 9, 30), dt.date(2024, 8, 20), (), (), (), (), ())
    >>> to_json(assessment)["as_of"], to_json(assessment)["schema"]
    ('2024-08-20', 'xixia-gov/assessment/1')
    """
    convert = _plain
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "rulebook": {
            "id": assessment.rulebook,
            "digest": assessment.digest,
            "known_through": convert(assessment.known_through),
        },
        "as_of": convert(assessment.as_of),
        "determinations": [convert(one) for one in _in_order(assessment.determinations)],
        "conclusions": [
            {
                "matter": convert(one.matter),
                "outcome": "not_barred" if one.outcome is None else one.outcome.value,
                "because": list(one.because),
                "possible": ["not_barred" if each is None else each.value for each in one.possible],
                "note": convert(OTHER_LAW),
            }
            for one in assessment.conclusions
        ],
        "groups": convert(assessment.groups),
        "totals": [
            {
                "payee": convert(one.payee),
                "payer": convert(one.payer),
                "every": one.every,
                "strength": one.strength.value,
                **convert(one.amount),
            }
            for one in assessment.totals
        ],
        "not_assessed": convert(assessment.not_assessed),
        "not_encoded": convert(assessment.not_encoded),
        "other_subjects": convert(assessment.other_subjects),
        "notes": [convert(known_through_text(assessment.known_through)), convert(ADVICE)],
    }
    if book is not None:
        asked = sorted({path for one in assessment.determinations for path in asked_of(one)})
        result["questions"] = {path: convert(book.facts[path].ask) for path in asked}
    ordered: dict[str, Any] = _sorted(result)
    return ordered


def dumps(data: dict[str, Any], *, indent: int | None = None) -> str:
    """Return JSON text with sorted keys; characters no encoding can carry are escaped.

    >>> dumps({"b": "补贴", "a": None})
    '{"a": null, "b": "补贴"}'
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which only an escape can write
        return json.dumps(data, ensure_ascii=True, sort_keys=True, indent=indent)
    return text


def _in_order(determinations: tuple[Determination, ...]) -> list[Determination]:
    return sorted(determinations, key=lambda d: (d.matter.kind, d.matter.index, d.matter.unit, d.rule))


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever an assessment holds
    """Return a value as JSON has it: an object as its fields, a choice as its value, a tuple as a list.

    A converter of cattrs would do the same; making one takes longer than a whole answer.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case enum.Enum():
            return value.value
        case dt.date():
            return value.isoformat()
        case Money():
            return str(value)
        case Amount():
            return _amount(value)
        case Failure():
            return _failure(value)
        case Determination():
            return _determination(value)
        case tuple() | list():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case _:
            return {one.name: _plain(getattr(value, one.name)) for one in attrs.fields(type(value))}


def _amount(one: Amount) -> dict[str, str | None]:
    return {"least": str(one.least), "most": None if one.most is None else str(one.most)}


def _failure(one: Failure) -> dict[str, Any]:
    convert = _plain
    return {
        "condition": one.condition,
        "text": convert(one.text),
        "given": dict(one.given),
        "required": convert(one.required),
        "distance": convert(one.distance),
        "instrument": one.at.instrument,
        "at": one.at.at,
    }


def _determination(one: Determination) -> dict[str, Any]:
    convert = _plain
    amount = None
    if one.amount is not None:
        amount = {
            **_amount(one.amount),
            "every": one.every,
            "payee": convert(one.payee),
            "payer": convert(one.payer),
            "because": list(one.because),
        }
    return {
        "rule": one.rule,
        "version": one.version,
        "title": convert(one.title),
        "matter": convert(one.matter),
        "ref": one.ref,
        "for": one.for_,
        "kind": one.kind.value,
        "outcome": one.outcome.value,
        "possible": [outcome.value for outcome in one.possible],
        "check": convert(one.check),
        "force": one.force.value,
        "since": one.since,
        "strength": one.strength.value,
        "amount": amount,
        "if_eligible": convert(one.if_eligible),
        "failed": [_failure(failure) for failure in one.failed],
        "missing": list(one.missing),
        "outputs": outputs_json(one),
        "stage": stage_json(one.stage),
        "open": convert(one.open),
        "readings": list(one.readings),
        "under": convert(one.under),
        "assumed": [{"reading": id_, "option": option} for id_, option in one.assumed],
        "settled": [{"reading": id_, "option": option} for id_, option in one.settled],
        "asserted": list(one.asserted),
        "supposed": list(one.supposed),
        "referred": convert(one.referred),
        "cite": convert(one.cite),
        "office": convert(one.office),
        "planned": one.planned,
    }


def _sorted(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    match value:
        case dict():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case list() | tuple():
            return [_sorted(one) for one in value]
        case _:
            return value
