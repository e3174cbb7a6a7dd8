"""The review of one investment project: its papers, its meeting, what was assessed, and the standards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, many_of, one_of, opt, truth


@attrs.frozen(kw_only=True)
class InvestmentReview(Matter):
    """One project before the review group, and the enterprise that would enter the district with it."""

    ROOT: ClassVar[str] = "project_review"
    LABEL: ClassVar[Text] = Text(zh="招商引资项目评审", en="review of an investment project")
    WORDS: ClassVar[tuple[str, ...]] = ("项目评审", "评审会", "项目申报", "评审标准", "review")

    papers: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "已提交的申报材料",
        "papers handed in",
        opt("feasibility", "可行性报告", "feasibility report"),
        opt("company", "公司基本情况", "basic facts of the company"),
        opt("funds", "资金证明", "proof of funds"),
        ask=("已提交下列哪些申报材料?", "Which of these papers were handed in?"),
    )
    annexes_asked: Maybe[bool] = truth(
        "评审小组另外要求附件",
        "the review group asks for further annexes",
        ask=("评审小组是否另外要求提交附件?", "Does the review group ask for further annexes?"),
    )
    annexes_given: Maybe[bool] = truth(
        "另外要求的附件已提交",
        "the further annexes were handed in",
        exists_if=Gate("annexes_asked"),
        ask=("另外要求的附件是否已提交?", "Were the further annexes handed in?"),
    )
    handed_to_group: Maybe[bool] = truth(
        "材料提交给西夏区评审小组",
        "the papers went to the district's review group",
        ask=("材料是否提交给西夏区评审小组?", "Did the papers go to the district's review group?"),
    )
    applied: Maybe[bool] = truth(
        "投资人已申报",
        "the investor applied",
        ask=("投资人是否已向评审小组申报?", "Did the investor apply to the review group?"),
    )
    convened_by: Maybe[str] = one_of(
        "评审会由谁召集",
        "who convened the review meeting",
        opt("head", "评审工作小组组长(区长)", "the head of the review group, the district head"),
        opt(
            "deputy_head",
            "评审工作小组副组长(分管招商引资的副区长)",
            "the deputy head of the review group, the deputy district head in charge",
        ),
        opt("other", "其他人", "somebody else"),
        ask=("评审会由谁召集?", "Who convened the review meeting?"),
    )
    called: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "召集了哪些人",
        "who was called to the meeting",
        opt("members", "小组成员", "the members of the group"),
        opt("experts", "行业专家", "experts of the trade"),
        ask=("评审会召集了下列哪些人?", "Which of these were called to the meeting?"),
    )
    matters: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "评审会审核的内容",
        "what the meeting examined",
        opt("planning", "是否符合产业规划", "fit with the plans for industry"),
        opt("environment", "环保", "protection of the environment"),
        opt("safety", "安全", "safety"),
        opt("innovation", "科技创新", "innovation"),
        opt("scale", "投资规模", "size of the investment"),
        opt("economic", "经济效益", "economic benefit"),
        opt("social", "社会效益", "social benefit"),
        ask=("评审会审核了下列哪些内容?", "Which of these did the meeting examine?"),
    )
    steps: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "评审会完成的环节",
        "steps the meeting took",
        opt("risk", "风险评估", "assessment of risks"),
        opt("legality", "合法性论证", "argument on legality"),
        opt("compliance", "合规性评价", "appraisal of compliance"),
        opt("discussion", "集体讨论", "discussion by all"),
        opt("opinion", "形成审核意见", "opinion of the review"),
        opt("minutes", "形成会议纪要", "minutes"),
        ask=("评审会完成了下列哪些环节?", "Which of these steps did the meeting take?"),
    )
    topics: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "评审涵盖的主要内容",
        "main topics the review covered",
        opt("overview", "项目概述", "overview of the project"),
        opt("background", "项目背景及现状", "background and present state"),
        opt("process", "项目工艺、设备方案", "process and equipment"),
        opt("competition", "项目发展的竞争性分析", "analysis of competitiveness"),
        opt("profit", "项目赢利模式", "how the project earns"),
        opt(
            "funding",
            "资金需求和风险情况、市场营销计划",
            "need of funds, risks and marketing plan",
        ),
        opt("jobs", "安排就业和示范效应", "jobs and example set"),
        ask=("评审涵盖了下列哪些主要内容?", "Which of these topics did the review cover?"),
    )
    industrial: Maybe[bool] = truth(
        "是工业项目",
        "is an industrial project",
        ask=("是工业项目吗?", "Is it an industrial project?"),
    )
    indicators: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "评审涉及的“标准地”控制性指标",
        "standard-land indicators the review covered",
        opt("trade", "项目准入行业", "trade admitted"),
        opt("fixed_investment", "固定资产投资强度", "fixed investment by area"),
        opt("tax_per_mu", "亩均税收", "tax by area"),
        opt("energy_total", "能耗总量", "total use of energy"),
        opt("energy_unit", "单位能耗", "use of energy by unit"),
        opt("environment_capacity", "环境容量", "capacity of the environment"),
        opt("soil_and_water", "水土保持", "conservation of soil and water"),
        opt("emissions", "单位排放增加值", "value added by unit of emission"),
        opt("plot_ratio", "容积率", "plot ratio"),
        opt("green_ratio", "绿地率", "share of green land"),
        opt("building_density", "建筑密度", "density of building"),
        ask=(
            "评审涉及下列哪些“标准地”控制性指标?",
            "Which of these standard-land indicators did the review cover?",
        ),
    )
    has_competitors: Maybe[bool] = truth(
        "存在竞争对手",
        "there are competitors",
        ask=("项目是否存在竞争对手?", "Are there competitors?"),
    )
    competitors_compared: Maybe[bool] = truth(
        "已分析竞争对手和本企业的优劣势",
        "the strengths and weaknesses of the competitors and of the enterprise were compared",
        exists_if=Gate("has_competitors"),
        ask=(
            "是否已分析竞争对手和本企业的主要优劣势?",
            "Were the strengths and weaknesses of both compared?",
        ),
    )
    registered_in_district: Maybe[bool] = truth(
        "在银川市西夏区注册登记",
        "is registered in Xixia District of Yinchuan",
        ask=(
            "企业是否在银川市西夏区注册登记?",
            "Is the enterprise registered in Xixia District of Yinchuan?",
        ),
    )
    legal_person: Maybe[bool] = truth(
        "是企业法人(分公司不是)",
        "is a legal person, which a branch is not",
        ask=(
            "该企业是企业法人吗(分公司不是)?",
            "Is the enterprise a legal person (a branch is not)?",
        ),
    )
    own_accounts: Maybe[bool] = truth(
        "独立核算",
        "keeps accounts of its own",
        ask=("企业是否独立核算?", "Does the enterprise keep accounts of its own?"),
    )
    taxed_in_district: Maybe[bool] = truth(
        "在西夏区税务注册登记",
        "is registered for tax in Xixia District",
        ask=("企业是否在西夏区税务注册登记?", "Is the enterprise registered for tax in the district?"),
    )
    special_process: Maybe[bool] = truth(
        "采用特殊工艺",
        "uses a special process",
        ask=("项目是否采用特殊工艺?", "Does the project use a special process?"),
    )
    argument_accepted: Maybe[bool] = truth(
        "专项论证已通过",
        "a separate demonstration was accepted",
        exists_if=Gate("special_process"),
        ask=("单独进行的专项论证是否已通过?", "Was the separate demonstration accepted?"),
    )
    land_by_listing: Maybe[bool] = truth(
        "项目用地通过招拍挂取得",
        "the land comes by tender, auction or listing",
        ask=(
            "项目用地是否通过招标、拍卖或者挂牌取得?",
            "Does the project's land come by tender, auction or listing?",
        ),
    )
    start_price_by: Maybe[str] = one_of(
        "起拍价由谁确定",
        "who set the starting price",
        opt("city", "市政府确定的挂牌出让起始价", "the starting price the city government set"),
        opt("district", "区政府另定", "another price, set by the district government"),
        opt("other", "其他", "another price"),
        ask=("土地起拍价由谁确定?", "Who set the starting price of the land?"),
    )
    other_law: Maybe[bool] = truth(
        "还有其他法律法规的规范要求适用于项目",
        "other law has requirements for the project",
        ask=(
            "还有其他法律法规的规范要求适用于该项目吗?",
            "Does other law have requirements for the project?",
        ),
    )
