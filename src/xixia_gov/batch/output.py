"""What the executor answers in numbers, as columns for a file: words for codes, and the sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

import attrs
import polars as pl

from xixia_gov.batch.plan import UNITS
from xixia_gov.batch.registry import KEY
from xixia_gov.batch.source import LINE
from xixia_gov.engine.verdict import CHECKS, FORCES, IN_FORCE, SUM, Layout, layout_of
from xixia_gov.model.determination import NO, YES, Outcome
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Lang, Text
from xixia_gov.vocabulary.base import Matter, Subject

MASKS: Final = ("failed", "missing", "waiting")
"""The columns whose bits stand for conditions and facts."""
MATTER: Final = "matter"
_IN_FORCE: Final = Text(zh="不在有效期内", en="not in force")
_SUM: Final = Text(zh="数额由条文之外决定", en="what fixes the sum is outside the text")


class Evaluate(Protocol):
    """What answers a frame of rows: a column for each part of each rule's verdict."""

    def __call__(  # noqa: PLR0913 - one for each thing the answers depend on
        self,
        book: Rulebook,
        frame: pl.DataFrame,
        *,
        matter: type[Matter],
        subject: type[Subject],
        as_of: dt.date,
        rules: Sequence[str],
        settle: Mapping[str, str],
        key: str,
        masks: bool,
    ) -> pl.DataFrame:
        """Return `key` and, for each rule, its verdict in columns named `RULE.part`."""


@attrs.frozen
class Shape:
    """The columns of the output: which rules, whether with masks, with words in a language, for people.

    `rules` has the rules by the matter they are about; `mixed` is true where rows say what they are about,
    and `as_of` None where they give the day of asking.
    """

    book: Rulebook
    key: str
    rules: Mapping[type[Matter], tuple[str, ...]]
    as_of: dt.date | None
    masks: bool
    reasons: Lang | None
    units: bool
    mixed: bool

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The ids of all rules, each once, sorted."""
        return tuple(sorted({one for rules in self.rules.values() for one in rules}))


def rules_for(
    book: Rulebook, matter: type[Matter], subject: type[Subject], only: Iterable[str] | None
) -> tuple[str, ...]:
    """Return the ids of the rules about a matter of a subject, sorted; `only` limits them."""
    chosen = None if only is None else set(only)
    return tuple(
        id_
        for id_ in sorted(book.rules)
        if (chosen is None or id_ in chosen)
        and book.latest(id_).matter == matter.__name__
        and subject.__name__ in book.latest(id_).subjects
    )


def outcomes_of(rule: Rule) -> tuple[str, ...]:
    """Return the words of the outcomes of a rule, by their codes.

    >>> import xixia_gov as xg
    >>> outcomes_of(xg.load_rulebook().latest("trade_in.appliance"))
    ('ineligible', 'eligible', 'undetermined')
    """
    words = [NO[rule.kind].value, YES[rule.kind].value, Outcome.UNDETERMINED.value]
    if rule.kind is Kind.PROHIBITION:
        words.append(Outcome.PERMITTED_WITH_APPROVAL.value)
    return tuple(words)


def columns_of(shape: Shape) -> dict[str, pl.DataType]:
    """Return the columns of the output and their types, the key's and the line's left out."""
    found: dict[str, pl.DataType] = {}
    if shape.mixed:
        found[MATTER] = pl.Enum(sorted(one.__name__ for one in shape.rules))
    if shape.units:
        found[UNITS] = pl.Int64()
    for id_ in shape.all_rules:
        versions = shape.book.rules[id_]
        found[f"{id_}.outcome"] = pl.Enum(outcomes_of(versions[-1]))
        found[f"{id_}.force"] = pl.Enum([one.value for one in FORCES])
        if any(rule.check for rule in versions):
            found[f"{id_}.check"] = pl.Enum([one.value for one in CHECKS])
        if any(rule.payment is not None for rule in versions):
            found |= {f"{id_}.least": pl.Int64(), f"{id_}.most": pl.Int64()}
        if shape.masks:
            found |= {f"{id_}.{mask}": pl.Int64() for mask in MASKS}
        if shape.reasons is not None:
            found |= {f"{id_}.{mask}_words": pl.String() for mask in MASKS}
    found["as_of"] = pl.Date()
    found["law_known_through"] = pl.Date()
    return found


class Wording:
    """The words for the masks of each rule, in one language; each distinct mask is put into words once."""

    def __init__(self, book: Rulebook, lang: Lang) -> None:
        self.book = book
        self.lang = lang
        self.known: dict[tuple[str, str], dict[int, str | None]] = {}

    def words(self, rule: str, part: str, masks: pl.Series) -> pl.Series:
        """Return the words of a column of masks; those of one mask are joined by a semicolon."""
        known = self.known.setdefault((rule, part), {0: None})
        distinct = [int(one) for one in masks.drop_nulls().unique().to_list()]
        for mask in distinct:
            if mask not in known:
                known[mask] = "; ".join(one.in_(self.lang) for one in said_by(self.book, rule, part, mask))
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


def said_by(book: Rulebook, rule: str, part: str, mask: int) -> list[Text]:
    """Return what the bits of a mask stand for, in words.

    >>> import xixia_gov as xg
    >>> [one.en for one in said_by(xg.load_rulebook(), "trade_in.appliance", "missing", 0)]
    []
    """
    layout = layout_of(book, rule)
    names: tuple[str, ...] = getattr(layout, part)
    return [name_text(book, layout, part, name) for bit, name in enumerate(names) if mask >> bit & 1]


def name_text(book: Rulebook, layout: Layout, part: str, name: str) -> Text:
    """Return the words for the name of a bit: a condition's text, a fact's label."""
    if part == "missing":
        info = book.facts.get(name)
        return Text(zh=name, en=name) if info is None else info.label
    if name == IN_FORCE:
        return _IN_FORCE
    if name == SUM:
        return _SUM
    texts = {
        one.id: one.text
        for version in book.rules[layout.rule]
        for one in (*version.conditions, *version.check)
    }
    return texts[name]


def finished(  # noqa: PLR0913, PLR0917 - one for each thing a row is made of
    shape: Shape,
    answered: pl.DataFrame,
    keys: pl.DataFrame,
    matter: type[Matter],
    as_of: dt.date,
    wording: Wording | None,
) -> pl.DataFrame:
    """Return the rows of the output for answers about one matter on one day.

    `keys` has the line, the key and the units of the rows, in the order of `answered`.
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


Finish = Callable[[pl.DataFrame], pl.DataFrame]

__all__ = [
    "MASKS",
    "MATTER",
    "Evaluate",
    "Shape",
    "Wording",
    "columns_of",
    "finished",
    "name_text",
    "outcomes_of",
    "rules_for",
    "said_by",
]
