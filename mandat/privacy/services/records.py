"""The records an organisation keeps: breaches, joint controllers, transfers, contacts."""

from datetime import datetime
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
from mandat.privacy.models import Breach, BreachStep, JointController, NoticeContact, Transfer
from mandat.privacy.rules import breach_clock
from mandat.privacy.sealing import put
from mandat.privacy.states import BreachState, can_move_breach


def _require_officer(by: Any, organisation: Organisation) -> None:
    if not policies.can_handle_for(by, organisation):
        raise PermissionDenied


@transaction.atomic
def note_breach(
    *,
    organisation: Organisation,
    noticed_at: datetime,
    nature: str,
    people_count: int | None,
    by: Any,
) -> Breach:
    """The breach stands in the log; its 72 hours run from when it was noticed."""
    _require_officer(by, organisation)
    if noticed_at > timezone.now():
        raise RuleBroken("noticed_later", _("It cannot have been noticed in the future."))
    if not nature.strip():
        raise RuleBroken("words_missing", _("Write what happened, as far as it is known."))
    breach = Breach(
        organisation=organisation, noticed_at=noticed_at, people_count=people_count, noted_by=by
    )
    put(breach, "nature", nature.strip())
    breach.save()
    _step(breach, BreachState.NOTICED, nature, by, timezone.now())
    return breach


def _step(breach: Breach, state: BreachState, text: str, by: Any, at: datetime) -> None:
    step = BreachStep(breach=breach, state=state, at=at, by=by)
    put(step, "words", text.strip())
    step.save()
    record(
        actor=by,
        action=f"privacy.breach.{state.value}",
        subject=breach,
        organisation=breach.organisation,
    )


@transaction.atomic
def move_breach(
    *,
    public_id: UUID,
    state: BreachState,
    text: str,
    by: Any,
    at: datetime | None = None,
) -> Breach:
    """The breach is a step further, with its words.

    `at` is when the authority or the people were told, if not now. A notice after the 72 hours
    needs its reasons (Article 33(1) GDPR), and so does leaving it out.
    """
    breach = (
        Breach.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )
    _require_officer(by, breach.organisation)
    now = timezone.now()
    told = at or now
    _check_breach(breach, state, text, told, now)
    breach.state = state
    if state is BreachState.NOTIFIED_AUTHORITY:
        breach.notified_at = told
    if state is BreachState.TOLD_PERSONS:
        breach.told_at = told
    breach.save()
    _step(breach, state, text, by, now)
    return breach


def _check_breach(
    breach: Breach, state: BreachState, text: str, told: datetime, now: datetime
) -> None:
    if not can_move_breach(breach.state, state):
        raise RuleBroken(
            "not_now", _("The breach is in another state now. Look at the page again.")
        )
    if told > now or told < breach.noticed_at:
        raise RuleBroken(
            "told_when", _("The time lies in the future, or before the breach was noticed.")
        )
    late = (
        state is BreachState.NOTIFIED_AUTHORITY and breach_clock(breach.noticed_at, now, told).late
    )
    if late and not text.strip():
        raise RuleBroken(
            "late_reason_missing",
            _("The 72 hours are over: the authority must be given the reasons. Write them."),
        )
    if state is not BreachState.NOTIFIED_AUTHORITY and not text.strip():
        raise RuleBroken("words_missing", _("Write what was found, decided or done."))


@transaction.atomic
def save_record(*, row: JointController | Transfer | NoticeContact, by: Any) -> None:
    """The joint controller, transfer or contact, already validated, stands in the records."""
    _require_officer(by, row.organisation)
    added = row.pk is None
    row.save()
    _note_record(row, "added" if added else "changed", by)


@transaction.atomic
def remove_record(*, row: JointController | Transfer, by: Any) -> None:
    """A record entered by mistake is gone; one that ended gets an end date instead."""
    _require_officer(by, row.organisation)
    _note_record(row, "removed", by)
    row.delete()


def _note_record(row: JointController | Transfer | NoticeContact, verb: str, by: Any) -> None:
    noun = {
        JointController: "joint_controller",
        Transfer: "transfer",
        NoticeContact: "contact",
    }[type(row)]
    record(actor=by, action=f"privacy.{noun}.{verb}", subject=row, organisation=row.organisation)
