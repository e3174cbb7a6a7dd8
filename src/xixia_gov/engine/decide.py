"""Deciding a rule: evaluate it under every combination of its open readings, then join the answers."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.engine.branch import Branch, day_of, evaluate_branch, force_on
from xixia_gov.engine.determine import determination_of
from xixia_gov.engine.failure import failures
from xixia_gov.engine.findings import window_readings_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import ContradictionError, evaluate
from xixia_gov.engine.outputs import Asked, given_outputs
from xixia_gov.engine.ruled import Ruled
from xixia_gov.engine.stage import stage_of
from xixia_gov.engine.trace import Traced, traced
from xixia_gov.engine.value import Value, join
from xixia_gov.engine.words import BookNames
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.expression.nodes import DefinitionRef, FactRef
from xixia_gov.frozen import FrozenMap
from xixia_gov.interval import Interval, Numbers, point
from xixia_gov.lazy import Lazy
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO, NO_STAGE, Check, Determination, Force, MatterRef
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.model.stage import Stage
from xixia_gov.text import Text
from xixia_gov.truth import Truth
from xixia_gov.vocabulary.base import Matter

MAX_COMBINATIONS: Final = 64


@attrs.frozen
class Decided:
    """A determination together with the branches it was joined from, for totals and traces."""

    determination: Determination
    branches: tuple[Branch, ...]


def settings_of(book: Rulebook, readings: Iterable[str], case: Case) -> Iterator[Settings]:
    """Yield every combination of the readings left open by assumptions and by the case."""
    ids = sorted(readings)
    choices: list[tuple[str, ...]] = []
    for id_ in ids:
        reading = book.readings[id_]
        if id_ in case.settle:
            choices.append((case.settle[id_],))
        elif reading.assumed:
            choices.append((reading.preferred,))
        else:
            choices.append(tuple(reading.options))
    for options in itertools.product(*choices):
        yield FrozenMap(dict(zip(ids, options, strict=True)))


def decide(book: Rulebook, rule_id: str, case: Case, matter: Matter, place: MatterRef) -> Decided:
    """Return the answer of a rule for one matter.

    Raises `InputError` when what the case asserts cannot be so together with its facts.
    """
    branches = branches_of(book, rule_id, case, matter)

    failed = Lazy(failures, book, case, matter, branches)
    made = determination_of(book, case, matter, place, branches, failed)
    return Decided(with_more(made, book, case, matter, branches), branches)


def with_more(
    one: Determination, book: Rulebook, case: Case, matter: Matter, branches: Sequence[Ruled]
) -> Determination:
    """Return an answer with what its rule gives beside the outcome, worked out when it is asked for."""
    rule = branches[0].rule
    if not (rule.outputs or rule.steps) or one.outcome is NO[rule.kind]:
        return one
    under = [(branch.rule, branch.settings) for branch in branches if branch.holds is not Truth.FALSE]
    asked = Asked(book, case, matter, under, read_rule)
    stage: Lazy[Stage | None] = Lazy(stage_of, asked) if rule.steps else NO_STAGE
    return attrs.evolve(one, outputs=Lazy(given_outputs, asked), stage=stage)


def branches_of(book: Rulebook, rule_id: str, case: Case, matter: Matter) -> tuple[Branch, ...]:
    """Return the rule under every combination of settings that the case does not contradict."""
    branches: list[Branch] = []
    clash: ContradictionError | None = None
    for rule in _versions(book, rule_id, case, matter):
        tried: dict[tuple[str, ...], Traced] = {}
        for settings in settings_of(book, rule.readings, case):
            frame = Frame(book, case, matter, settings, None, read_rule, tried=tried)
            try:
                branches.append(evaluate_branch(rule, frame, settings))
            except ContradictionError as error:
                clash = error
    if branches:
        return tuple(branches)
    assert clash is not None  # noqa: S101 - no branch is left only when each one clashed
    raise InputError([_contradiction(book, clash)])


def _contradiction(book: Rulebook, clash: ContradictionError) -> Problem:
    said, gives = _shown(book, clash.key, clash.asserted), _shown(book, clash.key, clash.computed)
    return Problem(
        Text(
            zh=f"矛盾: 情形给出“{clash.key}”为 {said.zh}, 由其他事实得出 {gives.zh}",
            en=f"contradiction: the case says {clash.key} is {said.en}, its other facts give {gives.en}",
        ),
        Place(field=clash.key),
    )


def _shown(book: Rulebook, key: str, value: Value) -> Text:
    """Return a value in words; of an open interval, the ends."""
    names = BookNames(book)
    node = FactRef(key) if key in book.facts else DefinitionRef(key)
    if not isinstance(value, Interval) or value.settled:
        return names.value(node, value)
    ends = [_end(names, node, end) for end in (value.least, value.most)]
    return Text(zh=f"{ends[0].zh} 至 {ends[1].zh}", en=f"{ends[0].en} to {ends[1].en}")


def _end(names: BookNames, node: FactRef | DefinitionRef, end: Fraction | dt.date | None) -> Text:
    if end is None:
        return Text(zh="不限", en="no limit")
    if isinstance(end, Fraction):
        return names.value(node, point(end))
    return names.value(node, point(end))


def _versions(book: Rulebook, rule_id: str, case: Case, matter: Matter) -> tuple[Rule, ...]:
    """Return the version in force on the event's day; every one while that day is unknown."""
    versions = book.rules[rule_id]
    if len(versions) == 1:
        return versions
    force = [_forces(book, rule, case, matter) for rule in versions]
    if any(len(states) > 1 or Force.UNKNOWN in states for states in force):
        return versions
    for rule, states in zip(versions, force, strict=True):
        if states & {Force.IN_FORCE, Force.PRESUMED}:
            return (rule,)
    ended = [rule for rule, states in zip(versions, force, strict=True) if Force.ENDED in states]
    return (ended[-1],) if ended else (versions[0],)


