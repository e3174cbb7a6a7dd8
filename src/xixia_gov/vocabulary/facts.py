"""A fact is one typed field somebody reads off a document or counts; all that is said of it stands here.

Labels, questions, units, choices, limits and gates are written once, on the attrs field, and feed
the command line, the errors, the questions and the tests.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Mapping
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from xixia_gov.money import FEN_PER_YUAN, Money
from xixia_gov.text import Text
from xixia_gov.truth import Truth
from xixia_gov.units import RATIO, YUAN, Unit, parse_unit
from xixia_gov.unknown import UNKNOWN, Unknown
from xixia_gov.vocabulary.base import Thing

T = TypeVar("T")
Maybe: TypeAlias = T | Unknown
"""A value, or `UNKNOWN` when nobody has given it."""

METADATA_KEY: Final = "xixia_gov.fact"


class FactKind(enum.Enum):
    """The kinds of fact the rule language can read."""

    TRUTH = "truth"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    ONE_OF = "one_of"
    MANY_OF = "many_of"
    CODE = "code"
    LIST = "list"
    RELATION = "relation"


@attrs.frozen
class Option:
    """One choice of a fact: its id in files and rules, its label, and everyday words for it."""

    id: str
    label: Text
    words: tuple[str, ...] = ()


@attrs.frozen
class Gate:
    """What must be so for a fact to exist: another fact is true, or is the one choice named."""

    fact: str
    option: str | None = None

    def __str__(self) -> str:
        return self.fact if self.option is None else f"{self.fact} == '{self.option}'"


@attrs.frozen
class FactInfo:
    """What is known of a fact before anybody gives its value.

    `least` and `most` are the hard domain: values outside are refused. `sensible` only warns.
    Money is in fen.
    """

    kind: FactKind
    label: Text
    ask: Text
    unit: Unit = RATIO
    options: tuple[Option, ...] = ()
    ordered: bool = False
    least: int | None = None
    most: int | None = None
    sensible: tuple[int, int] | None = None
    exists_if: Gate | None = None
    element: type[Thing] | None = None
    option_ids: tuple[str, ...] = attrs.field(init=False, eq=False, repr=False)
    """The ids of the choices, in their order (the lowest first when ordered)."""

    @option_ids.default
    def _ids_of_options(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    def option(self, written: str) -> Option | None:
        """Return the option with this id, label or everyday word, or None."""
        for option in self.options:
            if written in (option.id, option.label.zh, option.label.en, *option.words):
                return option
        return None


@attrs.frozen
class Fact:
    """A fact of a class: its field name and what is known of it."""

    name: str
    info: FactInfo


def opt(option_id: str, zh: str, en: str, *words: str) -> Option:
    """Return an option; `words` are everyday names people type for it."""
    return Option(option_id, Text(zh=zh, en=en), words)


def _field(info: FactInfo) -> Any:  # noqa: ANN401 - attrs.field is declared so
    default: Any = attrs.Factory(tuple) if info.kind is FactKind.LIST else UNKNOWN
    converter = _freeze if info.kind is FactKind.MANY_OF else None
    if info.kind is FactKind.LIST:
        converter = _as_tuple
    return attrs.field(default=default, converter=converter, metadata={METADATA_KEY: info})


def _as_tuple(value: Any) -> Any:  # noqa: ANN401 - whatever is wrong is reported by the checks
    return tuple(value) if isinstance(value, list | tuple) else value


def _freeze(value: Any) -> Any:  # noqa: ANN401 - whatever is wrong is reported by the checks
    if isinstance(value, Mapping):
        return Flags(tuple(sorted((str(k), v) for k, v in value.items())), complete=False)
    if isinstance(value, set | frozenset | list | tuple) and all(isinstance(v, str) for v in value):
        return Flags(tuple((v, True) for v in sorted(set(value))), complete=True)
    return value


@attrs.frozen
class Flags:
    """The value of a many-of fact: which choices are said to hold.

    A list names exactly what holds (`complete`); a mapping says true or false choice by choice and
    leaves the rest unknown.
    """

    said: tuple[tuple[str, bool], ...]
    complete: bool

    def truth(self, option: str) -> Truth:
        """Whether `option` holds."""
        for name, value in self.said:
            if name == option:
                return Truth.of(value)
        return Truth.FALSE if self.complete else Truth.UNKNOWN


def truth(zh: str, en: str, *, ask: tuple[str, str], exists_if: Gate | None = None) -> Any:  # noqa: ANN401
    """Declare a yes-or-no fact; `ask` is the question in Chinese and English."""
    return _field(FactInfo(FactKind.TRUTH, Text(zh=zh, en=en), Text(*ask), exists_if=exists_if))


def money(  # noqa: PLR0913 - one keyword for each thing a sum can say
    zh: str,
    en: str,
    *,
    ask: tuple[str, str],
    per: str | None = None,
    sensible: tuple[int, int] | None = None,
    exists_if: Gate | None = None,
) -> Any:  # noqa: ANN401
    """Declare a sum of money, at least 0; `per` a unit makes it a rate, such as yuan per month.

    `sensible` is in whole yuan, both ends inside.
    """
    return _field(
        FactInfo(
            FactKind.MONEY,
            Text(zh=zh, en=en),
            Text(*ask),
            unit=YUAN if per is None else parse_unit(f"yuan/{per}"),
            least=0,
            sensible=None if sensible is None else (sensible[0] * FEN_PER_YUAN, sensible[1] * FEN_PER_YUAN),
            exists_if=exists_if,
        )
    )


def number(  # noqa: PLR0913 - one keyword for each thing a number can say
    zh: str,
    en: str,
    *,
    unit: str,
    ask: tuple[str, str],
    least: int | None = 0,
    most: int | None = None,
    sensible: tuple[int, int] | None = None,
    exists_if: Gate | None = None,
) -> Any:  # noqa: ANN401
    """Declare a whole number; `least` and `most` are inside the domain."""
    return _field(
        FactInfo(
            FactKind.NUMBER,
            Text(zh=zh, en=en),
            Text(*ask),
            unit=parse_unit(unit),
            least=least,
            most=most,
            sensible=sensible,
            exists_if=exists_if,
        )
    )


def date(zh: str, en: str, *, ask: tuple[str, str], exists_if: Gate | None = None) -> Any:  # noqa: ANN401
    """Declare a calendar day."""
    return _field(FactInfo(FactKind.DATE, Text(zh=zh, en=en), Text(*ask), exists_if=exists_if))


def one_of(
    zh: str,
    en: str,
    *options: Option,
    ask: tuple[str, str],
    ordered: bool = False,
    exists_if: Gate | None = None,
) -> Any:  # noqa: ANN401
    """Declare a choice of exactly one option; `ordered` ranks them, the lowest first."""
    return _field(
        FactInfo(
            FactKind.ONE_OF,
            Text(zh=zh, en=en),
            Text(*ask),
            options=options,
            ordered=ordered,
            exists_if=exists_if,
        )
    )


def many_of(zh: str, en: str, *options: Option, ask: tuple[str, str], exists_if: Gate | None = None) -> Any:  # noqa: ANN401
    """Declare a choice of any number of options, one truth for each."""
    return _field(
        FactInfo(FactKind.MANY_OF, Text(zh=zh, en=en), Text(*ask), options=options, exists_if=exists_if)
    )


def code(zh: str, en: str, *, ask: tuple[str, str], exists_if: Gate | None = None) -> Any:  # noqa: ANN401
    """Declare an opaque text that is only compared for equality."""
    return _field(FactInfo(FactKind.CODE, Text(zh=zh, en=en), Text(*ask), exists_if=exists_if))


def items(zh: str, en: str, *, element: type[Thing], ask: tuple[str, str]) -> Any:  # noqa: ANN401
    """Declare a list of things of one kind; whether it is complete is the fact `<name>_complete`."""
    return _field(FactInfo(FactKind.LIST, Text(zh=zh, en=en), Text(*ask), element=element))


def relation(zh: str, en: str, *, to: type[Thing], ask: tuple[str, str]) -> Any:  # noqa: ANN401
    """Declare something the subject belongs to, with facts of its own."""
    return _field(FactInfo(FactKind.RELATION, Text(zh=zh, en=en), Text(*ask), element=to))


def facts_of(cls: type) -> tuple[Fact, ...]:
    """Return the facts of a vocabulary class in the order they are written."""
    return _facts_of(cls)


@functools.cache
def _facts_of(cls: Any) -> tuple[Fact, ...]:  # noqa: ANN401 - a class, which mypy does not take for hashable
    found = ((field.name, field.metadata.get(METADATA_KEY)) for field in attrs.fields(cls))
    return tuple(Fact(name, info) for name, info in found if info is not None)


FactValue = bool | int | Money | dt.date | str | Flags | tuple[Any, ...] | Unknown
"""What a fact can hold."""
