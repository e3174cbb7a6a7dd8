"""Tables of many rows: the columns of this engine, hand-written Polars and OpenFisca take turns on one table.

Two measures: with a tenth of the facts null and every mask, against hand-written staged Polars that gives the
same columns; and outcome and amounts alone of complete facts, against the plain Polars baseline.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import attrs
import polars as pl

from bench import baseline_polars, columns, staged_polars
from bench.agree import Agreement, DisagreementError
from bench.cases import AS_OF, MONEY_RULES, RULE_IDS, TRUTH_RULES, load_book
from bench.facts import MONEY, OUT
from bench.pairs import Ratio, paired
from bench.peers import openfisca
from bench.settings import Settings
from bench.vocabulary import Dossier, Person
from xixia_gov.columns.frames import evaluate
from xixia_gov.engine.decide import decide
from xixia_gov.engine.verdict import verdict_of
from xixia_gov.model.case import Case
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money

AGREED: Final = 10_000
INTERPRETED: Final = 1_000
NULLS: Final = 0.1
SECONDS: Final = 25.0
"""How long the pairs of one measure go on, if not all of them are done before."""
WITH_MASKS: Final = "columns, with masks"
LINKED: Final = 1_000_000
"""The size of table of which everything is put on one scale."""
AMOUNTS: Final = "columns, amounts"
FROM_CODES: Final = "columns, amounts, from codes"


@attrs.frozen
class Rows:
    """What a way takes for a row, as a multiple of another, on a table of so many rows."""

    rows: int
    way: str
    against: str
    ratio: Ratio


Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def answered(book: Rulebook, frame: Frame, *, masks: bool, checked: bool) -> Frame:
    """Return the engine's columns; of a plan, what is not asked of it later is not computed."""
    return evaluate(
        book,
        frame,
        matter=Dossier,
        subject=Person,
        as_of=AS_OF,
        rules=RULE_IDS,
        settle={},
        key=staged_polars.KEY,
        masks=masks,
        checked=checked,
    )


def full(book: Rulebook, frame: pl.DataFrame) -> pl.DataFrame:
    """Return every column that the staged program gives."""
    return answered(book, frame.lazy(), masks=True, checked=True).select(pl.exclude(r"^.*\.clash$")).collect()


def guarded(book: Rulebook, frame: pl.DataFrame) -> pl.DataFrame:
    """Return every column after a look at the values: whether each is one that its fact can have."""
    return answered(book, frame, masks=True, checked=False)


