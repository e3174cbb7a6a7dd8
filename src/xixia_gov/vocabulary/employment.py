"""Matters of the employment measures: work away, placements, household work, start-ups, certificates."""

from __future__ import annotations

import datetime as dt
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
    date,
    many_of,
    money,
    number,
    one_of,
    opt,
    truth,
)

PLACES = (
    opt("in_district", "西夏区内", "inside Xixia District"),
    opt("in_city", "银川市内、西夏区外", "in Yinchuan outside the district"),
    opt("in_region", "宁夏区内、银川市外", "in Ningxia outside Yinchuan"),
    opt("other_province", "宁夏以外", "outside Ningxia", "外省"),
)


@attrs.frozen(kw_only=True)
class OutwardWork(Matter):
    """One person's work away from home in one year."""

    ROOT: ClassVar[str] = "work"
    LABEL: ClassVar[Text] = Text(zh="外出务工", en="work away from home")
    WORDS: ClassVar[tuple[str, ...]] = ("务工", "交通补贴", "打工", "migrant work")

    place: Maybe[str] = one_of(
        "务工地点", "place of work", *PLACES, ask=("在哪里务工?", "Where is the work?")
    )
    year: Maybe[int] = number(
        "务工年度",
        "year of the work",
        unit="years",
        least=1,
        sensible=(2020, 2035),
        ask=("是哪一年的务工?", "Which year's work is it?"),
    )
    three_groups_paid_this_year: Maybe[bool] = truth(
        "该年度已领过“三类人员”交通补贴",
        "the travel payment for the three groups was already made for that year",
        ask=(
            "该年度是否已领过“三类人员”外出务工交通补贴?",
            "Was the travel payment for the three groups already made for that year?",
        ),
    )
    three_groups_paid_before: Maybe[bool] = truth(
        "以前任何时候领过“三类人员”交通补贴",
        "the travel payment for the three groups was ever made before",
        ask=(
            "以前是否领过“三类人员”外出务工交通补贴?",
            "Was the travel payment for the three groups ever made before?",
        ),
    )
    alleviated_paid_this_year: Maybe[bool] = truth(
        "该年度已领过脱贫人口交通补贴",
        "the travel payment for people lifted out of poverty was already made for that year",
        ask=(
            "该年度是否已领过脱贫人口外出务工交通补贴(交通奖补)?",
            "Was the travel payment for people lifted out of poverty already made for that year?",
        ),
    )
    alleviated_paid_before: Maybe[bool] = truth(
        "以前任何时候领过脱贫人口交通补贴",
        "the travel payment for people lifted out of poverty was ever made before",
        ask=(
            "以前是否领过脱贫人口外出务工交通补贴(交通奖补)?",
            "Was the travel payment for people lifted out of poverty ever made before?",
        ),
    )


@attrs.frozen(kw_only=True)
class LabourPlacement(Matter):
    """One worker whom an intermediary or broker organised to work away (one 人)."""

    ROOT: ClassVar[str] = "placement"
    LABEL: ClassVar[Text] = Text(zh="劳务输出", en="labour placement")
    WORDS: ClassVar[tuple[str, ...]] = ("劳务中介", "就业服务补贴", "输出")

    organised: Maybe[bool] = truth(
        "由该机构组织外出",
        "organised by this body",
        ask=(
            "该务工人员是由本机构组织外出的吗?",
            "Did this body organise the worker's going away?",
        ),
    )
    worker_groups: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "务工人员所属类别",
        "groups the worker is registered in",
        *POVERTY_GROUPS,
        ask=("务工人员登记在哪些类别中?", "In which of these groups is the worker registered?"),
    )
    place: Maybe[str] = one_of(
        "务工地点", "place of work", *PLACES, ask=("在哪里务工?", "Where is the work?")
    )
    employer_is_enterprise: Maybe[bool] = truth(
        "用人单位是企业",
        "employer is an enterprise",
        ask=("用人单位是企业吗?", "Is the employer an enterprise?"),
    )
    stable_months: Maybe[int] = number(
        "已稳定就业的整月数",
        "whole months in stable employment",
        unit="months",
        sensible=(0, 600),
        ask=(
            "已稳定就业满多少个整月?",
            "For how many whole months has the worker been in stable employment?",
        ),
    )
    worker_has_contract: Maybe[bool] = truth(
        "务工人员签订了劳动合同",
        "worker has a labour contract",
        ask=("务工人员是否签订劳动合同?", "Does the worker have a labour contract?"),
    )
    worker_has_social_insurance: Maybe[bool] = truth(
        "为务工人员缴纳了社会保险",
        "social insurance is paid for the worker",
        ask=("是否为务工人员缴纳社会保险?", "Is social insurance paid for the worker?"),
    )
    agency_signed_contract: Maybe[bool] = truth(
        "本机构与其签订了劳动合同",
        "this body itself signed the labour contract",
        ask=("劳动合同是由本机构签订的吗?", "Did this body itself sign the labour contract?"),
    )
    agency_pays_social_insurance: Maybe[bool] = truth(
        "本机构为其缴纳了社会保险",
        "this body itself pays the social insurance",
        ask=("社会保险是由本机构缴纳的吗?", "Does this body itself pay the social insurance?"),
    )


