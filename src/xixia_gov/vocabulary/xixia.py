"""The vocabulary of the Xixia rulebook."""

from __future__ import annotations

from typing import Final

from xixia_gov.vocabulary.kinds import Kinds
from xixia_gov.vocabulary.vocabulary import Vocabulary

XIXIA: Final = Vocabulary(
    name="xixia_gov.vocabulary.xixia:XIXIA",
    subjects=Kinds(
        "xixia_gov.vocabulary.citizen:Citizen",
        "xixia_gov.vocabulary.enterprise:Enterprise",
        "xixia_gov.vocabulary.enterprise:Organisation",
    ),
    matters=Kinds(
        "xixia_gov.vocabulary.trade_in:AppliancePurchase",
        "xixia_gov.vocabulary.trade_in:CarReplacement",
        "xixia_gov.vocabulary.trade_in_goods:ElectricBicyclePurchase",
        "xixia_gov.vocabulary.trade_in_goods:HomeItemPurchase",
        "xixia_gov.vocabulary.trade_in_goods:HomeDelivery",
        "xixia_gov.vocabulary.used_vehicles:UsedCarOffer",
        "xixia_gov.vocabulary.used_vehicles:UsedCarMoveIn",
        "xixia_gov.vocabulary.used_vehicles:VehicleScrapping",
        "xixia_gov.vocabulary.used_vehicles:VehicleDismantling",
        "xixia_gov.vocabulary.trade_in_market:GoodsSale",
        "xixia_gov.vocabulary.trade_in_market:ComplaintChannel",
        "xixia_gov.vocabulary.trade_in_market:VoucherPlatform",
        "xixia_gov.vocabulary.trade_in_market:RecyclingNetwork",
        "xixia_gov.vocabulary.employment:OutwardWork",
        "xixia_gov.vocabulary.employment:LabourPlacement",
        "xixia_gov.vocabulary.employment:HouseholdWork",
        "xixia_gov.vocabulary.employment:BusinessStart",
        "xixia_gov.vocabulary.employment:SkillCertificate",
        "xixia_gov.vocabulary.employers:WorkerHire",
        "xixia_gov.vocabulary.employers:AssistanceWorkshop",
        "xixia_gov.vocabulary.employers:TraineeSite",
        "xixia_gov.vocabulary.employers:CarrierIntake",
        "xixia_gov.vocabulary.employers:BrandBuilding",
        "xixia_gov.vocabulary.employers:LabourStation",
        "xixia_gov.vocabulary.job_help:LocalJob",
        "xixia_gov.vocabulary.job_help:TrainingEntry",
        "xixia_gov.vocabulary.job_help:JobService",
        "xixia_gov.vocabulary.job_help:FlexibleWork",
        "xixia_gov.vocabulary.job_help:SocialRelief",
        "xixia_gov.vocabulary.job_help:RuralPost",
        "xixia_gov.vocabulary.job_help:VocationalSchooling",
        "xixia_gov.vocabulary.training:TrainingCourse",
        "xixia_gov.vocabulary.crafts:CraftWorkshop",
        "xixia_gov.vocabulary.public_employment:GigMarket",
        "xixia_gov.vocabulary.public_employment:VillageService",
        "xixia_gov.vocabulary.public_employment:PublicPost",
        "xixia_gov.vocabulary.public_employment:PublicPostPlan",
        "xixia_gov.vocabulary.worker_protection:LabourDispute",
        "xixia_gov.vocabulary.worker_protection:AccidentInsurance",
        "xixia_gov.vocabulary.worker_protection:LabourTransfer",
        "xixia_gov.vocabulary.public_employment:ResponsibleUnit",
        "xixia_gov.vocabulary.fire:OutdoorFire",
        "xixia_gov.vocabulary.fire:FirefightingCall",
        "xixia_gov.vocabulary.fire:FireSighting",
        "xixia_gov.vocabulary.fire_duties:FireReport",
        "xixia_gov.vocabulary.fire_duties:ForestSite",
        "xixia_gov.vocabulary.fire_duties:DutyDay",
        "xixia_gov.vocabulary.investment:InvestmentProject",
        "xixia_gov.vocabulary.investment:InvestmentRulesQuestion",
        "xixia_gov.vocabulary.investment_review:InvestmentReview",
    ),
)
