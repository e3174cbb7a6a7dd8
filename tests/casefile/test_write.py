"""A case that is written reads back as the same case, from TOML and from JSON."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xixia_gov.casefile.read import read_case
from xixia_gov.casefile.write import case_data, case_toml
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money, yuan
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.small import HEAD as RULE
from xixia_gov.testing.small import Claim, Home, Person, Room, claim_case, figures, small_book, value, when
from xixia_gov.testing.strategies import cases
from xixia_gov.vocabulary.facts import Flags

BOOK = load_rulebook()
OWN = """
[facts.note]
kind = "code"
zh   = "备注"
en   = "note"
ask  = { zh = "备注是什么?", en = "Which note?" }
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    more = [RULE, figures(floor=100), OWN, value("twice", "claim.price + claim.price")]
    clause = when("one", "twice >= floor or own.note == claim.serial")
    return small_book(tmp_path_factory.mktemp("rules"), "\n".join([*more, clause]))


def back_from_toml(case: Case, book: Rulebook) -> Case:
    return read_case(case_toml(case).encode(), "case.toml", book)


def back_from_json(case: Case, book: Rulebook) -> Case:
    return read_case(json.dumps(case_data(case)).encode(), "case.json", book)


def readable(case: Case, book: Rulebook) -> bool:
    """Whether a case can come from a file at all: drawn sums have any number of digits."""
    try:
        back_from_json(case, book)
    except InputError as error:
        assert all("15 digits" in problem.message.en for problem in error.problems)  # noqa: PT017
        return False
    return True


@pytest.mark.parametrize("rule", sorted(BOOK.rules))
def test_a_drawn_case_reads_back_as_the_same_case(rule: str) -> None:
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cases(BOOK, BOOK.latest(rule)))
    def reads_back(case: Case) -> None:
        if readable(case, BOOK):
            assert back_from_toml(case, BOOK) == case
            assert back_from_json(case, BOOK) == case

    reads_back()


def test_every_kind_of_fact_is_written_and_read_back(small: Rulebook) -> None:
    claim = Claim(
        a=True,
        b=False,
        price=Money(1),
        change=-3,
        made_on=dt.date(2024, 2, 29),
        colour="red",
        tags={"x": True, "y": False},
        serial='a "quoted" \\ name',
        ref="号 1",
        units=3,
        own={"note": "甲"},
        findings={"t.rule/one": True},
    )
    other = Claim(tags=["z", "x"], way="red", red_size=4)
    home = Home(
        income=yuan("0.00"), rooms=(Room(), Room(rent=yuan("12.50"), balance=-7)), rooms_complete=True
    )
    case = claim_case(claim, other, person=Person(home=home), suppose={"t.rule/twice": yuan("5")})
    assert back_from_toml(case, small) == case
    assert back_from_json(case, small) == case


def test_nothing_said_of_many_options_is_not_the_same_as_none_of_them(small: Rulebook) -> None:
    for flags in (Flags((), complete=True), Flags((), complete=False)):
        case = claim_case(Claim(tags=flags), person=Person(home=Home()))
        assert back_from_toml(case, small) == case


def test_a_case_in_full_as_it_is_written() -> None:
    claim = Claim(a=True, price=yuan("4999"), tags={"y": False}, sent_on=dt.date(2024, 6, 30))
    home = Home(rooms=(Room(lit=True), Room()))
    case = claim_case(claim, person=Person(home=home), settle={"t.rule/rounding": "up"})
    assert case_toml(case) == (
        "as_of = 2024-07-01\n"
        "\n"
        "[subject]\n"
        'kind = "Person"\n'
        "\n"
        "[subject.home]\n"
        "\n"
        "[[subject.home.rooms]]\n"
        "lit = true\n"
        "\n"
        "[[subject.home.rooms]]\n"
        "\n"
        "[[matters]]\n"
        'kind = "Claim"\n'
        "a = true\n"
        'price = "4999.00"\n'
        "sent_on = 2024-06-30\n"
        "\n"
        "[matters.tags]\n"
        "y = false\n"
        "\n"
        "[settle]\n"
        '"t.rule/rounding" = "up"\n'
    )


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_a_number_of_the_callers_own(small: Rulebook, text: str) -> None:
    case = claim_case(Claim(serial=text, ref=text))
    assert back_from_toml(case, small) == case
