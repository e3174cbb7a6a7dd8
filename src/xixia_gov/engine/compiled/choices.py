"""Choices in generated code: one option, any of the fact's options, or a set of those still possible."""

from __future__ import annotations

import attrs

from xixia_gov.engine.compiled import runtime
from xixia_gov.engine.compiled.causes import Causes
from xixia_gov.engine.compiled.numbers import compared as compared_numbers
from xixia_gov.engine.compiled.numbers import three
from xixia_gov.engine.compiled.terms import (
    FALSE,
    TRUE,
    ChoiceTerm,
    End,
    FlagsTerm,
    NumberTerm,
    TruthTerm,
    union,
)
from xixia_gov.engine.compiled.truths import any_of, causes_of_choice, negation
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.expression.nodes import Comparison
from xixia_gov.model.definition import NamedList
from xixia_gov.unknown import Cause


def literal(option: str) -> ChoiceTerm:
    """Return an option that is certain."""
    return ChoiceTerm(repr(option), frozenset({option}), const=option)


def compared(writer: Writer, operator: Comparison, one: ChoiceTerm, two: ChoiceTerm) -> TruthTerm:
    """Return how two choices compare; the ranks of either order them."""
    if operator is Comparison.EQ:
        return _same(writer, one, two)
    if operator is Comparison.NE:
        return negation(writer, _same(writer, one, two))
    ranks = one.ranks or two.ranks
    if _anything(one) or _anything(two):
        return TruthTerm("None", open=True, causes=union(one.causes, two.causes))
    return compared_numbers(writer, operator, _ranked(writer, one, ranks), _ranked(writer, two, ranks))


def _anything(one: ChoiceTerm) -> bool:
    return one.universe is None and (one.null or one.many)


def _same(writer: Writer, one: ChoiceTerm, two: ChoiceTerm) -> TruthTerm:
    if one.const is not None and two.const is not None:
        return TRUE if one.const == two.const else FALSE
    if one.const is not None:
        one, two = two, one
    causes = union(one.causes, two.causes)
    if not (one.null or one.many or two.null or two.many):
        return TruthTerm(f"({one.text} == {two.text})")
    if two.const is not None and not one.many:
        if one.universe is None or (two.const in one.universe and len(one.universe) > 1):
            still = "None"
        else:
            still = "True" if two.const in one.universe else "False"
        return three(writer, f"({still} if {one.text} is None else {one.text} == {two.text})", causes)
    same = writer.constant(runtime.same, "R")
    return three(writer, f"{same}({as_set(writer, one)}, {as_set(writer, two)})", causes)


def as_set(writer: Writer, one: ChoiceTerm) -> str:
    """Return the name of the set of options that a choice could still be; None stands for any text."""
    if one.many:
        return writer.let(one.text)
    if one.const is not None:
        return writer.constant(frozenset({one.const}), "S")
    single = f"frozenset(({one.text},))"
    if not one.null:
        return writer.let(single)
    every = "None" if one.universe is None else writer.constant(one.universe, "S")
    return writer.let(f"({every} if {one.text} is None else {single})")


def _ranked(writer: Writer, one: ChoiceTerm, ranks: tuple[str, ...]) -> NumberTerm:
    if one.const is not None:
        place = ranks.index(one.const)
        end = End(str(place), place)
        return NumberTerm(end, end)
    by_rank = {option: place for place, option in enumerate(ranks)}
    table = writer.fresh("K")
    writer.names[table] = by_rank
    if not one.null and not one.many:
        end = End(writer.let(f"{table}[{one.text}]"))
        return NumberTerm(end, end)
    if one.many:
        both = writer.let(f"{writer.constant(runtime.ranks_of, 'R')}({one.text}, {table})")
        return NumberTerm(End(f"{both}[0]"), End(f"{both}[1]"), causes=one.causes)
    places = [by_rank[option] for option in one.universe or ranks]
    known = f"{table}[{one.text}]"
    ends = [
        End(writer.let(f"({end} if {one.text} is None else {known})")) for end in (min(places), max(places))
    ]
    return NumberTerm(ends[0], ends[1], causes=one.causes)


def choose(writer: Writer, test: TruthTerm, then: ChoiceTerm, other: ChoiceTerm) -> ChoiceTerm:
    """Return one choice or the other, or what both allow while the test is open."""
    universe = None if then.universe is None or other.universe is None else then.universe | other.universe
    ranks = then.ranks or other.ranks
    single = not (then.null or then.many or other.null or other.many)
    if not test.open and single:
        return ChoiceTerm(f"({then.text} if {test.text} else {other.text})", universe, ranks=ranks)
    one, two = as_set(writer, then), as_set(writer, other)
    name = writer.let(test.text, "t")
    both = f"(None if {one} is None or {two} is None else {one} | {two})"
    text = writer.let(f"({one} if {name} is True else {two} if {name} is False else {both})")
    asked = causes_of_choice(name, test.causes, then.causes, other.causes)
    settled = f"{text} is not None and len({text}) == 1"
    causes = "0" if asked == "0" else writer.let(f"0 if {settled} else {asked}", "k")
    return ChoiceTerm(text, universe, many=True, ranks=ranks, causes=causes)


