"""Matters of the safety of electric bicycles: goods, pages, parcels, rides, charging, breaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import ClassVar, Final

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import (
    Flags,
    Gate,
    Maybe,
    Option,
    date,
    many_of,
    number,
    one_of,
    opt,
    truth,
)

_BICYCLE: Final = opt("electric_bicycle", "电动自行车", "electric bicycle", "电单车")
_VEHICLES: Final[tuple[Option, ...]] = (
    _BICYCLE,
    opt("electric_motorcycle", "电动摩托车", "electric motorcycle"),
    opt("electric_moped", "电动轻便摩托车", "electric moped"),
    opt("other", "其他车辆", "another vehicle", "燃油摩托车", "自行车"),
)
_WHICH_VEHICLE: Final = ("是哪种车?", "Which vehicle is it?")


@attrs.frozen(kw_only=True)
class EbikeGoods(Matter):
    """One electric bicycle, battery or charger that leaves a factory, is imported or is sold."""

    ROOT: ClassVar[str] = "ebike_goods"
    LABEL: ClassVar[Text] = Text(zh="电动自行车产品产销", en="electric-bicycle goods made or sold")
    WORDS: ClassVar[tuple[str, ...]] = ("电动自行车销售", "蓄电池", "充电器", "强制性产品认证", "3C")

    type: Maybe[str] = one_of(
        "产品种类",
        "kind of product",
        opt("bicycle", "电动自行车整车", "electric bicycle", "整车"),
        opt("battery", "电动自行车蓄电池", "battery of an electric bicycle", "蓄电池", "电池"),
        opt("charger", "电动自行车充电器", "charger of an electric bicycle", "充电器"),
        opt("other_part", "电动自行车其他部件", "another part of an electric bicycle", "控制器", "电机"),
        opt("unrelated", "与电动自行车无关的产品", "goods that are not for electric bicycles"),
        ask=("是哪一种产品?", "Which product is it?"),
    )
    act: Maybe[str] = one_of(
        "行为",
        "act",
        opt("release", "出厂", "leaves the factory"),
        opt("sale", "销售", "is sold", "出售"),
        opt("import", "进口", "is imported"),
        opt("own_use", "自用", "is used by its owner", "在用"),
        opt("other", "其他", "something else", "赠送"),
        ask=(
            "产品是出厂、销售、进口、自用, 还是其他?",
            "Does it leave the factory, is it sold, imported or in use?",
        ),
    )
    done_on: Maybe[dt.date] = date(
        "出厂、销售或者进口的日期",
        "day of release, sale or import",
        ask=("哪一天出厂、销售或者进口?", "On which day was it released, sold or imported?"),
    )
    certification: Maybe[str] = one_of(
        "强制性产品认证",
        "compulsory product certification",
        opt("certified", "已取得", "certified", "有3C证书"),
        opt("not_certified", "应当取得而没有取得", "not certified, though it has to be", "没有3C证书"),
        opt("not_subject", "依法不需要取得", "not subject to certification"),
        ask=(
            "有没有取得强制性产品认证(查证书和认证目录)?",
            "Is it certified as compulsory (see the certificate and the catalogue)?",
        ),
    )
    meets_standards: Maybe[bool] = truth(
        "符合法规标准(以合格证或检验报告为准)",
        "meets the laws and standards, by its certificate or a test report",
        ask=(
            "合格证或者检验报告表明产品符合法规标准吗?",
            "Do its conformity certificate or a test report show that it meets the laws and standards?",
        ),
    )
    sold_apart: Maybe[bool] = truth(
        "整车与蓄电池分开销售",
        "bicycle and battery are sold apart",
        ask=(
            "车和电池是分开卖的吗(只卖车不带电池, 或者只卖电池)?",
            "Are bicycle and battery sold apart (the bicycle without a battery, or a battery alone)?",
        ),
    )
    has_code: Maybe[bool] = truth(
        "有识别代码标识",
        "bears an identification code",
        ask=("产品(车架、电池或充电器)上有识别代码吗?", "Is there an identification code on it?"),
    )
    code_visible: Maybe[bool] = truth(
        "代码在明显位置",
        "code is in a visible place",
        exists_if=Gate("has_code"),
        ask=("代码在明显位置吗?", "Is the code in a visible place?"),
    )
    code_permanent: Maybe[bool] = truth(
        "代码是永久性的",
        "code is permanent",
        exists_if=Gate("has_code"),
        ask=("代码是永久性的吗?", "Is the code permanent?"),
    )
    code_heat_resistant: Maybe[bool] = truth(
        "代码耐高温",
        "code resists heat",
        exists_if=Gate("has_code"),
        ask=("代码耐高温吗?", "Does the code resist heat?"),
    )


@attrs.frozen(kw_only=True)
class EbikeDealer(Matter):
    """One business that sells electric bicycles, batteries or chargers, as it stands on the day of asking."""

    ROOT: ClassVar[str] = "dealer"
    LABEL: ClassVar[Text] = Text(zh="电动自行车销售企业", en="dealer in electric bicycles")
    WORDS: ClassVar[tuple[str, ...]] = ("电动车店", "进货台账", "合格证", "dealer")

    sells: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "销售的产品",
        "goods it sells",
        opt("bicycle", "电动自行车", "electric bicycles"),
        opt("battery", "电动自行车蓄电池", "batteries of electric bicycles", "蓄电池"),
        opt("charger", "电动自行车充电器", "chargers of electric bicycles", "充电器"),
        opt("other", "其他产品", "other goods"),
        ask=("销售哪些产品?", "Which goods does it sell?"),
    )
    opened_on: Maybe[dt.date] = date(
        "开业日期", "day it opened", ask=("哪一天开业?", "On which day did it open?")
    )
    keeps_ledger: Maybe[bool] = truth(
        "已建立进货检查验收等台账",
        "keeps a ledger of goods checked on arrival",
        ask=("是否已建立进货检查验收等台账?", "Is there a ledger of goods checked on arrival?"),
    )
    checks_conformity: Maybe[bool] = truth(
        "进货时核查产品合格证明",
        "checks the conformity certificates of what it buys in",
        ask=("进货时是否核查产品合格证明?", "Are conformity certificates checked on arrival?"),
    )
    checks_certification: Maybe[bool] = truth(
        "进货时核查强制性产品认证",
        "checks the compulsory certification of what it buys in",
        ask=("进货时是否核查强制性产品认证?", "Is compulsory certification checked on arrival?"),
    )
    in_place_from: Maybe[dt.date] = date(
        "台账和核查都到位的日期",
        "day from which ledger and checks are in place",
        exists_if=Gate("keeps_ledger"),
        ask=("台账和核查哪一天起都到位?", "From which day are the ledger and the checks in place?"),
    )


@attrs.frozen(kw_only=True)
class EbikePage(Matter):
    """One page or message on the internet about electric bicycles or what belongs to them."""

    ROOT: ClassVar[str] = "ebike_page"
    LABEL: ClassVar[Text] = Text(
        zh="电动自行车网页或网上信息", en="online page or message on electric bicycles"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("电商", "解限速", "增容量", "解互认协议", "网店", "online shop")

    offers: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "发布的内容",
        "what it says",
        opt("break_pairing", "解互认协议", "how to break the pairing of battery and bicycle"),
        opt("lift_speed_limit", "解限速", "how to lift the speed limit", "解除限速"),
        opt("raise_capacity", "增容量", "how to raise the battery's capacity", "电池扩容"),
        opt("other_modification", "其他改装信息", "other modifications"),
        opt("no_modification", "与改装无关的内容", "nothing about modifications"),
        ask=("发布了哪些内容?", "What does it say?"),
    )
    published_on: Maybe[dt.date] = date(
        "发布日期", "day it was published", ask=("哪一天发布?", "On which day was it published?")
    )
    sells_ebike_goods: Maybe[bool] = truth(
        "是电动自行车相关商品的销售页面",
        "is a page that sells goods for electric bicycles",
        ask=(
            "是电动自行车相关商品的销售页面吗?",
            "Is it a page that sells electric bicycles or goods for them?",
        ),
    )
    shows_notice: Maybe[bool] = truth(
        "明示“禁止非法改装”",
        "shows the notice against illegal modification",
        ask=("页面是否明示“禁止非法改装”?", "Does the page show that illegal modification is forbidden?"),
    )
    notice_from: Maybe[dt.date] = date(
        "开始明示的日期",
        "day from which the notice is shown",
        exists_if=Gate("shows_notice"),
        ask=("哪一天开始明示?", "From which day is the notice shown?"),
    )


@attrs.frozen(kw_only=True)
class EbikeParcel(Matter):
    """One thing handed in, accepted or carried by post or express."""

    ROOT: ClassVar[str] = "parcel"
    LABEL: ClassVar[Text] = Text(zh="寄递物品", en="thing sent by post or express")
    WORDS: ClassVar[tuple[str, ...]] = ("快递", "邮寄", "寄电池", "寄递", "parcel")

    holds: Maybe[str] = one_of(
        "寄递的物品",
        "what is sent",
        opt("battery", "电动自行车用蓄电池", "battery for an electric bicycle", "电动车电池"),
        opt(
            "bicycle_with_battery",
            "装有蓄电池的电动自行车",
            "electric bicycle with its battery fitted",
        ),
        opt("bicycle_without_battery", "未装蓄电池的电动自行车", "electric bicycle without its battery"),
        opt("other_battery", "其他电池", "another battery", "干电池", "充电宝"),
        opt("other", "其他物品", "another thing"),
        ask=("寄递的是什么?", "What is sent?"),
    )
    by_post_or_express: Maybe[bool] = truth(
        "通过邮政或者快递寄递",
        "goes by post or express",
        ask=("是通过邮政或者快递寄递的吗?", "Does it go by post or express?"),
    )
    sent_on: Maybe[dt.date] = date(
        "寄递日期", "day of sending", ask=("哪一天寄递?", "On which day is it sent?")
    )


@attrs.frozen(kw_only=True)
class EbikeAlteration(Matter):
    """One piece of work on an electric bicycle or on a battery."""

    ROOT: ClassVar[str] = "alteration"
    LABEL: ClassVar[Text] = Text(
        zh="电动自行车改装或蓄电池加工", en="work on an electric bicycle or a battery"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("改装", "提速", "翻新电池", "黑作坊", "二次组装", "modification")

    vehicle: Maybe[str] = one_of(
        "车辆种类(电池按它用于哪种车)",
        "kind of vehicle, or of the vehicle the battery is for",
        *_VEHICLES,
        ask=_WHICH_VEHICLE,
    )
    work: Maybe[str] = one_of(
        "所做的事",
        "work done",
        opt("alter_vehicle", "改装车辆", "altering the vehicle", "解除限速", "换大功率电机"),
        opt("reassemble_battery", "二次组装加工蓄电池", "assembling batteries a second time", "组装电池"),
        opt("refurbish_battery", "翻新制造组装加工蓄电池", "refurbishing batteries", "翻新电池"),
        opt("recycle_battery", "回收蓄电池", "taking batteries back", "回收电池"),
        opt("repair", "按原样维修", "repair to the original state", "修车"),
        opt("other", "其他", "other work"),
        ask=("做的是什么?", "What is done?"),
    )
    permitted: Maybe[bool] = truth(
        "经依法许可",
        "permitted by law",
        ask=("这次改装是否依法得到许可?", "Was this alteration permitted under the law?"),
    )
    is_business: Maybe[bool] = truth(
        "由作坊、店铺等经营者做",
        "done by a workshop, a shop or another business",
        ask=("是由作坊、店铺等经营者做的吗?", "Is it done by a workshop, a shop or another business?"),
    )
    licensed: Maybe[bool] = truth(
        "经营者有营业执照",
        "business has a licence",
        exists_if=Gate("is_business"),
        ask=("经营者有营业执照吗?", "Does the business have a licence?"),
    )
    done_on: Maybe[dt.date] = date(
        "日期", "day of the work", ask=("哪一天做的?", "On which day was it done?")
    )


@attrs.frozen(kw_only=True)
class EbikeMaker(Matter):
    """One factory of electric bicycles, batteries or chargers."""

    ROOT: ClassVar[str] = "ebike_maker"
    LABEL: ClassVar[Text] = Text(zh="电动自行车生产企业", en="maker of electric bicycles")
    WORDS: ClassVar[tuple[str, ...]] = ("电动自行车厂", "锂电池厂", "行业准入", "正面清单", "召回")

    makes: Maybe[str] = one_of(
        "生产的产品",
        "what it makes",
        opt("bicycle", "电动自行车", "electric bicycles"),
        opt(
            "lithium_battery",
            "电动自行车锂电池",
            "lithium batteries of electric bicycles",
            "锂电池",
        ),
        opt("other_battery", "电动自行车其他蓄电池", "other batteries of electric bicycles", "铅酸电池"),
        opt("charger", "电动自行车充电器", "chargers of electric bicycles"),
        opt("other", "其他产品", "other goods"),
        ask=("生产什么产品?", "What does it make?"),
    )
    in_district: Maybe[bool] = truth(
        "在西夏区生产",
        "produces in the district",
        ask=("在西夏区生产吗?", "Does it produce in Xixia District?"),
    )
    defect_found: Maybe[bool] = truth(
        "产品依法认定为缺陷产品",
        "product was found defective under the law",
        ask=("产品是否依法认定为缺陷产品?", "Was the product found defective under the law?"),
    )
    recall: Maybe[str] = one_of(
        "召回情况",
        "state of the recall",
        opt("carried_out", "已实施召回", "the recall is carried out"),
        opt("not_begun", "尚未召回", "no recall yet"),
        opt("refused", "拒不召回", "the maker refuses"),
        exists_if=Gate("defect_found"),
        ask=("是否已实施召回?", "Is the recall carried out?"),
    )


@attrs.frozen(kw_only=True)
class EbikeRegistration(Matter):
    """One bicycle that is, or is to be, registered."""

    ROOT: ClassVar[str] = "ebike_registration"
    LABEL: ClassVar[Text] = Text(zh="电动自行车登记", en="registration of an electric bicycle")
    WORDS: ClassVar[tuple[str, ...]] = ("上牌", "号牌", "临时登记", "过渡期", "number plate")

    vehicle: Maybe[str] = one_of("车辆种类", "kind of vehicle", *_VEHICLES, ask=_WHICH_VEHICLE)
    meets_national_standard: Maybe[bool] = truth(
        "符合国家标准",
        "meets the national standard",
        ask=(
            "合格证注明符合电动自行车国家标准吗?",
            "Does its certificate say that it meets the national standard for electric bicycles?",
        ),
    )
    used_from: Maybe[dt.date] = date(
        "开始使用的日期",
        "day from which it is in use",
        ask=("从哪一天开始使用?", "From which day has it been in use?"),
    )
    in_use: Maybe[bool] = truth("仍在使用", "is still in use", ask=("现在还在使用吗?", "Is it still in use?"))


@attrs.frozen(kw_only=True)
class RegistrationSystem(Matter):
    """The system in which electric bicycles are registered, as it stands on the day of asking."""

    ROOT: ClassVar[str] = "registration_system"
    LABEL: ClassVar[Text] = Text(zh="电动自行车登记管理系统", en="registration system of electric bicycles")
    WORDS: ClassVar[tuple[str, ...]] = ("登记系统", "识别代码", "registration system")

    runs_it: Maybe[bool] = truth(
        "负责电动自行车登记管理",
        "runs the registration of electric bicycles",
        ask=("本机构负责电动自行车登记管理吗?", "Does the body run the registration of electric bicycles?"),
    )
    batteries_certified_and_coded: Maybe[bool] = truth(
        "蓄电池已纳入强制性认证并设置识别代码",
        "batteries are subject to certification and bear codes",
        ask=(
            "蓄电池是否已依法纳入强制性产品认证并设置识别代码?",
            "Are batteries subject to compulsory certification, and do they bear codes?",
        ),
    )
    takes_owner: Maybe[bool] = truth(
        "登记车主信息", "takes in the owner", ask=("登记事项有车主信息吗?", "Is the owner registered?")
    )
    takes_frame_number: Maybe[bool] = truth(
        "登记车架号",
        "takes in the frame number",
        ask=("登记事项有车架号吗?", "Is the frame number registered?"),
    )
    takes_battery_code: Maybe[bool] = truth(
        "登记蓄电池识别代码",
        "takes in the battery's code",
        ask=("登记事项有蓄电池识别代码吗?", "Is the battery's code registered?"),
    )
    complete: Maybe[bool] = truth(
        "功能完善已完成",
        "work on the system is finished",
        ask=("登记系统的完善是否已完成?", "Is the work on the system finished?"),
    )
    completed_on: Maybe[dt.date] = date(
        "完成日期",
        "day it was finished",
        exists_if=Gate("complete"),
        ask=("哪一天完成?", "On which day was it finished?"),
    )


@attrs.frozen(kw_only=True)
class EbikeRide(Matter):
    """One ride, and what the rider did on the road."""

    ROOT: ClassVar[str] = "ride"
    LABEL: ClassVar[Text] = Text(zh="电动自行车骑行", en="ride on an electric bicycle")
    WORDS: ClassVar[tuple[str, ...]] = ("闯红灯", "逆行", "超速", "机动车道", "交通违法", "riding")

    vehicle: Maybe[str] = one_of("车辆种类", "kind of vehicle", *_VEHICLES, ask=_WHICH_VEHICLE)
    act: Maybe[str] = one_of(
        "骑行行为",
        "what the rider did",
        opt("red_light", "闯红灯", "ran a red light"),
        opt("wrong_way", "逆行", "rode against the traffic"),
        opt("motor_lane", "在机动车道行驶", "rode in a lane for motor vehicles"),
        opt("speeding", "超速行驶", "rode too fast", "超速"),
        opt("other_offence", "其他交通违法行为", "committed another traffic offence"),
        opt("none", "没有违法行为", "committed no offence"),
        ask=("骑行中做了什么?", "What did the rider do?"),
    )
    ridden_on: Maybe[dt.date] = date(
        "骑行日期", "day of the ride", ask=("哪一天骑行?", "On which day was it?")
    )
    earlier_offences: Maybe[int] = number(
        "此前的交通违法次数",
        "earlier traffic offences",
        unit="times",
        sensible=(0, 50),
        ask=("此前有过几次交通违法?", "How many traffic offences were there before?"),
    )


@attrs.frozen(kw_only=True)
class InstantDelivery(Matter):
    """One business that delivers at once, as it stands on the day of asking."""

    ROOT: ClassVar[str] = "delivery_firm"
    LABEL: ClassVar[Text] = Text(zh="即时配送企业", en="instant-delivery business")
    WORDS: ClassVar[tuple[str, ...]] = ("外卖", "骑手", "配送", "接单", "delivery rider")

    delivers_at_once: Maybe[bool] = truth(
        "从事即时配送",
        "delivers at once",
        ask=("企业从事即时配送(外卖、跑腿等)吗?", "Does it deliver at once (meals, errands)?"),
    )
    by_ebike: Maybe[bool] = truth(
        "使用电动自行车配送",
        "delivers by electric bicycle",
        ask=("用电动自行车配送吗?", "Does it deliver by electric bicycle?"),
    )
    has_rules: Maybe[bool] = truth(
        "有配送管理制度",
        "has rules on deliveries",
        ask=("有配送管理制度吗?", "Does it have rules on deliveries?"),
    )
    bicycles_on_file: Maybe[bool] = truth(
        "骑手的车辆已审查备案",
        "riders' bicycles are checked and on file",
        ask=("骑手使用的电动自行车是否都已审查备案?", "Are all riders' bicycles checked and on file?"),
    )
    batteries_on_file: Maybe[bool] = truth(
        "骑手的蓄电池已审查备案",
        "riders' batteries are checked and on file",
        ask=("骑手使用的蓄电池是否都已审查备案?", "Are all riders' batteries checked and on file?"),
    )
    trains_riders: Maybe[bool] = truth(
        "对骑手作安全教育培训",
        "trains its riders in safety",
        ask=("是否对骑手作安全教育培训?", "Are riders trained in safety?"),
    )
    planned_speed: Maybe[int] = number(
        "时限所依据的最高速度",
        "top speed its time limits rest on",
        unit="km/h",
        sensible=(5, 80),
        ask=(
            "配送时限按多高的最高速度计算(公里每小时, 小数进一位取整)?",
            "On which top speed in km/h do the time limits rest (round a fraction up)?",
        ),
    )
    self_check_done: Maybe[bool] = truth(
        "已完成车辆改装自查自改",
        "has checked its vehicles for modifications and set them right",
        ask=(
            "是否已完成车辆改装情况的自查自改?",
            "Has it checked its vehicles for modifications and set them right?",
        ),
    )
    self_check_on: Maybe[dt.date] = date(
        "自查自改完成的日期",
        "day the check was finished",
        exists_if=Gate("self_check_done"),
        ask=("哪一天完成自查自改?", "On which day was the check finished?"),
    )
    began_on: Maybe[dt.date] = date(
        "开始配送的日期",
        "day it began to deliver",
        ask=("企业哪一天开始配送?", "On which day did it begin to deliver?"),
    )
    modified_found: Maybe[bool] = truth(
        "发现有骑手使用改装车辆",
        "a rider was found on a modified vehicle",
        ask=("是否发现有骑手使用改装车辆?", "Was a rider found on a modified vehicle?"),
    )
    measures: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "对改装车辆采取的措施",
        "what was done about the modified vehicle",
        opt("restore", "责令恢复原状", "ordered to be restored"),
        opt("ban_use", "禁止使用", "its use banned"),
        opt("limit_orders", "限制接单", "orders limited"),
        opt("other", "其他措施", "another measure"),
        exists_if=Gate("modified_found"),
        ask=("对改装车辆采取了哪些措施?", "What was done about the modified vehicle?"),
    )


@attrs.frozen(kw_only=True)
class EbikeBattery(Matter):
    """One battery in use, as it is on the day of asking."""

    ROOT: ClassVar[str] = "battery"
    LABEL: ClassVar[Text] = Text(zh="在用蓄电池", en="battery in use")
    WORDS: ClassVar[tuple[str, ...]] = ("老旧蓄电池", "电池报废", "安全性评估", "old battery")

    used_in: Maybe[str] = one_of(
        "用于哪种车", "vehicle it is for", *_VEHICLES, ask=("电池用于哪种车?", "Which vehicle is it for?")
    )
    produced_on: Maybe[dt.date] = date(
        "生产日期",
        "day of production",
        ask=("电池上标的生产日期是哪一天?", "Which day of production is on the battery?"),
    )
    assessed: Maybe[bool] = truth(
        "已作安全性评估",
        "its safety was assessed",
        ask=("电池是否已作安全性评估?", "Was its safety assessed?"),
    )
    result: Maybe[str] = one_of(
        "评估结论",
        "result of the assessment",
        opt("fit", "可以继续使用", "may stay in use"),
        opt("scrap", "达到报废条件", "meets the conditions for scrapping"),
        exists_if=Gate("assessed"),
        ask=("评估的结论是什么?", "What is the result of the assessment?"),
    )


@attrs.frozen(kw_only=True)
class EbikeTradeIn(Matter):
    """One kind of thing to be traded in under the city's policy."""

    ROOT: ClassVar[str] = "trade_in_item"
    LABEL: ClassVar[Text] = Text(zh="电动自行车以旧换新范围", en="scope of trading in electric bicycles")
    WORDS: ClassVar[tuple[str, ...]] = ("换电池", "以旧换新补贴范围", "电池以旧换新", "battery trade-in")

    item: Maybe[str] = one_of(
        "以旧换新的物品",
        "what is traded in",
        _BICYCLE,
        opt("battery", "电动自行车蓄电池", "battery of an electric bicycle", "蓄电池", "电池"),
        opt("other", "其他物品", "another thing", "充电器"),
        ask=("以旧换新的是什么?", "What is traded in?"),
    )
    leads: Maybe[bool] = truth(
        "本机构牵头落实以旧换新政策",
        "the body leads the trade-in policy",
        ask=("本机构牵头落实以旧换新政策吗?", "Does the body lead the trade-in policy?"),
    )
    traded_on: Maybe[dt.date] = date(
        "以旧换新的日期", "day of the trade-in", ask=("哪一天以旧换新?", "On which day is it traded in?")
    )
    included: Maybe[bool] = truth(
        "已纳入以旧换新补贴范围",
        "is in the scope of the subsidy",
        ask=("该物品是否已纳入以旧换新补贴范围?", "Is it in the scope of the trade-in subsidy?"),
    )
    included_on: Maybe[dt.date] = date(
        "纳入的日期",
        "day it was taken in",
        exists_if=Gate("included"),
        ask=("哪一天纳入?", "On which day was it taken in?"),
    )


