"""A program is all rules about a kind of matter for a kind of subject, compiled when they are first asked."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import attrs

from xixia_gov.engine.about import rules_about
from xixia_gov.engine.compiled.facts import Places
from xixia_gov.engine.compiled.lower import CannotCompileError
from xixia_gov.engine.compiled.rule import Chosen
from xixia_gov.engine.compiled.rulings import ENDED, NOT_YET, UNKNOWN_FORCE, Ruling, joined
from xixia_gov.engine.compiled.runtime import Aside
from xixia_gov.engine.compiled.source import Form, KnownRules, OpenRule, can_be_known, known_rules, open_rule
from xixia_gov.engine.decide import decide
from xixia_gov.engine.findings import reach_of, suppliers_of
from xixia_gov.engine.verdict import Verdict, verdict_of
from xixia_gov.frozen import EMPTY
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject

Settle = tuple[tuple[str, str], ...]
"""The readings a case settles, sorted."""


@attrs.frozen(slots=False, eq=False)
class Program:
    """Rules about one kind of matter for one kind of subject, in the order of their ids.

    What it compiles is made when it is first needed, and kept, as are answers (`told`) by all that their
    reasons depend on: a rulebook never changes, so neither do they.
    """

    places: Places
    rules: tuple[str, ...]
    settle: Settle
    done: dict[str, tuple[OpenRule, ...] | None] = attrs.field(factory=dict, repr=False)
    told: dict[Any, Determination] = attrs.field(factory=dict, repr=False)

    @property
    def book(self) -> Rulebook:
        """The rulebook that the rules are of."""
        return self.places.book

    @functools.cached_property
    def told_by_rule(self) -> tuple[dict[Any, Determination], ...]:
        """The answers given to cases that leave nothing open, for each rule."""
        return tuple({} for _ in self.rules)

    @functools.cached_property
    def place(self) -> MatterRef:
        """The first matter of a case."""
        return MatterRef(self.places.matter.__name__, 0, 1)

    @functools.cached_property
    def known(self) -> KnownRules | None:
        """The function for cases in which no fact is missing; None where no rule can be so compiled."""
        return self._known(Form.WHOLE)

    @functools.cached_property
    def guarded(self) -> KnownRules | None:
        """The same for cases in which some facts are missing: it answers the rules that read none of them."""
        return self._known(Form.GUARDED)

    @functools.cached_property
    def keyed(self) -> KnownRules | None:
        """The same with all that the reasons depend on instead of verdicts."""
        return self._known(Form.KEYED)

    @functools.cached_property
    def whole(self) -> Callable[..., Sequence[Verdict] | None] | None:
        """The function of `known` where it answers every rule."""
        known = self.known
        return known.function if known is not None and len(known.rules) == len(self.rules) else None

    def _known(self, form: Form) -> KnownRules | None:
        latest = [self.book.latest(id_) for id_ in self.rules]
        rules = [rule for rule in latest if can_be_known(self.book, rule)]
        if not rules:
            return None
        try:
            return known_rules(self.places, rules, dict(self.settle), form)
        except CannotCompileError:
            return None

    def opened(self, rule_id: str) -> tuple[OpenRule, ...] | None:
        """Return the versions of a rule, each as a function; None where one has no compiled form."""
        if rule_id not in self.done:
            self.done[rule_id] = self._opened(rule_id)
        return self.done[rule_id]

    def _opened(self, rule_id: str) -> tuple[OpenRule, ...] | None:
        settle: Chosen = dict(self.settle)
        try:
            return tuple(open_rule(self.places, rule, settle) for rule in self.book.rules[rule_id])
        except CannotCompileError:
            return None


def program_of(
    book: Rulebook,
    subject: type[Subject],
    matter: type[Matter],
    *,
    rules: Collection[str] | None = None,
    settle: Mapping[str, str] | None = None,
) -> Program:
    """Return the program for a kind of subject and a kind of matter; `rules` limits it to some rule ids."""
    chosen = tuple(sorted((settle or {}).items()))
    key = ("program", subject.__name__, matter.__name__, *(part for pair in chosen for part in pair))
    if rules is None and key in book.memo:
        known: Program = book.memo[key]
        return known
    ids = tuple(id_ for id_ in rules_about(book, subject, matter) if rules is None or id_ in rules)
    program = Program(Places(book, subject, matter), ids, chosen)
    if rules is None:
        book.memo[key] = program
    return program


def verdicts(program: Program, case: Case, matter: Matter) -> Sequence[Verdict]:
    """Return the verdict of each rule of a program, in the order of its rules.

    Raises `InputError` when what the case asserts cannot be so together with its facts.
    """
    whole = program.whole
    if whole is not None and case.findings is matter.findings is case.suppose is EMPTY:
        try:
            every = whole(case.subject, matter, case.as_of)
        except Aside:
            every = None
        if every is not None:
            return every
    return _verdicts(program, case, matter)


def _verdicts(program: Program, case: Case, matter: Matter) -> Sequence[Verdict]:
    """Return the verdicts where a fact is missing, something is asserted, or a rule has no known form."""
    known = program.guarded
    found = None
    if known is not None and not case.findings and not matter.findings and not case.suppose:
        try:
            found = known.function(case.subject, matter, case.as_of)
        except Aside:
            found = None
    if known is None or found is None:
        return [verdict(program, id_, case, matter) for id_ in program.rules]
    given = dict(zip(known.rules, found, strict=True))
    return [given.get(id_) or verdict(program, id_, case, matter) for id_ in program.rules]


def verdict(program: Program, rule_id: str, case: Case, matter: Matter) -> Verdict:
    """Return the verdict of one rule."""
    found = rulings(program, rule_id, case, matter)
    if found is None:
        place = MatterRef(type(matter).__name__, 0, 1)
        return verdict_of(program.book, decide(program.book, rule_id, case, matter, place))
    first = found[0][0].shape
    return joined(first, [ruling for _, some in found for ruling in some])


def rulings(
    program: Program, rule_id: str, case: Case, matter: Matter
) -> list[tuple[OpenRule, tuple[Ruling, ...]]] | None:
    """Return what each version of a rule that applies says; None where the interpreter has to answer."""
    opened = None if case.suppose else program.opened(rule_id)
    if opened is None or _may_clash(program.book, rule_id, case, matter):
        return None
    subject = case.subject
    try:
        found = [
            (one, one.function(subject, matter, case.as_of, matter.findings, case.findings)) for one in opened
        ]
    except Aside:
        return None
    return found if len(found) == 1 else _applying(found)


def _may_clash(book: Rulebook, rule_id: str, case: Case, matter: Matter) -> bool:
    """Whether what a rule gives beside its outcome could contradict what the case asserts or computes."""
    giving = [rule for rule in book.rules[rule_id] if rule.outputs]
    if not giving:
        return False
    supplied = suppliers_of(book).keys()
    return bool(
        case.findings
        or matter.findings
        or not all(supplied.isdisjoint(reach_of(book, rule).facts) for rule in giving)
    )


def _applying(found: list[tuple[OpenRule, tuple[Ruling, ...]]]) -> list[tuple[OpenRule, tuple[Ruling, ...]]]:
    """Return the version in force on the event's day; every one while that day is unknown."""
    forces = [{ruling.force for ruling in some} for _, some in found]
    if any(len(states) > 1 or UNKNOWN_FORCE in states for states in forces):
        return found
    for one, states in zip(found, forces, strict=True):
        if not states & {NOT_YET, ENDED}:
            return [one]
    ended = [one for one, states in zip(found, forces, strict=True) if ENDED in states]
    return [ended[-1] if ended else found[0]]


__all__ = ["Program", "program_of", "rulings", "verdict", "verdicts"]
