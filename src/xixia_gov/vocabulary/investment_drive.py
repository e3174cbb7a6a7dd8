"""Projects of the yearly drive to attract investment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, one_of, opt, truth


@attrs.frozen(kw_only=True)
class DriveProject(Matter):
    """One project that the drive is to bring in, and what the offices have done for it."""

    ROOT: ClassVar[str] = "drive_project"
    LABEL: ClassVar[Text] = Text(zh="招商引资攻坚项目", en="project of the investment drive")
    WORDS: ClassVar[tuple[str, ...]] = ("招商引资攻坚", "要素保障专班", "一事一议", "落地提速")

    stage: Maybe[str] = one_of(
        "项目所处阶段",
        "stage of the project",
        opt("lead", "线索", "a lead"),
        opt("intention", "意向型项目", "a project at the stage of an intention", "意向"),
        opt("signed", "已签约未落地", "signed, not yet landed", "已签约"),
        opt("landed", "已落地", "landed"),
        opt("other", "其他阶段", "another stage"),
        ask=("项目处于哪个阶段?", "At which stage is the project?"),
    )
    attracted: Maybe[bool] = truth(
        "是招商引资项目",
        "was brought in by attracting investment",
        ask=("是招商引资项目吗?", "Was the project brought in by attracting investment?"),
    )
    introduced: Maybe[bool] = truth(
        "已引入西夏区",
        "was brought to the district",
        ask=("项目是否已引入西夏区?", "Was the project brought to the district?"),
    )
    introduced_on: Maybe[dt.date] = date(
        "引入的日期",
        "day on which it was brought in",
        exists_if=Gate("introduced"),
        ask=("项目是哪一天引入的?", "On which day was the project brought in?"),
    )
    city_support_sought: Maybe[bool] = truth(
        "已为其争取市级“一事一议”政策",
        "the city's case-by-case support was sought for it",
        ask=(
            "是否已为项目争取市级“一事一议”政策?",
            "Was the city's case-by-case support sought for the project?",
        ),
    )
    studied: Maybe[bool] = truth(
        "有关部门已研究论证",
        "the departments have studied it",
        ask=("有关部门是否已研究论证?", "Have the departments studied the project?"),
    )
    judged_jointly: Maybe[bool] = truth(
        "有关部门已会商研判",
        "the departments have judged it together",
        ask=("有关部门是否已会商研判?", "Have the departments judged the project together?"),
    )
    assessed: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "已评估的方面",
        "what was assessed",
        opt("policy", "产业政策", "industrial policy"),
        opt("environment", "环境容量", "what the environment can bear"),
        opt("land", "用地需求", "need of land"),
        opt("permit", "规划许可", "planning permission"),
        opt("utilities", "用水用电", "water and power"),
        opt("intensity", "投资强度", "investment for the land used"),
        opt("fiscal", "财税收益", "gain in revenue"),
        opt("firm", "企业实力", "strength of the firm"),
        opt("workers", "用工需求", "need of workers"),
        opt("contract", "合同审查", "review of the contract"),
        ask=("已评估了哪些方面?", "What was assessed?"),
    )
    prejudged: Maybe[bool] = truth(
        "已作出落地可行性预判",
        "whether it can land was judged beforehand",
        ask=(
            "是否已对项目落地的可行性作出预先研判?",
            "Was it judged beforehand whether the project can land?",
        ),
    )
    has_leader: Maybe[bool] = truth(
        "已明确一名领导",
        "a leader is assigned",
        ask=("是否已明确一名领导?", "Is a leader assigned to the project?"),
    )
    has_team: Maybe[bool] = truth(
        "已明确一个专班",
        "a team is assigned",
        ask=("是否已明确一个专班?", "Is a team assigned to the project?"),
    )
    has_plan: Maybe[bool] = truth(
        "已制定一套方案",
        "there is a plan",
        ask=("是否已制定一套方案?", "Is there a plan for the project?"),
    )
    issue: Maybe[str] = one_of(
        "推进中的问题",
        "problem in its way",
        opt("land", "土地问题", "land"),
        opt("planning", "规划问题", "planning"),
        opt("environment", "环评问题", "environmental assessment", "环评"),
        opt("approval", "审批问题", "approval", "审批"),
        opt("other", "其他问题", "another problem"),
        opt("none", "没有问题", "none"),
        ask=("项目推进中遇到什么问题?", "What problem stands in the project's way?"),
    )
    issue_reported: Maybe[bool] = truth(
        "问题已反馈领导小组办公室",
        "the problem was put to the leading group's office",
        ask=(
            "问题是否已反馈至招商引资领导小组办公室?",
            "Was the problem put to the office of the leading group on attracting investment?",
        ),
    )
    meeting_held: Maybe[bool] = truth(
        "已召开项目专题会议",
        "a special meeting on the project was held",
        ask=("是否已召开项目专题会议?", "Was a special meeting on the project held?"),
    )
    policy_sought: Maybe[bool] = truth(
        "已争取政策落实",
        "the policy was pursued for it",
        ask=(
            "是否已为项目争取奖励资金或者西部大开发政策落实?",
            "Was the award money or the western-development policy pursued for the project?",
        ),
    )
