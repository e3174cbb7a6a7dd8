"""Matters of large-scale equipment renewal: old equipment, projects that renew it, money for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, number, one_of, opt, truth

_FIRST_USED = ("投入使用日期", "day it was first used")
_ASK_FIRST_USED = ("哪一天投入使用?", "On which day was it first used?")
_RETIRED = ("已淘汰停用", "was taken out of use")
_ASK_RETIRED = ("是否已淘汰停用?", "Has it been taken out of use?")


@attrs.frozen(kw_only=True)
class PowerTransformer(Matter):
    """One transformer of the power grid or of an enterprise."""

    ROOT: ClassVar[str] = "transformer"
    LABEL: ClassVar[Text] = Text(zh="变压器", en="transformer")
    WORDS: ClassVar[tuple[str, ...]] = ("配电变压器", "S9", "电网", "准入水平")

    for_distribution: Maybe[bool] = truth(
        "是配电变压器",
        "is a distribution transformer",
        ask=("是配电变压器吗?", "Is it a distribution transformer?"),
    )
    model: Maybe[str] = one_of(
        "铭牌型号里的编号",
        "number in the model on the plate",
        opt("below_s9", "8号及以下", "8 or lower", "S7", "S8"),
        opt("s9", "9号", "9", "S9"),
        opt("above_s9", "10号及以上", "10 or higher", "S10", "S11", "S13"),
        opt("other", "没有这种编号", "no such number"),
        ask=(
            "铭牌型号里, “S”后面的编号是几(例如“S11”是11号)?",
            "Which number stands after the S in the model on the plate, such as 11 in S11?",
        ),
    )
    running_since: Maybe[dt.date] = date(
        "投入运行日期",
        "day it went into operation",
        ask=("哪一天投入运行?", "On which day did it go into operation?"),
    )
    reaches_access_level: Maybe[bool] = truth(
        "能效达到准入水平",
        "efficiency reaches the access level",
        ask=(
            "按能效标准检测, 能效达到准入水平吗?",
            "Measured by the efficiency standard, does it reach the access level?",
        ),
    )
    energy_class: Maybe[int] = number(
        "能效等级",
        "efficiency class",
        unit="class",
        least=1,
        most=3,
        ask=(
            "按现行国家标准, 能效等级是几级(1级最好)?",
            "Which efficiency class is it by the national standard in force (1 is best)?",
        ),
    )
    retired: Maybe[bool] = truth(*_RETIRED, ask=_ASK_RETIRED)


@attrs.frozen(kw_only=True)
class SiteMachine(Matter):
    """One machine or vehicle used on building sites."""

    ROOT: ClassVar[str] = "site_machine"
    LABEL: ClassVar[Text] = Text(zh="建筑施工工程机械", en="construction machine")
    WORDS: ClassVar[tuple[str, ...]] = ("挖掘机", "起重机", "推土机", "excavator", "crane")

    type: Maybe[str] = one_of(
        "机械种类",
        "kind of machine",
        opt("excavating", "挖掘设备", "excavating machine", "挖掘机"),
        opt("lifting", "起重设备", "lifting machine", "起重机"),
        opt("loading", "装载设备", "loading machine", "装载机"),
        opt("concrete", "混凝土搅拌设备", "concrete mixing machine", "搅拌机"),
        opt("hoist", "升降机", "hoist"),
        opt("bulldozer", "推土机", "bulldozer"),
        opt("other_site", "其他施工设备", "another machine for building sites"),
        opt("not_for_building", "不用于建筑施工的设备", "a machine not used for building"),
        ask=("是哪一种机械设备?", "Which kind of machine is it?"),
    )
    first_used_on: Maybe[dt.date] = date(*_FIRST_USED, ask=_ASK_FIRST_USED)
    retired: Maybe[bool] = truth(*_RETIRED, ask=_ASK_RETIRED)


@attrs.frozen(kw_only=True)
class OldLift(Matter):
    """One lift in a building."""

    ROOT: ClassVar[str] = "old_lift"
    LABEL: ClassVar[Text] = Text(zh="老旧电梯", en="old lift")
    WORDS: ClassVar[tuple[str, ...]] = ("电梯", "电梯更新", "电梯大修", "elevator")

    place: Maybe[str] = one_of(
        "电梯所在场所",
        "where the lift is",
        opt("housing", "住宅", "housing", "小区"),
        opt("mall", "商场", "shopping mall"),
        opt("other", "其他场所", "another place"),
        ask=("电梯在什么场所?", "Where is the lift?"),
    )
    assessed: Maybe[bool] = truth(
        "做过隐患排查或安全风险评估",
        "was checked for hazards or assessed for risk",
        ask=(
            "做过隐患排查或者安全风险评估吗?",
            "Was the lift checked for hazards, or its risk assessed?",
        ),
    )
    hazard_found: Maybe[bool] = truth(
        "排查或评估发现隐患或风险",
        "the check found a hazard or risk",
        exists_if=Gate("assessed"),
        ask=(
            "排查或者评估是否发现需要处理的隐患或风险?",
            "Did the check or assessment find a hazard or risk to be dealt with?",
        ),
    )
    work: Maybe[str] = one_of(
        "已做的处理",
        "what was done",
        opt("renewal", "更新", "renewal"),
        opt("alteration", "改造", "alteration"),
        opt("overhaul", "大修", "overhaul"),
        opt("repair", "一般维修保养", "ordinary repair or upkeep"),
        opt("none", "没有处理", "nothing"),
        ask=("对电梯做了什么处理?", "What was done to the lift?"),
    )


@attrs.frozen(kw_only=True)
class DeliveryVehicle(Matter):
    """One vehicle that a firm or body uses."""

    ROOT: ClassVar[str] = "delivery_vehicle"
    LABEL: ClassVar[Text] = Text(zh="配送车辆", en="delivery vehicle")
    WORDS: ClassVar[tuple[str, ...]] = ("快递车", "物流车", "电动化", "delivery van")

    use: Maybe[str] = one_of(
        "车辆用途",
        "use of the vehicle",
        opt("post", "邮政快递", "post and express"),
        opt("city", "城市物流配送", "city delivery of goods"),
        opt("other", "其他用途", "another use"),
        ask=("车辆用来做什么?", "What is the vehicle used for?"),
    )
    electric: Maybe[bool] = truth(
        "是电动车辆",
        "is an electric vehicle",
        ask=("是电动车辆吗?", "Is it an electric vehicle?"),
    )


@attrs.frozen(kw_only=True)
class MedicalEquipment(Matter):
    """One piece of equipment of a medical institution."""

    ROOT: ClassVar[str] = "medical_equipment"
    LABEL: ClassVar[Text] = Text(zh="医疗设备", en="medical equipment")
    WORDS: ClassVar[tuple[str, ...]] = ("医疗装备", "信息化设施", "医疗器械", "medical device")

    type: Maybe[str] = one_of(
        "设备种类",
        "kind of equipment",
        opt("medical", "医疗装备", "medical equipment", "医疗器械"),
        opt("it", "信息化设施", "information facility", "信息系统"),
        opt("other", "其他设备", "other equipment"),
        ask=("是哪一种设备?", "Which kind of equipment is it?"),
    )
    in_institution: Maybe[bool] = truth(
        "由医疗卫生机构使用",
        "is used by a medical or health institution",
        ask=("由医疗卫生机构使用吗?", "Is it used by a medical or health institution?"),
    )
    has_stated_life: Maybe[bool] = truth(
        "标明了使用年限",
        "has a stated service life",
        ask=("设备标明了使用年限吗?", "Is a service life stated for it?"),
    )
    life_ends_on: Maybe[dt.date] = date(
        "使用年限届满日",
        "day its service life is reached",
        exists_if=Gate("has_stated_life"),
        ask=("使用年限哪一天届满?", "On which day is its service life reached?"),
    )
    replaced: Maybe[bool] = truth(
        "已淘汰更新",
        "was retired or replaced",
        ask=("是否已淘汰更新?", "Has it been retired or replaced?"),
    )


@attrs.frozen(kw_only=True)
class SchoolLighting(Matter):
    """The lighting of one room of a school."""

    ROOT: ClassVar[str] = "lighting"
    LABEL: ClassVar[Text] = Text(zh="教室照明", en="classroom lighting")
    WORDS: ClassVar[tuple[str, ...]] = ("近视防控", "教室灯", "照明设施", "classroom light")

    room: Maybe[str] = one_of(
        "房间用途",
        "use of the room",
        opt("classroom", "学校教室", "classroom of a school"),
        opt("other", "其他房间", "another room"),
        ask=("照明设施装在什么房间?", "In which room is the lighting?"),
    )
    passed: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "检测报告判定符合国家标准的指标",
        "what the test report finds to meet the national standard",
        opt("colour_rendering", "显色指数", "colour rendering"),
        opt("glare", "眩光值", "glare"),
        opt("power_density", "功率密度", "power density"),
        opt("illuminance", "平均照度", "average illuminance"),
        ask=(
            "检测报告判定哪些指标符合国家标准?",
            "Which of these does the test report find to meet the national standard?",
        ),
    )


@attrs.frozen(kw_only=True)
class RenewalProject(Matter):
    """One project that is planned, reported, kept in the pool or put up for approval."""

    ROOT: ClassVar[str] = "renewal_project"
    LABEL: ClassVar[Text] = Text(zh="设备更新项目", en="equipment renewal project")
    WORDS: ClassVar[tuple[str, ...]] = ("技术改造", "技改", "项目储备", "前期手续", "upgrade")

    type: Maybe[str] = one_of(
        "项目种类",
        "kind of project",
        opt("upgrade", "技术改造项目", "technical upgrade", "技改项目"),
        opt("resource_use", "资源综合利用项目", "comprehensive use of resources"),
        opt("new_build", "新建项目", "new building"),
        opt("other", "其他项目", "another project"),
        ask=("是哪一种项目?", "Which kind of project is it?"),
    )
    adds_land: Maybe[bool] = truth(
        "新增土地", "takes new land", ask=("项目是否新增土地?", "Does the project take new land?")
    )
    replaces_equipment: Maybe[bool] = truth(
        "包含设备更新",
        "replaces equipment",
        ask=("项目包含设备更新吗?", "Does the project replace equipment?"),
    )
    other_works: Maybe[bool] = truth(
        "还有设备更新以外的建设内容",
        "has works beside the replacing",
        ask=(
            "除设备更新外, 还有其他建设内容吗(例如新建厂房)?",
            "Are there works beside replacing equipment, such as a new workshop?",
        ),
    )
    direction: Maybe[str] = one_of(
        "项目方向",
        "aim of the project",
        opt("renewal", "设备更新", "renewal of equipment"),
        opt("recycling", "循环利用", "recycling"),
        opt("other", "其他方向", "another aim"),
        ask=("项目属于哪个方向?", "What does the project aim at?"),
    )
    reporter: Maybe[str] = one_of(
        "由谁来报",
        "who would report it",
        opt("office", "政府部门或者镇街", "an office of the government, a town or a sub-district"),
        opt("owner", "项目单位", "the owner of the project"),
        opt("other", "其他单位", "somebody else"),
        ask=(
            "由谁来报: 政府部门、镇街, 还是项目单位?",
            "Who would report it: an office of the government, a town or sub-district, or the owner?",
        ),
    )
    reported: Maybe[bool] = truth(
        "已报发改局",
        "was reported to the Development and Reform Bureau",
        ask=(
            "项目是否已报发改局?",
            "Has the project been reported to the Development and Reform Bureau?",
        ),
    )
    in_pool: Maybe[bool] = truth(
        "已纳入项目储备库",
        "is in the project pool",
        ask=("项目是否已纳入项目储备库?", "Is the project in the pool?"),
    )


@attrs.frozen(kw_only=True)
class HousingFundUse(Matter):
    """One use of the special maintenance fund of housing."""

    ROOT: ClassVar[str] = "fund_use"
    LABEL: ClassVar[Text] = Text(zh="住宅专项维修资金使用", en="use of the housing maintenance fund")
    WORDS: ClassVar[tuple[str, ...]] = ("维修资金", "公共维修基金", "maintenance fund")

    purpose: Maybe[str] = one_of(
        "资金用途",
        "what the fund is used for",
        opt("lift", "住宅电梯更新", "renewing a lift of housing", "换电梯"),
        opt("water", "供水设备更新", "renewing water supply equipment"),
        opt("heating", "供热设备更新", "renewing heating equipment"),
        opt("other_equipment", "其他设备更新", "renewing other equipment"),
        opt("other", "不是设备更新", "no renewal of equipment", "外墙粉刷"),
        ask=("维修资金用来做什么?", "What is the fund used for?"),
    )


@attrs.frozen(kw_only=True)
class SpecialEquipment(Matter):
    """One purchase of equipment, or one upgrade, for which tax may be lower."""

    ROOT: ClassVar[str] = "special_equipment"
    LABEL: ClassVar[Text] = Text(zh="专用设备购置改造", en="special equipment")
    WORDS: ClassVar[tuple[str, ...]] = ("税收优惠", "节能节水", "安全生产专用设备", "tax relief")

    type: Maybe[str] = one_of(
        "设备或改造种类",
        "kind of equipment or upgrade",
        opt("saving", "节能节水专用设备", "equipment that saves energy or water"),
        opt("environment", "环境保护专用设备", "equipment that protects the environment"),
        opt("safety", "安全生产专用设备", "equipment for safety at work"),
        opt("digital", "数字化智能化改造", "digital and smart upgrade"),
        opt("other", "其他设备", "other equipment"),
        ask=("是哪一种设备或者改造?", "Which kind of equipment or upgrade is it?"),
    )


@attrs.frozen(kw_only=True)
class OldForNew(Matter):
    """One old thing replaced by a new one, for which the central budget may pay."""

    ROOT: ClassVar[str] = "old_for_new"
    LABEL: ClassVar[Text] = Text(zh="以旧换新和更新", en="old replaced by new")
    WORDS: ClassVar[tuple[str, ...]] = ("耐用消费品", "营运货车", "船舶更新", "中央财政补贴")

    item: Maybe[str] = one_of(
        "更换的物品",
        "what is replaced",
        opt("durable", "耐用消费品", "durable consumer goods"),
        opt("vehicle", "老旧营运车辆", "old commercial vehicle", "营运货车"),
        opt("ship", "老旧营运船舶", "old commercial ship", "老旧船舶"),
        opt("other", "其他物品", "another thing"),
        ask=(
            "更换的是什么(农业机械另有事项)?",
            "What is replaced (farm machines are a matter of their own)?",
        ),
    )
    replaced: Maybe[bool] = truth(
        "以新换旧",
        "a new one takes the place of the old",
        ask=("是否以新的更换了旧的?", "Does a new one take the place of the old?"),
    )


@attrs.frozen(kw_only=True)
class FarmMachine(Matter):
    """One machine whose owner scraps it."""

    ROOT: ClassVar[str] = "farm_machine"
    LABEL: ClassVar[Text] = Text(zh="农业机械报废更新", en="scrapping of a farm machine")
    WORDS: ClassVar[tuple[str, ...]] = ("农机", "农机报废", "喷药机", "牧草收割机", "farm machine")

    for_farming: Maybe[bool] = truth(
        "是农业机械", "is a farm machine", ask=("是农业机械吗?", "Is it a farm machine?")
    )
    scrapped: Maybe[bool] = truth(
        "旧机已报废",
        "the old machine was scrapped",
        ask=("旧机是否已报废?", "Has the old machine been scrapped?"),
    )
    renewed: Maybe[bool] = truth(
        "已购置新机",
        "a new machine was bought",
        ask=("是否已购置新机?", "Has a new machine been bought?"),
    )
