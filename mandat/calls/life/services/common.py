"""What every service of a call's life begins with."""

import json
from collections.abc import Collection
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mandat.calls import policies
from mandat.calls.locking import call_for
from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken


def call_of_officer(public_id: UUID, by: Any, states: Collection[CallState]) -> Call:
    """The locked call, if this officer may change it and it stands in one of the states."""
    call = call_for(public_id, by, policies.can_edit_call)
    if call.state not in states:
        raise not_now(call)
    return call


def not_now(call: Call) -> RuleBroken:
    """The state of the call forbids the act; the message says which state it is."""
    messages = {
        CallState.IN_APPROVAL: _(
            "The call waits for approval, and stays as it was put before the approver. Withdraw "
            "the request to change it."
        ),
        CallState.PUBLISHED: _(
            "The call is public. What it says is changed by an amendment; its grid, its formula, "
            "its documents and who opens the prices are fixed."
        ),
        CallState.DISCARDED: _("This draft was discarded. Restore it first."),
    }
    usual = _("The call is not in a state that allows this. Reload the page.")
    return RuleBroken("not_now", messages.get(CallState(call.state), usual))


def seen_digest(values: Any) -> str:
    """A short digest of what a form showed, by which a later change is noticed."""
    return sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]


def same_as_seen(now: Any, seen: str | None) -> None:
    """Nobody writes over what they have not seen. `None`: the caller has seen nothing."""
    if seen is not None and seen_digest(now) != seen:
        raise RuleBroken(
            "changed_elsewhere",
            _(
                "This was changed in the meantime, by somebody else or in another window. Look at "
                "what it says now, then decide again."
            ),
        )
