"""Matters of the consumer-goods trade-in plan: an appliance bought, a car replaced."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Gate, Maybe, date, money, number, one_of, opt, truth

BUYER_ASK = ("买方是个人消费者吗(不是单位)?", "Is the buyer an individual consumer, not a unit?")


@attrs.frozen(kw_only=True)
class AppliancePurchase(Matter):
    """One home appliance bought (one 台)."""

    ROOT: ClassVar[str] = "purchase"
    LABEL: ClassVar[Text] = Text(zh="家电购买", en="home-appliance purchase")
    WORDS: ClassVar[tuple[str, ...]] = ("家电", "电器", "家电以旧换新", "appliance")

    buyer_is_individual: Maybe[bool] = truth(
        "买方是个人消费者", "buyer is an individual consumer", ask=BUYER_ASK
    )
    in_trade_in_activity: Maybe[bool] = truth(
        "参加以旧换新活动",
        "bought in the trade-in activity",
        ask=("是否参加以旧换新活动购买?", "Was it bought within the trade-in activity?"),
    )
    category: Maybe[str] = one_of(
        "家电品类",
        "category of appliance",
        opt("air_conditioner", "空调", "air conditioner", "空调器", "空调机"),
        opt("refrigerator", "冰箱", "refrigerator", "电冰箱", "fridge"),
        opt("washing_machine", "洗衣机", "washing machine"),
        opt("television", "电视机", "television", "电视", "tv"),
        opt("water_heater", "热水器", "water heater"),
        opt("computer", "电脑", "computer", "计算机"),
        opt("range_hood", "吸油烟机", "range hood", "抽油烟机", "油烟机"),
        opt("gas_stove", "家用灶具", "kitchen stove", "灶具", "燃气灶"),
        opt("oven", "电烤箱", "oven", "烤箱"),
        opt("microwave", "微波炉", "microwave oven"),
        opt("dishwasher", "洗碗机", "dishwasher"),
        opt("rice_cooker", "电饭煲", "rice cooker", "电饭锅"),
        opt("water_purifier", "净水器", "water purifier"),
        opt("air_purifier", "空气净化器", "air purifier"),
        opt("robot_vacuum", "扫地机器人", "robot vacuum cleaner", "扫地机"),
        opt("dryer", "干衣机", "tumble dryer", "烘干机"),
        opt("other", "其他家电", "another appliance"),
        ask=("买的是哪一类家电?", "Which category of appliance was bought?"),
    )
    has_energy_label: Maybe[bool] = truth(
        "有能效标识",
        "has an energy label",
        ask=("这台家电有能效标识吗?", "Does the appliance carry an energy label?"),
    )
    energy_class: Maybe[int] = number(
        "能效等级",
        "energy class",
        unit="class",
        least=1,
        sensible=(1, 5),
        exists_if=Gate("has_energy_label"),
        ask=("能效标识上是几级(1级最好)?", "Which energy class is on the label (1 is best)?"),
    )
    unit_price: Maybe[Money] = money(
        "单价",
        "unit price",
        sensible=(10, 200_000),
        ask=("这台家电的单价是多少元?", "What is the unit price of the appliance?"),
    )
    final_price: Maybe[Money] = money(
        "最终成交价格",
        "final transaction price",
        sensible=(10, 200_000),
        ask=("这台家电最终成交价格是多少元?", "At what final price was the appliance sold?"),
    )
    bought_on: Maybe[dt.date] = date(
        "购买日期", "day of purchase", ask=("哪一天购买的?", "On which day was it bought?")
    )


@attrs.frozen(kw_only=True)
class CarReplacement(Matter):
    """One old car given up and one new car bought (one 辆)."""

    ROOT: ClassVar[str] = "car"
    LABEL: ClassVar[Text] = Text(zh="汽车置换", en="car replacement")
    WORDS: ClassVar[tuple[str, ...]] = ("汽车", "轿车", "换车", "置换更新", "car")

    buyer_is_individual: Maybe[bool] = truth(
        "买方是个人消费者", "buyer is an individual consumer", ask=BUYER_ASK
    )
    old_car_disposal: Maybe[str] = one_of(
        "旧车处置方式",
        "what was done with the old car",
        opt("transferred", "转让", "transferred to somebody else", "过户", "卖出"),
        opt("re_registered", "变更登记", "registration altered only"),
        opt("scrapped", "报废", "scrapped"),
        opt("kept", "未处置", "kept"),
        opt("none", "没有旧车", "there is no old car", "没有"),
        ask=(
            "旧车是转让、变更登记、报废、未处置还是没有旧车?",
            "Was the old car transferred, re-registered, scrapped or kept, or is there none?",
        ),
    )
    transferred_on: Maybe[dt.date] = date(
        "旧车转让日期",
        "day the old car was transferred",
        exists_if=Gate("old_car_disposal", "transferred"),
        ask=("旧车哪一天转让的?", "On which day was the old car transferred?"),
    )
    old_car_in_own_name: Maybe[bool] = truth(
        "旧车在本人名下",
        "old car was in the buyer's own name",
        ask=("旧车是否登记在本人名下?", "Was the old car registered in the buyer's own name?"),
    )
    old_car_is_passenger_car: Maybe[bool] = truth(
        "旧车是乘用车",
        "old car is a passenger car",
        ask=("旧车是乘用车吗?", "Is the old car a passenger car?"),
    )
    new_car_is_passenger_car: Maybe[bool] = truth(
        "新车是乘用车",
        "new car is a passenger car",
        ask=("新车是乘用车吗?", "Is the new car a passenger car?"),
    )
    new_car_is_new: Maybe[bool] = truth(
        "购买的是新车",
        "car bought is new",
        ask=("购买的是新车(不是二手车)吗?", "Is the car bought new, not second-hand?"),
    )
    dealer_city: Maybe[str] = one_of(
        "汽车销售企业所在地",
        "place of the car dealer",
        opt("yinchuan", "银川市", "Yinchuan", "银川"),
        opt("elsewhere", "银川市以外", "outside Yinchuan", "外地"),
        ask=("在哪里的汽车销售企业购买?", "Where is the car dealer?"),
    )
    registered: Maybe[bool] = truth(
        "新车已注册登记",
        "new car is registered",
        ask=("新车已经注册登记了吗?", "Has the new car been registered?"),
    )
    registration_city: Maybe[str] = one_of(
        "新车注册地",
        "place of registration",
        opt("yinchuan", "银川市", "Yinchuan", "银川"),
        opt("elsewhere", "银川市以外", "outside Yinchuan", "外地"),
        exists_if=Gate("registered"),
        ask=("新车在哪里注册登记?", "Where was the new car registered?"),
    )
    registered_on: Maybe[dt.date] = date(
        "新车注册日期",
        "day of registration",
        exists_if=Gate("registered"),
        ask=("新车哪一天注册登记?", "On which day was the new car registered?"),
    )
    use: Maybe[str] = one_of(
        "使用性质",
        "registered use",
        opt("non_commercial", "非营运", "non-commercial", "非运营"),
        opt("commercial", "营运", "commercial", "运营", "网约车"),
        ask=("登记的使用性质是营运还是非营运?", "Is the registered use commercial or not?"),
    )
    energy: Maybe[str] = one_of(
        "动力类型",
        "type of drive",
        opt("fuel", "燃油", "fuel", "汽油", "柴油", "燃油车"),
        opt("new_energy", "新能源", "new energy", "纯电动", "新能源车"),
        opt("plug_in_hybrid", "插电混合动力", "plug-in hybrid", "插电混动"),
        opt("hybrid", "不插电混合动力", "hybrid without a plug", "油电混动"),
        ask=(
            "新车是燃油、新能源,还是混合动力(插电或者不插电)?",
            "Is the new car fuel, new-energy, or a hybrid with or without a plug?",
        ),
    )
    in_new_energy_campaign: Maybe[bool] = truth(
        "在新能源汽车下乡活动中购买",
        "bought in the campaign taking new-energy cars to the countryside",
        ask=(
            "新车是在新能源汽车下乡活动中购买的吗?",
            "Was the new car bought in the campaign taking new-energy cars to the countryside?",
        ),
    )
    price: Maybe[Money] = money(
        "新车价格",
        "price of the new car",
        sensible=(5_000, 10_000_000),
        ask=("新车价格是多少元?", "What is the new car's price?"),
    )
    bought_on: Maybe[dt.date] = date(
        "新车购买日期",
        "day the new car was bought",
        ask=("新车哪一天购买的?", "On which day was the new car bought?"),
    )
