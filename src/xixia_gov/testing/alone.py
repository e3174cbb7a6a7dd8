"""What a rule says must be able to matter: each condition fails alone, each reading changes an answer.

The search starts from the rule's examples and moves one or two facts to their edges; the law is
broken only where no such case is found, so a failure names a condition and shows no case.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from xixia_gov.analysis.edges import Edges, edges_of, values_near
from xixia_gov.analysis.examples import answer, case_of_example
from xixia_gov.analysis.places import read_paths, show, with_fact
from xixia_gov.engine.branch import Branch
from xixia_gov.engine.decide import MAX_COMBINATIONS, branches_of
from xixia_gov.engine.findings import library_of, reach_of
from xixia_gov.engine.reach import Reach, reach
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import FactRef, ReadingRef, walk
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import NO, Force, Outcome
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN

_ONE_DAY: Final = dt.timedelta(days=1)
_STAGES: Final = ((1, 4), (2, 1), (1, MAX_COMBINATIONS), (2, MAX_COMBINATIONS))
"""How many facts are moved at once, and under how many ways of settling the readings: cheapest first."""
_TRIES: Final = 6000
"""Cases tried before a reading is said to change nothing."""


def base_cases(book: Rulebook, rule: Rule) -> Iterator[Case]:
    """Yield the cases of a rule's examples."""
    for example in rule.examples:
        try:
            yield case_of_example(book, rule, example)
        except InputError:
            continue  # told by check_examples


def branches(book: Rulebook, rule: Rule, case: Case) -> tuple[Branch, ...]:
    """Return a rule under every setting of its open readings; none where the case contradicts itself."""
    try:
        return branches_of(book, rule.id, case, case.matters[0])
    except InputError:
        return ()


