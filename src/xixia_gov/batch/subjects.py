"""What each subject is due in all: its rows together as one case, so that groups and limits count.

Rows are written to files sorted by a hash of the subject, and read back a range of hashes at a time. Sums
that need no case are added up column by column; every other subject is made a case, and `assess` says what
it comes to.
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
from xixia_gov.batch.plan import AS_OF, UNITS
from xixia_gov.batch.record import Builder
from xixia_gov.batch.registry import KEY, SUBJECT_KEY, Part
from xixia_gov.batch.rejection import Rejection
from xixia_gov.batch.sink import Sink, writing
from xixia_gov.batch.source import LINE
from xixia_gov.batch.sums import PAID, Added, Addends, added, addends, key_of
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.assessment import Assessment, GroupResult, Total
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Lang, Text
from xixia_gov.vocabulary.base import Matter, Subject

_HASH: Final = "hash"
_HASHES: Final = 1 << 64
_RANGE: Final = 50_000
"""How many rows are made cases of at once."""
_GROUP: Final = 4096
_FLUSH: Final = 1 << 16
_WORDS: Final = ("what", "group", "payee", "payer", "every", "strength")
"""The columns of the file between the subject and the sums."""
_DIFFER: Final = Text(
    zh="与同一主体的另一行不同, 其合计没有计算",
    en="differs from another row of the same subject, whose sums are not computed",
)
_REJECTED: Final = Text(
    zh="这一主体有被拒的行, 其合计没有计算",
    en="a row of this subject is rejected, so its sums are not computed",
)


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
        self.builders: dict[str, Builder] = {}
        self.addends: dict[str, Addends | None] = {}
        self.count = 0
        self.rows = 0
        (folder / "apart").mkdir(parents=True)

    # ---- rows as they are answered ----

    def take(self, part: Part, answered: pl.DataFrame, as_of: dt.date) -> None:
        """Keep some rows and their answers for the end."""
        rows = part.frame
        name = part.matter.__name__
        if name not in self.kinds:
            self.kinds[name] = (part.matter, part.subject)
            self.builders[name] = self._builder(part)
            self.addends[name] = addends(self.book, part.matter, part.subject, self.rules, self.settle)
            (self.folder / name).mkdir()
        known = self.addends[name]
        paid = known.columns() if known is not None else []
        kept = rows.with_columns(
            pl.col(SUBJECT_KEY).cast(pl.String),
            pl.col(KEY).cast(pl.String),
            pl.lit(as_of).alias(AS_OF),
            *(answered.get_column(one).cast(pl.Int64).alias(f"{PAID}{one}") for one in paid),
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
        found = added(frames, self.addends, self.builders, apart)
        found.into(totals)
        totals.subjects += found.subjects
        unseen = len(apart) - sum(one in apart for one in found.left.to_list())
        totals.subjects += unseen  # whose every row is rejected
        totals.rejected += unseen
        if found.keys:
            yield self._shaped(found)
        together: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        for name, frame in frames.items():
            rest = frame.filter(pl.col(SUBJECT_KEY).is_in(found.left.implode()))
            for row in rest.iter_rows(named=True):
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

    def _shaped(self, found: Added) -> pl.DataFrame:
        """Return sums as lines of the file."""
        rows = [(number, "total", None, *self._said(key)) for number, key in enumerate(found.keys)]
        schema = {"number": pl.Int64, **dict.fromkeys(_WORDS, pl.String)}
        words = pl.DataFrame(rows, schema=schema, orient="row")
        joined = found.frame.join(
            words, left_on="total", right_on="number", how="left", maintain_order="left"
        )
        return joined.select(pl.col(SUBJECT_KEY).alias(self.head), *_WORDS, "least", "most")

    def _said(self, key: TotalKey) -> tuple[str | None, ...]:
        payee, payer, every, strength = key
        return (*(None if one is None else one.in_(self.lang) for one in (payee, payer)), every, strength)

    def _of(self, key: str, assessment: Assessment, totals: SubjectTotals) -> Iterator[tuple[Any, ...]]:
        """Yield the lines of an assessed subject: its totals, and what each group comes to."""
        for total in assessment.totals:
            least, most = _ends(total)
            totals.add(key_of(total), least, most)
            yield (key, "total", None, *self._said(key_of(total)), least, most)
        for group in assessment.groups:
            least, most = _ends(group)
            yield (key, "group", group.group, None, None, None, None, least, most)

    def _lines(self, lines: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
        schema = {**dict.fromkeys((self.head, *_WORDS), pl.String), "least": pl.Int64, "most": pl.Int64}
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
                builder = self.builders[name]
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

    def _builder(self, part: Part) -> Builder:
        own = {name: self.book.facts[name] for name in part.facts if name.startswith("own.")}
        return Builder(part.matter, part.subject, own)


def _hashed() -> pl.Expr:
    return pl.col(SUBJECT_KEY).hash().alias(_HASH)


def _between(first: int, last: int) -> pl.Expr:
    return pl.col(_HASH).is_between(pl.lit(first, pl.UInt64), pl.lit(last, pl.UInt64))


def _ends(one: Total | GroupResult) -> tuple[int, int | None]:
    return one.amount.least.fen, None if one.amount.most is None else one.amount.most.fen


__all__ = ["SubjectPass"]
