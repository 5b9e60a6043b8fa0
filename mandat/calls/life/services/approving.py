"""Two people publish a call: one asks, another looks at what the public will read and agrees."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandat.audit.services import record
from mandat.calls import finding, policies
from mandat.calls.content import sha256_of, value_of
from mandat.calls.life import mailing
from mandat.calls.life.facts import obstacles_of
from mandat.calls.life.queries import pending_approval
from mandat.calls.life.rules import blocking
from mandat.calls.life.services.common import call_of_officer, not_now
from mandat.calls.life.words import way_of
from mandat.calls.locking import locked_call
from mandat.calls.models import Approval, Call
from mandat.calls.publishing import content_now, make_version, text_now
from mandat.calls.states import ApprovalOutcome, CallState
from mandat.core.errors import RuleBroken


def _refuse_obstacles(call: Call, asked_by: Any) -> None:
    """Nothing happens while something stands in the way; the message names the first of it."""
    found = blocking(obstacles_of(call, asked_by=asked_by))
    if found:
        first = way_of(found[0], call).sentence
        more = len(found) - 1
        if more:
            rest = ngettext("And %(count)d thing more.", "And %(count)d things more.", more)
            first = f"{first} {rest % {'count': more}}"
        raise RuleBroken("obstacles", first)


@transaction.atomic
def ask_approval(*, public_id: UUID, by: Any) -> Approval:
    """The draft is put before the approvers as it stands, and stays so until they decide."""
    call = call_of_officer(public_id, by, {CallState.DRAFT})
    _refuse_obstacles(call, by)
    content = content_now(call)
    call.state = CallState.IN_APPROVAL
    call.language = value_of(content, "language")
    call.save(update_fields=["state", "language", "changed_at"])
    finding.keep(call)
    approval = Approval.objects.create(
        call=call,
        sha256=sha256_of(content, text_now(call)),
        asked_by=by,
        asked_at=timezone.now(),
    )
    mailing.tell_approvers(approval)
    _record(call, "calls.approval.asked", by)
    return approval


@transaction.atomic
def withdraw_request(*, public_id: UUID, by: Any) -> Call:
    """The call is a draft again; nobody needs to decide about it any longer."""
    call = call_of_officer(public_id, by, {CallState.IN_APPROVAL})
    approval = _pending(call)
    _decide(approval, ApprovalOutcome.WITHDRAWN, "", by)
    call.state = CallState.DRAFT
    call.save(update_fields=["state", "changed_at"])
    finding.keep(call)
    _record(call, "calls.approval.withdrawn", by)
    return call


@transaction.atomic
def decide_approval(
    *, public_id: UUID, approval_id: UUID, approved: bool, note: str, by: Any
) -> Call:
    """The call is public in the words that the approver read, or a draft again with a reason.

    `approval_id` names the request that stood on the approver's page: one that was withdrawn and
    asked anew in the meantime is another.
    """
    call = locked_call(public_id)
    if call.state != CallState.IN_APPROVAL:
        raise _too_late(call)
    if not policies.can_decide_approval(by, call):
        raise PermissionDenied
    approval = _pending(call)
    if approval.public_id != approval_id:
        raise _too_late(call)
    if approved:
        _publish(call, approval, by)
    else:
        _return(call, approval, note.strip(), by)
    mailing.tell_decision(approval)
    action = "calls.call.published" if approved else "calls.approval.returned"
    _record(call, action, by)
    return call


def _publish(call: Call, approval: Approval, by: Any) -> None:
    content, text = content_now(call), text_now(call)
    if sha256_of(content, text) != approval.sha256:
        raise RuleBroken(
            "changed_since",
            _(
                "The call no longer says what was put before you. Return it, so that approval is "
                "asked anew."
            ),
        )
    _refuse_obstacles(call, approval.asked_by)
    _decide(approval, ApprovalOutcome.APPROVED, "", by)
    make_version(call, content, text, by=by, at=approval.decided_at or timezone.now())


def _return(call: Call, approval: Approval, note: str, by: Any) -> None:
    if not note:
        raise RuleBroken("reason_missing", _("Say what is to be changed, so that the author can."))
    _decide(approval, ApprovalOutcome.RETURNED, note, by)
    call.state = CallState.DRAFT
    call.save(update_fields=["state", "changed_at"])
    finding.keep(call)


def _pending(call: Call) -> Approval:
    approval = pending_approval(call)
    if approval is None:
        raise not_now(call)
    approval.call = call
    return approval


def _decide(approval: Approval, outcome: ApprovalOutcome, note: str, by: Any) -> None:
    approval.outcome, approval.note = outcome, note
    approval.decided_by, approval.decided_at = by, timezone.now()
    approval.save()


def _too_late(call: Call) -> RuleBroken:
    """Somebody else was quicker: the message says what became of the call."""
    if call.state == CallState.PUBLISHED:
        return RuleBroken("decided_already", _("Another approver has published this call."))
    return RuleBroken(
        "decided_already",
        _("This request was withdrawn or decided in the meantime. Look at the call again."),
    )


def _record(call: Call, action: str, by: Any) -> None:
    record(actor=by, action=action, subject=call, organisation=call.organisation)