@attrs.frozen(kw_only=True)
class EbikeSite(Matter):
    """One place for parking or charging electric bicycles that is to be set up."""

    ROOT: ClassVar[str] = "ebike_site"
    LABEL: ClassVar[Text] = Text(
        zh="电动自行车停放充电场所建设", en="new place to park or charge electric bicycles"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("充电桩", "车棚", "停放场所", "用电报装", "换电柜", "charging point")

    place: Maybe[str] = one_of(
        "地点",
        "place",
        opt("new_housing", "新建居住项目", "a new housing project"),
        opt("estate_common_space", "既有住宅小区公共空间", "common space of an existing housing estate"),
        opt(
            "near_estate",
            "既有住宅小区周边的公共开放空间",
            "public open space around an existing housing estate",
        ),
        opt(
            "commercial_space",
            "商业区等公共开放空间",
            "public open space of a commercial area or the like",
        ),
        opt("other", "其他地点", "another place"),
        ask=("建在哪里?", "Where is it to be?"),
    )
    facility: Maybe[str] = one_of(
        "设施",
        "facility",
        opt("charging", "充电设施", "charging facility", "充电桩", "充电柜"),
        opt("parking", "停放场所", "parking place", "车棚"),
        opt("other", "其他设施", "another facility"),
        ask=("建的是充电设施还是停放场所?", "Is it for charging or for parking?"),
    )
    property_firm: Maybe[bool] = truth(
        "小区有物业服务企业",
        "estate has a property firm",
        ask=("小区有物业服务企业吗?", "Does the estate have a property firm?"),
    )
    role: Maybe[str] = one_of(
        "本单位的身份",
        "what the body is there",
        opt("property_firm", "该小区的物业服务企业", "the estate's property firm", "物业"),
        opt("installer", "充电设施安装运营单位", "the firm that installs or runs the facility"),
        opt("town", "属地镇或者街道", "the town or sub-district", "镇街"),
        opt("community", "属地社区或者村", "the community or village", "社区"),
        opt("other", "其他", "another"),
        ask=("本单位在其中是什么身份?", "What is the body there?"),
    )
    helps: Maybe[bool] = truth(
        "协助配合安装",
        "helps with the installation",
        ask=("是否协助配合安装?", "Does it help with the installation?"),
    )
    coordinates: Maybe[bool] = truth(
        "组织协调相关工作",
        "organises and coordinates the work",
        ask=("是否组织协调相关工作?", "Does it organise and coordinate the work?"),
    )
    asks_for_power: Maybe[bool] = truth(
        "申请用电报装",
        "a power connection is applied for",
        ask=("是否为它申请用电报装?", "Is a power connection applied for?"),
    )


@attrs.frozen(kw_only=True)
class OverheadFloor(Matter):
    """One open ground floor of a building in which electric bicycles stand or are charged."""

    ROOT: ClassVar[str] = "overhead_floor"
    LABEL: ClassVar[Text] = Text(zh="建筑架空层", en="open ground floor of a building")
    WORDS: ClassVar[tuple[str, ...]] = ("架空层", "防火分隔", "楼下充电", "open floor")

    civil_building: Maybe[bool] = truth(
        "是民用建筑的架空层",
        "is the open floor of a civil building",
        ask=("是民用建筑(住宅、商场、办公楼等)的架空层吗?", "Is it the open floor of a civil building?"),
    )
    vehicle: Maybe[str] = one_of("车辆种类", "kind of vehicle", *_VEHICLES, ask=_WHICH_VEHICLE)
    act: Maybe[str] = one_of(
        "用途",
        "use",
        opt("parking", "停放", "parking"),
        opt("charging", "充电", "charging"),
        opt("other", "其他用途", "another use"),
        ask=("在架空层停放还是充电?", "Is it for parking or for charging?"),
    )
    done_on: Maybe[dt.date] = date(
        "停放或充电的日期",
        "day of the parking or charging",
        ask=("哪一天停放或者充电?", "On which day is it parked or charged?"),
    )
    fire_partition: Maybe[bool] = truth(
        "有有效防火分隔",
        "has effective fire separation",
        ask=("是否作了有效防火分隔?", "Is there effective fire separation?"),
    )
    fire_equipment_works: Maybe[bool] = truth(
        "消防设施器材完好有效",
        "fire equipment is whole and works",
        ask=("消防设施器材是否完好有效?", "Is the fire equipment whole and does it work?"),
    )
    cameras_work: Maybe[bool] = truth(
        "视频监控设备完好有效",
        "cameras are whole and work",
        ask=("视频监控设备是否完好有效?", "Are the cameras whole and do they work?"),
    )
    in_groups: Maybe[bool] = truth(
        "分组停放", "bicycles stand in groups", ask=("是否分组停放?", "Do the bicycles stand in groups?")
    )
    dedicated_chargers: Maybe[bool] = truth(
        "有专用充电设施",
        "has dedicated chargers",
        ask=("是否设置专用充电设施?", "Are there dedicated chargers?"),
    )
    role: Maybe[str] = one_of(
        "本人或本单位的身份",
        "what the person or body is there",
        opt("owner", "建筑产权单位", "unit that owns the building", "产权单位"),
        opt("user", "建筑使用单位", "unit that uses the building", "使用单位"),
        opt("property_firm", "物业服务企业", "property firm", "物业"),
        opt("other", "其他", "another"),
        ask=("在该建筑中是什么身份?", "What is the person or body in this building?"),
    )
    patrolled: Maybe[bool] = truth(
        "做了架空层安全巡查",
        "patrols the open floor for safety",
        ask=("是否做架空层安全巡查?", "Is the open floor patrolled for safety?"),
    )


@attrs.frozen(kw_only=True)
class BlockedExit(Matter):
    """One case of a vehicle that blocks an escape route, met by a property firm."""

    ROOT: ClassVar[str] = "blocking"
    LABEL: ClassVar[Text] = Text(zh="占堵疏散通道", en="blocked escape route")
    WORDS: ClassVar[tuple[str, ...]] = ("楼道停车", "疏散通道", "安全出口", "飞线充电", "blocked exit")

    vehicle: Maybe[str] = one_of("车辆种类", "kind of vehicle", *_VEHICLES, ask=_WHICH_VEHICLE)
    place: Maybe[str] = one_of(
        "占堵的位置",
        "what is blocked",
        opt("escape_route", "疏散通道", "an escape route", "楼道", "走廊"),
        opt("emergency_exit", "安全出口", "an emergency exit"),
        opt("other", "其他位置", "another place", "消防车通道"),
        ask=("占堵了哪里?", "What is blocked?"),
    )
    is_property_firm: Maybe[bool] = truth(
        "本单位是该处的物业服务企业",
        "the body is the property firm there",
        ask=("本单位是该处的物业服务企业吗?", "Is the body the property firm there?"),
    )
    stopped: Maybe[bool] = truth(
        "及时制止",
        "was stopped promptly",
        ask=("物业服务企业是否及时制止?", "Did the property firm stop it promptly?"),
    )
    refuses: Maybe[bool] = truth(
        "当事人拒不改正",
        "the person refuses to put it right",
        ask=("当事人是否拒不改正?", "Does the person refuse to put it right?"),
    )
    reported_to: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "报告的对象",
        "whom it was reported to",
        opt("residents_committee", "村(居)民委员会", "villagers' or residents' committee", "居委会"),
        opt("town", "镇或者街道", "town or sub-district"),
        opt("police", "公安派出所", "police station", "派出所"),
        opt("fire", "消防部门", "fire department", "消防"),
        opt("other", "其他部门", "another department"),
        ask=("向哪些单位作了报告?", "To whom was it reported?"),
    )
    assists: Maybe[bool] = truth(
        "协助处理",
        "helps to deal with it",
        ask=("是否协助处理?", "Does the property firm help to deal with it?"),
    )


