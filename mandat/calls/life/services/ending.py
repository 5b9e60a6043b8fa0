"""The end of a call: closed at its deadline, archived when its time is over.

Also what happens to a deadline when a country changes its clocks.
"""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from mandat.audit.services import WORKER, record
from mandat.calls import finding
from mandat.calls.life import queries
from mandat.calls.life.rules import accepts, shifted
from mandat.calls.life.services.common import call_of_officer
from mandat.calls.locking import locked_call
from mandat.calls.models import Call
from mandat.calls.public.facets import refresh_facets
from mandat.calls.states import CallState
from mandat.calls.times import instant_of

logger = logging.getLogger(__name__)


def close_due_calls() -> int:
    """Each call whose deadline has passed is closed, each in a transaction of its own.

    One that cannot be closed stops none of the others. It is tried again at the next round, and
    takes no application in the meantime: time alone decides about that.
    """
    due = list(queries.due_calls(timezone.now()).values_list("public_id", flat=True)[:500])
    return sum(_closed(public_id) for public_id in due)


def _closed(public_id: UUID) -> bool:
    """Whether the call was closed. What went wrong is logged without its words, which can quote."""
    try:
        return _close(public_id)
    except Exception as error:  # noqa: BLE001 -- whatever it is, other calls are due too
        logger.error("call %s cannot be closed: %s", public_id, type(error).__name__)
        return False


@transaction.atomic
def _close(public_id: UUID) -> bool:
    """Closed, unless an amendment gave it more time before we held it."""
    call, at = locked_call(public_id), timezone.now()
    if call.state != CallState.PUBLISHED or accepts(call.state, call.deadline_at, at):
        return False
    call.state, call.closed_at = CallState.CLOSED, at
    call.save(update_fields=["state", "closed_at", "changed_at"])
    finding.keep(call)
    record(actor=WORKER, action="calls.call.closed", subject=call, organisation=call.organisation)
    return True


@transaction.atomic
def archive_call(*, public_id: UUID, by: Any) -> Call:
    """The call has left the public pages; those who may see calls still find it."""
    call = call_of_officer(public_id, by, {CallState.CLOSED, CallState.CANCELLED})
    call.state = CallState.ARCHIVED
    call.save(update_fields=["state", "changed_at"])
    finding.keep(call)
    record(actor=by, action="calls.call.archived", subject=call, organisation=call.organisation)
    return call


def recompute_deadlines() -> int:
    """The deadline of each open call is the instant that its wall time means today.

    Countries change their clocks at short notice, and the `tzdata` package follows. How many moved.
    """
    open_calls = Call.objects.filter(state=CallState.PUBLISHED).order_by("pk")
    moved = 0
    for call in open_calls.only("public_id", "deadline_wall", "deadline_zone", "deadline_at"):
        computed = _computed(call)
        if computed is not None and computed != call.deadline_at:
            moved += _shift(call.public_id)
    return moved


def _computed(call: Call) -> datetime | None:
    """What the wall time means now; None when the zone is no longer known."""
    try:
        return instant_of(call.deadline_wall, call.deadline_zone).at
    except (ValueError, ZoneInfoNotFoundError):
        logger.error("call %s: its time zone cannot be read", call.public_id)
        return None


@transaction.atomic
def _shift(public_id: UUID) -> bool:
    """The deadline has moved with the clocks of its zone; an officer is asked to look."""
    call, at = locked_call(public_id), timezone.now()
    computed, before = _computed(call), call.deadline_at
    if call.state != CallState.PUBLISHED or computed is None or before is None:
        return False
    if not shifted(before, computed, at):
        return False
    call.deadline_at = computed
    call.deadline_before_at = call.deadline_before_at or before
    call.save(update_fields=["deadline_at", "deadline_before_at", "changed_at"])
    refresh_facets(call)
    record(
        actor=WORKER,
        action="calls.deadline.shifted",
        subject=call,
        organisation=call.organisation,
        details={"before": before, "after": computed},
    )
    return True


@transaction.atomic
def note_shift_seen(*, public_id: UUID, by: Any) -> Call:
    """An officer has seen that clocks moved the deadline, and whom to tell about it."""
    call = call_of_officer(public_id, by, frozenset(CallState))
    if call.deadline_before_at is not None:
        call.deadline_before_at = None
        call.save(update_fields=["deadline_before_at", "changed_at"])
        record(
            actor=by,
            action="calls.deadline.shift_seen",
            subject=call,
            organisation=call.organisation,
        )
    return call
