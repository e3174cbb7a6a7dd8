"""A frame is all that one evaluation may read: the rulebook, the facts of one matter, and the settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from xixia_gov.engine.value import Items, Options, Value
from xixia_gov.interval import Interval, point
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN, Cause, CauseKind
from xixia_gov.vocabulary.base import Matter, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags, facts_of
from xixia_gov.vocabulary.vocabulary import related

if TYPE_CHECKING:
    from xixia_gov.engine.trace import Traced


@attrs.frozen
class Frame:
    """Where an expression is evaluated.

    `settings` takes an option for every reading that is read; `day` selects the version of a
    figure (None: unknown); `element` is the thing an expression over a list is about. `read_rule`
    evaluates `holds` and `amount` of another rule under the same settings. `tried` remembers the
    conditions of one decision by the options of the readings they read, so that a condition is not
    evaluated again where only other readings differ.
    """

    book: Rulebook
    case: Case
    matter: Matter
    settings: Mapping[str, str]
    day: dt.date | None
    read_rule: Callable[[str, str, Frame], Traced]
    element: Thing | None = None
    tried: dict[tuple[str, ...], Traced] = attrs.field(factory=dict, eq=False, repr=False)

    def finding(self, key: str) -> bool | None:
        """Return what the case asserts of an open term, for this matter or for all."""
        asserted = self.matter.findings.get(key)
        return self.case.findings.get(key) if asserted is None else asserted


def thing_at(frame: Frame, root: str) -> Thing | None:
    """Return the thing whose facts begin with `root`, or None when the case does not give it."""
    for thing in (frame.matter, frame.case.subject, frame.element):
        if thing is not None and root == thing.ROOT:
            return thing
    field = related(type(frame.case.subject)).get(root)
    if field is None:
        return None
    value = getattr(frame.case.subject, field)
    return None if value is UNKNOWN else value


def given(frame: Frame, path: str) -> Any:  # noqa: ANN401 - whatever the fact holds
    """Return the value the case gives for a fact, `UNKNOWN` when it gives none.

    A value for a fact that may not exist makes its gate true.
    """
    root, _, name = path.partition(".")
    if root == "own":
        return frame.matter.own.get(name, UNKNOWN)
    thing = thing_at(frame, root)
    if thing is None:
        return UNKNOWN
    value = getattr(thing, name)
    if value is not UNKNOWN:
        return value
    for fact in facts_of(type(thing)):
        gate = fact.info.exists_if
        if gate is not None and gate.fact == name and getattr(thing, fact.name) is not UNKNOWN:
            return True if gate.option is None else gate.option
    return UNKNOWN


def read_fact(frame: Frame, path: str, info: FactInfo) -> tuple[Value, frozenset[Cause]]:
    """Return what a fact could be, and why it is open."""
    if path == "as_of":
        return point(frame.case.as_of), frozenset()
    value = given(frame, path)
    if info.kind is FactKind.LIST:
        return _read_list(frame, path, value), frozenset()
    missing = frozenset({Cause(CauseKind.CASE, path)})
    if value is UNKNOWN:
        return unknown_of(info), missing
    read = known_of(value)
    return read, missing if isinstance(read, Flags) and not read.complete else frozenset()


def _read_list(frame: Frame, path: str, value: Any) -> Items:  # noqa: ANN401 - as given
    complete = given(frame, f"{path}_complete")
    stated = Truth.UNKNOWN if complete is UNKNOWN else Truth.of(complete)
    return Items(path, () if value is UNKNOWN else value, stated)


def known_of(value: Any) -> Value:  # noqa: ANN401 - one return for each kind
    """Return a fact's value in the form the engine computes with; money counts in fen."""
    match value:
        case bool():
            return Truth.of(value)
        case int():
            return point(Fraction(value))
        case Money():
            return point(Fraction(value.fen))
        case dt.date():
            return point(value)
        case str():
            return Options(frozenset({value}))
        case Flags():
            return value
        case _:
            message = f"no fact can hold {value!r}"
            raise TypeError(message)


def unknown_of(info: FactInfo) -> Value:
    """Return all that a fact could be before anybody gives it: its hard domain."""
    match info.kind:
        case FactKind.NUMBER | FactKind.MONEY:
            least = None if info.least is None else Fraction(info.least)
            most = None if info.most is None else Fraction(info.most)
            return Interval(least, most)
        case FactKind.DATE:
            return Interval[dt.date](None, None)
        case FactKind.ONE_OF:
            return Options(frozenset(info.option_ids))
        case FactKind.MANY_OF:
            return Flags((), complete=False)
        case FactKind.CODE:
            return Options(None)
        case _:
            return Truth.UNKNOWN
