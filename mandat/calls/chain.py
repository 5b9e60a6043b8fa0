"""The calls room on the chain: its bead, its count, and what waits in it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mandat.calls.display import moment
from mandat.calls.life import queries as life
from mandat.calls.models import Call
from mandat.calls.queries import live_calls
from mandat.calls.states import ApprovalOutcome, CallState
from mandat.core.rooms import Room, Waiting, register_room
from mandat.people.roles import SEES_CALLS

AT_MOST = 30  # a longer list helps nobody to begin


def waits(account: Any) -> Iterator[Waiting]:
    """What an approver decides, and what waits for an officer in drafts and open calls."""
    for call in life.calls_to_decide(account, AT_MOST):
        reason = gettext("waits for your approval")
        yield _waiting(call, reason, "calls:show_approval", _("Read and decide"), 10)
    for call in life.calls_of_concern(account, timezone.now())[:AT_MOST]:
        yield _of_open_call(call) if call.state == CallState.PUBLISHED else _of_draft(call)


def _waiting(
    call: Call, reason: str, view: str, action: Any, weight: int, *, detail: str = ""
) -> Waiting:
    said = [f"\u2068{call.organisation.name}\u2069", reason, detail]
    return Waiting(
        title=call.title or gettext("Call without title"),
        reason=" · ".join(part for part in said if part),
        url=reverse(view, args=[call.public_id]),
        action=action,
        weight=weight,
    )


def _of_open_call(call: Call) -> Waiting:
    """Its deadline moved, which is more pressing, or comes near."""
    page = "calls:show_publication"
    if call.deadline_before_at is not None:
        reason = gettext("its deadline moved with the clocks of its zone")
        return _waiting(call, reason, page, _("Look at it"), 12)
    until = moment(call.deadline_wall, call.deadline_zone)
    detail = f"\u2068{until.text} ({until.note})\u2069"
    return _waiting(call, gettext("closes soon"), page, _("Look at it"), 60, detail=detail)


def _of_draft(call: Call) -> Waiting:
    """It was sent back, or holds something to settle; blocking remarks come first."""
    if getattr(call, "last_outcome", "") == ApprovalOutcome.RETURNED:
        reason = gettext("was sent back by the approver, with a reason")
        return _waiting(call, reason, "calls:show_publication", _("Read why"), 15)
    action = _("Settle") if call.blocking_count else _("Review")
    weight = 20 if call.blocking_count else 40
    return _waiting(call, _open_things(call), "calls:review_call", action, weight)


def _open_things(call: Call) -> str:
    reasons = []
    if call.blocking_count:
        reasons.append(
            ngettext(
                "%(count)d contradiction or gap blocks publication",
                "%(count)d contradictions or gaps block publication",
                call.blocking_count,
            )
            % {"count": call.blocking_count}
        )
    unsettled = call.present_count - call.settled_count
    if unsettled:
        reasons.append(
            ngettext("%(count)d value to confirm", "%(count)d values to confirm", unsettled)
            % {"count": unsettled}
        )
    return " · ".join(reasons)


def register() -> None:
    register_room(
        Room(
            name="calls",
            order=10,
            label=_("Calls"),
            icon="file-text",
            url_name="calls:list_calls",
            roles=SEES_CALLS,
            waits=waits,
            count=lambda account: live_calls(account).count(),
        )
    )
