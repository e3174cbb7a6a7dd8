"""One meaning in columns too: a frame's answers are held against the interpreter's, row by row."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from xixia_gov.analysis.edges import edges_of
from xixia_gov.analysis.places import show
from xixia_gov.columns.schema import Holds, Schema, schema_of
from xixia_gov.engine.decide import decide
from xixia_gov.engine.verdict import Verdict, verdict_of
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.law import LawBroken
from xixia_gov.testing.rows import Rows, case_of

if TYPE_CHECKING:
    import polars as pl

KEY: Final = "key"
BATCH: Final = 100
"""Rows that share a day of asking and what is settled."""
_SETTLED: Final = 0.2
"""How often a reading is settled."""
Answer = Callable[..., Any]
"""Answers a frame as `xixia_gov.columns.evaluate` does, and gives a Polars DataFrame."""


@attrs.frozen
class Asked:
    """Some rows of facts, the day of asking and what is settled."""

    schema: Schema
    columns: Mapping[str, list[Any]] = attrs.field(repr=False)
    as_of: dt.date
    settle: Mapping[str, str]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.columns.values()), ()))

    def row(self, place: int) -> dict[str, Any]:
        """Return one row."""
        return {name: values[place] for name, values in self.columns.items()}

    def frame(self) -> pl.DataFrame:
        """Return the rows as a Polars frame with the key `key`."""
        import polars as pl  # noqa: PLC0415 - the engine is read when rows are asked of it

        kinds = {
            Holds.TRUTH: pl.Boolean,
            Holds.NUMBER: pl.Int64,
            Holds.DAY: pl.Date,
            Holds.TEXT: pl.String,
        }
        columns = [
            pl.Series(name, values, dtype=kinds[self.schema.columns[name].holds])
            for name, values in self.columns.items()
        ]
        return pl.DataFrame([pl.Series(KEY, range(self.count), dtype=pl.Int64), *columns])


def asked(
    book: Rulebook, schema: Schema, count: int, *, seed: int = 0, batch: int = BATCH
) -> Iterator[Asked]:
    """Yield so many rows in batches, each with a day of asking and some readings settled; the same each time.

    Days of asking stand at the ends of the rules' periods, and a step beside.
    """
    draw = random.Random(seed)  # noqa: S311 - the same rows each time are the point
    rows = Rows(book, schema, seed=seed)
    versions = [rule for id_ in schema.rules for rule in book.rules[id_]]
    days = sorted({day for rule in versions for day in edges_of(book, rule).days})
    readings = sorted({id_ for rule in versions for id_ in rule.readings})
    for start in range(0, count, batch):
        settle = {
            id_: draw.choice(sorted(book.readings[id_].options))
            for id_ in readings
            if draw.random() < _SETTLED
        }
        day = draw.choice(days) + dt.timedelta(days=draw.choice((-1, 0, 0, 1)))
        columns = rows.columns(min(batch, count - start), nulls=draw.choice((0.03, 0.1, 0.3)))
        yield Asked(schema, columns, day, settle)


def case_at(book: Rulebook, one: Asked, place: int) -> Case | None:
    """Return the case that a row stands for; None where its facts contradict their gates."""
    try:
        return case_of(book, one.schema, one.row(place), one.as_of, one.settle)
    except InputError:
        return None


def wanted(book: Rulebook, rule: str, case: Case | None) -> Verdict | None:
    """Return the interpreter's verdict for the first matter of a case; None where it contradicts itself."""
    if case is None:
        return None
    matter = case.matters[0]
    try:
        decided = decide(book, rule, case, matter, MatterRef(type(matter).__name__, 0, 1))
    except InputError:
        return None
    return verdict_of(book, decided)


def said_of(said: Mapping[str, Any], rule: str) -> Verdict | None:
    """Return the verdict that a row of an answer gives; None where it clashes, and all else is null there."""
    fields: dict[str, Any] = {name: said.get(f"{rule}.{name}") for name in Verdict._fields}
    if said[f"{rule}.clash"]:
        left = [name for name, value in fields.items() if value is not None]
        if left:
            message = f"{rule}: {left} are not null where the row clashes"
            raise AssertionError(message)
        return None
    return Verdict(**fields)


def differences(book: Rulebook, one: Asked, said: pl.DataFrame) -> Iterator[str]:
    """Yield each row and rule whose answer is not the interpreter's, in words."""
    answers = {row[KEY]: row for row in said.iter_rows(named=True)}
    if sorted(answers) != list(range(one.count)) or said.height != one.count:
        yield f"{said.height} rows came back of {one.count}"
        return
    for place in range(one.count):
        case = case_at(book, one, place)
        for rule in one.schema.rules:
            want, have = wanted(book, rule, case), said_of(answers[place], rule)
            if want != have:
                yield f"{rule}, row {place}: {have}, not {want}"


def check_columns_agree(  # noqa: PLR0913 - what is drawn, and how much of it
    book: Rulebook, rule: str, answer: Answer, *, count: int, seed: int = 0, batch: int = BATCH
) -> int:
    """Check that columns give the interpreter's verdict in so many rows, for each subject of a rule.

    `answer` takes what `evaluate` takes. Returns how many rows were held against each other. Raises
    `LawBroken` with the first row that differs.
    """
    latest = book.latest(rule)
    matter = book.vocabulary.matter(latest.matter)
    assert matter is not None  # noqa: S101 - the loader saw to it
    done = 0
    for number, name in enumerate(latest.subjects):
        subject = book.vocabulary.subject(name)
        assert subject is not None  # noqa: S101 - as above
        schema = schema_of(book, matter, subject, [rule])
        share = max(1, round(count / len(latest.subjects)))
        for one in asked(book, schema, share, seed=seed + number, batch=batch):
            said = answer(
                book,
                one.frame(),
                matter=matter,
                subject=subject,
                as_of=one.as_of,
                rules=[rule],
                settle=one.settle,
            )
            for fault in differences(book, one, said):
                place = int(fault.partition("row ")[2].partition(":")[0] or 0)
                case = case_at(book, one, place)
                law = "that columns agree"
                shown = f"{one.row(place)}" if case is None else show(case)
                message = f"{rule} breaks {law}: {fault}\n  {shown}"
                raise LawBroken(message, law=law, rule=rule, case=case)
            done += one.count
    return done


__all__ = [
    "KEY",
    "Answer",
    "Asked",
    "asked",
    "case_at",
    "check_columns_agree",
    "differences",
    "said_of",
    "wanted",
]