@attrs.frozen(kw_only=True)
class HouseholdWork(Matter):
    """One household's wage work in one year."""

    ROOT: ClassVar[str] = "household_work"
    LABEL: ClassVar[Text] = Text(zh="家庭务工就业", en="household's wage work")
    WORDS: ClassVar[tuple[str, ...]] = ("就业奖励", "家庭务工")

    income_since_stable: Maybe[Money] = money(
        "实现稳定就业以来的家庭务工收入合计",
        "the household's income from wage work since the employment became stable",
        ask=(
            "实现稳定就业以来, 全家务工收入合计是多少元?",
            "What has the household earned from wage work since the employment became stable?",
        ),
    )


@attrs.frozen(kw_only=True)
class BusinessStart(Matter):
    """One person starting a business."""

    ROOT: ClassVar[str] = "business"
    LABEL: ClassVar[Text] = Text(zh="自主创业", en="starting a business")
    WORDS: ClassVar[tuple[str, ...]] = ("创业", "创业奖励", "start-up")

    self_started: Maybe[bool] = truth(
        "本人自主创业",
        "person started the business",
        ask=("本人是否自主创业?", "Did the person start a business of their own?"),
    )
    returned_migrant: Maybe[bool] = truth(
        "是返乡农民工",
        "is a migrant worker who returned home",
        ask=("本人是返乡农民工吗?", "Is the person a migrant worker who returned home?"),
    )
    form: Maybe[str] = one_of(
        "创业形式",
        "form of the business",
        opt("small_or_micro", "小微企业", "small or micro enterprise", "小型企业", "微型企业"),
        opt("self_employed", "个体经营", "self-employed trade", "个体户", "个体工商户"),
        opt("other", "其他形式", "another form"),
        ask=("创办的是小微企业, 还是从事个体经营?", "Is it a small or micro enterprise, or a trade?"),
    )
    first_time: Maybe[bool] = truth(
        "首次创办",
        "is the person's first",
        ask=("是本人首次创办吗?", "Is it the first business the person started?"),
    )
    jobs: Maybe[int] = number(
        "除本人外带动就业的人数",
        "people brought into work besides the founder",
        unit="persons",
        sensible=(0, 1000),
        ask=(
            "除本人外带动了多少人就业?",
            "How many people besides the founder were brought into work?",
        ),
    )
    startup_subsidy_paid: Maybe[bool] = truth(
        "已领过一次性创业补贴",
        "the one-off start-up subsidy was already paid",
        ask=("是否已领过一次性创业补贴?", "Was the one-off start-up subsidy already paid?"),
    )


