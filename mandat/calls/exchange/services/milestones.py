"""What was promised by a day is late, or done: whoever follows the call is told."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.exchange import news, rules
from mandat.calls.exchange.services.common import require, written
from mandat.calls.exchange.services.tellings import tell_all
from mandat.calls.locking import call_for
from mandat.calls.models import Call, Milestone
from mandat.calls.states import CallState
from mandat.core.days import day_in
from mandat.core.errors import RuleBroken

_ALIVE = (CallState.PUBLISHED, CallState.CLOSED)


@transaction.atomic
def delay_milestone(
    *, call_id: UUID, milestone_id: UUID, due_on: date, note: str, by: Any
) -> Milestone:
    """It is now due on another day, for a reason that everybody reads; the first stays shown."""
    call = call_for(call_id, by, policies.can_amend_call)
    require(call, *_ALIVE)
    milestone = _pending(call, milestone_id)
    if due_on <= milestone.planned_on:
        raise RuleBroken(
            "not_later", _("A delay leads to a later day than the one that was published.")
        )
    milestone.due_on = due_on
    milestone.note = written(note, "reason_missing", _("Write why: everybody reads it."))
    milestone.save()
    tell_all(call, milestone, news.DELAYED, timezone.now())
    _record("calls.milestone.delayed", milestone, by, due=due_on)
    return milestone


@transaction.atomic
def finish_milestone(*, call_id: UUID, milestone_id: UUID, by: Any) -> Milestone:
    """It is done, today in the zone of the call."""
    call = call_for(call_id, by, policies.can_amend_call)
    require(call, *_ALIVE)
    milestone = _pending(call, milestone_id)
    now = timezone.now()
    milestone.done_on = day_in(call.deadline_zone or "UTC", now)
    milestone.save()
    tell_all(call, milestone, news.DONE, now)
    _record("calls.milestone.done", milestone, by)
    return milestone


def _pending(call: Call, public_id: UUID) -> Milestone:
    milestone = Milestone.objects.select_for_update().filter(call=call, public_id=public_id).first()
    if milestone is None:
        raise RuleBroken("milestone_gone", _("This step no longer exists."))
    if milestone.done_on is not None:
        raise RuleBroken("milestone_done", _("This step is done already."))
    if milestone.role in rules.DEADLINE_ROLES:
        raise RuleBroken(
            "is_a_deadline",
            _("People must meet this date: it is moved by an amendment, not by a delay."),
        )
    milestone.call = call
    return milestone


def _record(action: str, milestone: Milestone, by: Any, **details: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=milestone,
        organisation=milestone.call.organisation,
        details={"call": str(milestone.call.public_id), "role": milestone.role, **details},
    )
