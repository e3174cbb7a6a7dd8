"""The source of whole functions: the open form of a rule, and the known form of all rules about a matter."""

from __future__ import annotations

import enum
import linecache
from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs

from xixia_gov.engine.compiled import runtime
from xixia_gov.engine.compiled.causes import Causes
from xixia_gov.engine.compiled.facts import Facts, Places
from xixia_gov.engine.compiled.lower import CannotCompileError
from xixia_gov.engine.compiled.rule import Chosen, Parts, RuleCode, Sum, settings_of
from xixia_gov.engine.compiled.rulings import ENDED, NOT_YET, Ruling, Shape
from xixia_gov.engine.compiled.terms import FALSE, TRUE, TruthTerm, union
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.engine.findings import keys_of, reach_of, suppliers_of
from xixia_gov.engine.verdict import NO_CODE, OPEN_CODE, YES_CODE, Layout, layout_of, outcome_code
from xixia_gov.model.determination import EXCEPTION, Outcome
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.facts import FactKind

OpenFunction = Callable[..., tuple[Ruling, ...]]


@attrs.frozen
class OpenRule:
    """One version of a rule as a function that any fact may be missing from.

    `function(subject, matter, as_of, findings of the matter, findings of the case)` returns the distinct
    rulings, or a single one where the answer is certainly no; `settings` are all ways of settling the
    readings, `places` which of the rulings each of them gives.
    """

    shape: Shape
    function: OpenFunction
    settings: tuple[Settings, ...]
    places: tuple[int, ...]
    source: str = attrs.field(repr=False)


def open_rule(places: Places, rule: Rule, settle: Chosen) -> OpenRule:
    """Return the open form of one version of a rule; raises `CannotCompileError`."""
    book = places.book
    writer = Writer()
    facts = Facts(writer, places, known=False)
    layout = layout_of(book, rule.id)
    causes = Causes(layout)
    code = RuleCode(book, writer, facts, _asserting(writer, keys_of(book, rule)), causes)
    combinations = settings_of(book, rule.readings, settle)
    parts = [code.parts(rule, settings) for settings in combinations]
    failing = tuple(1 << layout.failed.index(one.id) for one in rule.conditions)
    shape = writer.fresh("shape")
    supplied = any(path in suppliers_of(book) for path in reach_of(book, rule).facts)
    if len({(one.day, one.force) for one in parts}) == 1 and not supplied:
        _refuse(writer, parts, failing, shape)
    texts = [
        _ruling(code, rule, settings, one, shape) for settings, one in zip(combinations, parts, strict=True)
    ]
    distinct = list(dict.fromkeys(texts))
    writer.line(f"return ({', '.join(distinct)},)")
    opening = int(code.opening(rule))
    shape_made = Shape(rule, layout, causes, failing, _waiting(layout, rule), _lifts(rule), opening)
    writer.names[shape] = shape_made
    head = "def rule(subject, matter, as_of, of_matter, of_case):"
    name = f"{rule.id}@{rule.version}:{places.subject.__name__}"
    function, source = made(name, head, writer)
    index = {text: place for place, text in enumerate(distinct)}
    return OpenRule(shape_made, function, tuple(combinations), tuple(index[text] for text in texts), source)


def _asserting(writer: Writer, keys: frozenset[str]) -> Callable[[str], str]:
    """Return what names the findings that a rule may read; they are looked up where there are any."""
    names: dict[str, str] = {key: writer.fresh("a") for key in sorted(keys)}
    if names:
        find = writer.constant(runtime.asserted_in, "R")
        writer.line("if of_matter or of_case:")
        writer.lines += [
            f"        {name} = {find}(of_matter, of_case, {key!r})" for key, name in names.items()
        ]
        writer.line("else:")
        writer.line(f"    {' = '.join(names.values())} = None")
    return lambda key: names.get(key, "None")


