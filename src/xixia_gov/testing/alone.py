"""What a rule says must be able to matter: each condition fails alone, each reading changes an answer.

The search starts from the rule's examples and moves one or two facts to their edges; the law is
broken only where no such case is found, so a failure names a condition and shows no case.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator

import attrs

from xixia_gov.engine.branch import Branch
from xixia_gov.engine.decide import branches_of, settings_of
from xixia_gov.engine.findings import reach_of
from xixia_gov.engine.reach import Library, Reach, reach
from xixia_gov.errors import InputError
from xixia_gov.expression.nodes import FactRef
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Condition
from xixia_gov.model.determination import NO, Force, Outcome
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.edges import Edges, edges_of, values_near
from xixia_gov.testing.examples import answer, case_of_example
from xixia_gov.testing.places import read_paths, show, with_fact
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN

_ONE_DAY = dt.timedelta(days=1)


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


def settles(book: Rulebook, rule: Rule) -> list[dict[str, str]]:
    """Return every way of settling all readings: the preferred one first, then one by one, then all.

    Assumptions are changed one at a time, since they may have more combinations than can be tried.
    """
    ids = rule.readings
    preferred = {id_: book.readings[id_].preferred for id_ in ids}
    found = [preferred]
    for id_ in ids:
        found += [{**preferred, id_: o} for o in book.readings[id_].options if o != preferred[id_]]
    # The day of asking is of no importance here: only what the readings allow is read.
    empty = next(iter(base_cases(book, rule)), None)
    if empty is not None:
        free = attrs.evolve(empty, settle={})
        found += [dict(settings) for settings in settings_of(book, ids, free) if dict(settings) not in found]
    return found


def _reach_of_condition(book: Rulebook, condition: Condition) -> Reach:
    library = Library(dict(book.definitions), dict(book.tables), dict(book.rules), dict(book.lists))
    return reach(condition.nodes, library)


def _moves(
    book: Rulebook, edges: Edges, rule: Rule, case: Case, read: Reach, keys: Iterable[str]
) -> Iterator[Case]:
    """Yield the case with one of the facts or findings moved, then with two of them."""
    paths = [path for path in read_paths(book, rule) if path in _with_gates(book, read)]
    paths += ["as_of"] if "as_of" in read.facts else []

    def one(start: Case, path: str) -> Iterator[Case]:
        if path == "as_of":
            yield from (with_fact(start, path, day) for day in _days(edges))
            return
        for value in values_near(book, edges, start, rule, path):
            yield with_fact(start, path, value)

    for key in keys:
        for said in (True, False):
            yield attrs.evolve(case, findings={**case.findings, key: said})
    for path in paths:
        yield from one(case, path)
    for first, second in itertools.permutations(paths, 2):
        for moved in itertools.islice(one(case, first), 24):
            yield from itertools.islice(one(moved, second), 24)


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
    """Each condition can be the only one that fails, and each alternative the only one that holds.

    A condition that declares `implied_by` is left out. Raises `AssertionError` naming those for
    which no case was found under any reading.
    """
    wanted = {c.id: c for c in rule.conditions if not c.implied_by}
    only = {
        f"{c.id}.{alternative.id}": c
        for c in rule.conditions
        if len(c.alternatives) > 1
        for alternative in c.alternatives
    }
    bases = list(base_cases(book, rule))
    edges = edges_of(book, rule)
    for settle in settles(book, rule):
        good = []
        for case in bases:
            settled = attrs.evolve(case, settle=settle)
            for branch in branches(book, rule, settled):
                _note(branch, wanted, only)
                if branch.holds is Truth.TRUE:
                    good.append(settled)
        for condition in {c.id: c for c in (*wanted.values(), *only.values())}.values():
            _search(book, rule, edges, good[:6], condition, wanted, only)
        if not wanted and not only:
            return
    named = ", ".join([*wanted, *only])
    message = f"{rule.id}: never the only one that fails (or, of alternatives, that holds): {named}"
    raise AssertionError(message)


def _search(  # noqa: PLR0913, PLR0917 - one search
    book: Rulebook,
    rule: Rule,
    edges: Edges,
    good: list[Case],
    condition: Condition,
    wanted: dict[str, Condition],
    only: dict[str, Condition],
) -> None:
    read = _reach_of_condition(book, condition)
    keys = [condition.key] if condition.opening is not None else []
    keys += sorted(key for key in read.definitions if book.definitions[key].node is None)
    keys += sorted(f"{n}/{option}" for n in read.lists for option in book.lists[n].may)
    for case in good:
        for moved in _moves(book, edges, rule, case, read, keys):
            for branch in branches(book, rule, moved):
                _note(branch, wanted, only)
            still = condition.id in wanted or any(one.id == condition.id for one in only.values())
            if not still:
                return


def _note(branch: Branch, wanted: dict[str, Condition], only: dict[str, Condition]) -> None:
    if branch.force not in (Force.IN_FORCE, Force.PRESUMED):
        return
    failing = [tried for tried in branch.tried if tried.truth is not Truth.TRUE]
    if len(failing) == 1 and failing[0].truth is Truth.FALSE:
        wanted.pop(failing[0].condition.id, None)
    for tried in branch.tried:
        parts = tried.condition.alternatives
        if not parts or not tried.applies or len(tried.trace.below) != len(parts):
            continue
        holding = [p.id for p, t in zip(parts, tried.trace.below, strict=True) if t.value is Truth.TRUE]
        others = [t.value for t in tried.trace.below if t.value is not Truth.FALSE]
        if len(holding) == 1 and len(others) == 1:
            only.pop(f"{tried.condition.id}.{holding[0]}", None)


def check_readings_matter(book: Rulebook, rule: Rule) -> None:
    """Each reading of a rule, assumptions too, changes an outcome, a sum or a check in some case.

    Raises `AssertionError` naming those for which no such case was found.
    """
    wanted = set(rule.readings)
    bases = list(base_cases(book, rule))
    for case in bases:
        for id_ in answer_readings(book, rule, attrs.evolve(case, settle={})):
            wanted.discard(id_)
    edges = edges_of(book, rule)
    whole = reach_of(book, rule)
    everything = settles(book, rule)
    for id_ in sorted(wanted):
        for case in bases:
            for moved in itertools.chain([case], _singles(book, edges, rule, case, whole)):
                if _changes(book, rule, moved, id_, everything[:12]):
                    wanted.discard(id_)
                    break
            if id_ not in wanted:
                break
    if wanted:
        message = f"{rule.id}: settling {', '.join(sorted(wanted))} changes nothing in any case tried"
        raise AssertionError(message)


def answer_readings(book: Rulebook, rule: Rule, case: Case) -> tuple[str, ...]:
    """Return the readings an answer hangs on; none where the case contradicts itself."""
    try:
        return answer(book, rule, case).readings
    except InputError:
        return ()


def _singles(book: Rulebook, edges: Edges, rule: Rule, case: Case, read: Reach) -> Iterator[Case]:
    for path in read_paths(book, rule):
        for value in values_near(book, edges, case, rule, path):
            yield with_fact(case, path, value)
    if "as_of" in read.facts:
        yield from (with_fact(case, "as_of", day) for day in _days(edges))


def _changes(
    book: Rulebook, rule: Rule, case: Case, id_: str, everything: list[dict[str, str]]
) -> bool:
    for settle in everything:
        results = set()
        for option in book.readings[id_].options:
            settled = attrs.evolve(case, settle={**settle, id_: option})
            results |= {(b.outcomes, b.amount, b.check) for b in branches(book, rule, settled)}
        if len(results) > 1:
            return True
    return False


def check_window(book: Rulebook, rule: Rule) -> None:
    """A rule is in force on the first and last day of its period, and on neither neighbour.

    Where the text prints no end, the day after the rulebook is known through is presumed. Raises
    `AssertionError` with the case.
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
