"""A record is one row as a case: who asks, about what, and when, from the values of its columns."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from xixia_gov.casefile.columns import Target, targets_of
from xixia_gov.engine.decide import decide
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of


@attrs.frozen
class Builder:
    """Makes cases of rows about one matter of one subject; `own` are the facts that rule files declare."""

    matter: type[Matter]
    subject: type[Subject]
    own: Mapping[str, FactInfo]

    def thing_of(self, row: Mapping[str, Any], ref: str | None = None) -> Matter:
        """Return the matter of a row; raises `InputError` where its facts contradict each other."""
        findings = {
            name.removeprefix("findings."): value
            for name, value in row.items()
            if name.startswith("findings.") and value is not None
        }
        more: dict[str, Any] = {"ref": ref, "findings": findings, "own": self._own(row)}
        if row.get("units") is not None:
            more["units"] = row["units"]
        return self.matter(**_facts(row, targets_of(self.matter)), **more)

    def subject_of(self, row: Mapping[str, Any]) -> Subject:
        """Return who asks in a row; raises `InputError` where the facts contradict each other."""
        return self.subject(**_nested(self.subject, row))

    def case_of(self, row: Mapping[str, Any], as_of: dt.date, settle: Mapping[str, str]) -> Case:
        """Return a row as a case of one matter."""
        return Case(subject=self.subject_of(row), as_of=as_of, matters=[self.thing_of(row)], settle=settle)

    def clashes(
        self,
        book: Rulebook,
        row: Mapping[str, Any],
        rules: Iterable[str],
        as_of: dt.date,
        settle: Mapping[str, str],
    ) -> list[Text]:
        """Return what a row asserts that its facts exclude, in the words of the reference interpreter."""
        case = self.case_of(row, as_of, settle)
        found: list[Text] = []
        for id_ in rules:
            try:
                decide(book, id_, case, case.matters[0], MatterRef(self.matter.__name__, 0, 1))
            except InputError as error:
                found += [one.message for one in error.problems if one.message not in found]
        return found

    def is_of_subject(self, name: str) -> bool:
        """Whether a column holds a fact of who asks."""
        return any(name == one or name.startswith(f"{one}.") for one in _names_of(self.subject))  # type: ignore[arg-type] # mypy looks at the hash of instances

    def _own(self, row: Mapping[str, Any]) -> dict[str, Any]:
        values = ((name, info, value_of(name, info, row)) for name, info in self.own.items())
        return {name.removeprefix("own."): value for name, _, value in values if value is not None}


@functools.cache
def _names_of(cls: Any) -> frozenset[str]:  # noqa: ANN401 - a class, which mypy does not take for hashable
    return frozenset(target.name for target in targets_of(cls))


def value_of(name: str, info: FactInfo, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any fact
    """Return the value of a fact in a row, None where it is not known.

    >>> from xixia_gov.vocabulary.trade_in import AppliancePurchase
    >>> price = next(one for one in targets_of(AppliancePurchase) if one.steps == ("unit_price",))
    >>> value_of(price.name, price.info, {"purchase.unit_price": 499900})
    Money(fen=499900)
    """
    if info.kind is FactKind.MANY_OF:
        said = {option: row.get(f"{name}.{option}") for option in info.option_ids}
        return {option: value for option, value in said.items() if value is not None} or None
    value = row.get(name)
    return Money(value) if value is not None and info.kind is FactKind.MONEY else value


def _facts(row: Mapping[str, Any], targets: Iterable[Target]) -> dict[str, Any]:
    found = ((one.steps[-1], value_of(one.name, one.info, row)) for one in targets)
    return {name: value for name, value in found if value is not None}


def _nested(cls: type[Thing], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a thing and of what it is related to."""
    values: dict[str, Any] = {}
    for fact in facts_of(cls):
        if fact.info.kind is FactKind.RELATION and fact.info.element is not None:
            inside = _nested(fact.info.element, row)
            if inside:
                values[fact.name] = fact.info.element(**inside)
            continue
        value = value_of(f"{cls.ROOT}.{fact.name}", fact.info, row)
        if value is not None:
            values[fact.name] = value
    return values


__all__ = ["Builder", "value_of"]
