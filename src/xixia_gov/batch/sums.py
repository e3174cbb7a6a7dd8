"""Subjects whose sums need no case of their own: their rows are added up column by column, exactly.

A case is needed where rules share a group or pay once in a period; where rows disagree on who asks; and
where two sums of one total may depend on the same reading, since such sums are added option by option and
not end by end. What is left is addition: sums that are settled, one that is not, or sums that depend on no
open reading.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import attrs
import polars as pl

from xixia_gov.batch.counts import SubjectTotals, TotalKey
from xixia_gov.batch.output import rules_for
from xixia_gov.batch.plan import AS_OF, UNITS
from xixia_gov.batch.record import Builder
from xixia_gov.batch.registry import SUBJECT_KEY
from xixia_gov.engine.assess import assess
from xixia_gov.model.assessment import Total
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject

PAID: Final = "paid:"
"""What the columns begin with that hold the sums of a row, beside its facts."""
_HALF: Final = 1 << 26
"""Sums are added in two halves, so that no column of them passes 64 bits."""
_MOST_UNITS: Final = 1000
"""How many units a subject's rows may come to, so that their sums, below 2^53 each, fit into 64 bits."""


@attrs.frozen
class Addends:
    """The rules about a matter that pay, with the total each adds to; None in place of this: make a case.

    `fixed` are the rules whose sums depend on no reading that is open.
    """

    totals: Mapping[str, TotalKey]
    fixed: frozenset[str]

    def columns(self) -> list[str]:
        """Return the columns of the answers that hold the sums."""
        return [f"{rule}.{end}" for rule in self.totals for end in ("least", "most")]


def addends(
    book: Rulebook,
    matter: type[Matter],
    subject: type[Subject],
    rules: tuple[str, ...] | None,
    settle: Mapping[str, str],
) -> Addends | None:
    """Return the rules about a matter whose sums can be added up, None where one of them cannot.

    What a total says beside the sum is asked of the engine itself, with a matter whose facts are unknown.
    """
    grouped = {rule for group in book.groups.values() for rule in group.rules}
    totals: dict[str, TotalKey] = {}
    fixed: set[str] = set()
    for id_ in rules_for(book, matter, subject, rules):
        versions = book.rules[id_]
        if all(rule.payment is None for rule in versions):
            continue
        once = any(rule.once_per for rule in versions)
        if once or id_ in grouped or len({_said(rule) for rule in versions}) > 1:
            return None
        case = Case(subject=subject(), as_of=book.known_through, matters=[matter()], settle=settle)
        (total,) = assess(book, case, rules=[id_]).totals
        totals[id_] = key_of(total)
        readings = {reading for rule in versions for reading in rule.readings}
        if all(book.readings[one].assumed or one in settle for one in readings):
            fixed.add(id_)
    return Addends(totals, frozenset(fixed))


def _said(rule: Rule) -> tuple[object, ...]:
    """Return what keeps the total of a version apart from others."""
    paid = rule.payment
    return (None,) if paid is None else (paid.payee, paid.payer, paid.every, rule.strength)


def key_of(total: Total) -> TotalKey:
    """Return what keeps a total apart from others."""
    return total.payee, total.payer, total.every, total.strength.value


