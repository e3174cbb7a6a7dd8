"""Each law finds the slip it is there for, and tells the smallest case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from xixia_gov.engine import interpret
from xixia_gov.engine.trace import Traced
from xixia_gov.errors import InputError
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, Outcome
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import yuan
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing import (
    LawBroken,
    check_all,
    check_cap,
    check_examples,
    check_executors_agree,
    check_fail_alone,
    check_irrelevant,
    check_monotone,
    check_readings_matter,
    interpreter,
)
from xixia_gov.testing.small import HEAD, figures, reading, small_book, when

BOOK = load_rulebook()


def test_a_sum_above_the_cap_that_is_asked_for_is_told_with_few_facts() -> None:
    with pytest.raises(LawBroken) as caught:
        check_cap(BOOK, "trade_in.appliance", most=yuan("999"))
    assert str(caught.value).startswith("trade_in.appliance breaks its cap: ")
    assert (caught.value.law, caught.value.rule) == ("its cap", "trade_in.appliance")
    assert caught.value.case is not None
    [matter] = caught.value.case.matters
    assert type(matter).__name__ == "AppliancePurchase"


def test_a_sum_below_the_floor_that_is_asked_for_is_told() -> None:
    with pytest.raises(LawBroken, match=r"could be paid, at least 0\.01 must be"):
        check_cap(BOOK, "trade_in.appliance", least=yuan("0.01"))


def test_a_sum_that_shrinks_while_a_fact_grows_is_told(tmp_path: Path) -> None:
    pays = f'{figures(full=100)}\n[pays]\namount = "max(full - claim.price, 0)"\n'
    book = small_book(tmp_path, f"{HEAD}{pays}{when('any', 'claim.a')}")
    with pytest.raises(LawBroken, match=r"claim\.price grows from .* to .*, the sum goes from"):
        check_monotone(book, "t.rule", facts=["claim.price"])


def test_a_fact_that_cannot_grow_or_is_none_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"did you mean 'purchase\.unit_price'"):
        check_monotone(BOOK, "trade_in.appliance", facts=["purchase.unit_prise"])


def test_a_rule_that_is_none_is_an_input_error_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"did you mean 'fire\.season'"):
        check_all(BOOK, rules=["fire.saeson"])


def test_an_executor_that_says_something_else_is_told_by_its_name() -> None:
    def hasty(book: Rulebook, rule: str, case: Case) -> Determination:
        one = interpreter(book, rule, case)
        return one.saying(outcome=Outcome.INELIGIBLE) if one.missing else one

    with pytest.raises(LawBroken, match=r"hasty: outcome is .*INELIGIBLE.*, not .*UNDETERMINED") as caught:
        check_executors_agree(BOOK, "trade_in.appliance", executors=[interpreter, hasty])
    assert caught.value.case is not None


def test_an_executor_that_remembers_an_object_rather_than_a_case_is_told() -> None:
    def forgetful(book: Rulebook, rule: str, case: Case) -> Determination:
        one = interpreter(book, rule, case)
        return one if book is BOOK else one.saying(planned=not one.planned)

    with pytest.raises(LawBroken, match=r"forgetful of a copy: planned is"):
        check_executors_agree(BOOK, "trade_in.appliance", executors=[forgetful])


def test_a_rule_that_reads_what_it_does_not_name_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = interpret._fact  # noqa: SLF001 - a slip is planted where facts are read

    def peeking(node: Any, frame: Any) -> Traced:
        if node.path == "claim.a":
            return fact(attrs.evolve(node, path="claim.b"), frame)
        return fact(node, frame)

    monkeypatch.setattr(interpret, "_fact", peeking)
    with pytest.raises(LawBroken, match="breaks that what it does not read changes nothing"):
        check_irrelevant(small_book(tmp_path, f"{HEAD}{when('any', 'claim.a')}"), "t.rule")


def test_a_condition_that_another_includes_is_told_with_it(tmp_path: Path) -> None:
    book = small_book(tmp_path, f"{HEAD}{when('one', 'claim.a')}\n{when('two', 'claim.a and claim.b')}")
    with pytest.raises(LawBroken, match=r"one never fails alone.*two") as caught:
        check_fail_alone(book, "t.rule")
    assert caught.value.case is not None


def test_a_reading_that_changes_nothing_is_told(tmp_path: Path) -> None:
    idle = "claim.a or (claim.a and readings.idle == 'x')"
    book = small_book(tmp_path, f"{HEAD}{reading('idle', 'x', 'y')}\n{when('any', idle)}")
    with pytest.raises(LawBroken, match=r"t\.rule/idle changes no answer"):
        check_readings_matter(book, "t.rule")


def test_an_example_that_comes_out_otherwise_is_told_with_its_case() -> None:
    rule = BOOK.latest("fire.report_duty")
    wrong = attrs.evolve(rule.examples[0], expect=FrozenMap({"missing": ["sighting.seen_on"]}))
    with pytest.raises(
        LawBroken, match=r"fire\.report_duty: example .* expects 'missing'|expects missing"
    ) as caught:
        check_examples(BOOK, attrs.evolve(rule, examples=(wrong,)))
    assert caught.value.case is not None
    assert caught.value.law == "its examples"
