"""Every worked case, its expected values derived by hand from the gazette, comes out as it must."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xixia_gov.casefile.document import Document
from xixia_gov.casefile.read import case_from
from xixia_gov.engine.assess import assess
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.determination import Amount, Determination
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook

HERE = Path(__file__).parent
WORKED = [
    pytest.param(one, id=f"{path.stem}:{one['id']}")
    for path in sorted(HERE.glob("*.toml"))
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["worked"]
]


def worked_of(param: Any) -> dict[str, Any]:
    case: dict[str, Any] = param.values[0]
    return case


@cache
def book() -> Rulebook:
    return load_rulebook()


def written(amount: Amount | None) -> list[str] | None:
    if amount is None:
        return None
    return [str(amount.least), "none" if amount.most is None else str(amount.most)]


def found(key: str, one: Determination, assessment: Assessment) -> Any:
    match key:
        case "outcome" | "force":
            return getattr(one, key).value
        case "check":
            return None if one.check is None else one.check.value
        case "amount" | "if_eligible":
            return written(getattr(one, key))
        case "missing" | "readings":
            return sorted(getattr(one, key))
        case "failed":
            return sorted(failure.condition for failure in one.failed)
        case "referred":
            return bool(one.referred)
        case "group":
            [group] = assessment.groups
            return {"id": group.group, "amount": written(group.amount)}
        case "conclusion":
            [conclusion] = assessment.conclusions
            return "not_barred" if conclusion.outcome is None else conclusion.outcome.value
        case "total":
            pays = book().latest(one.rule).payment
            assert pays is not None
            mine = (pays.payee, pays.payer, one.strength)
            [total] = [t for t in assessment.totals if (t.payee, t.payer, t.strength) == mine]
            return written(total.amount)
        case _:
            pytest.fail(f"the worked case expects {key!r}, which nothing here knows")


@pytest.mark.parametrize("worked", WORKED)
def test_worked_case_comes_out_as_derived_by_hand(worked: dict[str, Any]) -> None:
    case = case_from(Document(worked["id"], worked["case"]), book(), None, {})
    assessment = assess(book(), case)
    one = next(d for d in assessment.determinations if d.rule == worked["rule"])

    for key, expected in worked["expect"].items():
        if key == "assumed":
            assert set(expected) <= {id_ for id_, _ in one.assumed}
        else:
            wanted = sorted(expected) if key in ("missing", "readings", "failed") else expected
            assert found(key, one, assessment) == wanted, (key, worked["why"])


def test_every_inventory_case_that_differs_is_listed_with_its_article() -> None:
    differences = (HERE / "DIFFERENCES.md").read_text(encoding="utf-8")
    differing = {one["id"] for one in map(worked_of, WORKED) if "differs" in one}
    assert differing
    for id_ in differing:
        assert f"`{id_}`" in differences
