"""Applications and what arrives: one module for each thing that the clerk's work turns on."""

from mandat.intake.models.applications import Application, Piece, TeamMember
from mandat.intake.models.arrivals import Arrival, ArrivalPart, Mailbox
from mandat.intake.models.desk import (
    CriterionDecision,
    Decision,
    Extension,
    Letter,
    ProofRequest,
    ReferenceCheck,
    SanctionedName,
)
from mandat.intake.models.filings import CallKey, Filing, KeyShare, Receipt

__all__ = [
    "Application",
    "Arrival",
    "ArrivalPart",
    "CallKey",
    "CriterionDecision",
    "Decision",
    "Extension",
    "Filing",
    "KeyShare",
    "Letter",
    "Mailbox",
    "Piece",
    "ProofRequest",
    "Receipt",
    "ReferenceCheck",
    "SanctionedName",
    "TeamMember",
]
