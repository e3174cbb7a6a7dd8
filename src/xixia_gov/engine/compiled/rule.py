"""A rule in generated code: its parts under every way of settling its readings."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

import attrs

from xixia_gov.engine.compiled import truths
from xixia_gov.engine.compiled.causes import Causes
from xixia_gov.engine.compiled.facts import Facts
from xixia_gov.engine.compiled.lower import CannotCompileError, Lowering
from xixia_gov.engine.compiled.numbers import settle as settled_number
from xixia_gov.engine.compiled.numbers import three
from xixia_gov.engine.compiled.rulings import ENDED, NOT_YET, UNKNOWN_FORCE, paid
from xixia_gov.engine.compiled.terms import TRUE, End, NumberTerm, Term, TruthTerm, union
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.engine.findings import payment_readings_of, window_readings_of
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import NO
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule, Window
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.unknown import Cause

T = TypeVar("T")

Chosen = Mapping[str, str]
"""The option of each reading; also those readings that a case settles itself."""


def settings_of(book: Rulebook, readings: Iterable[str], settle: Chosen) -> list[Settings]:
    """Return every combination of the readings left open by assumptions and by the case."""
    ids = sorted(readings)
    choices: list[tuple[str, ...]] = []
    for id_ in ids:
        reading = book.readings[id_]
        if id_ in settle:
            choices.append((settle[id_],))
        else:
            choices.append((reading.preferred,) if reading.assumed else tuple(reading.options))
    return [FrozenMap(dict(zip(ids, options, strict=True))) for options in itertools.product(*choices)]


@attrs.frozen
class Sum:
    """What a rule pays given yes: ends in whole fen ("None": no limit), and why they are open."""

    least: str
    most: str
    causes: str = "0"


NO_SUM: Final = Sum("None", "None")


@attrs.frozen
class Parts:
    """The day, the force and the conditions of a rule under one set of settings.

    `force` is the code of whether the rule applies, `applies` the same as a truth.
    """

    day: str
    force: str
    applies: TruthTerm
    conditions: tuple[TruthTerm, ...]

    @property
    def holds(self) -> tuple[TruthTerm, ...]:
        """All that must be so for a yes."""
        return (self.applies, *self.conditions)


@attrs.define
class RuleCode:
    """Rules while they are written; a part that depends on few readings is written once for each.

    `findings` gives the name of what the case asserts of a key, "None" where it can assert nothing.
    """

    book: Rulebook
    writer: Writer
    facts: Facts
    findings: Callable[[str], str]
    causes: Causes
    done: dict[tuple[object, ...], object] = attrs.field(factory=dict)

    def lowering(self, settings: Chosen, day: str) -> Lowering:
        """Return where nodes are compiled under some settings."""
        return Lowering(
            self.book,
            self.writer,
            self.facts,
            self.causes,
            settings,
            day,
            self.findings,
            self.read_rule,
        )

    def _once(self, key: tuple[object, ...], work: Callable[[], T]) -> T:
        if key not in self.done:
            self.done[key] = work()
        return self.done[key]  # type: ignore[return-value] # what the same key was given before

    def parts(self, rule: Rule, settings: Chosen) -> Parts:
        """Return the day, the force and the conditions of a rule."""
        at = tuple(settings[id_] for id_ in sorted(window_readings_of(self.book, rule)))
        key = (rule.id, rule.version)
        on = self._once((*key, "on", at), lambda: self.lowering(settings, "None").number(rule.window.on))
        day, open_ = self._day(on)
        force, applies = self._once(
            (*key, "force", day), lambda: self._force(rule.window, day, on.causes, open_=open_)
        )
        conditions = tuple(self.condition(one, settings, day) for one in rule.conditions)
        return Parts(day, force, applies, conditions)

    def _day(self, on: NumberTerm) -> tuple[str, bool]:
        """Return the day that selects the law, None while it is not settled, and whether it can be so."""
        least, most = on.least.text, on.most.text
        if on.point:
            return self.writer.let(least), False
        if least == most:
            return self.writer.let(least), True
        return self.writer.let(f"({least} if {least} == {most} else None)"), True

    def _force(self, window: Window, day: str, causes: str, *, open_: bool) -> tuple[str, TruthTerm]:
        """Return the code of whether a rule applies on a day, and that as a truth; both ends are inside."""
        writer = self.writer
        first, last, through = (
            None if end is None else writer.constant(end, "D")
            for end in (window.first, window.last, self.book.known_through)
        )
        inside = "0" if last is not None else f"(1 if {day} > {through} else 0)"
        if open_:
            text = inside if last is None else f"{ENDED} if {day} > {last} else 0"
            if first is not None:
                text = f"{NOT_YET} if {day} < {first} else {text}"
            name = writer.let(f"({UNKNOWN_FORCE} if {day} is None else {text})", "f")
            return name, three(writer, f"(None if {name} == {UNKNOWN_FORCE} else {name} < {NOT_YET})", causes)
        if first is None and last is None:
            return writer.let(inside, "f"), TRUE
        bounds = " <= ".join(end for end in (first, day, last) if end is not None)
        applies = writer.let(bounds, "t")
        outside = str(NOT_YET if last is None else ENDED)
        if first is not None and last is not None:
            outside = f"{NOT_YET} if {day} < {first} else {ENDED}"
        return writer.let(f"({inside} if {applies} else {outside})", "f"), TruthTerm(applies)

    def condition(self, condition: Condition, settings: Chosen, day: str) -> TruthTerm:
        """Return whether a condition is met, as far as it applies."""
        at = tuple(settings[id_] for id_ in condition.readings)
        return self._once((condition.key, at, day), lambda: self._condition(condition, settings, day))

    def _condition(self, condition: Condition, settings: Chosen, day: str) -> TruthTerm:
        lowering = self.lowering(settings, day)
        limit = TRUE if condition.only_if is None else lowering.truth(condition.only_if)
        if limit.text == "False":
            return TRUE
        met = lowering.asserted(self._clause(condition, lowering), self.findings(condition.key))
        if limit == TRUE:
            return met
        if not limit.open and not met.open:
            return TruthTerm(f"(not {limit.text} or {met.text})")
        holds, applies = self.writer.let(met.text, "t"), self.writer.let(limit.text, "t")
        text = f"(True if {applies} is False or {holds} is True else {holds} if {applies} is True else None)"
        return three(self.writer, text, union(limit.causes, met.causes))

    def _clause(self, condition: Condition, lowering: Lowering) -> TruthTerm:
        if condition.node is not None:
            return lowering.truth(condition.node)
        if condition.alternatives:
            return truths.any_of(self.writer, [lowering.truth(one.node) for one in condition.alternatives])
        opening = condition.opening
        assert opening is not None  # noqa: S101 - the loader saw to it
        return TruthTerm("None", open=True, causes=self.causes.bit(Cause(opening.cause, opening.key)))

    def checks(self, rule: Rule, settings: Chosen, day: str) -> tuple[TruthTerm, ...]:
        """Return what a duty or a permit asks for."""
        return tuple(self.condition(one, settings, day) for one in rule.check)

    def exceptions(self, rule: Rule, settings: Chosen, day: str) -> tuple[TruthTerm, ...]:
        """Return when each exception of a rule holds."""
        return tuple(self.lowering(settings, day).truth(one.when) for one in rule.exemptions)

    def opening(self, rule: Rule) -> str:
        """Return the cause that keeps a printed range open."""
        opening = None if rule.payment is None else rule.payment.opening
        return "0" if opening is None else self.causes.bit(Cause(opening.cause, opening.key))

    def sum(self, rule: Rule, settings: Chosen, day: str) -> Sum:
        """Return what a rule pays given yes."""
        payment = rule.payment
        if payment is None:
            return NO_SUM
        at = tuple(settings[id_] for id_ in sorted(payment_readings_of(self.book, rule)))
        key = (rule.id, rule.version, "sum", at, day)
        lowering = self.lowering(settings, day)
        least = self._once((*key, "least"), lambda: lowering.number(payment.least))
        if payment.most is None:
            return Sum("0", "None", least.causes)
        up_to = payment.most
        most = least
        if up_to != payment.least:
            most = self._once((*key, "most"), lambda: lowering.number(up_to))
        mode = settings.get(payment.rounding, "half_up") if payment.rounding else "half_up"
        low = self._rounded(least.least, least, mode)
        high = low if most is least and least.point else self._rounded(most.most, most, mode)
        return Sum("0" if low == "None" else low, high, union(least.causes, most.causes))

    def _rounded(self, end: End, number: NumberTerm, mode: str) -> str:
        """Return one end of a sum in whole fen, at least 0; "None" where it has no limit."""
        den = number.den
        if end.open:
            return "None"
        if isinstance(end.const, int):
            return str(paid(end.const, den, mode))
        text = end.text
        if self.facts.known and not self.writer.fractions:
            whole = {
                "half_up": f"({text} * 2 + {den}) // {2 * den}",
                "down": f"{text} // {den}",
                "up": f"-(-{text} // {den})",
            }[mode]
            # Below 0 each of them gives 0 or less, as the rounding away from 0 does.
            name = self.writer.let(whole if den > 1 else text)
            return name if number.positive else self.writer.let(f"({name} if {name} > 0 else 0)")
        call = f"{self.writer.constant(paid, 'R')}({text}, {den}, {mode!r})"
        return self.writer.let(f"(None if {text} is None else {call})" if end.null else call)

    def read_rule(self, name: str, rule_id: str, at: Lowering) -> Term:
        """Return `holds` or `amount` of another rule under the settings at hand."""
        versions = self.book.rules[rule_id]
        if len(versions) > 1 or versions[0].outputs:
            raise CannotCompileError
        rule = versions[0]
        readings = tuple(at.settings[id_] for id_ in rule.readings)
        return self._once((name, rule_id, readings), lambda: self._read(name, rule, at.settings))

    def _read(self, name: str, rule: Rule, settings: Chosen) -> Term:
        if any(one.outcome == NO[rule.kind].value for one in rule.exemptions):
            raise CannotCompileError  # that an exception refuses is not written here
        writer = self.writer
        parts = self.parts(rule, settings)
        checks = self.checks(rule, settings, parts.day)
        holds = truths.all_of(writer, parts.holds)
        done = truths.all_of(writer, checks)
        paid_out = self.sum(rule, settings, parts.day)
        causes = self._causes(rule, settings, parts, done, paid_out)
        if name == "holds":
            both = truths.all_of(writer, [holds, done])
            return both if not both.open else three(writer, both.text, causes)
        yes = writer.let(holds.text, "t")
        least = End(f"({paid_out.least} if {yes} is True else 0)")
        most = End(
            f"(0 if {yes} is False else {paid_out.most})",
            null=paid_out.most == "None" or not self.facts.known,
        )
        if self.facts.known and paid_out.least == paid_out.most and not holds.open:
            most = least
        return settled_number(writer, least, most, 1, causes)

    def _causes(self, rule: Rule, settings: Chosen, parts: Parts, done: TruthTerm, paid_out: Sum) -> str:
        """Return why the outcome, the check or the sum of another rule is open."""
        masks = [one.causes for one in parts.holds]
        masks.append(done.causes)
        if len({one.outcome for one in rule.exemptions}) > 1:
            raise CannotCompileError  # which of several outcomes is open is not told apart here
        lifts = self.exceptions(rule, settings, parts.day)
        asked = union(*(one.causes for one in lifts))
        if asked != "0":
            sure = [self.writer.let(one.text, "t") for one in lifts]
            settled = truths.all_of(self.writer, parts.holds)
            holds = self.writer.let(settled.text, "t")
            lifted = " or ".join(f"{name} is True" for name in sure)
            masks.append(f"(0 if {holds} is True and ({lifted}) else {asked})")
        opening = union(paid_out.causes, self.opening(rule))
        if rule.payment is not None and opening != "0":
            masks.append(f"({opening} if {paid_out.least} != {paid_out.most} else 0)")
        return union(*masks)


__all__ = ["NO_SUM", "Chosen", "Parts", "RuleCode", "Sum", "settings_of"]