def settles(book: Rulebook, rule: Rule, ids: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield every way of settling some of a rule's readings, the others as preferred.

    All preferred comes first; there are at most 64 ways.
    """
    names = sorted(ids)
    preferred = {id_: book.readings[id_].preferred for id_ in rule.readings}
    options = [
        sorted(book.readings[id_].options, key=lambda option, id_=id_: option != preferred[id_])  # type: ignore[misc] # bound at once
        for id_ in names
    ]
    for chosen in itertools.islice(itertools.product(*options), MAX_COMBINATIONS):
        yield {**preferred, **dict(zip(names, chosen, strict=True))}


def _reach_of_condition(book: Rulebook, condition: Condition) -> Reach:
    return reach(condition.nodes, library_of(book))


def _moves(  # noqa: PLR0913, PLR0917 - one move needs them all
    book: Rulebook, edges: Edges, rule: Rule, case: Case, read: Reach, count: int
) -> Iterator[Case]:
    """Yield the case with one (or two, by `count`) of the facts or findings moved that are read."""
    paths = [path for path in read_paths(book, rule) if path in _with_gates(book, read)]
    paths += ["as_of"] if "as_of" in read.facts else []
    keys = sorted(key for key in read.definitions if book.definitions[key].node is None)
    keys += sorted(f"{name}/{option}" for name in read.lists for option in book.lists[name].may)

    def one(start: Case, name: str) -> Iterator[Case]:
        if name in keys:
            yield from (with_finding(start, name, said=said) for said in (True, False))
        elif name == "as_of":
            yield from (with_fact(start, name, day) for day in _days(edges))
        else:
            yield from (
                with_fact(start, name, value) for value in values_near(book, edges, start, rule, name)
            )

    if count == 1:
        for name in (*keys, *paths):
            yield from one(case, name)
        return
    for first, second in itertools.permutations((*keys, *paths), 2):
        for moved in itertools.islice(one(case, first), 24):
            yield from itertools.islice(one(moved, second), 24)


def with_finding(case: Case, key: str, *, said: bool) -> Case:
    """Return a case that asserts an open term."""
    return attrs.evolve(case, findings={**case.findings, key: said})


def _days(edges: Edges) -> Iterator[dt.date]:
    for day in sorted(edges.days):
        yield from (day - _ONE_DAY, day, day + _ONE_DAY)


def _with_gates(book: Rulebook, read: Reach) -> frozenset[str]:
    gates = {
        f"{path.partition('.')[0]}.{gate.fact}"
        for path in read.facts
        if path != "as_of" and (gate := book.facts[path].exists_if) is not None
    }
    return read.facts | gates


def check_fail_alone(book: Rulebook, rule: Rule) -> None:
    """Check that each condition can fail alone, and each alternative be the only one that holds.

    A condition that declares `implied_by` is left out. Raises `AssertionError` naming those for
    which no case was found under any reading.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_fail_alone(book, book.latest("fire.report_duty"))
    """
    wanted = {c.id for c in rule.conditions if not c.implied_by}
    wanted |= {
        f"{c.id}.{alternative.id}"
        for c in rule.conditions
        if len(c.alternatives) > 1
        for alternative in c.alternatives
    }
    edges = edges_of(book, rule)
    bases = tuple(base_cases(book, rule))
    for count, ways in _STAGES:
        for condition in rule.conditions:
            if any(name == condition.id or name.startswith(f"{condition.id}.") for name in wanted):
                _search(book, rule, edges, bases, condition, wanted, count, ways)
    if wanted:
        names = ", ".join(sorted(wanted))
        message = f"{rule.id}: never the only one that fails (or, of alternatives, that holds): {names}"
        raise AssertionError(message)


def _search(  # noqa: PLR0913, PLR0917 - one search
    book: Rulebook,
    rule: Rule,
    edges: Edges,
    bases: tuple[Case, ...],
    condition: Condition,
    wanted: set[str],
    count: int,
    ways: int,
) -> None:
    """Strike from `wanted` what is found while a condition is searched for."""
    mine = {condition.id, *(f"{condition.id}.{one.id}" for one in condition.alternatives)}
    read = _reach_of_condition(book, condition)
    for settle in itertools.islice(settles(book, rule, read.readings), ways):
        good = []
        for case in bases:
            settled = attrs.evolve(case, settle=settle)
            for branch in branches(book, rule, settled):
                _note(branch, wanted)
                if branch.holds is Truth.TRUE:
                    good.append(settled)
        for case in good[:6]:
            moves = _moves(book, edges, rule, case, read, count)
            asserted = [with_finding(case, condition.key, said=False)] if condition.opening else []
            for moved in itertools.chain(asserted, moves):
                if not wanted & mine:
                    return
                for branch in branches(book, rule, moved):
                    _note(branch, wanted)


def _note(branch: Branch, wanted: set[str]) -> None:
    """Strike the condition that alone fails in a branch, and the alternatives that alone hold."""
    if branch.force not in (Force.IN_FORCE, Force.PRESUMED):
        return
    failing = [tried for tried in branch.tried if tried.truth is not Truth.TRUE]
    if len(failing) == 1 and failing[0].truth is Truth.FALSE:
        wanted.discard(failing[0].condition.id)
    for tried in branch.tried:
        parts = tried.condition.alternatives
        if not parts or not tried.applies or len(tried.trace.below) != len(parts):
            continue
        holding = [p.id for p, t in zip(parts, tried.trace.below, strict=True) if t.value is Truth.TRUE]
        others = [t.value for t in tried.trace.below if t.value is not Truth.FALSE]
        if len(holding) == 1 and len(others) == 1:
            wanted.discard(f"{tried.condition.id}.{holding[0]}")


def check_readings_matter(book: Rulebook, rule: Rule) -> None:
    """Check that each reading, assumptions too, changes an outcome, a sum or a check in some case.

    Raises `AssertionError` naming those for which no such case was found.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_readings_matter(book, book.latest("fire.report_duty"))
    """
    wanted = set(rule.readings)
    bases = [attrs.evolve(case, settle={}) for case in base_cases(book, rule)]
    for case in bases:
        wanted -= set(answer_readings(book, rule, case))
    edges = edges_of(book, rule)
    for id_ in sorted(wanted):
        for change, tries in ((_changes_alone, _TRIES), (_changes, _TRIES // 4)):
            nearby = itertools.islice(_near_reading(book, edges, rule, bases, id_), tries)
            if any(change(book, rule, moved, id_) for moved in nearby):
                wanted.discard(id_)
                break
    if wanted:
        message = f"{rule.id}: settling {', '.join(sorted(wanted))} changes nothing in any case tried"
        raise AssertionError(message)


def _near_reading(book: Rulebook, edges: Edges, rule: Rule, bases: list[Case], id_: str) -> Iterator[Case]:
    """Yield cases near the examples: facts read beside the reading first, then any other with them."""
    read, whole = _reach_of_reading(book, rule, id_), reach_of(book, rule)
    refused = NO[rule.kind]
    # Where every reading says no already, one more fact is unlikely to make one of them matter.
    open_ = [case for case in bases if any(b.outcomes != {refused} for b in branches(book, rule, case))]
    for case in bases:
        yield from (case, *_moves(book, edges, rule, case, read, 1))
    for case in open_[:4]:
        yield from itertools.islice(_moves(book, edges, rule, case, read, 2), _TRIES // 8)
    for case in open_ or bases:
        for moved in _moves(book, edges, rule, case, read, 1):
            yield from _moves(book, edges, rule, moved, whole, 1)


def answer_readings(book: Rulebook, rule: Rule, case: Case) -> tuple[str, ...]:
    """Return the readings an answer hangs on; none where the case contradicts itself."""
    try:
        return answer(book, rule, case).readings
    except InputError:
        return ()


def _reach_of_reading(book: Rulebook, rule: Rule, id_: str) -> Reach:
    """Return what is read by the expressions that themselves name a reading; else by the whole rule."""
    whole = reach_of(book, rule)
    listed = [book.definitions[key].node for key in whole.definitions]
    nodes = [node for node in (*rule.nodes(), *listed) if node is not None]
    named = [n for n in nodes if any(isinstance(p, ReadingRef) and p.key == id_ for p in walk(n))]
    library = library_of(book)
    return reach(named, library) if named else whole


def _changes_alone(book: Rulebook, rule: Rule, case: Case, id_: str) -> bool:
    """Whether this reading changes something while every other is settled as preferred."""
    preferred = {one: book.readings[one].preferred for one in rule.readings}
    results = set()
    for option in book.readings[id_].options:
        for branch in branches(book, rule, attrs.evolve(case, settle={**preferred, id_: option})):
            results.add((branch.outcomes, branch.amount, branch.check))
    return len(results) > 1


def _changes(book: Rulebook, rule: Rule, case: Case, id_: str) -> bool:
    """Whether two ways of settling this reading alone, the others equal, come out differently."""
    if not book.readings[id_].assumed:
        return id_ in answer_readings(book, rule, case)
    results: dict[frozenset[tuple[str, str]], object] = {}
    for option in book.readings[id_].options:
        for branch in branches(book, rule, attrs.evolve(case, settle={id_: option})):
            rest = frozenset(pair for pair in branch.settings.items() if pair[0] != id_)
            result = (branch.outcomes, branch.amount, branch.check)
            if results.setdefault(rest, result) != result:
                return True
    return False


def check_window(book: Rulebook, rule: Rule) -> None:
    """Check that a rule is in force on the first and last day of its period, and on neither neighbour.

    Where the text prints no end, the day after the rulebook is known through is presumed. Raises
    `AssertionError` with the case.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_window(book, book.latest("fire.report_duty"))
    """
    node = rule.window.on
    if not isinstance(node, FactRef):
        return
    base = next(base_cases(book, rule), None)
    assert base is not None, f"{rule.id} has no example to move through its period"  # noqa: S101
    window, known = rule.window, book.known_through
    days: dict[dt.date, set[Force]] = {}
    if window.first is not None:
        days[window.first - _ONE_DAY] = {Force.NOT_YET}
        days[window.first] = {Force.IN_FORCE, Force.PRESUMED}
    if window.last is not None:
        days[window.last] = {Force.IN_FORCE}
        days[window.last + _ONE_DAY] = {Force.ENDED}
    else:
        days[known + _ONE_DAY] = {Force.PRESUMED}
        if window.first is None or window.first <= known:
            days[known] = {Force.IN_FORCE}
    for day, allowed in days.items():
        for case in (with_fact(base, node.path, day), _only(book, rule, base, node.path, day)):
            one = answer(book, rule, case)
            names = " or ".join(sorted(force.value for force in allowed))
            told = f"{rule.id} on {day}: {show(case)}"
            assert one.force in allowed, f"force {one.force.value}, not {names}; {told}"  # noqa: S101
            if one.force in (Force.NOT_YET, Force.ENDED):
                assert one.outcome is NO[rule.kind], f"{one.outcome.value} outside the period; {told}"  # noqa: S101
                assert one.since is not None, f"nothing says since when; {told}"  # noqa: S101
    forgotten = with_fact(base, node.path, UNKNOWN) if node.path != "as_of" else None
    if forgotten is not None:
        one = answer(book, rule, forgotten)
        assert one.force is Force.UNKNOWN, f"{rule.id}: the day is unknown, the force {one.force.value}"  # noqa: S101
        assert one.outcome in (Outcome.UNDETERMINED, NO[rule.kind])  # noqa: S101


def _only(book: Rulebook, rule: Rule, base: Case, path: str, day: dt.date) -> Case:
    """Return a case of which nothing is known but the day that selects the law."""
    empty = base
    for other in read_paths(book, rule):
        if other != path:
            empty = with_fact(empty, other, () if other.endswith("members") else UNKNOWN)
    return with_fact(attrs.evolve(empty, findings={}), path, day)


__all__ = ["branches", "check_fail_alone", "check_readings_matter", "check_window", "settles"]
