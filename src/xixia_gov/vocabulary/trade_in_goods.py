"""Further goods of the trade-in plan: an electric bicycle, a home item, goods brought and taken away."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Gate, Maybe, date, money, number, one_of, opt, truth
from xixia_gov.vocabulary.trade_in import BUYER_ASK

BOUGHT_ASK = ("哪一天购买的?", "On which day was it bought?")


@attrs.frozen(kw_only=True)
class ElectricBicyclePurchase(Matter):
    """One electric bicycle bought (one 辆) after an old electric vehicle was scrapped."""

    ROOT: ClassVar[str] = "ebike"
    LABEL: ClassVar[Text] = Text(zh="电动自行车购买", en="electric-bicycle purchase")
    WORDS: ClassVar[tuple[str, ...]] = ("电动自行车", "电动车", "电动自行车换新", "e-bike")

    buyer_is_individual: Maybe[bool] = truth(
        "买方是个人消费者", "buyer is an individual consumer", ask=BUYER_ASK
    )
    has_certificate: Maybe[bool] = truth(
        "取得报废回收证明",
        "has a certificate of scrapping and recycling",
        ask=(
            "旧车报废后取得了报废回收证明吗?",
            "Was a certificate of scrapping and recycling obtained for the old vehicle?",
        ),
    )
    scrapped_vehicle: Maybe[str] = one_of(
        "报废的旧车",
        "vehicle that was scrapped",
        opt("electric_bicycle", "电动自行车", "electric bicycle", "电单车"),
        opt(
            "other_electric_vehicle",
            "其他电动车辆",
            "another electric vehicle",
            "电动摩托车",
            "电动三轮车",
            "电动轻便摩托车",
        ),
        opt("not_electric", "不是电动的车辆", "a vehicle that is not electric", "燃油摩托车", "自行车"),
        exists_if=Gate("has_certificate"),
        ask=(
            "报废回收证明上写的是哪种车?",
            "Which kind of vehicle does the certificate name?",
        ),
    )
    certificate_on: Maybe[dt.date] = date(
        "报废回收证明日期",
        "day of the certificate",
        exists_if=Gate("has_certificate"),
        ask=(
            "报废回收证明上的日期是哪一天?",
            "Which day does the certificate of scrapping and recycling bear?",
        ),
    )
    top_speed: Maybe[int] = number(
        "最高时速",
        "top speed",
        unit="km/h",
        sensible=(10, 60),
        ask=(
            "合格证上的最高时速是多少公里每小时(小数进一位取整)?",
            "What top speed in km/h is on the conformity certificate (round a fraction up)?",
        ),
    )
    weight: Maybe[int] = number(
        "整车重量",
        "weight of the bicycle",
        unit="kg",
        sensible=(10, 120),
        ask=(
            "合格证上的整车重量是多少公斤(小数进一位取整)?",
            "What weight in kg is on the conformity certificate (round a fraction up)?",
        ),
    )
    has_pedals: Maybe[bool] = truth(
        "具有脚踏骑行功能",
        "can be ridden with pedals",
        ask=("能用脚踏骑行吗?", "Can it be ridden with pedals?"),
    )
    meets_new_standard: Maybe[bool] = truth(
        "合格证注明符合新国标",
        "certified to the new national standard",
        ask=(
            "合格证上注明符合电动自行车新国标吗?",
            "Does the conformity certificate name the new national standard for electric bicycles?",
        ),
    )
    final_price: Maybe[Money] = money(
        "最终成交价格",
        "final transaction price",
        sensible=(100, 50_000),
        ask=("最终成交价格是多少元?", "At what final price was it sold?"),
    )
    bought_on: Maybe[dt.date] = date("购买日期", "day of purchase", ask=BOUGHT_ASK)


@attrs.frozen(kw_only=True)
class HomeItemPurchase(Matter):
    """One item for the home bought (one 件)."""

    ROOT: ClassVar[str] = "home_item"
    LABEL: ClassVar[Text] = Text(zh="家居购买", en="home-item purchase")
    WORDS: ClassVar[tuple[str, ...]] = ("家居", "家具", "厨卫", "家居以旧换新", "furniture")

    category: Maybe[str] = one_of(
        "家居品类",
        "category of home item",
        opt("furniture", "家具", "furniture", "沙发", "衣柜", "床", "桌椅"),
        opt("kitchen_bath", "厨卫用品", "kitchen or bathroom item", "橱柜", "马桶", "洁具"),
        opt("decoration", "家装材料", "decoration material", "地板", "瓷砖", "门窗"),
        opt("other", "其他家居用品", "another item for the home", "窗帘", "灯具"),
        ask=("买的是哪一类家居用品?", "Which category of home item was bought?"),
    )
    in_trade_in: Maybe[bool] = truth(
        "以旧换新购买",
        "bought by trading in an old one",
        ask=("是以旧换新购买的吗?", "Was it bought by trading in an old one?"),
    )
    store_runs_offer: Maybe[bool] = truth(
        "商家推出家居以旧换新满减优惠",
        "store runs the home trade-in offer",
        ask=(
            "商家推出了家居以旧换新的满减优惠吗?",
            "Does the store run the trade-in offer for the home?",
        ),
    )
    price: Maybe[Money] = money(
        "这一件的价格",
        "price of the one item",
        sensible=(1, 1_000_000),
        ask=("这一件的价格是多少元?", "What is the price of this one item?"),
    )
    bought_on: Maybe[dt.date] = date("购买日期", "day of purchase", ask=BOUGHT_ASK)


@attrs.frozen(kw_only=True)
class HomeDelivery(Matter):
    """One home item brought to a household by the business that sold it."""

    ROOT: ClassVar[str] = "delivery"
    LABEL: ClassVar[Text] = Text(zh="家居送新收旧", en="home item delivered")
    WORDS: ClassVar[tuple[str, ...]] = ("送新", "收旧", "送货上门", "delivery")

    seller_is_home_business: Maybe[bool] = truth(
        "由家居企业销售",
        "sold by a home-furnishing business",
        ask=("是家居企业销售的吗?", "Was it sold by a home-furnishing business?"),
    )
    goods: Maybe[str] = one_of(
        "送货商品",
        "goods delivered",
        opt("furniture", "家具", "furniture", "沙发", "衣柜"),
        opt("kitchen_bath", "厨卫用品", "kitchen or bathroom item", "橱柜", "洁具"),
        opt("other", "其他消费品", "other consumer goods"),
        ask=("送的是哪一类商品?", "Which kind of goods is delivered?"),
    )
    with_recycler: Maybe[bool] = truth(
        "与废旧资源回收企业合作",
        "done together with a recycler",
        ask=(
            "是否与废旧资源回收企业合作?",
            "Does the business work with a recycler of used goods?",
        ),
    )
    brings_new: Maybe[bool] = truth(
        "上门送新",
        "new item is brought to the door",
        ask=("新商品送上门吗?", "Is the new item brought to the door?"),
    )
    takes_old: Maybe[bool] = truth(
        "返程收旧",
        "old item is taken away on the way back",
        ask=("返程时收走旧商品吗?", "Is the old item taken away on the way back?"),
    )
    delivered_on: Maybe[dt.date] = date(
        "送货日期", "day of delivery", ask=("哪一天送货?", "On which day is it delivered?")
    )
