"""The vocabulary of the Xixia rulebook."""

from __future__ import annotations

from typing import Final

from xixia_gov.vocabulary.citizen import Citizen
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
from xixia_gov.vocabulary.worker_protection import AccidentInsurance, LabourDispute, LabourTransfer

XIXIA: Final = Vocabulary(
    name="xixia_gov.vocabulary.xixia:XIXIA",
    subjects=(Citizen, Enterprise, Organisation),
    matters=(
        AppliancePurchase,
        CarReplacement,
        ElectricBicyclePurchase,
        HomeItemPurchase,
        HomeDelivery,
        UsedCarOffer,
        UsedCarMoveIn,
        VehicleScrapping,
        VehicleDismantling,
        GoodsSale,
        ComplaintChannel,
        VoucherPlatform,
        RecyclingNetwork,
        OutwardWork,
        LabourPlacement,
        HouseholdWork,
        BusinessStart,
        SkillCertificate,
        WorkerHire,
        AssistanceWorkshop,
        TraineeSite,
        CarrierIntake,
        BrandBuilding,
        LabourStation,
        LocalJob,
        TrainingEntry,
        JobService,
        FlexibleWork,
        SocialRelief,
        RuralPost,
        VocationalSchooling,
        TrainingCourse,
        CraftWorkshop,
        GigMarket,
        VillageService,
        PublicPost,
        PublicPostPlan,
        LabourDispute,
        AccidentInsurance,
        LabourTransfer,
        ResponsibleUnit,
        OutdoorFire,
        FirefightingCall,
        FireSighting,
        FireReport,
        ForestSite,
        DutyDay,
    ),
)
