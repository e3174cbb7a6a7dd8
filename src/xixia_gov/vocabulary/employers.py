"""Matters of those who give work or build a labour brand: hires, workshops, trainees, stations, brands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.citizen import POVERTY_GROUPS
from xixia_gov.vocabulary.facts import (
    Flags,
    Maybe,
    many_of,
    money,
    number,
    one_of,
    opt,
    truth,
)

CARRIERS = (
    opt("small_firm", "中小微企业", "small, medium or micro enterprise", "中型企业", "小微企业"),
    opt("workshop", "就业帮扶车间", "employment assistance workshop", "帮扶车间"),
    opt("winery", "酒庄", "winery"),
    opt("development_zone", "经开区", "economic and technological development zone"),
    opt("innovation_park", "中关村创新创业科技园", "Zhongguancun innovation park", "中关村双创园"),
    opt("large_firm", "大型企业", "large enterprise", "大企业"),
    opt("other", "其他单位", "another body"),
)
"""What a body that gives work can be; one body can be several of them."""


@attrs.frozen(kw_only=True)
class WorkerHire(Matter):
    """One worker whom an employer took in (one 人)."""

    ROOT: ClassVar[str] = "hire"
    LABEL: ClassVar[Text] = Text(zh="吸纳就业", en="taking in a worker")
    WORDS: ClassVar[tuple[str, ...]] = ("社保补贴", "招用", "用工", "hire")

    carrier: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "用人单位属于哪些类别",
        "what the employer is",
        *CARRIERS,
        ask=("用人单位属于下列哪些类别?", "Which of these is the employer?"),
    )
    worker_groups: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "被吸纳人员所属类别",
        "groups the worker is registered in",
        *POVERTY_GROUPS,
        ask=("被吸纳人员登记在哪些类别中?", "In which of these groups is the worker registered?"),
    )
    monthly_contribution: Maybe[Money] = money(
        "单位每月为其实际缴纳的社会保险费",
        "what the employer actually pays each month for the worker's social insurance",
        per="months",
        ask=(
            "单位每月为该人员实际缴纳多少元社会保险费(不含个人缴纳部分)?",
            "What does the employer itself actually pay each month for the worker's insurance?",
        ),
    )
    months_paid: Maybe[int] = number(
        "单位已实际缴费的月数",
        "months the employer actually paid",
        unit="months",
        sensible=(0, 600),
        ask=(
            "单位已为该人员实际缴纳社会保险费多少个月?",
            "For how many months did the employer actually pay the worker's social insurance?",
        ),
    )


@attrs.frozen(kw_only=True)
class AssistanceWorkshop(Matter):
    """One employment assistance workshop."""

    ROOT: ClassVar[str] = "assistance_workshop"
    LABEL: ClassVar[Text] = Text(zh="就业帮扶车间", en="employment assistance workshop")
    WORDS: ClassVar[tuple[str, ...]] = ("帮扶车间", "一次性补贴")

    is_workshop: Maybe[bool] = truth(
        "是就业帮扶车间",
        "is an employment assistance workshop",
        ask=("是就业帮扶车间吗?", "Is it an employment assistance workshop?"),
    )
    three_group_workers: Maybe[int] = number(
        "吸纳的脱贫人口、农村低收入人口和搬迁群众人数",
        "workers taken in who were lifted out of poverty, are rural low-income or were relocated",
        unit="persons",
        sensible=(0, 1000),
        ask=(
            "吸纳了多少名脱贫人口、农村低收入人口或搬迁群众?",
            "How many people lifted out of poverty, rural low-income or relocated did it take in?",
        ),
    )
    monitored_workers: Maybe[int] = number(
        "吸纳的不属于以上三类的防止返贫监测对象人数",
        "workers taken in who are monitored and in none of those three groups",
        unit="persons",
        sensible=(0, 1000),
        ask=(
            "吸纳了多少名不属于以上三类的防止返贫监测对象?",
            "How many monitored people who are in none of those three groups did it take in?",
        ),
    )
    paid_this_year: Maybe[bool] = truth(
        "本年度已领过该项补贴",
        "the subsidy was already paid this year",
        ask=("本年度是否已领过该项补贴?", "Was the subsidy already paid this year?"),
    )
    paid_before: Maybe[bool] = truth(
        "以前任何时候领过该项补贴",
        "the subsidy was ever paid before",
        ask=("以前是否领过该项补贴?", "Was the subsidy ever paid before?"),
    )


@attrs.frozen(kw_only=True)
class TraineeSite(Matter):
    """One enterprise's places for job trainees (就业见习)."""

    ROOT: ClassVar[str] = "trainee_site"
    LABEL: ClassVar[Text] = Text(zh="就业见习", en="job traineeships")
    WORDS: ClassVar[tuple[str, ...]] = ("见习", "见习补贴", "青年见习", "internship")

    takes_trainees: Maybe[bool] = truth(
        "开展就业见习",
        "takes job trainees",
        ask=("企业是否接收见习人员、开展就业见习?", "Does the enterprise take job trainees?"),
    )


