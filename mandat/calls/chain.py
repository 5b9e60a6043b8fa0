"""The calls room on the chain: its bead, its count, and what waits in it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mandat.calls.queries import drafts_waiting_for, live_calls
from mandat.core.rooms import Room, Waiting, register_room
from mandat.people.roles import SEES_CALLS


def waits(account: Any) -> Iterator[Waiting]:
    """Drafts with something to settle, those with blocking remarks first."""
    for call in drafts_waiting_for(account)[:20]:
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
        yield Waiting(
            title=call.title or gettext("Call without title"),
            reason=" · ".join([f"\u2068{call.organisation.name}\u2069", *reasons]),
            url=reverse("calls:review_call", args=[call.public_id]),
            action=_("Settle") if call.blocking_count else _("Review"),
            weight=20 if call.blocking_count else 40,
        )


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
