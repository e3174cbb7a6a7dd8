"""Matters of housing estates: what their property firm owes, what owners decide, what is handed over."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import (
    Flags,
    Gate,
    Maybe,
    date,
    many_of,
    number,
    one_of,
    opt,
    truth,
)


def _manager() -> Any:  # noqa: ANN401 - a declared fact, as in `facts`
    return one_of(
        "小区由谁管理",
        "who manages the estate",
        opt("property_firm", "物业服务企业", "a property firm", "物业公司", "物业"),
        opt("community", "社区代管", "the community in its stead", "社区代管理"),
        opt("owners", "业主自管", "the owners themselves", "业委会自管"),
        opt("owner_unit", "产权单位管理", "the unit that holds title"),
        opt("individual", "个人代管", "an individual", "个人代管理"),
        opt("none", "无人管理", "nobody", "无"),
        ask=("小区由谁管理?", "Who manages the estate?"),
    )


@attrs.frozen(kw_only=True)
class EstateHalfYear(Matter):
    """One half-year of one housing estate with a property firm."""

    ROOT: ClassVar[str] = "half_year"
    LABEL: ClassVar[Text] = Text(zh="住宅小区的半年公开期", en="half-year of disclosure in a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("六公开", "物业公开", "收费标准公开", "公共收益", "disclosure")

    ends_on: Maybe[dt.date] = date(
        "该半年的最后一天",
        "last day of the half-year",
        ask=(
            "是哪个半年? 请写其最后一天(6月30日或者12月31日)。",
            "Which half-year is it? Give its last day, 30 June or 31 December.",
        ),
    )
    manager: Maybe[str] = _manager()
    published: Maybe[bool] = truth(
        "为这一期作过公开",
        "something was published for this half-year",
        ask=("是否为这一期作过公开?", "Was anything published for this half-year?"),
    )
    items: Maybe[Flags] = many_of(
        "这一期公开的事项",
        "items published for this half-year",
        opt("contract", "服务合同", "the service contract"),
        opt("services", "服务内容", "what the service is"),
        opt("phone", "服务电话", "the service's telephone number"),
        opt("manner", "服务方式", "how the service is given"),
        opt("charges", "收费标准", "the scale of charges"),
        opt("income", "公共收益", "the income from common property"),
        ask=("这一期公开了哪些事项?", "Which items were published for this half-year?"),
    )
    published_on: Maybe[dt.date] = date(
        "这一期最后一项公开的日期",
        "day on which the last item of this half-year was published",
        exists_if=Gate("published"),
        ask=(
            "这一期所公开的事项, 最后一项是哪一天公开的?",
            "On which day was the last of this half-year's items published?",
        ),
    )
    published_earlier: Maybe[bool] = truth(
        "此前公开过",
        "was published before",
        ask=("在这一期之前是否公开过?", "Was there a publication before this one?"),
    )
    earlier_on: Maybe[dt.date] = date(
        "上一次公开完成的日期",
        "day on which the publication before this one was complete",
        exists_if=Gate("published_earlier"),
        ask=(
            "上一次公开是哪一天完成的?",
            "On which day was the publication before this one complete?",
        ),
    )


@attrs.frozen(kw_only=True)
class FeeRepricing(Matter):
    """One body's part in pricing one fee of an estate anew."""

    ROOT: ClassVar[str] = "repricing"
    LABEL: ClassVar[Text] = Text(zh="物业服务和停车收费调价", en="repricing of property and parking fees")
    WORDS: ClassVar[tuple[str, ...]] = ("调价", "物业费", "停车费", "政府指导价", "property fee")

    body: Maybe[str] = one_of(
        "办理单位",
        "body",
        opt(
            "department",
            "负责这项工作的部门或者镇街",
            "a department, town or sub-district named for the task",
        ),
        opt("property_firm", "物业服务企业", "the property firm", "物业公司"),
        opt("other", "其他单位", "another body"),
        ask=("是哪一类单位?", "Which kind of body is it?"),
    )
    housing: Maybe[str] = one_of(
        "住宅种类",
        "kind of housing",
        opt("ordinary", "普通住宅", "ordinary housing"),
        opt("other", "其他房屋", "other premises"),
        ask=("是普通住宅吗?", "Is it ordinary housing?"),
    )
    fee: Maybe[str] = one_of(
        "收费种类",
        "kind of fee",
        opt("property_service", "物业服务费", "property service fee", "物业费"),
        opt("parking", "停车费", "parking fee"),
        opt("other", "其他收费", "another fee"),
        ask=("是哪一种收费?", "Which fee is it?"),
    )
    contract: Maybe[str] = one_of(
        "物业服务合同",
        "property service contract",
        opt("early_stage", "前期物业服务合同", "the early-stage contract, concluded by the developer"),
        opt("owners", "业主大会选聘后签订的合同", "a contract concluded after the owners chose the firm"),
        opt("none", "没有合同", "none"),
        ask=("小区适用哪一种物业服务合同?", "Under which contract is the estate serviced?"),
    )
    repriced: Maybe[bool] = truth(
        "调价已完成", "the repricing is done", ask=("调价是否已完成?", "Is the repricing done?")
    )
    repriced_on: Maybe[dt.date] = date(
        "调价完成的日期",
        "day on which the repricing was done",
        exists_if=Gate("repriced"),
        ask=("调价是哪一天完成的?", "On which day was the repricing done?"),
    )