@attrs.frozen
class Added:
    """The sums of some subjects: `frame` has the subject, the place of a total's key in `keys`, and the ends.

    `left` are the subjects that need a case, `subjects` is how many there are in all.
    """

    frame: pl.DataFrame
    keys: tuple[TotalKey, ...]
    left: pl.Series
    subjects: int

    def into(self, totals: SubjectTotals) -> None:
        """Add the sums to those of all subjects."""
        ends = (pl.col("least"), pl.col("most"))
        found = self.frame.group_by("total").agg(
            *((end // _HALF).sum().name.suffix(" halves") for end in ends),
            *((end % _HALF).sum().name.suffix(" rest") for end in ends),
            pl.col("most").is_null().any().alias("open"),
        )
        for row in found.iter_rows(named=True):
            most = None if row["open"] else row["most halves"] * _HALF + row["most rest"]
            totals.add(self.keys[row["total"]], row["least halves"] * _HALF + row["least rest"], most)


def added(
    frames: Mapping[str, pl.DataFrame],
    known: Mapping[str, Addends | None],
    builders: Mapping[str, Builder],
    apart: Collection[str],
) -> Added:
    """Return the sums of the subjects in frames of rows by what they are about, as far as no case is needed.

    `apart` are the subjects some of whose rows are rejected: they are among those left.
    """
    rows = pl.concat(
        [_who(frame, builders[name], known[name]) for name, frame in frames.items()],
        how="diagonal_relaxed",
    )
    facts = [name for name in rows.columns if name not in {SUBJECT_KEY, UNITS, "addable"}]
    subjects = rows.group_by(SUBJECT_KEY).agg(
        pl.col("addable").all(), pl.col(UNITS).sum(), pl.struct(facts).n_unique().alias("different")
    )
    fine = (pl.col("addable") & (pl.col(UNITS) <= _MOST_UNITS)) & (pl.col("different") == 1)
    subjects = subjects.select(SUBJECT_KEY, (fine & ~pl.col(SUBJECT_KEY).is_in(list(apart))).alias("fine"))
    keys, sums = _sums(frames, known)
    open_ = sums.filter(pl.col("open") > 1).get_column(SUBJECT_KEY).unique()
    good = subjects.filter(pl.col("fine")).get_column(SUBJECT_KEY)
    good = good.filter(~good.is_in(open_.implode()))
    left = subjects.filter(~pl.col(SUBJECT_KEY).is_in(good.implode())).get_column(SUBJECT_KEY)
    kept = sums.filter(pl.col(SUBJECT_KEY).is_in(good.implode())).sort(SUBJECT_KEY, "total")
    return Added(kept.select(SUBJECT_KEY, "total", "least", "most"), keys, left, subjects.height)


def _who(frame: pl.DataFrame, builder: Builder, addends_: Addends | None) -> pl.DataFrame:
    """Return what rows say of who asks, and when, beside whether their sums can be added up."""
    facts = [column for column in frame.columns if builder.is_of_subject(column)]
    return frame.select(
        SUBJECT_KEY,
        UNITS,
        AS_OF,
        *facts,
        pl.lit(builder.subject.__name__).alias("who"),
        pl.lit(addends_ is not None).alias("addable"),
    )


def _sums(
    frames: Mapping[str, pl.DataFrame], known: Mapping[str, Addends | None]
) -> tuple[tuple[TotalKey, ...], pl.DataFrame]:
    """Return the sums of each subject by the total they add to, and how many of them are open."""
    rules: dict[TotalKey, set[str]] = {}
    for one in known.values():
        for rule, key in (one.totals if one else {}).items():
            rules.setdefault(key, set()).add(rule)
    keys = tuple(rules)
    schema = {
        SUBJECT_KEY: pl.String,
        "total": pl.Int64,
        "least": pl.Int64,
        "most": pl.Int64,
        "open": pl.Int64,
    }
    parts = [pl.DataFrame(schema=schema)]
    for name, frame in frames.items():
        one = known[name]
        for rule, key in (one.totals if one else {}).items():
            least, most = pl.col(f"{PAID}{rule}.least"), pl.col(f"{PAID}{rule}.most")
            unsettled = ~least.eq_missing(most)
            # Of several rules of a total, those without a bound are summed apart from the others.
            many = 2 if len(rules[key]) > 1 else 1
            waits = pl.lit(0) if one is not None and rule in one.fixed else unsettled.cast(pl.Int64)
            waits = (
                pl.when(most.is_null()).then(pl.max_horizontal(waits, pl.lit(many - 1) * 2)).otherwise(waits)
            )
            parts.append(
                frame.select(
                    SUBJECT_KEY,
                    pl.lit(keys.index(key), dtype=pl.Int64).alias("total"),
                    (least * pl.col(UNITS)).alias("least"),
                    (most * pl.col(UNITS)).alias("most"),
                    waits.cast(pl.Int64).alias("open"),
                )
            )
    most = pl.when(pl.col("most").is_null().any()).then(None).otherwise(pl.col("most").sum())
    sums = (
        pl.concat(parts)
        .group_by(SUBJECT_KEY, "total")
        .agg(pl.col("least").sum(), most.alias("most"), pl.col("open").sum())
    )
    return keys, sums


__all__ = ["PAID", "Added", "Addends", "added", "addends", "key_of"]