def amounts(book: Rulebook, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the outcome of every rule, and both ends of what is paid."""
    return (
        answered(book, frame.lazy(), masks=False, checked=True)
        .select(pl.col(r"^.*\.(outcome|least|most)$"))
        .collect()
    )


def agreements(settings: Settings) -> Iterator[Agreement]:
    """Yield that the tables agree; raises `DisagreementError` where one does not."""
    book, given = load_book(), columns.base(min(settings.cases, AGREED))
    frame = staged_polars.frame(given, NULLS)
    by_hand = staged_polars.decide(frame)
    yield _interpreted(book, frame.head(INTERPRETED), by_hand.head(INTERPRETED))
    clashing = answered(book, frame.lazy(), masks=True, checked=True).select(
        pl.any_horizontal(r"^.*\.clash$").any()
    )
    if clashing.collect().item():
        message = "the columns say that a row contradicts itself"
        raise DisagreementError(message)
    yield _same("columns with masks, a tenth null = staged Polars", full(book, frame), by_hand)
    plain = _by_hand(baseline_polars.decide(baseline_polars.frame(given), baseline_polars.exprs()))
    own = amounts(book, staged_polars.frame(given))
    yield _same("columns, amounts = Polars", own.select(plain.columns), plain)
    system = openfisca.load()
    for encoded in (True, False):
        said = pl.DataFrame(openfisca.decide_all(system, openfisca.arrays(given, encoded=encoded)))
        form = "codes" if encoded else "words"
        yield _same(f"OpenFisca, from {form} = Polars", _by_hand(said, fen=True), plain)


def _interpreted(book: Rulebook, frame: pl.DataFrame, by_hand: pl.DataFrame) -> Agreement:
    """Return that the staged program says what the reference interpreter says, unknowns and reasons too."""
    place = MatterRef("Dossier", 0, 1)
    for facts, said in zip(frame.iter_rows(named=True), by_hand.iter_rows(named=True), strict=True):
        given = {name.partition(".")[2]: value for name, value in facts.items() if value is not None}
        given.pop("")
        sums = {name: Money(given[name]) for name in MONEY if name in given}
        case = Case(subject=Person(), as_of=AS_OF, matters=(Dossier(**{**given, **sums}),))
        for rule in RULE_IDS:
            verdict = verdict_of(book, decide(book, rule, case, case.matters[0], place))
            for part, value in verdict._asdict().items():
                if said.get(f"{rule}.{part}") != value:
                    message = f"{rule}.{part} of {facts}: {said.get(f'{rule}.{part}')} and {value}"
                    raise DisagreementError(message)
    return Agreement("staged Polars, a tenth null = reference interpreter", frame.height)


def _by_hand(said: pl.DataFrame, *, fen: bool = False) -> pl.DataFrame:
    """Return answers by the names of `facts.OUT` as sums in fen and truths by the ids of rules.

    The first and the fourth are in fen anyway; `fen` says that the others are, too.
    """
    sums = [*OUT[:4], *OUT[4:8], OUT[8]]
    scale = {name: 1 if fen or name in {OUT[0], OUT[3]} else 100 for name in sums}
    ends = [(name, name) for name in OUT[:4]] + [(OUT[4], OUT[5]), (OUT[6], OUT[7]), (OUT[8], OUT[8])]
    named = []
    for rule, pair in zip(MONEY_RULES, ends, strict=True):
        for part, name in zip(("least", "most"), pair, strict=True):
            named.append((pl.col(name).cast(pl.Int64) * scale[name]).alias(f"{rule}.{part}"))
    for rule, name in zip(TRUTH_RULES, OUT[9:], strict=True):
        named.append(pl.col(name).cast(pl.Int8).alias(f"{rule}.outcome"))
    return said.select(named)


def _same(what: str, one: pl.DataFrame, other: pl.DataFrame) -> Agreement:
    """Return that two tables have the same columns with the same values; raises `DisagreementError`."""
    if set(one.columns) != set(other.columns):
        message = f"{what}: {sorted(set(one.columns) ^ set(other.columns))} are in one alone"
        raise DisagreementError(message)
    for name in other.columns:
        left, right = one.get_column(name).cast(pl.Int64), other.get_column(name).cast(pl.Int64)
        if not left.equals(right):
            row = int(left.ne_missing(right).arg_max() or 0)
            message = f"{what}: {name}, row {row}: {left[row]} and {right[row]}"
            raise DisagreementError(message)
    return Agreement(what, one.height)


def measures(settings: Settings) -> Iterator[Rows]:
    """Yield the ratios on tables of each size."""
    base = columns.base()
    book = load_book()
    for count in settings.rows:
        given = columns.grow(base, count)
        yield from _with_masks(book, given, count, settings)
        yield from _amounts(book, given, count, settings)
        if count == LINKED:
            yield from _links(book, given, count, settings)


def _with_masks(book: Rulebook, given: columns.Columns, count: int, settings: Settings) -> Iterator[Rows]:
    frame = staged_polars.frame(given, NULLS)
    own = functools.partial(full, book, frame)
    by_hand = functools.partial(staged_polars.decide, frame)
    yield Rows(count, WITH_MASKS, "staged Polars", _paired(own, by_hand, count, settings))
    looked = functools.partial(guarded, book, frame)
    yield Rows(
        count, f"{WITH_MASKS}, values checked", "staged Polars", _paired(looked, by_hand, count, settings)
    )


def _amounts(book: Rulebook, given: columns.Columns, count: int, settings: Settings) -> Iterator[Rows]:
    system = openfisca.load()
    words = functools.partial(amounts, book, staged_polars.frame(given))
    plain = functools.partial(baseline_polars.decide, baseline_polars.frame(given), baseline_polars.exprs())
    yield Rows(count, AMOUNTS, "Polars", _paired(words, plain, count, settings))
    peer = functools.partial(openfisca.decide_all, system, openfisca.arrays(given, encoded=False))
    yield Rows(count, "OpenFisca, from words", AMOUNTS, _paired(peer, words, count, settings))
    codes = functools.partial(amounts, book, staged_polars.frame(given, encoded=True))
    peer = functools.partial(openfisca.decide_all, system, openfisca.arrays(given, encoded=True))
    yield Rows(count, "OpenFisca, from codes", FROM_CODES, _paired(peer, codes, count, settings))


def _links(book: Rulebook, given: columns.Columns, count: int, settings: Settings) -> Iterator[Rows]:
    """Yield the ratios that put everything on one scale: of two outputs, and of two kinds of input."""
    plain = functools.partial(baseline_polars.decide, baseline_polars.frame(given), baseline_polars.exprs())
    staged = functools.partial(staged_polars.decide, staged_polars.frame(given, NULLS))
    yield Rows(count, "staged Polars", "Polars", _paired(staged, plain, count, settings))
    words = functools.partial(amounts, book, staged_polars.frame(given))
    codes = functools.partial(amounts, book, staged_polars.frame(given, encoded=True))
    yield Rows(count, FROM_CODES, AMOUNTS, _paired(codes, words, count, settings))


def _paired(one: Callable[[], Any], other: Callable[[], Any], count: int, settings: Settings) -> Ratio:
    """Return the ratio of two ways over a whole table; its result is dropped before the next begins."""

    def run(do: Callable[[], Any]) -> Callable[[int], int]:
        def once(_number: int) -> int:
            do()
            return count

        return once

    return paired(run(one), run(other), pairs=min(settings.pairs, MOST_PAIRS), seconds=SECONDS)


MOST_PAIRS: Final = 41
