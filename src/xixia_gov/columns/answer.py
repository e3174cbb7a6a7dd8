"""The answer of a rule in columns: its branches joined row by row, as outcome, sums and reasons."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from xixia_gov.columns.branch import Branch, Days, Rules
from xixia_gov.columns.join import end_of, joined
from xixia_gov.columns.meaning import Place
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Range
from xixia_gov.columns.term import Op, Term
from xixia_gov.columns.three import Three, all_of
from xixia_gov.columns.worth import Value, Worth, truth_of, worth
from xixia_gov.engine.findings import window_readings_of
from xixia_gov.engine.verdict import (
    CHECKS,
    FORCES,
    IN_FORCE,
    NO_CODE,
    OPEN_CODE,
    SUM,
    YES_CODE,
    outcome_code,
    outcomes_of,
)
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.determination import EXCEPTION, NO, YES, Check, Force
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook

_OUT: Final = (Force.NOT_YET, Force.ENDED)


@attrs.frozen(eq=False)
class Answer:
    """What a rule says in each row; the names of bits are those of its layout.

    `check`, `least` and `most` are None where the rule has none in any row. Nothing of it counts where
    `clash` holds.
    """

    rule: str
    outcome: Term
    force: Term
    check: Term | None
    least: Term | None
    most: Term | None
    failed: Mapping[str, Term]
    missing: Mapping[str, Term]
    waiting: Mapping[str, Term]
    clash: Term


def settings_of(book: Rulebook, readings: Iterable[str], settle: Mapping[str, str]) -> Iterator[Settings]:
    """Yield every combination of the readings left open by assumptions and by what is settled."""
    ids = sorted(readings)
    choices: list[tuple[str, ...]] = []
    for id_ in ids:
        reading = book.readings[id_]
        if id_ in settle:
            choices.append((settle[id_],))
        elif reading.assumed:
            choices.append((reading.preferred,))
        else:
            choices.append(tuple(reading.options))
    for options in itertools.product(*choices):
        yield FrozenMap(dict(zip(ids, options, strict=True)))


def versions_of(rules: Rules, rule_id: str) -> list[tuple[Rule, Term]]:
    """Return the versions of a rule, and where each is asked: all while it is open which one is in force."""
    pool, book = rules.pool, rules.meaning.book
    versions = book.rules[rule_id]
    if len(versions) == 1:
        return [(versions[0], pool.true)]
    states = [_states(rules, rule) for rule in versions]
    every = pool.any(*(_undecided(pool, state) for state in states))
    applies = [pool.any(state[Force.IN_FORCE], state[Force.PRESUMED]) for state in states]
    ended = [state[Force.ENDED] for state in states]
    none = pool.no(pool.any(*applies))
    used: list[tuple[Rule, Term]] = []
    for place, rule in enumerate(versions):
        first = pool.all(applies[place], pool.no(pool.any(*applies[:place])))
        last = pool.all(none, ended[place], pool.no(pool.any(*ended[place + 1 :])))
        rest = pool.all(none, pool.no(pool.any(*ended))) if place == 0 else pool.false
        used.append((rule, pool.any(every, first, last, rest)))
    return used


def _states(rules: Rules, rule: Rule) -> dict[Force, Term]:
    """Return where a version may be in each force, however what its day depends on is settled."""
    pool, book = rules.pool, rules.meaning.book
    readings = window_readings_of(book, rule)
    found: dict[Force, list[Term]] = {force: [] for force in Force}
    for settings in settings_of(book, readings, rules.settle):
        for force, term in rules.days(rule, Place(settings, None)).force.items():
            found[force].append(term)
    return {force: pool.any(*terms) for force, terms in found.items()}


def _undecided(pool: Pool, states: Mapping[Force, Term]) -> Term:
    several = [pool.all(one, two) for one, two in itertools.combinations(states.values(), 2)]
    return pool.any(states[Force.UNKNOWN], *several)


def read_rule(rules: Rules, name: str, rule_id: str, place: Place) -> Worth:
    """Return `holds` or `amount` of a rule under the settings at hand."""
    book = rules.meaning.book
    readings = tuple(sorted({id_ for rule in book.rules[rule_id] for id_ in rule.readings}))
    return rules.meaning.remembered(
        f"{name}({rule_id})", place, readings, lambda: _read(rules, name, rule_id, place)
    )


def _read(rules: Rules, name: str, rule_id: str, place: Place) -> Worth:
    pool = rules.pool
    parts: list[tuple[Term, Worth]] = []
    for number, (rule, used) in enumerate(versions_of(rules, rule_id)):
        branch = rules.branch(rule, place, FrozenMap(place.settings))
        value = _amount_read(pool, branch) if name == "amount" else _truth_read(pool, branch)
        missing, waits = causes_of(pool, branch)
        one = worth(pool, value, missing=missing, waits=waits, clash=branch.clash)
        if number:  # the day that would say which version it is
            on = branch.days.on
            one = attrs.evolve(
                one, missing=_more(pool, one.missing, on.missing), waits=pool.any(one.waits, on.waits)
            )
        parts.append((used, one))
    if len(parts) == 1:
        return parts[0][1]
    return worth(pool, joined(pool, [(used, one.value) for used, one in parts]), parts)


def _more(pool: Pool, one: Mapping[str, Term], two: Mapping[str, Term]) -> dict[str, Term]:
    return {path: pool.any(one.get(path, pool.false), two.get(path, pool.false)) for path in {**one, **two}}


def _truth_read(pool: Pool, branch: Branch) -> Three:
    if not branch.checked:
        return branch.holds
    return all_of(pool, [branch.holds, branch.check(pool)])


def _amount_read(pool: Pool, branch: Branch) -> Value:
    pays, zero = branch.pays, pool.number(0)
    assert pays is not None  # noqa: S101 - the checker lets only rules that pay be read so
    return Range(
        pool.choose(branch.holds.sure, pays.least, zero), pool.choose(branch.holds.maybe, pays.most, zero)
    )


Causes = tuple[dict[str, Term], Term]


def causes_of(pool: Pool, branch: Branch) -> Causes:
    """Return the facts to ask for one branch, and where anything else keeps it open."""
    reasons = _Reasons(pool)
    reasons.add(branch, pool.true)
    waits = [pool.all(cause, gate) for cause, gate in reasons.waits]
    return reasons.missing(), pool.any(*waits)


class _Reasons:
    """Why branches are open: each cause with where it counts, so that what branches share is one term."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._missing: dict[str, dict[Term, list[Term]]] = {}
        self.waits: list[tuple[Term, Term]] = []

    def add(self, branch: Branch, live: Term) -> None:
        """Note why a branch is open."""
        pool = self.pool
        yes = pool.all(live, branch.holds.maybe)
        several = pool.all(live, branch.several(pool))
        self._note(several, branch.days.on)
        for one in branch.tried.values():
            self._note(several, one)
        for _, one in branch.exempted:
            self._note(several, one)
        if branch.checked:
            undone = pool.all(yes, branch.check(pool).open)
            for one in branch.checked.values():
                self._note(undone, one)
        if branch.pays is not None:
            unsettled = pool.all(yes, branch.pays.open)
            for one in branch.pays.parts:
                self._note(unsettled, one)
            self.waits.append((branch.pays.waits, unsettled))

    def _note(self, gate: Term, one: Worth) -> None:
        for path, cause in one.missing.items():
            gates = self._missing.setdefault(path, {}).setdefault(cause, [])
            if gate not in gates:
                gates.append(gate)
        if one.waits is not self.pool.false:
            self.waits.append((one.waits, gate))

    def missing(self) -> dict[str, Term]:
        """Return where each fact is to be asked."""
        pool = self.pool
        return {
            path: pool.any(*(pool.all(cause, pool.any(*gates)) for cause, gates in causes.items()))
            for path, causes in self._missing.items()
        }


