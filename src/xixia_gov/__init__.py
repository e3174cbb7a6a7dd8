"""Rules as code for government gazettes: may I claim this, how much exactly, under which article.

The names below are the public ones; each is fetched from its module when it is first used, so that
importing the package reads no rule and loads no library but attrs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xixia_gov.casefile.read import read_case
    from xixia_gov.engine.assess import assess
    from xixia_gov.errors import InputError, Problem, XixiaError
    from xixia_gov.model.assessment import Assessment
    from xixia_gov.model.case import Case
    from xixia_gov.model.determination import Amount, Determination, Outcome
    from xixia_gov.model.rule import Rule
    from xixia_gov.model.rulebook import Rulebook
    from xixia_gov.money import Money, yuan
    from xixia_gov.report.explain import explain
    from xixia_gov.report.json import to_json
    from xixia_gov.rulebook.lint import lint
    from xixia_gov.rulebook.load import load_rulebook
    from xixia_gov.text import Text
    from xixia_gov.truth import Truth
    from xixia_gov.unknown import UNKNOWN
    from xixia_gov.vocabulary.citizen import Citizen, Household, Member
    from xixia_gov.vocabulary.employment import (
        BusinessStart,
        HouseholdWork,
        LabourPlacement,
        OutwardWork,
        SkillCertificate,
    )
    from xixia_gov.vocabulary.enterprise import Enterprise, Organisation
    from xixia_gov.vocabulary.fire import FirefightingCall, FireSighting, OutdoorFire
    from xixia_gov.vocabulary.trade_in import AppliancePurchase, CarReplacement
    from xixia_gov.vocabulary.vocabulary import Vocabulary

__version__ = "0.1.0"

_HOMES = {
    "Amount": "model.determination",
    "AppliancePurchase": "vocabulary.trade_in",
    "Assessment": "model.assessment",
    "BusinessStart": "vocabulary.employment",
    "CarReplacement": "vocabulary.trade_in",
    "Case": "model.case",
    "Citizen": "vocabulary.citizen",
    "Determination": "model.determination",
    "Enterprise": "vocabulary.enterprise",
    "FireSighting": "vocabulary.fire",
    "FirefightingCall": "vocabulary.fire",
    "Household": "vocabulary.citizen",
    "HouseholdWork": "vocabulary.employment",
    "InputError": "errors",
    "LabourPlacement": "vocabulary.employment",
    "Member": "vocabulary.citizen",
    "Money": "money",
    "Organisation": "vocabulary.enterprise",
    "OutdoorFire": "vocabulary.fire",
    "Outcome": "model.determination",
    "OutwardWork": "vocabulary.employment",
    "Problem": "errors",
    "Rule": "model.rule",
    "Rulebook": "model.rulebook",
    "SkillCertificate": "vocabulary.employment",
    "Text": "text",
    "Truth": "truth",
    "UNKNOWN": "unknown",
    "Vocabulary": "vocabulary.vocabulary",
    "XixiaError": "errors",
    "assess": "engine.assess",
    "explain": "report.explain",
    "lint": "rulebook.lint",
    "load_rulebook": "rulebook.load",
    "read_case": "casefile.read",
    "to_json": "report.json",
    "yuan": "money",
}

__all__ = [
    "UNKNOWN",
    "Amount",
    "AppliancePurchase",
    "Assessment",
    "BusinessStart",
    "CarReplacement",
    "Case",
    "Citizen",
    "Determination",
    "Enterprise",
    "FireSighting",
    "FirefightingCall",
    "Household",
    "HouseholdWork",
    "InputError",
    "LabourPlacement",
    "Member",
    "Money",
    "Organisation",
    "Outcome",
    "OutdoorFire",
    "OutwardWork",
    "Problem",
    "Rule",
    "Rulebook",
    "SkillCertificate",
    "Text",
    "Truth",
    "Vocabulary",
    "XixiaError",
    "assess",
    "explain",
    "lint",
    "load_rulebook",
    "read_case",
    "to_json",
    "yuan",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name is
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
