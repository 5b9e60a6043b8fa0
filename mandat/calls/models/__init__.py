"""Calls: while they are written, when they are public, and what is said about them meanwhile."""

from mandat.calls.models.drafts import (
    Call,
    CallTemplate,
    DraftField,
    RemarkDismissal,
    TermsOfReference,
)
from mandat.calls.models.exchange import Amendment, Follower, Milestone, Question, Telling
from mandat.calls.models.listing import CallFacet
from mandat.calls.models.publication import (
    Approval,
    CallDocument,
    CallTranslation,
    CallVersion,
    KeyHolder,
    Posting,
)

__all__ = [
    "Amendment",
    "Approval",
    "Call",
    "CallDocument",
    "CallFacet",
    "CallTemplate",
    "CallTranslation",
    "CallVersion",
    "DraftField",
    "Follower",
    "KeyHolder",
    "Milestone",
    "Posting",
    "Question",
    "RemarkDismissal",
    "Telling",
    "TermsOfReference",
]
