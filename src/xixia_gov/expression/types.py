"""A type says what a value can be compared and combined with; units are part of it."""

from __future__ import annotations

import attrs

from xixia_gov.text import Text
from xixia_gov.units import RATIO, Unit


@attrs.frozen
class TruthType:
    """Yes or no."""


@attrs.frozen
class NumberType:
    """A number of a unit; `unit` None is a bare 0 or 1, which goes with every unit.

    `nonzero` says that the hard domain excludes 0, so that it may stand below a division sign.
    """

    unit: Unit | None = RATIO
    nonzero: bool = attrs.field(default=False, eq=False)


@attrs.frozen
class DateType:
    """A calendar day."""


@attrs.frozen
class ChoiceType:
    """One of some options; `ordered` options have a rank, the lowest first."""

    options: tuple[str, ...]
    ordered: bool = False


@attrs.frozen
class FlagsType:
    """Any number of some options."""

    options: tuple[str, ...]


@attrs.frozen
class CodeType:
    """Opaque text."""


@attrs.frozen
class SetType:
    """A named list of options of one fact."""

    options: tuple[str, ...]


@attrs.frozen
class ItemsType:
    """A list of things; `root` is the first word of the paths of a thing's facts."""

    root: str


@attrs.frozen
class EachType:
    """A definition over the things of a list: one value of `each` for every thing."""

    root: str
    each: Type


@attrs.frozen
class WordType:
    """A text literal, before it is known which choice it stands beside."""


@attrs.frozen
class RuleType:
    """Another rule."""


@attrs.frozen
class WrongType:
    """What a faulty part yields, so that one fault is told once."""


Type = (
    TruthType
    | NumberType
    | DateType
    | ChoiceType
    | FlagsType
    | CodeType
    | SetType
    | ItemsType
    | EachType
    | WordType
    | RuleType
    | WrongType
)


def describe(kind: Type) -> Text:
    """Return a type as people read it.

    >>> describe(DateType()).en
    'a date'
    """
    match kind:
        case TruthType():
            return Text(zh="是否", en="a truth")
        case NumberType(unit=unit):
            if unit is None or unit == RATIO:
                return Text(zh="数", en="a plain number")
            return Text(zh=f"数 ({unit.label.zh})", en=f"a number of {unit.label.en}")
        case DateType():
            return Text(zh="日期", en="a date")
        case ChoiceType():
            return Text(zh="选项", en="a choice")
        case FlagsType():
            return Text(zh="多选", en="a set of choices")
        case CodeType():
            return Text(zh="代码", en="a code")
        case SetType():
            return Text(zh="清单", en="a named list")
        case ItemsType():
            return Text(zh="列表", en="a list of things")
        case EachType():
            return Text(zh="逐项定义", en="a definition over a list")
        case WordType():
            return Text(zh="选项文字", en="an option text")
        case RuleType():
            return Text(zh="规则", en="a rule")
        case WrongType():
            return Text(zh="错误", en="a fault")
