"""Matters of rural crafts: a craftsman's station, studio or institute and the people it brings on."""

from __future__ import annotations

from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Maybe, money, number, one_of, opt, truth


@attrs.frozen(kw_only=True)
class CraftWorkshop(Matter):
    """One station, studio or institute of a rural craftsman, a known teacher or a master."""

    ROOT: ClassVar[str] = "craft"
    LABEL: ClassVar[Text] = Text(
        zh="乡村工匠站、名师工作室、大师传习所", en="craft station, studio or institute"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("乡村工匠", "名师", "大师", "传习所", "师徒", "craft")

    founder: Maybe[str] = one_of(
        "设立人",
        "founder",
        opt("rural_craftsman", "乡村工匠", "rural craftsman", "工匠"),
        opt("noted_teacher", "名师", "noted teacher of a craft"),
        opt("master", "大师", "master of a craft"),
        opt("other", "其他人或单位", "somebody else"),
        ask=("由谁设立?", "Who founded it?"),
    )
    type: Maybe[str] = one_of(
        "场所种类",
        "kind of place",
        opt("craft_station", "乡村工匠站", "rural craft station", "工作站", "乡村工匠工作站"),
        opt("teacher_studio", "名师工作室", "noted teacher's studio", "工作室"),
        opt("master_institute", "大师传习所", "master's institute", "传习所"),
        opt("other", "其他场所", "another place"),
        ask=("是哪一种场所?", "What kind of place is it?"),
    )
    level: Maybe[str] = one_of(
        "认定级别",
        "level of recognition",
        opt("not_recognised", "未认定", "not recognised"),
        opt("county", "县级", "county level", "区县级"),
        opt("city", "市级", "city level", "地市级"),
        opt("regional", "自治区级", "regional level", "省级"),
        opt("national", "国家级", "national level"),
        ask=("认定为哪一级?", "At which level was it recognised?"),
    )
    teaches: Maybe[bool] = truth(
        "以师徒传承带徒弟",
        "passes the craft on from master to apprentice",
        ask=(
            "是否以师徒传承的方式带徒弟?",
            "Is the craft passed on from master to apprentice?",
        ),
    )
    alleviated_employed: Maybe[int] = number(
        "带动就业的脱贫人口人数",
        "people lifted out of poverty whom it brought into work",
        unit="persons",
        sensible=(0, 1000),
        ask=(
            "带动了多少名脱贫人口就业?",
            "How many people lifted out of poverty did it bring into work?",
        ),
    )
    income_raised: Maybe[bool] = truth(
        "被带动的脱贫人口收入增加",
        "the income of those people rose",
        ask=("被带动的脱贫人口收入增加了吗?", "Did the income of those people rise?"),
    )
    this_level_paid: Maybe[bool] = truth(
        "已按现认定级别领过奖补",
        "the award for its present level was already paid",
        ask=(
            "是否已按现在的认定级别领过奖补?",
            "Was the award for its present level of recognition already paid?",
        ),
    )
    lower_level_paid: Maybe[Money] = money(
        "以前按较低级别领过的奖补数额",
        "what was paid before for a lower level",
        ask=(
            "以前按较低的认定级别领过多少元奖补(没有领过的, 填0)?",
            "How much was paid before for a lower level of recognition (0 if nothing was)?",
        ),
    )
    learners: Maybe[int] = number(
        "传承技艺并就业的脱贫人口人数",
        "learners for whom the award is claimed",
        unit="persons",
        sensible=(0, 1000),
        ask=(
            "为多少名传承技艺并就业的脱贫人口申请奖补?",
            "For how many people lifted out of poverty, carrying the craft on at work, is it claimed?",
        ),
    )
    learners_stable_months: Maybe[int] = number(
        "传承人员稳定就业的整月数",
        "whole months the learners have been in stable employment",
        unit="months",
        sensible=(0, 600),
        ask=(
            "这些人稳定就业满多少个整月(各人不同的, 填最短的)?",
            "For how many whole months have they been in stable employment (the shortest, if they differ)?",
        ),
    )
