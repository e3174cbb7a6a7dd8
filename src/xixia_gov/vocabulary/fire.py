"""Matters of the forest and grassland fire order: an act outdoors, a call to fight a fire, a fire seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Flags, Gate, Maybe, date, many_of, number, one_of, opt, truth


@attrs.frozen(kw_only=True)
class OutdoorFire(Matter):
    """One act at one place on one day: a fire, an entry, a work, or anything near forest or grass."""

    ROOT: ClassVar[str] = "fire"
    LABEL: ClassVar[Text] = Text(zh="野外用火或林草区活动", en="open fire or act near forest or grass")
    WORDS: ClassVar[tuple[str, ...]] = ("用火", "防火", "烧荒", "秸秆", "禁火", "fire", "stubble")

    act: Maybe[str] = one_of(
        "行为",
        "act",
        opt("wasteland_burning", "烧荒", "burning off wasteland"),
        opt("ash_manure", "烧灰积肥", "burning for ash manure"),
        opt("straw_burning", "焚烧秸秆", "burning straw", "烧秸秆", "烧麦茬", "stubble burning"),
        opt("rubbish_burning", "焚烧垃圾", "burning rubbish", "烧垃圾"),
        opt("slash_afforestation", "炼山造林", "burning hills for afforestation"),
        opt("baking", "烘烤加工", "baking or curing with fire"),
        opt("blasting", "爆破作业", "blasting", "爆破"),
        opt("other_productive_fire", "其他生产性用火", "another fire for production"),
        opt("grave_paper", "坟头烧纸", "burning paper at graves", "上坟烧纸", "烧纸"),
        opt("incense", "烧香点烛", "burning incense or candles", "烧香", "点烛"),
        opt("firecrackers", "燃放鞭炮", "setting off firecrackers", "放鞭炮"),
        opt("smoking", "吸烟", "smoking", "抽烟"),
        opt("warming_fire", "烤火", "a fire for warmth"),
        opt("torch", "打火把", "carrying torches"),
        opt("picnic_cooking", "野炊", "cooking outdoors", "烧烤"),
        opt("campfire", "野营篝火", "a campfire while camping", "篝火"),
        opt("other_nonproductive_fire", "其他非生产性用火", "another fire not for production"),
        opt("sky_lantern", "放孔明灯", "releasing sky lanterns", "孔明灯"),
        opt("other_open_fire", "其他野外用火", "another open-air fire"),
        opt("carrying_ignition", "携带火种进入", "entering with a source of fire", "带打火机"),
        opt(
            "carrying_explosives",
            "携带易燃易爆品进入",
            "entering with flammable or explosive goods",
        ),
        opt(
            "carrying_both",
            "同时携带火种和易燃易爆品进入",
            "entering with a source of fire and flammable or explosive goods at once",
        ),
        opt("vehicle_entry", "车辆进入", "driving a vehicle in"),
        opt(
            "destroying_facility",
            "破坏森林防火设施、设备或警示标语",
            "destroying fire facilities, equipment or signs",
            "破坏防火设施",
        ),
        opt(
            "occupying_facility",
            "占用森林防火设施、设备或警示标语",
            "occupying fire facilities, equipment or signs",
            "占用防火设施",
        ),
        opt("live_fire_exercise", "实弹演练", "live-fire exercise"),
        opt("survey", "勘察", "survey"),
        opt("construction", "施工", "construction"),
        opt("other_activity", "其他活动", "another activity", "露营"),
        ask=("要做的是什么?", "What is to be done?"),
    )
    done_on: Maybe[dt.date] = date(
        "行为日期", "day of the act", ask=("哪一天做?", "On which day is it done?")
    )
    setting: Maybe[str] = one_of(
        "所处环境",
        "setting",
        opt("open_air", "野外露天处", "out in the open", "露天", "野外"),
        opt("building", "建筑物内", "inside a building", "室内", "屋内"),
        opt(
            "yard_tent_or_stall",
            "院子、帐篷或者棚子",
            "a yard, a tent or a stall",
            "院子",
            "帐篷",
            "棚子",
        ),
        ask=(
            "是在露天、建筑物内,还是院子、帐篷或者棚子里?",
            "Is it in the open, in a building, or in a yard, tent or stall?",
        ),
    )
    zone: Maybe[str] = one_of(
        "所在地域",
        "part of the district",
        opt(
            "helan_reserve",
            "贺兰山国家级自然保护区(西夏区内的部分)",
            "Helan Mountain National Nature Reserve, the part in the district",
            "贺兰山国家级自然保护区",
            "贺兰山",
        ),
        opt("zhenbeibu", "镇北堡镇", "Zhenbeibu Town", "镇北堡"),
        opt("ninghua_road", "宁华路街道", "Ninghua Road Sub-district", "宁华路"),
        opt("huaiyuan_road", "怀远路街道", "Huaiyuan Road Sub-district", "怀远路"),
        opt("xingjing", "兴泾镇", "Xingjing Town", "兴泾"),
        opt("beijing_west_road", "北京西路街道", "Beijing West Road Sub-district", "北京西路"),
        opt("wenchang_road", "文昌路街道", "Wenchang Road Sub-district", "文昌路"),
        opt("shuofang_road", "朔方路街道", "Shuofang Road Sub-district", "朔方路"),
        opt("helanshan_west_road", "贺兰山西路街道", "Helanshan West Road Sub-district"),
        opt("xihuayuan_road", "西花园路街道", "Xihuayuan Road Sub-district", "西花园路"),
        opt("outside_district", "西夏区以外", "outside Xixia District", "区外"),
        ask=("在哪个镇、街道或保护区?", "In which town, sub-district or reserve is it?"),
    )
    place: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "地点种类",
        "kind of place",
        opt("forest_land", "林地", "forest land", "林区"),
        opt("nature_reserve", "自然保护区", "nature reserve"),
        opt("scenic_area", "旅游景区", "tourist scenic area", "景区"),
        opt("nursery", "苗圃", "tree nursery"),
        opt("forestry_base", "林业生产基地", "forestry production base"),
        opt("other_forest_or_grass", "其他森林草原", "other forest or grassland", "草原"),
        opt("farmland", "农田", "farmland", "耕地"),
        opt("built_up", "建成区", "built-up area", "居民区"),
        opt("road", "公共道路", "public road"),
        opt("other", "其他地点", "another place"),
        ask=("地点属于哪些种类?", "What kind of place is it?"),
    )
    distance_to_forest: Maybe[int] = number(
        "距林地边缘的距离",
        "distance from the edge of forest land",
        unit="metres",
        ask=("距林地边缘多少米(在林地内填0)?", "How many metres from the forest edge (inside: 0)?"),
    )
    approved: Maybe[bool] = truth(
        "经西夏区森林草原防火指挥部批准",
        "approved by the district fire command",
        ask=(
            "是否已经西夏区森林草原防火指挥部批准?",
            "Has the district forest and grassland fire command approved it?",
        ),
    )
    measures_taken: Maybe[bool] = truth(
        "已采取必要的防火措施",
        "necessary fire-prevention measures are taken",
        ask=("是否已采取防火措施?", "Have fire-prevention measures been taken?"),
    )
    extinguishing_ready: Maybe[bool] = truth(
        "已做好灭火准备",
        "extinguishing is prepared",
        ask=("是否已做好灭火准备?", "Is everything ready to put a fire out?"),
    )
    caused_fire: Maybe[bool] = truth(
        "造成了森林草原火灾事故",
        "a forest or grassland fire was caused",
        ask=("是否造成了森林草原火灾事故?", "Was a forest or grassland fire caused?"),
    )
    other_breach: Maybe[bool] = truth(
        "违反了通告第四条的其他要求",
        "another demand of article 4 was broken",
        ask=(
            "是否违反了第四条的其他要求(如未配备护林员、未值班、谎报)?",
            "Was another demand of article 4 broken, say by no rangers, no duty watch or a lie?",
        ),
    )


@attrs.frozen(kw_only=True)
class FirefightingCall(Matter):
    """One person who is to be mobilised to fight a forest or grassland fire."""

    ROOT: ClassVar[str] = "call"
    LABEL: ClassVar[Text] = Text(zh="动员扑火", en="call to fight a fire")
    WORDS: ClassVar[tuple[str, ...]] = ("扑火", "动员")

    mobilised: Maybe[bool] = truth(
        "是被动员参加扑火",
        "person is mobilised to fight the fire",
        ask=("是动员此人参加扑火吗?", "Is the person being mobilised to fight the fire?"),
    )
    called_on: Maybe[dt.date] = date(
        "动员日期", "day of the call", ask=("哪一天动员?", "On which day is the call made?")
    )
    disabled: Maybe[bool] = truth(
        "是残疾人", "person is disabled", ask=("此人是残疾人吗?", "Is the person disabled?")
    )
    pregnant: Maybe[bool] = truth(
        "是孕妇", "person is pregnant", ask=("此人是孕妇吗?", "Is the person pregnant?")
    )
    born_on: Maybe[dt.date] = date(
        "出生日期", "date of birth", ask=("此人哪一天出生?", "When was the person born?")
    )


@attrs.frozen(kw_only=True)
class FireSighting(Matter):
    """One forest or grassland fire that the subject has found."""

    ROOT: ClassVar[str] = "sighting"
    LABEL: ClassVar[Text] = Text(zh="发现火情", en="fire found")
    WORDS: ClassVar[tuple[str, ...]] = ("火情", "报告火情", "火警")

    fire_seen: Maybe[bool] = truth(
        "发现了森林草原火情",
        "forest or grassland fire was found",
        ask=("是否发现森林草原火情?", "Was a forest or grassland fire found?"),
    )
    seen_on: Maybe[dt.date] = date(
        "发现日期", "day the fire was found", ask=("哪一天发现?", "On which day was it found?")
    )
    reported: Maybe[bool] = truth(
        "已向当地政府或防火指挥部办公室报告",
        "fire was reported to the local government or the command office",
        ask=(
            "是否已向当地政府或防火指挥部办公室报告?",
            "Was it reported to the local government or the fire command office?",
        ),
    )
    first_finder: Maybe[bool] = truth(
        "是最先发现的",
        "is the first to have found it",
        ask=("是最先发现的吗?", "Is this the first to have found it?"),
    )
    fought: Maybe[bool] = truth(
        "已先行扑救",
        "has begun to fight it",
        ask=("是否已先行扑救?", "Has the fighting begun?"),
    )
    finder_is_person: Maybe[bool] = truth(
        "发现人是个人",
        "finder is a person",
        ask=("发现人是个人吗(不是单位)?", "Is the finder a person, not a unit?"),
    )
    finder_groups: Maybe[Flags | Collection[str] | Mapping[str, bool]] = many_of(
        "发现人情形",
        "what the finder is",
        opt("disabled", "残疾人", "disabled"),
        opt("pregnant", "孕妇", "pregnant"),
        opt("minor", "未成年人", "a minor"),
        exists_if=Gate("finder_is_person"),
        ask=("发现人属于哪些情形?", "Which of these is the finder?"),
    )
