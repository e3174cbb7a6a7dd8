"""Matters after an investment agreement is signed: how it is performed, and the service to the project."""

from __future__ import annotations

from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Gate, Maybe, number, one_of, opt, truth


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
        "协议中明确的奖补或者优惠",
        "the grant or benefit the agreement states",
        opt("fiscal", "财政奖补", "a grant from public funds"),
        opt(
            "other_grant",
            "其他奖补或者优惠, 如租金减免",
            "another grant or benefit, such as lower rent",
            "其他奖补",
            "租金减免",
        ),
        opt("none", "协议没有明确", "the agreement states none", "口头承诺"),
        ask=("协议明确给予什么奖补或者优惠?", "Which grant or benefit does the agreement state?"),
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
