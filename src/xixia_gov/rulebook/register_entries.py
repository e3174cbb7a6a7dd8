"""The register of provisions as it is written: its shape, and what can be wrong in it by itself."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final

import attrs

from xixia_gov.errors import Problem, unknown_name
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import TextEntry
from xixia_gov.rulebook.source import Source
from xixia_gov.text import Text

LONGEST_QUOTE: Final = 12
"""How many characters of the text a quote may have."""


class Disposition(Enum):
    """What became of a provision."""

    ENCODED = "encoded"
    DEFINITION = "definition"
    REFERRED = "referred"
    SOFT = "soft"
    NOT_DECIDABLE = "not_decidable"
    LATER = "later"


BY_RULES: Final = frozenset({Disposition.ENCODED, Disposition.DEFINITION})
_LEFT_OPEN: Final = frozenset({Disposition.REFERRED, Disposition.SOFT, Disposition.NOT_DECIDABLE})


@attrs.frozen(kw_only=True)
class InstrumentRow:
    """An instrument as the register writes it; `number` is missing where none is printed."""

    title: TextEntry
    number: str | None = None


@attrs.frozen(kw_only=True)
class ProvisionRow:
    """A provision as the register writes it."""

    disposition: str
    by: list[str] = attrs.field(factory=list)
    quote: str | None = None
    at: str | None = None
    lost_in_print: bool = False


@attrs.frozen(kw_only=True)
class RegisterEntry:
    """The shape of the file: provisions by the keys of their instruments, then by their ids."""

    instruments: dict[str, InstrumentRow]
    provisions: dict[str, dict[str, ProvisionRow]]

    def rows(self) -> Iterator[tuple[str, str, ProvisionRow]]:
        """Yield every provision with its instrument's key and its id."""
        for key, rows in self.provisions.items():
            for id_, row in rows.items():
                yield key, id_, row


def entry_problems(source: Source, entry: RegisterEntry) -> Iterator[Problem]:
    """Yield all that is wrong in a register of the right shape, without a look at the rules."""
    for key in entry.provisions:
        if key not in entry.instruments:
            message = unknown_name(Text(zh="文件", en="instrument"), key, list(entry.instruments))
            yield source.at_key(("provisions", key), message)
    seen: dict[str, str] = {}
    names = [one.value for one in Disposition]
    for key, id_, row in entry.rows():
        path: KeyPath = ("provisions", key, id_)
        if id_ in seen:
            first = seen[id_]
            zh, en = f"“{id_}”已列在“{first}”之下", f"{id_!r} already stands under {first!r}"
            yield source.at_key(path, Text(zh=zh, en=en))
        seen.setdefault(id_, key)
        if row.disposition in names:
            yield from _row_problems(source, path, row, Disposition(row.disposition))
        else:
            message = unknown_name(Text(zh="处理方式", en="disposition"), row.disposition, names)
            yield source.at_value((*path, "disposition"), message)


def _row_problems(source: Source, path: KeyPath, row: ProvisionRow, kind: Disposition) -> Iterator[Problem]:
    if kind is Disposition.ENCODED and not row.by:
        message = Text(zh="encoded 须用 by 写明规则", en="`encoded` names its rules in `by`")
        yield source.at_key(path, message)
    if row.by and kind not in BY_RULES:
        message = Text(zh=f"{kind.value} 没有 by", en=f"`{kind.value}` has no `by`")
        yield source.at_key((*path, "by"), message)
    if kind in _LEFT_OPEN:
        quoted = row.quote is not None and row.at is not None
        if row.lost_in_print == quoted or (row.quote is None) != (row.at is None):
            message = Text(
                zh=f"{kind.value} 须写 quote 和 at, 或者写 lost_in_print = true, 二者取一",
                en=f"`{kind.value}` has `quote` and `at`, or else `lost_in_print = true`",
            )
            yield source.at_key(path, message)
    elif row.quote is not None or row.at is not None or row.lost_in_print:
        message = Text(
            zh=f"{kind.value} 没有 quote、at 和 lost_in_print",
            en=f"`{kind.value}` has no `quote`, `at` or `lost_in_print`",
        )
        yield source.at_key(path, message)
    if row.quote is not None and not 0 < len(row.quote) <= LONGEST_QUOTE:
        message = Text(
            zh=f"quote 应为 1 到 {LONGEST_QUOTE} 个字, 却有 {len(row.quote)} 个",
            en=f"a quote has 1 to {LONGEST_QUOTE} characters, this one {len(row.quote)}",
        )
        yield source.at_value((*path, "quote"), message)
