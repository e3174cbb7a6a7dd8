"""Reading whole files: formats, several cases in one, what is left out, what is accepted."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from xixia_gov.casefile.keys import MOST_UNITS
from xixia_gov.casefile.read import read_case, read_cases, read_each
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import yuan
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.citizen import Citizen, Household, Member
from xixia_gov.vocabulary.facts import Flags
from xixia_gov.vocabulary.trade_in import AppliancePurchase

DAY = dt.date(2024, 8, 20)
NOBODY = '{"as_of": "2024-08-20", "subject": {"kind": "Citizen"}}'
TOML = """
as_of = 2024-08-20
[subject]
kind = "Citizen"
[[matters]]
kind = "AppliancePurchase"
"""


def message(raw: bytes, name: str, book: Rulebook) -> str:
    with pytest.raises(InputError) as caught:
        read_cases(raw, name, book)
    return caught.value.render("en")


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
@pytest.mark.parametrize("name", ["case.toml", "case.json", "cases.jsonl", "-"])
def test_an_empty_file_is_said_to_be_empty(raw: bytes, name: str, book: Rulebook) -> None:
    assert message(raw, name, book) == f"{name}: the file is empty"


@pytest.mark.parametrize("name", ["case.toml", "case.json", "cases.jsonl"])
def test_a_file_that_is_not_utf8_is_named_with_the_place_of_the_byte(name: str, book: Rulebook) -> None:
    raw = "as_of = 2024-08-20\nsubject = '个".encode() + b"\xc8\xcb'"
    assert message(raw, name, book) == (f"{name}:2:13: the file is not UTF-8 (byte 0xC8); save it as UTF-8")


def test_a_file_in_utf16_is_refused_at_its_first_byte(book: Rulebook) -> None:
    assert message(TOML.encode("utf-16"), "case.toml", book) == (
        "case.toml:1:1: the file is not UTF-8 (byte 0xFF); save it as UTF-8"
    )


@pytest.mark.parametrize(("raw", "name"), [(TOML, "case.toml"), (NOBODY, "case.json"), (NOBODY, "-")])
def test_a_byte_order_mark_is_no_part_of_the_case(raw: str, name: str, book: Rulebook) -> None:
    plain = read_case(raw.encode(), name, book)
    assert read_case(b"\xef\xbb\xbf" + raw.encode(), name, book) == plain


def test_windows_line_ends_change_no_place_in_a_message(book: Rulebook) -> None:
    raw = f"{TOML}energyclass = 2\n"
    text = message(raw.encode(), "case.toml", book)
    assert message(raw.replace("\n", "\r\n").encode(), "case.toml", book) == text
    assert text.startswith("case.toml:7:1: unknown fact 'energyclass'")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('{"as_of": ' + "[" * 100_000 + "]" * 100_000 + "}", "case.json"),
        ('{"a": ' * 100_000 + "1" + "}" * 100_000, "case.json"),
        ("a = " + "[" * 100_000 + "]" * 100_000, "case.toml"),
        ("a = " + "{ a = " * 100_000 + "1" + "}" * 100_000, "case.toml"),
    ],
    ids=["json list", "json object", "toml list", "toml table"],
)
def test_what_is_nested_too_deeply_is_refused_and_breaks_nothing(raw: str, name: str, book: Rulebook) -> None:
    assert message(raw.encode(), name, book) == f"{name}: nested too deeply"


@pytest.mark.parametrize("depth", [100, 300, 400, 450])
def test_what_is_nested_deeply_but_can_be_read_is_refused_for_what_it_is(depth: int, book: Rulebook) -> None:
    nested = "[" * depth + "]" * depth
    raw = f'{{"as_of": "2024-08-20", "subject": {{"kind": "Citizen", "groups": {nested}}}, "ref": {nested}}}'
    text = message(raw.encode(), "case.json", book)
    assert "case.json: ref: unknown key 'ref'" in text
    assert "case.json: subject.groups[0]: expected one of" in text


def test_a_number_of_thousands_of_digits_is_refused_in_every_format(book: Rulebook) -> None:
    digits = "9" * 5000
    matter = f'{{"kind": "家电", "energy_class": {digits}}}'
    raw = NOBODY.removesuffix("}") + f', "matters": [{matter}]}}'
    assert message(raw.encode(), "case.json", book) == (
        "case.json: matters[0].energy_class: a whole number has at most 15 digits"
    )
    assert message(f"{TOML}energy_class = {digits}\n".encode(), "case.toml", book) == (
        "case.toml: there is a whole number with too many digits in it"
    )
    assert "a whole number has at most 15 digits" in message(
        f"{TOML}energy_class = {'9' * 4000}\n".encode(), "case.toml", book
    )


def test_the_longest_numbers_and_sums_that_are_allowed_are_kept_exactly(book: Rulebook) -> None:
    raw = f'{TOML}energy_class = {"9" * 15}\nunit_price = "{"9" * 15}.99"\n'
    [matter] = read_case(raw.encode(), "case.toml", book).matters
    assert isinstance(matter, AppliancePurchase)
    assert matter.energy_class == 999_999_999_999_999
    assert matter.unit_price == yuan("999999999999999.99")


def test_null_and_what_is_left_out_are_both_unknown(book: Rulebook) -> None:
    raw = json.dumps(
        {
            "as_of": "2024-08-20",
            "subject": {"kind": "Citizen", "groups": None, "household": {"groups": {"monitored": None}}},
            "matters": [{"kind": "AppliancePurchase", "category": None, "ref": None, "units": None}],
            "findings": {"three_groups": None},
            "settle": None,
            "suppose": {"three_groups": None},
        }
    )
    case = read_case(raw.encode(), "case.json", book)
    household = Household(groups=Flags((), complete=False))
    assert case == Case(subject=Citizen(household=household), as_of=DAY, matters=[AppliancePurchase()])
    assert case.matters[0].ref is None
    assert isinstance(case.subject, Citizen)
    assert case.subject.groups is UNKNOWN


def test_null_for_the_whole_of_matters_is_no_matter(book: Rulebook) -> None:
    raw = b'{"as_of": "2024-08-20", "subject": {"kind": "Citizen"}, "matters": null}'
    assert read_case(raw, "case.json", book).matters == ()


def test_the_day_of_asking_may_come_from_outside_but_the_case_goes_first(book: Rulebook) -> None:
    other = dt.date(2025, 1, 1)
    without = b'{"subject": {"kind": "Citizen"}}'
    assert read_case(without, "case.json", book, as_of=other).as_of is other
    assert read_case(NOBODY.encode(), "case.json", book, as_of=other).as_of == DAY


def test_chinese_labels_and_everyday_words_mean_the_same_as_ids(book: Rulebook) -> None:
    chinese = """
