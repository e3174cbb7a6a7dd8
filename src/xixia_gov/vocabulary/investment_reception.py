"""Matters of receiving visiting enterprises, and of a department's reward for bringing in investment."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, money, number, one_of, opt, truth


@attrs.frozen(kw_only=True)
class InvestmentReception(Matter):
    """One reception of an enterprise that comes to look at the district, and what it costs."""

    ROOT: ClassVar[str] = "reception"
    LABEL: ClassVar[Text] = Text(zh="商务接待", en="reception of a visiting enterprise")
    WORDS: ClassVar[tuple[str, ...]] = ("招商接待", "考察函", "客情单", "报销", "接待用车", "reception")

    host: Maybe[str] = one_of(
        "接待单位",
        "host",
        opt("department", "承担招商任务的部门", "department with the task of attracting investment"),
        opt("town", "承担招商任务的镇街", "town or sub-district with that task"),
        opt(
            "other_investment_body",
            "其他招商主体, 如园区、国有企业",
            "another body with that task, such as a park or a state-owned firm",
        ),
        opt("other", "不承担招商任务的单位", "a body without that task"),
        ask=("接待单位是哪一类?", "What kind of body is the host?"),
    )
    guest: Maybe[str] = one_of(
        "来客",
        "guest",
        opt("visiting_enterprise", "前来考察的企业", "an enterprise that comes to look"),
        opt("other", "其他来客", "another guest"),
        ask=("接待的是谁?", "Who is received?"),
    )
    day: Maybe[dt.date] = date(
        "接待日期",
        "day of the reception",
        ask=("哪一天接待(或者计划哪一天接待)?", "On which day is the reception, or is it planned?"),
    )
    has_letter: Maybe[bool] = truth(
        "有考察函",
        "there is a letter of visit",
        ask=("是否有考察企业发来的考察函?", "Is there the enterprise's letter that announces the visit?"),
    )
    has_notice: Maybe[bool] = truth(
        "有客情通报",
        "there is a notice of the guests",
        ask=("是否有客情通报?", "Is there a notice of the guests?"),
    )
    annexes: Maybe[Flags] = many_of(
        "客情通报所附材料",
        "annexes of the notice",
        opt("plan", "接待方案", "plan of the reception"),
        opt("visitors", "考察人员名单", "list of the visitors"),
        opt("profile", "企业简介", "profile of the enterprise"),
        ask=("客情通报附了哪些材料?", "Which annexes does the notice have?"),
    )
    has_sheet: Maybe[bool] = truth(
        "有客情单",
        "there is a guest sheet",
        ask=("是否填写了客情单?", "Is the guest sheet filled in?"),
    )
    reviewed_by: Maybe[Flags] = many_of(
        "已审核的单位",
        "bodies that reviewed it",
        opt("government_office", "政府办", "office of the district government"),
        opt("commerce_bureau", "商务经合局", "commerce and economic cooperation bureau"),
        ask=("哪些单位已审核?", "Which bodies have reviewed it?"),
    )
    approved: Maybe[bool] = truth(
        "分管招商引资的县级领导已批准",
        "the leader in charge of investment approved it",
        ask=(
            "分管招商引资的县级领导是否已批准?",
            "Did the leader in charge of attracting investment approve it?",
        ),
    )
    approved_on: Maybe[dt.date] = date(
        "批准的日期",
        "day of the approval",
        exists_if=Gate("approved"),
        ask=("哪一天批准?", "On which day was it approved?"),
    )
    nodes: Maybe[Flags] = many_of(
        "已完成的管控节点",
        "control points passed",
        opt("confirmed", "确认接待任务", "the task is confirmed"),
        opt("planned", "制定接待方案", "the plan is made"),
        opt("approved_and_held", "审批并组织实施", "it is approved and carried out"),
        ask=("哪些节点已完成?", "Which control points are passed?"),
    )
    claimed: Maybe[bool] = truth(
        "申请报销接待费",
        "the cost is claimed",
        ask=("是否申请报销接待费?", "Is the cost of the reception claimed?"),
    )
    receptions_in_claim: Maybe[int] = number(
        "一份报销单所含接待次数",
        "receptions in one claim",
        unit="items",
        least=1,
        sensible=(1, 20),
        ask=("这份报销单包含几次接待?", "How many receptions are in this claim?"),
    )
    needs_lodging: Maybe[bool] = truth(
        "安排了住宿",
        "lodging was arranged",
        ask=("是否安排了住宿?", "Was lodging arranged?"),
    )
    needs_car: Maybe[bool] = truth(
        "需要安排用车",
        "a car is needed",
        ask=("接待期间是否需要安排用车?", "Is a car needed during the reception?"),
    )
    car_signed_off: Maybe[bool] = truth(
        "政府办已审签用车",
        "the government's office signed off the car",
        ask=("政府办是否已审签?", "Has the office of the district government signed it off?"),
    )
    car_requested: Maybe[bool] = truth(
        "商务经合局已提出用车申请",
        "the commerce bureau asked for the car",
        ask=("商务经合局是否已提出用车申请?", "Has the commerce bureau asked for the car?"),
    )
    task_over: Maybe[bool] = truth(
        "接待任务已完成",
        "the reception is over",
        ask=("接待任务是否已完成?", "Is the reception over?"),
    )
    has_invoice: Maybe[bool] = truth(
        "有财务票据",
        "there is an invoice",
        ask=("是否有财务票据?", "Is there an invoice or receipt?"),
    )
    had_meal: Maybe[bool] = truth(
        "安排了用餐", "a meal was served", ask=("是否安排了用餐?", "Was a meal served?")
    )
    has_menu: Maybe[bool] = truth("有菜单", "there is a menu", ask=("是否有菜单?", "Is there a menu?"))
    paid_by_card: Maybe[bool] = truth(
        "刷卡支付", "paid by card", ask=("是否刷卡支付?", "Was it paid by card?")
    )
    has_slip: Maybe[bool] = truth(
        "有刷卡小票", "there is a card slip", ask=("是否有刷卡小票?", "Is there a card slip?")
    )
    vouchers_agree: Maybe[bool] = truth(
        "各凭证内容一致",
        "the vouchers agree",
        ask=("各凭证的内容是否一致?", "Do the vouchers agree with one another?"),
    )
    form_filled: Maybe[bool] = truth(
        "经办人已填写报销单据",
        "the claim form is filled in",
        ask=("经办人是否已填写报销单据?", "Has the person in charge filled in the claim form?"),
    )
    first_checked: Maybe[bool] = truth(
        "接待单位已初核",
        "the host made the first check",
        ask=("接待单位相关人员是否已初核?", "Has the host made the first check?"),
    )
    cost: Maybe[Money] = money(
        "接待费",
        "cost of the reception",
        ask=("接待费多少元?", "What does the reception cost, in yuan?"),
    )
    fund_balance: Maybe[Money] = money(
        "西夏区招商引资奖励经费的可用余额",
        "what is left of the district's reward fund for investment",
        ask=(
            "西夏区招商引资奖励经费可用余额多少元?",
            "How much is left of the district's reward fund for attracting investment, in yuan?",
        ),
    )
    shortfall_reported: Maybe[bool] = truth(
        "不足部分已上报政府会议研究拨付",
        "the shortfall was put to a government meeting",
        ask=(
            "不足部分是否已上报政府会议研究拨付?",
            "Was the shortfall put to a government meeting for a decision on funds?",
        ),
    )


@attrs.frozen(kw_only=True)
class InvestmentYear(Matter):
    """One department's year of attracting investment, as its reward looks at it."""

    ROOT: ClassVar[str] = "investment_year"
    LABEL: ClassVar[Text] = Text(zh="部门招商引资年度任务", en="a department's year of attracting investment")
    WORDS: ClassVar[tuple[str, ...]] = ("招商考核", "招商奖励", "任务完成奖", "investment reward")

    day_assessed: Maybe[dt.date] = date(
        "考核小组认定的日期",
        "day of the assessment group's finding",
        ask=("考核小组哪一天认定(或者计划认定)?", "On which day does the assessment group make its finding?"),
    )
    region_task_met: Maybe[bool] = truth(
        "西夏区完成了自治区年度目标任务",
        "the district met the autonomous region's task",
        ask=(
            "西夏区是否完成自治区下达的年度目标任务?",
            "Did the district meet the year's task set by the autonomous region?",
        ),
    )
    city_task_met: Maybe[bool] = truth(
        "西夏区完成了银川市年度目标任务",
        "the district met the city's task",
        ask=(
            "西夏区是否完成银川市下达的年度目标任务?",
            "Did the district meet the year's task set by Yinchuan?",
        ),
    )
    own_task_met: Maybe[bool] = truth(
        "本部门完成了年度招商引资目标任务",
        "the department met its own task",
        ask=(
            "本部门是否完成年度招商引资目标任务?",
            "Did the department meet its own task of the year?",
        ),
    )
    projects_introduced: Maybe[bool] = truth(
        "本部门当年引入了项目",
        "the department brought in a project that year",
        ask=("本部门当年是否引入了项目?", "Did the department bring in a project that year?"),
    )
    group_confirmed: Maybe[bool] = truth(
        "考核小组已认定",
        "the assessment group confirmed it",
        ask=("考核小组是否已认定?", "Has the assessment group confirmed it?"),
    )
    leaders_agreed: Maybe[bool] = truth(
        "区委、政府审议同意",
        "the district committee and government agreed",
        ask=("区委、政府是否审议同意?", "Did the district committee and the government agree?"),
    )
    city_prize: Maybe[Money] = money(
        "银川市招商引资任务完成奖",
        "Yinchuan's prize for meeting the investment task",
        ask=(
            "银川市招商引资任务完成奖多少元?",
            "How much is Yinchuan's prize for meeting the investment task, in yuan?",
        ),
    )
