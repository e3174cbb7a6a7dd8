"""Matters of public employment services: casual-work markets, village officers, public posts, reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Maybe, date, many_of, number, one_of, opt, truth


@attrs.frozen(kw_only=True)
class GigMarket(Matter):
    """One market for casual work that asks for the district's money."""

    ROOT: ClassVar[str] = "gig_market"
    LABEL: ClassVar[Text] = Text(zh="零工市场", en="casual-work market")
    WORDS: ClassVar[tuple[str, ...]] = ("零工市场", "零工", "gig market")

    project: Maybe[str] = one_of(
        "建设项目",
        "project",
        opt("xingjing_new", "兴泾镇新建的零工市场", "the new market in Xingjing Town", "兴泾镇零工市场"),
        opt(
            "zhenbeibu_upgrade",
            "镇北堡镇升级打造的零工市场",
            "the upgraded market in Zhenbeibu Town",
            "镇北堡镇零工市场",
        ),
        opt("other", "其他零工市场", "another market"),
        ask=("是哪一个零工市场?", "Which market is it?"),
    )
    claimant: Maybe[str] = one_of(
        "申请方",
        "who asks",
        opt("market", "零工市场", "the market itself"),
        opt("operator", "受托运营的机构", "the body that runs it", "运营机构"),
        ask=("由零工市场申请, 还是由运营机构申请?", "Does the market ask, or the body that runs it?"),
    )


@attrs.frozen(kw_only=True)
class VillageService(Matter):
    """The employment-service officers of one village or community."""

    ROOT: ClassVar[str] = "village_service"
    LABEL: ClassVar[Text] = Text(
        zh="村(社区)就业服务专干", en="employment officers of a village or community"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("就业服务专干", "专干", "行政村", "社区")

    type: Maybe[str] = one_of(
        "所在单位",
        "kind of unit",
        opt("village", "行政村", "administrative village", "村"),
        opt("community", "社区", "community"),
        opt("other", "其他单位", "another unit"),
        ask=("是行政村还是社区?", "Is it an administrative village or a community?"),
    )
    officers: Maybe[int] = number(
        "就业服务专干人数",
        "number of employment officers",
        unit="persons",
        sensible=(0, 20),
        ask=("有几名就业服务专干?", "How many employment officers serve it?"),
    )
    shared_officers: Maybe[int] = number(
        "其中兼管其他村(社区)的人数",
        "how many of them serve another village or community too",
        unit="persons",
        sensible=(0, 20),
        ask=(
            "其中几名同时是其他村(社区)的专干?",
            "How many of them are officers of another village or community as well?",
        ),
    )
    employment_only: Maybe[bool] = truth(
        "专干专项负责就业工作",
        "the officers are in charge of employment work alone",
        ask=(
            "专干是否专项负责就业工作?",
            "Are the officers in charge of employment work alone?",
        ),
    )


@attrs.frozen(kw_only=True)
class PublicPost(Matter):
    """One person's wish for a public-welfare post."""

    ROOT: ClassVar[str] = "public_post"
    LABEL: ClassVar[Text] = Text(zh="城乡公益性岗位安置", en="placement in a public-welfare post")
    WORDS: ClassVar[tuple[str, ...]] = ("公益性岗位", "公岗", "优先安置", "public post")

    difficulties: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "就业困难情形",
        "difficulties in finding work",
        opt("disabled", "残疾人", "disabled person"),
        opt("older_in_difficulty", "大龄就业困难者", "older job-seeker in difficulty"),
        opt("zero_employment_family", "零就业家庭成员", "member of a family in which nobody works"),
        opt(
            "rural_relapse_risk",
            "农村易返贫致贫人口",
            "rural resident likely to fall into or back into poverty",
        ),
        opt("other_certified", "其他已认定的就业困难人员", "otherwise certified as in difficulty"),
        opt("other", "其他未认定的困难情形", "another difficulty, not certified"),
        ask=("本人属于哪些情形?", "Which of these is so?"),
    )


@attrs.frozen(kw_only=True)
class PublicPostPlan(Matter):
    """The public-welfare posts that have been opened up, and the families nobody of whom works."""

    ROOT: ClassVar[str] = "post_plan"
    LABEL: ClassVar[Text] = Text(zh="公益性岗位开发", en="opening up of public-welfare posts")
    WORDS: ClassVar[tuple[str, ...]] = ("公益性岗位", "岗位开发", "零就业家庭")

    posts: Maybe[int] = number(
        "已开发的城乡公益性岗位数",
        "public-welfare posts opened up in town and country",
        unit="items",
        sensible=(0, 5000),
        ask=("已开发多少个城乡公益性岗位?", "How many public-welfare posts have been opened up?"),
    )
    zero_employment_families: Maybe[int] = number(
        "现有零就业家庭户数",
        "families in which nobody works",
        unit="items",
        sensible=(0, 5000),
        ask=("现有多少户零就业家庭?", "In how many families does nobody work at present?"),
    )


@attrs.frozen(kw_only=True)
class ResponsibleUnit(Matter):
    """One unit charged with the employment measures, at the end of a month."""

    ROOT: ClassVar[str] = "responsible_unit"
    LABEL: ClassVar[Text] = Text(zh="就业工作责任单位", en="unit responsible for employment work")
    WORDS: ClassVar[tuple[str, ...]] = ("责任单位", "第一责任人", "月度任务")

    type: Maybe[str] = one_of(
        "单位种类",
        "kind of unit",
        opt("department", "部门", "department"),
        opt("town_or_street", "镇街", "town or sub-district", "镇", "街道"),
        opt("other", "其他单位", "another unit"),
        ask=("是部门还是镇街?", "Is it a department, or a town or sub-district?"),
    )
    named_in_measures: Maybe[bool] = truth(
        "列为某条措施的责任单位",
        "is named as responsible under one of the measures",
        ask=(
            "该单位是否列为某条措施的责任单位?",
            "Is the unit named as responsible under one of the measures?",
        ),
    )
    first_responsible: Maybe[str] = one_of(
        "就业工作第一责任人",
        "the first person responsible for employment work",
        opt("principal_head", "主要负责人", "the principal head", "正职"),
        opt("deputy", "其他负责人", "a deputy", "副职", "分管负责人"),
        opt("nobody", "没有确定", "nobody"),
        ask=("谁是就业工作第一责任人?", "Who is the first person responsible for employment work?"),
    )
    month_ends_on: Maybe[dt.date] = date(
        "所报月份的最后一天",
        "last day of the month to be reported on",
        ask=(
            "要上报的是哪个月(填该月最后一天)?",
            "Which month is to be reported on (its last day)?",
        ),
    )
    month_reported: Maybe[bool] = truth(
        "已总结上报该月的任务完成情况",
        "that month's results were summed up and reported",
        ask=(
            "该月的任务完成情况是否已总结上报?",
            "Were that month's results summed up and reported?",
        ),
    )
