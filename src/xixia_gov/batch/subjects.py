"""What each subject is due in all: its rows together as one case, so that groups and limits count.

Rows are written to files sorted by a hash of the subject, and read back a range of hashes at a time. Sums
that need no case are added up column by column; every other subject is made a case, and `assess` says what
it comes to.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from xixia_gov.batch.counts import SubjectTotals, TotalKey
from xixia_gov.batch.differing import Said, differing, other_kind
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
_NOT_COMPUTED: Final = Text(zh="其合计没有计算", en="its sums are not computed")
_REJECTED: Final = Text(
    zh="这一主体有被拒的行, 其合计没有计算",
    en="a row of this subject is rejected, so its sums are not computed",
)


class SubjectPass:
    """Takes the answered rows of a run and, at the end, writes what each subject is due.

    `refused` has, at the end, the subjects without sums though none of their rows is rejected, with why.
    """

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
        self.refused: dict[str, tuple[Rejection, ...]] = {}
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

    def leave_out(self, lines: Mapping[str, int]) -> None:
        """Remember that subjects have rows that are rejected, each with the first line of them."""
        if lines:
            frame = pl.DataFrame(
                {SUBJECT_KEY: list(lines), LINE: list(lines.values())},
                schema={SUBJECT_KEY: pl.String, LINE: pl.Int64},
            )
            self.count += 1
            path = self.folder / "apart" / f"{self.count:08}.parquet"
            with writing():
                frame.with_columns(_hashed()).write_parquet(path)

    def leave_out_rows(self, rows: pl.DataFrame) -> None:
        """Remember that these rows are rejected after all."""
        self.leave_out(first_lines(rows))

    # ---- the sums ----

    def run(
        self, sink: Sink, refuse: Callable[[Sequence[Rejection]], None], told: Callable[[int], None]
    ) -> SubjectTotals:
        """Write the sums of each subject and return what all come to; `refuse` hears of those without.

        A subject of which a row is rejected is told with the line of that row, even if it has no other rows;
        one whose rows do not go together with the line that differs.
        """
        totals = SubjectTotals()
        ranges = max(-(-self.rows // _RANGE), 1)
        width = -(-_HASHES // ranges)
        done = 0
        pending: list[pl.DataFrame] = []
        for index in range(ranges):
            first, last = index * width, min((index + 1) * width, _HASHES) - 1
            frames = {name: self._range(name, first, last) for name in self.kinds}
            apart = self._apart(first, last)
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

    def _apart(self, first: int, last: int) -> dict[str, int]:
        if not any((self.folder / "apart").iterdir()):
            return {}
        lazy = pl.scan_parquet(self.folder / "apart" / "*.parquet").filter(_between(first, last))
        return first_lines(lazy.collect())

    def _sums(
        self,
        frames: Mapping[str, pl.DataFrame],
        apart: Mapping[str, int],
        totals: SubjectTotals,
        refuse: Callable[[Sequence[Rejection]], None],
    ) -> Iterator[pl.DataFrame]:
        found = added(frames, self.addends, self.builders, apart)
        found.into(totals)
        totals.subjects += found.subjects
        totals.subjects += len(apart) - sum(one in apart for one in found.left.to_list())  # all rows rejected
        totals.rejected += len(apart)
        refuse([_of_subject(key, line, _REJECTED) for key, line in sorted(apart.items(), key=_line_first)])
        if found.keys:
            yield self._shaped(found)
        together: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        left = found.left.filter(~found.left.is_in(list(apart)))
        for name, frame in frames.items():
            rest = frame.filter(pl.col(SUBJECT_KEY).is_in(left.implode()))
            for row in rest.iter_rows(named=True):
                together[row[SUBJECT_KEY]].append((name, row))
        lines: list[tuple[Any, ...]] = []
        for key in sorted(together):
            rows = sorted(together[key], key=lambda one: one[1][LINE])
            wrong: list[Rejection] = []
            assessment = self._assessed(key, rows, wrong)
            if assessment is None:
                totals.rejected += 1
                self.refused[key] = tuple(wrong)
                refuse(wrong)
                continue
            totals.assessed += 1
            lines += self._of(key, assessment, totals)
        yield self._lines(lines)

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
        wrong += self._different(key, rows)
        if wrong:
            return None
        subject = self.kinds[rows[0][0]][1]
        said: dict[str, Any] = {}
        things: list[Matter] = []
        line = rows[0][1][LINE]
        try:
            for name, row in rows:
                line = row[LINE]
                said |= self._of_who(name, row)
                things.append(self.builders[name].thing_of(row, row[KEY]))
            line = rows[0][1][LINE]
            whole = Builder(self.kinds[rows[0][0]][0], subject, {})
            case = Case(subject=whole.subject_of(said), as_of=said[AS_OF], matters=things, settle=self.settle)
            return assess(self.book, case, rules=self.rules)
        except InputError as error:
            wrong += [_of_subject(key, line, one.message) for one in error.problems]
            return None

    def _of_who(self, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a row says of who asks, and when."""
        builder = self.builders[name]
        return {
            field: value
            for field, value in row.items()
            if value is not None and (field == AS_OF or builder.is_of_subject(field))
        }

    def _different(self, key: str, rows: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[Rejection]:
        """Yield what rows say of who asks that a row before them says otherwise."""
        first = rows[0][1][LINE]
        subject = self.kinds[rows[0][0]][1]
        said: dict[str, Said] = {}
        for name, row in rows:
            found = self.kinds[name][1]
            if found is not subject:
                yield _without_sums(key, row[LINE], other_kind(found, subject, first))
            for field, value in self._of_who(name, row).items():
                before = said.setdefault(field, Said(value, row[LINE]))
                if before.value != value:
                    yield _without_sums(key, row[LINE], differing(self.book, field, value, before))

    def _builder(self, part: Part) -> Builder:
        own = {name: self.book.facts[name] for name in part.facts if name.startswith("own.")}
        return Builder(part.matter, part.subject, own)


def first_lines(rows: pl.DataFrame) -> dict[str, int]:
    """Return the subjects of some rows by their keys, each with the first of its lines."""
    known = rows.select(pl.col(SUBJECT_KEY).cast(pl.String), LINE).drop_nulls(SUBJECT_KEY)
    return dict(known.group_by(SUBJECT_KEY).agg(pl.col(LINE).min()).iter_rows())


def _line_first(item: tuple[str, int]) -> tuple[int, str]:
    return item[1], item[0]


def _without_sums(key: str, line: int, why: Text) -> Rejection:
    """Return why a subject has no sums, and that it has none."""
    none = _NOT_COMPUTED
    return _of_subject(key, line, Text(zh=f"{why.zh}; {none.zh}", en=f"{why.en}; {none.en}"))


def _of_subject(key: str, line: int, reason: Text) -> Rejection:
    """Return a reason why a subject has no sums; the key of a row is none of it."""
    named = Text(zh=f"主体“{key}”: {reason.zh}", en=f"the subject {key!r}: {reason.en}")
    return Rejection(line, None, named)


def _hashed() -> pl.Expr:
    return pl.col(SUBJECT_KEY).hash().alias(_HASH)


def _between(first: int, last: int) -> pl.Expr:
    return pl.col(_HASH).is_between(pl.lit(first, pl.UInt64), pl.lit(last, pl.UInt64))


def _ends(one: Total | GroupResult) -> tuple[int, int | None]:
    return one.amount.least.fen, None if one.amount.most is None else one.amount.most.fen


__all__ = ["SubjectPass", "first_lines"]
