"""A slip planted in the columns is caught by holding them against the interpreter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from xixia_gov.columns import arithmetic, branch, choice, compare, evaluate, facts, three
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.schema import schema_of
from xixia_gov.columns.term import Term
from xixia_gov.expression.nodes import Comparison
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.agreement import asked, check_columns_agree, differences
from xixia_gov.testing.law import LawBroken
from xixia_gov.testing.small import HEAD, Claim, Person, figures, reading, small_book, value, when

CAP = figures(cap=100, rate='{ value = "10%", anchor = "…" }')
MONEY = (
    '[pays]\namount = "min(rate * claim.price, claim.paid)"\n'
    'round = { to = "fen", mode = "half_up", assumed = true }\n'
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    lines = [
        HEAD,
        CAP,
        reading("side", "left", "right"),
        value("fit", "claim.a or claim.b"),
        when("one", "fit and claim.price <= cap"),
        when(
            "two", "claim.colour == 'red' if readings.side == 'left' else claim.c", 'only_if = "claim.sent"'
        ),
        when("three", "min(claim.change, claim.share) <= 1"),
        MONEY,
    ]
    return small_book(tmp_path_factory.mktemp("planted"), "\n".join(lines))


def caught(book: Rulebook) -> bool:
    """Whether any row out of some hundreds differs; what was worked out before is forgotten."""
    book.memo.clear()
    schema = schema_of(book, Claim, Person)
    for one in asked(book, schema, 400, batch=200):
        said = evaluate(book, one.frame(), matter=Claim, subject=Person, as_of=one.as_of, settle=one.settle)
        if any(True for _ in differences(book, one, said)):
            return True
    return False


def test_without_a_slip_nothing_differs(small: Rulebook) -> None:
    assert not caught(small)


def strict_for_wide(old: Callable[..., Any]) -> Callable[..., Any]:
    def compared(pool: Pool, operator: Comparison, one: Any, two: Any) -> Any:
        swapped = Comparison.LT if operator is Comparison.LE else operator
        return old(pool, swapped, one, two)

    return compared


def naive_minimum(pool: Pool, one: Term, two: Term) -> Term:
    """Return the smaller one that is known, as `min_horizontal` does."""
    return pool.lower_known(one, two)


def two_valued_or(pool: Pool, truths: Any) -> Any:
    """Return a disjunction in which what is open counts as false."""
    parts = list(truths)
    sure = pool.any(*(part.sure for part in parts))
    return three.known(pool, sure)


def rounded_down(old: Callable[..., Any]) -> Callable[..., Any]:
    return lambda pool, span, _: old(pool, span, "down")


def always_live(old: Callable[..., Any]) -> Callable[..., Any]:
    def clashless(self: Any, *args: Any) -> Any:
        said = old(self, *args)
        return attrs.evolve(said, live=self.pool.true)

    return clashless


def shifted(old: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, bits: old(self, {place + 1: term for place, term in bits.items()})


SLIPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "<= read as <": lambda patch: patch.setattr(
        "xixia_gov.columns.meaning.compare", strict_for_wide(compare.compare)
    ),
    "a minimum that skips what is unknown": lambda patch: patch.setattr(Pool, "lower", naive_minimum),
    "an or of two values": lambda patch: patch.setattr("xixia_gov.columns.meaning.any_of", two_valued_or),
    "half a fen dropped": lambda patch: patch.setattr(arithmetic, "whole", rounded_down(arithmetic.whole)),
    "a clash of a finding not seen": lambda patch: patch.setattr(
        branch.Rules, "branch", always_live(branch.Rules.branch)
    ),
    "an option mistaken for every other": lambda patch: patch.setattr(
        choice, "_where", lambda pool, *_, **__: pool.true
    ),
    "an unknown fact taken for false": lambda patch: patch.setattr(
        facts, "read", lambda pool, term: three.known(pool, pool.fill(term, pool.false))
    ),
    "a bit beside its place": lambda patch: patch.setattr(Pool, "mask", shifted(Pool.mask)),
}


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_a_planted_slip_is_caught(small: Rulebook, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    SLIPS[name](monkeypatch)
    assert caught(small)
    monkeypatch.undo()
    small.memo.clear()


def test_the_first_row_that_differs_is_told_with_its_case(
    book: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xixia_gov.columns.meaning.compare", strict_for_wide(compare.compare))
    book.memo.clear()
    with pytest.raises(LawBroken, match=r"trade_in\.appliance breaks that columns agree") as broken:
        check_columns_agree(book, "trade_in.appliance", evaluate, count=500)
    assert "AppliancePurchase(" in str(broken.value)
    monkeypatch.undo()
    book.memo.clear()


def test_a_frame_that_lost_a_row_is_caught(small: Rulebook) -> None:
    (one,) = asked(small, schema_of(small, Claim, Person), 10, batch=10)
    said = evaluate(small, one.frame(), matter=Claim, subject=Person, as_of=one.as_of, settle=one.settle)
    assert list(differences(small, one, said.head(9))) == ["9 rows came back of 10"]
