"""The registered instruments, held against the gazette they are printed in."""

from __future__ import annotations

import datetime as dt
import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from xixia_gov.model.instrument import Instrument, Span
from xixia_gov.rulebook.anchors import GazetteText, find_anchor, find_span, normalised, read_gazette
from xixia_gov.text import Text

FOLDER = Path(__file__).parents[2] / "rules" / "instruments"
HELD = (
    "trade-in-2024",
    "employment-2024",
    "fire-order-2024",
    "electric-bicycle-safety-2024",
    "postal-2024",
)
EARLIER = ("investment-rules-2024", "practical-matters-2024", "work-report-2024")
"""Held too, in the first gazette of the year."""
PARTS = (
    "equipment-renewal-2024",
    "innovative-district-2024",
    "investment-drive-2024",
    "park-reform-2024",
    "property-123-2024",
    "quality-district-2024",
)
"""Held too; only the provisions that rules cite are listed."""
UNHELD = (
    "central-travel-measures",
    "civil-code",
    "forest-fire-regulations",
    "forest-law",
    "grassland-law",
    "investment-assessment-measures",
    "investment-rules-2022",
    "labour-workstation-measures",
    "ning-commerce-2024-20",
    "ning-commerce-2024-22",
    "ning-land-control-2019",
    "ningxia-reception-2021",
    "yinchuan-durables-2024",
    "yinchuan-property-prices",
    "yinchuan-property-stars",
)
CHINESE = "一二三四五六七八九"
OPENINGS = {
    "前言": "为",
    "有效期": "本戒严令有效期:",
    "专班": "西夏区人民政府成立整治行动工作专班",
    "结尾": "电动摩托车",
}


def read(name: str) -> Instrument:
    data: dict[str, Any] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    data["title"] = Text(**data["title"])
    data["issuers"] = tuple(data.get("issuers", ()))
    if "note" in data:
        data["note"] = Text(**data["note"])
    if "span" in data:
        data["span"] = Span(**data["span"])
    spans = data.get("provisions", {})
    data["provisions"] = {at: Span(**span) for at, span in spans.items()}
    return Instrument(**data)


@pytest.fixture(scope="session")
def gazette(gazette_folder: Path) -> GazetteText:
    return read_gazette(gazette_folder / "2024-3.txt")


def parent(at: str) -> str:
    """Return the locator one level up: 三 for 三（一）, nothing for 三 and （一）."""
    section, bracket, _ = at.partition("（")
    return section if bracket else ""


def opening(at: str) -> str:
    """Return the words a provision with this locator begins with in print."""
    if at in OPENINGS:
        return OPENINGS[at]
    if at.isdigit():
        return f"{at}."
    _, bracket, item = at.partition("（")
    return normalised(bracket + item) if bracket else f"{at}、"


def words(instrument: Instrument, at: str, gazette: GazetteText) -> str:
    start, end = find_span(gazette, instrument, at)
    return gazette.text[start:end]


def test_every_file_is_named_after_its_instrument_and_no_other_is_there() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted((*HELD, *EARLIER, *PARTS, *UNHELD))
    assert [read(name).id for name in (*HELD, *UNHELD)] == [*HELD, *UNHELD]


def test_the_held_instruments_have_the_number_and_day_printed() -> None:
    assert [(read(name).number, read(name).issued) for name in HELD] == [
        ("银西政办发〔2024〕32号", dt.date(2024, 6, 14)),
        ("银西党办〔2024〕119号", dt.date(2024, 9, 30)),
        ("银西政规发〔2024〕2号", dt.date(2024, 9, 30)),
        ("银西政办发〔2024〕40号", dt.date(2024, 7, 8)),
        ("银西政办发〔2024〕37号", dt.date(2024, 6, 26)),
    ]


def test_the_nineteen_measures_and_no_more_are_listed() -> None:
    ones = [*CHINESE, "十"]
    numbers = [*ones, *(f"十{one}" for one in CHINESE)]
    assert list(read("employment-2024").provisions) == [
        "落款",
        "前言",
        *(f"（{number}）" for number in numbers),
        "五",
    ]


def test_the_fire_order_lists_six_prohibitions_and_seven_measures() -> None:
    assert list(read("fire-order-2024").provisions) == [
        "前言",
        "一",
        "二",
        "三",
        *(f"三（{number}）" for number in "一二三四五六"),
        *(f"四（{number}）" for number in "一二三四五六七"),
        "有效期",
    ]


@pytest.mark.parametrize("name", UNHELD)
def test_an_instrument_whose_words_are_not_held_cites_no_words(name: str) -> None:
    instrument = read(name)
    assert instrument.text == "unheld"
    assert (instrument.span, instrument.gazette, dict(instrument.provisions)) == (None, None, {})


@pytest.mark.parametrize("name", HELD)
def test_every_provision_is_found_and_begins_with_the_words_of_its_locator(
    name: str, gazette: GazetteText
) -> None:
    instrument = read(name)
    # The closing lines begin with who issued the document, in the words its file names them by.
    issuers = normalised("".join(instrument.issuers))
    begins = {at: words(instrument, at, gazette) for at in instrument.provisions}
    wanted = {at: issuers if at == "落款" else opening(at) for at in begins}
    assert [at for at, text in begins.items() if not text.startswith(wanted[at])] == []


