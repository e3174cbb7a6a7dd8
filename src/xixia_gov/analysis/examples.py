"""A rule's own examples are cases with answers derived by hand; they are checked key by key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from xixia_gov.analysis.places import show
from xixia_gov.casefile.document import Document
from xixia_gov.casefile.read import case_from
from xixia_gov.engine.decide import decide
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Amount, Determination, MatterRef
from xixia_gov.model.output import End, Given
from xixia_gov.model.rule import Example, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.model.stage import Stage, State
from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.unknown import CauseKind


def case_of_example(book: Rulebook, rule: Rule, example: Example) -> Case:
    """Return the case an example describes: the rule's first subject unless it names another.

    An example without a day of asking is asked on the day the rulebook is known through. Raises
    `InputError` where a fact is not what its field can hold.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> rule = book.latest("fire.report_duty")
    >>> case_of_example(book, rule, rule.examples[0]).matters[0].reported
    True
    """
    data = {
        "as_of": example.as_of or book.known_through,
        "subject": {"kind": rule.subjects[0], **example.subject},
        "matters": [{"kind": rule.matter, **example.given}],
        "findings": dict(example.findings),
        "settle": dict(example.settle),
    }
    return case_from(Document(f"{rule.id}: {example.name}", data), book, None, {})


def answer(book: Rulebook, rule: Rule, case: Case) -> Determination:
    """Return what a rule says of the first matter of a case.

    Raises `InputError` where the case contradicts itself.
    """
    place = MatterRef(rule.matter, 0, 1)
    return decide(book, rule.id, case, case.matters[0], place).determination


def check_examples(book: Rulebook, rule: Rule) -> None:
    """Raise `AssertionError` with every example of a rule that does not come out as it says.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> check_examples(book, book.latest("fire.report_duty"))
    """
    faults = [fault for example in rule.examples for fault in example_faults(book, rule, example)]
    if faults:
        raise AssertionError("\n".join(faults))


def example_faults(book: Rulebook, rule: Rule, example: Example) -> Iterator[str]:
    """Yield one sentence for each expectation of an example that is not met."""
    head = f"{rule.id}: example {example.name!r}"
    try:
        case = case_of_example(book, rule, example)
        one = answer(book, rule, _valid(book, rule, case))
    except InputError as error:
        yield f"{head} is no case: {error}"
        return
    for key, wanted, found in unmet(one, example.expect):
        if key not in _READERS:
            yield f"{head} expects {key!r}, which no answer has; allowed: {', '.join(_READERS)}"
        else:
            yield f"{head} expects {key} = {wanted}, found {found} ({example.why}); case: {show(case)}"


def example_problems(book: Rulebook) -> Iterator[Problem]:
    """Yield every example of a rulebook that does not come out as it says, at its file and name.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> list(example_problems(load_rulebook()))
    []
    """
    for versions in book.rules.values():
        for rule in versions:
            for example in rule.examples:
                place = Place(rule.path, field=f"{rule.id}: {example.name}")
                try:
                    one = answer(book, rule, _valid(book, rule, case_of_example(book, rule, example)))
                except InputError as error:
                    for problem in error.problems:
                        yield Problem(problem.message, place)
                    continue
                for key, wanted, found in unmet(one, example.expect):
                    message = Text(
                        zh=f"例子的“{key}”应为 {wanted}, 得出的是 {found}",
                        en=f"the example expects {key} = {wanted}, found {found}",
                    )
                    yield Problem(message, place)


def unmet(one: Determination, expect: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield each expectation an answer does not meet: its key, what was wanted and what was found."""
    for key, wanted in expect.items():
        read = _READERS.get(key)
        found = None if read is None else read(one)
        if read is None or found != (
            sorted(wanted) if isinstance(found, list) and key not in _PAIRS else wanted
        ):
            yield key, wanted, found


def _valid(book: Rulebook, rule: Rule, case: Case) -> Case:
    problems = tuple(case_problems(book, case, [rule.id]))
    if problems:
        raise InputError(problems)
    return case


def written(amount: Amount | None) -> list[str] | None:
    """Return an amount as examples write it; `none` where no upper limit is known.

    >>> from xixia_gov.money import Money
    >>> written(Amount(Money(0), None))
    ['0.00', 'none']
    """
    if amount is None:
        return None
    return [str(amount.least), "none" if amount.most is None else str(amount.most)]


def _preferred(one: Determination) -> dict[str, Any]:
    for under in one.under:
        if under.preferred:
            found = {"outcome": under.outcome.value, "amount": written(under.amount)}
            return {**found, "settings": dict(under.settings)}
    return {"outcome": one.outcome.value, "amount": written(one.amount), "settings": {}}


def missing_of(one: Determination) -> tuple[str, ...]:
    """Return the facts to ask: those the outcome waits for, and those that something given waits for."""
    more = (c.name for given in one.outputs for c in given.causes if c.kind is CauseKind.CASE)
    return tuple(sorted({*one.missing, *more}))


def _outputs(one: Determination) -> dict[str, Any]:
    """Return what is given by name: both ends, or the options still possible, in any order."""
    return {given.id: _written_output(given) for given in one.outputs}


def _written_output(given: Given) -> list[str] | frozenset[str]:
    if given.kind == "choice":
        return frozenset(id_ for id_, _ in given.possible)
    return [_written_end(given, end) for end in (given.least, given.most)]


def _written_end(given: Given, end: End) -> str:
    if end is None:
        return "none"
    if isinstance(end, dt.date):
        return end.isoformat()
    return str(Money(round(end))) if given.kind == "money" else str(end)


def _steps(stage: Stage) -> dict[str, frozenset[str]]:
    """Return the steps by how they stand, those that are open and those taken wrongly."""
    states = {state.value: frozenset(stage.named(state)) for state in State}
    open_ = frozenset(step.id for step in stage.steps if step.state is None)
    return {**states, "open": open_, "wrong": frozenset(stage.wrong)}


def _same(found: object, wanted: Any) -> bool:  # noqa: ANN401 - as written
    return found == (frozenset(wanted) if isinstance(found, frozenset) else wanted)


class _Part:
    """Compares a table of expectations by the keys it names alone."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found

    def __eq__(self, wanted: object) -> bool:
        if not isinstance(wanted, dict):
            return False
        return all(key in self.found and _same(self.found[key], value) for key, value in wanted.items())

    def __hash__(self) -> int:
        return hash(tuple(self.found))

    def __repr__(self) -> str:
        return repr(self.found)


_PAIRS: Final = ("amount", "if_eligible", "due")
_READERS: Final[dict[str, Callable[[Determination], Any]]] = {
    "outcome": lambda one: one.outcome.value,
    "force": lambda one: one.force.value,
    "strength": lambda one: one.strength.value,
    "amount": lambda one: written(one.amount),
    "if_eligible": lambda one: written(one.if_eligible),
    "missing": lambda one: list(missing_of(one)),
    "failed": lambda one: sorted(failure.condition for failure in one.failed),
    "readings": lambda one: sorted(one.readings),
    "check": lambda one: None if one.check is None else one.check.value,
    "referred": lambda one: bool(one.referred),
    "preferred": lambda one: _Part(_preferred(one)),
    "due": lambda one: _outputs(one).get("due"),
    "gives": lambda one: _Part(_outputs(one)),
    "steps": lambda one: None if one.stage is None else _Part(_steps(one.stage)),
}
"""How each key that an example may expect is read off an answer."""

__all__ = ["answer", "case_of_example", "check_examples", "example_faults", "unmet", "written"]
