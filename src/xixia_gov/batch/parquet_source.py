"""A Parquet file as a source: typed columns, read slice by slice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import attrs
import polars as pl

from xixia_gov.batch.source import LINE, Raw
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.text import Text


@attrs.frozen
class ParquetSource:
    """The rows of a Parquet file; a row's line is its place, from 1."""

    path: Path
    schema: pl.Schema
    rows: int | None

    @classmethod
    def open(cls, path: Path) -> ParquetSource:
        """Return the source; raises `InputError` for a file that is cut off or is none."""
        try:
            lazy = pl.scan_parquet(path, glob=False)
            schema = lazy.collect_schema()
            rows = lazy.select(pl.len()).collect().item()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise _damaged(path, error) from error
        return cls(path, schema, rows)

    @property
    def name(self) -> str:
        """The file's name."""
        return str(self.path)

    @property
    def line(self) -> int:
        """The heads are no row."""
        return 0

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.schema.names())

    @property
    def types(self) -> tuple[pl.DataType | None, ...]:
        """The types of the columns."""
        return tuple(self.schema.dtypes())

    @property
    def notes(self) -> tuple[Text, ...]:
        """Nothing is worked out."""
        return ()

    def narrowed(self, used: Collection[int]) -> ParquetSource:
        """Return the source: columns that are not wanted are never read."""
        del used
        return self

    def chunks(self, size: int, only: Collection[int] | None = None) -> Iterator[Raw]:
        """Yield the rows in slices; raises `InputError` where a part of the file is damaged."""
        names = {name: str(number) for number, name in enumerate(self.heads, 1)}
        wanted = [name for name, number in names.items() if only is None or int(number) in only]
        for start in range(0, self.rows or 0, size):
            try:
                frame = pl.scan_parquet(self.path, glob=False).select(wanted).slice(start, size).collect()
            except (pl.exceptions.PolarsError, OSError) as error:
                raise _damaged(self.path, error) from error
            if frame.height != min(size, (self.rows or 0) - start):
                message = Text(zh="读取期间文件变了", en="the file changed while it was read")
                raise InputError([Problem(message, Place(self.name))])
            numbered = frame.rename({name: names[name] for name in wanted}).with_row_index(LINE, start + 1)
            yield Raw(numbered.with_columns(pl.col(LINE).cast(pl.Int64)))

    def progress(self) -> float | None:
        """Rows tell."""
        return None

    def close(self) -> None:
        """Nothing is held open."""


def _damaged(path: Path, error: Exception) -> InputError:
    why = " ".join(str(error).split())[:200]
    message = Text(
        zh=f"不是 Parquet 文件, 或已截断、损坏: {why}",
        en=f"this is no Parquet file, or it is cut off or damaged: {why}",
    )
    return InputError([Problem(message, Place(str(path)))])


__all__ = ["ParquetSource"]
