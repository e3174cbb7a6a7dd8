"""Matters of the Zhongguancun innovation park: its functions, assets, staff, money and projects."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.money import Money
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Maybe, many_of, money, number, one_of, opt, truth


@attrs.frozen(kw_only=True)
class ParkFunction(Matter):
    """One piece of work that the park has done, or that somebody wants done in it."""

    ROOT: ClassVar[str] = "park_work"
    LABEL: ClassVar[Text] = Text(zh="园区事项", en="work in the park")
    WORDS: ClassVar[tuple[str, ...]] = ("中关村双创园", "中关村双创办", "剥离", "平台公司", "zhongguancun")

    work: Maybe[str] = one_of(
        "事项种类",
        "kind of work",
        opt("economic_management", "经济管理", "economic management"),
        opt("investment_service", "投资服务", "service to investors"),
        opt("work_safety", "安全生产", "safety at work"),
        opt("ecology", "生态环保", "protection of the environment", "环保"),
        opt("industrial_policy", "园区产业政策制定", "making the park's industrial policy", "产业政策"),
        opt("development_plan", "园区发展规划制定", "making the park's development plan", "发展规划"),
        opt("land_plan", "土地规划调整", "adjusting the plan of land use"),
        opt("industry_guidance", "产业指导", "guiding the industries"),
        opt("economic_monitoring", "经济运行监测", "watching how the economy runs"),
        opt(
            "land_taking",
            "招商引资项目的征地、清障、拆迁、补偿和安置矛盾",
            "taking and clearing land for investment projects, with compensation and resettlement",
            "土地回收",
            "拆迁",
        ),
        opt(
            "public_works",
            "雨污管网、水电、暖气、绿化等基础设施的维护与管理",
            "upkeep of sewers, water, power, heating and greenery",
            "市政",
            "下水道",
        ),
        opt("road_cleaning", "道路环境卫生", "cleaning of the roads", "环卫"),
        opt("petition", "信访维稳", "petitions and public order", "信访"),
        opt("hotline", "民生热线", "the hotline on everyday matters", "12345"),
        opt(
            "city_campaign",
            "卫生健康城市、文明城市等创建",
            "campaigns for a healthy and a civilised city",
            "志愿服务",
            "文明城市",
        ),
        opt(
            "united_front",
            "企业统战、民族宗教",
            "united-front, ethnic and religious work in the firms",
            "统战",
        ),
        opt("food_safety", "企业食品安全", "food safety in the firms", "食品安全", "食堂"),
        opt("women", "企业妇联工作", "women's federation work in the firms", "妇联"),
        opt("internet", "网信工作", "work on internet firms and online opinion", "网信"),
        opt("finance", "投融资", "investment and finance", "融资"),
        opt(
            "development",
            "整体开发建设，土地、厂房等的代建、出售、租赁",
            "developing the area; building, selling and letting land and plants",
            "租厂房",
            "开发建设",
        ),
        opt("promotion", "招商运营", "bringing in investors", "招商"),
        opt("supply", "蒸汽、天然气供应及配套设施", "steam and gas supply and its fittings", "要素供应"),
        opt(
            "firm_service",
            "创新、科技、人才、金融等企业服务",
            "service to firms on innovation, technology, talent and finance",
            "企业服务",
        ),
        opt("infrastructure", "基础设施建设运营", "building and running infrastructure"),
        opt("assets", "资产管理运营", "managing and running assets", "资产运营"),
        opt("incubation", "企业孵化", "incubating firms", "孵化"),
        opt("approval", "审批服务管理局办理的审批", "approval by the approval service bureau", "营业执照"),
        opt("civil_affairs", "婚姻登记等民政事务", "marriage and other civil affairs", "民政"),
        opt("labour_dispute", "劳动争议", "labour disputes"),
        opt("other", "其他事项", "other work"),
        ask=("是哪一种事项?", "What kind of work is it?"),
    )
    in_park: Maybe[bool] = truth(
        "在园区范围内", "is in the park", ask=("事项在园区范围内吗?", "Is the work in the park?")
    )
    of_park_firm: Maybe[bool] = truth(
        "属于园区企业的事项",
        "concerns a firm of the park",
        ask=("是园区企业的事项吗?", "Does it concern a firm of the park?"),
    )
    urban: Maybe[bool] = truth(
        "在城区范围内",
        "lies in the urban area",
        ask=("地点在城区范围内吗?", "Does the place lie in the urban area?"),
    )
    street: Maybe[str] = one_of(
        "所在镇街",
        "town or sub-district",
        opt("helanshan_west", "贺兰山西路街道", "Helanshan West Road Sub-district"),
        opt("huaiyuan", "怀远路街道", "Huaiyuan Road Sub-district"),
        opt("xihuayuan", "西花园路街道", "Xihuayuan Road Sub-district"),
        opt("other", "其他镇街", "another town or sub-district"),
        ask=(
            "地点(企业的事项, 企业)在哪个镇街?",
            "In which town or sub-district is the place, or the firm where a firm is concerned?",
        ),
    )
    desk: Maybe[str] = one_of(
        "审批服务管理局的安排",
        "what the approval service bureau has set up",
        opt("window", "设立了园区事项审批窗口", "a window for the park"),
        opt("green_channel", "开通了绿色通道", "a green channel"),
        opt("both", "窗口和绿色通道都有", "both a window and a green channel"),
        opt("neither", "两样都没有", "neither"),
        ask=(
            "审批服务管理局为园区设了什么?",
            "What has the approval service bureau set up for the park?",
        ),
    )
    service: Maybe[str] = one_of(
        "服务方式",
        "way of serving",
        opt("agent", "代办制", "doing it for the firm", "代办"),
        opt("guide", "领办制", "leading the firm through", "领办"),
        opt("visit", "上门服务制", "coming to the firm", "上门服务"),
        opt("none", "都没有", "none of these"),
        ask=("采取哪一种服务方式?", "In which way is the firm served?"),
    )


@attrs.frozen(kw_only=True)
class ParkAsset(Matter):
    """One building or part of a building in the park."""

    ROOT: ClassVar[str] = "park_asset"
    LABEL: ClassVar[Text] = Text(zh="园区资产", en="asset in the park")
    WORDS: ClassVar[tuple[str, ...]] = ("创新中心", "西夏古城", "产业基地", "innovation centre")

    # The letters of the blocks are full-width, as in Chinese print.
    place: Maybe[str] = one_of(
        "所在楼座或片区",
        "building or area",
        opt("centre_a", "创新中心\uff21座", "innovation centre, block A", "创新中心A座"),
        opt("centre_b", "创新中心\uff22座", "innovation centre, block B", "创新中心B座"),
        opt("centre_c", "创新中心\uff23座", "innovation centre, block C", "创新中心C座"),
        opt("old_city_b", "西夏古城\uff22区", "Xixia old city, area B", "西夏古城B区"),
        opt("industrial_base", "产业基地", "industrial base"),
        opt("other", "其他地方", "elsewhere"),
        ask=("资产在哪里?", "Where is the asset?"),
    )
    storey: Maybe[int] = number(
        "楼层",
        "storey",
        unit="storeys",
        least=None,
        sensible=(-3, 60),
        ask=("在第几层?", "On which storey is it?"),
    )
    district_owned: Maybe[bool] = truth(
        "权属西夏区政府",
        "belongs to the Xixia District government",
        ask=("资产权属西夏区政府吗?", "Does the asset belong to the Xixia District government?"),
    )


@attrs.frozen(kw_only=True)
class ParkStaff(Matter):
    """One person on the staff of the park, and one question of post, file or pay."""

    ROOT: ClassVar[str] = "park_staff"
    LABEL: ClassVar[Text] = Text(zh="园区工作人员", en="member of the park's staff")
    WORDS: ClassVar[tuple[str, ...]] = ("档案封存", "身份保留", "岗位聘任", "特岗特薪", "档案工资")

    group: Maybe[str] = one_of(
        "人员类别",
        "group of staff",
        opt(
            "full_budget",
            "编办核定的全额预算事业编制在编在岗人员",
            "in post on a fully funded establishment post approved by the establishment office",
            "事业编",
        ),
        opt("established", "其他在职在编人员", "otherwise in post within the establishment", "在编"),
        opt("placed", "政策性安置人员", "placed under a policy", "政策性安置"),
        opt(
            "transferred",
            "新调入园区机关的在编人员",
            "of the establishment, newly moved to the park's office",
        ),
        opt(
            "high_level",
            "园区自主公开招聘的高层次管理或者专业技术人才",
            "high-level manager or specialist recruited openly by the park itself",
        ),
        opt(
            "recruited",
            "面向社会公开聘用的其他管理或者专业技术人才",
            "another manager or specialist recruited openly",
        ),
        opt("other", "其他人员", "others"),
        ask=("属于哪一类人员?", "Which group of staff is it?"),
    )
    approved: Maybe[bool] = truth(
        "经核定",
        "the post was approved",
        ask=(
            "是经核定的在职在编或者政策性安置人员吗?",
            "Was the person's post or placement approved?",
        ),
    )
    appointed: Maybe[bool] = truth(
        "在岗位聘任期间",
        "serves under an appointment to a post",
        ask=("现在是否在岗位聘任期间?", "Does the person serve under an appointment to a post?"),
    )
    change: Maybe[str] = one_of(
        "级别、职务或者岗位的变化",
        "change of level, rank or post",
        opt("level", "级别晋升", "rise in level"),
        opt("exchange", "提拔交流", "promotion or exchange"),
        opt("rank", "职务晋级", "rise in rank of office"),
        opt("post", "岗位变动", "change of post"),
        opt("none", "没有变化", "none"),
        ask=("发生了什么变化?", "What has changed?"),
    )
    recorded: Maybe[bool] = truth(
        "变化已记入本人档案",
        "the change is entered in the personal file",
        ask=("变化是否已记入本人档案?", "Is the change entered in the personal file?"),
    )
    file_sealed: Maybe[bool] = truth(
        "档案已经封存", "the file was sealed", ask=("本人档案是否已经封存?", "Was the personal file sealed?")
    )
    applied: Maybe[bool] = truth(
        "本人已申请解封",
        "the person has applied to have it opened",
        ask=("本人是否已申请解封?", "Has the person applied to have the file opened?"),
    )
    referred_up: Maybe[bool] = truth(
        "申请已报组织部门",
        "the application was put to the organisation departments",
        ask=(
            "申请是否已报市委组织部、西夏区委组织部?",
            "Was the application put to the organisation departments of city and district?",
        ),
    )
    unsealed: Maybe[bool] = truth(
        "档案已解封", "the file was opened", ask=("档案是否已解封?", "Was the file opened?")
    )
    assessment: Maybe[str] = one_of(
        "过渡期考核的结果",
        "result of the assessment in the transition period",
        opt("passed", "通过", "passed"),
        opt("failed", "未通过", "not passed"),
        opt("pending", "还没有结果", "not there yet"),
        ask=(
            "过渡期考核的结果如何?",
            "What is the result of the assessment in the transition period?",
        ),
    )
    pay: Maybe[str] = one_of(
        "薪酬的组成部分",
        "part of the pay",
        opt("archive", "档案工资", "archive salary"),
        opt("performance", "绩效奖励", "performance pay", "绩效"),
        opt("other", "其他部分", "another part"),
        ask=("是薪酬的哪一部分?", "Which part of the pay is it?"),
    )


@attrs.frozen(kw_only=True)
class ParkFund(Matter):
    """The park's money of one year: who gives it, what it is made of, what it is spent on."""

    ROOT: ClassVar[str] = "park_fund"
    LABEL: ClassVar[Text] = Text(zh="园区资金", en="money of the park")
    WORDS: ClassVar[tuple[str, ...]] = ("产业发展引导资金", "税收增量", "财税激励", "改革试点", "引导资金")

    recipient: Maybe[str] = one_of(
        "受款方",
        "who receives it",
        opt("park", "园区", "the park"),
        opt("company", "园区运营平台公司", "the park's platform company"),
        opt("firm", "园区企业", "a firm of the park"),
        opt("other", "其他", "another"),
        ask=("资金给谁?", "Who receives the money?"),
    )
    city_grants: Maybe[bool] = truth(
        "市财政已决定当年给予",
        "the city's finance has decided to give it this year",
        ask=(
            "市财政是否已决定当年给予这笔资金?",
            "Has the city's finance decided to give this money this year?",
        ),
    )
    trial_year: Maybe[int] = number(
        "试行的第几年",
        "year of the trial",
        unit="years",
        least=1,
        sensible=(1, 10),
        ask=("是试行的第几年?", "Which year of the trial is it?"),
    )
    pilot: Maybe[bool] = truth(
        "已列为银川市改革试点",
        "the park is a pilot of the city's reform",
        ask=("园区是否已列为银川市改革试点?", "Is the park a pilot of the city's reform?"),
    )
    pilot_money: Maybe[Money] = money(
        "试点专项资金",
        "special money for the pilot",
        ask=(
            "试点专项资金是多少元(没有的填0)?",
            "How much is the special money for the pilot (0 if none)?",
        ),
    )
    match: Maybe[Money] = money(
        "西夏区当年的试点配套资金",
        "the district's matching money for the pilot this year",
        ask=(
            "西夏区当年的试点配套资金是多少元(没有的填0)?",
            "How much is the district's matching money this year (0 if none)?",
        ),
    )
    county_award: Maybe[Money] = money(
        "当年县区级税收增量奖补资金",
        "award of this year from the growth of county-level tax",
        ask=(
            "当年的县区级税收增量奖补资金是多少元(没有的填0)?",
            "How much is this year's award from the growth of county-level tax (0 if none)?",
        ),
    )
    city_tax: Maybe[Money] = money(
        "园区当年产生的市级税收",
        "city-level tax from the park this year",
        ask=("园区当年产生的市级税收是多少元?", "How much city-level tax came from the park this year?"),
    )
    city_tax_base: Maybe[Money] = money(
        "作比较的市级税收基数",
        "city-level tax it is compared with",
        ask=(
            "作比较的市级税收基数是多少元?",
            "With how much city-level tax is it compared?",
        ),
    )
    county_tax: Maybe[Money] = money(
        "园区当年产生的县区级税收",
        "county-level tax from the park this year",
        ask=(
            "园区当年产生的县区级税收是多少元?",
            "How much county-level tax came from the park this year?",
        ),
    )
    county_tax_base: Maybe[Money] = money(
        "作比较的县区级税收基数",
        "county-level tax it is compared with",
        ask=(
            "作比较的县区级税收基数是多少元?",
            "With how much county-level tax is it compared?",
        ),
    )
    source: Maybe[str] = one_of(
        "资金来源",
        "source of the money",
        opt("guidance", "西夏区产业发展引导资金", "the district's money to guide industry", "引导资金"),
        opt("city", "市财政资金支持", "the city's support"),
        opt("pilot", "改革试点扶持资金", "support money of the pilot"),
        opt("other", "其他资金", "other money"),
        ask=("用的是哪一笔资金?", "Which money is it?"),
    )
    use: Maybe[str] = one_of(
        "用途",
        "use",
        opt("industry", "产业扶持", "support of industry"),
        opt("cultivation", "企业培育", "growing firms"),
        opt("running", "园区日常运营", "daily running of the park"),
        opt("events", "创新创业活动举办", "events on innovation and starting up"),
        opt("social", "已移交的社会管理事务", "social management that was handed over"),
        opt("other", "其他用途", "another use"),
        ask=("钱用在哪里?", "What is the money used for?"),
    )


