# ruff: noqa: RUF009 - a fact is declared by a call, which makes the attrs field that holds its metadata
"""The vocabulary of the fixed work: one person, one dossier with the 33 facts of the generator.

Stand-ins of the right size and shape, not law. The fields have the generator's names; a choice has an
id of its own, and the generator's word among the words it is also known by.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Final

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter, Subject
from xixia_gov.vocabulary.facts import Maybe, date, money, number, one_of, opt, truth
from xixia_gov.vocabulary.vocabulary import Vocabulary


@attrs.frozen(kw_only=True)
class Person(Subject):
    """Who asks."""

    ROOT: ClassVar[str] = "person"
    LABEL: ClassVar[Text] = Text(zh="个人", en="person")


@attrs.frozen(kw_only=True)
class Dossier(Matter):
    """All a person may ask about, in one flat record."""

    ROOT: ClassVar[str] = "dossier"
    LABEL: ClassVar[Text] = Text(zh="档案", en="dossier")

    buyer_individual: Maybe[bool] = truth(
        "买方是个人", "buyer is an individual", ask=("买方是个人吗?", "Is the buyer an individual?")
    )
    ap_buy: Maybe[bool] = truth(
        "购买了家电", "an appliance was bought", ask=("购买了家电吗?", "Was an appliance bought?")
    )
    car_sold_own: Maybe[bool] = truth(
        "卖出了自己的旧车", "own old car was sold", ask=("卖出了自己的旧车吗?", "Was the own old car sold?")
    )
    car_bought: Maybe[bool] = truth(
        "购买了新车", "a new car was bought", ask=("购买了新车吗?", "Was a new car bought?")
    )
    car_noncommercial: Maybe[bool] = truth(
        "非营运车辆", "car is non-commercial", ask=("是非营运车辆吗?", "Is the car non-commercial?")
    )
    eb_old_scrapped: Maybe[bool] = truth(
        "旧电动自行车已报废",
        "old electric bicycle is scrapped",
        ask=("旧车已报废吗?", "Is the old one scrapped?"),
    )
    eb_cert: Maybe[bool] = truth(
        "有合格证", "certificate is there", ask=("有合格证吗?", "Is there a certificate?")
    )
    eb_pedals: Maybe[bool] = truth("有脚踏", "pedals are there", ask=("有脚踏吗?", "Are there pedals?"))
    eb_gb17761: Maybe[bool] = truth(
        "符合国家标准", "meets the national standard", ask=("符合国家标准吗?", "Does it meet the standard?")
    )
    job_stable: Maybe[bool] = truth("稳定就业", "job is stable", ask=("是稳定就业吗?", "Is the job stable?"))
    works_away: Maybe[bool] = truth(
        "外出务工", "works away", ask=("外出务工吗?", "Is the work away from home?")
    )
    ap_cat: Maybe[str] = one_of(
        "家电品类",
        "category of appliance",
        opt("refrigerator", "电冰箱", "refrigerator"),
        opt("washer", "洗衣机", "washing machine"),
        opt("television", "电视机", "television"),
        opt("aircon", "空调", "air conditioner"),
        opt("water_heater", "热水器", "water heater"),
        opt("computer", "电脑", "computer"),
        opt("stove", "家用灶具", "stove"),
        opt("range_hood", "吸油烟机", "range hood"),
        opt("purifier", "净水器", "water purifier"),
        opt("dishwasher", "洗碗机", "dishwasher"),
        opt("microwave", "微波炉", "microwave oven"),
        opt("rice_cooker", "电饭煲", "rice cooker"),
        opt("combi_stove", "集成灶", "integrated stove"),
        opt("dryer", "干衣机", "clothes dryer"),
        opt("sterilizer", "消毒柜", "disinfection cabinet"),
        opt("robot_vacuum", "扫地机", "robot vacuum cleaner"),
        opt("oven", "电烤箱", "electric oven"),
        opt("air_cleaner", "空气净化器", "air purifier"),
        opt("mobile_phone", "手机", "mobile phone"),
        opt("fan", "电风扇", "electric fan"),
        opt("shaver", "剃须刀", "shaver"),
        ask=("是哪一类家电?", "Which category is it?"),
    )
    car_dealer_city: Maybe[str] = one_of(
        "销售企业所在城市",
        "city of the dealer",
        opt("yinchuan", "银川", "Yinchuan"),
        opt("shizuishan", "石嘴山", "Shizuishan"),
        opt("guyuan", "固原", "Guyuan"),
        ask=("在哪个城市购买?", "In which city was it bought?"),
    )
    car_reg_city: Maybe[str] = one_of(
        "注册城市",
        "city of registration",
        opt("yinchuan", "银川", "Yinchuan"),
        opt("shizuishan", "石嘴山", "Shizuishan"),
        opt("guyuan", "固原", "Guyuan"),
        ask=("在哪个城市注册?", "In which city was it registered?"),
    )
    car_fuel: Maybe[str] = one_of(
        "动力",
        "drive",
        opt("petrol", "汽油", "petrol"),
        opt("diesel", "柴油", "diesel"),
        opt("bev", "纯电动", "battery electric"),
        opt("phev", "插电混动", "plug-in hybrid"),
        ask=("新车是什么动力?", "What drives the new car?"),
    )
    hh_status: Maybe[str] = one_of(
        "家庭状况",
        "status of the household",
        opt("lifted", "脱贫户", "lifted out of poverty"),
        opt("monitored", "监测户", "monitored"),
        opt("rural_low_income", "农村低收入户", "rural, low income"),
        opt("relocated", "移民搬迁户", "relocated"),
        opt("none", "都不是", "none of these"),
        ask=("是哪一类家庭?", "Which kind of household is it?"),
    )
    cert_level: Maybe[str] = one_of(
        "证书等级",
        "level of the certificate",
        opt("junior", "初级", "junior"),
        opt("mid", "中级", "intermediate"),
        opt("senior", "高级", "senior"),
        opt("none", "没有等级", "none"),
        ask=("证书是哪一级?", "Of which level is the certificate?"),
    )
    place: Maybe[str] = one_of(
        "地点",
        "place",
        opt("helan", "贺兰山", "Helan Mountains"),
        opt("liupan", "六盘山", "Liupan Mountains"),
        opt("luoshan", "罗山", "Luo Mountain"),
        opt("nanhua", "南华山", "Nanhua Mountain"),
        opt("city", "银川市区", "city of Yinchuan"),
        opt("wuzhong", "吴忠", "Wuzhong"),
        opt("zhongwei", "中卫", "Zhongwei"),
        ask=("在什么地方?", "Where is it?"),
    )
    act: Maybe[str] = one_of(
        "行为",
        "act",
        opt("open_fire", "野外用火", "open fire"),
        opt("burning", "烧荒", "burning wasteland"),
        opt("grave_paper", "上坟烧纸", "burning paper at a grave"),
        opt("fireworks", "燃放烟花", "fireworks"),
        opt("picnic", "野炊", "picnic cooking"),
        opt("smoking", "吸烟", "smoking"),
        opt("hiking", "徒步", "hiking"),
        opt("grazing", "放牧", "grazing"),
        opt("herbs", "采药", "gathering herbs"),
        ask=("做了什么?", "What was done?"),
    )
    ap_price: Maybe[Money] = money(
        "家电价格", "price of the appliance", ask=("家电价格是多少?", "What did it cost?")
    )
    car_price: Maybe[Money] = money(
        "新车价格", "price of the car", ask=("新车价格是多少?", "What did the car cost?")
    )
    eb_price: Maybe[Money] = money(
        "电动自行车价格", "price of the electric bicycle", ask=("价格是多少?", "What did the bicycle cost?")
    )
    annual_wage: Maybe[Money] = money(
        "年工资", "wages of the year", ask=("年工资是多少?", "What are the wages?")
    )
    ap_class: Maybe[int] = number(
        "能效等级", "energy class", unit="class", least=1, most=5, ask=("能效几级?", "Which energy class?")
    )
    eb_speed: Maybe[int] = number(
        "最高车速", "top speed", unit="km/h", ask=("最高车速?", "What is the top speed?")
    )
    eb_weight: Maybe[int] = number("整车质量", "weight", unit="kg", ask=("整车质量?", "What does it weigh?"))
    ui_months: Maybe[int] = number(
        "参保月数", "months insured", unit="months", ask=("参保多少个月?", "How many months insured?")
    )
    forest_m: Maybe[int] = number(
        "距林缘", "distance to the forest", unit="metres", ask=("距林缘多少米?", "How far is the forest?")
    )
    ap_date: Maybe[dt.date] = date(
        "家电购买日期",
        "day the appliance was bought",
        ask=("哪一天购买家电?", "When was the appliance bought?"),
    )
    car_date: Maybe[dt.date] = date(
        "新车购买日期", "day the car was bought", ask=("哪一天购买新车?", "When was the car bought?")
    )
    cert_date: Maybe[dt.date] = date(
        "取得证书日期", "day of the certificate", ask=("哪一天取得证书?", "When was the certificate given?")
    )
    app_date: Maybe[dt.date] = date(
        "申请日期", "day of application", ask=("哪一天申请?", "When was it applied for?")
    )
    act_date: Maybe[dt.date] = date("行为日期", "day of the act", ask=("哪一天做的?", "When was it done?"))


VOCABULARY: Final = Vocabulary(name="bench.vocabulary:VOCABULARY", subjects=(Person,), matters=(Dossier,))
