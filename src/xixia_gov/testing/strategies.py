"""Strategies draw cases where a rule changes its mind: at its figures, its days, and one step beside.

Most cases start from one of the rule's own examples with a few facts changed, since a case made of
random facts is a no for a dozen reasons at once. Facts that may not exist are given only where
their gate allows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xixia_gov.analysis.edges import Edges, edges_of, values, values_near
from xixia_gov.analysis.examples import case_of_example
from xixia_gov.analysis.places import (
    could_exist,
    facts_given,
    fully_known,
    infos,
    read_paths,
    value_at,
    with_fact,
    with_matter,
    without_contradiction,
)
from xixia_gov.engine.findings import open_keys
from xixia_gov.errors import InputError
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.case import Case
from xixia_gov.model.determination import NO
from xixia_gov.model.rule import Example, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Flags

T = TypeVar("T")
Draw = st.DrawFn

MAX_OPEN: int = 8
"""Cases settle readings until at most so many combinations are left, to keep the search quick."""


def for_all(cases: st.SearchStrategy[T], law: Callable[[T], None], *, share: float = 1.0) -> None:
    """Run a law on many drawn cases and raise what it raises on the smallest that breaks it.

    `share` scales the number of examples of the Hypothesis profile that is loaded.

    >>> for_all(st.integers(), lambda number: None)
    """
    count = max(3, round(settings.default.max_examples * share)) if settings.default else 60

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def run(case: T) -> None:
        law(case)

    run()


def fact_values(edges: Edges, info: FactInfo, *, unknown: bool = True) -> st.SearchStrategy[Any]:
    """Draw a known value of a fact: mostly at an edge, sometimes anywhere in its domain.

    With `unknown=False` a many-of fact says of every option whether it holds.
    """
    tried = values(edges, info) if unknown else _whole(values(edges, info))
    near = st.sampled_from(tried) if tried else st.nothing()
    match info.kind:
        case FactKind.NUMBER:
            return near | st.integers(info.least, info.most)
        case FactKind.MONEY:
            return near | st.integers(info.least or 0, info.most).map(Money)
        case FactKind.DATE:
            return near | st.dates(dt.date(2020, 1, 1), dt.date(2029, 12, 31))
        case FactKind.MANY_OF:
            said = st.dictionaries(st.sampled_from(info.option_ids), st.booleans())
            partly = said.map(lambda one: Flags(tuple(sorted(one.items())), complete=False))
            held = st.sets(st.sampled_from(info.option_ids))
            wholly = held.map(lambda one: Flags(tuple((o, True) for o in sorted(one)), complete=True))
            return near | wholly | partly if unknown else near | wholly
        case FactKind.LIST if info.element is not None:
            parts = things(edges, info.element, frozenset(infos(info.element)), unknown=unknown)
            return st.lists(parts, max_size=3).map(tuple)
        case _:
            return near


def _whole(tried: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values that leave nothing open."""
    return tuple(value for value in tried if not isinstance(value, Flags) or value.complete)


