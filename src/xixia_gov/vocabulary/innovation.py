"""Matters of the innovative district: approvals on a promise, help for technology firms, recognitions."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Maybe, date, one_of, opt, truth


@attrs.frozen(kw_only=True)
class PromiseApproval(Matter):
    """One thing an enterprise applies for or must prove to the government."""

    ROOT: ClassVar[str] = "promise_approval"
    LABEL: ClassVar[Text] = Text(zh="告知承诺事项", en="approval on a promise")
    WORDS: ClassVar[tuple[str, ...]] = ("告知承诺", "承诺制", "证照分离", "证明事项", "promise")

    type: Maybe[str] = one_of(
        "事项种类",
        "kind of item",
        opt("business", "涉企经营审批", "approval of a business activity", "经营许可"),
        opt("investment", "项目投资审批", "approval of an investment project"),
        opt("proof", "证明事项", "proof to be handed in"),
        opt("other", "其他事项", "another item"),
        ask=("是哪一种事项?", "Which kind of item is it?"),
    )


@attrs.frozen(kw_only=True)
class InnovationTaxRelief(Matter):
    """One tax relief that an enterprise asks for because it does research or uses it."""

    ROOT: ClassVar[str] = "innovation_tax"
    LABEL: ClassVar[Text] = Text(zh="科技创新税收优惠", en="tax relief for innovation")
    WORDS: ClassVar[tuple[str, ...]] = ("研发费用", "加计扣除", "高新技术企业", "所得税优惠")

    relief: Maybe[str] = one_of(
        "税收优惠种类",
        "kind of tax relief",
        opt("research_deduction", "研发费用税前加计扣除", "extra deduction of research costs"),
        opt("high_tech", "高新技术企业所得税优惠", "income tax relief of high-tech enterprises"),
        opt("transfer", "科技成果转化税收优惠", "tax relief for putting research to use"),
        opt("other", "其他优惠", "another relief"),
        ask=("申请哪一种税收优惠?", "Which tax relief is asked for?"),
    )
    high_tech_certified: Maybe[bool] = truth(
        "持有有效的高新技术企业证书",
        "holds a valid certificate of a high-tech enterprise",
        ask=(
            "是否持有有效的高新技术企业证书?",
            "Is there a valid certificate of a high-tech enterprise?",
        ),
    )


@attrs.frozen(kw_only=True)
class InnovationFinance(Matter):
    """One finance tool that an enterprise asks for."""

    ROOT: ClassVar[str] = "innovation_finance"
    LABEL: ClassVar[Text] = Text(zh="科技金融扶持", en="finance for innovation")
    WORDS: ClassVar[tuple[str, ...]] = ("宁科贷", "银川新星", "科技创新券", "引导基金")

    tool: Maybe[str] = one_of(
        "金融政策",
        "finance tool",
        opt("new_star_fund", "“银川新星”科技创新引导基金", "Yinchuan New Star fund", "银川新星"),
        opt("ningke_loan", "宁科贷", "Ningke loan"),
        opt("voucher", "科技创新券", "innovation voucher"),
        opt("other", "其他金融政策", "another tool"),
        ask=("申请哪一项金融政策?", "Which finance tool is asked for?"),
    )
    technology_firm: Maybe[bool] = truth(
        "是科技型企业",
        "is a technology enterprise",
        ask=("是科技型企业吗?", "Is it a technology enterprise?"),
    )
    for_transfer: Maybe[bool] = truth(
        "用于科技成果转化应用",
        "is for putting research to use",
        ask=("是用于科技成果转化应用吗?", "Is it for putting the results of research to use?"),
    )


@attrs.frozen(kw_only=True)
class InnovationRecognition(Matter):
    """One recognition of one park, firm or incubator."""

    ROOT: ClassVar[str] = "recognition"
    LABEL: ClassVar[Text] = Text(zh="创新主体认定", en="recognition of an innovator")
    WORDS: ClassVar[tuple[str, ...]] = ("瞪羚企业", "高新技术企业", "孵化器", "众创空间", "科技园区")

    type: Maybe[str] = one_of(
        "认定类别",
        "kind of recognition",
        opt("park", "科技园区（基地）", "science park or base"),
        opt("gazelle", "瞪羚企业", "gazelle enterprise"),
        opt("high_tech", "国家高新技术企业", "national high-tech enterprise"),
        opt("model", "自治区创新型示范企业", "innovative model enterprise of the Autonomous Region"),
        opt("incubator", "科技企业孵化器（众创空间）", "incubator or makers' space"),
        opt("small_tech", "科技型中小企业", "small or medium technology enterprise"),
        opt("other", "其他认定", "another recognition"),
        ask=("认定的是哪一类?", "Which kind of recognition is it?"),
    )
    level: Maybe[str] = one_of(
        "认定机关级别",
        "level of the authority that recognised it",
        opt("national", "国家级", "national"),
        opt("region", "自治区级", "Autonomous Region"),
        opt("city", "市级", "city"),
        opt("district", "区县级", "district"),
        ask=("由哪一级认定?", "At which level was it recognised?"),
    )
    recognised_on: Maybe[dt.date] = date(
        "认定日期", "day of the recognition", ask=("哪一天认定?", "On which day was it recognised?")
    )
    had_before: Maybe[bool] = truth(
        "以前已有同类认定",
        "had the same recognition before",
        ask=(
            "以前是否已有同类认定(本次是重新认定)?",
            "Had it the same recognition before, so that this is a renewal?",
        ),
    )
