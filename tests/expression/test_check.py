"""Checking: every fault of type and unit with its words and column, and what a gate needs."""

from __future__ import annotations

import pytest

from xixia_gov.expression.check import Checked, check, established
from xixia_gov.expression.nodes import DefinitionRef, FactRef, FigureRef, ListRef, ReadingRef, RuleRef, walk
from xixia_gov.expression.parse import parse
from xixia_gov.expression.scope import Scope, Symbol
from xixia_gov.expression.types import (
    ChoiceType,
    CodeType,
    DateType,
    EachType,
    FlagsType,
    ItemsType,
    NumberType,
    SetType,
    TruthType,
    Type,
    WrongType,
)
from xixia_gov.units import RATIO, YUAN, parse_unit

DAYS, MONTHS, YEARS, PERSONS = (parse_unit(name) for name in ("days", "months", "years", "persons"))
COLOURS = ("red", "green")


def fact(path: str, kind: Type, gate: str | None = None) -> tuple[str, Symbol]:
    return path, Symbol(FactRef(path), kind, gate)


SCOPE = Scope(
    dict(
        [
            fact("p.yes", TruthType()),
            fact("p.sent", TruthType()),
            fact("p.sent_on", DateType(), "p.sent"),
            fact("p.way", ChoiceType(COLOURS)),
            fact("p.red_on", DateType(), "p.way == 'red'"),
            fact("p.price", NumberType(YUAN)),
            fact("p.heads", NumberType(PERSONS, nonzero=True)),
            fact("p.months", NumberType(MONTHS)),
            fact("p.colour", ChoiceType(COLOURS)),
            fact("p.grade", ChoiceType(("low", "high"), ordered=True)),
            fact("p.tags", FlagsType(COLOURS)),
            fact("p.code", CodeType()),
            fact("p.made_on", DateType()),
            fact("p.rooms", ItemsType("room")),
            ("cap", Symbol(FigureRef("cap"), NumberType(YUAN, nonzero=True))),
            ("rate", Symbol(FigureRef("rate"), NumberType(RATIO, nonzero=True))),
            ("zero", Symbol(FigureRef("zero"), NumberType(RATIO))),
            ("limit", Symbol(FigureRef("limit"), NumberType(MONTHS, nonzero=True))),
            ("opens", Symbol(FigureRef("opens"), DateType())),
            ("reds", Symbol(ListRef("reds"), SetType(("red",)))),
            ("strange", Symbol(ListRef("strange"), SetType(("mauve",)))),
            ("readings.x", Symbol(ReadingRef("readings/x"), ChoiceType(("yes", "no")))),
            ("rent", Symbol(DefinitionRef("rent"), EachType("room", NumberType(YUAN)))),
            ("lit", Symbol(DefinitionRef("lit"), EachType("room", TruthType()))),
        ]
    ),
    frozenset({"t.rule"}),
)


