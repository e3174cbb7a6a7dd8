"""Which keys several rows share, found in bounded memory before any row is answered.

No row is taken for the right one of two with the same key: none of them is answered, so that the order of
the rows makes no difference. A first look hashes each key to 64 bits and writes the hashes to a file; runs
of hashes are looked through a range at a time. A second look, needed only where two hashes are equal,
compares the keys themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from xixia_gov.batch.plan import key_values
from xixia_gov.batch.registry import Registry
from xixia_gov.batch.sink import writing
from xixia_gov.batch.source import LINE
from xixia_gov.casefile.cells import plain
from xixia_gov.casefile.columns import Role
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter

MOST_SHARED: Final = 100_000
"""How many keys may be shared; with more of them the column is no key."""
_RANGE: Final = 8_000_000
"""How many hashes are held in memory at once (64 MiB)."""
_LINES: Final = 3
"""How many lines of a shared key are told."""
_HASHES: Final = 1 << 64


@attrs.frozen
class Look:
    """What a first look at a registry found: how many rows, which keys are shared, and what rows are about.

    `shared` has the first lines of each shared key. `matters` is empty where a run says what rows are about.
    """

    rows: int
    shared: dict[str, tuple[int, ...]]
    matters: tuple[type[Matter], ...]


def look(registry: Registry, folder: Path, size: int, told: Callable[[int], None]) -> Look | None:
    """Return what a first look finds, with files of its own in `folder`; None where none is needed.

    `told` hears how many rows have been looked at. Raises `InputError` where more than `MOST_SHARED`
    keys are shared.
    """
    key, kind = registry.heads.key, registry.heads.column(Role.MATTER)
    kind = kind if registry.mixed else None
    if key is None and kind is None:
        return None
    numbers = {one.number for one in (key, kind) if one is not None}
    hashes = folder / "keys"
    hashes.mkdir()
    rows = 0
    matters: set[type[Matter]] = set()
    for index, raw in enumerate(registry.source.chunks(size, numbers)):
        rows += raw.frame.height
        if key is not None:
            keys = _keys(registry, raw.frame)
            _kept(keys.select(pl.col("key").hash().alias("hash")), hashes / f"{index:08}.parquet")
        if kind is not None:
            matters |= _matters(registry, raw.frame.get_column(str(kind.number)))
        told(rows)
    shared = _shared(registry, _doubled(hashes, rows), size) if key is not None and rows else {}
    return Look(rows, shared, tuple(sorted(matters, key=lambda one: one.__name__)))


def _matters(registry: Registry, cells: pl.Series) -> set[type[Matter]]:
    """Return the matters that cells name."""
    words = cells.cast(pl.String).drop_nulls().unique().to_list()
    found = (registry.book.vocabulary.matter(plain(word)) for word in words)
    return {matter for matter in found if matter is not None}


def _kept(frame: pl.DataFrame, path: Path) -> None:
    with writing():
        frame.write_parquet(path, compression="uncompressed")


def _keys(registry: Registry, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the line and the key, as text, of the rows that have one."""
    column = registry.heads.key
    assert column is not None  # noqa: S101 - asked only of registries with keys
    cells = frame.get_column(str(column.number))
    values = key_values(cells, registry.source.types[column.number - 1]).cast(pl.String)
    return frame.select(LINE, values.alias("key")).drop_nulls("key")


def _doubled(folder: Path, rows: int) -> pl.Series:
    """Return the hashes that stand more than once in the files of a folder, a range at a time."""
    ranges = -(-rows // _RANGE)
    width = -(-_HASHES // ranges)
    found = [pl.Series("hash", [], dtype=pl.UInt64)]
    lazy = pl.scan_parquet(folder / "*.parquet")
    for index in range(ranges):
        first, last = index * width, min((index + 1) * width, _HASHES) - 1
        some = lazy.filter(pl.col("hash").is_between(pl.lit(first, pl.UInt64), pl.lit(last, pl.UInt64)))
        hashes = (lazy if ranges == 1 else some).collect().get_column("hash").sort()
        found.append(hashes.filter(hashes == hashes.shift(1)).unique())
        if sum(map(len, found)) > MOST_SHARED:
            break
    return pl.concat(found)


def _shared(registry: Registry, doubled: pl.Series, size: int) -> dict[str, tuple[int, ...]]:
    """Return the keys that several rows have, with the first lines of each."""
    if len(doubled) > MOST_SHARED:
        raise InputError([_no_key(registry)])
    lines: dict[str, tuple[int, ...]] = {}
    if not len(doubled):
        return lines
    for line, key in _suspects(registry, doubled, size):
        known = lines.get(key, ())
        if len(known) < _LINES:
            lines[key] = (*known, line)
    return {key: found for key, found in lines.items() if len(found) > 1}


def _suspects(registry: Registry, doubled: pl.Series, size: int) -> Iterator[tuple[int, str]]:
    column = registry.heads.key
    assert column is not None  # noqa: S101 - as above
    for raw in registry.source.chunks(size, {column.number}):
        keys = _keys(registry, raw.frame)
        yield from keys.filter(pl.col("key").hash().is_in(doubled.implode())).iter_rows()


def _no_key(registry: Registry) -> Problem:
    column = registry.heads.key
    assert column is not None  # noqa: S101 - as above
    message = Text(
        zh=f"有超过 {MOST_SHARED} 个编号重复, 这一列不像是编号; 请用 --key 另指一列",
        en=f"more than {MOST_SHARED} keys are shared, so this is no key; name another column with --key",
    )
    return Problem(column.said(message), Place(registry.source.name, registry.source.line, column.number))


__all__ = ["MOST_SHARED", "Look", "look"]