as_of = 2024-08-20
[subject]
kind = "个人"
"本人所属类别" = ["监测户", "脱贫人口"]
[subject."所在家庭"]
"家庭成员" = [{ "一年务工收入" = "20000" }]
[[matters]]
kind = "家电"
"家电品类" = "电冰箱"
"最终成交价格" = "4899.00"
"有能效标识" = true
"能效等级" = 2
"购买日期" = 2024-08-15
"""
    assert read_case(chinese.encode(), "case.toml", book) == Case(
        subject=Citizen(
            groups=["monitored", "poverty_alleviated"],
            household=Household(members=(Member(labour_income=yuan("20000")),)),
        ),
        as_of=DAY,
        matters=[
            AppliancePurchase(
                category="refrigerator",
                final_price=yuan("4899"),
                has_energy_label=True,
                energy_class=2,
                bought_on=dt.date(2024, 8, 15),
            )
        ],
    )


def test_a_list_of_cases_and_lines_of_cases_come_out_in_order(book: Rulebook) -> None:
    one, two = NOBODY, NOBODY.replace("08-20", "08-21")
    days = [DAY, dt.date(2024, 8, 21)]
    for raw, name in (
        (f"[{one}, {two}]", "cases.json"),
        (f"[\n  {one},\n  {two}\n]\n", "-"),
        (f"{one}\n{two}\n", "cases.jsonl"),
        (f"{one}\n\n{two}\n", "cases.json"),
        (f"{one}\r\n{two}\r\n", "-"),
        (f"\ufeff{one}\n{two}", "-"),
    ):
        assert [case.as_of for case in read_cases(raw.encode(), name, book)] == days, (raw, name)


def test_one_case_over_many_lines_is_one_case(book: Rulebook) -> None:
    raw = json.dumps(json.loads(NOBODY), indent=1)
    assert len(read_cases(raw.encode(), "-", book)) == 1
    assert len(read_cases(raw.encode(), "case.JSON", book)) == 1


def test_one_bad_line_leaves_the_others_to_be_answered(book: Rulebook) -> None:
    lines = [NOBODY, '{"as_of": ', NOBODY, "nonsense", NOBODY]
    for name in ("cases.jsonl", "-"):
        found = read_each("\n".join(lines).encode(), name, book)
        assert [isinstance(one, Case) for one in found] == [True, False, True, False, True]
        bad = [one.render("en").splitlines()[0] for one in found if isinstance(one, InputError)]
        assert bad == [
            f"{name}:2:11: JSON syntax error: a value is wanted here",
            f"{name}:4:1: JSON syntax error: a value is wanted here",
        ]


def test_a_first_line_that_is_broken_does_not_hide_the_lines_after_it(book: Rulebook) -> None:
    found = read_each(f'{{"as_of" 1}}\n{NOBODY}\n{NOBODY}\n'.encode(), "-", book)
    assert [isinstance(one, Case) for one in found] == [False, True, True]


def test_a_line_separator_inside_a_text_is_no_end_of_line(book: Rulebook) -> None:
    line = NOBODY.removesuffix("}") + ', "matters": [{"kind": "家电", "ref": "a\u2028b\x85"}]}'
    found = read_cases(f"{line}\n{line}\n".encode(), "cases.jsonl", book)
    assert [case.matters[0].ref for case in found] == ["a\u2028b\x85"] * 2


def test_where_one_case_is_wanted_two_are_refused(book: Rulebook) -> None:
    with pytest.raises(InputError) as caught:
        read_case(f"{NOBODY}\n{NOBODY}\n".encode(), "cases.jsonl", book)
    assert caught.value.render("en") == "cases.jsonl: there are 2 cases, one is wanted"
    assert caught.value.render("zh") == "cases.jsonl: 文件中有 2 个情形, 应只有一个"


def test_what_is_wrong_with_two_cases_of_a_file_is_told_of_both(book: Rulebook) -> None:
    bad = NOBODY.replace("Citizen", "Citzen")
    with pytest.raises(InputError) as caught:
        read_cases(f"{bad}\n{bad}\n".encode(), "cases.jsonl", book)
    assert [str(problem.place) for problem in caught.value.problems] == [
        "cases.jsonl:1: subject.kind",
        "cases.jsonl:2: subject.kind",
    ]


def test_settings_from_outside_go_over_those_of_the_case(book: Rulebook) -> None:
    raw = NOBODY.replace("}}", '}, "settle": {"readings/outside": "outside_city"}}')
    chosen = {"readings/outside": "outside_region", "readings/fire_key_zones": "whole"}
    [plain] = read_cases(raw.encode(), "case.json", book)
    [settled] = read_cases(raw.encode(), "case.json", book, settle=chosen)
    assert plain.settle == {"readings/outside": "outside_city"}
    assert settled.settle == chosen


@pytest.mark.parametrize("units", [1, 2, MOST_UNITS])
def test_units_from_one_to_the_most_that_are_answered_are_kept(units: int, book: Rulebook) -> None:
    [matter] = read_case(f"{TOML}units = {units}\n".encode(), "case.toml", book).matters
    assert matter.units == units


def test_toml_and_json_are_told_apart_by_their_names_then_by_their_first_words(book: Rulebook) -> None:
    assert read_case(TOML.encode(), "-", book).as_of == DAY
    assert read_case(NOBODY.encode(), "-", book).as_of == DAY
    assert "TOML syntax error" in message(NOBODY.encode(), "case.toml", book)
    assert "JSON syntax error" in message(TOML.encode(), "case.json", book)
    assert "TOML syntax error" in message(b"[[[", "-", book)
