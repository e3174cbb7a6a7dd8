"""Every node as a sentence in both languages: no sign, no path, one language at a time."""

from __future__ import annotations

import re

import pytest

from xixia_gov.expression.check import check
from xixia_gov.expression.nodes import (
    Call,
    DefinitionRef,
    FactRef,
    FigureRef,
    IfElse,
    ListRef,
    Node,
    ReadingRef,
    Reference,
    RuleRef,
    TableRef,
)
from xixia_gov.expression.parse import parse
from xixia_gov.expression.scope import Scope, Symbol
from xixia_gov.expression.sentence import say
from xixia_gov.expression.types import (
    ChoiceType,
    DateType,
    EachType,
    FlagsType,
    ItemsType,
    NumberType,
    SetType,
    TruthType,
)
from xixia_gov.text import Text
from xixia_gov.units import RATIO, YUAN, parse_unit

MONTHS, DAYS, YEARS = (parse_unit(name) for name in ("months", "days", "years"))
SCOPE = Scope(
    {
        "price": Symbol(FactRef("price"), NumberType(YUAN)),
        "yes": Symbol(FactRef("yes"), TruthType()),
        "either": Symbol(DefinitionRef("either"), TruthType()),
        "sold": Symbol(FactRef("sold"), TruthType()),
        "made": Symbol(FactRef("made"), DateType()),
        "colour": Symbol(FactRef("colour"), ChoiceType(("red", "green"))),
        "tags": Symbol(FactRef("tags"), FlagsType(("red", "green"))),
        "rooms": Symbol(FactRef("rooms"), ItemsType("room")),
        "cap": Symbol(FigureRef("cap"), NumberType(YUAN, nonzero=True)),
        "rate": Symbol(FigureRef("rate"), NumberType(RATIO, nonzero=True)),
        "opens": Symbol(FigureRef("opens"), DateType()),
        "half": Symbol(FigureRef("half"), NumberType(MONTHS)),
        "week": Symbol(FigureRef("week"), NumberType(DAYS)),
        "reds": Symbol(ListRef("reds"), SetType(("red",))),
        "bands.sum": Symbol(TableRef("bands", "sum"), NumberType(YUAN)),
        "readings.x": Symbol(ReadingRef("x"), ChoiceType(("wide", "narrow"))),
        "rent": Symbol(DefinitionRef("rent"), EachType("room", NumberType(YUAN))),
        "lit": Symbol(DefinitionRef("lit"), EachType("room", TruthType())),
    },
    frozenset({"t.rule", "t.ban"}),
)
LABELS = {
    "price": Text(zh="价格", en="the price"),
    "yes": Text(zh="已同意", en="it is agreed"),
    "sold": Text(zh="已售出", en="it is sold"),
    "made": Text(zh="制作日", en="the day it was made"),
    "colour": Text(zh="颜色", en="the colour"),
    "tags": Text(zh="标记", en="the tags"),
    "rooms": Text(zh="房间", en="the rooms"),
    "cap": Text(zh="100元", en="100 yuan"),
    "rate": Text(zh="10%", en="10%"),
    "opens": Text(zh="2024年6月1日", en="1 June 2024"),
    "half": Text(zh="6个月", en="6 months"),
    "week": Text(zh="7天", en="7 days"),
    "reds": Text(zh="红色一类", en="the reds"),
    "bands": Text(zh="标准", en="the sum of the bracket"),
    "x": Text(zh="怎么读?", en="how is it read?"),
    "rent": Text(zh="租金", en="the rent"),
    "lit": Text(zh="有灯", en="it is lit"),
    "t.rule": Text(zh="该规则", en="the rule"),
    "t.ban": Text(zh="禁止吸烟", en="Ban on smoking"),
    "either": Text(zh="同意或者售出", en="it is agreed or sold"),
}
OPTIONS = {
    "red": Text(zh="红", en="red"),
    "green": Text(zh="绿", en="green"),
    "wide": Text(zh="从宽", en="widely"),
    "narrow": Text(zh="从严", en="narrowly"),
}
DAYS_OF = ("made", "opens")


