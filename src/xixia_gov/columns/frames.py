"""Rules over a frame: every row decided at once, by the engine that holds the frame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeVar

import attrs
import narwhals as nw

from xixia_gov.columns.kinds import WANTED, Extra, extra_problems, frame_problems
from xixia_gov.columns.lower import POLARS, SQL, STAGE, Lowered, Style, lower
from xixia_gov.columns.program import Program, program
from xixia_gov.columns.schema import Schema, asked_problems, schema_of
from xixia_gov.columns.values import column_problems
from xixia_gov.errors import InputError, Place, Problem, unknown_name
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject

Frame = TypeVar("Frame")
Native: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A frame of any engine, in memory or still to be worked out."""
ENGINES: Final = ("polars", "duckdb", "pyspark")
"""The engines whose frames are answered as they are."""
MOST_VARIANTS: Final = 16
"""So many programs are kept that differ only in which columns are empty or full; beyond, one fits all."""


def evaluate(  # noqa: PLR0913 - what an answer depends on
    book: Rulebook,
    frame: Frame,
    *,
    matter: type[Matter],
    subject: type[Subject],
    as_of: dt.date,
    rules: Collection[str] | None = None,
    settle: Mapping[str, str] = FrozenMap(),
    key: str = "key",
    masks: bool = True,
    checked: bool = False,
    extra: Extra = "refuse",
) -> Frame:
    """Return `key` and the verdict of each rule for each row, as a frame of the same engine.

    `frame` is a Polars DataFrame or LazyFrame, a DuckDB relation or a Spark DataFrame, one row for each
    matter, its columns those of `schema_of`; one that is not there is unknown in every row. Sums are whole
    fen. A rule `R` gives `R.outcome`, `R.force` and `R.check` (Int8, the codes of `engine/verdict.py`),
    `R.least` and `R.most` (Int64, in fen; `most` null where no upper limit is known), the masks `R.failed`,
    `R.missing` and `R.waiting` (Int64, their bits in the order of `legend`; left out with `masks=False`),
    and `R.clash`: true where a row asserts what its facts contradict, all else of the rule being null there.

    The values of a DataFrame are checked first, unless `checked` says that this was done: `InputError` names
    each column and its first rows. Elsewhere a row with a value that its fact cannot have clashes in every
    rule. `settle` takes options of readings; `extra="keep"` lets columns be that nothing is known of.

    Raises `InputError` for a matter or a subject that is no class of the vocabulary, `rules` that are no list
    of ids, a frame without the column `key`, a column of a wrong name or type, a value of `extra` that there
    is not, a rule that columns cannot hold exactly, and a reading or an option that there is not.

    >>> import datetime as dt
    >>> import polars as pl
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.fire import FireSighting
    >>> frame = pl.DataFrame({"key": [1, 2], "sighting.fire_seen": [False, None]})
    >>> evaluate(load_rulebook(), frame, matter=FireSighting, subject=Citizen, as_of=dt.date(2025, 3, 1),
    ...          rules=["fire.report_duty"]).get_column("fire.report_duty.outcome").to_list()
    [0, 2]
    """
    one = prepared(
        book,
        frame,
        matter=matter,
        subject=subject,
        as_of=as_of,
        rules=rules,
        settle=settle,
        key=key,
        masks=masks,
        extra=extra,
    )
    native = one.native
    if isinstance(native, nw.DataFrame):
        if not checked:
            problems = list(column_problems(native, one.program.schema, key=key, limits=one.program.limits))
            if problems:
                raise InputError(problems)
        return _answered(book, native, one, key).to_native()  # type: ignore[no-any-return] # of the kind that came in
    return run(native, _lowered(book, one, key, checked=checked)).to_native()  # type: ignore[no-any-return] # as above


@attrs.frozen(eq=False)
class Prepared:
    """A frame whose columns fit, and the program that answers it; `name` is that of the program."""

    native: Native
    program: Program
    engine: str
    name: tuple[str, ...]
    style: Style