@attrs.frozen(kw_only=True)
class EstateFireSafety(Matter):
    """The state of one estate's fire safety on the day of asking."""

    ROOT: ClassVar[str] = "estate_fire"
    LABEL: ClassVar[Text] = Text(zh="住宅小区消防安全", en="fire safety of a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("消防设施", "消防通道", "飞线充电", "集中充电点", "fire lane")

    manager: Maybe[str] = _manager()
    facilities: Maybe[int] = number(
        "消防设施总数",
        "fire facilities",
        unit="items",
        least=1,
        ask=("小区共有多少件消防设施?", "How many fire facilities does the estate have?"),
    )
    facilities_in_order: Maybe[int] = number(
        "完好的消防设施数",
        "fire facilities in working order",
        unit="items",
        ask=("其中完好的有多少件?", "How many of them are in working order?"),
    )
    has_charging_spot: Maybe[bool] = truth(
        "设有电动自行车集中充电点",
        "has a central charging spot for electric bicycles",
        ask=(
            "小区是否设有电动自行车集中充电点?",
            "Is there a central charging spot for electric bicycles?",
        ),
    )
    spot_has: Maybe[Flags] = many_of(
        "电动自行车充电停放处已有的",
        "what there is where electric bicycles are charged and parked",
        opt("notice", "安全须知指示牌", "a notice with the safety rules"),
        opt("extinguisher", "灭火器", "a fire extinguisher"),
        opt("camera", "监控", "a camera"),
        ask=(
            "电动自行车充电停放处有哪些设施?",
            "What is there where electric bicycles are charged and parked?",
        ),
    )
    lane_blocked: Maybe[bool] = truth(
        "消防通道曾被占用或者堵塞",
        "a fire lane was occupied or blocked",
        ask=("消防通道是否曾被占用或者堵塞?", "Was a fire lane ever occupied or blocked?"),
    )
    flying_wires_before: Maybe[int] = number(
        "治理前的飞线充电处数",
        "places charged over flying wires before the drive",
        unit="ratio",
        ask=(
            "治理前有多少处飞线充电?",
            "In how many places were vehicles charged over flying wires before the drive?",
        ),
    )
    flying_wires_now: Maybe[int] = number(
        "现有的飞线充电处数",
        "places charged over flying wires now",
        unit="ratio",
        ask=(
            "现在有多少处飞线充电?",
            "In how many places are vehicles charged over flying wires now?",
        ),
    )


@attrs.frozen(kw_only=True)
class LiftCare(Matter):
    """One lift of an estate on the day of asking."""

    ROOT: ClassVar[str] = "estate_lift"
    LABEL: ClassVar[Text] = Text(zh="住宅小区电梯", en="lift of a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("电梯", "维保", "检验标识", "一梯一档", "elevator")

    manager: Maybe[str] = _manager()
    has_file: Maybe[bool] = truth(
        "这部电梯有自己的档案",
        "the lift has a file of its own",
        ask=("这部电梯有自己的档案吗?", "Does the lift have a file of its own?"),
    )
    has_emergency_plan: Maybe[bool] = truth(
        "有电梯应急预案",
        "there is an emergency plan for lifts",
        ask=("是否有电梯应急预案?", "Is there an emergency plan for lifts?"),
    )
    maintained_by: Maybe[str] = one_of(
        "由谁维保",
        "who maintains it",
        opt("qualified_third_party", "有资质的第三方维保单位", "a qualified third party"),
        opt("unqualified_third_party", "没有资质的第三方", "a third party without the qualification"),
        opt("own_staff", "物业自己的人员", "the manager's own staff"),
        opt("nobody", "无人维保", "nobody"),
        ask=("电梯由谁维保?", "Who maintains the lift?"),
    )
    has_label: Maybe[bool] = truth(
        "有检验标识", "has an inspection label", ask=("电梯有检验标识吗?", "Is there an inspection label?")
    )
    label_through: Maybe[dt.date] = date(
        "检验标识有效的最后一天",
        "last day for which the inspection label is good",
        exists_if=Gate("has_label"),
        ask=("检验标识有效到哪一天?", "Until which day is the inspection label good?"),
    )
    label_displayed: Maybe[bool] = truth(
        "检验标识公开张贴",
        "the inspection label is displayed",
        ask=("检验标识是否公开张贴?", "Is the inspection label displayed?"),
    )
    suggested_by: Maybe[str] = one_of(
        "提出建议的人",
        "who made the suggestion",
        opt("resident", "群众", "a resident", "居民", "业主"),
        opt("user_unit", "使用单位", "the unit that uses the lift"),
        opt("maintainer", "维保单位", "the maintainer"),
        opt("other", "其他人", "somebody else"),
        opt("nobody", "没有人", "nobody"),
        ask=("就这部电梯的安全, 谁提出了建议?", "Who made a suggestion about the safety of the lift?"),
    )


@attrs.frozen(kw_only=True)
class EstateWaste(Matter):
    """Waste of one estate: sorting, and the vehicles that take it away."""

    ROOT: ClassVar[str] = "estate_waste"
    LABEL: ClassVar[Text] = Text(zh="住宅小区垃圾分类和转运", en="waste of a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("垃圾分类", "垃圾转运车", "六统一", "waste")

    manager: Maybe[str] = _manager()
    sorting: Maybe[bool] = truth(
        "已开展垃圾分类", "waste is sorted", ask=("小区是否已开展垃圾分类?", "Is waste sorted in the estate?")
    )
    sorting_from: Maybe[dt.date] = date(
        "开展垃圾分类的第一天",
        "first day of sorting",
        exists_if=Gate("sorting"),
        ask=("从哪一天开始垃圾分类?", "Since which day is waste sorted?"),
    )
    vehicles_changed: Maybe[bool] = truth(
        "转运车辆已作统一",
        "the transfer vehicles were made uniform",
        ask=("转运车辆是否已作统一?", "Were the transfer vehicles made uniform?"),
    )
    vehicle_features: Maybe[Flags] = many_of(
        "转运车辆已统一的方面",
        "what is uniform of the transfer vehicles",
        opt("closed", "统一密闭", "all are closed"),
        opt("colour", "统一颜色", "colour"),
        opt("number", "统一编号", "numbering"),
        opt("clothing", "统一服装", "clothing"),
        opt("mark", "统一标识", "marks"),
        opt("time", "统一收运时间", "time of collection"),
        ask=("转运车辆哪些方面已经统一?", "What is uniform of the transfer vehicles?"),
    )
    vehicles_changed_on: Maybe[dt.date] = date(
        "转运车辆最后一个方面统一的日期",
        "day on which the last of it was made uniform",
        exists_if=Gate("vehicles_changed"),
        ask=(
            "转运车辆最后一个方面是哪一天统一的?",
            "On which day was the last of it made uniform?",
        ),
    )


@attrs.frozen(kw_only=True)
class EstateGreenery(Matter):
    """One act that touches the greenery of an estate."""

    ROOT: ClassVar[str] = "estate_greenery"
    LABEL: ClassVar[Text] = Text(zh="住宅小区绿化行为", en="act on the greenery of a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("毁绿种菜", "绿地", "种菜", "greenery")

    done_on: Maybe[dt.date] = date(
        "行为日期", "day of the act", ask=("哪一天做的?", "On which day was it done?")
    )
    in_estate: Maybe[bool] = truth(
        "在住宅小区内",
        "is inside a housing estate",
        ask=("是在住宅小区内吗?", "Is it inside a housing estate?"),
    )
    destroyed: Maybe[bool] = truth(
        "损坏了绿地或者树木",
        "lawn, plants or trees were damaged or destroyed",
        ask=("是否损坏了绿地或者树木?", "Were lawn, plants or trees damaged or destroyed?"),
    )


@attrs.frozen(kw_only=True)
class EstateParking(Matter):
    """Parking of one estate: a car park, or underground spaces nobody uses."""

    ROOT: ClassVar[str] = "estate_parking"
    LABEL: ClassVar[Text] = Text(zh="住宅小区停车场和车位", en="parking of a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("停车难", "地下车位", "租售并举", "停车场备案", "parking")

    type: Maybe[str] = one_of(
        "停车设施种类",
        "kind of parking",
        opt("car_park", "停车场", "a car park"),
        opt("underground_spaces", "地下停车位", "underground spaces", "地下车位"),
        opt("other", "其他车位", "other spaces"),
        ask=("是哪一种停车设施?", "What kind of parking is it?"),
    )
    idle: Maybe[bool] = truth("闲置", "is idle", ask=("车位是否闲置?", "Are the spaces idle?"))
    held_by: Maybe[str] = one_of(
        "车位属于谁",
        "who holds the spaces",
        opt("developer", "房地产开发企业", "the developer", "开发商"),
        opt("other", "其他人", "somebody else"),
        ask=("车位属于谁?", "Who holds the spaces?"),
    )
    offered: Maybe[Flags] = many_of(
        "处置方式",
        "how the spaces are offered",
        opt("sale", "出售", "for sale"),
        opt("lease", "出租", "for rent"),
        ask=("车位以哪些方式处置?", "How are the spaces offered?"),
    )
    filed: Maybe[bool] = truth(
        "停车场已备案", "the car park is filed", ask=("停车场是否已备案?", "Is the car park filed?")
    )


@attrs.frozen(kw_only=True)
class EstateCharging(Matter):
    """Charging of vehicles in one estate: built with it, or added to it."""

    ROOT: ClassVar[str] = "estate_charging"
    LABEL: ClassVar[Text] = Text(zh="住宅小区充电设施", en="charging facilities of a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("充电桩", "新能源汽车", "预留安装条件", "装表接电", "charging pile")

    estate: Maybe[str] = one_of(
        "小区新旧",
        "estate new or existing",
        opt("new", "新建小区项目", "a new estate"),
        opt("existing", "既有住宅小区", "an existing estate"),
        ask=("是新建小区还是既有小区?", "Is the estate new or existing?"),
    )
    role: Maybe[str] = one_of(
        "本单位的身份",
        "who asks",
        opt("developer", "建设单位", "the developer"),
        opt("operator", "充电设施安装运营单位", "the firm that installs and runs charging facilities"),
        opt("property_firm", "物业服务企业", "the property firm", "物业公司"),
        opt("other", "其他单位或者个人", "another body or a person"),
        ask=("本单位是谁?", "Who asks?"),
    )
    reserved: Maybe[bool] = truth(
        "预留了安装条件",
        "room and lines for installing are kept ready",
        ask=("是否预留了安装条件?", "Are room and lines for installing kept ready?"),
    )
    direct_metering: Maybe[bool] = truth(
        "可以直接装表接电",
        "a meter can be connected directly",
        ask=("是否可以直接装表接电?", "Can a meter be connected directly?"),
    )
    wanted: Maybe[int] = number(
        "居民需要安装的数目",
        "installations that residents want",
        unit="items",
        ask=("居民需要安装多少件?", "How many do residents want installed?"),
    )
    installed: Maybe[int] = number(
        "其中已安装的数目",
        "installed of those",
        unit="items",
        ask=("其中已安装多少件?", "How many of those are installed?"),
    )
    in_public_space: Maybe[bool] = truth(
        "在小区公共空间增设",
        "is added in public space of the estate",
        ask=("是在小区公共空间增设吗?", "Is it added in public space of the estate?"),
    )
    formalities_done: Maybe[bool] = truth(
        "已按照设备管理办理手续",
        "the formalities of equipment management are done",
        ask=(
            "是否已按照设备管理办理相关手续?",
            "Are the formalities of equipment management done?",
        ),
    )
    cooperated: Maybe[bool] = truth(
        "物业企业协助配合了安装",
        "the property firm helped with the installation",
        ask=(
            "物业企业是否协助配合安装?",
            "Did the property firm help with the installation?",
        ),
    )


@attrs.frozen(kw_only=True)
class PowerHandover(Matter):
    """The power supply of one estate and its way to the grid company."""

    ROOT: ClassVar[str] = "power_supply"
    LABEL: ClassVar[Text] = Text(zh="住宅小区供配电设施移交", en="hand-over of an estate's power supply")
    WORDS: ClassVar[tuple[str, ...]] = ("供电设施", "移交", "抄表到户", "应交尽交", "power supply")

    estate: Maybe[str] = one_of(
        "小区状态",
        "state of the estate",
        opt("new", "新建、在建小区", "new or under construction", "新建", "在建"),
        opt("old_planned", "已列入改造计划的老旧小区", "old, in the renovation plan"),
        opt("old_unplanned", "未列入改造计划的老旧小区", "old, not in the renovation plan"),
        opt("other", "其他小区", "another estate"),
        ask=("小区属于哪一种?", "Which state is the estate in?"),
    )
    works_done: Maybe[bool] = truth(
        "建成或者改造完成",
        "building or renovation is finished",
        ask=(
            "小区是否已建成(老旧小区: 供电设施是否已改造完成)?",
            "Is the building finished (in an old estate: the renovation of its power supply)?",
        ),
    )
    works_done_on: Maybe[dt.date] = date(
        "建成或者改造完成的日期",
        "day on which building or renovation was finished",
        exists_if=Gate("works_done"),
        ask=(
            "哪一天建成(或者改造完成)?",
            "On which day was the building or the renovation finished?",
        ),
    )
    accepted: Maybe[bool] = truth(
        "验收合格", "passed acceptance", ask=("是否验收合格?", "Did it pass acceptance?")
    )
    accepted_on: Maybe[dt.date] = date(
        "验收合格的日期",
        "day of acceptance",
        exists_if=Gate("accepted"),
        ask=("哪一天验收合格?", "On which day did it pass acceptance?"),
    )
    agreed: Maybe[bool] = truth(
        "已与供电企业协商一致",
        "agreed with the power company",
        ask=("是否已与供电企业协商一致?", "Is there an agreement with the power company?"),
    )
    agreed_on: Maybe[dt.date] = date(
        "与供电企业协商一致的日期",
        "day of the agreement",
        exists_if=Gate("agreed"),
        ask=("哪一天与供电企业协商一致?", "On which day was it agreed with the power company?"),
    )
    handed_over: Maybe[bool] = truth("已移交", "is handed over", ask=("是否已移交?", "Is it handed over?"))
    handed_over_on: Maybe[dt.date] = date(
        "移交的日期",
        "day of the hand-over",
        exists_if=Gate("handed_over"),
        ask=("哪一天移交的?", "On which day was it handed over?"),
    )


@attrs.frozen(kw_only=True)
class PowerFee(Matter):
    """One fee asked of a power customer in an estate."""

    ROOT: ClassVar[str] = "power_fee"
    LABEL: ClassVar[Text] = Text(zh="向电力客户收费", en="fee asked of a power customer")
    WORDS: ClassVar[tuple[str, ...]] = ("增容费", "增容", "自立名目", "乱收费", "power fee")

    charged_on: Maybe[dt.date] = date(
        "收费日期", "day of the charge", ask=("哪一天收的费?", "On which day was the fee charged?")
    )
    charger: Maybe[str] = one_of(
        "收费的人",
        "who charges it",
        opt("property_firm", "小区物业", "the estate's property firm", "物业公司"),
        opt("owner_unit", "产权单位", "the unit that holds title"),
        opt("power_company", "供电企业", "the power company"),
        opt("other", "其他人", "somebody else"),
        ask=("谁收的费?", "Who charges the fee?"),
    )
    payer_is_power_customer: Maybe[bool] = truth(
        "缴费人是电力客户",
        "the payer is a power customer",
        ask=("缴费人是电力客户吗?", "Is the payer a power customer?"),
    )
    basis: Maybe[str] = one_of(
        "收费依据",
        "basis of the fee",
        opt("price_rule", "有关价格规定", "a price rule"),
        opt("agreement", "与客户的约定", "an agreement with the customer"),
        opt("none", "没有依据", "none", "无"),
        ask=("收费的依据是什么?", "On what is the fee based?"),
    )


@attrs.frozen(kw_only=True)
class EstateCommittee(Matter):
    """Who speaks for the owners of one estate."""

    ROOT: ClassVar[str] = "estate_committee"
    LABEL: ClassVar[Text] = Text(zh="业主委员会和物业管理委员会组建", en="committees of an estate")
    WORDS: ClassVar[tuple[str, ...]] = ("业委会", "物管会", "业主大会", "owners' committee")

    owners_committee: Maybe[bool] = truth(
        "已成立业主委员会",
        "there is an owners' committee",
        ask=("是否已成立业主委员会?", "Is there an owners' committee?"),
    )
    owners_committee_on: Maybe[dt.date] = date(
        "业主委员会成立的日期",
        "day on which the owners' committee was set up",
        exists_if=Gate("owners_committee"),
        ask=("业主委员会是哪一天成立的?", "On which day was the owners' committee set up?"),
    )
    management_committee: Maybe[bool] = truth(
        "已成立物业管理委员会",
        "there is, or was, a property management committee",
        ask=(
            "是否已成立(或者曾成立)物业管理委员会?",
            "Is there, or was there, a property management committee?",
        ),
    )


@attrs.frozen(kw_only=True)
class TownCommittees(Matter):
    """How many estates of one town or sub-district have committees, at the end of 2024 or before."""

    ROOT: ClassVar[str] = "town_committees"
    LABEL: ClassVar[Text] = Text(zh="镇街业委会和物管会组建情况", en="committees of a town or sub-district")
    WORDS: ClassVar[tuple[str, ...]] = ("组建率", "业委会", "物管会", "share of committees")

    estates: Maybe[int] = number(
        "住宅小区数",
        "housing estates",
        unit="ratio",
        least=1,
        ask=("镇街有多少个住宅小区?", "How many housing estates are there?"),
    )
    owners_committees: Maybe[int] = number(
        "有业主委员会的小区数",
        "estates with an owners' committee",
        unit="ratio",
        ask=("其中多少个有业主委员会?", "How many of them have an owners' committee?"),
    )
    management_committees: Maybe[int] = number(
        "有物业管理委员会的小区数",
        "estates with a property management committee",
        unit="ratio",
        ask=(
            "其中多少个有物业管理委员会?",
            "How many of them have a property management committee?",
        ),
    )
    qualified: Maybe[int] = number(
        "具备业主委员会组建条件的小区数",
        "estates that qualify for an owners' committee",
        unit="ratio",
        ask=(
            "其中多少个具备业主委员会组建条件?",
            "How many of them qualify for an owners' committee?",
        ),
    )
    qualified_with_committee: Maybe[int] = number(
        "具备条件且已有业主委员会的小区数",
        "qualified estates that have an owners' committee",
        unit="ratio",
        ask=(
            "具备条件的小区中多少个已有业主委员会?",
            "How many of the qualified estates have an owners' committee?",
        ),
    )


@attrs.frozen(kw_only=True)
class EstateService(Matter):
    """One estate and the professional property service it has, or is to get."""

    ROOT: ClassVar[str] = "estate_service"
    LABEL: ClassVar[Text] = Text(
        zh="住宅小区引进专业物业服务", en="professional property service for an estate"
    )
    WORDS: ClassVar[tuple[str, ...]] = ("无物业小区", "老旧小区", "准物业", "引进物业", "property service")

    name: Maybe[str] = one_of(
        "小区名称",
        "name of the estate",
        opt("renheyuan", "仁和苑小区", "Renheyuan"),
        opt("huaxiao", "化校家属楼", "Huaxiao family building"),
        opt("school_14", "十四中家属楼", "family building of Middle School 14"),
        opt("phosphate_mine", "磷矿家属楼", "family building of the phosphate mine"),
        opt("school_18", "十八中家属楼", "family building of Middle School 18"),
        opt("first_company", "一公司小区", "First Company estate"),
        opt("wenchang_corner", "文昌转角楼", "Wenchang corner building"),
        opt("xingfuyuan", "幸福园小区", "Xingfuyuan"),
        opt("youdian", "邮电小区", "Youdian estate"),
        opt("wencui", "文萃小区", "Wencui"),
        opt("jiankeyuan", "建科院小区", "Jiankeyuan"),
        opt("zhongyiyuan", "中医院小区", "Zhongyiyuan"),
        opt("agricultural_bank", "农行家属楼", "family building of the Agricultural Bank"),
        opt("finance_school", "财校家属楼", "family building of the finance school"),
        opt("telecom_office", "电信局家属楼", "family building of the telecommunications office"),
        opt("waterworks", "自来水家属院", "waterworks family court"),
        opt("party_committee", "自治区党委家属楼", "family building of the regional Party committee"),
        opt("survey", "测绘楼", "survey building"),
        opt("bank_of_china", "中行小区", "Bank of China estate"),
        opt("post_office", "邮局小区", "post office estate"),
        opt("light_textile", "轻纺家属楼", "light-textile family building"),
        opt("xiganqu", "西干渠管理处", "West Main Canal management office"),
        opt("shihuajian", "石化建小区", "Shihuajian"),
        opt("ganxiao", "干校小区", "Ganxiao"),
        opt("guangdian", "广电小区", "Guangdian"),
        opt("cultural_palace", "文化宫家属院", "family court of the cultural palace"),
        opt("grain_station", "粮站楼", "grain station building"),
        opt("xicheng_fudi", "西城府邸", "Xicheng Fudi"),
        opt("other", "其他小区", "another estate"),
        ask=("小区叫什么名称?", "What is the estate called?"),
    )
    in_district: Maybe[bool] = truth(
        "小区在西夏区",
        "lies in Xixia District",
        ask=("小区在西夏区吗?", "Does the estate lie in Xixia District?"),
    )
    engaged: Maybe[bool] = truth(
        "物业企业已进驻",
        "a property firm has taken over",
        ask=("是否已有物业企业进驻?", "Has a property firm taken over?"),
    )
    engaged_on: Maybe[dt.date] = date(
        "物业企业进驻的日期",
        "day on which the firm took over",
        exists_if=Gate("engaged"),
        ask=("物业企业是哪一天进驻的?", "On which day did the firm take over?"),
    )


@attrs.frozen(kw_only=True)
class OwnersVote(Matter):
    """One question put to the vote of an estate's owners."""

    ROOT: ClassVar[str] = "owners_vote"
    LABEL: ClassVar[Text] = Text(zh="业主共同决议事项表决", en="vote of the owners")
    WORDS: ClassVar[tuple[str, ...]] = ("电子投票", "业主表决", "业主大会", "voting")

    question: Maybe[str] = one_of(
        "表决事项",
        "question",
        opt("choosing_firm", "选聘物业服务企业", "choosing the property firm"),
        opt("income_plan", "制定公共收益分配方案", "how to distribute the income from common property"),
        opt("works", "改建维修", "alteration or repair"),
        opt("committee", "选举业主委员会", "electing the owners' committee"),
        opt("other", "其他事项", "another question"),
        ask=("表决的是什么事项?", "What is voted on?"),
    )
    way: Maybe[str] = one_of(
        "表决方式",
        "way of voting",
        opt("online", "用“i银川”在线上表决", "online, on “i银川”"),
        opt("both", "线上和纸质并用", "online and on paper"),
        opt("paper", "只用纸质表决", "on paper alone"),
        ask=("用哪种方式表决?", "How is the vote taken?"),
    )


@attrs.frozen(kw_only=True)
class EstateBoard(Matter):
    """What is shown to the residents on the notice board and elsewhere in one estate."""

    ROOT: ClassVar[str] = "estate_board"
    LABEL: ClassVar[Text] = Text(zh="住宅小区公示栏", en="notice board of a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("执法清单", "公示栏", "投诉举报电话", "权责清单", "notice board")

    list_shown: Maybe[bool] = truth(
        "公示栏公示了物业管理执法清单",
        "the list of enforcement is on the notice board",
        ask=(
            "小区公示栏是否公示了物业管理执法清单?",
            "Is the list of enforcement in property management on the notice board?",
        ),
    )
    list_covers: Maybe[Flags] = many_of(
        "清单写到的行为",
        "conduct that the list covers",
        opt("illegal_building", "私搭乱建", "building without permission"),
        opt("occupying_green", "侵占绿地", "occupying green space"),
        opt("dumping", "乱堆乱放", "piling things up"),
        opt("flying_wires", "飞线充电", "charging over flying wires"),
        opt("noise", "噪音扰民", "noise"),
        opt("damage", "损坏公共设施", "damage to public facilities"),
        opt("dogs", "不文明养犬", "ill-kept dogs"),
        ask=("清单写到了哪些行为?", "Which conduct does the list cover?"),
    )
    list_shown_on: Maybe[dt.date] = date(
        "清单公示的日期",
        "day on which the list was shown",
        exists_if=Gate("list_shown"),
        ask=("清单是哪一天公示的?", "On which day was the list shown?"),
    )
    departments_shown: Maybe[bool] = truth(
        "公示了各执法部门权责清单",
        "the duties of the enforcing departments are shown",
        ask=(
            "是否公示了各执法部门的权责清单?",
            "Are the duties of the enforcing departments shown?",
        ),
    )
    phones_shown: Maybe[bool] = truth(
        "公示了投诉举报电话",
        "the telephone numbers for complaints are shown",
        ask=("是否公示了投诉举报电话?", "Are the telephone numbers for complaints shown?"),
    )
    easy_to_see: Maybe[bool] = truth(
        "公示在小区醒目位置",
        "is shown where it is easy to see",
        ask=("是否公示在小区醒目位置?", "Is it shown where it is easy to see?"),
    )


@attrs.frozen(kw_only=True)
class EstateComplaint(Matter):
    """One conduct in an estate that somebody complains of."""

    ROOT: ClassVar[str] = "estate_complaint"
    LABEL: ClassVar[Text] = Text(zh="住宅小区内的行为", en="conduct in a housing estate")
    WORDS: ClassVar[tuple[str, ...]] = ("投诉", "养犬", "噪音扰民", "私搭乱建", "飞线充电", "complaint")

    conduct: Maybe[str] = one_of(
        "行为种类",
        "kind of conduct",
        opt("illegal_building", "私搭乱建", "building without permission"),
        opt("occupying_green", "侵占绿地", "occupying green space"),
        opt("dumping", "乱堆乱放", "piling things up"),
        opt("flying_wires", "飞线充电", "charging over flying wires"),
        opt("noise", "噪音扰民", "noise that disturbs residents"),
        opt("damage", "损坏公共设施", "damage to public facilities"),
        opt("dogs", "不文明养犬", "ill-kept dogs"),
        opt("other", "其他行为", "other conduct"),
        ask=("是哪一种行为?", "What kind of conduct is it?"),
    )
    in_estate: Maybe[bool] = truth(
        "发生在住宅小区内",
        "happened in a housing estate",
        ask=("是在住宅小区内发生的吗?", "Did it happen in a housing estate?"),
    )


@attrs.frozen(kw_only=True)
class StarRating(Matter):
    """The rating of one property firm's service for 2024."""

    ROOT: ClassVar[str] = "star_rating"
    LABEL: ClassVar[Text] = Text(zh="物业服务质量星级评定", en="star rating of property service")
    WORDS: ClassVar[tuple[str, ...]] = ("星级", "星级化评定", "star rating")

    by: Maybe[str] = one_of(
        "评定单位",
        "who rates",
        opt("town_or_street", "镇街", "a town or sub-district"),
        opt("other", "其他单位", "another body"),
        ask=("由谁评定?", "Who rates?"),
    )
    done: Maybe[bool] = truth(
        "2024年度的评定已完成",
        "the rating for 2024 is done",
        ask=("2024年度的评定是否已完成?", "Is the rating for 2024 done?"),
    )
    in_news: Maybe[bool] = truth(
        "结果已通过新闻媒体公布",
        "the result was published in the news media",
        ask=("结果是否已通过新闻媒体公布?", "Was the result published in the news media?"),
    )


@attrs.frozen(kw_only=True)
class UtilityRepair(Matter):
    """One repair of a utility's facility in an estate."""

    ROOT: ClassVar[str] = "utility_repair"
    LABEL: ClassVar[Text] = Text(zh="水电暖气设施维修", en="repair of water, power or heating")
    WORDS: ClassVar[tuple[str, ...]] = ("供水", "供热", "暖气", "漏水", "专营单位", "utility")

    facility: Maybe[str] = one_of(
        "设施种类",
        "kind of facility",
        opt("water", "供水设施", "water"),
        opt("power", "供电设施", "power"),
        opt("heat", "供热设施", "heating", "暖气"),
        opt("other", "其他设施", "another facility"),
        ask=("是哪一种设施?", "Which facility is it?"),
    )
    handed_over: Maybe[bool] = truth(
        "已移交专营单位",
        "is handed over to the utility",
        ask=("设施是否已移交专营单位?", "Is the facility handed over to the utility?"),
    )
    place: Maybe[str] = one_of(
        "位置",
        "place",
        opt("outside_home", "居民户外", "outside the home"),
        opt("inside_home", "居民户内", "inside the home"),
        ask=("坏的地方在户外还是户内?", "Is the damage outside or inside the home?"),
    )


@attrs.frozen(kw_only=True)
class PartyWork(Matter):
    """Party work among the district's property firms, at the end of 2024 or before."""

    ROOT: ClassVar[str] = "party_work"
    LABEL: ClassVar[Text] = Text(zh="物业行业党建", en="party work in the property trade")
    WORDS: ClassVar[tuple[str, ...]] = ("红色物业", "党建", "阵地", "red property")

    firms: Maybe[int] = number(
        "须覆盖的物业服务企业数",
        "property firms to be covered",
        unit="firms",
        least=1,
        ask=("须覆盖的物业服务企业有多少家?", "How many property firms are to be covered?"),
    )
    firms_covered: Maybe[int] = number(
        "党的工作已覆盖的企业数",
        "firms covered by party work",
        unit="firms",
        ask=("党的工作已覆盖其中多少家?", "How many of them does party work cover?"),
    )
    positions: Maybe[int] = number(
        "“红色物业”阵地数",
        "red-property positions",
        unit="places",
        ask=("打造完善了多少个“红色物业”阵地?", "How many red-property positions are there?"),
    )
    every_street: Maybe[bool] = truth(
        "每个街道都有阵地",
        "each sub-district has one",
        ask=("每个街道都有阵地吗?", "Does each sub-district have one?"),
    )
    brand: Maybe[bool] = truth(
        "已形成“红色物业”品牌",
        "a red-property brand has taken shape",
        ask=("是否已形成“红色物业”品牌?", "Has a red-property brand taken shape?"),
    )
