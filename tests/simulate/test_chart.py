"""The chart is one file, whole, with the numbers and the Chinese words in it as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from xixia_gov.batch.heads import Wanted
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report import simulation_chart
from xixia_gov.report.simulation_chart import FONTS, draw, need_chart
from xixia_gov.simulate.change import changed
from xixia_gov.simulate.result import Result
from xixia_gov.simulate.run import Job, run
from xixia_gov.simulate.written import read_changes

Write = Callable[[Sequence[tuple[str, ...]]], Path]
AS_OF = dt.date(2024, 12, 31)
ROWS = (
    ("d", "", "air_conditioner", "12000", "12000"),
    ("e", "", "washing_machine", "20000", "20000"),
    ("f", "", "television", "13000", "13000"),
)


@pytest.fixture
def result(book: Rulebook, purchases: Write) -> Result:
    then = changed(book, read_changes(book, ["trade_in.appliance.cap=1500"]))
    wanted = Wanted(matter=book.vocabulary.matter("AppliancePurchase"))
    job = Job(
        now=book, then=then, source=purchases(ROWS), today=AS_OF, what_if=True, wanted=wanted, as_of=AS_OF
    )
    return run(job).result


def words_of(path: Path) -> list[str]:
    """Return the texts of an SVG; raises where it is not well-formed."""
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - the program's own file
    return ["".join(one.itertext()).strip() for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_an_svg_holds_the_numbers_and_the_words_as_text(result: Result, tmp_path: Path) -> None:
    """2,000 to 3,000 now; 1200 + 1500 = 2,700 to 4,000 then; d gains 200, e 500, the television 0 to 300."""
    path = tmp_path / "chart.svg"
    draw(result, "zh", path)
    words = words_of(path)
    assert "假设推演：改后要花多少，谁增谁减" in words
    assert "假设 trade_in.appliance.cap 1,000元 → 1,500元" in words
    for shown in ("2,000–3,000", "2,700–4,000", "+700", "0 至 +300", "+200", "+500"):
        assert shown in words
    for label in ("家电以旧换新补贴", "必定增加", "可能增加，不会减少", "空调", "洗衣机", "电视机", "增加 1"):
        assert label in words
    text = path.read_text(encoding="utf-8")
    assert all(f"'{font}'" in text for font in FONTS)


def test_a_chart_in_english(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    draw(result, "en", path)
    words = words_of(path)
    assert "What if: what it would cost, who gains and who loses" in words
    assert {"air conditioner", "gains for sure", "0 to +300"} <= set(words)


def test_the_same_result_gives_the_same_chart(result: Result, tmp_path: Path) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    draw(result, "zh", one)
    draw(result, "zh", two)
    assert one.read_bytes() == two.read_bytes()


def test_a_png_is_drawn_and_one_without_a_chinese_font_is_refused(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "chart.png"
    draw(result, "en", path)
    assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr(simulation_chart, "chinese_fonts", list[str])
    with pytest.raises(InputError, match="there is no Chinese font here"):
        need_chart(path, "zh")
    need_chart(path, "en")
    need_chart(path.with_suffix(".svg"), "zh")


def test_without_matplotlib_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: str) -> None:
        return None

    monkeypatch.setattr(simulation_chart, "find_spec", none)
    with pytest.raises(InputError, match=r"run pip install 'xixia-gov\[chart\]'"):
        need_chart(tmp_path / "chart.svg", "en")