class Words:
    """The words of this test."""

    def label(self, node: Reference) -> Text:
        match node:
            case FactRef(path=name):
                return LABELS[name]
            case RuleRef(rule=name):
                return LABELS[name]
            case _:
                return LABELS[node.key]

    def option(self, node: Node, option: str) -> Text:
        del node
        return OPTIONS[option]

    def is_truth(self, node: Node) -> bool:
        return isinstance(node, FactRef) and node.path in ("yes", "sold")

    def is_ban(self, node: RuleRef) -> bool:
        return node.rule == "t.ban"

    def is_share(self, node: Node) -> bool:
        return isinstance(node, FigureRef) and node.key.endswith("rate")

    def is_date(self, node: Node) -> bool:
        match node:
            case FactRef(path=name) | FigureRef(key=name):
                return name in DAYS_OF
            case Call(function=name):
                return name.startswith(("add_", "first_day_", "last_day_"))
            case IfElse(then=then):
                return self.is_date(then)
            case _:
                return False


SENTENCES = [
    ("price >= cap", "价格不低于100元", "the price is at least 100 yuan"),
    ("price > cap", "价格超过100元", "the price is above 100 yuan"),
    ("price <= cap", "价格不超过100元", "the price is at most 100 yuan"),
    ("price < cap", "价格低于100元", "the price is below 100 yuan"),
    ("price == cap", "价格等于100元", "the price is 100 yuan"),
    ("price != cap", "价格不等于100元", "the price is not 100 yuan"),
    ("price >= 0", "价格不低于0", "the price is at least 0"),
    ("made >= opens", "制作日不早于2024年6月1日", "the day it was made is not before 1 June 2024"),
    ("made > opens", "制作日晚于2024年6月1日", "the day it was made is after 1 June 2024"),
    ("made <= opens", "制作日不晚于2024年6月1日", "the day it was made is not after 1 June 2024"),
    ("made < opens", "制作日早于2024年6月1日", "the day it was made is before 1 June 2024"),
    ("made == opens", "制作日是2024年6月1日", "the day it was made is 1 June 2024"),
    ("made != opens", "制作日不是2024年6月1日", "the day it was made is not 1 June 2024"),
    ("colour == 'red'", "颜色为“红”", "the colour is “red”"),
    ("colour != 'red'", "颜色不为“红”", "the colour is not “red”"),
    ("'red' == colour", "颜色为“红”", "the colour is “red”"),
    ("readings.x == 'wide'", "按“从宽”理解", "the text is read as “widely”"),
    ("readings.x != 'wide'", "不按“从宽”理解", "the text is not read as “widely”"),
    ("colour in reds", "颜色属于红色一类", "the colour is among the reds"),
    ("'red' in tags", "标记包括“红”", "the tags include “red”"),
    ("yes", "已同意", "it is agreed"),
    ("yes and price >= cap", "已同意,且价格不低于100元", "it is agreed and the price is at least 100 yuan"),
    ("yes or sold", "已同意,或者已售出", "it is agreed or it is sold"),
    (
        "yes and (sold or price > cap)",
        "已同意,且(已售出,或者价格超过100元)",
        "it is agreed and (it is sold or the price is above 100 yuan)",
    ),
    ("not yes", "并非已同意", "it is not so that it is agreed"),
    (
        "not (yes and sold)",
        "并非(已同意,且已售出)",
        "it is not so that (it is agreed and it is sold)",
    ),
    ("not either", "并非(同意或者售出)", "it is not so that (it is agreed or sold)"),
    ("sold and either", "已售出,且(同意或者售出)", "it is sold and (it is agreed or sold)"),
    ("not price >= cap", "价格低于100元", "the price is below 100 yuan"),
    ("not price > cap", "价格不超过100元", "the price is at most 100 yuan"),
    ("not price == cap", "价格不等于100元", "the price is not 100 yuan"),
    ("price + cap", "价格加100元", "the price plus 100 yuan"),
    ("price - cap", "价格减100元", "the price minus 100 yuan"),
    ("rate * price", "价格的10%", "10% of the price"),
    ("price / cap", "价格除以100元", "the price divided by 100 yuan"),
    (
        "cap if yes else price",
        "如已同意,则100元;否则价格",
        "if it is agreed, then 100 yuan; otherwise the price",
    ),
    ("min(rate * price, cap)", "价格的10%与100元中较小者", "the smaller of 10% of the price and 100 yuan"),
    ("max(price, cap)", "价格与100元中较大者", "the larger of the price and 100 yuan"),
    (
        "min(price, cap, 0)",
        "价格与100元中较小者与0中较小者",
        "the smaller of the smaller of the price and 100 yuan and 0",
    ),
    ("whole(price, cap, 'down')", "价格中100元的整倍数", "the whole multiples of 100 yuan in the price"),
    (
        "age(made, opens)",
        "制作日至2024年6月1日的周岁",
        "the age on 1 June 2024 of somebody born on the day it was made",
    ),
    (
        "months_between(made, opens)",
        "制作日至2024年6月1日的整月数",
        "the whole months from the day it was made to 1 June 2024",
    ),
    (
        "days_between(made, opens)",
        "制作日至2024年6月1日的天数",
        "the days from the day it was made to 1 June 2024",
    ),
    (
        "working_days_between(made, opens)",
        "制作日至2024年6月1日的工作日数",
        "the working days from the day it was made to 1 June 2024",
    ),
    (
        "add_months(made, half) >= opens",
        "制作日后满6个月之日不早于2024年6月1日",
        "the day 6 months after the day it was made is not before 1 June 2024",
    ),
    ("add_days(made, week)", "制作日后第7天之日", "the day 7 days after the day it was made"),
    (
        "add_working_days(made, week)",
        "制作日后第7天个工作日",
        "the working day 7 days after the day it was made",
    ),
    (
        "made <= last_day_of(add_months(made, half), 'half_year')",
        "制作日不晚于制作日后满6个月之日所在半年的最后一日",
        (
            "the day it was made is not after the last day of the half-year of the day 6 months after "
            "the day it was made"
        ),
    ),
    (
        "last_day_of(made, 'month')",
        "制作日所在月份的最后一日",
        "the last day of the month of the day it was made",
    ),
    (
        "first_day_of(made, 'quarter') > opens",
        "制作日所在季度的第一日晚于2024年6月1日",
        "the first day of the quarter of the day it was made is after 1 June 2024",
    ),
    (
        "first_day_of(made, 'year')",
        "制作日所在年份的第一日",
        "the first day of the year of the day it was made",
    ),
    ("count(rooms) >= 1", "房间的数目不低于1", "the number of the rooms is at least 1"),
    ("total(rent)", "租金的合计", "the total of the rent"),
    ("least(rent)", "租金中最小者", "the least of the rent"),
    ("most(rent)", "租金中最大者", "the most of the rent"),
    ("some(lit)", "至少有一项有灯", "at least one: it is lit"),
    ("every(lit)", "每一项都有灯", "every one: it is lit"),
    ("holds(t.rule)", "符合“该规则”", "“the rule” holds"),
    ("holds(t.ban)", "触犯“禁止吸烟”", "“Ban on smoking” is broken"),
    ("amount(t.rule)", "“该规则”的金额", "the amount of “the rule”"),
    ("bands.sum", "标准", "the sum of the bracket"),
]


