"""Used and worn-out vehicles in the trade-in plan: offered, moved in, scrapped, dismantled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, one_of, opt, truth


@attrs.frozen(kw_only=True)
class UsedCarOffer(Matter):
    """One used car offered for sale."""

    ROOT: ClassVar[str] = "used_car"
    LABEL: ClassVar[Text] = Text(zh="二手车销售", en="used car offered")
    WORDS: ClassVar[tuple[str, ...]] = ("二手车", "车辆状况表", "used car")

    seller_is_dealer: Maybe[bool] = truth(
        "由二手车经销企业销售",
        "offered by a used-car dealer",
        ask=("是二手车经销企业销售的吗?", "Is it offered by a used-car dealer?"),
    )
    sheet_provided: Maybe[bool] = truth(
        "提供车辆状况表",
        "status sheet is provided",
        ask=("是否提供车辆状况表?", "Is a status sheet of the car provided?"),
    )
    sheet_displayed: Maybe[bool] = truth(
        "展示车辆状况表",
        "status sheet is displayed",
        exists_if=Gate("sheet_provided"),
        ask=("车辆状况表是否展示出来?", "Is the status sheet displayed?"),
    )
    sheet_shows: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "车辆状况表载明的内容",
        "what the status sheet shows",
        opt("basic_information", "车辆基本信息", "basic information on the car", "基本信息"),
        opt("important_equipment", "重要配置", "important equipment", "配置"),
        opt("price", "价格", "price"),
        opt("other", "其他内容", "something else"),
        exists_if=Gate("sheet_provided"),
        ask=("车辆状况表上写明了哪些内容?", "What does the status sheet show?"),
    )
    offered_on: Maybe[dt.date] = date(
        "销售日期", "day of the offer", ask=("哪一天销售?", "On which day is it offered?")
    )


@attrs.frozen(kw_only=True)
class UsedCarMoveIn(Matter):
    """One used car from another place that is to be registered here."""

    ROOT: ClassVar[str] = "move_in"
    LABEL: ClassVar[Text] = Text(zh="二手车迁入", en="used car moved in")
    WORDS: ClassVar[tuple[str, ...]] = ("限迁", "迁入", "外地二手车", "relocation")

    refused: Maybe[bool] = truth(
        "迁入被拒绝",
        "moving in was refused",
        ask=("是否拒绝该车迁入?", "Was the car refused?"),
    )
    ground: Maybe[str] = one_of(
        "拒绝的理由",
        "ground of the refusal",
        opt("relocation_limit", "限迁规定", "a limit on moving used cars in", "限迁"),
        opt("papers", "手续材料不全", "papers are missing", "材料不全"),
        opt("scrapping_standard", "达到报废标准", "car has reached the scrapping standard"),
        opt("other", "其他理由", "another ground"),
        exists_if=Gate("refused"),
        ask=("以什么理由拒绝?", "On what ground was it refused?"),
    )
    decided_on: Maybe[dt.date] = date(
        "决定日期", "day of the decision", ask=("哪一天决定的?", "On which day was it decided?")
    )


@attrs.frozen(kw_only=True)
class VehicleScrapping(Matter):
    """One worn-out vehicle that its owner keeps or scraps."""

    ROOT: ClassVar[str] = "vehicle"
    LABEL: ClassVar[Text] = Text(zh="老旧汽车报废", en="worn-out vehicle")
    WORDS: ClassVar[tuple[str, ...]] = ("老旧汽车", "强制报废", "报废车", "scrap car")

    is_car: Maybe[bool] = truth(
        "是汽车", "vehicle is a car", ask=("这辆车是汽车吗?", "Is the vehicle a car?")
    )
    is_motor_vehicle: Maybe[bool] = truth(
        "是汽车或其他机动车",
        "vehicle is a car or another motor vehicle",
        ask=(
            "这辆车是汽车或者其他机动车(例如摩托车)吗?",
            "Is the vehicle a car or another motor vehicle, such as a motorcycle?",
        ),
    )
    scrapped: Maybe[bool] = truth(
        "已报废", "vehicle is scrapped", ask=("这辆车已经报废了吗?", "Has the vehicle been scrapped?")
    )


@attrs.frozen(kw_only=True)
class VehicleDismantling(Matter):
    """One act of recycling or dismantling scrapped vehicles."""

    ROOT: ClassVar[str] = "dismantling"
    LABEL: ClassVar[Text] = Text(zh="报废车回收拆解", en="recycling of scrapped vehicles")
    WORDS: ClassVar[tuple[str, ...]] = ("回收拆解", "拆车", "dismantling")

    act: Maybe[str] = one_of(
        "行为",
        "act",
        opt("recycling", "回收报废车", "taking in scrapped vehicles", "收购报废车"),
        opt("dismantling", "拆解报废车", "dismantling scrapped vehicles", "拆车"),
        opt("other", "其他行为", "another act"),
        ask=("做的是回收、拆解还是其他?", "Is it taking in, dismantling, or something else?"),
    )
    done_on: Maybe[dt.date] = date(
        "行为日期", "day of the act", ask=("哪一天做的?", "On which day was it done?")
    )
