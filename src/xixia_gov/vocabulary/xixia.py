"""The vocabulary of the Xixia rulebook."""

from __future__ import annotations

from typing import Final

from xixia_gov.vocabulary.citizen import Citizen
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

XIXIA: Final = Vocabulary(
    name="xixia_gov.vocabulary.xixia:XIXIA",
    subjects=(Citizen, Enterprise, Organisation),
    matters=(
        AppliancePurchase,
        CarReplacement,
        OutwardWork,
        LabourPlacement,
        HouseholdWork,
        BusinessStart,
        SkillCertificate,
        OutdoorFire,
        FirefightingCall,
        FireSighting,
    ),
)
