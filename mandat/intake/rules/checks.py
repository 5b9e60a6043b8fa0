"""What a check of an application says, and what it is made from. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from mandat.documents.kinds import DOC, DOCX, ODT
from mandat.documents.states import FileState
from mandat.intake.states import ApplicationStage

# Texts without pages of their own: each program breaks them elsewhere.
FLOWING = frozenset({DOC, DOCX, ODT})


class Outcome(StrEnum):
    """What a check found."""

    OK = "ok"
    # These leave an application incomplete.
    MISSING = "missing"
    TOO_LONG = "too_long"
    REFUSED = "refused"
    TOO_FEW_REFERENCES = "too_few_references"
    TOO_SHORT_VALIDITY = "too_short_validity"
    REASON_MISSING = "reason_missing"  # for more days than the call foresees
    TOO_MANY_DAYS = "too_many_days"  # the call allows no more
    UNREADABLE = "unreadable"  # an answer that is no day or no number
    # These are not known yet: the worker is at it.
    BEING_CHECKED = "being_checked"
    BEING_COUNTED = "being_counted"
    # These are for a person to look at, and hinder nothing.
    INDICATIVE = "indicative"  # over the limit by a count that another program may not confirm
    NOT_COUNTED = "not_counted"
    ATTESTATIONS_MISSING = "attestations_missing"  # as far as a count of files can tell
    REFERENCES_UNREAD = "references_unread"
    MORE_DAYS = "more_days"  # with a reason
    NOT_SAID = "not_said"
    OUTSIDE_MISSION = "outside_mission"  # free, but not when the mission begins


INCOMPLETE = frozenset(
    {
        Outcome.MISSING,
        Outcome.TOO_LONG,
        Outcome.REFUSED,
        Outcome.TOO_FEW_REFERENCES,
        Outcome.TOO_SHORT_VALIDITY,
        Outcome.REASON_MISSING,
        Outcome.TOO_MANY_DAYS,
        Outcome.UNREADABLE,
    }
)
PENDING = frozenset({Outcome.BEING_CHECKED, Outcome.BEING_COUNTED})


@dataclass(frozen=True, slots=True)
class Found:
    """One file that lies in a slot. `pages` is None until it is counted, or when it cannot be.

    `is_attestation` marks a proof that belongs to the document: its pages are not the document's.
    """

    slot: str
    file_id: str
    state: FileState | str
    pages: int | None = None
    exact: bool = False
    media_type: str = ""
    is_attestation: bool = False

    @property
    def is_usable(self) -> bool:
        return self.state not in (FileState.REFUSED, FileState.LOCKED)

    @property
    def is_on_its_way(self) -> bool:
        return self.state in (FileState.RECEIVED, FileState.CHECKING)

    @property
    def is_certain(self) -> bool:
        """Whether every reader counts the same pages: a page of a PDF is a page everywhere."""
        return self.exact and self.pages is not None and self.media_type not in FLOWING


@dataclass(frozen=True, slots=True)
class Check:
    """What was found in one place of an application.

    `key` is that of a slot, or a field of the application (`lead.email`, `members.m1.firm`,
    `references.2`, `days`, `valid_until`, `price`). `source` is the field of the call that asks it,
    with the number of its row (`required_documents.1`); empty where the house asks it, to be able
    to answer. `is_sealed` marks what nobody of the organisation may know before the opening.
    """

    key: str
    outcome: Outcome
    source: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What is checked: the application's content, what lies in its slots, and when its call ends.

    `closes_on` is the day of the deadline in the call's zone: the validity of an offer counts from
    it. `documents` are those of an invitation, None for the call's own. `is_typed` is false for an
    e-mail: nobody was asked to type what may stand in its documents.
    """

    application: Mapping[str, Any]
    found: Sequence[Found]
    has_price: bool
    stage: ApplicationStage | str
    closes_on: date | None = None
    documents: Sequence[Any] | None = None
    is_typed: bool = True

    @property
    def is_offer(self) -> bool:
        """Whether a whole offer is made, with days and prices, not only an interest expressed."""
        return self.stage != ApplicationStage.EXPRESSION_OF_INTEREST


class Completeness(StrEnum):
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"  # files are still being checked or counted


def completeness_of(checks: Iterable[Check]) -> Completeness:
    """Incomplete as soon as one thing is certain to lack; unknown while the worker is at it."""
    outcomes = {check.outcome for check in checks}
    if outcomes & INCOMPLETE:
        return Completeness.INCOMPLETE
    return Completeness.UNKNOWN if outcomes & PENDING else Completeness.COMPLETE


def is_complete(checks: Iterable[Check]) -> bool | None:
    """True or False; None while it is not known yet."""
    known = {Completeness.COMPLETE: True, Completeness.INCOMPLETE: False}
    return known.get(completeness_of(checks))
