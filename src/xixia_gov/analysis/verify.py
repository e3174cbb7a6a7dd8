"""Verifying is asking a rulebook for all its claims: those of each rule, then those of rules together."""

from __future__ import annotations

import enum
import time
from collections.abc import Collection, Iterator

import attrs

from xixia_gov.analysis.across import exception_claims, figure_claims, group_claim
from xixia_gov.analysis.alone import condition_claims
from xixia_gov.analysis.claim import Claim, Standing
from xixia_gov.analysis.matters import matter_claims
from xixia_gov.analysis.parallel import Ask, in_order, side_by_side
from xixia_gov.analysis.refine import refinement_claims
from xixia_gov.analysis.study import Study, study
from xixia_gov.analysis.sums import sum_claims
from xixia_gov.analysis.tables import table_claims
from xixia_gov.model.rulebook import Rulebook


class About(enum.Enum):
    """What is asked for its claims by itself: one rule, one group, or the figures of several rules."""

    RULE = "rule"
    GROUP = "group"
    FIGURES = "figures"


@attrs.frozen
class Task:
    """One thing to ask for its claims; `name` is the id of the rule or group."""

    about: About
    name: str = ""
    among: tuple[str, ...] = ()


@attrs.frozen
class Verified:
    """The claims of one task, and how many cells of the rule's parts were worked out for them."""

    task: Task
    claims: tuple[Claim, ...]
    cells: int

    def count(self, standing: Standing) -> int:
        """Return how many claims stand so."""
        return sum(claim.standing is standing for claim in self.claims)


@attrs.frozen
class Verification:
    """What was verified, in the order of the rules, and what was not reached: rules, then groups."""

    done: tuple[Verified, ...] = ()
    not_reached: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, rule by rule."""
        return tuple(claim for one in self.done for claim in one.claims)

    @property
    def failed(self) -> tuple[Claim, ...]:
        """The claims that failed."""
        return tuple(claim for claim in self.claims if claim.standing is Standing.FAILED)

    def count(self, standing: Standing) -> int:
        """Return how many claims stand so."""
        return sum(one.count(standing) for one in self.done)


def verify(
    book: Rulebook, rules: Collection[str] | None = None, *, seconds: float | None = None, jobs: int = 1
) -> Verification:
    """Return the claims of a rulebook, or of some of its rules.

    With `seconds`, no further rule is begun once that much time has passed; those left are named. With
    `jobs`, so many processes share the rules, and each imports the vocabulary anew.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> found = verify(load_rulebook(), ["fire.report_duty"])
    >>> found.failed
    ()
    """
    found = Verification()
    for found in verifying(book, rules, seconds=seconds, jobs=jobs):  # noqa: B007 - the last is wanted
        pass
    return found


def verifying(
    book: Rulebook, rules: Collection[str] | None = None, *, seconds: float | None = None, jobs: int = 1
) -> Iterator[Verification]:
    """Yield what is verified so far, at the beginning and whenever a rule is done; see `verify`."""
    begun = time.monotonic()
    tasks = tasks_of(book, rules)
    found: dict[Task, Verified] = {}

    def more() -> bool:
        return seconds is None or time.monotonic() - begun <= seconds

    yield _so_far(tasks, found)
    asked = (
        in_order(Asking(book), tasks, more) if jobs == 1 else side_by_side(Asking(book), tasks, more, jobs)
    )
    for task, verified in asked:
        found[task] = verified
        yield _so_far(tasks, found)


def _so_far(tasks: tuple[Task, ...], found: dict[Task, Verified]) -> Verification:
    done = tuple(found[task] for task in tasks if task in found)
    return Verification(done, tuple(task.name for task in tasks if task not in found and task.name))


def tasks_of(book: Rulebook, rules: Collection[str] | None = None) -> tuple[Task, ...]:
    """Return what there is to ask, in order: each rule, groups all of whose rules are asked, the figures.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> [task.about.value for task in tasks_of(load_rulebook(), ["fire.report_duty"])]
    ['rule', 'figures']
    """
    wanted = tuple(id_ for id_ in sorted(book.rules) if rules is None or id_ in rules)
    groups = [id_ for id_, group in book.groups.items() if set(group.rules) <= set(wanted)]
    return (
        *(Task(About.RULE, id_) for id_ in wanted),
        *(Task(About.GROUP, id_) for id_ in groups),
        Task(About.FIGURES, among=wanted),
    )


@attrs.define
class Asking(Ask[Task, Verified]):
    """Asks for the claims of one task after the other; rules worked out before are remembered."""

    book: Rulebook
    known: dict[str, Study] = attrs.field(factory=dict)

    def __call__(self, task: Task) -> Verified:
        """Return the claims of one task."""
        match task.about:
            case About.RULE:
                return self._rule(task)
            case About.GROUP:
                claim = group_claim(self.book, self.book.groups[task.name])
                return Verified(task, (claim,), claim.cells)
            case About.FIGURES:
                return Verified(task, tuple(figure_claims(self.book, task.among, self.known)), 0)

    def _rule(self, task: Task) -> Verified:
        claims: list[Claim] = []
        cells = 0
        *earlier, latest = self.book.rules[task.name]
        for rule in earlier:
            one = study(self.book, rule, known=self.known)
            claims.extend(claims_of(one))
            cells += one.cells
        one = self.known.get(task.name) or study(self.book, latest, known=self.known)
        self.known[task.name] = one
        return Verified(task, (*claims, *claims_of(one)), cells + one.cells)


def claims_of(one: Study) -> Iterator[Claim]:
    """Yield every claim of one rule."""
    yield from condition_claims(one)
    yield from matter_claims(one)
    yield from table_claims(one)
    yield from sum_claims(one)
    yield from exception_claims(one)
    yield from refinement_claims(one)


__all__ = [
    "About",
    "Asking",
    "Task",
    "Verification",
    "Verified",
    "claims_of",
    "tasks_of",
    "verify",
    "verifying",
]
