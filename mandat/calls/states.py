"""The states of a call, and of what happens around it once it is public. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class CallState(StrEnum):
    DRAFT = "draft"
    DISCARDED = "discarded"
    IN_APPROVAL = "in_approval"
    PUBLISHED = "published"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


TRANSITIONS: Mapping[CallState, frozenset[CallState]] = {
    CallState.DRAFT: frozenset({CallState.DISCARDED, CallState.IN_APPROVAL}),
    CallState.DISCARDED: frozenset({CallState.DRAFT}),  # discarding can be undone
    CallState.IN_APPROVAL: frozenset({CallState.DRAFT, CallState.PUBLISHED}),
    CallState.PUBLISHED: frozenset({CallState.CLOSED, CallState.CANCELLED}),
    CallState.CLOSED: frozenset({CallState.CANCELLED, CallState.ARCHIVED}),
    CallState.CANCELLED: frozenset({CallState.ARCHIVED}),
    CallState.ARCHIVED: frozenset(),
}

# What was shown to everybody once stays readable at its address until it is archived.
PUBLIC = frozenset({CallState.PUBLISHED, CallState.CLOSED, CallState.CANCELLED})


def can_move(start: CallState | str, end: CallState) -> bool:
    """Whether the table allows the step; what it does not list is forbidden."""
    return end in TRANSITIONS[CallState(start)]


class ApprovalOutcome(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"  # with a reason, to be changed
    WITHDRAWN = "withdrawn"  # by whoever asked


class Formula(StrEnum):
    """How a price becomes points. A published call that names none has none."""

    RATIO_LOW = "ratio_low"  # weight x lowest / price
    NORMALISED_BOTH = "normalised_both"  # best quality and lowest price both count 100
    FIXED_BUDGET = "fixed_budget"  # best quality within the ceiling
    LEAST_COST = "least_cost"  # lowest price above the pass mark
    QUALITY_ONLY = "quality_only"


class LateRule(StrEnum):
    """What becomes of an application after the deadline."""

    REFUSE = "refuse"
    KEEP = "keep"  # kept apart, for a decision with reasons


class FacetKind(StrEnum):
    """What the public list can be filtered by."""

    COUNTRY = "country"  # ISO 3166-1 alpha-2
    THEME = "theme"
    LANGUAGE = "language"  # in which the call can be read
    ORGANISATION = "organisation"  # its public id


class Stage(StrEnum):
    """From when on a document of the call is given out."""

    PUBLIC = "public"
    SHORTLISTED = "shortlisted"


class FollowerState(StrEnum):
    ASKED = "asked"  # the address is not proved yet
    CONFIRMED = "confirmed"
    LEFT = "left"


class QuestionState(StrEnum):
    RECEIVED = "received"
    ANSWERED = "answered"  # question and answer are public
    SET_ASIDE = "set_aside"  # with a reason, which the asker is told
    MERGED = "merged"  # asks the same as another one, and is answered with it


QUESTION_TRANSITIONS: Mapping[QuestionState, frozenset[QuestionState]] = {
    QuestionState.RECEIVED: frozenset(
        {QuestionState.ANSWERED, QuestionState.SET_ASIDE, QuestionState.MERGED}
    ),
    QuestionState.ANSWERED: frozenset(),  # what was published is corrected by a further line
    QuestionState.SET_ASIDE: frozenset({QuestionState.RECEIVED}),
    QuestionState.MERGED: frozenset(),
}


class AmendmentKind(StrEnum):
    CHANGE = "change"
    EARLY_CLOSING = "early_closing"  # a derogation: another person approves it
    CANCELLATION = "cancellation"


class AmendmentState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"  # waits for the second person
    PUBLISHED = "published"
    REFUSED = "refused"
    DROPPED = "dropped"


AMENDMENT_TRANSITIONS: Mapping[AmendmentState, frozenset[AmendmentState]] = {
    AmendmentState.DRAFT: frozenset(
        {AmendmentState.PROPOSED, AmendmentState.PUBLISHED, AmendmentState.DROPPED}
    ),
    AmendmentState.PROPOSED: frozenset(
        {
            AmendmentState.DRAFT,
            AmendmentState.PUBLISHED,
            AmendmentState.REFUSED,
            AmendmentState.DROPPED,
        }
    ),
    AmendmentState.PUBLISHED: frozenset(),
    AmendmentState.REFUSED: frozenset(),
    AmendmentState.DROPPED: frozenset(),
}
OPEN_AMENDMENT = frozenset({AmendmentState.DRAFT, AmendmentState.PROPOSED})
