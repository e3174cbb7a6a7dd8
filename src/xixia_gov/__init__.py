"""Rules as code for government gazettes: may I claim this, how much exactly, under which article.

The names below are the public ones; each is fetched from its module when it is first used, so that
importing the package reads no rule and loads no library.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # what `typing` says of itself; importing it would take longer than all the rest
if TYPE_CHECKING:
    from typing import Any

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
    from xixia_gov.vocabulary.crafts import CraftWorkshop
    from xixia_gov.vocabulary.employers import (
        AssistanceWorkshop,
        BrandBuilding,
        CarrierIntake,
        LabourStation,
        TraineeSite,
        WorkerHire,
    )
    from xixia_gov.vocabulary.employment import (
        BusinessStart,
        HouseholdWork,
        LabourPlacement,
        OutwardWork,
        SkillCertificate,
    )
    from xixia_gov.vocabulary.enterprise import Enterprise, Organisation
    from xixia_gov.vocabulary.fire import FirefightingCall, FireSighting, OutdoorFire
    from xixia_gov.vocabulary.fire_duties import DutyDay, FireReport, ForestSite
    from xixia_gov.vocabulary.job_help import (
        FlexibleWork,
        JobService,
        LocalJob,
        RuralPost,
        SocialRelief,
        TrainingEntry,
        VocationalSchooling,
    )
    from xixia_gov.vocabulary.public_employment import (
        GigMarket,
        PublicPost,
        PublicPostPlan,
        ResponsibleUnit,
        VillageService,
    )
    from xixia_gov.vocabulary.trade_in import AppliancePurchase, CarReplacement
    from xixia_gov.vocabulary.trade_in_goods import (
        ElectricBicyclePurchase,
        HomeDelivery,
        HomeItemPurchase,
    )
    from xixia_gov.vocabulary.trade_in_market import (
        ComplaintChannel,
        GoodsSale,
        RecyclingNetwork,
        VoucherPlatform,
    )
    from xixia_gov.vocabulary.training import TrainingCourse
    from xixia_gov.vocabulary.used_vehicles import (
        UsedCarMoveIn,
        UsedCarOffer,
        VehicleDismantling,
        VehicleScrapping,
    )
    from xixia_gov.vocabulary.vocabulary import Vocabulary
    from xixia_gov.vocabulary.worker_protection import (
        AccidentInsurance,
        LabourDispute,
        LabourTransfer,
    )

__version__ = "0.1.0"

_HOMES = {
    "AccidentInsurance": "vocabulary.worker_protection",
    "Amount": "model.determination",
    "AppliancePurchase": "vocabulary.trade_in",
    "Assessment": "model.assessment",
    "AssistanceWorkshop": "vocabulary.employers",
    "BrandBuilding": "vocabulary.employers",
    "BusinessStart": "vocabulary.employment",
    "CarReplacement": "vocabulary.trade_in",
    "CarrierIntake": "vocabulary.employers",
    "Case": "model.case",
    "Citizen": "vocabulary.citizen",
    "ComplaintChannel": "vocabulary.trade_in_market",
    "CraftWorkshop": "vocabulary.crafts",
    "Determination": "model.determination",
    "DutyDay": "vocabulary.fire_duties",
    "ElectricBicyclePurchase": "vocabulary.trade_in_goods",
    "Enterprise": "vocabulary.enterprise",
    "FireReport": "vocabulary.fire_duties",
    "FireSighting": "vocabulary.fire",
    "FirefightingCall": "vocabulary.fire",
    "FlexibleWork": "vocabulary.job_help",
    "ForestSite": "vocabulary.fire_duties",
    "GigMarket": "vocabulary.public_employment",
    "GoodsSale": "vocabulary.trade_in_market",
    "HomeDelivery": "vocabulary.trade_in_goods",
    "HomeItemPurchase": "vocabulary.trade_in_goods",
    "Household": "vocabulary.citizen",
    "HouseholdWork": "vocabulary.employment",
    "InputError": "errors",
    "JobService": "vocabulary.job_help",
    "LabourDispute": "vocabulary.worker_protection",
    "LabourPlacement": "vocabulary.employment",
    "LabourStation": "vocabulary.employers",
    "LabourTransfer": "vocabulary.worker_protection",
    "LocalJob": "vocabulary.job_help",
    "Member": "vocabulary.citizen",
    "Money": "money",
    "Organisation": "vocabulary.enterprise",
    "Outcome": "model.determination",
    "OutdoorFire": "vocabulary.fire",
    "OutwardWork": "vocabulary.employment",
    "Problem": "errors",
    "PublicPost": "vocabulary.public_employment",
    "PublicPostPlan": "vocabulary.public_employment",
    "RecyclingNetwork": "vocabulary.trade_in_market",
    "ResponsibleUnit": "vocabulary.public_employment",
    "Rule": "model.rule",
    "Rulebook": "model.rulebook",
    "RuralPost": "vocabulary.job_help",
    "SkillCertificate": "vocabulary.employment",
    "SocialRelief": "vocabulary.job_help",
    "Text": "text",
    "TraineeSite": "vocabulary.employers",
    "TrainingCourse": "vocabulary.training",
    "TrainingEntry": "vocabulary.job_help",
    "Truth": "truth",
    "UNKNOWN": "unknown",
    "UsedCarMoveIn": "vocabulary.used_vehicles",
    "UsedCarOffer": "vocabulary.used_vehicles",
    "VehicleDismantling": "vocabulary.used_vehicles",
    "VehicleScrapping": "vocabulary.used_vehicles",
    "VillageService": "vocabulary.public_employment",
    "Vocabulary": "vocabulary.vocabulary",
    "VocationalSchooling": "vocabulary.job_help",
    "VoucherPlatform": "vocabulary.trade_in_market",
    "WorkerHire": "vocabulary.employers",
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
    "AccidentInsurance",
    "Amount",
    "AppliancePurchase",
    "Assessment",
    "AssistanceWorkshop",
    "BrandBuilding",
    "BusinessStart",
    "CarReplacement",
    "CarrierIntake",
    "Case",
    "Citizen",
    "ComplaintChannel",
    "CraftWorkshop",
    "Determination",
    "DutyDay",
    "ElectricBicyclePurchase",
    "Enterprise",
    "FireReport",
    "FireSighting",
    "FirefightingCall",
    "FlexibleWork",
    "ForestSite",
    "GigMarket",
    "GoodsSale",
    "HomeDelivery",
    "HomeItemPurchase",
    "Household",
    "HouseholdWork",
    "InputError",
    "JobService",
    "LabourDispute",
    "LabourPlacement",
    "LabourStation",
    "LabourTransfer",
    "LocalJob",
    "Member",
    "Money",
    "Organisation",
    "Outcome",
    "OutdoorFire",
    "OutwardWork",
    "Problem",
    "PublicPost",
    "PublicPostPlan",
    "RecyclingNetwork",
    "ResponsibleUnit",
    "Rule",
    "Rulebook",
    "RuralPost",
    "SkillCertificate",
    "SocialRelief",
    "Text",
    "TraineeSite",
    "TrainingCourse",
    "TrainingEntry",
    "Truth",
    "UsedCarMoveIn",
    "UsedCarOffer",
    "VehicleDismantling",
    "VehicleScrapping",
    "VillageService",
    "Vocabulary",
    "VocationalSchooling",
    "VoucherPlatform",
    "WorkerHire",
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
