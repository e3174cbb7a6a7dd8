"""Citizens and the households they belong to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Subject, Thing
from xixia_gov.vocabulary.facts import (
    Flags,
    Maybe,
    items,
    many_of,
    money,
    opt,
    relation,
    truth,
)

POVERTY_GROUPS = (
    opt("poverty_alleviated", "脱贫人口", "people lifted out of poverty", "脱贫户", "建档立卡脱贫户"),
    opt(
        "monitored",
        "防止返贫监测对象",
        "households monitored against falling back into poverty",
        "监测对象",
        "监测户",
    ),
    opt("rural_low_income", "农村低收入人口", "rural low-income people", "农村低收入"),
    opt("relocated", "搬迁群众", "relocated residents", "移民搬迁群众", "搬迁户"),
)
"""The groups of people that the employment measures name, as their registers hold them."""


@attrs.frozen(kw_only=True)
class Member(Thing):
    """One member of a household."""

    ROOT: ClassVar[str] = "member"
    LABEL: ClassVar[Text] = Text(zh="家庭成员", en="household member")

    labour_income: Maybe[Money] = money(
        "一年务工收入",
        "yearly income from wage work",
        ask=(
            "这名成员一年的务工收入是多少元?",
            "What did this member earn from wage work in the year?",
        ),
    )


@attrs.frozen(kw_only=True)
class Household(Thing):
    """The household a citizen lives in."""

    ROOT: ClassVar[str] = "household"
    LABEL: ClassVar[Text] = Text(zh="家庭", en="household")

    groups: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "家庭所属类别",
        "groups the household is registered in",
        *POVERTY_GROUPS,
        ask=("这个家庭登记在哪些类别中?", "In which of these groups is the household registered?"),
    )
    labour_income: Maybe[Money] = money(
        "家庭一年务工收入合计",
        "the household's yearly income from wage work",
        ask=(
            "全家一年的务工收入合计是多少元?",
            "What did the whole household earn from wage work in the year?",
        ),
    )
    members: tuple[Member, ...] = items(
        "家庭成员",
        "household members",
        element=Member,
        ask=("家庭有哪些成员?", "Who belongs to the household?"),
    )
    members_complete: Maybe[bool] = truth(
        "成员已列全",
        "all members are listed",
        ask=("家庭成员是否已全部列出?", "Are all members of the household listed?"),
    )


@attrs.frozen(kw_only=True)
class Citizen(Subject):
    """A natural person."""

    ROOT: ClassVar[str] = "citizen"
    LABEL: ClassVar[Text] = Text(zh="个人", en="citizen")
    WORDS: ClassVar[tuple[str, ...]] = ("公民", "居民", "person")

    groups: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "本人所属类别",
        "groups the person is registered in",
        *POVERTY_GROUPS,
        ask=("本人登记在哪些类别中?", "In which of these groups is the person registered?"),
    )
    household: Maybe[Household] = relation(
        "所在家庭",
        "household",
        to=Household,
        ask=("家庭情况如何?", "What is known of the household?"),
    )
