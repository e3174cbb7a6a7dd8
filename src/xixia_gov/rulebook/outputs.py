"""Building what a rule gives beside its outcome: a number, a sum, a day, or one of several named things."""

from __future__ import annotations

from collections.abc import Iterator

from xixia_gov.expression.types import DateType, NumberType, TruthType, describe
from xixia_gov.model.condition import Alternative
from xixia_gov.model.output import Output
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.rulebook.schema import OutputEntry, RuleEntry
from xixia_gov.rulebook.space import Space
from xixia_gov.text import Text


def outputs_of(space: Space, entry: RuleEntry) -> tuple[Output, ...]:
    """Return what a rule gives, as far as it can be built."""
    made = (_output(space, name, one) for name, one in entry.gives.items())
    return tuple(sorted((one for one in made if one is not None), key=lambda one: one.id))


def _output(space: Space, name: str, entry: OutputEntry) -> Output | None:
    path: KeyPath = ("gives", name)
    text, cite = Text(zh=entry.zh, en=entry.en), space.cited((*path, "at"), entry.at)
    if (entry.is_ is None) is (not entry.one_of):
        message = Text(
            zh="gives 须有 is 或 one_of 之一", en="what is given has exactly one of `is` and `one_of`"
        )
        space.at_key(path, message)
        return None
    if entry.is_ is None:
        return Output(name, text, cite, ways=tuple(_ways(space, path, entry)))
    checked = space.checked((*path, "is"), entry.is_)
    if checked is None:
        return None
    if not isinstance(checked.type, NumberType | DateType):
        found = describe(checked.type)
        message = Text(
            zh=f"gives 的 is 应为数、金额或日期, 却是{found.zh}; 选项请用 one_of",
            en=f"`is` gives a number, money or a date, found {found.en}; for choices there is `one_of`",
        )
        space.inside((*path, "is"), 0, message)
        return None
    return Output(name, text, cite, checked.node, checked.type)


def _ways(space: Space, path: KeyPath, entry: OutputEntry) -> Iterator[Alternative]:
    for name, way in entry.one_of.items():
        where: KeyPath = (*path, "one_of", name)
        node = space.expression((*where, "when"), way.when, TruthType())
        if node is not None:
            cite = space.cited((*where, "at"), way.at or entry.at)
            yield Alternative(name, Text(zh=way.zh, en=way.en), node, cite)


__all__ = ["outputs_of"]
