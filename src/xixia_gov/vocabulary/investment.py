"""Matters of attracting investment: the dossier of one project, and a question on the rules themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import (
    Flags,
    Gate,
    Maybe,
    date,
    many_of,
    money,
    number,
    one_of,
    opt,
    truth,
)


def _day_of(gate: str, zh: str, en: str) -> Any:  # noqa: ANN401 - a field, declared as facts are
    """Declare the day of an act that `gate` says took place."""
    return date(
        f"{zh}的日期",
        f"day on which {en}",
        exists_if=Gate(gate),
        ask=(f"{zh}是哪一天?", f"On which day was it that {en}?"),
    )


@attrs.frozen(kw_only=True)
class InvestmentProject(Matter):
    """One project that somebody wants to bring in, from its first lead to the filed agreement."""

    ROOT: ClassVar[str] = "investment"
    LABEL: ClassVar[Text] = Text(zh="招商引资项目", en="investment project")
    WORDS: ClassVar[tuple[str, ...]] = ("招商引资", "招商", "投资项目", "引进项目", "investment")

    brings: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "引进的内容",
        "what is brought in",
        opt("project", "项目", "a project"),
        opt("funds", "资金", "money"),
        opt("talent", "人才", "skilled people"),
        opt(
            "assets",
            "技术、品牌、专利等有形或无形资产",
            "tangible or intangible assets such as technology, a brand or a patent",
            "技术",
            "品牌",
            "专利",
        ),
        ask=("引进的是下列哪些内容?", "Which of these are brought in?"),
    )
    origin: Maybe[str] = one_of(
        "从哪里引进",
        "where it comes from",
        opt("outside_city", "银川市以外", "outside Yinchuan"),
        opt(
            "elsewhere_in_city",
            "银川市内、西夏区以外",
            "elsewhere in Yinchuan, outside Xixia District",
        ),
        opt(
            "in_district",
            "已在西夏区的企业或个人",
            "an enterprise or person already in Xixia District",
        ),
        ask=("从哪里引进?", "Where does it come from?"),
    )
    site_in_district: Maybe[bool] = truth(
        "在西夏区落地",
        "is placed in Xixia District",
        ask=("项目是否在西夏区落地?", "Is the project placed in Xixia District?"),
    )
    runs_business: Maybe[bool] = truth(
        "用于生产经营",
        "serves production or business",
        ask=("是否用于生产经营?", "Does it serve production or business?"),
    )
    plans: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "所属产业列入哪些规划",
        "plans that take in the project's industry",
        opt(
            "region_six",
            "自治区“六新六特六优”产业规划",
            "the Autonomous Region's plan of its six new, six special and six excellent industries",
        ),
        opt("city_three", "银川市“三新”产业规划", "Yinchuan's plan of its three new industries"),
        opt(
            "district_eight",
            "西夏区“八大”产业规划",
            "Xixia District's plan of its eight industries",
            "西夏区产业规划",
        ),
        ask=("项目所属产业列入下列哪些规划?", "Which of these plans take in the project's industry?"),
    )
    recommender: Maybe[str] = one_of(
        "推荐项目的是谁",
        "who recommends the project",
        opt("government_department", "西夏区政府部门", "a department of the district government"),
        opt(
            "party_department",
            "政府部门以外的全区部门(如区委部门)",
            "a department of the district outside its government, such as one of its Party committee",
        ),
        opt("town_street", "镇街", "a town or sub-district"),
        opt("park", "园区管理机构", "the management body of a park"),
        opt("soe_platform", "国有企业平台", "a state-owned enterprise platform", "国有企业"),
        opt("public_employee", "公职人员个人", "a public employee in person", "公职人员"),
        opt("retired_employee", "已退休的公职人员", "a retired public employee"),
        opt("village_worker", "村或者社区工作人员", "somebody who works for a village or community"),
        opt("other_enterprise", "其他企业(包括自荐)", "another enterprise, also one that recommends itself"),
        opt("other_person", "其他个人(包括自荐)", "another person, also one who recommends themselves"),
        ask=("推荐这个项目的是谁?", "Who recommends the project?"),
    )
    channel: Maybe[str] = one_of(
        "推荐形式",
        "form of the recommendation",
        opt("stationed", "驻点招商", "through people stationed elsewhere"),
        opt("by_business", "以商招商", "through businesses that bring businesses"),
        opt("commissioned", "委托招商", "through somebody commissioned to do so"),
        opt("other", "其他形式", "in another form"),
        ask=("项目以什么形式推荐?", "In what form was the project recommended?"),
    )
    reported: Maybe[bool] = truth(
        "项目信息已报招商引资领导小组办公室",
        "the lead was reported to the office of the leading group",
        ask=(
            "项目信息是否已报至招商引资领导小组办公室?",
            "Was the lead reported to the office of the leading group on attracting investment?",
        ),
    )
    received_on: Maybe[dt.date] = date(
        "办公室收到项目信息的日期",
        "day on which the office received the lead",
        ask=("办公室哪一天收到项目信息?", "On which day did the office receive the lead?"),
    )
    rest_days_to_reply: Maybe[int] = number(
        "办公室收到信息后至回复期限, 全国是工作日而自治区放假的日数",
        "regional holidays, working days elsewhere, between receipt of the lead and the day a reply is due",
        unit="days",
        sensible=(0, 5),
        ask=(
            "收到信息后至回复期限, 有几天全国是工作日而自治区放假?",
            "How many days between receipt and the due day are regional holidays, working days elsewhere?",
        ),
    )
    replied: Maybe[bool] = truth(
        "办公室已回复",
        "the office replied",
        ask=("办公室是否已回复推荐主体?", "Did the office reply to the recommender?"),
    )
    replied_on: Maybe[dt.date] = _day_of("replied", "办公室回复", "the office replied")
    filed: Maybe[bool] = truth(
        "项目信息已备案",
        "the lead was put on file",
        ask=("项目信息是否已备案?", "Was the lead put on file?"),
    )
    filed_on: Maybe[dt.date] = _day_of("filed", "项目信息备案", "the lead was put on file")
    department_named: Maybe[bool] = truth(
        "已指定主服务部门",
        "the main service department was named",
        ask=("是否已指定主服务部门?", "Was the main service department named?"),
    )
    named_on: Maybe[dt.date] = _day_of(
        "department_named", "指定主服务部门", "the main service department was named"
    )
    initial_review: Maybe[bool] = truth(
        "商务经合局已初审",
        "the commerce bureau gave the lead a first review",
        ask=("商务经合局是否已初审?", "Did the commerce bureau give the lead a first review?"),
    )
    weighed: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "选择主服务部门时考虑了什么",
        "what was weighed in choosing the main service department",
        opt("industry", "项目所属行业", "the project's trade"),
        opt("scale", "投资规模", "the size of the investment"),
        opt("site", "意向选址", "the site in view"),
        opt(
            "wish",
            "被推荐主体、自荐单位的意愿",
            "the wish of the investor, or of the body that recommends itself",
        ),
        opt("area_plans", "西夏区各区域产业发展规划", "the plans for industry in the parts of the district"),
        ask=("选择主服务部门时考虑了下列哪些?", "Which of these were weighed in choosing the department?"),
    )
    department: Maybe[str] = one_of(
        "主服务部门是哪一类",
        "what the main service department is",
        opt("industry_lead", "八大产业的主体部门", "a lead department of the eight industries"),
        opt("other_department", "其他部门", "another department"),
        opt("town_street", "镇街", "a town or sub-district"),
        opt("soe", "国有企业", "a state-owned enterprise"),
        opt("park", "园区管理机构", "the management body of a park"),
        opt("other", "其他单位", "another body"),
        ask=("主服务部门是哪一类单位?", "What kind of body is the main service department?"),
    )
    department_recommended: Maybe[bool] = truth(
        "主服务部门就是推荐主体",
        "the main service department is itself the recommender",
        ask=(
            "主服务部门是不是推荐该项目的主体?",
            "Is the main service department itself the recommender of the project?",
        ),
    )
    dispatched: Maybe[bool] = truth(
        "主服务部门已收到派单",
        "the main service department received the task",
        ask=(
            "主服务部门是否已收到办公室的派单任务?",
            "Did the main service department receive the task from the office?",
        ),
    )
    dispatched_on: Maybe[dt.date] = date(
        "主服务部门收到派单的日期",
        "day on which the main service department received the task",
        ask=(
            "主服务部门哪一天收到派单任务?",
            "On which day did the main service department receive the task?",
        ),
    )
    rest_days_to_contact: Maybe[int] = number(
        "收到派单后至联系期限, 全国是工作日而自治区放假的日数",
        "regional holidays, working days elsewhere, between receipt of the task and the day contact is due",
        unit="days",
        sensible=(0, 5),
        ask=(
            "收到派单后至联系期限, 有几天全国是工作日而自治区放假?",
            "How many days between the task and the due day are regional holidays, working days elsewhere?",
        ),
    )
    contacted: Maybe[bool] = truth(
        "主服务部门已主动联系投资方",
        "the main service department got in touch with the investor on its own initiative",
        ask=(
            "主服务部门是否已主动联系投资方(只答复投资方来电的不算)?",
            "Did the department get in touch on its own initiative (merely answering a call does not count)?",
        ),
    )
    contacted_on: Maybe[dt.date] = _day_of(
        "contacted", "主服务部门主动联系投资方", "the department got in touch with the investor"
    )
    service_started: Maybe[bool] = truth(
        "主服务部门已开展服务",
        "the main service department began its service",
        ask=("主服务部门是否已开展相关服务?", "Did the main service department begin its service?"),
    )
    service_started_on: Maybe[dt.date] = _day_of(
        "service_started", "主服务部门开展服务", "the department began its service"
    )
    talks_led_by: Maybe[str] = one_of(
        "洽谈由谁负责",
        "who led the talks",
        opt("main_department", "主服务部门", "the main service department"),
        opt(
            "county_leader",
            "主服务部门的分管县级领导",
            "the district leader in charge of the main service department",
        ),
        opt("other", "其他单位或个人", "somebody else"),
        opt("nobody", "尚未洽谈", "nobody: there were no talks yet"),
        ask=("洽谈由谁负责?", "Who led the talks?"),
    )
    learnt: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "洽谈时了解了什么",
        "what was learnt in the talks",
        opt("strength", "投资企业实力", "the strength of the investing enterprise"),
        opt("outlook", "市场前景", "the outlook of the market"),
        opt("plan", "投资计划", "the plan of investment"),
        opt("demands", "投资要求", "what the investor asks for"),
        opt("site", "选址要求", "what the site must offer"),
        ask=("洽谈时了解了下列哪些情况?", "Which of these were learnt in the talks?"),
    )
    intention_form: Maybe[bool] = truth(
        "已填写《投资意向表》",
        "the investment intention form was filled in",
        ask=("是否已填写《投资意向表》?", "Was the investment intention form filled in?"),
    )
    intention_form_on: Maybe[dt.date] = _day_of(
        "intention_form", "填写《投资意向表》", "the investment intention form was filled in"
    )
    visit_needed: Maybe[bool] = truth(
        "需要到意向选址地点考察",
        "a visit to the site in view is needed",
        ask=("是否需要到意向选址地点考察?", "Is a visit to the site in view needed?"),
    )
    visited: Maybe[bool] = truth(
        "已会同要素保障部门到选址地点考察",
        "the site was visited together with the supporting departments",
        ask=(
            "是否已会同要素保障部门配合企业到选址地点考察?",
            "Was the site visited with the investor and the supporting departments?",
        ),
    )
    applied: Maybe[bool] = truth(
        "已向评审小组申报",
        "the investor applied to the review group",
        ask=("投资人是否已向评审小组申报?", "Did the investor apply to the review group?"),
    )
    applied_on: Maybe[dt.date] = _day_of("applied", "项目申报", "the investor applied")
    review_recorded: Maybe[bool] = truth(
        "已召开评审会并形成会议纪要",
        "the review meeting was held and its minutes made",
        ask=(
            "是否已召开评审会并形成会议纪要?",
            "Was the review meeting held, and were its minutes made?",
        ),
    )
    review_recorded_on: Maybe[dt.date] = _day_of(
        "review_recorded", "评审会议纪要形成", "the minutes of the review were made"
    )
    review_passed: Maybe[bool] = truth(
        "项目通过审核",
        "the project passed the review",
        exists_if=Gate("review_recorded"),
        ask=("会议纪要载明项目通过审核吗?", "Do the minutes say that the project passed?"),
    )
    agreement: Maybe[str] = one_of(
        "拟签协议的种类",
        "kind of agreement to be signed",
        opt("investment", "投资合作协议", "investment agreement"),
        opt("strategic", "战略合作协议", "strategic agreement"),
        ask=("拟签订哪一种协议?", "Which kind of agreement is to be signed?"),
    )
    signatory: Maybe[str] = one_of(
        "公方签约主体",
        "who signs for the public side",
        opt("government", "西夏区政府", "the district government"),
        opt("park", "园区", "the park"),
        ask=("协议由哪一方签订?", "Who signs the agreement for the public side?"),
    )
    beyond_policy: Maybe[bool] = truth(
        "协议给予的支持超出现有政策规定",
        "the agreement grants support beyond existing policies",
        ask=(
            "协议给予的支持是否超出现有政策规定?",
            "Does the agreement grant support beyond existing policies?",
        ),
    )
    uses_land: Maybe[bool] = truth(
        "协议涉及用地",
        "the agreement involves land",
        ask=("协议是否涉及用地?", "Does the agreement involve land?"),
    )
    total_investment: Maybe[Money] = money(
        "项目总投资",
        "total investment of the project",
        sensible=(100_000, 100_000_000_000),
        ask=("项目总投资多少元?", "What is the total investment of the project?"),
    )
    funds_proven: Maybe[bool] = truth(
        "企业已提供资金证明",
        "the enterprise handed in a proof of funds",
        ask=("企业是否已提供资金证明材料?", "Did the enterprise hand in a proof of funds?"),
    )
    proof_amount: Maybe[Money] = money(
        "资金证明的数额",
        "sum on the proof of funds",
        exists_if=Gate("funds_proven"),
        ask=("资金证明的数额是多少元?", "What is the sum on the proof of funds?"),
    )
    proof_on: Maybe[dt.date] = _day_of(
        "funds_proven", "企业提供资金证明", "the enterprise handed in the proof of funds"
    )
    drafted: Maybe[bool] = truth(
        "主服务部门协同商务经合局已草拟协议",
        "the main service department and the commerce bureau drafted the agreement",
        ask=(
            "主服务部门协同商务经合局是否已草拟协议?",
            "Did the main service department and the commerce bureau draft the agreement?",
        ),
    )
    drafted_on: Maybe[dt.date] = _day_of("drafted", "协议草拟", "the agreement was drafted")
    consulted: Maybe[bool] = truth(
        "已征求各相关职能部门意见",
        "the departments concerned were consulted",
        ask=("是否已征求各相关职能部门意见?", "Were the departments concerned consulted?"),
    )
    consulted_on: Maybe[dt.date] = _day_of(
        "consulted", "征求部门意见", "the departments concerned were consulted"
    )
    legal_reviewed: Maybe[bool] = truth(
        "法律顾问已作合法性审查",
        "the legal adviser reviewed the agreement",
        ask=("法律顾问是否已作合法性审查?", "Did the legal adviser review the agreement?"),
    )
    legal_reviewed_on: Maybe[dt.date] = _day_of(
        "legal_reviewed", "法律顾问审查", "the legal adviser reviewed the agreement"
    )
    approved: Maybe[bool] = truth(
        "分管县级领导已审定",
        "the district leader in charge approved the text",
        ask=("分管县级领导是否已审定协议文本?", "Did the district leader in charge approve the text?"),
    )
    approved_on: Maybe[dt.date] = _day_of(
        "approved", "分管县级领导审定", "the district leader in charge approved the text"
    )
    meeting_passed: Maybe[bool] = truth(
        "政府常务会议已审议通过",
        "the government's executive meeting passed the agreement",
        ask=(
            "政府常务会议是否已审议通过?",
            "Did the government's executive meeting pass the agreement?",
        ),
    )
    meeting_passed_on: Maybe[dt.date] = _day_of(
        "meeting_passed", "政府常务会议审议通过", "the executive meeting passed the agreement"
    )
    signed: Maybe[bool] = truth(
        "协议已签字盖章",
        "the agreement was signed and sealed",
        ask=("协议是否已由双方签字盖章?", "Was the agreement signed and sealed by both sides?"),
    )
    signed_on: Maybe[dt.date] = _day_of("signed", "协议签字盖章", "the agreement was signed and sealed")
    archived: Maybe[bool] = truth(
        "签订的协议已备案",
        "the signed agreement was put on file",
        ask=(
            "签订的协议是否已由政府办公室、商务经合局备案?",
            "Did the government office and the commerce bureau put the signed agreement on file?",
        ),
    )
    archived_on: Maybe[dt.date] = _day_of(
        "archived", "签订的协议备案", "the signed agreement was put on file"
    )


@attrs.frozen(kw_only=True)
class InvestmentRulesQuestion(Matter):
    """One question on the rules themselves: whether they govern an act, and who interprets them."""

    ROOT: ClassVar[str] = "rules_question"
    LABEL: ClassVar[Text] = Text(
        zh="招商引资管理办法的适用和解释", en="question on the rules on attracting investment"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("办法解释", "施行日期", "适用", "interpretation")

    about: Maybe[str] = one_of(
        "问的是什么",
        "what the question is about",
        opt("wording", "管理办法条文的含义", "the meaning of the rules' own words"),
        opt("agreement", "某一协议条款的含义", "the meaning of a clause of an agreement"),
        opt("other", "其他", "something else"),
        ask=("问的是什么?", "What is the question about?"),
    )
    act_on: Maybe[dt.date] = date(
        "所问行为发生的日期",
        "day of the act in question",
        ask=("所问的行为发生在哪一天?", "On which day did the act in question take place?"),
    )
    begun_on: Maybe[dt.date] = date(
        "该行为所属事项开始的日期",
        "day on which the affair that the act is part of began",
        ask=(
            "该行为所属的事项从哪一天开始?",
            "On which day did the affair that the act is part of begin?",
        ),
    )
