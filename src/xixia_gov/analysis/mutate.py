"""Mutating asks whether anybody would notice: each mutant is put to the examples and worked cases.

A mutant is killed by the first trial that comes out otherwise than was derived by hand. One that none
notices is the same rule written otherwise, as the cells show, or it survives: an example is missing.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Final

import attrs

from xixia_gov.analysis.mutants import Mutant, Subject, mutants_of, subjects_of
from xixia_gov.analysis.mutate_cells import Cells, Sameness
from xixia_gov.analysis.trials import Trial, trials_of
from xixia_gov.analysis.worked import read_worked
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

_LATEST: Final = 8
"""So many trials that killed the mutants before are tried first."""


class Fate(enum.Enum):
    """What became of a mutant."""

    KILLED = "killed"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"


@attrs.frozen
class Verdict:
    """What became of one mutant: by which trial it was killed, or a case that would kill it."""

    subject: str
    place: str
    text: Text
    fate: Fate
    by: str | None = None
    rule: str | None = None
    witness: Case | None = None


@attrs.frozen
class Judged:
    """One subject with what became of its mutants; `left` counts those that were not reached.

    `broken` names trials that come out otherwise before anything is changed: they kill nothing.
    """

    subject: str
    is_rule: bool
    verdicts: tuple[Verdict, ...]
    left: int = 0
    broken: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many mutants ended so."""
        return sum(verdict.fate is fate for verdict in self.verdicts)


@attrs.frozen
class Mutation:
    """All subjects that were judged, and those that were not reached before time ran out."""

    judged: tuple[Judged, ...]
    not_reached: tuple[str, ...] = ()
    interrupted: bool = False

    def count(self, fate: Fate) -> int:
        """Return how many mutants ended so."""
        return sum(one.count(fate) for one in self.judged)

    @property
    def score(self) -> float:
        """The share of the mutants that could be noticed and were; 1 where there were none."""
        return score(self.count(Fate.KILLED), self.count(Fate.SURVIVED))

    @property
    def broken(self) -> tuple[str, ...]:
        """The trials that fail without any mutant."""
        return tuple(sorted({name for one in self.judged for name in one.broken}))

    @property
    def survivors(self) -> tuple[Verdict, ...]:
        """The mutants nobody noticed."""
        return tuple(v for one in self.judged for v in one.verdicts if v.fate is Fate.SURVIVED)

    @property
    def left(self) -> tuple[str, ...]:
        """The subjects that were not judged, or not to the end."""
        return (*(one.subject for one in self.judged if one.left), *self.not_reached)


def score(killed: int, survived: int) -> float:
    """Return the share of killed ones, from 0 to 1.

    >>> score(49, 1), score(0, 0)
    (0.98, 1.0)
    """
    return killed / (killed + survived) if killed + survived else 1.0


def wanted_subjects(book: Rulebook, rules: Collection[str] | None = None) -> tuple[Subject, ...]:
    """Return the subjects of some rules, and what they share with others; None takes all."""
    subjects = subjects_of(book)
    if rules is None:
        return subjects
    wanted = set(rules)
    return tuple(
        one
        for one in subjects
        if (one.id in wanted if one.is_rule else any(wanted & set(thing.readers) for thing in one.things))
    )


@attrs.define
class Bench:
    """What mutants are judged with: the rulebook, the trials of each rule, and what is known of both."""

    book: Rulebook
    trials: Mapping[str, Sequence[Trial]] = attrs.field(repr=False)
    cells: Cells = attrs.field(init=False, repr=False)
    broken: dict[int, bool] = attrs.field(init=False, factory=dict, repr=False)

    def __attrs_post_init__(self) -> None:
        """Begin with no cell worked out."""
        self.cells = Cells(self.book)

    def is_broken(self, trial: Trial) -> bool:
        """Whether a trial fails without any mutant; asked once."""
        if id(trial) not in self.broken:
            self.broken[id(trial)] = trial.notices(self.book)
        return self.broken[id(trial)]


def judge(bench: Bench, subject: Subject, deadline: float | None = None) -> Judged:
    """Return what becomes of the mutants of one subject; after `deadline` (monotonic) the rest is left.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> [subject] = [one for one in wanted_subjects(book, ["fire.report_duty"]) if one.is_rule]
    >>> judge(Bench(book, trials_of(book)), subject).count(Fate.KILLED) > 5
    True
    """
    waiting = sorted((trial for id_ in subject.rules for trial in bench.trials[id_]), key=_cost)
    latest: list[Trial] = []
    verdicts: list[Verdict] = []
    broken: set[str] = set()
    left = 0
    for mutant in mutants_of(bench.book, subject):
        if deadline is not None and time.monotonic() > deadline:
            left += 1
            continue
        killer = None
        for trial in _likely(mutant, latest, waiting):
            if trial.notices(mutant.book):
                if not bench.is_broken(trial):
                    killer = trial
                    break
                broken.add(f"{trial.rule}: {trial.name}")
        if killer is not None:
            latest = [killer, *(one for one in latest if one is not killer)][:_LATEST]
        verdicts.append(_verdict(mutant, killer, bench.cells))
    return Judged(subject.id, subject.is_rule, tuple(verdicts), left, tuple(sorted(broken)))


