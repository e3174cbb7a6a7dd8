"""The shipped rulebook with all its examples answered, once for all tests of reports."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

from xixia_gov.casefile.read import read_case
from xixia_gov.engine.decide import Decided
from xixia_gov.engine.interpreted import assess_all
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.rule import Example, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook

FRIDGE = """
as_of = 2024-08-20
subject = { kind = "Citizen" }
[[matters]]
kind = "AppliancePurchase"
buyer_is_individual = true
in_trade_in_activity = true
category = "refrigerator"
has_energy_label = true
energy_class = 2
unit_price = "4999"
bought_on = 2024-08-15
"""
PAID = f'{FRIDGE}final_price = "4899"\n'

CAR = """
as_of = 2024-09-01
subject = { kind = "Citizen" }
[[matters]]
kind = "CarReplacement"
buyer_is_individual = true
old_car_disposal = "transferred"
transferred_on = 2024-08-01
old_car_in_own_name = true
old_car_is_passenger_car = true
new_car_is_passenger_car = true
new_car_is_new = true
dealer_city = "yinchuan"
registered = true
registration_city = "yinchuan"
registered_on = 2024-08-20
use = "non_commercial"
energy = "fuel"
price = "200000"
bought_on = 2024-08-10
"""

HOUSEHOLD = """
as_of = 2024-10-15
subject = { kind = "Citizen", household = { groups = ["poverty_alleviated"], labour_income = "10000" } }
findings = { stable_employment = true }
[[matters]]
kind = "HouseholdWork"
"""

STUBBLE = """
as_of = 2024-11-05
subject = { kind = "Citizen" }
[[matters]]
kind = "OutdoorFire"
act = "straw_burning"
done_on = 2024-11-05
setting = "open_air"
zone = "xingjing"
place = ["farmland"]
distance_to_forest = 80
"""

TEXTS = {"fridge": FRIDGE, "paid": PAID, "car": CAR, "household": HOUSEHOLD, "stubble": STUBBLE}


@attrs.frozen
class Answered:
    """A case with its answer and the branches behind it."""

    case: Case
    assessment: Assessment
    decided: tuple[Decided, ...]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """Return the shipped rulebook."""
    return load_rulebook()


@pytest.fixture(scope="session")
def answer(book: Rulebook) -> Callable[..., Answered]:
    """Return what answers a case: one of the named ones, or the text of a case file."""

    def answered(written: str, *, rules: list[str] | None = None) -> Answered:
        case = read_case(TEXTS.get(written, written).encode(), "case.toml", book)
        assessment, decided = assess_all(book, case, rules=rules)
        return Answered(case, assessment, decided)

    return answered


@pytest.fixture(scope="session")
def examples(book: Rulebook) -> list[tuple[Rule, Example, Answered]]:
    """Return every example of every rule, answered by its rule."""
    from xixia_gov.casefile.document import Document  # noqa: PLC0415 - for examples only
    from xixia_gov.casefile.read import case_from  # noqa: PLC0415 - the same

    found = []
    for versions in book.rules.values():
        for rule in versions:
            for one in rule.examples:
                data = {
                    "as_of": one.as_of or book.known_through,
                    "subject": {"kind": rule.subjects[0], **one.subject},
                    "matters": [{"kind": rule.matter, **one.given}],
                    "findings": dict(one.findings),
                    "settle": dict(one.settle),
                }
                case = case_from(Document(one.name, data), book, None, {})
                found.append((rule, one, Answered(case, *assess_all(book, case, rules=[rule.id]))))
    return found
