"""The rows of tabs and filters on the pages of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mandat.calls.models import Call
from mandat.intake.desk import labels
from mandat.intake.desk.lists import SHELVES, Narrowed
from mandat.intake.models import Application
from mandat.intake.states import ApplicationState, Channel


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab or one filter as the components draw it."""

    label: Any
    url: str
    count: int | None
    is_current: bool


_SHELF_LABELS: Mapping[str, Any] = {
    "": pgettext_lazy("applications", "All"),
    "filed": _("To check"),
    "late": pgettext_lazy("applications", "Late"),
    "admitted": labels.STATES[ApplicationState.ADMITTED],
    "incomplete": labels.STATES[ApplicationState.INCOMPLETE],
    "ineligible": labels.STATES[ApplicationState.INELIGIBLE],
    "out": _("Refused or withdrawn"),
}


def _url(call: Call, narrowed: Narrowed) -> str:
    said = {"state": narrowed.shelf, "door": narrowed.channel, "complete": narrowed.complete}
    query = urlencode({name: value for name, value in said.items() if value})
    here = reverse("intake:show_call", args=[call.public_id])
    return f"{here}?{query}" if query else here


def shelves_of(call: Call, counts: Mapping[str, int], narrowed: Narrowed) -> list[Tab]:
    """The states as tabs, each with how many stand in it; empty ones but the first are left out."""
    tabs = []
    for shelf, states in SHELVES.items():
        count = sum(counts[state.value] for state in states)
        if count or shelf in ("", narrowed.shelf):
            url = _url(call, replace(narrowed, shelf=shelf))
            tabs.append(Tab(_SHELF_LABELS[shelf], url, count, shelf == narrowed.shelf))
    return tabs


def filters_of(call: Call, narrowed: Narrowed) -> list[Tab]:
    """The other ways to narrow the list, as links; the one in force leads back."""
    found = []
    ways = [("channel", c.value, labels.CHANNELS[c]) for c in Channel]
    ways += [
        ("complete", "yes", _("Complete on arrival")),
        ("complete", "no", _("Incomplete on arrival")),
    ]
    for name, value, label in ways:
        is_current = getattr(narrowed, name) == value
        url = _url(call, replace(narrowed, **{name: "" if is_current else value}))
        found.append(Tab(label, url, None, is_current))
    return found


def tabs_of(application: Application, current: str) -> list[Tab]:
    """The pages of one application."""
    pages = (
        ("show_application", _("Application")),
        ("show_eligibility", _("Eligibility")),
        ("show_references", _("References")),
        ("show_history", _("History")),
    )
    return [
        Tab(
            label,
            reverse(f"intake:{name}", args=[application.public_id]),
            None,
            name == current,
        )
        for name, label in pages
    ]