def _cost(trial: Trial) -> bool:
    """Whether a whole assessment is needed: such trials come last."""
    return trial.worked is not None and trial.worked.whole


def _likely(mutant: Mutant, latest: Sequence[Trial], waiting: Sequence[Trial]) -> Iterator[Trial]:
    """Yield the trials, those first that killed lately and those that speak of the place of the mutant."""
    first = list(latest)
    parts = mutant.place.split(".")
    if parts[0] == "conditions":
        first += [trial for trial in waiting if parts[1] in trial.expect.get("failed", ())]
    if parts[0] == "in_force":
        first += [trial for trial in waiting if "force" in trial.expect]
    tried: set[int] = set()
    for trial in (*first, *waiting):
        if id(trial) not in tried:
            tried.add(id(trial))
            yield trial


def _verdict(mutant: Mutant, killer: Trial | None, cells: Cells) -> Verdict:
    if killer is not None:
        return Verdict(mutant.subject, mutant.place, mutant.text, Fate.KILLED, killer.name, killer.rule)
    compared = cells.compare(mutant)
    fate = Fate.EQUIVALENT if compared.sameness is Sameness.SAME else Fate.SURVIVED
    rule = compared.rule or None
    return Verdict(mutant.subject, mutant.place, mutant.text, fate, None, rule, compared.witness)


_AT_WORK: dict[str, Bench] = {}
"""The bench of this process."""


def _begin(book: Rulebook, cases: Path | None) -> None:
    worked = () if cases is None else read_worked(book, cases)
    _AT_WORK["bench"] = Bench(book, trials_of(book, worked))


def _judge_here(subject: Subject, deadline: float | None) -> Judged:
    return judge(_AT_WORK["bench"], subject, deadline)


def steps(
    book: Rulebook,
    subjects: Sequence[Subject],
    *,
    cases: Path | None = None,
    jobs: int = 1,
    seconds: float | None = None,
) -> Iterator[Judged]:
    """Yield each subject as it is judged, in any order; none is begun once `seconds` have passed."""
    deadline = None if seconds is None else time.monotonic() + seconds
    if jobs <= 1:
        _begin(book, cases)
        for subject in subjects:
            if deadline is None or time.monotonic() < deadline:
                yield _judge_here(subject, deadline)
        return
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(book, cases))
    try:
        # The dearest first, so that none is left to be worked on alone at the end.
        ordered = sorted(subjects, key=lambda one: -_size(book, one))
        futures: list[Future[Judged]] = [pool.submit(_judge_here, one, deadline) for one in ordered]
        for future in as_completed(futures):
            yield future.result()
    finally:  # whoever stops listening does not wait for what has not begun
        pool.shutdown(wait=True, cancel_futures=True)


def _size(book: Rulebook, subject: Subject) -> int:
    examples = sum(len(rule.examples) for id_ in subject.rules for rule in book.rules[id_])
    readings = max((len(rule.readings) for id_ in subject.rules for rule in book.rules[id_]), default=0)
    return int(examples * 2.0**readings)


def mutate(
    book: Rulebook,
    rules: Collection[str] | None = None,
    *,
    cases: Path | None = None,
    jobs: int = 1,
    seconds: float | None = None,
) -> Mutation:
    """Return what becomes of the mutants of a rulebook, or of some of its rules.

    `cases` is a folder of worked cases. Subjects that were not reached within `seconds` are named.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> mutate(load_rulebook(), ["fire.report_duty"], seconds=0).score
    1.0
    """
    subjects = wanted_subjects(book, rules)
    judged = list(steps(book, subjects, cases=cases, jobs=jobs, seconds=seconds))
    return gathered(subjects, judged)


def gathered(subjects: Sequence[Subject], judged: Sequence[Judged], *, interrupted: bool = False) -> Mutation:
    """Return the subjects that were judged, in order, and the names of the others."""
    by_name = {one.subject: one for one in judged}
    reached = tuple(by_name[one.id] for one in subjects if one.id in by_name)
    worked_on = tuple(one for one in reached if one.verdicts or not one.left)
    names = {one.subject for one in worked_on}
    rest = tuple(one.id for one in subjects if one.id not in names)
    return Mutation(worked_on, rest, interrupted)


__all__ = [
    "Bench",
    "Fate",
    "Judged",
    "Mutation",
    "Verdict",
    "gathered",
    "judge",
    "mutate",
    "score",
    "steps",
    "wanted_subjects",
]
