"""Matters of the fire order's standing duties: a site in the forest, a day on duty, a report of fire."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Gate, Maybe, date, number, one_of, opt, truth


@attrs.frozen(kw_only=True)
class ForestSite(Matter):
    """One site where people work, or are shown round or fed, in or near the forest."""

    ROOT: ClassVar[str] = "site"
    LABEL: ClassVar[Text] = Text(zh="林区作业点或经营点", en="work site or business in the forest")
    WORDS: ClassVar[tuple[str, ...]] = ("护林员", "扑火机具", "农家乐", "林区", "ranger")

    type: Maybe[str] = one_of(
        "场所种类",
        "kind of site",
        opt("production", "生产作业点", "production work site", "作业点"),
        opt("tourism", "旅游点", "tourism site", "景点"),
        opt("catering", "餐饮点", "catering site", "饭店", "农家乐"),
        opt("other", "其他场所", "another site"),
        ask=("是哪一种场所?", "What kind of site is it?"),
    )
    in_forest: Maybe[bool] = truth(
        "位于西夏区的林地内",
        "lies in forest land of the district",
        ask=("场所在西夏区的林地内吗?", "Does the site lie in forest land of the district?"),
    )
    serves_tourists: Maybe[bool] = truth(
        "接待游客",
        "serves tourists",
        exists_if=Gate("type", "catering"),
        ask=("餐饮点接待游客吗?", "Does the catering site serve tourists?"),
    )
    in_closed_area: Maybe[bool] = truth(
        "位于通告第二条的戒严区域内",
        "lies in the closed area of article 2",
        ask=(
            "场所在通告第二条的戒严区域内吗?",
            "Does the site lie in the closed area of article 2 of the order?",
        ),
    )
    rangers: Maybe[int] = number(
        "专职护林员人数",
        "full-time rangers",
        unit="persons",
        sensible=(0, 200),
        ask=("配备了几名专职护林员?", "How many full-time rangers are there?"),
    )
    has_tools: Maybe[bool] = truth(
        "配备了扑火机具",
        "has fire-fighting tools",
        ask=("是否配备了扑火机具?", "Are there fire-fighting tools?"),
    )


@attrs.frozen(kw_only=True)
class DutyDay(Matter):
    """One day on which a unit keeps, or should keep, fire duty."""

    ROOT: ClassVar[str] = "duty_day"
    LABEL: ClassVar[Text] = Text(zh="防火值班日", en="day on fire duty")
    WORDS: ClassVar[tuple[str, ...]] = ("值班", "带班", "零报告", "fire duty")

    unit: Maybe[str] = one_of(
        "单位种类",
        "kind of unit",
        opt("fire_organisation", "森林草原防火组织", "forest and grassland fire organisation"),
        opt("forest_authority", "林业草原管理部门", "forestry and grassland authority"),
        opt("reserve_manager", "自然保护区管理单位", "manager of a nature reserve"),
        opt("scenic_operator", "旅游景区经营管理单位", "operator of a scenic area"),
        opt(
            "resource_operator",
            "森林草原资源经营单位",
            "operator of forest or grassland resources",
        ),
        opt("other", "其他单位", "another unit"),
        ask=("是哪一类单位?", "Which kind of unit is it?"),
    )
    in_district: Maybe[bool] = truth(
        "在西夏区值守",
        "unit keeps duty in the district",
        ask=("该单位在西夏区值守吗?", "Does the unit keep duty in Xixia District?"),
    )
    day: Maybe[dt.date] = date("日期", "day", ask=("是哪一天?", "Which day is it?"))
    staffed_24_hours: Maybe[bool] = truth(
        "全天有人值班",
        "somebody is on duty round the clock",
        ask=("当日是否全天有人值班?", "Was somebody on duty round the clock?"),
    )
    leader_on_shift: Maybe[bool] = truth(
        "有领导带班",
        "a leader is on shift",
        ask=("当日是否有领导带班?", "Was a leader on shift?"),
    )
    fire_that_day: Maybe[bool] = truth(
        "当日有火情", "there was a fire that day", ask=("当日有火情吗?", "Was there a fire that day?")
    )
    report: Maybe[str] = one_of(
        "当日报告",
        "the day's report",
        opt("fire", "报告了火情", "a fire was reported"),
        opt("all_clear", "报告了平安", "all clear was reported", "零报告"),
        opt("none", "没有报告", "nothing was reported"),
        ask=("当日报告了什么?", "What was reported that day?"),
    )


@attrs.frozen(kw_only=True)
class FireReport(Matter):
    """What somebody told, or kept back, about a fire."""

    ROOT: ClassVar[str] = "fire_report"
    LABEL: ClassVar[Text] = Text(zh="火情报告", en="report of a fire")
    WORDS: ClassVar[tuple[str, ...]] = ("谎报", "乱报", "瞒报", "假报警", "false alarm")

    told_on: Maybe[dt.date] = date(
        "报告或者隐瞒的日期",
        "day of the report, or of keeping it back",
        ask=("哪一天报告(或者隐瞒)?", "On which day was it told, or kept back?"),
    )
    about: Maybe[str] = one_of(
        "火情种类",
        "kind of fire",
        opt("forest", "森林火情", "forest fire"),
        opt("grassland", "草原火情", "grassland fire"),
        opt("other", "其他火情", "another fire"),
        ask=("是什么火情?", "What kind of fire is it about?"),
    )
    made: Maybe[bool] = truth("作了报告", "a report was made", ask=("是否作了报告?", "Was a report made?"))
    knowingly_false: Maybe[bool] = truth(
        "明知与实际不符",
        "the teller knew that it was not so",
        exists_if=Gate("made"),
        ask=("报告人是否明知所报与实际不符?", "Did the teller know that it was not so?"),
    )
    kept_back: Maybe[bool] = truth(
        "知道火情而隐瞒全部或者部分",
        "a known fire was kept back, wholly or in part",
        ask=(
            "是否知道火情而隐瞒了全部或者部分?",
            "Was a known fire kept back, wholly or in part?",
        ),
    )
