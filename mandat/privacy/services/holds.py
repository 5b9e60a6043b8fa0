"""Legal holds: proposed by one person, approved by another, ended by a date or by hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.errors import RuleBroken
from mandat.people.models import Organisation
from mandat.privacy import policies
from mandat.privacy.models import HoldItem, LegalHold
from mandat.privacy.models.records import HoldBasis
from mandat.privacy.sealing import put
from mandat.privacy.services.common import local_day
from mandat.privacy.states import HoldState, can_move_hold

LONGEST_HOLD = timedelta(days=2 * 366)  # then it is looked at again


@dataclass(frozen=True, slots=True)
class HoldWanted:
    """What is to be held, why, and until when (the last day)."""

    basis: HoldBasis
    reason: str
    ends_on: date
    objects: tuple[tuple[str, str], ...]  # label and id, as the journal names them


@transaction.atomic
def propose_hold(*, organisation: Organisation, wanted: HoldWanted, by: Any) -> LegalHold:
    """The hold waits for a second person; it protects nothing yet."""
    if not policies.can_handle_for(by, organisation):
        raise PermissionDenied
    now = timezone.now()
    _check(wanted, local_day(organisation, now))
    hold = LegalHold(
        organisation=organisation,
        basis=wanted.basis,
        ends_on=wanted.ends_on,
        proposed_by=by,
        proposed_at=now,
    )
    put(hold, "reason", wanted.reason.strip())
    hold.save()
    HoldItem.objects.bulk_create(
        HoldItem(hold=hold, subject_label=label, subject_id=key)
        for label, key in sorted(set(wanted.objects))
    )
    _note(hold, by)
    return hold


def _check(wanted: HoldWanted, today: date) -> None:
    if not wanted.objects:
        raise RuleBroken("hold_of_nothing", _("Name at least one object."))
    if not wanted.reason.strip():
        raise RuleBroken("reason_missing", _("Write why these objects must be kept."))
    if wanted.ends_on < today:
        raise RuleBroken("hold_in_the_past", _("The last day cannot lie in the past."))
    if wanted.ends_on - today > LONGEST_HOLD:
        raise RuleBroken(
            "hold_too_long", _("A hold lasts two years at most. It can be proposed again then.")
        )


@transaction.atomic
def decide_hold(*, public_id: UUID, approved: bool, by: Any) -> LegalHold:
    """A second person approved the hold, and it protects its objects from now on, or declined."""
    hold = _locked(public_id)
    if not policies.can_decide_hold(by, hold):
        raise PermissionDenied
    _move(hold, HoldState.ACTIVE if approved else HoldState.DECLINED)
    hold.decided_by, hold.decided_at = by, timezone.now()
    hold.save()
    _note(hold, by)
    return hold


@transaction.atomic
def end_hold(*, public_id: UUID, by: Any) -> LegalHold:
    """The hold protects nothing any more."""
    hold = _locked(public_id)
    if not policies.can_end_hold(by, hold):
        raise PermissionDenied
    _move(hold, HoldState.ENDED)
    hold.ended_at = timezone.now()
    hold.save()
    _note(hold, by)
    return hold


@transaction.atomic
def end_past_holds(*, at: Any, by: str) -> int:
    """Holds whose last day is over everywhere have ended; how many."""
    past = LegalHold.objects.select_for_update(of=("self",)).filter(
        state=HoldState.ACTIVE, ends_on__lt=(at - timedelta(hours=12)).date()
    )
    ended = 0
    for hold in past.select_related("organisation"):
        _move(hold, HoldState.ENDED)
        hold.ended_at = at
        hold.save()
        _note(hold, by)
        ended += 1
    return ended


def _locked(public_id: UUID) -> LegalHold:
    return (
        LegalHold.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )


def _move(hold: LegalHold, state: HoldState) -> None:
    if not can_move_hold(hold.state, state):
        raise RuleBroken("not_now", _("The hold is in another state now. Look at the page again."))
    hold.state = state


def _note(hold: LegalHold, by: Any) -> None:
    record(
        actor=by,
        action=f"privacy.hold.{HoldState(hold.state).value}",
        subject=hold,
        organisation=hold.organisation,
        details={"basis": hold.basis, "objects": hold.items.count()},
    )