def checked(source: str) -> Checked:
    return check(parse(source), SCOPE)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("p.yes", TruthType()),
        ("p.price >= cap", TruthType()),
        ("p.price >= 0", TruthType()),
        ("0 <= p.price", TruthType()),
        ("p.heads >= 1", TruthType()),
        ("p.made_on >= opens", TruthType()),
        ("p.colour == 'red'", TruthType()),
        ("'red' == p.colour", TruthType()),
        ("p.colour in reds", TruthType()),
        ("p.tags in reds", TruthType()),
        ("'red' in p.tags", TruthType()),
        ("p.grade >= 'high'", TruthType()),
        ("p.code == 'A1'", TruthType()),
        ("p.code != p.code", TruthType()),
        ("readings.x == 'yes'", TruthType()),
        ("holds(t.rule)", TruthType()),
        ("some(lit) or every(lit)", TruthType()),
        ("p.price + cap", NumberType(YUAN)),
        ("p.price - 1", NumberType(YUAN)),
        ("rate * p.price", NumberType(YUAN)),
        ("p.price / p.heads", NumberType(parse_unit("yuan/persons"))),
        ("p.price / p.heads * p.heads", NumberType(YUAN)),
        ("p.price / cap", NumberType(RATIO)),
        ("p.price if p.yes else cap", NumberType(YUAN)),
        ("p.price if p.yes else 0", NumberType(YUAN)),
        ("min(p.price, cap, 0)", NumberType(YUAN)),
        ("max(rate, 1)", NumberType(RATIO)),
        ("whole(p.price, cap, 'down')", NumberType(RATIO)),
        ("age(p.made_on, opens)", NumberType(YEARS)),
        ("months_between(p.made_on, opens)", NumberType(MONTHS)),
        ("days_between(p.made_on, opens)", NumberType(DAYS)),
        ("add_months(p.made_on, limit)", DateType()),
        ("add_months(p.made_on, 1)", DateType()),
        ("first_day_of(p.made_on, 'month')", DateType()),
        ("last_day_of(add_months(opens, limit), 'half_year') >= p.made_on", TruthType()),
        ("count(p.rooms)", NumberType(RATIO)),
        ("total(rent)", NumberType(YUAN)),
        ("least(rent) + most(rent)", NumberType(YUAN)),
        ("amount(t.rule)", NumberType(YUAN)),
    ],
)
def test_a_sound_expression_has_its_type_and_no_unresolved_name(source: str, kind: Type) -> None:
    found = checked(source)
    assert found.faults == ()
    assert found.type == kind
    names = [type(node).__name__ for node in walk(found.node)]
    assert "Name" not in names


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("p.prize >= cap", 1, "unknown name 'p.prize'; did you mean 'p.price'?"),
        ("p.price >= cop", 12, "unknown name 'cop'; did you mean 'cap'?"),
        ("holds(t.rul)", 7, "unknown rule 't.rul'; did you mean 't.rule'?"),
        ("mim(p.price, cap)", 1, "unknown function 'mim'; did you mean 'min'?"),
        ("p.price >= limit", 1, "a number of yuan and a number of months do not go together"),
        ("p.price >= rate", 1, "a number of yuan and a plain number do not go together"),
        ("p.price + p.months", 1, "a number of yuan and a number of months do not go together"),
        ("p.price - rate", 1, "a number of yuan and a plain number do not go together"),
        ("p.price if p.yes else p.months", 1, "a number of yuan and a number of months do not go together"),
        ("p.price if p.yes else p.made_on", 1, "a number of yuan and a date do not go together"),
        ("'a' if p.yes else 'b'", 1, "an option text and an option text do not go together"),
        ("p.price >= p.made_on", 1, "a number of yuan and a date do not go together"),
        ("p.made_on >= 1", 1, "a date and a plain number do not go together"),
        ("p.yes == p.sent", 1, "a truth and a truth do not go together"),
        ("p.yes == 1", 1, "a truth and a plain number do not go together"),
        ("'red' == 'red'", 1, "an option text and an option text do not go together"),
        ("p.colour == p.grade", 1, "a choice and a choice do not go together"),
        ("p.colour == p.code", 1, "a choice and a code do not go together"),
        ("p.price == 'red'", 1, "a number of yuan and an option text do not go together"),
        ("p.colour == 'rad'", 13, "unknown option 'rad'; did you mean 'red'?"),
        ("'rad' in p.tags", 1, "unknown option 'rad'; did you mean 'red'?"),
        ("readings.x == 'maybe'", 15, "unknown option 'maybe'; allowed: no, yes"),
        ("p.colour >= 'red'", 1, "these options have no rank; only == and != compare them"),
        ("p.code < 'A'", 1, "these options have no rank; only == and != compare them"),
        ("p.colour in strange", 13, "'mauve' in the list is no option of this fact"),
        ("p.colour in p.tags", 1, "a choice and a set of choices do not go together"),
        ("p.price in reds", 1, "a number of yuan and a named list do not go together"),
        ("'red' in reds", 1, "an option text and a named list do not go together"),
        ("p.yes and p.price", 11, "a truth is wanted here, not a number of yuan"),
        ("not p.price", 5, "a truth is wanted here, not a number of yuan"),
        ("p.price or p.yes", 1, "a truth is wanted here, not a number of yuan"),
        ("cap if p.price else cap", 8, "a truth is wanted here, not a number of yuan"),
        ("p.price / zero", 11, "the divisor could be 0; divide only by what cannot be 0"),
        ("p.price / 0", 11, "the divisor could be 0; divide only by what cannot be 0"),
        ("p.price / p.months", 11, "the divisor could be 0; divide only by what cannot be 0"),
        ("p.price / (cap - cap)", 12, "the divisor could be 0; divide only by what cannot be 0"),
        ("p.made_on + opens", 1, "a date and a date do not go together"),
        ("p.yes * rate", 1, "a truth and a plain number do not go together"),
        ("age(p.made_on)", 1, "age takes 2 arguments, not 1"),
        ("age(p.made_on, opens, opens)", 1, "age takes 2 arguments, not 3"),
        ("age(p.price, opens)", 5, "a date is wanted here, not a number of yuan"),
        ("add_months(p.made_on, cap)", 23, "a number of months is wanted here, not a number of yuan"),
        ("add_days(p.made_on, limit)", 21, "a number of days is wanted here, not a number of months"),
        ("min(p.price)", 1, "min takes 2 arguments, not 1"),
        ("min(p.price, p.months)", 1, "a number of yuan and a number of months do not go together"),
        ("max(p.made_on, opens)", 1, "a date and a plain number do not go together"),
        ("whole(p.price, cap)", 1, "whole takes 3 arguments, not 2"),
        ("whole(p.price, cap, 'near')", 21, "the mode of rounding is 'down', 'up' or 'half_up'"),
        ("whole(p.price, limit, 'down')", 1, "a number of yuan and a number of months do not go together"),
        ("whole(rate, zero, 'down')", 13, "the step must not be 0"),
        ("last_day_of(p.made_on)", 1, "last_day_of takes 2 arguments, not 1"),
        ("last_day_of(p.price, 'month')", 13, "a date is wanted here, not a number of yuan"),
        ("last_day_of(p.made_on, 'half-year')", 24, "unknown period 'half-year'; did you mean 'half_year'?"),
        (
            "first_day_of(p.made_on, 'week')",
            25,
            "unknown period 'week'; allowed: half_year, month, quarter, year",
        ),
        ("last_day_of(p.made_on, limit)", 24, "the period is 'month', 'quarter', 'half_year' or 'year'"),
        ("last_day_of(p.made_on, p.colour)", 24, "the period is 'month', 'quarter', 'half_year' or 'year'"),
        (
            "last_day_off(p.made_on, 'year')",
            1,
            "unknown function 'last_day_off'; did you mean 'last_day_of'?",
        ),
        ("count(rent)", 1, "count cannot read a definition over a list"),
        ("count(p.price)", 1, "count cannot read a number of yuan"),
        ("total(p.rooms)", 1, "total cannot read a list of things"),
        ("total(lit)", 1, "total cannot read a definition over a list"),
        ("some(rent)", 1, "some cannot read a definition over a list"),
        ("total(rent, rent)", 1, "total takes 1 arguments, not 2"),
        ("holds(p.yes)", 7, "unknown rule 'p.yes'; allowed: t.rule"),
        ("holds('t.rule')", 1, "holds takes the id of one rule"),
        ("amount()", 1, "amount takes the id of one rule"),
        (
            "p.sent_on >= opens",
            1,
            "'p.sent_on' may not exist; establish it first in the same expression: p.sent and …",
        ),
        (
            "p.red_on >= opens",
            1,
            "'p.red_on' may not exist; establish it first in the same expression: p.way == 'red' and …",
        ),
    ],
)
def test_a_fault_is_told_with_its_words_and_its_column(source: str, column: int, message: str) -> None:
    found = checked(source)
    assert [(fault.start + 1, fault.message.en) for fault in found.faults] == [(column, message)]
    assert all(fault.message.zh for fault in found.faults)


