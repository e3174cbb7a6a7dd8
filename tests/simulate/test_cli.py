"""`xixia-gov simulate`: page, CSV and JSON say the same; bad input is told, and then nothing is written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Simulate = Callable[..., Any]
Write = Callable[[Sequence[tuple[str, ...]]], Path]
ROWS = (
    ("a", "", "refrigerator", "999", "999"),
    ("b", "", "refrigerator", "1000", "1000"),
    ("c", "", "air_conditioner", "10000", "9999.90"),
    ("d", "", "air_conditioner", "12000", "12000"),
    ("e", "", "washing_machine", "20000", "20000"),
    ("f", "", "television", "13000", "13000"),
)
MATTER = ("--matter", "家电")
CAP = ("--set", "trade_in.appliance.cap=1500")


def test_the_page_says_what_it_costs_and_that_it_is_supposed(simulate: Simulate, purchases: Write) -> None:
    """Now 3099.99, or 4099.99 with the television; then 3799.99, or 5099.99 (by hand in test_run)."""
    done = simulate(purchases(ROWS), *CAP, *MATTER, lang="zh")
    assert done.returncode == 0, done.stderr
    assert "这是假设推演" in done.stdout
    assert "trade_in.appliance.cap：1,000元 → 1,500元（家电以旧换新补贴）" in done.stdout
    assert "已比较 6 行，共 6 项；被拒 0 行" in done.stdout
    (line,) = (one for one in done.stdout.splitlines() if one.startswith("家电以旧换新补贴  "))
    assert line.split()[1:] == ["6", "3,099.99", "4,099.99", "3,799.99", "5,099.99", "+700", "+1,000"]
    sure = next(one for one in done.stdout.splitlines() if one.startswith("必定增加"))
    assert sure.split() == ["必定增加", "2", "+700", "+700"]
    television = next(one for one in done.stdout.splitlines() if one.startswith("电视机"))
    assert television.split()[-4:] == ["0–1,000", "0–1,300", "0", "+300"]


def test_the_csv_and_the_json_have_the_numbers_of_the_page(
    simulate: Simulate, purchases: Write, tmp_path: Path
) -> None:
    table = tmp_path / "out.csv"
    source = purchases(ROWS)
    page = simulate(source, *CAP, *MATTER, "--csv", table)
    assert page.returncode == 0, page.stderr
    raw = table.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # a Chinese Excel takes it for UTF-8
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    result: dict[str, Any] = json.loads(simulate(source, *CAP, *MATTER, "--format", "json").stdout)
    (rule,) = [one for one in result["rules"] if one["cost"] is not None]
    assert ends(rule["cost"]) == ["6", "3099.99", "4099.99", "3799.99", "5099.99", "700.00", "1000.00"]
    assert [cells(row) for row in rows if row["what"] == "rule"] == [ends(rule["cost"])]
    assert [cells(row) for row in rows if row["what"] == "total"] == [ends(one) for one in result["totals"]]
    assert [cells(row) for row in rows if row["what"] == "move"] == [
        ends(one) for one in rule["moves"].values()
    ]
    (by,) = rule["by"]
    assert [cells(row) for row in rows if row["what"] == "category"] == [
        ends(one) for one in by["categories"]
    ]
    for row in rows:
        # Of a move and a category the page has the change, and what it costs as a range or not at all.
        numbers = cells(row)[1:] if row["what"] in {"rule", "total"} else cells(row)[-2:]
        shown = [f"{Decimal(number):,}".removesuffix(".00") for number in numbers]
        assert row["what"] == "category_move" or all(number in page.stdout for number in shown)
        assert row["what-if"] == "trade_in.appliance.cap 1,000 yuan → 1,500 yuan"
    assert result["what_if"] is True
    assert result["rulebook"]["now"]["digest"] != result["rulebook"]["then"]["digest"]
    assert result["figures"][0]["then"] == {"unit": "yuan", "values": [{"from": None, "value": "1500"}]}


def ends(sums: dict[str, Any]) -> list[str]:
    pairs = [sums["now"], sums["then"], sums["change"]]
    return [str(sums["units"]), *(pair[end] for pair in pairs for end in ("least", "most"))]


def cells(row: dict[str, str]) -> list[str]:
    names = [name for name in row if name == "units" or name.endswith("_yuan")]
    return [row[name] for name in names]


def test_what_becomes_of_claims_is_counted(simulate: Simulate, purchases: Write) -> None:
    done = simulate(purchases(ROWS), "--set", "trade_in.appliance.floor=500", *MATTER)
    assert "Home-appliance trade-in subsidy: newly eligible: 1 (units)" in done.stdout


def test_rejected_rows_are_told_and_the_others_compared(
    simulate: Simulate, purchases: Write, tmp_path: Path
) -> None:
    rows = [*ROWS, ("x", "", "refrigerator", "cheap", "5000")]
    source = purchases(rows)
    done = simulate(source, *CAP, *MATTER)
    assert done.returncode == 1
    assert f"{source}:8:8: " in done.stderr
    side = tmp_path / "out.rejected.csv"
    again = simulate(source, *CAP, *MATTER, "--rejected", side)
    assert again.stdout == done.stdout
    assert f"{source}:8:8: " not in again.stderr
    (row,) = csv.DictReader(io.StringIO(side.read_text(encoding="utf-8-sig")))
    assert (row["line"], row["column"], row["key"]) == ("8", "8", "x")
    none = simulate(purchases(rows[-1:]), *CAP, *MATTER)
    assert none.returncode == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "nothing is changed; use --set RULE.FIGURE=VALUE or --against DIR"),
        (("--set", "trade_in.appliance.capp=1"), "did you mean 'trade_in.appliance.cap'?"),
        (("--set", "trade_in.appliance.cap=1000"), "it is 1,000 yuan already; nothing is changed"),
        ((*CAP, "--set", "trade_in.appliance.cap=1200"), "is set twice"),
        ((*CAP, "--against", "rules"), "use --set or --against, not both"),
        (("--against", "no/such/folder"), "there is no such rules folder"),
        ((*CAP, "--csv", "out.txt"), "the file of --csv ends in .csv, found out.txt"),
        ((*CAP, "--chart", "out.pdf"), "the file of --chart ends in .png, .svg, found out.pdf"),
        ((*CAP, "--csv", "x.csv", "--rejected", "x.csv"), "--csv and --rejected are one file"),
        ((*CAP, "--by", "purchase.categry"), "did you mean 'purchase.category'?"),
        ((*CAP, "--settle", "readings/firts=a"), "unknown reading"),
        ((*CAP, "--rule", "trade_in.apliance"), "did you mean 'trade_in.appliance'?"),
        ((*CAP, "--csv", "no/such/folder/out.csv"), "there is no such folder"),
        ((*CAP, "--format", "xml"), "unknown value of --format 'xml'"),
    ],
)
def test_bad_usage_is_told_and_ends_with_2(
    simulate: Simulate, purchases: Write, words: tuple[str, ...], expected: str
) -> None:
    done = simulate(purchases(ROWS), *words, *MATTER)
    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_every_fault_of_several_figures_is_told_at_once(simulate: Simulate, purchases: Write) -> None:
    """Below 0, no value, the value as it is, no such figure, one set twice: in their order."""
    said = (
        "trade_in.appliance.floor=-5",
        "trade_in.appliance.rate=bad",
        "trade_in.appliance.cap=1000",
        "trade_in.appliance.capp=1",
        "trade_in.appliance.rate=8%",
    )
    words = [word for one in said for word in ("--set", one)]
    done = simulate(purchases(ROWS), *words, *MATTER)
    assert done.returncode == 2
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [f"--set {one}" for one in said]
    for expected in ("at least 0", "is no figure", "is 1,000 yuan already", "did you mean", "is set twice"):
        assert expected in done.stderr


def test_another_folder_is_compared_and_one_that_says_the_same_is_refused(
    simulate: Simulate, purchases: Write, rules_with: Callable[..., Path], root: Path
) -> None:
    edit = ("trade_in/appliance.toml", "cap         = { value = 1000,", "cap         = { value = 1500,")
    folder = rules_with(edit)
    source = purchases(ROWS)
    against = simulate(source, "--against", folder, *MATTER)
    assert against.returncode == 0, against.stderr
    assert "Two rulebooks are compared" in against.stdout
    assert "what-if" not in against.stdout
    supposed = simulate(source, *CAP, *MATTER)
    tables = [done.stdout.partition("Cost (yuan)")[2] for done in (against, supposed)]
    assert tables[0] == tables[1] != ""
    same = simulate(source, "--against", root / "rules", *MATTER)
    assert same.returncode == 2
    assert "it says what the rulebook says; nothing differs" in same.stderr
    (folder / "trade_in" / "appliance.toml").write_text("id = \n", encoding="utf-8")
    broken = simulate(source, "--against", folder, *MATTER)
    assert broken.returncode == 2
    assert "other_rules/trade_in/appliance.toml:1:6: TOML syntax error" in broken.stderr


def test_a_run_that_fails_leaves_the_file_that_was_there(
    simulate: Simulate, purchases: Write, tmp_path: Path
) -> None:
    table = tmp_path / "out.csv"
    table.write_text("before", encoding="utf-8")
    source = purchases(ROWS)
    source.write_text(source.read_text(encoding="utf-8").replace("units", "unitz"), encoding="utf-8")
    done = simulate(source, *CAP, *MATTER, "--csv", table)
    assert done.returncode == 2
    assert table.read_text(encoding="utf-8") == "before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["appliances.csv", "out.csv"]


def test_without_a_subject_key_it_says_that_limits_are_left_out(simulate: Simulate, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text("ref,who,household.labour_income\na,x,20000\nb,x,20000\n", encoding="utf-8")
    words = (path, "--set", "employment.household_award.low=1500", "--matter", "HouseholdWork")
    alone = simulate(*words, "--ignore", "who")
    assert "Rows are added one by one, without limits over several rows" in alone.stdout
    together = simulate(*words, "--subject-key", "who")
    assert together.returncode == 0, together.stderr
    assert "Rows are added one by one" not in together.stdout
    assert "By subject (1, of which 0 not computed; groups and limits counted):" in together.stdout
