"""A case is changed by the paths of its facts, and never into one that contradicts its own gates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from xixia_gov.engine.findings import reach_of
from xixia_gov.engine.frame import Frame, given, known_of, unknown_of
from xixia_gov.engine.trace import Traced
from xixia_gov.engine.value import settled
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Matter, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, Gate, facts_of
from xixia_gov.vocabulary.vocabulary import related

T = TypeVar("T", bound=Thing)


def read_paths(book: Rulebook, rule: Rule) -> tuple[str, ...]:
    """Return the paths a rule reads and a case can give, `as_of` and list elements' facts left out.

    The gates of gated facts are among them.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> read_paths(book, book.latest("fire.report_duty"))[0]
    'sighting.fire_seen'
    """
    matter = book.vocabulary.matter(rule.matter)
    assert matter is not None  # noqa: S101 - the loader saw to it
    roots = {matter.ROOT, "own"}
    for name in rule.subjects:
        subject = book.vocabulary.subject(name)
        assert subject is not None  # noqa: S101 - the loader saw to it
        roots |= {subject.ROOT, *related(subject)}
    read = {path for path in reach_of(book, rule).facts if path != "as_of"}
    gates = {
        f"{path.partition('.')[0]}.{gate.fact}"
        for path in read
        if (gate := book.facts[path].exists_if) is not None
    }
    return tuple(sorted(path for path in read | gates if path.partition(".")[0] in roots))


def infos(cls: type[Thing]) -> dict[str, FactInfo]:
    """Return what is known of each fact of a class, by its name."""
    return {fact.name: fact.info for fact in facts_of(cls)}


def opened_by(gate: Gate) -> Any:  # noqa: ANN401 - whatever the gate holds
    """Return the value of the gate's fact for which the gated fact exists."""
    return True if gate.option is None else gate.option


def without_contradiction(cls: type[Thing], facts: dict[str, Any], keep: str = "") -> dict[str, Any]:
    """Return facts of which none contradicts its gate: the gated one is forgotten.

    With `keep`, that fact wins instead and its gate is set to what it needs.
    """
    known = infos(cls)
    result = dict(facts)
    name = keep
    while name and result.get(name, UNKNOWN) is not UNKNOWN and known[name].exists_if is not None:
        gate = known[name].exists_if
        assert gate is not None  # noqa: S101 - so says the loop
        if result.get(gate.fact, UNKNOWN) is not UNKNOWN:
            result[gate.fact] = opened_by(gate)
        name = gate.fact
    implied: dict[str, Any] = {}
    for name, info in known.items():
        gate = info.exists_if
        if gate is None or result.get(name, UNKNOWN) is UNKNOWN:
            continue
        stated = result.get(gate.fact, UNKNOWN)
        if stated is UNKNOWN:  # two values that exist under different options exclude each other
            stated = implied.setdefault(gate.fact, opened_by(gate))
        if stated != opened_by(gate):
            result[name] = UNKNOWN
    return result


def facts_given(thing: Thing) -> dict[str, Any]:
    """Return the facts of a thing by their names, the unknown ones too."""
    return {fact.name: getattr(thing, fact.name) for fact in facts_of(type(thing))}


def changed(thing: T, name: str, value: Any) -> T:  # noqa: ANN401 - whatever the fact holds
    """Return a thing with one fact changed, and those that would contradict it forgotten."""
    facts = {**facts_given(thing), name: value}
    return attrs.evolve(thing, **without_contradiction(type(thing), facts, keep=name))


def with_matter(case: Case, matter: Matter) -> Case:
    """Return a case whose first matter is this one."""
    return attrs.evolve(case, matters=(matter, *case.matters[1:]))


