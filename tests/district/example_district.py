# ruff: noqa: RUF009 - a fact is declared by a call, which makes the attrs field that holds its metadata
"""The vocabulary of a made-up district: hedges planted and hedges trimmed."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Final

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import Gate, Maybe, date, items, number, one_of, opt, truth
from xixia_gov.vocabulary.vocabulary import Vocabulary


@attrs.frozen(kw_only=True)
class Resident(Subject):
    """Somebody who lives in the district."""

    ROOT: ClassVar[str] = "resident"
    LABEL: ClassVar[Text] = Text(zh="居民", en="resident")

    owns_garden: Maybe[bool] = truth(
        "有自己的庭院", "owns the garden", ask=("庭院是自己的吗?", "Is the garden the resident's own?")
    )


@attrs.frozen(kw_only=True)
class Shop(Subject):
    """A shop with a hedge before it."""

    ROOT: ClassVar[str] = "shop"
    LABEL: ClassVar[Text] = Text(zh="店铺", en="shop")


@attrs.frozen(kw_only=True)
class Section(Thing):
    """One stretch of a hedge."""

    ROOT: ClassVar[str] = "section"
    LABEL: ClassVar[Text] = Text(zh="绿篱的一段", en="section of a hedge")

    length: Maybe[int] = number(
        "长度", "length", unit="metres", ask=("这一段有多少米?", "How many metres long is it?")
    )


@attrs.frozen(kw_only=True)
class HedgePlanting(Matter):
    """A hedge planted."""

    ROOT: ClassVar[str] = "planting"
    LABEL: ClassVar[Text] = Text(zh="绿篱种植", en="hedge planting")
    WORDS: ClassVar[tuple[str, ...]] = ("种绿篱",)

    in_district: Maybe[bool] = truth(
        "种在示例区", "planted in the district", ask=("种在示例区吗?", "Is it planted in the district?")
    )
    planted_on: Maybe[dt.date] = date(
        "种植日期", "day of planting", ask=("哪一天种植的?", "On which day was it planted?")
    )
    plant: Maybe[str] = one_of(
        "植物",
        "plant",
        opt("privet", "女贞", "privet"),
        opt("box", "黄杨", "box"),
        opt("bamboo", "竹子", "bamboo", "竹"),
        ask=("种的是什么植物?", "Which plant is it?"),
    )
    sections: tuple[Section, ...] = items(
        "各段绿篱", "sections of the hedge", element=Section, ask=("分哪几段?", "Which sections has it?")
    )
    sections_complete: Maybe[bool] = truth(
        "各段已列全", "all sections are listed", ask=("各段列全了吗?", "Are all sections listed?")
    )


@attrs.frozen(kw_only=True)
class HedgeTrimming(Matter):
    """A hedge trimmed."""

    ROOT: ClassVar[str] = "trimming"
    LABEL: ClassVar[Text] = Text(zh="绿篱修剪", en="hedge trimming")

    done_on: Maybe[dt.date] = date(
        "修剪日期", "day of trimming", ask=("哪一天修剪的?", "On which day was it trimmed?")
    )
    approved: Maybe[bool] = truth(
        "经园林站批准",
        "approved by the garden station",
        ask=("园林站批准了吗?", "Has the garden station approved it?"),
    )
    cuttings_on_pavement: Maybe[bool] = truth(
        "修剪物落在人行道上",
        "cuttings fell on the pavement",
        ask=("修剪物落在人行道上了吗?", "Did cuttings fall on the pavement?"),
    )
    cleared: Maybe[bool] = truth(
        "已清除", "cuttings are cleared", ask=("清除了吗?", "Have they been cleared?")
    )
    cleared_on: Maybe[dt.date] = date(
        "清除日期",
        "day of clearing",
        exists_if=Gate("cleared"),
        ask=("哪一天清除的?", "On which day were they cleared?"),
    )


VOCABULARY: Final = Vocabulary(
    name="example_district:VOCABULARY",
    subjects=(Resident, Shop),
    matters=(HedgePlanting, HedgeTrimming),
)