@attrs.frozen(kw_only=True)
class ChargingPrice(Matter):
    """What one grid company or operator of charging facilities shows and takes for charging."""

    ROOT: ClassVar[str] = "charging_price"
    LABEL: ClassVar[Text] = Text(zh="电动自行车充电收费", en="price of charging electric bicycles")
    WORDS: ClassVar[tuple[str, ...]] = ("充电费", "服务费", "明码标价", "电价", "charging fee")

    charged_by: Maybe[str] = one_of(
        "收费单位",
        "who charges it",
        opt("grid", "电网企业", "grid company", "供电公司"),
        opt("operator", "充电设施运营单位", "operator of charging facilities"),
        opt("other", "其他单位或个人", "another unit or person"),
        ask=("由谁收费?", "Who charges it?"),
    )
    for_ebikes: Maybe[bool] = truth(
        "是电动自行车充电",
        "is for charging electric bicycles",
        ask=("是电动自行车充电的收费吗?", "Is it for charging electric bicycles?"),
    )
    power_price_shown: Maybe[bool] = truth(
        "电价明码标价",
        "price of power is shown",
        ask=("电价是否明码标价?", "Is the price of power shown?"),
    )
    service_fee_shown: Maybe[bool] = truth(
        "服务费明码标价",
        "service fee is shown",
        ask=("服务费是否明码标价?", "Is the service fee shown?"),
    )
    extra_fee: Maybe[bool] = truth(
        "在电价、服务费以外另行收费",
        "something beyond power price and service fee is taken",
        ask=(
            "在标明的电价、服务费以外是否另行收费?",
            "Is anything taken beyond the power price and service fee that are shown?",
        ),
    )
    charged_on: Maybe[dt.date] = date(
        "收费日期", "day it was charged", ask=("哪一天收费?", "On which day was it charged?")
    )