@attrs.frozen(eq=False)
class _Live:
    """A branch and where it counts."""

    branch: Branch
    live: Term


def answer(rules: Rules, rule_id: str) -> Answer:
    """Return the answer of a rule, joined from all its versions and all its readings."""
    pool, book = rules.pool, rules.meaning.book
    branches: list[_Live] = []
    for rule, used in versions_of(rules, rule_id):
        for settings in settings_of(book, rule.readings, rules.settle):
            branch = rules.branch(rule, Place(settings, None), settings)
            branches.append(_Live(branch, pool.all(used, branch.live)))
    clash = pool.no(pool.any(*(one.live for one in branches)))
    kind = branches[0].branch.rule.kind
    possible = _possible(pool, branches)
    no, yes = possible[NO[kind]], possible[YES[kind]]
    named = [outcome for outcome in outcomes_of(kind) if outcome not in (NO[kind], YES[kind])]
    codes = [outcome_code(kind, outcome) for outcome in named if outcome in possible]
    others = [possible[outcome] for outcome in named if outcome in possible]
    is_no = pool.no(pool.any(yes, *others))
    cases = [(is_no, NO_CODE), (pool.no(pool.any(no, *others)), YES_CODE)]
    for number, code in enumerate(codes):
        rest = [term for place, term in enumerate(others) if place != number]
        cases.append((pool.no(pool.any(no, yes, *rest)), code))
    force = _forces(pool, branches)
    failed = _failed(pool, branches, is_no)
    failed[IN_FORCE] = pool.any(*(force[one] for one in _OUT))
    missing, waiting = _reasons(pool, branches)
    if any(
        one.branch.exempted for one in branches
    ):  # an exception may be what makes it a no, which asks nothing
        missing = {path: pool.all(term, pool.no(is_no)) for path, term in missing.items()}
        waiting = {id_: pool.all(term, pool.no(is_no)) for id_, term in waiting.items()}
    least, most = _amount(pool, branches)
    return Answer(
        rule_id,
        pool.code(cases, OPEN_CODE),
        pool.code(
            [(force[one], FORCES.index(one)) for one in FORCES if one is not Force.UNKNOWN],
            FORCES.index(Force.UNKNOWN),
        ),
        _check(pool, branches),
        least,
        most,
        failed,
        missing,
        waiting,
        clash,
    )


