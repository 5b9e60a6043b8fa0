"""The states of an application, and of what stands around it. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class ApplicationState(StrEnum):
    """From the first page on. `late`, `incomplete` and `ineligible` wait for nobody's mark."""

    DRAFT = "draft"
    FILED = "filed"  # in time, or late and let in by a decision with reasons
    LATE = "late"  # after the deadline, kept apart until somebody decides
    REFUSED = "refused"  # late by a call that keeps nothing, or by a decision
    WITHDRAWN = "withdrawn"
    INCOMPLETE = "incomplete"
    INELIGIBLE = "ineligible"
    ADMITTED = "admitted"


TRANSITIONS: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset(
        {
            ApplicationState.FILED,
            ApplicationState.LATE,
            ApplicationState.REFUSED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.FILED: frozenset(
        {
            ApplicationState.WITHDRAWN,
            ApplicationState.INCOMPLETE,
            ApplicationState.INELIGIBLE,
            ApplicationState.ADMITTED,
        }
    ),
    ApplicationState.LATE: frozenset(
        {ApplicationState.FILED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.REFUSED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset({ApplicationState.FILED}),  # filed anew, in time
    ApplicationState.INCOMPLETE: frozenset(
        {
            ApplicationState.ADMITTED,
            ApplicationState.INELIGIBLE,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.INELIGIBLE: frozenset({ApplicationState.ADMITTED, ApplicationState.WITHDRAWN}),
    ApplicationState.ADMITTED: frozenset(
        {
            ApplicationState.INELIGIBLE,
            ApplicationState.INCOMPLETE,
            ApplicationState.WITHDRAWN,
        }
    ),
}

# Whoever applied and is still in the running, as far as admission goes.
STANDING = frozenset(
    {
        ApplicationState.FILED,
        ApplicationState.LATE,
        ApplicationState.INCOMPLETE,
        ApplicationState.INELIGIBLE,
        ApplicationState.ADMITTED,
    }
)
# What stands in the arrivals of a call: everything that was handed in.
ARRIVED = STANDING | {ApplicationState.REFUSED, ApplicationState.WITHDRAWN}


def can_move(start: ApplicationState | str, end: ApplicationState) -> bool:
    """Whether the table allows the step; what it does not list is forbidden."""
    return end in TRANSITIONS[ApplicationState(start)]


class Channel(StrEnum):
    """By which door an application came."""

    PORTAL = "portal"
    EMAIL = "email"


class ApplicationStage(StrEnum):
    """What is asked of it: everything at once, or one of two stages."""

    SINGLE = "single"
    EXPRESSION_OF_INTEREST = "expression_of_interest"
    FULL_PROPOSAL = "full_proposal"


class Part(StrEnum):
    """In which part of an application a document stands. The financial one is sealed."""

    ADMINISTRATIVE = "administrative"
    TECHNICAL = "technical"
    FINANCIAL = "financial"


class ConfirmationState(StrEnum):
    """Whether a member of a team has said that they take part."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class DecisionKind(StrEnum):
    """What a named person decided about an application, always with a reason."""

    LATE_ACCEPTED = "late_accepted"
    LATE_REFUSED = "late_refused"
    INCOMPLETE = "incomplete"
    INELIGIBLE = "ineligible"
    ADMITTED = "admitted"


class CriterionOutcome(StrEnum):
    """Yes or no, never a mark."""

    MET = "met"
    NOT_MET = "not_met"
    PROOF_ASKED = "proof_asked"


class ProofState(StrEnum):
    """A request for proof, with a deadline of its own."""

    ASKED = "asked"
    ANSWERED = "answered"
    EXPIRED = "expired"


class ContactState(StrEnum):
    """A referee, from being named to having said something, or not."""

    NAMED = "named"
    ASKED = "asked"
    ANSWERED = "answered"
    UNREACHABLE = "unreachable"


class StampSource(StrEnum):
    """What says when a mail arrived; never the sender's own date."""

    MAILBOX = "mailbox"  # the date that the mailbox itself gave it (IMAP INTERNALDATE)
    RECEIVED = "received"  # the topmost Received line of our own mail host
    IMPORT = "import"  # nothing better was there: the moment of import


class LetterState(StrEnum):
    """A letter of admission or refusal: prepared, read by a person, then sent."""

    PREPARED = "prepared"
    SENT = "sent"
    DROPPED = "dropped"