@pytest.mark.parametrize(("source", "zh", "en"), SENTENCES)
def test_an_expression_is_said_as_a_sentence(source: str, zh: str, en: str) -> None:
    resolved = check(parse(source), SCOPE)
    assert resolved.faults == ()
    assert say(resolved.node, Words(), "zh") == zh
    assert say(resolved.node, Words(), "en") == en


def test_every_kind_of_node_and_every_function_is_among_them() -> None:
    from xixia_gov.expression.functions import NAMES  # noqa: PLC0415 - only to see that none is left out

    said = " ".join(source for source, _, _ in SENTENCES)
    assert [name for name in NAMES if f"{name}(" not in said] == []


def test_every_period_of_the_calendar_has_its_word() -> None:
    from xixia_gov import dates  # noqa: PLC0415 - only to see that none is left out
    from xixia_gov.expression.functions import PERIODS  # noqa: PLC0415 - as above

    assert list(PERIODS) == list(dates.PERIODS)


@pytest.mark.parametrize("source", [source for source, _, _ in SENTENCES])
def test_no_sign_of_the_language_is_left_in_a_sentence(source: str) -> None:
    node = check(parse(source), SCOPE).node
    for lang in ("zh", "en"):
        said = say(node, Words(), lang)
        assert re.search(r"[<>=+*/_]|\d\.\d|\bNone\b", said) is None
    assert re.search(r"[A-Za-z]", say(node, Words(), "zh")) is None
