"""When the time of an application is over, by what became of it. Pure.

Months are the organisation's own or those of `people.rules.retention`, with their sources. An
application that was not chosen is one for the rule of the French authority: two years after the
last contact. One that was admitted may have been chosen: without a word from the room that
chooses it is kept as long as the documents of a mission.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mandat.intake.states import ApplicationState
from mandat.people.rules.retention import RetentionKind, months_before, months_kept

DRAFT = timedelta(days=30)  # after the deadline, when nothing was ever filed
RETURNED = timedelta(days=30)  # mail that was no application: answered by a machine, returned

_ENDED = frozenset(
    {
        ApplicationState.WITHDRAWN,
        ApplicationState.REFUSED,
        ApplicationState.INCOMPLETE,
        ApplicationState.INELIGIBLE,
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the times are counted from.

    `ended_at` is when the call ended for this application; `last_at` the last thing that happened
    to it, from either side; `unchosen_at` when its applicant was told that others were chosen.
    """

    state: ApplicationState
    was_filed: bool
    ended_at: datetime | None
    last_at: datetime
    unchosen_at: datetime | None = None


def is_over(standing: Standing, at: datetime, chosen: Mapping[str, Any]) -> bool:
    """Whether nothing of it need be kept `at`; `chosen` are the organisation's own months."""
    if standing.ended_at is None or standing.ended_at > at:
        return False
    if not standing.was_filed:
        return standing.ended_at <= at - DRAFT
    kind = _kind(standing)
    last = max(standing.ended_at, standing.last_at, standing.unchosen_at or standing.last_at)
    return last <= months_before(at, months_kept(kind, chosen))


def _kind(standing: Standing) -> RetentionKind:
    if standing.unchosen_at is not None or standing.state in _ENDED:
        return RetentionKind.REFUSED_APPLICATIONS
    if standing.state == ApplicationState.ADMITTED:
        return RetentionKind.MISSIONS
    return RetentionKind.CALLS  # nobody ever decided: as long as its call


# The room that chooses says when an applicant was told that others were; None when it knows none.
Unchosen = Callable[[Any], datetime | None]
_UNCHOSEN: dict[str, Unchosen] = {}


def register_unchosen(name: str, unchosen: Unchosen) -> None:
    """The room is asked from now on; signing up again replaces it."""
    _UNCHOSEN[name] = unchosen


def unchosen_at(application: Any) -> datetime | None:
    """When the first of the rooms says that its applicant was told."""
    said = [when for ask in _UNCHOSEN.values() if (when := ask(application)) is not None]
    return min(said, default=None)