def flat(pool: Pool, terms: Iterable[Term]) -> Term:
    """Return whether all hold, as one conjunction of all that the terms are conjunctions of."""
    leaves: dict[Term, None] = {}
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        if term.op is Op.ALL:
            waiting.extend(term.args)
        else:
            leaves[term] = None
    return pool.all(*leaves)


def _possible(pool: Pool, branches: list[_Live]) -> dict[object, Term]:
    """Return where each outcome is possible in some branch."""
    found: dict[object, list[Term]] = {}
    for one in branches:
        for outcome, term in one.branch.outcomes.items():
            found.setdefault(outcome, []).append(pool.all(one.live, term))
    joined_ = {outcome: pool.any(*terms) for outcome, terms in found.items()}
    kind = branches[0].branch.rule.kind
    if all(one.live is pool.true and not one.branch.exempted for one in branches):
        joined_[NO[kind]] = pool.no(flat(pool, [one.branch.holds.sure for one in branches]))
    return joined_


def _forces(pool: Pool, branches: list[_Live]) -> dict[Force, Term]:
    """Return where the force is one and the same in every branch, by what it is."""
    days: dict[tuple[Term, ...], tuple[Days, list[Term]]] = {}
    for one in branches:
        key = tuple(one.branch.days.force.values())
        days.setdefault(key, (one.branch.days, []))[1].append(one.live)
    if len(days) == 1:
        return dict(branches[0].branch.days.force)
    possible = {
        force: pool.any(*(pool.all(day.force[force], pool.any(*live)) for day, live in days.values()))
        for force in Force
    }
    return {
        force: pool.all(term, pool.no(pool.any(*(other for f, other in possible.items() if f is not force))))
        for force, term in possible.items()
    }


def _failed(pool: Pool, branches: list[_Live], is_no: Term) -> dict[str, Term]:
    """Return where each condition fails in every branch; where none does, where it fails in some."""
    ids = dict.fromkeys(id_ for one in branches for id_ in one.branch.tried)
    always: dict[str, Term] = {}
    ever: dict[str, Term] = {}
    for id_ in ids:
        fails = [
            (one.live, pool.no(truth_of(one.branch.tried[id_]).maybe))
            if id_ in one.branch.tried
            else (one.live, pool.false)
            for one in branches
        ]
        always[id_] = pool.all(*(pool.any(pool.no(live), term) for live, term in fails))
        ever[id_] = pool.any(*(pool.all(live, term) for live, term in fails))
    if all(always[id_] is ever[id_] for id_ in ids):
        return always
    ended = pool.all(
        *(pool.any(pool.no(one.live), *(one.branch.days.force[f] for f in _OUT)) for one in branches)
    )
    some = pool.all(is_no, pool.no(pool.any(*always.values())), pool.no(ended))
    return {
        id_: always[id_] if always[id_] is ever[id_] else pool.any(always[id_], pool.all(ever[id_], some))
        for id_ in ids
    }


