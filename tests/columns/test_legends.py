"""A legend says what each number of an answer means; a mask decodes into words and provisions."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import polars as pl
import pytest

from xixia_gov.columns import decode, evaluate, legend
from xixia_gov.columns.program import MASKS
from xixia_gov.engine.verdict import layout_of
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.citizen import Citizen
from xixia_gov.vocabulary.trade_in import AppliancePurchase


def test_the_bits_of_a_legend_stand_in_the_order_of_the_layout(book: Rulebook) -> None:
    said = legend(book, book.rules)
    assert [one.rule for one in said.rules] == sorted(book.rules)
    for one in said.rules:
        layout = layout_of(book, one.rule)
        assert [bit.id for bit in one.failed] == list(layout.failed)
        assert [bit.path for bit in one.missing] == list(layout.missing)
        assert [bit.id for bit in one.waiting] == list(layout.waiting)


def test_a_legend_is_json_in_both_languages_with_the_rulebook_it_belongs_to(book: Rulebook) -> None:
    said = json.loads(json.dumps(legend(book, ["trade_in.appliance"]).json(), ensure_ascii=False))
    assert said["rulebook"] == {"id": book.id, "digest": book.digest, "known_through": "2024-09-30"}
    rule = said["rules"]["trade_in.appliance"]
    assert rule["outcome"] == ["ineligible", "eligible", "undetermined"]
    assert rule["force"] == ["in_force", "presumed", "not_yet", "ended", "unknown"]
    assert rule["check"] == ["not_met", "met", "undetermined"]
    assert rule["versions"] == [1]
    price = next(bit for bit in rule["failed"] if bit["id"] == "unit_price")
    assert price["at"] == {"instrument": "trade-in-2024", "at": "三（一）"}
    assert price["text"]["zh"]
    assert price["text"]["en"]


def test_masks_decode_into_clauses_facts_and_what_is_waited_for(book: Rulebook) -> None:
    layout = layout_of(book, "trade_in.appliance")
    failed = 1 << layout.failed.index("unit_price") | 1 << layout.failed.index("in_force")
    missing = 1 << layout.missing.index("purchase.final_price")
    waiting = 1 << layout.waiting.index("listed")
    said = decode(book, "trade_in.appliance", failed=failed, missing=missing, waiting=waiting)
    assert [bit.id for bit in said.failed] == ["unit_price", "in_force"]
    assert [(bit.at.instrument, bit.at.at) for bit in said.failed] == [
        ("trade-in-2024", "三（一）"),
        ("trade-in-2024", "一"),
    ]
    assert [bit.path for bit in said.missing] == ["purchase.final_price"]
    assert said.missing[0].label == book.facts["purchase.final_price"].label
    (open_,) = said.waiting
    assert [why.cause for why in open_.causes] == ["elsewhere"]


def test_nothing_decodes_into_nothing(book: Rulebook) -> None:
    said = decode(book, "trade_in.appliance")
    assert (said.failed, said.missing, said.waiting) == ((), (), ())


@pytest.mark.parametrize("name", MASKS)
def test_a_bit_that_stands_for_nothing_is_refused(book: Rulebook, name: str) -> None:
    bits = len(getattr(layout_of(book, "fire.report_duty"), name))
    with pytest.raises(InputError, match=rf"bit {bits} of {name} stands for nothing"):
        decode(book, "fire.report_duty", **{name: 1 << bits})
    with pytest.raises(InputError, match="stands for nothing"):
        decode(book, "fire.report_duty", **{name: -1})


@pytest.mark.parametrize("name", MASKS)
def test_a_mask_that_is_null_decodes_to_nothing(book: Rulebook, name: str) -> None:
    """The masks of a row that contradicts itself are null."""
    frame = pl.DataFrame({"key": [1], "purchase.has_energy_label": [False], "purchase.energy_class": [1]})
    words: dict[str, Any] = {"matter": AppliancePurchase, "subject": Citizen, "as_of": dt.date(2024, 8, 20)}
    row = evaluate(book, frame, rules=["trade_in.appliance"], **words).row(0, named=True)
    assert row["trade_in.appliance.clash"] is True
    mask = row[f"trade_in.appliance.{name}"]
    assert mask is None
    said = decode(book, "trade_in.appliance", **{name: mask})
    assert (said.failed, said.missing, said.waiting) == ((), (), ())


@pytest.mark.parametrize("found", [1.0, "1", True, float("nan")])
def test_a_mask_that_is_no_whole_number_is_refused(book: Rulebook, found: Any) -> None:
    with pytest.raises(InputError) as refused:
        decode(book, "trade_in.appliance", failed=found, missing=1, waiting=found)
    said = f"or None for a null; found {type(found).__name__} {found!r}"
    assert [(one.place.field, one.message.en) for one in refused.value.problems] == [
        (name, f"{name} is a whole number as the column of masks holds it (Int64), {said}")
        for name in ("failed", "waiting")
    ]


def test_a_rule_that_there_is_not_is_refused_with_the_nearest(book: Rulebook) -> None:
    with pytest.raises(InputError, match=r"unknown rule 'fire\.seasn'; did you mean 'fire\.season'"):
        legend(book, ["fire.seasn"])
    with pytest.raises(InputError, match=r"unknown rule 'fire\.seasn'"):
        decode(book, "fire.seasn")