def facts(
    edges: Edges, cls: type[Thing], read: frozenset[str], *, unknown: bool = True, gated: bool = True
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the facts of a thing by name: those read get a value, or none if `unknown`.

    With `gated=False` a value may contradict its gate, so that the thing itself is refused.
    """
    wanted: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in infos(cls).items():
        if name not in read:
            continue
        if info.kind is FactKind.RELATION and info.element is not None:
            value: st.SearchStrategy[Any] = things(
                edges, info.element, frozenset(infos(info.element)), unknown=unknown
            )
        else:
            value = fact_values(edges, info, unknown=unknown)
        wanted[name] = value | st.just(UNKNOWN) if unknown and info.kind is not FactKind.LIST else value
    drawn = st.fixed_dictionaries(wanted)
    return drawn.map(lambda given_: without_contradiction(cls, given_)) if gated else drawn


def things(
    edges: Edges, cls: type[Thing], read: frozenset[str], *, unknown: bool = True
) -> st.SearchStrategy[Any]:
    """Draw a thing of a vocabulary class."""
    return facts(edges, cls, read, unknown=unknown).map(lambda given_: cls(**given_))


def _read_names(book: Rulebook, rule: Rule, cls: type[Thing]) -> frozenset[str]:
    """Return the facts of a class that a rule reads, relations to what it reads among them."""
    paths = read_paths(book, rule)
    roots = {path.partition(".")[0] for path in paths}
    own = {path.partition(".")[2] for path in paths if path.startswith(f"{cls.ROOT}.")}
    relations = {
        name
        for name, info in infos(cls).items()
        if info.kind is FactKind.RELATION and info.element is not None and info.element.ROOT in roots
    }
    return frozenset(own | relations)


def matters(book: Rulebook, rule: Rule, *, unknown: bool = True) -> st.SearchStrategy[Matter]:
    """Draw a matter of the rule's kind with the facts the rule reads."""
    cls = book.vocabulary.matter(rule.matter)
    assert cls is not None  # noqa: S101 - the loader saw to it
    return things(edges_of(book, rule), cls, _read_names(book, rule, cls), unknown=unknown)


def subjects(book: Rulebook, rule: Rule, *, unknown: bool = True) -> st.SearchStrategy[Subject]:
    """Draw a subject the rule is about."""
    edges = edges_of(book, rule)
    classes = [book.vocabulary.subject(name) for name in rule.subjects]
    drawn: list[st.SearchStrategy[Subject]] = [
        things(edges, cls, _read_names(book, rule, cls), unknown=unknown)
        for cls in classes
        if cls is not None
    ]
    return st.one_of(drawn)


def findings(book: Rulebook, rule: Rule) -> st.SearchStrategy[dict[str, bool]]:
    """Draw findings for open terms: each asserted true, asserted false, or left open."""
    keys = open_keys(book, rule)
    said = st.sampled_from((True, False, None))
    every = st.fixed_dictionaries({key: said for key in keys if "/" not in key or key.count(".")})
    some = st.dictionaries(st.sampled_from(keys), st.booleans(), max_size=2) if keys else st.just({})
    return st.tuples(every, some).map(
        lambda both: {**{k: v for k, v in both[0].items() if v is not None}, **both[1]}
    )


def settlings(
    book: Rulebook, rule: Rule, *, at_most: int | None = None, assumed: bool = True
) -> st.SearchStrategy[dict[str, str]]:
    """Draw a `settle` for some of a rule's readings.

    With `at_most`, so many are settled that no more combinations than that are left; assumptions
    are changed too unless `assumed` is false.
    """

    @st.composite
    def settling(draw: Draw) -> dict[str, str]:
        chosen: dict[str, str] = {}
        left = 1
        for id_ in draw(st.permutations(rule.readings)):
            reading = book.readings[id_]
            options = tuple(reading.options)
            crowded = at_most is not None and left * len(options) > at_most
            if reading.assumed:
                if assumed and draw(st.integers(0, 4)) == 0:
                    chosen[id_] = draw(st.sampled_from(options))
            elif crowded or draw(st.integers(0, 3)) == 0:
                chosen[id_] = draw(st.sampled_from(options))
            else:
                left *= len(options)
        return chosen

    return settling()


def cases(book: Rulebook, rule: Rule, *, unknown: bool = True) -> st.SearchStrategy[Case]:
    """Draw a case of one matter for a rule: from scratch, or an example with a few facts changed.

    With `unknown=False` every fact the rule reads, and that can exist, is given.
    """
    edges = edges_of(book, rule)
    settle = settlings(book, rule, at_most=MAX_OPEN)
    known_days = st.sampled_from(sorted(edges.days)) | st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
    scratch = st.builds(
        lambda subject, as_of, matter, said, settled: Case(
            subject=subject, as_of=as_of, matters=[matter], findings=said, settle=settled
        ),
        subjects(book, rule, unknown=unknown),
        known_days,
        matters(book, rule, unknown=unknown),
        findings(book, rule),
        settle,
    )
    bases = _bases(book, rule)
    if not bases:
        return scratch
    near = _mutated(book, rule, edges, bases, settle, unknown=unknown)
    return st.one_of(near, near, near, scratch)


def _bases(book: Rulebook, rule: Rule) -> tuple[tuple[Case, Example], ...]:
    bases = []
    for example in rule.examples:
        try:
            bases.append((case_of_example(book, rule, example), example))
        except InputError:
            continue  # an example that is no case is told by check_examples
    return tuple(bases)


def _mutated(  # noqa: PLR0913 - a case needs all of these
    book: Rulebook,
    rule: Rule,
    edges: Edges,
    bases: Sequence[tuple[Case, Example]],
    settle: st.SearchStrategy[dict[str, str]],
    *,
    unknown: bool,
) -> st.SearchStrategy[Case]:
    paths = read_paths(book, rule)
    keys = open_keys(book, rule)
    listed = [case for case, _ in bases]
    promising = [case for case, example in bases if example.expect.get("outcome") != NO[rule.kind].value]

    @st.composite
    def mutated(draw: Draw) -> Case:
        case = draw(st.sampled_from(promising or listed) | st.sampled_from(listed))
        case = attrs.evolve(case, settle={**draw(settle), **case.settle})
        for path in draw(st.lists(st.sampled_from(("as_of", *paths)), max_size=4)):
            if path == "as_of":
                case = with_fact(case, path, draw(st.sampled_from(sorted(edges.days))))
            elif unknown and book.facts[path].kind is not FactKind.LIST and draw(st.booleans()):
                case = with_fact(case, path, UNKNOWN)
            else:
                near = values_near(book, edges, case, rule, path)
                case = with_fact(case, path, draw(st.sampled_from(near)))
        for key in draw(st.lists(st.sampled_from(keys), max_size=2)) if keys else ():
            said = {known: value for known, value in case.findings.items() if known != key}
            asserted = draw(st.sampled_from((True, False, None)))
            case = attrs.evolve(case, findings=said if asserted is None else {**said, key: asserted})
        return case if unknown else draw(completing(book, rule, case))

    return mutated()


def completing(
    book: Rulebook, rule: Rule, case: Case, *, but: frozenset[str] = frozenset()
) -> st.SearchStrategy[Case]:
    """Draw the same case with every unknown fact given that the rule reads, save those of `but`.

    What is known stays; of a many-of fact known in part, the rest is filled in.
    """
    edges = edges_of(book, rule)

    @st.composite
    def complete(draw: Draw) -> Case:
        filled = case
        # Gates come first: whether a fact exists is settled before it is given.
        paths = [path for path in read_paths(book, rule) if path not in but]
        for path in sorted(paths, key=lambda path: book.facts[path].exists_if is not None):
            info = book.facts[path]
            if info.kind is FactKind.LIST or fully_known(book, filled, path):
                continue
            if not could_exist(book, filled, path):
                continue
            value = value_at(book, filled, path)
            if isinstance(value, Flags):
                said = dict(value.said)
                rest = {o: draw(st.booleans()) for o in info.option_ids if o not in said}
                held = tuple(sorted((o, True) for o, s in {**said, **rest}.items() if s))
                filled = with_fact(filled, path, Flags(held, complete=True))
                continue
            gate = info.exists_if
            if gate is not None and f"{path.partition('.')[0]}.{gate.fact}" in but:
                continue  # giving it would settle its gate as well
            near = _whole(values_near(book, edges, filled, rule, path))
            if near:
                filled = with_fact(filled, path, draw(st.sampled_from(near)))
        return filled

    return complete()


def forgetting(book: Rulebook, rule: Rule, case: Case) -> st.SearchStrategy[Case]:
    """Draw the same case with some of its facts, findings or settled readings forgotten.

    Elements of a list are forgotten only where it is not said to be complete.
    """

    @st.composite
    def forget(draw: Draw) -> Case:
        subject = draw(_less(case.subject))
        matter = draw(_less(case.matters[0]))
        own = {k: v for k, v in matter.own.items() if draw(st.integers(0, 3))}
        said = {k: v for k, v in case.findings.items() if draw(st.integers(0, 3))}
        settle = {k: v for k, v in case.settle.items() if book.readings[k].assumed or draw(st.integers(0, 3))}
        if _combinations(book, rule, settle) > MAX_OPEN * 2:
            settle = dict(case.settle)
        emptier = attrs.evolve(case, subject=subject, findings=said, settle=settle)
        return with_matter(emptier, attrs.evolve(matter, own=FrozenMap(own)))

    return forget()


def _combinations(book: Rulebook, rule: Rule, settle: dict[str, str]) -> int:
    count = 1
    for id_ in rule.readings:
        reading = book.readings[id_]
        count *= 1 if reading.assumed or id_ in settle else len(reading.options)
    return count


def _less(thing: Thing) -> st.SearchStrategy[Any]:
    """Draw a thing with some of its facts forgotten."""

    @st.composite
    def less(draw: Draw) -> Thing:
        changes: dict[str, Any] = {}
        known = infos(type(thing))
        for name, value in facts_given(thing).items():
            if value is UNKNOWN or value == ():
                continue
            if known[name].kind is FactKind.LIST:
                changes[name] = tuple(draw(_less(one)) for one in value)
            elif isinstance(value, Flags) and draw(st.booleans()):
                changes[name] = draw(_some_flags(value, known[name].option_ids))
            elif isinstance(value, Thing):
                changes[name] = draw(_less(value)) if draw(st.integers(0, 4)) else UNKNOWN
            elif draw(st.integers(0, 3)) == 0:
                changes[name] = UNKNOWN
        after = {**facts_given(thing), **changes}
        for name, info in known.items():
            if info.kind is FactKind.LIST and after.get(f"{name}_complete") is not True:
                changes[name] = tuple(one for one in after[name] if draw(st.integers(0, 3)))
        return attrs.evolve(thing, **changes)

    return less()


def _some_flags(flags: Flags, options: tuple[str, ...]) -> st.SearchStrategy[Flags]:
    said = dict(flags.said)
    if flags.complete:
        said = {option: said.get(option, False) for option in options}
    kept = st.sets(st.sampled_from(sorted(said))) if said else st.just(set[str]())
    return kept.map(lambda names: Flags(tuple((n, said[n]) for n in sorted(names)), complete=False))


__all__ = [
    "cases",
    "completing",
    "fact_values",
    "facts",
    "findings",
    "for_all",
    "forgetting",
    "matters",
    "settlings",
    "subjects",
    "things",
]
