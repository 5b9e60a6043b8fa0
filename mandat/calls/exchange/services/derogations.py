"""What only two people decide: to close a call before its published end, or to cancel it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.calls import finding, policies
from mandat.calls.exchange import news, rules
from mandat.calls.exchange.queries import open_amendment
from mandat.calls.exchange.services.amendments import (
    amendment_of,
    move,
    note,
    publish,
    same_call,
)
from mandat.calls.exchange.services.common import require, written
from mandat.calls.exchange.services.tellings import tell_all
from mandat.calls.locking import call_for, locked_call
from mandat.calls.models import Amendment, Call
from mandat.calls.states import AmendmentKind, AmendmentState, CallState
from mandat.core.errors import RuleBroken


@transaction.atomic
def propose_early_closing(*, call_id: UUID, wall: str, reason: str, by: Any) -> Amendment:
    """An earlier end, in the zone of the call, waits for an approver. Nothing is public yet."""
    call = call_for(call_id, by, policies.can_amend_call)
    require(call, CallState.PUBLISHED)
    end = rules.moment_of(wall, {"timezone": call.deadline_zone})
    _refuse_end(call, end, timezone.now())
    changes = {"deadline": {"value": wall, "extra": {"timezone": call.deadline_zone}}}
    return _propose(call, AmendmentKind.EARLY_CLOSING, changes, reason, by)


@transaction.atomic
def propose_cancellation(*, call_id: UUID, reason: str, by: Any) -> Amendment:
    """The end of the call without an outcome waits for an approver. Nothing is public yet."""
    call = call_for(call_id, by, policies.can_amend_call)
    require(call, CallState.PUBLISHED, CallState.CLOSED)
    return _propose(call, AmendmentKind.CANCELLATION, {}, reason, by)


def _propose(
    call: Call, kind: AmendmentKind, changes: dict[str, Any], reason: str, by: Any
) -> Amendment:
    if open_amendment(call) is not None:
        raise RuleBroken(
            "amendment_open",
            _("Another change of this call is in work. Publish it or drop it first."),
        )
    amendment = Amendment.objects.create(
        call=call,
        kind=kind,
        state=AmendmentState.PROPOSED,
        changes=changes,
        reason=written(reason, "reason_missing", _("Write the reason: everybody reads it.")),
        from_version=call.version_number,
        made_by=by,
        made_at=timezone.now(),
    )
    note("calls.derogation.proposed", amendment, by)
    return amendment


def _refuse_end(call: Call, end: datetime, now: datetime) -> None:
    assert call.deadline_at is not None  # the database says so of a public call
    match rules.early_end_fault(now, call.deadline_at, end):
        case "end_is_past":
            raise RuleBroken(
                "end_is_past", _("The new end lies in the past. Choose a moment still to come.")
            )
        case "end_not_earlier":
            raise RuleBroken(
                "end_not_earlier",
                _("This is not earlier than the deadline. To give more time, amend the call."),
            )


def _proposed(call: Call, public_id: UUID, version: int | None, by: Any) -> Amendment:
    """The proposal, for a person who may decide and did not make it."""
    amendment = amendment_of(call, public_id, version)
    if not policies.can_decide_derogation(by, call):
        raise PermissionDenied
    if amendment.state != AmendmentState.PROPOSED:
        raise RuleBroken("not_proposed", _("Nothing waits for a decision here any more."))
    if amendment.made_by_id == by.pk:
        raise RuleBroken("own_proposal", _("You proposed this: another person decides about it."))
    return amendment


@transaction.atomic
def approve_derogation(
    *, call_id: UUID, amendment_id: UUID, version: int | None, by: Any
) -> Amendment:
    """It counts, with its reason, and everybody who follows the call is told."""
    call, now = locked_call(call_id), timezone.now()
    amendment = _proposed(call, amendment_id, version, by)
    same_call(call, amendment)
    amendment.decided_by, amendment.decided_at = by, now
    _ACTS[AmendmentKind(amendment.kind)](call, amendment, by, now)
    tell_all(call, amendment, news.OF_KIND[AmendmentKind(amendment.kind)], now)
    note("calls.derogation.approved", amendment, by, number=amendment.number)
    return amendment


def _close_early(call: Call, amendment: Amendment, by: Any, now: datetime) -> None:
    require(call, CallState.PUBLISHED)
    field = amendment.changes["deadline"]
    _refuse_end(call, rules.moment_of(field["value"], field["extra"]), now)
    call.closing_reason = amendment.reason
    publish(call, amendment, by=by, at=now)


def _cancel(call: Call, amendment: Amendment, by: Any, now: datetime) -> None:
    require(call, CallState.PUBLISHED, CallState.CLOSED)
    publish(call, amendment, by=by, at=now)
    call.state, call.closing_reason = CallState.CANCELLED, amendment.reason
    call.closed_at = call.closed_at or now
    call.save()
    finding.keep(call)


_ACTS: dict[AmendmentKind, Callable[[Call, Amendment, Any, datetime], None]] = {
    AmendmentKind.EARLY_CLOSING: _close_early,
    AmendmentKind.CANCELLATION: _cancel,
}


@transaction.atomic
def refuse_derogation(
    *, call_id: UUID, amendment_id: UUID, version: int | None, by: Any
) -> Amendment:
    """The call goes on as it was published."""
    call = locked_call(call_id)
    amendment = _proposed(call, amendment_id, version, by)
    amendment.decided_by, amendment.decided_at = by, timezone.now()
    move(amendment, AmendmentState.REFUSED)
    amendment.save()
    note("calls.derogation.refused", amendment, by)
    return amendment


def wall_of(at: datetime, zone: str) -> str:
    """An instant as a wall time of a zone, to the minute."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