def _forces(book: Rulebook, rule: Rule, case: Case, matter: Matter) -> set[Force]:
    """Return whether a version applies, under every way of settling what its day depends on."""
    readings = window_readings_of(book, rule)
    forces: set[Force] = set()
    for settings in settings_of(book, readings, case):
        on = evaluate(rule.window.on, Frame(book, case, matter, settings, None, read_rule))
        forces.add(force_on(rule.window, day_of(on), book.known_through))
    return forces


def read_rule(name: str, rule_id: str, frame: Frame) -> Traced:
    """Evaluate `holds` or `amount` of a rule under the settings at hand.

    A rule with a check holds when it applies and what it asks for has been done. The answer depends
    on the readings that rule reads and on no others, so it is remembered by their options.
    """
    versions = _versions(frame.book, rule_id, frame.case, frame.matter)
    options = (frame.settings[id_] for rule in versions for id_ in rule.readings)
    key = (f"{name}({rule_id})", *options)
    known = frame.tried.get(key)
    if known is None:
        known = frame.tried[key] = _read_versions(name, versions, frame)
    return known


def _read_versions(name: str, versions: tuple[Rule, ...], frame: Frame) -> Traced:
    read: Traced | None = None
    for rule in versions:
        branch = evaluate_branch(rule, attrs.evolve(frame, tried={}), FrozenMap(frame.settings))
        value = _amount_read(branch) if name == "amount" else _truth_read(branch)
        one = traced(None, value, causes=branch.causes)
        read = (
            one if read is None else traced(None, join(read.value, one.value), [read, one], branch.on.causes)
        )
    assert read is not None  # noqa: S101 - a rule has at least one version
    return read


def _truth_read(branch: Branch) -> Truth:
    done = {Check.MET: Truth.TRUE, Check.NOT_MET: Truth.FALSE, Check.UNDETERMINED: Truth.UNKNOWN}
    return branch.holds if branch.check is None else branch.holds & done[branch.check]


def _amount_read(branch: Branch) -> Numbers:
    amount = branch.amount
    assert amount is not None  # noqa: S101 - the checker lets only rules that pay be read so
    most = None if amount.most is None else Fraction(amount.most.fen)
    return Interval(Fraction(amount.least.fen), most)
