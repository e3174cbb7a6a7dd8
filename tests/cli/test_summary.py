"""The summary of a sheet: what a shop manager reads first, counted by hand from eight rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]

HEAD = "编号,数量,买方是个人消费者,参加以旧换新活动,家电品类,有能效标识,能效等级,单价,最终成交价格,购买日期\n"
SHEET = (
    HEAD
    # A tenth of 3,000 is 300.00, twice.
    + "a,2,是,是,冰箱,有,1,3200,3000,2024/8/15\n"
    # The unit price is not known: yes or no, 0 to 200.00.
    + "b,1,是,是,冰箱,有,1,,2000,2024/8/15\n"
    # Televisions are not among the three categories that are named: 0 to 250.00.
    + "c,1,是,是,电视机,有,2,2600,2500,2024/8/15\n"
    # 5 June: whether the first days of the month count is a question of reading, 0 to 400.00.
    + "d,1,是,是,空调,有,2,4000,4000,2024/6/5\n"
    # May, before the plan.
    + "e,1,是,是,空调,有,2,4000,4000,2024/5/31\n"
    # Class 3, and the floor is 1,000.
    + "f,1,是,是,空调,有,3,900,900,2024/8/15\n"
    # Eligible, the final price not known: 0 to the cap of 1,000.00.
    + "g,1,是,是,空调,有,1,5000,,2024/8/15\n"
    # Refused.
    + "h,1,是,是,空调,有,1,面议,,2024/8/15\n"
)
ASK = ("--matter", "家电", "--as-of", "2024-12-31")


@pytest.fixture
def page(run: Run) -> str:
    return run("check", "-", *ASK, stdin=SHEET).stdout


def test_each_unit_is_counted_once_and_a_refused_row_not_at_all(page: str) -> None:
    lines = page.splitlines()
    assert lines[0] == "已作答 7 个情形，共 8 项；被拒 1 个（不计入以下各数）"
    row = next(line for line in lines if line.startswith("家电以旧换新补贴  "))
    # Yes: a twice, g. No: e, f. Least: 2 × 300. Most: 600 + 200 + 250 + 400 + 1,000.
    assert row.split()[1:] == ["3", "2", "3", "600.00", "2,450.00"]
    assert "合计（付给个人消费者）：600–2,450元" in lines


def test_what_is_not_settled_is_told_apart_by_what_it_waits_for(page: str) -> None:
    assert "  尚不能确定的 3 项：\n" in page
    for words in ("只缺事实，补上就能确定", "取决于条文的读法", "条文没有写明，或由其他文件、机关定"):
        assert re.search(rf"^ +1  {words}$", page, re.MULTILINE)


def test_a_purchase_before_the_plan_is_among_the_reasons_for_no(page: str) -> None:
    assert re.search(r"^ +1  当时尚未施行$", page, re.MULTILINE)
    assert re.search(r"^ +1  单价达到规定的下限$", page, re.MULTILINE)


def test_a_reading_is_shown_with_what_to_type_for_it(run: Run, page: str) -> None:
    match = re.search(r"--settle\s+(\S+=\S+?)）", page)
    assert match is not None
    settled = run("check", "-", *ASK, "--settle", match[1], stdin=SHEET).stdout
    row = next(line for line in settled.splitlines() if line.startswith("家电以旧换新补贴  "))
    # The preferred reading takes the first days in: d is a yes, and 400.00 settled.
    assert row.split()[1:] == ["4", "2", "2", "1,000.00", "2,450.00"]


def test_the_page_says_until_when_the_law_is_known_and_where_the_rows_are(page: str) -> None:
    known, advice, rows = page.splitlines()[-3:]
    assert known == "2024年9月30日以后的法律此处不知。"
    assert advice == "以上是按规则库作出的参考意见，不是主管机关的决定。"
    assert "--format csv" in rows


@pytest.mark.parametrize(("lang", "columns"), [("zh", "60"), ("en", "80")])
def test_no_line_but_the_table_is_wider_than_the_terminal(run: Run, lang: str, columns: str) -> None:
    from xixia_gov.report.wrap import cells  # noqa: PLC0415 - for this test alone

    page = run("check", "-", *ASK, "--lang", lang, stdin=SHEET, COLUMNS=columns).stdout
    after = page.split("\n\n", 2)[2]
    wide = [line for line in after.splitlines() if cells(line) > int(columns) and "--settle" not in line]
    assert [line for line in wide if "--format" not in line] == []


def test_rows_come_out_with_the_names_a_person_reads(run: Run) -> None:
    result = run("check", "-", *ASK, "--format", "csv", stdin=SHEET)
    rows = {row["编号"]: row for row in csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff")))}
    assert rows["b"]["事项名称"] == "家电购买"
    assert rows["b"]["缺少的事实名称"] == "单价"
    assert rows["b"]["付给"] == "个人消费者"
