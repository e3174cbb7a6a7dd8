"""A value that a fact seldom has is told on stderr, beside an answer that is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_check_tells_it_beside_an_answer_that_is_the_same(run: Run, case: Path) -> None:
    written = case.read_text("utf-8")
    case.write_text(f'{written}final_price = "489900"\n', "utf-8")
    ran = run("check", case, "--format", "csv", "--lang", "en")
    assert ran.exit_code == 0
    assert "1000.00,1000.00" in ran.stdout
    assert ran.stderr == (
        f"{case}: matters[0].final_price: unusual 'final transaction price': 489,900 yuan; "
        "mostly from 10 yuan to 200,000 yuan. Is it right?\n"
    )
    case.write_text(f'{written}final_price = "4899"\n', "utf-8")
    assert run("check", case, "--format", "csv").stderr == ""


def test_of_a_sheet_the_first_twenty_are_told_with_their_lines_and_the_rest_counted(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    rows = [f"AppliancePurchase,2024-08-20,{energy}" for energy in (2, *[9] * 23)]
    path.write_text("\n".join(["matter,as_of,purchase.energy_class", *rows, ""]), "utf-8")
    ran = run("check", "--csv", path, "--lang", "en")
    told = [line for line in ran.stderr.splitlines() if "unusual" in line]
    assert told[0] == (
        f"{path}:3: matters[0].energy_class: "
        "unusual 'energy class': class 9; mostly from class 1 to class 5. Is it right?"
    )
    assert len(told) == 21
    assert told[-1] == f"{path}: 3 more values are unusual"


def test_stage_tells_it_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text(
        'as_of = 2024-08-20\nsubject = { kind = "Enterprise" }\n[[matters]]\nkind = "InvestmentProject"\n'
        'total_investment = "0"\n',
        "utf-8",
    )
    ran = run("stage", path)
    assert ran.exit_code == 0
    assert ran.stderr == (
        f"{path}: matters[0].total_investment: "
        "不寻常的“项目总投资”: 0元, 一般从 100,000元 到 100,000,000,000元; 请核对\n"
    )
