"""How every service that changes a call begins: the row is held, and the person is asked about."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from mandat.calls import policies
from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken

Policy = Callable[[Any, Call], bool]


def locked_call(public_id: UUID) -> Call:
    """The call, held for the rest of the transaction. Whoever changes it too waits or is late."""
    return (
        Call.objects.select_for_update(of=("self",))
        .select_related("organisation", "terms", "programme", "funding")
        .get(public_id=public_id)
    )


def call_for(public_id: UUID, by: Any, policy: Policy) -> Call:
    """The locked call, if the policy lets this person do it."""
    call = locked_call(public_id)
    if not policy(by, call):
        raise PermissionDenied
    return call


def draft_for(public_id: UUID, by: Any) -> Call:
    """The locked call, if it is a draft that this person may change now."""
    call = call_for(public_id, by, policies.can_edit_call)
    if call.state != CallState.DRAFT:
        raise RuleBroken("not_a_draft", _("Only a draft can be changed. Restore it first."))
    return call