def with_fact(case: Case, path: str, value: Any) -> Case:  # noqa: ANN401 - whatever the fact holds
    """Return a case with one fact of its subject or first matter changed; `UNKNOWN` forgets it.

    >>> from xixia_gov.vocabulary.fire import FireSighting
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> case = Case(subject=Citizen(), as_of=dt.date(2025, 3, 1), matters=[FireSighting()])
    >>> with_fact(case, "sighting.fire_seen", True).matters[0].fire_seen
    True
    """
    root, _, name = path.partition(".")
    if path == "as_of":
        return attrs.evolve(case, as_of=value)
    matter = case.matters[0]
    if root == "own":
        own = {key: kept for key, kept in matter.own.items() if key != name}
        more = {} if value is UNKNOWN else {name: value}
        return with_matter(case, attrs.evolve(matter, own={**own, **more}))
    if root == matter.ROOT:
        return with_matter(case, changed(matter, name, value))
    if root == case.subject.ROOT:
        return attrs.evolve(case, subject=changed(case.subject, name, value))
    field = related(type(case.subject)).get(root)
    if field is None:  # a fact of another kind of subject: this case cannot give it
        return case
    thing = getattr(case.subject, field)
    if thing is UNKNOWN:
        element = infos(type(case.subject))[field].element
        assert element is not None  # noqa: S101 - a relation has one
        thing = element()
    inner = changed(thing, name, value)
    return attrs.evolve(case, subject=attrs.evolve(case.subject, **{field: inner}))


def _no_rule(_name: str, _rule: str, _frame: Frame) -> Traced:
    message = "only facts are read here"
    raise TypeError(message)


def frame_of(book: Rulebook, case: Case) -> Frame:
    """Return where the facts of a case's first matter are read."""
    return Frame(book, case, case.matters[0], {}, None, _no_rule)


def value_at(book: Rulebook, case: Case, path: str) -> Any:  # noqa: ANN401 - whatever the fact holds
    """Return the value a case gives for a fact, gates implied by gated facts included."""
    return case.as_of if path == "as_of" else given(frame_of(book, case), path)


def fully_known(book: Rulebook, case: Case, path: str) -> bool:
    """Whether nothing of a fact is left to ask; a many-of fact may be known in part."""
    value = value_at(book, case, path)
    if value is UNKNOWN:
        return False
    info = book.facts[path]
    return info.kind is FactKind.LIST or settled(known_of(value))


def could_exist(book: Rulebook, case: Case, path: str) -> bool:
    """Whether the gate of a fact, if it has one, is not stated to be shut."""
    gate = book.facts[path].exists_if
    if gate is None:
        return True
    stated = value_at(book, case, f"{path.partition('.')[0]}.{gate.fact}")
    return stated is UNKNOWN or stated == opened_by(gate)


def elements(book: Rulebook, case: Case) -> Iterator[Thing]:
    """Yield every element of every list of a case."""
    for path, info in book.facts.items():
        if info.kind is FactKind.LIST:
            value = value_at(book, case, path)
            yield from () if value is UNKNOWN else value


def show(case: Case) -> str:
    """Return a case on one line, for messages: what it gives, and nothing else."""
    parts = [f"as_of={case.as_of}", f"subject={_thing(case.subject)}"]
    parts += [_thing(matter) for matter in case.matters]
    for name in ("findings", "settle", "suppose"):
        said = getattr(case, name)
        if said:
            parts.append(f"{name}={dict(sorted(said.items()))}")
    return "; ".join(parts)


def _thing(thing: Thing) -> str:
    said = [f"{name}={_value(value)}" for name, value in facts_given(thing).items() if _is_said(value)]
    if isinstance(thing, Matter):
        said += [f"findings={dict(thing.findings)}"] if thing.findings else []
        said += [f"own={dict(thing.own)}"] if thing.own else []
    return f"{type(thing).__name__}({', '.join(said)})"


def _is_said(value: Any) -> bool:  # noqa: ANN401 - whatever the fact holds
    return value is not UNKNOWN and value != ()


def _value(value: Any) -> str:  # noqa: ANN401 - whatever the fact holds
    if isinstance(value, Thing):
        return _thing(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    said = getattr(value, "said", None)
    if said is not None:
        return f"{dict(said)}{'' if value.complete else ' and perhaps more'}"
    return str(value) if isinstance(value, dt.date) or hasattr(value, "fen") else repr(value)


__all__ = [
    "could_exist",
    "elements",
    "facts_given",
    "frame_of",
    "fully_known",
    "infos",
    "opened_by",
    "read_paths",
    "show",
    "unknown_of",
    "value_at",
    "with_fact",
    "with_matter",
    "without_contradiction",
]
