"""Rows become cases: by the head of each column, one row or several to a case, every fault at its cell."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import xixia_gov as xg
from xixia_gov.casefile import together
from xixia_gov.casefile.csvcases import CsvCase, open_cases
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook

DAY = dt.date(2024, 8, 20)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return xg.load_rulebook()


def results(
    book: Rulebook, raw: str | bytes, matter: str | None = "家电", subject: str | None = None
) -> list[CsvCase | InputError]:
    stream = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    words = book.vocabulary
    found = open_cases(
        stream,
        "a.csv",
        book,
        matter=None if matter is None else words.matter(matter),
        subject=None if subject is None else words.subject(subject),
    )
    return list(found.each(as_of=DAY))


def cases(book: Rulebook, raw: str | bytes, matter: str | None = "家电", **more: Any) -> list[Case]:
    found = results(book, raw, matter, **more)
    assert [one.render("en") for one in found if isinstance(one, InputError)] == []
    return [one.case for one in found if isinstance(one, CsvCase)]


def faults(book: Rulebook, raw: str | bytes, matter: str | None = "家电", **more: Any) -> list[str]:
    """Return what is wrong, in English, of the whole file or of each case."""
    try:
        found = results(book, raw, matter, **more)
    except InputError as error:
        return error.render("en").split("\n")
    return [line for one in found if isinstance(one, InputError) for line in one.render("en").split("\n")]


ROW = xg.AppliancePurchase(ref="a", unit_price=xg.yuan("4999"), bought_on=dt.date(2024, 8, 15))


@pytest.mark.parametrize(
    "head",
    [
        "编号,单价,购买日期",
        "ref,purchase.unit_price,purchase.bought_on",
        "ref,unit price,Day of purchase",
        " 编号 ,单价（元）,购买日期 (2024-08-20)",
    ],
)
def test_a_column_is_named_by_its_dotted_name_or_its_label(book: Rulebook, head: str) -> None:
    (case,) = cases(book, f"{head}\na,4999,2024/8/15\n")
    assert case == xg.Case(subject=xg.Citizen(), as_of=DAY, matters=[ROW])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_separators_and_line_ends_make_no_difference(
    book: Rulebook, encoding: str, separator: str, end: str
) -> None:
    lines = [["编号", "单价", "购买日期"], ["a", "4999", "2024/8/15"], ["b", "", ""]]
    text = "".join(separator.join(line) + end for line in lines)
    first, second = cases(book, text.encode(encoding))
    assert first.matters == (ROW,)
    assert second.matters == (xg.AppliancePurchase(ref="b"),)


def test_an_empty_cell_a_short_row_and_empty_cells_too_many_are_unknown(book: Rulebook) -> None:
    found = cases(book, "编号,单价,购买日期\na,,\nb\nc,,,,\n,,\n\n")
    assert [case.matters[0] for case in found] == [xg.AppliancePurchase(ref=ref) for ref in "abc"]


def test_rows_with_one_case_form_one_case_with_the_facts_of_its_subject(book: Rulebook) -> None:
    text = (
        "情形,事项,编号,数量,询问日期,citizen.groups,purchase.category,findings.three_groups,household.labour_income\n"
        "张,家电,1,2台,2024/9/1,脱贫户、搬迁户,冰箱,,\n张,OutwardWork,2,,,,,是,1万\n李,家电购买,3,,,,空调,,\n"
    )
    one, two = cases(book, text, None)
    assert one.as_of == dt.date(2024, 9, 1)
    groups = ["poverty_alleviated", "relocated"]
    assert one.subject == xg.Citizen(groups=groups, household=xg.Household(labour_income=xg.yuan("10000")))
    assert one.matters == (
        xg.AppliancePurchase(ref="1", units=2, category="refrigerator"),
        xg.OutwardWork(ref="2", findings={"three_groups": True}),
    )
    assert [matter.ref for matter in two.matters] == ["3"]


@pytest.mark.parametrize(
    ("text", "matter", "expected"),
    [
        ("", "家电", "a.csv: the file is empty"),
        ("\ufeff", "家电", "a.csv: the file is empty"),
        ("编号,单价\n", "家电", "a.csv:1: there is no row under the header"),
        (
            "编号,最终成交价\n1,2\n",
            "家电",
            "a.csv:1:2: column B, '最终成交价': unknown column '最终成交价'; did you mean '最终成交价格'?",
        ),
        (
            "单价,单价\n1,2\n",
            "家电",
            "a.csv:1:2: column B, '单价': the same as column A, '单价'; keep one of them",
        ),
        (
            "单价,purchase.unit_price\n1,2\n",
            "家电",
            "a.csv:1: column B, 'purchase.unit_price': the same as column A, '单价'; keep one of them",
        ),
        ("编号\n1\n", "家电", "a.csv:1: no column holds a fact; xixia-gov template prints a header"),
        (
            "编号,单价,能效等级\n1,2,3\n",
            None,
            (
                "a.csv:1: there is no column `matter` (事项); add it, or use --matter AppliancePurchase"
                " (home-appliance purchase)"
            ),
        ),
        (
            "单价,car.price\n1,2\n",
            "家电",
            (
                "a.csv:1:2: column B, 'car.price': this is a fact of CarReplacement, "
                "not of the subject and matter asked about; "
                "delete what is of no use here, or use --ignore car.price"
            ),
        ),
        (
            "car.price\n1\n",
            "CarReplacement",
            (
                "a.csv:1: the rules do not say who asks about CarReplacement; "
                "use --subject with one of Citizen, Enterprise, Organisation"
            ),
        ),
        (
            "member.labour_income,单价\n1,2\n",
            "家电",
            (
                "a.csv:1:1: column A, 'member.labour_income': unknown column 'member.labour_income'; "
                "did you mean 'household.labour_income'?"
            ),
        ),
        (
            "household.members\n1\n",
            "家电",
            (
                "a.csv:1:1: column A, 'household.members': this is a list, which a cell cannot hold; "
                "use TOML or JSON"
            ),
        ),
        (
            "PK\x03\x04 ...",
            "家电",
            "a.csv: this is an Excel workbook, not a CSV; save it in Excel as 'CSV UTF-8'",
        ),
    ],
)
def test_a_header_that_cannot_be_followed_is_told(
    book: Rulebook, text: str, matter: str | None, expected: str
) -> None:
    assert faults(book, text, matter) == [expected]


def test_each_unknown_column_is_told_and_the_known_ones_once_for_all(book: Rulebook) -> None:
    first, second, third = faults(book, "单价,销售员,发票 号\n1,王,7\n")
    assert first == (
        "a.csv:1:2: column B, '销售员': unknown column '销售员'; "
        "delete what is of no use here, or use --ignore 销售员"
    )
    assert second.endswith('--ignore "发票 号"')
    assert third.startswith("a.csv:1: the columns there are: as_of, case, citizen.groups, ")


def test_a_column_left_out_is_as_if_it_were_not_there(book: Rulebook) -> None:
    stream = io.BytesIO("销售员（门店）,单价,单价,能效等级\n王,贵,1,2\n".encode())
    matter = book.vocabulary.matter("家电")
    found = open_cases(stream, "a.csv", book, matter=matter, ignored=["销售员", "单价"])
    (case,) = found.each(as_of=DAY)
    assert isinstance(case, CsvCase)
    assert case.case.matters == (xg.AppliancePurchase(energy_class=2),)


def test_facts_that_no_column_holds_are_known_from_the_header(book: Rulebook) -> None:
    """能效等级 settles 有能效标识: a class that is given says that there is a label."""
    stream = io.BytesIO("买方是个人消费者,家电品类,能效等级,单价,购买日期\n,,,,\n".encode())
    found = open_cases(stream, "a.csv", book, matter=book.vocabulary.matter("家电"))
    assert [target.name for target in found.absent] == [
        "purchase.in_trade_in_activity",
        "purchase.final_price",
    ]


def test_a_utf8_file_with_one_broken_line_is_not_taken_for_gb18030(book: Rulebook) -> None:
    broken = "编号,单价\n1,2\n冰箱,3\n".encode().replace("箱".encode(), b"\xe7\xae")
    (fault,) = faults(book, broken)
    assert fault.startswith("a.csv:3: this line has bytes that are not UTF-8, the file may be damaged; ")


def test_bytes_in_no_known_encoding_are_told_with_their_line(book: Rulebook) -> None:
    assert faults(book, b"ref\n1\n\xff\xff\n") == [
        "a.csv:3: the file is neither UTF-8 nor GB18030; save it as UTF-8"
    ]


@pytest.mark.parametrize("head", ["编号,家电品类", "ref,purchase.category"])
@pytest.mark.parametrize("rows", [1, 100_000])
def test_bytes_that_are_not_gb18030_are_told_with_their_line(book: Rulebook, head: str, rows: int) -> None:
    text = head + "\n" + "1,冰箱\n" * rows
    (fault,) = faults(book, text.encode("gb18030") + "2,冰\n".encode() + "3,冰箱\n".encode("gb18030"))
    assert fault == (
        f"a.csv:{rows + 2}: the file is not UTF-8, and this line has bytes that are not GB18030 (GBK) "
        "either, the file may be damaged or in two encodings; export it again as 'CSV UTF-8'"
    )


def test_the_line_of_damaged_utf8_is_told_where_heads_are_in_ascii(book: Rulebook) -> None:
    rows = "ref,purchase.category\n1,冰箱\n".encode() + b"2,\xff\n" + "3,冰\n".encode()
    assert faults(book, rows) == ["a.csv:3: the file is neither UTF-8 nor GB18030; save it as UTF-8"]


def test_every_bad_cell_of_a_row_is_told_and_the_other_rows_are_read(book: Rulebook) -> None:
    text = "编号,单价,能效等级,购买日期,家电品类\n1,x,三,8/9/2024,冰相\n2,5,,,冰箱\n3,\0,,,\n4,1,2,,,7\n"
    found = results(book, text)
    assert [isinstance(one, CsvCase) for one in found] == [False, True, False, False]
    places = [line.split(": ")[0] for line in faults(book, text)]
    assert places == ["a.csv:2:2", "a.csv:2:4", "a.csv:2:5", "a.csv:4:2", "a.csv:5:6"]


def test_a_row_with_too_many_cells_is_told_once_with_what_to_write(book: Rulebook) -> None:
    """1,000.00 without quotes is two cells, and every cell after it stands in the wrong column."""
    (fault,) = faults(book, "编号,单价,购买日期\n1,1,000.00,2024/8/15\n")
    assert fault == (
        "a.csv:2:4: the row has 4 cells, the header 3; '2024/8/15' is one too many; "
        'a cell that holds the separator (such as 1,000.00) needs quotes: "1,000.00"'
    )


def test_a_quote_never_closed_costs_one_row(book: Rulebook) -> None:
    text = '编号,单价\n1,5\n2,"6\n3,7\n4,8\n'
    found = results(book, text)
    refs = [one.case.matters[0].ref for one in found if isinstance(one, CsvCase)]
    assert refs == ["1", "3", "4"]
    (fault,) = faults(book, text)
    assert fault.startswith('a.csv:3: a quote " of this row is never closed')


def test_a_fact_whose_gate_is_shut_is_a_fault_of_its_cell(book: Rulebook) -> None:
    (fault,) = faults(book, "有能效标识,能效等级\n无,1级\n")
    assert fault.startswith("a.csv:2:2: column B, '能效等级': contradiction")


def test_rows_of_a_case_that_stand_apart_are_not_answered_by_halves(book: Rulebook) -> None:
    text = "情形,单价\n张,1\n李,2\n张,3\n"
    found = results(book, text)
    assert [one.id for one in found if isinstance(one, CsvCase)] == ["李"]
    assert [fault.split(": ")[0] for fault in faults(book, text)] == ["a.csv:2", "a.csv:4"]


def test_cases_that_one_mark_takes_for_one_are_told_apart(
    book: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With eight marks in all, most of forty cases share one; a second look counts them by name."""
    monkeypatch.setattr(together, "_BITS", 8)
    rows = [f"c{i}" for i in range(40)]
    text = "情形,单价\n" + "".join(f"{name},{i}\n" for i, name in enumerate([*rows, "c7"]))
    found = results(book, text)
    assert [one.id for one in found if isinstance(one, CsvCase)] == [name for name in rows if name != "c7"]
    assert [line.split(": ")[0] for line in faults(book, text)] == ["a.csv:9", "a.csv:42"]


