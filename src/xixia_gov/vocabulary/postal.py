"""Matters of postal and express services: who manages them, and what follows from an event."""

from __future__ import annotations

from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Maybe, one_of, opt, truth


@attrs.frozen(kw_only=True)
class PostalTask(Matter):
    """One task around postal and express services or logistics in the district."""

    ROOT: ClassVar[str] = "postal_task"
    LABEL: ClassVar[Text] = Text(zh="邮政快递管理事项", en="task of postal management")
    WORDS: ClassVar[tuple[str, ...]] = ("邮政", "快递", "驿站", "物流", "postal", "express")

    topic: Maybe[str] = one_of(
        "邮政快递事项",
        "what it is about",
        opt(
            "planning",
            "邮政行业规划与交通运输规划衔接",
            "joining the plans of postal services and transport",
        ),
        opt("supervision", "邮政快递行业日常监管", "daily supervision of postal and express services"),
        opt("safety", "邮政业安全管理和安全监督", "safety of postal services", "安全检查"),
        opt("major_event", "重大活动寄递安全保障", "safe delivery at major events"),
        opt(
            "public_service",
            "其他邮政公共服务中由地方实施的执行事项",
            "other public postal services that the district carries out",
        ),
        opt("pollution", "邮政快递业环境污染治理", "pollution from postal and express services"),
        opt("statistics", "邮政快递行业统计", "statistics of postal and express services"),
        opt("penalty", "查处经营主体违法违规行为", "pursuing unlawful conduct of operators", "罚款"),
        opt("logistics", "本地物流行业相关工作", "local logistics", "物流园区"),
        opt("other", "邮政快递的其他事项", "something else of postal and express services", "其他事项"),
        opt("unrelated", "与邮政快递、物流无关的事项", "nothing to do with postal services or logistics"),
        ask=("是什么事项?", "What is it about?"),
    )
    in_district: Maybe[bool] = truth(
        "事项在西夏区",
        "is in the district",
        ask=("事项发生在西夏区吗?", "Is it in Xixia District?"),
    )


@attrs.frozen(kw_only=True)
class PostalEvent(Matter):
    """One irregularity, unlawful act or accident of an operator of postal or express services."""

    ROOT: ClassVar[str] = "postal_event"
    LABEL: ClassVar[Text] = Text(
        zh="邮政快递企业违规或事故", en="irregularity or accident in postal services"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("快递违规", "快递事故", "分拣场所", "投诉快递", "courier")

    event: Maybe[str] = one_of(
        "情况",
        "what happened",
        opt("irregularity", "违规行为", "irregularity"),
        opt("unlawful_act", "违法行为", "unlawful act", "非法经营"),
        opt("accident", "安全突发事故或者事件", "sudden accident or incident", "事故"),
        opt("other", "其他情况", "something else"),
        ask=("发生了什么?", "What happened?"),
    )
    by_operator: Maybe[bool] = truth(
        "涉及邮政快递行业的经营主体",
        "is about an operator of postal or express services",
        ask=(
            "涉及邮政企业、快递企业等经营主体吗?",
            "Is it about a business that runs postal or express services?",
        ),
    )
    in_district: Maybe[bool] = truth(
        "发生在西夏区",
        "happened in the district",
        ask=("发生在西夏区吗?", "Did it happen in Xixia District?"),
    )
