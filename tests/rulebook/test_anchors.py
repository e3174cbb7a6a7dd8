"""Anchors held against texts: found, moved, missing, and the lock that remembers them."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import attrs
import pytest

from xixia_gov.errors import InputError, Place, Problem, ValueProblem
from xixia_gov.model.instrument import Instrument, Span
from xixia_gov.rulebook.anchors import (
    Anchor,
    AnchorLock,
    AnchorSpot,
    GazetteText,
    check_anchors,
    find_anchor,
    find_span,
    gazette_text,
    make_lock,
    read_gazette,
    read_lock,
    write_lock,
)
from xixia_gov.text import Text

RULES = Path(__file__).parents[2] / "rules" / "instruments"
PRINTED = """一、前一文件的补贴9元。

某区补贴办法
一、对个人每台补贴
　１００ 元，最
某区公报页眉
高300元。
（一） 公司
每台50元。二、自公布之日起施行。
"""
# normalised, with the offset of each line's first character:
# 0 一、前一文件的补贴9元。 | 12 (empty) | 12 某区补贴办法 | 18 一、对个人每台补贴 | 27 100元,最
# | 33 某区公报页眉 | 39 高300元。 | 45 (一)公司 | 50 每台50元。二、自公布之日起施行。

LAW = Instrument(
    id="law",
    title=Text(zh="某区补贴办法", en="Subsidy rules"),
    text="held",
    gazette="g",
    span=Span("某区补贴办法", "施行。"),
    provisions={
        "一": Span("一、", "每台50元。"),
        "一（一）": Span("（一）", "50元。"),
        "二": Span("二、", "施行。"),
    },
)
CODE = Instrument(id="code", title=Text(zh="法典", en="A code"), text="unheld")
LAWS = {"law": LAW, "code": CODE}
PLACE = Place("rules/a.toml", 7, 3)


@pytest.fixture
def text() -> GazetteText:
    return gazette_text("g", PRINTED.encode())


def english(problems: list[Problem]) -> list[str]:
    return [problem.message.en for problem in problems]


def anchor(at: str, phrase: str, instrument: str = "law") -> Anchor:
    return Anchor(instrument, at, phrase, PLACE)


def test_a_text_is_compared_without_white_space_and_full_width_forms(text: GazetteText) -> None:
    assert text.text == (
        "一、前一文件的补贴9元。某区补贴办法一、对个人每台补贴100元,最某区公报页眉高300元。"
        "(一)公司每台50元。二、自公布之日起施行。"
    )


def test_the_sum_is_that_of_the_bytes_of_the_file(text: GazetteText) -> None:
    assert text.sha256 == hashlib.sha256(PRINTED.encode()).hexdigest()


@pytest.mark.parametrize(
    ("offset", "line"),
    [(0, 1), (11, 1), (12, 3), (17, 3), (18, 4), (26, 4), (27, 5), (44, 7), (45, 8), (50, 9)],
)
def test_an_offset_leads_back_to_its_line(text: GazetteText, offset: int, line: int) -> None:
    assert text.line(offset) == line


def test_windows_line_ends_and_a_byte_order_mark_change_no_word_and_no_line() -> None:
    marked = gazette_text("g", b"\xef\xbb\xbf" + "一、\r\n二、".encode())
    assert (marked.text, marked.line(0), marked.line(2)) == ("一、二、", 1, 2)


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    with pytest.raises(InputError) as caught:
        gazette_text("g", "一、\n".encode() + b"\xff")
    assert str(caught.value) == "g:2: gazette 'g' is not UTF-8 text: invalid start byte"


def test_a_gazette_is_named_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "2024-9.txt"
    path.write_bytes(PRINTED.encode())
    assert read_gazette(path) == gazette_text("2024-9", PRINTED.encode())


@pytest.mark.parametrize(("at", "span"), [("一", (18, 56)), ("一（一）", (45, 56)), ("二", (56, 67))])
def test_a_provision_is_looked_up_inside_its_instrument(
    text: GazetteText, at: str, span: tuple[int, int]
) -> None:
    assert find_span(text, LAW, at) == span


def test_last_words_that_are_the_first_words_are_the_whole_passage(text: GazetteText) -> None:
    law = attrs.evolve(LAW, provisions={"页": Span("某区公报页眉", "页眉")})
    assert find_span(text, law, "页") == (33, 39)


@pytest.mark.parametrize(
    ("law", "at", "message"),
    [
        (LAW, "三", "instrument 'law' has no provision '三'; allowed: 一, 一（一）, 二"),
        (
            attrs.evolve(LAW, provisions={"三": Span("三、", "。")}),
            "三",
            "provision '三' of instrument 'law': first words '三、' not found in gazette g",
        ),
        (
            attrs.evolve(LAW, provisions={"二": Span("二、", "300元")}),
            "二",
            ("provision '二' of instrument 'law': last words '300元' not found after the first in gazette g"),
        ),
        (
            attrs.evolve(LAW, span=Span("某市", "施行。")),
            "一",
            "instrument 'law': first words '某市' not found in gazette g",
        ),
        (
            attrs.evolve(LAW, span=None),
            "一",
            "instrument 'law' gives no first and last words in the gazette",
        ),
        (
            attrs.evolve(LAW, provisions={"一": Span("", "。")}),
            "一",
            "provision '一' of instrument 'law': first words '' not found in gazette g",
        ),
    ],
)
def test_a_provision_that_is_not_found_is_named(
    text: GazetteText, law: Instrument, at: str, message: str
) -> None:
    with pytest.raises(ValueProblem) as caught:
        find_span(text, law, at)
    assert caught.value.message.en == message


def test_a_phrase_is_found_across_line_ends_and_full_width_digits(text: GazetteText) -> None:
    assert find_anchor(text, LAW, "一", "每台 补贴100元") == AnchorSpot(line=4, offset=23)


def test_a_phrase_in_another_provision_or_instrument_is_not_found(text: GazetteText) -> None:
    assert find_anchor(text, LAW, "二", "100元") is None
    assert find_anchor(text, LAW, "一", "补贴9元") is None


def test_a_phrase_that_a_page_head_interrupts_is_not_found(text: GazetteText) -> None:
    assert find_anchor(text, LAW, "一", "最高300元") is None
    assert find_anchor(text, LAW, "一", "高300元") == AnchorSpot(line=7, offset=39)


def test_a_phrase_may_not_reach_past_the_end_of_its_provision(text: GazetteText) -> None:
    assert find_anchor(text, LAW, "一", "50元。") == AnchorSpot(line=9, offset=52)
    assert find_anchor(text, LAW, "一", "50元。二") is None


def test_a_phrase_of_nothing_but_white_space_is_not_found(text: GazetteText) -> None:
    assert find_anchor(text, LAW, "一", " 　") is None


def test_anchors_that_stand_where_the_lock_says_are_right(text: GazetteText) -> None:
    anchors = [anchor("一", "100元"), anchor("一（一）", "50元")]
    lock = make_lock(anchors, LAWS, {"g": text})
    assert lock == AnchorLock(
        {"g": text.sha256},
        {
            ("law", "一", "100元"): AnchorSpot(line=5, offset=27),
            ("law", "一（一）", "50元"): AnchorSpot(line=9, offset=52),
        },
    )
    assert check_anchors(anchors, LAWS, {"g": text}, lock) == []
    assert check_anchors(anchors, LAWS, None, lock) == []


def test_a_phrase_outside_its_provision_is_told_where_it_stands(text: GazetteText) -> None:
    anchors = [anchor("二", "50元")]
    lock = AnchorLock({"g": text.sha256}, {anchors[0].key: AnchorSpot(9, 52)})
    problems = check_anchors(anchors, LAWS, {"g": text}, lock)
    assert english(problems) == ["'50元' does not stand in '二' of law; it stands in: 一, 一（一）"]
    assert problems[0].place == PLACE
    assert problems[0].message.zh == "“50元”不在law的“二”中; 它在: 一, 一（一）"


def test_a_phrase_that_stands_nowhere_is_to_be_copied_from_the_text(text: GazetteText) -> None:
    problems = check_anchors([anchor("二", "60元")], LAWS, {"g": text}, AnchorLock())
    assert english(problems) == [
        "'60元' does not stand in '二' of law; copy a phrase of the text, in one piece",
        "the anchor lock is stale: it was not made from this text of gazette g; refresh the lock",
    ]


@pytest.mark.parametrize("with_text", [True, False])
def test_an_unknown_provision_is_a_problem_that_lists_those_there_are(
    text: GazetteText, *, with_text: bool
) -> None:
    lock = AnchorLock({"g": text.sha256})
    texts = {"g": text} if with_text else None
    assert english(check_anchors([anchor("三", "50元")], LAWS, texts, lock)) == [
        "instrument 'law' has no provision '三'; allowed: 一, 一（一）, 二"
    ]


def test_an_unknown_instrument_is_a_problem_with_the_nearest_name(text: GazetteText) -> None:
    anchors = [anchor("一", "50元", "laws")]
    assert english(check_anchors(anchors, LAWS, {"g": text}, AnchorLock())) == [
        "unknown instrument 'laws'; did you mean 'law'?"
    ]


def test_words_that_are_not_held_are_not_looked_up(text: GazetteText) -> None:
    anchors = [anchor("第十七条", "未成年人", "code")]
    assert check_anchors(anchors, LAWS, {"g": text}, AnchorLock()) == []
    assert check_anchors(anchors, LAWS, None, AnchorLock()) == []
    assert make_lock(anchors, LAWS, {"g": text}) == AnchorLock()


def test_without_the_text_every_anchor_must_be_in_the_lock() -> None:
    lock = AnchorLock({"g": "00"}, {("law", "一", "100元"): AnchorSpot(5, 27)})
    anchors = [anchor("一", "100元"), anchor("一", "50元")]
    missing = ["the anchor lock has no '50元' (law 一); refresh the lock with the gazette texts"]
    assert english(check_anchors(anchors, LAWS, None, lock)) == missing
    assert english(check_anchors(anchors, LAWS, {}, lock)) == missing


def test_an_anchor_that_moved_makes_the_lock_stale(text: GazetteText) -> None:
    anchors = [anchor("一", "100元")]
    lock = AnchorLock({"g": text.sha256}, {anchors[0].key: AnchorSpot(4, 26)})
    problems = check_anchors(anchors, LAWS, {"g": text}, lock)
    assert english(problems) == [
        (
            "the anchor lock is stale: it has '100元' in line 4 (offset 26), "
            "the text in line 5 (offset 27); refresh the lock"
        )
    ]
    assert problems[0].place == PLACE


def test_an_anchor_added_since_makes_the_lock_stale(text: GazetteText) -> None:
    problems = check_anchors([anchor("一", "100元")], LAWS, {"g": text}, AnchorLock({"g": text.sha256}))
    assert english(problems) == [
        "the anchor lock has no '100元' (law 一); refresh the lock with the gazette texts"
    ]


def test_a_text_that_changed_is_said_once_at_the_lock(text: GazetteText) -> None:
    anchors = [anchor("一", "100元"), anchor("一", "300元")]
    lock = attrs.evolve(make_lock(anchors, LAWS, {"g": text}), path="rules/anchors.lock")
    edited = gazette_text("g", ("\n" + PRINTED).encode())
    problems = check_anchors(anchors, LAWS, {"g": edited}, lock)
    assert english(problems) == [
        "the anchor lock is stale: it was not made from this text of gazette g; refresh the lock"
    ]
    assert problems[0].place == Place("rules/anchors.lock")


def test_an_anchor_no_rule_has_any_more_makes_the_lock_stale(text: GazetteText) -> None:
    kept, gone = anchor("一", "100元"), anchor("一", "300元")
    lock = make_lock([kept, gone], LAWS, {"g": text})
    assert english(check_anchors([kept], LAWS, {"g": text}, lock)) == [
        "the anchor lock is stale: no rule rests on '300元' (law 一) any more; refresh the lock"
    ]


def test_the_order_of_anchors_does_not_change_the_lock_file(text: GazetteText, tmp_path: Path) -> None:
    anchors = [anchor("一", "100元"), anchor("一（一）", "50元"), anchor("一", "300元")]
    for name, given in (("a", anchors), ("b", anchors[::-1])):
        write_lock(tmp_path / name, make_lock(given, LAWS, {"g": text}))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_lock_file_has_one_entry_per_line(tmp_path: Path) -> None:
    spots = {
        ("law", "二", "b"): AnchorSpot(9, 60),
        ("law", "一", "100元"): AnchorSpot(5, 27),
    }
    write_lock(tmp_path / "anchors.lock", AnchorLock({"h": "02", "g": "01"}, spots))
    assert (tmp_path / "anchors.lock").read_text(encoding="utf-8").splitlines() == [
        "{",
        '"anchors": [',
        '{"at": "一", "instrument": "law", "line": 5, "offset": 27, "phrase": "100元"},',
        '{"at": "二", "instrument": "law", "line": 9, "offset": 60, "phrase": "b"}',
        "],",
        '"gazettes": {',
        '"g": "01",',
        '"h": "02"',
        "}",
        "}",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["anchors.lock"]


def test_a_lock_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "anchors.lock"
    lock = AnchorLock({"g": "01"}, {("law", "一", 'say "100元"'): AnchorSpot(5, 27)})
    write_lock(path, lock)
    assert read_lock(path) == lock
    assert read_lock(path).path == str(path)


def test_an_empty_lock_reads_back_as_it_was_written(tmp_path: Path) -> None:
    write_lock(tmp_path / "anchors.lock", AnchorLock())
    assert read_lock(tmp_path / "anchors.lock") == AnchorLock()


def test_no_lock_file_is_an_empty_lock(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "anchors.lock") == AnchorLock()


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (
            "{\n<",
            (
                ":2: the anchor lock cannot be read: Expecting property name enclosed in "
                "double quotes; write it anew with the gazette texts"
            ),
        ),
        (
            "[]",
            (": the anchor lock cannot be read: anchors, gazettes; write it anew with the gazette texts"),
        ),
        (
            '{"anchors": [], "gazettes": {"g": 1}}',
            ": the anchor lock cannot be read: gazettes; write it anew with the gazette texts",
        ),
        (
            '{"anchors": [{"at": "一"}], "gazettes": {}}',
            ": the anchor lock cannot be read: anchors; write it anew with the gazette texts",
        ),
        (
            (
                '{"gazettes": {}, "anchors": '
                '[{"at": "一", "instrument": "law", "line": true, "offset": 0, "phrase": "b"}]}'
            ),
            ": the anchor lock cannot be read: anchors; write it anew with the gazette texts",
        ),
    ],
)
def test_a_file_that_is_no_lock_is_refused(tmp_path: Path, words: str, end: str) -> None:
    path = tmp_path / "anchors.lock"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_lock(path)
    assert str(caught.value) == f"{path}{end}"


def printed_instrument(name: str) -> Instrument:
    data = tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))
    return Instrument(
        id=name,
        title=Text(**data["title"]),
        text="held",
        gazette=data["gazette"],
        span=Span(**data["span"]),
        provisions={at: Span(**span) for at, span in data["provisions"].items()},
    )


@pytest.mark.parametrize(
    ("name", "at", "phrase", "line"),
    [
        ("trade-in-2024", "一", "2024年6月—12月", 152),
        ("trade-in-2024", "三（一）", "单价1000元及以上", 159),
        ("trade-in-2024", "三（一）", "二级以上能效", 159),
        ("trade-in-2024", "三（一）", "最终成交价格10%", 159),
        ("trade-in-2024", "三（三）", "最高1000元", 161),
        ("trade-in-2024", "二（二）", "20万元以下新车给予2000元", 155),
        ("employment-2024", "（七）", "200-800元", 134),
        ("employment-2024", "（十三）", "国家级标准的80%", 141),
        ("fire-order-2024", "一", "2024年10月1日至2025年5月31日", 7),
        ("fire-order-2024", "二", "200米范围内", 8),
        ("fire-order-2024", "四（六）", "24小时值班", 23),
        ("fire-order-2024", "有效期", "自2024年9月30日至2025年6月1日", 24),
    ],
)
def test_a_figure_of_the_gazette_is_found_in_its_printed_line(
    gazette_folder: Path, name: str, at: str, phrase: str, line: int
) -> None:
    text = read_gazette(gazette_folder / "2024-3.txt")
    spot = find_anchor(text, printed_instrument(name), at, phrase)
    assert spot is not None
    assert spot.line == line


def test_a_figure_of_the_gazette_is_not_found_beside_its_provision(gazette_folder: Path) -> None:
    text = read_gazette(gazette_folder / "2024-3.txt")
    plan = printed_instrument("trade-in-2024")
    assert find_anchor(text, plan, "三（三）", "单价1000元及以上") is None
    assert find_anchor(text, plan, "二（二）", "购买20万元以下新车") is None
