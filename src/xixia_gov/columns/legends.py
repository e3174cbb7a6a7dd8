"""A legend says what the numbers in the columns of an answer mean; it is written beside every file of them.

The order of its bits is part of what a mask means: without the legend of the rulebook that made it, a mask
is only a number.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from xixia_gov.engine.findings import library_of
from xixia_gov.engine.reach import Reach, reach
from xixia_gov.engine.verdict import CHECKS, FORCES, IN_FORCE, SUM, layout_of, outcomes_of
from xixia_gov.errors import InputError, Place, Problem, unknown_name
from xixia_gov.expression.nodes import Node
from xixia_gov.model.condition import Condition
from xixia_gov.model.definition import Opening
from xixia_gov.model.determination import EXCEPTION
from xixia_gov.model.instrument import Citation
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

SCHEMA: Final = "xixia-gov/columns-legend/1"
_OUT_OF_FORCE: Final = Text(zh="不在有效期内", en="not in force on that day")
_LIFTING: Final = Text(zh="是否适用例外或者另一结论", en="whether an exception, or another outcome, applies")
_OPEN_SUM: Final = Text(zh="数额由条文之外决定", en="what fixes the sum is outside the facts")


@attrs.frozen
class Why:
    """What no fact settles: whether the text, an authority or another instrument, and in which words."""

    cause: str
    key: str
    what: Text


@attrs.frozen
class FailedBit:
    """A condition that fails, or that the rule is not in force: its words and its provision."""

    id: str
    text: Text
    at: Citation


@attrs.frozen
class MissingBit:
    """A fact to ask for: its path and its label."""

    path: str
    label: Text


@attrs.frozen
class WaitingBit:
    """A condition, or the sum, that waits on what no fact settles: its words and all that it may wait on."""

    id: str
    text: Text
    causes: tuple[Why, ...]


@attrs.frozen
class OpenReading:
    """A way of reading the text that the answers of a rule can depend on, and that no mask has a bit for."""

    id: str
    question: Text
    preferred: str


@attrs.frozen
class RuleLegend:
    """What the columns of one rule mean: words by code, and the bits of each mask, the lowest first.

    An answer, or a sum, that is open while no bit of `missing` and `waiting` is set depends on `readings`
    alone; beside such bits it may depend on them too.
    """

    rule: str
    versions: tuple[int, ...]
    title: Text
    outcome: tuple[str, ...]
    force: tuple[str, ...]
    check: tuple[str, ...]
    failed: tuple[FailedBit, ...]
    missing: tuple[MissingBit, ...]
    waiting: tuple[WaitingBit, ...]
    readings: tuple[OpenReading, ...] = ()


@attrs.frozen
class Legend:
    """What the columns of an answer mean, and of which rulebook."""

    rulebook: str
    digest: str
    known_through: str
    rules: tuple[RuleLegend, ...]

    def json(self) -> dict[str, Any]:
        """Return the legend as plain data, ready for JSON.

        >>> Legend("x", "0", "2024-09-30", ()).json()["schema"]
        'xixia-gov/columns-legend/1'
        """
        return {
            "schema": SCHEMA,
            "rulebook": {"id": self.rulebook, "digest": self.digest, "known_through": self.known_through},
            "rules": {one.rule: {k: v for k, v in _plain(one).items() if k != "rule"} for one in self.rules},
        }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a legend
    if attrs.has(type(value)):
        return {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def legend(book: Rulebook, rule_ids: Iterable[str]) -> Legend:
    """Return what the columns of some rules mean.

    Raises `InputError` for a rule that there is not.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> [bit.id for bit in legend(load_rulebook(), ["fire.report_duty"]).rules[0].failed]
    ['fire_seen', 'in_force']
    """
    ids = sorted(set(rule_ids))
    problems = [
        Problem(unknown_name(Text(zh="规则", en="rule"), id_, list(book.rules)), Place(field="rules"))
        for id_ in ids
        if id_ not in book.rules
    ]
    if problems:
        raise InputError(problems)
    return Legend(
        book.id, book.digest, book.known_through.isoformat(), tuple(_rule_legend(book, id_) for id_ in ids)
    )


def _rule_legend(book: Rulebook, id_: str) -> RuleLegend:
    versions, layout = book.rules[id_], layout_of(book, id_)
    conditions = {one.id: one for rule in versions for one in (*rule.conditions, *rule.check)}
    latest = versions[-1]
    return RuleLegend(
        rule=id_,
        versions=tuple(rule.version for rule in versions),
        title=latest.title,
        outcome=tuple(outcome.value for outcome in outcomes_of(latest.kind)),
        force=tuple(one.value for one in FORCES),
        check=tuple(one.value for one in CHECKS),
        failed=tuple(_failed(latest, conditions, name) for name in layout.failed),
        missing=tuple(MissingBit(path, book.facts[path].label) for path in layout.missing),
        waiting=tuple(_waiting(book, latest, conditions, name) for name in layout.waiting),
        readings=tuple(_readings(book, versions)),
    )


def _readings(book: Rulebook, versions: Iterable[Rule]) -> Iterator[OpenReading]:
    """Yield the readings of a rule that are not assumed: a case settles them, or they stay open."""
    for id_ in sorted({id_ for rule in versions for id_ in rule.readings}):
        one = book.readings[id_]
        if not one.assumed:
            yield OpenReading(id_, one.question, one.preferred)


def _failed(rule: Rule, conditions: Mapping[str, Condition], name: str) -> FailedBit:
    if name == IN_FORCE and name not in conditions:
        return FailedBit(name, _OUT_OF_FORCE, rule.window.cite)
    return FailedBit(name, conditions[name].text, conditions[name].cite)


def _waiting(book: Rulebook, rule: Rule, conditions: Mapping[str, Condition], name: str) -> WaitingBit:
    if name == SUM and name not in conditions:
        payment = rule.payment
        opening = None if payment is None else payment.opening
        nodes = [] if payment is None else [payment.least, *([payment.most] if payment.most else [])]
        text = _OPEN_SUM if opening is None else opening.what
        return WaitingBit(name, text, _causes(book, opening, nodes))
    if name == EXCEPTION and name not in conditions:
        return WaitingBit(name, _LIFTING, _causes(book, None, [one.when for one in rule.exemptions]))
    condition = conditions[name]
    return WaitingBit(name, condition.text, _causes(book, condition.opening, condition.nodes))


def _causes(book: Rulebook, opening: Opening | None, nodes: Iterable[Node]) -> tuple[Why, ...]:
    """Return all that a part may wait on, by its own words and by what it reads."""
    found = [opening, *_openings(book, reach(nodes, library_of(book)))]
    kept = {one.key: Why(one.cause.value, one.key, one.what) for one in found if one is not None}
    return tuple(kept[key] for key in sorted(kept))


def _openings(book: Rulebook, read: Reach) -> Iterator[Opening | None]:
    yield from (book.definitions[key].opening for key in sorted(read.definitions))
    yield from (book.lists[name].opening for name in sorted(read.lists))
    for id_ in sorted(read.rules):
        for rule in book.rules[id_]:
            yield from (one.opening for one in (*rule.conditions, *rule.check))


@attrs.frozen
class Reasons:
    """What three masks say."""

    failed: tuple[FailedBit, ...]
    missing: tuple[MissingBit, ...]
    waiting: tuple[WaitingBit, ...]


def decode(
    book: Rulebook, rule_id: str, *, failed: int | None = 0, missing: int | None = 0, waiting: int | None = 0
) -> Reasons:
    """Return the conditions that fail, the facts to ask, and what waits, from the masks of a row.

    A mask that is None decodes to nothing: so are the masks of a row that contradicts itself, which has no
    answer and hence no reasons for one; its `clash` says so.

    Raises `InputError` for a rule that there is not, for a mask that is no whole number (a float may have
    lost bits), and for one with a bit that stands for nothing.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> [bit.path for bit in decode(load_rulebook(), "fire.report_duty", missing=1).missing]
    ['sighting.fire_seen']
    """
    said = decoder(book, rule_id)
    given = {"failed": failed, "missing": missing, "waiting": waiting}
    masks = {name: _mask(one) for name, one in given.items()}
    problems = [
        Problem(
            _no_mask(name, given[name]) if mask is None else _no_bit(rule_id, name, mask), Place(field=name)
        )
        for name, mask in masks.items()
        if mask is None or mask < 0 or mask >> len(getattr(said, name))
    ]
    if problems:
        raise InputError(problems)
    return Reasons(**{name: _bits(getattr(said, name), mask) for name, mask in masks.items()})


def _mask(given: object) -> int | None:
    """Return a mask as a whole number, nothing being 0; None where it is no whole number."""
    if given is None:
        return 0
    try:
        return None if isinstance(given, bool) else operator.index(given)  # type: ignore[arg-type] # or it raises
    except TypeError:
        return None


def _no_mask(name: str, given: object) -> Text:
    kind = type(given).__name__
    return Text(
        zh=f"{name} 应为掩码列中的整数 (Int64), 空则为 None, 却是 {kind} {given!r}",
        en=f"{name} is a whole number as the column of masks holds it (Int64), or None for a null; "
        f"found {kind} {given!r}",
    )


def _no_bit(rule_id: str, name: str, mask: int) -> Text:
    bit = mask.bit_length() - 1
    return Text(
        zh=f"规则“{rule_id}”的 {name} 没有第 {bit} 位: {mask}",
        en=f"bit {bit} of {name} stands for nothing in rule {rule_id!r}: {mask}",
    )


def decoder(book: Rulebook, rule_id: str) -> RuleLegend:
    """Return the legend of one rule, worked out once for a book."""
    name = ("columns.legend", rule_id)
    found = book.memo.get(name)
    if found is None:
        (found,) = legend(book, [rule_id]).rules
        book.memo[name] = found
    one: RuleLegend = found
    return one


def _bits(names: tuple[Any, ...], mask: int | None) -> tuple[Any, ...]:
    return tuple(one for place, one in enumerate(names) if mask and mask >> place & 1)


__all__ = [
    "SCHEMA",
    "FailedBit",
    "Legend",
    "MissingBit",
    "OpenReading",
    "Reasons",
    "RuleLegend",
    "WaitingBit",
    "Why",
    "decode",
    "decoder",
    "legend",
]
