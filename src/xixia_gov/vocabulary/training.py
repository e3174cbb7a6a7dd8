"""Matters of vocational training: one course that one person takes, and who ordered and chose it."""

from __future__ import annotations

from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Maybe, one_of, opt, truth


@attrs.frozen(kw_only=True)
class TrainingCourse(Matter):
    """One vocational course taken by one person."""

    ROOT: ClassVar[str] = "course"
    LABEL: ClassVar[Text] = Text(zh="职业技能培训课程", en="vocational course")
    WORDS: ClassVar[tuple[str, ...]] = ("培训", "订单式", "直补个人", "政府买单", "course")

    vocational: Maybe[bool] = truth(
        "是职业技能培训",
        "is vocational training",
        ask=("是职业技能培训吗?", "Is it vocational training?"),
    )
    ordered_by: Maybe[str] = one_of(
        "提出订单的企业",
        "enterprise that ordered it",
        opt("district_enterprise", "辖区企业", "an enterprise in the district"),
        opt("other_enterprise", "辖区以外的企业", "an enterprise elsewhere"),
        opt("nobody", "没有企业提出订单", "no enterprise"),
        ask=("培训由哪里的企业提出订单?", "Which enterprise ordered the training?"),
    )
    rural_worker: Maybe[bool] = truth(
        "是农村劳动力",
        "is a rural worker",
        ask=("本人是农村劳动力吗?", "Is the person a rural worker?"),
    )
    chosen_by_worker: Maybe[bool] = truth(
        "由本人选择",
        "was chosen by the worker",
        ask=("课程是本人选择的吗?", "Did the worker choose the course?"),
    )
    provider: Maybe[str] = one_of(
        "培训途径",
        "where the training is taken",
        opt("own_choice", "自主参加", "on one's own"),
        opt("vocational_college", "职业院校", "vocational school or college"),
        opt("technical_school", "技工学校", "technical school"),
        opt("designated_body", "定点职业培训机构", "designated training body", "定点机构"),
        opt("other", "其他机构安排", "arranged by another body"),
        ask=("自主参加, 还是依托哪一类机构?", "On one's own, or with which kind of body?"),
    )
    mode: Maybe[str] = one_of(
        "培训方式",
        "mode of training",
        opt("to_order", "订单式", "to an order"),
        opt("for_a_post", "定岗式", "for a given post"),
        opt("directed", "定向式", "for a given employer"),
        opt("direct_subsidy", "直补个人", "subsidy paid to the person"),
        opt("other", "其他方式", "another mode"),
        ask=("采取哪一种方式?", "Which mode is used?"),
    )
