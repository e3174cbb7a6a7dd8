"""Matters of an investment agreement: the agreement, its change or end, its performance, the service."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, number, one_of, opt, truth

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


@attrs.frozen(kw_only=True)
class AgreementPerformance(Matter):
    """How an enterprise keeps one investment agreement, and how it was urged."""

    ROOT: ClassVar[str] = "performance"
    LABEL: ClassVar[Text] = Text(zh="协议履行情况", en="performance of an investment agreement")
    WORDS: ClassVar[tuple[str, ...]] = ("督促", "约谈", "函告", "拒不履行", "performance")

    signed: Maybe[bool] = truth(
        "协议已签订", "the agreement is signed", ask=("协议已签订吗?", "Is the agreement signed?")
    )
    tracked: Maybe[bool] = truth(
        "主服务部门在跟踪履行进展",
        "the main service department follows the performance",
        ask=(
            "主服务部门是否在跟踪协议的履行进展?",
            "Does the main service department follow how the agreement is performed?",
        ),
    )
    lags: Maybe[bool] = truth(
        "有约定事项没有按协议履行",
        "something agreed is not performed as agreed",
        ask=("是否有约定事项没有按协议履行?", "Is something that was agreed not performed as agreed?"),
    )
    cause: Maybe[str] = one_of(
        "没有履行的原因",
        "cause of the failure",
        opt("enterprise", "投资企业主观原因", "the enterprise's own doing", "主观原因"),
        opt("other", "其他原因", "another cause", "客观原因"),
        ask=("没有履行是什么原因?", "What is the cause of the failure?"),
    )
    interviews: Maybe[int] = number(
        "约谈企业负责人的次数",
        "talks with the head of the enterprise",
        unit="times",
        sensible=(0, 20),
        ask=("约谈企业负责人几次?", "How many times was the head of the enterprise called in?"),
    )
    letters: Maybe[int] = number(
        "书面函告的次数",
        "letters to the enterprise",
        unit="times",
        sensible=(0, 20),
        ask=("书面函告几次?", "How many letters were sent to the enterprise?"),
    )
    urged_days: Maybe[int] = number(
        "有约谈或者函告的天数",
        "days with a talk or a letter",
        unit="times",
        sensible=(0, 20),
        ask=(
            "约谈和函告分在几个不同的日子?",
            "On how many different days were the talks held and the letters sent?",
        ),
    )
    after_urging: Maybe[str] = one_of(
        "督促后的情况",
        "what followed the urging",
        opt("performed", "已按约定履行", "performed as agreed"),
        opt("partly", "只履行一部分", "performed in part"),
        opt("refused", "仍不履行", "still not performed", "拒不履行"),
        ask=("督促后企业是否履行?", "Did the enterprise perform after the urging?"),
    )
    disposal_proposed: Maybe[bool] = truth(
        "主服务部门已提出处置建议",
        "the main service department proposed what to do",
        ask=("主服务部门是否已提出处置建议?", "Has the main service department proposed what to do?"),
    )
    disposal_submitted: Maybe[bool] = truth(
        "处置建议已报政府审议",
        "the proposal was put to the government",
        ask=("处置建议是否已报政府审议?", "Has the proposal been put to the government?"),
    )


@attrs.frozen(kw_only=True)
class ProjectService(Matter):
    """What a body does for one investment project on its way from signing to operation."""

    ROOT: ClassVar[str] = "service"
    LABEL: ClassVar[Text] = Text(zh="招商项目企业服务", en="service to an investment project")
    WORDS: ClassVar[tuple[str, ...]] = (
        "服务专员",
        "项目对接会",
        "效益评审",
        "现场办公",
        "政策兑现",
        "aftercare",
    )

    role: Maybe[str] = one_of(
        "本单位在项目中的身份",
        "the body's part in the project",
        opt("main_service", "主服务部门", "main service department"),
        opt("support", "要素保障部门", "supporting department"),
        opt("other", "其他单位", "another body"),
        ask=(
            "本单位是该项目的主服务部门, 还是要素保障部门?",
            "Is the body the main service department of the project, or a supporting one?",
        ),
    )
    stage: Maybe[str] = one_of(
        "项目办理的事项",
        "what the project is at",
        opt("talks", "洽谈", "talks"),
        opt("signing", "签约", "signing"),
        opt("landing", "落地", "landing"),
        opt("investing", "后续投资", "further investment"),
        opt("starting_works", "开工", "start of works"),
        opt("operating", "经营", "operation"),
        opt("policy_payment", "政策兑现", "payment of incentives"),
        opt("other", "其他企业服务", "another service to the enterprise"),
        ask=("项目现在办的是哪一事项?", "What is the project at?"),
    )
    followed_up: Maybe[bool] = truth(
        "本单位在跟进该事项",
        "the body follows it up",
        ask=("本单位是否在跟进该事项?", "Does the body follow it up?"),
    )
    asked_to_help: Maybe[bool] = truth(
        "主服务部门已请求协助",
        "the main service department asked for help",
        ask=("主服务部门是否已请求本单位协助?", "Did the main service department ask the body for help?"),
    )
    cooperates: Maybe[bool] = truth(
        "已给予配合",
        "cooperates",
        ask=("本单位是否已给予配合?", "Does the body cooperate?"),
    )
    handled_first: Maybe[bool] = truth(
        "先于其他事项办理",
        "is handled before other matters",
        ask=("该请求是否先于其他事项办理?", "Is the request handled before other matters?"),
    )
    commissioner: Maybe[str] = one_of(
        "服务专员",
        "service commissioner",
        opt("leading_member", "由领导班子成员担任", "a member of the leading body"),
        opt("other_staff", "由其他人员担任", "somebody else of the staff"),
        opt("none", "没有选派", "nobody is named"),
        ask=("选派了谁作服务专员?", "Who is named as service commissioner?"),
    )
    signed: Maybe[bool] = truth(
        "企业已签约", "the enterprise has signed", ask=("企业已签约吗?", "Has the enterprise signed?")
    )
    plan_agreed: Maybe[bool] = truth(
        "已与企业共同确定项目推进工作计划",
        "a work plan is settled together with the enterprise",
        ask=(
            "是否已与企业共同确定项目推进工作计划?",
            "Has a work plan been settled together with the enterprise?",
        ),
    )
    meeting_held: Maybe[bool] = truth(
        "召开了项目对接会",
        "a matching meeting was held",
        ask=("是否召开了项目对接会?", "Was a matching meeting held?"),
    )
    told_at_once: Maybe[bool] = truth(
        "会上一次性告知了办事流程",
        "the meeting told the whole procedure at once",
        exists_if=Gate("meeting_held"),
        ask=(
            "会上是否一次性告知企业办事流程?",
            "Was the enterprise told the whole procedure at once at the meeting?",
        ),
    )
    minutes_kept: Maybe[bool] = truth(
        "形成了会议纪要",
        "minutes were made",
        exists_if=Gate("meeting_held"),
        ask=("是否形成会议纪要备查?", "Were minutes of the meeting made and kept?"),
    )
    incentive: Maybe[str] = one_of(
        "协议中明确的奖补",
        "the grant the agreement states",
        opt("fiscal", "财政奖补", "a grant from public funds"),
        opt("other_grant", "其他奖补", "another grant"),
        opt("none", "协议没有明确", "the agreement states none", "口头承诺"),
        ask=("协议明确给予什么奖补?", "Which grant does the agreement state?"),
    )
    department_engaged: Maybe[bool] = truth(
        "已协调对口职能部门按流程兑现",
        "the functional department was brought to pay by its process",
        ask=(
            "是否已协调对口的职能部门按流程兑现?",
            "Was the functional department concerned brought to pay by its process?",
        ),
    )
    carried_out_as_agreed: Maybe[bool] = truth(
        "已按协议约定执行",
        "is carried out as agreed",
        ask=("是否已按协议约定执行?", "Is it carried out as the agreement says?"),
    )
    in_production: Maybe[bool] = truth(
        "项目已投产",
        "the project is in production",
        ask=("项目已投产吗?", "Is the project in production?"),
    )
    review_held: Maybe[bool] = truth(
        "已组织相关职能部门作效益评审",
        "a review of benefits was held with the departments",
        ask=(
            "是否已组织相关职能部门作效益评审?",
            "Was a review of its benefits held with the departments concerned?",
        ),
    )
    linked_conditions: Maybe[int] = number(
        "协议约定的关联条件数",
        "linked conditions in the agreement",
        unit="items",
        sensible=(0, 100),
        ask=("协议约定了几项关联条件?", "How many linked conditions does the agreement set?"),
    )
    linked_conditions_met: Maybe[int] = number(
        "已满足的关联条件数",
        "linked conditions met",
        unit="items",
        sensible=(0, 100),
        ask=("已满足几项?", "How many of them are met?"),
    )
    problem: Maybe[bool] = truth(
        "落地过程中出现了问题",
        "a problem has come up on the way",
        ask=("落地过程中是否出现了问题?", "Has a problem come up on the way?"),
    )
    coordinated: Maybe[bool] = truth(
        "主服务部门已协调解决",
        "the main service department works to solve it",
        ask=("主服务部门是否在协调解决?", "Does the main service department work to solve it?"),
    )
    reported_to_office: Maybe[bool] = truth(
        "已向领导小组办公室汇报落地进展",
        "progress was reported to the leading group's office",
        ask=(
            "是否已向领导小组办公室汇报落地进展?",
            "Was the progress reported to the leading group's office?",
        ),
    )
    on_site_meeting_wanted: Maybe[bool] = truth(
        "拟召开现场办公会议",
        "an on-site meeting is to be held",
        ask=("是否要召开现场办公会议?", "Is an on-site meeting to be held?"),
    )
    office_agreed: Maybe[bool] = truth(
        "领导小组办公室已同意召开现场办公会议",
        "the leading group's office agreed to the on-site meeting",
        ask=(
            "领导小组办公室是否已同意召开现场办公会议?",
            "Did the leading group's office agree to the on-site meeting?",
        ),
    )
    on_site_meeting_held: Maybe[bool] = truth(
        "已召开现场办公会议",
        "the on-site meeting was held",
        ask=("是否已召开现场办公会议?", "Was the on-site meeting held?"),
    )
    solved: Maybe[bool] = truth(
        "问题已解决", "the problem is solved", ask=("问题解决了吗?", "Is the problem solved?")
    )
    sent_up: Maybe[bool] = truth(
        "已报区委、政府专题研究",
        "was sent up to the district committee and government",
        ask=(
            "是否已报区委、政府专题研究审议?",
            "Was it sent up to the district committee and government for special deliberation?",
        ),
    )