def _refuse(writer: Writer, parts: Sequence[Parts], failing: tuple[int, ...], shape: str) -> None:
    """Return at once where a condition fails under every reading, or the rule is not in force.

    What is asserted may clash with a part that is not looked at then, so that nothing must be asserted.
    """
    masks = []
    for place, bit in enumerate(failing):
        variants = list(dict.fromkeys(one.conditions[place] for one in parts))
        if any(variant.text in ("True", "None") for variant in variants):
            continue
        tests = [_is_false(writer, variant) for variant in variants if variant != FALSE]
        masks.append(f"({bit} if {' and '.join(tests)} else 0)" if tests else str(bit))
    force, day = parts[0].force, parts[0].day
    bad = writer.let(" | ".join(masks) or "0", "bad")
    writer.line(
        f"if ({bad} or {force} == {NOT_YET} or {force} == {ENDED}) and not of_matter and not of_case:"
    )
    writer.line(f"    return ({shape}.refused({force}, {day}, {bad}),)")


def _is_false(writer: Writer, truth: TruthTerm) -> str:
    name = writer.let(truth.text, "t")
    return f"{name} is False" if truth.open else f"not {name}"


def _ruling(code: RuleCode, rule: Rule, settings: Chosen, parts: Parts, shape: str) -> str:
    """Return the call that makes the ruling of a rule under one set of settings."""
    checks = code.checks(rule, settings, parts.day)
    lifts = code.exceptions(rule, settings, parts.day)
    pays = code.sum(rule, settings, parts.day)
    truths = ", ".join(_pairs(part) for part in (parts.conditions, checks, lifts))
    sums = f"{pays.least}, {pays.most}, {pays.causes}"
    return f"{shape}.ruling({parts.force}, {parts.day}, {parts.applies.causes}, {truths}, {sums})"


def _pairs(truths: Sequence[TruthTerm]) -> str:
    return f"({', '.join(f'({one.text}, {one.causes})' for one in truths)}{',' * (len(truths) == 1)})"


def _waiting(layout: Layout, rule: Rule) -> tuple[int, ...]:
    names = [one.id for one in (*rule.conditions, *rule.check)]
    return tuple(layout.waiting.index(name) for name in (*names, *((EXCEPTION,) if rule.exemptions else ())))


def _lifts(rule: Rule) -> tuple[int, ...]:
    return tuple(outcome_code(rule.kind, Outcome(one.outcome)) for one in rule.exemptions)


# ---- the known form: all rules about a matter, with every fact given ----

_NAME: Final = "known"


class Form(enum.Enum):
    """What a function of all rules gives: one result for each of them, or None for all of them."""

    WHOLE = "whole"
    """Verdicts; None where a fact is missing."""
    GUARDED = "guarded"
    """Verdicts; None for each rule that reads a fact which is missing."""
    KEYED = "keyed"
    """All that the reasons depend on, then the ends of the sum; None for a rule that has more to say."""


@attrs.frozen
class KnownRules:
    """All rules about a matter as one function, for cases in which every fact they read is given.

    `function(subject, matter, as_of)` returns what its form says for each of `rules`.
    """

    rules: tuple[str, ...]
    function: Callable[..., tuple[Any, ...] | None]
    source: str = attrs.field(repr=False)


def can_be_known(book: Rulebook, rule: Rule) -> bool:
    """Whether the known form can carry a rule: no list, no supplied fact, nothing beside the outcome."""
    read = reach_of(book, rule)
    supplied = suppliers_of(book)
    lists = any(path != "as_of" and book.facts[path].kind is FactKind.LIST for path in read.facts)
    if rule.outputs or rule.steps:  # no number says them
        return False
    return len(book.rules[rule.id]) == 1 and not lists and not any(path in supplied for path in read.facts)


def known_rules(places: Places, rules: Sequence[Rule], settle: Chosen, form: Form = Form.WHOLE) -> KnownRules:
    """Return the known form of some rules; raises `CannotCompileError`."""
    book = places.book
    writer = Writer()
    facts = Facts(writer, places, known=True, guarded=form is Form.GUARDED)
    paths = frozenset[str]().union(*(reach_of(book, rule).facts for rule in rules)) - {"as_of"}
    for path in sorted(paths):
        facts.raw(path)
    write = _guarded if form is Form.GUARDED else _known
    results = [write(places, rule, settle, writer, facts, form) for rule in rules]
    if writer.fractions:
        raise CannotCompileError
    writer.line(f"return ({', '.join(results)},)")
    name = f"{places.matter.__name__}:{places.subject.__name__}:{form.value}"
    function, source = made(name, "def rule(subject, matter, as_of):", writer)
    return KnownRules(tuple(rule.id for rule in rules), function, source)


