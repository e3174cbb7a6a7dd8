"""What no shipped rule says yet is said rightly all the same: soft words, authorities, payers, what-ifs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest

from xixia_gov.cli.language import LANGUAGES
from xixia_gov.engine.calls import CALENDAR
from xixia_gov.engine.words import BookNames
from xixia_gov.expression.nodes import (
    Arithmetic,
    Call,
    FactRef,
    FigureRef,
    Literal,
    Node,
    Operation,
    TableRef,
)
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.condition import Condition, Strength
from xixia_gov.model.definition import Opening
from xixia_gov.model.determination import Amount, Determination
from xixia_gov.model.figure import Version
from xixia_gov.model.instrument import Citation
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.report.closing import closing_lines
from xixia_gov.report.counter import counter_lines
from xixia_gov.report.explain import explain, explain_decided
from xixia_gov.report.openings import open_words
from xixia_gov.report.plain import unit_of
from xixia_gov.report.rows import check_rows
from xixia_gov.report.show import show
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.verdict import reasons
from xixia_gov.text import Text
from xixia_gov.units import RATIO, YUAN, parse_unit
from xixia_gov.unknown import Cause, CauseKind

Answer = Callable[..., Any]
RULE = "trade_in.appliance"


@pytest.fixture
def one(answer: Answer) -> Determination:
    """Return the answer for a refrigerator whose price is missing."""
    (found,) = answer("fridge", rules=[RULE]).assessment.determinations
    assert isinstance(found, Determination)
    return found


def with_rule(book: Rulebook, **changes: Any) -> Rulebook:
    """Return the rulebook with its appliance rule changed."""
    rule = attrs.evolve(book.latest(RULE), **changes)
    return attrs.evolve(book, rules=FrozenMap({**book.rules, RULE: (rule,)}))


def test_soft_words_give_nobody_a_claim_and_every_report_says_so(
    book: Rulebook, answer: Answer, one: Determination
) -> None:
    assessment = answer("fridge", rules=[RULE]).assessment
    soft = one.saying(strength=Strength.SOFT)
    total = attrs.evolve(assessment.totals[0], strength=Strength.SOFT)
    assessment = attrs.evolve(assessment, determinations=(soft,), totals=(total,))
    assert "结论：可以享受。条文用语是鼓励性的，任何人都不能据此申领。" in explain(assessment, book)
    (row,) = check_rows(Speaker(book, "en"), assessment)
    assert "The words only encourage; nobody can claim on them" in row.reason
    assert closing_lines(Speaker(book, "zh"), assessment)[0] == (
        "合计（付给个人消费者，条文用语是鼓励性的，任何人都不能据此申领）：0–1,000元。"
    )
    shown = show(with_rule(book, strength=Strength.SOFT), RULE)
    assert "    · 条文用语是鼓励性的，任何人都不能据此申领\n" in shown


SHEET = (
    'as_of = 2024-08-20\nsubject = { kind = "Enterprise" }\n[[matters]]\nkind = "UsedCarOffer"\n'
    "seller_is_dealer = true\nsheet_provided = false\noffered_on = 2024-08-15\n"
)


def test_a_soft_duty_is_encouraged_and_leaving_it_undone_breaks_nothing(
    book: Rulebook, answer: Answer
) -> None:
    answered = answer(SHEET, rules=["trade_in.used_car_sheet"])
    told = explain(answered.assessment, book)
    assert (
        "结论：条文鼓励、引导这样做（不是义务）；没有做到（不算违反）。"
        "条文用语是鼓励性的：不做不算违反，也没有人能据此要求。" in told
    )
    english = explain(answered.assessment, book, "en")
    assert "Encouraged by the text (no duty); not done (no breach)." in english
    assert "The words only encourage: leaving it undone breaks nothing, and nobody can demand it." in english
    fuller = explain_decided(book, answered.assessment, answered.decided, "zh")
    assert "没有做到：提供车辆状况表" in fuller
    assert "必须履行" not in told + fuller
    shown = show(book, "trade_in.used_car_sheet")
    assert "不做不算违反" in shown
    assert "必须履行" not in shown


STUBBLE_FIRE = (
    'as_of = 2024-11-05\nsubject = { kind = "Citizen" }\n[[matters]]\nkind = "OutdoorFire"\n'
    'act = "straw_burning"\ndone_on = 2024-11-05\nsetting = "open_air"\nzone = "xingjing"\n'
    'place = ["farmland"]\ndistance_to_forest = 80\nother_breach = false\n'
)


def test_a_yes_names_the_laws_that_it_hands_over_to_and_a_no_names_none(
    book: Rulebook, answer: Answer
) -> None:
    yes = answer(STUBBLE_FIRE + "caused_fire = true\n", rules=["fire.liability"]).assessment
    told = explain(yes, book, "en")
    for law in ("Forest Law", "Grassland Law", "Regulations on preventing forest fires"):
        assert f"kind and size of the penalty: {law}" in told
    assert "other laws that the penalty follows: the text names no instrument" in told
    no = answer(STUBBLE_FIRE + "caused_fire = false\n", rules=["fire.liability"]).assessment
    assert "处罚的种类和数额" not in explain(no, book)
    assert "处罚的种类和数额：《中华人民共和国草原法》〔四（七）〕" in show(book, "fire.liability")


OTHER_GOODS = (
    'as_of = 2024-08-20\nsubject = { kind = "Enterprise" }\n[[matters]]\nkind = "HomeDelivery"\n'
    'seller_is_home_business = true\ngoods = "other"\nwith_recycler = true\nbrings_new = true\n'
    "takes_old = true\ndelivered_on = 2024-08-15\n"
)


def test_an_option_of_a_list_is_called_as_in_the_fact_of_the_list(book: Rulebook, answer: Answer) -> None:
    (info,) = [info for path, info in book.facts.items() if path == "delivery.goods"]
    label = next(one.label for one in info.options if one.id == "other")
    answered = answer(OTHER_GOODS, rules=["trade_in.home_collect_old"])
    assert f"“{label.zh}”是否属于" in explain(answered.assessment, book)
    said = answer(
        OTHER_GOODS + 'findings = { "delivered_goods/other" = true }\n', rules=["trade_in.home_collect_old"]
    )
    assert f"“{label.en}” is among" in explain(said.assessment, book, "en")


def test_words_in_principle_are_told_apart_from_soft_ones(book: Rulebook, one: Determination) -> None:
    said = reasons(Speaker(book, "en"), one.saying(strength=Strength.IN_PRINCIPLE), book.known_through)
    assert said[-1] == "The words say so in principle; exceptions are possible"


def test_a_payer_and_a_frequency_are_named_in_the_total(book: Rulebook, answer: Answer) -> None:
    assessment = answer("fridge", rules=[RULE]).assessment
    total = attrs.evolve(assessment.totals[0], payer=Text(zh="区财政", en="the district"), every="month")
    lines = closing_lines(Speaker(book, "en"), attrs.evolve(assessment, totals=(total,)))
    assert lines[0] == "Total (to the individual consumer, by the district, every month): 0–1,000 yuan."


def test_a_sum_of_nothing_is_not_totalled(book: Rulebook, answer: Answer) -> None:
    assessment = answer("fridge", rules=[RULE]).assessment
    nothing = attrs.evolve(assessment.totals[0], amount=Amount(Money(0), Money(0)))
    lines = closing_lines(Speaker(book, "en"), attrs.evolve(assessment, totals=(nothing,)))
    assert not [line for line in lines if line.startswith("Total")]


@pytest.mark.parametrize(
    ("opening", "zh", "en"),
    [
        (
            Opening(
                CauseKind.AUTHORITY,
                "k",
                Text(zh="情节严重", en="a grave case"),
                by=Text(zh="区政府", en="the district"),
            ),
            "情节严重：由区政府认定",
            "a grave case: left to the district",
        ),
        (
            Opening(CauseKind.ELSEWHERE, "k", Text(zh="标准", en="The rate"), to="civil-code"),
            "标准：依《中华人民共和国民法典》而定",
            "the rate: set by Civil Code of the People's Republic of China",
        ),
        (
            Opening(CauseKind.ELSEWHERE, "k", Text(zh="标准", en="The rate")),
            "标准：由其他文件规定，公报没有写明是哪一份",
            "the rate: set by another instrument, which the text does not name",
        ),
        (
            Opening(CauseKind.TEXT, "k", Text(zh="稳定", en="Stable")),
            "稳定：条文没有写明",
            "stable: the text leaves it open",
        ),
    ],
)
def test_what_is_open_says_who_could_settle_it(book: Rulebook, opening: Opening, zh: str, en: str) -> None:
    condition = Condition("k", "k", opening.what, Citation("trade-in-2024", "一"), opening=opening)
    rule = attrs.evolve(book.latest(RULE), conditions=(condition,))
    cause = Cause(opening.cause, "k")
    assert open_words(Speaker(book, "zh"), rule, cause) == zh
    assert open_words(Speaker(book, "en"), rule, cause) == en


def test_an_option_of_an_open_list_is_named_with_its_list(book: Rulebook) -> None:
    cause = Cause(CauseKind.ELSEWHERE, "appliance_categories/television")
    assert open_words(Speaker(book, "zh"), book.latest(RULE), cause).startswith(
        "“电视机”是否属于活动规定的家电品类："
    )


def test_the_calendar_of_a_year_to_come_is_not_known(book: Rulebook) -> None:
    said = open_words(Speaker(book, "en"), book.latest(RULE), CALENDAR)
    assert said == "the working days of that year are not known here"


def test_what_the_counter_needs_is_told_where_it_is_stated(book: Rulebook) -> None:
    rule: Rule = attrs.evolve(
        book.latest("fire.season"),
        claim_by=Text(zh="三个月内", en="within three months"),
        proof=(Text(zh="发票", en="the invoice"), Text(zh="身份证", en="the identity card")),
    )
    assert counter_lines(Speaker(book, "en"), rule) == [
        "office: not stated in the text",
        "to be claimed by: within three months",
        "papers: the invoice, the identity card",
    ]


def test_a_figure_that_changed_is_shown_in_both_versions(book: Rulebook) -> None:
    key = f"{RULE}/cap"
    figure = book.figures[key]
    later = Version(book.known_through, Fraction(200000), "2000元", figure.versions[0].cite)
    changed = attrs.evolve(figure, versions=(*figure.versions, later))
    more = attrs.evolve(book, figures=FrozenMap({**book.figures, key: changed}))
    assert "2024年9月30日起，2,000元：“2000元”〔三（一）〕" in show(more, RULE)


BLASTING = (
    'as_of = 2024-11-20\nsubject = { kind = "Enterprise" }\n[[matters]]\nkind = "OutdoorFire"\n'
    'act = "blasting"\ndone_on = 2024-11-20\nsetting = "open_air"\nzone = "xingjing"\n'
    'place = ["forest_land"]\n'
    "approved = true\nmeasures_taken = true\n"
)


@pytest.mark.parametrize(
    ("ready", "outcome", "exception"),
    [
        ("extinguishing_ready = true", "结论：经批准可以实施。", "例外：符合：在林区内爆破"),
        ("extinguishing_ready = false", "结论：禁止。", "例外：不符合：在林区内爆破"),
        ("", "结论：尚不能确定（可能：禁止、经批准可以实施）。", "例外：未定：在林区内爆破"),
    ],
)
def test_a_ban_is_lifted_only_by_its_exception(
    book: Rulebook, answer: Answer, ready: str, outcome: str, exception: str
) -> None:
    answered = answer(BLASTING + ready, rules=["fire.productive_burning"])
    words = explain_decided(book, answered.assessment, answered.decided, "zh")
    assert outcome in words
    assert exception in words


def test_a_row_of_a_lifted_ban_gives_the_exception_as_its_reason(book: Rulebook, answer: Answer) -> None:
    answered = answer(f"{BLASTING}extinguishing_ready = true", rules=["fire.productive_burning"])
    (row,) = check_rows(Speaker(book, "en"), answered.assessment)
    assert row.outcome == ("Permitted with approval",)
    (why,) = row.reason
    assert why.startswith("Blasting and the like in forest land may go ahead once it is approved")


def test_a_condition_that_turns_on_a_reading_says_what_it_is_under_each(
    book: Rulebook, answer: Answer
) -> None:
    answered = answer(
        'as_of = 2024-09-30\nsubject = { kind = "Citizen" }\n[[matters]]\nkind = "OutdoorFire"\n'
        'act = "straw_burning"\ndone_on = 2024-09-30\nsetting = "open_air"\nzone = "xingjing"\n'
        'place = ["forest_land"]\n',
        rules=["fire.productive_burning"],
    )
    words = explain_decided(book, answered.assessment, answered.decided, "zh")
    assert (
        "    · 视读法而定：行为当日在防火禁火期间〔三〕\n"
        "      – 读作“防火期，首尾两天在内”：不符合\n"
        "      – 读作“通告的整个有效期，首尾两天在内”：符合\n"
    ) in words


IDLE_SPACES = (
    'as_of = 2024-09-20\nsubject = { kind = "Enterprise" }\n[[matters]]\nkind = "EstateParking"\n'
    'type = "underground_spaces"\nidle = true\nheld_by = "developer"\noffered = '
)
OLD_BATTERY = (
    'as_of = 2024-09-20\nsubject = { kind = "Citizen" }\n[[matters]]\nkind = "EbikeBattery"\n'
    'used_in = "electric_bicycle"\nproduced_on = 2019-09-19\nassessed = '
)
CHARGING_SPOT = (
    'as_of = 2024-09-20\nsubject = { kind = "Enterprise" }\n[[matters]]\nkind = "EstateFireSafety"\n'
    'manager = "property_firm"\nhas_charging_spot = false\nspot_has = ["notice", "extinguisher", "camera"]\n'
)


@pytest.mark.parametrize(
    ("rule", "written", "reason"),
    [
        (
            "ebike.battery_assessment",
            f"{OLD_BATTERY}false",
            Text(zh="没有做到：已作安全性评估", en="not done: Its safety was assessed"),
        ),
        (
            "ebike.battery_assessment",
            f"{OLD_BATTERY}true",
            Text(zh="各项条件都符合", en="every condition is met"),
        ),
        (
            "property.idle_spaces",
            f'{IDLE_SPACES}["sale"]',
            Text(zh="没有全部做到：出租；出售", en="not all done: They are for rent; They are for sale"),
        ),
        (
            "property.charging_spot",
            CHARGING_SPOT,
            Text(zh="要求的4项没有全部做到", en="not all of the 4 things asked for are done"),
        ),
    ],
)
def test_the_reason_of_a_duty_that_is_not_done_says_what_is_asked_for(
    book: Rulebook, answer: Answer, rule: str, written: str, reason: Text
) -> None:
    answered = answer(written, rules=[rule])
    for lang in LANGUAGES:
        (row,) = check_rows(Speaker(book, lang), answered.assessment)
        assert row.reason[0] == reason.in_(lang)


def test_many_missing_facts_are_counted_in_the_reason_and_named_in_their_column(
    book: Rulebook, answer: Answer
) -> None:
    answered = answer(
        'as_of = 2024-09-01\nsubject = { kind = "Citizen" }\n[[matters]]\nkind = "CarReplacement"\n',
        rules=["trade_in.car_replacement"],
    )
    (row,) = check_rows(Speaker(book, "zh"), answered.assessment)
    assert row.reason[0] == f"有{len(row.ask)}项情况没有给出"
    assert len(row.ask) > 3


@pytest.mark.parametrize(
    ("node", "unit"),
    [
        (Arithmetic(Operation.MUL, FigureRef(f"{RULE}/rate"), FactRef("purchase.final_price")), YUAN),
        (Arithmetic(Operation.ADD, Literal(1), FactRef("purchase.final_price")), YUAN),
        (Arithmetic(Operation.DIV, FactRef("purchase.final_price"), FactRef("purchase.unit_price")), RATIO),
        (Call("min", (FactRef("purchase.final_price"), FigureRef(f"{RULE}/cap"))), YUAN),
        (Call("months_between", (FactRef("purchase.bought_on"), FactRef("as_of"))), parse_unit("months")),
        (TableRef("trade_in.car_replacement/bracket", "amount"), YUAN),
        (FactRef("certificate.insured_months_when_claimed"), parse_unit("months")),
    ],
)
def test_the_unit_of_a_computed_number_follows_from_its_parts(
    book: Rulebook, node: Node, unit: object
) -> None:
    assert unit_of(BookNames(book), node) == unit
