"""Strategies draw cases where a rule changes its mind: at its figures, its days, and one step beside.

Most cases start from one that the rule decides, with a few facts changed or forgotten, since a case made
of random facts is a no for a dozen reasons at once. Facts that may not exist are given only where their
gate allows it. Everything shrinks to round numbers and to few facts that are known.

A rule is given itself or by its id.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from hypothesis import strategies as st

from xixia_gov.analysis.edges import edges_of, values_near
from xixia_gov.analysis.places import could_exist, fully_known, infos, read_paths, value_at, with_fact
from xixia_gov.engine.findings import open_keys
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.bases import bases_of
from xixia_gov.testing.law import rule_in
from xixia_gov.testing.near import near_cases
from xixia_gov.testing.values import things, whole
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactKind, Flags

Draw = st.DrawFn

MAX_OPEN: Final = 8
"""Cases settle readings until at most so many combinations are left, to keep the search quick."""
_SELDOM: Final = st.sampled_from((False, False, False, True))


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


def matters(book: Rulebook, rule: Rule | str, *, unknown: bool = True) -> st.SearchStrategy[Matter]:
    """Draw a matter of the rule's kind with the facts the rule reads."""
    rule = rule_in(book, rule)
    cls = book.vocabulary.matter(rule.matter)
    assert cls is not None  # noqa: S101 - the loader saw to it
    return things(edges_of(book, rule), cls, _read_names(book, rule, cls), unknown=unknown)


def subjects(book: Rulebook, rule: Rule | str, *, unknown: bool = True) -> st.SearchStrategy[Subject]:
    """Draw a subject the rule is about."""
    rule = rule_in(book, rule)
    edges = edges_of(book, rule)
    classes = [book.vocabulary.subject(name) for name in rule.subjects]
    drawn: list[st.SearchStrategy[Subject]] = [
        things(edges, cls, _read_names(book, rule, cls), unknown=unknown)
        for cls in classes
        if cls is not None
    ]
    return st.one_of(drawn)


def findings(book: Rulebook, rule: Rule | str) -> st.SearchStrategy[dict[str, bool]]:
    """Draw findings for open terms: each asserted true, asserted false, or left open."""
    keys = open_keys(book, rule_in(book, rule))
    said = st.sampled_from((None, True, False))
    every = st.fixed_dictionaries({key: said for key in keys if "/" not in key or key.count(".")})
    some = st.dictionaries(st.sampled_from(keys), st.booleans(), max_size=2) if keys else st.just({})
    return st.tuples(every, some).map(
        lambda both: {**{k: v for k, v in both[0].items() if v is not None}, **both[1]}
    )


def settlings(
    book: Rulebook, rule: Rule | str, *, at_most: int | None = None, assumed: bool = True
) -> st.SearchStrategy[dict[str, str]]:
    """Draw a `settle` for some of a rule's readings.

    With `at_most`, so many are settled that no more combinations than that are left; assumptions
    are changed too unless `assumed` is false.
    """
    readings = rule_in(book, rule).readings

    @st.composite
    def settling(draw: Draw) -> dict[str, str]:
        chosen: dict[str, str] = {}
        left = 1
        for id_ in draw(st.permutations(readings)):
            reading = book.readings[id_]
            options = tuple(reading.options)
            crowded = at_most is not None and left * len(options) > at_most
            if reading.assumed:
                if assumed and draw(_SELDOM):
                    chosen[id_] = draw(st.sampled_from(options))
            elif crowded or draw(_SELDOM):
                chosen[id_] = draw(st.sampled_from(options))
            else:
                left *= len(options)
        return chosen

    return settling()


def cases(book: Rulebook, rule: Rule | str | None = None, *, unknown: bool = True) -> st.SearchStrategy[Case]:
    """Draw a case of one matter for a rule, or for any rule of a book.

    With `unknown=False` every fact the rule reads, and that can exist, is given. Cases come out as yes, as no
    and open, hit every threshold exactly and miss it by one step on either side; they shrink to few known
    facts and round numbers.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> cases(book, "fire.report_duty").example().matters[0].ROOT  # doctest: +SKIP
    'sighting'
    """
    if rule is None:
        return _of_any_rule(book, unknown=unknown)
    rule = rule_in(book, rule)
    settle = settlings(book, rule, at_most=MAX_OPEN)
    scratch = _scratch(book, rule, settle, unknown=unknown)
    bases = bases_of(book, rule)
    if not bases.every:
        return scratch
    near = near_cases(book, rule, bases, settle, unknown=unknown)
    if not unknown:
        near = near.flatmap(lambda case: completing(book, rule, case))
    # Not one_of, which gives a strategy that stands in it several times the weight of one.
    return st.integers(0, 6).flatmap(lambda number: scratch if number == 0 else near)


def _of_any_rule(book: Rulebook, *, unknown: bool) -> st.SearchStrategy[Case]:
    made: dict[str, st.SearchStrategy[Case]] = {}

    @st.composite
    def drawn(draw: Draw) -> Case:
        id_ = draw(st.sampled_from(sorted(book.rules)))
        if id_ not in made:
            made[id_] = cases(book, id_, unknown=unknown)
        return draw(made[id_])

    return drawn()


def _scratch(
    book: Rulebook, rule: Rule, settle: st.SearchStrategy[dict[str, str]], *, unknown: bool
) -> st.SearchStrategy[Case]:
    edges = edges_of(book, rule)
    days = st.sampled_from(sorted(edges.days)) | st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
    return st.builds(
        lambda subject, as_of, matter, said, settled: Case(
            subject=subject, as_of=as_of, matters=[matter], findings=said, settle=settled
        ),
        subjects(book, rule, unknown=unknown),
        days,
        matters(book, rule, unknown=unknown),
        findings(book, rule),
        settle,
    )


def completing(
    book: Rulebook, rule: Rule | str, case: Case, *, but: frozenset[str] = frozenset()
) -> st.SearchStrategy[Case]:
    """Draw the same case with every unknown fact given that the rule reads, save those of `but`.

    What is known stays; of a many-of fact known in part, the rest is filled in.
    """
    rule = rule_in(book, rule)
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
            near = whole(values_near(book, edges, filled, rule, path))
            if near:
                filled = with_fact(filled, path, draw(st.sampled_from(near)))
        return filled

    return complete()


__all__ = ["cases", "completing", "findings", "matters", "settlings", "subjects"]