@attrs.frozen(kw_only=True)
class CarrierIntake(Matter):
    """The workers that one body which gives work has taken in."""

    ROOT: ClassVar[str] = "intake"
    LABEL: ClassVar[Text] = Text(zh="就业载体吸纳就业", en="workers taken in by a body")
    WORDS: ClassVar[tuple[str, ...]] = ("就业载体", "奖补", "带动就业")

    carrier: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "单位属于哪些类别",
        "what the body is",
        *CARRIERS,
        ask=("单位属于下列哪些类别?", "Which of these is the body?"),
    )
    workers: Maybe[int] = number(
        "吸纳就业人数",
        "workers taken in",
        unit="persons",
        sensible=(0, 100_000),
        ask=("吸纳了多少人就业?", "How many workers were taken in?"),
    )


@attrs.frozen(kw_only=True)
class BrandBuilding(Matter):
    """One body's or person's part in building a labour brand."""

    ROOT: ClassVar[str] = "brand"
    LABEL: ClassVar[Text] = Text(zh="劳务品牌培育", en="building a labour brand")
    WORDS: ClassVar[tuple[str, ...]] = ("劳务品牌", "品牌培育", "种酿工")

    takes_part: Maybe[bool] = truth(
        "参与劳务品牌培育",
        "takes part in building a labour brand",
        ask=("是否参与劳务品牌培育?", "Do they take part in building a labour brand?"),
    )
    roles: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "参与者属于哪些类别",
        "what the one taking part is",
        opt("training_body", "培训机构", "training body"),
        opt("vocational_college", "职业院校", "vocational college", "职业学校"),
        opt("talent_base", "高技能人才培养基地", "base for training highly skilled people"),
        opt("founder", "创业者", "founder of a business"),
        ask=("参与者属于下列哪些类别?", "Which of these is the one taking part?"),
    )


@attrs.frozen(kw_only=True)
class LabourStation(Matter):
    """One labour workstation (劳务工作站)."""

    ROOT: ClassVar[str] = "station"
    LABEL: ClassVar[Text] = Text(zh="劳务工作站", en="labour workstation")
    WORDS: ClassVar[tuple[str, ...]] = ("工作站", "以奖代补")

    is_station: Maybe[bool] = truth(
        "是劳务工作站",
        "is a labour workstation",
        ask=("是劳务工作站吗?", "Is it a labour workstation?"),
    )
    place: Maybe[str] = one_of(
        "工作站所在地",
        "where the workstation is",
        opt("zhenbeibu", "镇北堡镇", "Zhenbeibu Town"),
        opt("xingjing", "兴泾镇", "Xingjing Town"),
        opt("elsewhere_in_district", "西夏区其他地方", "elsewhere in Xixia District"),
        opt("outside", "西夏区以外", "outside Xixia District", "外地"),
        ask=("工作站设在哪里?", "Where is the workstation?"),
    )
