"""The record of where a call was announced."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.locking import call_for
from mandat.calls.models import Call, Posting
from mandat.calls.states import PUBLIC
from mandat.core.days import day_in
from mandat.core.errors import RuleBroken


@transaction.atomic
def note_posting(*, call_id: UUID, place: str, address: str, posted_on: date, by: Any) -> Posting:
    """The call was announced there on that day."""
    call = call_for(call_id, by, policies.can_announce_call)
    _check(call, place, posted_on)
    posting = Posting.objects.create(
        call=call, place=place.strip(), address=address, posted_on=posted_on, noted_by=by
    )
    _record("calls.posting.noted", posting, by)
    return posting


def _check(call: Call, place: str, posted_on: date) -> None:
    """RuleBroken unless this can be true of an ordinary public call."""
    if call.sensitive:
        raise RuleBroken(
            "sensitive_call", _("A sensitive call is announced nowhere: its address is handed on.")
        )
    if call.state not in PUBLIC or call.published_at is None:
        raise RuleBroken("not_public", _("Only a call that was published can be announced."))
    if not place.strip():
        raise RuleBroken("place_missing", _("Write where the call was announced."))
    zone = call.organisation.time_zone
    if posted_on > day_in(zone, timezone.now()):
        raise RuleBroken("posted_later", _("This day is still to come. Note it once it is done."))
    if posted_on < day_in(zone, call.published_at):
        raise RuleBroken("posted_before", _("The call was not public yet on that day."))


@transaction.atomic
def remove_posting(*, call_id: UUID, posting_id: UUID, by: Any) -> None:
    """The call was not announced there after all. The journal keeps that it was noted."""
    call = call_for(call_id, by, policies.can_announce_call)
    posting = Posting.objects.select_related("call").filter(call=call, public_id=posting_id).first()
    if posting is None:
        raise RuleBroken("posting_gone", _("This entry no longer exists."))
    posting.call = call
    removed = str(posting.public_id)
    posting.delete()
    _record("calls.posting.removed", posting, by, public_id=removed)


def _record(action: str, posting: Posting, by: Any, public_id: str = "") -> None:
    call = posting.call
    record(
        actor=by,
        action=action,
        subject=call,
        organisation=call.organisation,
        details={
            "posting": public_id or str(posting.public_id),
            "on": posting.posted_on.isoformat(),
        },
    )