def _reasons(pool: Pool, branches: list[_Live]) -> tuple[dict[str, Term], dict[str, Term]]:
    """Return where each fact is asked, and where each condition, or the sum, waits on something else."""
    reasons = _Reasons(pool)
    waiting: dict[str, dict[Term, list[Term]]] = {}
    for one in branches:
        branch = one.branch
        reasons.add(branch, one.live)
        yes = pool.all(one.live, branch.holds.maybe)
        for id_, part in (*branch.tried.items(), *branch.checked.items()):
            waiting.setdefault(id_, {}).setdefault(part.waits, []).append(yes)
        for _, part in branch.exempted:
            waiting.setdefault(EXCEPTION, {}).setdefault(part.waits, []).append(yes)
        if branch.pays is not None:
            waits = pool.any(branch.pays.waits, *(part.waits for part in branch.pays.parts))
            gate = pool.all(yes, branch.pays.open)
            waiting.setdefault(SUM, {}).setdefault(waits, []).append(gate)
    found = {
        id_: pool.any(*(pool.all(cause, pool.any(*gates)) for cause, gates in causes.items()))
        for id_, causes in waiting.items()
    }
    return reasons.missing(), found


def _check(pool: Pool, branches: list[_Live]) -> Term | None:
    """Return whether what is asked for has been done, null after a no."""
    asking = [one for one in branches if one.branch.checked]
    if not asking:
        return None
    met, not_met, open_, owed = [], [], [], []
    for one in asking:
        yes, done = pool.all(one.live, one.branch.holds.maybe), one.branch.check(pool)
        met.append(pool.all(yes, done.sure))
        not_met.append(pool.all(yes, pool.no(done.maybe)))
        open_.append(pool.all(yes, done.open))
        owed.append(yes)
    only_met = pool.all(pool.any(*met), pool.no(pool.any(*not_met, *open_)))
    only_not = pool.all(pool.any(*not_met), pool.no(pool.any(*met, *open_)))
    return pool.code(
        [
            (only_met, CHECKS.index(Check.MET)),
            (only_not, CHECKS.index(Check.NOT_MET)),
            (pool.any(*owed), CHECKS.index(Check.UNDETERMINED)),
        ],
        None,
    )


def _amount(pool: Pool, branches: list[_Live]) -> tuple[Term | None, Term | None]:
    """Return the least and the most that could be paid: nothing for a no, perhaps nothing if open."""
    zero = pool.number(0)
    lows: dict[Term, list[Term]] = {}
    highs: dict[Term, list[Term]] = {}
    unsure: list[Term] = []
    for one in branches:
        pays, holds = one.branch.pays, one.branch.holds
        if pays is None:
            continue
        lows.setdefault(pays.least, []).append(one.live)
        highs.setdefault(pays.most, []).append(pool.all(one.live, holds.maybe))
        unsure.append(pool.all(one.live, pool.no(holds.sure)))
    if not lows:
        return None, None
    nothing = pool.any(*unsure)
    if all(one.live is pool.true and one.branch.pays is not None for one in branches):
        nothing = pool.no(flat(pool, [one.branch.holds.sure for one in branches]))
    if len(highs) == len(lows) == 1:
        (low,) = lows
        ((high, where),) = highs.items()
        return pool.choose(nothing, zero, low), pool.choose(pool.any(*where), high, zero)
    least = end_of(pool, [(pool.any(*live), end) for end, live in lows.items()], lower=True)
    most = end_of(
        pool, [*((pool.any(*live), end) for end, live in highs.items()), (pool.true, zero)], lower=False
    )
    return pool.choose(nothing, zero, least), most


__all__ = ["Answer", "answer", "causes_of", "read_rule", "settings_of", "versions_of"]
