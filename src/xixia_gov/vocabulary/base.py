"""A case is about a subject and its matters; these are their parents, and what all of them carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar

import attrs

from xixia_gov.frozen import EMPTY, frozen
from xixia_gov.text import Text


@attrs.frozen(kw_only=True)
class Thing:
    """Anything with facts. `ROOT` is the first word of its facts' paths, `LABEL` its name."""

    ROOT: ClassVar[str]
    LABEL: ClassVar[Text]

    def __attrs_post_init__(self) -> None:
        _check()(self)


@cache
def _check() -> Callable[[Thing], None]:
    # The checks know the parents, so they are fetched when the first thing is made.
    from xixia_gov.vocabulary.check import check_thing  # noqa: PLC0415

    return check_thing


@attrs.frozen(kw_only=True)
class Subject(Thing):
    """Who asks."""

    WORDS: ClassVar[tuple[str, ...]] = ()


@attrs.frozen(kw_only=True)
class Matter(Thing):
    """What a case is about: one unit (台, 件, 辆, 人), or `units` equal ones.

    `ref` is the caller's own number, echoed in every result. `findings` settle open terms for this
    matter alone; `own` holds facts that only a rule file declares.
    """

    WORDS: ClassVar[tuple[str, ...]] = ()

    ref: str | None = None
    units: int = 1
    findings: Mapping[str, bool] = attrs.field(default=EMPTY, converter=frozen)
    own: Mapping[str, Any] = attrs.field(default=EMPTY, converter=frozen)
