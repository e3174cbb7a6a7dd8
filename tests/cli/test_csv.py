"""`check` answers CSV files row by row and sums them up; `template` prints the header to fill in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import xixia_gov as xg
from xixia_gov.casefile.columns import subjects_for
from xixia_gov.casefile.csvcases import CsvCase, open_cases
from xixia_gov.report.template import template_csv

Run = Callable[..., Result]

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "appliance_shop.csv"
HEAD = "编号,买方是个人消费者,参加以旧换新活动,家电品类,有能效标识,能效等级,单价,最终成交价格,购买日期\n"
# A tenth of 4,899 is 489.90; the second price is not known, so 0 to 1,000; 999.99 is below the floor.
GOOD = (
    HEAD
    + "a,是,是,冰箱,有,2,4999,4899,2024/8/15\n"
    + "b,是,是,空调,有,1级,3000,,2024/8/16\n"
    + "c,是,是,冰箱,有,1,999.99,999.99,2024/8/17\n"
)
BAD = "d,是,是,冰箱,有,2,4999,面议,2024/8/15\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "shop.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_csv_is_summed_up_by_rule(run: Run, sheet: Callable[[str], Path]) -> None:
    result = run("check", sheet(GOOD), "--matter", "家电", "--as-of", "2024-12-31", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Cases answered: 3, of 3 units; rejected: 0 (in no count below)"
    row = next(line for line in lines if line.startswith("Home-appliance trade-in subsidy"))
    assert row.split()[-5:] == ["2", "1", "0", "489.90", "1,489.90"]
    assert "In all (to the individual consumer): 489.90–1,489.90 yuan" in lines
    assert "          1  The unit price reaches the floor" in lines
    assert "          1  final transaction price (purchase.final_price)" in lines


def test_a_rejected_row_is_told_and_kept_out_of_the_counts(run: Run, sheet: Callable[[str], Path]) -> None:
    path = sheet(GOOD + BAD)
    result = run("check", path, "--matter", "家电", "--as-of", "2024-12-31")
    assert result.exit_code == 1
    assert result.stderr == f"{path}:5:8: H列“最终成交价格”: 应为金额, 如 4999.50, 却是“面议”\n"
    assert result.stdout.startswith("已作答 3 个情形，共 3 项；被拒 1 个")
    assert "合计（付给个人消费者）：489.90–1,489.90元" in result.stdout


def test_no_row_answered_is_a_failure(run: Run, sheet: Callable[[str], Path]) -> None:
    assert run("check", sheet(HEAD + BAD), "--matter", "家电").exit_code == 2
    assert run("check", sheet(HEAD), "--matter", "家电").exit_code == 2
    assert run("check", sheet("")).exit_code == 2


def test_strict_stops_at_the_first_bad_row(run: Run, sheet: Callable[[str], Path]) -> None:
    first, second, third = GOOD.removeprefix(HEAD).splitlines(keepends=True)
    path = sheet(HEAD + first + BAD + BAD + second + third)
    result = run("check", path, "--matter", "家电", "--strict", "--format", "json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.count("面议") == 1


def test_json_lines_come_in_the_order_of_the_rows_with_the_counts_beside_them(
    run: Run, sheet: Callable[[str], Path]
) -> None:
    result = run(
        "check", sheet(GOOD), "--matter", "家电", "--as-of", "2024-12-31", "--format", "json", "--lang", "en"
    )
    refs = [json.loads(line)["determinations"][0]["ref"] for line in result.stdout.splitlines()]
    assert refs == ["a", "b", "c"]
    assert "Cases answered: 3" in result.stderr


def test_strict_says_that_it_stopped(run: Run, sheet: Callable[[str], Path]) -> None:
    path = sheet(HEAD + GOOD.removeprefix(HEAD).splitlines(keepends=True)[0] + BAD + BAD)
    result = run("check", path, "--matter", "家电", "--as-of", "2024-12-31", "--strict", "--lang", "en")
    assert result.exit_code == 1
    first, last = result.stderr.splitlines()
    assert first.startswith(f"{path}:3:8: ")
    assert last == "--strict: stopped here; what follows was not read"


def test_answers_come_as_a_csv_a_spreadsheet_opens(run: Run, sheet: Callable[[str], Path]) -> None:
    path = sheet(GOOD)
    result = run(
        "check", path, "--matter", "家电", "--as-of", "2024-12-31", "--format", "csv", "--lang", "en"
    )
    assert result.stdout_bytes.startswith("\ufefffile,line,case".encode())
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert [(row["line"], row["ref"], row["outcome"], row["least"], row["most"]) for row in rows] == [
        ("2", "a", "eligible", "489.90", "489.90"),
        ("3", "b", "eligible", "0.00", "1000.00"),
        ("4", "c", "ineligible", "0.00", "0.00"),
    ]
    assert rows[1]["missing"] == "purchase.final_price"


def test_standard_input_is_a_csv_where_an_option_says_so(run: Run) -> None:
    for option in (("--matter", "家电"), ("--csv", "--matter", "AppliancePurchase")):
        result = run("check", "-", *option, "--as-of", "2024-12-31", stdin=GOOD)
        assert result.exit_code == 0
        assert result.stdout.startswith("已作答 3 个情形")


def test_the_older_encoding_and_the_day_taken_are_said_once(run: Run) -> None:
    result = run("check", "-", "--matter", "家电", "--lang", "en", stdin=GOOD.encode("gb18030"))
    first, second = result.stderr.splitlines()
    assert first == "-: the file is not UTF-8; it is read as GB18030 (GBK)"
    assert second.startswith("-: no day of asking is given; today, ")


def test_ten_thousands_are_echoed(run: Run) -> None:
    result = run(
        "check", "-", "--matter", "家电", "--as-of", "2024-12-31", "--lang", "en", stdin="单价\n1.2万\n"
    )
    assert result.stderr.splitlines()[1] == "-:2:1: column A, '单价': '1.2万' is taken as 12,000"


def test_facts_without_a_column_are_told_once(run: Run) -> None:
    text = GOOD.replace("单价", "ref_price").replace("最终成交价格", "final transaction price")
    result = run(
        "check", "-", "--matter", "家电", "--ignore", "ref_price", "--as-of", "2024-12-31", stdin=text
    )
    assert result.exit_code == 0
    assert result.stderr == "-:1: 没有这些事实的列, 各行都按不知道计: 单价\n"


def test_a_column_of_no_use_is_refused_until_it_is_left_out(run: Run, sheet: Callable[[str], Path]) -> None:
    path = sheet(GOOD.replace("\n", ",王\n").replace("购买日期,王", "购买日期,销售员"))
    refused = run("check", path, "--matter", "家电", "--as-of", "2024-12-31")
    assert refused.exit_code == 2
    assert (
        f"{path}:1:10: J列“销售员”: 未知列“销售员”; 无关的列可删去, 或用 --ignore 销售员 略过"
        in refused.stderr
    )
    taken = run("check", path, "--matter", "家电", "--as-of", "2024-12-31", "--ignore", "销售员")
    assert (taken.exit_code, taken.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_that_nothing_says_is_a_csv_is_told_so(run: Run, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "export.txt"
    path.write_bytes(GOOD.replace(",", "\t").encode(encoding))
    result = run("check", path, "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr == (
        f"{path}: this is neither TOML nor JSON, but looks like a table; "
        "for a CSV, add --csv or --matter KIND\n"
    )
    assert run("check", path, "--matter", "家电", "--as-of", "2024-12-31").exit_code == 0


def test_a_broken_toml_on_standard_input_is_no_table(run: Run) -> None:
    result = run("check", "-", "--lang", "en", stdin='subject = { kind = "Citizen", \n')
    assert "TOML syntax error" in result.stderr


def test_an_unknown_matter_is_told_with_the_nearest(run: Run) -> None:
    result = run("check", "-", "--matter", "AppliancePurchas", "--lang", "en", stdin=GOOD)
    assert result.exit_code == 2
    assert "unknown matter 'AppliancePurchas'; did you mean 'AppliancePurchase'?" in result.stderr


def test_the_example_of_a_shop_is_answered_but_for_its_wrong_rows(run: Run) -> None:
    result = run("check", EXAMPLE, "--matter", "家电", "--as-of", "2024-12-31")
    assert result.exit_code == 1
    assert "已作答 988 个情形" in result.stdout
    assert "被拒 12 个" in result.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_of_each_matter_is_a_header_that_check_reads(run: Run, lang: str) -> None:
    for name in ("AppliancePurchase", "WorkerHire", "OutdoorFire"):
        head = run("template", name, "--lang", lang).stdout
        cells = next(csv.reader(io.StringIO(head.removeprefix("\ufeff"))))
        row = ",".join(["7", *[""] * (len(cells) - 1)])
        result = run(
            "check", "-", "--matter", name, "--subject", "Citizen", "--format", "json", stdin=f"{head}{row}\n"
        )
        assert "表头" not in result.stderr
        assert result.exit_code == 0


@pytest.mark.parametrize(("lang", "number"), [("zh", 5), ("en", 5)])
def test_a_template_of_a_subject_has_columns_for_what_it_asks_about(run: Run, lang: str, number: int) -> None:
    """An enterprise has no facts of its own; a citizen has those of the household too."""
    head = run("template", "企业", "--lang", lang).stdout
    cells = next(csv.reader(io.StringIO(head.removeprefix("\ufeff"))))
    assert len(cells) == number
    result = run(
        "check", "-", "--csv", "--subject", "企业", "--as-of", "2024-09-01", stdin=f"{head}1,汽车置换,7,,\n"
    )
    assert result.exit_code == 0
    assert "已作答 1 个情形" in result.stdout
    head = run("template", "Citizen", "--lang", lang).stdout
    assert len(next(csv.reader(io.StringIO(head)))) > number


def test_every_matter_has_a_template_that_is_read_for_whoever_asks() -> None:
    book = xg.load_rulebook()
    for cls in book.vocabulary.matters:
        sheet = f"{template_csv([cls], 'zh')}7\n".encode()
        for subject in subjects_for(book, [cls]):
            (one,) = open_cases(io.BytesIO(sheet), "t.csv", book, matter=cls, subject=subject).each(
                as_of=book.known_through
            )
            assert isinstance(one, CsvCase)
            assert one.case.matters == (cls(ref="7"),)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_toml_template_is_a_case_that_says_nothing_until_it_is_filled_in(run: Run, lang: str) -> None:
    text = run("template", "家电", "--format", "toml", "--lang", lang).stdout
    book = xg.load_rulebook()
    empty = xg.read_case(text.encode(), "t.toml", book, as_of=book.known_through)
    assert empty.matters == (xg.AppliancePurchase(),)
    before, _, matter = text.partition("[[matters]]")
    said = [line.removeprefix("# ") for line in matter.splitlines()]
    (filled,) = xg.read_case(
        f"{before}[[matters]]\n{chr(10).join(said)}".encode(), "t.toml", book, as_of=book.known_through
    ).matters
    assert isinstance(filled, xg.AppliancePurchase)
    assert (filled.category, filled.unit_price) == ("air_conditioner", xg.yuan("1000"))
    assert (filled.has_energy_label, filled.energy_class) == (True, 1)


def test_a_what_if_and_the_end_of_what_is_known_stand_in_every_row(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    case.write_text(
        'as_of = 2024-10-08\n[suppose]\nin_season = true\n[subject]\nkind = "Citizen"\n'
        '[[matters]]\nkind = "OutdoorFire"\ndone_on = 2024-10-09\n',
        encoding="utf-8",
    )
    done = run("--lang", "en", "check", str(case), "--format", "csv", "--rule", "fire.season")
    [row] = csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    assert (row["supposed"], row["planned"]) == ("in_season", "true")
    assert (row["as of"], row["law known through"]) == ("2024-10-08", "2024-09-30")
