"""Pages of an organisation as a whole: which ones, overview, settings."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.core.doors import door
from mandat.people import labels, policies, queries, services
from mandat.people.choices import names_of_countries, names_of_languages
from mandat.people.models import Organisation
from mandat.people.organisation_forms.common import done
from mandat.people.organisation_forms.settings import FORMS, TITLES, SectionForm
from mandat.people.organisation_views.frame import show
from mandat.people.roles import Role
from mandat.people.rules.retention import PERIODS, months_kept


@require_safe
@door(policies.is_signed_in)
def list_organisations(request: HttpRequest) -> HttpResponse:
    """Where the person holds a role, what it lets them do, and what they lent or borrowed."""
    grants = [
        {
            "grant": grant,
            "role": labels.ROLE_LABELS[Role(grant.role)],
            "meaning": labels.ROLE_MEANINGS[Role(grant.role)],
            "lent": list(grant.delegations.all()),
        }
        for grant in queries.own_grants(request.user)
    ]
    return render(request, "people/organisation_list.html", {"grants": grants})


@require_safe
@door(policies.can_see_organisation, queries.find_organisation)
def show_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    retention = [
        (
            labels.RETENTION_KINDS[kind],
            labels.months_in_words(months_kept(kind, organisation.retention)),
        )
        for kind in PERIODS
    ]
    steps = [
        (labels.PROCEDURES[step["procedure"]], step["from"])
        for step in organisation.thresholds.get("steps", ())
    ]
    return show(
        request,
        "organisation_detail",
        organisation,
        "overview",
        countries=names_of_countries([organisation.country] if organisation.country else []),
        call_languages=names_of_languages(organisation.call_languages),
        screen_languages=names_of_languages(organisation.screen_languages),
        retention=retention,
        steps=steps,
        grid=queries.default_grid(organisation),
        can_change=policies.can_change_settings(request.user, organisation),
    )


def _settings(
    request: HttpRequest, organisation: Organisation, typed: SectionForm | None = None
) -> HttpResponse:
    """Every section with its form; the one that was typed as it was typed."""
    sections: list[dict[str, Any]] = []
    for name, form in FORMS.items():
        is_typed = isinstance(typed, form)
        drawn = typed if is_typed else form(organisation=organisation, auto_id=f"{name}-%s")
        sections.append({"name": name, "title": TITLES[name], "form": drawn, "open": is_typed})
    status = 422 if typed else 200
    return show(
        request, "organisation_settings", organisation, "settings", status=status, sections=sections
    )


@require_safe
@door(policies.can_change_settings, queries.find_organisation)
def show_settings(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return _settings(request, organisation)


@require_POST
@door(policies.can_change_settings, queries.find_organisation)
def change_settings(request: HttpRequest, organisation: Organisation, section: str) -> HttpResponse:
    if section not in FORMS:
        raise Http404
    form = FORMS[section](request.POST, organisation=organisation, auto_id=f"{section}-%s")
    if not form.is_valid() or not done(
        form,
        lambda: services.change_settings(
            public_id=organisation.public_id,
            section=section,
            values=form.values(),
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    ):
        organisation.refresh_from_db()
        return _settings(request, organisation, form)
    messages.success(request, _("The settings are saved."))
    return redirect("people:show_settings", public_id=organisation.public_id)
