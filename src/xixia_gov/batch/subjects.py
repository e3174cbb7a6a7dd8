"""What each subject is due in all: its rows together as one case, so that groups and limits count.

Rows are written to files sorted by a hash of the subject, and read back a range of hashes at a time. A
subject of one row and unit whose rules neither share a group nor pay once in a period is summed column by
column; every other is made a case, and `assess` says what it comes to.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import polars as pl

from xixia_gov.batch.counts import SubjectTotals, TotalKey
from xixia_gov.batch.output import rules_for
from xixia_gov.batch.plan import AS_OF, UNITS
from xixia_gov.batch.record import Builder
from xixia_gov.batch.registry import KEY, SUBJECT_KEY, Part
from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.sink import Sink, writing
from xixia_gov.batch.source import LINE
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.assessment import Assessment, Total
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Lang, Text
from xixia_gov.vocabulary.base import Matter, Subject

_HASH: Final = "hash"
_HASHES: Final = 1 << 64
_RANGE: Final = 50_000
"""How many rows are made cases of at once."""
_GROUP: Final = 4096
_HALF: Final = 1 << 26
"""Sums are added in two halves, so that no column of them passes 64 bits."""
_FLUSH: Final = 1 << 16
_DIFFER: Final = Text(
    zh="与同一主体的另一行不同, 其合计没有计算",
    en="differs from another row of the same subject, whose sums are not computed",
)
_REJECTED: Final = Text(
    zh="这一主体有被拒的行, 其合计没有计算",
    en="a row of this subject is rejected, so its sums are not computed",
)


@attrs.frozen
class _Simple:
    """Rules about a matter whose sums stand alone: the total each of them makes."""

    totals: Mapping[str, Total]


class SubjectPass:
    """Takes the answered rows of a run and, at the end, writes what each subject is due."""

    def __init__(  # noqa: PLR0913, PLR0917 - one for each thing the sums depend on
        self,
        book: Rulebook,
        folder: Path,
        rules: tuple[str, ...] | None,
        settle: Mapping[str, str],
        lang: Lang,
        head: str,
    ) -> None:
        self.book = book
        self.folder = folder
        self.rules = rules
        self.settle = settle
        self.lang = lang
        self.head = head
        self.kinds: dict[str, tuple[type[Matter], type[Subject]]] = {}
        self.simple: dict[str, _Simple | None] = {}
        self.count = 0
        self.rows = 0
        (folder / "apart").mkdir(parents=True)

    # ---- rows as they are answered ----

    def take(self, part: Part, rows: pl.DataFrame, answered: pl.DataFrame, as_of: dt.date) -> None:
        """Keep some rows and their answers for the end."""
        name = part.matter.__name__
        if name not in self.kinds:
            self.kinds[name] = (part.matter, part.subject)
            self.simple[name] = self._simple(part.matter, part.subject)
            (self.folder / name).mkdir()
        simple = self.simple[name]
        paid = (
            [] if simple is None else [f"{rule}.{end}" for rule in simple.totals for end in ("least", "most")]
        )
        kept = rows.with_columns(
            pl.col(SUBJECT_KEY).cast(pl.String),
            pl.col(KEY).cast(pl.String),
            pl.lit(as_of).alias(AS_OF),
            *(answered.get_column(one).cast(pl.Int64).alias(f"paid:{one}") for one in paid),
        )
        if UNITS not in kept.columns:
            kept = kept.with_columns(pl.lit(1, dtype=pl.Int64).alias(UNITS))
        kept = kept.with_columns(pl.col(UNITS).fill_null(1), _hashed()).sort(_HASH, LINE)
        self.count += 1
        path = self.folder / name / f"{self.count:08}.parquet"
        with writing():
            kept.write_parquet(path, compression="lz4", row_group_size=_GROUP)
        self.rows += kept.height

    def leave_out(self, keys: Collection[str]) -> None:
        """Remember that subjects have rows that are rejected."""
        if keys:
            frame = pl.DataFrame({SUBJECT_KEY: sorted(keys)}, schema={SUBJECT_KEY: pl.String})
            self.count += 1
            path = self.folder / "apart" / f"{self.count:08}.parquet"
            with writing():
                frame.with_columns(_hashed()).write_parquet(path)

    def leave_out_rows(self, rows: pl.DataFrame) -> None:
        """Remember that these rows are rejected after all."""
        self.leave_out(set(rows.get_column(SUBJECT_KEY).cast(pl.String).drop_nulls().to_list()))

    # ---- the sums ----

    def run(
        self, sink: Sink, refuse: Callable[[Sequence[Rejection]], None], told: Callable[[int], None]
    ) -> SubjectTotals:
        """Write the sums of each subject and return what all come to; `refuse` hears of those without."""
        totals = SubjectTotals()
        ranges = max(-(-self.rows // _RANGE), 1)
        width = -(-_HASHES // ranges)
        done = 0
        pending: list[pl.DataFrame] = []
        for index in range(ranges):
            first, last = index * width, min((index + 1) * width, _HASHES) - 1
            frames = {name: self._range(name, first, last) for name in self.kinds}
            apart = set(self._apart(first, last))
            pending += self._sums(frames, apart, totals, refuse)
            if sum(one.height for one in pending) >= _FLUSH:
                sink.write(pl.concat(pending))
                pending = []
            done += sum(frame.height for frame in frames.values())
            told(done)
        sink.write(pl.concat([*pending, self._lines([])]))
        return totals

    def _range(self, name: str, first: int, last: int) -> pl.DataFrame:
        lazy = pl.scan_parquet(self.folder / name / "*.parquet")
        return lazy.filter(_between(first, last)).collect().sort(SUBJECT_KEY, LINE)

    def _apart(self, first: int, last: int) -> list[str]:
        if not any((self.folder / "apart").iterdir()):
            return []
        lazy = pl.scan_parquet(self.folder / "apart" / "*.parquet")
        found: list[str] = lazy.filter(_between(first, last)).collect().get_column(SUBJECT_KEY).to_list()
        return found

    def _sums(
        self,
        frames: Mapping[str, pl.DataFrame],
        apart: Collection[str],
        totals: SubjectTotals,
        refuse: Callable[[Sequence[Rejection]], None],
    ) -> Iterator[pl.DataFrame]:
        keys = pl.concat([frame.select(SUBJECT_KEY) for frame in frames.values()])
        once = keys.group_by(SUBJECT_KEY).len().filter(pl.col("len") == 1).get_column(SUBJECT_KEY)
        totals.subjects += keys.get_column(SUBJECT_KEY).n_unique()
        together: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        for name, frame in frames.items():
            simple = self.simple[name]
            alone = pl.col(SUBJECT_KEY).is_in(once.implode()) & ~pl.col(SUBJECT_KEY).is_in(list(apart))
            alone &= pl.col(UNITS) == 1
            if simple is not None:
                yield from self._alone(simple, frame.filter(alone), totals)
                frame = frame.filter(~alone)  # noqa: PLW2901 - what is left of it
            for row in frame.iter_rows(named=True):
                together[row[SUBJECT_KEY]].append((name, row))
        lines: list[tuple[Any, ...]] = []
        for key in sorted(together):
            rows = sorted(together[key], key=lambda one: one[1][LINE])
            wrong = [Rejection(rows[0][1][LINE], None, _REJECTED, key)] if key in apart else []
            assessment = None if wrong else self._assessed(key, rows, wrong)
            if assessment is None:
                totals.rejected += 1
                refuse([self._named(one, key) for one in wrong])
                continue
            totals.assessed += 1
            lines += self._of(key, assessment, totals)
        yield self._lines(lines)

    def _named(self, one: Rejection, key: str) -> Rejection:
        reason = Text(zh=f"主体“{key}”: {one.reason.zh}", en=f"the subject {key!r}: {one.reason.en}")
        return attrs.evolve(one, key="", reason=reason)

    def _alone(self, simple: _Simple, frame: pl.DataFrame, totals: SubjectTotals) -> Iterator[pl.DataFrame]:
        """Yield the sums of subjects of one row, rule by rule."""
        for rule, total in simple.totals.items():
            least, most = pl.col(f"paid:{rule}.least"), pl.col(f"paid:{rule}.most")
            sums = frame.select(SUBJECT_KEY, least.alias("least"), most.alias("most"))
            key = _key(total)
            ends = sums.select(
                *((pl.col(end) // _HALF).sum().alias(f"{end} halves") for end in ("least", "most")),
                *((pl.col(end) % _HALF).sum().alias(f"{end} rest") for end in ("least", "most")),
                pl.col("most").is_null().any().alias("open"),
            ).row(0, named=True)
            if frame.height:
                most_sum = None if ends["open"] else ends["most halves"] * _HALF + ends["most rest"]
                totals.add(key, ends["least halves"] * _HALF + ends["least rest"], most_sum)
            yield self._shaped(sums, total)

    def _shaped(self, sums: pl.DataFrame, total: Total) -> pl.DataFrame:
        payee, payer, every, strength = _key(total)
        said = {
            "what": "total",
            "group": None,
            "payee": None if payee is None else payee.in_(self.lang),
            "payer": None if payer is None else payer.in_(self.lang),
            "every": every,
            "strength": strength,
        }
        columns = [pl.lit(value, dtype=pl.String).alias(name) for name, value in said.items()]
        return sums.select(pl.col(SUBJECT_KEY).alias(self.head), *columns, "least", "most")

    def _of(self, key: str, assessment: Assessment, totals: SubjectTotals) -> Iterator[tuple[Any, ...]]:
        """Yield the lines of an assessed subject: its totals, and what each group comes to."""
        for total in assessment.totals:
            payee, payer, every, strength = sum_key = _key(total)
            least, most = _ends(total)
            totals.add(sum_key, least, most)
            said = (one if one is None else one.in_(self.lang) for one in (payee, payer))
            yield (key, "total", None, *said, every, strength, least, most)
        for group in assessment.groups:
            least, most = _ends(group)
            yield (key, "group", group.group, None, None, None, None, least, most)

    def _lines(self, lines: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
        texts = (self.head, "what", "group", "payee", "payer", "every", "strength")
        schema = {**dict.fromkeys(texts, pl.String), "least": pl.Int64, "most": pl.Int64}
        return pl.DataFrame(list(lines), schema=schema, orient="row")

    # ---- one subject ----

    def _assessed(
        self, key: str, rows: Sequence[tuple[str, dict[str, Any]]], wrong: list[Rejection]
    ) -> Assessment | None:
        """Return what the rows of a subject come to as one case, or None with why there is none."""
        first = rows[0][1]
        said: dict[str, Any] = {AS_OF: first[AS_OF]}
        subject = self.kinds[rows[0][0]][1]
        things: list[Matter] = []
        try:
            for name, row in rows:
                builder = self._builder(name, row)
                of_subject = {
                    field: value
                    for field, value in row.items()
                    if value is not None and (field == AS_OF or builder.is_of_subject(field))
                }
                if builder.subject is not subject or any(
                    said.setdefault(field, value) != value for field, value in of_subject.items()
                ):
                    wrong.append(Rejection(row[LINE], None, _DIFFER, key))
                    return None
                things.append(builder.thing_of(row, row[KEY]))
            whole = Builder(self.kinds[rows[0][0]][0], subject, {})
            case = Case(subject=whole.subject_of(said), as_of=said[AS_OF], matters=things, settle=self.settle)
            return assess(self.book, case, rules=self.rules)
        except InputError as error:
            wrong += [Rejection(first[LINE], None, one.message, key) for one in error.problems]
            return None

    def _builder(self, name: str, row: Mapping[str, Any]) -> Builder:
        matter, subject = self.kinds[name]
        own = {field: self.book.facts[field] for field in row if field.startswith("own.")}
        return Builder(matter, subject, own)

    def _simple(self, matter: type[Matter], subject: type[Subject]) -> _Simple | None:
        """Return the totals of rules whose sums stand alone, None where some must be put together.

        What a total says beside the sum is asked of the engine itself, with a matter whose facts are unknown.
        """
        grouped = {rule for group in self.book.groups.values() for rule in group.rules}
        totals: dict[str, Total] = {}
        for id_ in rules_for(self.book, matter, subject, self.rules):
            versions = self.book.rules[id_]
            if all(rule.payment is None for rule in versions):
                continue
            if len(versions) > 1 or versions[0].once_per or id_ in grouped:
                return None
            case = Case(subject=subject(), as_of=self.book.known_through, matters=[matter()])
            (totals[id_],) = assess(self.book, case, rules=[id_]).totals
        keys = [_key(total) for total in totals.values()]
        return _Simple(totals) if len(set(keys)) == len(keys) else None


def _hashed() -> pl.Expr:
    return pl.col(SUBJECT_KEY).hash().alias(_HASH)


def _between(first: int, last: int) -> pl.Expr:
    return pl.col(_HASH).is_between(pl.lit(first, pl.UInt64), pl.lit(last, pl.UInt64))


def _key(total: Total) -> TotalKey:
    return total.payee, total.payer, total.every, total.strength.value


def _ends(one: Any) -> tuple[int, int | None]:  # noqa: ANN401 - a total or a group
    return one.amount.least.fen, None if one.amount.most is None else one.amount.most.fen


__all__ = ["SubjectPass"]
