"""What the executor answers in numbers, as columns for a file: words for codes, and the sums."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import attrs
import polars as pl

from xixia_gov.batch.plan import UNITS
from xixia_gov.batch.readings import left_open
from xixia_gov.batch.registry import KEY
from xixia_gov.batch.source import LINE
from xixia_gov.columns import RuleLegend, legend
from xixia_gov.columns.without import without_columns
from xixia_gov.engine.verdict import CHECKS, FORCES
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Lang, Text
from xixia_gov.vocabulary.base import Matter, Subject

MASKS: Final = ("failed", "missing", "waiting")
"""The columns whose bits stand for conditions and facts."""
READINGS: Final = "readings_words"
"""The column that says which readings of the text an answer waits for."""
MATTER: Final = "matter"


@attrs.frozen(slots=False)
class Shape:
    """The columns of the output: which rules, whether with masks, with words in a language, for people.

    `rules` has the rules by the matter they are about; `mixed` is true where rows say what they are about,
    and `as_of` None where they give the day of asking. `settle` names the readings that the run settles.
    """

    book: Rulebook
    key: str
    rules: Mapping[type[Matter], tuple[str, ...]]
    as_of: dt.date | None
    masks: bool
    reasons: Lang | None
    units: bool
    mixed: bool
    settle: Collection[str] = ()

    @functools.cached_property
    def legends(self) -> dict[str, RuleLegend]:
        """What the columns of each rule mean."""
        return {one.rule: one for one in legend(self.book, self.all_rules).rules}

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The ids of all rules, each once, sorted."""
        return tuple(sorted({one for rules in self.rules.values() for one in rules}))


def rules_for(
    book: Rulebook, matter: type[Matter], subject: type[Subject], only: Iterable[str] | None
) -> tuple[str, ...]:
    """Return the ids of the rules about a matter of a subject, sorted; `only` limits them.

    Rules that columns cannot answer are left out, unless they are named or there are no others.
    """
    chosen = None if only is None else set(only)
    found = tuple(
        id_
        for id_ in sorted(book.rules)
        if (chosen is None or id_ in chosen)
        and book.latest(id_).matter == matter.__name__
        and subject.__name__ in book.latest(id_).subjects
    )
    held = tuple(id_ for id_ in found if without_columns(book, id_) is None)
    return held if held and only is None else found


def columns_of(shape: Shape) -> dict[str, pl.DataType]:
    """Return the columns of the output and their types, the key's and the line's left out."""
    found: dict[str, pl.DataType] = {}
    if shape.mixed:
        found[MATTER] = pl.Enum(sorted(one.__name__ for one in shape.rules))
    if shape.units:
        found[UNITS] = pl.Int64()
    for id_ in shape.all_rules:
        versions = shape.book.rules[id_]
        found[f"{id_}.outcome"] = pl.Enum(shape.legends[id_].outcome)
        found[f"{id_}.force"] = pl.Enum([one.value for one in FORCES])
        if any(rule.check for rule in versions):
            found[f"{id_}.check"] = pl.Enum([one.value for one in CHECKS])
        if any(rule.payment is not None for rule in versions):
            found |= {f"{id_}.least": pl.Int64(), f"{id_}.most": pl.Int64()}
        if shape.masks:
            found |= {f"{id_}.{mask}": pl.Int64() for mask in MASKS}
        if shape.reasons is not None:
            found |= {f"{id_}.{mask}_words": pl.String() for mask in MASKS}
            if left_open(shape.legends[id_], shape.settle):
                found[f"{id_}.{READINGS}"] = pl.String()
    found["as_of"] = pl.Date()
    found["law_known_through"] = pl.Date()
    return found


class Wording:
    """The words for the masks of each rule, in one language; each distinct mask is put into words once."""

    def __init__(self, legends: Mapping[str, RuleLegend], lang: Lang) -> None:
        self.legends = legends
        self.lang = lang
        self.known: dict[tuple[str, str], dict[int, str | None]] = {}

    def words(self, rule: str, part: str, masks: pl.Series) -> pl.Series:
        """Return the words of a column of masks; those of one mask are joined by a semicolon."""
        known = self.known.setdefault((rule, part), {0: None})
        distinct = [int(one) for one in masks.drop_nulls().unique().to_list()]
        for mask in distinct:
            if mask not in known:
                known[mask] = "; ".join(one.in_(self.lang) for one in said_by(self.legends[rule], part, mask))
        table = pl.DataFrame(
            {"mask": distinct, "words": [known[one] for one in distinct]},
            schema={"mask": pl.Int64, "words": pl.String},
        )
        found = (
            masks.cast(pl.Int64)
            .alias("mask")
            .to_frame()
            .join(table, on="mask", how="left", maintain_order="left")
        )
        return found.get_column("words")


def said_by(known: RuleLegend, part: str, mask: int) -> list[Text]:
    """Return what the bits of a mask stand for, in words.

    >>> import xixia_gov as xg
    >>> (known,) = legend(xg.load_rulebook(), ["fire.report_duty"]).rules
    >>> [one.en for one in said_by(known, "failed", 2)]
    ['not in force on that day']
    """
    texts: list[Text]
    match part:
        case "failed":
            texts = [one.text for one in known.failed]
        case "missing":
            texts = [one.label for one in known.missing]
        case _:
            texts = [one.text for one in known.waiting]
    return [text for bit, text in enumerate(texts) if mask >> bit & 1]


def finished(  # noqa: PLR0913, PLR0917 - one for each thing a row is made of
    shape: Shape,
    answered: pl.DataFrame,
    keys: pl.DataFrame,
    matter: type[Matter],
    as_of: dt.date,
    wording: Wording | None,
    readings: Mapping[str, pl.Series],
) -> pl.DataFrame:
    """Return the rows of the output for answers about one matter on one day.

    `keys` has the line, the key and the units of the rows, in the order of `answered`; `readings` the words
    for what each rule leaves to how the text is read.
    """
    types = columns_of(shape)
    rules = set(shape.rules[matter])
    frame = keys.select(LINE, KEY)
    columns: list[pl.Series] = []
    for name, kind in types.items():
        rule, _, part = name.rpartition(".")
        if name == MATTER:
            columns.append(pl.Series(name, [matter.__name__], dtype=kind).new_from_index(0, frame.height))
        elif name == UNITS:
            columns.append(keys.get_column(UNITS).fill_null(1))
        elif name in {"as_of", "law_known_through"}:
            day = as_of if name == "as_of" else shape.book.known_through
            columns.append(pl.Series(name, [day], dtype=kind).new_from_index(0, frame.height))
        elif rule not in rules:
            columns.append(pl.Series(name, [None], dtype=kind).new_from_index(0, frame.height))
        elif part == READINGS:
            columns.append(readings[rule].cast(kind).alias(name))
        elif part.endswith("_words") and wording is not None:
            mask = part.removesuffix("_words")
            columns.append(wording.words(rule, mask, answered.get_column(f"{rule}.{mask}")).alias(name))
        elif isinstance(kind, pl.Enum):
            columns.append(_words(answered.get_column(name), kind))
        else:
            columns.append(answered.get_column(name).cast(kind).alias(name))
    return frame.with_columns(columns)


def _words(codes: pl.Series, kind: pl.Enum) -> pl.Series:
    words = pl.Series("words", kind.categories.to_list(), dtype=kind)
    return words.gather(codes.cast(pl.UInt32)).alias(codes.name)


__all__ = [
    "MASKS",
    "MATTER",
    "Shape",
    "Wording",
    "columns_of",
    "finished",
    "rules_for",
    "said_by",
]
