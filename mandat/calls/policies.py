"""Who may do what with calls."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from mandat.calls.life.queries import pending_approval, settled_by, workers_on
from mandat.calls.life.rules import accepts
from mandat.calls.models import Call, CallTemplate
from mandat.calls.states import CallState
from mandat.people.models import Organisation
from mandat.people.queries import holds, organisations_where, roles_in
from mandat.people.roles import SEES_CALLS, WRITES_CALLS, Role


def _holds(by: Any, call: Call, roles: Collection[Role]) -> bool:
    """Whether the person holds one of the roles in the call's organisation.

    What they hold is asked once for a call that was read: a page asks several policies. Services
    lock the call, that is read it anew, and so ask anew before they change anything.
    """
    asked: dict[Any, frozenset[Role]] = vars(call).setdefault("_roles_of", {})
    if by.pk not in asked:
        asked[by.pk] = roles_in(by, call.organisation)
    return not asked[by.pk].isdisjoint(roles)


def can_see_calls(by: Any) -> bool:
    """Anybody with a role in some organisation that has calls."""
    return organisations_where(by, SEES_CALLS).exists()


def can_import_calls(by: Any) -> bool:
    """Programme officers, in at least one organisation."""
    return organisations_where(by, WRITES_CALLS).exists()


def can_import_call_into(by: Any, organisation: Organisation) -> bool:
    """Programme officers of that organisation."""
    return holds(by, organisation, WRITES_CALLS)


def can_see_call(by: Any, call: Call) -> bool:
    """Those who hold a role in the call's organisation."""
    return _holds(by, call, SEES_CALLS)


def can_edit_call(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation."""
    return _holds(by, call, WRITES_CALLS)


def can_decide_approval(by: Any, call: Call) -> bool:
    """Approvers of the organisation, but never who wrote the call or asks for its publication.

    Whoever changed something in it at any time wrote it, also when another settled the same
    value afterwards.
    """
    if not _holds(by, call, {Role.APPROVER}):
        return False
    approval = pending_approval(call)
    if by.pk in (call.created_by_id, approval.asked_by_id if approval else None):
        return False
    return not settled_by(by, call) and str(by.public_id) not in workers_on(call)


def accepts_applications(call: Call, at: datetime) -> bool:
    """Whether an application that arrives at that instant is in time: for everybody alike."""
    return accepts(call.state, call.deadline_at, at)


def can_answer_questions(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation: nobody else reads what was asked."""
    return _holds(by, call, WRITES_CALLS)


def can_amend_call(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation: what is public changes by amendment only."""
    return _holds(by, call, WRITES_CALLS)


def can_decide_derogation(by: Any, call: Call) -> bool:
    """Approvers of the call's organisation; the service refuses whoever proposed it."""
    return _holds(by, call, {Role.APPROVER})


def can_keep_template(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation, whatever has become of the call."""
    return _holds(by, call, WRITES_CALLS)


def can_see_template(by: Any, template: CallTemplate) -> bool:
    """Those who may see the organisation's calls."""
    return holds(by, template.organisation, SEES_CALLS)


def can_edit_template(by: Any, template: CallTemplate) -> bool:
    """Programme officers of the template's organisation."""
    return holds(by, template.organisation, WRITES_CALLS)


def can_change_documents(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation, as long as the call is a draft."""
    return call.state == CallState.DRAFT and can_edit_call(by, call)


def can_translate_call(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation."""
    return _holds(by, call, WRITES_CALLS)


def can_announce_call(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation."""
    return _holds(by, call, WRITES_CALLS)