@attrs.frozen
class ListTerm:
    """A named list with the findings that can open or close its items, each the name of a truth or None."""

    named: NamedList
    findings: dict[str, str] = attrs.field(hash=False)


def in_list(writer: Writer, item: ChoiceTerm, listed: ListTerm, causes: Causes) -> TruthTerm:
    """Return whether a choice is in a named list: named, asserted, still open, or certainly not."""
    named = listed.named
    if item.const is not None:
        return _item(writer, item.const, listed, causes)
    if named.opening is None:
        return _in_closed(writer, item, named)
    if item.null or item.many:
        return _among(writer, item, listed, causes)
    inside = writer.constant(named.items, "S")
    opened = writer.constant(named.may - named.items, "S")
    text = f"(True if {item.text} in {inside} else None if {item.text} in {opened} else False)"
    return _asked_items(writer, text, item.text, listed, causes)


def _asked_items(writer: Writer, text: str, option: str, listed: ListTerm, causes: Causes) -> TruthTerm:
    table = writer.fresh("K")
    writer.names[table] = _bits(listed.named, causes)
    return three(writer, text, f"{table}[{option}]")


def _bits(named: NamedList, causes: Causes) -> dict[str, int]:
    assert named.opening is not None  # noqa: S101 - asked of open lists only
    return {
        option: int(causes.bit(Cause(named.opening.cause, f"{named.key}/{option}")))
        for option in sorted(named.may - named.items)
    }


def _item(writer: Writer, option: str, listed: ListTerm, causes: Causes) -> TruthTerm:
    named = listed.named
    if option in named.items:
        return TRUE
    if named.opening is None or option not in named.may:
        return FALSE
    bit = causes.bit(Cause(named.opening.cause, f"{named.key}/{option}"))
    asserted = listed.findings.get(option, "None")
    return three(writer, asserted, bit)


def _in_closed(writer: Writer, item: ChoiceTerm, named: NamedList) -> TruthTerm:
    inside = writer.constant(named.items, "S")
    if not item.null and not item.many:
        return TruthTerm(f"({item.text} in {inside})")
    if item.many:
        options = writer.let(item.text)
        text = (
            f"(None if {options} is None else True if {options} <= {inside}"
            f" else None if {options} & {inside} else False)"
        )
        return three(writer, text, item.causes)
    universe = item.universe
    still = "None"
    if universe is not None and (universe <= named.items or not universe & named.items):
        still = "True" if universe <= named.items else "False"
    return three(writer, f"({still} if {item.text} is None else {item.text} in {inside})", item.causes)


def _among(writer: Writer, item: ChoiceTerm, listed: ListTerm, causes: Causes) -> TruthTerm:
    """Return whether a choice that may be open is in an open list."""
    found = writer.constant(runtime.among, "R")
    bits = writer.fresh("K")
    writer.names[bits] = _bits(listed.named, causes)
    inside = writer.constant(listed.named.items, "S")
    asserted = _asserted(writer, listed)
    pair = writer.let(f"{found}({as_set(writer, item)}, {inside}, {bits}, {asserted})")
    asked = union(item.causes, f"{pair}[1]")
    return three(writer, f"{pair}[0]", asked)


def _asserted(writer: Writer, listed: ListTerm) -> str:
    if not listed.findings:
        return writer.constant((), "K")
    pairs = ", ".join(f"({option!r}, {name})" for option, name in sorted(listed.findings.items()))
    return writer.let(f"({pairs},)")


def option_in_flags(writer: Writer, item: ChoiceTerm, flags: FlagsTerm) -> TruthTerm:
    """Return whether an option is among the choices of a many-of fact."""
    assert item.const is not None  # noqa: S101 - the checker lets only a literal stand there
    text = f"{writer.constant(runtime.flag, 'R')}({flags.text}, {item.const!r})"
    return three(writer, text, flags.causes) if flags.causes != "0" else TruthTerm(writer.let(text, "t"))


def any_in_list(writer: Writer, flags: FlagsTerm, listed: ListTerm, causes: Causes) -> TruthTerm:
    """Return whether any choice of a many-of fact is in a named list."""
    parts = []
    for option in flags.options:
        made = option_in_flags(writer, literal(option), flags)
        inside = _item(writer, option, listed, causes)
        if inside == FALSE:
            continue
        if inside == TRUE:
            parts.append(made)
            continue
        name, item = writer.let(made.text, "t"), writer.let(inside.text, "t")
        both = f"True if {name} is True and {item} is True else None"
        text = f"(False if {name} is False or {item} is False else {both})"
        # An option that is certainly made waits on the list; one that may be made, on the fact.
        asked = inside.causes if inside.causes == "0" else f"({inside.causes} if {name} is True else 0)"
        parts.append(three(writer, text, union(flags.causes, asked)))
    return any_of(writer, parts)


__all__ = ["ListTerm", "any_in_list", "as_set", "choose", "compared", "in_list", "literal", "option_in_flags"]
