"""Matters of an investment agreement: the agreement itself, and its change or end."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, one_of, opt, truth

_COMMERCE_BUREAU = ("commerce_bureau", "商务经合局", "commerce and economic cooperation bureau")
_GOVERNMENT_OFFICE = ("government_office", "政府办公室", "office of the district government", "政府办")


@attrs.frozen(kw_only=True)
class InvestmentAgreement(Matter):
    """One agreement on an investment project, signed or about to be."""

    ROOT: ClassVar[str] = "agreement"
    LABEL: ClassVar[Text] = Text(zh="招商引资协议", en="investment agreement")
    WORDS: ClassVar[tuple[str, ...]] = ("战略合作协议", "投资合作协议", "签约", "招商", "agreement")

    title: Maybe[str] = one_of(
        "协议名称",
        "title of the agreement",
        opt("strategic", "战略合作协议", "strategic cooperation agreement"),
        opt("cooperation", "投资合作协议", "investment cooperation agreement"),
        opt("other", "其他名称", "another title"),
        ask=("协议用的是什么名称?", "Which title does the agreement bear?"),
    )
    states_intention: Maybe[bool] = truth(
        "写明了合作意向",
        "states the intention to cooperate",
        ask=(
            "协议是否写明双方的合作意向?",
            "Does the agreement state that both sides intend to cooperate?",
        ),
    )
    states_scale: Maybe[bool] = truth(
        "写有投资规模或者其他具体投资指标",
        "states the size of the investment or other investment indicators",
        ask=(
            "协议是否写有投资规模或者其他具体投资指标?",
            "Does the agreement state the size of the investment, or other concrete indicators of it?",
        ),
    )
    lists_duties: Maybe[bool] = truth(
        "逐项写明了双方的权利义务",
        "lists the rights and duties of both sides",
        ask=(
            "协议是否逐项写明双方的权利义务?",
            "Does the agreement list the rights and duties of both sides one by one?",
        ),
    )
    lists_liability: Maybe[bool] = truth(
        "逐项写明了违约责任",
        "lists the liability for breach",
        ask=(
            "协议是否逐项写明违约责任?",
            "Does the agreement list the liability for breach one by one?",
        ),
    )
    strategic_reported: Maybe[bool] = truth(
        "主服务部门已就先签战略合作协议报请",
        "the main service department asked to sign a strategic agreement first",
        ask=(
            "主服务部门是否已就先签战略合作协议报请分管县级领导?",
            "Did the main service department ask the leader in charge for a strategic agreement first?",
        ),
    )
    strategic_agreed: Maybe[bool] = truth(
        "分管县级领导同意先签战略合作协议",
        "the leader in charge agreed to a strategic agreement first",
        ask=(
            "分管县级领导是否同意先签战略合作协议?",
            "Did the leader in charge agree that a strategic agreement be signed first?",
        ),
    )
    park_manages: Maybe[bool] = truth(
        "项目在园区管理权限之内",
        "the project is within the park's authority",
        ask=("项目在园区管理权限之内吗?", "Is the project within the authority of the park's management?"),
    )
    government_manages: Maybe[bool] = truth(
        "项目在西夏区政府管理权限之内",
        "the project is within the district government's authority",
        ask=(
            "项目在西夏区政府管理权限之内吗?",
            "Is the project within the authority of the district government?",
        ),
    )
    introduced_by: Maybe[str] = one_of(
        "由谁重点引进",
        "who introduced it as a key project",
        opt("park", "园区", "the park"),
        opt("government", "西夏区政府", "the district government"),
        opt("both", "园区和西夏区政府", "the park and the district government"),
        opt("neither", "都不是", "neither"),
        ask=("项目由谁重点引进?", "Who introduced the project as one of its key projects?"),
    )
    signatory: Maybe[str] = one_of(
        "政府一方的签约主体",
        "who signs on the public side",
        opt("district_government", "西夏区政府", "the district government"),
        opt("park", "园区", "the park"),
        opt("other", "其他单位", "another body"),
        ask=("协议由谁代表政府一方签订?", "Who signs the agreement on the public side?"),
    )
    uses_land: Maybe[bool] = truth(
        "涉及用地",
        "concerns the use of land",
        ask=("协议涉及用地吗?", "Does the agreement concern the use of land?"),
    )
    case_by_case: Maybe[bool] = truth(
        "项目按“一事一议”研究确定",
        "the project is decided case by case",
        ask=(
            "项目是否按“一事一议”研究确定?",
            "Is the project one that is decided case by case (“一事一议”)?",
        ),
    )
    drafted: Maybe[bool] = truth(
        "已草拟协议",
        "the agreement is drafted",
        ask=(
            "主服务部门和商务经合局是否已草拟协议?",
            "Have the main service department and the commerce bureau drafted the agreement?",
        ),
    )
    consulted: Maybe[bool] = truth(
        "已征求相关职能部门意见",
        "the departments concerned were asked",
        ask=(
            "商务经合局是否已按行业征求各相关职能部门意见?",
            "Has the commerce bureau asked the departments of that industry for their views?",
        ),
    )
    views_collected: Maybe[bool] = truth(
        "已汇总部门意见并修改文本",
        "the departments' views are collected and the text revised",
        ask=(
            "商务经合局是否已汇总各部门意见并修改文本?",
            "Has the commerce bureau collected the departments' views and revised the text?",
        ),
    )
    legally_reviewed: Maybe[bool] = truth(
        "法律顾问已审查合法性",
        "the legal adviser reviewed it",
        ask=("法律顾问是否已审查合法性?", "Has the legal adviser reviewed that it is lawful?"),
    )
    legally_reviewed_on: Maybe[dt.date] = date(
        "合法性审查的日期",
        "day of the legal review",
        exists_if=Gate("legally_reviewed"),
        ask=("哪一天完成合法性审查?", "On which day was the legal review made?"),
    )
    leader_view: Maybe[str] = one_of(
        "分管县级领导的修改意见",
        "what the leader in charge asked for",
        opt("no_changes", "没有修改意见", "no changes"),
        opt("changed", "有修改意见, 已修改并再次上报", "changes, which were made and sent up again"),
        opt("not_changed", "有修改意见, 尚未修改上报", "changes, which were not sent up again"),
        ask=(
            "分管县级领导是否提出修改意见, 是否已修改并再次上报?",
            "Did the leader in charge ask for changes, and were they made and sent up again?",
        ),
    )
    approved: Maybe[bool] = truth(
        "分管县级领导已审定",
        "the leader in charge approved it",
        ask=("分管县级领导是否已审定?", "Has the leader in charge approved the agreement?"),
    )
    approved_on: Maybe[dt.date] = date(
        "审定的日期",
        "day of the approval",
        exists_if=Gate("approved"),
        ask=("哪一天审定?", "On which day was it approved?"),
    )
    meeting_passed: Maybe[bool] = truth(
        "政府常务会议审议通过",
        "the executive meeting passed it",
        ask=(
            "政府常务会议是否审议通过?",
            "Did the executive meeting of the district government pass the agreement?",
        ),
    )
    meeting_passed_on: Maybe[dt.date] = date(
        "政府常务会议审议通过的日期",
        "day the executive meeting passed it",
        exists_if=Gate("meeting_passed"),
        ask=("政府常务会议哪一天审议通过?", "On which day did the executive meeting pass it?"),
    )
    seal_requested: Maybe[bool] = truth(
        "商务经合局已向政府申请签字盖章",
        "the commerce bureau asked the government to sign and seal",
        ask=(
            "商务经合局是否已向政府申请签字盖章?",
            "Has the commerce bureau asked the government to sign and seal?",
        ),
    )
    signed: Maybe[bool] = truth(
        "双方已签字盖章",
        "both sides signed and sealed it",
        ask=("双方是否已签字盖章?", "Have both sides signed and sealed the agreement?"),
    )
    signed_on: Maybe[dt.date] = date(
        "签订日期",
        "day of signing",
        exists_if=Gate("signed"),
        ask=("哪一天签字盖章?", "On which day was it signed and sealed?"),
    )
    filed_with: Maybe[Flags] = many_of(
        "已备案的单位",
        "bodies that keep a record",
        opt(*_GOVERNMENT_OFFICE),
        opt(*_COMMERCE_BUREAU),
        ask=("哪些单位已将协议备案?", "Which bodies have put the agreement on record?"),
    )


@attrs.frozen(kw_only=True)
class AgreementChange(Matter):
    """One change or end of an investment agreement, or talks that came to nothing."""

    ROOT: ClassVar[str] = "change"
    LABEL: ClassVar[Text] = Text(zh="协议变更、解除或者退出", en="change or end of an investment agreement")
    WORDS: ClassVar[tuple[str, ...]] = ("变更协议", "解除协议", "退出", "擅自变更", "amendment")

    event: Maybe[str] = one_of(
        "是什么情形",
        "what it is",
        opt("amendment", "变更协议", "a change of the agreement", "变更"),
        opt("termination", "解除协议", "an end of the agreement", "解除"),
        opt("talks_failed", "双方未达成合作意向", "talks without an intention to cooperate", "谈不成"),
        ask=(
            "是变更协议、解除协议, 还是双方未达成合作意向?",
            "A change, an end, or talks that came to nothing?",
        ),
    )
    arose_on: Maybe[dt.date] = date(
        "提出的日期",
        "day it came up",
        ask=(
            "变更、解除或者谈不成是哪一天提出的?",
            "On which day did the change, the end or the failure of the talks come up?",
        ),
    )
    cause_checked: Maybe[bool] = truth(
        "主服务部门已核实原因",
        "the main service department checked the cause",
        ask=("主服务部门是否已核实原因?", "Has the main service department checked the cause?"),
    )
    need_checked: Maybe[bool] = truth(
        "主服务部门已核实必要性",
        "the main service department checked the need",
        ask=("主服务部门是否已核实必要性?", "Has the main service department checked the need?"),
    )
    checked_on: Maybe[dt.date] = date(
        "核实完成的日期",
        "day the check was made",
        exists_if=Gate("need_checked"),
        ask=("哪一天核实完毕?", "On which day was the check made?"),
    )
    found_fit: Maybe[bool] = truth(
        "研判认为符合条件",
        "was found to meet the conditions",
        ask=("研判结论是否为符合条件?", "Was it found to meet the conditions?"),
    )
    requested: Maybe[bool] = truth(
        "主服务部门已向西夏区政府请示",
        "the main service department asked the district government",
        ask=(
            "主服务部门是否已向西夏区政府请示报批?",
            "Has the main service department asked the district government for approval?",
        ),
    )
    requested_on: Maybe[dt.date] = date(
        "请示的日期",
        "day of the request",
        exists_if=Gate("requested"),
        ask=("哪一天请示?", "On which day was approval asked for?"),
    )
    reply: Maybe[str] = one_of(
        "西夏区政府的批复",
        "the district government's reply",
        opt("none", "尚未批复", "no reply yet"),
        opt("approved", "同意", "approved"),
        opt("refused", "不同意", "refused"),
        ask=("西夏区政府如何批复?", "What did the district government reply?"),
    )
    completed: Maybe[bool] = truth(
        "商务经合局已协助完成变更或者解除",
        "the commerce bureau helped to complete it",
        ask=(
            "商务经合局是否已协助完成变更或者解除?",
            "Has the commerce bureau helped to complete the change or the end?",
        ),
    )
    explained_by: Maybe[Flags] = many_of(
        "已向企业解释的单位",
        "bodies that explained the refusal",
        opt("main_service", "主服务部门", "the main service department"),
        opt(*_COMMERCE_BUREAU),
        ask=("哪些单位已向企业作了解释?", "Which bodies have explained the refusal to the enterprise?"),
    )
    case_archived: Maybe[bool] = truth(
        "案例已整理归档",
        "the case is archived",
        ask=("案例是否已整理归档?", "Has the case been archived?"),
    )
    exit_terms_agreed: Maybe[bool] = truth(
        "主服务部门与企业已就退出条件协商一致",
        "the main service department and the enterprise agreed on the terms of exit",
        ask=(
            "主服务部门与企业是否已就退出条件协商一致?",
            "Have the main service department and the enterprise agreed on the terms of exit?",
        ),
    )
    in_performance: Maybe[bool] = truth(
        "协议正在履行",
        "the agreement is being performed",
        ask=("变动时协议正在履行吗?", "Was the agreement being performed when it was altered?"),
    )
    concerns: Maybe[str] = one_of(
        "变动的内容",
        "what is altered",
        opt("incentive", "给予企业或者项目的优惠政策", "an incentive granted to the enterprise or project"),
        opt(
            "granted_condition", "给予企业或者项目的条件", "a condition granted to the enterprise or project"
        ),
        opt(
            "enterprise_obligation",
            "企业须达到的条件, 如投资额、税收",
            "a condition the enterprise has to meet, such as investment or tax",
        ),
        opt("other", "其他约定", "another term"),
        ask=("变动的是协议的哪一类内容?", "Which content of the agreement is altered?"),
    )
    stated_in_agreement: Maybe[bool] = truth(
        "所变动的内容在协议中写明",
        "what is altered is stated in the agreement",
        ask=("所变动的内容在协议中写明了吗?", "Is what is altered stated in the agreement?"),
    )
    manner: Maybe[str] = one_of(
        "变动的方式",
        "how it is altered",
        opt("replaced", "改动或者取消约定", "the term is altered or dropped"),
        opt(
            "extra_terms",
            "约定不改, 另加条件、减少或者拖延兑现",
            "the term stays, but further conditions, cuts or delays are added",
        ),
        opt("not_altered", "没有变动", "nothing is altered"),
        ask=("是怎样变动的?", "How is it altered?"),
    )
    landed: Maybe[bool] = truth(
        "项目已落地",
        "the project has landed",
        ask=("变动时项目已落地吗?", "Had the project landed when it was altered?"),
    )
    business_affected: Maybe[bool] = truth(
        "项目筹建投产或者企业正常经营受到影响",
        "the project's start or the enterprise's business is affected",
        ask=(
            "项目筹建投产或者企业正常经营是否受到影响?",
            "Is the building or start of the project, or the enterprise's normal business, affected?",
        ),
    )
