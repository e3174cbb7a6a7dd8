"""Cells of a column become a fact's values all at once; what each means is what `check` takes it to mean.

Few texts stand in a column again and again, so each distinct one is understood once and its meaning put
in every place; sums in their plain form, of which there are many, are computed column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
import polars as pl

from xixia_gov.casefile.cells import cell_value, plain
from xixia_gov.casefile.value import fact_value, option_id
from xixia_gov.errors import ValueProblem
from xixia_gov.money import FEN_PER_YUAN, Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.facts import FactInfo, FactKind

_MOST_REMEMBERED: Final = 1 << 16
"""How many distinct texts of a column are remembered from chunk to chunk."""
_PLAIN_SUM: Final = r"^([0-9]{1,15})(?:\.([0-9]{1,2}))?$"
_PLAIN_CODE: Final = r"^[!-~]+$"
_NUL: Final = Text(zh="这一格含有空字符 NUL", en="the cell holds a NUL character")

Value = bool | int | str | Any
Meaning = tuple[Mapping[str, Value], Text | None]
"""The values of a cell by the columns they go to, and what to say of how it was understood."""


@attrs.frozen
class Understood:
    """A column understood: its values by the names of the columns they go to, and the cells that are wrong.

    `faults` holds a row (from 0) and why; `said` each text that was worked out, and in how many rows.
    """

    values: dict[str, pl.Series]
    faults: tuple[tuple[int, Text], ...] = ()
    said: tuple[tuple[Text, int], ...] = ()


def types_of(name: str, info: FactInfo) -> dict[str, pl.DataType]:
    """Return the columns a fact takes, with their types; sums are in fen.

    >>> from xixia_gov.vocabulary.trade_in import AppliancePurchase
    >>> from xixia_gov.vocabulary.facts import facts_of
    >>> price = next(one.info for one in facts_of(AppliancePurchase) if one.name == "unit_price")
    >>> types_of("purchase.unit_price", price)
    {'purchase.unit_price': Int64}
    """
    match info.kind:
        case FactKind.TRUTH:
            return {name: pl.Boolean()}
        case FactKind.MONEY | FactKind.NUMBER:
            return {name: pl.Int64()}
        case FactKind.DATE:
            return {name: pl.Date()}
        case FactKind.MANY_OF:
            return {f"{name}.{option}": pl.Boolean() for option in info.option_ids}
        case _:
            return {name: pl.String()}


def parse_fact(name: str, info: FactInfo, written: str) -> Meaning:
    """Return what a cell that is not empty says of a fact; raises `ValueProblem` for one that is wrong."""
    raw, said = cell_value(written, info)
    if info.kind is FactKind.MANY_OF:
        held = {option_id(one, info) for one in raw}
        return {f"{name}.{option}": option in held for option in info.option_ids}, said
    value = fact_value(raw, info, dates_as_text=False)
    return {name: value.fen if isinstance(value, Money) else value}, said


class TextColumn:
    """Understands the cells of one column, remembering what texts mean.

    `parse` returns what a text means and raises `ValueProblem`; `quick` says which texts need no parsing.
    """

    def __init__(
        self,
        types: Mapping[str, pl.DataType],
        parse: Callable[[str], Meaning],
        quick: FactKind | None = None,
    ) -> None:
        self.types = dict(types)
        self.parse = parse
        self.quick = quick
        self.known: dict[str, Meaning | Text] = {}

    @classmethod
    def of_fact(cls, name: str, info: FactInfo) -> TextColumn:
        """Return what understands the cells of a fact."""
        quick = None
        if info.kind is FactKind.MONEY and (info.least or 0) <= 0 and info.most is None:
            quick = FactKind.MONEY
        elif info.kind is FactKind.CODE:
            quick = FactKind.CODE
        return cls(types_of(name, info), lambda written: parse_fact(name, info, written), quick)

    def read(self, cells: pl.Series) -> Understood:
        """Return what the texts of a column mean; null and blank ones mean nothing."""
        cells = cells.alias("cell")
        done = self._quickly(cells)
        rest = cells if done is None else cells.set(done.is_not_null(), None)
        distinct = rest.drop_nulls().unique()
        if len(self.known) > _MOST_REMEMBERED:
            self.known = {}
        meanings = {text: self._meaning(text) for text in distinct.to_list()}
        values = self._placed(rest, meanings)
        if done is not None:
            name = next(iter(self.types))
            values[name] = done.alias(name) if not meanings else _first(done, values[name])
        return Understood(values, *self._told(rest, meanings))

    def _quickly(self, cells: pl.Series) -> pl.Series | None:
        """Return the values of the texts in a plain form, null for the others; None where none is."""
        if self.quick is FactKind.MONEY:
            parts = cells.str.extract_groups(_PLAIN_SUM).struct
            fen = parts.field("2").fill_null("").str.pad_end(2, "0").cast(pl.Int64)
            return parts.field("1").cast(pl.Int64) * FEN_PER_YUAN + fen
        if self.quick is FactKind.CODE:
            return cells.set(~cells.str.contains(_PLAIN_CODE), None)
        return None

    def _meaning(self, text: str) -> Meaning | Text:
        known = self.known.get(text)
        if known is None:
            known = self.known[text] = self._parsed(text)
        return known

    def _parsed(self, text: str) -> Meaning | Text:
        if not plain(text):
            return {}, None
        if "\0" in text:
            return _NUL
        try:
            return self.parse(text)
        except ValueProblem as error:
            return error.message

    def _placed(self, cells: pl.Series, meanings: Mapping[str, Meaning | Text]) -> dict[str, pl.Series]:
        """Return the values of the texts, each in its rows."""
        if not meanings:
            return {
                name: pl.Series(name, [None], dtype=kind).new_from_index(0, len(cells))
                for name, kind in self.types.items()
            }
        table = pl.DataFrame(
            {
                "cell": list(meanings),
                **{
                    name: [one[0].get(name) if isinstance(one, tuple) else None for one in meanings.values()]
                    for name in self.types
                },
            },
            schema={"cell": pl.String, **self.types},
        )
        found = cells.to_frame().join(table, on="cell", how="left", maintain_order="left")
        return {name: found.get_column(name) for name in self.types}

    def _told(
        self, cells: pl.Series, meanings: Mapping[str, Meaning | Text]
    ) -> tuple[tuple[tuple[int, Text], ...], tuple[tuple[Text, int], ...]]:
        wrong = [text for text, one in meanings.items() if isinstance(one, Text)]
        worked = {
            text: one[1] for text, one in meanings.items() if isinstance(one, tuple) and one[1] is not None
        }
        faults = _rows_of(cells, wrong)
        counts = [(said, cells.eq(text).sum()) for text, said in worked.items()]
        return (
            tuple((row, reason) for row, text in faults if isinstance(reason := meanings[text], Text)),
            tuple((said, int(count)) for said, count in counts),
        )


def _first(one: pl.Series, two: pl.Series) -> pl.Series:
    """Return a column of the first value that there is."""
    return pl.select(pl.coalesce(one, two)).to_series().alias(two.name)


def _rows_of(cells: pl.Series, texts: Sequence[str]) -> Iterable[tuple[int, str]]:
    if not texts:
        return []
    frame = cells.to_frame().with_row_index("row").filter(pl.col("cell").is_in(texts))
    return list(frame.iter_rows())


__all__ = ["Meaning", "TextColumn", "Understood", "parse_fact", "types_of"]