def _guarded(  # noqa: PLR0913, PLR0917 - as for the rule itself
    places: Places, rule: Rule, settle: Chosen, writer: Writer, facts: Facts, form: Form
) -> str:
    """Write one rule for the case that every fact it reads is given; return the name of its verdict."""
    paths = sorted(reach_of(places.book, rule).facts - {"as_of"})
    missing = " or ".join(facts.needed[path] for path in paths)
    result = writer.fresh("r")
    writer.line(f"{result} = None")
    with writer.block(f"if not ({missing}):" if missing else "if True:"):
        writer.line(f"{result} = {_known(places, rule, settle, writer, facts, form)}")
    return result


def _known(  # noqa: PLR0913, PLR0917 - a rule and what is written so far
    places: Places, rule: Rule, settle: Chosen, writer: Writer, facts: Facts, form: Form
) -> str:
    """Write one rule; return the name of its result."""
    book = places.book
    layout = layout_of(book, rule.id)
    causes = Causes(layout)
    code = RuleCode(book, writer, facts, lambda _: "None", causes)
    combinations = settings_of(book, rule.readings, settle)
    parts = [code.parts(rule, settings) for settings in combinations]
    result = writer.fresh("r")
    plain = len(set(parts)) == 1 and not rule.check and not rule.exemptions
    sums = {_sum_key(code, rule, settings, one) for settings, one in zip(combinations, parts, strict=True)}
    if plain and len(sums) == 1:
        _plain(code, rule, combinations[0], parts[0], result, keyed=form is Form.KEYED)
    elif form is Form.KEYED:
        writer.line(f"{result} = None")
    else:
        _joined(code, rule, combinations, parts, result)
    return result


def _sum_key(code: RuleCode, rule: Rule, settings: Chosen, parts: Parts) -> object:
    """Return something that is the same for two settings only where the sum is."""
    if rule.payment is None:
        return None
    scratch = Writer(dict(code.writer.names), ids=dict(code.writer.ids), count=list(code.writer.count))
    copy = RuleCode(code.book, scratch, attrs.evolve(code.facts, writer=scratch), code.findings, code.causes)
    pays = copy.sum(rule, settings, parts.day)
    return (*scratch.lines, pays)


def _plain(  # noqa: PLR0913 - a rule under its settings, and how its result is written
    code: RuleCode, rule: Rule, settings: Chosen, parts: Parts, result: str, *, keyed: bool
) -> None:
    """Write a rule with no check, no exception, and one meaning under all readings.

    `keyed`, the result is ((outcome, force, whether the day is ahead), least, most), for a no its failed
    conditions instead of least and most, and None where the rule may wait on something: which of several
    things it waits on is not in the key.
    """
    writer, layout = code.writer, code.causes.layout
    named = [_Named(writer.let(one.text, "t"), one) for one in parts.conditions]
    waits = [one for one in named if one.truth.open]
    if keyed and waits:
        writer.line(f"{result} = None")
        return
    tests = [parts.applies.text] if parts.applies != TRUE else []
    tests += [f"{one.name} is not False" if one.truth.open else one.name for one in named if not one.certain]
    pays = rule.payment is not None
    if any(one.truth == FALSE for one in named):
        tests = ["False"]
    ahead = "False" if parts.day == "as_of" else f"{parts.day} > as_of"
    with writer.block(f"if {' and '.join(tests) or 'True'}:"):
        sums = code.sum(rule, settings, parts.day)
        force = "0" if rule.window.last is not None else parts.force
        if keyed:
            found = f"(({YES_CODE}, {force}, {ahead}), {sums.least}, {sums.most})"
            writer.line(f"{result} = {'None' if sums.causes != '0' else found}")
        else:
            writer.line(f"{result} = {_yes(code, rule, named, sums, force)}")
    with writer.block("else:"):
        failed = [
            f"({1 << place} if {one.name} is False else 0)"
            if one.truth.open
            else f"(0 if {one.name} else {1 << place})"
            for place, one in enumerate(named)
            if not one.certain
        ]
        if parts.applies != TRUE:
            failed.append(f"(0 if {parts.applies.text} else {1 << (len(layout.failed) - 1)})")
        # Each has a bit of its own, so a sum is what `|` would give; Python adds faster.
        mask, refused = " + ".join(failed) or "0", "0, 0" if pays else "None, None"
        if keyed:
            writer.line(f"{result} = (({NO_CODE}, {parts.force}, {ahead}), {mask}, None)")
        else:
            writer.line(f"{result} = ({NO_CODE}, {parts.force}, None, {refused}, {mask}, 0, 0)")