def test_the_cases_beside_a_broken_row_are_not_answered(book: Rulebook) -> None:
    text = '情形,单价\n甲,1\n乙,2\n丙,"3"4\n丁,5\n戊,6\n'
    found = results(book, text)
    assert [one.id for one in found if isinstance(one, CsvCase)] == ["甲", "戊"]


def test_a_row_that_names_no_case_is_refused(book: Rulebook) -> None:
    (fault,) = faults(book, "情形,单价\n张,1\n,2\n")
    assert fault.startswith("a.csv:3: this row names no case")


def test_two_rows_of_a_case_may_not_differ_on_the_subject(book: Rulebook) -> None:
    text = "情形,单价,household.labour_income\n张,1,500\n张,1,600\n"
    assert faults(book, text) == [
        "a.csv:3:3: column C, 'household.labour_income': differs from a row of the same case further up"
    ]


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "buyer_is_individual": st.booleans(),
        "in_trade_in_activity": st.booleans(),
        "category": st.sampled_from(["refrigerator", "television", "other"]),
        "energy_class": st.integers(1, 5),
        "unit_price": st.integers(0, 2_000_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}"),
        "final_price": st.integers(0, 2_000_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}"),
        "bought_on": st.dates(dt.date(2024, 5, 1), dt.date(2025, 2, 1)),
    },
)


