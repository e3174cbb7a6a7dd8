"""Matters of people helped towards work: services, relief, posts, schooling, training, work close to home."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import (
    Flags,
    Maybe,
    many_of,
    number,
    opt,
    truth,
)


def _certified() -> Any:  # noqa: ANN401 - a fact field is declared so
    return truth(
        "已被认定为就业困难人员",
        "is certified as having difficulty finding work",
        ask=(
            "本人是否已被认定为就业困难人员?",
            "Is the person certified as having difficulty finding work?",
        ),
    )


def _rural_resident() -> Any:  # noqa: ANN401 - a fact field is declared so
    return truth(
        "是农村居民", "is a rural resident", ask=("本人是农村居民吗?", "Is the person a rural resident?")
    )


@attrs.frozen(kw_only=True)
class LocalJob(Matter):
    """One person's wish to work in an industry close to home."""

    ROOT: ClassVar[str] = "local_job"
    LABEL: ClassVar[Text] = Text(zh="就近就业", en="work close to home")
    WORDS: ClassVar[tuple[str, ...]] = ("就地就近就业", "优先就业")

    rural_resident: Maybe[bool] = _rural_resident()


@attrs.frozen(kw_only=True)
class JobService(Matter):
    """The employment services given to one person."""

    ROOT: ClassVar[str] = "service"
    LABEL: ClassVar[Text] = Text(zh="就业援助服务", en="employment services")
    WORDS: ClassVar[tuple[str, ...]] = ("1311", "就业服务", "就业援助")

    certified_difficulty: Maybe[bool] = _certified()
    guidance: Maybe[int] = number(
        "职业指导次数",
        "times career guidance was given",
        unit="times",
        sensible=(0, 100),
        ask=("提供了几次职业指导?", "How many times was career guidance given?"),
    )
    job_offers: Maybe[int] = number(
        "岗位推荐次数",
        "times a job was recommended",
        unit="times",
        sensible=(0, 100),
        ask=("推荐了几次岗位?", "How many times was a job recommended?"),
    )
    training: Maybe[int] = number(
        "技能培训次数",
        "times skill training was given",
        unit="times",
        sensible=(0, 100),
        ask=("提供了几次技能培训?", "How many times was skill training given?"),
    )
    follow_up: Maybe[int] = number(
        "跟踪服务次数",
        "times the person was followed up",
        unit="times",
        sensible=(0, 100),
        ask=("提供了几次跟踪服务?", "How many times was the person followed up?"),
    )


@attrs.frozen(kw_only=True)
class FlexibleWork(Matter):
    """One person's flexible work."""

    ROOT: ClassVar[str] = "flexible"
    LABEL: ClassVar[Text] = Text(zh="灵活就业", en="flexible work")
    WORDS: ClassVar[tuple[str, ...]] = ("灵活就业社保补贴", "灵活就业人员")

    certified_difficulty: Maybe[bool] = _certified()
    works_flexibly: Maybe[bool] = truth(
        "以灵活就业方式就业",
        "is in flexible work",
        ask=("本人是否以灵活就业方式就业?", "Is the person in flexible work?"),
    )
    pays_insurance: Maybe[bool] = truth(
        "本人缴纳社会保险费",
        "pays social insurance",
        ask=("本人是否缴纳社会保险费?", "Does the person pay social insurance?"),
    )


@attrs.frozen(kw_only=True)
class SocialRelief(Matter):
    """One person's social relief."""

    ROOT: ClassVar[str] = "relief"
    LABEL: ClassVar[Text] = Text(zh="社会救助", en="social relief")
    WORDS: ClassVar[tuple[str, ...]] = ("低保", "临时救助", "救助渐退", "收入豁免")

    on_minimum_living: Maybe[bool] = truth(
        "是低保对象",
        "receives the minimum living allowance",
        ask=("本人是低保对象吗?", "Does the person receive the minimum living allowance?"),
    )
    works_now: Maybe[bool] = truth(
        "现已就业",
        "is in work now",
        ask=("本人现在是否就业?", "Is the person in work now?"),
    )
    found_work_before: Maybe[bool] = truth(
        "享受低保期间曾经就业",
        "found work before while receiving the allowance",
        ask=(
            "本人享受低保期间是否曾经就业?",
            "Did the person find work before while receiving the allowance?",
        ),
    )


@attrs.frozen(kw_only=True)
class RuralPost(Matter):
    """One person's place in a rural public post."""

    ROOT: ClassVar[str] = "rural_post"
    LABEL: ClassVar[Text] = Text(zh="乡村公益性岗位", en="rural public post")
    WORDS: ClassVar[tuple[str, ...]] = ("乡村公岗", "rural post")

    rural_resident: Maybe[bool] = _rural_resident()


@attrs.frozen(kw_only=True)
class VocationalSchooling(Matter):
    """One child's vocational schooling in one year."""

    ROOT: ClassVar[str] = "schooling"
    LABEL: ClassVar[Text] = Text(zh="子女职业教育", en="a child's vocational schooling")
    WORDS: ClassVar[tuple[str, ...]] = ("职业教育补助", "职业教育", "中职", "高职")

    child_of_household: Maybe[bool] = truth(
        "是该家庭的子女",
        "is a child of this household",
        ask=("就读的是该家庭的子女吗?", "Is the pupil a child of this household?"),
    )
    vocational: Maybe[bool] = truth(
        "就读于职业教育",
        "is in vocational education",
        ask=("就读的是职业教育吗?", "Is the pupil in vocational education?"),
    )
    terms: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "就读的学期",
        "terms attended",
        opt("spring_2024", "2024年春季学期", "spring term of 2024"),
        opt("autumn_2024", "2024年秋季学期", "autumn term of 2024"),
        opt("other", "其他学期", "another term"),
        ask=("就读了哪些学期?", "Which terms were attended?"),
    )


@attrs.frozen(kw_only=True)
class TrainingEntry(Matter):
    """One person's entry into vocational training."""

    ROOT: ClassVar[str] = "training"
    LABEL: ClassVar[Text] = Text(zh="参加职业技能培训", en="entering vocational training")
    WORDS: ClassVar[tuple[str, ...]] = ("六类人员", "技能培训")

    college_graduate: Maybe[bool] = truth(
        "是高校毕业生",
        "is a college graduate",
        ask=("本人是高校毕业生吗?", "Is the person a college graduate?"),
    )
    school_leaver: Maybe[bool] = truth(
        "是应届初高中毕业生",
        "is this year's leaver of junior or senior secondary school",
        ask=(
            "本人是应届初中或高中毕业生吗?",
            "Is the person this year's leaver of junior or senior secondary school?",
        ),
    )
    continues_schooling: Maybe[bool] = truth(
        "继续升学",
        "goes on to further schooling",
        ask=("本人是否继续升学?", "Does the person go on to further schooling?"),
    )
    rural_transferred: Maybe[bool] = truth(
        "是农村转移就业劳动者",
        "is a rural worker who moved into other work",
        ask=("本人是农村转移就业劳动者吗?", "Is the person a rural worker who moved into other work?"),
    )
    urban_unemployed: Maybe[bool] = truth(
        "是城镇登记失业人员",
        "is registered as urban unemployed",
        ask=("本人是城镇登记失业人员吗?", "Is the person registered as urban unemployed?"),
    )
    certified_difficulty: Maybe[bool] = _certified()
