"""What every service on a case needs: the locked case, its clock, its steps."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import holidays
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.days import day_in
from mandat.core.errors import RuleBroken
from mandat.people.models import Organisation
from mandat.privacy import policies
from mandat.privacy.models import CaseStep, DataRequest
from mandat.privacy.models.requests import StepKind
from mandat.privacy.rules import answer_due
from mandat.privacy.sealing import put
from mandat.privacy.states import RequestState, can_move_request


@cache
def _holidays(country: str) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country)
    except (NotImplementedError, KeyError):
        return None


def holiday_test(country: str) -> Callable[[date], bool]:
    """Whether a day is a public holiday there; no day is where the calendar is not known."""
    days = _holidays(country) if country else None
    return lambda day: days is not None and day in days


def local_day(organisation: Organisation, at: datetime) -> date:
    """The day of an instant in the organisation's own calendar."""
    return day_in(organisation.time_zone, at)


def first_due(case: DataRequest) -> date:
    """The end of the first month, pauses included: until then the person can be told of more."""
    return _due(case, extended=False)


def due(case: DataRequest) -> date:
    """The last day of the answer as things stand."""
    return _due(case, extended=case.extended_at is not None)


def _due(case: DataRequest, *, extended: bool) -> date:
    return answer_due(
        local_day(case.organisation, case.received_at),
        holiday_test(case.organisation.country),
        extended=extended,
        paused_days=case.paused_days,
    )


def locked(public_id: UUID) -> DataRequest:
    """The case, locked for the rest of the transaction."""
    return (
        DataRequest.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )


def case_for(public_id: UUID, by: Any) -> DataRequest:
    """The case, locked, if this person handles the requests of its organisation."""
    case = locked(public_id)
    if not policies.can_handle_request(by, case):
        raise PermissionDenied
    return case


def move(case: DataRequest, state: RequestState, at: datetime) -> None:
    """The case is in another state; the caller saves. RuleBroken when the table forbids it."""
    if not can_move_request(case.state, state):
        raise RuleBroken(
            "not_now", _("The request is in another state now. Look at the page again.")
        )
    case.state = state
    if state in (RequestState.ANSWERED, RequestState.REFUSED, RequestState.WITHDRAWN):
        case.ended_at = at
        case.paused_at = None


def require(case: DataRequest, *states: RequestState) -> None:
    """RuleBroken unless the case is in one of these states."""
    if case.state not in states:
        raise RuleBroken("not_open", _("This can only be done while the request is being handled."))


def add_step(
    case: DataRequest,
    kind: StepKind,
    *,
    by: Any = None,
    words: str = "",
    at: datetime | None = None,
) -> CaseStep:
    """The step stands in the case and in the journal; its words stand in the case alone."""
    step = CaseStep(request=case, kind=kind, at=at or timezone.now(), by=by)
    put(step, "words", words)
    step.save()
    record(
        actor=by if by is not None else "person",
        action=f"privacy.request.{kind.value}",
        subject=case,
        organisation=case.organisation,
        details={"kind": case.kind},
    )
    return step