def in_toml(value: Any) -> str:
    return json.dumps(value) if not isinstance(value, dt.date) else value.isoformat()


def in_csv(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value.year}/{value.month}/{value.day}" if isinstance(value, dt.date) else str(value)


@given(facts=FACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_the_same_facts_give_the_same_answer_in_every_format(book: Rulebook, facts: dict[str, Any]) -> None:
    kind = 'kind = "AppliancePurchase"\n'
    toml = f'as_of = {DAY}\nsubject = {{ kind = "Citizen" }}\n[[matters]]\nref = "r"\n{kind}'
    toml += "".join(f"{name} = {in_toml(value)}\n" for name, value in facts.items())
    matter = {"kind": "AppliancePurchase", "ref": "r", **facts}
    data = {"as_of": str(DAY), "subject": {"kind": "Citizen"}, "matters": [matter]}
    sheet = ",".join(["ref", *(f"purchase.{name}" for name in facts), "有能效标识"])
    sheet += "\n" + ",".join(["r", *map(in_csv, facts.values()), ""]) + "\n"
    one = xg.read_case(toml.encode(), "a.toml", book)
    two = xg.read_case(json.dumps(data, default=str).encode(), "a.json", book)
    (three,) = cases(book, codecs.BOM_UTF8 + sheet.encode())
    assert one == two == three
    assert xg.assess(book, one) == xg.assess(book, three)
