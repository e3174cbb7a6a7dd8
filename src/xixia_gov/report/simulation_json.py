"""A comparison of two rulebooks as JSON: within a major schema only additions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from xixia_gov.engine.verdict import LIFTED_CODE, NO_CODE, OPEN_CODE, YES_CODE
from xixia_gov.model.figure import Figure, FigureValue
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.report.simulation_lines import Line, lines_of, rule_changes
from xixia_gov.report.words import ADVICE, WHAT_IF, known_through_text
from xixia_gov.simulate.result import Result, Sums
from xixia_gov.simulate.written import in_money
from xixia_gov.text import Text

SCHEMA: Final = "xixia-gov/simulation/1"
_OUTCOMES: Final = {NO_CODE: "no", YES_CODE: "yes", OPEN_CODE: "undetermined", LIFTED_CODE: "lifted"}


def simulation_json(result: Result) -> dict[str, Any]:
    """Return a comparison as plain dicts, lists and texts; money is text in yuan with two decimals.

    A bound that is not known is null.
    """
    lines = list(lines_of(result))
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "what_if": result.what_if,
        "rulebook": {"now": _book(result.now), "then": _book(result.then)},
        "figures": [
            {"figure": one.name, "now": _figure(one.now), "then": _figure(one.then), "rules": list(one.rules)}
            for one in result.figures
        ],
        "other_changes": [{"rule": rule, "what": _text(word)} for rule, word in rule_changes(result)],
        "settle": dict(sorted(result.settle.items())),
        "rows": result.rows,
        "units": result.units,
        "rejected": result.rejected,
        "rules": [_rule(result, rule, lines) for rule in sorted(result.rules)],
        "totals": [{**_total(line), **_sums(line.sums)} for line in lines if line.what == "total"],
        "groups_and_limits": result.subjects is not None,
        "notes": [_text(note) for note in _notes(result)],
    }
    if result.subjects is not None:
        found["subjects"] = {
            "subjects": result.subjects.subjects,
            "rejected": result.subjects.rejected,
            "totals": [
                {
                    **_total(line),
                    **_sums(line.sums),
                    "moves": _moves(
                        [one for one in lines if one.what == "subject_move" and one.total == line.total]
                    ),
                }
                for line in lines
                if line.what == "subjects"
            ],
        }
    return found


def _rule(result: Result, rule: str, lines: Sequence[Line]) -> dict[str, Any]:
    sides = result.rules[rule]
    own = [line for line in lines if line.rule == rule]
    found: dict[str, Any] = {
        "rule": rule,
        "title": _text(result.title(rule)),
        "now": sides.difference.now,
        "then": sides.difference.then,
        "differs": sides.difference.touched,
        "outcomes": [
            {"now": _OUTCOMES[before], "then": _OUTCOMES[after], "units": units}
            for (before, after), units in result.shifts(rule).items()
        ],
        "cost": None,
        "moves": _moves([line for line in own if line.what == "move"]),
        "by": [],
    }
    for line in own:
        if line.what == "rule":
            found["cost"] = _sums(line.sums)
    for by in result.by:
        categories = [line for line in own if line.what == "category" and line.by == by]
        if categories:
            found["by"].append(
                {
                    "fact": by.path,
                    "label": _text(by.info.label),
                    "categories": [
                        {
                            "category": line.category,
                            "label": _text(line.name),
                            **_sums(line.sums),
                            "moves": _moves(
                                [
                                    one
                                    for one in own
                                    if one.what == "category_move"
                                    and one.by == by
                                    and one.category == line.category
                                ]
                            ),
                        }
                        for line in categories
                    ],
                }
            )
    return found


def _moves(lines: Sequence[Line]) -> dict[str, Any]:
    return {line.move.value: _sums(line.sums) for line in lines if line.move is not None}


def _total(line: Line) -> dict[str, Any]:
    assert line.total is not None  # noqa: S101 - lines of totals have one
    payee, payer, every, strength = line.total
    return {
        "payee": None if payee is None else _text(payee),
        "payer": None if payer is None else _text(payer),
        "every": every,
        "strength": strength,
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "units": sums.units,
        "now": {"least": _yuan(sums.now_least), "most": _yuan(sums.now_most), "no_limit": sums.open_now},
        "then": {"least": _yuan(sums.then_least), "most": _yuan(sums.then_most), "no_limit": sums.open_then},
        "change": {"least": _yuan(sums.low), "most": _yuan(sums.high)},
    }


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else str(Money(fen))


def _book(book: Rulebook) -> dict[str, Any]:
    return {"id": book.id, "digest": book.digest, "known_through": book.known_through.isoformat()}


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "unit": "date" if figure.unit is None else str(figure.unit),
        "values": [
            {
                "from": None if version.since is None else version.since.isoformat(),
                "value": _value(version.value, money=in_money(figure.unit)),
            }
            for version in figure.versions
        ],
    }


def _value(value: FigureValue, *, money: bool) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(Fraction(value, 100)) if money else str(value)


def _notes(result: Result) -> list[Text]:
    notes = [WHAT_IF] if result.what_if else []
    return [*notes, known_through_text(result.now.known_through), ADVICE]


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


__all__ = ["SCHEMA", "simulation_json"]
