"""The executor of a registry: the columnar one, given a frame that has every column the rules read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from xixia_gov.batch.output import Evaluate
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject


def columns_executor() -> Evaluate:
    """Return what answers frames by columns."""
    from xixia_gov.columns.evaluate import evaluate  # noqa: PLC0415 - read when a registry is

    def answer(  # noqa: PLR0913 - one for each thing the answers depend on
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
        found = evaluate(
            book,
            frame,
            matter=matter,
            subject=subject,
            as_of=as_of,
            rules=rules,
            settle=settle,
            key=key,
            masks=masks,
        )
        return found if isinstance(found, pl.DataFrame) else pl.DataFrame(found)

    return answer


__all__ = ["columns_executor"]
