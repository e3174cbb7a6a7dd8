"""Unusual values: what a case gives outside the range a fact usually has, most likely a slip of the hand.

A value outside a fact's domain is refused; one outside its sensible range is answered as it stands, and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from xixia_gov.engine.words import number_text
from xixia_gov.errors import Place, Problem
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of


def unusual(book: Rulebook, case: Case, name: str = "") -> Iterator[Problem]:
    """Yield each value of a case, of the file `name`, that its fact seldom has; both ends are usual.

    >>> import datetime as dt
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> from xixia_gov.vocabulary.citizen import Citizen
    >>> from xixia_gov.vocabulary.trade_in import AppliancePurchase
    >>> fridge = AppliancePurchase(energy_class=7)
    >>> case = Case(subject=Citizen(), as_of=dt.date(2024, 8, 20), matters=[fridge])
    >>> [problem.message.en for problem in unusual(load_rulebook(), case)]
    ["unusual 'energy class': class 7; mostly from class 1 to class 5. Is it right?"]
    """
    for field, thing in (("subject", case.subject), *_matters(case)):
        for where, info, value in _values(field, thing):
            yield from _told(info, value, Place(name, field=where))
    for field, matter in _matters(case):
        for key, value in matter.own.items():
            yield from _told(book.facts[f"own.{key}"], value, Place(name, field=f"{field}.own.{key}"))


def _matters(case: Case) -> Iterator[tuple[str, Matter]]:
    return ((f"matters[{index}]", matter) for index, matter in enumerate(case.matters))


def _values(field: str, thing: Thing) -> Iterator[tuple[str, FactInfo, object]]:
    """Yield every value of a thing, and of the things it has, with its field."""
    for fact in facts_of(type(thing)):
        value, where = getattr(thing, fact.name), f"{field}.{fact.name}"
        if isinstance(value, Thing):
            yield from _values(where, value)
        elif fact.info.kind is FactKind.LIST and isinstance(value, tuple):
            for index, one in enumerate(value):
                yield from _values(f"{where}[{index}]", one)
        else:
            yield where, fact.info, value


def _told(info: FactInfo, value: object, place: Place) -> Iterator[Problem]:
    number = value.fen if isinstance(value, Money) else value
    if info.sensible is None or not isinstance(number, int):
        return
    least, most = info.sensible
    if least <= number <= most:
        return
    found, low, high = (number_text(Fraction(one), info.unit) for one in (number, least, most))
    message = Text(
        zh=f"不寻常的“{info.label.zh}”: {found.zh}, 一般从 {low.zh} 到 {high.zh}; 请核对",
        en=f"unusual {info.label.en!r}: {found.en}; mostly from {low.en} to {high.en}. Is it right?",
    )
    yield Problem(message, place)


__all__ = ["unusual"]
