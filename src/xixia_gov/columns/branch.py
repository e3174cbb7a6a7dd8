"""A branch is one version of a rule with every reading settled, for all rows at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from xixia_gov.columns import arithmetic, span
from xixia_gov.columns.compare import compare
from xixia_gov.columns.meaning import Meaning, Place
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.span import Point, Span
from xixia_gov.columns.term import Term
from xixia_gov.columns.three import Three, all_of, any_of, fixed, opposite, three
from xixia_gov.columns.worth import NOTHING, Worth, span_of, truth_of, worth
from xixia_gov.engine.findings import payment_readings_of, window_readings_of
from xixia_gov.expression.nodes import Comparison
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import NO, YES, Force, Outcome
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Payment, Rule, Window
from xixia_gov.truth import Truth


@attrs.frozen(eq=False)
class Days:
    """The day that selects the law, and where a rule is in force on it, by what is said of it."""

    on: Worth
    day: Point
    force: Mapping[Force, Term]

    def applies(self, pool: Pool) -> Three:
        """Return whether the rule is in force; what is presumed counts as true."""
        sure = pool.any(self.force[Force.IN_FORCE], self.force[Force.PRESUMED])
        return three(pool, sure, pool.any(sure, self.force[Force.UNKNOWN]))


@attrs.frozen(eq=False)
class Pays:
    """What a rule pays given yes, in fen: `most` is null where no upper limit is known."""

    least: Term
    most: Term
    open: Term
    parts: tuple[Worth, ...]
    waits: Term


@attrs.frozen(eq=False)
class Branch:
    """All that one version of a rule says under one set of settings; `live` is false where it clashes."""

    rule: Rule
    live: Term
    days: Days
    holds: Three
    tried: Mapping[str, Worth]
    checked: Mapping[str, Worth]
    exempted: tuple[tuple[Outcome, Worth], ...]
    outcomes: Mapping[Outcome, Term]
    pays: Pays | None
    clash: Term

    def check(self, pool: Pool) -> Three:
        """Return whether all that is asked for has been done."""
        return all_of(pool, [truth_of(one) for one in self.checked.values()])

    def several(self, pool: Pool) -> Term:
        """Return where more than one outcome is possible."""
        one, two = pool.false, pool.false
        for term in self.outcomes.values():
            two = pool.any(two, pool.all(one, term))
            one = pool.any(one, term)
        return two


class Rules:
    """Evaluates rules over the facts of a row; each part once for each way of settling its readings."""

    def __init__(self, meaning: Meaning, settle: Mapping[str, str]) -> None:
        self.meaning = meaning
        self.pool: Pool = meaning.pool
        self.settle = settle

    def days(self, rule: Rule, place: Place) -> Days:
        """Return the day that selects the law, and whether the rule applies on it."""
        pool, meaning = self.pool, self.meaning
        readings = tuple(sorted(window_readings_of(meaning.book, rule)))
        name = f"on {rule.id}@{rule.version}"
        on = meaning.remembered(name, place, readings, lambda: meaning.of(rule.window.on, place))
        day = _day_of(pool, span_of(on))
        return Days(on, day, force_on(pool, rule.window, day, meaning.book.known_through))

    def condition(self, rule: Rule, condition: Condition, place: Place) -> Worth:
        """Return whether one clause is met; where `only_if` leaves it aside it is."""
        return self.meaning.remembered(
            _name(rule, condition),
            place,
            self.readings_of(rule, condition),
            lambda: self._condition(condition, place),
        )

    def readings_of(self, rule: Rule, condition: Condition) -> tuple[str, ...]:
        """Return the readings that a clause depends on."""
        return self.meaning.readings_of(_name(rule, condition), *condition.nodes)

    def _condition(self, condition: Condition, place: Place) -> Worth:
        pool, meaning = self.pool, self.meaning
        met = meaning.asserted(condition.key, self._clause(condition, place))
        if condition.only_if is None:
            return met
        limit = meaning.of(condition.only_if, place)
        inside = truth_of(limit)
        value = any_of(pool, [opposite(pool, inside), truth_of(met)])
        return worth(pool, value, [limit, (inside.maybe, met)])

    def _clause(self, condition: Condition, place: Place) -> Worth:
        pool, meaning = self.pool, self.meaning
        if condition.node is not None:
            return meaning.of(condition.node, place)
        if condition.alternatives:
            below = [meaning.of(alternative.node, place) for alternative in condition.alternatives]
            return worth(pool, any_of(pool, [truth_of(part) for part in below]), below)
        return Worth(fixed(pool, Truth.UNKNOWN), NOTHING, pool.true, pool.false)

    def branch(self, rule: Rule, place: Place, settings: Settings) -> Branch:
        """Return all that a version of a rule says under one set of settings."""
        pool = self.pool
        days = self.days(rule, place)
        here = attrs.evolve(place, day=days.day)
        tried = {one.id: self.condition(rule, one, here) for one in rule.conditions}
        checked = {one.id: self.condition(rule, one, here) for one in rule.check}
        parts = [days.applies(pool), *(truth_of(one) for one in self._shared_first(rule, tried))]
        holds = _folded(pool, parts)
        exempted = tuple((Outcome(one.outcome), self.meaning.of(one.when, here)) for one in rule.exemptions)
        pays = None if rule.payment is None else self.pay(rule, rule.payment, here, settings)
        clash = pool.any(
            days.on.clash,
            *(one.clash for one in (*tried.values(), *checked.values())),
            *(pool.all(holds.maybe, one.clash) for _, one in exempted),
            *(
                pool.all(holds.maybe, self.meaning.of(node, here).clash)
                for output in rule.outputs
                for node in output.nodes
            ),
            *(() if pays is None else (one.clash for one in pays.parts)),
        )
        refusing = [truth_of(one) for outcome, one in exempted if outcome is NO[rule.kind]]
        if refusing:
            holds = all_of(pool, [holds, opposite(pool, any_of(pool, refusing))])
        return Branch(
            rule,
            pool.no(clash),
            days,
            holds,
            tried,
            checked,
            exempted,
            _outcomes(pool, rule, holds, exempted),
            pays,
            clash,
        )

    def _shared_first(self, rule: Rule, tried: Mapping[str, Worth]) -> list[Worth]:
        """Return the conditions, those that depend on fewest readings first: what they share is one term."""
        reads = {one.id: len(self.readings_of(rule, one)) for one in rule.conditions}
        return [tried[id_] for id_ in sorted(tried, key=lambda id_: (reads[id_], id_))]

    def pay(self, rule: Rule, payment: Payment, place: Place, settings: Settings) -> Pays:
        """Return what a rule pays if the answer is yes."""
        pool, meaning = self.pool, self.meaning
        readings = tuple(sorted(payment_readings_of(meaning.book, rule)))
        name = f"{rule.id}@{rule.version}"
        least = meaning.remembered(f"least {name}", place, readings, lambda: meaning.of(payment.least, place))
        waits = pool.false if payment.opening is None else pool.true
        if payment.most is None:
            nothing, null = pool.number(0), pool.constant(None, "number")
            return Pays(nothing, null, pool.true, (least,), waits)
        parts: tuple[Worth, ...] = (least,)
        if payment.most != payment.least:
            up_to = payment.most
            most = meaning.remembered(f"most {name}", place, readings, lambda: meaning.of(up_to, place))
            parts = (least, most)
        mode = settings.get(payment.rounding, "half_up") if payment.rounding else "half_up"
        return self._rounded(parts, mode, waits)

    def _rounded(self, parts: tuple[Worth, ...], mode: str, waits: Term) -> Pays:
        """Return sums in whole fen, never below 0."""
        pool, nothing = self.pool, span.constant(self.pool, Fraction(0))
        ends = [
            arithmetic.maximum(pool, arithmetic.whole(pool, span_of(part), mode), nothing) for part in parts
        ]
        least = pool.fill(span.low(pool, ends[0]), pool.number(0))
        most = span.high(pool, ends[-1])
        if len(ends) == 1:
            open_ = pool.no(span.settled(pool, ends[0]))
        else:
            same = pool.compare(Comparison.EQ, least, most)
            open_ = pool.no(pool.fill(same, pool.false))
        return Pays(least, most, open_, parts, waits)


def _name(rule: Rule, condition: Condition) -> str:
    return f"condition {condition.key}@{rule.version}"


def _folded(pool: Pool, parts: list[Three]) -> Three:
    """Return whether all hold, made two by two so that branches share what they begin with."""
    found = parts[0]
    for part in parts[1:]:
        found = all_of(pool, [found, part])
    return found


def _day_of(pool: Pool, on: Span) -> Point:
    """Return the day where it is settled."""
    if isinstance(on, Point):
        return attrs.evolve(on, least=None, most=None)
    known = span.settled(pool, on)
    return Point(pool.choose(known, on.low, pool.constant(None, on.low.kind)), known, form=on.form)


def force_on(pool: Pool, window: Window, day: Point, known_through: dt.date) -> dict[Force, Term]:
    """Return where a rule applies on the day that selects the law; both ends are inside."""

    def sure(operator: Comparison, end: dt.date) -> Term:
        return compare(pool, operator, day, span.constant(pool, end)).sure

    not_yet = pool.false if window.first is None else sure(Comparison.LT, window.first)
    begun = pool.all(day.known, pool.no(not_yet))
    after = sure(Comparison.GT, known_through if window.last is None else window.last)
    late = pool.all(begun, after)
    return {
        Force.IN_FORCE: pool.all(begun, pool.no(after)),
        Force.PRESUMED: late if window.last is None else pool.false,
        Force.NOT_YET: not_yet,
        Force.ENDED: pool.false if window.last is None else late,
        Force.UNKNOWN: pool.no(day.known),
    }


def _outcomes(
    pool: Pool, rule: Rule, holds: Three, exempted: Iterable[tuple[Outcome, Worth]]
) -> dict[Outcome, Term]:
    """Return where each outcome is possible."""
    no, yes = NO[rule.kind], YES[rule.kind]
    lifted, maybe, named, found = pool.false, pool.false, False, {no: [pool.no(holds.sure)]}
    for outcome, one in exempted:
        truth = truth_of(one)
        named = named or outcome is yes
        lifted, maybe = pool.any(lifted, truth.sure), pool.any(maybe, truth.maybe)
        found.setdefault(outcome, []).append(pool.all(holds.maybe, truth.maybe))
    # Where the yes itself is among them, it comes out only there.
    found.setdefault(yes, []).append(pool.all(holds.maybe, pool.no(maybe if named else lifted)))
    return {outcome: pool.any(*terms) for outcome, terms in found.items()}


__all__ = ["Branch", "Days", "Pays", "Rules", "force_on"]
