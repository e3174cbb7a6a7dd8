"""Every worked case, its expected values derived by hand from the gazette, comes out as it must."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xixia_gov.analysis.worked import worked_case, worked_entries, worked_faults
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook

HERE = Path(__file__).parent
ENTRIES = list(worked_entries(HERE))


@cache
def book() -> Rulebook:
    return load_rulebook()


@pytest.mark.parametrize("entry", [pytest.param(one, id=f"{path.stem}:{one['id']}") for path, one in ENTRIES])
def test_worked_case_comes_out_as_derived_by_hand(entry: dict[str, Any]) -> None:
    assert list(worked_faults(book(), worked_case(book(), entry))) == []


def test_every_inventory_case_that_differs_is_listed_with_its_article() -> None:
    differences = (HERE / "DIFFERENCES.md").read_text(encoding="utf-8")
    differing = {one["id"] for _, one in ENTRIES if "differs" in one}
    assert differing
    for id_ in differing:
        assert f"`{id_}`" in differences
