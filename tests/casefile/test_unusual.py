# ruff: noqa: RUF009 - a fact is declared by a call, which makes the attrs field that holds its metadata
"""A value that a fact seldom has is told, and answered as it stands."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import attrs
import pytest

from xixia_gov.casefile.unusual import unusual
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import yuan
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.text import Text
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.base import Subject, Thing
from xixia_gov.vocabulary.citizen import Citizen
from xixia_gov.vocabulary.facts import Maybe, items, number, relation
from xixia_gov.vocabulary.investment import InvestmentProject
from xixia_gov.vocabulary.trade_in import AppliancePurchase

DAY = dt.date(2024, 8, 20)


@attrs.frozen(kw_only=True)
class Room(Thing):
    ROOT: ClassVar[str] = "room"
    LABEL: ClassVar[Text] = Text(zh="房间", en="room")

    doors: Maybe[int] = number("门数", "doors", unit="places", sensible=(1, 4), ask=("几扇门?", "How many?"))


@attrs.frozen(kw_only=True)
class House(Thing):
    ROOT: ClassVar[str] = "house"
    LABEL: ClassVar[Text] = Text(zh="房屋", en="house")

    rooms: tuple[Room, ...] = items("房间", "rooms", element=Room, ask=("哪些房间?", "Which rooms?"))


@attrs.frozen(kw_only=True)
class Owner(Subject):
    ROOT: ClassVar[str] = "owner"
    LABEL: ClassVar[Text] = Text(zh="房主", en="owner")

    house: Maybe[House] = relation("房屋", "house", to=House, ask=("房屋如何?", "Which house?"))


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def fields(book: Rulebook, **facts: Any) -> list[str]:
    case = Case(subject=Citizen(), as_of=DAY, matters=[AppliancePurchase(**facts)])
    return [problem.place.field for problem in unusual(book, case)]


@pytest.mark.parametrize(("value", "told"), [(1, False), (5, False), (6, True), (UNKNOWN, False)])
def test_both_ends_of_the_range_are_usual(book: Rulebook, value: Any, told: bool) -> None:  # noqa: FBT001
    assert fields(book, energy_class=value) == (["matters[0].energy_class"] if told else [])


@pytest.mark.parametrize(
    ("price", "told"), [("9.99", True), ("10", False), ("200000", False), ("200000.01", True)]
)
def test_a_sum_is_held_to_the_fen(book: Rulebook, price: str, told: bool) -> None:  # noqa: FBT001
    assert fields(book, unit_price=yuan(price)) == (["matters[0].unit_price"] if told else [])


def test_a_project_that_costs_nothing_is_told(book: Rulebook) -> None:
    case = Case(subject=Citizen(), as_of=DAY, matters=[InvestmentProject(total_investment=yuan(0))])
    (problem,) = unusual(book, case, "case.toml")
    assert problem.render("zh") == (
        "case.toml: matters[0].total_investment: "
        "不寻常的“项目总投资”: 0元, 一般从 100,000元 到 100,000,000,000元; 请核对"
    )


def test_the_things_of_a_subject_are_looked_at_too(book: Rulebook) -> None:
    house = House(rooms=(Room(doors=4), Room(doors=5), Room()))
    (problem,) = unusual(book, Case(subject=Owner(house=house), as_of=DAY))
    assert problem.place.field == "subject.house.rooms[1].doors"