def test_every_fault_of_an_expression_is_told_and_none_twice() -> None:
    found = checked("p.prize >= cap and p.colour == 'rad' and (p.price / zero >= p.months)")
    assert [fault.start + 1 for fault in found.faults] == [1, 32, 53, 43]
    assert isinstance(checked("p.prize + cap").type, WrongType)
    assert len(checked("p.prize + cap >= p.price").faults) == 1


def test_the_column_counts_characters_after_chinese_text() -> None:
    scope = SCOPE.with_names({"单价": Symbol(FactRef("p.price"), NumberType(YUAN))})
    found = check(parse("单价 >= cap and 单价 >= limti"), scope)
    assert [fault.start + 1 for fault in found.faults] == [21]


def test_a_name_declared_closer_by_hides_the_one_farther_off() -> None:
    scope = SCOPE.with_names({"cap": Symbol(FigureRef("own/cap"), DateType())})
    assert check(parse("cap"), scope).type == DateType()
    assert checked("cap").type == NumberType(YUAN)


@pytest.mark.parametrize(
    "source",
    [
        "p.sent and p.sent_on >= opens",
        "p.yes and p.sent and p.sent_on >= opens",
        "p.sent and (p.yes or p.sent_on >= opens)",
        "not p.sent or p.sent_on >= opens",
        "not (p.sent and p.sent_on >= opens)",
        "p.sent_on >= opens if p.sent else p.yes",
        "p.yes if not p.sent else p.sent_on >= opens",
        "(p.sent_on if p.sent else opens) >= opens",
        "not (not p.sent) and p.sent_on >= opens",
        "not (not p.sent or p.yes) and p.sent_on >= opens",
        "p.way == 'red' and p.red_on >= opens",
        "'red' == p.way and p.red_on >= opens",
        "p.red_on >= opens if p.way == 'red' else p.yes",
        "p.way != 'red' or p.red_on >= opens",
    ],
)
def test_a_gate_is_established_by_what_stands_before_in_the_same_expression(source: str) -> None:
    assert checked(source).faults == ()


