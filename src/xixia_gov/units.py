"""A unit is what a number counts; units multiply and divide, and are never mixed in silence."""

from __future__ import annotations

from typing import Final

import attrs

from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.text import Text

NAMES: Final[dict[str, Text]] = {
    "yuan": Text(zh="元", en="yuan"),
    "class": Text(zh="级", en="class"),
    "persons": Text(zh="人", en="persons"),
    "months": Text(zh="个月", en="months"),
    "days": Text(zh="天", en="days"),
    "years": Text(zh="年", en="years"),
    "times": Text(zh="次", en="times"),
    "items": Text(zh="件", en="items"),
    "firms": Text(zh="家", en="firms"),
    "storeys": Text(zh="层", en="storeys"),
    "places": Text(zh="个", en="places"),
    "metres": Text(zh="米", en="metres"),
    "km/h": Text(zh="公里每小时", en="kilometres an hour"),
    "kg": Text(zh="公斤", en="kg"),
}
"""The units there are, with the words people read."""

RANKED_DOWN: Final = frozenset({"class"})
"""Units in which the smaller number is the better one: 二级以上 is class 1 or 2."""


@attrs.frozen
class Unit:
    """A product of named units with whole powers; the empty product is a plain ratio.

    >>> str(parse_unit("yuan/persons") * parse_unit("persons"))
    'yuan'
    """

    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: Unit) -> Unit:
        return _unit([*self.powers, *other.powers])

    def __truediv__(self, other: Unit) -> Unit:
        return _unit([*self.powers, *((name, -power) for name, power in other.powers)])

    @property
    def name(self) -> str | None:
        """The name of a single unit to the first power, else None."""
        if len(self.powers) == 1 and self.powers[0][1] == 1:
            return self.powers[0][0]
        return None

    @property
    def label(self) -> Text:
        """The unit as people read it; empty for a ratio."""
        return Text(zh=self._written("zh"), en=self._written("en"))

    def _written(self, lang: str) -> str:
        over = [getattr(NAMES[name], lang) for name, power in self.powers if power > 0]
        under = [getattr(NAMES[name], lang) for name, power in self.powers if power < 0]
        if lang == "zh":
            return "每".join(["·".join(over), *under])
        return " per ".join([" ".join(over), *(name.removesuffix("s") for name in under)])

    def __str__(self) -> str:
        over = "*".join(name for name, power in self.powers if power > 0)
        under = [name for name, power in self.powers if power < 0]
        return "/".join([over or "1", *under]) if self.powers else "ratio"


RATIO: Final = Unit()
YUAN: Final = Unit((("yuan", 1),))


def _unit(factors: list[tuple[str, int]]) -> Unit:
    powers: dict[str, int] = {}
    for name, power in factors:
        powers[name] = powers.get(name, 0) + power
    return Unit(tuple(sorted((name, power) for name, power in powers.items() if power)))


def parse_unit(written: str) -> Unit:
    """Return the unit written as `yuan`, `yuan/persons` or `ratio`.

    Raises `ValueProblem` for an unknown unit, with the nearest right one.

    >>> parse_unit("ratio") == RATIO
    True
    """
    if written == "ratio":
        return RATIO
    if written in NAMES:
        return Unit(((written, 1),))
    over, *under = written.split("/")
    for name in (over, *under):
        if name not in NAMES:
            raise ValueProblem(unknown_name(Text(zh="单位", en="unit"), name, [*NAMES, "ratio"]))
    return _unit([(over, 1), *((name, -1) for name in under)])
