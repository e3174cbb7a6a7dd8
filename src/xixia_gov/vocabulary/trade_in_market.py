"""The market around the trade-in plan: goods sold, complaints, vouchers, the recycling network."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.facts import Maybe, date, number, truth

LOOKED_ASK = ("看的是哪一天的情况?", "Of which day is this the state?")


@attrs.frozen(kw_only=True)
class GoodsSale(Matter):
    """One sale of goods, or one offer of them at a price."""

    ROOT: ClassVar[str] = "sale"
    LABEL: ClassVar[Text] = Text(zh="商品销售", en="sale of goods")
    WORDS: ClassVar[tuple[str, ...]] = ("打折", "促销", "价格欺诈", "质量不合格", "sale")

    quality_failed: Maybe[bool] = truth(
        "产品质量检验不合格",
        "product failed its quality inspection",
        ask=("产品质量经检验不合格吗?", "Did the product fail its quality inspection?"),
    )
    sold_on: Maybe[dt.date] = date(
        "销售日期", "day of the sale", ask=("哪一天销售?", "On which day was it sold?")
    )


@attrs.frozen(kw_only=True)
class ComplaintChannel(Matter):
    """How one business takes questions and complaints in the trade-in activity."""

    ROOT: ClassVar[str] = "channel"
    LABEL: ClassVar[Text] = Text(zh="咨询投诉渠道", en="advice and complaints")
    WORDS: ClassVar[tuple[str, ...]] = ("投诉", "咨询", "热线", "complaint")

    takes_part: Maybe[bool] = truth(
        "企业参加以旧换新活动",
        "business takes part in the trade-in activity",
        ask=("企业参加以旧换新活动吗?", "Does the business take part in the trade-in activity?"),
    )
    advice_set_up: Maybe[bool] = truth(
        "已建立咨询机制",
        "a way to get advice is set up",
        ask=("是否建立咨询机制?", "Has the business set up a way to get advice?"),
    )
    complaints_set_up: Maybe[bool] = truth(
        "已建立投诉处理机制",
        "a way to handle complaints is set up",
        ask=("是否建立投诉处理机制?", "Has the business set up a way to handle complaints?"),
    )
    complaints_answered: Maybe[bool] = truth(
        "收到的投诉都已答复",
        "every complaint received was answered",
        ask=(
            "收到的投诉都已答复吗(没有投诉填是)?",
            "Was every complaint received answered (yes if there was none)?",
        ),
    )
    hotline_set_up: Maybe[bool] = truth(
        "已设立服务和投诉热线",
        "a hotline for service and complaints is set up",
        ask=("是否设立服务和投诉热线?", "Is there a hotline for service and complaints?"),
    )
    looked_on: Maybe[dt.date] = date("查看日期", "day looked at", ask=LOOKED_ASK)


@attrs.frozen(kw_only=True)
class VoucherPlatform(Matter):
    """What one platform that hands out consumption vouchers does."""

    ROOT: ClassVar[str] = "platform"
    LABEL: ClassVar[Text] = Text(zh="消费券发放平台", en="voucher platform")
    WORDS: ClassVar[tuple[str, ...]] = ("消费券", "发放平台", "voucher")

    hands_out_government_vouchers: Maybe[bool] = truth(
        "发放政府消费券",
        "platform hands out government vouchers",
        ask=("平台发放政府消费券吗?", "Does the platform hand out government vouchers?"),
    )
    vouchers_pushed: Maybe[bool] = truth(
        "已推送消费券",
        "vouchers are pushed to consumers",
        ask=("消费券是否已推送?", "Were the vouchers pushed to consumers?"),
    )
    funds_assessed: Maybe[bool] = truth(
        "已做政府配套资金安全风险评估",
        "safety of the government's matching funds was assessed",
        ask=(
            "政府配套资金安全风险是否已评估?",
            "Was the safety of the government's matching funds assessed?",
        ),
    )
    data_reported: Maybe[bool] = truth(
        "已报送活动数据",
        "data of the activity were reported",
        ask=("活动数据是否已报送?", "Were the data of the activity reported?"),
    )
    looked_on: Maybe[dt.date] = date("查看日期", "day looked at", ask=LOOKED_ASK)


@attrs.frozen(kw_only=True)
class RecyclingNetwork(Matter):
    """The network that takes back old appliances, as it stands on one day."""

    ROOT: ClassVar[str] = "network"
    LABEL: ClassVar[Text] = Text(zh="废旧家电回收网络", en="network for recycling appliances")
    WORDS: ClassVar[tuple[str, ...]] = ("废旧家电", "回收网点", "小修小补", "recycling")

    model_recyclers: Maybe[int] = number(
        "已培育的典型回收企业",
        "model recyclers fostered",
        unit="firms",
        ask=("已培育几家典型回收企业?", "How many model recyclers have been fostered?"),
    )
    sites_in_living_circle: Maybe[bool] = truth(
        "回收网点已纳入一刻钟便民生活圈",
        "recycling sites are in the quarter-hour living circles",
        ask=(
            "回收网点是否已纳入一刻钟便民生活圈建设?",
            "Are the recycling sites part of the quarter-hour living circles?",
        ),
    )
    service_points_on_map: Maybe[bool] = truth(
        "维修和回收网点已纳入便民地图",
        "repair and recycling points are on the map of small repairs",
        ask=(
            "维修和回收服务网点是否已纳入“小修小补”便民地图?",
            "Are the repair and recycling points on the map of small repairs?",
        ),
    )
    looked_on: Maybe[dt.date] = date("查看日期", "day looked at", ask=LOOKED_ASK)
