"""The states of requests, legal holds and breaches. What a table does not list is forbidden."""

from enum import StrEnum


class RequestKind(StrEnum):
    """What a person asks: the rights of Articles 15, 16, 21 and 17 GDPR."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    OBJECTION = "objection"
    ERASURE = "erasure"


class RequestState(StrEnum):
    RECEIVED = "received"  # the address is not proved yet
    PROVING = "proving"  # further proof of identity was asked for; the clock stands still
    OPEN = "open"
    EXTENDED = "extended"  # two more months, with a reason told to the person
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


REQUEST_TRANSITIONS: dict[RequestState, set[RequestState]] = {
    RequestState.RECEIVED: {RequestState.OPEN, RequestState.WITHDRAWN},
    RequestState.PROVING: {
        RequestState.OPEN,
        RequestState.EXTENDED,  # the proof came after the period was extended
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
    },
    RequestState.OPEN: {
        RequestState.PROVING,
        RequestState.EXTENDED,
        RequestState.ANSWERED,
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
    },
    RequestState.EXTENDED: {
        RequestState.PROVING,
        RequestState.ANSWERED,
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
    },
    RequestState.ANSWERED: set(),
    RequestState.REFUSED: set(),
    RequestState.WITHDRAWN: set(),
}
WORKING = frozenset({RequestState.OPEN, RequestState.EXTENDED})
LIVE = frozenset({RequestState.OPEN, RequestState.EXTENDED, RequestState.PROVING})
ENDED = frozenset({RequestState.ANSWERED, RequestState.REFUSED, RequestState.WITHDRAWN})


class HoldState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"  # approved by a second person
    DECLINED = "declined"
    ENDED = "ended"


HOLD_TRANSITIONS: dict[HoldState, set[HoldState]] = {
    HoldState.PROPOSED: {HoldState.ACTIVE, HoldState.DECLINED},
    HoldState.ACTIVE: {HoldState.ENDED},
    HoldState.DECLINED: set(),
    HoldState.ENDED: set(),
}


class BreachState(StrEnum):
    NOTICED = "noticed"
    ASSESSED = "assessed"
    NOTIFIED_AUTHORITY = "notified_authority"
    NOT_NOTIFIABLE = "not_notifiable"  # no risk is likely; the reason stands in the log
    TOLD_PERSONS = "told_persons"
    CLOSED = "closed"


BREACH_TRANSITIONS: dict[BreachState, set[BreachState]] = {
    # Article 33(4) GDPR: a first notice may go before everything is known.
    BreachState.NOTICED: {BreachState.ASSESSED, BreachState.NOTIFIED_AUTHORITY},
    BreachState.ASSESSED: {BreachState.NOTIFIED_AUTHORITY, BreachState.NOT_NOTIFIABLE},
    BreachState.NOTIFIED_AUTHORITY: {BreachState.TOLD_PERSONS, BreachState.CLOSED},
    BreachState.NOT_NOTIFIABLE: {BreachState.NOTIFIED_AUTHORITY, BreachState.CLOSED},
    BreachState.TOLD_PERSONS: {BreachState.CLOSED},
    BreachState.CLOSED: set(),
}


def can_move_request(start: RequestState | str, end: RequestState) -> bool:
    """Whether a request may go from one state to the other."""
    return end in REQUEST_TRANSITIONS[RequestState(start)]


def can_move_hold(start: HoldState | str, end: HoldState) -> bool:
    """Whether a legal hold may go from one state to the other."""
    return end in HOLD_TRANSITIONS[HoldState(start)]


def can_move_breach(start: BreachState | str, end: BreachState) -> bool:
    """Whether a breach may go from one state to the other."""
    return end in BREACH_TRANSITIONS[BreachState(start)]