def prepared(  # noqa: PLR0913 - what an answer depends on
    book: Rulebook,
    frame: object,
    *,
    matter: type[Matter],
    subject: type[Subject],
    as_of: dt.date,
    rules: Collection[str] | None,
    settle: Mapping[str, str],
    key: str,
    masks: bool,
    extra: Extra,
) -> Prepared:
    """Return a frame with its columns cast, and the program for it; nothing is worked out yet."""
    native = _native(frame)
    engine = native.implementation.value
    kinds = dict(native.collect_schema())
    problems = [*_settle_problems(book, settle), *_day_problems(as_of), *extra_problems(extra)]
    try:
        schema = _schema(book, matter, subject, rules)
    except InputError as error:  # which columns there may be is then not known
        raise InputError([*error.problems, *problems]) from None
    problems = [*frame_problems(schema, kinds, key=key, extra=extra), *problems]
    if problems:
        raise InputError(problems)
    names = sorted(name for name, kind in kinds.items() if name in schema.columns and kind != nw.Unknown)
    base = (
        "columns",
        matter.__name__,
        subject.__name__,
        as_of.isoformat(),
        repr(sorted(settle.items())),
        repr(schema.rules),
        repr(masks),
    )
    present, complete = _filled(native, names)
    name = (*base, repr(present), repr(complete))
    if name not in book.memo and _variants(book, base) >= MOST_VARIANTS:
        present, complete = tuple(names), ()
        name = (*base, repr(present), repr(complete))
    made = book.memo.get(name)
    if made is None:
        made = program(book, schema, present, as_of=as_of, settle=settle, masks=masks, complete=complete)
        book.memo[name] = made
        book.memo[*base, "variants"] = _variants(book, base) + 1
    style = POLARS if engine == "polars" else SQL
    if engine != "polars":  # a dot in the name of a column means a field, or a table, elsewhere
        style = attrs.evolve(style, names=_plain_names((key, *present)))
    return Prepared(_cast(native, kinds, schema, (key, *present), style), made, engine, name, style)


def _variants(book: Rulebook, base: tuple[str, ...]) -> int:
    """Return how many programs there are that differ only in which columns are empty or full."""
    count: int = book.memo.get((*base, "variants"), 0)
    return count