@attrs.frozen(kw_only=True)
class ParkProject(Matter):
    """One project in the park, or shared by the park and its neighbours."""

    ROOT: ClassVar[str] = "park_project"
    LABEL: ClassVar[Text] = Text(zh="园区项目", en="project of the park")
    WORDS: ClassVar[tuple[str, ...]] = ("一事一议", "提级管控", "分成", "三方协同")

    of_park: Maybe[bool] = truth(
        "是园区的项目", "is a project of the park", ask=("是园区的项目吗?", "Is it a project of the park?")
    )
    parties: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "共享项目的各方",
        "who shares the project",
        opt("xixia", "西夏区", "Xixia District"),
        opt("park", "中关村双创园", "the Zhongguancun park"),
        opt("zone", "经开区", "the economic and technological development zone"),
        ask=("项目由哪几方共享?", "Who shares the project?"),
    )
    attracted: Maybe[bool] = truth(
        "是招商引资项目",
        "was brought in by attracting investment",
        ask=("是招商引资项目吗?", "Was the project brought in by attracting investment?"),
    )
    split: Maybe[str] = one_of(
        "要分成的内容",
        "what is to be split",
        opt("benefit", "项目收益", "benefits of the project", "收益"),
        opt("investment", "固定资产投资", "fixed-asset investment", "固投"),
        opt("output", "产值", "output value"),
        opt("tax", "税收", "tax"),
        opt("other", "其他指标", "another indicator"),
        ask=("要分成的是什么?", "What is to be split?"),
    )
