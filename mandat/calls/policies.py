"""Who may do what with calls."""

from typing import Any

from mandat.calls.models import Call
from mandat.people.models import Organisation
from mandat.people.queries import holds, organisations_where
from mandat.people.roles import SEES_CALLS, WRITES_CALLS


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
    return holds(by, call.organisation, SEES_CALLS)


def can_edit_call(by: Any, call: Call) -> bool:
    """Programme officers of the call's organisation."""
    return holds(by, call.organisation, WRITES_CALLS)
