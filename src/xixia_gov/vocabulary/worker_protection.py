"""Matters of workers' rights and safety: a dispute, an accident policy, a journey to work elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Maybe, date, money, one_of, opt, truth

_MIGRANT = ("是农民工", "is a migrant worker")
_ASK_MIGRANT = ("本人是农民工吗?", "Is the person a migrant worker?")


@attrs.frozen(kw_only=True)
class LabourDispute(Matter):
    """One worker's dispute, or one worker's need of legal help."""

    ROOT: ClassVar[str] = "dispute"
    LABEL: ClassVar[Text] = Text(zh="劳动争议", en="labour dispute")
    WORDS: ClassVar[tuple[str, ...]] = ("欠薪", "讨薪", "工伤", "仲裁", "维权", "unpaid wages")

    type: Maybe[str] = one_of(
        "争议种类",
        "kind of dispute",
        opt("wages", "工资争议", "dispute about wages", "拖欠工资", "欠薪"),
        opt(
            "injury_benefit",
            "工伤保险待遇争议",
            "dispute about work-injury insurance benefits",
            "工伤待遇",
        ),
        opt("other", "其他争议", "another dispute"),
        ask=("是什么争议?", "What is the dispute about?"),
    )
    migrant_worker: Maybe[bool] = truth(*_MIGRANT, ask=_ASK_MIGRANT)
    worker: Maybe[bool] = truth("是劳动者", "is a worker", ask=("本人是劳动者吗?", "Is the person a worker?"))
    help_wanted: Maybe[str] = one_of(
        "需要的帮助",
        "help wanted",
        opt("advice", "法律咨询", "legal advice"),
        opt("mediation", "纠纷调解", "mediation"),
        opt("legal_aid", "法律援助", "legal aid", "请律师"),
        opt("other", "其他帮助", "other help"),
        ask=("需要什么帮助?", "What help is wanted?"),
    )


@attrs.frozen(kw_only=True)
class AccidentInsurance(Matter):
    """One accident policy of one worker."""

    ROOT: ClassVar[str] = "insurance"
    LABEL: ClassVar[Text] = Text(zh="人身意外伤害保险", en="personal accident insurance")
    WORDS: ClassVar[tuple[str, ...]] = ("铁杆庄稼保", "意外险", "意外伤害", "accident insurance")

    migrant_worker: Maybe[bool] = truth(*_MIGRANT, ask=_ASK_MIGRANT)
    product: Maybe[str] = one_of(
        "保险产品",
        "insurance product",
        opt("tiegan_zhuangjia", "铁杆庄稼保", "the accident insurance named in the measures"),
        opt("other", "其他保险", "another insurance"),
        ask=("购买的是哪一种保险?", "Which insurance is it?"),
    )
    bought: Maybe[bool] = truth(
        "已购买", "was bought", ask=("是否已购买这份保险?", "Was the insurance bought?")
    )
    subsidised_before: Maybe[bool] = truth(
        "同一保险期间已有一份享受补贴",
        "another policy for the same time was already subsidised",
        ask=(
            "同一保险期间是否已有另一份享受这项补贴?",
            "Was another policy for the same time already subsidised?",
        ),
    )
    cover_from: Maybe[dt.date] = date(
        "保险期间的第一天",
        "first day of the cover",
        ask=("保险期间从哪一天开始?", "On which day does the cover begin?"),
    )
    own_payment: Maybe[Money] = money(
        "扣除政府补贴后个人实际负担的数额",
        "what the worker bears after the government's part",
        ask=(
            "扣除政府补贴后, 个人实际负担多少元?",
            "What does the worker bear once the government's part is taken off?",
        ),
    )


@attrs.frozen(kw_only=True)
class LabourTransfer(Matter):
    """One departure of migrant workers for work elsewhere."""

    ROOT: ClassVar[str] = "transfer"
    LABEL: ClassVar[Text] = Text(zh="转移就业外出", en="departure for work elsewhere")
    WORDS: ClassVar[tuple[str, ...]] = ("转移就业", "外出", "专人陪同", "安全教育")

    organised: Maybe[bool] = truth(
        "是有组织的转移就业",
        "is organised",
        ask=("是有组织的转移就业吗?", "Is the departure organised?"),
    )
    escorted_throughout: Maybe[bool] = truth(
        "安排了专人全程参与",
        "a person is assigned who takes part throughout",
        ask=("是否安排专人全程参与?", "Is a person assigned who takes part throughout?"),
    )
    responsible: Maybe[bool] = truth(
        "本单位列为农民工安全保障的责任单位",
        "the body is named as responsible for the safety of migrant workers",
        ask=(
            "本单位是否列为农民工安全保障措施的责任单位?",
            "Is the body named as responsible under the measure on the safety of migrant workers?",
        ),
    )
    migrant_workers: Maybe[bool] = truth(
        "外出的是农民工",
        "those who leave are migrant workers",
        ask=("外出务工的是农民工吗?", "Are those who leave migrant workers?"),
    )
    briefed_before: Maybe[bool] = truth(
        "外出前作过安全知识普及",
        "safety was taught before they left",
        ask=("外出前是否作过安全知识普及?", "Was safety taught before they left?"),
    )
