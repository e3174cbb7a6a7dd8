"""Wrapping keeps every character and never leaves the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.report.wrap import cells, wrap

WORDS = st.text(alphabet="补贴（）、。，“”家电abc ,.1–元", max_size=60)


@given(WORDS, st.integers(min_value=6, max_value=40))
def test_no_line_is_wider_than_asked_for(text: str, width: int) -> None:
    assert [line for line in wrap(text, width) if cells(line) > width] == []


@given(WORDS, st.integers(min_value=6, max_value=40))
def test_no_character_is_lost_but_blanks(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("以旧换新补贴", 8, ["以旧换新", "补贴"]),
        ("以旧换新，补贴", 8, ["以旧换", "新，补贴"]),
        ("这是（一）项", 6, ["这是", "（一）", "项"]),
        ("one two three", 8, ["one two", "three"]),
        ("银西政规发〔2024〕2号", 20, ["银西政规发〔2024〕", "2号"]),
        ("as said (“三（一）”)", 12, ["as said", "(“三（一）”)"]),
        ("a sub-district", 8, ["a sub-", "district"]),
        ("", 8, [""]),
    ],
)
def test_closing_marks_never_begin_a_line(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_lines_after_the_first_are_indented() -> None:
    assert wrap("以旧换新补贴", 8, "  ") == ["以旧换新", "  补贴"]
