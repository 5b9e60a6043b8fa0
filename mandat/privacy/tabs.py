"""The parts of the data protection officer's place, as tabs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.privacy.policies import can_handle_somewhere

_TABS = (
    ("privacy:list_requests", _("Requests")),
    ("privacy:list_holds", _("Legal holds")),
    ("privacy:list_breaches", _("Breaches")),
    ("privacy:show_register", _("Register")),
    ("privacy:show_records", _("Controllers and transfers")),
    ("privacy:show_impact", _("Impact assessment")),
    ("privacy:show_retention", _("Retention")),
)


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The tabs that this person may open; approvers see the legal holds alone."""
    handles = can_handle_somewhere(request.user)
    return [
        {
            "label": label,
            "url": reverse(name),
            "count": None,
            "is_current": request.path == reverse(name),
        }
        for name, label in _TABS
        if handles or name == "privacy:list_holds"
    ]
