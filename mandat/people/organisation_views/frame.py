"""What every page of an organisation carries: which one, and its parts as tabs."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.people.models import Organisation
from mandat.people.policies import SEES_PEOPLE
from mandat.people.queries import roles_in
from mandat.people.roles import MANAGES_ORGANISATION, SEES_PROGRAMMES, Role

# Each part with its page and the roles that see it: the sets of the policies behind the pages.
PARTS = (
    ("overview", _("Overview"), "people:show_organisation", frozenset(Role)),
    ("people", _("People"), "people:list_people", SEES_PEOPLE),
    ("programmes", _("Programmes"), "people:list_programmes", SEES_PROGRAMMES),
    ("funding", _("Funding"), "people:list_fundings", SEES_PROGRAMMES),
    ("grids", _("Grids"), "people:list_grids", SEES_PROGRAMMES),
    ("settings", _("Settings"), "people:show_settings", MANAGES_ORGANISATION),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the organisation, as `_tabs.html` draws it."""

    label: Any
    url: str
    is_current: bool
    count: int | None = None


def tabs(held: frozenset[Role], organisation: Organisation, current: str) -> list[Tab]:
    """The parts that somebody with these roles may open."""
    return [
        Tab(label, reverse(page, args=[organisation.public_id]), name == current)
        for name, label, page, sees in PARTS
        if held & sees
    ]


def show(
    request: HttpRequest,
    template: str,
    organisation: Organisation,
    part: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page, with days in the organisation's time zone."""
    held = roles_in(request.user, organisation)
    context |= {
        "organisation": organisation,
        "tabs": tabs(held, organisation, part),
        "manages": bool(held & MANAGES_ORGANISATION),  # the set of `can_manage_grants`
        "zone": ZoneInfo(organisation.time_zone),
    }
    return render(request, f"people/{template}.html", context, status=status)


def status_of(form: forms.Form) -> int:
    """422 when what was typed cannot stand."""
    return 422 if form.is_bound else 200