@pytest.mark.parametrize(
    "source",
    [
        "p.sent_on >= opens and p.sent",
        "p.sent or p.sent_on >= opens",
        "not p.sent and p.sent_on >= opens",
        "(p.sent or p.yes) and p.sent_on >= opens",
        "(not p.sent) or p.yes or not (p.sent_on >= opens) if p.yes else p.sent_on >= opens",
        "p.sent_on >= opens if not p.sent else p.yes",
        "(p.sent and p.yes) or p.sent_on >= opens",
        "p.way == 'green' and p.red_on >= opens",
        "p.way != 'red' and p.red_on >= opens",
        "p.sent and p.red_on >= opens",
        "min(p.price, cap) >= 0 and p.sent_on >= opens",
    ],
)
def test_a_gate_that_is_not_established_is_a_fault(source: str) -> None:
    faults = checked(source).faults
    assert len(faults) == 1
    assert "may not exist; establish it first" in faults[0].message.en


def test_what_holds_and_what_does_not_establish_different_gates() -> None:
    node = checked("p.sent and p.way == 'red'").node
    assert established(node, holds=True) == {"p.sent", "p.way == 'red'"}
    assert established(node, holds=False) == frozenset()
    either = checked("not p.sent or not p.yes").node
    assert established(either, holds=False) == {"p.sent", "p.yes"}
    assert established(either, holds=True) == frozenset()


def test_a_rule_is_resolved_by_its_id() -> None:
    (argument,) = [node for node in walk(checked("holds(t.rule)").node) if isinstance(node, RuleRef)]
    assert argument.rule == "t.rule"
