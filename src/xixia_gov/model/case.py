"""A case is a subject, its matters, and the day of asking; what is not said in it stays unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.frozen import EMPTY, frozen
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject


def _tuple(value: Iterable[Matter]) -> tuple[Matter, ...]:
    return tuple(value)


@attrs.frozen(kw_only=True)
class Case:
    """Who asks, about what, and when.

    `as_of` is the day of asking. `findings` assert open terms, `settle` takes an option of a
    reading, `suppose` replaces a computed value: a what-if that every output marks. Raises `InputError`
    for a day, a subject or a matter that is none.

    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> Case(subject=Citizen(), as_of=dt.date(2024, 8, 20)).matters
    ()
    """

    subject: Subject
    as_of: dt.date
    matters: tuple[Matter, ...] = attrs.field(default=(), converter=_tuple)
    findings: Mapping[str, bool] = attrs.field(default=EMPTY, converter=frozen)
    settle: Mapping[str, str] = attrs.field(default=EMPTY, converter=frozen)
    suppose: Mapping[str, Any] = attrs.field(default=EMPTY, converter=frozen)

    def __attrs_post_init__(self) -> None:
        if self._is_made_of_its_parts():
            return
        wanted: list[tuple[str, object, type, str, str]] = [
            ("subject", self.subject, Subject, "主体", "a subject")
        ]
        wanted += [(f"matters[{i}]", one, Matter, "事项", "a matter") for i, one in enumerate(self.matters)]
        problems = [
            Problem(
                Text(zh=f"应为{zh}, 却是 {value!r}", en=f"expected {en}, found {value!r}"), Place(field=field)
            )
            for field, value, kind, zh, en in wanted
            if not isinstance(value, kind)
        ]
        if type(self.as_of) is not dt.date:
            message = Text(
                zh=f"询问之日应为日期, 却是 {self.as_of!r}", en=f"expected a day, found {self.as_of!r}"
            )
            problems.append(Problem(message, Place(field="as_of")))
        if problems:
            raise InputError(problems)

    def _is_made_of_its_parts(self) -> bool:
        parts: list[object] = [self.subject, *self.matters]
        kinds = [isinstance(part, Matter) for part in parts[1:]]
        return type(self.as_of) is dt.date and isinstance(parts[0], Subject) and all(kinds)