def _yes(code: RuleCode, rule: Rule, named: Sequence[_Named], sums: Sum, force: str) -> str:
    """Return the verdict of a rule of which no condition fails."""
    writer, layout = code.writer, code.causes.layout
    waits = [one for one in named if one.truth.open]
    waiting = [
        f"({1 << layout.waiting.index(condition.id)} if {one.name} is None and {one.truth.causes} else 0)"
        for one, condition in zip(named, rule.conditions, strict=True)
        if one.truth.open and one.truth.causes != "0"
    ]
    waiting += _open_sum(code, rule, sums)
    outcome, least = str(YES_CODE), sums.least
    if waits:
        sure = " and ".join(f"{one.name} is True" for one in waits)
        settled = writer.let(f"({sure})", "t")
        outcome = f"({YES_CODE} if {settled} else {OPEN_CODE})"
        least = f"({least} if {settled} else 0)" if rule.payment is not None else least
    return f"({outcome}, {force}, None, {least}, {sums.most}, 0, 0, {' | '.join(waiting) or '0'})"


@attrs.frozen
class _Named:
    """A condition with the name of its value."""

    name: str
    truth: TruthTerm

    @property
    def certain(self) -> bool:
        """Whether the condition can never fail."""
        return self.name in ("True", "None")


def _open_sum(code: RuleCode, rule: Rule, sums: Sum) -> list[str]:
    """Return the bit that says that a sum is open for a reason no fact can settle."""
    causes = union(sums.causes, code.opening(rule))
    if rule.payment is None or causes == "0" or sums.least == sums.most:
        return []
    bit = 1 << (len(code.causes.layout.waiting) - 1)
    if sums.least.isdigit() and sums.most.isdigit() and causes.isdigit():
        return [str(bit)]
    return [f"({bit} if {sums.least} != {sums.most} and ({causes}) else 0)"]


def _joined(
    code: RuleCode, rule: Rule, combinations: Sequence[Settings], parts: Sequence[Parts], result: str
) -> None:
    """Write the verdict of a rule whose readings, checks or exceptions tell its rulings apart."""
    writer, layout = code.writer, code.causes.layout
    failing = tuple(1 << layout.failed.index(one.id) for one in rule.conditions)
    shape = writer.fresh("shape")
    texts = [
        _ruling(code, rule, settings, one, shape) for settings, one in zip(combinations, parts, strict=True)
    ]
    distinct = list(dict.fromkeys(texts))
    writer.line(f"{result} = {shape}.verdict(({', '.join(distinct)},))")
    opening = int(code.opening(rule))
    writer.names[shape] = Shape(
        rule, layout, code.causes, failing, _waiting(layout, rule), _lifts(rule), opening
    )


def made(name: str, head: str, writer: Writer) -> tuple[Callable[..., Any], str]:
    """Return the function of a writer's lines and its source, which tracebacks and debuggers show too."""
    source = "\n".join([head, *writer.lines]) + "\n"
    filename = f"<xixia_gov {name}>"
    space: dict[str, Any] = dict(writer.names)
    exec(compile(source, filename, "exec"), space)  # noqa: S102 - written here, from checked nodes alone
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    function: Callable[..., Any] = space["rule"]
    return function, source
