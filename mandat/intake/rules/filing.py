"""What becomes of an application that arrived at an instant. Pure.

The instant is when the last byte of the last click was read, or when our mailbox received the
mail: never the sender's date, and never the end of a wait for the database.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from mandat.calls.life.rules import accepts
from mandat.calls.states import CallState, LateRule
from mandat.calls.times import is_in_time
from mandat.core.days import day_in


class Fate(StrEnum):
    """What becomes of it."""

    IN_TIME = "in_time"
    LATE_KEPT = "late_kept"  # apart, for a decision with reasons
    LATE_REFUSED = "late_refused"
    NOT_OPEN = "not_open"  # the call is not there to be answered: not public, or cancelled


def fate_of(  # noqa: PLR0917 -- four facts of the call, then those that may be absent
    at: datetime,
    deadline_at: datetime | None,
    late_rule: LateRule | str,
    state: CallState | str,
    closed_at: datetime | None = None,
    extension: datetime | None = None,
) -> Fate:
    """What becomes of what arrived `at`; all instants are aware.

    `closed_at` is when the call was closed, `extension` a deadline of this application's own: it
    goes before the call's, also when the call as such is closed, for the second stage comes after
    the first. The source calls ask for applications "before" an hour of a place, without saying
    whether that hour is still in; in doubt for the applicant, it is. A microsecond later is late.
    Raises ValueError for a state or a rule that does not exist.
    """
    late = Fate.LATE_KEPT if LateRule(late_rule) == LateRule.KEEP else Fate.LATE_REFUSED
    state = CallState(state)
    deadline = extension or deadline_at
    if state not in (CallState.PUBLISHED, CallState.CLOSED) or deadline is None:
        return Fate.NOT_OPEN
    if extension is not None:
        return Fate.IN_TIME if is_in_time(at, extension) else late
    if state == CallState.PUBLISHED:
        return Fate.IN_TIME if accepts(state, deadline, at) else late
    return Fate.IN_TIME if _before_closing(at, deadline, closed_at) else late


def _before_closing(at: datetime, deadline: datetime, closed_at: datetime | None) -> bool:
    """Whether it came before a call ended that is closed now.

    A call that is closed early ends there (source 004 reserves that right). What arrived before is
    in, though the lock was waited for until the call was closed.
    """
    return closed_at is not None and is_in_time(at, min(deadline, closed_at))


def last_day_of(deadline: datetime, zone: str) -> date:
    """The last day on which a call takes applications, in its zone.

    A call that ends with a day ends at the midnight after it: that midnight is of the next day, the
    call is not.
    """
    return day_in(zone, deadline - timedelta(microseconds=1))
