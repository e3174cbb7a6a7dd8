"""Rows with a value that its fact cannot have, or that is too large to be worked out exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TypeVar

from xixia_gov.columns.frames import prepared, run
from xixia_gov.columns.kinds import Extra
from xixia_gov.columns.lower import lower
from xixia_gov.columns.program import ends
from xixia_gov.columns.schema import Holds
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject

Frame = TypeVar("Frame")


def over_bound(  # noqa: PLR0913 - what an answer depends on
    book: Rulebook,
    frame: Frame,
    *,
    matter: type[Matter],
    subject: type[Subject],
    as_of: dt.date,
    rules: Collection[str] | None = None,
    settle: Mapping[str, str] = FrozenMap(),
    key: str = "key",
    extra: Extra = "refuse",
) -> Frame:
    """Return the rows that `evaluate` refuses: `key`, and a truth for each column that may be at fault.

    A number is at fault outside its hard domain, or where a sum on the way could reach 2**53; a choice that
    is none of its options. The frame is of the engine that came in and has only rows with a fault.

    >>> import datetime as dt
    >>> import polars as pl
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.trade_in import AppliancePurchase
    >>> frame = pl.DataFrame({"key": [1, 2], "purchase.final_price": [489900, 2**53]})
    >>> over_bound(load_rulebook(), frame, matter=AppliancePurchase, subject=Citizen,
    ...            as_of=dt.date(2024, 8, 20)).rows()
    [(2, True)]
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
        masks=False,
        extra=extra,
    )
    at_fault = {name: term for name, term in one.program.strange.items() if not term.constant}
    if not at_fault:
        none = lower({}, key=key, style=one.style, where=one.program.pool.false)
        return run(one.native, none).to_native()  # type: ignore[no-any-return] # of the kind that came in
    where = one.program.pool.any(*at_fault.values())
    said = run(one.native, lower(at_fault, key=key, style=one.style, where=where))
    return said.to_native()  # type: ignore[no-any-return] # as above


def number_ends(  # noqa: PLR0913 - what an answer depends on
    book: Rulebook,
    frame: object,
    *,
    matter: type[Matter],
    subject: type[Subject],
    as_of: dt.date,
    rules: Collection[str] | None = None,
    settle: Mapping[str, str] = FrozenMap(),
    key: str = "key",
    extra: Extra = "refuse",
) -> dict[str, tuple[int | None, int | None]]:
    """Return the least and the most that each column of numbers in a frame may hold, money in fen.

    These are the ends that `over_bound` holds the rows of the same frame against: None where there is none.

    >>> import datetime as dt
    >>> import polars as pl
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.trade_in import AppliancePurchase
    >>> frame = pl.DataFrame({"key": [1, 2], "purchase.final_price": [489900, 2**53]})
    >>> number_ends(load_rulebook(), frame, matter=AppliancePurchase, subject=Citizen,
    ...             as_of=dt.date(2024, 8, 20))
    {'purchase.final_price': (0, 9007199254740991)}
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
        masks=False,
        extra=extra,
    )
    limits = one.program.limits
    return {
        name: ends(column, limits.get(name))
        for name, column in one.program.schema.columns.items()
        if column.holds is Holds.NUMBER and name in one.native.columns
    }


__all__ = ["number_ends", "over_bound"]