@attrs.frozen(kw_only=True)
class EbikeBreach(Matter):
    """One breach of law around electric bicycles, or one fire that a bicycle or battery caused."""

    ROOT: ClassVar[str] = "ebike_breach"
    LABEL: ClassVar[Text] = Text(zh="电动自行车违法行为或火灾", en="breach or fire around electric bicycles")
    WORDS: ClassVar[tuple[str, ...]] = ("曝光", "失信", "处罚公示", "火灾事故", "exposure")

    conduct: Maybe[str] = one_of(
        "行为",
        "conduct",
        opt("making", "生产", "making"),
        opt("selling", "销售", "selling"),
        opt("recycling", "回收", "taking back"),
        opt("reassembling", "二次组装加工", "assembling a second time"),
        opt("modifying", "提供改装服务", "offering modification"),
        opt("modification_parts", "提供改装部件", "supplying parts for modification"),
        opt("other", "其他行为", "other conduct"),
        ask=("是什么行为?", "What conduct is it?"),
    )
    by: Maybe[str] = one_of(
        "行为人",
        "who did it",
        opt("enterprise", "企业单位", "enterprise or unit", "企业"),
        opt(
            "sole_trader",
            "个体工商户、个人作坊等经营者",
            "sole trader or workshop",
            "个体工商户",
            "个体户",
            "作坊",
        ),
        opt("responsible_person", "责任人员", "person responsible"),
        opt("other", "其他人", "another person"),
        ask=("行为人是谁?", "Who did it?"),
    )
    found_unlawful: Maybe[bool] = truth(
        "经认定违法违规",
        "was found unlawful",
        ask=("主管部门是否认定为违法违规?", "Did the authority find it unlawful?"),
    )
    penalised: Maybe[bool] = truth(
        "受到行政处罚", "was penalised", ask=("是否受到行政处罚?", "Was a penalty imposed?")
    )
    product: Maybe[str] = one_of(
        "涉及的产品",
        "product concerned",
        opt("bicycle", "电动自行车", "electric bicycle"),
        opt("battery", "电动自行车蓄电池", "battery of an electric bicycle", "蓄电池"),
        opt("other", "其他产品", "another product"),
        ask=("涉及什么产品?", "Which product is concerned?"),
    )
    caused_fire: Maybe[bool] = truth(
        "产品引发了火灾事故",
        "product caused a fire",
        ask=("产品是否引发了火灾事故?", "Did the product cause a fire?"),
    )


@attrs.frozen(kw_only=True)
class EbikeScope(Matter):
    """One vehicle and one piece of conduct with it, to see whether the plan reaches it."""

    ROOT: ClassVar[str] = "ebike_scope"
    LABEL: ClassVar[Text] = Text(zh="整治范围", en="scope of the electric-bicycle plan")
    WORDS: ClassVar[tuple[str, ...]] = ("电动摩托车", "整治范围", "适用范围", "electric motorcycle")

    vehicle: Maybe[str] = one_of("车辆种类", "kind of vehicle", *_VEHICLES, ask=_WHICH_VEHICLE)
    subject: Maybe[str] = one_of(
        "涉及的事",
        "what it is about",
        opt("road", "路面骑行违法", "an offence on the road", "路面执法"),
        opt("parking_charging", "违规停放充电", "parking or charging against the rules"),
        opt("modification", "非法改装", "illegal modification"),
        opt("other_conduct", "其他行为", "other conduct", "销售"),
        opt("state_of_thing", "不是行为(如电池的年限)", "no conduct, such as the age of a battery"),
        ask=("涉及哪方面的事?", "What is it about?"),
    )