def _filled(native: Native, names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that hold anything, and those that have no null, as far as that is known.

    Of a frame in memory it is known at no cost, and what only nulls would need can be left out.
    """
    if not isinstance(native, nw.DataFrame) or not len(native):
        return tuple(names), ()
    nulls = {name: native.get_column(name).null_count() for name in names}
    present = tuple(name for name in names if nulls[name] < len(native))
    return present, tuple(name for name in present if not nulls[name])


def _plain_names(names: Iterable[str]) -> FrozenMap[str, str]:
    return FrozenMap({name: f"{STAGE}c{place}" for place, name in enumerate(names)})


def _cast(
    native: Native,
    kinds: Mapping[str, Any],
    schema: Schema,
    names: tuple[str, ...],
    style: Style,
) -> Native:
    """Return the key and the columns that are read, each of the one type and under the name it is read by."""
    if style.names:
        native = nw.from_native(_renamed(native.to_native(), list(kinds), style))
    columns = [nw.col(style.names.get(names[0], names[0]))]
    for name in names[1:]:
        column, wanted = nw.col(style.names.get(name, name)), WANTED[schema.columns[name].holds]
        as_it_is = kinds[name] == wanted or (style.polars and _coded(schema, name, kinds[name]))
        columns.append(column if as_it_is else column.cast(wanted))
    return native.select(*columns)


def _native(frame: object) -> Native:
    try:
        native = nw.from_native(frame)  # type: ignore[call-overload] # whatever it is, it is refused below
    except TypeError:
        native = None
    if not isinstance(native, nw.DataFrame | nw.LazyFrame) or native.implementation.value not in ENGINES:
        kind = f"{type(frame).__module__}.{type(frame).__qualname__}"
        message = Text(
            zh=f"不能直接计算 {kind}; 请先用 cast_frame 转成 Polars, 或给出 DuckDB、Spark 的表",
            en=f"cannot answer a {kind}; make it a Polars frame with cast_frame, or give a DuckDB relation "
            "or a Spark DataFrame",
        )
        raise InputError([Problem(message)])
    return native


def _schema(
    book: Rulebook, matter: type[Matter], subject: type[Subject], rules: Collection[str] | None
) -> Schema:
    """Return the schema, worked out once for the same rules of a book."""
    problems = list(asked_problems(book, matter, subject, rules))
    if problems:
        raise InputError(problems)
    chosen = "every rule" if rules is None else repr(sorted(set(rules)))
    name = ("columns.schema", matter.__name__, subject.__name__, chosen)
    found = book.memo.get(name)
    if found is None:
        found = book.memo[name] = schema_of(book, matter, subject, rules)
    schema: Schema = found
    return schema


def _renamed(frame: Any, names: list[str], style: Style) -> Any:  # noqa: ANN401 - a DuckDB relation or a Spark frame
    """Return a frame with plain names for its columns, by the engine itself: narwhals would read the dots."""
    plain = [style.names.get(name, f"{STAGE}x{place}") for place, name in enumerate(names)]
    if hasattr(frame, "toDF"):
        return frame.toDF(*plain)
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    return frame.project(", ".join(f"{old} AS {new}" for old, new in zip(quoted, plain, strict=True)))


def _coded(schema: Schema, name: str, kind: Any) -> bool:  # noqa: ANN401 - a type of narwhals
    """Whether a column holds its options as an Enum, which is compared faster than text.

    What opens a fact with one of its options is filled in as text.
    """
    gates = {one.gate for one in schema.gates if one.option is not None}
    options = schema.columns[name].options
    return bool(options) and name not in gates and bool(kind == nw.Enum(options))


def _settle_problems(book: Rulebook, settle: Mapping[str, str]) -> Iterator[Problem]:
    for id_, option in settle.items():
        reading = book.readings.get(id_)
        if reading is None:
            message = unknown_name(Text(zh="读法", en="reading"), id_, list(book.readings))
            yield Problem(message, Place(field=f"settle.{id_}"))
        elif option not in reading.options:
            message = unknown_name(Text(zh="选项", en="option"), str(option), list(reading.options))
            yield Problem(message, Place(field=f"settle.{id_}"))


def _day_problems(as_of: object) -> Iterator[Problem]:
    if type(as_of) is not dt.date:
        message = Text(zh=f"询问之日应为日期, 却是 {as_of!r}", en=f"expected a day, found {as_of!r}")
        yield Problem(message, Place(field="as_of"))


def run(native: Native, lowered: Lowered) -> Native:
    """Return the columns of an answer, layer by layer."""
    if lowered.style.polars:
        return _run_polars(native, lowered)
    frame = native
    for layer in lowered.layers:
        frame = frame.select(*layer.kept, *layer.new)
    if lowered.where is not None:
        frame = frame.filter(lowered.where)
    return frame.select(*lowered.outputs)


def _run_polars(native: Native, lowered: Lowered) -> Native:
    """Return the same by one plan, in which Polars itself drops what nothing needs any more."""
    frame: Any = native.to_native()
    plan = frame.lazy()
    for layer in lowered.layers:
        plan = plan.with_columns(layer.new)
    if lowered.where is not None:
        plan = plan.filter(lowered.where)
    plan = plan.select(lowered.outputs)
    said: Native = nw.from_native(plan.collect() if isinstance(native, nw.DataFrame) else plan)
    return said


def _lowered(book: Rulebook, one: Prepared, key: str, *, checked: bool | None) -> Lowered:
    """Return the expressions of a program; `checked` None leaves clashing rows as they are."""
    name = (*one.name, "lowered", one.engine, key, repr(checked))
    found = book.memo.get(name)
    if found is None:
        columns = (
            {**one.program.outputs, **{f"{id_}.clash": term for id_, term in one.program.clashes.items()}}
            if checked is None
            else one.program.columns(checked=checked)
        )
        found = book.memo[name] = lower(columns, key=key, style=one.style)
    lowered: Lowered = found
    return lowered


def _answered(book: Rulebook, native: nw.DataFrame[Any], one: Prepared, key: str) -> Native:
    """Return the answers of a frame in memory: rows that clash are rare, so they are made null at the end."""
    said = run(native, _lowered(book, one, key, checked=None))
    assert isinstance(said, nw.DataFrame)  # noqa: S101 - as it went in
    for id_, term in one.program.clashes.items():
        name = f"{id_}.clash"
        if term is not one.program.pool.false and said.get_column(name).any():
            columns = [column for column in one.program.outputs if column.rpartition(".")[0] == id_]
            said = said.with_columns(*(nw.when(~nw.col(name)).then(nw.col(column)) for column in columns))
    return said


__all__ = ["ENGINES", "Prepared", "evaluate", "prepared"]
