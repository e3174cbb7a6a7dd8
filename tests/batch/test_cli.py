"""`xixia-gov batch` on a command line: exit codes, what it says where, and what it needs."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.batch.engines import need
from xixia_gov.batch.heads import Wanted
from xixia_gov.batch.progress import Progress
from xixia_gov.batch.run import Job, run
from xixia_gov.errors import InputError
from xixia_gov.text import Text

Batch = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "appliance_shop.csv"
HEAD = "编号,买方是个人消费者,参加以旧换新活动,家电品类,有能效标识,能效等级,单价,最终成交价格,购买日期\n"
GOOD = "a,是,是,冰箱,有,2,4999,4899,2024/8/15\n"
BAD = "b,是,是,冰箱,有,2,面议,4899,2024/8/15\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "in.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_all_rows_answered_is_0_some_rejected_1_none_answered_2(
    batch: Batch, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    for text, code in ((HEAD + GOOD, 0), (HEAD + GOOD + BAD, 1), (HEAD + BAD, 2), (HEAD, 2)):
        assert batch(sheet(text), out, "--matter", "家电").returncode == code
    assert batch(sheet(HEAD + GOOD), out, "--matter", "家电", "--colour", "red").returncode == 2
    assert batch(sheet(HEAD + GOOD), out, "--matter", "家电", "--chunk", "0").returncode == 2
    assert batch(sheet(HEAD + GOOD), out, "--matter", "家电", "--rejected", "side.txt").returncode == 2


def test_the_page_counts_what_check_counts(batch: Batch, tmp_path: Path) -> None:
    words = ("--matter", "家电", "--as-of", "2024-12-31", "--lang", "en")
    done = batch(SHOP, tmp_path / "out.parquet", *words[:2])
    check = subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", "check", SHOP, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "120"},
    )
    ours, theirs = (
        next(
            line for line in page.splitlines() if line.startswith("Home-appliance trade-in subsidy ")
        ).split()[3:]
        for page in (done.stdout, check.stdout)
    )
    assert ours == theirs
    assert done.stdout.startswith("Rows answered: 988, of 1,097 units; rejected: 12")
    reasons = check.stdout[check.stdout.index("Commonest reasons for no") :].splitlines()
    page = [line.split() for line in done.stdout.splitlines()]
    for line in reasons[1:4]:
        assert line.split() in page
    assert "Law after 30 September 2024 is not known here." in done.stdout


def test_what_was_worked_out_and_written_is_said_beside_the_page(batch: Batch, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = batch(SHOP, out, "--matter", "家电", "--subject-key", "编号")
    assert "column H, '单价（元）': '1.2万' is taken as 12,000 (3 rows)" in done.stderr
    assert done.stderr.splitlines()[-1] == (
        f"written: {out}, {out}.legend.json, {out}.rejected.csv, {out}.subjects.csv"
    )
    assert "By subject (1,000, of which 12 not computed; groups and limits counted):" in done.stdout


def test_without_a_day_of_asking_today_is_taken_and_said(
    batch: Batch, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    done = batch(sheet(HEAD + GOOD), tmp_path / "out.csv", "--matter", "家电", as_of=None)
    assert "no day of asking is given; today, " in done.stderr


def test_readings_are_settled_and_rules_chosen(
    batch: Batch, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.parquet"
    early = HEAD + GOOD.replace("2024/8/15", "2024/6/3")
    assert batch(sheet(early), out, "--matter", "家电").returncode == 0
    assert pl.read_parquet(out).get_column("trade_in.appliance.outcome").to_list() == ["undetermined"]
    assert batch(sheet(early), out, "--matter", "家电", "--settle", "preferred").returncode == 0
    assert pl.read_parquet(out).get_column("trade_in.appliance.outcome").to_list() == ["eligible"]
    legend = json.loads((tmp_path / "out.parquet.legend.json").read_text(encoding="utf-8"))
    assert legend["settle"] == {"readings/first_days_of_june": "from_month_start"}
    done = batch(sheet(early), out, "--matter", "家电", "--rule", "trade_in.aplliance")
    assert done.returncode == 2
    assert "did you mean 'trade_in.appliance'" in done.stderr


def test_another_district_brings_its_own_rules(tmp_path: Path) -> None:
    district = ROOT / "tests" / "district"
    path = tmp_path / "hedges.csv"
    path.write_text(
        "编号,修剪日期,修剪物落在人行道上\nh1,2024-05-01,是\nh2,2024-05-01,否\n", encoding="utf-8"
    )
    ask = ["--matter", "绿篱修剪", "--subject", "Shop", "--rule", "hedge.clearing", "--as-of", "2024-12-31"]
    ask += ["--rules", str(district / "rules"), "--vocabulary", "example_district:VOCABULARY"]
    done = subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", "batch", path, tmp_path / "out.parquet", *ask],
        cwd=district,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.get_column("hedge.clearing.outcome").to_list() == ["required", "not_required"]


def test_what_is_not_installed_is_named_with_the_extra() -> None:
    with pytest.raises(InputError) as caught:
        need("attrs", "no_such_engine")
    assert caught.value.render("en") == "no_such_engine is not installed; run pip install 'xixia-gov[batch]'"


def test_without_the_engines_a_run_says_what_to_install(sheet: Callable[[str], Path], tmp_path: Path) -> None:
    hide = (
        "import sys, importlib.util as u\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'polars' else found(name, *more)\n"
        "from xixia_gov.cli.main import cli\n"
        "cli.main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", hide, "batch", sheet(HEAD + GOOD), tmp_path / "out.csv", "--lang", "zh"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "没有安装 polars; 请运行 pip install 'xixia-gov[batch]'\n"


def test_no_engine_is_imported_before_a_registry_is_read() -> None:
    code = (
        "import sys; import xixia_gov.cli.main; import xixia_gov.cli.batch; "
        "sys.exit(bool({'polars', 'narwhals', 'openpyxl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_run_tells_of_each_step_from_its_beginning_to_its_last_row(
    book: Any, tmp_path: Path, sheet: Callable[[str], Path]
) -> None:
    heard: list[tuple[str, int]] = []
    rows = "".join(f"r{one},s{one % 3},4999\n" for one in range(10))
    job = Job(
        book=book,
        source=sheet("编号,客户,单价\n" + rows),
        target=tmp_path / "out.parquet",
        rejected=tmp_path / "rejected.csv",
        today=dt.date(2024, 12, 31),
        lang="en",
        wanted=Wanted(matter=book.vocabulary.matter("家电"), subject_key="客户"),
        chunk=4,
    )
    run(job, told=lambda step, done, _: heard.append((step, done)))
    assert heard == [
        *(("looking", done) for done in (0, 4, 8, 10)),
        *(("answering", done) for done in (0, 4, 8, 10)),
        *(("subjects", done) for done in (0, 10)),
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_rows_rate_and_time_left_on_a_terminal_alone() -> None:
    times = iter([0.0, 2.0, 2.1, 4.0])
    terminal = Terminal()
    bar = Progress(terminal, "en", Text(zh="作答", en="answering"), clock=lambda: next(times))
    bar.rows(1_000, 0.25)
    bar.rows(1_050, 0.26)  # a tenth of a second later nothing is drawn
    bar.rows(2_000, 0.5)
    bar.end()
    first, second = terminal.getvalue().split("\r")[1:3]
    assert first == "answering [######                  ]  25%  1,000 rows  500/s  0:06 left\x1b[K"
    assert second == "answering [############            ]  50%  2,000 rows  500/s  0:04 left\x1b[K"
    quiet = io.StringIO()
    bar = Progress(quiet, "en", Text(zh="作答", en="answering"))
    bar.rows(1_000, 0.25)
    bar.end()
    assert quiet.getvalue() == ""