@attrs.frozen(kw_only=True)
class SkillCertificate(Matter):
    """One vocational qualification or skill-level certificate of one person."""

    ROOT: ClassVar[str] = "certificate"
    LABEL: ClassVar[Text] = Text(zh="职业技能证书", en="skill certificate")
    WORDS: ClassVar[tuple[str, ...]] = ("技能提升补贴", "证书", "技能")

    level: Maybe[str] = one_of(
        "证书等级",
        "level of the certificate",
        opt("junior", "初级", "junior", "初级工", "五级"),
        opt("intermediate", "中级", "intermediate", "中级工", "四级"),
        opt("senior", "高级", "senior", "高级工", "三级"),
        opt("technician", "技师", "technician", "二级"),
        opt("senior_technician", "高级技师", "senior technician", "一级"),
        ordered=True,
        ask=("证书是哪一级?", "Which level is the certificate?"),
    )
    is_vocational: Maybe[bool] = truth(
        "是职业资格证书或职业技能等级证书",
        "is a vocational qualification or skill-level certificate",
        ask=(
            "证书是职业资格证书或职业技能等级证书吗?",
            "Is it a vocational qualification or a vocational skill-level certificate?",
        ),
    )
    obtained_on: Maybe[dt.date] = date(
        "取证日期",
        "day the certificate was obtained",
        ask=("证书是哪一天取得的?", "On which day was the certificate obtained?"),
    )
    employed_when_obtained: Maybe[bool] = truth(
        "取证时是企业在职职工",
        "was an enterprise's employee in service when it was obtained",
        ask=(
            "取得证书那一天, 本人是企业在职职工吗?",
            "Was the person an employee in service of an enterprise on the day of the certificate?",
        ),
    )
    employed_when_claimed: Maybe[bool] = truth(
        "申领时是企业在职职工",
        "is an enterprise's employee in service when it is claimed",
        ask=(
            "申领那一天, 本人是企业在职职工吗?",
            "Is the person an employee in service of an enterprise on the day of the claim?",
        ),
    )
    insured_months_when_obtained: Maybe[int] = number(
        "到取证时依法足额缴纳失业保险的月数",
        "months of unemployment insurance lawfully paid in full by the day of the certificate",
        unit="months",
        sensible=(0, 600),
        ask=(
            "到取得证书那一天, 依法足额缴纳失业保险多少个月?",
            "How many months of unemployment insurance had been lawfully paid in full when it was obtained?",
        ),
    )
    insured_months_when_claimed: Maybe[int] = number(
        "到申领时依法足额缴纳失业保险的月数",
        "months of unemployment insurance lawfully paid in full by the day of the claim",
        unit="months",
        sensible=(0, 600),
        ask=(
            "到申领那一天, 依法足额缴纳失业保险多少个月?",
            "How many months of unemployment insurance had been lawfully paid in full when it is claimed?",
        ),
    )
    on_benefit_when_obtained: Maybe[bool] = truth(
        "取证时正在领取失业保险金",
        "drew unemployment benefit when it was obtained",
        ask=(
            "取得证书那一天, 是否正在领取失业保险金?",
            "Did the person draw unemployment benefit on the day of the certificate?",
        ),
    )
    on_benefit_when_claimed: Maybe[bool] = truth(
        "申领时正在领取失业保险金",
        "draws unemployment benefit when it is claimed",
        ask=(
            "申领那一天, 是否正在领取失业保险金?",
            "Does the person draw unemployment benefit on the day of the claim?",
        ),
    )
    insured_person: Maybe[bool] = truth(
        "是失业保险参保人员",
        "is insured against unemployment",
        ask=("是失业保险参保人员吗?", "Is the person insured against unemployment?"),
    )
    claimed_on: Maybe[dt.date] = date(
        "申领日期",
        "day of the claim",
        ask=("哪一天申领(或打算申领)?", "On which day was or will the claim be made?"),
    )
    in_apprenticeship: Maybe[bool] = truth(
        "参加企业新型学徒制培训取得",
        "was obtained through the new enterprise apprenticeship",
        ask=(
            "证书是参加企业新型学徒制培训取得的吗?",
            "Was the certificate obtained through the new enterprise apprenticeship training?",
        ),
    )
