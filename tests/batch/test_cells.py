"""A column of cells means what its cells mean one by one."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.batch import cells
from xixia_gov.batch.cells import TextColumn, parse_fact, types_of
from xixia_gov.casefile.cells import plain
from xixia_gov.casefile.columns import targets_of
from xixia_gov.errors import ValueProblem
from xixia_gov.text import Text
from xixia_gov.vocabulary.citizen import Citizen
from xixia_gov.vocabulary.facts import FactInfo, FactKind
from xixia_gov.vocabulary.trade_in import AppliancePurchase

FACTS = {
    one.name: one.info
    for cls in (AppliancePurchase, Citizen)
    for one in targets_of(cls)
    if one.info.kind is not FactKind.LIST
}
FACTS["invoice.code"] = FactInfo(FactKind.CODE, Text(zh="号码", en="code"), Text(zh="", en=""))
TYPED = ["", " ", "\u3000", "\u200b", "是", "无", "冰箱", "Fridge", "一级", "２", "面议", "\x1f", "a\0b"]
TYPED += ["脱贫人口、监测户", "2024/8/15", "2024-08-15", "20240815", "8/9/2024", "1.2万", "￥4,999.5"]
WRITTEN = st.one_of(
    st.none(),
    st.sampled_from(TYPED),
    st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{0,3})?", fullmatch=True),
    st.text(st.characters(min_codepoint=1, max_codepoint=0x2FFF), max_size=4),
)


def one_by_one(name: str, written: str | None) -> tuple[dict[str, Any], Text | None]:
    """Return the values of one cell and why it is refused, as `check` takes it."""
    info = FACTS[name]
    nothing = dict.fromkeys(types_of(name, info))
    if not written or not plain(written):
        return nothing, None
    if "\0" in written:
        return nothing, Text(zh="这一格含有空字符 NUL", en="the cell holds a NUL character")
    try:
        return {**nothing, **parse_fact(name, info, written)[0]}, None
    except ValueProblem as error:
        return nothing, error.message


@pytest.mark.parametrize("name", FACTS)
@given(column=st.lists(WRITTEN, max_size=8))
def test_a_column_means_what_its_cells_mean_one_by_one(name: str, column: list[str | None]) -> None:
    found = TextColumn.of_fact(name, FACTS[name]).read(pl.Series(column, dtype=pl.String))
    wanted = [one_by_one(name, one) for one in column]
    for field, values in found.values.items():
        assert values.to_list() == [value[field] for value, _ in wanted]
    assert sorted(found.faults, key=lambda fault: fault[0]) == [
        (row, reason) for row, (_, reason) in enumerate(wanted) if reason is not None
    ]


@pytest.mark.parametrize(
    ("written", "fen"), [("4999", 499900), ("4999.5", 499950), ("4999.05", 499905), ("0", 0), ("007.10", 710)]
)
def test_plain_sums_are_fen(written: str, fen: int) -> None:
    name = "purchase.unit_price"
    found = TextColumn.of_fact(name, FACTS[name]).read(pl.Series([written, "￥" + written, None]))
    assert found.values[name].to_list() == [fen, fen, None]


def test_what_is_remembered_of_a_column_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_MOST_REMEMBERED", 5)
    name = "purchase.unit_price"
    reader = TextColumn.of_fact(name, FACTS[name])
    for start in range(0, 100, 4):
        prices = range(start, start + 4)
        found = reader.read(pl.Series([f"{one}元" for one in prices]))
        assert found.values[name].to_list() == [one * 100 for one in prices]
        assert len(reader.known) <= 5 + 4
