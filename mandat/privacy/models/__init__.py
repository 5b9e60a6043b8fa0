"""Requests of data subjects, and the records that data protection law asks for."""

from mandat.privacy.models.records import (
    Breach,
    BreachStep,
    HoldItem,
    JointController,
    LegalHold,
    NoticeContact,
    RetentionRun,
    Transfer,
)
from mandat.privacy.models.requests import (
    CaseStep,
    DataExport,
    DataRequest,
    Erasure,
    Rectification,
    RequestLink,
)

__all__ = [
    "Breach",
    "BreachStep",
    "CaseStep",
    "DataExport",
    "DataRequest",
    "Erasure",
    "HoldItem",
    "JointController",
    "LegalHold",
    "NoticeContact",
    "Rectification",
    "RequestLink",
    "RetentionRun",
    "Transfer",
]
