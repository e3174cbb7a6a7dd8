"""Matters of the quality plan: a producer's quality system, spot checks, drugs, goods, standards, awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, one_of, opt, truth


@attrs.frozen(kw_only=True)
class QualitySystem(Matter):
    """How one enterprise manages the quality of what it makes."""

    ROOT: ClassVar[str] = "quality_system"
    LABEL: ClassVar[Text] = Text(zh="企业质量管理", en="quality management of a firm")
    WORDS: ClassVar[tuple[str, ...]] = ("质量总监", "首席质量官", "日管控", "quality officer")

    producer: Maybe[bool] = truth(
        "是生产企业",
        "is a production enterprise",
        ask=("是生产产品的企业吗?", "Does the enterprise produce goods?"),
    )
    director_named: Maybe[bool] = truth(
        "已任命质量总监",
        "a quality director is named",
        ask=("是否任命了质量总监?", "Has a quality director been named?"),
    )
    chief_officer_named: Maybe[bool] = truth(
        "已任命质量首席官",
        "a chief quality officer is named",
        ask=("是否任命了质量首席官(首席质量官)?", "Has a chief quality officer been named?"),
    )
    daily_control: Maybe[bool] = truth(
        "每日都做了质量管控",
        "quality was controlled every day",
        ask=("每日都做了质量管控吗?", "Was quality controlled every day?"),
    )
    weekly_check: Maybe[bool] = truth(
        "每周都做了排查",
        "problems were looked for every week",
        ask=("每周都做了排查吗?", "Were problems looked for every week?"),
    )
    monthly_review: Maybe[bool] = truth(
        "每月都做了调度",
        "matters were gone through every month",
        ask=("每月都做了调度吗?", "Were matters gone through every month?"),
    )


@attrs.frozen(kw_only=True)
class SpotCheck(Matter):
    """One check of a firm or body by the market regulator."""

    ROOT: ClassVar[str] = "spot_check"
    LABEL: ClassVar[Text] = Text(zh="质量抽查检查", en="quality spot check")
    WORDS: ClassVar[tuple[str, ...]] = ("双随机", "抽查", "检查结果公示", "spot check")

    double_random: Maybe[bool] = truth(
        "是“双随机、一公开”抽查",
        "checked and checkers were drawn at random",
        ask=("是“双随机、一公开”抽查吗?", "Were both the checked and the checkers drawn at random?"),
    )
    has_result: Maybe[bool] = truth(
        "已有检查结果", "there is a result", ask=("检查结果出来了吗?", "Is there a result?")
    )
    published_at: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "结果在哪里公示",
        "where the result is published",
        opt("disclosure_system", "公示系统", "disclosure system", "企业信用信息公示系统"),
        opt("government_website", "政府网站", "government website"),
        opt("elsewhere", "其他地方", "another place"),
        ask=("检查结果在哪些地方公示?", "Where is the result published?"),
    )
    in_credit_record: Maybe[bool] = truth(
        "结果已纳入检查对象信用记录",
        "result is in the credit record of the one checked",
        ask=(
            "检查结果是否纳入检查对象信用记录?",
            "Is the result in the credit record of the one checked?",
        ),
    )
    checked: Maybe[str] = one_of(
        "检查对象",
        "what is checked",
        opt("certification", "自愿性认证活动", "voluntary certification", "认证机构"),
        opt("laboratory", "检验检测机构", "inspection and testing body", "检测机构"),
        opt("other", "其他对象", "something else"),
        ask=("检查的是什么?", "What is checked?"),
    )
    certified: Maybe[str] = one_of(
        "认证领域",
        "field of the certification",
        opt("quality_system", "质量管理体系", "quality management system"),
        opt("environment_system", "环境管理体系", "environmental management system"),
        opt("organic", "有机产品", "organic products"),
        opt("other", "其他认证", "another certification"),
        exists_if=Gate("checked", "certification"),
        ask=("是哪个领域的认证?", "In which field is the certification?"),
    )
    tested: Maybe[str] = one_of(
        "检验检测领域",
        "field of the testing",
        opt("environment", "生态环境", "the environment"),
        opt("motor_vehicles", "机动车", "motor vehicles"),
        opt("other", "其他领域", "another field"),
        exists_if=Gate("checked", "laboratory"),
        ask=("检验检测的是哪个领域?", "In which field does the body test?"),
    )


@attrs.frozen(kw_only=True)
class DrugDealing(Matter):
    """One dealing with one drug."""

    ROOT: ClassVar[str] = "drug"
    LABEL: ClassVar[Text] = Text(zh="药品销售使用", en="dealing with a drug")
    WORDS: ClassVar[tuple[str, ...]] = ("假药", "劣药", "药店", "fake drug", "pharmacy")

    act: Maybe[str] = one_of(
        "行为",
        "act",
        opt("selling", "销售", "selling", "网络销售"),
        opt("using", "医疗机构等给病人使用", "use on patients by a clinic or the like", "使用"),
        opt("taking", "自己服用", "taking it oneself"),
        opt("other", "其他行为", "another act"),
        ask=("对药品做了什么?", "What was done with the drug?"),
    )
    found: Maybe[str] = one_of(
        "药品认定结论",
        "what the drug was found to be",
        opt("counterfeit", "假药", "counterfeit"),
        opt("inferior", "劣药", "inferior"),
        opt("sound", "合格药品", "sound"),
        ask=(
            "药品经检验或者认定是假药、劣药还是合格?",
            "Was the drug found to be counterfeit, inferior or sound?",
        ),
    )
    done_on: Maybe[dt.date] = date(
        "行为日期", "day of the act", ask=("哪一天做的?", "On which day was it done?")
    )


@attrs.frozen(kw_only=True)
class ProductStandard(Matter):
    """One standard that a firm or body works to."""

    ROOT: ClassVar[str] = "product_standard"
    LABEL: ClassVar[Text] = Text(zh="执行标准", en="standard worked to")
    WORDS: ClassVar[tuple[str, ...]] = ("企业标准", "团体标准", "自我声明", "standard")

    type: Maybe[str] = one_of(
        "标准种类",
        "kind of standard",
        opt("national", "国家标准", "national standard"),
        opt("industry", "行业标准", "standard of a trade"),
        opt("local", "地方标准", "local standard"),
        opt("group", "团体标准", "group standard"),
        opt("enterprise", "企业标准", "enterprise standard"),
        ask=("执行的是哪一种标准?", "Which kind of standard is it?"),
    )
    declared: Maybe[bool] = truth(
        "已自我声明公开",
        "standard was declared in public",
        ask=("标准是否已自我声明公开?", "Has the standard been declared in public?"),
    )


@attrs.frozen(kw_only=True)
class GoodsQuality(Matter):
    """One making or selling of consumer goods whose quality is in question."""

    ROOT: ClassVar[str] = "goods_quality"
    LABEL: ClassVar[Text] = Text(zh="消费品质量", en="quality of consumer goods")
    WORDS: ClassVar[tuple[str, ...]] = ("假冒伪劣", "假货", "燃气灶", "counterfeit goods")

    category: Maybe[str] = one_of(
        "消费品种类",
        "kind of goods",
        opt("gas_cooker", "燃气灶具", "gas cooker", "燃气灶"),
        opt("electric_bicycle", "电动自行车", "electric bicycle"),
        opt("appliance", "家用电器", "household appliance", "家电"),
        opt("furniture", "家具", "furniture"),
        opt("decoration_material", "建筑装修材料", "building and decoration material", "建材"),
        opt("clothing", "服装", "clothing"),
        opt("other", "其他消费品", "other goods"),
        ask=("是哪一种消费品?", "Which kind of goods is it?"),
    )
    act: Maybe[str] = one_of(
        "行为",
        "act",
        opt("making", "生产", "making"),
        opt("selling", "销售", "selling"),
        opt("other", "其他行为", "another act"),
        ask=("是生产、销售还是其他?", "Is it making, selling, or something else?"),
    )
    counterfeit: Maybe[bool] = truth(
        "经认定是假冒产品",
        "goods were found counterfeit",
        ask=("产品是否被认定为假冒产品?", "Were the goods found to be counterfeit?"),
    )
    substandard: Maybe[bool] = truth(
        "经认定是伪劣产品",
        "goods were found inferior",
        ask=("产品是否被认定为伪劣产品?", "Were the goods found to be inferior?"),
    )
    done_on: Maybe[dt.date] = date(
        "行为日期", "day of the act", ask=("哪一天做的?", "On which day was it done?")
    )


@attrs.frozen(kw_only=True)
class BuildingWork(Matter):
    """One firm's or body's part in one construction project."""

    ROOT: ClassVar[str] = "building_work"
    LABEL: ClassVar[Text] = Text(zh="建设工程质量", en="quality of construction")
    WORDS: ClassVar[tuple[str, ...]] = ("建设单位", "工程质量", "首要责任", "construction")

    role: Maybe[str] = one_of(
        "在工程中的身份",
        "part in the project",
        opt("client", "建设单位", "the client", "业主单位"),
        opt("contractor", "施工单位", "contractor", "总承包单位"),
        opt("subcontractor", "分包单位", "subcontractor"),
        opt("supervisor", "监理单位", "supervising engineer"),
        opt("supplier", "材料供应单位", "supplier of materials"),
        opt("other", "其他单位", "another body"),
        ask=("在工程中是什么单位?", "Which part do they have in the project?"),
    )


@attrs.frozen(kw_only=True)
class QualityAward(Matter):
    """One quality award that an enterprise tries for."""

    ROOT: ClassVar[str] = "quality_award"
    LABEL: ClassVar[Text] = Text(zh="质量奖", en="quality award")
    WORDS: ClassVar[tuple[str, ...]] = ("政府质量奖", "质量奖项", "quality prize")

    won: Maybe[bool] = truth(
        "已获得质量奖项",
        "a quality award was won",
        ask=("是否已获得质量奖项?", "Was a quality award won?"),
    )