@pytest.mark.parametrize("name", HELD)
def test_number_issuers_and_day_are_printed_inside_the_instrument(name: str, gazette: GazetteText) -> None:
    instrument = read(name)
    assert instrument.span is not None
    assert instrument.issued is not None
    whole = Instrument(
        id=name,
        title=instrument.title,
        text="held",
        span=instrument.span,
        provisions={"全文": instrument.span},
    )
    day = instrument.issued
    printed = (f"{day.year}年{day.month}月{day.day}日", instrument.title.zh, *instrument.issuers)
    assert instrument.number is not None
    assert [
        phrase
        for phrase in (instrument.number, *printed)
        if find_anchor(gazette, whole, "全文", phrase) is None
    ] == []


@pytest.mark.parametrize("name", HELD)
def test_the_first_words_of_an_instrument_stand_once_in_the_gazette(name: str, gazette: GazetteText) -> None:
    span = read(name).span
    assert span is not None
    assert gazette.text.count(normalised(span.first)) == 1


@pytest.mark.parametrize("name", HELD)
def test_provisions_beside_each_other_do_not_overlap_and_keep_their_order(
    name: str, gazette: GazetteText
) -> None:
    instrument = read(name)
    spans = {at: find_span(gazette, instrument, at) for at in instrument.provisions}
    leaves = [at for at in spans if not any(parent(other) == at for other in spans)]
    clashes = [
        (left, right) for left, right in itertools.pairwise(leaves) if spans[left][1] > spans[right][0]
    ]
    assert clashes == []


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        (
            "trade-in-2024",
            [
                "二、开展汽车以旧换新",
                "三、推动家电以旧换新",
                "四、推动家装厨卫以旧换新",
                "五、保障措施",
            ],
        ),
        (
            "employment-2024",
            [
                "一、稳定就地就近就业",
                "二、扩大外出务工就业规模",
                "三、提升技能水平",
                "四、强化公共就业服务",
            ],
        ),
        (
            "fire-order-2024",
            [
                "三、森林草原防火禁火期间,在戒严区域任何单位和个人禁止下列野外用火行为",
                "四、防火禁火措施",
            ],
        ),
    ],
)
def test_nothing_but_headings_stands_between_provisions(
    name: str, headings: list[str], gazette: GazetteText
) -> None:
    instrument = read(name)
    spans = {at: find_span(gazette, instrument, at) for at in instrument.provisions}
    leaves = [span for at, span in spans.items() if not any(parent(other) == at for other in spans)]
    between = [gazette.text[left[1] : right[0]] for left, right in itertools.pairwise(leaves)]
    assert [words for words in between if words] == headings


def test_the_ban_in_section_three_of_the_fire_order_holds_its_six_items(
    gazette: GazetteText,
) -> None:
    order = read("fire-order-2024")
    start, end = find_span(gazette, order, "三")
    items = [find_span(gazette, order, f"三（{number}）") for number in "一二三四五六"]
    assert all(start < first and last <= end for first, last in items)
    assert items[-1][1] == end


def test_two_instruments_of_the_gazette_do_not_overlap(gazette: GazetteText) -> None:
    spans = []
    for name in HELD:
        instrument = read(name)
        found = [find_span(gazette, instrument, at) for at in instrument.provisions]
        spans.append((min(start for start, _ in found), max(end for _, end in found)))
    spans.sort()
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("name", "at", "ending"),
    [
        ("trade-in-2024", "一", "2024年6月—12月"),
        ("trade-in-2024", "三（三）", "最高1000元补贴。"),
        ("fire-order-2024", "四（六）", "有火报火情,无火报平安;"),
        ("fire-order-2024", "有效期", "自2024年9月30日至2025年6月1日"),
        (
            "employment-2024",
            "（七）",
            ("给予200元就业服务补贴。(责任单位:财政局、人力资源和社会保障局、农业农村和水务局、涉农镇街)"),
        ),
    ],
)
def test_a_provision_ends_where_its_last_sentence_ends(
    name: str, at: str, ending: str, gazette: GazetteText
) -> None:
    assert words(read(name), at, gazette).endswith(ending)


@pytest.mark.parametrize(
    ("name", "by", "at", "phrase"),
    [
        ("ning-commerce-2024-20", "trade-in-2024", "前言", "宁商发〔2024〕20号"),
        ("ning-commerce-2024-22", "trade-in-2024", "前言", "宁商发〔2024〕22号"),
        (
            "yinchuan-durables-2024",
            "trade-in-2024",
            "前言",
            "2024年银川市耐用消费品以旧换新实施细则",
        ),
        ("forest-law", "fire-order-2024", "四（七）", "中华人民共和国森林法"),
        ("grassland-law", "fire-order-2024", "四（七）", "中华人民共和国草原法"),
        ("forest-fire-regulations", "fire-order-2024", "四（七）", "森林防火条例"),
        ("labour-workstation-measures", "employment-2024", "（六）", "劳务工作站管理办法"),
        (
            "yinchuan-property-prices",
            "property-123-2024",
            "二（二）1.四",
            "银川市普通住宅前期物业服务和停车收费政府指导价标准方案",
        ),
        (
            "yinchuan-property-stars",
            "property-123-2024",
            "附件1规范经营",
            "银川市住宅小区物业服务质量星级化评定实施办法（试行）",
        ),
    ],
)
def test_an_unheld_instrument_is_named_where_its_note_says(
    name: str, by: str, at: str, phrase: str, gazette: GazetteText
) -> None:
    unheld = read(name)
    assert phrase in {unheld.number, unheld.title.zh}
    assert find_anchor(gazette, read(by), at, phrase) is not None
